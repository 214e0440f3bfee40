//! A call as a document: the hand-over as Markdown, HTML, a CRM note, import files and calendar entries; the contract's
//! JSON; plain text for the terminal.
//!
//! Every form is written from what the session shows (the brief, and who is who), so a document never says more, or
//! anything else, than the screen did. Templates and field mappings are content: see [`Stationery`].

pub mod agreement;
mod calendar;
mod crm;
mod findings;
mod hand_over;
pub mod journal;
pub mod json;
mod page;
mod plain;
mod redact;
mod stationery;
pub mod stats;
mod template;

pub use findings::findings;
pub use hand_over::{Crm, Form, HandOver};
pub use plain::{grouped, printable, summary};
pub use redact::{Redaction, texts};
pub use stationery::{NotWritten, Stamp, Stationery};

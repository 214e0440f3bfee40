//! A call as a document: the contract's JSON, Markdown for the hand-over, plain text for the terminal.
//!
//! Every form is written from the [`Brief`](crate::session::Brief) alone, so a document never says more, or
//! anything else, than the screen did.

pub mod agreement;
mod findings;
pub mod journal;
pub mod json;
mod markdown;
mod plain;
mod redact;

pub use findings::findings;
pub use markdown::markdown;
pub use plain::{printable, summary};
pub use redact::{Redaction, texts};

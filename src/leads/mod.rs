//! The lead book: who might buy, how far each has come, what each is worth, and what to do about it today.
//!
//! A [`Lead`] is one contact of one company. Every change of one goes through [`Lead::set`], which refuses a move that
//! the [`Pipeline`] does not allow and returns the [`Change`] for the history. A [`score::Model`] gives points to what is
//! known of a lead; [`learn`] makes such a model of last quarter's history. All of it is pure: the store keeps leads, the
//! command line reads files and the clock.

mod call_notes;
mod change;
mod columns;
pub mod content;
mod entry;
mod field;
pub mod file;
mod filter;
mod keys;
mod lead;
pub mod learn;
mod merge;
mod pipeline;
pub mod score;
mod words;
mod worksheet;

pub use call_notes::{CallNotes, VERDICT_COLUMN};
pub use change::{Change, Refusal};
pub use columns::{Columns, Target};
pub use content::Content;
pub use entry::{Entry, Fault};
pub use field::Field;
pub use filter::{Condition, Filter, Sort, SortKey};
pub use keys::Keys;
pub use lead::{Company, Lead, LeadId, LeadType, NextAction, Person, Standing};
pub use pipeline::{Pipeline, Stage, StageEnd};
pub use words::{company_key, domain_of, key, search_words};
pub use worksheet::Worksheet;

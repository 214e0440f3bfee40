//! The journal on disk: the only module that speaks SQL.
//!
//! A [`Store`] reads; a [`Writer`] writes, on a thread of its own, so that the screen never waits for the disk; an
//! event counts as saved only once its commit has returned ([`Ack::Saved`]). A [`Claim`] keeps a second bantam off a
//! call that is being held. All of it lives in one folder that only its owner can read.
//!
//! ```text
//! data folder (0700)
//! ├── bantam.db (0600)         the journal, in SQLite; while in use with bantam.db-wal and bantam.db-shm beside it
//! ├── backups/ (0700)          copies of the journal (0600); what was put aside before a repair too
//! └── open/<call id> (0600)    who holds the call, while it is held
//! ```

pub mod backups;
mod claim;
mod error;
mod folder;
mod forget;
mod id;
mod import;
mod leads;
mod ledger;
mod pages;
mod practice;
mod reading;
mod salvage;
#[cfg(test)]
mod samples;
mod schema;
mod stored;
mod stretch;
mod words;
mod writer;

pub use claim::{Claim, held};
pub use error::StoreError;
pub use folder::{Throwaway, create_private, note_in_editor, write_private};
pub use forget::{Forgotten, Reason, TracedLead, Traces, forget, forget_overdue};
pub use id::CallId;
pub use import::{Incoming, Taken, append, import};
pub use leads::{CallOfLead, HistoryEntry, Importer, Known, KnownCompany, LeadBook, Page, PendingCall, Restand};
pub use reading::{CallSummary, Draft, Store};
pub use salvage::{Salvage, SalvagedCall, Unreadable, restore, salvage};
pub use words::Noted;
pub use writer::{Ack, Writer};

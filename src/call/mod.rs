//! What was said, and when: commands, events, and the state that they add up to.
//!
//! A front end sends a [`Command`]; [`decide`] turns it into events or refuses it with a reason; [`evolve`]
//! folds events into a [`CallState`] and cannot fail; the [`Timeline`] keeps the journal, undoes, redoes and
//! replays. Undo removes nothing: it is an event too.

mod acts;
#[cfg(test)]
pub(crate) mod arbitrary;
mod command;
mod decide;
mod event;
mod evolve;
mod history;
mod names;
mod reversal;
mod state;
mod timeline;

pub use command::Command;
pub use decide::{Refusal, decide};
pub use event::{
    ActId, Asked, Closed, Contact, Correction, Event, Filing, Kept, NextStep, PersonId, RemarkId, Ruling, Started, What,
};
pub use evolve::evolve;
pub use history::Act;
pub use names::{find_person, same_company, same_person};
pub use state::{BankInUse, CallState, Remark};
pub use timeline::{Timeline, bank_in_use};

//! What the desk reads from events.

use crate::call::{Event, RemarkId, Timeline, What};

/// The bank that a journal is seen through at its end: a switch may have been taken back.
pub(super) fn bank_of(journal: &[Event]) -> String {
    Timeline::replay(journal.to_vec()).state().bank.id.clone()
}

/// The remark that an event speaks of.
pub(super) const fn remark_of(what: &What) -> Option<RemarkId> {
    match what {
        What::Kept(kept) => Some(kept.remark),
        What::Amended { remark, .. }
        | What::Filed { remark, .. }
        | What::FlagRuled { remark, .. }
        | What::FactCorrected { remark, .. }
        | What::Attributed { remark, .. } => Some(*remark),
        _ => None,
    }
}

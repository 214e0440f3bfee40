//! What the desk reads from events.

use crate::call::{RemarkId, What};

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

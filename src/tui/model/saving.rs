//! What of a call is on disk.

use crate::call::RemarkId;

/// What of the call is on disk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Saving {
    /// Remarks whose last event is not yet acknowledged.
    pub(crate) pending: Vec<(RemarkId, u32)>,
    /// The last event handed to the store.
    pub(crate) sent: u32,
    /// The last event acknowledged.
    pub(crate) saved: u32,
}

impl Saving {
    /// Whether something handed over is not yet acknowledged.
    pub(crate) const fn is_waiting(&self) -> bool {
        self.saved < self.sent
    }

    /// Events were handed to the store.
    pub(crate) fn hand_over(&mut self, touched: &[RemarkId], last: u32) {
        self.sent = self.sent.max(last);
        for &remark in touched {
            self.pending.retain(|(id, _)| *id != remark);
            self.pending.push((remark, last));
        }
    }

    /// The journal is on disk up to an event.
    pub(crate) fn acknowledge(&mut self, seq: u32) {
        self.saved = self.saved.max(seq);
        self.pending.retain(|(_, last)| *last > self.saved);
    }
}

//! The sets of many new leads, gathered on a thread of its own while the leads are written.

use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use crate::leads::LeadId;

use super::sets::{Changes, Facets, Kind};

/// How many values are handed over at once: those of a few hundred leads.
const BATCH: usize = 16_384;

/// How many such batches may wait.
const WAITING: usize = 4;

/// Gathers what sets new leads are in.
#[derive(Debug)]
pub(super) struct Gatherer {
    batch: Batch,
    sender: SyncSender<Batch>,
    thread: JoinHandle<Changes>,
    count: usize,
}

/// Values of leads, the texts of all in one.
#[derive(Debug, Default)]
struct Batch {
    text: String,
    /// The lead, what the value is, and where its text ends.
    values: Vec<(LeadId, Kind, usize)>,
}

impl Gatherer {
    /// Begins to gather; `None` where the system has no thread to give.
    pub(super) fn begin() -> Option<Self> {
        let (sender, receiver) = sync_channel::<Batch>(WAITING);
        let gather = move || {
            let mut changes = Changes::default();
            for Batch { text, values } in receiver {
                let mut begin = 0;
                for (id, kind, end) in values {
                    changes.note(id, kind, text.get(begin..end).unwrap_or_default(), true);
                    begin = end;
                }
            }
            changes
        };
        let thread = thread::Builder::new().name("lead sets".to_owned()).spawn(gather).ok()?;
        Some(Self { batch: Batch::default(), sender, thread, count: 0 })
    }

    /// A lead comes in.
    pub(super) fn add(&mut self, id: LeadId, facets: Facets<'_>) {
        let Batch { text, values } = &mut self.batch;
        facets.each(|kind, value| {
            text.push_str(value);
            values.push((id, kind, text.len()));
        });
        if values.len() >= BATCH {
            self.count += values.len();
            // Only a panic ends the other side, and that is passed on at the end.
            let _ = self.sender.send(std::mem::take(&mut self.batch));
        }
    }

    /// How many values were handed over.
    pub(super) const fn count(&self) -> usize {
        self.count
    }

    /// All that was gathered.
    pub(super) fn finish(self) -> Changes {
        let Self { batch, sender, thread, .. } = self;
        let _ = sender.send(batch);
        drop(sender);
        thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    }
}

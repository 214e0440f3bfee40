//! The one thread that writes, so that nobody else ever waits for the disk.
#![expect(clippy::disallowed_methods, reason = "the writer stands at the edge: it retries by the clock")]

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::call::Event;

use super::ledger::{Known, Ledger};
use super::{CallId, Draft, StoreError, schema};

/// The pause between two attempts while the disk refuses.
const RETRY_PAUSE: Duration = Duration::from_millis(500);

/// How long a writer that is dropped without [`Writer::close`] is waited for.
const DROP_WAIT: Duration = Duration::from_secs(2);

/// What became of the jobs given to a [`Writer`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ack {
    /// Every event of the call up to and including `seq` is on disk: the commit has returned.
    Saved {
        /// The call.
        call: CallId,
        /// The last event saved.
        seq: u32,
    },
    /// The newest draft of the call is on disk, or gone from it if it was deleted or empty.
    DraftSaved {
        /// The call.
        call: CallId,
    },
    /// Something could not be saved. It is kept in memory with all that comes after it, in order, and tried again and
    /// again. Told once, and again when the reason changes. Where only one call is the matter, others are still saved.
    NotSaved {
        /// Why.
        reason: StoreError,
    },
    /// After [`Ack::NotSaved`]: everything given so far is on disk, nothing was lost.
    Recovered,
}

/// The way to the writing thread. Nothing here waits for the disk but [`Writer::close`].
#[derive(Debug)]
pub struct Writer {
    messages: Sender<Message>,
    finished: Receiver<bool>,
}

#[derive(Debug)]
enum Message {
    Save(Job),
    Finish { until: Instant },
}

#[derive(Debug)]
enum Job {
    Append { call: CallId, events: Vec<Event> },
    Draft { call: CallId, draft: Option<Draft> },
}

impl Job {
    fn call(&self) -> CallId {
        match self {
            Self::Append { call, .. } | Self::Draft { call, .. } => *call,
        }
    }
}

impl Writer {
    /// Starts the thread, which opens the journal of the data folder by itself. Where it cannot, that is told by
    /// [`Ack::NotSaved`] as soon as there is something to save, and tried again. `notify` is called on that thread.
    ///
    /// # Errors
    ///
    /// Where the system has no room for a thread.
    pub fn spawn(data_dir: &Path, notify: impl Fn(Ack) + Send + 'static) -> Result<Self, StoreError> {
        let dir = data_dir.to_owned();
        Self::spawn_with(data_dir, move || schema::open(&dir), notify)
    }

    fn spawn_with(
        data_dir: &Path,
        open: impl FnMut() -> Result<(Connection, PathBuf), StoreError> + Send + 'static,
        notify: impl Fn(Ack) + Send + 'static,
    ) -> Result<Self, StoreError> {
        let (messages, inbox) = channel();
        let (report, finished) = channel();
        let worker =
            Worker { open, notify, ledger: None, known: None, queue: VecDeque::new(), outage: None, finish: None };
        let run = move || {
            // Nobody is left to be told where the front end has gone already.
            let _ = report.send(worker.run(&inbox));
        };
        let thread = thread::Builder::new().name("journal".to_owned()).spawn(run);
        thread.map_err(|error| StoreError::Failed { path: data_dir.to_owned(), reason: error.to_string() })?;
        Ok(Self { messages, finished })
    }

    /// Saves further events of a call. A kept remark takes the call's draft with it: that is what it was made of.
    pub fn append(&self, call: CallId, events: Vec<Event>) {
        if !events.is_empty() {
            self.send(Message::Save(Job::Append { call, events }));
        }
    }

    /// Saves what is half typed, in place of what was saved before; only the newest of a burst is written. An empty
    /// text deletes.
    pub fn draft(&self, call: CallId, draft: Draft) {
        self.send(Message::Save(Job::Draft { call, draft: Some(draft) }));
    }

    /// Deletes what was half typed.
    pub fn delete_draft(&self, call: CallId) {
        self.send(Message::Save(Job::Draft { call, draft: None }));
    }

    /// Waits until everything is saved, for `wait` at most; whether it is.
    pub fn close(self, wait: Duration) -> bool {
        self.finish(wait)
    }

    fn finish(&self, wait: Duration) -> bool {
        self.send(Message::Finish { until: Instant::now() + wait });
        // The thread keeps the time itself; the margin is for an attempt under way.
        self.finished.recv_timeout(wait + RETRY_PAUSE).unwrap_or(false)
    }

    /// A message that does not arrive (the thread is gone, which only a panic in `notify` can bring about) is never
    /// acknowledged, and so never taken for saved.
    fn send(&self, message: Message) {
        let _ = self.messages.send(message);
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.finish(DROP_WAIT);
    }
}

/// What the thread holds.
struct Worker<O, N> {
    open: O,
    notify: N,
    ledger: Option<Ledger>,
    known: Option<Known>,
    /// What is not saved yet, in order.
    queue: VecDeque<Job>,
    /// Why nothing can be saved at present.
    outage: Option<StoreError>,
    /// When to give up, once the front end wants to leave.
    finish: Option<Instant>,
}

impl<O, N> Worker<O, N>
where
    O: FnMut() -> Result<(Connection, PathBuf), StoreError>,
    N: Fn(Ack),
{
    /// Works until told to finish; whether everything was saved.
    fn run(mut self, inbox: &Receiver<Message>) -> bool {
        loop {
            let first = if self.queue.is_empty() {
                inbox.recv().map_err(|_| RecvTimeoutError::Disconnected)
            } else {
                inbox.recv_timeout(RETRY_PAUSE)
            };
            match first {
                Ok(message) => self.take(message),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => self.finish = Some(Instant::now()),
            }
            while let Ok(message) = inbox.try_recv() {
                self.take(message);
            }
            self.flush();
            match self.finish {
                Some(until) if self.queue.is_empty() || Instant::now() >= until => return self.queue.is_empty(),
                _ => {}
            }
        }
    }

    /// Queues a job. Of drafts only the newest matters; events are never dropped and never change places.
    fn take(&mut self, message: Message) {
        let job = match message {
            Message::Finish { until } => {
                self.finish = Some(until);
                return;
            }
            Message::Save(job) => job,
        };
        if let Job::Draft { call, .. } = &job {
            self.queue.retain(|queued| !matches!(queued, Job::Draft { call: earlier, .. } if earlier == call));
        }
        self.queue.push_back(job);
    }

    /// Saves as much of the queue as can be saved.
    fn flush(&mut self) {
        let mut waiting: VecDeque<Job> = VecDeque::new();
        while let Some(job) = self.queue.pop_front() {
            if waiting.iter().any(|earlier| earlier.call() == job.call()) {
                waiting.push_back(job);
                continue;
            }
            match self.save(&job) {
                Ok(ack) => (self.notify)(ack),
                Err(reason) => {
                    waiting.push_back(job);
                    if !reason.concerns_one_call() {
                        waiting.append(&mut self.queue);
                    }
                    self.complain(reason);
                }
            }
        }
        self.queue = waiting;
        if self.queue.is_empty() && self.outage.take().is_some() {
            (self.notify)(Ack::Recovered);
        }
    }

    /// Tells why something could not be saved, unless that was told already.
    fn complain(&mut self, reason: StoreError) {
        // The next attempt begins with a new connection: the file may have been replaced.
        self.ledger = None;
        if self.outage.as_ref() != Some(&reason) {
            self.outage = Some(reason.clone());
            (self.notify)(Ack::NotSaved { reason });
        }
    }

    fn save(&mut self, job: &Job) -> Result<Ack, StoreError> {
        let ledger = match &mut self.ledger {
            Some(ledger) => ledger,
            none => none.insert(Ledger::new((self.open)()?)),
        };
        match job {
            Job::Append { call, events } => {
                ledger.append(&mut self.known, *call, events)?;
                let seq = events.last().map_or(0, |event| event.seq);
                Ok(Ack::Saved { call: *call, seq })
            }
            Job::Draft { call, draft } => {
                ledger.draft(*call, draft.as_ref())?;
                Ok(Ack::DraftSaved { call: *call })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use tempfile::TempDir;

    use super::*;
    use crate::call::Timeline;
    use crate::store::Store;
    use crate::store::samples::{at, begun, keep};

    const PATIENCE: Duration = Duration::from_secs(20);

    fn acks() -> (impl Fn(Ack) + Send + 'static, Receiver<Ack>) {
        let (sender, acks) = channel();
        (move |ack| sender.send(ack).unwrap_or_default(), acks)
    }

    fn draft(text: &str) -> Draft {
        Draft { text: text.into(), question: None, saved_at: at(5) }
    }

    #[test]
    fn what_is_acknowledged_is_there_and_in_order() {
        let dir = TempDir::new().unwrap();
        let (notify, acks) = acks();
        let writer = Writer::spawn(dir.path(), notify).unwrap();
        let call = CallId::generate();
        let mut timeline = begun();
        writer.append(call, timeline.journal().to_vec());
        for n in 0..50 {
            writer.append(call, keep(&mut timeline, &format!("remark {n}")));
        }
        for seq in 1..=51 {
            assert_eq!(acks.recv_timeout(PATIENCE), Ok(Ack::Saved { call, seq }));
            let saved = Store::open(dir.path()).unwrap().journal(call).unwrap().len();
            assert!(saved >= seq as usize, "acknowledged {seq}, found {saved}");
        }
        assert!(writer.close(PATIENCE));
        let store = Store::open(dir.path()).unwrap();
        assert_eq!(store.journal(call).unwrap(), timeline.journal());
        assert_eq!(store.calls().unwrap()[0].remarks, 50);
    }

    #[test]
    fn a_call_taken_up_again_goes_on_where_it_was() {
        let dir = TempDir::new().unwrap();
        let call = CallId::generate();
        let mut timeline = begun();
        let writer = Writer::spawn(dir.path(), |_| ()).unwrap();
        writer.append(call, timeline.journal().to_vec());
        drop(writer);
        let mut timeline_again = Timeline::replay(Store::open(dir.path()).unwrap().journal(call).unwrap());
        assert_eq!(timeline_again, timeline);
        let writer = Writer::spawn(dir.path(), |_| ()).unwrap();
        writer.append(call, keep(&mut timeline_again, "one more thing"));
        assert!(writer.close(PATIENCE));
        keep(&mut timeline, "one more thing");
        assert_eq!(Store::open(dir.path()).unwrap().journal(call).unwrap(), timeline.journal());
    }

    #[test]
    fn of_a_burst_of_drafts_the_newest_is_kept_and_a_kept_remark_takes_it_away() {
        let dir = TempDir::new().unwrap();
        let (call, mut timeline) = (CallId::generate(), begun());
        let (notify, acks) = acks();
        let writer = Writer::spawn(dir.path(), notify).unwrap();
        writer.append(call, timeline.journal().to_vec());
        let burst = 500;
        for n in 1..=burst {
            writer.draft(call, draft(&"x".repeat(n)));
        }
        assert!(writer.close(PATIENCE));
        let saved = acks.try_iter().filter(|ack| matches!(ack, Ack::DraftSaved { .. })).count();
        assert!((1..=burst).contains(&saved));
        let found = Store::open(dir.path()).unwrap().draft(call).unwrap().unwrap();
        assert_eq!(found.text.len(), burst);

        let writer = Writer::spawn(dir.path(), |_| ()).unwrap();
        writer.append(call, keep(&mut timeline, "xxx"));
        assert!(writer.close(PATIENCE));
        assert_eq!(Store::open(dir.path()).unwrap().draft(call).unwrap(), None);

        let writer = Writer::spawn(dir.path(), |_| ()).unwrap();
        writer.draft(call, draft("typed on"));
        writer.delete_draft(call);
        assert!(writer.close(PATIENCE));
        assert_eq!(Store::open(dir.path()).unwrap().draft(call).unwrap(), None);
    }

    #[test]
    fn a_full_disk_loses_nothing() {
        let dir = TempDir::new().unwrap();
        let room = Arc::new(AtomicU32::new(8));
        let open = {
            let (dir, room) = (dir.path().to_owned(), Arc::clone(&room));
            move || {
                let (connection, path) = schema::open(&dir)?;
                let pages = room.load(Ordering::SeqCst);
                connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(())).unwrap();
                Ok((connection, path))
            }
        };
        let (notify, acks) = acks();
        let writer = Writer::spawn_with(dir.path(), open, notify).unwrap();
        let (call, mut timeline) = (CallId::generate(), begun());
        writer.append(call, timeline.journal().to_vec());
        for n in 0..60 {
            // More than the pages have room for that a new journal's changes of format left free.
            writer.append(call, keep(&mut timeline, &format!("remark {n} {}", "word ".repeat(800))));
        }
        let mut told = Vec::new();
        while !matches!(told.last(), Some(Ack::NotSaved { .. })) {
            told.push(acks.recv_timeout(PATIENCE).unwrap());
        }
        assert!(matches!(told.last(), Some(Ack::NotSaved { reason: StoreError::DiskFull { .. } })), "{told:?}");
        let saved = Store::open(dir.path()).unwrap().journal(call).unwrap();
        assert!(!saved.is_empty() && saved.len() < timeline.journal().len());
        assert_eq!(saved, timeline.journal()[..saved.len()]);

        writer.append(call, keep(&mut timeline, "said while the disk was full"));
        room.store(100_000, Ordering::SeqCst);
        // The last remark may come in just before the thread has caught up, or just after.
        while !(told.contains(&Ack::Recovered) && told.contains(&Ack::Saved { call, seq: 62 })) {
            told.push(acks.recv_timeout(PATIENCE).unwrap());
        }
        let seqs: Vec<u32> =
            told.iter().filter_map(|ack| if let Ack::Saved { seq, .. } = ack { Some(*seq) } else { None }).collect();
        assert_eq!(seqs, (1..=62).collect::<Vec<_>>(), "acknowledged once each, in order");
        assert!(writer.close(PATIENCE));
        assert_eq!(Store::open(dir.path()).unwrap().journal(call).unwrap(), timeline.journal());
    }

    #[test]
    fn a_locked_journal_is_told_and_waited_for() {
        let dir = TempDir::new().unwrap();
        let (mut other, _) = schema::open(dir.path()).unwrap();
        let lock = other.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).unwrap();
        let (notify, acks) = acks();
        let writer = Writer::spawn(dir.path(), notify).unwrap();
        let (call, timeline) = (CallId::generate(), begun());
        writer.append(call, timeline.journal().to_vec());
        let told = acks.recv_timeout(PATIENCE).unwrap();
        assert!(matches!(told, Ack::NotSaved { reason: StoreError::Busy { .. } }), "{told:?}");
        drop(lock);
        assert_eq!(acks.recv_timeout(PATIENCE), Ok(Ack::Saved { call, seq: 1 }));
        assert_eq!(acks.recv_timeout(PATIENCE), Ok(Ack::Recovered));
    }

    #[test]
    fn a_journal_that_is_taken_away_in_mid_call_is_written_anew() {
        let dir = TempDir::new().unwrap();
        let place = dir.path().join("data");
        let (notify, acks) = acks();
        let writer = Writer::spawn(&place, notify).unwrap();
        let (call, mut timeline) = (CallId::generate(), begun());
        writer.append(call, timeline.journal().to_vec());
        writer.append(call, keep(&mut timeline, "orders ship late"));
        while acks.recv_timeout(PATIENCE) != Ok(Ack::Saved { call, seq: 2 }) {}
        std::fs::remove_dir_all(&place).unwrap();
        writer.append(call, keep(&mut timeline, "soon, I guess"));
        while acks.recv_timeout(PATIENCE) != Ok(Ack::Recovered) {}
        assert!(writer.close(PATIENCE));
        assert_eq!(Store::open(&place).unwrap().journal(call).unwrap(), timeline.journal());
    }

    #[test]
    fn another_journal_under_the_same_id_is_a_conflict_and_left_alone() {
        let dir = TempDir::new().unwrap();
        let (notify, acks) = acks();
        let writer = Writer::spawn(dir.path(), notify).unwrap();
        let (call, mut timeline) = (CallId::generate(), begun());
        writer.append(call, timeline.journal().to_vec());
        assert_eq!(acks.recv_timeout(PATIENCE), Ok(Ack::Saved { call, seq: 1 }));
        let mut elsewhere = timeline.clone();
        let other = Writer::spawn(dir.path(), |_| ()).unwrap();
        other.append(call, keep(&mut elsewhere, "written elsewhere"));
        assert!(other.close(PATIENCE));
        writer.append(call, keep(&mut timeline, "written here"));
        let told = acks.recv_timeout(PATIENCE);
        assert_eq!(told, Ok(Ack::NotSaved { reason: StoreError::Conflict { call, seq: 2 } }));
        let next_call = CallId::generate();
        writer.append(next_call, begun().journal().to_vec());
        let told = acks.recv_timeout(PATIENCE);
        assert_eq!(told, Ok(Ack::Saved { call: next_call, seq: 1 }), "other calls are saved as ever");
        assert!(!writer.close(Duration::from_millis(10)), "not everything could be saved");
        assert_eq!(Store::open(dir.path()).unwrap().journal(call).unwrap(), elsewhere.journal());
    }
}

//! Writing to the journal: one transaction for each thing that is to be saved.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use crate::bank::QuestionId;
use crate::call::{Event, Timeline, What};

use super::forget::forgotten_at;
use super::reading::{Draft, read_journal};
use super::schema::EVENT_VERSION;
use super::{CallId, StoreError, folder};

/// A connection that writes.
#[derive(Debug)]
pub(super) struct Ledger {
    connection: Connection,
    path: PathBuf,
    /// Which file the connection holds; another one at its path means that it was taken away.
    file: Option<(u64, u64)>,
}

/// The call that is being written, with all that is known of it, saved or not.
#[derive(Debug)]
pub(super) struct Known {
    call: CallId,
    timeline: Timeline,
    /// The last event that is on disk; 0 while none is.
    saved: u32,
}

impl Ledger {
    pub(super) fn new((connection, path): (Connection, PathBuf)) -> Self {
        let file = folder::identity(&path);
        Self { connection, path, file }
    }

    /// Adds events to a call's journal and brings its line in the list up to date.
    ///
    /// Everything known of the call that the file does not hold is written with them: after a commit whose outcome was
    /// unclear, or where the file was taken away and a new one made, nothing is missing and nothing is written twice.
    /// A kept remark takes the half-typed note with it, for that is what it was made of.
    pub(super) fn append(
        &mut self,
        known: &mut Option<Known>,
        call: CallId,
        events: &[Event],
    ) -> Result<(), StoreError> {
        let path = self.path.clone();
        let failed = |error: rusqlite::Error| StoreError::from_sqlite(&path, &error);
        let transaction = self.begin()?;
        let known = match known {
            Some(known) if known.call == call => known,
            other => other.insert(Known::load(&transaction, &path, call)?),
        };
        known.follow(events)?;
        known.compare(&transaction, &path)?;
        if known.saved == 0
            && let Some(at) = forgotten_at(&transaction, call).map_err(failed)?
        {
            return Err(StoreError::Forgotten { call, on: at.date() });
        }
        let unsaved = known.unsaved();
        summarize(&transaction, call, &known.timeline).map_err(failed)?;
        for event in unsaved {
            insert(&transaction, &path, call, event)?;
        }
        if unsaved.iter().any(|event| matches!(event.what, What::Kept(_))) {
            transaction.execute("DELETE FROM drafts WHERE call_id = ?1", [call.to_string()]).map_err(failed)?;
        }
        transaction.commit().map_err(failed)?;
        known.saved = known.last();
        Ok(())
    }

    /// Keeps the half-typed note of a call in place of the earlier one; an empty one, or none, takes it away.
    pub(super) fn draft(&mut self, call: CallId, draft: Option<&Draft>) -> Result<(), StoreError> {
        let path = self.path.clone();
        let failed = |error: rusqlite::Error| StoreError::from_sqlite(&path, &error);
        let transaction = self.begin()?;
        write_draft(&transaction, call, draft).map_err(failed)?;
        transaction.commit().map_err(failed)
    }

    fn begin(&mut self) -> Result<Transaction<'_>, StoreError> {
        // A file that was taken away would swallow what is written to it.
        if folder::identity(&self.path) != self.file {
            return Err(StoreError::Failed { path: self.path.clone(), reason: "the file was taken away".to_owned() });
        }
        let begun = self.connection.transaction_with_behavior(TransactionBehavior::Immediate);
        begun.map_err(|error| StoreError::from_sqlite(&self.path, &error))
    }
}

impl Known {
    fn load(connection: &Connection, path: &Path, call: CallId) -> Result<Self, StoreError> {
        let timeline = Timeline::replay(read_journal(connection, path, call)?);
        let mut known = Self { call, timeline, saved: 0 };
        known.saved = known.last();
        Ok(known)
    }

    fn last(&self) -> u32 {
        self.timeline.journal().last().map_or(0, |event| event.seq)
    }

    fn unsaved(&self) -> &[Event] {
        let journal = self.timeline.journal();
        &journal[journal.partition_point(|event| event.seq <= self.saved)..]
    }

    /// Makes sure that the file holds what it is believed to hold. Another journal than the one known is a conflict;
    /// more or less of the same one is taken note of.
    fn compare(&mut self, connection: &Connection, path: &Path) -> Result<(), StoreError> {
        let call = self.call;
        let sql = "SELECT coalesce(max(seq), 0) FROM events WHERE call_id = ?1";
        let last = connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_row([call.to_string()], |row| row.get::<_, u32>(0)));
        let last = last.map_err(|error| StoreError::from_sqlite(path, &error))?;
        if last != self.saved {
            let stored = read_journal(connection, path, call)?;
            let mut known = self.timeline.journal().iter();
            if let Some(stranger) = stored.iter().find(|stored| known.next() != Some(stored)) {
                return Err(StoreError::Conflict { call, seq: stranger.seq });
            }
            self.saved = last;
        }
        Ok(())
    }

    /// Takes in the events that are new; those known already must be the same.
    fn follow(&mut self, events: &[Event]) -> Result<(), StoreError> {
        for event in events {
            let journal = self.timeline.journal();
            let is_known = journal.binary_search_by_key(&event.seq, |event| event.seq).map(|at| &journal[at] == event);
            match is_known {
                Ok(true) => {}
                Err(_) if self.last().checked_add(1) == Some(event.seq) => self.timeline.follow(event.clone()),
                _ => return Err(StoreError::Conflict { call: self.call, seq: event.seq }),
            }
        }
        Ok(())
    }
}

/// Puts a half-typed note in place of the earlier one; an empty one, or none, takes it away.
pub(super) fn write_draft(connection: &Connection, call: CallId, draft: Option<&Draft>) -> rusqlite::Result<()> {
    let call = call.to_string();
    let written = match draft.filter(|draft| !draft.text.is_empty()) {
        Some(Draft { text, question, saved_at }) => connection.execute(
            "INSERT OR REPLACE INTO drafts (call_id, text, question, saved_at) VALUES (?1, ?2, ?3, ?4)",
            params![call, text, question.as_ref().map(QuestionId::as_str), saved_at.to_string()],
        ),
        None => connection.execute("DELETE FROM drafts WHERE call_id = ?1", [call]),
    };
    written.map(|_| ())
}

/// Adds an event to the journal.
pub(super) fn insert(
    transaction: &Transaction<'_>,
    path: &Path,
    call: CallId,
    event: &Event,
) -> Result<(), StoreError> {
    let Event { seq, act, at, what } = event;
    let body = serde_json::to_string(what).map_err(|error| StoreError::DamagedEvent {
        call,
        seq: *seq,
        reason: error.to_string(),
    })?;
    let sql = "INSERT INTO events (call_id, seq, act, at, version, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let values = params![call.to_string(), seq, act.0, at.to_string(), EVENT_VERSION, body];
    let done = transaction.prepare_cached(sql).and_then(|mut statement| statement.execute(values));
    done.map(|_| ()).map_err(|error| StoreError::from_sqlite(path, &error))
}

/// Writes the call's line in the list.
pub(super) fn summarize(transaction: &Transaction<'_>, call: CallId, timeline: &Timeline) -> rusqlite::Result<()> {
    let (state, journal) = (timeline.state(), timeline.journal());
    let Some((first, last)) = journal.first().zip(journal.last()) else { return Ok(()) };
    let contact = state.people.first().cloned().unwrap_or_default();
    let sql = "INSERT INTO calls (id, started_at, changed_at, company, contact, role, bank, remarks, verdict)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
               ON CONFLICT (id) DO UPDATE SET
                   started_at = excluded.started_at, changed_at = excluded.changed_at, company = excluded.company,
                   contact = excluded.contact, role = excluded.role, bank = excluded.bank,
                   remarks = excluded.remarks, verdict = excluded.verdict";
    transaction.prepare_cached(sql)?.execute(params![
        call.to_string(),
        state.started_at.unwrap_or(first.at).to_string(),
        last.at.to_string(),
        state.company,
        contact.name,
        contact.role,
        state.bank.id,
        state.remarks.len() as u32,
        state.closed.as_ref().map(|closed| closed.verdict.as_str()),
    ])?;
    Ok(())
}

//! A stretch of a journal: rows as they were fetched, and the events in them.

use std::ops::Range;

use rusqlite::Row;

use crate::call::{ActId, Event};

use super::schema::EVENT_VERSION;
use super::{CallId, StoreError, stored};

/// Rows of a journal as they were fetched. Their words lie in one text, because a copy of each takes its time.
#[derive(Default)]
pub(super) struct Stretch {
    rows: Vec<Fetched>,
    words: String,
}

struct Fetched {
    seq: u32,
    version: i64,
    /// What stands in the row, or why it cannot be told.
    told: Result<Told, String>,
}

/// What stands in a row: its act, and where among the words its time and its body are.
struct Told {
    act: ActId,
    at: Range<usize>,
    body: Range<usize>,
}

impl Stretch {
    /// So many rows are worth a thread.
    const LONGEST: usize = 8_192;

    pub(super) const fn is_full(&self) -> bool {
        self.rows.len() >= Self::LONGEST
    }

    /// Takes in a row of number, act, time, version and body.
    pub(super) fn fetch(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        let (seq, version) = (row.get(0)?, row.get(3)?);
        let told = self.take_in(row).map_err(|error| error.to_string());
        self.rows.push(Fetched { seq, version, told });
        Ok(())
    }

    fn take_in(&mut self, row: &Row<'_>) -> rusqlite::Result<Told> {
        let act = ActId(row.get(1)?);
        let mut place = |column| {
            let start = self.words.len();
            self.words.push_str(row.get_ref(column)?.as_str()?);
            Ok::<_, rusqlite::Error>(start..self.words.len())
        };
        Ok(Told { act, at: place(2)?, body: place(4)? })
    }

    /// Its events, up to the first that cannot be read.
    pub(super) fn events(&self, call: CallId) -> Result<Vec<Event>, StoreError> {
        let event = |row: &Fetched| {
            let (seq, found) = (row.seq, row.version);
            if found > EVENT_VERSION {
                return Err(StoreError::NewerEvent { call, seq, found, known: EVENT_VERSION });
            }
            self.event(row).map_err(|reason| StoreError::DamagedEvent { call, seq, reason })
        };
        self.rows.iter().map(event).collect()
    }

    fn event(&self, row: &Fetched) -> Result<Event, String> {
        let told = row.told.as_ref().map_err(Clone::clone)?;
        let at = self.words[told.at.clone()].parse().map_err(|error: jiff::Error| error.to_string())?;
        let what = stored::what(&self.words[told.body.clone()]).map_err(|error| error.to_string())?;
        Ok(Event { seq: row.seq, act: told.act, at, what })
    }
}

//! Reading the journal: lists, journals, drafts, and ids from what a person types.

use std::mem;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;

use jiff::civil::DateTime;
use rusqlite::{Connection, OptionalExtension, Row};

use crate::bank::QuestionId;
use crate::call::Event;

use super::schema;
use super::stretch::Stretch;
use super::{CallId, StoreError};

/// How much of an id is shown at least.
const SHORT_ID_CHARS: usize = 8;

/// The journal of a data folder, open for reading.
#[derive(Debug)]
pub struct Store {
    pub(super) connection: Connection,
    pub(super) path: PathBuf,
    data_dir: PathBuf,
}

/// A call as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallSummary {
    /// Its id.
    pub id: CallId,
    /// As much of the id as tells it from the others.
    pub short_id: String,
    /// When it began, on the clock of the place.
    pub started_at: DateTime,
    /// When something last happened in it, on the clock of the place.
    pub changed_at: DateTime,
    /// The company; empty if not known.
    pub company: String,
    /// The name of the contact that it began with; empty if not known.
    pub contact: String,
    /// That contact's role; empty if not known.
    pub role: String,
    /// The id of the bank in use.
    pub bank: String,
    /// How many remarks stand.
    pub remarks: u32,
    /// What the wrap-up showed (`advance`, …); `None` while the call is open.
    pub verdict: Option<String>,
    /// Whether a half-typed note waits.
    pub has_draft: bool,
}

/// A half-typed note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What was typed so far.
    pub text: String,
    /// The question on the screen.
    pub question: Option<QuestionId>,
    /// When, on the clock of the place.
    pub saved_at: DateTime,
}

impl Store {
    /// Opens the journal in a data folder; makes both if they are not there, readable by their owner only.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be made or written, or the file is another program's, damaged, or of a newer bantam.
    /// A file that is refused is not touched.
    pub fn open(data_dir: &Path) -> Result<Self, StoreError> {
        let (connection, path) = schema::open(data_dir)?;
        Ok(Self { connection, path, data_dir: data_dir.to_owned() })
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// The data folder.
    pub fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// The file that holds the journal.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Looks through the whole file for what does not fit together.
    ///
    /// # Errors
    ///
    /// [`StoreError::Damaged`], or where the file cannot be read.
    pub fn check(&self) -> Result<(), StoreError> {
        schema::is_sound(&self.connection, &self.path)
    }

    /// All calls, newest first.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn calls(&self) -> Result<Vec<CallSummary>, StoreError> {
        let failed = |error: rusqlite::Error| StoreError::from_sqlite(&self.path, &error);
        let sql = "SELECT id, started_at, changed_at, company, contact, role, bank, remarks, verdict,
                          EXISTS (SELECT 1 FROM drafts WHERE call_id = id)
                   FROM calls ORDER BY started_at DESC, id DESC";
        let mut statement = self.connection.prepare_cached(sql).map_err(failed)?;
        let rows = statement.query_map([], summary).map_err(failed)?;
        let mut calls = rows.collect::<Result<Vec<_>, _>>().map_err(failed)?;
        shorten(&mut calls);
        Ok(calls)
    }

    /// Every event of a call, in order.
    ///
    /// # Errors
    ///
    /// [`StoreError::UnknownCall`]; [`StoreError::NewerEvent`] or [`StoreError::DamagedEvent`] where an event cannot be
    /// understood: nothing is guessed and nothing left out.
    pub fn journal(&self, call: CallId) -> Result<Vec<Event>, StoreError> {
        let journal = read_journal(&self.connection, &self.path, call)?;
        if journal.is_empty() { Err(StoreError::UnknownCall { prefix: call.to_string() }) } else { Ok(journal) }
    }

    /// The half-typed note of a call.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn draft(&self, call: CallId) -> Result<Option<Draft>, StoreError> {
        read_draft(&self.connection, call).map_err(|error| StoreError::from_sqlite(&self.path, &error))
    }

    /// The one call whose id begins so.
    ///
    /// # Errors
    ///
    /// [`StoreError::UnknownCall`] where there is none, [`StoreError::AmbiguousCall`] where there are several.
    pub fn find(&self, prefix: &str) -> Result<CallId, StoreError> {
        let failed = |error: rusqlite::Error| StoreError::from_sqlite(&self.path, &error);
        let unknown = || StoreError::UnknownCall { prefix: prefix.to_owned() };
        let wanted = prefix.trim().to_ascii_lowercase();
        if wanted.is_empty() {
            return Err(unknown());
        }
        let sql = "SELECT id FROM calls WHERE substr(id, 1, length(?1)) = ?1 ORDER BY id DESC";
        let mut statement = self.connection.prepare_cached(sql).map_err(failed)?;
        let rows = statement.query_map([wanted], |row| parsed(row, 0)).map_err(failed)?;
        let candidates = rows.collect::<Result<Vec<CallId>, _>>().map_err(failed)?;
        match candidates[..] {
            [] => Err(unknown()),
            [call] => Ok(call),
            _ => Err(StoreError::AmbiguousCall { prefix: prefix.to_owned(), candidates }),
        }
    }
}

/// The half-typed note of a call.
pub(super) fn read_draft(connection: &Connection, call: CallId) -> rusqlite::Result<Option<Draft>> {
    let sql = "SELECT text, question, saved_at FROM drafts WHERE call_id = ?1";
    let draft = |row: &Row<'_>| {
        let question = row.get::<_, Option<String>>(1)?.map(|id| QuestionId::new(&id));
        Ok(Draft { text: row.get(0)?, question, saved_at: parsed(row, 2)? })
    };
    connection.query_row(sql, [call.to_string()], draft).optional()
}

/// Every event of a call, in order; none for a call that is not there.
///
/// Of a long journal the rows are fetched on this thread while what stands in those before them is read on others.
pub(super) fn read_journal(connection: &Connection, path: &Path, call: CallId) -> Result<Vec<Event>, StoreError> {
    let failed = |error: rusqlite::Error| StoreError::from_sqlite(path, &error);
    let sql = "SELECT seq, act, at, version, body FROM events WHERE call_id = ?1 ORDER BY seq";
    let mut statement = connection.prepare_cached(sql).map_err(failed)?;
    let mut rows = statement.query([call.to_string()]).map_err(failed)?;
    thread::scope(|scope| {
        let mut readers = Vec::new();
        let mut stretch = Stretch::default();
        let mut fetch = || {
            while let Some(row) = rows.next().map_err(failed)? {
                stretch.fetch(row).map_err(failed)?;
                if stretch.is_full() {
                    let full = mem::take(&mut stretch);
                    let reader = thread::Builder::new().name("reader".to_owned());
                    let begun = reader.spawn_scoped(scope, move || full.events(call));
                    readers.push(begun.map_err(|error| StoreError::from_io(path, &error))?);
                }
            }
            Ok(())
        };
        let fetched = fetch();
        let last = stretch.events(call);
        let mut journal = Vec::new();
        for reader in readers {
            let events = reader.join().unwrap_or_else(|panic| resume_unwind(panic))?;
            journal.extend(events);
        }
        journal.extend(last?);
        fetched.map(|()| journal)
    })
}

fn summary(row: &Row<'_>) -> rusqlite::Result<CallSummary> {
    Ok(CallSummary {
        id: parsed(row, 0)?,
        short_id: String::new(),
        started_at: parsed(row, 1)?,
        changed_at: parsed(row, 2)?,
        company: row.get(3)?,
        contact: row.get(4)?,
        role: row.get(5)?,
        bank: row.get(6)?,
        remarks: row.get(7)?,
        verdict: row.get(8)?,
        has_draft: row.get(9)?,
    })
}

/// A column of text that holds something else.
fn parsed<T>(row: &Row<'_>, column: usize) -> rusqlite::Result<T>
where
    T: std::str::FromStr<Err: std::error::Error + Send + Sync + 'static>,
{
    let text: String = row.get(column)?;
    text.parse().map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}

/// Gives each call as much of its id as tells it from all others. Ids that sort next to each other are the most alike.
fn shorten(calls: &mut [CallSummary]) {
    let mut ids: Vec<String> = calls.iter().map(|call| call.id.to_string()).collect();
    ids.sort_unstable();
    for call in calls {
        let id = call.id.to_string();
        let Ok(at) = ids.binary_search(&id) else { continue };
        let neighbours = [at.checked_sub(1), Some(at + 1)];
        let alike = neighbours.iter().flatten().filter_map(|&next| ids.get(next)).map(|next| shared(&id, next));
        let chars = (alike.max().unwrap_or(0) + 1).max(SHORT_ID_CHARS);
        call.short_id = id.chars().take(chars).collect();
    }
}

/// How many characters two ids begin with in common.
fn shared(one: &str, other: &str) -> usize {
    one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tempfile::TempDir;

    use super::*;
    use crate::call::arbitrary::{command, moment};
    use crate::call::{ActId, Command, Contact, PersonId, Started, Timeline, What};
    use crate::store::ledger::Ledger;
    use crate::store::samples::{at, begun, close, keep};

    fn save(dir: &TempDir, call: CallId, timeline: &Timeline) {
        let mut ledger = Ledger::new(schema::open(dir.path()).unwrap());
        ledger.append(&mut None, call, timeline.journal()).unwrap();
    }

    #[test]
    fn a_call_is_read_as_it_was_written() {
        let dir = TempDir::new().unwrap();
        let call = CallId::generate();
        let mut timeline = begun();
        keep(&mut timeline, "40k a month — “since March” 👩‍🌾");
        save(&dir, call, &timeline);
        let store = Store::open(dir.path()).unwrap();
        assert_eq!(store.journal(call).unwrap(), timeline.journal());
        assert_eq!(Timeline::replay(store.journal(call).unwrap()), timeline);
    }

    #[test]
    fn a_journal_of_several_stretches_is_read_in_order_and_its_first_damage_is_told() {
        let dir = TempDir::new().unwrap();
        let call = CallId::generate();
        let mut events = begun().journal().to_vec();
        let last = events.last().unwrap().clone();
        let spoken = |seq| Event { seq, act: ActId(seq), what: What::SpeakerChanged { to: PersonId(0) }, ..last };
        events.extend((last.seq + 1..=20_000).map(spoken));
        let mut ledger = Ledger::new(schema::open(dir.path()).unwrap());
        ledger.append(&mut None, call, &events).unwrap();
        let store = Store::open(dir.path()).unwrap();
        assert!(store.journal(call).unwrap() == events);
        for (seq, body) in [(19_000, "{}"), (9_000, "{")] {
            store.connection.execute("UPDATE events SET body = ?2 WHERE seq = ?1", (seq, body)).unwrap();
            let told = store.journal(call).unwrap_err();
            assert!(matches!(told, StoreError::DamagedEvent { seq: first, .. } if first == seq), "{told}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn any_call_is_read_as_it_was_written(
            steps in proptest::collection::vec((command(), moment()), 0..30),
            company in any::<String>(),
            half_typed in ".+",
        ) {
            let mut timeline = Timeline::default();
            let contact = Contact { name: "\0 a\0".into(), role: "'; --".into() };
            let start = Started { bank: "bant".into(), hash: String::new(), company, contact };
            timeline.apply(&Command::Start(start), at(0)).unwrap();
            for (command, at) in &steps {
                let _ = timeline.apply(command, *at);
            }
            let dir = TempDir::new().unwrap();
            let (call, draft) = (CallId::generate(), Draft { text: half_typed, question: None, saved_at: at(1) });
            save(&dir, call, &timeline);
            Ledger::new(schema::open(dir.path()).unwrap()).draft(call, Some(&draft)).unwrap();

            let store = Store::open(dir.path()).unwrap();
            prop_assert_eq!(&store.journal(call).unwrap()[..], timeline.journal());
            let (listed, state) = (store.calls().unwrap().remove(0), timeline.state());
            prop_assert_eq!(&listed.company, &state.company);
            prop_assert_eq!(&listed.contact, &state.people[0].name);
            prop_assert_eq!(listed.remarks as usize, state.remarks.len());
            prop_assert_eq!(listed.verdict.is_none(), state.is_open());
            prop_assert_eq!(store.draft(call).unwrap(), Some(draft));
        }
    }

    #[test]
    fn the_list_shows_the_newest_call_first_and_how_each_one_stands() {
        let dir = TempDir::new().unwrap();
        let (older, newer) = (CallId::generate(), CallId::generate());
        let mut timeline = begun();
        keep(&mut timeline, "orders ship late");
        save(&dir, newer, &timeline);
        keep(&mut timeline, "soon");
        close(&mut timeline);
        save(&dir, older, &timeline);
        let mut ledger = Ledger::new(schema::open(dir.path()).unwrap());
        let question = Some(QuestionId::new("budget.plan"));
        let draft = Draft { text: "our cf".into(), question, saved_at: at(77) };
        ledger.draft(newer, Some(&draft)).unwrap();

        let store = Store::open(dir.path()).unwrap();
        let calls = store.calls().unwrap();
        assert_eq!(calls.iter().map(|call| call.id).collect::<Vec<_>>(), [newer, older]);
        let told: Vec<_> = calls.iter().map(|call| (call.remarks, call.verdict.as_deref(), call.has_draft)).collect();
        assert_eq!(told, [(1, None, true), (2, Some("advance"), false)]);
        let first = &calls[0];
        assert_eq!((first.company.as_str(), first.contact.as_str()), ("Northwind Foods", "Dana Ruiz"));
        assert_eq!((first.role.as_str(), first.bank.as_str()), ("VP Operations", "bant"));
        assert_eq!((first.started_at, first.changed_at), (at(0), at(60)));
        assert_eq!(store.draft(newer).unwrap(), Some(draft));
        assert_eq!(store.draft(older).unwrap(), None);
    }

    #[test]
    fn a_call_is_found_by_as_little_of_its_id_as_the_list_shows() {
        let dir = TempDir::new().unwrap();
        let calls: Vec<CallId> = (0..5).map(|_| CallId::generate()).collect();
        for call in &calls {
            save(&dir, *call, &begun());
        }
        let store = Store::open(dir.path()).unwrap();
        for listed in store.calls().unwrap() {
            assert!(listed.short_id.len() >= SHORT_ID_CHARS);
            assert_eq!(store.find(&listed.short_id), Ok(listed.id));
            assert_eq!(store.find(&listed.id.to_string().to_uppercase()), Ok(listed.id));
        }
        let several = store.find("0").unwrap_err();
        assert!(matches!(&several, StoreError::AmbiguousCall { candidates, .. } if candidates.len() == 5));
        for nothing in ["", " ", "zz", "%", "_", "0'; DROP TABLE calls; --"] {
            assert!(matches!(store.find(nothing), Err(StoreError::UnknownCall { .. })), "{nothing:?}");
        }
        assert!(matches!(store.journal(CallId::generate()), Err(StoreError::UnknownCall { .. })));
    }

    #[test]
    fn an_event_that_cannot_be_understood_is_an_error_never_a_guess() {
        let dir = TempDir::new().unwrap();
        let call = CallId::generate();
        let mut timeline = begun();
        keep(&mut timeline, "orders ship late");
        save(&dir, call, &timeline);
        let store = Store::open(dir.path()).unwrap();
        let tamper = |sql: &str| store.connection.execute(sql, []).unwrap();

        tamper("UPDATE events SET version = 2 WHERE seq = 2");
        let newer = store.journal(call).unwrap_err();
        assert_eq!(newer, StoreError::NewerEvent { call, seq: 2, found: 2, known: 1 });
        tamper("UPDATE events SET version = 1, body = '{\"event\":\"levitated\"}' WHERE seq = 2");
        assert!(matches!(store.journal(call), Err(StoreError::DamagedEvent { seq: 2, .. })));
        assert!(store.calls().is_ok(), "one damaged call does not hide the others");
    }
}

//! Getting everything out of a damaged journal that can still be read, and putting a sound journal in its place.
//!
//! Events are never edited, so whatever copy of one is found is the right one: they are looked for page by page in the
//! damaged file and its log, and what is missing there in the backups. The damaged file is kept aside as it was.
#![expect(clippy::disallowed_methods, reason = "the store stands at the edge: it reads and replaces files")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::DateTime;
use rusqlite::Connection;

use crate::bank::QuestionId;
use crate::call::{ActId, Contact, Event, Started, Timeline, What};
use crate::report::journal::gaps;

use super::ledger::{insert, summarize, write_draft};
use super::pages::{Pages, Row, Value};
use super::schema::{self, EVENT_VERSION};
use super::{CallId, Draft, StoreError, backups, claim, folder};

pub(super) mod tables;

/// What was got out of a damaged journal.
#[derive(Debug, Clone, PartialEq)]
pub struct Salvage {
    /// Where the damaged journal was put aside.
    pub aside: PathBuf,
    /// Every call of which anything was found, in the order in which they began.
    pub calls: Vec<SalvagedCall>,
    /// What else could not be read whole, in words.
    pub losses: Vec<String>,
}

/// A call got out of a damaged journal.
#[derive(Debug, Clone, PartialEq)]
pub struct SalvagedCall {
    /// Its id.
    pub call: CallId,
    /// The company; empty if not known.
    pub company: String,
    /// How many of its events are there again.
    pub events: usize,
    /// How many of them came from backups.
    pub from_backups: usize,
    /// Which events are missing, as far as their numbers tell.
    pub missing: Vec<RangeInclusive<u32>>,
    /// Events that were found and cannot be understood.
    pub unreadable: Vec<Unreadable>,
    /// The beginning was lost; the list of calls, or a guess at the bank, stands in for it.
    pub beginning_stood_in: bool,
    /// How many remarks the list of calls counted, where that is more than came back.
    pub remarks_counted: Option<(usize, usize)>,
}

/// An event that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Its place in the call's journal.
    pub seq: u32,
    /// Why.
    pub reason: String,
    /// What stands there, as far as it is text.
    pub words: String,
}

impl SalvagedCall {
    /// Whether all of it is there again, as far as anything tells.
    pub fn is_whole(&self) -> bool {
        self.missing.is_empty() && self.unreadable.is_empty() && self.remarks_counted.is_none()
    }
}

/// What was found of a call.
#[derive(Debug, Default)]
struct Found {
    events: BTreeMap<u32, Event>,
    unreadable: BTreeMap<u32, Unreadable>,
    from_backups: usize,
    draft: Option<Draft>,
    listed: Option<Listed>,
}

/// A call's line in the list of calls.
#[derive(Debug)]
struct Listed {
    started_at: DateTime,
    company: String,
    contact: Contact,
    bank: String,
    remarks: usize,
}

/// Gets out of `damaged` (the journal in use, if none is named) what can be read, makes a sound journal of it, and puts
/// that in the place of the journal in use. A call whose beginning is lost is seen through `usual_bank`.
///
/// # Errors
///
/// [`StoreError::InUse`] while a bantam holds a call; else where files cannot be read or written. The journal in use is
/// then as it was.
pub fn salvage(data_dir: &Path, damaged: Option<&Path>, usual_bank: &str) -> Result<Salvage, StoreError> {
    claim::refuse_while_any_is_held(data_dir)?;
    let path = damaged.map_or_else(|| folder::journal(data_dir), Path::to_owned);
    let read = |path: &Path| fs::read(path).map_err(|error| StoreError::from_io(path, &error));
    let file = read(&path)?;
    let log_path = folder::beside(&path, "-wal");
    let log = if log_path.exists() { read(&log_path)? } else { Vec::new() };
    let (mut calls, mut forgotten) = found_in(&Pages::new(&file, &log));
    for backup in backups::list(data_dir)?.into_iter().filter(|backup| backup.path != path) {
        // One that cannot be read, or was put aside because it is damaged, gives what it can.
        let Ok(file) = fs::read(&backup.path) else { continue };
        let log = fs::read(folder::beside(&backup.path, "-wal")).unwrap_or_default();
        let (of_backup, forgotten_then) = found_in(&Pages::new(&file, &log));
        add_from_backup(&mut calls, of_backup);
        forgotten.extend(forgotten_then);
    }
    calls.retain(|call, _| !forgotten.contains(call));
    let part = backups::unfinished(data_dir)?;
    let built = build(data_dir, &part, &path, calls, usual_bank);
    if built.is_err() {
        backups::remove_with_log(&part);
    }
    let (calls, losses) = built?;
    let aside = replace(data_dir, &part, "damaged")?;
    Ok(Salvage { aside, calls, losses })
}

/// Puts a journal in the place of the one in use, which is put aside; returns where. `part` is a file in the data
/// folder that stands alone.
fn replace(data_dir: &Path, part: &Path, why: &str) -> Result<PathBuf, StoreError> {
    let journal = folder::prepare(data_dir)?;
    let aside = backups::free_name(data_dir, Timestamp::now(), why)?;
    for ending in ["-wal", ""] {
        let (from, to) = (folder::beside(&journal, ending), folder::beside(&aside, ending));
        if from.exists() {
            folder::copy_private(&from, &to)?;
        }
    }
    // The log belongs to the old journal: beside the new one it would be taken for its own.
    for ending in ["-wal", "-shm"] {
        let _ = fs::remove_file(folder::beside(&journal, ending));
    }
    fs::rename(part, &journal).map_err(|error| StoreError::from_io(&journal, &error))?;
    folder::sync_folder_of(&journal);
    Ok(aside)
}

/// Puts a backup in the place of the journal in use, which is put aside; returns where.
///
/// # Errors
///
/// [`StoreError::InUse`] while a bantam holds a call; where the backup is no journal, is damaged, or is of a newer
/// bantam. The journal in use is then as it was.
pub fn restore(data_dir: &Path, backup: &Path) -> Result<PathBuf, StoreError> {
    claim::refuse_while_any_is_held(data_dir)?;
    schema::look_at(backup)?;
    let part = backups::copy(data_dir, backup)?;
    let replaced = carry_tombstones_over(data_dir, &part).and_then(|()| replace(data_dir, &part, "before-restore"));
    if replaced.is_err() {
        backups::remove_with_log(&part);
    }
    replaced
}

/// What was forgotten since a backup stays forgotten, as far as the journal in use can still tell.
fn carry_tombstones_over(data_dir: &Path, part: &Path) -> Result<(), StoreError> {
    let connection = schema::open_file(part)?;
    let _ = tables::copy(&folder::journal(data_dir), "forgotten", &connection);
    finish(connection, part)
}

/// What the pages hold of calls, and the calls that were forgotten.
fn found_in(pages: &Pages<'_>) -> (BTreeMap<CallId, Found>, BTreeSet<CallId>) {
    let mut calls: BTreeMap<CallId, Found> = BTreeMap::new();
    let mut forgotten = BTreeSet::new();
    for row in pages.rows() {
        let Some(call) = text(row.values.first()).and_then(|id| id.parse::<CallId>().ok()) else { continue };
        match row.values.len() {
            6 => take_event(calls.entry(call).or_default(), call, &row),
            4 if is_tombstone(&row) => {
                forgotten.insert(call);
            }
            4 if row.is_newest && !row.is_cut => {
                if let Some(draft) = draft(&row) {
                    calls.entry(call).or_default().draft.get_or_insert(draft);
                }
            }
            9.. if row.is_newest && !row.is_cut => {
                if let Some(listed) = listed(&row) {
                    calls.entry(call).or_default().listed.get_or_insert(listed);
                }
            }
            _ => {}
        }
    }
    calls.retain(|_, found| !found.events.is_empty() || !found.unreadable.is_empty() || found.listed.is_some());
    (calls, forgotten)
}

/// Whether a row says that a call was forgotten: then nothing of it may come back, wherever it still stands.
fn is_tombstone(row: &Row) -> bool {
    matches!(&row.values[1..], [Value::Text(_), Value::Text(reason), Value::Integer(_)] if reason == b"asked" || reason == b"age")
}

/// Takes an event in, unless a sound copy of it is there already.
fn take_event(found: &mut Found, call: CallId, row: &Row) {
    // The rows of other tables have other columns.
    let [_, Value::Integer(seq), Value::Integer(_), Value::Text(_), Value::Integer(_), Value::Text(body)] =
        &row.values[..]
    else {
        return;
    };
    let Some(seq) = u32::try_from(*seq).ok().filter(|&seq| seq > 0 && !found.events.contains_key(&seq)) else { return };
    match event(row, seq, call) {
        Ok(event) => {
            found.unreadable.remove(&seq);
            found.events.insert(seq, event);
        }
        Err(reason) => {
            let words = String::from_utf8_lossy(body).into_owned();
            found.unreadable.entry(seq).or_insert(Unreadable { seq, reason, words });
        }
    }
}

fn event(row: &Row, seq: u32, call: CallId) -> Result<Event, String> {
    let act = integer(row.values.get(2)).and_then(|act| u32::try_from(act).ok()).ok_or("it belongs to no act")?;
    let at = text(row.values.get(3)).and_then(|at| at.parse().ok()).ok_or("its time cannot be read")?;
    let version = integer(row.values.get(4)).unwrap_or_default();
    if version > EVENT_VERSION {
        return Err(StoreError::NewerEvent { call, seq, found: version, known: EVENT_VERSION }.to_string());
    }
    if row.is_cut {
        return Err("its end is lost".to_owned());
    }
    let body = text(row.values.get(5)).ok_or("it is no text")?;
    let what: What = serde_json::from_str(body).map_err(|error| error.to_string())?;
    Ok(Event { seq, act: ActId(act), at, what })
}

fn draft(row: &Row) -> Option<Draft> {
    let question = match row.values.get(2)? {
        Value::Null => None,
        other => Some(QuestionId::new(text(Some(other))?)),
    };
    let saved_at = text(row.values.get(3))?.parse().ok()?;
    Some(Draft { text: text(row.values.get(1))?.to_owned(), question, saved_at })
}

fn listed(row: &Row) -> Option<Listed> {
    let words = |at: usize| text(row.values.get(at)).map(str::to_owned);
    Some(Listed {
        started_at: words(1)?.parse().ok()?,
        company: words(3)?,
        contact: Contact { name: words(4)?, role: words(5)? },
        bank: words(6)?,
        remarks: usize::try_from(integer(row.values.get(7))?).ok()?,
    })
}

fn text(value: Option<&Value>) -> Option<&str> {
    match value {
        Some(Value::Text(bytes)) => std::str::from_utf8(bytes).ok(),
        _ => None,
    }
}

fn integer(value: Option<&Value>) -> Option<i64> {
    match value {
        Some(Value::Integer(number)) => Some(*number),
        _ => None,
    }
}

/// Fills what is missing from a backup. Its drafts and counts are those of another day and stay behind.
fn add_from_backup(calls: &mut BTreeMap<CallId, Found>, backup: BTreeMap<CallId, Found>) {
    for (call, of_backup) in backup {
        let found = calls.entry(call).or_default();
        for (seq, event) in of_backup.events {
            if let std::collections::btree_map::Entry::Vacant(place) = found.events.entry(seq) {
                place.insert(event);
                found.unreadable.remove(&seq);
                found.from_backups += 1;
            }
        }
    }
    calls.retain(|_, found| !found.events.is_empty() || !found.unreadable.is_empty() || found.listed.is_some());
}

/// Writes a new journal of what was found; returns what there is to tell.
fn build(
    data_dir: &Path,
    part: &Path,
    damaged: &Path,
    calls: BTreeMap<CallId, Found>,
    usual_bank: &str,
) -> Result<(Vec<SalvagedCall>, Vec<String>), StoreError> {
    folder::open_private_file(part)?;
    let mut connection = schema::open_file(part)?;
    let failed = |error: rusqlite::Error| StoreError::from_sqlite(part, &error);
    let transaction = connection.transaction().map_err(failed)?;
    let mut salvaged = Vec::new();
    for (call, mut found) in calls {
        let missing = gaps(found.events.keys().chain(found.unreadable.keys()).copied().collect::<BTreeSet<u32>>());
        let beginning_stood_in = stand_in_for_beginning(&mut found, usual_bank);
        let events: Vec<Event> = found.events.into_values().collect();
        let timeline = Timeline::replay(events.clone());
        summarize(&transaction, call, &timeline).map_err(failed)?;
        for event in &events {
            insert(&transaction, part, call, event)?;
        }
        write_draft(&transaction, call, found.draft.as_ref()).map_err(failed)?;
        let (counted, there) =
            (found.listed.as_ref().map_or(0, |listed| listed.remarks), timeline.state().remarks.len());
        salvaged.push(SalvagedCall {
            call,
            company: timeline.state().company.clone(),
            events: events.len() - usize::from(beginning_stood_in),
            from_backups: found.from_backups,
            missing,
            unreadable: found.unreadable.into_values().collect(),
            beginning_stood_in,
            remarks_counted: (counted > there).then_some((counted, there)),
        });
    }
    transaction.commit().map_err(failed)?;
    let losses = tables::copy_others(data_dir, damaged, &connection);
    finish(connection, part)?;
    Ok((salvaged, losses))
}

/// Makes a new journal stand alone, and sure to be on disk.
fn finish(connection: Connection, part: &Path) -> Result<(), StoreError> {
    schema::is_sound(&connection, part)?;
    connection
        .pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))
        .map_err(|error| StoreError::from_sqlite(part, &error))?;
    drop(connection);
    let synced = fs::File::open(part).and_then(|file| file.sync_all());
    synced.map_err(|error| StoreError::from_io(part, &error))
}

/// A call without its first event would be no call. Whether something had to stand in.
fn stand_in_for_beginning(found: &mut Found, usual_bank: &str) -> bool {
    if found.events.contains_key(&1) {
        return false;
    }
    let at = found.events.values().next().map(|event| event.at);
    let (at, started) = if let Some(Listed { started_at, company, contact, bank, .. }) = &found.listed {
        let (company, contact) = (company.clone(), contact.clone());
        (*started_at, Started { bank: bank.clone(), hash: String::new(), company, contact })
    } else {
        let (company, contact) = (String::new(), Contact::default());
        (at.unwrap_or_default(), Started { bank: usual_bank.to_owned(), hash: String::new(), company, contact })
    };
    found.events.insert(1, Event { seq: 1, act: ActId(1), at, what: What::Started(started) });
    true
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use proptest::prelude::*;
    use proptest::sample::Index;
    use tempfile::TempDir;

    use super::*;
    use crate::leads::{Filter, Pipeline, Sort};
    use crate::store::claim::Claim;
    use crate::store::ledger::Ledger;
    use crate::store::samples::{at, begun, keep};
    use crate::store::{LeadBook, Store};

    /// Two calls with notes short and long, in a journal that nobody has open.
    struct Written {
        dir: TempDir,
        calls: Vec<(CallId, Timeline)>,
        /// The file before it was damaged.
        sound: Vec<u8>,
        /// By the stored form of an event: the pages that it stands on, where it fits on one.
        pages: BTreeMap<String, BTreeSet<usize>>,
    }

    const PAGE: usize = 4096;

    fn written() -> Written {
        let dir = TempDir::new().unwrap();
        let mut calls = vec![(CallId::generate(), begun()), (CallId::generate(), begun())];
        let mut ledger = Ledger::new(schema::open(dir.path()).unwrap());
        for n in 0..32 {
            for (call, timeline) in &mut calls {
                keep(timeline, &format!("remark {n} of {call} {}", "word ".repeat([3, 90, 0, 900][n % 4])));
            }
        }
        for (call, timeline) in &calls {
            ledger.append(&mut None, *call, timeline.journal()).unwrap();
        }
        let draft = Draft { text: "our cf".into(), question: None, saved_at: at(99) };
        ledger.draft(calls[0].0, Some(&draft)).unwrap();
        drop(ledger);
        let sound = fs::read(folder::journal(dir.path())).unwrap();
        let pages = pages_of(&calls, &sound);
        Written { dir, calls, sound, pages }
    }

    fn stored(event: &Event) -> String {
        serde_json::to_string(&event.what).unwrap()
    }

    /// Where short events stand. Of words that run over several pages it is hard to tell.
    fn pages_of(calls: &[(CallId, Timeline)], sound: &[u8]) -> BTreeMap<String, BTreeSet<usize>> {
        let events = calls.iter().flat_map(|(_, timeline)| timeline.journal());
        let bodies: BTreeSet<String> = events.map(stored).filter(|body| body.len() < 900).collect();
        let bodies: Vec<String> = bodies.into_iter().collect();
        let mut pages: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for found in aho_corasick::AhoCorasick::new(&bodies).unwrap().find_iter(sound) {
            let body = &bodies[found.pattern().as_usize()];
            pages.entry(body.clone()).or_default().insert(found.start() / PAGE);
        }
        pages
    }

    impl Written {
        fn path(&self) -> PathBuf {
            folder::journal(self.dir.path())
        }

        /// Whether every page that an event stands on was left alone.
        fn is_untouched(&self, event: &Event, damaged: &[u8]) -> bool {
            let page = |file: &[u8], page: usize| file.get(page * PAGE..(page + 1) * PAGE).map(<[u8]>::to_vec);
            let pages = self.pages.get(&stored(event));
            pages.is_some_and(|pages| pages.iter().all(|&number| page(&self.sound, number) == page(damaged, number)))
        }

        fn bytes(&self) -> Vec<u8> {
            fs::read(self.path()).unwrap()
        }

        /// Damages the file, salvages it, and makes sure of all that must hold whatever was damaged: nothing is made up,
        /// what is told is so, every short remark whose page is whole is there, and the calls go on.
        fn salvaged_from(&self, damaged: &[u8]) -> Salvage {
            fs::write(self.path(), damaged).unwrap();
            let salvage = salvage(self.dir.path(), None, "bant").unwrap();
            assert!(fs::read(&salvage.aside).unwrap() == damaged, "the damaged file is kept as it was");
            let store = Store::open(self.dir.path()).unwrap();
            assert_eq!(store.check(), Ok(()));
            for (call, timeline) in &self.calls {
                let told = salvage.calls.iter().find(|told| told.call == *call);
                let mut stored = store.journal(*call).unwrap_or_default();
                if told.is_some_and(|told| told.beginning_stood_in) {
                    stored.remove(0);
                }
                assert_eq!(stored.len(), told.map_or(0, |told| told.events));
                let lost: Vec<&Event> = timeline.journal().iter().filter(|event| !stored.contains(event)).collect();
                assert_eq!(stored.len() + lost.len(), timeline.journal().len(), "nothing is made up");
                for event in lost {
                    assert!(!self.is_untouched(event, damaged), "event {} of {call} could be read", event.seq);
                    let is_told = |told: &SalvagedCall| {
                        let newest = stored.last().map_or(0, |event| event.seq);
                        let is_missing = told.missing.iter().any(|gap| gap.contains(&event.seq));
                        is_missing || event.seq > newest || told.unreadable.iter().any(|told| told.seq == event.seq)
                    };
                    assert!(told.is_none_or(is_told), "event {} of {call} is lost and not told", event.seq);
                }
                if let Some(told) = told {
                    let mut timeline = Timeline::replay(store.journal(told.call).unwrap());
                    let more = keep(&mut timeline, "and on it goes");
                    Ledger::new(schema::open(self.dir.path()).unwrap()).append(&mut None, *call, &more).unwrap();
                }
            }
            salvage
        }
    }

    #[test]
    fn a_sound_journal_is_salvaged_whole() {
        let written = written();
        let salvage = written.salvaged_from(&written.sound);
        assert!(salvage.calls.iter().all(SalvagedCall::is_whole) && salvage.losses.is_empty(), "{salvage:?}");
        assert_eq!(salvage.calls.len(), 2);
        let store = Store::open(written.dir.path()).unwrap();
        assert_eq!(store.draft(written.calls[1].0), Ok(None));
        let aside = backups::list(written.dir.path()).unwrap();
        assert_eq!(aside.iter().map(|backup| backup.why.as_str()).collect::<Vec<_>>(), ["damaged"]);
    }

    #[test]
    fn whichever_page_is_torn_all_others_come_back() {
        let written = written();
        for page in 0..written.sound.len() / PAGE {
            // The first half of the page was still written.
            let mut damaged = written.sound.clone();
            damaged[page * PAGE + PAGE / 2..(page + 1) * PAGE].fill(0xaa);
            written.salvaged_from(&damaged);
            fs::remove_dir_all(written.dir.path().join("backups")).unwrap();
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn wherever_the_file_is_damaged_the_rest_comes_back(
            start in any::<Index>(),
            length in 1_usize..30_000,
            byte in any::<u8>(),
            end in proptest::option::of(any::<Index>()),
        ) {
            let written = written();
            let mut damaged = written.sound.clone();
            let start = start.index(damaged.len());
            let stop = (start + length).min(damaged.len());
            // No letters: one changed within long words cannot be told from the words.
            let no_letter = |at: usize| byte.wrapping_add(at as u8) | 0x80;
            damaged[start..stop].iter_mut().enumerate().for_each(|(at, place)| *place = no_letter(at));
            if let Some(end) = end {
                damaged.truncate(end.index(damaged.len()));
            }
            written.salvaged_from(&damaged);
        }
    }

    #[test]
    fn what_the_file_lost_comes_from_the_backups() {
        let written = written();
        backups::take(written.dir.path()).unwrap();
        let salvage = written.salvaged_from(&written.sound[..8192]);
        assert!(salvage.calls.iter().all(SalvagedCall::is_whole), "{salvage:?}");
        assert!(salvage.calls.iter().all(|call| call.from_backups > 0));
        let empty = salvage_of_nothing(&written);
        assert_eq!(empty.calls.iter().map(|call| call.from_backups).collect::<Vec<_>>(), [33, 33]);
    }

    /// Salvages an empty file in place of the journal.
    fn salvage_of_nothing(written: &Written) -> Salvage {
        for file in backups::files(written.dir.path()).unwrap() {
            if file.to_string_lossy().contains("damaged") {
                fs::remove_file(file).unwrap();
            }
        }
        fs::write(written.path(), "").unwrap();
        salvage(written.dir.path(), None, "bant").unwrap()
    }

    #[test]
    fn what_stands_in_the_log_alone_is_found_and_so_is_what_follows_a_damaged_stretch_of_it() {
        let written = written();
        let (call, mut timeline) = written.calls[0].clone();
        // Nobody moves the log into the file while one connection stays open.
        let reader = Store::open(written.dir.path()).unwrap();
        let mut ledger = Ledger::new(schema::open(written.dir.path()).unwrap());
        for n in 0..8 {
            ledger.append(&mut None, call, &keep(&mut timeline, &format!("late remark {n}"))).unwrap();
        }
        let log_path = folder::beside(&written.path(), "-wal");
        let log = fs::read(&log_path).unwrap();
        let elsewhere = TempDir::new().unwrap();
        let journal = folder::journal(elsewhere.path());
        for at in (0..log.len()).step_by(997) {
            let mut damaged = log.clone();
            let end = (at + 500).min(log.len());
            damaged[at..end].fill(0x55);
            fs::copy(written.path(), &journal).unwrap();
            fs::write(folder::beside(&journal, "-wal"), damaged).unwrap();
            let salvage = salvage(elsewhere.path(), None, "bant").unwrap();
            let told = salvage.calls.iter().find(|told| told.call == call).unwrap();
            // Each commit writes the page of the last remarks anew, so at most the last one is lost.
            let least = timeline.journal().len() - 1;
            assert!(told.events >= least, "damage at {at}: {} of {}", told.events, timeline.journal().len());
            fs::remove_dir_all(elsewhere.path().join("backups")).unwrap();
        }
        drop(reader);
    }

    #[test]
    fn an_event_that_cannot_be_understood_is_told_with_its_words() {
        let written = written();
        let call = written.calls[0].0;
        let connection = Connection::open(written.path()).unwrap();
        let tear = "UPDATE events SET body = substr(body, 1, 70) WHERE seq = 2 AND call_id = ?1";
        connection.execute(tear, [call.to_string()]).unwrap();
        connection.execute("DELETE FROM events WHERE seq IN (1, 9, 10) AND call_id = ?1", [call.to_string()]).unwrap();
        drop(connection);
        let salvage = salvage(written.dir.path(), None, "bant").unwrap();
        let told = salvage.calls.iter().find(|told| told.call == call).unwrap();
        assert_eq!(told.missing, [1..=1, 9..=10]);
        let [unreadable] = &told.unreadable[..] else { panic!("{told:?}") };
        assert!(unreadable.seq == 2 && unreadable.words.contains("remark 0 of"), "{unreadable:?}");
        assert_eq!(told.remarks_counted, Some((32, 29)));
        assert_eq!((told.beginning_stood_in, told.company.as_str()), (true, "Northwind Foods"));
        let store = Store::open(written.dir.path()).unwrap();
        let state = Timeline::replay(store.journal(call).unwrap()).state().clone();
        assert_eq!((state.bank.id.as_str(), state.people[0].name.as_str()), ("bant", "Dana Ruiz"));
        assert_eq!(store.draft(call).unwrap().unwrap().text, "our cf");
    }

    #[test]
    fn a_backup_is_restored_and_the_journal_in_use_put_aside() {
        let written = written();
        let backup = backups::take(written.dir.path()).unwrap();
        let (call, mut timeline) = written.calls[0].clone();
        let before = timeline.journal().to_vec();
        let mut ledger = Ledger::new(schema::open(written.dir.path()).unwrap());
        ledger.append(&mut None, call, &keep(&mut timeline, "said since")).unwrap();
        drop(ledger);
        let held = Claim::take(written.dir.path(), call, at(0)).unwrap();
        assert!(matches!(restore(written.dir.path(), &backup), Err(StoreError::InUse { .. })));
        assert!(matches!(salvage(written.dir.path(), None, "bant"), Err(StoreError::InUse { .. })));
        drop(held);
        let aside = restore(written.dir.path(), &backup).unwrap();
        assert_eq!(Store::open(written.dir.path()).unwrap().journal(call).unwrap(), before);
        restore(written.dir.path(), &aside).unwrap();
        assert_eq!(Store::open(written.dir.path()).unwrap().journal(call).unwrap(), timeline.journal());
    }

    #[test]
    fn what_was_forgotten_comes_back_neither_from_the_file_nor_from_a_backup() {
        let written = written();
        let backup = backups::take(written.dir.path()).unwrap();
        let gone = written.calls[0].0;
        let connection = schema::open(written.dir.path()).unwrap().0;
        let bury = "INSERT INTO forgotten VALUES (?1, '2026-03-09T10:00:00', 'asked', 1)";
        connection.execute(bury, [gone.to_string()]).unwrap();
        drop(connection);
        let is_there = || Store::open(written.dir.path()).unwrap().journal(gone).is_ok();
        let told = salvage(written.dir.path(), None, "bant").unwrap();
        assert_eq!(told.calls.iter().map(|told| told.call).collect::<Vec<_>>(), [written.calls[1].0]);
        assert!(!is_there());
        restore(written.dir.path(), &backup).unwrap();
        assert_eq!(
            Store::open(written.dir.path()).unwrap().forgotten(gone).unwrap().map(|at| at.date().day()),
            Some(9)
        );
        let incoming = crate::store::Incoming { call: gone, events: begun().journal().to_vec(), draft: None };
        let refused = crate::store::import(written.dir.path(), &[incoming], at(0)).unwrap_err();
        assert!(matches!(refused, StoreError::Forgotten { .. }), "{refused}");
    }

    /// Leads and what hangs on them, and a trainee's drills, beside the calls.
    fn with_leads() -> Written {
        let written = written();
        let mut rows = "INSERT INTO lead_terms (id, text) VALUES (7, 'retail'), (8, 'new');".to_owned();
        for id in 1..=400 {
            write!(
                rows,
                "INSERT INTO companies (id, name, name_key, domain, platform, industry, territory)
                 VALUES ({id}, 'Harbour {id}', 'harbour {id}', '', '', 7, 0);
                 INSERT INTO leads (id, company, name, name_key, role, email, phone, next_what, tags, extra, words,
                    title, score, fit, interest, ability, rank, type, stage, source, owner)
                 VALUES ({id}, {id}, 'Kim {id}', 'kim {id}', '', '', '', '', '|ÉQUIPE|', '', ' kim {id} {words}', '', 0, 0,
                    0, 0, {id}, 0, 8, 0, 0);
                 INSERT INTO lead_changes VALUES ({id}, 1, '2026-03-02T10:00:00', 'lead', '', 'Kim {id}', 'by hand');
                 INSERT INTO drill_reviews VALUES ({id}, 'ash', 'card {id}', 'probe', '2026-03-02T10:00:00', 3, 9, 'who?', 1);",
                words = "word ".repeat(40)
            )
            .unwrap();
        }
        rows.push_str("INSERT INTO lead_book VALUES ('ranked_on', '2026-03-02'); DELETE FROM leads WHERE id = 400;");
        Connection::open(written.path()).unwrap().execute_batch(&rows).unwrap();
        Written { sound: fs::read(written.path()).unwrap(), ..written }
    }

    fn count(connection: &Connection, what: &str) -> i64 {
        connection.query_row(&format!("SELECT count(*) FROM {what}"), [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn what_stands_beside_the_calls_comes_along() {
        let written = with_leads();
        let told = salvage(written.dir.path(), None, "bant").unwrap();
        assert_eq!(told.losses, Vec::<String>::new());
        let (connection, _) = schema::open(written.dir.path()).unwrap();
        let leads = "leads l JOIN companies c ON c.id = l.company JOIN lead_terms t ON t.id = c.industry
                     JOIN lead_changes h ON h.lead = l.id WHERE t.text = 'retail' AND h.after = l.name";
        assert_eq!((count(&connection, leads), count(&connection, "drill_reviews")), (399, 400));
        drop(connection);
        let book = LeadBook::open(written.dir.path()).unwrap();
        let found = |condition: &str| {
            let filter = Filter::parse([condition], &Pipeline::shipped()).unwrap();
            book.page(&filter, Sort::default(), (0, 1)).unwrap().found
        };
        assert_eq!(["kim", "kim 39", "industry=retail", "tag=équipe"].map(found), [399, 11, 399, 399]);
        let connection = Connection::open(written.path()).unwrap();
        assert_eq!(
            count(&connection, "sqlite_sequence WHERE name = 'leads' AND seq = 400"),
            1,
            "no number is given twice"
        );
        assert_eq!(count(&connection, "lead_book"), 1);
    }

    #[test]
    fn leads_before_and_behind_damage_are_saved() {
        let written = with_leads();
        // The pages on which the search words of these leads stand, which are the pages of the table of leads.
        let pages = ["kim 60 word", "kim 200 word", "kim 330 word"].map(|words| {
            let found = written.sound.windows(words.len()).position(|window| window == words.as_bytes());
            found.unwrap() / PAGE
        });
        let mut damaged = written.sound.clone();
        for page in pages {
            damaged[page * PAGE..(page + 1) * PAGE].fill(0x55);
        }
        fs::write(written.path(), damaged).unwrap();
        let told = salvage(written.dir.path(), None, "bant").unwrap();
        assert!(told.losses[0].starts_with("table leads: ") && told.losses.len() == 2, "{:?}", told.losses);
        let (connection, _) = schema::open(written.dir.path()).unwrap();
        let there = count(&connection, "leads");
        assert!((340..399).contains(&there), "{there}");
        assert_eq!(count(&connection, "lead_changes"), there);
        assert_eq!(count(&connection, "companies"), 400);
        for id in [1, 100, 260, 399] {
            assert_eq!(count(&connection, &format!("leads WHERE id = {id}")), 1, "{id}");
        }
    }

    #[test]
    fn leads_outlive_their_companies() {
        let written = with_leads();
        let connection = Connection::open(written.path()).unwrap();
        connection.execute_batch("PRAGMA foreign_keys = 0; DELETE FROM companies WHERE id > 390; VACUUM").unwrap();
        drop(connection);
        let told = salvage(written.dir.path(), None, "bant").unwrap();
        assert_eq!(told.losses[0], "9 companies of leads are lost; the leads are there");
        let (connection, _) = schema::open(written.dir.path()).unwrap();
        assert_eq!(count(&connection, "leads l JOIN companies c ON c.id = l.company"), 399);
    }

    #[test]
    fn what_is_no_sound_journal_is_not_restored() {
        let written = written();
        let sound = written.bytes();
        let other = written.dir.path().join("other");
        let mut torn = sound.clone();
        torn[4096..8192].fill(7);
        for (content, is_refused) in [
            (&b"Dear diary"[..], (|error| matches!(error, StoreError::NotAJournal { .. })) as fn(&StoreError) -> bool),
            (b"", |error| matches!(error, StoreError::NotAJournal { .. })),
            (&torn, |error| matches!(error, StoreError::Damaged { .. })),
        ] {
            fs::write(&other, content).unwrap();
            let refused = restore(written.dir.path(), &other).unwrap_err();
            assert!(is_refused(&refused), "{refused}");
        }
        assert!(restore(written.dir.path(), &written.dir.path().join("absent")).is_err());
        assert_eq!(written.bytes(), sound);
        assert_eq!(backups::files(written.dir.path()).unwrap(), Vec::<PathBuf>::new());
    }
}

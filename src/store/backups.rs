//! Backups: whole copies of the journal, taken by themselves, the older ones thinned out.
//!
//! Each is a journal file of its own in `backups/`, named after the moment at which it was taken. What was put aside
//! before a repair stands there too, so that every copy of a prospect's words is found in one place.
#![expect(clippy::disallowed_methods, reason = "the store stands at the edge: it lists, makes and removes files")]

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};
use rusqlite::backup::{Backup as Copying, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::salvage::tables::{quoted, tables};
use super::{StoreError, folder};

/// The folder of the backups within the data folder.
const FOLDER: &str = "backups";

/// How a name gives the moment, in universal time, so that names sort by age.
const STAMP: &str = "%Y%m%dT%H%M%SZ";

/// No two backups are taken closer together than this by themselves.
const SHORTEST_PAUSE: Duration = Duration::from_hours(1);

/// Copying a journal larger than this is worth it once a day only.
const LARGE_BYTES: u64 = 1 << 27;

/// Older backups go while all of them together are larger than this.
const MOST_BYTES: u64 = 1 << 31;

/// How many of the newest are kept whatever their day.
const NEWEST: usize = 3;

/// For how many days the last backup of the day is kept. Days without a backup do not count.
const DAYS: usize = 7;

/// For how many weeks the last backup of the week is kept.
const WEEKS: usize = 4;

/// How many copies made before a repair or a change of format are kept.
const ASIDE: usize = 6;

/// A copy of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Where it is.
    pub path: PathBuf,
    /// When it was taken.
    pub taken_at: Timestamp,
    /// Why; empty for one that was taken by itself, else in words such as `before-restore` or `damaged`.
    pub why: String,
    /// Its size.
    pub bytes: u64,
}

/// The copies of the journal in a data folder, newest first; none where there is no such folder.
///
/// # Errors
///
/// Where the folder is there and cannot be read.
pub fn list(data_dir: &Path) -> Result<Vec<Backup>, StoreError> {
    let named = files(data_dir)?.into_iter().filter_map(|path| {
        let (taken_at, why) = read_name(path.file_name()?.to_str()?)?;
        let bytes = path.metadata().ok()?.len();
        Some(Backup { path, taken_at, why, bytes })
    });
    let mut backups: Vec<Backup> = named.collect();
    backups.sort_by(|one, other| (other.taken_at, &other.path).cmp(&(one.taken_at, &one.path)));
    Ok(backups)
}

/// Every file in the folder of the backups, sorted by name: the copies, what `SQLite` wrote beside them, and what a
/// killed program left half made. Whoever wants a word gone from the disk has to look into all of them.
///
/// # Errors
///
/// Where the folder is there and cannot be read.
pub fn files(data_dir: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let folder = data_dir.join(FOLDER);
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(StoreError::from_io(&folder, &error)),
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| StoreError::from_io(&folder, &error))?.path();
        if path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Makes sure that a backup could be restored.
///
/// # Errors
///
/// Why it could not.
pub fn check(path: &Path) -> Result<(), StoreError> {
    super::schema::look_at(path)
}

/// Takes a backup if something has changed and the last one lies an hour back or more; `None` if not.
///
/// # Errors
///
/// Where the journal cannot be read or is damaged, or the copy cannot be written.
pub fn keep_up(data_dir: &Path) -> Result<Option<PathBuf>, StoreError> {
    take_if_due(data_dir, &Zoned::now())
}

/// Takes a backup now, unless nothing has changed since the last one; the path of the newest.
///
/// # Errors
///
/// Where there is no journal, it is damaged, or the copy cannot be written.
pub fn take(data_dir: &Path) -> Result<PathBuf, StoreError> {
    take_at(data_dir, &Zoned::now())
}

fn take_if_due(data_dir: &Path, now: &Zoned) -> Result<Option<PathBuf>, StoreError> {
    let journal = folder::journal(data_dir);
    let newest = list(data_dir)?.into_iter().find(|backup| backup.why.is_empty());
    let is_large = newest.as_ref().is_some_and(|newest| newest.bytes > LARGE_BYTES);
    let pause = if is_large { SHORTEST_PAUSE * 24 } else { SHORTEST_PAUSE };
    let is_recent = newest.as_ref().is_some_and(|newest| {
        // A clock that was set back must not put backups off for ever.
        let age = now.timestamp().duration_since(newest.taken_at).unsigned_abs();
        age < pause || changed_at(&journal) < newest.path.metadata().and_then(|found| found.modified()).ok()
    });
    if is_recent || !journal.exists() || is_empty(&journal)? { Ok(None) } else { take_at(data_dir, now).map(Some) }
}

/// When the journal was last written; changes may stand in the log beside it yet.
fn changed_at(journal: &Path) -> Option<SystemTime> {
    let log = folder::beside(journal, "-wal");
    [journal, &log].into_iter().filter_map(|path| path.metadata().ok()?.modified().ok()).max()
}

/// Whether there is nothing to lose.
fn is_empty(journal: &Path) -> Result<bool, StoreError> {
    let failed = |error: rusqlite::Error| StoreError::from_sqlite(journal, &error);
    let source = Connection::open_with_flags(journal, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(failed)?;
    // A new journal may come with a row of its own in a table.
    for (table, most) in tables(&source).iter().map(|table| (table, i64::from(table != "events" && table != "drafts")))
    {
        let sql = format!("SELECT count(*) FROM (SELECT 1 FROM {} LIMIT 2)", quoted(table));
        let rows: i64 = source.query_row(&sql, [], |row| row.get(0)).map_err(failed)?;
        if rows > most {
            return Ok(false);
        }
    }
    Ok(true)
}

fn take_at(data_dir: &Path, now: &Zoned) -> Result<PathBuf, StoreError> {
    let journal = folder::journal(data_dir);
    remove_unfinished(data_dir)?;
    let part = copy(data_dir, &journal)?;
    let newest = list(data_dir)?.into_iter().find(|backup| backup.why.is_empty());
    let same = newest.filter(|newest| is_same(&newest.path, &part));
    if let Some(newest) = same {
        let _ = fs::remove_file(&part);
        // So that the next look at the times finds nothing new.
        let touched = File::options().append(true).open(&newest.path);
        let _ = touched.and_then(|file| file.set_modified(SystemTime::now()));
        return Ok(newest.path);
    }
    let path = put_in_place(data_dir, &part, now.timestamp(), "")?;
    thin_out(data_dir, now.time_zone())?;
    Ok(path)
}

/// Whether two files hold the same bytes; one that cannot be read is like no other.
fn is_same(one: &Path, other: &Path) -> bool {
    let lengths = [one, other].map(|path| path.metadata().map(|found| found.len()).ok());
    let same_bytes = || {
        let (one, other) = (BufReader::new(File::open(one)?), BufReader::new(File::open(other)?));
        let mut pairs = one.bytes().zip(other.bytes());
        Ok::<_, std::io::Error>(pairs.all(|(one, other)| one.is_ok() && one.ok() == other.ok()))
    };
    lengths[0].is_some() && lengths[0] == lengths[1] && same_bytes().unwrap_or(false)
}

/// Copies the journal as it stands under a reason of its own; returns where the copy is.
pub(super) fn take_before(data_dir: &Path, why: &str) -> Result<PathBuf, StoreError> {
    let part = copy(data_dir, &folder::journal(data_dir))?;
    put_in_place(data_dir, &part, Timestamp::now(), why)
}

/// A name in the folder of the backups that nobody has yet; the folder is there.
pub(super) fn free_name(data_dir: &Path, at: Timestamp, why: &str) -> Result<PathBuf, StoreError> {
    let folder = data_dir.join(FOLDER);
    folder::make_private_folder(&folder)?;
    let reason = if why.is_empty() { String::new() } else { format!("-{why}") };
    let mut at = at;
    loop {
        let path = folder.join(format!("bantam-{}{reason}.db", at.strftime(STAMP)));
        if !path.exists() {
            return Ok(path);
        }
        at = at.saturating_add(1.second()).unwrap_or(Timestamp::MAX);
    }
}

/// A name for something that is not finished; the folder is there.
pub(super) fn unfinished(data_dir: &Path) -> Result<PathBuf, StoreError> {
    let folder = data_dir.join(FOLDER);
    folder::make_private_folder(&folder)?;
    Ok(folder.join(format!("{}.part", uuid::Uuid::now_v7())))
}

/// Copies a journal whole, as of one moment, and looks whether the copy is sound: a damaged journal must not push good
/// backups out. Reading takes no lock that a writer would wait for.
pub(super) fn copy(data_dir: &Path, journal: &Path) -> Result<PathBuf, StoreError> {
    let part = unfinished(data_dir)?;
    folder::open_private_file(&part)?;
    let copied = copy_to(journal, &part);
    if copied.is_err() {
        remove_with_log(&part);
    }
    copied.map(|()| part)
}

fn copy_to(journal: &Path, part: &Path) -> Result<(), StoreError> {
    let failed = |error: rusqlite::Error| StoreError::from_sqlite(journal, &error);
    let source = Connection::open_with_flags(journal, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(failed)?;
    let mut target = Connection::open(part).map_err(|error| StoreError::from_sqlite(part, &error))?;
    {
        let copying = Copying::new(&source, &mut target).map_err(failed)?;
        // In one step, so that what is written meanwhile does not make it begin anew; a lock is waited for.
        let mut attempts = 0;
        while copying.step(-1).map_err(failed)? != StepResult::Done {
            attempts += 1;
            if attempts > 100 {
                return Err(StoreError::Busy { path: journal.to_owned() });
            }
            thread::sleep(Duration::from_millis(20));
        }
    }
    // A copy stands alone: it is read, moved and sent without files beside it.
    target.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(())).map_err(failed)?;
    super::schema::is_sound(&target, journal)?;
    drop(target);
    let synced = File::open(part).and_then(|file| file.sync_all());
    synced.map_err(|error| StoreError::from_io(part, &error))
}

fn put_in_place(data_dir: &Path, part: &Path, at: Timestamp, why: &str) -> Result<PathBuf, StoreError> {
    let path = free_name(data_dir, at, why)?;
    fs::rename(part, &path).map_err(|error| StoreError::from_io(&path, &error))?;
    folder::sync_folder_of(&path);
    Ok(path)
}

/// Takes away what killed programs left half made. One that is just being made by another bantam is left alone.
fn remove_unfinished(data_dir: &Path) -> Result<(), StoreError> {
    let is_old = |path: &PathBuf| {
        let changed = path.metadata().and_then(|found| found.modified());
        changed.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > SHORTEST_PAUSE))
    };
    for path in files(data_dir)? {
        if path.file_name().is_some_and(|name| name.to_string_lossy().contains(".part")) && is_old(&path) {
            let _ = fs::remove_file(path);
        }
    }
    Ok(())
}

/// Removes what is no longer to be kept.
fn thin_out(data_dir: &Path, zone: &TimeZone) -> Result<(), StoreError> {
    let (routine, aside): (Vec<_>, Vec<_>) = list(data_dir)?.into_iter().partition(|backup| backup.why.is_empty());
    let moments: Vec<Timestamp> = routine.iter().map(|backup| backup.taken_at).collect();
    let mut bytes = 0;
    let keeps = worth_keeping(&moments, zone).into_iter().zip(&routine).enumerate().map(|(at, (keeps, backup))| {
        bytes += if keeps { backup.bytes } else { 0 };
        keeps && (at == 0 || bytes <= MOST_BYTES)
    });
    let routine = routine.iter().zip(keeps).filter(|(_, keep)| !keep).map(|(backup, _)| backup);
    for backup in routine.chain(aside.iter().skip(ASIDE)) {
        remove_with_log(&backup.path);
    }
    Ok(())
}

/// Which of these moments, newest first, are kept: the newest, the last of each of the last days, of the last weeks.
fn worth_keeping(moments: &[Timestamp], zone: &TimeZone) -> Vec<bool> {
    let (mut days, mut weeks) = (BTreeSet::new(), BTreeSet::new());
    let keeps = moments.iter().enumerate().map(|(at, moment)| {
        let day = moment.to_zoned(zone.clone()).date();
        let is_last_of_day = days.len() < DAYS && days.insert(day);
        let week = day.iso_week_date();
        let is_last_of_week = weeks.len() < WEEKS && weeks.insert((week.year(), week.week()));
        at < NEWEST || is_last_of_day || is_last_of_week
    });
    keeps.collect()
}

/// Removes a copy of the journal with what stands beside it.
pub(super) fn remove_with_log(path: &Path) {
    for path in
        [path.to_owned(), folder::beside(path, "-wal"), folder::beside(path, "-shm"), folder::beside(path, "-journal")]
    {
        let _ = fs::remove_file(path);
    }
}

/// What a name tells: the moment, and why.
fn read_name(name: &str) -> Option<(Timestamp, String)> {
    let name = name.strip_prefix("bantam-")?.strip_suffix(".db")?;
    let (stamp, why) = name.split_once('-').unwrap_or((name, ""));
    let at = jiff::civil::DateTime::strptime(STAMP, stamp).ok()?;
    Some((at.to_zoned(TimeZone::UTC).ok()?.timestamp(), why.to_owned()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use tempfile::TempDir;

    use super::*;
    use crate::call::Timeline;
    use crate::store::ledger::Ledger;
    use crate::store::samples::{begun, keep};
    use crate::store::{CallId, Store, schema};

    /// Half past ten on a day in March 2026, so many hours on.
    fn hour(hours: i64) -> Zoned {
        date(2026, 3, 2).at(10, 30, 0, 0).to_zoned(TimeZone::UTC).unwrap() + hours.hours()
    }

    fn write(dir: &TempDir, call: CallId, timeline: &Timeline) {
        Ledger::new(schema::open(dir.path()).unwrap()).append(&mut None, call, timeline.journal()).unwrap();
    }

    /// A call that one remark more is kept in, on disk.
    fn say(dir: &TempDir, call: CallId, timeline: &mut Timeline, text: &str) {
        keep(timeline, text);
        write(dir, call, timeline);
    }

    #[test]
    fn a_backup_holds_what_the_journal_held_and_nobody_else_can_read_it() {
        let dir = TempDir::new().unwrap();
        let (call, mut timeline) = (CallId::generate(), begun());
        // Somebody is writing all the while, so that the last words stand in the log alone.
        let _other = schema::open(dir.path()).unwrap();
        say(&dir, call, &mut timeline, "orders ship late");
        let path = take_if_due(dir.path(), &hour(0)).unwrap().unwrap();
        assert!(path.ends_with("backups/bantam-20260302T103000Z.db"), "{}", path.display());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
        }
        let elsewhere = TempDir::new().unwrap();
        fs::copy(&path, elsewhere.path().join("bantam.db")).unwrap();
        assert_eq!(Store::open(elsewhere.path()).unwrap().journal(call).unwrap(), timeline.journal());
        assert_eq!(files(dir.path()).unwrap(), [path], "a copy stands alone");
    }

    #[test]
    fn a_backup_is_taken_when_something_changed_and_an_hour_has_gone_by() {
        let dir = TempDir::new().unwrap();
        assert_eq!(take_if_due(dir.path(), &hour(0)), Ok(None), "there is no journal");
        assert!(!dir.path().join(FOLDER).exists());
        let (call, mut timeline) = (CallId::generate(), begun());
        drop(schema::open(dir.path()).unwrap());
        assert_eq!(take_if_due(dir.path(), &hour(0)), Ok(None), "there is nothing in it");
        write(&dir, call, &timeline);
        assert!(take_if_due(dir.path(), &hour(0)).unwrap().is_some());
        say(&dir, call, &mut timeline, "late");
        assert_eq!(take_if_due(dir.path(), &hour(0)), Ok(None), "too soon");
        assert!(take_if_due(dir.path(), &hour(2)).unwrap().is_some());
        assert_eq!(take_if_due(dir.path(), &hour(26)), Ok(None), "nothing changed");
        assert_eq!(list(dir.path()).unwrap().len(), 2);
        let again = take_at(dir.path(), &hour(27)).unwrap();
        assert_eq!(again, list(dir.path()).unwrap()[0].path, "asked for, and the same to the byte");
        assert_eq!(list(dir.path()).unwrap().len(), 2);
    }

    #[test]
    fn a_damaged_journal_pushes_no_backup_out() {
        let dir = TempDir::new().unwrap();
        let (call, mut timeline) = (CallId::generate(), begun());
        for n in 0..40 {
            keep(&mut timeline, &format!("remark {n} {}", "word ".repeat(60)));
        }
        write(&dir, call, &timeline);
        take_at(dir.path(), &hour(0)).unwrap();
        let journal = folder::journal(dir.path());
        let mut bytes = fs::read(&journal).unwrap();
        let middle = bytes.len() / 4096 / 2 * 4096;
        bytes[middle..middle + 4096].fill(0xaa);
        fs::write(&journal, bytes).unwrap();
        let error = take_if_due(dir.path(), &hour(48)).unwrap_err();
        assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
        assert_eq!(files(dir.path()).unwrap().len(), 1);
    }

    #[test]
    fn the_last_of_each_day_and_week_is_kept() {
        let moments: Vec<Timestamp> = (0..24 * 60).rev().step_by(6).map(|hours| hour(hours).timestamp()).collect();
        let keeps = worth_keeping(&moments, &TimeZone::UTC);
        let kept: Vec<String> = moments
            .iter()
            .zip(keeps)
            .filter(|(_, keep)| *keep)
            .map(|(at, _)| at.strftime("%d.%m %H").to_string())
            .collect();
        assert_eq!(
            kept,
            [
                "01.05 09", "01.05 03", "30.04 21", "29.04 21", "28.04 21", "27.04 21", "26.04 21", "25.04 21",
                "19.04 21", "12.04 21"
            ]
        );
    }

    #[test]
    fn old_backups_go_and_what_was_put_aside_stays_a_while() {
        let dir = TempDir::new().unwrap();
        let (call, mut timeline) = (CallId::generate(), begun());
        write(&dir, call, &timeline);
        for n in 0..8 {
            fs::write(free_name(dir.path(), hour(n).timestamp(), "before-restore").unwrap(), "x").unwrap();
        }
        for day in 0..40 {
            say(&dir, call, &mut timeline, "more");
            take_at(dir.path(), &hour(24 * day)).unwrap();
        }
        let kept = list(dir.path()).unwrap();
        let (routine, aside): (Vec<_>, Vec<_>) = kept.into_iter().partition(|backup| backup.why.is_empty());
        assert_eq!((routine.len(), aside.len()), (DAYS + WEEKS - 2, ASIDE));
        assert_eq!(routine[0].taken_at, hour(24 * 39).timestamp());
        assert!(routine[0].bytes > 0 && aside[0].why == "before-restore");
    }

    #[test]
    fn a_name_says_when_and_why_and_no_two_are_the_same() {
        let dir = TempDir::new().unwrap();
        let first = free_name(dir.path(), hour(0).timestamp(), "damaged").unwrap();
        fs::write(&first, "").unwrap();
        let second = free_name(dir.path(), hour(0).timestamp(), "damaged").unwrap();
        assert_ne!(first, second);
        let name = second.file_name().unwrap().to_str().unwrap();
        assert_eq!(read_name(name), Some((hour(0).timestamp() + 1.second(), "damaged".to_owned())));
        for other in ["notes.txt", "bantam-.db", "bantam-2026.db", "bantam-20260302T103000Z.db-wal"] {
            assert_eq!(read_name(other), None, "{other}");
        }
    }
}

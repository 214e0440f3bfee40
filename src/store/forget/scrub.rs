//! Cleaning behind deleted rows: free pages, the write-ahead log, backups, leftovers of cut-off writes.
#![expect(clippy::disallowed_methods, reason = "the store stands at the edge: it rewrites and takes away files")]

use std::fs;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, params};

use super::delete;
use crate::store::{CallId, StoreError, folder};

/// How every SQLite database begins.
const DATABASE_HEADER: &[u8; 16] = b"SQLite format 3\0";

/// Rewrites everything that may still hold something of what has a tombstone. Gives how many backups could not be
/// rewritten and were taken away instead.
pub(super) fn everything(data_dir: &Path, connection: &Connection, path: &Path) -> Result<usize, StoreError> {
    let failed = |error: rusqlite::Error| StoreError::from_sqlite(path, &error);
    // What was deleted is overwritten where it stood, then the pages that are free are given back.
    truncate_log(connection, path)?;
    connection.execute_batch("VACUUM").map_err(failed)?;
    truncate_log(connection, path)?;
    let tombstones = tombstones(connection).map_err(failed)?;
    let mut lost = 0;
    for copy in copies(data_dir, path) {
        // A copy that is only being made goes: it was begun before this, and would come to hold what is deleted here.
        if is_database(&copy) && !folder::is_draft(&copy) && rewrite(&copy, &tombstones).is_ok() {
            continue;
        }
        // What cannot be rewritten cannot be vouched for.
        lost += usize::from(is_database(&copy) && !folder::is_draft(&copy));
        take_away(&copy)?;
    }
    for leftover in leftovers(data_dir) {
        take_away(&leftover)?;
    }
    // A note that was in an editor when bantam was killed.
    let calls = tombstones.iter().filter_map(|tombstone| tombstone.id.parse::<CallId>().ok());
    for note in calls.map(|call| folder::note_in_editor(data_dir, call)) {
        take_away_folder_of(&note)?;
    }
    connection.execute("UPDATE forgotten SET is_clean = 1 WHERE is_clean = 0", []).map_err(failed)?;
    truncate_log(connection, path)?;
    Ok(lost)
}

/// Takes a file away; one that is not there is fine.
pub(super) fn take_away(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(StoreError::from_io(path, &error)),
        _ => Ok(()),
    }
}

/// Takes the folder of a file away, with what an editor left beside it.
fn take_away_folder_of(file: &Path) -> Result<(), StoreError> {
    let Some(folder) = file.parent() else { return Ok(()) };
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(StoreError::from_io(folder, &error)),
        _ => Ok(()),
    }
}

/// The copies of the journal in a data folder: backups, and what stands beside the journal under a name like its own.
pub(super) fn copies(data_dir: &Path, journal: &Path) -> Vec<PathBuf> {
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let own = name(journal);
    let live = [own.clone(), format!("{own}-wal"), format!("{own}-shm"), format!("{own}-journal")];
    let beside = folder::files_below(data_dir, false).into_iter().filter(|path| {
        let name = name(path);
        name.starts_with(&own) && !live.contains(&name)
    });
    let mut copies: Vec<PathBuf> = beside.chain(folder::files_below(&data_dir.join(BACKUPS), true)).collect();
    // A database comes before its log, which goes by itself when the database is opened and closed.
    copies.sort_by_key(|path| (!is_database(path), path.clone()));
    copies
}

/// The folder of the backups within the data folder.
const BACKUPS: &str = "backups";

/// Files that a write was cut off in: they were to become something else, and hold what that was to hold.
fn leftovers(data_dir: &Path) -> impl Iterator<Item = PathBuf> {
    folder::files_below(data_dir, true).into_iter().filter(|path| folder::is_draft(path))
}

fn is_database(path: &Path) -> bool {
    let mut header = [0; DATABASE_HEADER.len()];
    fs::File::open(path).and_then(|mut file| file.read_exact(&mut header)).is_ok() && header == *DATABASE_HEADER
}

/// Takes everything that has a tombstone out of a copy of the journal, its free pages included.
fn rewrite(copy: &Path, tombstones: &[Tombstone]) -> rusqlite::Result<()> {
    let mut database =
        Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    database.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
    database.pragma_update_and_check(None, "secure_delete", true, |_| Ok(()))?;
    database.pragma_update(None, "temp_store", "MEMORY")?;
    let transaction = database.transaction()?;
    let knows_tombstones = transaction.table_exists(None, "forgotten")?;
    for Tombstone { id, forgotten_at, reason } in tombstones {
        delete(&transaction, id)?;
        if knows_tombstones {
            let sql = "INSERT OR REPLACE INTO forgotten (id, forgotten_at, reason, is_clean) VALUES (?1, ?2, ?3, 1)";
            transaction.execute(sql, params![id, forgotten_at, reason])?;
        }
    }
    transaction.commit()?;
    database.execute_batch("VACUUM")?;
    // A copy with a fault in it may keep what it no longer shows.
    let sound: String = database.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    database.close().map_err(|(_, error)| error)?;
    if sound == "ok" { Ok(()) } else { Err(rusqlite::Error::InvalidQuery) }
}

/// What is left of something forgotten.
struct Tombstone {
    id: String,
    forgotten_at: String,
    reason: String,
}

fn tombstones(connection: &Connection) -> rusqlite::Result<Vec<Tombstone>> {
    let mut statement = connection.prepare("SELECT id, forgotten_at, reason FROM forgotten")?;
    let rows = statement
        .query_map([], |row| Ok(Tombstone { id: row.get(0)?, forgotten_at: row.get(1)?, reason: row.get(2)? }))?;
    rows.collect()
}

/// Empties the write-ahead log: its pages go where they belong, and the file is cut to nothing.
fn truncate_log(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let busy: i64 = connection
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
        .map_err(|error| StoreError::from_sqlite(path, &error))?;
    if busy == 0 { Ok(()) } else { Err(StoreError::Busy { path: path.to_owned() }) }
}

//! Opening the database: whose it is, what format it has, and the migrations that bring it up to date.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::StoreError;
use super::{backups, folder, leads};

/// The stored form of events that this program writes, and the newest that it reads.
pub(super) const EVENT_VERSION: i64 = 1;

/// What brings a database from format n to n + 1, in order. Numbered, never edited, and never asking anybody.
pub(super) const MIGRATIONS: [&str; 7] = [
    include_str!("migrations/001_journal.sql"),
    include_str!("migrations/002_leads.sql"),
    include_str!("migrations/003_practice.sql"),
    include_str!("migrations/004_forgotten.sql"),
    include_str!("migrations/005_lead_indices.sql"),
    include_str!("migrations/006_lead_tags.sql"),
    include_str!("migrations/007_lead_sets.sql"),
];

/// The format from which on the sets of leads are kept, which no statement can derive.
const LEAD_SETS: usize = 7;

/// The format that this program writes, and the newest that it reads; `SQLite` keeps it as `user_version`.
#[cfg(test)]
const FORMAT: u32 = MIGRATIONS.len() as u32;

/// Marks the file as bantam's: the letters `BNTM`.
const APPLICATION_ID: i64 = 0x424e_544d;

/// How long a statement waits for another program's lock.
const BUSY_TIMEOUT: Duration = Duration::from_secs(2);

/// How often the change to WAL is tried: it does not wait for locks by itself.
const WAL_ATTEMPTS: u32 = 50;

/// Opens the journal of a data folder, made or brought up to date if need be. Also returns the path of its file.
pub(super) fn open(data_dir: &Path) -> Result<(Connection, PathBuf), StoreError> {
    open_as_of(data_dir, &MIGRATIONS)
}

/// The same with the formats that a bantam of another time knows.
fn open_as_of(data_dir: &Path, migrations: &[&str]) -> Result<(Connection, PathBuf), StoreError> {
    let path = folder::prepare(data_dir)?;
    Ok((open_file_as_of(&path, migrations)?, path))
}

/// Opens the journal in a file, which is there; an empty one is made into a journal.
pub(super) fn open_file(path: &Path) -> Result<Connection, StoreError> {
    open_file_as_of(path, &MIGRATIONS)
}

fn open_file_as_of(path: &Path, migrations: &[&str]) -> Result<Connection, StoreError> {
    let failed = |error: rusqlite::Error| StoreError::from_sqlite(path, &error);

    // A look that cannot write comes first, so that a file which is not ours is left as it is.
    let look = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(failed)?;
    match check(&look, path, migrations) {
        // What a killed program left half done has to be rolled back before anything can be read.
        Err(StoreError::NotWritable { .. }) | Ok(_) => {}
        Err(refused) => return Err(refused),
    }
    drop(look);

    let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(failed)?;
    check(&connection, path, migrations)?;
    use_wal(&connection).map_err(failed)?;
    connection.pragma_update(None, "synchronous", "FULL").map_err(failed)?;
    connection.pragma_update(None, "foreign_keys", true).map_err(failed)?;
    // What is deleted is overwritten: a prospect who asks to be forgotten is.
    connection.pragma_update_and_check(None, "secure_delete", true, |_| Ok(())).map_err(failed)?;
    // What is sorted or rebuilt on the way does not pass through files that others could find.
    connection.pragma_update(None, "temp_store", "MEMORY").map_err(failed)?;
    migrate(&mut connection, path, migrations)?;
    Ok(connection)
}

fn connect(path: &Path, access: OpenFlags) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    Ok(connection)
}

/// Refuses a file that is no sound journal of this bantam or an earlier one; nothing in it is changed.
pub(super) fn look_at(path: &Path) -> Result<(), StoreError> {
    if !path.is_file() {
        let gone = std::io::Error::from(std::io::ErrorKind::NotFound);
        return Err(StoreError::from_io(path, &gone));
    }
    let failed = |error: rusqlite::Error| StoreError::from_sqlite(path, &error);
    let look = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(failed)?;
    if check(&look, path, &MIGRATIONS)? == 0 {
        return Err(StoreError::NotAJournal { path: path.to_owned() });
    }
    is_sound(&look, path)
}

/// Looks through the whole file for pages and rows that do not fit together.
pub(super) fn is_sound(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let found = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0));
    match found.map_err(|error| StoreError::from_sqlite(path, &error))?.as_str() {
        "ok" => Ok(()),
        reason => Err(StoreError::Damaged { path: path.to_owned(), reason: reason.trim().replace('\n', "; ") }),
    }
}

/// Refuses a database that is another program's or has a newer format; returns its format.
fn check(connection: &Connection, path: &Path, migrations: &[&str]) -> Result<u32, StoreError> {
    // One statement sees one state of the file, though another bantam may be making it at this moment.
    let sql = "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)
               FROM pragma_application_id, pragma_user_version";
    let found = connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    let (application, user_version, tables): (i64, i64, i64) =
        found.map_err(|error| StoreError::from_sqlite(path, &error))?;
    let is_ours = application == APPLICATION_ID || (application == 0 && user_version == 0 && tables == 0);
    let known = migrations.len() as u32;
    match u32::try_from(user_version) {
        Ok(format) if is_ours && format <= known => Ok(format),
        Ok(found) if is_ours => Err(StoreError::NewerFormat { path: path.to_owned(), found, known }),
        _ => Err(StoreError::NotAJournal { path: path.to_owned() }),
    }
}

fn use_wal(connection: &Connection) -> rusqlite::Result<()> {
    let mut attempt = 1;
    loop {
        match connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())) {
            Err(error) if is_busy(&error) && attempt < WAL_ATTEMPTS => std::thread::sleep(Duration::from_millis(20)),
            result => return result,
        }
        attempt += 1;
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy)
}

/// Carries out the migrations that are missing, all in one transaction. What is there already is backed up first, and
/// the change is tried on a copy, so that a file which does not take it stays as it is.
fn migrate(connection: &mut Connection, path: &Path, migrations: &[&str]) -> Result<(), StoreError> {
    let newest = migrations.len() as u32;
    if check(connection, path, migrations)? == newest {
        return Ok(());
    }
    let failed = |error: rusqlite::Error| StoreError::from_sqlite(path, &error);
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    // Another bantam may have done it while this one waited for the lock.
    let format = check(&transaction, path, migrations)?;
    // What is no journal in use is a copy itself, made to be tried.
    let is_in_use = path.parent().is_some_and(|folder| folder::journal(folder) == path);
    if is_in_use && format > 0 && format < newest {
        try_on_a_copy(path, format, migrations)?;
    }
    raise_format(&transaction, format, migrations).map_err(failed)?;
    transaction.commit().map_err(failed)
}

fn raise_format(connection: &Connection, format: u32, migrations: &[&str]) -> rusqlite::Result<()> {
    for migration in migrations.iter().skip(format as usize) {
        connection.execute_batch(migration)?;
    }
    if (format as usize) < LEAD_SETS && migrations.len() >= LEAD_SETS {
        leads::derive(connection)?;
    }
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", migrations.len() as u32)
}

/// Backs the journal up, and carries the migrations out on a copy that is then thrown away.
fn try_on_a_copy(path: &Path, format: u32, migrations: &[&str]) -> Result<(), StoreError> {
    let data_dir = path.parent().unwrap_or(Path::new("."));
    let backup = backups::take_before(data_dir, &format!("before-format-{}", migrations.len()))?;
    let copy = backups::copy(data_dir, &backup)?;
    let tried = Connection::open(&copy).and_then(|mut connection| {
        let transaction = connection.transaction()?;
        raise_format(&transaction, format, migrations)?;
        transaction.commit()?;
        Ok(connection)
    });
    let sound = tried.map_err(|error| StoreError::Failed {
        path: path.to_owned(),
        reason: format!("it cannot be brought to format {}: {error}; it was not touched", migrations.len()),
    });
    let sound = sound.and_then(|connection| is_sound(&connection, path));
    backups::remove_with_log(&copy);
    sound
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests stand at the edge")]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;
    use crate::leads::{Filter, Pipeline, Sort};
    use crate::store::ledger::Ledger;
    use crate::store::samples::begun;
    use crate::store::{CallId, LeadBook, Store};

    /// Makes a journal, lets `change` work on it behind bantam's back, and opens it again. Whatever is refused must be
    /// left to the byte as it was, what a killed program left beside it included.
    fn reopened_after<T>(change: impl Fn(&Path) -> T) -> StoreError {
        let dir = TempDir::new().unwrap();
        let path = Store::open(dir.path()).unwrap().path().to_owned();
        let _still_open = change(&path);
        // Beside a file that is looked at, `SQLite` may leave an empty log.
        let bytes = || [path.clone(), path.with_extension("db-wal")].map(|path| fs::read(path).unwrap_or_default());
        let before = bytes();
        let error = Store::open(dir.path()).unwrap_err();
        assert!(bytes() == before, "touched: {error}");
        error
    }

    #[test]
    fn a_journal_of_a_newer_bantam_is_refused_and_not_touched() {
        let error = reopened_after(|path| {
            let connection = Connection::open(path).unwrap();
            connection.pragma_update(None, "user_version", FORMAT + 1).unwrap();
            connection
        });
        assert!(matches!(error, StoreError::NewerFormat { known: FORMAT, .. }));
        let told = error.to_string();
        let known = format!("written by a newer bantam (format {}, this one reads up to {FORMAT})", FORMAT + 1);
        assert!(told.contains(&known), "{told}");
        assert!(told.contains("bantam.db") && told.contains("update bantam"), "{told}");
    }

    #[test]
    fn a_file_that_is_no_database_is_refused_and_not_touched() {
        let error = reopened_after(|path| fs::write(path, "Dear diary,\n".repeat(100)).unwrap());
        assert!(matches!(error, StoreError::NotAJournal { .. }), "{error}");
    }

    #[test]
    fn a_database_of_another_program_is_refused_and_not_touched() {
        let error = reopened_after(|path| {
            fs::remove_file(path).unwrap();
            Connection::open(path).unwrap().execute_batch("CREATE TABLE songs (title TEXT)").unwrap();
        });
        assert!(matches!(error, StoreError::NotAJournal { .. }), "{error}");
    }

    #[test]
    fn a_torn_file_is_told_as_damaged() {
        let error = reopened_after(|path| {
            let whole = fs::read(path).unwrap();
            let torn: Vec<u8> =
                whole.iter().enumerate().map(|(at, &byte)| if at < 100 { byte } else { 0xaa }).collect();
            fs::write(path, torn).unwrap();
        });
        assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    }

    #[test]
    fn a_place_that_cannot_be_a_data_folder_is_told_with_the_place_and_the_remedy() {
        let dir = TempDir::new().unwrap();
        let file = dir.path().join("notes.txt");
        fs::write(&file, "x").unwrap();
        for place in [file.clone(), file.join("below")] {
            let error = Store::open(&place).unwrap_err();
            let told = error.to_string();
            assert!(matches!(error, StoreError::NotAFolder { .. }), "{told}");
            assert!(told.contains("notes.txt") && told.contains("--data-dir"), "{told}");
        }
    }

    /// A format that no bantam has had yet: a table more, and each call in it.
    const NEXT: &str = "CREATE TABLE later (id TEXT PRIMARY KEY) STRICT; INSERT INTO later SELECT id FROM calls;";

    fn kept_call(dir: &TempDir) -> CallId {
        let call = CallId::generate();
        let mut ledger = Ledger::new(open(dir.path()).unwrap());
        ledger.append(&mut None, call, begun().journal()).unwrap();
        call
    }

    #[test]
    fn an_older_journal_is_backed_up_and_brought_up_to_date() {
        let dir = TempDir::new().unwrap();
        let call = kept_call(&dir);
        let (connection, _) = open_as_of(dir.path(), &[MIGRATIONS.as_slice(), &[NEXT]].concat()).unwrap();
        let id: String = connection.query_row("SELECT id FROM later", [], |row| row.get(0)).unwrap();
        assert_eq!(id, call.to_string());

        let [backup] = &backups::list(dir.path()).unwrap()[..] else { panic!("one backup") };
        assert_eq!(backup.why, format!("before-format-{}", FORMAT + 1));
        let old = TempDir::new().unwrap();
        fs::copy(&backup.path, old.path().join("bantam.db")).unwrap();
        assert_eq!(Store::open(old.path()).unwrap().journal(call).unwrap(), begun().journal());
        drop(connection);
        let refused = Store::open(dir.path()).unwrap_err();
        assert!(matches!(refused, StoreError::NewerFormat { known: FORMAT, .. }), "{refused}");
    }

    #[test]
    fn leads_of_a_book_of_any_format_are_found_by_words_tags_and_days() {
        for format in 2..LEAD_SETS {
            let dir = TempDir::new().unwrap();
            let (connection, _) = open_as_of(dir.path(), &MIGRATIONS[..format]).unwrap();
            let rows = "INSERT INTO lead_terms (id, text) VALUES (7, 'Énergie'), (8, 'new');
                INSERT INTO companies (id, name, name_key, domain, platform, industry, territory)
                VALUES (1, 'Harbour', 'harbour', '', '', 7, 0);
                INSERT INTO leads (company, name, name_key, role, email, phone, next_what, next_on, tags, extra, words,
                    title, score, fit, interest, ability, rank, type, stage, source, owner, territory, industry)
                VALUES (1, 'Kim', 'kim', '', '', '', '', '2026-05-12', '|Free trial|ÉQUIPE|', '', ' harbour kim', '',
                    50, 0, 0, 0, 0, 0, 8, 0, 0, 0, 7);";
            connection.execute_batch(rows).unwrap();
            drop(connection);
            let book = LeadBook::open(dir.path()).unwrap();
            let found = |condition: &str| {
                let filter = Filter::parse([condition], &Pipeline::shipped()).unwrap();
                book.page(&filter, Sort::default(), (0, 1)).unwrap().found
            };
            for condition in
                ["tag=équipe", "tag=ÉQUIPE", "tag=free trial", "industry=énergie", "stage=new", "k", "harb", "score=50"]
            {
                assert_eq!(found(condition), 1, "{condition} in format {format}");
            }
            assert_eq!(["tag=trial", "due<=2026-05-11", "due<=2026-05-12"].map(found), [0, 0, 1]);
        }
    }

    #[test]
    fn a_change_of_format_that_goes_wrong_leaves_the_journal_as_it_was() {
        let dir = TempDir::new().unwrap();
        let call = kept_call(&dir);
        let broken = format!("{NEXT} INSERT INTO later SELECT id FROM calls;");
        let error = open_as_of(dir.path(), &[MIGRATIONS.as_slice(), &[broken.as_str()]].concat()).unwrap_err();
        assert!(error.to_string().contains("it was not touched"), "{error}");
        assert_eq!(Store::open(dir.path()).unwrap().journal(call).unwrap(), begun().journal());
        assert_eq!(backups::files(dir.path()).unwrap().len(), 1, "the copy that was tried on is gone");
    }

    #[test]
    fn many_may_open_a_new_journal_at_once() {
        let dir = TempDir::new().unwrap();
        std::thread::scope(|scope| {
            let opened: Vec<_> = (0..8).map(|_| scope.spawn(|| Store::open(dir.path()).map(|_| ()))).collect();
            for opened in opened {
                assert_eq!(opened.join().unwrap(), Ok(()));
            }
        });
        let (connection, _) = open(dir.path()).unwrap();
        let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
        let synchronous: i64 = connection.pragma_query_value(None, "synchronous", |row| row.get(0)).unwrap();
        assert_eq!((mode.as_str(), synchronous), ("wal", 2));
    }
}

//! What stands in the journal's file besides calls: copied row by row, as far as `SQLite` can still read it.

use std::path::{Path, PathBuf};

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, params_from_iter};

use crate::store::{backups, leads};

/// Tables that are put together anew: those of calls from their events, and the sets of leads from the leads.
const DERIVED: [&str; 4] = ["calls", "events", "drafts", "lead_sets"];

/// How often the rows around damage are parted in halves: a page holds a few dozen rows, and of what hangs below a lost
/// page nothing can be read however often it is tried.
const TRIES: usize = 4_096;

/// What makes sense of rows whose company or lead is lost: the lead stays, of a company of which nothing is known; what
/// was changed about a lost lead goes, since nobody could ask for it to be forgotten.
const MENDS: [(&str, &str); 3] = [
    (
        "INSERT INTO companies (id, name, name_key, domain, platform, industry, territory)
         SELECT DISTINCT company, '', '', '', '', 0, 0 FROM leads WHERE company NOT IN (SELECT id FROM companies)",
        "companies of leads are lost; the leads are there",
    ),
    ("DELETE FROM lead_changes WHERE lead NOT IN (SELECT id FROM leads)", "changes of lost leads are left out"),
    (
        "DELETE FROM lead_calls WHERE lead NOT IN (SELECT id FROM leads)",
        "calls are no longer known to be with lost leads",
    ),
];

/// Copies the rows of all further tables, from the damaged file and, where that is not all, from the newest backup
/// that has the table; returns what could not be read whole, in words.
pub(super) fn copy_others(data_dir: &Path, damaged: &Path, target: &Connection) -> Vec<String> {
    let mut losses = Vec::new();
    // Rows come in the order of the tables, not in that of who names whom.
    let _ = target.pragma_update(None, "foreign_keys", false);
    for table in tables(target).into_iter().filter(|table| !DERIVED.contains(&table.as_str())) {
        let Err(reason) = copy(damaged, &table, target) else { continue };
        let backup = newest_with(data_dir, damaged, &table);
        let filled = backup.as_ref().is_some_and(|backup| copy(backup, &table, target).is_ok());
        let rest = if filled { "; the rest is as in the last backup" } else { "; the rest is lost" };
        losses.push(format!("table {table}: {reason}{rest}"));
    }
    for (sql, words) in MENDS {
        match target.execute(sql, []) {
            Ok(0) => {}
            Ok(count) => losses.push(format!("{count} {words}")),
            Err(error) => losses.push(error.to_string()),
        }
    }
    keep_numbers(damaged, target);
    if let Err(error) = leads::derive(target) {
        losses.push(format!("table lead_sets: {error}"));
    }
    losses
}

/// The tables, but for virtual ones (an older bantam has one) and those that such a one keeps for itself.
pub(in crate::store) fn tables(connection: &Connection) -> Vec<String> {
    let sql = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
    let names = connection.prepare(sql).and_then(|mut statement| {
        let names = statement.query_map([], |row| row.get::<_, String>(0))?;
        names.collect::<Result<Vec<_>, _>>()
    });
    names.unwrap_or_default()
}

/// Sees to it that a number which was given once is not given again. Where the damaged file does not tell, the rows that
/// came over do.
fn keep_numbers(damaged: &Path, target: &Connection) {
    let given = |source: &Connection| {
        let mut rows = source.prepare("SELECT name, seq FROM sqlite_sequence")?;
        let rows = rows.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
        rows.collect::<rusqlite::Result<Vec<_>>>()
    };
    for (table, last) in open(damaged).and_then(|source| given(&source)).unwrap_or_default() {
        let higher = "UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1";
        if target.execute(higher, (&table, last)) == Ok(0) {
            let _ = target.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?1, ?2)", (&table, last));
        }
    }
}

/// A name as it stands in a statement.
pub(in crate::store) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn newest_with(data_dir: &Path, damaged: &Path, table: &str) -> Option<PathBuf> {
    let backups = backups::list(data_dir).unwrap_or_default().into_iter().map(|backup| backup.path);
    backups
        .filter(|path| path != damaged)
        .find(|path| open(path).is_ok_and(|connection| tables(&connection).iter().any(|there| there == table)))
}

fn open(path: &Path) -> rusqlite::Result<Connection> {
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
}

/// Copies the rows that are not there yet. Where some cannot be read, those before and behind them are copied all the
/// same.
///
/// # Errors
///
/// Why the first of those that are missing could not be read, in words.
pub(super) fn copy(from: &Path, table: &str, target: &Connection) -> Result<(), String> {
    let words = |error: rusqlite::Error| error.to_string();
    let source = open(from).map_err(words)?;
    let key = key_of(target, table).map_err(words)?;
    let mut copying = Copying { source: &source, target, table: quoted(table), key };
    let everything = copying.rows("", "ASC");
    let Err(reason) = everything.reason else { return Ok(()) };
    let behind = copying.rows("", "DESC");
    if let (Some(before), Some(behind)) = (everything.last, behind.last) {
        copying.between(before, behind);
    }
    Err(reason)
}

/// The columns of a table's primary key.
fn key_of(connection: &Connection, table: &str) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk";
    let mut statement = connection.prepare(sql)?;
    let names = statement.query_map([table], |row| row.get::<_, String>(0))?;
    names.map(|name| name.map(|name| quoted(&name))).collect()
}

/// A table that is copied out of a damaged file.
struct Copying<'c> {
    source: &'c Connection,
    target: &'c Connection,
    table: String,
    key: Vec<String>,
}

/// How far a stretch of a table could be copied.
struct Copied {
    /// The last row that was, by its number, where rows have numbers.
    last: Option<i64>,
    /// Why it went no further, in words.
    reason: Result<(), String>,
}

impl Copying<'_> {
    /// Copies rows in an order, until one cannot be read.
    fn rows(&self, which: &str, order: &str) -> Copied {
        let mut copied = Copied { last: None, reason: Ok(()) };
        copied.reason = self.copy_rows(which, order, &mut copied.last).map_err(|error| error.to_string());
        copied
    }

    fn copy_rows(&self, which: &str, order: &str, last: &mut Option<i64>) -> rusqlite::Result<()> {
        let table = &self.table;
        let by: Vec<String> = self.key.iter().map(|column| format!("{column} {order}")).collect();
        let mut rows = self.source.prepare(&format!("SELECT * FROM {table} {which} ORDER BY {}", by.join(", ")))?;
        let columns: Vec<String> = rows.column_names().map(quoted).collect();
        let number = match &self.key[..] {
            [only] => columns.iter().position(|column| column == only),
            _ => None,
        };
        let marks = vec!["?"; columns.len()].join(", ");
        let sql = format!("INSERT OR IGNORE INTO {table} ({}) VALUES ({marks})", columns.join(", "));
        let mut insert = self.target.prepare(&sql)?;
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            let values: rusqlite::Result<Vec<Value>> = (0..columns.len()).map(|at| row.get(at)).collect();
            insert.execute(params_from_iter(values?))?;
            *last = number.and_then(|at| row.get(at).ok());
        }
        Ok(())
    }

    /// Copies what can be read of the rows between two numbers, where some cannot: from both ends, and what is left in
    /// halves.
    fn between(&mut self, before: i64, behind: i64) {
        let mut left = vec![(before, behind)];
        let mut tries = TRIES;
        while let Some((before, behind)) = left.pop() {
            if behind.saturating_sub(before) < 2 || tries == 0 {
                continue;
            }
            tries -= 1;
            let middle = before.midpoint(behind);
            let key = &self.key[0];
            for (before, behind) in [(before, middle + 1), (middle, behind)] {
                let which = format!("WHERE {key} > {before} AND {key} < {behind}");
                let up = self.rows(&which, "ASC");
                if up.reason.is_ok() || behind - before <= 2 {
                    continue;
                }
                let down = self.rows(&which, "DESC");
                left.push((up.last.unwrap_or(before), down.last.unwrap_or(behind)));
            }
        }
    }
}

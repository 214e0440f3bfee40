//! What stands in the journal's file besides calls: copied row by row, as far as `SQLite` can still read it.

use std::path::{Path, PathBuf};

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, params_from_iter};

use crate::store::backups;

/// The tables of calls, which are put together anew from their events.
const OF_CALLS: [&str; 3] = ["calls", "events", "drafts"];

/// Copies the rows of all further tables, from the damaged file and, where that is not all, from the newest backup
/// that has the table; returns what could not be read whole, in words.
pub(super) fn copy_others(data_dir: &Path, damaged: &Path, target: &Connection) -> Vec<String> {
    let mut losses = Vec::new();
    // Rows come in the order of the tables, not in that of who names whom.
    let _ = target.pragma_update(None, "foreign_keys", false);
    for table in tables(target, "table").into_iter().filter(|table| !OF_CALLS.contains(&table.as_str())) {
        let Err(reason) = copy(damaged, &table, target) else { continue };
        let backup = newest_with(data_dir, damaged, &table);
        let filled = backup.as_ref().is_some_and(|backup| copy(backup, &table, target).is_ok());
        let rest = if filled { "; the rest is as in the last backup" } else { "; the rest is lost" };
        losses.push(format!("table {table}: {reason}{rest}"));
    }
    // What is derived for searching is derived anew.
    for table in tables(target, "virtual") {
        let name = quoted(&table);
        if let Err(error) = target.execute(&format!("INSERT INTO {name} ({name}) VALUES ('rebuild')"), []) {
            losses.push(format!("table {table}: {error}"));
        }
    }
    losses
}

/// The tables of a kind: `table`, or `virtual`; not those that a virtual one keeps for itself.
pub(in crate::store) fn tables(connection: &Connection, kind: &str) -> Vec<String> {
    let sql = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = ?1 AND name NOT LIKE 'sqlite_%' ORDER BY name";
    let names = connection.prepare(sql).and_then(|mut statement| {
        let names = statement.query_map([kind], |row| row.get::<_, String>(0))?;
        names.collect::<Result<Vec<_>, _>>()
    });
    names.unwrap_or_default()
}

/// A name as it stands in a statement.
pub(in crate::store) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn newest_with(data_dir: &Path, damaged: &Path, table: &str) -> Option<PathBuf> {
    let backups = backups::list(data_dir).unwrap_or_default().into_iter().map(|backup| backup.path);
    backups
        .filter(|path| path != damaged)
        .find(|path| open(path).is_ok_and(|connection| tables(&connection, "table").iter().any(|there| there == table)))
}

fn open(path: &Path) -> rusqlite::Result<Connection> {
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)
}

/// Copies the rows that are not there yet, until one cannot be read.
pub(super) fn copy(from: &Path, table: &str, target: &Connection) -> Result<(), String> {
    let words = |error: rusqlite::Error| error.to_string();
    let source = open(from).map_err(words)?;
    let table = quoted(table);
    let mut rows = source.prepare(&format!("SELECT * FROM {table}")).map_err(words)?;
    let columns: Vec<String> = rows.column_names().map(quoted).collect();
    let marks = vec!["?"; columns.len()].join(", ");
    let sql = format!("INSERT OR IGNORE INTO {table} ({}) VALUES ({marks})", columns.join(", "));
    let mut insert = target.prepare(&sql).map_err(words)?;
    let mut rows = rows.query([]).map_err(words)?;
    while let Some(row) = rows.next().map_err(words)? {
        let values: Result<Vec<Value>, _> = (0..columns.len()).map(|at| row.get(at)).collect();
        insert.execute(params_from_iter(values.map_err(words)?)).map_err(words)?;
    }
    Ok(())
}

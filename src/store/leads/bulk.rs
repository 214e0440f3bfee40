//! Many new leads at once: indices that only lists use are taken away, and built again in one go before the commit.
//!
//! An index of a million rows that is built of sorted rows takes a second; one that grows row by row is written all over
//! and takes ten. All of it happens within the import's transaction: whoever reads meanwhile, and whoever comes after an
//! import that was broken off, finds every index where it was.

use rusqlite::Connection;

/// So many leads are written as ever before it is asked whether they are many beside those that were there; then, for a
/// count of the book takes its time, each time that their number has doubled.
const MANY: usize = 2_048;

/// Whether a lead comes in by such an index: these stay, for every row is looked up in them.
const LOOKED_UP: &str = "('leads_by_company', 'leads_by_email')";

/// How many bytes of new words are gathered before they are written, and how many usually are.
const GATHERED: (i64, i64) = (32 << 20, 1 << 20);

/// Indices that were taken away.
#[derive(Debug)]
pub(super) struct Bulk {
    /// What makes each again.
    indices: Vec<String>,
}

impl Bulk {
    /// Takes the indices away where so many new leads are more than those that were there; else `None`.
    pub(super) fn begin(connection: &Connection, added: usize) -> rusqlite::Result<Option<Self>> {
        if added < MANY || !added.is_power_of_two() {
            return Ok(None);
        }
        let all: i64 = connection.query_row("SELECT count(*) FROM leads", [], |row| row.get(0))?;
        if all as usize > added * 2 {
            return Ok(None);
        }
        let sql = format!(
            "SELECT name, sql FROM sqlite_schema
             WHERE type = 'index' AND tbl_name = 'leads' AND sql IS NOT NULL AND name NOT IN {LOOKED_UP}"
        );
        let mut statement = connection.prepare(&sql)?;
        let found = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
        let found = found.collect::<rusqlite::Result<Vec<_>>>()?;
        for (name, _) in &found {
            connection.execute_batch(&format!("DROP INDEX {name}"))?;
        }
        gather(connection, GATHERED.0)?;
        Ok(Some(Self { indices: found.into_iter().map(|(_, sql)| sql).collect() }))
    }

    /// Builds them again.
    pub(super) fn finish(self, connection: &Connection) -> rusqlite::Result<()> {
        for sql in &self.indices {
            connection.execute_batch(sql)?;
        }
        gather(connection, GATHERED.1)
    }
}

/// Sets how much of the words is gathered before it is written.
fn gather(connection: &Connection, bytes: i64) -> rusqlite::Result<()> {
    let sql = "INSERT INTO lead_words (lead_words, rank) VALUES ('hashsize', ?1)";
    connection.execute(sql, [bytes]).map(|_| ())
}

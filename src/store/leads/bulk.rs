//! Many new leads at once: where the book is small beside them, the indices that only lists use are taken away, and built
//! again in one go before the commit.
//!
//! An index of a million rows that is built of sorted rows takes a second; one that grows row by row is written all over
//! and takes ten. All of it happens within the import's transaction: whoever reads meanwhile, and whoever comes after an
//! import that was broken off, finds every index where it was.

use rusqlite::Connection;

/// So many leads are written as ever before it is asked whether they are many beside those that were there; then, for a
/// count of the book takes its time, each time that their number has doubled.
pub(super) const MANY: usize = 2_048;

/// Whether a lead comes in by such an index: these stay, for every row is looked up in them.
const LOOKED_UP: &str = "('leads_by_company', 'leads_by_email')";

/// What is done otherwise while many leads come in.
#[derive(Debug, Default)]
pub(super) struct Bulk {
    /// What makes each index again that was taken away.
    indices: Vec<String>,
}

impl Bulk {
    /// Is told how many new leads came in. Where they are more than half of those that were there, it takes the indices
    /// away.
    pub(super) fn note(&mut self, connection: &Connection, added: usize) -> rusqlite::Result<()> {
        if added < MANY || !added.is_power_of_two() || !self.indices.is_empty() {
            return Ok(());
        }
        let all: i64 = connection.query_row("SELECT count(*) FROM leads", [], |row| row.get(0))?;
        if all as usize > added * 2 {
            return Ok(());
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
        self.indices = found.into_iter().map(|(_, sql)| sql).collect();
        Ok(())
    }

    /// Builds the indices again, before the commit.
    pub(super) fn finish(self, connection: &Connection) -> rusqlite::Result<()> {
        self.indices.iter().try_for_each(|sql| connection.execute_batch(sql))
    }
}

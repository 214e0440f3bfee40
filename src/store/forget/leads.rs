//! The lead book's part: leads have tables of their own, and sets of words and tags that are told what to forget.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::store::leads::take_out;

/// A lead, as far as it has to be known to be forgotten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TracedLead {
    /// Its number in the book.
    pub id: i64,
    /// The contact; empty if not known.
    pub name: String,
    /// The company; empty if not known.
    pub company: String,
}

/// The lead book's tables that hang on a lead, but for those that are told what to forget.
const TABLES: [&str; 2] = ["lead_changes", "lead_calls"];

/// The leads that are meant; none where there is no lead book (an old backup).
pub(super) fn find(database: &Connection, is_meant: impl Fn(&TracedLead) -> bool) -> rusqlite::Result<Vec<TracedLead>> {
    if !database.table_exists(None, "leads")? {
        return Ok(Vec::new());
    }
    let sql = "SELECT leads.id, leads.name, companies.name FROM leads JOIN companies ON companies.id = leads.company";
    let mut statement = database.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let lead = TracedLead { id: row.get(0)?, name: row.get(1)?, company: row.get(2)? };
        if is_meant(&lead) {
            found.push(lead);
        }
    }
    Ok(found)
}

/// The ids of the calls that were begun from a lead.
pub(super) fn calls_of(database: &Connection, lead: i64) -> rusqlite::Result<Vec<String>> {
    let mut statement = database.prepare_cached("SELECT call_id FROM lead_calls WHERE lead = ?1")?;
    let rows = statement.query_map([lead], |row| row.get(0))?;
    rows.collect()
}

/// The id of a lead's tombstone. Numbers of leads are never given twice.
pub(super) fn tombstone(lead: i64) -> String {
    format!("lead {lead}")
}

/// The lead of a tombstone; `None` for a call's.
pub(super) fn of_tombstone(id: &str) -> Option<i64> {
    id.strip_prefix("lead ")?.parse().ok()
}

/// Takes what a call told out of the histories of leads.
pub(super) fn delete_what_a_call_told(database: &Connection, call: &str) -> rusqlite::Result<()> {
    if database.table_exists(None, "lead_changes")? {
        database.execute("DELETE FROM lead_changes WHERE why = 'call ' || ?1", [call])?;
    }
    Ok(())
}

/// Takes a lead out of a database, and its company where that has no other lead.
pub(super) fn delete(database: &Connection, lead: i64) -> rusqlite::Result<()> {
    if !database.table_exists(None, "leads")? {
        return Ok(());
    }
    let sql = "SELECT company, words, tags FROM leads WHERE id = ?1";
    let found = database
        .query_row(sql, [lead], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?)));
    let Some((company, words, tags)) = found.optional()? else { return Ok(()) };
    // Before format 7, an index of words took a deletion only together with what it was to lose; before 6, that was tags too.
    if database.table_exists(None, "lead_sets")? {
        take_out(database, lead)?;
    } else if database.table_exists(None, "lead_tags")? {
        let sql = "INSERT INTO lead_words (lead_words, rowid, words) VALUES ('delete', ?1, ?2)";
        database.execute(sql, params![lead, words])?;
        database.execute("DELETE FROM lead_tags WHERE lead = ?1", [lead])?;
    } else {
        let sql = "INSERT INTO lead_words (lead_words, rowid, words, tags) VALUES ('delete', ?1, ?2, ?3)";
        database.execute(sql, params![lead, words, tags])?;
    }
    for table in TABLES {
        database.execute(&format!("DELETE FROM {table} WHERE lead = ?1"), [lead])?;
    }
    database.execute("DELETE FROM leads WHERE id = ?1", [lead])?;
    let sql = "DELETE FROM companies WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM leads WHERE company = ?1)";
    database.execute(sql, [company]).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::leads::derive;
    use crate::store::schema::MIGRATIONS;

    #[test]
    fn a_lead_goes_with_its_words_and_tags_from_a_copy_of_any_format() {
        for format in 2..=MIGRATIONS.len() {
            let copy = Connection::open_in_memory().unwrap();
            copy.execute_batch(&MIGRATIONS[..format].concat()).unwrap();
            for (id, name) in [(1, "kim"), (2, "lee")] {
                let (shared, numbers) = if format < 7 { (", territory, industry", ", 0, 0") } else { ("", "") };
                let lead = format!(
                    "INSERT INTO companies (id, name, name_key, domain, platform, industry, territory)
                     VALUES ({id}, '', '', '', '', 0, 0);
                     INSERT INTO leads (id, company, name, name_key, role, email, phone, next_what, tags, extra, words,
                        title, score, fit, interest, ability, rank, type, stage, source, owner{shared})
                     VALUES ({id}, {id}, '', '', '', '', '', '', '|Trial|of {name}|', '', ' {name} sato', '', 0, 0, 0, 0,
                        0, 0, 0, 0, 0{numbers});"
                );
                copy.execute_batch(&lead).unwrap();
                if format < 7 {
                    let both = if format < 6 { "words, tags" } else { "words" };
                    let sql =
                        format!("INSERT INTO lead_words (rowid, {both}) SELECT id, {both} FROM leads WHERE id = {id}");
                    copy.execute(&sql, []).unwrap();
                }
                if format == 6 {
                    copy.execute("INSERT INTO lead_tags VALUES ('trial', ?1), ('of', ?1)", [id]).unwrap();
                }
            }
            if format >= 7 {
                derive(&copy).unwrap();
            }
            delete(&copy, 1).unwrap();
            let left = |sql: &str| {
                let mut statement = copy.prepare(sql).unwrap();
                let rows = statement.query_map([], |row| row.get::<_, i64>(0)).unwrap();
                rows.collect::<rusqlite::Result<Vec<_>>>().unwrap()
            };
            assert_eq!(left("SELECT id FROM leads"), [2], "{format}");
            assert_eq!(left("SELECT id FROM companies"), [2], "{format}");
            match format {
                ..6 => assert_eq!(left("SELECT rowid FROM lead_words WHERE lead_words MATCH 'sato'"), [2], "{format}"),
                6 => assert_eq!(left("SELECT lead FROM lead_tags ORDER BY tag"), [2, 2]),
                _ => {
                    // A list of one place, that of the second lead.
                    assert_eq!(left("SELECT count(*) FROM lead_sets WHERE leads <> x'0200'"), [0]);
                    assert_eq!(left("SELECT count(*) FROM lead_sets WHERE value LIKE '%kim%'"), [0]);
                    assert_eq!(left("SELECT count(*) FROM lead_sets WHERE value IN ('sato', 'trial')"), [2]);
                }
            }
        }
    }
}

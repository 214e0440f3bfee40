//! The lead book on disk.
//!
//! Tables with personal data: `leads`, `lead_sets` (which leads have which words, tags and other values),
//! `lead_changes` (what each field held); `companies` where a company is one
//! person; `lead_calls` tells which call was held with whom. [`LeadBook::delete_lead`] removes a lead from all of them,
//! overwritten on disk. `lead_terms` holds words that leads share (sources, owners,
//! territories) and no prospect's name.

mod block;
mod bulk;
mod calls;
mod find;
mod gather;
mod import;
mod list;
mod numbers;
mod rows;
mod sets;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;
use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};

use crate::leads::{Change, Keys, Lead, LeadId};

use super::{StoreError, schema};

pub use calls::{CallOfLead, PendingCall};
pub use import::{Importer, Known, KnownCompany};
pub use list::Page;
use rows::Terms;
use sets::{Changes, Kind};
pub(in crate::store) use sets::{derive, take_out};

/// The lead book, open for reading and writing.
#[derive(Debug)]
pub struct LeadBook {
    connection: Connection,
    path: PathBuf,
    terms: RefCell<Terms>,
}

/// How many statements are kept ready: an import uses some twenty in turn, a list one for each filter and order.
const STATEMENTS: usize = 64;

/// An entry of a lead's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryEntry {
    /// When, on the clock of the place.
    pub at: DateTime,
    /// What changed.
    pub change: Change,
    /// Who or what changed it.
    pub why: String,
}

impl LeadBook {
    /// Opens the lead book of a data folder; makes it if it is not there.
    ///
    /// # Errors
    ///
    /// As [`Store::open`](super::Store::open).
    pub fn open(data_dir: &Path) -> Result<Self, StoreError> {
        let (connection, path) = schema::open(data_dir)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        // Room for an index of a million leads, which a list by company walks.
        let failed = |error: rusqlite::Error| StoreError::from_sqlite(&path, &error);
        connection.pragma_update(None, "cache_size", -40_000).map_err(failed)?;
        Ok(Self { connection, path, terms: RefCell::default() })
    }

    /// How many leads there are.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn size(&self) -> Result<usize, StoreError> {
        let all = sets::read(&self.connection, Kind::Lead, ("", ""));
        all.map(|all| all.count()).map_err(|error| self.failed(&error))
    }

    /// Whether there is any lead.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn has_leads(&self) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM leads)";
        self.connection.query_row(sql, [], |row| row.get(0)).map_err(|error| self.failed(&error))
    }

    /// A lead; `None` where there is none of this number.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn lead(&self, id: LeadId) -> Result<Option<Lead>, StoreError> {
        rows::read(&self.connection, &self.terms, id).map_err(|error| self.failed(&error))
    }

    /// Writes a lead back with the changes that were made to it, all or nothing. What is known of the company is known
    /// of all its leads.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub fn save(
        &mut self,
        id: LeadId,
        (lead, keys): (&Lead, &Keys),
        changes: &[Change],
        (at, why): (DateTime, &str),
    ) -> Result<(), StoreError> {
        let importer = self.importer(at, why)?;
        importer.save(id, (lead, keys), changes)?;
        importer.commit()
    }

    /// Begins to write many leads, all or nothing.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub fn importer(&mut self, at: DateTime, why: &str) -> Result<Importer<'_>, StoreError> {
        let path = self.path.clone();
        let begun = self.connection.transaction_with_behavior(TransactionBehavior::Immediate);
        let transaction = begun.map_err(|error| StoreError::from_sqlite(&path, &error))?;
        Ok(Importer::new(transaction, path, &self.terms, (at, why.to_owned())))
    }

    /// What happened to a lead, oldest first.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn history(&self, id: LeadId) -> Result<Vec<HistoryEntry>, StoreError> {
        let read = || {
            let sql = "SELECT at, field, before, after, why FROM lead_changes WHERE lead = ?1 ORDER BY seq";
            let mut statement = self.connection.prepare_cached(sql)?;
            let entries = statement.query_map([id.0], |row| {
                let change = Change { field: row.get(1)?, before: row.get(2)?, after: row.get(3)? };
                Ok(HistoryEntry { at: rows::parsed(row, 0)?, change, why: row.get(4)? })
            })?;
            entries.collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(|error| self.failed(&error))
    }

    /// The numbers of all leads of the company of this one, itself included.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn colleagues(&self, id: LeadId) -> Result<Vec<LeadId>, StoreError> {
        let read = || {
            let sql =
                "SELECT id FROM leads WHERE company = (SELECT company FROM leads WHERE id = ?1) ORDER BY id LIMIT 200";
            let mut statement = self.connection.prepare_cached(sql)?;
            let ids = statement.query_map([id.0], |row| row.get(0).map(LeadId))?;
            ids.collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(|error| self.failed(&error))
    }

    /// A lead of the company of this name (as it is [compared](Keys::company)), and of this contact if there is one.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn of_company(&self, company: &str, person: &str) -> Result<Option<LeadId>, StoreError> {
        rows::of_company(&self.connection, company, person).map_err(|error| self.failed(&error))
    }

    /// Removes a lead and all that was kept of it, its company too where that has no other lead; whether there was one.
    /// The calls held with it are for the caller to remove: they are named by [`LeadBook::calls_of`].
    ///
    /// # Errors
    ///
    /// Where the file cannot be written; then nothing was removed.
    pub fn delete_lead(&mut self, id: LeadId) -> Result<bool, StoreError> {
        let path = self.path.clone();
        let mut remove = || {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let sql = "SELECT company FROM leads WHERE id = ?1";
            let found = transaction.query_row(sql, [id.0], |row| row.get::<_, i64>(0));
            let Some(company) = found.optional()? else { return Ok(false) };
            take_out(&transaction, id.0)?;
            transaction.execute("DELETE FROM lead_changes WHERE lead = ?1", [id.0])?;
            transaction.execute("DELETE FROM lead_calls WHERE lead = ?1", [id.0])?;
            transaction.execute("DELETE FROM leads WHERE id = ?1", [id.0])?;
            let sql = "DELETE FROM companies WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM leads WHERE company = ?1)";
            transaction.execute(sql, [company])?;
            transaction.commit()?;
            // What was written before stands in the log until it is taken into the file.
            self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            Ok(true)
        };
        remove().map_err(|error| StoreError::from_sqlite(&path, &error))
    }

    /// What is kept for the book as a whole under a name.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn note(&self, name: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT value FROM lead_book WHERE name = ?1";
        let found = self.connection.query_row(sql, [name], |row| row.get(0)).optional();
        found.map_err(|error| self.failed(&error))
    }

    /// Gives every lead for which `which` is true to `change`, and writes back those whose standing it changed; returns
    /// how many. Leads are read one after the other, so that a book of any size fits.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written; then nothing was changed.
    pub fn restand(
        &mut self,
        which: Restand<'_>,
        note: (&str, &str),
        change: impl Fn(&mut Lead),
    ) -> Result<usize, StoreError> {
        let path = self.path.clone();
        let mut write = || {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let (mut changed, mut sets) = (0, Changes::default());
            for id in which.leads(&transaction)? {
                let Some(mut lead) = rows::read(&transaction, &self.terms, id)? else { continue };
                let before = lead.standing;
                change(&mut lead);
                if lead.standing != before {
                    rows::write_standing(&transaction, id.0, &lead)?;
                    sets.restand(id, before, lead.standing);
                    sets.flush_if_many(&transaction)?;
                    changed += 1;
                }
            }
            sets.flush(&transaction)?;
            let sql = "INSERT OR REPLACE INTO lead_book (name, value) VALUES (?1, ?2)";
            transaction.execute(sql, params![note.0, note.1])?;
            transaction.commit()?;
            Ok(changed)
        };
        write().map_err(|error| StoreError::from_sqlite(&path, &error))
    }

    fn failed(&self, error: &rusqlite::Error) -> StoreError {
        StoreError::from_sqlite(&self.path, error)
    }
}

/// Which leads are to be looked at anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Restand<'d> {
    /// Every one: the points have changed.
    All,
    /// Those whose rank may be another one on another day: days have gone by.
    Dated {
        /// The earlier of the two days, as it is kept; empty for any.
        after: &'d str,
        /// The later one.
        until: &'d str,
    },
}

impl Restand<'_> {
    fn leads(self, connection: &Connection) -> rusqlite::Result<BTreeSet<LeadId>> {
        let Self::Dated { after, until } = self else {
            return Ok(sets::read(connection, Kind::Lead, ("", ""))?.all().collect());
        };
        // What is after a day is after the day with one letter more, too.
        let due = sets::read(connection, Kind::Due, (&format!("{after}\u{1}"), until))?;
        let mut statement = connection.prepare_cached("SELECT id FROM leads WHERE starts_on > ?1")?;
        let starting = statement.query_map([after], |row| row.get(0).map(LeadId))?;
        starting.chain(due.all().map(Ok)).collect()
    }
}

#[cfg(test)]
mod tests;

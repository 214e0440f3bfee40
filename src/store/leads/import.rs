//! Writing many leads in one transaction.

use std::cell::{Cell, RefCell};
use std::path::PathBuf;

use jiff::civil::{Date, DateTime};
use rusqlite::{Connection, Transaction, params};

use crate::leads::{Change, Company, Keys, Lead, LeadId};

use super::bulk::{Bulk, MANY};
use super::gather::Gatherer;
use super::rows::{self, Terms};
use super::sets::{Changes, Facets, GATHERED};
use crate::store::StoreError;

/// Writes many leads, all or nothing: what is not [committed](Importer::commit) was never there.
#[derive(Debug)]
pub struct Importer<'b> {
    transaction: Transaction<'b>,
    path: PathBuf,
    terms: &'b RefCell<Terms>,
    /// When, as it is kept.
    at: String,
    why: String,
    added: Cell<usize>,
    bulk: RefCell<Bulk>,
    /// The sets of many new leads; their further changes are written after them.
    gatherer: RefCell<Option<Gatherer>>,
    sets: RefCell<Changes>,
    is_done: bool,
}

/// What the book knows of a lead that comes in.
#[derive(Debug, Clone, PartialEq)]
pub enum Known {
    /// The lead is there.
    Lead(LeadId, Box<Lead>),
    /// The lead is not there, and its company is.
    Company(KnownCompany),
    /// Neither.
    Nothing,
}

/// A company of the book.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownCompany {
    id: i64,
    /// What is known of it.
    pub company: Company,
    /// The lead that comes in tells something new of it.
    pub is_told_more: bool,
}

impl<'b> Importer<'b> {
    pub(super) fn new(
        transaction: Transaction<'b>,
        path: PathBuf,
        terms: &'b RefCell<Terms>,
        (at, why): (DateTime, String),
    ) -> Self {
        // Indices are written all over the file; with room for the pages in use, none is written twice.
        let _ = transaction.pragma_update(None, "cache_size", -64_000);
        Self {
            transaction,
            path,
            terms,
            at: at.to_string(),
            why,
            added: Cell::new(0),
            bulk: RefCell::default(),
            gatherer: RefCell::default(),
            sets: RefCell::default(),
            is_done: false,
        }
    }

    /// What the book knows of a lead: the lead itself, or its company alone.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn find(&self, lead: &Lead, keys: &Keys) -> Result<Known, StoreError> {
        self.told(|connection, terms| match rows::find(connection, lead, keys)? {
            rows::Found::Lead(id) => {
                Ok(rows::read(connection, terms, id)?.map_or(Known::Nothing, |lead| Known::Lead(id, Box::new(lead))))
            }
            rows::Found::Company(id) => {
                let company = rows::read_company(connection, terms, id)?;
                Ok(Known::Company(KnownCompany { id, company, is_told_more: false }))
            }
            rows::Found::Nothing => Ok(Known::Nothing),
        })
    }

    /// Takes a new lead in, of a company that is there already or of a new one; its number.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub fn add(
        &self,
        lead: &Lead,
        keys: &Keys,
        arrival: &Change,
        company: Option<&KnownCompany>,
    ) -> Result<LeadId, StoreError> {
        self.told(|connection, terms| {
            self.added.set(self.added.get() + 1);
            self.bulk.borrow_mut().note(connection, self.added.get())?;
            let company = match company {
                Some(company) if !company.is_told_more => company.id,
                known => self.write_company(connection, known.map(|company| company.id), (lead, keys))?,
            };
            let id = rows::write_lead(connection, terms, (None, company), (lead, keys))?;
            self.note(connection, id, 1, arrival)?;
            self.gather(connection, LeadId(id), Facets::of(lead, (&keys.words, &keys.title)))?;
            Ok(LeadId(id))
        })
    }

    /// Writes a lead back with its changes.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub fn save(&self, id: LeadId, (lead, keys): (&Lead, &Keys), changes: &[Change]) -> Result<(), StoreError> {
        self.told(|connection, terms| {
            let mut statement = connection.prepare_cached("SELECT company, words, title FROM leads WHERE id = ?1")?;
            let (company, words, title): (i64, String, String) =
                statement.query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            self.write_company(connection, Some(company), (lead, keys))?;
            if let Some(before) = rows::read(connection, terms, id)? {
                let after = Lead { company: before.company.clone(), ..lead.clone() };
                let before = Facets::of(&before, (&words, &title));
                self.sets.borrow_mut().replace(id, before, Facets::of(&after, (&keys.words, &keys.title)));
            }
            rows::write_lead(connection, terms, (Some(id), company), (lead, keys))?;
            let sql = "SELECT coalesce(max(seq), 0) FROM lead_changes WHERE lead = ?1";
            let last: i64 = connection.prepare_cached(sql)?.query_row([id.0], |row| row.get(0))?;
            for (seq, change) in (last + 1..).zip(changes) {
                self.note(connection, id.0, seq, change)?;
            }
            let are_many = self.sets.borrow().are_many();
            if are_many { self.flush(connection) } else { Ok(()) }
        })
    }

    /// Notes how far a call has been taken into the record of its lead.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub fn note_call(&self, call: crate::store::CallId, lead: LeadId, seen: u32) -> Result<(), StoreError> {
        self.told(|connection, _| {
            let sql = "INSERT OR REPLACE INTO lead_calls (call_id, lead, seen) VALUES (?1, ?2, ?3)";
            connection.prepare_cached(sql)?.execute(params![call.to_string(), lead.0, seen]).map(|_| ())
        })
    }

    /// Notes by which points the leads were scored, and for which day they are ranked.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub fn note_standing(&self, points: &str, ranked_on: Date) -> Result<(), StoreError> {
        self.told(|connection, _| {
            let sql = "INSERT OR REPLACE INTO lead_book (name, value) VALUES ('points', ?1), ('ranked_on', ?2)";
            connection.execute(sql, [points, &ranked_on.to_string()]).map(|_| ())
        })
    }

    /// Keeps all that was written.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written; then nothing was changed.
    pub fn commit(mut self) -> Result<(), StoreError> {
        let bulk = self.bulk.take();
        self.told(|connection, _| {
            self.flush(connection)?;
            bulk.finish(connection)
        })?;
        self.is_done = true;
        let (path, terms) = (self.path.clone(), self.terms);
        // The transaction is taken out, for a commit takes it away.
        let committed = self.transaction.execute_batch("COMMIT");
        committed.map_err(|error| {
            rows::forget_terms(terms);
            StoreError::from_sqlite(&path, &error)
        })
    }

    /// Gathers the sets that a new lead is in.
    fn gather(&self, connection: &Connection, id: LeadId, facets: Facets<'_>) -> rusqlite::Result<()> {
        let mut gatherer = self.gatherer.borrow_mut();
        if gatherer.is_none() && self.added.get() >= MANY {
            *gatherer = Gatherer::begin();
        }
        let Some(many) = gatherer.as_mut() else {
            let mut sets = self.sets.borrow_mut();
            sets.add(id, facets);
            return sets.flush_if_many(connection);
        };
        many.add(id, facets);
        let is_full = many.count() >= GATHERED;
        drop(gatherer);
        if is_full { self.flush(connection) } else { Ok(()) }
    }

    /// Writes all sets that were gathered.
    fn flush(&self, connection: &Connection) -> rusqlite::Result<()> {
        if let Some(gatherer) = self.gatherer.take() {
            gatherer.finish().flush(connection)?;
        }
        self.sets.borrow_mut().flush(connection)
    }

    /// Writes a company, and lets all its leads be found by what is known of it now.
    fn write_company(
        &self,
        connection: &Connection,
        known: Option<i64>,
        (lead, keys): (&Lead, &Keys),
    ) -> rusqlite::Result<i64> {
        let terms = self.terms;
        let Some(id) = known else { return rows::write_company(connection, terms, None, (lead, keys)) };
        let before = rows::read_company(connection, terms, id)?;
        rows::write_company(connection, terms, known, (lead, keys))?;
        if (&before.territory, &before.industry) == (&lead.company.territory, &lead.company.industry) {
            return Ok(id);
        }
        let of_company = |company: &Company| Lead { company: company.clone(), ..Lead::default() };
        let (before, after) = (of_company(&before), of_company(&lead.company));
        let mut statement = connection.prepare_cached("SELECT id FROM leads WHERE company = ?1")?;
        let leads = statement.query_map([id], |row| row.get(0).map(LeadId))?;
        for lead in leads {
            let (before, after) = (Facets::of(&before, ("", "")), Facets::of(&after, ("", "")));
            self.sets.borrow_mut().replace(lead?, before, after);
        }
        Ok(id)
    }

    fn note(&self, connection: &Connection, id: i64, seq: i64, change: &Change) -> rusqlite::Result<()> {
        let sql =
            "INSERT INTO lead_changes (lead, seq, at, field, before, after, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let Change { field, before, after } = change;
        let values = params![id, seq, self.at, field, before, after, self.why];
        connection.prepare_cached(sql)?.execute(values).map(|_| ())
    }

    fn told<T>(&self, work: impl FnOnce(&Connection, &RefCell<Terms>) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        work(&self.transaction, self.terms).map_err(|error| StoreError::from_sqlite(&self.path, &error))
    }
}

impl Drop for Importer<'_> {
    fn drop(&mut self) {
        if !self.is_done {
            rows::forget_terms(self.terms);
        }
    }
}

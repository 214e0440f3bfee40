//! The list of leads, page by page.

use crate::leads::{Filter, Lead, LeadId, Sort};

use super::find::{Found, Limits, Query};
use super::rows;
use super::{LeadBook, StoreError};

/// So many leads at most are counted: more are "more than" so many.
const COUNTED: usize = 10_000;

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// The leads, in order.
    pub leads: Vec<(LeadId, Lead)>,
    /// There are more.
    pub has_more: bool,
    /// How many leads meet the filter, as far as they were counted.
    pub found: usize,
    /// There are more than were counted.
    pub found_more: bool,
}

impl LeadBook {
    /// A page of the list, `skip` leads from its top.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn page(&self, filter: &Filter, sort: Sort, (skip, most): (usize, usize)) -> Result<Page, StoreError> {
        let end = skip.saturating_add(most);
        let counted = COUNTED.max(end);
        let found = self.found(filter, sort, (end.saturating_add(1), counted.saturating_add(1)), Limits::default())?;
        let shown = found.ids.get(skip..end.min(found.ids.len())).unwrap_or_default();
        let more = found.ids.len() > counted || !found.are_all;
        Ok(Page {
            leads: self.leads(shown)?,
            has_more: found.ids.len() > end,
            found: found.ids.len().min(counted) - usize::from(!found.are_all && found.ids.len() <= counted),
            found_more: more,
        })
    }

    /// The numbers of the leads that meet a filter, in order, so many at most.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn ids(&self, filter: &Filter, sort: Sort, most: usize) -> Result<Vec<LeadId>, StoreError> {
        self.found(filter, sort, (most, most), Limits::default()).map(|found| found.ids)
    }

    /// The leads that meet a filter, in order: so many as are wanted at least, if there are, and so many at most.
    pub(super) fn found(
        &self,
        filter: &Filter,
        sort: Sort,
        (wanted, most): (usize, usize),
        limits: Limits,
    ) -> Result<Found, StoreError> {
        let read = || match Query::new(&self.connection, filter)? {
            Some(query) => query.found(&self.connection, sort, (wanted, most), limits),
            None => Ok(Found { ids: Vec::new(), are_all: true }),
        };
        read().map_err(|error| self.failed(&error))
    }

    /// Leads by their numbers; those that are gone are left out.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn leads(&self, ids: &[LeadId]) -> Result<Vec<(LeadId, Lead)>, StoreError> {
        let mut leads = Vec::with_capacity(ids.len());
        for id in ids {
            let lead = rows::read(&self.connection, &self.terms, *id).map_err(|error| self.failed(&error))?;
            leads.extend(lead.map(|lead| (*id, lead)));
        }
        Ok(leads)
    }
}

//! The list of leads, page by page.

use crate::leads::{Filter, Lead, LeadId, Sort};

use super::find::{self, FEW, Found};
use super::rows;
use super::{LeadBook, StoreError};

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// The leads, in order.
    pub leads: Vec<(LeadId, Lead)>,
    /// There are more.
    pub has_more: bool,
    /// How many leads meet the filter.
    pub found: usize,
}

impl LeadBook {
    /// A page of the list, `skip` leads from its top.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn page(&self, filter: &Filter, sort: Sort, (skip, most): (usize, usize)) -> Result<Page, StoreError> {
        let found = self.found(filter, sort, (skip, most), FEW)?;
        let has_more = found.count > skip.saturating_add(most);
        Ok(Page { leads: self.leads(&found.ids)?, has_more, found: found.count })
    }

    /// The numbers of the leads that meet a filter, in order, so many at most.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn ids(&self, filter: &Filter, sort: Sort, most: usize) -> Result<Vec<LeadId>, StoreError> {
        self.found(filter, sort, (0, most), FEW).map(|found| found.ids)
    }

    /// The leads that meet a filter, in order, so many at most behind so many others; if there are no more than `few`, they
    /// are read themselves.
    pub(super) fn found(
        &self,
        filter: &Filter,
        sort: Sort,
        (skip, most): (usize, usize),
        few: usize,
    ) -> Result<Found, StoreError> {
        find::found(&self.connection, filter, sort, (skip, most), few).map_err(|error| self.failed(&error))
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

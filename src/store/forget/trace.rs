//! Who is meant, and what there is of them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::leads::{self, TracedLead};
use super::scrub;
use crate::call::{Contact, Event, What, same_company, same_person};
use crate::store::{CallId, CallSummary, Store, StoreError, folder};

/// As much of a call's id as its reports carry in their names: it tells the millisecond.
const ID_IN_FILE_NAMES: usize = 13;

/// All that there is of somebody, before it goes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Traces {
    /// The calls, newest first.
    pub calls: Vec<CallSummary>,
    /// The leads of the book.
    pub leads: Vec<TracedLead>,
    /// The reports written of them, and files beside those that name them.
    pub reports: Vec<PathBuf>,
    /// Copies of the journal, which are rewritten without them.
    pub backups: Vec<PathBuf>,
    /// Calls with others in which one of the names stands too: they stay.
    pub mentions: Vec<CallSummary>,
}

impl Store {
    /// All that there is of somebody: of a company, of a contact (all calls in which they took part, and those of the same
    /// company in which they are named), of a lead by its number, or of one call by its id. `company` says which company's
    /// contact is meant.
    ///
    /// # Errors
    ///
    /// [`StoreError::UnknownLead`] and [`StoreError::AmbiguousLead`], or where the journal cannot be read.
    pub fn traces(&self, who: &str, company: Option<&str>, reports: &Path) -> Result<Traces, StoreError> {
        let who = who.trim();
        if let Ok(id) = who.parse::<CallId>() {
            let calls = self.calls()?.into_iter().filter(|call| call.id == id).collect();
            return self.known(who, calls, Vec::new(), reports);
        }
        if let Some(traces) = who.parse().ok().map(|lead| self.of_lead(lead, reports)).transpose()?.flatten() {
            return Ok(traces);
        }
        let is_at = |of: &str| company.is_none_or(|company| same_company(of, company));
        let calls: Vec<CallSummary> = self.calls()?.into_iter().filter(|call| is_at(&call.company)).collect();
        let leads = self.leads(|lead| is_at(&lead.company))?;
        let of_company: Vec<CallSummary> =
            calls.iter().filter(|call| same_company(&call.company, who)).cloned().collect();
        let leads_of_company: Vec<TracedLead> =
            leads.iter().filter(|lead| same_company(&lead.company, who)).cloned().collect();
        if !of_company.is_empty() || !leads_of_company.is_empty() {
            return self.known(who, of_company, leads_of_company, reports);
        }
        match self.of_contact(who, &calls, &leads, reports)? {
            Some(traces) => Ok(traces),
            None => match self.find(who) {
                Ok(id) => self.traces(&id.to_string(), None, reports),
                Err(StoreError::UnknownCall { .. }) => Err(StoreError::UnknownLead { name: who.to_owned() }),
                Err(error) => Err(error),
            },
        }
    }

    /// All that there is of a contact: by the whole name, else by a part of it; `None` where nobody is called so.
    fn of_contact(
        &self,
        who: &str,
        calls: &[CallSummary],
        leads: &[TracedLead],
        reports: &Path,
    ) -> Result<Option<Traces>, StoreError> {
        let mut met: Vec<Met> = Vec::new();
        for call in calls {
            let names = self.people(call).into_iter();
            met.extend(names.map(|name| Met { name, company: call.company.clone(), call: Some(call.clone()) }));
        }
        let booked = leads.iter().filter(|lead| !lead.name.trim().is_empty());
        met.extend(booked.map(|lead| Met { name: lead.name.clone(), company: lead.company.clone(), call: None }));
        let mut found: Vec<&Met> = met.iter().filter(|one| same_company(&one.name, who)).collect();
        if found.is_empty() {
            found = met.iter().filter(|one| same_person(&one.name, who)).collect();
        }
        let Some(first) = found.first() else { return Ok(None) };
        if !found.iter().all(|other| first.is(&other.name, &other.company)) {
            return Err(ambiguous(who, &found));
        }
        let taken: BTreeSet<CallId> = found.iter().filter_map(|one| Some(one.call.as_ref()?.id)).collect();
        let goes = |call: &&CallSummary| {
            let is_named =
                || same_company(&call.company, &first.company) && self.names_any(call, &[first.name.as_str()]);
            taken.contains(&call.id) || is_named()
        };
        let calls = calls.iter().filter(goes).cloned().collect();
        let leads = leads.iter().filter(|lead| first.is(&lead.name, &lead.company)).cloned().collect();
        self.traces_of((calls, leads), vec![first.name.clone()], reports).map(Some)
    }

    /// All that there is of a lead of the book; `None` where there is none of this number.
    fn of_lead(&self, lead: i64, reports: &Path) -> Result<Option<Traces>, StoreError> {
        let found = self.leads(|one| one.id == lead)?;
        let Some(one) = found.first() else { return Ok(None) };
        let linked = leads::calls_of(self.connection(), lead);
        let linked = linked.map_err(|error| StoreError::from_sqlite(self.path(), &error))?;
        let is_with = |call: &CallSummary| {
            linked.contains(&call.id.to_string())
                || same_company(&call.company, &one.company) && same_company(&call.contact, &one.name)
        };
        let calls = self.calls()?.into_iter().filter(is_with).collect();
        let names = vec![one.name.clone()];
        self.traces_of((calls, found), names, reports).map(Some)
    }

    fn leads(&self, is_meant: impl Fn(&TracedLead) -> bool) -> Result<Vec<TracedLead>, StoreError> {
        leads::find(self.connection(), is_meant).map_err(|error| StoreError::from_sqlite(self.path(), &error))
    }

    fn known(
        &self,
        who: &str,
        calls: Vec<CallSummary>,
        leads: Vec<TracedLead>,
        reports: &Path,
    ) -> Result<Traces, StoreError> {
        if calls.is_empty() && leads.is_empty() {
            return Err(StoreError::UnknownLead { name: who.to_owned() });
        }
        let of_calls = calls.iter().flat_map(|call| [&call.company, &call.contact]);
        let names = of_calls.chain(leads.iter().flat_map(|lead| [&lead.company, &lead.name])).cloned().collect();
        self.traces_of((calls, leads), names, reports)
    }

    /// All that there is of some calls. What mentions one of the names is told; a report that does, and belongs to no
    /// call that stays, goes too.
    pub(super) fn traces_of(
        &self,
        (calls, leads): (Vec<CallSummary>, Vec<TracedLead>),
        mut names: Vec<String>,
        reports: &Path,
    ) -> Result<Traces, StoreError> {
        names.retain(|name| !name.trim().is_empty());
        names.sort_unstable();
        names.dedup();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let (gone, staying): (Vec<CallSummary>, Vec<CallSummary>) =
            self.calls()?.into_iter().partition(|call| calls.iter().any(|one| one.id == call.id));
        let in_name = |path: &Path, of: &[CallSummary]| {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            of.iter().any(|call| name.contains(&call.id.to_string()[..ID_IN_FILE_NAMES]))
        };
        let goes =
            |path: &PathBuf| in_name(path, &gone) || (!in_name(path, &staying) && folder::names_any(path, &names));
        let reports = folder::files_below(reports, true).into_iter().filter(goes).collect();
        let mentions = staying.into_iter().filter(|call| self.names_any(call, &names)).collect();
        Ok(Traces { calls, leads, reports, backups: scrub::copies(self.data_dir(), self.path()), mentions })
    }

    /// Everybody who ever took part in a call. Of a journal that cannot be read, who stands in the list.
    fn people(&self, call: &CallSummary) -> Vec<String> {
        let mut people = vec![call.contact.clone()];
        for event in self.journal(call.id).unwrap_or_default() {
            people.extend(contact(&event).map(|contact| contact.name.clone()));
        }
        people.retain(|name| !name.trim().is_empty());
        people.dedup();
        people
    }

    /// Whether a call speaks of somebody by one of these names, in whatever letter case.
    fn names_any(&self, call: &CallSummary, names: &[&str]) -> bool {
        let sql = "SELECT body FROM events WHERE call_id = ?1 UNION ALL SELECT text FROM drafts WHERE call_id = ?1";
        let found = self.connection.prepare_cached(sql).and_then(|mut statement| {
            let bodies = statement.query_map([call.id.to_string()], |row| row.get::<_, String>(0))?;
            bodies.collect::<Result<Vec<String>, _>>()
        });
        found.unwrap_or_default().iter().any(|body| folder::text_names_any(body, names))
    }
}

/// Who somebody is said to be in an event.
const fn contact(event: &Event) -> Option<&Contact> {
    match &event.what {
        What::Started(started) => Some(&started.contact),
        What::PersonAdded { contact, .. } | What::PersonChanged { contact, .. } => Some(contact),
        _ => None,
    }
}

/// Somebody, where they were met: in a call, or in the lead book.
struct Met {
    name: String,
    company: String,
    call: Option<CallSummary>,
}

impl Met {
    /// Whether a person of this name at this company is the same one.
    fn is(&self, name: &str, company: &str) -> bool {
        same_company(&self.name, name) && (self.company == company || same_company(&self.company, company))
    }
}

fn ambiguous(who: &str, found: &[&Met]) -> StoreError {
    let told = |met: &&Met| match (met.company.trim(), &met.call) {
        ("", Some(call)) => format!("{} (call {})", met.name, call.short_id),
        (company, _) => format!("{} at {company} (--company)", met.name),
    };
    let mut candidates: Vec<String> = found.iter().map(told).collect();
    candidates.sort_unstable();
    candidates.dedup();
    StoreError::AmbiguousLead { name: who.to_owned(), candidates }
}

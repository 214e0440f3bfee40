//! Who is meant, and what there is of them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

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
    /// The reports written of them, and files beside those that name them.
    pub reports: Vec<PathBuf>,
    /// Copies of the journal, which are rewritten without them.
    pub backups: Vec<PathBuf>,
    /// Calls with others in which one of the names stands too: they stay.
    pub mentions: Vec<CallSummary>,
}

impl Store {
    /// All that there is of a lead: of a company, of a contact (all calls in which they took part, and those of the same
    /// company in which they are named), or of one call by its id. `company` says which company's contact is meant.
    ///
    /// # Errors
    ///
    /// [`StoreError::UnknownLead`] and [`StoreError::AmbiguousLead`], or where the journal cannot be read.
    pub fn traces(&self, who: &str, company: Option<&str>, reports: &Path) -> Result<Traces, StoreError> {
        let all = self.calls()?;
        let is_at = |call: &CallSummary| company.is_none_or(|company| same_company(&call.company, company));
        if let Ok(id) = who.trim().parse::<CallId>() {
            let found = all.into_iter().filter(|call| call.id == id).collect();
            return self.known(who, found, reports);
        }
        let of_company: Vec<CallSummary> =
            all.iter().filter(|call| same_company(&call.company, who) && is_at(call)).cloned().collect();
        if !of_company.is_empty() {
            return self.known(who, of_company, reports);
        }
        let met: Vec<(CallSummary, Vec<String>)> =
            all.into_iter().filter(is_at).map(|call| (call.clone(), self.people(&call))).collect();
        let matching = |is_meant: &dyn Fn(&str) -> bool| -> Vec<(CallSummary, String)> {
            let name_in = |(call, people): &(CallSummary, Vec<String>)| {
                people.iter().find(|name| is_meant(name)).map(|name| (call.clone(), name.clone()))
            };
            met.iter().filter_map(name_in).collect()
        };
        let mut found = matching(&|name| same_company(name, who));
        if found.is_empty() {
            found = matching(&|name| same_person(name, who));
        }
        let [(first, name), ..] = found.as_slice() else {
            return match self.find(who) {
                Ok(id) => self.traces(&id.to_string(), None, reports),
                Err(StoreError::UnknownCall { .. }) => Err(StoreError::UnknownLead { name: who.to_owned() }),
                Err(error) => Err(error),
            };
        };
        let is_one = |(call, other): &(CallSummary, String)| {
            same_company(name, other) && (call.company == first.company || same_company(&call.company, &first.company))
        };
        if !found.iter().all(is_one) {
            return Err(ambiguous(who, &found));
        }
        let (of_company, name) = (first.company.clone(), name.clone());
        let taken: BTreeSet<CallId> = found.iter().map(|(call, _)| call.id).collect();
        let goes = |(call, _): (CallSummary, Vec<String>)| {
            let is_named = || same_company(&call.company, &of_company) && self.names_any(&call, &[name.as_str()]);
            (taken.contains(&call.id) || is_named()).then_some(call)
        };
        let calls = met.into_iter().filter_map(goes).collect();
        self.traces_of(calls, vec![name], reports)
    }

    fn known(&self, who: &str, calls: Vec<CallSummary>, reports: &Path) -> Result<Traces, StoreError> {
        if calls.is_empty() {
            return Err(StoreError::UnknownLead { name: who.to_owned() });
        }
        let names = calls.iter().flat_map(|call| [call.company.clone(), call.contact.clone()]).collect();
        self.traces_of(calls, names, reports)
    }

    /// All that there is of some calls. What mentions one of the names is told; a report that does, and belongs to no
    /// call that stays, goes too.
    pub(super) fn traces_of(
        &self,
        calls: Vec<CallSummary>,
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
        Ok(Traces { calls, reports, backups: scrub::copies(self.data_dir(), self.path()), mentions })
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

fn ambiguous(who: &str, found: &[(CallSummary, String)]) -> StoreError {
    let mut candidates: Vec<String> = found
        .iter()
        .map(|(call, name)| match call.company.trim() {
            "" => format!("{name} (call {})", call.short_id),
            company => format!("{name} at {company} (--company)"),
        })
        .collect();
    candidates.sort_unstable();
    candidates.dedup();
    StoreError::AmbiguousLead { name: who.to_owned(), candidates }
}

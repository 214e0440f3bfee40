//! The lead book for the screen.

use std::path::Path;

use jiff::civil::DateTime;

use super::show::{Known, parts, remarks};
use super::team::Team;
use crate::leads::{CallNotes, Filter, Lead, LeadId, LeadType, Sort, SortKey};
use crate::qualify::Icp;
use crate::report::printable;
use crate::store::{CallId, CallOfLead, LeadBook};
use crate::tui::{LeadQuery, LeadRow, LeadSheet, LeadsListed};

/// The book and the team's content, read once.
pub(in crate::cli) struct Screened {
    book: LeadBook,
    team: Team,
    total: usize,
}

impl Screened {
    /// Opens the book.
    pub(in crate::cli) fn open(data_dir: &Path, icp: &Icp) -> Result<Self, String> {
        let team = Team::load(data_dir, icp).map_err(|problems| match problems.list.first() {
            Some(first) => format!("{first}; the lead book cannot be shown before that is mended"),
            None => "the lead book's settings cannot be read".to_owned(),
        })?;
        let book = LeadBook::open(data_dir).map_err(|error| error.to_string())?;
        let total = book.size().map_err(|error| error.to_string())?;
        Ok(Self { book, team, total })
    }

    /// Leads of the book. `notes` reads a call.
    pub(in crate::cli) fn listed(
        &mut self,
        query: &LeadQuery,
        now: DateTime,
        notes: impl FnMut(CallId) -> Option<CallNotes>,
    ) -> Result<LeadsListed, String> {
        self.team.bring_up_to_date(&mut self.book, now, notes).map_err(|error| error.to_string())?;
        let pipeline = &self.team.pipeline;
        let mut listed = LeadsListed {
            total: self.total,
            stages: pipeline.stages().iter().map(|stage| (stage.id.clone(), stage.title.clone())).collect(),
            kinds: LeadType::ALL.map(|kind| (kind.id().to_owned(), kind.title().to_owned())).to_vec(),
            sorts: SortKey::ALL.map(|key| key.id().to_owned()).to_vec(),
            ..LeadsListed::default()
        };
        let shared = [("stage", &query.stage), ("type", &query.kind)];
        let chosen: Vec<String> =
            shared.into_iter().filter_map(|(name, id)| Some(format!("{name}={}", id.as_ref()?))).collect();
        let texts = chosen.iter().map(String::as_str).chain(query.words.split(','));
        let filter = match Filter::parse(texts, pipeline) {
            Ok(filter) => filter,
            Err(why) => {
                listed.problem = Some(why);
                return Ok(listed);
            }
        };
        let (reversed, name) = query.sort.strip_prefix('-').map_or((false, query.sort.as_str()), |name| (true, name));
        let sort = Sort { key: SortKey::named(name).unwrap_or_default(), reversed };
        let page = self.book.page(&filter, sort, (query.skip, query.most)).map_err(|error| error.to_string())?;
        (listed.found, listed.skip) = (page.found, query.skip);
        listed.is_filtered = !filter.conditions.is_empty();
        listed.rows = page.leads.iter().map(|(id, lead)| self.row(*id, lead, now)).collect();
        Ok(listed)
    }

    fn row(&self, id: LeadId, lead: &Lead, now: DateTime) -> LeadRow {
        let stage = self.team.pipeline.stage(&lead.stage);
        let on = lead.next.on.map(|on| on.to_string()).unwrap_or_default();
        LeadRow {
            id: id.0,
            company: lead.company.name.clone(),
            contact: if lead.person.name.is_empty() { lead.person.email.clone() } else { lead.person.name.clone() },
            kind: lead.kind.title().to_owned(),
            stage: self.team.pipeline.title(&lead.stage).to_owned(),
            owner: lead.owner.clone(),
            score: lead.standing.score,
            next: format!("{on} {}", lead.next.what).trim().to_owned(),
            is_due: lead.next.on.is_some_and(|on| on <= now.date()) && stage.is_none_or(|stage| stage.end.is_none()),
        }
    }

    /// A lead, opened.
    pub(in crate::cli) fn sheet(&self, id: i64, now: DateTime) -> Result<LeadSheet, String> {
        let lead = self.book.lead(LeadId(id)).map_err(|error| error.to_string())?;
        let lead = lead.ok_or_else(|| format!("there is no lead {id} any more"))?;
        let call = [lead.company.name.clone(), lead.person.name.clone(), lead.person.role.clone()];
        let title = format!("{id}  {}", lead.title());
        let known = Known::read((&self.book, &self.team, now), LeadId(id), lead).map_err(|error| error.to_string())?;
        let calls = known.calls.iter().map(|call| (call.id.to_string(), call_line(call))).collect();
        let parts = parts(&known, &self.team).into_iter().filter(|(heading, _)| *heading != "Calls");
        let lines = |lines: Vec<String>| lines.iter().map(|line| printable(line).into_owned()).collect();
        let parts = parts.map(|(heading, part)| (heading.to_owned(), lines(part))).collect();
        Ok(LeadSheet { id, title, call, calls, parts })
    }
}

fn call_line(call: &CallOfLead) -> String {
    let verdict = call.verdict.as_deref().map_or_else(|| "open".to_owned(), |verdict| verdict.replace('_', " "));
    let when = call.started_at.strftime("%Y-%m-%d %H:%M");
    format!("{when}  {}  {}, {verdict}", call.contact, remarks(call.remarks))
}

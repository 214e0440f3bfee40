//! What a team has set for its lead book: stages, names of columns, points, ranking; and how leads are kept up to date.

use std::borrow::Cow;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher as _};
use std::path::Path;

use jiff::civil::{Date, DateTime};

use crate::bank::problem::Problems;
use crate::bank::source;
use crate::leads::content::{self, Content};
use crate::leads::score::{Model, Points, Ranking, Scorer, Validity, Worth};
use crate::leads::{CallNotes, Change, Columns, Entry, Fault, Keys, Lead, LeadId, Pipeline, Standing, Target};
use crate::qualify::Icp;
use crate::store::{CallId, Importer, KnownCompany, LeadBook, Restand, StoreError};

/// The folder of a team's own content, within the data folder.
pub(in crate::cli) const FOLDER: &str = "leads";

/// So many leads are scored anew without being asked when the points have changed; more would keep somebody waiting.
const SCORED_AT_ONCE: usize = 20_000;

/// What a team has set for its lead book.
pub(in crate::cli) struct Team {
    pub(in crate::cli) pipeline: Pipeline,
    pub(in crate::cli) columns: Columns,
    pub(in crate::cli) ranking: Ranking,
    scorer: Scorer,
    /// Tells points from others, so that leads scored by others are noticed.
    points: String,
}

/// Reads rows of a table as leads.
#[derive(Debug)]
pub(super) struct RowReader<'t> {
    columns: &'t Columns,
    pipeline: &'t Pipeline,
    ranking: &'t Ranking,
    scorer: Scorer,
    today: Date,
}

impl RowReader<'_> {
    /// A row as a lead that has its points and its place, with that by which it is compared.
    pub(super) fn read(
        &self,
        cells: &[Cow<'_, str>],
        (targets, names): (&[Target], &[String]),
    ) -> Result<(Entry, Keys), Fault> {
        let mut entry = Entry::read(cells, targets, names, (self.columns, self.pipeline))?;
        let keys = Keys::of(&entry.lead, self.columns, self.scorer.validity());
        judge(&mut entry.lead, (&self.scorer, self.ranking, self.pipeline), self.today);
        Ok((entry, keys))
    }
}

/// What was found when the book was brought up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::cli) struct UpToDate {
    /// Scores are of other points, and there are too many leads to score them in passing.
    pub(in crate::cli) scores_are_old: bool,
}

impl Team {
    /// Reads the team's content; what it has none of ships.
    pub(in crate::cli) fn load(data_dir: &Path, icp: &Icp) -> Result<Self, Problems> {
        let folder = data_dir.join(FOLDER);
        let mut hasher = DefaultHasher::new();
        let model: Model = read(&folder, &mut hasher)?;
        let validity: Validity = read(&folder, &mut hasher)?;
        let columns: Columns = read(&folder, &mut hasher)?;
        let ranking = read(&folder, &mut hasher)?;
        let pipeline = read(&folder, &mut hasher)?;
        format!("{icp:?}").hash(&mut hasher);
        let points = format!("{:016x}", hasher.finish());
        let scorer = Scorer::new(model, &columns, icp.clone(), validity);
        Ok(Self { pipeline, columns, ranking, scorer, points })
    }

    /// By what a lead is compared with others.
    pub(in crate::cli) fn keys(&self, lead: &Lead) -> Keys {
        Keys::of(lead, &self.columns, self.scorer.validity())
    }

    /// What reads and scores rows of a table, on another thread.
    pub(super) fn reader(&self, today: Date) -> RowReader<'_> {
        let Self { pipeline, columns, ranking, scorer, .. } = self;
        RowReader { columns, pipeline, ranking, scorer: scorer.clone(), today }
    }

    /// Gives a lead its points and its place.
    pub(in crate::cli) fn judge(&self, lead: &mut Lead, today: Date) -> Worth {
        judge(lead, (&self.scorer, &self.ranking, &self.pipeline), today)
    }

    /// Takes a new lead in, with what the book knows of its company. One that has its points keeps them if nothing comes
    /// to it.
    pub(in crate::cli) fn add(
        &self,
        importer: &Importer<'_>,
        (mut lead, mut keys): (Lead, Keys),
        mut company: Option<KnownCompany>,
        (today, why): (Date, &str),
    ) -> Result<(LeadId, Lead), StoreError> {
        if let Some(known) = &mut company {
            let mut filled = std::mem::take(&mut known.company);
            known.is_told_more |= filled.fill_from(&lead.company);
            if filled != lead.company {
                lead.company = filled;
                lead.standing = Standing::default();
                keys = self.keys(&lead);
            }
        }
        if lead.standing == Standing::default() {
            self.judge(&mut lead, today);
        }
        let id = importer.add(&lead, &keys, &Change::arrival(why), company.as_ref())?;
        Ok((id, lead))
    }

    /// Scores every lead by the points that hold now; how many changed.
    pub(in crate::cli) fn rescore(&self, book: &mut LeadBook, today: Date) -> Result<usize, StoreError> {
        book.restand(Restand::All, ("points", &self.points), |lead| {
            self.judge(lead, today);
        })
    }

    /// Takes in what calls told since, and moves leads whose day has come nearer. `notes` reads a call.
    pub(in crate::cli) fn bring_up_to_date(
        &self,
        book: &mut LeadBook,
        now: DateTime,
        mut notes: impl FnMut(CallId) -> Option<CallNotes>,
    ) -> Result<UpToDate, StoreError> {
        let today = now.date();
        for pending in book.pending_calls(|company| self.company_key(company))? {
            // A call that cannot be read is tried again next time; it is no reason to hide the book.
            let (Some(notes), Some(mut lead)) = (notes(pending.call), book.lead(pending.lead)?) else { continue };
            let changes = lead.take_in(&notes, &self.pipeline);
            self.judge(&mut lead, today);
            let importer = book.importer(now, &format!("call {}", pending.call))?;
            if !changes.is_empty() {
                importer.save(pending.lead, (&lead, &self.keys(&lead)), &changes)?;
            }
            importer.note_call(pending.call, pending.lead, pending.last)?;
            importer.commit()?;
        }
        let are_old = book.has_leads()? && book.note("points")?.as_deref() != Some(&self.points);
        let are_many = are_old && book.size()? > SCORED_AT_ONCE;
        if are_old && !are_many {
            self.rescore(book, today)?;
        }
        let (today_kept, ranked_on) = (today.to_string(), book.note("ranked_on")?.unwrap_or_default());
        if ranked_on != today_kept {
            // A clock may have been put back.
            let (after, until) = (ranked_on.as_str().min(&today_kept), ranked_on.as_str().max(&today_kept));
            book.restand(Restand::Dated { after, until }, ("ranked_on", &today_kept), |lead| {
                lead.standing.rank = self.ranking.rank(lead, &self.pipeline, today);
            })?;
        }
        Ok(UpToDate { scores_are_old: are_many })
    }

    /// A company's name as it is compared.
    pub(in crate::cli) fn company_key(&self, name: &str) -> String {
        crate::leads::company_key(name, self.columns.legal_forms())
    }

    /// Says that leads were scored by the points that hold now.
    pub(in crate::cli) fn points_id(&self) -> &str {
        &self.points
    }
}

fn judge(lead: &mut Lead, (scorer, ranking, pipeline): (&Scorer, &Ranking, &Pipeline), today: Date) -> Worth {
    let worth = scorer.worth(lead);
    lead.standing = worth.standing();
    lead.standing.rank = ranking.rank(lead, pipeline, today);
    worth
}

/// The points of a worth that speak for and against, in a line each.
pub(in crate::cli) fn told(points: &Points) -> String {
    let value = if points.value.is_empty() { "nothing known" } else { &points.value };
    format!("{:+} {}: {} ({})", points.points, points.column, value, points.part.id())
}

fn read<T: Content>(folder: &Path, hasher: &mut DefaultHasher) -> Result<T, Problems> {
    let path = folder.join(T::FILE);
    if !path.exists() {
        T::SHIPPED.hash(hasher);
        return Ok(content::shipped());
    }
    let source = source::read(&path)?;
    source.text.hash(hasher);
    content::parse(&source)
}

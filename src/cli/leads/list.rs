//! `bantam leads list` and `bantam leads due`.

use std::collections::HashSet;

use jiff::civil::Date;
use serde_json::{Value, json};

use super::Open;
use super::grid::grid;
use crate::cli::context::{Context, Format, Outcome};
use crate::leads::{Condition, Field, Filter, Lead, LeadId, Sort, SortKey, file};
use crate::report::grouped;

/// How many leads a list for people has, unless they say.
const USUAL: usize = 50;

/// How many leads are read at once.
const CHUNK: usize = 2_000;

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Args {
    /// Words to search names for
    words: Vec<String>,
    /// A condition, such as `stage=qualified`, `type=sql`, `owner=Kim`, `tag=trial`, `score>=60`, `due<=2026-05-12`; several
    /// must all hold
    #[arg(long, value_name = "CONDITION")]
    filter: Vec<String>,
    /// The order: rank, score, company, next or newest; a minus before it turns it round
    #[arg(long, value_name = "ORDER", default_value = "rank", allow_hyphen_values = true)]
    sort: String,
    /// How many at most; 50 for people, all for programs and spreadsheets
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

pub(super) fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let Some(open) = Open::new(context)? else { return Ok(Outcome::BadInput) };
    let texts = args.filter.iter().map(String::as_str).chain(args.words.iter().map(String::as_str));
    let (filter, sort) = match (Filter::parse(texts, &open.team.pipeline), sort(&args.sort)) {
        (Ok(filter), Ok(sort)) => (filter, sort),
        (Err(why), _) | (_, Err(why)) => {
            context.complain(&why)?;
            return Ok(Outcome::BadInput);
        }
    };
    match context.format {
        Format::Csv => csv(&open, (&filter, sort), args.limit, context)?,
        Format::Json => json_list(&open, (&filter, sort), args.limit, context)?,
        Format::Text | Format::Markdown => text(&open, (&filter, sort), args.limit.unwrap_or(USUAL), context)?,
    }
    Ok(Outcome::Fine)
}

fn sort(words: &str) -> Result<Sort, String> {
    let (reversed, name) = words.strip_prefix('-').map_or((false, words), |name| (true, name));
    let ids = || SortKey::ALL.map(SortKey::id).join(", ");
    let key = SortKey::named(name).ok_or_else(|| format!("`{name}` is no order of leads; there are {}", ids()))?;
    Ok(Sort { key, reversed })
}

fn text(open: &Open, (filter, sort): (&Filter, Sort), limit: usize, context: &mut Context<'_>) -> anyhow::Result<()> {
    let page = open.book.page(filter, sort, (0, limit))?;
    if page.leads.is_empty() {
        let words = if sort.key == SortKey::Next {
            "No lead of these has a day for its next action."
        } else if filter.conditions.is_empty() {
            "No leads yet. `bantam leads import FILE` takes them in, `bantam leads add company=…` adds one."
        } else {
            "No lead meets all of these conditions."
        };
        writeln!(context.out, "{words}")?;
        return Ok(());
    }
    write!(context.out, "{}", grid(&rows(&page.leads, open)))?;
    if page.has_more {
        let more = grouped(page.found - page.leads.len().min(page.found));
        writeln!(context.out, "… and {more} more; --limit shows them")?;
    }
    Ok(())
}

fn rows(leads: &[(LeadId, Lead)], open: &Open) -> Vec<Vec<String>> {
    let header = ["lead", "score", "company", "contact", "type", "stage", "owner", "next"].map(str::to_owned).to_vec();
    let row = |(id, lead): &(LeadId, Lead)| {
        vec![
            id.to_string(),
            lead.standing.score.to_string(),
            lead.company.name.clone(),
            if lead.person.name.is_empty() { lead.person.email.clone() } else { lead.person.name.clone() },
            lead.kind.title().to_owned(),
            open.team.pipeline.title(&lead.stage).to_owned(),
            lead.owner.clone(),
            next(lead),
        ]
    };
    std::iter::once(header).chain(leads.iter().map(row)).collect()
}

fn next(lead: &Lead) -> String {
    let on = lead.next.on.map(|on| on.to_string()).unwrap_or_default();
    [on.as_str(), lead.next.what.as_str()].join(" ").trim().to_owned()
}

/// Gives leads to `each`, chunk by chunk, so that a book of any size fits.
fn each(
    open: &Open,
    (filter, sort): (&Filter, Sort),
    limit: Option<usize>,
    mut each: impl FnMut(LeadId, &Lead) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    for ids in open.book.ids(filter, sort, limit.unwrap_or(usize::MAX))?.chunks(CHUNK) {
        for (id, lead) in &open.book.leads(ids)? {
            each(*id, lead)?;
        }
    }
    Ok(())
}

fn csv(open: &Open, which: (&Filter, Sort), limit: Option<usize>, context: &mut Context<'_>) -> anyhow::Result<()> {
    let mut writer = csv::Writer::from_writer(&mut *context.out);
    let ids = Field::ALL.iter().map(|field| field.id());
    writer.write_record(["lead", "score", "fit", "interest", "ability"].into_iter().chain(ids))?;
    each(open, which, limit, |id, lead| {
        let standing = lead.standing;
        let figures =
            [id.0, standing.score.into(), standing.fit.into(), standing.interest.into(), standing.ability.into()];
        let figures = figures.map(|n| n.to_string()).into_iter();
        let cells = Field::ALL.iter().map(|field| file::neutral(&lead.get(*field)).into_owned());
        writer.write_record(figures.chain(cells))?;
        Ok(())
    })?;
    writer.flush()?;
    Ok(())
}

fn json_list(
    open: &Open,
    which: (&Filter, Sort),
    limit: Option<usize>,
    context: &mut Context<'_>,
) -> anyhow::Result<()> {
    write!(context.out, "{{\"leads\":[")?;
    let mut is_first = true;
    let out = &mut context.out;
    each(open, which, limit, |id, lead| {
        let comma = if std::mem::take(&mut is_first) { "" } else { "," };
        write!(out, "{comma}{}", as_json(id, lead))?;
        Ok(())
    })?;
    writeln!(context.out, "]}}")?;
    Ok(())
}

/// A lead as data: its fields by their ids, and what it is worth.
pub(super) fn as_json(id: LeadId, lead: &Lead) -> Value {
    let mut value = json!({ "lead": id.0 });
    for field in Field::ALL {
        let held = match field {
            Field::Size => json!(lead.company.size),
            Field::Revenue => json!(lead.company.revenue),
            Field::Tags => json!(lead.tags),
            Field::NextOn => json!(lead.next.on.map(|on| on.to_string())),
            field => json!(lead.get(*field)),
        };
        value[field.id()] = held;
    }
    let standing = lead.standing;
    for (name, points) in [("fit", standing.fit), ("interest", standing.interest), ("ability", standing.ability)] {
        value[name] = json!(points);
    }
    value["score"] = json!(standing.score);
    value["rank"] = json!(f64::from(standing.rank) / 10.0);
    value["spoken_on"] = json!(lead.spoken_on.map(|on| on.to_string()));
    value["starts_on"] = json!(lead.starts_on.map(|on| on.to_string()));
    value["extra"] = json!(lead.extra);
    value
}

/// What is due on a day or before, and not closed: so many leads at most for people, all for programs.
pub(super) fn due(on: Option<Date>, limit: Option<usize>, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let Some(open) = Open::new(context)? else { return Ok(Outcome::BadInput) };
    let today = on.unwrap_or_else(|| open.now.date());
    let ids = due_ids(&open, today)?;
    let most = limit.unwrap_or(if context.format == Format::Json { usize::MAX } else { USUAL });
    let shown = &ids[..most.min(ids.len())];
    if context.format == Format::Json {
        return due_as_json(&open, today, shown, context);
    }
    if ids.is_empty() {
        writeln!(context.out, "Nothing is due by {today}.")?;
        return Ok(Outcome::Fine);
    }
    let header = ["lead", "due", "score", "who", "stage", "what"].map(str::to_owned).to_vec();
    let row = |(id, lead): &(LeadId, Lead)| {
        let due = lead.next.on.map(|on| on.to_string()).unwrap_or_default();
        let late = if lead.next.on < Some(today) { " late" } else { "" };
        let what = to_send(lead, &open).unwrap_or_else(|| lead.next.what.clone());
        let stage = open.team.pipeline.title(&lead.stage).to_owned();
        vec![id.to_string(), format!("{due}{late}"), lead.standing.score.to_string(), lead.title(), stage, what]
    };
    let leads = open.book.leads(shown)?;
    let rows: Vec<Vec<String>> = std::iter::once(header).chain(leads.iter().map(row)).collect();
    write!(context.out, "{}", grid(&rows))?;
    if ids.len() > shown.len() {
        writeln!(context.out, "… and {} more; --limit shows them", grouped(ids.len() - shown.len()))?;
    }
    Ok(Outcome::Fine)
}

fn due_as_json(open: &Open, today: Date, shown: &[LeadId], context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    write!(context.out, "{{\"day\":\"{today}\",\"leads\":[")?;
    let mut is_first = true;
    for ids in shown.chunks(CHUNK) {
        for (id, lead) in &open.book.leads(ids)? {
            let mut value = as_json(*id, lead);
            value["overdue"] = json!(lead.next.on < Some(today));
            value["send"] = json!(to_send(lead, open));
            write!(context.out, "{}{value}", if std::mem::take(&mut is_first) { "" } else { "," })?;
        }
    }
    writeln!(context.out, "]}}")?;
    Ok(Outcome::Fine)
}

/// The leads that are due and not closed, in order.
fn due_ids(open: &Open, today: Date) -> anyhow::Result<Vec<LeadId>> {
    let sort = Sort { key: SortKey::Next, reversed: false };
    let due = |condition: Option<Condition>| {
        let conditions = std::iter::once(Condition::DueBy(today)).chain(condition).collect();
        open.book.ids(&Filter { conditions }, sort, usize::MAX)
    };
    let mut closed = HashSet::new();
    for stage in open.team.pipeline.stages().iter().filter(|stage| stage.end.is_some()) {
        closed.extend(due(Some(Condition::Stage(stage.id.clone())))?);
    }
    Ok(due(None)?.into_iter().filter(|id| !closed.contains(id)).collect())
}

/// What to send to a lead that rests and has nothing else to be done.
fn to_send(lead: &Lead, open: &Open) -> Option<String> {
    let rests = open.team.pipeline.stage(&lead.stage).is_some_and(|stage| stage.rests);
    let tier = open.team.ranking.tier(lead.standing.score).filter(|_| rests && lead.next.what.is_empty())?;
    Some(format!("send {}", tier.send))
}

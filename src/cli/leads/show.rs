//! `bantam leads show` and `bantam leads worksheet`.

use std::fmt::Write as _;

use jiff::civil::DateTime;
use serde_json::json;

use super::list::as_json;
use super::notes::{looked_back_at, part_of};
use super::team::{Team, told};
use super::{Open, Sessions};
use crate::cli::context::{Context, Outcome};
use crate::leads::score::{Part, Worth};
use crate::leads::{Change, Field, Lead, LeadId, Worksheet};
use crate::report::printable;
use crate::session::Brief;
use crate::store::{CallOfLead, HistoryEntry, LeadBook, Store, StoreError};

/// Everything that is shown of a lead.
pub(super) struct Known {
    pub(super) lead: Lead,
    pub(super) worth: Worth,
    pub(super) reasons: Vec<String>,
    pub(super) calls: Vec<CallOfLead>,
    pub(super) colleagues: Vec<(LeadId, Lead)>,
    pub(super) history: Vec<HistoryEntry>,
}

impl Known {
    pub(super) fn read(
        (book, team, now): (&LeadBook, &Team, DateTime),
        id: LeadId,
        mut lead: Lead,
    ) -> Result<Self, StoreError> {
        let worth = team.judge(&mut lead, now.date());
        let reasons = team.ranking.reasons(&lead, &team.pipeline, now.date());
        let mut colleagues = Vec::new();
        for other in book.colleagues(id)?.into_iter().filter(|other| *other != id) {
            colleagues.extend(book.lead(other)?.map(|lead| (other, lead)));
        }
        let (calls, history) = (book.calls_of(id)?, book.history(id)?);
        Ok(Self { lead, worth, reasons, calls, colleagues, history })
    }
}

pub(super) fn run(id: LeadId, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let Some(open) = Open::new(context)? else { return Ok(Outcome::BadInput) };
    let Some(lead) = open.lead(id, context)? else { return Ok(Outcome::BadInput) };
    let known = Known::read((&open.book, &open.team, open.now), id, lead)?;
    let mut value = as_json(id, &known.lead);
    value["points"] = known
        .worth
        .points
        .iter()
        .map(|points| {
            let part = points.part.id();
            json!({"part": part, "attribute": points.column, "value": points.value, "points": points.points})
        })
        .collect();
    let doubts = known.worth.doubts.iter().map(|doubt| json!({"why": doubt.why, "points": doubt.points}));
    value["doubts"] = doubts.collect();
    value["reasons"] = json!(known.reasons);
    value["tier"] = json!(open.team.ranking.tier(known.lead.standing.score).map(|tier| &tier.title));
    let calls = known.calls.iter();
    value["calls"] = calls
        .map(|call| json!({"id": call.id.to_string(), "started_at": call.started_at.to_string(), "verdict": call.verdict}))
        .collect();
    value["people"] = known.colleagues.iter().map(|(id, lead)| json!({"lead": id.0, "title": lead.title()})).collect();
    let history = known.history.iter().map(|entry| {
        let change = &entry.change;
        json!({"at": entry.at.to_string(), "field": change.field, "before": change.before, "after": change.after, "why": entry.why})
    });
    value["history"] = history.collect();
    context.print(&value, &text(id, &known, &open.team))?;
    Ok(Outcome::Fine)
}

fn text(id: LeadId, known: &Known, team: &Team) -> String {
    let mut text = format!("Lead {id}: {}\n", printable(&known.lead.title()));
    for (heading, lines) in parts(known, team) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "\n{heading}");
        for line in lines {
            let _ = writeln!(text, "  {}", printable(&line));
        }
    }
    text
}

/// What is known of a lead, in lines under headings.
pub(super) fn parts(known: &Known, team: &Team) -> Vec<(&'static str, Vec<String>)> {
    let lead = &known.lead;
    let of_field = |field: &Field| {
        let held = lead.get(*field);
        let held = if *field == Field::Stage { team.pipeline.title(&held).to_owned() } else { held };
        (!held.is_empty()).then(|| format!("{:<16}{held}", field.title()))
    };
    let fields = Field::ALL.iter().filter_map(of_field);
    let extra = lead.extra.iter().map(|(name, value)| format!("{name:<16}{value}"));
    let colleague = |(id, lead): &(LeadId, Lead)| format!("{id}  {}  {}", lead.person.name, lead.person.role);
    let all = [
        ("What is known", fields.chain(extra).collect()),
        ("What it is worth", worth(known, team)),
        ("Calls", known.calls.iter().map(call).collect()),
        ("Others of the company", known.colleagues.iter().map(colleague).collect()),
        ("History", known.history.iter().map(entry).collect()),
    ];
    all.into_iter().filter(|(_, lines): &(_, Vec<String>)| !lines.is_empty()).collect()
}

fn worth(known: &Known, team: &Team) -> Vec<String> {
    let standing = known.lead.standing;
    let (fit, interest, ability) = (standing.fit, standing.interest, standing.ability);
    let head = format!("score {} of 100: fit {fit:+}, interest {interest:+}, ability {ability:+}", standing.score);
    let doubts = known.worth.doubts.iter();
    let doubts = doubts.map(|doubt| format!("{:+} {}, until somebody was spoken to", doubt.points, doubt.why));
    let tier = team.ranking.tier(standing.score).map(|tier| format!("{} tier of nurture: {}", tier.title, tier.send));
    let points = known.worth.points.iter().map(told);
    std::iter::once(head).chain(points).chain(doubts).chain(known.reasons.iter().cloned()).chain(tier).collect()
}

fn call(call: &CallOfLead) -> String {
    let verdict = call.verdict.as_deref().map_or_else(|| "open".to_owned(), |verdict| verdict.replace('_', " "));
    let id: String = call.id.to_string().chars().take(13).collect();
    format!(
        "{}  {id}  {}  {}, {verdict}",
        call.started_at.strftime("%Y-%m-%d %H:%M"),
        call.contact,
        remarks(call.remarks)
    )
}

/// How many remarks stand, in words.
pub(super) fn remarks(count: u32) -> String {
    if count == 1 { "1 remark".to_owned() } else { format!("{count} remarks") }
}

fn entry(entry: &HistoryEntry) -> String {
    let (change, at) = (&entry.change, entry.at.strftime("%Y-%m-%d %H:%M"));
    if *change == Change::arrival(&entry.why) {
        return format!("{at}  came in  ({})", entry.why);
    }
    let after = if change.after.is_empty() { "nothing" } else { &change.after };
    let became = if change.before.is_empty() { after.to_owned() } else { format!("{} → {after}", change.before) };
    format!("{at}  {}: {became}  ({})", change.field, entry.why)
}

pub(super) fn worksheet(id: LeadId, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let Some(open) = Open::new(context)? else { return Ok(Outcome::BadInput) };
    let Some(lead) = open.lead(id, context)? else { return Ok(Outcome::BadInput) };
    let known = Known::read((&open.book, &open.team, open.now), id, lead)?;
    let brief = match known.calls.first() {
        Some(call) => {
            let store = Store::open(&context.paths.data_dir)?;
            Sessions::new(context)?.session(&store, call.id).map(|session| looked_back_at(&session))
        }
        None => None,
    };
    let (heard, to_ask) = brief.as_ref().map_or_else(Default::default, |brief| (heard(brief), to_ask(brief)));
    let sheet = Worksheet {
        lead: &known.lead,
        stage: open.team.pipeline.title(&known.lead.stage),
        worth: &known.worth,
        reasons: &known.reasons,
        tier: open.team.ranking.tier(known.lead.standing.score),
        heard: &heard,
        open: &to_ask,
    };
    let text = sheet.markdown();
    context.print(&json!({"lead": id.0, "markdown": text}), &text)?;
    Ok(Outcome::Fine)
}

fn heard(brief: &Brief) -> Vec<(Part, String, String)> {
    let heard = brief.heard.iter();
    heard.map(|heard| (part_of(heard.topic.as_str()), heard.cue.clone(), heard.shown.clone())).collect()
}

fn to_ask(brief: &Brief) -> Vec<(Part, String, String)> {
    let questions = brief.next.iter();
    let topic = |id: &str| id.split('.').next().unwrap_or_default().to_owned();
    questions.map(|next| (part_of(&topic(next.question.as_str())), next.cue.clone(), next.ask.clone())).collect()
}

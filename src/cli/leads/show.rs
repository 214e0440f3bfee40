//! `bantam leads show` and `bantam leads worksheet`.

use std::fmt::Write as _;

use serde_json::json;

use super::list::as_json;
use super::notes::{looked_back_at, part_of};
use super::team::told;
use super::{Open, Sessions};
use crate::cli::context::{Context, Outcome};
use crate::leads::score::{Part, Worth};
use crate::leads::{Field, Lead, LeadId, Worksheet};
use crate::report::printable;
use crate::session::Brief;
use crate::store::{CallOfLead, HistoryEntry, Store};

/// Everything that is shown of a lead.
struct Known {
    lead: Lead,
    worth: Worth,
    reasons: Vec<String>,
    calls: Vec<CallOfLead>,
    colleagues: Vec<(LeadId, Lead)>,
    history: Vec<HistoryEntry>,
}

impl Known {
    fn read(open: &Open, id: LeadId, mut lead: Lead) -> anyhow::Result<Self> {
        let today = open.now.date();
        let worth = open.team.judge(&mut lead, today);
        let reasons = open.team.ranking.reasons(&lead, &open.team.pipeline, today);
        let mut colleagues = Vec::new();
        for other in open.book.colleagues(id)?.into_iter().filter(|other| *other != id) {
            colleagues.extend(open.book.lead(other)?.map(|lead| (other, lead)));
        }
        let (calls, history) = (open.book.calls_of(id)?, open.book.history(id)?);
        Ok(Self { lead, worth, reasons, calls, colleagues, history })
    }
}

pub(super) fn run(id: LeadId, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let Some(open) = Open::new(context)? else { return Ok(Outcome::BadInput) };
    let Some(lead) = open.lead(id, context)? else { return Ok(Outcome::BadInput) };
    let known = Known::read(&open, id, lead)?;
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
    context.print(&value, &text(id, &known, &open))?;
    Ok(Outcome::Fine)
}

fn text(id: LeadId, known: &Known, open: &Open) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write_text(&mut text, id, known, open);
    text
}

fn write_text(text: &mut String, id: LeadId, known: &Known, open: &Open) -> std::fmt::Result {
    let lead = &known.lead;
    writeln!(text, "Lead {id}: {}", printable(&lead.title()))?;
    for field in Field::ALL {
        let held = lead.get(*field);
        let held = if *field == Field::Stage { open.team.pipeline.title(&held).to_owned() } else { held };
        if !held.is_empty() {
            writeln!(text, "  {:<16}{}", field.title(), printable(&held))?;
        }
    }
    for (name, value) in &lead.extra {
        writeln!(text, "  {:<16}{}", printable(name), printable(value))?;
    }
    let standing = lead.standing;
    writeln!(
        text,
        "\nScore {} of 100: fit {:+}, interest {:+}, ability {:+}",
        standing.score, standing.fit, standing.interest, standing.ability
    )?;
    for points in &known.worth.points {
        writeln!(text, "  {}", printable(&told(points)))?;
    }
    for doubt in &known.worth.doubts {
        writeln!(text, "  {:+} {}, until somebody was spoken to", doubt.points, printable(&doubt.why))?;
    }
    for reason in &known.reasons {
        writeln!(text, "  {}", printable(reason))?;
    }
    if let Some(tier) = open.team.ranking.tier(standing.score) {
        writeln!(text, "  {} tier of nurture: {}", tier.title, tier.send)?;
    }
    if !known.calls.is_empty() {
        writeln!(text, "\nCalls")?;
    }
    for call in &known.calls {
        let verdict = call.verdict.as_deref().map_or_else(|| "open".to_owned(), |verdict| verdict.replace('_', " "));
        let id: String = call.id.to_string().chars().take(13).collect();
        let (when, contact) = (call.started_at.strftime("%Y-%m-%d %H:%M"), printable(&call.contact));
        writeln!(text, "  {when}  {id}  {contact}  {} remarks, {verdict}", call.remarks)?;
    }
    if !known.colleagues.is_empty() {
        writeln!(text, "\nOthers of the company")?;
    }
    for (id, lead) in &known.colleagues {
        writeln!(text, "  {id}  {}  {}", printable(&lead.person.name), printable(&lead.person.role))?;
    }
    writeln!(text, "\nHistory")?;
    for entry in &known.history {
        let (change, at) = (&entry.change, entry.at.strftime("%Y-%m-%d %H:%M"));
        let (before, after) = (printable(&change.before), printable(&change.after));
        let became = if before.is_empty() { after.into_owned() } else { format!("{before} → {after}") };
        writeln!(text, "  {at}  {}: {became}  ({})", printable(&change.field), printable(&entry.why))?;
    }
    Ok(())
}

pub(super) fn worksheet(id: LeadId, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let Some(open) = Open::new(context)? else { return Ok(Outcome::BadInput) };
    let Some(lead) = open.lead(id, context)? else { return Ok(Outcome::BadInput) };
    let known = Known::read(&open, id, lead)?;
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

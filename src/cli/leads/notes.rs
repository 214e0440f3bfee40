//! What a call tells of its lead, read from its journal.

use jiff::civil::{Date, DateTime};
use serde_json::Value;

use crate::leads::score::Part;
use crate::leads::{CallNotes, Field, NextAction};
use crate::session::{Brief, Session};

/// What a call tells of its lead.
pub(in crate::cli) fn notes(session: &Session) -> CallNotes {
    let brief = looked_back_at(session);
    let closed = brief.ending.closed.as_ref();
    let step = brief.ending.next_step.clone();
    let next = step.map(|step| NextAction { what: step.what, on: step.on }).unwrap_or_default();
    let verdict = closed
        .and_then(|closed| crate::bank::VerdictKind::ALL.iter().copied().find(|kind| kind.id() == closed.verdict));
    CallNotes {
        held_on: brief.head.started_at.date(),
        remarks: brief.remarks.len(),
        verdict,
        next: if closed.is_some() { next } else { NextAction::default() },
        starts_on: latest(&brief, "timeline.start").and_then(|value| day(&value)),
        company: company(&brief),
    }
}

/// The call as it stood when something last happened in it.
pub(in crate::cli) fn looked_back_at(session: &Session) -> Brief {
    session.brief(session.journal().last().map_or(DateTime::default(), |event| event.at))
}

/// What was said of the company that a record has a field for.
fn company(brief: &Brief) -> Vec<(Field, String)> {
    let text =
        |topic: &str, key: &str| latest(brief, topic).and_then(|value| Some(value.get(key)?.as_str()?.to_owned()));
    let figure =
        |topic: &str, key: &str| latest(brief, topic).and_then(|value| Some(value.get(key)?.as_f64()?.to_string()));
    let found = [
        (Field::Territory, text("company.territory", "name")),
        (Field::Size, figure("company.size", "n")),
        (Field::Revenue, figure("company.revenue", "amount")),
    ];
    found.into_iter().filter_map(|(field, value)| Some((field, value?))).collect()
}

/// The value of the latest fact on a topic.
fn latest(brief: &Brief, topic: &str) -> Option<Value> {
    let mut facts = brief.remarks.iter().flat_map(|remark| &remark.facts).filter(|fact| fact.topic == topic);
    facts.next_back().map(|fact| fact.value.clone())
}

/// The day by which a date has come.
fn day(value: &Value) -> Option<Date> {
    let end = |key: &str| value.get(key)?.as_str()?.parse().ok();
    end("from").or_else(|| end("to"))
}

/// What a topic tells of, for the worksheet.
pub(in crate::cli) fn part_of(topic: &str) -> Part {
    match topic.split('.').next().unwrap_or_default() {
        "budget" | "spend" | "authority" | "buyer" | "process" | "criteria" => Part::Ability,
        "company" | "product" | "users" | "solution" => Part::Fit,
        _ => Part::Interest,
    }
}

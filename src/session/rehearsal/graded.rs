//! From a practice call to what its grade looks at.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::DateTime;

use super::{Rehearsal, asked_by};
use crate::call::{Contact, PersonId};
use crate::practice::{self, Grade, GradeSummary, Note, NotedValue, Played};
use crate::session::{Brief, Session, view};
use crate::signals::{Reader, Said};

pub(super) fn grade(rehearsal: &Rehearsal, session: &Session, at: DateTime) -> (Grade, GradeSummary) {
    let persona = rehearsal.persona();
    let end = session.journal().last().map_or(persona.at, |event| event.at);
    let brief = session.brief(end);
    let (notes, values) = (notes(rehearsal, &brief), values(rehearsal, session));
    let levels: Vec<_> = brief.levels.iter().map(|level| (level.level, level.status)).collect();
    let heard: BTreeMap<_, _> = brief.heard.iter().map(|heard| (heard.topic.clone(), heard.grade)).collect();
    let played = Played {
        persona,
        spoken: rehearsal.spoken(),
        values: &values,
        notes: &notes,
        levels: &levels,
        verdict: brief.verdict.kind,
        heard: &heard,
        asked_by_bank: &asked_by(session.bank()),
        seconds: end.duration_since(brief.head.started_at).as_secs(),
        planned_minutes: brief.head.planned_minutes,
    };
    let grade = practice::grade(&played);
    let summary = grade.summary(&played, &brief.head.bank, rehearsal.seed(), at);
    (grade, summary)
}

fn notes(rehearsal: &Rehearsal, brief: &Brief) -> Vec<Note> {
    let note = |remark: &crate::session::RemarkView| Note {
        after: rehearsal.heard_before(remark.id),
        text: remark.text.clone(),
        topic: remark.topic.clone(),
        flags: remark.flags.iter().map(|flag| (flag.kind, flag.by_hand)).collect(),
        values: remark
            .facts
            .iter()
            .map(|fact| NotedValue { topic: fact.topic.clone(), shown: fact.shown.clone() })
            .collect(),
    };
    brief.remarks.iter().map(note).collect()
}

/// What each answer held, read as bantam would read it from a note in the very words.
fn values(rehearsal: &Rehearsal, session: &Session) -> Vec<Vec<NotedValue>> {
    let persona = rehearsal.persona();
    let reader = Reader::new(&persona.language, Arc::clone(&session.bank().topics));
    let people = [Contact { name: persona.who.name.clone(), role: persona.who.role.clone() }];
    let values = |spoken: &practice::Spoken| {
        let said = Said {
            text: &spoken.answer,
            filed: None,
            asked: Some(&spoken.topic),
            at: persona.at,
            by: PersonId(0),
            people: &people,
        };
        let facts = reader.read(&said).facts;
        let facts = view::facts(&facts, &spoken.answer);
        facts.into_iter().map(|fact| NotedValue { topic: fact.topic, shown: fact.shown }).collect()
    };
    rehearsal.spoken().iter().map(values).collect()
}

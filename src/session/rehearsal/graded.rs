//! From a practice call to what its grade looks at.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::DateTime;

use super::{Rehearsal, asked_by};
use crate::bank::ValueKind;
use crate::call::{Contact, PersonId};
use crate::practice::{self, Grade, GradeSummary, Note, Played, Wanted};
use crate::session::{Brief, FactView, Session, view};
use crate::signals::{Reader, Said};

pub(super) fn grade(rehearsal: &Rehearsal, session: &Session, at: DateTime) -> (Grade, GradeSummary) {
    let persona = rehearsal.persona();
    let end = session.journal().last().map_or(persona.at, |event| event.at);
    let brief = session.brief(end);
    let (notes, wanted) = (notes(rehearsal, &brief), wanted(rehearsal, session));
    let levels: Vec<_> = brief.levels.iter().map(|level| (level.level, level.status)).collect();
    let heard: BTreeMap<_, _> = brief.heard.iter().map(|heard| (heard.topic.clone(), heard.grade)).collect();
    let played = Played {
        persona,
        spoken: rehearsal.spoken(),
        wanted: &wanted,
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
        values: remark.facts.iter().map(|fact| fact.shown.clone()).collect(),
    };
    brief.remarks.iter().map(note).collect()
}

/// What of each answer has to be noted, read as bantam would read it from a note in the very words: values of the kind
/// that was asked for; where there are none, or the question was an open one, any value on its topic, else any at all.
fn wanted(rehearsal: &Rehearsal, session: &Session) -> Vec<Wanted> {
    let persona = rehearsal.persona();
    let topics = &session.bank().topics;
    let reader = Reader::new(&persona.language, Arc::clone(topics));
    let people = [Contact { name: persona.who.name.clone(), role: persona.who.role.clone() }];
    let wanted = |spoken: &practice::Spoken| {
        let (text, asked) = (spoken.answer.as_str(), Some(&spoken.topic));
        let said = Said { text, filed: None, asked, at: persona.at, by: PersonId(0), people: &people };
        let facts = view::facts(&reader.read(&said).facts, text);
        let kind = topics.get(spoken.topic.as_str()).map(|topic| topic.kind);
        let on_topic = |fact: &&FactView| fact.topic == spoken.topic;
        let shown = |facts: Vec<&FactView>| facts.into_iter().map(|fact| fact.shown.clone()).collect::<Vec<_>>();
        let asked_for = shown(facts.iter().filter(on_topic).filter(|fact| Some(fact.kind) == kind).collect());
        if !asked_for.is_empty() && kind != Some(ValueKind::Choice) {
            // Of several people, who of them matters is for the trainee to say.
            return Wanted { values: asked_for, one_of: kind == Some(ValueKind::Person) };
        }
        let own = shown(facts.iter().filter(on_topic).collect());
        Wanted { values: if own.is_empty() { shown(facts.iter().collect()) } else { own }, one_of: true }
    };
    rehearsal.spoken().iter().map(wanted).collect()
}

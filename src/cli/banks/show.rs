//! A bank for programs.

use serde_json::{Value, json};

use super::branching::Branching;
use super::words;
use crate::bank::{Bank, Condition, FollowUp, Question, Sample, Section};

/// The head of a bank, as `banks list` prints it for programs.
pub(super) fn summary(bank: &Bank, languages: &[&str]) -> Value {
    json!({
        "id": bank.id,
        "title": bank.title,
        "languages": languages,
        "purpose": bank.purpose,
        "accepts": bank.accepts,
        "planned_minutes": bank.planned_minutes,
        "sections": bank.sections.iter().map(|section| &section.id).collect::<Vec<_>>(),
        "questions": bank.questions().count(),
        "hash": bank.hash,
        "ok": true,
    })
}

/// The whole bank; conditions look as they are written in YAML, and stand beside it in words.
pub(super) fn data(bank: &Bank) -> Value {
    let branching = Branching::of(bank);
    let sections: Vec<Value> = bank.sections.iter().map(|section| section_data(bank, &branching, section)).collect();
    json!({
        "id": bank.id,
        "title": bank.title,
        "language": bank.language,
        "purpose": bank.purpose,
        "accepts": bank.accepts,
        "planned_minutes": bank.planned_minutes,
        "hash": bank.hash,
        "sections": sections,
    })
}

fn section_data(bank: &Bank, branching: &Branching<'_>, section: &Section) -> Value {
    let scored: Vec<Value> =
        section.scored.iter().map(|group| json!({"topics": group.topics, "points": group.points})).collect();
    json!({
        "id": section.id,
        "title": section.title,
        "purpose": section.purpose,
        "accepts": section.accepts,
        "scored": scored,
        "gate": section.gate,
        "shared": section.shared,
        "questions": section.questions.iter().map(|one| question_data(bank, branching, one)).collect::<Vec<_>>(),
    })
}

fn question_data(bank: &Bank, branching: &Branching<'_>, question: &Question) -> Value {
    let probes: serde_json::Map<String, Value> =
        question.probes.iter().map(|probe| (probe.flag.id().to_owned(), Value::from(probe.say.as_str()))).collect();
    let follow_up = |follow_up: &FollowUp| {
        json!({
            "to": follow_up.to,
            "when": condition_data(&follow_up.when),
            "in_words": words::condition(bank, &follow_up.when, &question.topic),
            "parks": branching.closing_with(follow_up).iter().map(|closing| &closing.id).collect::<Vec<_>>(),
        })
    };
    json!({
        "id": question.id,
        "topic": question.topic,
        "cue": question.cue,
        "ask": question.ask,
        "reframes": question.reframes,
        "why": question.why,
        "listen_for": question.listen_for,
        "probes": probes,
        "follow_ups": question.follow_ups.iter().map(follow_up).collect::<Vec<_>>(),
        "conditional": question.conditional,
        "samples": question.samples.iter().map(sample_data).collect::<Vec<_>>(),
    })
}

fn sample_data(sample: &Sample) -> Value {
    let facts: serde_json::Map<String, Value> =
        sample.facts.iter().map(|(topic, words)| (topic.to_string(), Value::from(words.as_str()))).collect();
    json!({ "say": sample.say, "flag": sample.flag, "facts": facts })
}

fn condition_data(condition: &Condition) -> Value {
    let each = |list: &[Condition]| list.iter().map(condition_data).collect::<Vec<_>>();
    match condition {
        Condition::Heard(topic) => json!({"heard": true, "topic": topic}),
        Condition::Grade(topic, grades) => json!({"grade": grades, "topic": topic}),
        Condition::Flag(topic, flag) => json!({"flag": flag, "topic": topic}),
        Condition::Is(topic, yes) => json!({"is": yes, "topic": topic}),
        Condition::Fact(topic, kind) => json!({"fact": kind, "topic": topic}),
        Condition::Far(topic) => json!({"far": true, "topic": topic}),
        Condition::Compare(topic, how, limit) => json!({how.id(): limit.to_string(), "topic": topic}),
        Condition::Role(role) => json!({ "role": role }),
        Condition::Contact(role) => json!({ "contact": role }),
        Condition::Any(list) => json!({ "any": each(list) }),
        Condition::All(list) => json!({ "all": each(list) }),
        Condition::Not(inner) => json!({"not": condition_data(inner)}),
    }
}

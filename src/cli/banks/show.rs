//! A bank on paper: for people, and for programs.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::bank::{Bank, Condition, Question, Section};
use crate::report::printable;

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

/// The whole bank for programs; conditions look as they are written in YAML.
pub(super) fn data(bank: &Bank) -> Value {
    let sections: Vec<Value> = bank.sections.iter().map(section_data).collect();
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

fn section_data(section: &Section) -> Value {
    let scored: Vec<Value> =
        section.scored.iter().map(|group| json!({"topics": group.topics, "points": group.points})).collect();
    json!({
        "id": section.id,
        "title": section.title,
        "purpose": section.purpose,
        "accepts": section.accepts,
        "scored": scored,
        "questions": section.questions.iter().map(question_data).collect::<Vec<_>>(),
    })
}

fn question_data(question: &Question) -> Value {
    let probes: serde_json::Map<String, Value> =
        question.probes.iter().map(|probe| (probe.flag.id().to_owned(), Value::from(probe.say.as_str()))).collect();
    let follow_ups: Vec<Value> = question
        .follow_ups
        .iter()
        .map(|follow_up| json!({"to": follow_up.to, "when": condition_data(&follow_up.when)}))
        .collect();
    json!({
        "id": question.id,
        "topic": question.topic,
        "cue": question.cue,
        "ask": question.ask,
        "why": question.why,
        "listen_for": question.listen_for,
        "probes": probes,
        "follow_ups": follow_ups,
        "conditional": question.conditional,
    })
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

/// The whole bank for people.
pub(super) fn text(bank: &Bank) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{}  {}, {} minutes", printable(&bank.title), bank.language, bank.planned_minutes);
    let _ = writeln!(text, "{}", printable(&bank.purpose));
    for section in &bank.sections {
        let points: u32 = section.scored.iter().map(|group| group.points).sum();
        let points = if points == 0 { String::new() } else { format!("  {points} points") };
        let _ =
            writeln!(text, "\n{}{points}\n  {}", printable(&section.title).to_uppercase(), printable(&section.purpose));
        for question in &section.questions {
            write_question(&mut text, question);
        }
    }
    text
}

fn write_question(text: &mut String, question: &Question) {
    let waits = if question.conditional { "  (waits for a follow-up)" } else { "" };
    let _ = writeln!(text, "\n  {}  [{}]  {}{waits}", printable(&question.cue), question.id, question.topic);
    for phrasing in &question.ask {
        let _ = writeln!(text, "    “{}”", printable(phrasing));
    }
    let _ = writeln!(text, "    why: {}", printable(&question.why));
    if !question.listen_for.is_empty() {
        let _ = writeln!(text, "    listen for: {}", printable(&question.listen_for.join("; ")));
    }
    for probe in &question.probes {
        let _ = writeln!(text, "    {}: “{}”", probe.flag, printable(&probe.say));
    }
    for follow_up in &question.follow_ups {
        let _ = writeln!(text, "    → {}, {}", follow_up.to, in_words(&follow_up.when));
    }
}

/// A condition as a clause: "if the answer is vague".
fn in_words(condition: &Condition) -> String {
    format!("if {}", clause(condition))
}

fn clause(condition: &Condition) -> String {
    let joined = |list: &[Condition], word: &str| {
        let parts: Vec<String> = list.iter().map(clause).collect();
        format!("({})", parts.join(word))
    };
    match condition {
        Condition::Heard(topic) => format!("{topic} was heard"),
        Condition::Grade(topic, grades) => {
            let grades: Vec<&str> = grades.iter().map(|grade| grade.id()).collect();
            format!("{topic} is {}", grades.join(" or "))
        }
        Condition::Flag(topic, flag) => format!("{topic} was {flag}"),
        Condition::Is(topic, true) => format!("{topic} was a yes"),
        Condition::Is(topic, false) => format!("{topic} was a no"),
        Condition::Fact(topic, kind) => format!("{topic} has a {kind}"),
        Condition::Far(topic) => format!("{topic} is far off"),
        Condition::Compare(topic, how, limit) => format!("{topic} is {} {limit}", how.id().replace('_', " ")),
        Condition::Role(role) => format!("a {} is known", role.id().replace('_', " ")),
        Condition::Contact(role) => format!("the contact is a {}", role.id().replace('_', " ")),
        Condition::Any(list) => joined(list, " or "),
        Condition::All(list) => joined(list, " and "),
        Condition::Not(inner) => format!("not {}", clause(inner)),
    }
}

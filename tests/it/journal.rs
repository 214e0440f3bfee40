//! The stored form of the journal is for ever: a journal of version 1 reads and writes as it always did.

use std::collections::BTreeSet;

use bantam::bank::{FlagKind, QuestionId, TopicId};
use bantam::call::{Correction, Event, Filing, PersonId, RemarkId, Ruling, Timeline};

const JOURNAL_V1: &str = include_str!("fixtures/journal_v1.jsonl");

/// Every kind of event that version 1 knows. A new kind adds a line here and to the fixture; none is ever taken away.
const KINDS: [&str; 19] = [
    "amended",
    "asked",
    "attributed",
    "bank_switched",
    "closed",
    "fact_corrected",
    "filed",
    "flag_ruled",
    "kept",
    "next_step_set",
    "parked",
    "person_added",
    "person_changed",
    "redone",
    "reopened",
    "speaker_changed",
    "started",
    "undone",
    "unparked",
];

fn journal() -> Vec<Event> {
    JOURNAL_V1.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_event_of_version_1_is_written_back_to_the_letter() {
    for (event, line) in journal().iter().zip(JOURNAL_V1.lines()) {
        assert_eq!(serde_json::to_string(event).unwrap(), line);
    }
}

#[test]
fn the_fixture_holds_every_kind_of_event() {
    let kinds: BTreeSet<String> = JOURNAL_V1
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["event"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(kinds.iter().map(String::as_str).collect::<Vec<_>>(), KINDS);
}

#[test]
fn a_journal_of_version_1_still_adds_up_to_the_same_call() {
    let call = Timeline::replay(journal());
    let state = call.state();

    assert_eq!(state.company, "Northwind Foods");
    assert_eq!(state.bank.id, "meddic");
    let people: Vec<_> = state.people.iter().map(|person| (person.name.as_str(), person.role.as_str())).collect();
    assert_eq!(people, [("Dana Ruiz", "VP Operations"), ("Kim Sato", "CFO")]);
    assert_eq!(state.speaker, PersonId(1));

    let texts: Vec<_> = state.remarks.iter().map(|remark| remark.text.as_str()).collect();
    assert_eq!(texts, ["orders ship late, ~40k a month in penalties", "I sign above 20k", "soon, I guess"]);
    assert_eq!(state.remarks[0].earlier_texts, ["orders ship late, 40k a month in penalties"]);
    let filed = Filing::To { topic: TopicId::new("authority.signs"), question: Some(QuestionId::new("authority.who")) };
    assert_eq!(state.remark(RemarkId(2)).unwrap().filing, filed);
    let last = state.remark(RemarkId(3)).unwrap();
    assert_eq!(last.by, PersonId(0));
    assert_eq!(last.rulings.iter().collect::<Vec<_>>(), [(&FlagKind::Short, &Ruling::Raised)]);

    let first = &state.remarks[0].corrections;
    assert_eq!(first.iter().collect::<Vec<_>>(), [(&"40k".to_owned(), &Correction::Means("45k EUR".into()))]);
    assert_eq!(state.remarks[1].corrections.get("20k"), Some(&Correction::Nothing));
    assert!(last.corrections.is_empty());

    assert_eq!(state.current_question().unwrap().question, QuestionId::new("budget.plan"));
    assert_eq!(state.parked.iter().map(QuestionId::as_str).collect::<Vec<_>>(), ["budget.approved"]);
    assert_eq!(state.next_step.as_ref().unwrap().what, "demo with Kim");
    assert_eq!(state.closed.as_ref().unwrap().verdict, "advance");
    assert!(!state.is_open());
}

//! From what is known to what is shown: the pieces of the brief that speak of remarks, facts and people.

use std::collections::BTreeMap;

use crate::bank::{Topic, TopicId, Topics, ValueKind};
use crate::call::{CallState, Correction, PersonId, Remark, RemarkId, find_person};
use crate::qualify::{Assessment, Ledger};
use crate::signals::{Answer, Disparity, DisparityKind, Fact, Flag, Span, Standing, Value};

use super::brief::{
    CorrectionView, CriterionView, DifferenceView, FactView, FlagView, HeardView, LevelView, PersonView, RemarkView,
    TopicChoice, VerdictView,
};
use super::shown::shown;

/// The cue of a remark that nobody could file yet.
const UNFILED: &str = "unfiled";

pub(super) fn remark(remark: &Remark, answer: &Answer, state: &CallState, topics: &Topics) -> RemarkView {
    let reading = &answer.reading;
    RemarkView {
        id: remark.id,
        elapsed_seconds: elapsed_seconds(state, remark),
        by: speaker(state, remark.by),
        text: remark.text.clone(),
        topic: reading.topic.clone(),
        topic_cue: reading.topic.as_ref().map_or(UNFILED, |topic| cue(topics, topic.as_str())).to_owned(),
        question: answer.question.clone(),
        candidates: reading
            .candidates
            .iter()
            .map(|topic| TopicChoice { topic: topic.clone(), cue: cue(topics, topic.as_str()).to_owned() })
            .collect(),
        facts: facts(&reading.facts, &remark.text),
        flags: reading.flags.iter().map(|found| flag(found, remark)).collect(),
        dismissed: reading.dismissed.iter().map(|found| flag(found, remark)).collect(),
        differences: reading.disparities.iter().map(|found| difference(found, state)).collect(),
        corrections: corrections(remark),
        grade: reading.grade,
    }
}

fn difference(found: &Disparity, state: &CallState) -> DifferenceView {
    let between_two = found.kind == DisparityKind::Differs;
    let name = speaker(state, found.by).name;
    let by = if between_two && !name.is_empty() { format!(" (the first is {name}'s)") } else { String::new() };
    DifferenceView { between_two, said: format!("{}{by}", found.why) }
}

/// What was put right in a remark, as far as the words still stand in it.
fn corrections(remark: &Remark) -> Vec<CorrectionView> {
    let standing = remark.corrections.iter().filter_map(|(words, correction)| {
        let means = match correction {
            Correction::Means(meant) => Some(meant.clone()),
            Correction::Nothing => None,
        };
        Some((remark.text.find(words)?, CorrectionView { words: words.clone(), means }))
    });
    let mut standing: Vec<(usize, CorrectionView)> = standing.collect();
    standing.sort_by_key(|(at, _)| *at);
    standing.into_iter().map(|(_, correction)| correction).collect()
}

fn elapsed_seconds(state: &CallState, remark: &Remark) -> i64 {
    state.started_at.map_or(0, |start| remark.at.duration_since(start).as_secs())
}

/// The facts that a front end shows: those that are asserted. What was denied, supposed or said of another company
/// is no fact of the lead's.
pub(super) fn facts(found: &[Fact], text: &str) -> Vec<FactView> {
    found.iter().filter(|fact| fact.standing == Standing::Asserted).map(|fact| fact_view(fact, text)).collect()
}

fn fact_view(fact: &Fact, text: &str) -> FactView {
    FactView {
        topic: fact.topic.clone(),
        kind: fact.value.kind(),
        text: fact.span.of(text).to_owned(),
        span: (fact.span.start, fact.span.end),
        scalars: fact.span.scalars(text),
        value: serde_json::to_value(&fact.value).unwrap_or_default(),
        shown: shown(&fact.value),
    }
}

pub(super) fn flag_view(flag: &Flag, text: &str, by_hand: bool) -> FlagView {
    let words: Vec<&str> = flag.spans.iter().map(|span| span.of(text)).filter(|words| !words.is_empty()).collect();
    FlagView {
        kind: flag.kind,
        colour: flag.kind.colour(),
        spans: flag.spans.iter().map(|&Span { start, end }| (start, end)).collect(),
        scalars: flag.spans.iter().map(|span| span.scalars(text)).collect(),
        words: words.join(" · "),
        why: flag.why.clone(),
        advice: flag.advice.clone(),
        against: flag.against,
        by_hand,
    }
}

fn flag(flag: &Flag, remark: &Remark) -> FlagView {
    flag_view(flag, &remark.text, remark.rulings.contains_key(&flag.kind))
}

fn cue<'a>(topics: &'a Topics, id: &'a str) -> &'a str {
    topics.get(id).map_or(id, |topic| topic.cue.as_str())
}

pub(super) fn levels(assessment: &Assessment) -> Vec<LevelView> {
    assessment
        .levels
        .iter()
        .map(|tally| LevelView {
            level: tally.level,
            status: tally.status,
            met: tally.met(),
            criteria: tally
                .criteria
                .iter()
                .map(|criterion| CriterionView {
                    id: criterion.id,
                    title: criterion.title,
                    grade: criterion.grade,
                    met: criterion.met,
                    failed: criterion.failed,
                    why: criterion.why.clone(),
                    answers: criterion.answers.clone(),
                })
                .collect(),
        })
        .collect()
}

pub(super) fn verdict(assessment: &Assessment) -> VerdictView {
    let verdict = &assessment.verdict;
    VerdictView {
        kind: verdict.kind,
        turned_by: verdict.turned_by,
        reasons: verdict.reasons.iter().map(|reason| reason.text.clone()).collect(),
        flips: verdict.flips.clone(),
        next: verdict.next.clone(),
    }
}

/// What is known, topic by topic: the value that the topic asks for where one was heard, else the words.
///
/// The answer that settles a topic best speaks for it, the latest of several; what was said since and settles nothing
/// takes nothing away.
pub(super) fn heard(answers: &[Answer], topics: &Topics) -> Vec<HeardView> {
    let ledger = Ledger::new(answers);
    topics
        .iter()
        .filter(|topic| topic.id != "note")
        .filter_map(|topic| {
            let id = topic.id.as_str();
            let stands = ledger.topic(id);
            let best = stands.answers.last().and_then(|id| ledger.answer(*id));
            let answer = best.or_else(|| ledger.last(id))?;
            Some(HeardView {
                topic: topic.id.clone(),
                cue: topic.cue.clone(),
                shown: value_or_words(answer, topic),
                grade: stands.grade,
                remark: answer.remark,
            })
        })
        .collect()
}

fn asserted<'a>(answer: &'a Answer, topic: &'a str) -> impl Iterator<Item = &'a Fact> {
    answer.reading.facts_on(topic).filter(|fact| fact.standing == Standing::Asserted)
}

/// Values of the kind that the topic asks for; of a remark that volunteered something else on it, those. An open
/// question is answered in words: a figure torn out of them says less.
fn value_or_words(answer: &Answer, topic: &Topic) -> String {
    let own = answer.reading.topic.as_ref() == Some(&topic.id);
    let is_asked = |fact: &&Fact| match topic.kind {
        ValueKind::Text | ValueKind::Choice => !own,
        ValueKind::Number => {
            matches!(fact.value.kind(), ValueKind::Money | ValueKind::Count | ValueKind::Percent | ValueKind::Duration)
        }
        kind => fact.value.kind() == kind || !own,
    };
    let values: Vec<String> =
        asserted(answer, topic.id.as_str()).filter(is_asked).map(|fact| shown(&fact.value)).collect();
    if values.is_empty() { answer.text.clone() } else { values.join(", ") }
}

fn speaker(state: &CallState, id: PersonId) -> PersonView {
    let contact = state.person(id).cloned().unwrap_or_default();
    PersonView { id: Some(id), name: contact.name, role: contact.role, does: Vec::new(), speaking: state.speaker == id }
}

/// The people of the call, then those who were named in it; what somebody does is gathered from all answers.
pub(super) fn people(state: &CallState, answers: &[Answer]) -> Vec<PersonView> {
    let mut people: Vec<PersonView> = (0..state.people.len()).map(|at| speaker(state, PersonId(at as u32))).collect();
    for answer in answers {
        for fact in answer.reading.facts.iter().filter(|fact| fact.standing == Standing::Asserted) {
            if let Value::Person { name, role, does } = &fact.value {
                let at = place_of(&mut people, answer.by, name.as_deref(), role.as_deref());
                let person = &mut people[at];
                if person.role.is_empty() {
                    person.role = role.clone().unwrap_or_default();
                }
                if let Some(does) = does.as_ref().filter(|does| !person.does.contains(does)) {
                    person.does.push(does.clone());
                }
            }
        }
    }
    people
}

/// Where a named person stands in the list; somebody new is added at the end.
fn place_of(people: &mut Vec<PersonView>, speaker: PersonId, name: Option<&str>, role: Option<&str>) -> usize {
    let known = match (name, role) {
        (Some(name), _) => find_person(people.iter().map(|person| person.name.as_str()), name),
        (None, Some(role)) => people.iter().position(|person| person.role.eq_ignore_ascii_case(role)),
        (None, None) => people.iter().position(|person| person.id == Some(speaker)),
    };
    known.unwrap_or_else(|| {
        people.push(PersonView {
            id: None,
            name: name.unwrap_or_default().to_owned(),
            role: role.unwrap_or_default().to_owned(),
            does: Vec::new(),
            speaking: false,
        });
        people.len() - 1
    })
}

/// Remarks by topic, for the prompter's "already heard".
pub(super) fn remarks_by_topic(answers: &[Answer]) -> BTreeMap<&str, Vec<RemarkId>> {
    let mut by_topic: BTreeMap<&str, Vec<RemarkId>> = BTreeMap::new();
    for answer in answers {
        let own = answer.reading.topic.as_ref().map(TopicId::as_str);
        let volunteered = answer
            .reading
            .facts
            .iter()
            .filter(|fact| fact.standing == Standing::Asserted)
            .map(|fact| fact.topic.as_str());
        for topic in own.into_iter().chain(volunteered) {
            let remarks = by_topic.entry(topic).or_default();
            if remarks.last() != Some(&answer.remark) {
                remarks.push(answer.remark);
            }
        }
    }
    by_topic
}

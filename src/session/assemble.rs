//! The brief, put together from what the layers below found.

use std::collections::BTreeMap;

use jiff::civil::DateTime;

use crate::bank::{Bank, FlagKind, Grade, Question, Section, TopicId, Topics};
use crate::call::{CallState, RemarkId, Timeline};
use crate::qualify::{self, Assessment, Case, Icp};
use crate::signals::Answer;

use super::brief::{
    Attention, Brief, Ending, FrameworkView, Head, NextView, ProbeView, Prompt, RailMark, RailQuestion, RailSection,
    SectionView, TopicChoice,
};
use super::view;

/// Red flags by how much they ask for attention; at most one does at a time.
const URGENCY: [FlagKind; 6] = [
    FlagKind::Contradiction,
    FlagKind::Unrealistic,
    FlagKind::Unknowing,
    FlagKind::Vague,
    FlagKind::Short,
    FlagKind::Excuse,
];

pub(super) fn brief(timeline: &Timeline, answers: &[Answer], bank: &Bank, icp: &Icp, now: DateTime) -> Brief {
    let state = timeline.state();
    let assessment = qualify::assess(&Case { answers, bank, icp, people: &state.people, at: now });
    let heard_on = view::remarks_by_topic(answers);
    Brief {
        head: head(state, bank),
        rail: rail(state, bank, answers, &heard_on),
        prompt: prompt(state, bank, &heard_on),
        remarks: state
            .remarks
            .iter()
            .zip(answers)
            .map(|(remark, answer)| view::remark(remark, answer, state, &bank.topics))
            .collect(),
        levels: view::levels(&assessment),
        verdict: view::verdict(&assessment),
        framework: framework(&assessment),
        heard: view::heard(answers, &bank.topics),
        people: view::people(state, answers),
        next: next(bank, &heard_on),
        history: timeline.history(),
        attention: attention(answers, bank),
        ending: ending(timeline),
    }
}

fn head(state: &CallState, bank: &Bank) -> Head {
    let contact = state.people.first().cloned().unwrap_or_default();
    Head {
        bank: bank.id.clone(),
        bank_title: bank.title.clone(),
        company: state.company.clone(),
        contact: contact.name,
        role: contact.role,
        started_at: state.started_at.unwrap_or_default(),
        planned_minutes: bank.planned_minutes,
    }
}

fn ending(timeline: &Timeline) -> Ending {
    let history = timeline.history();
    let name = |id| history.iter().find(|act| Some(act.id) == id).map(|act| act.name.clone());
    let state = timeline.state();
    Ending {
        next_step: state.next_step.clone(),
        closed: state.closed.clone(),
        undo: name(timeline.undoable()),
        redo: name(timeline.redoable()),
    }
}

pub(super) fn choice(topics: &Topics, id: &TopicId) -> TopicChoice {
    let cue = topics.get(id.as_str()).map_or_else(|| id.to_string(), |topic| topic.cue.clone());
    TopicChoice { topic: id.clone(), cue }
}

type HeardOn<'a> = BTreeMap<&'a str, Vec<RemarkId>>;

fn rail(state: &CallState, bank: &Bank, answers: &[Answer], heard_on: &HeardOn<'_>) -> Vec<RailSection> {
    bank.sections.iter().map(|section| rail_section(section, state, answers, heard_on)).collect()
}

fn rail_section(section: &Section, state: &CallState, answers: &[Answer], heard_on: &HeardOn<'_>) -> RailSection {
    let questions: Vec<RailQuestion> = section
        .questions
        .iter()
        .map(|question| RailQuestion {
            id: question.id.clone(),
            cue: question.cue.clone(),
            mark: mark(question, state, heard_on),
            grade: grade(question, answers),
            follow_up: question.conditional,
        })
        .collect();
    RailSection {
        id: section.id.clone(),
        title: section.title.clone(),
        settled: questions.iter().filter(|question| question.grade.is_enough(section.accepts)).count(),
        of: questions.iter().filter(|question| question.mark != RailMark::Parked).count(),
        questions,
    }
}

fn mark(question: &Question, state: &CallState, heard_on: &HeardOn<'_>) -> RailMark {
    if state.parked.contains(&question.id) {
        RailMark::Parked
    } else if state.current_question().is_some_and(|asked| asked.question == question.id) {
        RailMark::Current
    } else if heard_on.contains_key(question.topic.as_str()) {
        RailMark::Heard
    } else {
        RailMark::Open
    }
}

fn grade(question: &Question, answers: &[Answer]) -> Grade {
    let on_topic = |answer: &&Answer| answer.reading.topic.as_ref() == Some(&question.topic);
    answers.iter().rev().find(on_topic).map_or(Grade::Open, |answer| answer.reading.grade)
}

fn prompt(state: &CallState, bank: &Bank, heard_on: &HeardOn<'_>) -> Option<Prompt> {
    let asked = state.current_question()?;
    let question = bank.question(&asked.question)?;
    Some(Prompt {
        question: question.id.clone(),
        topic: question.topic.clone(),
        cue: question.cue.clone(),
        ask: question.ask.clone(),
        why: question.why.clone(),
        listen_for: question.listen_for.clone(),
        probes: question.probes.iter().map(|probe| ProbeView { flag: probe.flag, say: probe.say.clone() }).collect(),
        already: heard_on.get(question.topic.as_str()).cloned().unwrap_or_default(),
    })
}

/// The most urgent flag on the newest remark, with the question's own probe where it has one.
fn attention(answers: &[Answer], bank: &Bank) -> Option<Attention> {
    let answer = answers.last()?;
    let flag = URGENCY.iter().find_map(|kind| answer.reading.flag(*kind))?;
    let question = answer.question.as_ref().and_then(|id| bank.question(id));
    let probe = question.and_then(|question| question.probes.iter().find(|probe| probe.flag == flag.kind));
    let say = probe.map_or_else(|| flag.advice.clone(), |probe| probe.say.clone());
    Some(Attention { remark: answer.remark, flag: flag.kind, say })
}

fn framework(assessment: &Assessment) -> FrameworkView {
    FrameworkView {
        score: assessment.score,
        sections: assessment
            .sections
            .iter()
            .map(|section| SectionView {
                id: section.id.clone(),
                title: section.title.clone(),
                grade: section.grade,
                score: section.score,
                of: section.of,
            })
            .collect(),
    }
}

fn next(bank: &Bank, heard_on: &HeardOn<'_>) -> Vec<NextView> {
    bank.questions()
        .filter(|question| !question.conditional && !heard_on.contains_key(question.topic.as_str()))
        .take(3)
        .map(|question| NextView {
            question: question.id.clone(),
            cue: question.cue.clone(),
            ask: question.ask.first().cloned().unwrap_or_default(),
            because: question.why.clone(),
        })
        .collect()
}

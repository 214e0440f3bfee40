//! The brief, put together from what the layers below found.

use std::collections::BTreeMap;

use jiff::civil::DateTime;

use crate::bank::{Bank, Question, Section, TopicId, Topics};
use crate::call::{CallState, RemarkId, Timeline};
use crate::coach::{self, Branch, BranchState, Names, Scene};
use crate::qualify::{self, Assessment, Case, Icp, Matches};
use crate::signals::Answer;

use super::before::{self, BeforeView};
use super::brief::{
    Attention, Brief, FrameworkView, Head, NextView, ProbeView, Prompt, RailMark, RailQuestion, RailSection,
    SectionView, TopicChoice,
};
use super::earlier::Earlier;
use super::ending::Ending;
use super::insight;
use super::setup::Setup;
use super::view;

/// What a call is seen by, beside its journal.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lens<'a> {
    /// The bank in use.
    pub bank: &'a Bank,
    /// What the user has set.
    pub setup: &'a Setup,
    /// What was said in earlier calls.
    pub earlier: &'a Earlier,
    /// What the answers match in the profile.
    pub matches: &'a Matches,
}

pub(super) fn brief(timeline: &Timeline, answers: &[Answer], lens: Lens<'_>, now: DateTime) -> Brief {
    let state = timeline.state();
    let bank = lens.bank;
    let case = case(state, answers, lens, now);
    let assessment = qualify::assess(&case);
    let pace = coach::pace(bank, &state.asked, elapsed_seconds(state, now));
    let scene = Scene::new(&case, &assessment, &state.asked, &state.parked, names(state, lens)).at_stage(pace.stage);
    let branches = coach::branches(&scene);
    let before = before::before(&lens.earlier.seen_by(&state.people), answers, &bank.topics);
    let heard_on = view::remarks_by_topic(answers);
    Brief {
        head: Head { before: before.clone(), ..head(state, lens) },
        rail: rail(&scene, &branches, &heard_on),
        prompt: prompt(&scene, &heard_on),
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
        next: next_of_further_call(&scene, &branches, &before),
        history: timeline.history(),
        attention: attention(answers, bank),
        pace: insight::pace_view(&pace, coach::can_close(&scene, &branches)),
        ending: ending(timeline, &assessment),
    }
}

/// How long the call has been going on.
pub(super) fn elapsed_seconds(state: &CallState, now: DateTime) -> i64 {
    state.started_at.map_or(0, |began| now.duration_since(began).as_secs())
}

pub(super) fn case<'a>(state: &'a CallState, answers: &'a [Answer], lens: Lens<'a>, now: DateTime) -> Case<'a> {
    Case {
        answers,
        bank: lens.bank,
        icp: &lens.setup.icp,
        known: &lens.setup.known,
        people: &state.people,
        at: now,
        agreed: state.next_step.as_ref().and_then(|step| step.on),
        matches: Some(lens.matches),
    }
}

pub(super) fn names<'a>(state: &'a CallState, lens: Lens<'a>) -> Names<'a> {
    let contact = state.person(state.speaker).map_or("", |person| person.name.as_str());
    Names { company: &state.company, contact, price: lens.setup.price.as_deref().unwrap_or_default() }
}

/// The ways to put a question after the last event, the best first.
pub(super) fn phrasings(timeline: &Timeline, answers: &[Answer], lens: Lens<'_>, question: &Question) -> Vec<String> {
    let state = timeline.state();
    let now = timeline.journal().last().map_or_else(DateTime::default, |event| event.at);
    coach::phrasings(&case(state, answers, lens, now), names(state, lens), question)
}

fn head(state: &CallState, lens: Lens<'_>) -> Head {
    let bank = lens.bank;
    let contact = state.people.first().cloned().unwrap_or_default();
    Head {
        bank: bank.id.clone(),
        bank_title: bank.title.clone(),
        company: state.company.clone(),
        contact: contact.name,
        role: contact.role,
        started_at: state.started_at.unwrap_or_default(),
        planned_minutes: bank.planned_minutes,
        reckoning: lens.setup.reckoning,
        has_profile: lens.setup.icp != Icp::default(),
        before: BeforeView::default(),
    }
}

fn ending(timeline: &Timeline, assessment: &Assessment) -> Ending {
    let history = timeline.history();
    let name = |id| history.iter().find(|act| Some(act.id) == id).map(|act| act.name.clone());
    let state = timeline.state();
    Ending {
        next_step: state.next_step.clone(),
        follow_up: assessment.verdict.follow_up,
        come_back: assessment.verdict.nurture.and_then(|nurture| nurture.come_back),
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

fn rail(scene: &Scene<'_>, branches: &[Branch], heard_on: &HeardOn<'_>) -> Vec<RailSection> {
    let mut rest = branches;
    let of_section = |section: &Section| {
        let (own, others) = rest.split_at(section.questions.len().min(rest.len()));
        rest = others;
        rail_section(section, scene, own, heard_on)
    };
    scene.case.bank.sections.iter().map(of_section).collect()
}

fn rail_section(section: &Section, scene: &Scene<'_>, branches: &[Branch], heard_on: &HeardOn<'_>) -> RailSection {
    let questions: Vec<RailQuestion> = section
        .questions
        .iter()
        .zip(branches)
        .filter(|(_, branch)| branch.state != BranchState::Closed)
        .map(|(question, branch)| RailQuestion {
            id: question.id.clone(),
            cue: question.cue.clone(),
            mark: mark(question, branch.state, scene, heard_on),
            grade: scene.grade(question.topic.as_str()),
            follow_up: question.conditional,
        })
        .collect();
    let open = || questions.iter().filter(|question| question.mark != RailMark::Parked);
    RailSection {
        id: section.id.clone(),
        title: section.title.clone(),
        settled: open().filter(|question| question.grade.is_enough(section.accepts)).count(),
        of: open().count(),
        questions,
    }
}

fn mark(question: &Question, state: BranchState, scene: &Scene<'_>, heard_on: &HeardOn<'_>) -> RailMark {
    if scene.asked.last().is_some_and(|asked| asked.question == question.id) {
        RailMark::Current
    } else if state == BranchState::Parked {
        RailMark::Parked
    } else if heard_on.contains_key(question.topic.as_str()) {
        RailMark::Heard
    } else {
        RailMark::Open
    }
}

fn prompt(scene: &Scene<'_>, heard_on: &HeardOn<'_>) -> Option<Prompt> {
    let question = scene.case.bank.question(&scene.asked.last()?.question)?;
    Some(Prompt {
        question: question.id.clone(),
        topic: question.topic.clone(),
        cue: question.cue.clone(),
        ask: scene.phrasings(question),
        why: question.why.clone(),
        listen_for: question.listen_for.clone(),
        probes: question.probes.iter().map(|probe| ProbeView { flag: probe.flag, say: probe.say.clone() }).collect(),
        already: heard_on.get(question.topic.as_str()).cloned().unwrap_or_default(),
    })
}

/// What calls for a word now: the most urgent flag on the newest remark.
fn attention(answers: &[Answer], bank: &Bank) -> Option<Attention> {
    let answer = answers.last()?;
    let advice = coach::advice(bank, answer)?;
    Some(Attention { remark: answer.remark, flag: advice.flag, say: advice.say })
}

fn framework(assessment: &Assessment) -> FrameworkView {
    FrameworkView {
        score: assessment.score,
        caps: assessment.caps.iter().map(|cap| format!("{} at most: {}", cap.at_most, cap.why)).collect(),
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

/// The next questions; of a further call first what the last one left open.
fn next_of_further_call(scene: &Scene<'_>, branches: &[Branch], before: &BeforeView) -> Vec<NextView> {
    let all = next(scene, branches);
    if before.said.is_empty() {
        return all;
    }
    let questions = scene.case.bank.sections.iter().flat_map(|section| &section.questions);
    let taken_for_asked = branches.iter().zip(questions).map(|(branch, question)| {
        let stands = before.said.iter().any(|said| said.topic == question.topic);
        if stands { Branch { state: BranchState::Closed, ..branch.clone() } } else { branch.clone() }
    });
    let gaps: Vec<Branch> = taken_for_asked.collect();
    before::gaps_first(next(scene, &gaps), all, before)
}

fn next(scene: &Scene<'_>, branches: &[Branch]) -> Vec<NextView> {
    coach::next_questions(scene, branches)
        .into_iter()
        .map(|next| NextView {
            cue: scene.case.bank.question(&next.id).map(|question| question.cue.clone()).unwrap_or_default(),
            question: next.id,
            ask: next.ask,
            because: next.because,
        })
        .collect()
}

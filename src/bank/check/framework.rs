//! Checks a bank: ids, topics, points, follow-ups; and joins it with the sections that all banks share.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::conditions::check_condition;
use super::links::check_links;
use super::{check_id, check_topics, report_unknown_topic};
use crate::bank::problem::{Code, Place, Sink};
use crate::bank::question::{Bank, FollowUp, Probe, Question, QuestionId, Sample, ScoreGroup, Section};
use crate::bank::raw::{RawBank, RawQuestion, RawSample, RawSection, RawShared, Standing};
use crate::bank::topic::{TopicId, Topics};
use crate::bank::vocabulary::Grade;
use crate::bank::yaml::Placed;

/// Points that the scored groups of a bank add up to.
const ALL_POINTS: u32 = 100;

/// What a gate can hold a score to.
const GATES: std::ops::RangeInclusive<u32> = 1..=99;

/// The longest call that a bank can be made for, in minutes.
const LONGEST_CALL: u32 = 480;

/// A section with the sink of the file that it stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draft<'a> {
    pub(super) section: &'a RawSection,
    pub(super) sink: &'a Sink,
}

/// Checks a bank together with the shared sections, and builds it. The result is to be used only if both sinks
/// stayed empty.
///
/// Shared sections that stand first come first, then the bank's own, then the shared ones that stand last. A shared
/// question about a topic that the bank itself asks about unconditionally is left out, so that nothing is asked
/// twice; so is a shared question that could then no longer open, and a section left without questions.
pub(crate) fn check_bank(own: &RawBank, sink: &Sink, shared: &RawShared, shared_sink: &Sink, base: &Topics) -> Bank {
    let language = own.language.as_ref().map_or("en", |language| language.value.as_str());
    let topics = check_topics(base, &own.topics, language, sink);
    check_head(own, sink);

    let drafts = drafts(own, sink, shared, shared_sink);
    check_unique(&drafts);
    let kept = kept_questions(&drafts);
    check_links(&drafts, &kept);
    let sections = drafts
        .iter()
        .map(|draft| check_section(*draft, own.accepts, &kept, &topics))
        .filter(|section| !section.questions.is_empty())
        .collect();
    Bank {
        id: own.id.as_ref().map(|id| id.value.clone()).unwrap_or_default(),
        title: own.title.clone(),
        language: language.to_owned(),
        purpose: own.purpose.clone(),
        accepts: own.accepts,
        planned_minutes: own.planned_minutes.as_ref().map_or(0, |minutes| minutes.value),
        sections,
        topics: Arc::new(topics),
        hash: String::new(),
    }
}

/// All sections in the order of the rail.
pub(super) fn drafts<'a>(
    own: &'a RawBank,
    sink: &'a Sink,
    shared: &'a RawShared,
    shared_sink: &'a Sink,
) -> Vec<Draft<'a>> {
    let mut drafts: Vec<Draft> = shared.sections.iter().map(|section| Draft { section, sink: shared_sink }).collect();
    drafts.extend(own.sections.iter().map(|section| Draft { section, sink }));
    drafts.sort_by_key(|draft| draft.section.standing);
    drafts
}

fn check_head(own: &RawBank, sink: &Sink) {
    if let Some(id) = &own.id {
        check_id(id, sink);
    }
    if let Some(minutes) = &own.planned_minutes
        && !(1..=LONGEST_CALL).contains(&minutes.value)
    {
        let message = format!("a call of {} minutes", minutes.value);
        sink.report(
            sink.problem(Code::OutOfRange, minutes.place, message)
                .with_expected(format!("1 to {LONGEST_CALL} minutes")),
        );
    }
    let groups = || own.sections.iter().flat_map(|section| &section.scored);
    let sum: u64 = groups().map(|group| u64::from(group.points.value)).sum();
    if sum != u64::from(ALL_POINTS) && !own.sections.is_empty() {
        let place = groups().next().map_or(own.place, |group| group.points.place);
        let message = format!("the points of all sections add up to {sum}");
        sink.report(sink.problem(Code::Points, place, message).with_expected(ALL_POINTS.to_string()));
    }
}

/// Reports ids of sections and of questions that are given twice, in whichever file.
fn check_unique(drafts: &[Draft]) {
    let mut sections = BTreeMap::new();
    let mut questions = BTreeMap::new();
    // The shared ones first: a clash is to be settled in the bank's own file.
    let (own, shared): (Vec<&Draft>, Vec<&Draft>) =
        drafts.iter().partition(|draft| draft.section.standing == Standing::Own);
    for draft in shared.into_iter().chain(own) {
        claim("section", &draft.section.id, draft.sink, &mut sections);
        for question in &draft.section.questions {
            claim("question", &question.id, draft.sink, &mut questions);
        }
    }
}

fn claim<'a>(what: &str, id: &'a Placed<String>, sink: &'a Sink, taken: &mut BTreeMap<&'a str, (&'a Sink, Place)>) {
    check_id(id, sink);
    if let Some((first_sink, first)) = taken.get(id.value.as_str()) {
        let message = format!("the {what} `{}` is given twice", id.value);
        sink.report(
            sink.problem(Code::DuplicateId, id.place, message)
                .with_fix("keep one of the two, or rename this one")
                .with_related(first_sink.file(), *first, "first given here"),
        );
    } else {
        taken.insert(&id.value, (sink, id.place));
    }
}

/// The ids of the questions that stay: the bank's own, and the shared ones that ask what it does not ask and that
/// can still open.
pub(super) fn kept_questions<'a>(drafts: &[Draft<'a>]) -> BTreeSet<&'a str> {
    let all = || drafts.iter().flat_map(|draft| draft.section.questions.iter().map(move |question| (draft, question)));
    let is_own = |draft: &Draft| draft.section.standing == Standing::Own;
    let topic = |question: &'a RawQuestion| question.topic.as_ref().map(|topic| topic.value.as_str());
    let asked: BTreeSet<&str> = all()
        .filter(|(draft, question)| is_own(draft) && !question.conditional)
        .filter_map(|(_, question)| topic(question))
        .collect();
    let candidates: BTreeMap<&str, &RawQuestion> = all()
        .filter(|(draft, question)| is_own(draft) || !topic(question).is_some_and(|topic| asked.contains(topic)))
        .map(|(_, question)| (question.id.value.as_str(), question))
        .collect();

    let mut kept = BTreeSet::new();
    let mut reached: Vec<&RawQuestion> = all()
        .map(|(draft, question)| (is_own(draft) || !question.conditional, question))
        .filter_map(|(starts, question)| starts.then(|| candidates.get(question.id.value.as_str()).copied()).flatten())
        .collect();
    while let Some(question) = reached.pop() {
        if kept.insert(question.id.value.as_str()) {
            let targets = question.follow_ups.iter().map(|follow_up| follow_up.to.value.as_str());
            reached.extend(targets.filter_map(|target| candidates.get(target)));
        }
    }
    kept
}

fn check_section(draft: Draft, accepts: Grade, kept: &BTreeSet<&str>, topics: &Topics) -> Section {
    let Draft { section, sink } = draft;
    if section.questions.is_empty() && section.has_list {
        let message = format!("the section `{}` has no questions", section.id.value);
        sink.report(sink.problem(Code::EmptySection, section.id.place, message).with_expected("at least one question"));
    }
    let scored = section
        .scored
        .iter()
        .map(|group| {
            group.topics.iter().filter(|id| topics.get(&id.value).is_none()).for_each(|id| {
                report_unknown_topic(id, topics, sink);
            });
            if group.points.value == 0 || group.topics.is_empty() {
                let message = "a scored group that can earn nothing";
                sink.report(
                    sink.problem(Code::OutOfRange, group.points.place, message)
                        .with_expected("at least one topic and at least one point"),
                );
            }
            let topics = group.topics.iter().map(|id| TopicId::new(&id.value)).collect();
            ScoreGroup { topics, points: group.points.value }
        })
        .collect();
    let stays = |id: &str| kept.contains(id);
    if let Some(gate) = section.gate.as_ref().filter(|gate| !GATES.contains(&gate.value)) {
        let message = format!("a gate of {} holds nothing back", gate.value);
        sink.report(sink.problem(Code::OutOfRange, gate.place, message).with_expected("from 1 to 99"));
    }
    Section {
        id: section.id.value.clone(),
        title: section.title.clone(),
        purpose: section.purpose.clone(),
        accepts: section.accepts.unwrap_or(accepts),
        scored,
        gate: section.gate.as_ref().map(|gate| gate.value),
        shared: section.standing != Standing::Own,
        questions: section
            .questions
            .iter()
            .map(|question| check_question(question, &stays, topics, sink))
            .filter(|question| stays(question.id.as_str()))
            .collect(),
    }
}

fn check_question(raw: &RawQuestion, stays: &impl Fn(&str) -> bool, topics: &Topics, sink: &Sink) -> Question {
    let topic = raw.topic.as_ref().map_or_else(TopicId::note, |topic| {
        if topics.get(&topic.value).is_none() {
            report_unknown_topic(topic, topics, sink);
        }
        TopicId::new(&topic.value)
    });
    let follow_ups = raw
        .follow_ups
        .iter()
        .filter_map(|follow_up| {
            let when = check_condition(follow_up.when.as_ref()?, &topic, topics, sink);
            Some(FollowUp { to: QuestionId::new(&follow_up.to.value), when })
        })
        .filter(|follow_up| stays(follow_up.to.as_str()))
        .collect();
    Question {
        id: QuestionId::new(&raw.id.value),
        topic,
        cue: raw.cue.as_ref().map(|cue| cue.value.clone()).unwrap_or_default(),
        ask: raw.ask.iter().map(|phrasing| phrasing.value.clone()).collect(),
        reframes: raw.reframes.iter().map(|phrasing| phrasing.value.clone()).collect(),
        why: raw.why.clone(),
        listen_for: raw.listen_for.clone(),
        probes: raw.probes.iter().map(|(flag, say)| Probe { flag: *flag, say: say.value.clone() }).collect(),
        follow_ups,
        conditional: raw.conditional,
        samples: raw.samples.iter().map(|sample| check_sample(sample, topics, sink)).collect(),
    }
}

fn check_sample(raw: &RawSample, topics: &Topics, sink: &Sink) -> Sample {
    for (topic, _) in raw.facts.iter().filter(|(topic, _)| topics.get(&topic.value).is_none()) {
        report_unknown_topic(topic, topics, sink);
    }
    Sample {
        say: raw.say.value.clone(),
        flag: raw.flag,
        facts: raw.facts.iter().map(|(topic, words)| (TopicId::new(&topic.value), words.value.clone())).collect(),
        place: raw.say.place,
    }
}

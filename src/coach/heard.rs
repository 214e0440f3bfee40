//! What was heard, looked up topic by topic. Read once from all answers, so that a bank of ten thousand questions is
//! held against it in one pass.

use std::collections::{HashMap, HashSet};

use crate::bank::{Grade, QuestionId, StakeholderRole};
use crate::call::Asked;
use crate::qualify::{Case, is_far, standpoint};
use crate::signals::{Answer, Stance, Standing, Value};

use super::roles;

/// What was heard in a call, and what was asked for it.
#[derive(Debug, Clone, Default)]
pub(super) struct Heard<'a> {
    topics: HashMap<&'a str, OnTopic<'a>>,
    /// The questions turned to.
    asked: HashMap<&'a QuestionId, Turns>,
    /// Questions that a remark answers.
    answered: HashSet<&'a QuestionId>,
    /// The parts in the purchase that somebody heard of has.
    known_roles: Vec<StakeholderRole>,
    /// Those that somebody on the call has.
    roles_on_the_call: Vec<StakeholderRole>,
}

/// How a question was turned to.
#[derive(Debug, Clone, Copy, Default)]
struct Turns {
    /// Its place, from 1, when it was turned to last.
    last: usize,
    /// How often it was.
    times: usize,
}

/// What was heard on one topic.
#[derive(Debug, Clone, Default)]
struct OnTopic<'a> {
    /// The answers filed under it, in the order heard.
    filed: Vec<&'a Answer>,
    /// The facts asserted on it, wherever they were said, each with its answer.
    facts: Vec<(&'a Answer, &'a Value)>,
    /// How it stands.
    grade: Grade,
    /// A date on it lies more than six months ahead.
    is_far: bool,
}

impl<'a> Heard<'a> {
    /// Reads the answers of a call.
    pub(super) fn new(case: &Case<'a>, asked: &'a [Asked]) -> Self {
        let answers: &'a [Answer] = case.answers;
        let mut topics: HashMap<&'a str, OnTopic<'a>> = HashMap::new();
        for answer in answers {
            if let Some(topic) = &answer.reading.topic {
                topics.entry(topic.as_str()).or_default().filed.push(answer);
            }
            for fact in answer.reading.facts.iter().filter(|fact| fact.standing == Standing::Asserted) {
                topics.entry(fact.topic.as_str()).or_default().facts.push((answer, &fact.value));
            }
        }
        for (topic, on_topic) in &mut topics {
            on_topic.grade = standpoint(answers, topic).grade;
            on_topic.is_far = is_far(answers, topic, case.at);
        }
        let has = |has: fn(StakeholderRole, &Case<'_>) -> bool| {
            StakeholderRole::ALL.iter().copied().filter(|role| has(*role, case)).collect()
        };
        Self {
            topics,
            asked: turns(asked),
            answered: answers.iter().filter_map(|answer| answer.question.as_ref()).collect(),
            known_roles: has(roles::is_known),
            roles_on_the_call: has(roles::is_on_the_call),
        }
    }

    /// Whether something was heard on a topic: an answer filed under it, or a fact volunteered elsewhere.
    pub(super) fn is_heard(&self, topic: &str) -> bool {
        self.filed(topic).iter().any(|answer| answer.reading.stance != Stance::Elsewhere)
            || !self.facts(topic).is_empty()
    }

    /// The answers filed under a topic, in the order heard.
    pub(super) fn filed(&self, topic: &str) -> &[&'a Answer] {
        self.topics.get(topic).map_or(&[], |on_topic| &on_topic.filed)
    }

    /// The facts asserted on a topic, each with its answer, in the order heard.
    pub(super) fn facts(&self, topic: &str) -> &[(&'a Answer, &'a Value)] {
        self.topics.get(topic).map_or(&[], |on_topic| &on_topic.facts)
    }

    /// How a topic stands.
    pub(super) fn grade(&self, topic: &str) -> Grade {
        self.topics.get(topic).map_or(Grade::Open, |on_topic| on_topic.grade)
    }

    /// Whether the date last heard on a topic lies more than six months ahead.
    pub(super) fn is_far(&self, topic: &str) -> bool {
        self.topics.get(topic).is_some_and(|on_topic| on_topic.is_far)
    }

    /// Whether somebody heard of has a part in the purchase.
    pub(super) fn knows(&self, role: StakeholderRole) -> bool {
        self.known_roles.contains(&role)
    }

    /// Whether somebody on the call has it.
    pub(super) fn has_on_the_call(&self, role: StakeholderRole) -> bool {
        self.roles_on_the_call.contains(&role)
    }

    /// How lately a question was turned to; 0 for never.
    pub(super) fn turned_to(&self, question: &QuestionId) -> usize {
        self.asked.get(question).map_or(0, |turns| turns.last)
    }

    /// How often a question was turned to.
    pub(super) fn times_turned_to(&self, question: &QuestionId) -> usize {
        self.asked.get(question).map_or(0, |turns| turns.times)
    }

    /// Whether a remark answers this very question.
    pub(super) fn is_answered(&self, question: &QuestionId) -> bool {
        self.answered.contains(question)
    }

    /// Whether a question was turned to or answered.
    pub(super) fn is_touched(&self, question: &QuestionId) -> bool {
        self.asked.contains_key(question) || self.is_answered(question)
    }
}

fn turns(asked: &[Asked]) -> HashMap<&QuestionId, Turns> {
    let mut turns: HashMap<&QuestionId, Turns> = HashMap::new();
    for (at, asked) in (1..).zip(asked) {
        let own = turns.entry(&asked.question).or_default();
        *own = Turns { last: at, times: own.times + 1 };
    }
    turns
}

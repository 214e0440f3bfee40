//! What was heard and asked, made ready to be looked up, so that a bank of ten thousand questions is held against it in one
//! pass.

use std::collections::{HashMap, HashSet};

use crate::bank::{Grade, QuestionId, StakeholderRole};
use crate::call::Asked;
use crate::qualify::{Case, Ledger};
use crate::signals::{Answer, Fact, Stance};

use super::roles;

/// What was heard in a call, and what was asked for it.
#[derive(Debug, Clone, Default)]
pub(super) struct Heard<'a> {
    ledger: Ledger<'a>,
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

impl<'a> Heard<'a> {
    /// Reads the answers of a call.
    pub(super) fn new(case: &Case<'a>, asked: &'a [Asked]) -> Self {
        let ledger = Ledger::new(case.answers);
        Self {
            known_roles: roles::known(case.answers),
            roles_on_the_call: roles::on_the_call(case, &ledger),
            asked: turns(asked),
            answered: case.answers.iter().filter_map(|answer| answer.question.as_ref()).collect(),
            ledger,
        }
    }

    /// How every topic stands.
    pub(super) fn ledger(&self) -> &Ledger<'a> {
        &self.ledger
    }

    /// Whether something was heard on a topic: an answer filed under it, or a fact volunteered elsewhere.
    pub(super) fn is_heard(&self, topic: &str) -> bool {
        self.filed(topic).iter().any(|answer| answer.reading.stance != Stance::Elsewhere)
            || !self.facts(topic).is_empty()
    }

    /// The answers filed under a topic, in the order heard.
    pub(super) fn filed(&self, topic: &str) -> &[&'a Answer] {
        self.ledger.filed(topic)
    }

    /// The facts asserted on a topic, each with its answer, in the order heard.
    pub(super) fn facts(&self, topic: &str) -> &[(&'a Answer, &'a Fact)] {
        self.ledger.facts(topic)
    }

    /// How a topic stands.
    pub(super) fn grade(&self, topic: &str) -> Grade {
        self.ledger.grade(topic)
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

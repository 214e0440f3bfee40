//! What to do next: the next question, the branches that are open, probes, phrasing with captured facts, pace.
//!
//! Pure functions of a [`Scene`]; the words are data (`lexicon`).

use std::collections::BTreeSet;

use crate::bank::{Grade, QuestionId};
use crate::call::Asked;
use crate::qualify::{Assessment, Case};

mod branches;
mod compare;
mod condition;
mod heard;
mod known;
mod next;
mod pace;
mod phrases;
mod probe;
#[cfg(test)]
mod proof;
mod reframe;
mod roles;
mod speech;

use heard::Heard;
use known::Known;

pub use branches::{Branch, BranchState, branches};
pub use next::{can_close, next_questions};
pub use pace::{BUNCH, Bunch, Pace, Stage, is_hard_topic, pace};
pub use probe::{Advice, advice};
pub use reframe::phrasings;
pub use speech::money_in_words;

/// The call as the coach sees it.
#[derive(Debug, Clone)]
pub struct Scene<'a> {
    /// What was heard, and what it is judged by.
    pub case: &'a Case<'a>,
    /// What it adds up to.
    pub assessment: &'a Assessment,
    /// The questions turned to so far; the last is on the screen.
    pub asked: &'a [Asked],
    /// Questions set aside by hand.
    pub parked: &'a BTreeSet<QuestionId>,
    /// What phrasings may name beside the facts heard.
    pub names: Names<'a>,
    /// What the time is for.
    pub stage: Stage,
    /// What was heard, topic by topic.
    heard: Heard<'a>,
}

/// What a phrasing may name beside the facts heard; what is not known is empty.
#[derive(Debug, Clone, Copy, Default)]
pub struct Names<'a> {
    /// The company called.
    pub company: &'a str,
    /// The name of the person who is speaking.
    pub contact: &'a str,
    /// The price of the product in the words of the config.
    pub price: &'a str,
}

impl<'a> Scene<'a> {
    /// Looks at a call.
    pub fn new(
        case: &'a Case<'a>,
        assessment: &'a Assessment,
        asked: &'a [Asked],
        parked: &'a BTreeSet<QuestionId>,
        names: Names<'a>,
    ) -> Self {
        let heard = Heard::new(case, asked);
        Self { case, assessment, asked, parked, names, stage: Stage::default(), heard }
    }

    /// The same call at another stage of its time.
    #[must_use]
    pub fn at_stage(self, stage: Stage) -> Self {
        Self { stage, ..self }
    }

    /// How a topic stands after everything heard.
    pub fn grade(&self, topic: &str) -> Grade {
        self.heard.grade(topic)
    }

    /// What may be said back to the prospect.
    fn known(&self) -> Known<'_> {
        Known::new(self.case, self.heard.ledger(), self.names)
    }

    /// The question on the screen.
    fn current(&self) -> Option<&QuestionId> {
        self.asked.last().map(|asked| &asked.question)
    }
}

/// A question worth asking now.
#[derive(Debug, Clone, PartialEq)]
pub struct NextQuestion {
    /// The question.
    pub id: QuestionId,
    /// Its best phrasing.
    pub ask: String,
    /// What hangs on it, in one sentence.
    pub because: String,
}

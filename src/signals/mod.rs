//! What was said means: facts, flags and grades, each with the words that caused it.
//!
//! Analysis is pure and cannot fail: any text gives a [`Reading`]. Kinds are code, vocabulary is data (`lexicon`).
//! Nothing here is ever stored; it is derived anew from the journal.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::DateTime;

use crate::bank::{FlagKind, Grade, QuestionId, TopicId};
use crate::call::{PersonId, RemarkId, Ruling};

#[cfg(test)]
mod agreement;
mod contradict;
pub mod facts;
pub mod filing;
mod grade;
pub mod lexicon;
mod reader;
mod reckoning;
mod rules;
mod spans;
mod stance;
pub mod text;
mod value;
mod words;

pub use contradict::{Disparity, DisparityKind, Memory, Statement};
pub use reader::{Reader, Said};
pub use reckoning::{DayOrder, Month, Reckoning};
pub use rules::unknowing_features;
pub use value::{Fact, Span, Standing, Value};

/// A signal in one answer (signals.md).
#[derive(Debug, Clone, PartialEq)]
pub struct Flag {
    /// Which signal.
    pub kind: FlagKind,
    /// The words that caused it, in the order of the text.
    pub spans: Vec<Span>,
    /// One plain sentence: why it was raised.
    pub why: String,
    /// One suggested move.
    pub advice: String,
    /// The earlier remark that a contradiction stands against.
    pub against: Option<RemarkId>,
}

/// What one answer does to the thing asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stance {
    /// Says yes to it, names it, or gives a value.
    Affirms,
    /// Says the opposite: "no budget", "we don't need it".
    Denies,
    /// Says that they do not know or cannot say.
    DoesNotKnow,
    /// Will not tell.
    Declines,
    /// Answers another topic.
    Elsewhere,
    /// Says nothing about it.
    #[default]
    Silent,
}

/// What one remark means.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// The topic that it answers; `None` while it is unfiled.
    pub topic: Option<TopicId>,
    /// Topics that it could answer, the likeliest first, when it was filed by its words.
    pub candidates: Vec<TopicId>,
    /// The facts in it, in the order of the text.
    pub facts: Vec<Fact>,
    /// The flags that hold, rulings included.
    pub flags: Vec<Flag>,
    /// Flags that the rules raised and a person dismissed.
    pub dismissed: Vec<Flag>,
    /// Earlier answers that do not agree with it, though nothing is contradicted.
    pub disparities: Vec<Disparity>,
    /// What it does to the topic.
    pub stance: Stance,
    /// How well it settles the topic.
    pub grade: Grade,
    /// Its words, made ready for comparing later answers with it.
    pub statement: Option<Arc<Statement>>,
}

impl Reading {
    /// The flag of this kind, if it holds.
    pub fn flag(&self, kind: FlagKind) -> Option<&Flag> {
        self.flags.iter().find(|flag| flag.kind == kind)
    }

    /// Whether a flag holds.
    pub fn has(&self, kind: FlagKind) -> bool {
        self.flag(kind).is_some()
    }

    /// The facts that fill a topic.
    pub fn facts_on<'a>(&'a self, topic: &'a str) -> impl Iterator<Item = &'a Fact> {
        self.facts.iter().filter(move |fact| fact.topic == *topic)
    }
}

/// A remark together with what it means: the unit that `qualify` and `coach` work on.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The remark's number.
    pub remark: RemarkId,
    /// Who said it.
    pub by: PersonId,
    /// When it was kept.
    pub at: DateTime,
    /// Its words.
    pub text: String,
    /// The question that it answers, if one was on the screen or named.
    pub question: Option<QuestionId>,
    /// What it means.
    pub reading: Reading,
}

/// What a person ruled on the flags of one remark.
pub type Rulings = BTreeMap<FlagKind, Ruling>;

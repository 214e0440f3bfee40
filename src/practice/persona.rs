//! A simulated prospect: who it is, what is true, and what of it is told to whom.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::DateTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::bank::problem::Place;
use crate::bank::vocabulary;
use crate::bank::{FlagKind, Grade, Level, LevelStatus, TopicId, VerdictKind};
use crate::qualify::Icp;

/// A simulated prospect, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Persona {
    /// Its id, the name of its file.
    pub id: String,
    /// Who is on the line.
    pub who: Who,
    /// How hard it is to get at the truth.
    pub difficulty: Difficulty,
    /// The banks that it can be practised with; the first is the usual one.
    pub frameworks: Vec<String>,
    /// The language that it speaks (BCP 47).
    pub language: String,
    /// The clock when the call begins: dates in its answers are meant from there.
    pub at: DateTime,
    /// What the trainee knows before the call.
    pub about: String,
    /// Who plays the prospect knows this besides.
    pub secret: String,
    /// How it talks.
    pub habits: Vec<Habit>,
    /// How its mood runs.
    pub mood: MoodRange,
    /// Who the trainee sells to.
    pub icp: Icp,
    /// What a call has to come to.
    pub truth: Truth,
    /// What it says, whatever is asked.
    pub lines: Lines,
    /// What is true, topic by topic, in the order of the file.
    pub topics: Vec<TopicTruth>,
}

/// Who is on the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The name.
    pub name: String,
    /// The role, as a card would say it.
    pub role: String,
    /// The company.
    pub company: String,
    /// The company's industry.
    pub industry: String,
    /// How high in the company.
    pub seniority: Seniority,
}

vocabulary! {
    /// How high somebody stands in a company.
    Seniority {
        /// Learns there.
        Intern = "intern",
        /// Does the work.
        Staff = "staff",
        /// Leads a team.
        Manager = "manager",
        /// Leads a department.
        Head = "head",
        /// Leads the company, or a part of it.
        Executive = "executive",
        /// Owns the company.
        Owner = "owner",
    }
}

vocabulary! {
    /// How hard it is to get at the truth.
    Difficulty {
        /// Tells most of it to whoever asks openly.
        Easy = "easy",
        /// Has to be probed.
        Medium = "medium",
        /// Has to be won first.
        Hard = "hard",
    }
}

vocabulary! {
    /// How somebody talks.
    Habit {
        /// Says as little as possible.
        Terse = "terse",
        /// Gives no figures.
        Vague = "vague",
        /// Says more than was asked.
        Rambling = "rambling",
        /// Talks round the question.
        Dodging = "dodging",
        /// Says one thing and later another.
        Contradicting = "contradicting",
        /// Explains why nothing was done.
        Excusing = "excusing",
        /// Promises what cannot be.
        OverClaiming = "over_claiming",
    }
}

vocabulary! {
    /// What a question has to be so that a reply is given to it.
    ReplyTo {
        /// Anything at all.
        Any = "any",
        /// An open question, to somebody who has not gone cold.
        Open = "open",
        /// A second open question on a topic that was touched before.
        Probe = "probe",
        /// A question for a figure, a date, a name.
        Figures = "figures",
        /// An open question, once the mood is warm.
        Rapport = "rapport",
    }
}

/// How a mood runs, from 0 (hangs up) to 10.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoodRange {
    /// The mood at the beginning.
    pub start: u32,
    /// From here on it is warm: replies to `rapport` are given.
    pub warm: u32,
    /// Up to here it is cold: only replies to `any` are given.
    pub cold: u32,
}

impl Default for MoodRange {
    fn default() -> Self {
        Self { start: 5, warm: 7, cold: 2 }
    }
}

/// What a call has to come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Truth {
    /// The verdict.
    pub verdict: VerdictKind,
    /// The levels that have to be settled; others do not matter.
    pub levels: BTreeMap<Level, LevelStatus>,
    /// Why, in a sentence.
    pub why: String,
    /// Where it stands in the file.
    pub place: Place,
}

/// What a persona says, whatever is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// Its first words.
    pub greeting: Vec<String>,
    /// To what it has no answer to.
    pub otherwise: Reply,
    /// Its last words when it has had enough.
    pub goodbye: Vec<String>,
}

/// What is true about one topic, and what of it is told to whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicTruth {
    /// The topic.
    pub topic: TopicId,
    /// The truth in words.
    pub truth: String,
    /// How a good call settles it.
    pub grade: Grade,
    /// Whether a call has to find it out.
    pub key: bool,
    /// What it says, from the least telling to the most.
    pub replies: Vec<Reply>,
    /// Where it stands in the file.
    pub place: Place,
}

/// Something that a persona says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// What the question has to be; all of them.
    pub to: Vec<ReplyTo>,
    /// The words: one of these, by the seed. Never empty.
    pub say: Vec<Said>,
    /// The flags that it carries.
    pub flags: Vec<FlagKind>,
    /// Flags that it carries and that only a human hears.
    pub by_ear: Vec<FlagKind>,
    /// The topic whose truth it contradicts, once that was told.
    pub contradicts: Option<TopicId>,
}

/// Words of a persona, and where they stand in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub place: Place,
}

impl Persona {
    /// What is true about a topic.
    pub fn on(&self, topic: &TopicId) -> Option<&TopicTruth> {
        self.topics.iter().find(|truth| truth.topic == *topic)
    }
}

impl Reply {
    /// Whether it asks for a second try: nothing in it that could be relied on.
    pub fn is_weak(&self) -> bool {
        self.flags
            .iter()
            .chain(&self.by_ear)
            .any(|flag| matches!(flag, FlagKind::Vague | FlagKind::Short | FlagKind::Unknowing | FlagKind::Unrealistic))
    }
}

/// FNV-1a (64 bits): a number for a text that is the same on every machine and for ever.
pub fn fingerprint(text: &str) -> u64 {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    text.bytes().fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

//! A question bank: sections of questions, with the conditions under which follow-ups open.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::problem::Place;
use super::quantity::Quantity;
use super::topic::{TopicId, Topics};
use super::vocabulary::{FlagKind, Grade, StakeholderRole, ValueKind};

/// The id of a question within its bank, such as `budget.plan`. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct QuestionId(Arc<str>);

impl QuestionId {
    /// Wraps an id; whether such a question exists is for [`Bank::question`] to say.
    pub fn new(id: &str) -> Self {
        Self(Arc::from(id))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for QuestionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A checked question bank: one framework in one language.
#[derive(Debug, Clone, PartialEq)]
pub struct Bank {
    /// The framework's id (`bant`), the same in every language.
    pub id: String,
    /// The framework's name as shown (`BANT`).
    pub title: String,
    /// BCP 47 tag of the language that its questions are written in.
    pub language: String,
    /// One or two sentences: what it is made for.
    pub purpose: String,
    /// The grade that is enough, where a section does not say otherwise.
    pub accepts: Grade,
    /// The length of call that the bank is made for, in minutes.
    pub planned_minutes: u32,
    /// The sections in the order of a call: the shared quick filter (organization), the framework's own, the other
    /// shared ones. Shared sections earn no points.
    pub sections: Vec<Section>,
    /// The vocabulary that the questions speak in, with the bank's own additions.
    pub topics: Arc<Topics>,
    /// A fingerprint of the content, kept in the journal beside what was asked.
    pub hash: String,
}

/// A part of a bank: one letter of the framework, or the questions that every bank shares.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Its id within the bank.
    pub id: String,
    /// Its name as shown.
    pub title: String,
    /// What it has to find out.
    pub purpose: String,
    /// The grade that is enough here.
    pub accepts: Grade,
    /// What earns its points; empty for shared sections.
    pub scored: Vec<ScoreGroup>,
    /// The most that the whole framework can score while nothing in this section is settled; `None` holds nothing back.
    pub gate: Option<u32>,
    /// Whether all banks of the language share it.
    pub shared: bool,
    /// Its questions in order.
    pub questions: Vec<Question>,
}

/// Topics of which the best-settled one earns the points.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreGroup {
    /// The topics that can settle it.
    pub topics: Vec<TopicId>,
    /// Points of the framework's 100.
    pub points: u32,
}

/// One thing to ask.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Its id within the bank.
    pub id: QuestionId,
    /// What it asks about.
    pub topic: TopicId,
    /// Two to four words, shown large.
    pub cue: String,
    /// Phrasings, the best first; never empty.
    pub ask: Vec<String>,
    /// Phrasings with facts in braces (`{spend.current}`), each to be offered once all of its facts are known.
    pub reframes: Vec<String>,
    /// Why it is worth asking, in one sentence.
    pub why: String,
    /// What a good answer holds.
    pub listen_for: Vec<String>,
    /// What to say when the answer falls short.
    pub probes: Vec<Probe>,
    /// Questions that open on the answer to this one.
    pub follow_ups: Vec<FollowUp>,
    /// Whether it waits for a follow-up to open it.
    pub conditional: bool,
    /// Answers with what they are to be read as: the bank's own tests.
    pub samples: Vec<Sample>,
}

/// An answer that a prospect might give, and what is to be read from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// The answer, as a rep would note it.
    pub say: String,
    /// The flag that has to be raised; no red one may be raised besides it. `None`: no flag at all.
    pub flag: Option<FlagKind>,
    /// Facts that have to be found: the topic, and the words.
    pub facts: Vec<(TopicId, String)>,
    /// Where it stands in the bank's file, so that a failure can be shown there.
    pub place: Place,
}

/// A probe for one kind of weak answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Probe {
    /// The flag that calls for it.
    pub flag: FlagKind,
    /// What to say.
    pub say: String,
}

/// A question that comes next when its condition holds on the answers heard: one that is conditional opens, any
/// other is brought to the front.
#[derive(Debug, Clone, PartialEq)]
pub struct FollowUp {
    /// The question that opens.
    pub to: QuestionId,
    /// When it opens.
    pub when: Condition,
}

/// A condition over what was heard, as declarative data.
///
/// Its atoms speak of one topic: the one named, else that of the question which holds the follow-up.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// Something was heard on the topic.
    Heard(TopicId),
    /// The topic stands at one of these grades.
    Grade(TopicId, Vec<Grade>),
    /// An answer on the topic carries this flag.
    Flag(TopicId, FlagKind),
    /// A yes (`true`) or a no was heard on the topic.
    Is(TopicId, bool),
    /// A fact of this kind was heard on the topic.
    Fact(TopicId, ValueKind),
    /// A date heard on the topic lies more than six months ahead of the call (signals.md, "Levels").
    Far(TopicId),
    /// What was last said on the topic compares so with a quantity, as far as the units allow; a length of time is
    /// compared with how far a date lies ahead of the call.
    Compare(TopicId, Comparison, Quantity),
    /// Somebody heard of has this part in the purchase.
    Role(StakeholderRole),
    /// The person on the line has this part in the purchase.
    Contact(StakeholderRole),
    /// One of them holds.
    Any(Vec<Condition>),
    /// All of them hold.
    All(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
}

/// In words, as a clause: "budget.amount is claimed or evidenced".
impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spoken = |id: &str| id.replace('_', " ");
        match self {
            Self::Heard(topic) => write!(f, "{topic} was heard"),
            Self::Grade(topic, grades) => {
                let grades: Vec<&str> = grades.iter().map(|grade| grade.id()).collect();
                write!(f, "{topic} is {}", grades.join(" or "))
            }
            Self::Flag(topic, flag) => write!(f, "{topic} was {flag}"),
            Self::Is(topic, yes) => write!(f, "{topic} was a {}", if *yes { "yes" } else { "no" }),
            Self::Fact(topic, kind) => write!(f, "{topic} has a {}", spoken(kind.id())),
            Self::Far(topic) => write!(f, "{topic} is far off"),
            Self::Compare(topic, how, limit) => write!(f, "{topic} is {} {limit}", spoken(how.id())),
            Self::Role(role) => write!(f, "a {} is known", spoken(role.id())),
            Self::Contact(role) => write!(f, "the contact is a {}", spoken(role.id())),
            Self::Any(parts) => joined(f, parts, " or "),
            Self::All(parts) => joined(f, parts, " and "),
            Self::Not(inner) => write!(f, "not: {inner}"),
        }
    }
}

fn joined(f: &mut fmt::Formatter<'_>, parts: &[Condition], word: &str) -> fmt::Result {
    for (n, part) in parts.iter().enumerate() {
        write!(f, "{}{part}", if n == 0 { "(" } else { word })?;
    }
    f.write_str(if parts.is_empty() { "nothing" } else { ")" })
}

/// How a value stands to a quantity. Of a range, and of a bound, every value has to stand so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `>`
    MoreThan,
    /// `<`
    LessThan,
    /// `≥`
    AtLeast,
    /// `≤`
    AtMost,
}

impl Comparison {
    /// Every comparison.
    pub const ALL: &'static [Self] = &[Self::MoreThan, Self::LessThan, Self::AtLeast, Self::AtMost];

    /// The key that it is written with.
    pub const fn id(self) -> &'static str {
        match self {
            Self::MoreThan => "more_than",
            Self::LessThan => "less_than",
            Self::AtLeast => "at_least",
            Self::AtMost => "at_most",
        }
    }

    /// Whether values from `low` to `high` (an open end is `None`) all stand so to `limit`.
    pub fn holds(self, low: Option<f64>, high: Option<f64>, limit: f64) -> bool {
        match self {
            Self::MoreThan => low.is_some_and(|low| low > limit),
            Self::AtLeast => low.is_some_and(|low| low >= limit),
            Self::LessThan => high.is_some_and(|high| high < limit),
            Self::AtMost => high.is_some_and(|high| high <= limit),
        }
    }
}

impl Bank {
    /// Every question, in the order of the bank.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.sections.iter().flat_map(|section| &section.questions)
    }

    /// The question with this id.
    pub fn question(&self, id: &QuestionId) -> Option<&Question> {
        self.questions().find(|question| question.id == *id)
    }

    /// The question that asks about a topic: the first that is open from the start, else the first at all.
    pub fn question_on(&self, topic: &TopicId) -> Option<&Question> {
        let on_topic = || self.questions().filter(|question| question.topic == *topic);
        on_topic().find(|question| !question.conditional).or_else(|| on_topic().next())
    }
}

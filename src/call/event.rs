//! What happened in a call, in the past tense: the journal's vocabulary.
//!
//! Events are for ever. One is never edited; a change of meaning adds a variant or a version. Each is
//! self-contained: it carries the wording that was asked and the bank's hash, so that a journal can be read
//! when the bank has long changed.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::bank::{FlagKind, QuestionId, TopicId};

/// The number of a remark within its call, from 1, in the order kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RemarkId(pub u32);

/// The number of a person within the call, from 0: the contact that the call was started with is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonId(pub u32);

/// The number of an act within the call, from 1: what one command did, and what one undo takes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ActId(pub u32);

/// One entry of the journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Its place in the call's journal, from 1, without gaps.
    pub seq: u32,
    /// The act that it belongs to; the events of one act stand together.
    pub act: ActId,
    /// The wall clock where the call is held.
    pub at: DateTime,
    /// What happened.
    #[serde(flatten)]
    pub what: What,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum What {
    /// The call began. Always the first event, and only the first.
    Started(Started),
    /// The rep turned to a question.
    Asked(Asked),
    /// A remark was kept.
    Kept(Kept),
    /// A remark was put in other words; the old ones stay in the journal and in the remark.
    Amended {
        /// The remark.
        remark: RemarkId,
        /// Its text from now on.
        text: String,
    },
    /// The rep said what a remark answers (or, with [`Filing::Unfiled`], that nobody knows yet).
    Filed {
        /// The remark.
        remark: RemarkId,
        /// Where it belongs.
        filing: Filing,
    },
    /// The rep overruled a flag, or took a ruling back.
    FlagRuled {
        /// The remark.
        remark: RemarkId,
        /// The flag.
        flag: FlagKind,
        /// The ruling; `None` leaves the flag to the rules again.
        ruling: Option<Ruling>,
    },
    /// The rep put right what some words of a remark mean, or took that back.
    FactCorrected {
        /// The remark.
        remark: RemarkId,
        /// The words in it, as they stand there.
        words: String,
        /// What they mean; `None` leaves them to the rules again.
        correction: Option<Correction>,
    },
    /// The rep said who spoke a remark.
    Attributed {
        /// The remark.
        remark: RemarkId,
        /// The speaker.
        by: PersonId,
    },
    /// A further person joined the call's people.
    PersonAdded {
        /// The number given.
        person: PersonId,
        /// Who it is.
        contact: Contact,
    },
    /// What is known of a person was put right.
    PersonChanged {
        /// The person.
        person: PersonId,
        /// Who it is from now on.
        contact: Contact,
    },
    /// From now on this person is speaking.
    SpeakerChanged {
        /// The speaker.
        to: PersonId,
    },
    /// The rep set a question aside.
    Parked {
        /// The question.
        question: QuestionId,
    },
    /// The rep took a question up again.
    Unparked {
        /// The question.
        question: QuestionId,
    },
    /// The call is seen through another bank from now on.
    BankSwitched {
        /// The bank's id.
        bank: String,
        /// The bank's fingerprint.
        hash: String,
    },
    /// The next step was agreed, or cleared.
    NextStepSet {
        /// The step; `None` clears it.
        step: Option<NextStep>,
    },
    /// The call was wrapped up. Records what was shown then.
    Closed(Closed),
    /// A closed call was taken up again.
    Reopened,
    /// An act was taken back.
    Undone {
        /// The act.
        undone: ActId,
    },
    /// An act taken back was done again.
    Redone {
        /// The act.
        redone: ActId,
    },
}

/// How a call began.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Started {
    /// The bank's id.
    pub bank: String,
    /// The bank's fingerprint.
    pub hash: String,
    /// The company called; empty if not yet known.
    pub company: String,
    /// The contact on the line; person 0.
    pub contact: Contact,
}

/// The rep turned to a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// The question.
    pub question: QuestionId,
    /// What it asks about.
    pub topic: TopicId,
    /// The wording on the screen.
    pub wording: String,
}

/// A remark was kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// The number given.
    pub remark: RemarkId,
    /// The text as typed.
    pub text: String,
    /// Who said it.
    pub by: PersonId,
    /// Where it belongs.
    pub filing: Filing,
}

/// Where a remark belongs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "filed", rename_all = "snake_case")]
pub enum Filing {
    /// The program decides by the question asked and by the words; `asked` is what was on the screen.
    Auto {
        /// The question on the screen when it was kept.
        asked: Option<QuestionId>,
        /// The topic of that question, so that the remark can be read without the bank.
        topic: Option<TopicId>,
    },
    /// A person, or a script, said so.
    To {
        /// The topic.
        topic: TopicId,
        /// The question, where one was named.
        question: Option<QuestionId>,
    },
    /// In the tray, by hand.
    Unfiled,
}

/// What a person ruled on a flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ruling {
    /// The flag does not hold, whatever the rules say.
    Dismissed,
    /// The flag holds, though no rule raised it.
    Raised,
}

/// What a person put right about some words of a remark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Correction {
    /// They mean what these words would mean: "40k" is `60k EUR`.
    Means(String),
    /// They hold no fact.
    Nothing,
}

/// Who somebody is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Contact {
    /// The name; empty if not yet known.
    #[serde(default)]
    pub name: String,
    /// The role or title; empty if not yet known.
    #[serde(default)]
    pub role: String,
}

/// What happens next, as agreed on the call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextStep {
    /// What will be done.
    pub what: String,
    /// The day that the prospect agreed to.
    pub on: Option<jiff::civil::Date>,
}

/// What was shown when the call was wrapped up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Closed {
    /// The verdict's id (`advance`, …).
    pub verdict: String,
    /// Its reasons, in order of weight.
    pub reasons: Vec<String>,
    /// The framework score, 0–100.
    pub score: u32,
    /// The version of the engine that judged.
    pub engine: String,
}

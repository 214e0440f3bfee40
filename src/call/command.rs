//! What a front end may ask of a call.

use crate::bank::{FlagKind, QuestionId, TopicId};

use super::event::{Asked, Closed, Contact, Correction, Filing, NextStep, PersonId, RemarkId, Ruling, Started};

/// A wish of the rep's; [`decide`](super::decide) turns it into events or refuses it.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Begin the call.
    Start(Started),
    /// Turn to a question, with the wording shown.
    Ask {
        /// The question.
        question: QuestionId,
        /// What it asks about.
        topic: TopicId,
        /// The wording on the screen.
        wording: String,
    },
    /// Keep a remark; without `by`, of whoever is speaking.
    Keep {
        /// The text as typed; leading and trailing white space is not kept.
        text: String,
        /// Who said it.
        by: Option<PersonId>,
        /// Where it belongs.
        filing: Filing,
    },
    /// Put a remark in other words.
    Amend {
        /// The remark.
        remark: RemarkId,
        /// Its new text.
        text: String,
    },
    /// Say what a remark answers.
    File {
        /// The remark.
        remark: RemarkId,
        /// Where it belongs.
        filing: Filing,
    },
    /// Dismiss or raise a flag, or (with `None`) leave it to the rules again.
    RuleFlag {
        /// The remark.
        remark: RemarkId,
        /// The flag.
        flag: FlagKind,
        /// The ruling.
        ruling: Option<Ruling>,
    },
    /// Put right what some words of a remark mean, or (with `None`) leave them to the rules again.
    CorrectFact {
        /// The remark.
        remark: RemarkId,
        /// Words that stand in it.
        words: String,
        /// What they mean.
        correction: Option<Correction>,
    },
    /// Say who spoke a remark.
    Attribute {
        /// The remark.
        remark: RemarkId,
        /// The speaker.
        by: PersonId,
    },
    /// Add a person to the call.
    AddPerson(Contact),
    /// Put right what is known of a person.
    ChangePerson {
        /// The person.
        person: PersonId,
        /// Who it is.
        contact: Contact,
    },
    /// Say who is speaking.
    Speak(PersonId),
    /// Set a question aside.
    Park(QuestionId),
    /// Take a question up again.
    Unpark(QuestionId),
    /// See the call through another bank, and turn to one of its questions in the same act.
    SwitchBank {
        /// The bank's id.
        bank: String,
        /// The bank's fingerprint.
        hash: String,
        /// What is asked through it; without a question, the one on the screen stays.
        ask: Option<Asked>,
    },
    /// Agree on the next step, or clear it.
    SetNextStep(Option<NextStep>),
    /// Wrap the call up.
    Close(Closed),
    /// Take a closed call up again.
    Reopen,
    /// Take the last act back.
    Undo,
    /// Do the act last taken back again.
    Redo,
}

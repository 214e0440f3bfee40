//! The way back from an event, so that an undo need not fold the whole call again.

use std::collections::BTreeMap;

use crate::bank::{FlagKind, QuestionId};

use super::event::{Asked, Closed, Contact, Correction, Filing, NextStep, PersonId, Ruling};
use super::state::{BankInUse, CallState, Remark};

/// What an event replaced: enough to take it back, as long as nothing has happened since. Remarks and people are named
/// by their places.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Reversal {
    /// The event changed nothing; or it began the call, which is never taken back.
    Nothing,
    /// A question was turned to.
    Asked,
    /// The question on the screen was put in other words than these.
    Reworded(Box<Asked>),
    /// A remark was kept, when so many people were known.
    Kept(usize),
    /// The last of a remark's earlier texts was its text.
    Amended(usize),
    /// A remark was filed so.
    Filed(usize, Filing),
    /// A flag of a remark was ruled so, on these words.
    FlagRuled(usize, FlagKind, Option<(Ruling, String)>),
    /// Words of a remark were corrected so.
    FactCorrected(usize, Box<(String, Option<Correction>)>),
    /// This person had spoken a remark, and so many people were known.
    Attributed(usize, PersonId, usize),
    /// So many people were known.
    PersonAdded(usize),
    /// This was known of a person.
    PersonChanged(usize, Box<Contact>),
    /// This person was speaking, and so many people were known.
    SpeakerChanged(PersonId, usize),
    /// A question was not parked.
    Parked(QuestionId),
    /// A question was parked.
    Unparked(QuestionId),
    /// The call was seen through this bank.
    BankSwitched(Box<BankInUse>),
    /// This was agreed.
    NextStepSet(Option<Box<NextStep>>),
    /// The call was closed so, or open.
    Closed(Option<Box<Closed>>),
}

impl Reversal {
    /// Puts back what the event replaced.
    pub(super) fn take_back(self, state: &mut CallState) {
        match self {
            Self::Nothing => {}
            Self::Asked => drop(state.asked.pop()),
            Self::Reworded(asked) => {
                if let Some(current) = state.asked.last_mut() {
                    *current = *asked;
                }
            }
            Self::Kept(people) => {
                state.remarks.pop();
                state.people.truncate(people);
            }
            Self::Amended(at) => on_remark(state, at, |remark| {
                if let Some(text) = remark.earlier_texts.pop() {
                    remark.text = text;
                }
            }),
            Self::Filed(at, filing) => on_remark(state, at, |remark| remark.filing = filing),
            Self::FlagRuled(at, flag, ruled) => on_remark(state, at, |remark| {
                let (ruling, words) = ruled.unzip();
                put_back(&mut remark.rulings, flag, ruling);
                put_back(&mut remark.ruled_on, flag, words);
            }),
            Self::FactCorrected(at, corrected) => {
                let (words, correction) = *corrected;
                on_remark(state, at, |remark| put_back(&mut remark.corrections, words, correction));
            }
            Self::Attributed(at, by, people) => {
                on_remark(state, at, |remark| remark.by = by);
                state.people.truncate(people);
            }
            Self::PersonAdded(people) => state.people.truncate(people),
            Self::PersonChanged(person, contact) => {
                if let Some(known) = state.people.get_mut(person) {
                    *known = *contact;
                }
            }
            Self::SpeakerChanged(speaker, people) => {
                state.speaker = speaker;
                state.people.truncate(people);
            }
            Self::Parked(question) => drop(state.parked.remove(&question)),
            Self::Unparked(question) => drop(state.parked.insert(question)),
            Self::BankSwitched(bank) => state.bank = *bank,
            Self::NextStepSet(step) => state.next_step = step.map(|step| *step),
            Self::Closed(closed) => state.closed = closed.map(|closed| *closed),
        }
    }
}

fn on_remark(state: &mut CallState, at: usize, change: impl FnOnce(&mut Remark)) {
    if let Some(remark) = state.remarks.get_mut(at) {
        change(remark);
    }
}

fn put_back<K: Ord, V>(map: &mut BTreeMap<K, V>, key: K, value: Option<V>) {
    match value {
        Some(value) => drop(map.insert(key, value)),
        None => drop(map.remove(&key)),
    }
}

//! A journal without names.

use super::Redaction;
use crate::call::{Asked, Closed, Contact, Correction, Event, Kept, NextStep, Started, What};

/// Every text of a journal in which an address may stand.
pub fn texts(journal: &[Event]) -> impl Iterator<Item = &str> {
    journal.iter().flat_map(|event| match &event.what {
        What::Started(started) => vec![started.company.as_str(), &started.contact.name, &started.contact.role],
        What::Kept(kept) => vec![kept.text.as_str()],
        What::Amended { text, .. } => vec![text.as_str()],
        What::NextStepSet { step: Some(step) } => vec![step.what.as_str()],
        What::PersonAdded { contact, .. } | What::PersonChanged { contact, .. } => {
            vec![contact.name.as_str(), &contact.role]
        }
        _ => Vec::new(),
    })
}

impl Redaction {
    /// The journal without names. It replays as the other one does; only words differ.
    pub fn events(&self, journal: &[Event]) -> Vec<Event> {
        journal.iter().map(|event| Event { what: self.what(&event.what), ..event.clone() }).collect()
    }

    /// Every kind of event is named here, so that a new one cannot slip through.
    fn what(&self, what: &What) -> What {
        match what {
            What::Started(started) => What::Started(Started {
                company: self.company(&started.company),
                contact: self.contact(&started.contact),
                ..started.clone()
            }),
            What::Asked(asked) => What::Asked(Asked { wording: self.text(&asked.wording), ..asked.clone() }),
            What::Kept(kept) => What::Kept(Kept { text: self.text(&kept.text), ..kept.clone() }),
            What::Amended { remark, text } => What::Amended { remark: *remark, text: self.text(text) },
            What::FactCorrected { remark, words, correction } => What::FactCorrected {
                remark: *remark,
                words: self.text(words),
                correction: correction.as_ref().map(|correction| match correction {
                    Correction::Means(meant) => Correction::Means(self.text(meant)),
                    Correction::Nothing => Correction::Nothing,
                }),
            },
            What::PersonAdded { person, contact } => {
                What::PersonAdded { person: *person, contact: self.contact(contact) }
            }
            What::PersonChanged { person, contact } => {
                What::PersonChanged { person: *person, contact: self.contact(contact) }
            }
            What::NextStepSet { step } => What::NextStepSet { step: step.as_ref().map(|step| self.next_step(step)) },
            What::Closed(closed) => What::Closed(self.closed(closed)),
            What::Filed { .. }
            | What::FlagRuled { .. }
            | What::Attributed { .. }
            | What::SpeakerChanged { .. }
            | What::Parked { .. }
            | What::Unparked { .. }
            | What::BankSwitched { .. }
            | What::Reopened
            | What::Undone { .. }
            | What::Redone { .. } => what.clone(),
        }
    }

    fn contact(&self, contact: &Contact) -> Contact {
        Contact { name: self.name(&contact.name), role: self.text(&contact.role) }
    }

    pub(super) fn next_step(&self, step: &NextStep) -> NextStep {
        NextStep { what: self.text(&step.what), on: step.on }
    }

    pub(super) fn closed(&self, closed: &Closed) -> Closed {
        Closed { reasons: closed.reasons.iter().map(|reason| self.text(reason)).collect(), ..closed.clone() }
    }
}

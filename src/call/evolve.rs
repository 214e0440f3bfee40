//! State and event to the next state: total, and the only place where a call changes.

use jiff::civil::DateTime;

use super::event::{Asked, Contact, Correction, Kept, PersonId, RemarkId, Ruling, Started, What};
use super::state::{BankInUse, CallState, Remark};
use crate::bank::FlagKind;

/// How many people a call can name. A higher number can only come from a damaged journal.
pub(super) const MAX_PEOPLE: u32 = 1_000;

/// Carries one event out. Events that make no sense (a remark that does not exist, a second start) change nothing.
///
/// A damaged journal loses as little as can be: a remark behind a gap is kept, and a speaker whom no event
/// introduced is a person without a name, never somebody else.
pub fn evolve(state: &mut CallState, at: DateTime, what: &What) {
    match what {
        What::Started(started) => start(state, at, started),
        What::Asked(asked) => ask(state, asked),
        What::Kept(kept) => keep(state, at, kept),
        What::Amended { remark, text } => amend(state, *remark, text),
        What::Filed { remark, filing } => {
            if let Some(remark) = remark_mut(state, *remark) {
                remark.filing = filing.clone();
            }
        }
        What::FlagRuled { remark, flag, ruling } => rule(state, *remark, *flag, *ruling),
        What::FactCorrected { remark, words, correction } => correct(state, *remark, words, correction.as_ref()),
        What::Attributed { remark, by } => {
            if let Some(at) = state.remark_index(*remark)
                && introduce(state, *by)
            {
                state.remarks[at].by = *by;
            }
        }
        What::PersonAdded { person, contact } => add_person(state, *person, contact),
        What::PersonChanged { person, contact } => {
            if let Some(known) = state.people.get_mut(person.0 as usize) {
                known.clone_from(contact);
            }
        }
        What::SpeakerChanged { to } => {
            if introduce(state, *to) {
                state.speaker = *to;
            }
        }
        What::Parked { question } => {
            state.parked.insert(question.clone());
        }
        What::Unparked { question } => {
            state.parked.remove(question);
        }
        What::BankSwitched { bank, hash } => state.bank = BankInUse { id: bank.clone(), hash: hash.clone() },
        What::NextStepSet { step } => state.next_step.clone_from(step),
        What::Closed(closed) => state.closed = Some(closed.clone()),
        What::Reopened => state.closed = None,
        // The timeline carries these out, by folding the acts that stand.
        What::Undone { .. } | What::Redone { .. } => {}
    }
}

fn start(state: &mut CallState, at: DateTime, started: &Started) {
    if state.started_at.is_some() {
        return;
    }
    state.started_at = Some(at);
    state.bank = BankInUse { id: started.bank.clone(), hash: started.hash.clone() };
    state.company.clone_from(&started.company);
    introduce(state, PersonId(0));
    state.people[0] = started.contact.clone();
}

/// Another wording of the question on the screen replaces the one shown: the rep did not turn to it twice.
fn ask(state: &mut CallState, asked: &Asked) {
    match state.asked.last_mut() {
        Some(current) if current.question == asked.question => *current = asked.clone(),
        _ => state.asked.push(asked.clone()),
    }
}

fn keep(state: &mut CallState, at: DateTime, kept: &Kept) {
    let last = state.remarks.last().map_or(RemarkId(0), |remark| remark.id);
    if kept.remark <= last || !introduce(state, kept.by) {
        return;
    }
    state.remarks.push(Remark {
        id: kept.remark,
        at,
        by: kept.by,
        text: kept.text.clone(),
        earlier_texts: Vec::new(),
        filing: kept.filing.clone(),
        rulings: std::collections::BTreeMap::new(),
        ruled_on: std::collections::BTreeMap::new(),
        corrections: std::collections::BTreeMap::new(),
    });
}

fn amend(state: &mut CallState, remark: RemarkId, text: &str) {
    if let Some(remark) = remark_mut(state, remark)
        && remark.text != text
    {
        let earlier = std::mem::replace(&mut remark.text, text.to_owned());
        remark.earlier_texts.push(earlier);
    }
}

fn rule(state: &mut CallState, remark: RemarkId, flag: FlagKind, ruling: Option<Ruling>) {
    if let Some(remark) = remark_mut(state, remark) {
        if let Some(ruling) = ruling {
            remark.rulings.insert(flag, ruling);
            remark.ruled_on.insert(flag, remark.text.clone());
        } else {
            remark.rulings.remove(&flag);
            remark.ruled_on.remove(&flag);
        }
    }
}

fn correct(state: &mut CallState, remark: RemarkId, words: &str, correction: Option<&Correction>) {
    if let Some(remark) = remark_mut(state, remark) {
        match correction {
            Some(correction) => remark.corrections.insert(words.to_owned(), correction.clone()),
            None => remark.corrections.remove(words),
        };
    }
}

/// A number that is taken stays with whom it was given to, unless that is a person without a name.
fn add_person(state: &mut CallState, person: PersonId, contact: &Contact) {
    if introduce(state, person) {
        let known = &mut state.people[person.0 as usize];
        if *known == Contact::default() {
            known.clone_from(contact);
        }
    }
}

/// Makes sure that a person exists, without a name if need be; `false` where the number makes no sense.
fn introduce(state: &mut CallState, person: PersonId) -> bool {
    if person.0 >= MAX_PEOPLE {
        return false;
    }
    let needed = person.0 as usize + 1;
    if state.people.len() < needed {
        state.people.resize_with(needed, Contact::default);
    }
    true
}

fn remark_mut(state: &mut CallState, id: RemarkId) -> Option<&mut Remark> {
    let at = state.remark_index(id)?;
    state.remarks.get_mut(at)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::call::Filing;
    use crate::call::arbitrary::{moment, what};

    fn fold(events: &[What]) -> CallState {
        let mut state = CallState::default();
        for what in events {
            evolve(&mut state, date(2026, 3, 2).at(10, 0, 0, 0), what);
        }
        state
    }

    fn kept(remark: u32, by: u32) -> What {
        let text = format!("remark {remark}");
        What::Kept(Kept { remark: RemarkId(remark), text, by: PersonId(by), filing: Filing::Unfiled })
    }

    #[test]
    fn an_amendment_keeps_the_earlier_words() {
        let amended = |text: &str| What::Amended { remark: RemarkId(1), text: text.into() };
        let state = fold(&[kept(1, 0), amended("in spring"), amended("in May")]);
        assert_eq!(state.remarks[0].text, "in May");
        assert_eq!(state.remarks[0].earlier_texts, ["remark 1", "in spring"]);
    }

    #[test]
    fn words_survive_a_damaged_journal() {
        let state = fold(&[kept(1, 0), kept(4, 2), kept(4, 0), kept(2, 0)]);
        let texts: Vec<_> = state.remarks.iter().map(|remark| remark.text.as_str()).collect();
        assert_eq!(texts, ["remark 1", "remark 4"], "what was kept before the number given is there already");
        let speaker = state.person(state.remarks[1].by).unwrap();
        assert_eq!(*speaker, Contact::default(), "a speaker whom nobody introduced has no name");
    }

    proptest! {
        #[test]
        fn any_events_in_any_order_leave_a_sound_call(events in proptest::collection::vec((what(), moment()), 0..80)) {
            let mut state = CallState::default();
            for (what, at) in &events {
                evolve(&mut state, *at, what);
            }
            for remark in &state.remarks {
                prop_assert_eq!(state.remark(remark.id), Some(remark));
                prop_assert!(state.person(remark.by).is_some());
            }
            prop_assert!(state.people.is_empty() || state.person(state.speaker).is_some());
        }
    }
}

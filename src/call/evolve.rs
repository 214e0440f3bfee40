//! State and event to the next state: total, and the only place where a call changes.

use std::collections::BTreeMap;

use jiff::civil::DateTime;

use super::event::{Asked, Contact, Correction, Filing, Kept, PersonId, RemarkId, Ruling, Started, What};
use super::reversal::Reversal;
use super::state::{BankInUse, CallState, Remark};
use crate::bank::FlagKind;

/// How many people a call can name. A higher number can only come from a damaged journal.
pub(super) const MAX_PEOPLE: u32 = 1_000;

/// Carries one event out. Events that make no sense (a remark that does not exist, a second start) change nothing.
///
/// A damaged journal loses as little as can be: a remark behind a gap is kept, and a speaker whom no event
/// introduced is a person without a name, never somebody else.
pub fn evolve(state: &mut CallState, at: DateTime, what: &What) {
    evolve_with_way_back(state, at, what);
}

/// Carries one event out, and tells how to take it back.
pub(super) fn evolve_with_way_back(state: &mut CallState, at: DateTime, what: &What) -> Reversal {
    match what {
        What::Started(started) => start(state, at, started),
        What::Asked(asked) => ask(state, asked),
        What::Kept(kept) => keep(state, at, kept),
        What::Amended { remark, text } => amend(state, *remark, text),
        What::Filed { remark, filing } => file(state, *remark, filing),
        What::FlagRuled { remark, flag, ruling } => rule(state, *remark, *flag, *ruling),
        What::FactCorrected { remark, words, correction } => correct(state, *remark, words, correction.as_ref()),
        What::Attributed { remark, by } => attribute(state, *remark, *by),
        What::PersonAdded { person, contact } => add_person(state, *person, contact),
        What::PersonChanged { person, contact } => change_person(state, *person, contact),
        What::SpeakerChanged { to } => let_speak(state, *to),
        What::Parked { question } => {
            let is_new = state.parked.insert(question.clone());
            if is_new { Reversal::Parked(question.clone()) } else { Reversal::Nothing }
        }
        What::Unparked { question } => {
            let was_there = state.parked.remove(question);
            if was_there { Reversal::Unparked(question.clone()) } else { Reversal::Nothing }
        }
        What::BankSwitched { bank, hash } => {
            let new = BankInUse { id: bank.clone(), hash: hash.clone() };
            Reversal::BankSwitched(Box::new(std::mem::replace(&mut state.bank, new)))
        }
        What::NextStepSet { step } => {
            Reversal::NextStepSet(std::mem::replace(&mut state.next_step, step.clone()).map(Box::new))
        }
        What::Closed(closed) => Reversal::Closed(state.closed.replace(closed.clone()).map(Box::new)),
        What::Reopened => Reversal::Closed(state.closed.take().map(Box::new)),
        // The timeline carries these out: they change which acts stand.
        What::Undone { .. } | What::Redone { .. } => Reversal::Nothing,
    }
}

fn start(state: &mut CallState, at: DateTime, started: &Started) -> Reversal {
    if state.started_at.is_none() {
        state.started_at = Some(at);
        state.bank = BankInUse { id: started.bank.clone(), hash: started.hash.clone() };
        state.company.clone_from(&started.company);
        introduce(state, PersonId(0));
        state.people[0] = started.contact.clone();
    }
    Reversal::Nothing
}

/// Another wording of the question on the screen replaces the one shown: the rep did not turn to it twice.
fn ask(state: &mut CallState, asked: &Asked) -> Reversal {
    match state.asked.last_mut() {
        Some(current) if current.question == asked.question => {
            Reversal::Reworded(Box::new(std::mem::replace(current, asked.clone())))
        }
        _ => {
            state.asked.push(asked.clone());
            Reversal::Asked
        }
    }
}

fn keep(state: &mut CallState, at: DateTime, kept: &Kept) -> Reversal {
    let last = state.remarks.last().map_or(RemarkId(0), |remark| remark.id);
    let people = state.people.len();
    if kept.remark <= last || !introduce(state, kept.by) {
        return Reversal::Nothing;
    }
    state.remarks.push(Remark {
        id: kept.remark,
        at,
        by: kept.by,
        text: kept.text.clone(),
        earlier_texts: Vec::new(),
        filing: kept.filing.clone(),
        rulings: BTreeMap::new(),
        ruled_on: BTreeMap::new(),
        corrections: BTreeMap::new(),
    });
    Reversal::Kept(people)
}

fn amend(state: &mut CallState, remark: RemarkId, text: &str) -> Reversal {
    match remark_mut(state, remark) {
        Some((at, remark)) if remark.text != text => {
            let earlier = std::mem::replace(&mut remark.text, text.to_owned());
            remark.earlier_texts.push(earlier);
            Reversal::Amended(at)
        }
        _ => Reversal::Nothing,
    }
}

fn file(state: &mut CallState, remark: RemarkId, filing: &Filing) -> Reversal {
    let Some((at, remark)) = remark_mut(state, remark) else { return Reversal::Nothing };
    Reversal::Filed(at, std::mem::replace(&mut remark.filing, filing.clone()))
}

fn rule(state: &mut CallState, remark: RemarkId, flag: FlagKind, ruling: Option<Ruling>) -> Reversal {
    let Some((at, remark)) = remark_mut(state, remark) else { return Reversal::Nothing };
    let (ruled, words) = match ruling {
        Some(ruling) => (remark.rulings.insert(flag, ruling), remark.ruled_on.insert(flag, remark.text.clone())),
        None => (remark.rulings.remove(&flag), remark.ruled_on.remove(&flag)),
    };
    Reversal::FlagRuled(at, flag, ruled.zip(words))
}

fn correct(state: &mut CallState, remark: RemarkId, words: &str, correction: Option<&Correction>) -> Reversal {
    let Some((at, remark)) = remark_mut(state, remark) else { return Reversal::Nothing };
    let before = match correction {
        Some(correction) => remark.corrections.insert(words.to_owned(), correction.clone()),
        None => remark.corrections.remove(words),
    };
    Reversal::FactCorrected(at, Box::new((words.to_owned(), before)))
}

fn attribute(state: &mut CallState, remark: RemarkId, by: PersonId) -> Reversal {
    let people = state.people.len();
    let Some(at) = state.remark_index(remark).filter(|_| introduce(state, by)) else { return Reversal::Nothing };
    Reversal::Attributed(at, std::mem::replace(&mut state.remarks[at].by, by), people)
}

/// A number that is taken stays with whom it was given to, unless that is a person without a name.
fn add_person(state: &mut CallState, person: PersonId, contact: &Contact) -> Reversal {
    let people = state.people.len();
    if !introduce(state, person) || state.people[person.0 as usize] != Contact::default() {
        return Reversal::Nothing;
    }
    let way_back = change_person(state, person, contact);
    if state.people.len() > people { Reversal::PersonAdded(people) } else { way_back }
}

fn change_person(state: &mut CallState, person: PersonId, contact: &Contact) -> Reversal {
    let at = person.0 as usize;
    let Some(known) = state.people.get_mut(at) else { return Reversal::Nothing };
    Reversal::PersonChanged(at, Box::new(std::mem::replace(known, contact.clone())))
}

fn let_speak(state: &mut CallState, to: PersonId) -> Reversal {
    let people = state.people.len();
    if !introduce(state, to) {
        return Reversal::Nothing;
    }
    Reversal::SpeakerChanged(std::mem::replace(&mut state.speaker, to), people)
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

/// A remark and its place.
fn remark_mut(state: &mut CallState, id: RemarkId) -> Option<(usize, &mut Remark)> {
    let at = state.remark_index(id)?;
    state.remarks.get_mut(at).map(|remark| (at, remark))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
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

        #[test]
        fn any_event_but_the_beginning_can_be_taken_back(events in proptest::collection::vec((what(), moment()), 0..80)) {
            let mut state = CallState::default();
            let mut ways_back = Vec::new();
            for (what, at) in &events {
                let before = state.clone();
                let way_back = evolve_with_way_back(&mut state, *at, what);
                if state.started_at != before.started_at {
                    // Nothing goes back behind the beginning.
                    ways_back.clear();
                    continue;
                }
                ways_back.push((before, way_back));
            }
            for (before, way_back) in ways_back.into_iter().rev() {
                way_back.take_back(&mut state);
                prop_assert_eq!(&state, &before);
            }
        }
    }
}

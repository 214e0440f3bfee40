//! What was said in earlier calls of the same lead.

use crate::call::{CallState, Contact, PersonId, RemarkId};
use crate::signals::Answer;

/// Numbers of remarks of earlier calls begin here, a block for each call, so that they are never taken for one of
/// this call. No call has so many remarks.
const BLOCK: u32 = 1_000_000;

/// The number of somebody who spoke in an earlier call and is not on this one.
const NOT_ON_THE_CALL: PersonId = PersonId(u32::MAX);

/// What was said in earlier calls of the same lead, oldest first.
#[derive(Debug, Clone, Default)]
pub struct Earlier {
    said: Vec<(Contact, Answer)>,
    calls: u32,
}

/// The number that a remark has in its own, earlier call; `None` for a remark of the call at hand.
pub fn in_earlier_call(remark: RemarkId) -> Option<u32> {
    (remark.0 >= BLOCK).then_some(remark.0 % BLOCK)
}

impl Earlier {
    /// The same, with the answers of one more call.
    #[must_use]
    pub(super) fn with(&self, state: &CallState, answers: &[Answer]) -> Self {
        let calls = self.calls + 1;
        let mut said = self.said.clone();
        said.extend(answers.iter().map(|answer| {
            let contact = state.person(answer.by).cloned().unwrap_or_default();
            let remark = RemarkId(calls.saturating_mul(BLOCK).saturating_add(answer.remark.0));
            (contact, Answer { remark, ..answer.clone() })
        }));
        Self { said, calls }
    }

    /// How many answers there are.
    pub(super) fn len(&self) -> usize {
        self.said.len()
    }

    /// The answers, each by its speaker's number among these people.
    pub(super) fn answers(&self, people: &[Contact]) -> Vec<Answer> {
        let number = |contact: &Contact| {
            let at = people.iter().position(|person| same_person(person, contact));
            at.and_then(|at| u32::try_from(at).ok()).map_or(NOT_ON_THE_CALL, PersonId)
        };
        self.said.iter().map(|(contact, answer)| Answer { by: number(contact), ..answer.clone() }).collect()
    }
}

/// Names tell people apart; somebody without a name is nobody that could be met again.
fn same_person(one: &Contact, other: &Contact) -> bool {
    let name = |contact: &Contact| contact.name.trim().to_lowercase();
    !one.name.trim().is_empty() && name(one) == name(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signals::Reading;

    fn person(name: &str) -> Contact {
        Contact { name: name.into(), role: String::new() }
    }

    fn call(people: &[&str], by: &[u32]) -> (CallState, Vec<Answer>) {
        let state = CallState { people: people.iter().map(|name| person(name)).collect(), ..CallState::default() };
        let answer = |(n, &by): (u32, &u32)| Answer {
            remark: RemarkId(n),
            by: PersonId(by),
            at: jiff::civil::date(2026, 3, 2).at(10, 0, 0, 0),
            text: String::new(),
            question: None,
            reading: Reading::default(),
        };
        (state, (1..).zip(by).map(answer).collect())
    }

    #[test]
    fn people_are_met_again_by_their_names() {
        let (state, answers) = call(&["Dana Ruiz", "Kim Sato", ""], &[0, 1, 2]);
        let earlier = Earlier::default().with(&state, &answers);
        let again = earlier.answers(&[person("Lee"), person("kim sato "), person("")]);
        let by: Vec<PersonId> = again.iter().map(|answer| answer.by).collect();
        assert_eq!(by, [NOT_ON_THE_CALL, PersonId(1), NOT_ON_THE_CALL]);
    }

    #[test]
    fn remarks_keep_their_number_and_are_not_taken_for_later_ones() {
        let (state, answers) = call(&["Dana Ruiz"], &[0, 0]);
        let earlier = Earlier::default().with(&state, &answers).with(&state, &answers);
        let remarks: Vec<RemarkId> = earlier.answers(&[]).iter().map(|answer| answer.remark).collect();
        assert_eq!(remarks.len(), 4);
        assert_eq!(
            remarks.iter().map(|&remark| in_earlier_call(remark)).collect::<Vec<_>>(),
            [Some(1), Some(2), Some(1), Some(2)]
        );
        assert!(remarks.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(in_earlier_call(RemarkId(7)), None);
    }
}

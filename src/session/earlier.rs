//! What was said in earlier calls of the same lead.

use crate::call::{CallState, Contact, PersonId, RemarkId, find_person};
use crate::signals::{Answer, Flag};

/// Numbers of remarks of earlier calls begin here, so that they are never taken for one of this call; no call has so
/// many remarks. They are of use only within a session: whoever shows a flag speaks of the call by its date.
const FIRST: u32 = 1 << 31;

/// The number of somebody who spoke in an earlier call and is not on this one.
const NOT_ON_THE_CALL: PersonId = PersonId(u32::MAX);

/// What was said in earlier calls of the same lead, oldest first.
#[derive(Debug, Clone, Default)]
pub struct Earlier {
    said: Vec<(Contact, Answer)>,
}

impl Earlier {
    /// The same, with the answers of one more call.
    #[must_use]
    pub(super) fn with(&self, state: &CallState, answers: &[Answer]) -> Self {
        let mut said = self.said.clone();
        for (number, answer) in (FIRST.saturating_add(said.len() as u32)..).zip(answers) {
            let contact = state.person(answer.by).cloned().unwrap_or_default();
            said.push((contact, Answer { remark: RemarkId(number), ..answer.clone() }));
        }
        Self { said }
    }

    /// How many answers there are.
    pub(super) fn len(&self) -> usize {
        self.said.len()
    }

    /// The answers, each by its speaker's number among these people.
    pub(super) fn answers(&self, people: &[Contact]) -> Vec<Answer> {
        let number = |contact: &Contact| {
            let at = find_person(people.iter().map(|person| person.name.as_str()), &contact.name);
            at.and_then(|at| u32::try_from(at).ok()).map_or(NOT_ON_THE_CALL, PersonId)
        };
        self.said.iter().map(|(contact, answer)| Answer { by: number(contact), ..answer.clone() }).collect()
    }

    /// Lets flags against a remark of an earlier call say which call, instead of giving a number that is not one of
    /// the call at hand.
    pub(super) fn name_calls(&self, flags: &mut [Flag]) {
        for flag in flags {
            let said = flag.against.and_then(|remark| remark.0.checked_sub(FIRST));
            if let Some((_, answer)) = said.and_then(|at| self.said.get(at as usize)) {
                flag.against = None;
                flag.why = format!("{} (the earlier words are from the call of {})", flag.why, answer.at.date());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::FlagKind;
    use crate::signals::Reading;

    fn person(name: &str) -> Contact {
        Contact { name: name.into(), role: String::new() }
    }

    fn call(day: i8, people: &[&str], by: &[u32]) -> (CallState, Vec<Answer>) {
        let state = CallState { people: people.iter().map(|name| person(name)).collect(), ..CallState::default() };
        let answer = |(n, &by): (u32, &u32)| Answer {
            remark: RemarkId(n),
            by: PersonId(by),
            at: jiff::civil::date(2026, 3, day).at(10, 0, 0, 0),
            text: String::new(),
            question: None,
            reading: Reading::default(),
        };
        (state, (1..).zip(by).map(answer).collect())
    }

    fn against(remark: RemarkId) -> Flag {
        Flag {
            kind: FlagKind::Contradiction,
            spans: Vec::new(),
            why: "“60k” before, “20k” now".into(),
            advice: String::new(),
            against: Some(remark),
        }
    }

    #[test]
    fn people_are_met_again_by_their_names() {
        let (state, answers) = call(2, &["Dana Ruiz", "Kim Sato", ""], &[0, 1, 2]);
        let earlier = Earlier::default().with(&state, &answers);
        let again = earlier.answers(&[person("Lee"), person("kim sato "), person("")]);
        let by: Vec<PersonId> = again.iter().map(|answer| answer.by).collect();
        assert_eq!(by, [NOT_ON_THE_CALL, PersonId(1), NOT_ON_THE_CALL]);
    }

    #[test]
    fn a_flag_against_an_earlier_call_names_its_day_and_no_number() {
        let (state, first) = call(2, &["Dana Ruiz"], &[0, 0]);
        let (_, second) = call(9, &["Dana Ruiz"], &[0]);
        let earlier = Earlier::default().with(&state, &first).with(&state, &second);
        let remarks: Vec<RemarkId> = earlier.answers(&[]).iter().map(|answer| answer.remark).collect();
        let mut flags = vec![against(remarks[1]), against(remarks[2]), against(RemarkId(2))];
        earlier.name_calls(&mut flags);
        let told: Vec<(Option<RemarkId>, &str)> = flags.iter().map(|flag| (flag.against, flag.why.as_str())).collect();
        assert_eq!(
            told,
            [
                (None, "“60k” before, “20k” now (the earlier words are from the call of 2026-03-02)"),
                (None, "“60k” before, “20k” now (the earlier words are from the call of 2026-03-09)"),
                (Some(RemarkId(2)), "“60k” before, “20k” now"),
            ]
        );
    }
}

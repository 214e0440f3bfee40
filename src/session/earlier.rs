//! What was said in earlier calls of the same lead.

use jiff::civil::Date;

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
    /// What was agreed at the end of the last call, and the day of that call.
    promise: Option<(Date, String)>,
    /// The people of this call, as far as they were asked for.
    present: Vec<Contact>,
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
        let promise = state.started_at.zip(state.next_step.as_ref()).map(|(at, step)| {
            let on = step.on.map(|on| format!(" (for {on})")).unwrap_or_default();
            (at.date(), format!("{}{on}", step.what))
        });
        // What was promised in a call before the last is done, or was agreed on anew.
        let promise = if answers.is_empty() { promise.or_else(|| self.promise.clone()) } else { promise };
        Self { said, promise, present: Vec::new() }
    }

    /// The same, with who is on this call.
    pub(super) fn seen_by(&self, people: &[Contact]) -> Self {
        Self { present: people.to_vec(), ..self.clone() }
    }

    /// All that was said, by whom.
    pub(super) fn all(&self) -> impl Iterator<Item = (&Contact, &Answer)> {
        self.said.iter().map(|(contact, answer)| (contact, answer))
    }

    /// What was promised at the end of the last call, and the day of that call.
    pub(super) fn promise(&self) -> Option<&(Date, String)> {
        self.promise.as_ref()
    }

    /// Whether somebody of this name is on the call; nobody without a name was told from others.
    pub(super) fn is_on_the_call(&self, name: &str) -> bool {
        name.trim().is_empty() || find_person(self.present.iter().map(|person| person.name.as_str()), name).is_some()
    }

    /// Whether nothing is known of an earlier call.
    pub fn tells_nothing(&self) -> bool {
        self.said.is_empty() && self.promise.is_none()
    }

    /// How many answers there are.
    pub(super) fn len(&self) -> usize {
        self.said.len()
    }

    /// Who spoke.
    pub(super) fn speakers(&self) -> impl Iterator<Item = &Contact> {
        self.said.iter().map(|(contact, _)| contact)
    }

    /// The answers, each by its speaker's number among these people.
    pub(super) fn answers(&self, people: &[Contact]) -> Vec<Answer> {
        let number = |contact: &Contact| {
            let at = find_person(people.iter().map(|person| person.name.as_str()), &contact.name);
            at.and_then(|at| u32::try_from(at).ok()).map_or(NOT_ON_THE_CALL, PersonId)
        };
        self.said.iter().map(|(contact, answer)| Answer { by: number(contact), ..answer.clone() }).collect()
    }

    /// Takes the numbers of remarks of earlier calls from flags: they are none of the call at hand, and the reason
    /// names the day.
    pub(super) fn drop_numbers(flags: &mut [Flag]) {
        for flag in flags {
            flag.against = flag.against.filter(|remark| remark.0 < FIRST);
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

    #[test]
    fn people_are_met_again_by_their_names() {
        let (state, answers) = call(2, &["Dana Ruiz", "Kim Sato", ""], &[0, 1, 2]);
        let earlier = Earlier::default().with(&state, &answers);
        let again = earlier.answers(&[person("Lee"), person("kim sato "), person("")]);
        let by: Vec<PersonId> = again.iter().map(|answer| answer.by).collect();
        assert_eq!(by, [NOT_ON_THE_CALL, PersonId(1), NOT_ON_THE_CALL]);
    }

    #[test]
    fn a_flag_against_an_earlier_call_gives_no_number() {
        let (state, first) = call(2, &["Dana Ruiz"], &[0, 0]);
        let earlier = Earlier::default().with(&state, &first);
        let remarks: Vec<RemarkId> = earlier.answers(&[]).iter().map(|answer| answer.remark).collect();
        let against = |remark| Flag {
            kind: FlagKind::Contradiction,
            spans: Vec::new(),
            why: "“60k” on 2 March, “20k” now".into(),
            advice: String::new(),
            against: Some(remark),
        };
        let mut flags = vec![against(remarks[1]), against(RemarkId(2))];
        Earlier::drop_numbers(&mut flags);
        let told: Vec<Option<RemarkId>> = flags.iter().map(|flag| flag.against).collect();
        assert_eq!(told, [None, Some(RemarkId(2))]);
    }
}

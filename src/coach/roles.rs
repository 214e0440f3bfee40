//! Who has which part in the purchase, as far as it was said (domain.md, section 4, rule 6). A title alone says nothing.

use crate::bank::{Grade, StakeholderRole};
use crate::call::{Contact, same_person};
use crate::qualify::{Case, Ledger, part_of};
use crate::signals::{Answer, Standing, Value};

/// The parts that somebody heard of has.
pub(super) fn known(answers: &[Answer]) -> Vec<StakeholderRole> {
    parts(answers, |_| true)
}

/// The parts that somebody on the call has: they said it of themselves and did not take it back, or it was said of them
/// by name or by title. What the answers disagree on tells nothing of either.
pub(super) fn on_the_call(case: &Case<'_>, ledger: &Ledger<'_>) -> Vec<StakeholderRole> {
    parts(case.answers, |mention| {
        let grade = ledger.grade(mention.topic);
        let is_spoken_of = || case.people.iter().any(|one| mention.is_of(one));
        grade != Grade::Disputed && if mention.is_of_speaker() { grade != Grade::Refuted } else { is_spoken_of() }
    })
}

/// The parts of those whose mention counts, each once.
fn parts(answers: &[Answer], counts: impl Fn(&Mention<'_>) -> bool) -> Vec<StakeholderRole> {
    let mut parts = Vec::new();
    for mention in mentions(answers) {
        if let Some(part) = mention.part().filter(|part| !parts.contains(part))
            && counts(&mention)
        {
            parts.push(part);
        }
    }
    parts
}

/// A person spoken of.
struct Mention<'a> {
    name: Option<&'a str>,
    /// The title, or the body ("the board"); without either it is the speaker.
    title: Option<&'a str>,
    does: Option<&'a str>,
    topic: &'a str,
}

impl Mention<'_> {
    const fn is_of_speaker(&self) -> bool {
        self.name.is_none() && self.title.is_none()
    }

    /// Whether this is a person of the call: by the name, else by the title.
    fn is_of(&self, one: &Contact) -> bool {
        match (self.name, self.title) {
            (Some(name), _) => same_person(&one.name, name),
            (None, Some(title)) => !title.is_empty() && one.role.trim().eq_ignore_ascii_case(title),
            (None, None) => false,
        }
    }

    fn part(&self) -> Option<StakeholderRole> {
        part_of(self.topic, self.does)
    }
}

fn mentions(answers: &[Answer]) -> impl Iterator<Item = Mention<'_>> {
    let facts = answers.iter().flat_map(|answer| &answer.reading.facts);
    facts.filter(|fact| fact.standing == Standing::Asserted).filter_map(|fact| match &fact.value {
        Value::Person { name, role, does } => Some(Mention {
            name: name.as_deref(),
            title: role.as_deref(),
            does: does.as_deref(),
            topic: fact.topic.as_str(),
        }),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::qualify::sample::Call;

    fn person(name: Option<&str>, role: Option<&str>, does: Option<&str>) -> Value {
        Value::Person { name: name.map(Into::into), role: role.map(Into::into), does: does.map(Into::into) }
    }

    fn is_known(role: StakeholderRole, case: &Case<'_>) -> bool {
        known(case.answers).contains(&role)
    }

    fn is_on_the_call(role: StakeholderRole, case: &Case<'_>) -> bool {
        on_the_call(case, &Ledger::new(case.answers)).contains(&role)
    }

    fn told(topic: &str, value: Value) -> Call {
        Call::new(Grade::Claimed).hears(topic, "Kim", Grade::Evidenced).fact(topic, "Kim", value)
    }

    #[test]
    fn a_part_comes_from_what_somebody_does_or_was_asked_for() {
        let kim = || person(Some("Kim"), Some("CFO"), None);
        assert!(is_known(StakeholderRole::EconomicBuyer, &told("buyer.name", kim()).case()));
        assert!(!is_known(StakeholderRole::DecisionMaker, &told("buyer.name", kim()).case()));
        let blocks = told("authority.others", person(Some("Lee"), None, Some("blocks")));
        assert!(is_known(StakeholderRole::Blocker, &blocks.case()));
        assert!(!is_known(StakeholderRole::Influencer, &blocks.case()), "the deed outweighs the question");
        assert!(!is_known(StakeholderRole::Champion, &told("pain.problem", kim()).case()));
    }

    #[test]
    fn the_one_on_the_line_speaks_of_themself_or_is_named() {
        let own = told("authority.signs", person(None, None, Some("signs")));
        assert!(is_on_the_call(StakeholderRole::DecisionMaker, &own.case()));
        let board = told("authority.signs", person(None, Some("the board"), Some("signs")));
        assert!(!is_on_the_call(StakeholderRole::DecisionMaker, &board.case()));
        let contact = own.case().people[0].name.clone();
        let named = told("authority.signs", person(Some(&contact), None, Some("signs")));
        assert!(is_on_the_call(StakeholderRole::DecisionMaker, &named.case()));
        let other = told("authority.signs", person(Some("Somebody Else"), None, Some("signs")));
        assert!(!is_on_the_call(StakeholderRole::DecisionMaker, &other.case()));
        let chief = || told("authority.signs", person(None, Some("cfo"), Some("signs")));
        assert!(!is_on_the_call(StakeholderRole::DecisionMaker, &chief().case()));
        let joined = chief().hears("note", "hello, Kim here", Grade::Open).by("Kim Sato", "CFO");
        assert!(
            is_on_the_call(StakeholderRole::DecisionMaker, &joined.case()),
            "the title is enough once they are there"
        );
    }

    #[test]
    fn a_part_that_was_taken_back_or_is_disputed_is_not_of_the_one_on_the_line() {
        let own = || told("authority.signs", person(None, None, Some("signs")));
        let denied = own().hears("authority.signs", "well, no, not me after all", Grade::Refuted);
        assert!(!is_on_the_call(StakeholderRole::DecisionMaker, &denied.case()));
        let disputed = own().hears("authority.signs", "my boss has to", Grade::Claimed).contradicts(1);
        assert!(!is_on_the_call(StakeholderRole::DecisionMaker, &disputed.case()));
        let kim = told("authority.signs", person(Some("Kim"), None, Some("signs")));
        let not_me = kim.hears("authority.signs", "not me", Grade::Refuted).by("Kim Sato", "");
        assert!(is_on_the_call(StakeholderRole::DecisionMaker, &not_me.case()), "a denial of one is none of another");
    }
}

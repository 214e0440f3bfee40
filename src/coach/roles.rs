//! Who has which part in the purchase, as far as it was said (domain.md, section 4, rule 6). A title alone says nothing.

use crate::bank::StakeholderRole;
use crate::call::same_person;
use crate::qualify::Case;
use crate::signals::{Answer, Standing, Value};

/// Whether somebody heard of has this part.
pub(super) fn is_known(role: StakeholderRole, case: &Case<'_>) -> bool {
    mentions(case.answers).any(|mention| mention.has(role))
}

/// Whether somebody on the call has it: they said it of themselves, or it was said of them by name.
pub(super) fn is_on_the_call(role: StakeholderRole, case: &Case<'_>) -> bool {
    let speaks_for_itself = |mention: &Mention| mention.name.is_none() && !mention.titled;
    let of_the_call =
        |mention: &Mention| case.people.iter().any(|one| same_person(&one.name, mention.name.unwrap_or_default()));
    mentions(case.answers).any(|mention| mention.has(role) && (speaks_for_itself(&mention) || of_the_call(&mention)))
}

/// A person spoken of.
struct Mention<'a> {
    name: Option<&'a str>,
    /// A role or body was named ("the board"), so it is not the speaker.
    titled: bool,
    does: Option<&'a str>,
    topic: &'a str,
}

impl Mention<'_> {
    fn has(&self, role: StakeholderRole) -> bool {
        // What somebody does outweighs what the question was about.
        self.does.and_then(by_deed).or_else(|| by_topic(self.topic)) == Some(role)
    }
}

fn mentions(answers: &[Answer]) -> impl Iterator<Item = Mention<'_>> {
    let facts = answers.iter().flat_map(|answer| &answer.reading.facts);
    facts.filter(|fact| fact.standing == Standing::Asserted).filter_map(|fact| match &fact.value {
        Value::Person { name, role, does } => Some(Mention {
            name: name.as_deref(),
            titled: role.is_some(),
            does: does.as_deref(),
            topic: fact.topic.as_str(),
        }),
        _ => None,
    })
}

/// The part that a deed makes, by the names that the reader gives to deeds.
fn by_deed(deed: &str) -> Option<StakeholderRole> {
    Some(match deed {
        "signs" | "decides" => StakeholderRole::DecisionMaker,
        "owns budget" | "pays" => StakeholderRole::EconomicBuyer,
        "sets criteria" | "evaluates" | "approves" | "influences" | "recommends" | "chairs" => {
            StakeholderRole::Influencer
        }
        "champions" => StakeholderRole::Champion,
        "blocks" => StakeholderRole::Blocker,
        "introduces" => StakeholderRole::Coach,
        _ => return None,
    })
}

/// The part of those who are named where the question asks for it.
fn by_topic(topic: &str) -> Option<StakeholderRole> {
    Some(match topic {
        "authority.signs" => StakeholderRole::DecisionMaker,
        "buyer.name" => StakeholderRole::EconomicBuyer,
        "champion.name" => StakeholderRole::Champion,
        "authority.others" | "criteria.owner" => StakeholderRole::Influencer,
        "users.team" => StakeholderRole::User,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::Grade;
    use crate::qualify::sample::Call;

    fn person(name: Option<&str>, role: Option<&str>, does: Option<&str>) -> Value {
        Value::Person { name: name.map(Into::into), role: role.map(Into::into), does: does.map(Into::into) }
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
    }
}

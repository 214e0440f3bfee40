//! Whether a follow-up's condition holds on the answers heard.

use super::compare::compare;
use super::roles;
use crate::bank::{Condition, Grade, ValueKind};
use crate::qualify::{Case, is_far, standpoint};
use crate::signals::{Answer, Stance, Standing, Value};

/// Whether a condition holds on what was heard so far.
pub(super) fn holds(condition: &Condition, case: &Case<'_>) -> bool {
    let answers = case.answers;
    match condition {
        Condition::Heard(topic) => is_heard(answers, topic.as_str()),
        Condition::Grade(topic, grades) => {
            // An open grade is one that was asked for and not settled; silence opens nothing.
            let grade = standpoint(answers, topic.as_str()).grade;
            grades.contains(&grade) && (grade != Grade::Open || is_heard(answers, topic.as_str()))
        }
        Condition::Flag(topic, flag) => filed(answers, topic.as_str()).any(|answer| answer.reading.has(*flag)),
        Condition::Is(topic, yes) => last_word(answers, topic.as_str()) == Some(*yes),
        Condition::Fact(topic, kind) => {
            facts(answers, topic.as_str()).any(|(_, value)| is_of_kind(value.kind(), *kind))
        }
        Condition::Far(topic) => is_far(answers, topic.as_str(), case.at),
        Condition::Compare(topic, how, limit) => {
            let compared = facts(answers, topic.as_str()).filter_map(|(_, value)| compare(value, *how, limit, case.at));
            compared.last() == Some(true)
        }
        Condition::Role(role) => roles::is_known(*role, case),
        Condition::Contact(role) => roles::is_on_the_call(*role, case),
        Condition::Any(conditions) => conditions.iter().any(|condition| holds(condition, case)),
        Condition::All(conditions) => conditions.iter().all(|condition| holds(condition, case)),
        Condition::Not(condition) => !holds(condition, case),
    }
}

/// Whether something was heard on a topic: an answer filed under it, or a fact volunteered elsewhere.
pub(super) fn is_heard(answers: &[Answer], topic: &str) -> bool {
    filed(answers, topic).any(|answer| answer.reading.stance != Stance::Elsewhere)
        || facts(answers, topic).next().is_some()
}

fn filed<'a>(answers: &'a [Answer], topic: &str) -> impl Iterator<Item = &'a Answer> {
    answers.iter().filter(move |answer| answer.reading.topic.as_ref().is_some_and(|own| own == topic))
}

fn facts<'a>(answers: &'a [Answer], topic: &str) -> impl Iterator<Item = (&'a Answer, &'a Value)> {
    answers.iter().flat_map(move |answer| {
        let facts = answer.reading.facts.iter();
        let asserted = facts.filter(move |fact| fact.topic == *topic && fact.standing == Standing::Asserted);
        asserted.map(move |fact| (answer, &fact.value))
    })
}

/// The last yes or no on a topic: a fact that says so, else the stance of an answer filed under it.
fn last_word(answers: &[Answer], topic: &str) -> Option<bool> {
    let said = facts(answers, topic).filter_map(|(answer, value)| match value {
        Value::YesNo { yes } => Some((answer.remark, *yes)),
        _ => None,
    });
    let meant = filed(answers, topic).filter_map(|answer| match answer.reading.stance {
        Stance::Affirms => Some((answer.remark, true)),
        Stance::Denies => Some((answer.remark, false)),
        _ => None,
    });
    // Of one remark the explicit yes or no outweighs the stance: it stands behind it here.
    meant.chain(said).max_by_key(|(remark, _)| *remark).map(|(_, yes)| yes)
}

/// Any quantity answers where a number is wanted.
fn is_of_kind(found: ValueKind, wanted: ValueKind) -> bool {
    let quantity = matches!(found, ValueKind::Money | ValueKind::Count | ValueKind::Percent | ValueKind::Duration);
    found == wanted || (wanted == ValueKind::Number && quantity)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::bank::{Comparison, FlagKind, Quantity, TopicId};
    use crate::qualify::sample::Call;

    fn topic(id: &str) -> TopicId {
        TopicId::new(id)
    }

    #[test]
    fn atoms_speak_of_what_was_heard() {
        let call = Call::new(Grade::Claimed)
            .hears("budget.amount", "85k, the board signed it off", Grade::Evidenced)
            .money("budget.amount", "85k", 85_000.0)
            .fact("budget.approved", "signed it off", Value::YesNo { yes: true })
            .hears("timeline.start", "January next year", Grade::Evidenced)
            .date("timeline.start", "January next year", date(2027, 1, 1))
            .shrugs("goal.target", "no idea");
        let case = call.case();
        let amount = || topic("budget.amount");
        for condition in [
            Condition::Heard(amount()),
            Condition::Heard(topic("budget.approved")),
            Condition::Grade(amount(), vec![Grade::Claimed, Grade::Evidenced]),
            Condition::Grade(topic("goal.target"), vec![Grade::Open]),
            Condition::Fact(amount(), ValueKind::Money),
            Condition::Fact(amount(), ValueKind::Number),
            Condition::Is(topic("budget.approved"), true),
            Condition::Is(amount(), true),
            Condition::Far(topic("timeline.start")),
            Condition::Flag(topic("goal.target"), FlagKind::Unknowing),
        ] {
            assert!(holds(&condition, &case), "{condition:?}");
            assert!(!holds(&Condition::Not(Box::new(condition)), &case));
        }
        for condition in [
            Condition::Heard(topic("users.team")),
            Condition::Grade(topic("users.team"), vec![Grade::Open]),
            Condition::Is(topic("budget.approved"), false),
            Condition::Is(topic("goal.target"), false),
            Condition::Fact(amount(), ValueKind::Date),
            Condition::Far(amount()),
            Condition::Any(Vec::new()),
        ] {
            assert!(!holds(&condition, &case), "{condition:?}");
        }
        assert!(holds(&Condition::All(Vec::new()), &case));
    }

    #[test]
    fn the_last_figure_is_compared() {
        let call = Call::new(Grade::Claimed)
            .hears("budget.amount", "85k", Grade::Evidenced)
            .money("budget.amount", "85k", 85_000.0)
            .hears("budget.amount", "30k", Grade::Evidenced)
            .money("budget.amount", "30k", 30_000.0);
        let limit = |text| Quantity::parse(text).unwrap();
        let under = Condition::Compare(topic("budget.amount"), Comparison::LessThan, limit("50k"));
        let over = Condition::Compare(topic("budget.amount"), Comparison::MoreThan, limit("50k"));
        assert!(holds(&under, &call.case()) && !holds(&over, &call.case()));
        let elsewhere = Condition::Compare(topic("spend.current"), Comparison::LessThan, limit("50k"));
        assert!(!holds(&elsewhere, &call.case()), "of silence nothing holds");
    }

    #[test]
    fn the_last_word_counts() {
        let call = Call::new(Grade::Claimed).hears("budget.approved", "yes", Grade::Claimed).hears(
            "budget.approved",
            "no, it was stopped",
            Grade::Refuted,
        );
        assert!(holds(&Condition::Is(topic("budget.approved"), false), &call.case()));
    }
}

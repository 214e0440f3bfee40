//! Whether a follow-up's condition holds on the answers heard.

use jiff::civil::DateTime;

use super::compare::compare;
use super::heard::Heard;
use crate::bank::{Condition, Grade, ValueKind};
use crate::signals::{Stance, Value};

/// Whether a condition holds on what was heard so far.
pub(super) fn holds(condition: &Condition, heard: &Heard<'_>, at: DateTime) -> bool {
    match condition {
        Condition::Heard(topic) => heard.is_heard(topic.as_str()),
        Condition::Grade(topic, grades) => {
            // An open grade is one that was asked for and not settled; silence opens nothing.
            let grade = heard.grade(topic.as_str());
            grades.contains(&grade) && (grade != Grade::Open || heard.is_heard(topic.as_str()))
        }
        Condition::Flag(topic, flag) => heard.filed(topic.as_str()).iter().any(|answer| answer.reading.has(*flag)),
        Condition::Is(topic, yes) => last_word(heard, topic.as_str()) == Some(*yes),
        Condition::Fact(topic, kind) => {
            heard.facts(topic.as_str()).iter().any(|(_, fact)| is_of_kind(fact.value.kind(), *kind))
        }
        Condition::Far(topic) => heard.ledger().is_far(topic.as_str(), at),
        Condition::Compare(topic, how, limit) => {
            let mut latest = heard.facts(topic.as_str()).iter().rev();
            latest.find_map(|(_, fact)| compare(&fact.value, *how, limit, at)) == Some(true)
        }
        Condition::Role(role) => heard.knows(*role),
        Condition::Contact(role) => heard.has_on_the_call(*role),
        Condition::Any(conditions) => conditions.iter().any(|condition| holds(condition, heard, at)),
        Condition::All(conditions) => conditions.iter().all(|condition| holds(condition, heard, at)),
        Condition::Not(condition) => !holds(condition, heard, at),
    }
}

/// The last yes or no on a topic: a fact that says so, else the stance of an answer filed under it.
fn last_word(heard: &Heard<'_>, topic: &str) -> Option<bool> {
    let said = heard.facts(topic).iter().filter_map(|(answer, fact)| match fact.value {
        Value::YesNo { yes } => Some((answer.remark, yes)),
        _ => None,
    });
    let meant = heard.filed(topic).iter().filter_map(|answer| match answer.reading.stance {
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

    use super::{Condition, Grade, Heard, Value, ValueKind};
    use crate::bank::{Comparison, FlagKind, Quantity, TopicId};
    use crate::qualify::sample::Call;

    fn holds(condition: &Condition, call: &Call) -> bool {
        let case = call.case();
        super::holds(condition, &Heard::new(&case, &[]), case.at)
    }

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
            assert!(holds(&condition, &call), "{condition:?}");
            assert!(!holds(&Condition::Not(Box::new(condition)), &call));
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
            assert!(!holds(&condition, &call), "{condition:?}");
        }
        assert!(holds(&Condition::All(Vec::new()), &call));
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
        assert!(holds(&under, &call) && !holds(&over, &call));
        let elsewhere = Condition::Compare(topic("spend.current"), Comparison::LessThan, limit("50k"));
        assert!(!holds(&elsewhere, &call), "of silence nothing holds");
    }

    #[test]
    fn the_last_word_counts() {
        let call = Call::new(Grade::Claimed).hears("budget.approved", "yes", Grade::Claimed).hears(
            "budget.approved",
            "no, it was stopped",
            Grade::Refuted,
        );
        assert!(holds(&Condition::Is(topic("budget.approved"), false), &call));
    }
}

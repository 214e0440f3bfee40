//! Checks the conditions of follow-ups: topics that exist, and nothing that can never hold.

use super::report_unknown_topic;
use crate::bank::problem::{Code, Sink};
use crate::bank::quantity::{Quantity, Unit};
use crate::bank::question::Condition;
use crate::bank::raw::{RawCondition, RawTest};
use crate::bank::topic::{TopicId, Topics};
use crate::bank::yaml::Placed;

/// Longer conditions are not searched for contradictions in themselves; nobody writes them by hand.
const MOST_PARTS: usize = 32;

/// Lowers a condition; atoms that name no topic speak of `own`.
pub(super) fn check_condition(raw: &RawCondition, own: &TopicId, topics: &Topics, sink: &Sink) -> Condition {
    let of = |topic: &Option<Placed<String>>| about(topic.as_ref(), own, topics, sink);
    let each = |list: &[RawCondition]| list.iter().map(|raw| check_condition(raw, own, topics, sink)).collect();
    let condition = match &raw.test {
        RawTest::Heard(topic, wanted) => unless(!wanted, Condition::Heard(of(topic))),
        RawTest::Far(topic, wanted) => unless(!wanted, Condition::Far(of(topic))),
        RawTest::Compare(topic, how, limit) => {
            let topic = of(topic);
            check_units(&topic, limit, topics, sink);
            Condition::Compare(topic, *how, limit.value.clone())
        }
        RawTest::Role(role) => Condition::Role(*role),
        RawTest::Contact(role) => Condition::Contact(*role),
        RawTest::Grade(topic, grades) => Condition::Grade(of(topic), grades.clone()),
        RawTest::Is(topic, yes) => Condition::Is(of(topic), *yes),
        RawTest::Flag(topic, flags) => {
            let topic = of(topic);
            one_or_any(flags.iter().map(|&flag| Condition::Flag(topic.clone(), flag)).collect())
        }
        RawTest::Fact(topic, kinds) => {
            let topic = of(topic);
            one_or_any(kinds.iter().map(|&kind| Condition::Fact(topic.clone(), kind)).collect())
        }
        RawTest::Any(list) => Condition::Any(each(list)),
        RawTest::All(list) => Condition::All(each(list)),
        RawTest::Not(inner) => Condition::Not(Box::new(check_condition(inner, own, topics, sink))),
    };
    if let Condition::All(parts) = &condition
        && parts.len() <= MOST_PARTS
        && parts.iter().any(|part| parts.contains(&Condition::Not(Box::new(part.clone()))))
    {
        let message = "this can never hold: it asks for something and for its opposite";
        sink.report(
            sink.problem(Code::NeverOpens, raw.place, message).with_fix("use `any` instead of `all`, or drop one"),
        );
    }
    condition
}

/// Reports a quantity in a unit in which the topic is never answered.
fn check_units(topic: &TopicId, limit: &Placed<Quantity>, topics: &Topics, sink: &Sink) {
    let Some(topic) = topics.get(topic.as_str()) else { return };
    if !limit.value.unit.measures(topic.kind) {
        let message =
            format!("`{}` cannot be compared with `{}`, which asks for a {}", limit.value, topic.id, topic.kind);
        sink.report(sink.problem(Code::Units, limit.place, message).with_expected(Unit::examples(topic.kind)));
    }
}

/// The condition, or its opposite.
fn unless(negated: bool, condition: Condition) -> Condition {
    if negated { Condition::Not(Box::new(condition)) } else { condition }
}

/// A condition of one part without a wrapping `any`.
fn one_or_any(mut list: Vec<Condition>) -> Condition {
    if list.len() == 1 { list.remove(0) } else { Condition::Any(list) }
}

fn about(named: Option<&Placed<String>>, own: &TopicId, topics: &Topics, sink: &Sink) -> TopicId {
    let Some(named) = named else { return own.clone() };
    if topics.get(&named.value).is_none() {
        report_unknown_topic(named, topics, sink);
    }
    TopicId::new(&named.value)
}

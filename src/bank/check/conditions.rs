//! Checks the conditions of follow-ups: topics that exist, quantities that fit them. What can hold is for `reach`.

use super::report_unknown_topic;
use crate::bank::problem::{Code, Sink};
use crate::bank::quantity::{Quantity, Unit};
use crate::bank::question::Condition;
use crate::bank::raw::{RawCondition, RawTest};
use crate::bank::topic::{TopicId, Topics};
use crate::bank::vocabulary::ValueKind;
use crate::bank::yaml::Placed;

/// Reports the topics of a condition that do not exist, and quantities in units that their topics are never answered
/// in; atoms that name no topic speak of `own`. Returns the condition.
pub(super) fn check_condition(raw: &RawCondition, own: &TopicId, topics: &Topics, sink: &Sink) -> Condition {
    check_topics_of(raw, own, topics, sink);
    lower(raw, own)
}

fn check_topics_of(raw: &RawCondition, own: &TopicId, topics: &Topics, sink: &Sink) {
    match &raw.test {
        RawTest::Heard(topic, _)
        | RawTest::Grade(topic, _)
        | RawTest::Flag(topic, _)
        | RawTest::Is(topic, _)
        | RawTest::Fact(topic, _)
        | RawTest::Far(topic, _)
        | RawTest::Compare(topic, ..) => {
            if let Some(named) = topic
                && topics.get(&named.value).is_none()
            {
                report_unknown_topic(named, topics, sink);
            }
            let topic = about(topic.as_ref(), own);
            match &raw.test {
                RawTest::Compare(_, _, limit) => check_units(&topic, limit, topics, sink),
                RawTest::Far(..) => check_is_date(&topic, raw, topics, sink),
                _ => {}
            }
        }
        RawTest::Role(_) | RawTest::Contact(_) => {}
        RawTest::Any(parts) | RawTest::All(parts) => {
            for part in parts {
                check_topics_of(part, own, topics, sink);
            }
        }
        RawTest::Not(inner) => check_topics_of(inner, own, topics, sink),
    }
}

/// The condition as data; atoms that name no topic speak of `own`.
pub(super) fn lower(raw: &RawCondition, own: &TopicId) -> Condition {
    let of = |topic: &Option<Placed<String>>| about(topic.as_ref(), own);
    let each = |parts: &[RawCondition]| parts.iter().map(|part| lower(part, own)).collect();
    match &raw.test {
        RawTest::Heard(topic, wanted) => unless(!wanted, Condition::Heard(of(topic))),
        RawTest::Far(topic, wanted) => unless(!wanted, Condition::Far(of(topic))),
        RawTest::Compare(topic, how, limit) => Condition::Compare(of(topic), *how, limit.value.clone()),
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
        RawTest::Any(parts) => Condition::Any(each(parts)),
        RawTest::All(parts) => Condition::All(each(parts)),
        RawTest::Not(inner) => Condition::Not(Box::new(lower(inner, own))),
    }
}

/// Reports `far` on a topic that is never answered by a date.
fn check_is_date(topic: &TopicId, raw: &RawCondition, topics: &Topics, sink: &Sink) {
    let Some(topic) = topics.get(topic.as_str()) else { return };
    if topic.kind != ValueKind::Date {
        let message = format!("only a date can be far, and `{}` asks for a {}", topic.id, topic.kind);
        sink.report(
            sink.problem(Code::Units, raw.place, message)
                .with_expected("a topic that asks for a date, such as `{far: yes, topic: timeline.start}`"),
        );
    }
}

/// Reports a quantity in a unit in which the topic is never answered.
fn check_units(topic: &TopicId, limit: &Placed<Quantity>, topics: &Topics, sink: &Sink) {
    let Some(topic) = topics.get(topic.as_str()) else { return };
    if !limit.value.unit.measures(topic.kind) {
        let message = format!(
            "`{}` cannot be compared with answers on `{}`, which are of the kind `{}`",
            limit.value, topic.id, topic.kind
        );
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

fn about(named: Option<&Placed<String>>, own: &TopicId) -> TopicId {
    named.map_or_else(|| own.clone(), |named| TopicId::new(&named.value))
}

//! People: who signs, and who holds a role that only one can hold.

use std::collections::BTreeSet;

use crate::bank::{Topics, ValueKind};
use crate::signals::value::{Fact, Span, Standing, Value};

use super::Verdict;
use super::side::Side;

/// "I sign" against "I can't sign anything".
pub(super) fn signing(before: &Side<'_>, now: &Side<'_>, _: &Topics) -> Verdict {
    if before.topic.family() != "authority" || now.topic.family() != "authority" {
        return Verdict::Unrelated;
    }
    match (power(before), power(now)) {
        (Some((true, a)), Some((false, b))) | (Some((false, a)), Some((true, b))) => Verdict::Conflict(a, b),
        (Some(_), Some(_)) => Verdict::Agree,
        _ => Verdict::Unrelated,
    }
}

/// Whether the speaker says that they can sign, or that they cannot; with the words.
fn power(side: &Side<'_>) -> Option<(bool, Span)> {
    // "I can't sign above 25k", "not alone" limit the power, they do not deny it.
    let limits =
        ["above", "over", "beyond", "more", "alone", "without", "until", "before", "bigger", "larger", "today"];
    let limited = |span| side.behind(span, 4).chain(side.before(span, 5)).any(|word| limits.contains(&word));
    let denied =
        side.cues("opposition.cannot_sign").find(|&span| !limited(span) && !side.says(&["up", "below", "under"]));
    if let Some(span) = denied {
        return Some((false, span));
    }
    let speaks = |fact: &Fact| match &fact.value {
        Value::Person { name: None, does: Some(does), .. } => does.contains("sign") || does.contains("decide"),
        _ => false,
    };
    let fact = side.facts.iter().find(|fact| speaks(fact) && fact.standing == Standing::Asserted);
    let said = fact.map(|fact| fact.span).filter(|span| side.begins_with_speaker(*span));
    said.or_else(|| side.cue("opposition.signs")).map(|span| (true, span))
}

/// "Kim owns the budget" against "Lee owns the budget".
pub(super) fn exclusive(before: &Side<'_>, now: &Side<'_>, topics: &Topics) -> Verdict {
    let topic = now.topic.as_str();
    let excludes = topics.get(topic).is_some_and(|topic| topic.exclusive && topic.kind == ValueKind::Person);
    // A limit explains two signatures.
    let limited = |side: &Side<'_>| side.facts.iter().any(|fact| matches!(fact.value, Value::Money { .. }));
    if !excludes
        || before.topic != now.topic
        || limited(before)
        || limited(now)
        || now.says(&["also", "too", "both", "and"])
    {
        return Verdict::Unrelated;
    }
    let (earlier, later) = (named(before, topic), named(now, topic));
    let ([(a, a_span)], [(b, b_span)]) = (earlier.as_slice(), later.as_slice()) else { return Verdict::Unrelated };
    if a.is_disjoint(b) { Verdict::Conflict(*a_span, *b_span) } else { Verdict::Agree }
}

/// The people named in a role, each by the parts of the name.
fn named(side: &Side<'_>, topic: &str) -> Vec<(BTreeSet<String>, Span)> {
    let name = |fact: &&Fact| match &fact.value {
        Value::Person { name: Some(name), .. } => {
            Some((name.split_whitespace().map(str::to_lowercase).collect(), fact.span))
        }
        _ => None,
    };
    side.asserted(topic, ValueKind::Person).iter().filter_map(name).collect()
}

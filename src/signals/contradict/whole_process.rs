//! How long all of the way to a purchase takes: "three weeks from offer to order", "under seven months no order ever came".

use std::collections::BTreeSet;

use crate::bank::{Topics, ValueKind};
use crate::signals::value::{Fact, Span, Value};

use super::Verdict;
use super::figures::{figures, is_unsure, on_one_topic, subjects};
use super::side::Side;

/// The lengths of the way to a purchase, whoever has a step of it: "IT checks, then HR; from demo to order 8 months".
pub(super) fn lengths(before: &Side<'_>, now: &Side<'_>, topics: &Topics) -> Verdict {
    let whole = |side: &Side<'_>, fact: &&Fact| {
        let named = subjects(side, fact);
        side.scope_in_part(fact.span).is_empty() && is_told(side, fact, &named)
    };
    let told_in = |side| figures(side, ValueKind::Duration);
    let (earlier, later) = (told_in(before), told_in(now));
    let (Some(topic), [a], [b]) = (topics.get(LENGTH), earlier.as_slice(), later.as_slice()) else {
        return Verdict::Unrelated;
    };
    let told = a.topic == *LENGTH && b.topic == *LENGTH && !is_unsure(before) && !is_unsure(now);
    if told && whole(before, a) && whole(now, b) {
        on_one_topic((before, a), (now, b), topic)
    } else {
        Verdict::Unrelated
    }
}

const LENGTH: &str = "process.length";

/// Whether a length of time is that of all the way to a purchase: "under seven months no order ever came out of here".
pub(super) fn is_told(side: &Side<'_>, fact: &Fact, named: &BTreeSet<&str>) -> bool {
    let priced = side
        .facts
        .iter()
        .any(|other| matches!(other.value, Value::Money { .. }) && side.part_at(other.span) == side.part_at(fact.span));
    // "Two weeks and it's signed", "between demo and contract 8 months go by": a part ends within the words, or beside them.
    let near = |cue: Span| {
        let (first, last) = (side.part_at(cue), side.part_at(last_of(cue)));
        let beside = first.zip(side.part_at(fact.span)).is_some_and(|(there, here)| there.abs_diff(here) <= 1);
        side.sentence_at(cue) == side.sentence_at(fact.span) && (beside || last == side.part_at(fact.span))
    };
    let told = ["opposition.end_to_end", "opposition.whole_process"].into_iter().any(|list| side.cues(list).any(near));
    let asked = side.is_on("process.length") && named.is_empty();
    (told || asked) && !priced
}

/// The last byte of some words.
const fn last_of(span: Span) -> Span {
    Span::new(span.end.saturating_sub(1), span.end)
}

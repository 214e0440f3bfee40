//! What one person thinks of it or has to say in it, told both ways: "Liza has the last look", "Liza has no look at it".

use std::collections::BTreeSet;

use crate::bank::Topics;
use crate::signals::value::{Fact, Span, Value};

use super::Verdict;
use super::side::{Mood, Side};

/// What can be told of a person, and its opposite.
const PAIRS: [(&str, &str); 2] =
    [("opposition.for_it", "opposition.against_it"), ("opposition.has_say", "opposition.no_say")];

/// So many words may stand between a "not" and what it turns round.
const NOT_BEFORE: usize = 3;

/// One person who is for it and against it, or has a say and none.
pub(super) fn of_person(before: &Side<'_>, now: &Side<'_>, _: &Topics) -> Verdict {
    for (good, bad) in PAIRS {
        for a in told(before, good, bad) {
            if let Some(b) = told(now, good, bad).iter().find(|b| !a.names.is_disjoint(&b.names)) {
                return if a.good == b.good { Verdict::Agree } else { Verdict::Denial(a.span, b.span) };
            }
        }
    }
    Verdict::Unrelated
}

/// What is told of somebody.
struct Told {
    /// The parts of their name.
    names: BTreeSet<String>,
    good: bool,
    span: Span,
}

fn told(side: &Side<'_>, good: &'static str, bad: &'static str) -> Vec<Told> {
    let blamed: Vec<Span> = side.cues(bad).collect();
    let praised = side.cues(good).filter(|span| !blamed.iter().any(|bad| bad.overlaps(span)));
    let turned = |span: &Span| side.has_before("opposition.not", *span, NOT_BEFORE);
    let all = praised.filter(|span| !turned(span)).map(|span| (span, true));
    let all = all.chain(blamed.iter().map(|span| (*span, false)));
    let now = all.filter(|(span, _)| side.mood_of_part(*span) == Mood::Now);
    now.filter_map(|(span, good)| Some(Told { names: of_whom(side, span)?, good, span: side.part_around(span) }))
        .collect()
}

/// The last person named in front of some words, in their sentence.
fn of_whom(side: &Side<'_>, span: Span) -> Option<BTreeSet<String>> {
    let sentence = side.sentence_at(span);
    let name = |fact: &Fact| match &fact.value {
        Value::Person { name: Some(name), .. } if side.sentence_at(fact.span) == sentence => {
            (fact.span.start < span.start).then(|| name.split_whitespace().map(str::to_lowercase).collect())
        }
        _ => None,
    };
    side.facts.iter().filter_map(name).next_back()
}

//! Until when a contract binds them: "the Avery agreement is over in September", "we're bound to Avery until 2029".

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::bank::{Topics, ValueKind};
use crate::signals::value::{Fact, Value};

use super::Verdict;
use super::figures::figures;
use super::side::{Mood, Side};

/// Two ends of one contract.
pub(super) fn ends(before: &Side<'_>, now: &Side<'_>, _: &Topics) -> Verdict {
    let (Some(a), Some(b)) = (end(before), end(now)) else { return Verdict::Unrelated };
    if a.about.is_disjoint(&b.about) || before.part_of_organization() != now.part_of_organization() {
        return Verdict::Unrelated;
    }
    if a.first <= b.last && b.first <= a.last { Verdict::Agree } else { Verdict::Conflict(a.fact.span, b.fact.span) }
}

/// When a contract ends.
struct End<'a> {
    fact: &'a Fact,
    first: Date,
    last: Date,
    /// What and with whom.
    about: BTreeSet<&'a str>,
}

fn end<'a>(side: &Side<'a>) -> Option<End<'a>> {
    let dates: Vec<&Fact> = figures(side, ValueKind::Date)
        .into_iter()
        .filter(|fact| {
            let told = side.has_around("opposition.contract_ends", fact.span)
                || (side.has_around("opposition.bound_until", fact.span) && is_until(side, fact));
            told && side.mood(fact.span) == Mood::Now
        })
        .collect();
    let [fact] = dates.as_slice() else { return None };
    let Value::Date { from, to: Some(last), .. } = fact.value else { return None };
    let until = is_until(side, fact);
    let first = from.filter(|_| !until).unwrap_or(last);
    let sentence = side.sentence_at(fact.span);
    let generic = |span| side.cues("opposition.contract_word").any(|cue| cue.overlaps(&span));
    let about = side.stems(|word| Some(word.sentence) == sentence && !generic(word.span));
    Some(End { fact, first, last, about })
}

/// Whether a date is told as the last day of something.
fn is_until(side: &Side<'_>, fact: &Fact) -> bool {
    let until =
        |list: &'static str| side.cues(list).any(|cue| fact.span.contains(&cue)) || side.has_before(list, fact.span, 1);
    until("opposition.until") || until("opposition.runs_until") || side.has_before("opposition.to", fact.span, 1)
}

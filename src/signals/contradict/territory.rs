//! Where they sell: "we only sell in Austria" against "our shops in Italy".

use std::collections::BTreeSet;

use crate::bank::Topics;
use crate::signals::value::{Span, Standing, Value};

use super::Verdict;
use super::side::{Mood, Side};

/// One place and no other, against another place.
pub(super) fn only_here(before: &Side<'_>, now: &Side<'_>, _: &Topics) -> Verdict {
    let (Some(a), Some(b)) = (places(before), places(now)) else { return Verdict::Unrelated };
    let bounded = before.has("opposition.bounded") || now.has("opposition.bounded");
    if !(a.only || b.only) || bounded || !a.names.is_disjoint(&b.names) {
        return Verdict::Unrelated;
    }
    Verdict::Conflict(a.span, b.span)
}

/// Places where they sell.
struct Places {
    names: BTreeSet<String>,
    /// Whether it is said that there are no others.
    only: bool,
    span: Span,
}

fn places(side: &Side<'_>) -> Option<Places> {
    let sells = side.cues("opposition.operates_in").find(|cue| side.mood(*cue) == Mood::Now)?;
    let here = side.part_at(sells);
    let named = side.facts.iter().filter_map(|fact| match &fact.value {
        Value::Place { name }
            if is_country(side, fact.span)
                && fact.standing == Standing::Asserted
                && side.sentence_at(fact.span) == side.sentence_at(sells) =>
        {
            Some(name.to_lowercase())
        }
        _ => None,
    });
    let countries: BTreeSet<String> = named.collect();
    let only = side.cues("opposition.only_here").any(|cue| side.part_at(cue) == here);
    let denied = side.cues("opposition.not").any(|cue| side.part_at(cue) == here);
    (!countries.is_empty() && !denied).then(|| Places { names: countries, only, span: side.part_around(sells) })
}

/// Whether a place is a country: a town may lie in the place that the other side names.
fn is_country(side: &Side<'_>, span: Span) -> bool {
    side.cues("opposition.country").any(|cue| cue.overlaps(&span))
}

//! A thing that is there, against the same thing said not to be there: "there's a ticketing system", "we don't use any".

use std::collections::BTreeSet;

use crate::bank::{Topics, ValueKind};
use crate::signals::value::Span;

use super::Verdict;
use super::side::{Mood, Side};

/// So many nouns name the thing that is there.
const NAMES: usize = 2;

/// "We back it up every night" against "there are no backups at all".
pub(super) fn there_is(before: &Side<'_>, now: &Side<'_>, _: &Topics) -> Verdict {
    if before.scope() != now.scope() {
        return Verdict::Unrelated;
    }
    if let Some((a, b)) = meet(before, now) {
        return Verdict::Denial(a, b);
    }
    meet(now, before).map_or(Verdict::Unrelated, |(b, a)| Verdict::Denial(a, b))
}

/// The words of one side by which a thing is there, and those of the other by which it is not.
fn meet(some: &Side<'_>, none: &Side<'_>) -> Option<(Span, Span)> {
    none.cues("opposition.there_is_no").filter(|cue| is_plain(none, *cue)).find_map(|denied| {
        let missing = none.object(denied);
        let there = some.cues("opposition.there_is").filter(|cue| is_plain(some, *cue) && !is_denied(some, *cue));
        let named = there.map(|cue| (cue, thing(some, cue)));
        let (cue, _) = named.into_iter().find(|(_, thing)| !missing.is_empty() && missing.is_subset(thing))?;
        Some((some.part_around(cue), none.part_around(denied)))
    })
}

/// The first nouns behind words.
fn thing<'a>(side: &Side<'a>, cue: Span) -> BTreeSet<&'a str> {
    let object = side.object(cue);
    let behind = side.said.words().iter().filter(|word| word.span.start >= cue.end);
    let named = behind.filter_map(|word| object.get(&*word.stem).copied());
    named.take(NAMES).collect()
}

/// Whether it is so now, for good, and of no other of its sort.
fn is_plain(side: &Side<'_>, cue: Span) -> bool {
    let dated = side.facts.iter().any(|fact| fact.value.kind() == ValueKind::Date);
    side.mood(cue) == Mood::Now
        && !dated
        && !side.has_in_part("opposition.bounded", cue)
        && !side.has_in_part("opposition.another", cue)
        && !side.has("opposition.not_yet")
}

/// Whether a denial stands in the words or behind them.
fn is_denied(side: &Side<'_>, cue: Span) -> bool {
    side.cues("opposition.not").any(|not| side.part_at(not) == side.part_at(cue))
}

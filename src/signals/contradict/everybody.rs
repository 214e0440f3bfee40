//! All of them against none of them: "everyone uses the app, all the drivers", "no driver has opened it in months".

use std::collections::BTreeSet;

use crate::bank::Topics;
use crate::signals::value::Span;

use super::Verdict;
use super::side::{Mood, Side};

/// So much of what is denied has to be named on the other side too.
const SHARED: usize = 2;

/// What all of them do and none of them does.
pub(super) fn all_or_none(before: &Side<'_>, now: &Side<'_>, _: &Topics) -> Verdict {
    let bounded = before.has("opposition.bounded") && now.has("opposition.bounded");
    if bounded || before.scope() != now.scope() {
        return Verdict::Unrelated;
    }
    if let Some((a, b)) = meet(before, now) {
        return Verdict::Denial(a, b);
    }
    meet(now, before).map_or(Verdict::Unrelated, |(b, a)| Verdict::Denial(a, b))
}

/// The words of the side that tells it of all, and those of the side that tells it of none.
fn meet(all: &Side<'_>, none: &Side<'_>) -> Option<(Span, Span)> {
    let told = all.cues("opposition.all_of_them").find(|cue| all.mood(*cue) == Mood::Now && !turned(all, *cue))?;
    none.cues("opposition.none_of_them").filter(|cue| none.mood(*cue) == Mood::Now).find_map(|denied| {
        let here = none.part_at(denied);
        let using = |side: &Side<'_>, span: Span| side.has_around("opposition.using", span);
        let both = using(all, told) && using(none, denied);
        let verb = |span: Span| none.cues("opposition.using").any(|cue| cue.overlaps(&span));
        let named: BTreeSet<&str> = none.stems(|word| Some(word.part) == here && !(both && verb(word.span)));
        let around: BTreeSet<&str> = all.stems(|word| Some(word.sentence) == all.sentence_at(told));
        (named.len() >= SHARED && named.is_subset(&around)).then(|| (all.part_around(told), none.part_around(denied)))
    })
}

/// Whether it is not of all: "not everyone", "hardly all".
fn turned(side: &Side<'_>, cue: Span) -> bool {
    side.cues("opposition.not").any(|not| side.part_at(not) == side.part_at(cue))
}

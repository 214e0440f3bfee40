//! All of them against none of them: "everyone uses the app, all the drivers", "no driver has opened it in months".

use std::collections::BTreeSet;

use crate::bank::{Topics, ValueKind};
use crate::signals::value::{Fact, Span, Value};

use super::Verdict;
use super::side::{Mood, Side};
use super::statement::stem_of;

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

/// "All 230 drivers would have it" against "the drivers aren't getting any of it".
pub(super) fn users_left_out(before: &Side<'_>, now: &Side<'_>, _: &Topics) -> Verdict {
    if let Some((a, b)) = counted_in(before, now) {
        return Verdict::Conflict(a, b);
    }
    counted_in(now, before).map_or(Verdict::Unrelated, |(b, a)| Verdict::Conflict(a, b))
}

const USERS: &str = "users.team";

/// The count of those who would work with it on one side, and the words by which the same do not on the other.
fn counted_in(users: &Side<'_>, out: &Side<'_>) -> Option<(Span, Span)> {
    if users.has("opposition.left_out") || !users.placed {
        return None;
    }
    let for_now = |side: &Side<'_>, span: Span| {
        side.has_around("opposition.at_first", span) || side.has_in_part("opposition.bounded", span)
    };
    let left_out =
        out.cues("opposition.left_out").filter(|cue| out.mood_of_part(*cue) == Mood::Now && !for_now(out, *cue));
    let sorts: Vec<(Span, BTreeSet<&str>)> = left_out.map(|cue| (cue, out.subjects_before(cue))).collect();
    let same = |fact: &Fact| {
        let sort = sort_of(users, fact)?;
        let alike = |cue: Span| out.scope_in_part(cue) == users.scope_in_part(fact.span) && !for_now(users, fact.span);
        let mut found = sorts.iter().filter(|(cue, names)| names.len() == 1 && names.contains(&*sort) && alike(*cue));
        let found = found.next();
        found.map(|(cue, _)| (fact.span, out.part_around(*cue)))
    };
    users.asserted(USERS, ValueKind::Count).into_iter().find_map(same)
}

/// What a count counts, as the words of an answer have it.
fn sort_of(side: &Side<'_>, fact: &Fact) -> Option<String> {
    let Value::Count { of: Some(of), .. } = &fact.value else { return None };
    let last = side.said.words().iter().rfind(|word| fact.span.overlaps(&word.span) && !word.stem.is_empty());
    last.map(|word| word.stem.to_string()).or_else(|| Some(stem_of(of.split_whitespace().last()?).into_owned()))
}

//! Days of one event that cannot both be right.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::bank::{Topics, ValueKind};
use crate::signals::value::{Fact, Span, Value};

use super::Verdict;
use super::figures::{figures, is_unsure, on, says_the_same_of, topics_of};
use super::side::{Mood, Side};

/// Dates of the same event that do not overlap.
pub(super) fn dates(before: &Side<'_>, now: &Side<'_>, topics: &Topics) -> Verdict {
    if is_unsure(before) || is_unsure(now) || before.scope() != now.scope() {
        return Verdict::Unrelated;
    }
    let (earlier, later) = (figures(before, ValueKind::Date), figures(now, ValueKind::Date));
    let start = topics.get(START).filter(|_| starts(now));
    for topic in topics_of(&later, topics).chain(start).filter(|topic| topic.id.family() != "followup") {
        let of_start = |side: &Side<'_>| topic.id == *START && starts(side);
        let earlier = if of_start(before) { earlier.clone() } else { on(&earlier, topic) };
        let later = if of_start(now) { later.clone() } else { on(&later, topic) };
        let (Some(first), Some(second)) = (earlier.first(), later.first()) else { continue };
        let loose = !is_the_start(before, first) || !is_the_start(now, second);
        if loose || !same_time(before.mood(first.span), now.mood(second.span)) {
            continue;
        }
        let (a, b) = (phases(before), phases(now));
        if a.is_disjoint(&b) {
            // Nothing goes live before it starts.
            let early = topic.id == *START
                && (is_live_before(now, &later, before, &earlier) || is_live_before(before, &earlier, now, &later));
            if early {
                return Verdict::Conflict(first.span, second.span);
            }
            continue;
        }
        let meet = earlier.iter().any(|a| later.iter().any(|b| overlap(days(before, a), days(now, b))));
        return if meet { Verdict::Agree } else { Verdict::Conflict(first.span, second.span) };
    }
    match (earlier.as_slice(), later.as_slice()) {
        ([a], [b]) if says_the_same_of(before, a, now, b) && !overlap(days(before, a), days(now, b)) => {
            Verdict::Conflict(a.span, b.span)
        }
        _ => Verdict::Unrelated,
    }
}

const START: &str = "timeline.start";

/// Whether an answer on no topic tells when it starts: "October is the earliest we'd touch it".
fn starts(side: &Side<'_>) -> bool {
    !side.placed && side.has("opposition.starts_it")
}

/// Whether one side goes live on a day that lies before the only start that the other names.
fn is_live_before(live: &Side<'_>, days_live: &[&Fact], start: &Side<'_>, days_start: &[&Fact]) -> bool {
    let only = |phase: &str, side: &Side<'_>| phases(side).iter().eq([&phase]);
    let ends = days_live.iter().filter_map(|fact| days(live, fact).1).max();
    let begins = days_start.iter().filter_map(|fact| days(start, fact).0).min();
    only("opposition.live", live)
        && only("opposition.start", start)
        && ends.zip(begins).is_some_and(|(end, begin)| end < begin)
}

/// The first and the last day of a date. What does not happen "before July" happens from July on.
fn days(side: &Side<'_>, fact: &Fact) -> (Option<Date>, Option<Date>) {
    let Value::Date { from, to, .. } = &fact.value else { return (None, None) };
    let until = from.is_none() && side.cues("opposition.until").any(|cue| fact.span.contains(&cue));
    let turned = until && is_turned(side, fact.span);
    match to {
        Some(to) if turned => (to.tomorrow().ok(), None),
        _ => (*from, *to),
    }
}

/// Whether a "not" stands in the same part in front of a day: "isn't ready before July", "nothing happens until May".
fn is_turned(side: &Side<'_>, span: Span) -> bool {
    side.cues("opposition.not").any(|cue| cue.end <= span.start && side.part_at(cue) == side.part_at(span))
}

/// Whether two dates are told in moods that can be compared.
const fn same_time(a: Mood, b: Mood) -> bool {
    let apart = matches!(a, Mood::If | Mood::Elsewhere) || matches!(b, Mood::If | Mood::Elsewhere);
    !apart && matches!(a, Mood::Past) == matches!(b, Mood::Past)
}

/// Whether a date may be that of the start. Filed by its words alone, it must not be told of something else.
fn is_the_start(side: &Side<'_>, fact: &Fact) -> bool {
    let other = !side.subjects_around(fact.span).is_empty();
    side.placed
        || !other
        || starts(side)
        || side.has_around("opposition.start", fact.span)
        || side.has_around("opposition.live", fact.span)
}

/// What a date is the date of; a start where nothing is said.
fn phases(side: &Side<'_>) -> BTreeSet<&'static str> {
    const LISTS: [&str; 4] = ["opposition.pilot", "opposition.live", "opposition.contract", "opposition.event"];
    let mut phases: BTreeSet<&'static str> = LISTS.into_iter().filter(|list| side.has(list)).collect();
    if phases.is_empty() || side.has("opposition.start") {
        phases.insert("opposition.start");
    }
    phases
}

/// Whether two intervals of days share one; an open end has none.
fn overlap(a: (Option<Date>, Option<Date>), b: (Option<Date>, Option<Date>)) -> bool {
    let begins = |days: (Option<Date>, Option<Date>)| days.0.unwrap_or(Date::MIN);
    let ends = |days: (Option<Date>, Option<Date>)| days.1.unwrap_or(Date::MAX);
    begins(a) <= ends(b) && begins(b) <= ends(a)
}

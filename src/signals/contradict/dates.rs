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
    // "Ideally March, realistically May" are both right.
    let dreams = before.has("opposition.ideal") != now.has("opposition.ideal");
    if dreams || is_unsure(before) || is_unsure(now) || before.scope_of_own() != now.scope_of_own() {
        return Verdict::Unrelated;
    }
    let (earlier, later) = (figures(before, ValueKind::Date), figures(now, ValueKind::Date));
    let start = topics.get(START).filter(|_| starts(now));
    for topic in topics_of(&later, topics)
        .chain(start)
        .filter(|topic| topic.kind == ValueKind::Date && topic.id.family() != "followup")
    {
        let of_start = |side: &Side<'_>| topic.id == *START && starts(side);
        let earlier = if of_start(before) { of_the_start(before, &earlier) } else { on(&earlier, topic) };
        let later = if of_start(now) { of_the_start(now, &later) } else { on(&later, topic) };
        let (Some(first), Some(second)) = (earlier.first(), later.first()) else { continue };
        let loose = !is_the_start(before, first) || !is_the_start(now, second);
        if loose || !same_time(before.mood(first.span), now.mood(second.span)) {
            continue;
        }
        let pairs: Vec<(&Fact, &Fact)> = earlier.iter().flat_map(|a| later.iter().map(|b| (*a, *b))).collect();
        let compared = pairs.iter().filter(|(a, b)| !phases(before, a).is_disjoint(&phases(now, b)));
        let mut apart = None;
        for (a, b) in compared {
            let put_off =
                topic.id == *START && is_put_off(days(before, a), days(now, b)) && phases(before, a) == phases(now, b);
            if overlap(days(before, a), days(now, b)) && !put_off {
                return Verdict::Agree;
            }
            apart = apart.or(Some((a.span, b.span)));
        }
        // Nothing goes live before it starts.
        let early = |(a, b): &&(&Fact, &Fact)| {
            topic.id == *START && (is_live_before(now, b, before, a) || is_live_before(before, a, now, b))
        };
        let early = pairs.iter().find(early).map(|(a, b)| (a.span, b.span));
        if let Some((a, b)) = apart.or(early) {
            return Verdict::Conflict(a, b);
        }
    }
    match (earlier.as_slice(), later.as_slice()) {
        ([a], [b]) if says_the_same_of(before, a, now, b) && !overlap(days(before, a), days(now, b)) => {
            Verdict::Conflict(a.span, b.span)
        }
        _ => Verdict::Unrelated,
    }
}

const START: &str = "timeline.start";

/// Whether an answer that was not asked for it tells when it starts: "October is the earliest we'd touch it".
fn starts(side: &Side<'_>) -> bool {
    (!side.placed && side.has("opposition.starts_it")) || begins(side).next().is_some()
}

/// The words by which an answer to another question of time tells that they begin: "so July's when we'd begin". What
/// begins is what the call is about, so that nothing else is named behind them.
fn begins<'s>(side: &'s Side<'_>) -> impl Iterator<Item = Span> + 's {
    let asked = side.placed && side.is_in("timeline") && !side.is_on(START);
    let cues = side.cues("opposition.we_start").filter(move |_| asked);
    cues.filter(|cue| side.object(*cue).is_empty() || side.has_behind("opposition.preposition", *cue, 1))
}

/// Those of some dates that are of the start, where another question was asked.
fn of_the_start<'a>(side: &Side<'_>, dates: &[&'a Fact]) -> Vec<&'a Fact> {
    let near = |fact: &Fact| begins(side).any(|cue| side.part_at(cue) == side.part_at(fact.span));
    dates.iter().copied().filter(|fact| !side.placed || near(fact)).collect()
}

/// Whether a day on which one side goes live lies before the start that the other names.
fn is_live_before(live: &Side<'_>, day_live: &Fact, start: &Side<'_>, day_start: &Fact) -> bool {
    let only = |phase: &str, side: &Side<'_>, fact: &Fact| phases(side, fact).iter().eq([&phase]);
    let (end, begin) = (days(live, day_live).1, days(start, day_start).0);
    only("opposition.live", live, day_live)
        && only("opposition.start", start, day_start)
        && end.zip(begin).is_some_and(|(end, begin)| end < begin)
}

/// The first and the last day of a date. What does not happen "before July" happens from July on.
fn days(side: &Side<'_>, fact: &Fact) -> (Option<Date>, Option<Date>) {
    let Value::Date { from, to, .. } = &fact.value else { return (None, None) };
    let until = from.is_none() && side.cues("opposition.until").any(|cue| fact.span.contains(&cue));
    let turned = until && is_turned(side, fact.span);
    // "The lease runs until May" tells the day on which it ends.
    let ends = from.is_none() && side.cues("opposition.runs_until").any(|cue| cue.overlaps(&fact.span));
    match to {
        Some(to) if ends && !turned => (Some(*to), Some(*to)),
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
fn phases(side: &Side<'_>, fact: &Fact) -> BTreeSet<&'static str> {
    const LISTS: [&str; 4] = ["opposition.pilot", "opposition.live", "opposition.contract", "opposition.event"];
    let has = |list: &&'static str| side.has_in_part(list, fact.span);
    let mut phases: BTreeSet<&'static str> = LISTS.into_iter().filter(has).collect();
    let starts_it = !side.placed && side.has_in_part("opposition.starts_it", fact.span);
    if phases.is_empty() || starts_it || side.has_in_part("opposition.start", fact.span) {
        phases.insert("opposition.start");
    }
    phases
}

/// So many days later, a deadline is another one.
const PUT_OFF_DAYS: i32 = 75;

/// Whether both are deadlines and the second lies well behind the first: "before May", "by Christmas".
fn is_put_off(a: (Option<Date>, Option<Date>), b: (Option<Date>, Option<Date>)) -> bool {
    match (a, b) {
        ((None, Some(first)), (None, Some(second))) => (second - first).get_days() > PUT_OFF_DAYS,
        _ => false,
    }
}

/// Whether two intervals of days share one; an open end has none.
fn overlap(a: (Option<Date>, Option<Date>), b: (Option<Date>, Option<Date>)) -> bool {
    let begins = |days: (Option<Date>, Option<Date>)| days.0.unwrap_or(Date::MIN);
    let ends = |days: (Option<Date>, Option<Date>)| days.1.unwrap_or(Date::MAX);
    begins(a) <= ends(b) && begins(b) <= ends(a)
}

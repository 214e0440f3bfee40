//! Whether they ever had such a product in the house: "we ran Fiix for five months", "nobody here has touched one".

use crate::bank::{Topics, ValueKind};
use crate::signals::value::{Fact, Span};

use super::Verdict;
use super::side::{Mood, Side};

/// Topics where a trial is told.
const TOPICS: [&str; 2] = ["product.familiarity", "pain.tried"];

/// So many words may stand between a "not" and what it turns round.
const NOT_BEFORE: usize = 3;

/// A trial that there was, against none that ever was.
pub(super) fn trials(before: &Side<'_>, now: &Side<'_>, _: &Topics) -> Verdict {
    if let Some((a, b)) = meet(before, now) {
        return Verdict::Conflict(a, b);
    }
    meet(now, before).map_or(Verdict::Unrelated, |(b, a)| Verdict::Conflict(a, b))
}

fn meet(tells: &Side<'_>, denies: &Side<'_>) -> Option<(Span, Span)> {
    let had = tried(tells).filter(|_| denies.scope_within_company().is_subset(&tells.scope()))?;
    Some((had, never(denies)?))
}

/// The words by which they had one.
fn tried(side: &Side<'_>) -> Option<Span> {
    if !is_asked(side) || side.has("opposition.never_had_one") {
        return None;
    }
    let spoken = |cue: &Span| {
        let plain =
            !side.has_before("opposition.not", *cue, NOT_BEFORE) && !side.has_in_part("opposition.only_seen", *cue);
        plain && !has_in_front(side, *cue, "opposition.i") && matches!(side.mood(*cue), Mood::Now | Mood::Past)
    };
    // "We tried overtime" tells of no product; what was tried has to be one.
    let product = |cue: &Span| {
        let near = |fact: &&Fact| side.sentence_at(fact.span) == side.sentence_at(*cue);
        let named = side.facts.iter().filter(|fact| fact.value.kind() == ValueKind::Thing).any(|fact| near(&fact));
        let familiar = side.is_on(TOPICS[0]);
        (familiar || named || side.has_around("opposition.such", *cue))
            && !side.has_around("opposition.makeshift", *cue)
    };
    side.cues("opposition.tried_it").filter(spoken).find(product).map(|cue| side.part_around(cue))
}

/// The words by which they never had any.
fn never(side: &Side<'_>) -> Option<Span> {
    let plain = |cue: &Span| {
        let mood = matches!(side.mood_of_part(*cue), Mood::Now | Mood::Past);
        mood && !has_in_front(side, *cue, "opposition.i")
    };
    let cue = side.cues("opposition.never_had_one").filter(|_| is_asked(side)).find(plain)?;
    Some(side.part_around(cue))
}

fn is_asked(side: &Side<'_>) -> bool {
    !side.placed || TOPICS.iter().any(|topic| side.is_on(topic))
}

/// Whether words of a list stand right in front of others: "I never had one" says nothing of the company.
fn has_in_front(side: &Side<'_>, cue: Span, list: &'static str) -> bool {
    side.has_before(list, cue, 2)
}

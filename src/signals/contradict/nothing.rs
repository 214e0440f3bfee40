//! Nothing of what was asked for, against some of it: "no criteria at all", "it must run offline and cost under 20k".

use crate::bank::Topics;
use crate::signals::Stance;
use crate::signals::value::Span;

use super::Verdict;
use super::side::{Mood, Side};

/// Topics of which it can be said that there is nothing, with the wording for it.
const NOTHING: [(&str, &str); 4] = [
    ("criteria.list", "denial.criteria"),
    ("product.familiarity", "denial.product"),
    ("process.steps", "denial.process"),
    ("timeline.driver", "denial.urgency"),
];

/// So much at least says what there is.
const TELLING: usize = 2;

/// Nothing at all against something, both said when asked for it.
pub(super) fn at_all(before: &Side<'_>, now: &Side<'_>, _: &Topics) -> Verdict {
    let asked = |side: &Side<'_>, topic: &str| side.placed && side.is_on(topic);
    let Some((_, denial)) = NOTHING.iter().find(|(topic, _)| asked(before, topic) && asked(now, topic)) else {
        return Verdict::Unrelated;
    };
    let bounded = before.has("opposition.bounded") && now.has("opposition.bounded");
    if bounded || before.scope() != now.scope() {
        return Verdict::Unrelated;
    }
    match (something(before, denial), nothing(now, denial), nothing(before, denial), something(now, denial)) {
        (Some(a), Some(b), ..) | (.., Some(a), Some(b)) => Verdict::Conflict(a, b),
        _ => Verdict::Unrelated,
    }
}

/// The words by which there is none of it, whatever it may be.
fn nothing(side: &Side<'_>, denial: &'static str) -> Option<Span> {
    let cue = side.cue(denial).filter(|cue| side.stance == Stance::Denies && side.mood_of_part(*cue) == Mood::Now)?;
    let yet = side.has("opposition.not_yet");
    (!yet && side.object(cue).is_empty() && side.own_subjects(cue).is_empty()).then_some(cue)
}

/// All of an answer that says what there is.
fn something(side: &Side<'_>, denial: &'static str) -> Option<Span> {
    let denies = side.has(denial) || side.has("opposition.not") || side.has("opposition.others");
    let tells = side.stance == Stance::Affirms && side.subjects().len() + side.facts.len() >= TELLING;
    let now = matches!(side.mood(side.whole()), Mood::Now | Mood::Goal | Mood::Past);
    (tells && now && !denies && !side.has("opposition.wish")).then(|| side.whole())
}

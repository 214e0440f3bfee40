//! One deed, said and denied in the same words: "some nights a patrol gets skipped", "we have never skipped one".

use std::collections::BTreeSet;

use crate::bank::Topics;
use crate::signals::value::Span;

use super::Verdict;
use super::side::{Mood, Side};
use super::statement::Word;

/// So many words may stand between a "never" and what is never done.
const GAP: usize = 2;

/// What one side says happens and the other says does not.
pub(super) fn turned(before: &Side<'_>, now: &Side<'_>, _: &Topics) -> Verdict {
    // "Nobody is free until June", "from July on two are free": each holds in its own time.
    if before.has("opposition.bounded") && now.has("opposition.bounded") {
        return Verdict::Unrelated;
    }
    if let Some((a, b)) = meet(before, now) {
        return Verdict::Denial(a, b);
    }
    meet(now, before).map_or(Verdict::Unrelated, |(b, a)| Verdict::Denial(a, b))
}

/// The words of one side that tell of a deed, and those of the other that deny it.
fn meet(tells: &Side<'_>, denies: &Side<'_>) -> Option<(Span, Span)> {
    // What never happens does not happen on some nights either.
    let scope = denies.scope();
    if !scope.is_subset(&tells.scope()) {
        return None;
    }
    denials(denies).into_iter().find_map(|denial| {
        let words = tells.said.words();
        let deed = words.iter().find(|word| *word.root == *denial.deed)?;
        let around: BTreeSet<&str> = tells.stems(|word| word.sentence == deed.sentence);
        let same_topic = tells.topic.is_some() && tells.topic == denies.topic && !tells.is_on("note");
        let named = denial.about.iter().filter(|word| **word != denial.deed).count();
        // "We had a consultant in", "we never had a consultant".
        let had = denial.had && tells.has_before("opposition.has", deed.span, 3);
        let enough = named >= 1 || had || (same_topic && denial.about.len() == 1);
        // "Our customers never complain about it", "complaints about it come daily": from whom goes without saying.
        let by_nobody = tells.stems(|word| word.part == deed.part && word.span.end <= deed.span.start).is_empty();
        // "The billing girls" bill, and are not what is billed.
        let next = words.iter().find(|word| word.span.start >= deed.span.end && word.part == deed.part);
        let by_nobody = by_nobody && next.is_none_or(|next| next.stem.is_empty());
        let done = denial.about.iter().filter(|word| !by_nobody || !denial.doers.contains(*word));
        let named = enough && done.copied().all(|word| around.contains(word));
        let plain = |list| tells.cues(list).all(|cue| tells.part_at(cue) != Some(deed.part));
        let mood = tells.mood_of_part(deed.span);
        let time = mood == Mood::Now || (mood == Mood::Past && denial.never);
        (named && time && plain("opposition.not")).then(|| (tells.part_around(deed.span), denial.span))
    })
}

/// What is said not to happen.
struct Denial<'a> {
    /// What is not done.
    deed: &'a str,
    /// All that the denial names.
    about: BTreeSet<&'a str>,
    /// Those of it who do not do it.
    doers: BTreeSet<&'a str>,
    /// Whether it is a thing that they never had.
    had: bool,
    /// Whether it never was.
    never: bool,
    span: Span,
}

fn denials<'a>(side: &Side<'a>) -> Vec<Denial<'a>> {
    side.cues("opposition.never").filter_map(|cue| denial(side, cue)).collect()
}

fn denial<'a>(side: &Side<'a>, cue: Span) -> Option<Denial<'a>> {
    let words = side.said.words();
    let here = words.get(side.said.word_at(cue.start))?;
    let next = side.said.word_at(cue.end.saturating_sub(1)) + 1;
    let light = |word: &Word| side.cues("opposition.adverb").any(|adverb| adverb.overlaps(&word.span));
    let mut behind = words.get(next..)?.iter().take(GAP + 1);
    let deed = behind.find(|word| !word.root.is_empty() && word.part == here.part && !light(word))?;
    // "Patrols? We have never skipped one": what is spoken of stands in front.
    let first = words.iter().position(|word| word.part == here.part)?;
    let asked = first <= ASKED && !words[..first].is_empty();
    let in_front = |word: &Word| asked && word.span.start < words[first].span.start;
    let about = side.stems(|word| word.part == here.part || in_front(word));
    let doers = side.stems(|word| word.part == here.part && word.span.end <= cue.start);
    let ever = side.cues("opposition.ever_never").any(|never| never.overlaps(&cue));
    let none = side.cues("opposition.none_at_all").any(|none| none.overlaps(&cue));
    let strong = ever || none || side.has_behind("opposition.at_all", cue, 8);
    let now = matches!(side.mood_of_part(cue), Mood::Now | Mood::Goal);
    let had = ever && side.cues("opposition.has").any(|has| has.start >= cue.start && has.end <= deed.span.start);
    (strong && now).then(|| Denial { deed: &deed.root, about, doers, had, never: ever, span: side.part_around(cue) })
}

/// What is spoken of may be named in front, in so many words.
const ASKED: usize = 3;

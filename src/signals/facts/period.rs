//! What an amount is for: `/mo`, "a month", "per seat", "each", "annually", "p.a.".

use crate::bank::Per;
use crate::signals::text::TokenKind;

use super::scene::Scene;

/// The period or unit behind an amount, and the last token of both; the amount's own last token where there is none.
pub(super) fn period(scene: &Scene<'_>, last: usize) -> (Option<Per>, usize) {
    let numbers = &scene.context.lexicon.numbers;
    let periods = &numbers.periods;
    let next = scene.norm(last + 1);
    // "20 users/mo", "$9 per user per month": what recurs is the period; the unit is counted already.
    if periods.joins.contains(next)
        && let Some(spoken) = numbers.per.get(scene.norm(last + 2))
    {
        return match spoken.per() {
            Some(per) => (Some(per), last + 2 + stop(scene, last + 2)),
            None => (None, last),
        };
    }
    // "per vessel": whatever is named, the amount is for one of it.
    if periods.per.contains(next)
        && scene.kind(last + 2) == Some(TokenKind::Word)
        && !numbers.nouns.function_words.contains(scene.norm(last + 2))
    {
        return (Some(Per::Unit), last + 2);
    }
    if numbers.per_alone.contains(next)
        && let Some(spoken) = numbers.per.get(next)
    {
        return (spoken.per(), last + 1 + stop(scene, last + 1));
    }
    let each = |at: usize| periods.each.contains(scene.norm(at));
    if each(last + 1) {
        return (Some(Per::Unit), last + 1);
    }
    if scene.kind(last + 1) == Some(TokenKind::Word) && each(last + 2) {
        return (Some(Per::Unit), last + 2);
    }
    (None, last)
}

/// "p.a.": its last full stop belongs to it.
fn stop(scene: &Scene<'_>, at: usize) -> usize {
    usize::from(scene.norm(at).contains('.') && scene.norm(at + 1) == "." && scene.glued(at + 1))
}

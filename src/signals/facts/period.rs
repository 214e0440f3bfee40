//! What an amount is for: `/mo`, "a month", "per seat", "each", "annually", "p.a.".

use crate::bank::Per;
use crate::signals::text::TokenKind;

use super::listed::List;
use super::scene::Scene;

/// The period or unit behind an amount, and the last token of both; the amount's own last token where there is none.
/// `paid`: its currency is said, so that any noun may be what it is for.
pub(super) fn period(scene: &Scene<'_>, last: usize, paid: bool) -> (Option<Per>, usize) {
    // "46.000,- per year"
    let dash = matches!(scene.norm(last + 1), "," | ".") && scene.norm(last + 2) == "-" && scene.glued(last + 2);
    if dash && scene.glued(last + 1) {
        return match period_behind(scene, last + 2, paid) {
            (None, _) => (None, last),
            found => found,
        };
    }
    // "1,2 Mio. per annum"
    let shortened = scene.norm(last + 1) == "." && scene.glued(last + 1);
    match period_behind(scene, last, paid) {
        (None, _) if shortened => match period_behind(scene, last + 1, paid) {
            (None, _) => (None, last),
            found => found,
        },
        found => found,
    }
}

fn period_behind(scene: &Scene<'_>, last: usize, paid: bool) -> (Option<Per>, usize) {
    let numbers = &scene.context.lexicon.numbers;
    let periods = &numbers.periods;
    let next = scene.norm(last + 1);
    // "20 users/mo", "$9 per user per month": what recurs is the period; the unit is counted already.
    if periods.joins.contains(next)
        && let Some(spoken) = numbers.per.get(scene.norm(last + 2))
    {
        // "8m the year after"
        if numbers.counting.hours_led_by.contains(scene.norm(last + 3)) && !numbers.grammar.articles.contains(next) {
            return (None, last);
        }
        return match spoken.per() {
            Some(per) => (Some(per), last + 2 + stop(scene, last + 2)),
            None => (None, last),
        };
    }
    // "per vessel": whatever is named, the amount is for one of it.
    if periods.per.contains(next)
        && scene.kind(last + 2) == Some(TokenKind::Word)
        && !scene.holds(List::FunctionWords, last + 2)
    {
        return (Some(Per::Unit), last + 2);
    }
    // "£9 a van"
    if paid && numbers.grammar.articles.contains(next) && one_of(scene, last + 2) {
        return (Some(Per::Unit), last + 2);
    }
    if numbers.periods.alone.contains(next)
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

/// Whether a word can name what an amount is for: a noun that ends its phrase.
fn one_of(scene: &Scene<'_>, at: usize) -> bool {
    let numbers = &scene.context.lexicon.numbers;
    let norm = scene.norm(at);
    let goes_on = scene.kind(at + 1) == Some(TokenKind::Word)
        && !scene.holds(List::FunctionWords, at + 1)
        && !numbers.periods.each.contains(scene.norm(at + 1));
    scene.kind(at) == Some(TokenKind::Word)
        && scene.free(at..at + 1)
        && !numbers.nouns.function_words.contains(norm)
        && !numbers.periods.no_units.contains(norm)
        && !goes_on
}

/// "p.a.": its last full stop belongs to it.
fn stop(scene: &Scene<'_>, at: usize) -> usize {
    usize::from(scene.norm(at).contains('.') && scene.norm(at + 1) == "." && scene.glued(at + 1))
}

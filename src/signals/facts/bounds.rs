//! What stands around a quantity: its bounds, how surely it is put, and the signs of a loss.

use crate::signals::text::TokenKind;

use super::quantity::{Quantity, Unit};
use super::scene::Scene;

/// Reads what stands around a quantity: "up to", "about", "at least", "tops".
pub(super) fn frame(scene: &Scene<'_>, quantity: &mut Quantity<'_>) {
    let mut at = quantity.first;
    let mut upper = false;
    if matches!(quantity.unit, Some(Unit::Time(_))) {
        let coming = &scene.context.lexicon.numbers.ranges.coming;
        for _ in 0..2 {
            at -= usize::from(at > 0 && coming.contains(scene.norm(at - 1)));
        }
    }
    for _ in 0..2 {
        if let Some(start) = scene.phrase_before("approximate", at) {
            quantity.approx = true;
            at = start;
        }
    }
    if scene.phrase_before("lower_before", at).is_none() || negated_bound(scene, at) {
        upper = scene.phrase_before("upper_before", at).is_some_and(|start| !scene.moves_to(start));
    }
    let behind = quantity.last + 1;
    quantity.approx |= scene.phrase_after("approximate_after", behind).is_some();
    upper |= capped(scene, behind);
    if upper && quantity.high.is_none() {
        quantity.high = quantity.low.take();
    }
}

/// Whether an upper bound stands at a token, behind a figure: "tops", ", at the most".
pub(super) fn capped(scene: &Scene<'_>, behind: usize) -> bool {
    let comma = usize::from(scene.norm(behind) == ",");
    // "at least 20k, at most 40k": the bound is the next one's.
    let next = |end: usize| {
        matches!(scene.kind(end), Some(TokenKind::Number | TokenKind::Currency))
            || scene.context.lexicon.numbers.words.contains_key(scene.norm(end))
    };
    scene.phrase_after("upper_after", behind + comma).is_some_and(|end| !next(end))
}

/// "no more than" ends in "more than", which alone is a lower bound.
fn negated_bound(scene: &Scene<'_>, at: usize) -> bool {
    let lower = scene.phrase_before("lower_before", at);
    let upper = scene.phrase_before("upper_before", at);
    matches!((lower, upper), (Some(lower), Some(upper)) if upper < lower)
}

/// An amount with its sign: "-$50" and, as accountants write it where nothing but the amount is told, "($99.99)".
pub(super) fn signed<'a>(scene: &Scene<'a>, quantity: Quantity<'a>) -> Quantity<'a> {
    let Some(at) = quantity.first.checked_sub(1) else { return quantity };
    let grammar = &scene.context.lexicon.numbers.grammar;
    let negative = Quantity { low: quantity.low.map(|low| -low), first: at, ..quantity };
    let leads = |before: Option<usize>| before.is_none_or(|before| grammar.copulas.contains(scene.norm(before)));
    let closes = scene.norm(quantity.last + 1) == ")" && scene.glued(quantity.last + 1);
    if scene.norm(at) == "(" && closes && scene.glued(quantity.first) && leads(at.checked_sub(1)) {
        return Quantity { last: quantity.last + 1, ..negative };
    }
    let dash = scene.norm(at) == "-" && scene.glued(quantity.first) && !scene.glued(at);
    // The first on a line may be one of a list.
    let listed = at == 0 && quantity.last + 1 < scene.tokens().len()
        || scene.text.raw()[..scene.tokens()[at].span.start].trim_end_matches(' ').ends_with('\n');
    let word =
        grammar.minus.contains(scene.norm(at)) && !scene.context.lexicon.numbers.words.contains_key(scene.norm(at));
    let is_sign = quantity.low.is_some_and(|low| low > 0.0) && (dash && !listed || word);
    if is_sign { negative } else { quantity }
}

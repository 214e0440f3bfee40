//! Seasons and feasts, fixed and movable.

use crate::signals::text::TokenKind;

use super::calendar::{Part, Point, When, dated};
use super::scene::Scene;

/// A feast at a token, fixed or movable, and its last token.
pub(super) fn feast_part(scene: &Scene<'_>, at: usize) -> Option<(Part, usize)> {
    let calendar = &scene.context.lexicon.calendar;
    (1..=3).rev().find_map(|words| {
        let name = (at..at + words).map(|at| scene.norm(at)).collect::<Vec<_>>().join(" ").replace(" 's", "'s");
        let fixed = calendar.feasts.get(&name).map(|&(month, day)| Part::Day(month, day));
        let part = fixed.or_else(|| calendar.movable.contains_key(&name).then_some(Part::Feast(name)))?;
        Some((part, at + words - 1))
    })
}

/// A season with its year, or bounded: "summer 2027", "by spring".
pub(super) fn season(scene: &Scene<'_>, at: usize) -> Option<Point> {
    let month = *scene.context.lexicon.calendar.seasons.get(scene.norm(at))?;
    let dated = dated(scene, at, at, Part::Season(month));
    let lead = at.checked_sub(if at > 0 && scene.norm(at - 1) == "the" { 2 } else { 1 });
    let noun = scene.tokens().get(at + 1).is_some_and(|next| {
        next.kind == TokenKind::Word && !scene.context.lexicon.numbers.nouns.function_words.contains(&next.norm)
    });
    let bounded = !noun && lead.is_some_and(|lead| matches!(scene.norm(lead), "by" | "before" | "until" | "since"));
    (bounded || matches!(dated.when, When::Days(_))).then_some(dated)
}

/// A feast with its year, if one is said.
pub(super) fn feast(scene: &Scene<'_>, at: usize) -> Option<Point> {
    let (part, last) = feast_part(scene, at)?;
    Some(dated(scene, at, last, part))
}

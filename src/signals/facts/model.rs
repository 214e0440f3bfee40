//! Numbers of models: `i3070`, "TOMRA 5C".

use crate::signals::text::TokenKind;
use crate::signals::value::Value;

use super::naming::{capital, typed, words};
use super::scene::Scene;
use super::thing::latest;

/// `i3070`, `X200`: the number of a model, small letters with a figure written right behind them; its last token.
pub(super) fn model_end(scene: &Scene<'_>, at: usize) -> Option<usize> {
    const SHORTEST: usize = 2;
    let letters = scene.kind(at) == Some(TokenKind::Word) && typed(scene, at).chars().count() <= 3;
    let figure = |at: usize| {
        let norm = scene.norm(at);
        norm.len() >= SHORTEST && norm.bytes().all(|byte| byte.is_ascii_digit())
    };
    let whole = typed(scene, at).trim_start_matches(char::is_alphabetic);
    let alone = scene.kind(at) == Some(TokenKind::Word)
        && whole.len() < typed(scene, at).len()
        && whole.len() >= SHORTEST
        && whole.bytes().all(|byte| byte.is_ascii_digit());
    if alone {
        return Some(at);
    }
    // "TOMRA 5C", "Brother 3000x": a figure with letters right behind it, behind a name.
    let sized = scene.kind(at) == Some(TokenKind::Number)
        && capital(scene, at.wrapping_sub(1))
        && scene.glued(at + 1)
        && !scene.glued(at + 2)
        && scene.kind(at + 1) == Some(TokenKind::Word)
        && typed(scene, at + 1).chars().count() <= 2
        && typed(scene, at + 1).chars().all(char::is_uppercase)
        && !scene.found().iter().any(|draft| draft.tokens.contains(&at));
    if sized {
        return Some(at + 1);
    }
    let parts = letters && scene.glued(at + 1) && figure(at + 1);
    let ends = !(scene.glued(at + 2) && scene.kind(at + 2) == Some(TokenKind::Word));
    (parts && ends).then_some(at + 1)
}

/// The number of a model by which an earlier answer named a product: "our i3070 logs".
pub(super) fn model_named(scene: &Scene<'_>, first: usize) -> bool {
    let Some(last) = model_end(scene, first).filter(|&last| scene.free(first..last + 1)) else { return false };
    let model = words(scene, first, last);
    let named = |value: &Value| matches!(value, Value::Thing { name } if name.split(' ').any(|word| word == model));
    latest(scene).any(named)
}

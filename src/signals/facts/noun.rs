//! What a figure counts: the noun phrase behind it.

use crate::signals::text::{Boundary, TokenKind};

use super::listed::List;
use super::naming::typed;
use super::scene::Scene;

/// A plural noun within a few words, with the words before it.
pub(super) fn noun_at(scene: &Scene<'_>, from: usize, reach: usize) -> Option<(usize, usize)> {
    let from = if scene.kind(from) == Some(TokenKind::Joiner) { from + 1 } else { from };
    let mut words = 0;
    let mut at = from;
    while words < reach {
        let token = scene.tokens().get(at)?;
        if token.kind == TokenKind::Joiner {
            at += 1;
            continue;
        }
        if token.kind != TokenKind::Word || function_word(scene, at) || !scene.free(at..at + 1) {
            return None;
        }
        if token.boundary > Boundary::Inside {
            return None;
        }
        if plural(scene, at) && !(names_people(scene, at) && words + 1 < reach) {
            return Some((from, paired(scene, at)));
        }
        words += 1;
        at += 1;
    }
    None
}

/// Whether the word at a token ends a noun phrase. In capitals it does not: "2 IT guys".
pub(super) fn function_word(scene: &Scene<'_>, at: usize) -> bool {
    let span = scene.text.span(at, at);
    let initials = span.end - span.start > 1 && !span.of(scene.text.raw()).chars().any(char::is_lowercase);
    // "check-in staff", "in-house developers"
    let compound = scene.kind(at + 1) == Some(TokenKind::Joiner)
        || at > 0
            && scene.kind(at - 1) == Some(TokenKind::Joiner)
            && scene.kind(at.wrapping_sub(2)) == Some(TokenKind::Word);
    !initials && !compound && scene.holds(List::FunctionWords, at)
}

/// "lads and lasses": the end of the pair.
fn paired(scene: &Scene<'_>, at: usize) -> usize {
    let pair = [scene.norm(at), scene.norm(at + 1), scene.norm(at + 2)].join(" ");
    if scene.context.lexicon.numbers.nouns.pairs.contains(&pair) { at + 2 } else { at }
}

fn plural(scene: &Scene<'_>, at: usize) -> bool {
    let nouns = &scene.context.lexicon.numbers.nouns;
    let norm = scene.norm(at);
    if nouns.plurals.contains(norm) || plural_initials(scene, at) {
        return true;
    }
    // "2 accounts walked", but "2 accounts payable clerks".
    if nouns.last_plurals.contains(norm) && !names_kind(scene, at) {
        return true;
    }
    let ends = norm.ends_with('s') && !norm.ends_with("ss") && !norm.ends_with("us") && !norm.ends_with("is");
    // "nine warehousemen"
    let men = norm.ends_with("men") && norm.chars().count() > 5;
    (men || ends && norm.chars().count() > 2) && !nouns.not_plurals.contains(norm)
}

/// "60 TLs": the s of more than one behind capital letters.
pub(super) fn plural_initials(scene: &Scene<'_>, at: usize) -> bool {
    let letters = typed(scene, at).strip_suffix('s').unwrap_or_default();
    letters.chars().count() > 1 && letters.chars().all(char::is_uppercase)
}

/// "4 workforce ppl": a group noun that says which people.
fn names_people(scene: &Scene<'_>, at: usize) -> bool {
    let plurals = &scene.context.lexicon.numbers.nouns.plurals;
    let inside = scene.tokens().get(at + 1).is_some_and(|token| token.boundary == Boundary::Inside);
    inside && !scene.norm(at).ends_with('s') && plurals.contains(scene.norm(at)) && plurals.contains(scene.norm(at + 1))
}

/// "accounts payable clerks": whether another plural ends the phrase, of which this one is only the kind.
fn names_kind(scene: &Scene<'_>, at: usize) -> bool {
    const REACH: usize = 2;
    let nouns = &scene.context.lexicon.numbers.nouns;
    (at + 1..=at + REACH)
        .take_while(|&at| {
            let inside = scene.tokens().get(at).is_some_and(|token| token.boundary == Boundary::Inside);
            inside && scene.kind(at) == Some(TokenKind::Word) && !function_word(scene, at)
        })
        .any(|at| nouns.plurals.contains(scene.norm(at)) || scene.norm(at).ends_with('s'))
}

/// The noun behind a one: a known noun, or for the digit any word that can be one.
pub(super) fn singular_at(scene: &Scene<'_>, from: usize, digit: bool) -> Option<(usize, usize)> {
    let nouns = &scene.context.lexicon.numbers.nouns;
    let noun =
        |at: usize| scene.kind(at) == Some(TokenKind::Word) && scene.free(at..at + 1) && !function_word(scene, at);
    if !noun(from) {
        return None;
    }
    let known =
        (from..from + 3).take_while(|&at| noun(at)).filter(|&at| nouns.singulars.contains(scene.norm(at))).last();
    match known {
        Some(last) => Some((from, last)),
        None if digit => Some((from, from)),
        None => None,
    }
}

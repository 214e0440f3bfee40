//! What only looks like a number: clock times, telephone and street numbers, versions, codes, labels.

use crate::signals::text::TokenKind;

use super::digits::digits;
use super::period::period;
use super::scene::Scene;
use super::{currency, fraction, number};

/// Sets aside figures that are no numbers.
pub(super) fn set_aside(scene: &mut Scene<'_>) {
    for index in 0..scene.tokens().len() {
        if scene.context.lexicon.numbers.grammar.clock.contains(scene.norm(index)) {
            spelt_clock(scene, index);
        }
        if scene.kind(index) != Some(TokenKind::Number) || !scene.free(index..index + 1) {
            continue;
        }
        let end = clock_end(scene, index)
            .or_else(|| telephone_end(scene, index))
            .or_else(|| street_end(scene, index))
            .or_else(|| slashed_end(scene, index))
            .or_else(|| code_end(scene, index));
        if let Some(end) = end {
            scene.take(index..end);
        }
    }
}

/// "two thirty pm": the number words before the hours' word.
fn spelt_clock(scene: &mut Scene<'_>, index: usize) {
    let words = &scene.context.lexicon.numbers.words;
    let first = (index.saturating_sub(3)..index).rev().take_while(|&at| words.contains_key(scene.norm(at))).last();
    if let Some(first) = first {
        scene.take(first..index + 1);
    }
}

/// `15:30`, `9am`, `11 a.m.`, `7 o'clock`.
fn clock_end(scene: &Scene<'_>, index: usize) -> Option<usize> {
    let minutes = scene.norm(index + 1) == ":" && scene.glued(index + 1) && scene.glued(index + 2);
    if minutes && scene.kind(index + 2) == Some(TokenKind::Number) {
        return Some(clock_end(scene, index + 2).unwrap_or(index + 3));
    }
    scene.context.lexicon.numbers.grammar.clock.contains(scene.norm(index + 1)).then_some(index + 2)
}

/// Runs of bare figures with hyphens or spaces between them that are too long for a number.
fn telephone_end(scene: &Scene<'_>, index: usize) -> Option<usize> {
    let length = |at: usize| if scene.kind(at) == Some(TokenKind::Number) { scene.norm(at).len() } else { 0 };
    if length(index) <= 2 && matches!(length(index + 2), 1..=2) && length(index + 4) == 4 {
        // 02-02-2026
        return None;
    }
    let (mut at, mut digits, mut groups) = (index, 0, 0);
    loop {
        let bare = scene.norm(at).chars().all(|c| c.is_ascii_digit());
        if scene.kind(at) != Some(TokenKind::Number) || !bare {
            break;
        }
        digits += scene.norm(at).len();
        groups += 1;
        let hyphen = scene.kind(at + 1) == Some(TokenKind::Joiner) || matches!(scene.norm(at + 1), "-" | ")");
        at += if hyphen && scene.kind(at + 2) == Some(TokenKind::Number) { 2 } else { 1 };
    }
    let date = groups == 3 && scene.norm(index).len() == 4 && digits <= 8;
    // 12 000 000 €
    let amount = length(index) <= 3
        && (index + 1..at).all(|at| length(at) == 3)
        && (currency::ends_at(scene, index.wrapping_sub(1)) || currency::begins_at(scene, at));
    (groups >= 2 && digits >= 8 && !date && !amount).then_some(at)
}

/// `9/11`: a fraction, a day or a ratio, nobody can tell; not `3/4`, not `2026/07/01`, which is a date.
fn slashed_end(scene: &Scene<'_>, index: usize) -> Option<usize> {
    let pair = |at: usize| {
        scene.norm(at + 1) == "/"
            && scene.glued(at + 1)
            && scene.glued(at + 2)
            && scene.kind(at + 2) == Some(TokenKind::Number)
    };
    let small = |at: usize| scene.norm(at).len() <= 2;
    if !pair(index) || pair(index + 2) || !small(index) || !small(index + 2) {
        return None;
    }
    // "3/10 sites", "40/50k"
    let tailed =
        scene.glued(index + 3) && scene.kind(index + 3) == Some(TokenKind::Word) || scene.norm(index + 3) == "%";
    let bare = !tailed && super::noun::noun_at(scene, index + 3, 3).is_none();
    let value = |at: usize| digits(scene.norm(at)).map_or(0.0, |read| read.value);
    let alone = scene.tokens().len() == index + 3 && index <= 1;
    let fraction = alone || fraction::usual(value(index), value(index + 2));
    (bare && !fraction).then_some(index + 3)
}

/// `1200 Main Street`.
fn street_end(scene: &Scene<'_>, index: usize) -> Option<usize> {
    let streets = &scene.context.lexicon.numbers.nouns.streets;
    let named = scene.tokens().get(index + 1).is_some_and(|token| token.capital);
    let found = (index + 2..index + 4).find(|&at| streets.contains(scene.norm(at)))?;
    named.then_some(found + 1)
}

/// Versions (`v2.3`), codes (`A4-120`), numbers with letters glued that no unit has (`3PL`), `no. 3`, `Fortune 1000`.
fn code_end(scene: &Scene<'_>, index: usize) -> Option<usize> {
    let words = &scene.context.lexicon.numbers;
    let behind_letters = scene.glued(index)
        && index >= 2
        && matches!(scene.norm(index - 1), "." | "/" | "+" | "_")
        && scene.glued(index - 1)
        && scene.kind(index - 2) == Some(TokenKind::Word);
    // "AS/400" and "S/4HANA" are names.
    let named = index >= 2 && scene.glued(index) && scene.norm(index - 1) == "/" && scene.tokens()[index - 2].capital;
    if named {
        return None;
    }
    let tail = scene.norm(index + 1);
    let tailed = scene.glued(index + 1) && scene.kind(index + 1) == Some(TokenKind::Word);
    // "-25C" is a temperature, whatever is paid beside it.
    if tailed && words.money.short_cents.contains(tail) && scene.tokens()[index + 1].capital {
        return Some(index + 2);
    }
    let known = words.scales.contains_key(tail)
        || number::scale_at(scene, words, index + 1).is_some()
        || words.money.short_cents.contains(tail) && priced(scene, index)
        || words.time_units.contains_key(tail)
        || words.shares.percent.contains(tail)
        || words.money.names.contains_key(tail)
        || words.grammar.rank.contains(tail)
        || words.grammar.tails.contains(tail)
        || words.nouns.plurals.contains(tail)
        || currency::scaled_code(scene, index + 1).is_some();
    // "COVID-19"
    let hyphened = index >= 2
        && scene.kind(index - 1) == Some(TokenKind::Joiner)
        && scene.kind(index - 2) == Some(TokenKind::Word)
        && super::naming::initials(scene, index - 2);
    let numbered = hyphened || index > 0 && label_before(scene, index);
    if tailed && !known {
        return Some(index + 2);
    }
    // The later groups of `75 000`.
    let grouped = index > 0
        && !scene.glued(index)
        && scene.kind(index - 1) == Some(TokenKind::Number)
        && scene.norm(index).len() == 3;
    if grouped && scene.norm(index - 1).len() <= 3 {
        return None;
    }
    let raised = scene.glued(index) && super::digits::raised(scene.norm(index)).is_some();
    let code = digits(scene.norm(index)).is_none() && !scene.norm(index).contains('.') && scene.tokens().len() > 1;
    (behind_letters || numbered || code && !raised).then_some(index + 1)
}

/// Whether `43c` may be cents here: money is spoken of, or stands right before.
fn priced(scene: &Scene<'_>, index: usize) -> bool {
    (index.saturating_sub(3)..index).any(|at| scene.kind(at) == Some(TokenKind::Currency))
        || period(scene, index + 1, false).0.is_some()
        || scene.speaks_of_money()
}

/// Whether the figure is the name of the thing before it: `no. 3`, `#12`, `number 640`.
fn label_before(scene: &Scene<'_>, index: usize) -> bool {
    let grammar = &scene.context.lexicon.numbers.grammar;
    let before = scene.norm(index - 1);
    grammar.numbered.contains(before)
        || before == "." && index >= 2 && grammar.numbered_short.contains(scene.norm(index - 2))
}

//! Counts: a figure with what it counts, or a bare figure that answers "how many".

use crate::bank::ValueKind;
use crate::signals::text::{Boundary, TokenKind};
use crate::signals::value::Value;

use super::quantity::Quantity;
use super::scene::Scene;

/// Keeps a quantity that counts something.
pub(super) fn extract(scene: &mut Scene<'_>, quantity: &Quantity) -> bool {
    // "zero staff" and "two-wheelers" count nothing.
    let joined = scene.kind(quantity.last + 1) == Some(TokenKind::Joiner);
    if quantity.unit.is_some() || joined || (quantity.spelt && quantity.low == Some(0.0)) {
        return false;
    }
    let (of, last) = if let Some((of, last)) = of_group(scene, quantity) {
        (of, last)
    } else if let Some((first, last)) = noun_behind(scene, quantity) {
        let named = scene.norm(last) != "ones";
        (named.then(|| scene.text.span(first, last).of(scene.text.raw()).to_owned()), last)
    } else if bare(scene, quantity) {
        (None, quantity.last)
    } else {
        return false;
    };
    let value = Value::Count { n: quantity.low, max: quantity.high, of, approx: quantity.approx };
    scene.keep(quantity.first..last + 1, value);
    true
}

/// "six of us", "3 of us dispatchers", "8 of my people": what is counted, and the last token.
pub(super) fn of_group(scene: &Scene<'_>, quantity: &Quantity) -> Option<(Option<String>, usize)> {
    let of = quantity.last + 1;
    if scene.norm(of) != "of" {
        return None;
    }
    match scene.norm(of + 1) {
        "us" | "them" => Some(match noun_at(scene, of + 2, 2) {
            Some((first, last)) if scene.kind(of + 2) == Some(TokenKind::Word) => {
                (Some(scene.text.span(first, last).of(scene.text.raw()).to_owned()), last)
            }
            _ => (None, of + 1),
        }),
        "my" | "our" | "the" | "these" | "those" => {
            let (first, last) = noun_at(scene, of + 2, 3)?;
            Some((Some(scene.text.span(first, last).of(scene.text.raw()).to_owned()), last))
        }
        _ => None,
    }
}

/// The noun phrase behind a figure, as first and last token.
pub(super) fn noun_behind(scene: &Scene<'_>, quantity: &Quantity) -> Option<(usize, usize)> {
    let one = quantity.low == Some(1.0) && quantity.high.is_none();
    if one && quantity.scale < 2.0 {
        return singular_at(scene, quantity.last + 1, !quantity.spelt);
    }
    noun_at(scene, quantity.last + 1, 4)
}

/// A plural noun within a few words, with the words before it.
fn noun_at(scene: &Scene<'_>, from: usize, reach: usize) -> Option<(usize, usize)> {
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
        if plural(scene, at) {
            return Some((from, paired(scene, at)));
        }
        words += 1;
        at += 1;
    }
    None
}

/// Whether the word at a token ends a noun phrase. In capitals it does not: "2 IT guys".
fn function_word(scene: &Scene<'_>, at: usize) -> bool {
    let span = scene.text.span(at, at);
    let initials = span.end - span.start > 1 && !span.of(scene.text.raw()).chars().any(char::is_lowercase);
    !initials && scene.context.lexicon.numbers.nouns.function_words.contains(scene.norm(at))
}

/// "lads and lasses": the end of the pair.
fn paired(scene: &Scene<'_>, at: usize) -> usize {
    let pair = [scene.norm(at), scene.norm(at + 1), scene.norm(at + 2)].join(" ");
    if scene.context.lexicon.numbers.nouns.pairs.contains(&pair) { at + 2 } else { at }
}

fn plural(scene: &Scene<'_>, at: usize) -> bool {
    let nouns = &scene.context.lexicon.numbers.nouns;
    let norm = scene.norm(at);
    if nouns.plurals.contains(norm) {
        return true;
    }
    // "2 accounts walked", but "2 accounts payable clerks".
    let next = scene.norm(at + 1);
    let phrase_ends =
        scene.kind(at + 1) != Some(TokenKind::Word) || function_word(scene, at + 1) || next.ends_with("ed");
    if phrase_ends && matches!(norm, "accounts" | "claims" | "systems" | "premises" | "lenses") {
        return true;
    }
    let ends = norm.ends_with('s') && !norm.ends_with("ss") && !norm.ends_with("us") && !norm.ends_with("is");
    ends && norm.chars().count() > 2 && !nouns.not_plurals.contains(norm)
}

/// The noun behind a one: a known noun, or for the digit any word that can be one.
fn singular_at(scene: &Scene<'_>, from: usize, digit: bool) -> Option<(usize, usize)> {
    let nouns = &scene.context.lexicon.numbers.nouns;
    let noun =
        |at: usize| scene.kind(at) == Some(TokenKind::Word) && scene.free(at..at + 1) && !function_word(scene, at);
    if !noun(from) {
        return None;
    }
    let known = (from..from + 3).take_while(|&at| noun(at)).find(|&at| nouns.singulars.contains(scene.norm(at)));
    match known {
        Some(last) => Some((from, last)),
        None if digit => Some((from, from)),
        None => None,
    }
}

/// Whether a figure with nothing behind it still is a number: it compares, it is one of several, or a number was asked
/// for.
fn bare(scene: &Scene<'_>, quantity: &Quantity) -> bool {
    let asked = scene.context.topic.is_some_and(|topic| topic.kind == ValueKind::Count);
    // "Not before 10": the hour of a call, not a number of anything.
    if named_before(scene, quantity.first) || scene.context.in_family("followup") {
        return false;
    }
    if quantity.spelt {
        let counted = scene.found().iter().any(|draft| matches!(draft.fact.value, Value::Count { .. }));
        let more_than_one = quantity.low.unwrap_or(2.0) > 1.0;
        return more_than_one && (asked || counted) && elliptic(scene, quantity);
    }
    true
}

/// "four brewing and two driving": a bare number word behind another count.
fn elliptic(scene: &Scene<'_>, quantity: &Quantity) -> bool {
    let before = quantity.first.checked_sub(1).map_or("", |at| scene.norm(at));
    let behind = scene.norm(quantity.last + 1);
    let goes_on = behind.ends_with("ing") || matches!(behind, "in" | "at" | "" | "," | "." | "and" | "on");
    matches!(before, "," | "and" | "plus" | "" | "+" | "or") && goes_on
}

/// Whether the figure names the thing before it: "ward 7", "freezer 4 failed".
fn named_before(scene: &Scene<'_>, index: usize) -> bool {
    let Some(at) = index.checked_sub(1) else { return false };
    let nouns = &scene.context.lexicon.numbers.nouns;
    let token = &scene.tokens()[at];
    let hash = matches!(&*token.norm, "#" | "." | "/" | "+");
    let acronym = token.kind == TokenKind::Word
        && super::naming::initials(scene, at)
        && !nouns.function_words.contains(&token.norm);
    let name =
        acronym || token.kind == TokenKind::Word && token.capital && at > 0 && token.boundary == Boundary::Inside;
    hash && scene.glued(index) || nouns.labels.contains(&token.norm) || name
}

#[cfg(test)]
mod tests {
    use crate::signals::facts::tests::{read, read_on};

    #[test]
    fn counts_keep_the_noun_as_typed() {
        assert_eq!(read("22 ward managers, daily"), [r#"count <22 ward managers> {"n":22,"of":"ward managers"}"#]);
        assert_eq!(read("2 IT guys"), [r#"count <2 IT guys> {"n":2,"of":"IT guys"}"#]);
        assert_eq!(read("8 of my people"), [r#"count <8 of my people> {"n":8,"of":"people"}"#]);
        assert_eq!(
            read("around eleven hundred staff"),
            [r#"count <eleven hundred staff> {"n":1100,"of":"staff","approx":true}"#]
        );
    }

    #[test]
    fn a_figure_that_names_something_counts_nothing() {
        assert!(read("the lift in ward 7, number 640 on the list").is_empty());
        assert!(read("zero staff for two-wheelers").is_empty());
    }

    #[test]
    fn a_bare_figure_counts_where_a_number_was_asked_for() {
        assert_eq!(read_on("company.size", "around 2k"), [r#"count <2k> {"n":2000,"approx":true}"#]);
    }
}

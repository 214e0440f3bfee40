//! Counts: a figure with what it counts, or a bare figure that answers "how many".

use crate::bank::ValueKind;
use crate::signals::text::{Boundary, TokenKind};
use crate::signals::value::Value;

use super::fraction::closes;
use super::noun::{noun_at, singular_at};
use super::number::Form;
use super::period::period;
use super::quantity::Quantity;
use super::scene::Scene;

/// Keeps a quantity that counts something.
pub(super) fn extract(scene: &mut Scene<'_>, quantity: &Quantity<'_>) -> bool {
    let mut quantity = *quantity;
    // "zero staff" and "two-wheelers" count nothing.
    let behind = behind(scene, &quantity);
    let joined = scene.kind(behind) == Some(TokenKind::Joiner);
    quantity.approx |= behind > quantity.last + 2;
    let counting = &scene.context.lexicon.numbers.counting;
    // "Sapphire One", "3 seconds"
    let named = quantity.form == Form::Word && inside_name(scene, quantity.first)
        || counting.not_counted.contains(scene.norm(quantity.last + 1));
    let nothing =
        quantity.spelt() && quantity.low == Some(0.0) && (scene.context.topic.is_some() || !alone(scene, &quantity));
    // "Two thirds of the team" tells no number of them.
    let part = quantity.spelt()
        && quantity.low.is_some_and(|n| n.abs() < 1.0 && n != 0.0)
        && scene.context.lexicon.numbers.grammar.of.contains(scene.norm(quantity.last + 1));
    // "one of our buyers" is one of them, whoever it is.
    let one_of = quantity.spelt()
        && quantity.low == Some(1.0)
        && quantity.high.is_none()
        && scene.context.lexicon.numbers.grammar.of.contains(scene.norm(quantity.last + 1));
    if quantity.unit.is_some() || joined || nothing || named || part || one_of {
        return false;
    }
    let (of, last) = if let Some((of, last)) = of_group(scene, &quantity) {
        (of, last)
    } else if let Some((first, last)) = noun_behind(scene, &quantity) {
        let named = !scene.context.lexicon.numbers.nouns.ones.contains(scene.norm(last));
        (named.then(|| words(scene, first, last)), last)
    } else if bare(scene, &quantity) {
        (None, quantity.last)
    } else {
        return false;
    };
    // 4.800 people, but 4.8 by itself.
    if of.is_some() || asked(scene) {
        quantity.group();
    }
    let value = Value::Count { n: quantity.low, max: quantity.high, of, approx: quantity.approx };
    scene.keep(quantity.first..last + 1, value);
    true
}

fn words(scene: &Scene<'_>, first: usize, last: usize) -> String {
    scene.text.span(first, last).of(scene.text.raw()).to_owned()
}

/// Whether a number was asked for.
fn asked(scene: &Scene<'_>) -> bool {
    scene.context.topic.is_some_and(|topic| topic.kind == ValueKind::Count)
}

/// "six of us", "3 of us dispatchers", "8 of my people", "a couple of drivers": what is counted, and the last token.
pub(super) fn of_group(scene: &Scene<'_>, quantity: &Quantity<'_>) -> Option<(Option<String>, usize)> {
    let numbers = &scene.context.lexicon.numbers;
    let of = quantity.last + 1;
    if !numbers.grammar.of.contains(scene.norm(of)) {
        return None;
    }
    let whom = scene.norm(of + 1);
    if numbers.nouns.groups.contains(whom) {
        return Some(match noun_at(scene, of + 2, 2) {
            Some((first, last)) if scene.kind(of + 2) == Some(TokenKind::Word) => {
                (Some(words(scene, first, last)), last)
            }
            _ => (None, of + 1),
        });
    }
    let determined = usize::from(numbers.nouns.determiners.contains(whom));
    // "three of the five sites": two numbers.
    let figured = scene.kind(of + 2) == Some(TokenKind::Number) || numbers.words.contains_key(scene.norm(of + 2));
    if determined == 1 && figured {
        return Some((None, quantity.last));
    }
    // "a couple of drivers", "a dozen of them"
    let pair = numbers.grammar.pairs.contains(scene.norm(quantity.last)) || (2.0..100.0).contains(&quantity.scale);
    if determined == 0 && !pair {
        return None;
    }
    let (first, last) = noun_at(scene, of + 1 + determined, 3)?;
    Some((Some(words(scene, first, last)), last))
}

/// Whether a number word is written as a name is, with a capital inside a sentence.
fn inside_name(scene: &Scene<'_>, index: usize) -> bool {
    let token = &scene.tokens()[index];
    token.capital && token.boundary == Boundary::Inside && index > 0
}

/// Where what is counted begins: behind the sign of "50+ reps" and the loose word of "20-odd hands".
fn behind(scene: &Scene<'_>, quantity: &Quantity<'_>) -> usize {
    let counting = &scene.context.lexicon.numbers.counting;
    let at = quantity.last + 1;
    let joiner = usize::from(scene.kind(at) == Some(TokenKind::Joiner));
    if counting.loosely.contains(scene.norm(at + joiner)) {
        return at + joiner + 1;
    }
    // "a dozen or so drivers"
    if let Some(end) = scene.phrase_after("approximate_after", at).filter(|&end| noun_at(scene, end, 3).is_some()) {
        return end;
    }
    at + usize::from(scene.norm(at) == "+" && scene.glued(at))
}

/// The noun phrase behind a figure, as first and last token.
pub(super) fn noun_behind(scene: &Scene<'_>, quantity: &Quantity<'_>) -> Option<(usize, usize)> {
    let one = quantity.low == Some(1.0) && quantity.high.is_none();
    let behind = behind(scene, quantity);
    if one && quantity.scale < 2.0 {
        // "tier 1 status"
        let named = quantity
            .first
            .checked_sub(1)
            .is_some_and(|at| scene.context.lexicon.numbers.nouns.labels.contains(scene.norm(at)));
        return singular_at(scene, behind, !quantity.spelt() && !named);
    }
    noun_at(scene, behind, 4)
}

/// Whether the remark is nothing but this number.
pub(super) fn alone(scene: &Scene<'_>, quantity: &Quantity<'_>) -> bool {
    let solid = |at: usize| !matches!(scene.kind(at), Some(TokenKind::Punctuation));
    quantity.first == 0 && !(quantity.last + 1..scene.tokens().len()).any(solid)
}

/// Whether a figure with nothing behind it still is a number: it compares, it is one of several, or a number was asked
/// for. A number in words must be all that its statement says.
fn bare(scene: &Scene<'_>, quantity: &Quantity<'_>) -> bool {
    if alone(scene, quantity) {
        return true;
    }
    // "Not before 10": the hour of a call, not a number of anything.
    if named_before(scene, quantity.first) || scene.context.in_family("followup") {
        return false;
    }
    match quantity.form {
        Form::Digits => !hour(scene, quantity) && !typed_word(scene, quantity),
        Form::Words => stated(scene, quantity),
        Form::Word if has_so_many(scene, quantity) => true,
        Form::Word => {
            let counted = scene.has_found(ValueKind::Count);
            let more_than_one = quantity.low.or(quantity.high).unwrap_or(2.0) > 1.0;
            let other = quantity
                .first
                .checked_sub(1)
                .is_some_and(|at| scene.context.lexicon.numbers.counting.others.contains(scene.norm(at)));
            let verb = scene.norm(quantity.last + 1).ends_with("ed");
            more_than_one && (other || (asked(scene) || counted || verb) && elliptic(scene, quantity))
        }
    }
}

/// "asked 4 a portal", "a mystery 2 me": a figure that is typed for the word that sounds like it.
fn typed_word(scene: &Scene<'_>, quantity: &Quantity<'_>) -> bool {
    let counting = &scene.context.lexicon.numbers.counting;
    let next = quantity.last + 1;
    // "4 a month" is so many.
    let rate = period(scene, quantity.last, false).0.is_some();
    !rate
        && quantity.first == quantity.last
        && counting.sounds_like_word.contains(scene.norm(quantity.first))
        && !scene.glued(next)
        && counting.behind_word.contains(scene.norm(next))
}

/// "lunch until 1", "back after 8": the hour of a clock.
fn hour(scene: &Scene<'_>, quantity: &Quantity<'_>) -> bool {
    let hours = &scene.context.lexicon.numbers.counting.hours_led_by;
    let before = quantity.first.checked_sub(1).map_or("", |at| scene.norm(at));
    let small = quantity.low.or(quantity.high).is_some_and(|n| (0.0..=24.0).contains(&n) && n.fract() == 0.0);
    small && quantity.scale < 2.0 && hours.contains(before)
}

/// "The answer is minus one", "we have twenty-two": a number in words with which a statement ends.
fn stated(scene: &Scene<'_>, quantity: &Quantity<'_>) -> bool {
    let numbers = &scene.context.lexicon.numbers;
    let before = quantity.first.checked_sub(1).map_or("", |at| scene.norm(at));
    let opens = before.is_empty() && numbers.grammar.copulas.contains(scene.norm(quantity.last + 1));
    let said = opens || numbers.grammar.copulas.contains(before) || closes(scene, quantity.last + 1);
    (said || elliptic(scene, quantity)) && !numbers.counting.not_counting.contains(before)
}

/// "we have two": a small number with which a statement of so many ends.
fn has_so_many(scene: &Scene<'_>, quantity: &Quantity<'_>) -> bool {
    let has = &scene.context.lexicon.numbers.counting.counted_led_by;
    let led = quantity.first.checked_sub(1).is_some_and(|at| has.contains(scene.norm(at)));
    led && quantity.low.or(quantity.high).is_some_and(|n| n > 1.0) && closes(scene, quantity.last + 1)
}

/// "four brewing and two driving": a bare number word behind another count.
fn elliptic(scene: &Scene<'_>, quantity: &Quantity<'_>) -> bool {
    let counting = &scene.context.lexicon.numbers.counting;
    let before = quantity.first.checked_sub(1).map_or("", |at| scene.norm(at));
    let behind = scene.norm(quantity.last + 1);
    let goes_on = behind.is_empty()
        || behind.ends_with("ing")
        || behind.ends_with("ed")
        || counting.elliptic_behind.contains(behind);
    // "it's eight in the office", where a number was asked for
    let told = asked(scene) && scene.context.lexicon.numbers.grammar.copulas.contains(before);
    (before.is_empty() || told || counting.elliptic_before.contains(before)) && goes_on
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
    fn figures_that_are_typed_for_words_count_nothing() {
        for raw in ["we asked 4 a portal", "a riddle 2 me", "one of our drivers did it"] {
            assert_eq!(read(raw), [""; 0], "{raw}");
        }
        assert!(read("we are at 4 a month")[0].starts_with("count <4>"));
        assert_eq!(read_on("users.team", "it's eight in the yard"), [r#"count <eight> {"n":8}"#]);
        assert_eq!(read("six boatmen"), [r#"count <six boatmen> {"n":6,"of":"boatmen"}"#]);
        assert_eq!(read("three systems open all day"), [r#"count <three systems> {"n":3,"of":"systems"}"#]);
    }

    #[test]
    fn a_bare_figure_counts_where_a_number_was_asked_for() {
        assert_eq!(read_on("company.size", "around 2k"), [r#"count <2k> {"n":2000,"approx":true}"#]);
    }
}

//! Parts of a whole: "3/4", "two thirds", "a quarter of a million", "three and a fifth", "1 over 121".

use crate::signals::lexicon::Numbers;
use crate::signals::text::{Boundary, TokenKind};

use super::digits::{digits, rounded, same};
use super::number::{Figure, Form};
use super::scene::Scene;
use super::spelt;

/// The part that begins at a token, where it is no part of a longer number.
pub(super) fn fraction_at(scene: &Scene<'_>, words: &Numbers, index: usize) -> Option<Figure> {
    if let Some((worth, last)) = slashed(scene, index) {
        // "3/4 sites" are two counts, "1/31" may be a day.
        let counted = super::noun::noun_at(scene, last + 1, 3).is_some();
        if let Some((scale, money)) = spelt::scale_word(scene, words, last + 1) {
            let value = rounded(worth * scale);
            return Some(Figure { scale, money, ..Figure::plain(index, last + 1, value, Form::Digits) });
        }
        let alone = last + 1 == scene.tokens().len() && index <= 1;
        return (alone || worth < 1.0 && !counted).then(|| Figure::plain(index, last, worth, Form::Digits));
    }
    if scene.kind(index) != Some(TokenKind::Word) {
        return None;
    }
    let (worth, end) = named_part(scene, words, index)?;
    let article = |at: usize| words.grammar.articles.contains(scene.norm(at));
    let scaled = |at: usize| {
        spelt::scale_word(scene, words, at).map(|(scale, money)| Figure {
            scale,
            money,
            ..Figure::plain(index, at, rounded(worth * scale), Form::Words)
        })
    };
    if let Some(figure) = scaled(end) {
        // "half million", "a quarter million"
        return Some(figure);
    }
    if super::percent::unit_at(scene, end).is_some() {
        // "three quarters percent"
        return Some(Figure::plain(index, end - 1, worth, Form::Words));
    }
    let of = usize::from(words.grammar.of.contains(scene.norm(end)));
    if article(end + of) {
        // "half a million", "a quarter of a million", "half a dozen"
        if let Some(figure) = scaled(end + of + 1) {
            return Some(figure);
        }
        if same(worth, 0.5) && words.scales.get(scene.norm(end + 1)) == Some(&12.0) {
            return Some(Figure::plain(index, end + 1, 6.0, Form::Words));
        }
        // "half a day"
        // "half a percent", "a tenth of a percent"
        if super::percent::unit_at(scene, end + of + 1).is_some() {
            return Some(Figure::plain(index, end + of, worth, Form::Words));
        }
        let day = of == 0 && same(worth, 0.5) && words.time_units.contains_key(scene.norm(end + 1));
        return day.then(|| Figure::plain(index, end, 0.5, Form::Word));
    }
    let plain = end == index + 1 && same(worth, 0.5);
    let length = words.time_units.contains_key(scene.norm(end - 1));
    let ends = of == 0 && closes(scene, end);
    (ends && !length && (plain || end > index + 1)).then(|| Figure::plain(index, end - 1, worth, Form::Words))
}

/// "half", "a third", "one quarter", "three quarters": what it is worth, and one past its last token.
fn named_part(scene: &Scene<'_>, words: &Numbers, index: usize) -> Option<(f64, usize)> {
    let norm = scene.norm(index);
    if let Some(&part) = words.parts.get(norm) {
        // "half", "quarter million"
        let bare = same(part, 2.0) || same(part, 4.0);
        return (bare && !norm.ends_with('s')).then_some((1.0 / part, index + 1));
    }
    let one = words.grammar.articles.contains(norm) || words.words.get(norm) == Some(&1.0);
    if one {
        let (parts, end, many) = part_at(scene, words, index + 1)?;
        return (!many).then_some((1.0 / parts, end));
    }
    let &count = words.words.get(norm).filter(|&&count| (2.0..10.0).contains(&count))?;
    let joiner = usize::from(scene.kind(index + 1) == Some(TokenKind::Joiner));
    let (parts, end, many) = part_at(scene, words, index + 1 + joiner)?;
    many.then_some((count / parts, end))
}

/// Whether two figures with a slash between are likelier a part than a day or a ratio.
pub(super) fn usual(above: f64, below: f64) -> bool {
    above < below && [2.0, 3.0, 4.0, 5.0, 8.0].iter().any(|&usual| same(usual, below))
}

/// Whether a part of a whole begins at a token: "two thirds", "a fifth".
pub(super) fn begins(scene: &Scene<'_>, words: &Numbers, index: usize) -> bool {
    named_part(scene, words, index).is_some()
}

/// What names a part: "third", "twenty-fifths", "one hundred and fifth"; how many make a whole, one past its last
/// token, and whether it is a plural.
fn part_at(scene: &Scene<'_>, words: &Numbers, index: usize) -> Option<(f64, usize, bool)> {
    let part = |at: usize| words.parts.get(scene.norm(at)).copied().filter(|_| scene.free(at..at + 1));
    let many = |at: usize| scene.norm(at).ends_with('s') || scene.norm(at) == "halves";
    if let Some(parts) = part(index) {
        // "First" and "second" name no part.
        let ordinal = same(parts, 1.0) || scene.norm(index).starts_with("second");
        return (!ordinal).then(|| (parts, index + 1, many(index)));
    }
    let joiner = usize::from(scene.kind(index + 1) == Some(TokenKind::Joiner));
    if let Some(&tens) = words.words.get(scene.norm(index)).filter(|&&tens| (20.0..100.0).contains(&tens)) {
        let at = index + 1 + joiner;
        let unit =
            if scene.norm(at).starts_with("second") { Some(2.0) } else { part(at).filter(|&parts| parts < 10.0) };
        return unit.map(|unit| (tens + unit, at + 1, many(at)));
    }
    let head = spelt::spelt_at(scene, words, index)?;
    let joins = scene.kind(head.last + 1) == Some(TokenKind::Joiner)
        || words.grammar.and.contains(scene.norm(head.last + 1)) && head.value >= 100.0;
    let at = head.last + 1 + usize::from(joins);
    let parts = part(at)?;
    (head.value >= 100.0 && parts < 100.0).then(|| (head.value + parts, at + 1, many(at)))
}

/// Whether the word at a token is the tens of an ordinal, as in "twenty-first".
pub(super) fn tens_of_ordinal(scene: &Scene<'_>, words: &Numbers, index: usize) -> bool {
    let joiner = usize::from(scene.kind(index + 1) == Some(TokenKind::Joiner));
    words.parts.get(scene.norm(index + 1 + joiner)).is_some_and(|&parts| parts < 10.0 && !same(parts, 2.0))
        || scene.norm(index + 1 + joiner).starts_with("second") && joiner == 1
}

/// A number with a part behind it: "two thirds", "two and a half million", "a million and a half", "7 3/4".
pub(super) fn with_fraction(scene: &Scene<'_>, words: &Numbers, figure: Figure) -> Option<Figure> {
    let next = figure.last + 1;
    let joiner = usize::from(scene.kind(next) == Some(TokenKind::Joiner));
    if figure.spelt()
        && let Some((parts, end, many)) = part_at(scene, words, next + joiner)
    {
        let length = words.time_units.contains_key(scene.norm(end - 1));
        let fits = many != same(figure.value, 1.0) && !length;
        return fits.then(|| Figure::plain(figure.first, end - 1, figure.value / parts, Form::Words));
    }
    let whole = figure.value.fract() == 0.0 && figure.unscaled();
    if figure.form == Form::Digits && whole && !scene.glued(next) {
        if let Some((worth, last)) =
            slashed(scene, next).or_else(|| spaced_slash(scene, next)).filter(|&(worth, _)| worth < 1.0)
        {
            return Some(Figure { last, value: figure.value + worth, grouped: None, ..figure });
        }
        if scene.kind(next) == Some(TokenKind::Number)
            && let Some(read) = digits(scene.norm(next)).filter(|_| !scene.norm(next).is_ascii())
            && read.value < 1.0
        {
            return Some(Figure { last: next, value: figure.value + read.value, grouped: None, ..figure });
        }
    }
    if !words.grammar.and.contains(scene.norm(next)) {
        return None;
    }
    let (worth, end) = named_part(scene, words, next + 1).filter(|_| !scene.norm(next + 1).starts_with("half"))?;
    let unit = |at: usize| words.time_units.contains_key(scene.norm(at));
    if let Some((scale, money)) = spelt::scale_word(scene, words, end) {
        // "two and a half million", but "one billion and three quarters million"
        let value = if figure.scale > 1.0 { figure.value + worth * scale } else { (figure.value + worth) * scale };
        return Some(Figure { last: end, value: rounded(value), scale, money, grouped: None, ..figure });
    }
    // "a million and a half", but "two and a half years"
    let counted = figure.scale > 1.0 && unit(end) || unit(end - 1) && !closes(scene, end);
    let share = worth * figure.scale;
    (!counted).then_some(Figure {
        last: end - 1,
        value: figure.value + share,
        grouped: None,
        form: Form::Words,
        ..figure
    })
}

/// `3 / 4` behind a whole number, and its last token.
fn spaced_slash(scene: &Scene<'_>, index: usize) -> Option<(f64, usize)> {
    let small = |at: usize| scene.norm(at).parse::<f64>().ok().filter(|_| scene.norm(at).len() <= 2);
    let slash = scene.norm(index + 1) == "/" && !scene.glued(index + 1) && !scene.glued(index + 2);
    let (above, below) = (small(index).filter(|_| slash)?, small(index + 2)?);
    (above > 0.0 && below > above).then(|| (above / below, index + 2))
}

/// `3/4`: what it is worth, and its last token. Whether it is rather a day or a ratio is told elsewhere.
fn slashed(scene: &Scene<'_>, index: usize) -> Option<(f64, usize)> {
    if scene.norm(index + 1) != "/" || scene.kind(index) != Some(TokenKind::Number) {
        return None;
    }
    let figures = |at: usize| {
        let bare = scene.kind(at) == Some(TokenKind::Number) && scene.norm(at).bytes().all(|b| b.is_ascii_digit());
        bare.then(|| digits(scene.norm(at))).flatten()
    };
    let tight = scene.glued(index + 1) && scene.glued(index + 2);
    let more = scene.norm(index + 3) == "/" && scene.glued(index + 3);
    // "$50/60k", "10/20%"
    let tailed = scene.glued(index + 3)
        && (matches!(scene.kind(index + 3), Some(TokenKind::Word | TokenKind::Currency))
            || scene.norm(index + 3) == "%");
    let paid = index > 0 && scene.kind(index - 1) == Some(TokenKind::Currency);
    if !tight || more || tailed || paid || !scene.free(index..index + 3) {
        return None;
    }
    let (above, below) = (figures(index)?, figures(index + 2)?);
    (below.value > 0.0).then(|| (above.value / below.value, index + 2))
}

/// "2000 over 3", where nothing but the two numbers is said there.
pub(super) fn divided(scene: &Scene<'_>, words: &Numbers, figure: Figure) -> Figure {
    if !words.grammar.over.contains(scene.norm(figure.last + 1)) {
        return figure;
    }
    let below = if scene.kind(figure.last + 2) == Some(TokenKind::Number) {
        digits(scene.norm(figure.last + 2)).map(|read| (read.value, figure.last + 2))
    } else {
        spelt::spelt_at(scene, words, figure.last + 2).map(|below| (below.value, below.last))
    };
    match below {
        Some((below, last)) if below > 0.0 && closes(scene, last + 1) && figure.unscaled() => {
            Figure { last, value: figure.value / below, grouped: None, form: Form::Words, ..figure }
        }
        _ => figure,
    }
}

/// Whether a statement ends before a token.
pub(super) fn closes(scene: &Scene<'_>, index: usize) -> bool {
    scene.tokens().get(index).is_none_or(|token| {
        token.boundary > Boundary::Inside || token.kind == TokenKind::Punctuation && token.norm != "("
    })
}

#[cfg(test)]
mod tests {
    use crate::signals::facts::tests::read;

    #[test]
    fn parts_of_a_whole_are_read() {
        for (raw, n) in [
            ("3/4", 0.75),
            ("20/100", 0.2),
            ("the result is ⅔", 2.0 / 3.0),
            ("1½", 1.5),
            ("7 3/4", 7.75),
            ("a fifth", 0.2),
            ("two thirds", 2.0 / 3.0),
            ("three and a fifth", 3.2),
            ("one twenty-fifth", 0.04),
            ("three twenty-firsts", 3.0 / 21.0),
            ("one hundred and thirty and two fifths", 130.4),
            ("minus one hundred thirty-fifths", -100.0 / 35.0),
            ("one one hundred and fifth", 1.0 / 105.0),
            ("1 over one hundred and twenty one", 1.0 / 121.0),
            ("500 over 3", 500.0 / 3.0),
            ("quarter million", 250_000.0),
            ("half a million parcels", 500_000.0),
            ("a quarter of a million", 250_000.0),
            ("two and a half thousand parcels", 2500.0),
            ("a million and a half", 1_500_000.0),
            ("one billion and three quarters million", 1_000_750_000.0),
            ("two million and three fifths", 2_600_000.0),
            ("half a dozen reps", 6.0),
        ] {
            let facts = read(raw);
            assert_eq!(facts.len(), 1, "{raw}: {facts:?}");
            let (_, rest) = facts[0].split_once(r#""n":"#).unwrap_or_else(|| panic!("{raw}: {facts:?}"));
            let read: f64 = rest.split([',', '}']).next().unwrap().parse().unwrap();
            assert!((read - n).abs() < 1e-9 * n.abs().max(1.0), "{raw}: {facts:?}");
        }
    }

    #[test]
    fn lengths_of_time_and_ranks_are_no_parts() {
        assert_eq!(read("two quarters"), [r#"duration <two quarters> {"n":2,"unit":"quarter"}"#]);
        assert_eq!(read("two and a half years"), [r#"duration <two and a half years> {"n":2.5,"unit":"year"}"#]);
        assert!(read("a third party, the fifth time, her twenty-first try").is_empty());
    }
}

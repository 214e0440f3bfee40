//! Figures: digits and number words with their scale, and the figures that are no numbers at all.

use crate::signals::lexicon::Numbers;
use crate::signals::text::TokenKind;

use super::scene::Scene;

/// A figure: what it is worth and which tokens hold it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Figure {
    /// First token.
    pub first: usize,
    /// Last token.
    pub last: usize,
    /// Its worth, scale included.
    pub value: f64,
    /// The scale said with it (1000 for `k`), else 1.
    pub scale: f64,
    /// Written in words.
    pub spelt: bool,
    /// Its scale is one that only money has.
    pub money: bool,
}

/// The figure that begins at a token.
pub(super) fn figure_at(scene: &Scene<'_>, index: usize) -> Option<Figure> {
    let words = &scene.context.lexicon.numbers;
    if !scene.free(index..index + 1) {
        return None;
    }
    match scene.kind(index)? {
        TokenKind::Number => digits_at(scene, words, index),
        TokenKind::Word => spelt_at(scene, words, index),
        _ => None,
    }
}

fn digits_at(scene: &Scene<'_>, words: &Numbers, index: usize) -> Option<Figure> {
    if let Some(figure) = spaced_groups(scene, words, index) {
        return Some(figure);
    }
    let scale = scale_at(scene, words, index + 1);
    let value = digits_worth(scene.norm(index), scale.is_some())?;
    let figure = Figure { first: index, last: index, value, scale: 1.0, spelt: false, money: false };
    let Some((scale, money)) = scale else {
        return Some(with_fraction(scene, words, figure).unwrap_or(figure));
    };
    // 4.1 × 10⁶ is not quite 4,100,000 in binary.
    let value = (value * scale * 1000.0).round() / 1000.0;
    Some(Figure { last: index + 1, value, scale, money, ..figure })
}

/// `75 000 €`: groups of three behind a space, where money or a noun shows that they belong together.
fn spaced_groups(scene: &Scene<'_>, words: &Numbers, index: usize) -> Option<Figure> {
    let bare =
        |at: usize| scene.kind(at) == Some(TokenKind::Number) && scene.norm(at).bytes().all(|b| b.is_ascii_digit());
    let group = |at: usize| bare(at) && !scene.glued(at) && scene.norm(at).len() == 3 && scene.free(at..at + 1);
    if !bare(index) || scene.norm(index).len() > 3 || scene.norm(index).starts_with('0') || !group(index + 1) {
        return None;
    }
    let last = (index + 1..index + 4).take_while(|&at| group(at)).last()?;
    let money = |at: usize| words.money.names.contains_key(scene.norm(at));
    let shown = money(last + 1)
        || index.checked_sub(1).is_some_and(money)
        || scene.norm(last + 1).ends_with('s')
        || words.nouns.plurals.contains(scene.norm(last + 1));
    let digits: String = (index..=last).map(|at| scene.norm(at)).collect();
    let value = digits.parse().ok().filter(|_| shown)?;
    Some(Figure { first: index, last, value, scale: 1.0, spelt: false, money: false })
}

/// The scale at a token, and whether only money has it. Letters must be glued to their figure; `m` and `b` would be
/// too many things otherwise.
fn scale_at(scene: &Scene<'_>, words: &Numbers, index: usize) -> Option<(f64, bool)> {
    let norm = scene.norm(index);
    let scale = *words.scales.get(norm)?;
    let letter = norm.chars().count() == 1 && (norm != "k" || followed_by_letter(scene, index));
    (!letter || scene.glued(index)).then(|| (scale, words.money.scales.contains(norm)))
}

fn followed_by_letter(scene: &Scene<'_>, index: usize) -> bool {
    scene.glued(index + 1) && scene.kind(index + 1) == Some(TokenKind::Word)
}

/// What digits are worth: `46.000`, `1,20,000`, `1'200`, `12.5`, `3,5`. A mark before exactly three figures groups,
/// unless a scale follows (`1.125m`). Nothing for versions (`3.2.1`) and for codes with a leading zero (`0142`).
pub(super) fn digits_worth(norm: &str, scaled: bool) -> Option<f64> {
    let plain = norm.replace('\'', "");
    let marks: Vec<char> = plain.chars().filter(|c| !c.is_ascii_digit()).collect();
    if plain.len() > 15 || (plain.len() > 1 && plain.starts_with('0') && marks.is_empty()) {
        return None;
    }
    let grouped = |mark: char| {
        let mut parts = plain.split(mark);
        let head = parts.next().unwrap_or_default();
        let tail: Vec<&str> = parts.collect();
        let indian = |(at, part): (usize, &&str)| part.len() == 3 || (at + 1 < tail.len() && part.len() == 2);
        !head.is_empty() && head.len() <= 3 && head != "0" && tail.iter().enumerate().all(indian)
    };
    let cleaned = match marks.as_slice() {
        [] => plain,
        [mark] if matches!(mark, '.' | ',') => {
            if grouped(*mark) && !(scaled && *mark == '.') {
                plain.replace(*mark, "")
            } else {
                plain.replace(',', ".")
            }
        }
        [first, .., last] if first == last => {
            if !grouped(*first) {
                return None;
            }
            plain.replace(*first, "")
        }
        [group, .., decimal] => plain.replace(*group, "").replace(*decimal, "."),
        _ => return None,
    };
    cleaned.parse().ok()
}

/// Number words, from a token on: "nine thousand", "twenty-two", "a hundred", "half a million".
fn spelt_at(scene: &Scene<'_>, words: &Numbers, index: usize) -> Option<Figure> {
    let mut at = index;
    let half = scene.norm(at) == "half" && matches!(scene.norm(at + 1), "a" | "an");
    if half && words.time_units.contains_key(scene.norm(at + 2)) {
        return Some(Figure { first: index, last: index + 1, value: 0.5, scale: 1.0, spelt: true, money: false });
    }
    if let Some(figure) = part_of_round(scene, words, index).or_else(|| one_unit(scene, words, index)) {
        return Some(figure);
    }
    if half || (matches!(scene.norm(at), "a" | "an")) {
        let round = at + if half { 2 } else { 1 };
        let norm = scene.norm(round);
        if !words.scales.contains_key(norm) && !matches!(norm, "hundred" | "dozen") || norm.chars().count() < 3 {
            return None;
        }
        at = round;
    }
    let start = at;
    let (mut total, mut current, mut last, mut scale) = (0.0, 0.0, index, 1.0);
    let (mut money, mut previous) = (false, f64::INFINITY);
    loop {
        let norm = scene.norm(at);
        let joins = norm == "and" && at > start && current >= 100.0 && spelt_word(words, scene.norm(at + 1));
        if scene.kind(at) == Some(TokenKind::Joiner) && at > start || joins {
            at += 1;
            continue;
        }
        if norm == "hundred" {
            current = if current == 0.0 { 1.0 } else { current } * 100.0;
            previous = 100.0;
        } else if let Some(&worth) = words.words.get(norm) {
            let fits = (worth < 10.0 && previous >= 20.0) || (worth < 100.0 && previous >= 100.0);
            if !fits {
                break;
            }
            current += worth;
            previous = worth;
        } else if let Some(&worth) = words.scales.get(norm).filter(|_| norm.chars().count() > 1 && (at > index || half))
        {
            total += if current == 0.0 { 1.0 } else { current } * worth;
            (current, previous, scale, money) = (0.0, 1000.0, worth, words.money.scales.contains(norm));
        } else {
            break;
        }
        last = at;
        at += 1;
    }
    let value = (total + current) * if half { 0.5 } else { 1.0 };
    let figure = Figure { first: index, last, value, scale, spelt: true, money };
    let found = last > index || (at > start && start == index);
    found.then(|| with_fraction(scene, words, figure).unwrap_or(figure))
}

/// What a fraction is worth: "half", "a quarter", "three quarters"; with one past its last token.
fn fraction(scene: &Scene<'_>, at: usize) -> Option<(f64, usize)> {
    let article = usize::from(matches!(scene.norm(at), "a" | "one"));
    let (worth, end) = match (scene.norm(at), scene.norm(at + article)) {
        ("three", _) if scene.norm(at + 1) == "quarters" => (0.75, at + 2),
        ("two", _) if scene.norm(at + 1) == "thirds" => (2.0 / 3.0, at + 2),
        (_, "half") => (0.5, at + article + 1),
        (_, "quarter") if article == 1 => (0.25, at + 2),
        (_, "third") if article == 1 => (1.0 / 3.0, at + 2),
        _ => return None,
    };
    Some((worth, end))
}

/// "two and a half million", "a million and a half", "1 and a half mil".
fn with_fraction(scene: &Scene<'_>, words: &Numbers, figure: Figure) -> Option<Figure> {
    if scene.norm(figure.last + 1) != "and" {
        return None;
    }
    let (worth, end) = fraction(scene, figure.last + 2)?;
    if figure.scale > 1.0 {
        let unit = words.time_units.contains_key(scene.norm(end));
        return (!unit).then_some(Figure { last: end - 1, value: figure.value + worth * figure.scale, ..figure });
    }
    let (scale, money) = round_scale(scene, words, end)?;
    Some(Figure { last: end, value: (figure.value + worth) * scale, scale, money, ..figure })
}

/// "a quarter of a million", "three quarters of a billion".
fn part_of_round(scene: &Scene<'_>, words: &Numbers, index: usize) -> Option<Figure> {
    let (worth, end) = fraction(scene, index)?;
    let article = scene.norm(end) == "of" && scene.norm(end + 1) == "a";
    let (scale, money) = round_scale(scene, words, end + 2).filter(|_| article)?;
    Some(Figure { first: index, last: end + 2, value: (worth * scale).round(), scale, spelt: true, money })
}

/// A scale that is a word of its own ("million", "mil"), and whether only money has it.
fn round_scale(scene: &Scene<'_>, words: &Numbers, at: usize) -> Option<(f64, bool)> {
    let norm = scene.norm(at);
    let scale = *words.scales.get(norm).filter(|_| norm.chars().count() > 1 && norm != "dozen")?;
    Some((scale, words.money.scales.contains(norm)))
}

/// "takes a week", "within a year": an article that counts, behind a word that leads to a length of time.
fn one_unit(scene: &Scene<'_>, words: &Numbers, index: usize) -> Option<Figure> {
    let article = matches!(scene.norm(index), "a" | "an");
    let unit = words.time_units.contains_key(scene.norm(index + 1))
        && !matches!(scene.norm(index + 1), "minute" | "min" | "d" | "h" | "m" | "y" | "w");
    let before = index.checked_sub(1).map_or("", |at| scene.norm(at));
    let led = matches!(
        before,
        "takes"
            | "took"
            | "take"
            | "within"
            | "for"
            | "in"
            | "about"
            | "least"
            | "over"
            | "under"
            | "lasts"
            | "lasted"
            | "inside"
    );
    let other = matches!(scene.norm(index + 2), "'s" | "when" | "where" | "or");
    (article && unit && led && !other).then_some(Figure {
        first: index,
        last: index,
        value: 1.0,
        scale: 1.0,
        spelt: true,
        money: false,
    })
}

fn spelt_word(words: &Numbers, norm: &str) -> bool {
    words.words.contains_key(norm)
}

/// Sets aside figures that are no numbers: clock times, telephone and street numbers, versions, codes, labels.
pub(super) fn set_aside(scene: &mut Scene<'_>) {
    for index in 0..scene.tokens().len() {
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

/// `15:30`, `9am`, `11 a.m.`, `7 o'clock`.
fn clock_end(scene: &Scene<'_>, index: usize) -> Option<usize> {
    let minutes = scene.norm(index + 1) == ":" && scene.glued(index + 1) && scene.glued(index + 2);
    if minutes && scene.kind(index + 2) == Some(TokenKind::Number) {
        return Some(clock_end(scene, index + 2).unwrap_or(index + 3));
    }
    match scene.norm(index + 1) {
        "am" | "a.m" | "pm" | "p.m" | "o'clock" | "oclock" | "uhr" => Some(index + 2),
        _ => None,
    }
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
    (groups >= 2 && digits >= 8 && !date).then_some(at)
}

/// `1/9`: a fraction, a day or a ratio, nobody can tell; not `2026/07/01`, which is a date.
fn slashed_end(scene: &Scene<'_>, index: usize) -> Option<usize> {
    let pair = |at: usize| {
        scene.norm(at + 1) == "/"
            && scene.glued(at + 1)
            && scene.glued(at + 2)
            && scene.kind(at + 2) == Some(TokenKind::Number)
    };
    let small = |at: usize| scene.norm(at).len() <= 2;
    let bare = scene.kind(index + 3) != Some(TokenKind::Word) && !matches!(scene.norm(index + 3), "%" | "k");
    (pair(index) && small(index) && small(index + 2) && !pair(index + 2) && bare).then_some(index + 3)
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
    let known = words.scales.contains_key(tail)
        || words.time_units.contains_key(tail)
        || words.percent.contains(tail)
        || words.money.names.contains_key(tail)
        || matches!(tail, "st" | "nd" | "rd" | "th" | "ish" | "fte" | "ppl");
    let numbered = index > 0 && label_before(scene, index);
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
    (behind_letters || numbered || digits_worth(scene.norm(index), true).is_none() && !scene.norm(index).contains('.'))
        .then_some(index + 1)
}

/// Whether the figure is the name of the thing before it: `no. 3`, `#12`, `number 640`.
fn label_before(scene: &Scene<'_>, index: usize) -> bool {
    let before = scene.norm(index - 1);
    matches!(before, "#" | "number" | "nr" | "fortune" | "version")
        || (before == "." && index >= 2 && matches!(scene.norm(index - 2), "no" | "nr"))
}

#[cfg(test)]
mod tests {
    use super::digits_worth;
    use crate::signals::facts::tests::read;

    #[test]
    fn marks_group_or_divide() {
        for (norm, scaled, worth) in [
            ("46.000", false, Some(46000.0)),
            ("1,20,000", false, Some(120_000.0)),
            ("1'200", false, Some(1200.0)),
            ("12.5", false, Some(12.5)),
            ("3,5", false, Some(3.5)),
            ("1.125", true, Some(1.125)),
            ("1.234,50", false, Some(1234.5)),
            ("3.2.1", false, None),
            ("0142", false, None),
        ] {
            assert_eq!(digits_worth(norm, scaled), worth, "{norm}");
        }
    }

    #[test]
    fn number_words_add_up() {
        assert!(read("two hundred and fifty people")[0].contains(r#""n":250"#));
        assert!(read("half a million parcels")[0].contains(r#""n":500000"#));
        assert!(read("two dozen reps")[0].contains(r#""n":24"#));
    }
}

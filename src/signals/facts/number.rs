//! Numbers: digits and number words with sign, scale, fraction and power.

use crate::signals::lexicon::Numbers;
use crate::signals::text::TokenKind;

use super::digits::{digits, digits_alone, raised, rounded, same};
use super::scene::Scene;
use super::{currency, fraction, spelt};

/// A number: what it is worth and which tokens hold it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Figure {
    /// First token.
    pub first: usize,
    /// Last token.
    pub last: usize,
    /// Its worth, scale included.
    pub value: f64,
    /// Its worth where a dot groups, if that can be: 4800 for `4.800`.
    pub grouped: Option<f64>,
    /// The scale said with it (1000 for `k`), else 1.
    pub scale: f64,
    /// How it is written.
    pub form: Form,
    /// Its scale is one that only money has.
    pub money: bool,
    /// Said to be about so much ("a couple").
    pub approx: bool,
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// In digits.
    Digits,
    /// In one small word, which may be a pronoun ("one") or an idiom's.
    Word,
    /// In words that are nothing but a number: "twenty-two", "three fifths", "minus one".
    Words,
}

impl Figure {
    /// A number without scale in some tokens.
    pub(super) fn plain(first: usize, last: usize, value: f64, form: Form) -> Self {
        Self { first, last, value, grouped: None, scale: 1.0, form, money: false, approx: false }
    }

    /// Whether no scale was said with it.
    pub(super) fn unscaled(&self) -> bool {
        self.scale < 2.0
    }

    /// Whether it is written in words.
    pub(super) fn spelt(&self) -> bool {
        self.form > Form::Digits
    }
}

/// The number that begins at a token.
pub(super) fn figure_at(scene: &Scene<'_>, index: usize) -> Option<Figure> {
    scene.figure(index, || read_figure(scene, index))
}

fn read_figure(scene: &Scene<'_>, index: usize) -> Option<Figure> {
    let words = &scene.context.lexicon.numbers;
    if !scene.free(index..index + 1) {
        return None;
    }
    match scene.kind(index)? {
        TokenKind::Number => {}
        TokenKind::Word if scene.may_count(index) => {}
        _ if scene.norm(index) == "-" => return negative(scene, words, index),
        _ => return None,
    }
    if words.grammar.minus.contains(scene.norm(index)) {
        return negative(scene, words, index);
    }
    let figure = fraction::fraction_at(scene, words, index)
        .or_else(|| unsigned(scene, words, index))
        .map(|figure| fraction::divided(scene, words, figure))?;
    Some(repeated(scene, figure))
}

/// A number without its sign.
fn unsigned(scene: &Scene<'_>, words: &Numbers, index: usize) -> Option<Figure> {
    let figure = if scene.kind(index) == Some(TokenKind::Number) {
        in_digits(scene, words, index)?
    } else {
        spelt::spelt_at(scene, words, index)?
    };
    Some(fraction::with_fraction(scene, words, figure).unwrap_or(figure))
}

/// "-9.2", "minus one", "negative 1200000", and "- 5" where nothing else is said. A hyphen before the things on a list
/// is no sign.
fn negative(scene: &Scene<'_>, words: &Numbers, index: usize) -> Option<Figure> {
    let hyphen = scene.norm(index) == "-";
    if scene.kind(index + 1) == Some(TokenKind::Currency) {
        return None;
    }
    let opens = index == 0 || scene.text.raw()[..scene.tokens()[index].span.start].ends_with('\n');
    let behind_figure = index > 0 && scene.kind(index - 1) == Some(TokenKind::Number);
    let tight = scene.glued(index + 1) && !scene.glued(index) && !behind_figure;
    let bracketed = index > 0 && bracket(scene, index - 1);
    if hyphen && !(opens || tight || bracketed) {
        return None;
    }
    let figure = fraction::fraction_at(scene, words, index + 1).or_else(|| unsigned(scene, words, index + 1))?;
    let closes = figure.last + 1 >= scene.tokens().len();
    let sign = if hyphen {
        // A long dash is none, and "40 -50" is a range.
        let short = scene.text.span(index, index).of(scene.text.raw()) != "—";
        let percent = words.shares.percent.contains(scene.norm(figure.last + 1));
        short && if opens { closes || tight && percent } else { tight || bracketed }
    } else {
        // "100k minus 20k" and "overtime minus 30%" subtract.
        index == 0 || scene.kind(index - 1) != Some(TokenKind::Number) && !named(scene, words, index - 1)
    };
    let form = if figure.spelt() { Form::Words } else { Form::Digits };
    sign.then_some(Figure { first: index, value: -figure.value, grouped: figure.grouped.map(|n| -n), form, ..figure })
}

/// Whether a token is a word with a meaning of its own.
fn named(scene: &Scene<'_>, words: &Numbers, index: usize) -> bool {
    let norm = scene.norm(index);
    scene.kind(index) == Some(TokenKind::Word)
        && !words.nouns.function_words.contains(norm)
        && !words.grammar.copulas.contains(norm)
}

fn bracket(scene: &Scene<'_>, index: usize) -> bool {
    scene.norm(index) == "("
}

/// Digits with what belongs to them: groups behind a space, a scale, a power, words that go on ("3 hundred and 21").
fn in_digits(scene: &Scene<'_>, words: &Numbers, index: usize) -> Option<Figure> {
    if let Some(figure) = spaced_groups(scene, words, index) {
        return Some(figure);
    }
    let alone = scene.tokens().len() == 1;
    let read = if alone { digits_alone(scene.norm(index)) } else { digits(scene.norm(index)) }?;
    if let Some((value, last)) = apart(scene, index) {
        let figure = Figure::plain(index, last, value, Form::Digits);
        let scaled = scale_at(scene, words, last + 1);
        return Some(scaled.map_or(figure, |(scale, money)| Figure {
            last: last + 1,
            value: rounded(value * scale),
            scale,
            money,
            ..figure
        }));
    }
    let mut figure = Figure { grouped: read.grouped, ..Figure::plain(index, index, read.value, Form::Digits) };
    if read.grouped.is_some() && scene.european() {
        figure.value = read.grouped.unwrap_or(read.value);
    }
    if let Some((power, last)) = power_behind(scene, index) {
        let value = figure.value.powi(power);
        return value.is_finite().then_some(Figure { last, value, grouped: None, ..figure });
    }
    if let Some((scale, money)) = scale_at(scene, words, index + 1) {
        let letters = scene.norm(index + 1).chars().count() == 1;
        if !letters
            && scale > 12.0
            && let Some(figure) = spelt::continued(scene, words, index, read.value)
        {
            return Some(figure);
        }
        let value = rounded(read.value * scale);
        return Some(Figure { last: index + 1, value, grouped: None, scale, money, ..figure });
    }
    spelt::continued(scene, words, index, read.value).or(Some(figure))
}

/// `1 . 6`: a decimal point with a space on either side, which no full stop has; and the last token.
fn apart(scene: &Scene<'_>, index: usize) -> Option<(f64, usize)> {
    let bare =
        |at: usize| scene.kind(at) == Some(TokenKind::Number) && scene.norm(at).bytes().all(|b| b.is_ascii_digit());
    let spaced = scene.norm(index + 1) == "." && !scene.glued(index + 1) && !scene.glued(index + 2);
    let decimal =
        spaced && bare(index) && bare(index + 2) && scene.norm(index).len() + scene.norm(index + 2).len() < 12;
    let written = || format!("{}.{}", scene.norm(index), scene.norm(index + 2)).parse().ok();
    decimal.then(written).flatten().map(|value| (value, index + 2))
}

/// `2^3`, `2.5^-1`, `10²`: the power, and the last token.
fn power_behind(scene: &Scene<'_>, index: usize) -> Option<(i32, usize)> {
    if !scene.glued(index + 1) {
        return None;
    }
    if let Some(power) = raised(scene.norm(index + 1)) {
        return Some((power, index + 1));
    }
    let minus = usize::from(scene.norm(index + 2) == "-");
    let last = index + 2 + minus;
    let power: i32 = scene.norm(last).parse().ok().filter(|power| (0..100).contains(power))?;
    let tight = (index + 2..=last).all(|at| scene.glued(at));
    (scene.norm(index + 1) == "^" && tight).then_some((if minus == 1 { -power } else { power }, last))
}

/// `75 000 €`: groups of three behind a space, where something shows that they belong together: a narrow or fixed
/// space, three groups, noughts at the end, money or a noun beside them.
fn spaced_groups(scene: &Scene<'_>, words: &Numbers, index: usize) -> Option<Figure> {
    let bare =
        |at: usize| scene.kind(at) == Some(TokenKind::Number) && scene.norm(at).bytes().all(|b| b.is_ascii_digit());
    let group = |at: usize| bare(at) && !scene.glued(at) && scene.norm(at).len() == 3 && scene.free(at..at + 1);
    if !bare(index) || scene.norm(index).len() > 3 || scene.norm(index).starts_with('0') {
        return None;
    }
    let mut last = (index + 1..index + 5).take_while(|&at| group(at)).last().unwrap_or(index);
    // The last group may have decimals: 1 234 567.89.
    let decimals = scene.kind(last + 1) == Some(TokenKind::Number)
        && !scene.glued(last + 1)
        && scene.norm(last + 1).len() > 4
        && scene.norm(last + 1).find(['.', ',']) == Some(3);
    last += usize::from(decimals);
    if last == index {
        return None;
    }
    let fixed = (index..last).all(|at| {
        let space = &scene.text.raw()[scene.tokens()[at].span.end..scene.tokens()[at + 1].span.start];
        matches!(space, "\u{a0}" | "\u{202f}" | "\u{2009}" | "\u{2007}")
    });
    let money = |at: usize| words.money.names.contains_key(scene.norm(at));
    let shown = fixed
        || last - index >= 2
        || decimals
        || money(last + 1)
        || index.checked_sub(1).is_some_and(money)
        || scene.norm(last + 1).ends_with('s')
        || words.nouns.plurals.contains(scene.norm(last + 1))
        || scene.norm(last) == "000";
    if !shown {
        return None;
    }
    let figures: String = (index..=last).map(|at| scene.norm(at)).collect();
    let value = digits(&figures)?.value;
    let figure = Figure::plain(index, last, value, Form::Digits);
    let scaled = scale_at(scene, words, last + 1);
    Some(scaled.map_or(figure, |(scale, money)| Figure {
        last: last + 1,
        value: rounded(value * scale),
        scale,
        money,
        ..figure
    }))
}

/// The scale at a token behind digits, and whether only money has it. Letters must be glued to their figure; `m` and
/// `b` would be too many things otherwise. Behind a sign of money a capital may stand apart: `$10 M`.
pub(super) fn scale_at(scene: &Scene<'_>, words: &Numbers, index: usize) -> Option<(f64, bool)> {
    let norm = scene.norm(index);
    if scene.kind(index) != Some(TokenKind::Word) {
        return None;
    }
    if let Some(&scale) = words.scales.get(norm) {
        return Some((scale, words.money.scales.contains(norm)));
    }
    let letters = &words.letters;
    let paid = || index >= 2 && currency::ends_at(scene, index - 2);
    let capital = scene.tokens()[index].capital;
    if let Some(&scale) = letters.any.get(norm) {
        let lone = norm == "k" && !(scene.glued(index + 1) && scene.kind(index + 1) == Some(TokenKind::Word));
        let sign = scene.glued(index + 1) && scene.kind(index + 1) == Some(TokenKind::Currency);
        // "20 M"
        let apart = scale > 1000.0 && scale < 1e9 && fraction::closes(scene, index + 1);
        return (scene.glued(index) || lone || capital && (sign || apart || paid())).then_some((scale, false));
    }
    if let Some(&scale) = letters.doubtful.get(norm) {
        let exact = norm.len() > 1 || scene.norm(index - 1).contains('.');
        return (scene.glued(index) && capital && exact || paid() && (capital || scene.glued(index)))
            .then_some((scale, false));
    }
    letters.money.get(norm).filter(|_| scene.glued(index) && paid()).map(|&scale| (scale, true))
}

/// "forty-five (45)", "45 (forty-five)": said twice, meant once.
fn repeated(scene: &Scene<'_>, figure: Figure) -> Figure {
    let open = figure.last + 1;
    if !bracket(scene, open) || !matches!(scene.kind(open + 1), Some(TokenKind::Number | TokenKind::Word)) {
        return figure;
    }
    let words = &scene.context.lexicon.numbers;
    match unsigned(scene, words, open + 1) {
        Some(again) if same(again.value, figure.value) && scene.norm(again.last + 1) == ")" => {
            Figure { last: again.last + 1, ..figure }
        }
        _ => figure,
    }
}

#[cfg(test)]
mod tests {
    use crate::signals::facts::tests::read;

    /// The number that a remark is read as.
    fn number(raw: &str) -> String {
        let read = read(raw);
        assert_eq!(read.len(), 1, "{raw}: {read:?}");
        let (_, n) = read[0].split_once(r#"{"n":"#).unwrap_or_else(|| panic!("{raw}: {read:?}"));
        n.split([',', '}']).next().unwrap().to_owned()
    }

    #[test]
    fn numbers_in_every_writing_are_read() {
        for (raw, n) in [
            ("-9.2321312", "-9.2321312"),
            ("- 1,200,000", "-1200000"),
            ("negative 1200000", "-1200000"),
            ("minus three million two hundred thousand", "-3200000"),
            ("the answer is minus one", "-1"),
            ("1e10", "10000000000"),
            ("1.3e6", "1300000"),
            ("2.5^-1", "0.4"),
            ("10²", "100"),
            ("1\u{202f}234\u{202f}567.89 is valid", "1234567.89"),
            ("75 000", "75000"),
            ("322 hundred", "32200"),
            ("0033", "33"),
            ("4.800", "4.8"),
            (".0012G", "1200000"),
            ("30 lkh", "3000000"),
            ("forty-five (45)", "45"),
            ("1MM", "1000000"),
        ] {
            assert_eq!(number(raw), n, "{raw}");
        }
    }

    #[test]
    fn a_hyphen_before_a_list_or_between_ends_is_no_sign() {
        assert!(read("-40 users\n-50 licences").iter().all(|fact| !fact.contains(":-")));
        assert!(read("- 40 users").iter().all(|fact| !fact.contains(":-")));
        assert!(read("40 -50 users").iter().all(|fact| !fact.contains(":-")));
        assert_eq!(read("churn is at -5%"), [r#"percent <-5%> {"n":-5}"#]);
    }
}

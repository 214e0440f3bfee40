//! Numbers in words: "nine thousand", "twenty-two", "two hundred point zero three", "half a million".

use crate::signals::lexicon::Numbers;
use crate::signals::text::TokenKind;

use super::digits::{rounded, same};
use super::fraction;
use super::number::{Figure, Form};
use super::scene::Scene;

/// What a dozen is worth: it takes a number before it, but none behind it.
const DOZEN: f64 = 12.0;

/// The number in words that begins at a token.
pub(super) fn spelt_at(scene: &Scene<'_>, words: &Numbers, index: usize) -> Option<Figure> {
    let norm = scene.norm(index);
    if words.grammar.articles.contains(norm) {
        return with_article(scene, words, index);
    }
    if words.grammar.point.contains(norm) {
        // "point seven"
        let (decimals, last) = decimals(scene, words, index + 1)?;
        return (index == 0).then(|| Figure::plain(index, last, decimals, Form::Words));
    }
    if words.grammar.pairs.contains(norm) {
        // "couple of grand", "couple of users", but "the couple"
        let figure = pair(scene, words, index, index);
        return (figure.last > index || words.grammar.of.contains(scene.norm(index + 1))).then_some(figure);
    }
    let &worth = words.words.get(norm)?;
    // A bare "hundred" needs its article.
    if worth >= 100.0 || fraction::tens_of_ordinal(scene, words, index) && worth >= 20.0 {
        return None;
    }
    let sum = Sum::begun(index, worth).run(scene, words);
    let form = if sum.last > index || worth >= 13.0 { Form::Words } else { Form::Word };
    Some(finished(scene, words, index, sum, form))
}

/// Digits that go on in words: "3 hundred and 21", "4 thousand three hundred", "1 point 1".
pub(super) fn continued(scene: &Scene<'_>, words: &Numbers, index: usize, value: f64) -> Option<Figure> {
    let sum = Sum { counted: true, previous: 0.0, ..Sum::begun(index, value) }.run(scene, words);
    // "20 thousand" is as good as digits, "4 thousand 3 hundred and 21" is words.
    let scale_last = words.scales.contains_key(scene.norm(sum.last));
    let form = if scale_last || sum.last <= index + 1 { Form::Digits } else { Form::Words };
    let figure = finished(scene, words, index, sum, form);
    (figure.last > index).then_some(figure)
}

/// "a hundred", "a dozen", "a couple"; "a quarter million".
fn with_article(scene: &Scene<'_>, words: &Numbers, index: usize) -> Option<Figure> {
    let norm = scene.norm(index + 1);
    if !scene.free(index + 1..index + 2) || scene.kind(index + 1) != Some(TokenKind::Word) {
        return None;
    }
    if words.grammar.pairs.contains(norm) {
        return Some(pair(scene, words, index, index + 1));
    }
    if !words.scales.contains_key(norm) && words.words.get(norm) != Some(&100.0) {
        return None;
    }
    let sum = Sum::begun(index, 1.0).run(scene, words);
    (sum.last > index).then(|| finished(scene, words, index, sum, Form::Words))
}

/// "a couple", "couple of grand", "a couple hundred": two, or two of what multiplies it.
fn pair(scene: &Scene<'_>, words: &Numbers, first: usize, at: usize) -> Figure {
    let approx = words.grammar.loose_pairs.contains(scene.norm(at));
    let of = usize::from(words.grammar.of.contains(scene.norm(at + 1)));
    let times = at + 1 + of;
    let hundred = words.words.get(scene.norm(times)).filter(|&&worth| worth >= 100.0);
    let figure = Figure { approx, ..Figure::plain(first, at, 2.0, Form::Word) };
    match hundred.or_else(|| words.scales.get(scene.norm(times))) {
        Some(&scale) => Figure {
            last: times,
            value: 2.0 * scale,
            scale,
            money: words.money.scales.contains(scene.norm(times)),
            form: Form::Words,
            ..figure
        },
        None => figure,
    }
}

/// Adds decimals and the scale behind them.
fn finished(scene: &Scene<'_>, words: &Numbers, index: usize, sum: Sum, form: Form) -> Figure {
    let plain = Figure::plain(index, sum.last, sum.value(), form);
    let figure = Figure { scale: sum.scale, money: sum.money, ..plain };
    if !words.grammar.point.contains(scene.norm(sum.last + 1)) || sum.value().fract() != 0.0 {
        return figure;
    }
    let Some((decimals, last)) = decimals(scene, words, sum.last + 2) else { return figure };
    let form = if form == Form::Digits { Form::Digits } else { Form::Words };
    let figure = Figure { last, value: figure.value + decimals, form, ..figure };
    match scale_word(scene, words, last + 1) {
        Some((scale, money)) => Figure { last: last + 1, value: figure.value * scale, scale, money, ..figure },
        None => figure,
    }
}

/// What stands behind "point": "zero three" is .03, "twenty-five" is .25, and "5" is .5.
fn decimals(scene: &Scene<'_>, words: &Numbers, index: usize) -> Option<(f64, usize)> {
    if scene.kind(index) == Some(TokenKind::Number) {
        let norm = scene.norm(index);
        let bare = norm.len() <= 9 && norm.bytes().all(|b| b.is_ascii_digit());
        let value = bare.then(|| format!("0.{norm}").parse().ok()).flatten()?;
        return Some((value, index));
    }
    let (mut value, mut unit, mut last) = (0.0, 0.1, None);
    for at in index..index + 9 {
        if scene.kind(at) == Some(TokenKind::Joiner) && last.is_some() {
            continue;
        }
        match words.words.get(scene.norm(at)) {
            Some(&figure) if figure < 10.0 => {
                value += figure * unit;
                unit /= 10.0;
            }
            Some(&tens) if tens < 100.0 => {
                value += tens * unit / 10.0;
                // "twenty-five": its units stand where the nought of the twenty does.
                unit /= if tens < 20.0 { 100.0 } else { 10.0 };
            }
            _ => break,
        }
        last = Some(at);
    }
    // Noise of binary fractions beyond what words can say.
    last.map(|last| ((value * 1e9).round() / 1e9, last))
}

/// A scale that is a word of its own ("million", "mil"), and whether only money has it.
pub(super) fn scale_word(scene: &Scene<'_>, words: &Numbers, at: usize) -> Option<(f64, bool)> {
    let norm = scene.norm(at);
    let scale = *words.scales.get(norm).filter(|&&scale| scale > DOZEN)?;
    Some((scale, words.money.scales.contains(norm)))
}

/// A number while its words are added up.
#[derive(Debug, Clone, Copy)]
struct Sum {
    /// What is closed by a scale.
    total: f64,
    /// What stands before the next scale.
    current: f64,
    /// The worth of the word before; 0 at first.
    previous: f64,
    /// The smallest scale so far.
    smallest: f64,
    /// The last scale.
    scale: f64,
    /// Its scale is one that only money has.
    money: bool,
    /// It began in digits.
    counted: bool,
    /// A hundred stands in the part that is not yet closed.
    hundred: bool,
    last: usize,
}

impl Sum {
    /// A number of one word, or of the digits or the article at a token.
    fn begun(index: usize, value: f64) -> Self {
        Self {
            total: 0.0,
            current: value,
            previous: value,
            smallest: f64::INFINITY,
            scale: 1.0,
            money: false,
            counted: false,
            hundred: false,
            last: index,
        }
    }

    fn value(&self) -> f64 {
        self.total + self.current
    }

    /// Takes every word that goes on with the number.
    fn run(mut self, scene: &Scene<'_>, words: &Numbers) -> Self {
        let mut at = self.last + 1;
        loop {
            let joiner = scene.kind(at) == Some(TokenKind::Joiner);
            let and = words.grammar.and.contains(scene.norm(at)) && (self.hundred || self.previous >= 100.0);
            let next = at + usize::from(joiner || and);
            // "one hundred thirty-fifths": the thirty belongs to the part.
            let part = words.words.get(scene.norm(next)).is_some_and(|&worth| worth >= 20.0)
                && fraction::tens_of_ordinal(scene, words, next);
            // "six million and two thirds": the two belongs to its part.
            let part = part || and && fraction::begins(scene, words, next);
            if part || !scene.free(next..next + 1) || !self.take(scene, words, next, joiner, and) {
                return self;
            }
            self.last = next;
            at = next + 1;
        }
    }

    /// Takes a word; false if it does not go on with the number.
    fn take(&mut self, scene: &Scene<'_>, words: &Numbers, at: usize, joiner: bool, and: bool) -> bool {
        let norm = scene.norm(at);
        if scene.kind(at) == Some(TokenKind::Number) {
            return !joiner && self.take_digits(scene, words, at);
        }
        if let Some(&worth) = words.words.get(norm) {
            return if worth >= 100.0 { !and && self.take_hundred() } else { self.take_word(worth, joiner) };
        }
        // "sixty k"
        let letter = words.letters.any.get(norm).filter(|&&scale| {
            scale <= 1000.0 && !self.counted && !(scene.glued(at + 1) && scene.kind(at + 1) == Some(TokenKind::Word))
        });
        match words.scales.get(norm).or(letter) {
            Some(&scale) if !and => self.take_scale(scale, words.money.scales.contains(norm)),
            _ => false,
        }
    }

    /// "two hundred", "eleven hundred", "322 hundred".
    fn take_hundred(&mut self) -> bool {
        if self.hundred || self.current < 1.0 || self.previous >= 100.0 && !self.counted {
            return false;
        }
        self.current *= 100.0;
        (self.previous, self.hundred) = (100.0, true);
        true
    }

    /// A word below a hundred: units behind tens, anything behind a hundred or a scale; "one twenty" is 120.
    fn take_word(&mut self, worth: f64, joiner: bool) -> bool {
        let tens = (20.0..100.0).contains(&self.previous) && self.previous % 10.0 == 0.0;
        let fits = tens && (1.0..10.0).contains(&worth) && !self.counted || self.previous >= 100.0 && worth > 0.0;
        let elliptic =
            worth >= 10.0 && (1.0..10.0).contains(&self.previous) && self.total + self.current <= self.previous;
        if fits {
            self.current += worth;
        } else if elliptic && (!joiner || worth >= 20.0) && !self.counted && self.total == 0.0 {
            self.current = self.current * 100.0 + worth;
        } else {
            return false;
        }
        self.previous = worth;
        true
    }

    /// Digits behind words: "3 hundred and 21", "4 thousand 3 hundred".
    fn take_digits(&mut self, scene: &Scene<'_>, words: &Numbers, at: usize) -> bool {
        let norm = scene.norm(at);
        let Some(value) = norm.parse::<f64>().ok().filter(|_| norm.len() <= 3) else { return false };
        let rest = self.hundred && same(self.previous, 100.0) && value < 100.0;
        let more = words.words.get(scene.norm(at + 1)).is_some_and(|&worth| worth >= 100.0)
            || words.scales.get(scene.norm(at + 1)).is_some_and(|&scale| scale < self.smallest);
        let group = self.current == 0.0 && self.smallest.is_finite() && more && !scene.glued(at + 1);
        if !(rest || group) {
            return false;
        }
        self.current += value;
        self.previous = value;
        self.counted = true;
        true
    }

    /// "thousand", "million": closes what stands before it. "hundred thousand million" multiplies.
    fn take_scale(&mut self, scale: f64, money: bool) -> bool {
        if same(self.scale, DOZEN) || same(scale, DOZEN) && self.smallest.is_finite() {
            return false;
        }
        if self.current == 0.0 {
            if self.total == 0.0 || scale < self.smallest {
                return false;
            }
            self.total *= scale;
        } else if scale < self.smallest {
            self.total += rounded(self.current * scale);
        } else {
            self.total = (self.total + self.current) * scale;
        }
        self.current = 0.0;
        (self.previous, self.smallest, self.scale) = (scale, scale, scale);
        self.money |= money;
        self.hundred = false;
        true
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::signals::facts::tests::read;

    const ONES: [&str; 20] = [
        "",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    fn below_thousand(n: u64, and: &str) -> String {
        let rest = n % 100;
        let tail = if rest < 20 {
            ONES[rest as usize].to_owned()
        } else if rest.is_multiple_of(10) {
            TENS[rest as usize / 10].to_owned()
        } else {
            format!("{}-{}", TENS[rest as usize / 10], ONES[rest as usize % 10])
        };
        match (n / 100, tail.is_empty()) {
            (0, _) => tail,
            (hundreds, true) => format!("{} hundred", ONES[hundreds as usize]),
            (hundreds, false) => format!("{} hundred {and}{tail}", ONES[hundreds as usize]),
        }
    }

    fn in_words(n: u64, and: &str) -> String {
        let mut parts = Vec::new();
        for (scale, name) in [(1_000_000_000, " billion"), (1_000_000, " million"), (1_000, " thousand"), (1, "")] {
            let group = n / scale % 1000;
            if group > 0 {
                parts.push(format!("{}{name}", below_thousand(group, and)));
            }
        }
        parts.join(" ")
    }

    proptest! {
        #[test]
        fn every_number_in_words_reads_back(n in prop_oneof![1_u64..10_000, 1_u64..1_000_000_000_000], and in "(and )?") {
            let raw = in_words(n, &and);
            prop_assert_eq!(read(&raw), [format!("count <{raw}> {{\"n\":{n}}}")]);
        }
    }

    #[test]
    fn number_words_add_up() {
        for (raw, n) in [
            ("two hundred and fifty people", "250"),
            ("two dozen reps", "24"),
            ("a hundred and twenty trucks", "120"),
            ("eleven hundred staff", "1100"),
            ("twenty-one trillion and three hundred items", "21000000000300"),
            ("two hundred point zero three", "200.03"),
            ("1 point 1", "1.1"),
            ("3 hundred and 21 items", "321"),
            ("4 thousand 3 hundred and 21 is a number", "4321"),
            ("three cr twelve lac fifty-six thousand seven hundred twenty-one", "31256721"),
            ("one twenty two", "122"),
            ("a couple of drivers", "2"),
            ("naught", "0"),
        ] {
            assert!(read(raw)[0].contains(&format!("\"n\":{n}")), "{raw}: {:?}", read(raw));
        }
    }
}

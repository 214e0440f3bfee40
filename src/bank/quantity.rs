//! Quantities that conditions compare with: `20k`, `20k USD a month`, `15 %`, `3 months`.
//!
//! This is what people write in a bank, not what prospects say: one number, one unit, nothing else.

use std::fmt;

use super::problem::{Code, Sink};
use super::vocabulary::{Per, TimeUnit, ValueKind};
use super::yaml::{FromNode, Node};

/// A number with its unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The number; finite and not below zero.
    pub amount: f64,
    /// What it measures.
    pub unit: Unit,
    /// As written.
    text: String,
}

/// What a quantity measures.
#[derive(Debug, Clone, PartialEq)]
pub enum Unit {
    /// A bare number: a count, or money of any currency without a period.
    None,
    /// Money.
    Money {
        /// The ISO 4217 code; `None` matches any.
        currency: Option<String>,
        /// The period; `None` matches amounts without one.
        per: Option<Per>,
    },
    /// A percentage.
    Percent,
    /// A length of time.
    Time(TimeUnit),
}

impl Quantity {
    /// Reads a quantity; `None` where the text is none.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((sign, code)) = SIGNS.iter().find(|(sign, _)| text.starts_with(*sign)) {
            // "$20k a month" is "20k USD a month".
            let Self { amount, unit, .. } = Self::parse(&text[sign.len_utf8()..])?;
            let per = match unit {
                Unit::None => None,
                Unit::Money { currency: None, per } => per,
                Unit::Money { currency: Some(_), .. } | Unit::Percent | Unit::Time(_) => return None,
            };
            let unit = Unit::Money { currency: Some((*code).to_owned()), per };
            return Some(Self { amount, unit, text: text.to_owned() });
        }
        let digits = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '_')).unwrap_or(text.len());
        let (number, rest) = text.split_at(digits);
        if is_ambiguous(number) {
            return None;
        }
        let number: f64 = number.replace([',', '_'], "").parse().ok()?;
        let (factor, rest) = factor(rest);
        let amount = number * factor;
        let unit = unit(&rest.trim().to_lowercase())?;
        (amount.is_finite()).then(|| Self { amount, unit, text: text.to_owned() })
    }
}

/// Signs of currencies that may stand before an amount.
const SIGNS: [(char, &str); 3] = [('$', "USD"), ('€', "EUR"), ('£', "GBP")];

/// `20.000` is twenty in one country and twenty thousand in another.
fn is_ambiguous(number: &str) -> bool {
    number.split_once('.').is_some_and(|(whole, fraction)| {
        !whole.contains(',') && whole != "0" && fraction.len() == 3 && !fraction.contains(['.', ','])
    })
}

/// `k`, `m` and `bn` straight behind the digits.
fn factor(rest: &str) -> (f64, &str) {
    let ends = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    let factor = match rest[..ends].to_ascii_lowercase().as_str() {
        "k" => 1e3,
        "m" => 1e6,
        "bn" => 1e9,
        _ => return (1.0, rest),
    };
    (factor, &rest[ends..])
}

fn unit(text: &str) -> Option<Unit> {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c == '/').filter(|word| !word.is_empty()).collect();
    match words.as_slice() {
        [] if text.is_empty() => Some(Unit::None),
        ["%" | "percent"] => Some(Unit::Percent),
        [word] if time_unit(word).is_some() && !text.contains('/') => time_unit(word).map(Unit::Time),
        [code] if currency(code).is_some() => Some(Unit::Money { currency: currency(code), per: None }),
        [code, rest @ ..] if currency(code).is_some() => {
            Some(Unit::Money { currency: currency(code), per: Some(period(rest)?) })
        }
        rest => Some(Unit::Money { currency: None, per: Some(period(rest)?) }),
    }
}

/// `a month`, `per month`, `/month` (whose slash is gone by now).
fn period(words: &[&str]) -> Option<Per> {
    match words {
        ["a" | "an" | "per", word] | [word] => Per::from_id(word),
        _ => None,
    }
}

fn time_unit(word: &str) -> Option<TimeUnit> {
    TimeUnit::from_id(word).or_else(|| TimeUnit::from_id(word.strip_suffix('s')?))
}

/// Three letters are taken for an ISO 4217 code, but for those that are words here.
fn currency(word: &str) -> Option<String> {
    let is_code = word.len() == 3 && word.chars().all(|c| c.is_ascii_alphabetic()) && !matches!(word, "per" | "day");
    is_code.then(|| word.to_ascii_uppercase())
}

impl Unit {
    /// Whether values of this kind are measured in it. Money and counts need no unit; how far ahead a date lies is a
    /// length of time; a topic that asks for any number takes every unit.
    pub const fn measures(&self, kind: ValueKind) -> bool {
        match kind {
            ValueKind::Money => matches!(self, Self::None | Self::Money { .. }),
            ValueKind::Count => matches!(self, Self::None),
            ValueKind::Percent => matches!(self, Self::Percent),
            ValueKind::Date | ValueKind::Duration => matches!(self, Self::Time(_)),
            ValueKind::Number => true,
            ValueKind::Text
            | ValueKind::Person
            | ValueKind::YesNo
            | ValueKind::Choice
            | ValueKind::Place
            | ValueKind::Thing => false,
        }
    }

    /// How a quantity of a kind of value is written, for messages.
    pub(crate) const fn examples(kind: ValueKind) -> &'static str {
        match kind {
            ValueKind::Money => "an amount, such as `20k` or `20k USD a month`",
            ValueKind::Count => "a bare number, such as `50`",
            ValueKind::Percent => "a percentage, such as `15 %`",
            ValueKind::Date => "how far ahead, such as `3 months`",
            ValueKind::Duration => "a length of time, such as `3 weeks`",
            _ => "a topic that asks for money, a count, a percentage, a date, a duration or a number",
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromNode for Quantity {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let quantity = node.as_text().and_then(Self::parse);
        if quantity.is_none() {
            sink.report(
                sink.problem(Code::NoQuantity, node.place, format!("found {}, which is no quantity", node.describe()))
                    .with_expected("a number with its unit, such as `20k`, `20k USD a month`, `15 %` or `3 months`")
                    .with_fix("write thousands as `20k` or `20000`, and a currency by its sign or its three letters"),
            );
        }
        quantity
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(currency: Option<&str>, per: Option<Per>) -> Unit {
        Unit::Money { currency: currency.map(str::to_owned), per }
    }

    #[test]
    fn quantities_are_read_with_their_units() {
        for (text, amount, unit) in [
            ("50", 50.0, Unit::None),
            ("20k", 20_000.0, Unit::None),
            ("1.5m", 1_500_000.0, Unit::None),
            ("20,000", 20_000.0, Unit::None),
            ("20k USD", 20_000.0, money(Some("USD"), None)),
            ("20k usd a month", 20_000.0, money(Some("USD"), Some(Per::Month))),
            ("20k a month", 20_000.0, money(None, Some(Per::Month))),
            ("300 per seat", 300.0, money(None, Some(Per::Seat))),
            ("300/day", 300.0, money(None, Some(Per::Day))),
            ("15 %", 15.0, Unit::Percent),
            ("15%", 15.0, Unit::Percent),
            ("3 months", 3.0, Unit::Time(TimeUnit::Month)),
            ("1 day", 1.0, Unit::Time(TimeUnit::Day)),
            ("2 minutes", 2.0, Unit::Time(TimeUnit::Minute)),
            ("$20k", 20_000.0, money(Some("USD"), None)),
            ("€1.5m a year", 1_500_000.0, money(Some("EUR"), Some(Per::Year))),
            ("0.125", 0.125, Unit::None),
        ] {
            let found = Quantity::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.amount, &found.unit), (amount, &unit), "{text}");
            assert_eq!(found.to_string(), text);
        }
    }

    #[test]
    fn what_is_no_quantity_is_refused() {
        for text in [
            "",
            "soon",
            "k",
            "20 parsecs",
            "-5",
            "20k a",
            "1.2.3",
            "20 k USD now",
            "∞",
            "1e400",
            "20.000",
            "$5 EUR",
            "$3 months",
        ] {
            assert_eq!(Quantity::parse(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived(text in "(?s)[0-9.,kmbn %a-z/é日]{0,24}") {
            if let Some(found) = Quantity::parse(&text) {
                proptest::prop_assert!(found.amount.is_finite());
            }
        }
    }
}

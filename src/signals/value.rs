//! Facts: typed values with the words that they were read from.

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::bank::{Per, TimeUnit, TopicId, ValueKind};

/// A stretch of a text, in bytes, end exclusive. Ends always lie on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span from byte to byte.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The words that it covers; empty where it does not fit the text.
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Where words stand in a text by themselves, not inside longer ones: "40k" is not in "140k".
    pub fn find(words: &str, text: &str) -> Option<Self> {
        let joined = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        text.match_indices(words).map(|(at, found)| Self::new(at, at + found.len())).find(|span| {
            let (before, after) = (text.get(..span.start), text.get(span.end..));
            !words.is_empty()
                && !joined(before.and_then(|before| before.chars().next_back()))
                && !joined(after.and_then(|after| after.chars().next()))
        })
    }

    /// The same stretch counted in Unicode scalar values, as the contract wants it.
    pub fn scalars(&self, text: &str) -> (usize, usize) {
        let start = text.get(..self.start).map_or(0, |before| before.chars().count());
        (start, start + self.of(text).chars().count())
    }

    /// Whether two spans share a byte.
    pub const fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether the other span lies inside this one.
    pub const fn contains(&self, other: &Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// In what way a fact is put: only asserted facts count as particulars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// Said to be so.
    #[default]
    Asserted,
    /// Said not to be so.
    Denied,
    /// Said to be so under a condition ("if we had 50k").
    Hypothetical,
    /// Of another company ("our competitor pays 90k").
    Foreign,
}

/// Something that could be checked, read from an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// The topic that it fills.
    pub topic: TopicId,
    /// The shortest words that hold the value.
    pub span: Span,
    /// The value.
    pub value: Value,
    /// In what way it is put.
    pub standing: Standing,
}

/// A typed value; its JSON form is the contract's.
///
/// In figures, `None` with a `max` is an upper bound ("up to 20k"); `max` with a lower end is a range.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// Money.
    Money {
        /// The amount, or the lower end of a range.
        #[serde(serialize_with = "figure")]
        amount: Option<f64>,
        /// The upper end.
        #[serde(skip_serializing_if = "Option::is_none", serialize_with = "figure")]
        max: Option<f64>,
        /// ISO 4217 code, where a sign, code or word names one.
        currency: Option<String>,
        /// The period or unit that the amount is for.
        per: Option<Per>,
        /// Said to be about so much.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        approx: bool,
    },
    /// A number of things; without `of` a bare number.
    Count {
        /// How many, or the lower end of a range.
        #[serde(serialize_with = "figure")]
        n: Option<f64>,
        /// The upper end.
        #[serde(skip_serializing_if = "Option::is_none", serialize_with = "figure")]
        max: Option<f64>,
        /// What is counted, as typed.
        #[serde(skip_serializing_if = "Option::is_none")]
        of: Option<String>,
        /// Said to be about so many.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        approx: bool,
    },
    /// A percentage.
    Percent {
        /// Per hundred, or the lower end of a range.
        #[serde(serialize_with = "figure")]
        n: Option<f64>,
        /// The upper end.
        #[serde(skip_serializing_if = "Option::is_none", serialize_with = "figure")]
        max: Option<f64>,
        /// Said to be about so much.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        approx: bool,
    },
    /// An interval of days, both ends inclusive; an open end is `None`.
    Date {
        /// First day.
        from: Option<Date>,
        /// Last day.
        to: Option<Date>,
        /// The year was not said and had to be guessed.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        guessed: bool,
    },
    /// A length of time.
    Duration {
        /// How many units, or the lower end of a range.
        #[serde(serialize_with = "figure")]
        n: Option<f64>,
        /// The upper end.
        #[serde(skip_serializing_if = "Option::is_none", serialize_with = "figure")]
        max: Option<f64>,
        /// The unit.
        unit: TimeUnit,
        /// Said to be about so long.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        approx: bool,
    },
    /// A person or a body; without a name, the speaker or a body such as the board.
    Person {
        /// The name without title.
        #[serde(skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// The role, as said.
        #[serde(skip_serializing_if = "Option::is_none")]
        role: Option<String>,
        /// What they do: "signs", "decides", "owns budget", "sets criteria", …
        #[serde(skip_serializing_if = "Option::is_none")]
        does: Option<String>,
    },
    /// Agreement or refusal.
    YesNo {
        /// Agreement.
        yes: bool,
    },
    /// A named product, system or vendor.
    Thing {
        /// Its name.
        name: String,
    },
    /// A named place.
    Place {
        /// Its name.
        name: String,
    },
    /// A degree or rank.
    Choice {
        /// The choice, in the vocabulary's words (`must have`, `nice to have`).
        choice: String,
    },
    /// Free text.
    Text {
        /// The words.
        text: String,
    },
}

/// Writes a whole number without a fraction (`40000`, not `40000.0`), as the contract shows it.
#[expect(clippy::ref_option, reason = "serde hands over the field as it is")]
fn figure<S: Serializer>(figure: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    /// Below this, every whole number has an exact `f64`.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match figure {
        Some(number) if number.fract() == 0.0 && number.abs() < EXACT => serializer.serialize_some(&(*number as i64)),
        figure => figure.serialize(serializer),
    }
}

impl Value {
    /// The kind of the value.
    pub const fn kind(&self) -> ValueKind {
        match self {
            Self::Money { .. } => ValueKind::Money,
            Self::Count { .. } => ValueKind::Count,
            Self::Percent { .. } => ValueKind::Percent,
            Self::Date { .. } => ValueKind::Date,
            Self::Duration { .. } => ValueKind::Duration,
            Self::Person { .. } => ValueKind::Person,
            Self::YesNo { .. } => ValueKind::YesNo,
            Self::Thing { .. } => ValueKind::Thing,
            Self::Place { .. } => ValueKind::Place,
            Self::Choice { .. } => ValueKind::Choice,
            Self::Text { .. } => ValueKind::Text,
        }
    }
}

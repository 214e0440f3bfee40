//! The shape of the vocabulary of figures: numbers, money, percentages, counts, units.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use crate::bank::{Per, TimeUnit};
use crate::signals::words::{WordMap, WordSet};

/// Words of figures (`numbers.yaml`).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Numbers {
    /// Number words and what they are worth.
    pub words: WordMap<f64>,
    /// Words that multiply a figure.
    pub scales: WordMap<f64>,
    /// Letters that do so where they are glued to it.
    pub letters: Letters,
    /// Ordinals and names of parts, with how many of the part make a whole: thirds are 3.
    pub parts: WordMap<f64>,
    /// Words inside a number and around it.
    pub grammar: NumberWords,
    /// Signs, codes and words of money.
    pub money: Currencies,
    /// Units of time.
    pub time_units: WordMap<SpokenUnit>,
    /// Periods and units that an amount is for.
    pub per: WordMap<SpokenPer>,
    /// Words around a length of time.
    pub lengths: Lengths,
    /// Words that join an amount and its period.
    pub periods: Periods,
    /// Words of percentages and of points.
    pub shares: Shares,
    /// Words between the ends of a range.
    pub ranges: Ranges,
    /// Words that are counted.
    pub nouns: Nouns,
    /// Words around a count.
    pub counting: Counting,
}

/// Letters that multiply a figure where they are glued to it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Letters {
    /// In any case.
    pub any: WordMap<f64>,
    /// Only as capitals behind a figure with a point in it, or behind a sign of money: elsewhere `5G` is a network.
    pub doubtful: WordMap<f64>,
    /// Only behind a sign of money: `₹40L`.
    pub money: WordMap<f64>,
}

/// Words inside a number and around it, by what they do there.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NumberWords {
    /// Stand for one: "a hundred".
    pub articles: WordSet,
    /// Join what adds up: "two hundred and six".
    pub and: WordSet,
    /// Begin the decimals: "two point five".
    pub point: WordSet,
    /// Turn the sign: "minus one".
    pub minus: WordSet,
    /// Part a divisor from what it divides: "one over three".
    pub over: WordSet,
    /// Words for two that need an article: "a couple", "a pair".
    pub pairs: WordSet,
    /// Of these, those that are loose.
    pub loose_pairs: WordSet,
    /// Join a part and the whole that it is of: "a quarter of a million".
    pub of: WordSet,
    /// Say that what follows is what something amounts to: "the answer is 3".
    pub copulas: WordSet,
    /// Behind a figure: the hour of a clock.
    pub clock: WordSet,
    /// Behind a figure, glued: a rank.
    pub rank: WordSet,
    /// Glued behind a figure without being a code: "50ish".
    pub tails: WordSet,
    /// A figure behind one of these is a name: "no. 3".
    pub numbered: WordSet,
    /// Of these, those that are shortened by a full stop.
    pub numbered_short: WordSet,
}

/// Words that join an amount and its period.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Periods {
    /// Between the two: "a month", "/mo".
    pub joins: WordSet,
    /// Of these, those that any noun may follow.
    pub per: WordSet,
    /// Behind an amount: for one of each.
    pub each: WordSet,
    /// Those that need no `per` before them.
    pub alone: WordSet,
    /// Behind an amount and an article, but no unit: "£500 a bit".
    pub no_units: WordSet,
    /// Before a large figure that is a price: "for half a million".
    pub price_led_by: WordSet,
}

/// Words of percentages and of points.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Shares {
    /// Signs and words of percentages.
    pub percent: WordSet,
    /// The two words of "per cent".
    pub per_cent: Vec<(String, String)>,
    /// Points of a percentage, with how many percent one is.
    pub points: WordMap<f64>,
    /// Points in words.
    pub point_words: WordSet,
    /// Before "points", where a hundred of them are one percent.
    pub basis: WordSet,
    /// Before "points": "percentage points".
    pub of_points: WordSet,
    /// Between the parts and the whole: "one out of three".
    pub out_of: Vec<(String, String)>,
    /// Before "of" and a figure that is a percentage: "percent of 10".
    pub percent_of: WordSet,
}

/// Words between and before the ends of a range.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ranges {
    /// Between two ends, whatever stands before: "5-10".
    pub dashes: WordSet,
    /// Between two ends, unless a change is told: "5 to 10".
    pub to: WordSet,
    /// Between two ends of a range that "between" opens.
    pub and: WordSet,
    /// Between two guesses: "8 or 10".
    pub or: WordSet,
    /// Opens a range or a change.
    pub from: WordSet,
    /// Opens a range.
    pub between: WordSet,
    /// May stand between two guesses.
    pub guesses: WordSet,
    /// Take back the figure before them: "320, no, 350".
    pub corrections: WordSet,
    /// May stand beside a correction.
    pub fillers: WordSet,
    /// Between the two ends of a change.
    pub change: WordSet,
    /// May stand before a length of time, behind what bounds it: "in the next 3 months".
    pub coming: WordSet,
}

/// Words of money.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Currencies {
    /// Scales that only money has.
    pub scales: WordSet,
    /// Sign, code or word to ISO 4217 code; written the other way round. [`UNCLEAR_CURRENCY`] names several.
    #[serde(rename = "currencies", deserialize_with = "with_codes")]
    pub names: WordMap<String>,
    /// ISO codes that are words or shortened words as well: only in capitals.
    pub shouted: WordSet,
    /// Adjectives and names of countries before a currency's word: "chinese yuan".
    #[serde(deserialize_with = "inverted")]
    pub lands: WordMap<String>,
    /// Hundredth parts, with the currency that they are of.
    #[serde(deserialize_with = "inverted")]
    pub cents: WordMap<String>,
    /// Of these, those that stand only behind an amount or glued to a figure: "$20 and 43c".
    pub short_cents: WordSet,
    /// Words of money that an article counts: "a dollar".
    pub by_article: WordSet,
    /// Currency words that are weights as well: "10 pounds of flour".
    pub weights: WordSet,
    /// Currencies of countries where a dot groups: `€46.000`.
    pub dot_groups: WordSet,
    /// Letters before an ISO code that multiply: `MUSD 60`.
    pub code_scales: WordMap<f64>,
    /// The letters glued before a dollar sign.
    pub dollars: WordMap<String>,
    /// Words that name a currency only behind a figure.
    pub only_behind: WordSet,
    /// Shortened words that name a currency before a figure, besides codes and signs.
    pub before: WordSet,
    /// Of these, those that name nothing behind a figure.
    pub only_before: WordSet,
}

/// Stands for the code of a word that several countries have for their money.
pub const UNCLEAR_CURRENCY: &str = "unclear";

/// Reads `EUR: [€, euro]` as `€: EUR`, `euro: EUR`.
fn inverted<'de, D: Deserializer<'de>>(from: D) -> Result<WordMap<String>, D::Error> {
    let written = BTreeMap::<String, Vec<String>>::deserialize(from)?;
    Ok(written.into_iter().flat_map(|(to, forms)| forms.into_iter().map(move |form| (form, to.clone()))).collect())
}

/// The same, and every code by itself.
fn with_codes<'de, D: Deserializer<'de>>(from: D) -> Result<WordMap<String>, D::Error> {
    let written = BTreeMap::<String, Vec<String>>::deserialize(from)?;
    let forms = written.into_iter().flat_map(|(code, mut forms)| {
        if code != UNCLEAR_CURRENCY {
            forms.push(code.to_lowercase());
        }
        forms.into_iter().map(move |form| (form, code.clone()))
    });
    Ok(forms.collect())
}

/// Words around a length of time.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Lengths {
    /// Words before "a week" that make it a length of time.
    pub led_by: WordSet,
    /// Short units that an article does not count: "a min".
    pub no_article_units: WordSet,
    /// Words behind "a week" that make it something else: "a week's", "a day when".
    pub not_behind: WordSet,
    /// Words that may stand between a figure and a day.
    pub adjectives: WordSet,
}

/// Words around a count.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Counting {
    /// Before a small number that leaves out what is counted: "the other two".
    pub others: WordSet,
    /// Behind a number: about so many ("20-odd").
    pub loosely: WordSet,
    /// Words behind a figure that make it no count: units of time too short to be told, "six figures".
    pub not_counted: WordSet,
    /// Words before a small number that says how many: "we have two".
    pub counted_led_by: WordSet,
    /// Words before a small number that is an hour: "until 1".
    pub hours_led_by: WordSet,
    /// Words before a number in words that is the hour of a clock or a name: "at two thirty".
    pub not_counting: WordSet,
    /// Figures that are typed for the words that sound like them: "asked 4 a portal".
    pub sounds_like_word: WordSet,
    /// Words behind such a figure that no number has behind it.
    pub behind_word: WordSet,
    /// Words before a bare number that leave out what is counted: "four brewing and two driving".
    pub elliptic_before: WordSet,
    /// Words behind one.
    pub elliptic_behind: WordSet,
}

/// Words that are counted.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Nouns {
    /// Plurals that do not end in s, and group nouns.
    pub plurals: WordSet,
    /// Words in s that are no plurals, unless [`Self::last_plurals`] has them.
    pub not_plurals: WordSet,
    /// Plurals only where the phrase ends: "2 claims", but "2 claims handlers".
    pub last_plurals: WordSet,
    /// Behind "three of", with or without a noun.
    pub groups: WordSet,
    /// Behind "three of", before a noun.
    pub determiners: WordSet,
    /// Stand for the noun: "late ones".
    pub ones: WordSet,
    /// Nouns that "one" counts.
    pub singulars: WordSet,
    /// A figure behind one of these is a name.
    pub labels: WordSet,
    /// What a street number stands before.
    pub streets: WordSet,
    /// Words that end a noun phrase.
    pub function_words: WordSet,
    /// Plurals joined by "and" that are counted as one.
    pub pairs: Vec<String>,
}

/// A unit of time as spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpokenUnit {
    /// A second.
    Second,
    /// 60 seconds.
    Minute,
    /// 60 minutes.
    Hour,
    /// A day.
    Day,
    /// Seven days.
    Week,
    /// Two weeks.
    Fortnight,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// Twelve months.
    Year,
}

impl SpokenUnit {
    /// The unit that the contract has, and how many of it one spoken unit is.
    pub const fn unit(self) -> (TimeUnit, f64) {
        match self {
            Self::Second => (TimeUnit::Second, 1.0),
            Self::Minute => (TimeUnit::Minute, 1.0),
            Self::Hour => (TimeUnit::Hour, 1.0),
            Self::Day => (TimeUnit::Day, 1.0),
            Self::Week => (TimeUnit::Week, 1.0),
            Self::Fortnight => (TimeUnit::Week, 2.0),
            Self::Month => (TimeUnit::Month, 1.0),
            Self::Quarter => (TimeUnit::Quarter, 1.0),
            Self::Year => (TimeUnit::Year, 1.0),
        }
    }
}

/// A period or unit of an amount as spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpokenPer {
    /// An hour: the contract has no such period, the amount stands without one.
    Hour,
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// A year.
    Year,
    /// A user or licence.
    Seat,
    /// Any other unit.
    Unit,
}

impl SpokenPer {
    /// The period that the contract has.
    pub const fn per(self) -> Option<Per> {
        match self {
            Self::Hour => None,
            Self::Day => Some(Per::Day),
            Self::Week => Some(Per::Week),
            Self::Month => Some(Per::Month),
            Self::Quarter => Some(Per::Quarter),
            Self::Year => Some(Per::Year),
            Self::Seat => Some(Per::Seat),
            Self::Unit => Some(Per::Unit),
        }
    }
}

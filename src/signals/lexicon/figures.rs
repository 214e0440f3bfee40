//! The shape of the vocabulary of figures: numbers, money, percentages, counts, units.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Deserializer};

use crate::bank::{Per, TimeUnit};

/// Words of figures (`numbers.yaml`).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Numbers {
    /// Number words and what they are worth.
    pub words: BTreeMap<String, f64>,
    /// Words that multiply a figure.
    pub scales: BTreeMap<String, f64>,
    /// Letters that do so where they are glued to it.
    pub letters: Letters,
    /// Ordinals and names of parts, with how many of the part make a whole: thirds are 3.
    pub parts: BTreeMap<String, f64>,
    /// Words inside a number and around it.
    pub grammar: NumberWords,
    /// Signs, codes and words of money.
    pub money: Currencies,
    /// Units of time.
    pub time_units: BTreeMap<String, SpokenUnit>,
    /// Words before "a week" that make it a length of time.
    pub lengths_led_by: BTreeSet<String>,
    /// Short units that an article does not count: "a min".
    pub no_article_units: BTreeSet<String>,
    /// Words behind "a week" that make it something else: "a week's", "a day when".
    pub no_length_behind: BTreeSet<String>,
    /// Words that may stand between a figure and a day.
    pub unit_adjectives: BTreeSet<String>,
    /// Periods and units that an amount is for.
    pub per: BTreeMap<String, SpokenPer>,
    /// Those that need no `per` before them.
    pub per_alone: BTreeSet<String>,
    /// Words that join an amount and its period.
    pub periods: Periods,
    /// Signs and words of percentages.
    pub percent: BTreeSet<String>,
    /// Words of percentages and of points.
    pub shares: Shares,
    /// Words between the ends of a range.
    pub ranges: Ranges,
    /// Words around a count.
    pub nouns: Nouns,
}

/// Letters that multiply a figure where they are glued to it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Letters {
    /// In any case.
    pub any: BTreeMap<String, f64>,
    /// Only as capitals behind a figure with a point in it, or behind a sign of money: elsewhere `5G` is a network.
    pub doubtful: BTreeMap<String, f64>,
    /// Only behind a sign of money: `₹40L`.
    pub money: BTreeMap<String, f64>,
}

/// Words inside a number and around it, by what they do there.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NumberWords {
    /// Stand for one: "a hundred".
    pub articles: BTreeSet<String>,
    /// Join what adds up: "two hundred and six".
    pub and: BTreeSet<String>,
    /// Begin the decimals: "two point five".
    pub point: BTreeSet<String>,
    /// Turn the sign: "minus one".
    pub minus: BTreeSet<String>,
    /// Part a divisor from what it divides: "one over three".
    pub over: BTreeSet<String>,
    /// Words for two that need an article: "a couple", "a pair".
    pub pairs: BTreeSet<String>,
    /// Of these, those that are loose.
    pub loose_pairs: BTreeSet<String>,
    /// Join a part and the whole that it is of: "a quarter of a million".
    pub of: BTreeSet<String>,
    /// Say that what follows is what something amounts to: "the answer is 3".
    pub copulas: BTreeSet<String>,
    /// Behind a figure: the hour of a clock.
    pub clock: BTreeSet<String>,
    /// Behind a figure, glued: a rank.
    pub rank: BTreeSet<String>,
    /// Glued behind a figure without being a code: "50ish".
    pub tails: BTreeSet<String>,
    /// A figure behind one of these is a name: "no. 3".
    pub numbered: BTreeSet<String>,
    /// Of these, those that are shortened by a full stop.
    pub numbered_short: BTreeSet<String>,
}

/// Words that join an amount and its period.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Periods {
    /// Between the two: "a month", "/mo".
    pub joins: BTreeSet<String>,
    /// Of these, those that any noun may follow.
    pub per: BTreeSet<String>,
    /// Behind an amount: for one of each.
    pub each: BTreeSet<String>,
    /// Behind an amount and an article, but no unit: "£500 a bit".
    pub no_units: BTreeSet<String>,
    /// Before a large figure that is a price: "for half a million".
    pub price_led_by: BTreeSet<String>,
}

/// Words of percentages and of points.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Shares {
    /// The two words of "per cent".
    pub per_cent: Vec<(String, String)>,
    /// Points of a percentage, with how many percent one is.
    pub points: BTreeMap<String, f64>,
    /// Before "points": "percentage points".
    pub of_points: BTreeSet<String>,
    /// Between the parts and the whole: "one out of three".
    pub out_of: Vec<(String, String)>,
    /// Before "of" and a figure that is a percentage: "percent of 10".
    pub percent_of: BTreeSet<String>,
}

/// Words between and before the ends of a range.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ranges {
    /// Between two ends, whatever stands before: "5-10".
    pub dashes: BTreeSet<String>,
    /// Between two ends, unless a change is told: "5 to 10".
    pub to: BTreeSet<String>,
    /// Between two ends of a range that "between" opens.
    pub and: BTreeSet<String>,
    /// Between two guesses: "8 or 10".
    pub or: BTreeSet<String>,
    /// Opens a range or a change.
    pub from: BTreeSet<String>,
    /// Opens a range.
    pub between: BTreeSet<String>,
    /// May stand between two guesses.
    pub guesses: BTreeSet<String>,
    /// Take back the figure before them: "320, no, 350".
    pub corrections: BTreeSet<String>,
    /// May stand beside a correction.
    pub fillers: BTreeSet<String>,
    /// Between the two ends of a change.
    pub change: BTreeSet<String>,
    /// May stand before a length of time, behind what bounds it: "in the next 3 months".
    pub coming: BTreeSet<String>,
}

/// Words of money.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Currencies {
    /// Scales that only money has.
    pub scales: BTreeSet<String>,
    /// Sign, code or word to ISO 4217 code; written the other way round. `XXX` is a currency that is not clear.
    #[serde(rename = "currencies", deserialize_with = "with_codes")]
    pub names: BTreeMap<String, String>,
    /// ISO codes that are words or shortened words as well: only in capitals.
    pub shouted: BTreeSet<String>,
    /// Adjectives and names of countries before a currency's word: "chinese yuan".
    #[serde(deserialize_with = "inverted")]
    pub lands: BTreeMap<String, String>,
    /// Hundredth parts, with the currency that they are of.
    #[serde(deserialize_with = "inverted")]
    pub cents: BTreeMap<String, String>,
    /// Of these, those that stand only behind an amount or glued to a figure: "$20 and 43c".
    pub short_cents: BTreeSet<String>,
    /// Words of money that an article counts: "a dollar".
    pub by_article: BTreeSet<String>,
    /// Currencies of countries where a dot groups: `€46.000`.
    pub dot_groups: BTreeSet<String>,
    /// Letters before an ISO code that multiply: `MUSD 60`.
    pub code_scales: BTreeMap<String, f64>,
    /// The letters glued before a dollar sign.
    pub dollars: BTreeMap<String, String>,
    /// Words that name a currency only behind a figure.
    pub only_behind: BTreeSet<String>,
    /// Shortened words that name a currency before a figure, besides codes and signs.
    pub before: BTreeSet<String>,
    /// Of these, those that name nothing behind a figure.
    pub only_before: BTreeSet<String>,
}

/// Reads `EUR: [€, euro]` as `€: EUR`, `euro: EUR`.
fn inverted<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<String, String>, D::Error> {
    let written = BTreeMap::<String, Vec<String>>::deserialize(from)?;
    Ok(written.into_iter().flat_map(|(to, forms)| forms.into_iter().map(move |form| (form, to.clone()))).collect())
}

/// The same, and every code by itself.
fn with_codes<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<String, String>, D::Error> {
    let written = BTreeMap::<String, Vec<String>>::deserialize(from)?;
    let forms = written.into_iter().flat_map(|(code, mut forms)| {
        forms.push(code.to_lowercase());
        forms.into_iter().map(move |form| (form, code.clone()))
    });
    Ok(forms.collect())
}

/// Words around a count.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Nouns {
    /// Plurals that do not end in s, and group nouns.
    pub plurals: BTreeSet<String>,
    /// Words in s that are no plurals, unless [`Self::last_plurals`] has them.
    pub not_plurals: BTreeSet<String>,
    /// Plurals only where the phrase ends: "2 claims", but "2 claims handlers".
    pub last_plurals: BTreeSet<String>,
    /// Behind "three of", with or without a noun.
    pub groups: BTreeSet<String>,
    /// Behind "three of", before a noun.
    pub determiners: BTreeSet<String>,
    /// Stand for the noun: "late ones".
    pub ones: BTreeSet<String>,
    /// Words before a bare number that leave out what is counted: "four brewing and two driving".
    pub elliptic_before: BTreeSet<String>,
    /// Words behind one.
    pub elliptic_behind: BTreeSet<String>,
    /// Behind a number: about so many ("20-odd").
    pub loosely: BTreeSet<String>,
    /// Words behind a figure that make it no count: units of time too short to be told, "six figures".
    pub not_counted: BTreeSet<String>,
    /// Words before a small number that is an hour: "until 1".
    pub hours_led_by: BTreeSet<String>,
    /// Words before a small number that says how many: "we have two".
    pub counted_led_by: BTreeSet<String>,
    /// Words before a number in words that is the hour of a clock or a name: "at two thirty".
    pub not_counting: BTreeSet<String>,
    /// Nouns that "one" counts.
    pub singulars: BTreeSet<String>,
    /// A figure behind one of these is a name.
    pub labels: BTreeSet<String>,
    /// What a street number stands before.
    pub streets: BTreeSet<String>,
    /// Words that end a noun phrase.
    pub function_words: BTreeSet<String>,
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

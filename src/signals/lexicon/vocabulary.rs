//! The shapes of the vocabulary that the fact extractors read: figures.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::bank::{Per, TimeUnit};

/// Words of figures (`numbers.yaml`).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Numbers {
    /// Number words and what they are worth.
    pub words: BTreeMap<String, f64>,
    /// Words and letters that multiply a figure.
    pub scales: BTreeMap<String, f64>,
    /// Signs, codes and words of money.
    pub money: Currencies,
    /// Units of time.
    pub time_units: BTreeMap<String, SpokenUnit>,
    /// Words that may stand between a figure and a day.
    pub unit_adjectives: BTreeSet<String>,
    /// Periods and units that an amount is for.
    pub per: BTreeMap<String, SpokenPer>,
    /// Those that need no `per` before them.
    pub per_alone: BTreeSet<String>,
    /// Signs and words of percentages.
    pub percent: BTreeSet<String>,
    /// Words around a count.
    pub nouns: Nouns,
}

/// Words of money.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Currencies {
    /// Scales that only money has.
    pub scales: BTreeSet<String>,
    /// Sign, code or word to ISO 4217 code.
    pub names: BTreeMap<String, String>,
    /// The letters glued before a dollar sign.
    pub dollars: BTreeMap<String, String>,
    /// Words that name a currency only behind a figure.
    pub only_behind: BTreeSet<String>,
    /// Shortened words that name a currency before a figure, besides codes and signs.
    pub before: BTreeSet<String>,
    /// Of these, those that name nothing behind a figure.
    pub only_before: BTreeSet<String>,
}

/// Words around a count.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Nouns {
    /// Plurals that do not end in s, and group nouns.
    pub plurals: BTreeSet<String>,
    /// Words in s that are no plurals.
    pub not_plurals: BTreeSet<String>,
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

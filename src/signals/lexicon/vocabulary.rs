//! The shapes of the vocabulary that the fact extractors read: figures and dates.

use jiff::civil::Date;
use serde::Deserialize;

use crate::bank::{Per, TimeUnit};
use crate::signals::words::{WordMap, WordSet};

/// Words of figures (`numbers.yaml`).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Numbers {
    /// Number words and what they are worth.
    pub words: WordMap<f64>,
    /// Words and letters that multiply a figure.
    pub scales: WordMap<f64>,
    /// Signs, codes and words of money.
    pub money: Currencies,
    /// Units of time.
    pub time_units: WordMap<SpokenUnit>,
    /// Words that may stand between a figure and a day.
    pub unit_adjectives: WordSet,
    /// Periods and units that an amount is for.
    pub per: WordMap<SpokenPer>,
    /// Those that need no `per` before them.
    pub per_alone: WordSet,
    /// Signs and words of percentages.
    pub percent: WordSet,
    /// Words around a count.
    pub nouns: Nouns,
}

/// Words of money.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Currencies {
    /// Scales that only money has.
    pub scales: WordSet,
    /// Sign, code or word to ISO 4217 code.
    pub names: WordMap<String>,
    /// The letters glued before a dollar sign.
    pub dollars: WordMap<String>,
    /// Words that name a currency only behind a figure.
    pub only_behind: WordSet,
    /// Shortened words that name a currency before a figure, besides codes and signs.
    pub before: WordSet,
    /// Of these, those that name nothing behind a figure.
    pub only_before: WordSet,
}

/// Words around a count.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Nouns {
    /// Plurals that do not end in s, and group nouns.
    pub plurals: WordSet,
    /// Words in s that are no plurals.
    pub not_plurals: WordSet,
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

/// Words of dates (`calendar.yaml`).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Calendar {
    /// Months, 1 to 12.
    pub months: WordMap<i8>,
    /// Days of the week, Monday = 1.
    pub weekdays: WordMap<i8>,
    /// Names of days and months that are other words as well.
    pub doubtful: WordSet,
    /// Ordinals of quarters and halves.
    pub ordinals: WordMap<i8>,
    /// Days of a month in words, 1 to 20 and 30.
    pub days: WordMap<i8>,
    /// Seasons and the month that they begin with.
    pub seasons: WordMap<i8>,
    /// Parts of a day, which belong to the day's words.
    pub dayparts: WordSet,
    /// Feasts with a fixed day: month and day.
    pub feasts: WordMap<(i8, i8)>,
    /// Movable feasts: first and last day, year by year.
    pub movable: WordMap<Vec<Stretch>>,
    /// What bounds a date.
    pub bounds: Bounds,
    /// What makes a day recur.
    pub recurring: WordSet,
    /// Words that may follow a weekday that stands for a date.
    pub behind_day: WordSet,
    /// Words that tell the tense.
    pub tense: Tenses,
}

/// Words that tell on which side of the clock a date lies.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tenses {
    /// Words of the past.
    pub past: WordSet,
    /// Words of the past that hold even beside "by" and "until".
    pub past_until: WordSet,
    /// Irregular participles: of the past, unless "is" or "are" stands before them ("July is kept clear").
    pub participles: WordSet,
    /// Words in -ed that do not speak of the past.
    pub past_not: WordSet,
    /// Words of the future.
    pub future: WordSet,
}

/// Words that stand before or behind a date and bound it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Bounds {
    /// "by": up to its last day.
    pub by: Vec<String>,
    /// "before": up to the day before.
    pub before: Vec<String>,
    /// "from": from its first day, if it lies ahead.
    pub from: Vec<String>,
    /// "since": from its first day.
    pub since: Vec<String>,
    /// "after": from the day after.
    pub after: Vec<String>,
    /// "not before": from its first day.
    pub not_before: Vec<String>,
    /// Behind the date: up to its last day.
    pub latest: Vec<String>,
    /// Behind the date: from its first day.
    pub earliest: Vec<String>,
    /// Its last day.
    pub end_of: Vec<String>,
    /// Its first day.
    pub start_of: Vec<String>,
    /// Its first third.
    pub early: Vec<String>,
    /// Its middle third.
    pub mid: Vec<String>,
    /// Its last third.
    pub late: Vec<String>,
}

/// A stretch of days, written `2026-02-18/2026-03-19`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Stretch {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

impl TryFrom<String> for Stretch {
    type Error = String;

    fn try_from(written: String) -> Result<Self, Self::Error> {
        let day = |text: &str| text.parse::<Date>().map_err(|error| error.to_string());
        let (from, to) = written.split_once('/').ok_or_else(|| format!("no `/` between two days: {written}"))?;
        Ok(Self { from: day(from)?, to: day(to)? })
    }
}

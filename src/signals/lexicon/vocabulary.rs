//! The shape of the vocabulary of dates.

use jiff::civil::Date;
use serde::Deserialize;

use crate::signals::words::{WordMap, WordSet};

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

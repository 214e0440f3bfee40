//! The shape of the vocabulary of dates and lengths of time (`calendar.yaml`).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Deserialize;

use super::{DateClass, DateWord, PhraseTable, SpokenUnit};
use crate::signals::words::WordMap;

/// Words of dates, ready to be looked up.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "CalendarFile")]
pub struct Calendar {
    /// Months, 1 to 12.
    pub months: WordMap<i8>,
    /// Days of the week, Monday = 1.
    pub weekdays: WordMap<i8>,
    /// Names of feasts.
    pub feasts: BTreeMap<String, Feast>,
    /// Words that tell the tense.
    pub tense: Tenses,
    /// The same feasts as phrases; the number is their place in [`Self::feast`].
    pub feast_names: PhraseTable<usize>,
    /// What bounds a date.
    pub bounds: Bounds,
    /// What stands before a stretch and means a part of it.
    pub edges: PhraseTable<Edge>,
    /// Ends and beginnings of the running period: `EOQ`, "year end".
    pub period_edges: PhraseTable<(Edge, SpokenUnit)>,
    /// "and a half", "and a quarter": what is added to the figure before it.
    pub fractions: PhraseTable<f64>,
    /// Parts of a unit: "half", "quarter", `½`.
    pub parts: WordMap<f64>,
    /// What stands behind a name of a month that is a person's: "April is on leave".
    pub person_behind: PhraseTable<()>,
    /// What rules a date out behind it: "Q1 is out".
    pub ruled_out: PhraseTable<()>,
    words: WordMap<DateWord>,
    feast_list: Vec<Feast>,
}

impl Calendar {
    /// What a folded word means in dates; nothing of all that for other words.
    pub fn word(&self, norm: &str) -> DateWord {
        self.words.get(norm).copied().unwrap_or_default()
    }

    /// The feast of a number from [`Self::feast_names`].
    pub fn feast(&self, number: usize) -> Option<&Feast> {
        self.feast_list.get(number)
    }
}

/// What bounds a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// "by": up to its last day.
    By,
    /// "before": up to the day before.
    Before,
    /// "from": from its first day, if it lies ahead.
    From,
    /// "since": from its first day.
    Since,
    /// "after": from the day after.
    After,
    /// "not before": from its first day.
    NotBefore,
}

/// What bounds a date, on either side of it.
#[derive(Debug, Clone, Default)]
pub struct Bounds {
    /// What stands before it.
    pub leading: PhraseTable<Bound>,
    /// What stands behind it.
    pub trailing: PhraseTable<Bound>,
}

/// Which part of a stretch is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edge {
    /// All of it.
    Whole,
    /// Its beginning.
    Start,
    /// Its last day.
    End,
    /// Its first third.
    Early,
    /// Its middle third.
    Mid,
    /// Its last third.
    Late,
}

/// How a feast is found in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Feast {
    /// On a day of a month.
    Fixed(i8, i8),
    /// On the nth weekday of a month (from its end below zero), so many days later.
    Nth {
        /// Which one; -1 is the last.
        nth: i8,
        /// Monday = 1.
        weekday: i8,
        /// The month.
        month: i8,
        /// Days from that one to the feast.
        later: i8,
    },
    /// So many days from Easter Sunday: first and last day.
    Easter(i16, i16),
    /// By another calendar: first and last day, year by year.
    Listed(Vec<Stretch>),
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

/// Words that tell on which side of the clock a date lies.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tenses {
    /// Words of the past.
    pub past: BTreeSet<String>,
    /// Words of the past that hold even beside "by" and "until".
    pub past_until: BTreeSet<String>,
    /// Irregular participles: of the past, unless "is" or "are" stands before them ("July is kept clear").
    pub participles: BTreeSet<String>,
    /// Words in -ed that do not speak of the past.
    pub past_not: BTreeSet<String>,
    /// Words of the future.
    pub future: BTreeSet<String>,
    /// Forms of "be" and articles.
    pub state: BTreeSet<String>,
}

/// Feasts as the file has them.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Feasts {
    /// Month and day.
    fixed: BTreeMap<String, (i8, i8)>,
    /// Nth, weekday, month, days later.
    nth: BTreeMap<String, (i8, i8, i8, i8)>,
    /// First and last day, counted from Easter Sunday.
    easter: BTreeMap<String, (i16, i16)>,
    /// First and last day, year by year.
    listed: BTreeMap<String, Vec<Stretch>>,
}

/// Names of months, days and seasons as the file has them.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct NameLists {
    months: BTreeMap<String, i8>,
    weekdays: BTreeMap<String, i8>,
    seasons: BTreeMap<String, i8>,
}

/// Words that count, as the file has them.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct CountLists {
    ordinals: BTreeMap<String, i8>,
    tens: BTreeMap<String, i8>,
    steps: BTreeMap<String, i8>,
    days_away: BTreeMap<String, i8>,
    units: BTreeMap<String, SpokenUnit>,
    parts: BTreeMap<String, f64>,
    fractions: BTreeMap<String, f64>,
}

/// Bounds as the file has them.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct BoundLists {
    leading: BTreeMap<Bound, Vec<String>>,
    trailing: BTreeMap<Bound, Vec<String>>,
}

/// The file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct CalendarFile {
    names: NameLists,
    counts: CountLists,
    feasts: Feasts,
    bounds: BoundLists,
    edges: BTreeMap<Edge, Vec<String>>,
    period_ends: BTreeMap<String, SpokenUnit>,
    period_starts: BTreeMap<String, SpokenUnit>,
    person_behind: Vec<String>,
    ruled_out: Vec<String>,
    classes: BTreeMap<DateClass, Vec<String>>,
    tense: Tenses,
}

impl From<CalendarFile> for Calendar {
    fn from(file: CalendarFile) -> Self {
        let words = words(&file);
        let mut feasts = BTreeMap::new();
        feasts.extend(file.feasts.fixed.into_iter().map(|(name, (month, day))| (name, Feast::Fixed(month, day))));
        let nth = |(nth, weekday, month, later)| Feast::Nth { nth, weekday, month, later };
        feasts.extend(file.feasts.nth.into_iter().map(|(name, rule)| (name, nth(rule))));
        feasts.extend(file.feasts.easter.into_iter().map(|(name, (from, to))| (name, Feast::Easter(from, to))));
        feasts.extend(file.feasts.listed.into_iter().map(|(name, days)| (name, Feast::Listed(days))));
        let ends = file.period_ends.iter().map(|(phrase, unit)| (phrase.as_str(), (Edge::End, *unit)));
        let starts = file.period_starts.iter().map(|(phrase, unit)| (phrase.as_str(), (Edge::Start, *unit)));
        let mut calendar = Self {
            feast_names: PhraseTable::new(feasts.keys().enumerate().map(|(at, name)| (name.as_str(), at))),
            feast_list: feasts.values().cloned().collect(),
            bounds: Bounds { leading: table(&file.bounds.leading), trailing: table(&file.bounds.trailing) },
            edges: table(&file.edges),
            period_edges: PhraseTable::new(ends.chain(starts)),
            fractions: PhraseTable::new(file.counts.fractions.iter().map(|(phrase, &worth)| (phrase.as_str(), worth))),
            parts: file.counts.parts.into_iter().collect(),
            person_behind: PhraseTable::new(file.person_behind.iter().map(|phrase| (phrase.as_str(), ()))),
            ruled_out: PhraseTable::new(file.ruled_out.iter().map(|phrase| (phrase.as_str(), ()))),
            words,
            months: file.names.months.into_iter().collect(),
            weekdays: file.names.weekdays.into_iter().collect(),
            feasts,
            tense: file.tense,
        };
        let mut opening: Vec<String> = calendar.feast_names.first_words().map(str::to_owned).collect();
        opening.extend(calendar.edges.first_words().map(str::to_owned));
        opening.extend(calendar.period_edges.first_words().map(str::to_owned));
        for word in opening {
            calendar.words.entry(&word).add(DateClass::Opens);
        }
        calendar
    }
}

fn table<T: Copy>(lists: &BTreeMap<T, Vec<String>>) -> PhraseTable<T> {
    PhraseTable::new(
        lists.iter().flat_map(|(&meaning, list)| list.iter().map(move |phrase| (phrase.as_str(), meaning))),
    )
}

/// Everything that the file says of single words, by word.
fn words(file: &CalendarFile) -> WordMap<DateWord> {
    let mut words: WordMap<DateWord> = WordMap::default();
    let mut put = |map: &BTreeMap<String, i8>, set: fn(&mut DateWord, i8)| {
        for (word, &number) in map {
            set(words.entry(word), number);
        }
    };
    put(&file.names.months, |word, n| word.month = Some(n));
    put(&file.names.weekdays, |word, n| word.weekday = Some(n));
    put(&file.counts.ordinals, |word, n| word.ordinal = Some(n));
    put(&file.counts.tens, |word, n| word.tens = Some(n));
    put(&file.names.seasons, |word, n| word.season = Some(n));
    put(&file.counts.steps, |word, n| word.step = Some(n));
    put(&file.counts.days_away, |word, n| word.days_away = Some(n));
    for (word, &unit) in &file.counts.units {
        words.entry(word).unit = Some(unit);
    }
    let tense = &file.tense;
    let tenses = [
        (DateClass::Past, &tense.past),
        (DateClass::PastUntil, &tense.past_until),
        (DateClass::Participle, &tense.participles),
        (DateClass::PastNot, &tense.past_not),
        (DateClass::Future, &tense.future),
        (DateClass::State, &tense.state),
    ];
    let of_tense = tenses.iter().flat_map(|(class, list)| list.iter().map(move |word| (*class, word)));
    let of_class = file.classes.iter().flat_map(|(class, list)| list.iter().map(move |word| (*class, word)));
    for (class, word) in of_class.chain(of_tense) {
        words.entry(word).add(class);
    }
    words
}

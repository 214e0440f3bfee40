//! Days, months, quarters and intervals in the words of speech.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::signals::Value;

use super::words::{Days, words};
use super::{Lead, Spoken};

/// A day that takes more words than these is not said in them.
const MOST_OWN_WORDS: usize = 5;

/// An interval of days as it is said on a day; `None` for one that has gone by.
pub(super) fn spoken(from: Option<Date>, to: Option<Date>, guessed: bool, today: Date) -> Option<Spoken> {
    let calendar = Calendar { days: &words().days, today, guessed };
    if to.or(from)? < today {
        return None;
    }
    let (lead, low, value) = match (from, to) {
        (Some(from), Some(to)) if from == to => (Lead::On, None, calendar.day(from)?),
        (Some(from), Some(to)) => match calendar.stretch(from, to) {
            Some((lead, stretch)) => (lead, None, stretch),
            None => (Lead::Between, Some(calendar.first(from, to)?), calendar.last(from, to)?),
        },
        (None, Some(to)) => (Lead::By, None, calendar.end(to)?),
        (Some(from), None) => (Lead::From, None, calendar.beginning(from)?),
        (None, None) => return None,
    };
    Some(Spoken { lead, low, value, ..Spoken::default() })
}

/// A day as it was told: none is named that nobody said. The last day of a month is then its end ("end of Q1"), and
/// any other is left in their own words ("before Easter"), if they say when; `before` stands before them.
pub(in crate::coach) fn as_told(
    spoken: Spoken,
    value: &Value,
    before: &str,
    said: &str,
    today: Date,
) -> Option<Spoken> {
    let Value::Date { from, to, guessed } = value else { return Some(spoken) };
    let named = numbers(spoken.low.as_deref().unwrap_or_default()).chain(numbers(&spoken.value));
    let told: Vec<u32> = numbers(said).collect();
    // A larger number is a year.
    if named.filter(|n| *n <= 31).all(|day| told.contains(&day)) {
        return Some(spoken);
    }
    if let (Some(from), Some(to)) = (from, to)
        && from == to
        && *to == to.last_of_month()
    {
        let calendar = Calendar { days: &words().days, today, guessed: *guessed };
        return Some(Spoken { lead: Lead::At, ..Spoken::plain(calendar.end(*to)?) });
    }
    own_words(before, said)
}

/// Their own words for a day, with what leads to it: "before Easter".
fn own_words(before: &str, said: &str) -> Option<Spoken> {
    let starts = &words().before.own_days;
    let is_start = |word: &str| starts.contains(&word.to_lowercase());
    let mut all: Vec<&str> = said.split_whitespace().collect();
    if !is_start(all.first()?) {
        let last = before.split_whitespace().next_back()?;
        let joins = is_start(last) && before.ends_with(char::is_whitespace);
        joins.then(|| all.insert(0, last))?;
    }
    let first = all.first()?.to_lowercase();
    let yours = &words().echo.yours;
    let is_theirs = all.iter().any(|word| yours.contains_key(&word.to_lowercase()));
    all[0] = &first;
    let fits = all.len() <= MOST_OWN_WORDS && !is_theirs;
    fits.then(|| Spoken { lead: Lead::AsSaid, ..Spoken::plain(all.join(" ")) })
}

/// The numbers written in digits.
fn numbers(text: &str) -> impl Iterator<Item = u32> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok())
}

/// The calendar as seen from a day.
struct Calendar<'a> {
    days: &'a Days,
    today: Date,
    /// The year was not said, so it is not said back.
    guessed: bool,
}

impl Calendar<'_> {
    /// "12 March", with its year where that is not this one.
    fn day(&self, day: Date) -> Option<String> {
        let words = self.days.day.replace("{day}", &day.day().to_string()).replace("{month}", self.bare_month(day)?);
        Some(self.in_year(words, day.year(), Length::Day))
    }

    fn month(&self, day: Date) -> Option<String> {
        Some(self.in_year(self.bare_month(day)?.to_owned(), day.year(), Length::Day))
    }

    fn bare_month(&self, day: Date) -> Option<&str> {
        Some(self.days.months.get(usize::try_from(day.month() - 1).ok()?)?.as_str())
    }

    fn year(&self, year: i16) -> String {
        match year - self.today.year() {
            0 => self.days.this_year.clone(),
            1 => self.days.next_year.clone(),
            _ => year.to_string(),
        }
    }

    fn in_year(&self, words: String, year: i16, length: Length) -> String {
        let (next, other) = match length {
            Length::Day => (&self.days.day_next_year, &self.days.day_of_year),
            Length::Stretch => (&self.days.stretch_next_year, &self.days.stretch_of_year),
        };
        let pattern = match year - self.today.year() {
            _ if self.guessed => return words,
            0 => return words,
            1 => next,
            _ => other,
        };
        pattern.replace("{day}", &words).replace("{stretch}", &words).replace("{year}", &year.to_string())
    }

    /// A last day: the end of its month where it is that, else the day.
    fn end(&self, day: Date) -> Option<String> {
        if day != day.last_of_month() {
            return self.day(day);
        }
        Some(self.days.end_of.replace("{month}", &self.month(day)?))
    }

    /// A first day: its month where it begins that, else the day.
    fn beginning(&self, day: Date) -> Option<String> {
        if day.day() == 1 { self.month(day) } else { self.day(day) }
    }

    fn first(&self, from: Date, to: Date) -> Option<String> {
        if is_months(from, to) { self.month(from) } else { self.day(from) }
    }

    fn last(&self, from: Date, to: Date) -> Option<String> {
        if is_months(from, to) { self.month(to) } else { self.day(to) }
    }

    /// A year, half a year, a quarter, a month or a week.
    fn stretch(&self, from: Date, to: Date) -> Option<(Lead, String)> {
        let year = from.year();
        let named = |name: &String| self.in_year(name.clone(), year, Length::Stretch);
        if !is_months(from, to) {
            return self.week(from, to).map(|week| (Lead::In, week));
        }
        if year != to.year() {
            return None;
        }
        let (first, last) = (from.month(), to.month());
        let at = |months: i8| usize::try_from((first - 1) / months).ok();
        match last - first {
            11 => {
                let lead = if (0..=1).contains(&(year - self.today.year())) { Lead::Bare } else { Lead::In };
                Some((lead, self.year(year)))
            }
            5 if first % 6 == 1 => Some((Lead::In, self.half(at(6)?, year)?)),
            2 if first % 3 == 1 => self.days.quarters.get(at(3)?).map(named).map(|quarter| (Lead::In, quarter)),
            0 => Some((Lead::In, self.month(from)?)),
            _ => None,
        }
    }

    fn half(&self, at: usize, year: i16) -> Option<String> {
        Some(self.in_year(self.days.halves.get(at)?.clone(), year, Length::Stretch))
    }

    fn week(&self, from: Date, to: Date) -> Option<String> {
        let friday = from.checked_add(4.days()).ok()?;
        let sunday = from.checked_add(6.days()).ok()?;
        let is_week = from.weekday() == Weekday::Monday && (to == friday || to == sunday);
        is_week.then(|| Some(self.days.week_of.replace("{day}", &self.day(from)?))).flatten()
    }
}

/// How the year is said behind something.
#[derive(Clone, Copy)]
enum Length {
    Day,
    Stretch,
}

/// Whether an interval is made of whole months.
fn is_months(from: Date, to: Date) -> bool {
    from.day() == 1 && to == to.last_of_month()
}

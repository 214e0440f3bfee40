//! Points in the calendar, without what bounds them, and the order in which their writings are tried.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::signals::lexicon::Feast;
use crate::signals::text::TokenKind;

use super::almanac::Almanac;

/// An interval of days, both ends inclusive.
pub(in crate::signals::facts) type Days = (Date, Date);

/// A part of a year that a remark names without the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A day: month, day.
    Day(i8, i8),
    /// Several days of one month: month, first day, last day.
    Run(i8, i8, i8),
    /// A month.
    Month(i8),
    /// A quarter, 1 to 4.
    Quarter(i8),
    /// A half, 1 or 2.
    Half(i8),
    /// A season by its first month.
    Season(i8),
    /// A feast by its number in the vocabulary.
    Feast(usize),
    /// A calendar week by its number.
    Week(i8),
    /// Months of a fiscal year: how many before its quarter or half begins, how many it has, the first month of the year.
    Fiscal(i8, i8, i8),
}

/// When a point is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// These days.
    Days(Days),
    /// A part of a year that still has to be chosen.
    Yearless(Part),
    /// A day of the week (Monday = 1), the nearest ahead or past.
    Weekday(i8),
}

/// A point and its tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    /// First token.
    pub first: usize,
    /// Last token.
    pub last: usize,
    /// When it is.
    pub when: When,
}

impl Point {
    pub(super) const fn new(first: usize, last: usize, when: When) -> Self {
        Self { first, last, when }
    }

    /// A point on known days.
    pub(super) const fn on(first: usize, last: usize, days: Days) -> Self {
        Self::new(first, last, When::Days(days))
    }
}

/// A run of whole months.
pub(super) fn months(year: i16, first: i8, count: i32) -> Option<Days> {
    let from = Date::new(year, first, 1).ok()?;
    let to = from.checked_add(count.months()).ok()?.yesterday().ok()?;
    Some((from, to))
}

/// The week of a day, Monday to Sunday.
pub(super) fn week_of(day: Date) -> Option<Days> {
    let monday = day.checked_sub(i32::from(day.weekday().to_monday_zero_offset()).days()).ok()?;
    Some((monday, monday.checked_add(6.days()).ok()?))
}

/// The calendar week of a number: the week that has the year's first Thursday is its first (ISO 8601).
pub(super) fn numbered_week(year: i16, number: i8) -> Option<Days> {
    let first = week_of(Date::new(year, 1, 4).ok()?)?.0;
    let week = week_of(first.checked_add((i32::from(number) - 1).weeks()).ok()?)?;
    let thursday = week.0.checked_add(3.days()).ok()?;
    (thursday.year() == year).then_some(week)
}

/// Easter Sunday by the Gregorian computus (Meeus, Jones, Butcher).
fn easter(year: i16) -> Option<Date> {
    let number = i32::from(year);
    let (century, of_century) = (number / 100, number % 100);
    // The place of the year in the moon's cycle of nineteen years, and the days from 21 March to the full moon.
    let golden = number % 19;
    let moon = (19 * golden + century - century / 4 - (8 * century + 13) / 25 + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - moon - of_century % 4) % 7;
    // The two years in which the sum would come out a week late.
    let late = 7 * ((golden + 11 * moon + 19 * to_sunday) / 433);
    let month = (moon + to_sunday - late + 90) / 25;
    let day = (moon + to_sunday - late + 33 * month + 19) % 32;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The days of a feast in a year.
fn feast_in(feast: &Feast, year: i16) -> Option<Days> {
    match feast {
        Feast::Fixed(month, day) => Date::new(year, *month, *day).ok().map(|day| (day, day)),
        Feast::Nth { nth, weekday, month, later } => {
            let first = Date::new(year, *month, 1).ok()?;
            let weekday = jiff::civil::Weekday::from_monday_one_offset(*weekday).ok()?;
            let day = first.nth_weekday_of_month(*nth, weekday).ok()?.checked_add(i32::from(*later).days()).ok()?;
            Some((day, day))
        }
        Feast::Easter(from, to) => {
            let sunday = easter(year)?;
            let day = |later: i16| sunday.checked_add(i32::from(later).days()).ok();
            Some((day(*from)?, day(*to)?))
        }
        Feast::Listed(stretches) => {
            stretches.iter().find(|stretch| stretch.to.year() == year).map(|stretch| (stretch.from, stretch.to))
        }
    }
}

impl Almanac<'_, '_> {
    /// The part in a year; nothing where that year has none (29 February, an unknown feast).
    pub(super) fn in_year(&self, part: Part, year: i16) -> Option<Days> {
        match part {
            Part::Day(month, day) => Date::new(year, month, day).ok().map(|day| (day, day)),
            Part::Run(month, first, last) => {
                Some((Date::new(year, month, first).ok()?, Date::new(year, month, last).ok()?))
            }
            Part::Month(month) => months(year, month, 1),
            Part::Quarter(quarter) => months(year, quarter * 3 - 2, 3),
            Part::Half(half) => months(year, half * 6 - 5, 6),
            Part::Season(month) => months(year, month, 3),
            Part::Feast(number) => feast_in(self.calendar.feast(number)?, year),
            Part::Week(number) => numbered_week(year, number),
            Part::Fiscal(skipped, count, start) => {
                let begins = Date::new(if start > 1 { year - 1 } else { year }, start, 1).ok()?;
                let first = begins.checked_add(i32::from(skipped).months()).ok()?;
                months(first.year(), first.month(), i32::from(count))
            }
        }
    }

    /// The point that begins at a token.
    pub(super) fn point_at(&self, at: usize) -> Option<Point> {
        let word = self.word(at);
        let figure = self.kind(at) == Some(TokenKind::Number);
        let apostrophe = self.norm(at) == "'";
        if !figure && !word.opens_date() && !apostrophe && !self.is_numbered(at) {
            return None;
        }
        if let Some(point) = self.written_day(at) {
            return Some(point);
        }
        if !self.free(at) {
            return None;
        }
        self.after_next(at)
            .or_else(|| self.day_run(at))
            .or_else(|| self.first_of_pair(at))
            .or_else(|| self.nth_of(at))
            .or_else(|| self.counted_from(at))
            .or_else(|| self.article_and_day(at))
            .or_else(|| self.weekday_and_day(at))
            .or_else(|| self.day_and_month(at))
            .or_else(|| self.month_first(at))
            .or_else(|| self.day_alone(at))
            .or_else(|| self.quarter(at))
            .or_else(|| self.named_year(at))
            .or_else(|| self.relative(at))
            .or_else(|| self.week_number(at))
            .or_else(|| self.feast(at))
            .or_else(|| self.season(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.year_alone(at))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn easter_falls_where_the_church_says() {
        for (year, month, day) in
            [(1818, 3, 22), (1943, 4, 25), (2000, 4, 23), (2026, 4, 5), (2027, 3, 28), (2030, 4, 21)]
        {
            assert_eq!(easter(year), Some(date(year, month, day)));
        }
        assert!((1..=9999).filter_map(easter).all(|day| day.weekday() == jiff::civil::Weekday::Sunday));
    }

    #[test]
    fn weeks_are_numbered_by_their_thursday() {
        assert_eq!(numbered_week(2026, 1), Some((date(2025, 12, 29), date(2026, 1, 4))));
        assert_eq!(numbered_week(2026, 53), Some((date(2026, 12, 28), date(2027, 1, 3))));
        assert_eq!(numbered_week(2027, 53), None);
    }
}

//! The nth of something in a longer stretch: "first wednesday of october", "last day in October", "3rd week of 2018",
//! "the first ten days of last year", "the 15th of next month".

use jiff::ToSpan;
use jiff::civil::Date;

use crate::signals::lexicon::{DateClass, SpokenUnit};

use super::almanac::Almanac;
use super::point::{Days, Point, months, week_of};

/// Which one, counted from the beginning, or from the end below zero.
type Place = i32;

impl Almanac<'_, '_> {
    /// The nth day, week, month, quarter or weekday of a stretch.
    pub(super) fn nth_of(&self, at: usize) -> Option<Point> {
        let start = self.skip(at, DateClass::The);
        if start > at && !self.free(start) {
            return None;
        }
        if let Some(day) = self.day_of_month(at, start) {
            return Some(day);
        }
        let (place, next) = self.place(start)?;
        let (count, noun) = self.count_at(next);
        let word = self.word(noun);
        if word.unit.is_none() && word.weekday.is_none() {
            return None;
        }
        let linked = self.is(noun + 1, DateClass::Within);
        let whole_at = self.skip(noun + 1, DateClass::Within);
        let (whole, last) = self.whole_at(whole_at)?;
        // Without "of", only a month or a year is close enough: "1st week July".
        if !linked
            && (count > 1
                || whole_at == self.skip(whole_at, DateClass::The)
                    && self.word(whole_at).month.is_none()
                    && self.full_year(whole_at).is_none())
        {
            return None;
        }
        let days = match (word.weekday, word.unit) {
            (Some(weekday), _) => nth_weekday(whole, weekday, place)?,
            (None, Some(unit)) => nth_unit(whole, unit, place, count)?,
            (None, None) => return None,
        };
        Some(Point::on(at, last, days))
    }

    /// "first", "3rd", "last", "second last", "2nd to last".
    fn place(&self, at: usize) -> Option<(Place, usize)> {
        if self.is(at, DateClass::Last) {
            return Some((-1, at + 1));
        }
        let day = self.day_number(at).filter(|day| day.ordinal)?;
        let next = self.skip_joiner(day.last + 1);
        let to = self.skip_joiner(self.skip(next, DateClass::Through));
        if self.is(to, DateClass::Last) {
            return Some((-i32::from(day.day), to + 1));
        }
        Some((day.day.into(), day.last + 1))
    }

    /// How many of them: the ten in "first ten days", else one.
    fn count_at(&self, at: usize) -> (i32, usize) {
        let numbers = &self.scene.context.lexicon.numbers;
        let spelt = numbers.words.get(self.norm(at)).map(|&worth| worth as i16);
        let couple = usize::from(self.is(at, DateClass::Couple));
        match self.figures(at).or(spelt).filter(|count| (1..=99).contains(count)) {
            Some(count) => (count.into(), at + 1),
            None if couple == 1 => (2, self.skip(at + 1, DateClass::Of)),
            None => (1, at),
        }
    }

    /// "15th of next month", "20 of next month", "15th day of next month", "the 5th of the month".
    fn day_of_month(&self, at: usize, start: usize) -> Option<Point> {
        let day = self.day_number(start)?;
        let of = day.last + 1 + usize::from(day.ordinal && self.is(day.last + 1, DateClass::Day));
        let step_at = self.skip(of + 1, DateClass::The);
        let step = self.word(step_at).step.or_else(|| (step_at > of + 1).then_some(0))?;
        let month_at = step_at + usize::from(self.word(step_at).step.is_some());
        if !self.is(of, DateClass::Of) || self.word(month_at).unit != Some(SpokenUnit::Month) {
            return None;
        }
        let (first, _) = self.shifted(SpokenUnit::Month, step)?;
        let date = Date::new(first.year(), first.month(), day.day).ok()?;
        Some(Point::on(at, month_at, (date, date)))
    }
}

fn nth_weekday(whole: Days, weekday: i8, place: Place) -> Option<Days> {
    let now = |date: Date| date.weekday().to_monday_one_offset();
    let date = if place > 0 {
        let first = whole.0.checked_add(i32::from((weekday - now(whole.0)).rem_euclid(7)).days()).ok()?;
        first.checked_add(((place - 1) * 7).days()).ok()?
    } else {
        let last = whole.1.checked_sub(i32::from((now(whole.1) - weekday).rem_euclid(7)).days()).ok()?;
        last.checked_add(((place + 1) * 7).days()).ok()?
    };
    within(whole, (date, date))
}

/// Days that begin in a stretch.
fn within(whole: Days, days: Days) -> Option<Days> {
    (whole.0 <= days.0 && days.0 <= whole.1).then_some(days)
}

/// So many units in a row: from the nth on, or counted back from the end.
fn nth_unit(whole: Days, unit: SpokenUnit, place: Place, count: i32) -> Option<Days> {
    if count > 1 && place.abs() != 1 {
        return None;
    }
    let length = whole.0.until(whole.1).ok()?.get_days() + 1;
    let is_year = length > 300;
    match unit {
        SpokenUnit::Day => {
            let from = if place > 0 {
                whole.0.checked_add((place - 1).days()).ok()?
            } else {
                whole.1.checked_add((place - count + 2).days()).ok()?
            };
            within(whole, (from, from.checked_add((count - 1).days()).ok()?.min(whole.1)))
        }
        // The first week of a month begins on its first day, that of a year by its first Thursday.
        SpokenUnit::Week if place > 0 && !is_year => {
            let from = whole.0.checked_add(((place - 1) * 7).days()).ok()?;
            within(whole, (from, from.checked_add((count * 7 - 1).days()).ok()?.min(whole.1)))
        }
        SpokenUnit::Week => nth_week(whole, place, count),
        SpokenUnit::Month | SpokenUnit::Quarter => {
            let per = if unit == SpokenUnit::Month { 1 } else { 3 };
            let total = (length + 15) / 30;
            let skipped = if place > 0 { (place - 1) * per } else { total + (place - count + 1) * per };
            let first = whole.0.checked_add(skipped.months()).ok()?;
            (whole.0.day() == 1 && skipped >= 0).then_some(())?;
            within(whole, months(first.year(), first.month(), per * count)?)
        }
        _ => None,
    }
}

/// Weeks belong to the stretch that holds their Thursday (ISO 8601).
fn nth_week(whole: Days, place: Place, count: i32) -> Option<Days> {
    let weeks = |from: Date| Some((from, from.checked_add((count * 7 - 1).days()).ok()?));
    if place > 0 {
        let week = week_of(whole.0)?.0;
        let first = if week.checked_add(3.days()).ok()? < whole.0 { week.checked_add(7.days()).ok()? } else { week };
        return weeks(first.checked_add(((place - 1) * 7).days()).ok()?);
    }
    let week = week_of(whole.1)?.0;
    let last = if week.checked_add(3.days()).ok()? > whole.1 { week.checked_sub(7.days()).ok()? } else { week };
    weeks(last.checked_add(((place - count + 2) * 7).days()).ok()?)
}

#[cfg(test)]
mod tests {
    use crate::signals::facts::tests::{days, read};

    #[test]
    fn the_nth_of_a_stretch_is_counted_from_either_end() {
        for (raw, expected) in [
            ("first Wednesday of October 2026", r#"{"from":"2026-10-07","to":"2026-10-07"}"#),
            ("last friday of october", r#"{"from":"2026-10-30","to":"2026-10-30"}"#),
            ("last day in October 2027", r#"{"from":"2027-10-31","to":"2027-10-31"}"#),
            ("the first 10 days of July", r#"{"from":"2026-07-01","to":"2026-07-10"}"#),
            ("the last two days of July", r#"{"from":"2026-07-30","to":"2026-07-31"}"#),
            ("first week of July", r#"{"from":"2026-07-01","to":"2026-07-07"}"#),
            ("first week of 2027", r#"{"from":"2027-01-04","to":"2027-01-10"}"#),
            ("the second last week of 2026", r#"{"from":"2026-12-21","to":"2026-12-27"}"#),
            ("the last 2 weeks of 2026", r#"{"from":"2026-12-21","to":"2027-01-03"}"#),
            ("third month of 2027", r#"{"from":"2027-03-01","to":"2027-03-31"}"#),
            ("the last two months of the year", r#"{"from":"2026-11-01","to":"2026-12-31"}"#),
            ("20 of next month", r#"{"from":"2026-07-20","to":"2026-07-20"}"#),
            ("after the 15th day of next month", r#"{"from":"2026-07-16","to":null}"#),
        ] {
            assert_eq!(days(raw), expected, "{raw}");
        }
    }

    #[test]
    fn places_in_a_row_are_no_dates() {
        for raw in ["the first two days were fine", "first month of the pilot", "my last week was hell"] {
            assert!(
                read(raw).iter().all(|fact| !fact.starts_with("date") || fact.contains("last week")),
                "{raw}: {:?}",
                read(raw)
            );
        }
    }
}

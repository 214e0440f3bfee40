//! Points that are told from the clock: "tomorrow", "next month", "last quarter", "this Friday", "later this week".

use jiff::ToSpan;
use jiff::civil::Date;

use crate::signals::lexicon::{DateClass, SpokenUnit};
use crate::signals::text::TokenKind;

use super::almanac::Almanac;
use super::point::{Days, Part, Point, months, week_of};

impl Almanac<'_, '_> {
    /// "today", "tomorrow morning", "next month", "last quarter", "this Friday", "next March", "the rest of the year".
    pub(super) fn relative(&self, at: usize) -> Option<Point> {
        let word = self.word(at);
        if let Some(away) = word.days_away {
            return self.day_away(at, away);
        }
        if word.is(DateClass::Day) && self.is(at + 1, DateClass::After) | self.is(at + 1, DateClass::Before) {
            return self.day_beside(at);
        }
        if word.is(DateClass::YearToDate) {
            return Some(Point::on(at, at, (Date::new(self.today.year(), 1, 1).ok()?, self.today)));
        }
        (self.half_gone(at))
            .or_else(|| self.rest_of(at))
            .or_else(|| self.fiscal_relative(at).map(|(days, last)| Point::on(at, last, days)))
            .or_else(|| self.day_of_week(at))
            .or_else(|| self.weekend(at))
            .or_else(|| self.running_for(at))
            .or_else(|| self.stepped(at, word.step?))
    }

    fn day_away(&self, at: usize, away: i8) -> Option<Point> {
        let urgent = away < 0 && at >= 2 && self.is(at - 2, DateClass::Urges);
        if urgent || away == 0 && !self.is_dated_today(at) {
            return None;
        }
        let day = self.today.checked_add(i32::from(away).days()).ok()?;
        Some(Point::on(at, self.with_daypart(at), (day, day)))
    }

    /// The last token of a day with the part of the day that is said behind it.
    fn with_daypart(&self, last: usize) -> usize {
        last + usize::from(self.is(last + 1, DateClass::Daypart))
    }

    /// Whether "today" is the day, not only "as things stand" ("today it takes six days").
    fn is_dated_today(&self, at: usize) -> bool {
        let bounded = self.calendar.bounds.leading.before(self.text(), at).is_some() || self.follows(at, DateClass::Of);
        let compares = at >= 2 && self.norm(at - 1) == "as";
        !compares && (bounded || !self.asked(DateClass::Stands))
    }

    /// "day after tomorrow", "day before yesterday".
    fn day_beside(&self, at: usize) -> Option<Point> {
        let away = self.word(at + 2).days_away.filter(|away| *away != 0)?;
        let after = self.is(at + 1, DateClass::After);
        let beside = i32::from(away) + if after { 1 } else { -1 };
        let day = self.today.checked_add(beside.days()).ok()?;
        Some(Point::on(at, self.with_daypart(at + 2), (day, day)))
    }

    /// "week after next", "March after next".
    pub(super) fn after_next(&self, at: usize) -> Option<Point> {
        let next = at + 2;
        if !self.is(at + 1, DateClass::After) || self.word(next).step != Some(1) || self.word(next + 1).unit.is_some() {
            return None;
        }
        if let Some(unit) = self.word(at).unit {
            return self.shifted(unit, 2).map(|days| Point::on(at, next, days));
        }
        let month = self.word(at).month.map(Part::Month);
        let part = month.or_else(|| self.part_named(at).filter(|(_, last)| *last == at).map(|(part, _)| part))?;
        let mut years = (self.today.year()..self.today.year() + 4).filter_map(|year| self.in_year(part, year));
        let days = years.by_ref().filter(|(from, _)| *from > self.today).nth(1)?;
        Some(Point::on(at, next, days))
    }

    /// "earlier this month", "later this week": the half of it that is gone or to come.
    fn half_gone(&self, at: usize) -> Option<Point> {
        let (earlier, later) = (self.is(at, DateClass::Earlier), self.is(at, DateClass::Later));
        let step_at = self.skip(self.skip(at + 1, DateClass::Within), DateClass::The);
        let step = self.word(step_at).step.filter(|_| earlier || later)?;
        let unit = self.word(step_at + 1).unit?;
        let (from, to) = self.shifted(unit, step)?;
        let days = from.until(to).ok()?.get_days() + 1;
        let middle = match unit {
            SpokenUnit::Week => from.checked_add(3.days()).ok()?,
            SpokenUnit::Month => from.checked_add(15.days()).ok()?,
            _ => from.checked_add((days / 2).days()).ok()?,
        };
        let stretch = if earlier {
            (from, middle.yesterday().ok()?)
        } else {
            (middle.max(if step == 0 { self.today } else { middle }), to)
        };
        (stretch.0 <= stretch.1).then_some(Point::on(at, step_at + 1, stretch))
    }

    /// "the rest of the year".
    fn rest_of(&self, at: usize) -> Option<Point> {
        if !self.is(at, DateClass::Rest) || !self.is(at + 1, DateClass::Of) {
            return None;
        }
        let (days, last) = self.whole_at(at + 2)?;
        (days.1 >= self.today).then_some(Point::on(at, last, (days.0.max(self.today), days.1)))
    }

    /// "wednesday of next week", "monday next week", "next week on tuesday", "previous week - monday".
    fn day_of_week(&self, at: usize) -> Option<Point> {
        let in_week = |at: usize| {
            let step = self.word(at).step?;
            (self.word(at + 1).unit == Some(SpokenUnit::Week)).then(|| self.shifted(SpokenUnit::Week, step)).flatten()
        };
        let day = |week: Days, weekday: i8| week.0.checked_add((i32::from(weekday) - 1).days()).ok();
        if let Some(weekday) = self.word(at).weekday {
            let week_at = self.skip(self.skip(at + 1, DateClass::Of), DateClass::The);
            let date = day(in_week(week_at)?, weekday)?;
            return Some(Point::on(at, week_at + 1, (date, date)));
        }
        let week = in_week(at)?;
        let day_at = self.skip(at + 2 + usize::from(matches!(self.norm(at + 2), "-" | ",")), DateClass::On);
        let date = day(week, self.word(day_at).weekday?)?;
        Some(Point::on(at, day_at, (date, date)))
    }

    /// "next weekend", "the weekend" where something is due on it.
    fn weekend(&self, at: usize) -> Option<Point> {
        let step = self.word(at).step;
        let noun = at + usize::from(step.is_some());
        let (first, last) = match (self.is(noun, DateClass::Weekend), self.is(noun, DateClass::Workweek)) {
            (true, _) => (5, 6),
            (_, true) => (0, 4),
            _ => return None,
        };
        let alone = step.is_none() && self.follows(at, DateClass::The) && !self.is(noun + 1, DateClass::Within);
        let step = step.or(alone.then_some(0))?;
        let week = self.shifted(SpokenUnit::Week, step)?;
        let day = |days: i32| week.0.checked_add(days.days()).ok();
        Some(Point::on(at, noun, (day(first)?, day(last)?)))
    }

    /// "for the month": the one that runs, where the remark asks when and says nothing more.
    fn running_for(&self, at: usize) -> Option<Point> {
        let unit = self.word(at).unit.filter(|_| self.follows(at, DateClass::The))?;
        let led = at >= 2 && self.is(at - 2, DateClass::For);
        let ends = self.kind(at + 1).is_none_or(|kind| kind == TokenKind::Punctuation);
        let when = self.scene.context.topic.is_none() || self.asked(DateClass::AsksWhen);
        (led && ends && when).then(|| self.shifted(unit, 0)).flatten().map(|days| Point::on(at, at, days))
    }

    /// "this", "next" or "last" with what they step over.
    fn stepped(&self, at: usize, step: i8) -> Option<Point> {
        let behind = at + 1;
        if step == 0 && self.is(behind, DateClass::Daypart) {
            return Some(Point::on(at, behind, (self.today, self.today)));
        }
        if let Some((part, last)) = self.part_named(behind) {
            return self.near_part(at, last, part, step);
        }
        if let Some(weekday) = self.word(behind).weekday {
            let day = self.near_weekday(weekday, step)?;
            // "next friday 5/12" explains itself.
            let last = self.written_day(behind + 1);
            if let Some(written) = last
                && let Some((days, _)) = self.resolve(&written, None)
            {
                return Some(Point::on(at, written.last, days));
            }
            return Some(Point::on(at, self.with_daypart(behind), (day, day)));
        }
        let unit = self.word(behind).unit?;
        let days = self.shifted(unit, step)?;
        // "next year's first quarter".
        if unit == SpokenUnit::Year && self.norm(behind + 1) == "'s" {
            let part = self.quarter_named(behind + 2).or_else(|| self.part_named(behind + 2));
            if let Some((part, last)) = part {
                return Some(Point::on(at, last, self.in_year(part, days.0.year())?));
            }
        }
        Some(Point::on(at, behind, days))
    }

    fn part_named(&self, at: usize) -> Option<(Part, usize)> {
        if let Some(feast) = self.feast_part(at) {
            return Some(feast);
        }
        if let Some(month) = self.word(at).month.filter(|_| self.month_at(at, false).is_some()) {
            return Some((Part::Month(month), at));
        }
        self.word(at).season.map(|month| (Part::Season(month), at))
    }

    /// "next March", "last Christmas", "this summer": the nearest one on that side of the clock.
    fn near_part(&self, first: usize, last: usize, part: Part, step: i8) -> Option<Point> {
        let year = self.today.year();
        let mut years = (year - 1..=year + 2).filter_map(|year| self.in_year(part, year));
        let days = match step {
            1 => years.find(|(from, _)| *from > self.today),
            -1 => years.rfind(|(_, to)| *to < self.today),
            _ => self.in_year(part, year),
        }?;
        Some(Point::on(first, last, days))
    }

    /// The nearest such weekday: ahead for 0, in the week to come for 1, behind the clock for -1.
    pub(super) fn near_weekday(&self, weekday: i8, step: i8) -> Option<Date> {
        let now = self.today.weekday().to_monday_one_offset();
        let ahead = (weekday - now).rem_euclid(7);
        let days = match step {
            -1 => -((now - weekday - 1).rem_euclid(7) + 1),
            1 => 7 + weekday - now,
            _ if ahead == 0 => 7,
            _ => ahead,
        };
        self.today.checked_add(i32::from(days).days()).ok()
    }

    /// The day, week, month, quarter or year so many away from the running one.
    pub(super) fn shifted(&self, unit: SpokenUnit, step: i8) -> Option<Days> {
        let (today, step) = (self.today, i32::from(step));
        match unit {
            // "The next day" is seldom the one after the call.
            SpokenUnit::Second | SpokenUnit::Minute | SpokenUnit::Hour | SpokenUnit::Day | SpokenUnit::Fortnight => {
                None
            }
            SpokenUnit::Week => week_of(today.checked_add(step.weeks()).ok()?),
            SpokenUnit::Month => {
                let first = today.first_of_month().checked_add(step.months()).ok()?;
                months(first.year(), first.month(), 1)
            }
            SpokenUnit::Quarter => {
                let start = Date::new(today.year(), (today.month() - 1) / 3 * 3 + 1, 1).ok()?;
                let first = start.checked_add((step * 3).months()).ok()?;
                months(first.year(), first.month(), 3)
            }
            SpokenUnit::Year => months(today.year() + i16::try_from(step).ok()?, 1, 12),
        }
    }

    /// The running week, month, quarter or year: "the year", "month", and any point longer than a day; with its last token.
    pub(super) fn whole_at(&self, at: usize) -> Option<(Days, usize)> {
        let named = self.skip(at, DateClass::The);
        let read = |point: Point| self.resolve(&point, None).map(|(days, _)| (days, point.last));
        let long = |(days, _): &(Days, usize)| days.0 != days.1;
        if let Some(whole) = self.point_at(named).and_then(read).filter(long) {
            return Some(whole);
        }
        if let Some((days, last)) = self.fiscal_relative(named) {
            return Some((days, last));
        }
        let unit = self.word(named).unit.filter(|unit| *unit != SpokenUnit::Day)?;
        Some((self.shifted(unit, 0)?, named))
    }
}

#[cfg(test)]
mod tests {
    use crate::signals::facts::tests::{days, read, read_on};

    // The call is on Wednesday, 10 June 2026.
    #[test]
    fn stretches_are_told_from_the_clock() {
        for (raw, expected) in [
            ("last quarter", r#"{"from":"2026-01-01","to":"2026-03-31"}"#),
            ("this Friday", r#"{"from":"2026-06-12","to":"2026-06-12"}"#),
            ("next Friday", r#"{"from":"2026-06-19","to":"2026-06-19"}"#),
            ("last Friday", r#"{"from":"2026-06-05","to":"2026-06-05"}"#),
            ("the following week", r#"{"from":"2026-06-15","to":"2026-06-21"}"#),
            ("week after next", r#"{"from":"2026-06-22","to":"2026-06-28"}"#),
            ("March after next", r#"{"from":"2028-03-01","to":"2028-03-31"}"#),
            ("day after tomorrow", r#"{"from":"2026-06-12","to":"2026-06-12"}"#),
            ("earlier this month", r#"{"from":"2026-06-01","to":"2026-06-15"}"#),
            ("later this week", r#"{"from":"2026-06-11","to":"2026-06-14"}"#),
            ("wednesday of next week", r#"{"from":"2026-06-17","to":"2026-06-17"}"#),
            ("next week on Tuesday", r#"{"from":"2026-06-16","to":"2026-06-16"}"#),
            ("next weekend", r#"{"from":"2026-06-20","to":"2026-06-21"}"#),
            ("the rest of the year", r#"{"from":"2026-06-10","to":"2026-12-31"}"#),
            ("last Christmas", r#"{"from":"2025-12-25","to":"2025-12-25"}"#),
        ] {
            assert_eq!(days(raw), expected, "{raw}");
        }
    }

    #[test]
    fn today_is_no_date_where_it_says_how_things_stand() {
        assert!(read_on("metric.baseline", "today it takes six forms").iter().all(|fact| !fact.starts_with("date")));
        assert!(read("honestly we needed it yesterday").is_empty());
        assert_eq!(read("can you send it today")[0], r#"date <today> {"from":"2026-06-10","to":"2026-06-10"}"#);
    }
}

//! Points and stretches that lie a length of time away: "three weeks ago", "in 2 weeks", "3 days after January 12th",
//! "2 sundays from now", "last 2 days", "the next three years".

use jiff::ToSpan;
use jiff::civil::Date;

use crate::signals::facts::length::Length;
use crate::signals::lexicon::{DateClass, SpokenUnit};
use crate::signals::text::TokenKind;

use super::almanac::Almanac;
use super::point::{Days, Point, months, week_of};
use super::tense::Tense;

impl Almanac<'_, '_> {
    /// A point that is counted from today or from another point.
    pub(super) fn counted_from(&self, at: usize) -> Option<Point> {
        (self.ahead(at))
            .or_else(|| self.stretch_of_units(at))
            .or_else(|| self.weekdays_away(at))
            .or_else(|| self.weekday_and_week(at))
            .or_else(|| self.nearest_weekday(at))
            .or_else(|| self.away(at))
    }

    /// "in 2 weeks": when something happens, unless it says how long something takes or what a goal is measured over.
    fn ahead(&self, at: usize) -> Option<Point> {
        if !self.is(at, DateClass::In) {
            return None;
        }
        let length = self.length_at(self.skip(at + 1, DateClass::The))?;
        let mut last = length.last;
        // "two weeks' time", "a week's time".
        let possessive = usize::from(matches!(self.norm(last + 1), "'" | "'s"));
        if self.is(last + 1 + possessive, DateClass::Time) {
            last += 1 + possessive;
        } else if possessive > 0 || self.is(last + 1, DateClass::Of) || !self.happens(at) {
            return None;
        }
        let (count, unit) = length.single()?;
        let day = length.from(self.today, 1)?;
        let days = match unit {
            SpokenUnit::Second | SpokenUnit::Minute | SpokenUnit::Hour => return None,
            // Who says "in two months" means the month, not the very day.
            SpokenUnit::Month | SpokenUnit::Quarter if count.fract() == 0.0 => months(day.year(), day.month(), 1)?,
            SpokenUnit::Year if count.fract() == 0.0 => months(day.year(), 1, 12)?,
            _ => (day, day),
        };
        Some(Point::on(at, last, days))
    }

    /// Whether "in two weeks" is when something happens here.
    fn happens(&self, at: usize) -> bool {
        if self.asked(DateClass::AsksWhen) {
            return true;
        }
        let clause = self.text().sentence(at);
        let near = clause.start.max(at.saturating_sub(24))..clause.end.min(at + 12);
        let measured = near.clone().any(|at| self.is(at, DateClass::Measured));
        !self.asked(DateClass::AsksHowFar) && !measured && self.tense_at(at) == Tense::Future
    }

    /// "three weeks ago", "one week hence", "4 months from tomorrow", "2 weeks before Christmas", "a year after June 2027".
    fn away(&self, at: usize) -> Option<Point> {
        let length = self.length_at(at)?;
        let (_, unit) = length.parts.last().copied()?;
        let short = matches!(unit, SpokenUnit::Second | SpokenUnit::Minute | SpokenUnit::Hour);
        if short {
            return None;
        }
        let next = length.last + 1;
        let day = |day: Date, last: usize| Some(Point::on(at, last, (day, day)));
        // "for five weeks back in May": back then, not so many weeks ago.
        let then = self.is(next + 1, DateClass::In) && self.point_at(next + 2).is_some();
        if self.is(next, DateClass::Ago) && !then {
            return self.ago(&length, at, next);
        }
        if self.is(next, DateClass::Hence) {
            return day(length.from(self.today, 1)?, next);
        }
        // "a week on Friday"
        if self.is(next, DateClass::On)
            && matches!(unit, SpokenUnit::Week | SpokenUnit::Fortnight)
            && let Some(weekday) = self.word(next + 1).weekday
        {
            return day(length.from(self.near_weekday(weekday, 0)?, 1)?, next + 1);
        }
        let after = self.is(next, DateClass::After);
        if !after && !self.is(next, DateClass::Before) {
            return None;
        }
        if self.is(next + 1, DateClass::Now) && self.is(next, DateClass::From) {
            return day(length.from(self.today, 1)?, next + 1);
        }
        let read = self.read(next + 1, None)?;
        let then = if after { length.from(read.days.1, 1) } else { length.from(read.days.0, -1) };
        day(then?, read.last)
    }

    /// "2 days ago" is the day, "two months ago" the month, "a year ago" the year.
    fn ago(&self, length: &Length, at: usize, last: usize) -> Option<Point> {
        let then = length.from(self.today, -1)?;
        let days = match length.single() {
            Some((count, SpokenUnit::Year)) if count.fract() == 0.0 => months(then.year(), 1, 12)?,
            Some((count, SpokenUnit::Month)) if count.fract() == 0.0 => months(then.year(), then.month(), 1)?,
            _ => (then, then),
        };
        Some(Point::on(at, last, days))
    }

    /// "last 2 days", "past two quarters", "next three years", "two upcoming weeks".
    fn stretch_of_units(&self, at: usize) -> Option<Point> {
        let (step, length) = match self.word(at).step {
            Some(step) => (step, self.length_at(at + 1).filter(|length| length.first == at + 1)?),
            None => self.interposed(at)?,
        };
        // "tags that last 3 years", "it must last 2 winters"
        let lasts = self.is(at, DateClass::Last)
            && (self.follows(at, DateClass::Pronoun)
                || self.follows(at, DateClass::Future)
                || self.follows(at, DateClass::Through));
        if lasts || step == 0 || self.is(length.last + 1, DateClass::Of) || matches!(self.norm(at + 1), "a" | "an") {
            return None;
        }
        let days = self.reach(&length, step)?;
        Some(Point::on(at, length.last, days))
    }

    /// "two upcoming weeks": the step between the figure and its unit.
    fn interposed(&self, at: usize) -> Option<(i8, Length)> {
        let numbers = &self.scene.context.lexicon.numbers;
        let spelt = numbers.words.get(self.norm(at)).copied();
        let count = self.figures(at).map(f64::from).or(spelt).filter(|count| (2.0..=99.0).contains(count))?;
        let step = self.word(at + 1).step.filter(|_| self.free(at))?;
        let unit = self.word(at + 2).unit?;
        let named = self.norm(at + 2).len() > 1;
        named.then(|| (step, Length::plain(at, at + 2, count, unit)))
    }

    /// The days that a length reaches to from today. Days and months are counted from today, weeks, quarters and years are
    /// those of the calendar.
    fn reach(&self, length: &Length, step: i8) -> Option<Days> {
        let (today, ahead) = (self.today, step > 0);
        let (tomorrow, yesterday) = (today.tomorrow().ok()?, today.yesterday().ok()?);
        let rolling = || {
            let far = length.from(today, step.into())?;
            Some(if ahead { (tomorrow, far) } else { (far, yesterday) })
        };
        let Some((count, unit)) = length.single().filter(|(count, _)| count.fract() == 0.0) else { return rolling() };
        let count = count as i32;
        match unit {
            SpokenUnit::Second | SpokenUnit::Minute | SpokenUnit::Hour => None,
            SpokenUnit::Week | SpokenUnit::Quarter | SpokenUnit::Year => {
                let span = match unit {
                    SpokenUnit::Week => count.weeks(),
                    SpokenUnit::Quarter => count.saturating_mul(3).months(),
                    _ => count.years(),
                };
                let near = self.shifted(unit, step.signum())?;
                let running = self.shifted(unit, 0)?;
                Some(if ahead {
                    (near.0, near.0.checked_add(span).ok()?.yesterday().ok()?)
                } else {
                    (running.0.checked_sub(span).ok()?, near.1)
                })
            }
            _ => rolling(),
        }
    }

    /// "Monday week", "Friday fortnight": that day and so long again, where it was asked when.
    fn weekday_and_week(&self, at: usize) -> Option<Point> {
        let weekday = self.word(at).weekday.filter(|_| self.asked(DateClass::AsksWhen))?;
        let weeks: i32 = match self.word(at + 1).unit? {
            SpokenUnit::Week => 1,
            SpokenUnit::Fortnight => 2,
            _ => return None,
        };
        let ends = self.kind(at + 2) != Some(TokenKind::Joiner) && !self.is(at + 2, DateClass::Of);
        let date = self.near_weekday(weekday, 0).filter(|_| ends)?.checked_add(weeks.weeks()).ok()?;
        Some(Point::on(at, at + 1, (date, date)))
    }

    /// "2 sundays from now", "two fridays ago".
    fn weekdays_away(&self, at: usize) -> Option<Point> {
        let numbers = &self.scene.context.lexicon.numbers;
        let spelt = numbers.words.get(self.norm(at)).map(|&worth| worth as i16);
        let count = self.figures(at).or(spelt).filter(|count| (1..=52).contains(count))?;
        let name = self.norm(at + 1);
        let one = name.strip_suffix('s').map_or_else(|| self.word(at + 1), |one| self.calendar.word(one));
        let weekday = self.word(at + 1).weekday.or(one.weekday)?;
        let (step, last) = if self.is(at + 2, DateClass::Ago) {
            (-1, at + 2)
        } else if self.is(at + 2, DateClass::Hence) {
            (0, at + 2)
        } else if self.is(at + 2, DateClass::From)
            && (self.is(at + 3, DateClass::Now) || self.word(at + 3).days_away == Some(0))
        {
            (0, at + 3)
        } else {
            return None;
        };
        let nearest = self.near_weekday(weekday, step)?;
        let further = i32::from(count - 1) * if step < 0 { -1 } else { 1 };
        let date = nearest.checked_add(further.weeks()).ok()?;
        Some(Point::on(at, last, (date, date)))
    }

    /// "the closest Monday to Oct 5th".
    fn nearest_weekday(&self, at: usize) -> Option<Point> {
        let weekday = self.word(at + 1).weekday.filter(|_| self.is(at, DateClass::Nearest))?;
        let point = self.point_at(self.is(at + 2, DateClass::Through).then_some(at + 3)?)?;
        let ((day, _), _) = self.resolve(&point, None)?;
        let monday = week_of(day)?.0;
        let candidates =
            (-1..=1).filter_map(|week: i32| monday.checked_add((i32::from(weekday) - 1 + week * 7).days()).ok());
        let nearest =
            candidates.min_by_key(|other| day.until(*other).map_or(i32::MAX, |span| span.get_days().abs()))?;
        Some(Point::on(at, point.last, (nearest, nearest)))
    }
}

#[cfg(test)]
mod tests {
    use crate::signals::facts::tests::{days, read_on};

    // The call is on Wednesday, 10 June 2026.
    #[test]
    fn points_are_counted_from_today_and_from_other_points() {
        for (raw, expected) in [
            ("3 days ago", r#"{"from":"2026-06-07","to":"2026-06-07"}"#),
            ("two weeks hence", r#"{"from":"2026-06-24","to":"2026-06-24"}"#),
            ("3 weeks from today", r#"{"from":"2026-07-01","to":"2026-07-01"}"#),
            ("a week from Friday", r#"{"from":"2026-06-19","to":"2026-06-19"}"#),
            ("2 weeks before Christmas", r#"{"from":"2026-12-11","to":"2026-12-11"}"#),
            ("3 days after July 12th", r#"{"from":"2026-07-15","to":"2026-07-15"}"#),
            ("2 sundays from now", r#"{"from":"2026-06-21","to":"2026-06-21"}"#),
            ("in 2 weeks", r#"{"from":"2026-06-24","to":"2026-06-24"}"#),
            ("in two months", r#"{"from":"2026-08-01","to":"2026-08-31"}"#),
            ("in a week's time", r#"{"from":"2026-06-17","to":"2026-06-17"}"#),
            ("more than 2 weeks before today", r#"{"from":null,"to":"2026-05-26"}"#),
            ("the closest Monday to Oct 5th", r#"{"from":"2026-10-05","to":"2026-10-05"}"#),
        ] {
            assert_eq!(days(raw), expected, "{raw}");
        }
    }

    #[test]
    fn a_weekday_and_a_week_is_the_week_behind_it() {
        for (raw, expected) in [
            ("Monday week", r#"date <Monday week> {"from":"2026-06-22","to":"2026-06-22"}"#),
            ("a week on Friday", r#"date <a week on Friday> {"from":"2026-06-19","to":"2026-06-19"}"#),
        ] {
            assert_eq!(read_on("followup.date", raw), [expected], "{raw}");
        }
    }

    #[test]
    fn stretches_reach_from_today() {
        for (raw, expected) in [
            ("last 2 days", r#"{"from":"2026-06-08","to":"2026-06-09"}"#),
            ("the next 3 days", r#"{"from":"2026-06-11","to":"2026-06-13"}"#),
            ("past two quarters", r#"{"from":"2025-10-01","to":"2026-03-31"}"#),
            ("next three years", r#"{"from":"2027-01-01","to":"2029-12-31"}"#),
            ("the last 3 months", r#"{"from":"2026-03-10","to":"2026-06-09"}"#),
        ] {
            assert_eq!(days(raw), expected, "{raw}");
        }
    }

    #[test]
    fn how_long_something_takes_is_a_length() {
        for (topic, raw) in [
            ("goal.target", "quadruple revenue in two weeks"),
            ("metric.target", "payback in 6 months"),
            ("process.length", "legal is done in two weeks"),
            ("", "we grew 30% in two years"),
            ("", "sorted within 90 days"),
            ("", "it ran for 3 weeks"),
        ] {
            assert!(
                read_on(topic, raw).iter().any(|fact| fact.starts_with("duration")),
                "{raw}: {:?}",
                read_on(topic, raw)
            );
        }
        assert!(read_on("criteria.list", "tags that last 3 years")[0].starts_with("duration <3 years>"));
        assert!(read_on("timeline.start", "kick-off in two weeks")[0].starts_with("date <in two weeks>"));
    }
}

//! Quarters, halves, seasons, feasts, numbered weeks and weekdays.

use jiff::ToSpan;

use crate::bank::ValueKind;
use crate::signals::lexicon::{Bound, DateClass};
use crate::signals::reckoning::Month;
use crate::signals::text::{Boundary, TokenKind};

use super::almanac::Almanac;
use super::point::{Days, Part, Point, When, months, week_of};

/// From this number on, "week 31" can only be a week of the calendar; before it, it may be one of a project.
const CALENDAR_WEEK: i16 = 10;

impl Almanac<'_, '_> {
    /// `Q3`, `H1 2027`, "4th qtr 2018", "second quarter of FY 2027-28", "fiscal Q2", "Q2 of next year", "first half of June".
    pub(super) fn quarter(&self, at: usize) -> Option<Point> {
        let (part_at, house) = self.fiscal_word(at).map_or((at, None), |(next, start)| (next, Some(start)));
        let (part, last) = self.quarter_named(part_at)?;
        if let Some(half) = self.half_of(at, part, last) {
            return Some(half);
        }
        let (skipped, length) = match part {
            Part::Quarter(quarter) => ((quarter - 1) * 3, 3),
            Part::Half(half) => ((half - 1) * 6, 6),
            _ => return None,
        };
        let of = self.skip(last + 1, DateClass::Of);
        let of = self.skip(of, DateClass::The);
        if let Some((start, end)) = self.fiscal_year(of) {
            let first = start.checked_add(i32::from(skipped).months()).ok()?;
            return Some(Point::on(at, end, months(first.year(), first.month(), i32::from(length))?));
        }
        if let Some((year, end)) = self.fiscal_relative(of) {
            let first = year.0.checked_add(i32::from(skipped).months()).ok()?;
            return Some(Point::on(at, end, months(first.year(), first.month(), i32::from(length))?));
        }
        let part = house.map_or(part, |start| Part::Fiscal(skipped, length, start));
        Some(self.dated(at, last, part))
    }

    /// "Q3", "third quarter", "last quarter of": without a year.
    pub(super) fn quarter_named(&self, at: usize) -> Option<(Part, usize)> {
        let norm = self.norm(at);
        match norm.as_bytes() {
            [b'q', n @ b'1'..=b'4'] => return Some((Part::Quarter((n - b'0').cast_signed()), at)),
            [b'h', n @ b'1'..=b'2'] if self.token(at)?.capital || self.follows(at, DateClass::Leads) => {
                return Some((Part::Half((n - b'0').cast_signed()), at));
            }
            _ => {}
        }
        let (ordinal, noun) = match self.day_number(at).filter(|day| day.ordinal) {
            Some(day) => (Some(day.day), self.skip_joiner(day.last + 1)),
            None if self.is(at, DateClass::Last) => (None, at + 1),
            None => return None,
        };
        if self.is(noun, DateClass::Quarter) {
            // "Last quarter" by itself is the one before this.
            let quarter = ordinal.or_else(|| self.is(noun + 1, DateClass::Of).then_some(4));
            return quarter.filter(|quarter| *quarter <= 4).map(|quarter| (Part::Quarter(quarter), noun));
        }
        let half = ordinal.or_else(|| self.is(noun + 1, DateClass::Of).then_some(2)).filter(|half| *half <= 2)?;
        self.is(noun, DateClass::Half).then_some((Part::Half(half), noun))
    }

    /// "first half of January": half of something else than a year.
    fn half_of(&self, at: usize, part: Part, last: usize) -> Option<Point> {
        let Part::Half(half) = part else { return None };
        if !self.is(last + 1, DateClass::Of) {
            return None;
        }
        let (whole, end) = self.whole_at(last + 2)?;
        let length = whole.0.until(whole.1).ok()?.get_days() + 1;
        // The first half of a month of 31 days has 15.
        let middle = whole.0.checked_add((length / 2).days()).ok()?;
        let days = if half == 1 { (whole.0, middle.yesterday().ok()?) } else { (middle, whole.1) };
        (length <= 93).then_some(Point::on(at, end, days))
    }

    /// "next fiscal year", "the current financial year"; the days and the last token.
    pub(super) fn fiscal_relative(&self, at: usize) -> Option<(Days, usize)> {
        let step = self.word(at).step;
        let word = if step.is_some() { at + 1 } else { at };
        if self.is(word, DateClass::FiscalYear) && step.is_some() {
            let start = self.scene.context.reckoning.fiscal_year_start.map_or(4, Month::number);
            return Some((self.fiscal_away(start, 12, step?)?, word));
        }
        let (noun, start) = self.fiscal_word(word)?;
        let length = match self.is(noun, DateClass::Quarter) {
            true => 3,
            false if self.is(noun, DateClass::Year) => 12,
            false => return None,
        };
        let running = step.is_some() || self.follows(at, DateClass::The);
        Some((self.fiscal_away(start, length, step.or(running.then_some(0))?)?, noun))
    }

    /// A season with its year, or bounded: "summer 2027", "by spring".
    pub(super) fn season(&self, at: usize) -> Option<Point> {
        let part = Part::Season(self.word(at).season?);
        let dated = self.dated(at, at, part);
        let lead = if self.follows(at, DateClass::The) { at.checked_sub(2) } else { at.checked_sub(1) };
        let noun =
            self.token(at + 1).is_some_and(|next| next.kind == TokenKind::Word && !self.is_function_word(at + 1));
        // "Some time after the summer" is no date, "by summer" is.
        let bound = lead.and_then(|lead| self.calendar.bounds.leading.before(self.text(), lead + 1));
        let bounded = !noun && matches!(bound, Some((Bound::By | Bound::Before | Bound::Since, _)));
        (bounded || matches!(dated.when, When::Days(_))).then_some(dated)
    }

    /// A feast at a token, and its last token.
    pub(super) fn feast_part(&self, at: usize) -> Option<(Part, usize)> {
        let (number, end) = self.calendar.feast_names.at(self.text(), at)?;
        Some((Part::Feast(number), end - 1))
    }

    /// A feast with its year, if one is said; not a wish ("happy new year"), not a thing of the feast ("christmas cards").
    pub(super) fn feast(&self, at: usize) -> Option<Point> {
        let (part, last) = self.feast_part(at)?;
        let dated = self.dated(at, last, part);
        if self.is(dated.last + 1, DateClass::Weekend)
            && let When::Days((day, _)) = dated.when
        {
            // A feast on a Monday or a Friday makes the weekend beside it longer.
            let monday = day.weekday().to_monday_one_offset() == 1;
            let from = if monday { day.checked_sub(2.days()).ok()? } else { day };
            let to = if monday { day } else { week_of(day)?.1 };
            return Some(Point::on(at, dated.last + 1, (from, to)));
        }
        let led = self.follows(at, DateClass::Leads);
        let thing = !led && self.counts_at(dated.last + 1) || self.is(dated.last + 1, DateClass::FeastThing);
        (!thing && !self.follows(at, DateClass::Greeting)).then_some(dated)
    }

    /// Letters with a figure behind them, as `Q3`, `FY27` and `KW31` are.
    pub(super) fn is_numbered(&self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::Word) && self.norm(at).bytes().last().is_some_and(|b| b.is_ascii_digit())
    }

    /// "week 31", "KW 31", "W31", "wk of 5 Oct", "w/c 5 Oct".
    pub(super) fn week_number(&self, at: usize) -> Option<Point> {
        let glued: Option<i16> = ["cw", "kw", "wk", "w"]
            .iter()
            .find_map(|prefix| self.norm(at).strip_prefix(prefix))
            .filter(|digits| digits.len() == 2)
            .and_then(|digits| digits.parse().ok());
        let named = self.is(at, DateClass::WeekNumber);
        let (number, last) = match glued {
            Some(number) => (number, at),
            None if named || self.is(at, DateClass::Week) => {
                if let Some(week) = self.week_with(at) {
                    return Some(week);
                }
                let number_at = self.skip_joiner(at + 1);
                (self.figures(number_at).filter(|_| self.norm(number_at).len() <= 2)?, number_at)
            }
            None => return None,
        };
        let number = i8::try_from(number).ok().filter(|number| (1..=53).contains(number))?;
        let week = self.dated(at, last, Part::Week(number));
        let of_project = self.is(last + 1, DateClass::Of) && week.last == last;
        let asked = self.scene.context.topic.is_some_and(|topic| topic.kind == ValueKind::Date);
        let sure = named || asked || glued.is_some() || i16::from(number) >= CALENDAR_WEEK || week.last > last;
        (sure && !of_project).then_some(week)
    }

    /// "wk of 5 Oct": the week that holds a day.
    fn week_with(&self, at: usize) -> Option<Point> {
        if !self.is(at + 1, DateClass::Commencing) {
            return None;
        }
        let point = self.point_at(at + 2)?;
        let (days, _) = self.resolve(&point, None)?;
        (days.0 == days.1).then(|| week_of(days.0)).flatten().map(|week| Point::on(at, point.last, week))
    }

    /// A weekday by itself; not where it recurs ("every Monday", "Mondays").
    pub(super) fn weekday(&self, at: usize) -> Option<Point> {
        let word = self.word(at);
        let weekday = word.weekday?;
        let token = self.token(at)?;
        let led = self.follows(at, DateClass::LeadsWeekday);
        let last = self.scene.tokens().len() - 1;
        let alone = at == 0 && (last == 0 || last == 1 && self.norm(1) == ".");
        let evident = token.capital || led || alone || self.scene.context.in_family("followup");
        let doubtful = word.is(DateClass::Doubtful) && !evident;
        let recurs =
            self.follows(at, DateClass::Recurring) && !self.follows(at, DateClass::On) || self.norm(at + 1) == "'s";
        let attribute = !led && self.names_something_else(at + 1);
        (!doubtful && !recurs && !attribute && !self.spans_week(at)).then(|| Point::new(at, at, When::Weekday(weekday)))
    }

    /// "Mon-Fri", "Monday to Friday": opening hours, not days to come, unless "from" or "between" begins them.
    fn spans_week(&self, at: usize) -> bool {
        let started = |at: usize| self.follows(at, DateClass::From) || self.follows(at, DateClass::Between);
        let ends = |first: usize| {
            let weekdays = self.word(first).weekday.is_some() && self.word(first + 2).weekday.is_some();
            weekdays && self.is(first + 1, DateClass::Through) && !started(first)
        };
        ends(at) || at >= 2 && ends(at - 2)
    }

    /// "the Monday meeting": a plain noun behind a weekday.
    fn names_something_else(&self, at: usize) -> bool {
        self.token(at).is_some_and(|next| {
            let plain = next.kind == TokenKind::Word && !next.capital && next.boundary == Boundary::Inside;
            plain
                && !self.is_function_word(at)
                && !self.is(at, DateClass::Daypart)
                && !self.is(at, DateClass::BehindDay)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::signals::facts::tests::{days, read};

    #[test]
    fn quarters_and_halves_take_their_year_from_either_side() {
        for raw in [
            "Q2 2027",
            "q2 of next year",
            "2027 Q2",
            "2027-Q2",
            "Q2/2027",
            "Q2'27",
            "next year's second quarter",
            "the 2nd qtr of 2027",
        ] {
            assert_eq!(days(raw), r#"{"from":"2027-04-01","to":"2027-06-30"}"#, "{raw}");
        }
        assert_eq!(days("first half of January"), r#"{"from":"2027-01-01","to":"2027-01-15"}"#);
        assert_eq!(days("H2"), r#"{"from":"2026-07-01","to":"2026-12-31","guessed":true}"#);
    }

    #[test]
    fn feasts_fall_where_their_rule_says() {
        assert_eq!(days("before Good Friday 2031"), r#"{"from":null,"to":"2031-04-10"}"#);
        assert_eq!(days("Thanksgiving 2040"), r#"{"from":"2040-11-22","to":"2040-11-22"}"#);
        assert_eq!(days("labor day 2027 weekend"), r#"{"from":"2027-09-04","to":"2027-09-06"}"#);
        assert_eq!(days("by Memorial Day"), r#"{"from":null,"to":"2027-05-31"}"#);
        assert!(read("Happy new year! even the christmas cards").is_empty());
    }

    #[test]
    fn weeks_go_by_number_or_by_a_day_in_them() {
        assert_eq!(days("second line starts week 47"), r#"{"from":"2026-11-16","to":"2026-11-22"}"#);
        assert_eq!(days("KW 31"), r#"{"from":"2026-07-27","to":"2026-08-02"}"#);
        assert_eq!(days("wk of 6 July"), r#"{"from":"2026-07-06","to":"2026-07-12"}"#);
        assert!(read("in week 3 of the pilot").iter().all(|fact| !fact.starts_with("date")));
    }

    #[test]
    fn weekdays_that_recur_are_no_dates() {
        for raw in ["open Mon-Fri", "every Monday", "Mondays", "the Monday meeting", "the cat sat there", "in the sun"]
        {
            assert!(read(raw).is_empty(), "{raw}: {:?}", read(raw));
        }
        assert_eq!(days("mon."), r#"{"from":"2026-06-15","to":"2026-06-15"}"#);
    }
}

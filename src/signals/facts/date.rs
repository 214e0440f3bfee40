//! Dates: a point of the calendar with what bounds it, as an interval of days.
//!
//! "By", "until" and "latest" leave the first day open, "from" and "since" the last; "before" ends the day before. A
//! month, quarter or day without a year lies ahead of the clock unless the tense says that it is past.

mod almanac;
mod bound;
mod day;
mod nth;
mod offset;
mod period;
mod point;
mod range;
mod relative;
mod tense;
mod written;
mod year;

use std::ops::Range;

use crate::signals::lexicon::{DateClass, Edge, SpokenUnit};
use crate::signals::text::TokenKind;
use crate::signals::value::Value;

use super::scene::Scene;
use bound::{bounded, cut};
use point::{Days, Part, Point, When};
use tense::Tense;

pub(super) use almanac::Almanac;

/// A point with its edge, and the days that it comes to.
#[derive(Debug, Clone, Copy)]
struct Resolved {
    first: usize,
    last: usize,
    days: Days,
    edge: Edge,
    guessed: bool,
    /// The part of a year that was said without the year.
    part: Option<Part>,
    /// Two ends that were said in one.
    joined: bool,
}

/// Keeps the dates of a remark.
pub(super) fn extract(scene: &mut Scene<'_>) {
    for (tokens, value) in Almanac::new(scene).dates() {
        scene.keep(tokens, value);
    }
}

impl Almanac<'_, '_> {
    /// The dates with their tokens, in the order of the text.
    fn dates(&self) -> Vec<(Range<usize>, Value)> {
        let mut found = Vec::new();
        let (mut index, mut year) = (0, None);
        while index < self.scene.tokens().len() {
            let Some(resolved) = self.read(index, self.carried(year, index)) else {
                index += 1;
                continue;
            };
            if resolved.days.0.month() == 1 && resolved.days.1.month() == 12 {
                year = Some((resolved.days.0.year(), resolved.first));
            }
            let floor = found.last().map_or(0, |(tokens, _): &(Range<usize>, Value)| tokens.end);
            let (tokens, value) = self.bound_up(resolved, year.map(|(year, _)| year), floor);
            index = tokens.end;
            if !self.is_denied(tokens.end) {
                found.push((tokens, value));
            }
        }
        found
    }

    /// The year that was said before, for what comes behind it; not for what lasted until later ("asked in 2025, the
    /// merger took us until February").
    fn carried(&self, year: Option<(i16, usize)>, index: usize) -> Option<i16> {
        let beside = |at: usize| self.text().clause(index).contains(&at);
        year.filter(|&(_, at)| beside(at) || !self.lasts_until(index)).map(|(year, _)| year)
    }

    /// A point (or a range of two) with what bounds it; nothing before `floor` belongs to it.
    fn bound_up(&self, mut resolved: Resolved, year: Option<i16>, floor: usize) -> (Range<usize>, Value) {
        if let Some(joined) = self.with_second_end(&resolved, year) {
            resolved = joined;
        }
        let joined = resolved.joined;
        let (bound, start) = self.bound_before(resolved.first, floor);
        let (behind, end) = self.bound_behind(resolved.last);
        let past = resolved.days.1 < self.today;
        let (bound, first) = self.placed(&resolved, bound, start, past);
        let bound = bound.or(behind);
        let (from, to) = bounded(resolved.days, resolved.edge, bound);
        let last = if behind.is_some() && !joined { end } else { resolved.last };
        if let Some((open, start)) = self.open_count(&resolved, floor).filter(|_| bound.is_none()) {
            let (from, to) = match open {
                DateClass::Before => (None, resolved.days.1.yesterday().ok()),
                _ => (Some(resolved.days.0), None),
            };
            return (start..last + 1, Value::Date { from, to, guessed: resolved.guessed });
        }
        // "on the 9th of March" is named without its article; "the 9th", "the ninth of March" and what is bounded with it.
        let full = bound.is_none()
            && first == resolved.first
            && self.is(first, DateClass::The)
            && self.kind(first + 1) == Some(TokenKind::Number)
            && self.day_and_month(first + 1).is_some();
        let kept_article = resolved.edge == Edge::Whole && !full || bound.is_some() && first < resolved.first;
        // "the end of Q3" without a bound begins behind the article.
        let first = if !kept_article && self.is(first, DateClass::The) { first + 1 } else { first };
        (first.max(floor)..last + 1, Value::Date { from, to, guessed: resolved.guessed })
    }

    /// A point at a token with its edge ("end of", "mid"), resolved against the clock.
    fn read(&self, index: usize, year: Option<i16>) -> Option<Resolved> {
        let word = self.word(index);
        if word.is(DateClass::Opens)
            && let Some(resolved) = self.period_edge(index)
        {
            return Some(resolved);
        }
        let (edge, at) = if word.is(DateClass::Opens) { self.edge_at(index) } else { (Edge::Whole, index) };
        let article = at > index && self.is(at, DateClass::The);
        let at = if article { at + 1 } else { at };
        let point = match self.point_at(at) {
            Some(point) => point,
            None if at > index && edge != Edge::Whole => self.running_period(at)?,
            None => return None,
        };
        let (days, guessed) = self.resolve(&point, year)?;
        let ends = edge == Edge::Whole && self.is(point.last + 1, DateClass::End) && days.0 != days.1;
        let (edge, last) = if ends { (Edge::End, point.last + 1) } else { (edge, point.last) };
        let (part, joined) = match point.when {
            When::Yearless(part @ Part::Run(..)) => (Some(part), true),
            When::Yearless(part) => (Some(part), false),
            _ => (None, false),
        };
        Some(Resolved { first: index, last, days: cut(days, edge)?, edge, guessed, part, joined })
    }

    /// "end of", "mid": the edge, and the token behind it.
    fn edge_at(&self, index: usize) -> (Edge, usize) {
        let Some((edge, end)) = self.calendar.edges.at(self.text(), index) else { return (Edge::Whole, index) };
        (edge, self.skip_joiner(end))
    }

    /// "end of year", "end of the month": the period in which the clock stands.
    fn running_period(&self, at: usize) -> Option<Point> {
        let unit = self.word(at).unit?;
        let day = (self.today, self.today);
        let days = if unit == SpokenUnit::Day { Some(day) } else { self.shifted(unit, 0) }?;
        Some(Point::on(at, at, days))
    }

    /// `EOY`, `EOM`, `BOM`, "by year end", `EOD`: an end of the running period.
    fn period_edge(&self, index: usize) -> Option<Resolved> {
        let ((edge, unit), end) = self.calendar.period_edges.at(self.text(), index)?;
        // "Month end takes three days" is a job, not a day.
        let spelt = self.word(index).unit.is_some();
        let led = self.follows(index, DateClass::Leads)
            || self.follows(index, DateClass::At)
            || self.calendar.bounds.leading.before(self.text(), index).is_some();
        // "within five days of month end": of any month.
        let after_length = self.follows(index, DateClass::Of) && index > 1 && self.word(index - 2).unit.is_some();
        if spelt && (!led || after_length) || self.is(end, DateClass::Of) {
            return None;
        }
        if unit == SpokenUnit::Day
            && let Some(read) =
                self.point_at(self.skip(end, DateClass::On)).filter(|_| !self.follows(end, DateClass::Of))
            && let Some((days, guessed)) = self.resolve(&read, None).filter(|(days, _)| days.0 == days.1)
        {
            let last = read.last;
            return Some(Resolved { first: index, last, days, edge: Edge::Whole, guessed, part: None, joined: false });
        }
        let point = self.running(unit)?;
        let days = cut(point, edge)?;
        Some(Resolved { first: index, last: end - 1, days, edge, guessed: false, part: None, joined: false })
    }

    fn running(&self, unit: SpokenUnit) -> Option<Days> {
        if unit == SpokenUnit::Day { Some((self.today, self.today)) } else { self.shifted(unit, 0) }
    }

    /// Chooses the year of a part, or the week of a weekday.
    fn resolve(&self, point: &Point, year: Option<i16>) -> Option<(Days, bool)> {
        let today = self.today;
        match point.when {
            When::Days(days) => (days.0 <= days.1).then_some((days, false)),
            When::Weekday(weekday) => {
                let step = if self.tense_at(point.first) == Tense::Past { -1 } else { 0 };
                self.near_weekday(weekday, step).map(|day| ((day, day), false))
            }
            When::Yearless(part) => {
                let behind = self.tense_at(point.first) == Tense::Past;
                let said =
                    year.filter(|&year| behind && year <= today.year()).and_then(|year| self.in_year(part, year));
                // A leap day may be eight years away.
                let mut near = (today.year() - 8..=today.year() + 8).filter_map(|year| self.in_year(part, year));
                let days = match said {
                    Some(days) => Some(days),
                    None if behind => near.rfind(|(from, _)| *from <= today),
                    None => near.find(|(_, to)| *to >= today),
                };
                let coarse = matches!(part, Part::Quarter(_) | Part::Half(_) | Part::Fiscal(..));
                days.map(|days| (days, !behind && coarse))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::{Date, date};
    use proptest::prelude::*;

    use crate::call::PersonId;
    use crate::signals::Reckoning;
    use crate::signals::facts::tests::{read, read_on};
    use crate::signals::facts::{Context, extract};
    use crate::signals::lexicon::Lexicon;
    use crate::signals::text::Text;
    use crate::signals::value::Value;

    fn dates_at(raw: &str, at: Date) -> Vec<Value> {
        let context = Context {
            topic: None,
            at: at.at(9, 0, 0, 0),
            by: PersonId(0),
            people: &[],
            earlier: &[],
            lexicon: Lexicon::for_language("en"),
            reckoning: Reckoning::default(),
        };
        let found = extract(&Text::new(raw), &context).into_iter().map(|found| found.value);
        found.filter(|value| matches!(value, Value::Date { .. })).collect()
    }

    #[test]
    fn bounds_leave_an_end_open() {
        assert_eq!(
            read("by the end of next month"),
            [r#"date <by the end of next month> {"from":null,"to":"2026-07-31"}"#]
        );
        assert_eq!(read("from 22 june"), [r#"date <from 22 june> {"from":"2026-06-22","to":null}"#]);
        assert_eq!(read("before Christmas"), [r#"date <before Christmas> {"from":null,"to":"2026-12-24"}"#]);
        assert_eq!(
            read("not before January 2027"),
            [r#"date <not before January 2027> {"from":"2027-01-01","to":null}"#]
        );
        assert_eq!(
            read("31 December at the latest"),
            [r#"date <31 December at the latest> {"from":null,"to":"2026-12-31"}"#]
        );
    }

    #[test]
    fn a_month_lies_ahead_unless_the_tense_is_past() {
        assert_eq!(read("we start in May"), [r#"date <May> {"from":"2027-05-01","to":"2027-05-31"}"#]);
        assert_eq!(read("we dropped it in May"), [r#"date <May> {"from":"2026-05-01","to":"2026-05-31"}"#]);
        assert_eq!(
            read("was due in 2024, they left that July")[1],
            r#"date <July> {"from":"2024-07-01","to":"2024-07-31"}"#
        );
        assert_eq!(
            read_on("pain.problem", "9 cases in August")[1],
            r#"date <August> {"from":"2025-08-01","to":"2025-08-31"}"#
        );
    }

    #[test]
    fn parts_of_a_stretch_are_thirds_and_its_end_is_a_day() {
        assert_eq!(read("early July"), [r#"date <early July> {"from":"2026-07-01","to":"2026-07-10"}"#]);
        assert_eq!(read("mid-July"), [r#"date <mid-July> {"from":"2026-07-11","to":"2026-07-20"}"#]);
        assert_eq!(read("end of July"), [r#"date <end of July> {"from":"2026-07-31","to":"2026-07-31"}"#]);
        assert_eq!(
            read("at the beginning of July")[0],
            r#"date <beginning of July> {"from":"2026-07-01","to":"2026-07-10"}"#
        );
        assert_eq!(read("EOM"), [r#"date <EOM> {"from":"2026-06-30","to":"2026-06-30"}"#]);
        assert_eq!(read("by EOW"), [r#"date <by EOW> {"from":null,"to":"2026-06-14"}"#]);
        assert_eq!(read("by EOD Friday"), [r#"date <by EOD Friday> {"from":null,"to":"2026-06-12"}"#]);
        assert!(read("month end takes us ages").is_empty());
    }

    #[test]
    fn two_points_of_one_grain_are_one_stretch() {
        assert_eq!(
            read("July to September 2027"),
            [r#"date <July to September 2027> {"from":"2027-07-01","to":"2027-09-30"}"#]
        );
        assert_eq!(read("Q3 and Q4"), [r#"date <Q3 and Q4> {"from":"2026-07-01","to":"2026-12-31","guessed":true}"#]);
        assert_eq!(read("Nov-Feb"), [r#"date <Nov-Feb> {"from":"2026-11-01","to":"2027-02-28"}"#]);
        assert_eq!(
            read("between 2014 and 2018"),
            [r#"date <between 2014 and 2018> {"from":"2014-01-01","to":"2018-12-31"}"#]
        );
    }

    #[test]
    fn what_happens_in_a_month_lends_it_its_bound() {
        assert_eq!(
            read("before the audit in October"),
            [r#"date <before the audit in October> {"from":null,"to":"2026-09-30"}"#]
        );
    }

    #[test]
    fn a_date_that_is_ruled_out_is_none() {
        assert!(read("we can't start this year").is_empty());
        assert!(read("Q1 is out").is_empty());
    }

    #[test]
    fn a_day_with_its_month_goes_without_article_and_a_year_that_tells_which_without_bound() {
        assert_eq!(read("on the 9th of July")[0], r#"date <9th of July> {"from":"2026-07-09","to":"2026-07-09"}"#);
        assert_eq!(read("by the 9th of July")[0], r#"date <by the 9th of July> {"from":null,"to":"2026-07-09"}"#);
        assert_eq!(read("from the 2027 budget")[0], r#"date <2027> {"from":"2027-01-01","to":"2027-12-31"}"#);
        assert_eq!(
            read("asked in 2024, the flood took us until March")[1],
            r#"date <until March> {"from":null,"to":"2026-03-31"}"#
        );
        assert_eq!(
            read_on("timeline.driver", "audit 9 July, last one we failed")[0],
            r#"date <9 July> {"from":"2026-07-09","to":"2026-07-09"}"#
        );
        assert_eq!(read("none by Friday")[0], r#"date <by Friday> {"from":null,"to":"2026-06-12"}"#);
    }

    #[test]
    fn every_day_reads_back_from_every_form() {
        let months = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let mut day = date(2020, 1, 1);
        while day < date(2033, 1, 1) {
            let (y, m, d) = (day.year(), day.month(), day.day());
            let month = months[usize::try_from(m - 1).unwrap()];
            let short = &month[..3];
            let ending = match d {
                1 | 21 | 31 => "st",
                2 | 22 => "nd",
                3 | 23 => "rd",
                _ => "th",
            };
            let forms = [
                format!("{y}-{m:02}-{d:02}"),
                format!("{m}/{d}/{y}"),
                format!("{d:02}.{m:02}.{y}"),
                format!("{d} {month} {y}"),
                format!("{month} {d}, {y}"),
                format!("{month} {d}{ending}, {y}"),
                format!("the {d}{ending} of {month} {y}"),
                format!("{d:02}-{short}-{y}"),
                format!("{short} {d} {y}"),
                format!("{d}{ending} {short} {y}"),
                format!("{month} the {d}{ending} {y}"),
                format!("{d} {short} '{:02}", y % 100),
            ];
            for form in &forms {
                let expected = Value::Date { from: Some(day), to: Some(day), guessed: false };
                assert_eq!(dates_at(form, date(2026, 6, 10)), [expected], "{form}");
            }
            day = day.checked_add(1.day()).unwrap();
        }
    }

    proptest! {
        #[test]
        fn no_stretch_ends_before_it_begins_on_any_clock(
            words in proptest::collection::vec(
                prop_oneof![
                    Just("next"), Just("last"), Just("3"), Just("weeks"), Just("week"), Just("of"), Just("first"), Just("the"), Just("friday"), Just("in"),
                    Just("to"), Just("-"), Just("march"), Just("2/15"), Just("2027"), Just("Q3"), Just("half"), Just("years"), Just("ago"), Just("before"),
                    Just("christmas"), Just("from"), Just("between"), Just("and"), Just("end of"), Just("mid"), Just("31"), Just("twenty"), Just("second"),
                    Just("FY27"), Just("fiscal"), Just("by"), Just("later"), Just("this"), Just("month"), Just("easter"), Just("9999"), Just("a"), Just("couple"),
                ],
                0..9,
            ),
            year in 1_i16..=9999, month in 1_i8..=12, day in 1_i8..=28,
        ) {
            for value in dates_at(&words.join(" "), date(year, month, day)) {
                let Value::Date { from, to, .. } = value else { continue };
                prop_assert!(from.is_some() || to.is_some());
                if let (Some(from), Some(to)) = (from, to) {
                    prop_assert!(from <= to, "{words:?}");
                }
            }
        }
    }
}

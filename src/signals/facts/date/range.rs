//! Ranges: two points, or two parts of a year, that are the ends of one stretch.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::signals::lexicon::{DateClass, Edge};

use super::Resolved;
use super::almanac::Almanac;
use super::point::{Days, Part};

impl Almanac<'_, '_> {
    /// A point together with the other end of its range: "July to September 2027", "Q3 and Q4", "between Jan 2019 and now".
    pub(super) fn with_second_end(&self, first: &Resolved, year: Option<i16>) -> Option<Resolved> {
        let link = first.last + 1;
        let before = if self.follows(first.first, DateClass::The) { first.first - 1 } else { first.first };
        let between = self.follows(before, DateClass::Between);
        let ranges = self.is(link, DateClass::Through) || between && self.is(link, DateClass::And);
        let pair =
            self.is(link, DateClass::And) || self.is(link, DateClass::Or) || matches!(self.norm(link), "/" | "+");
        let started = between || self.follows(first.first, DateClass::From) || self.follows(before, DateClass::From);
        if !ranges && !pair {
            return None;
        }
        if ranges && self.is(link + 1, DateClass::Now) && started {
            let days = (first.days.0, self.today);
            return (days.0 <= days.1).then_some(Resolved { days, last: link + 1, joined: true, ..*first });
        }
        let mut second = self.read(link + 1, year)?;
        if pair
            && !ranges
            && (grain(first.days) != grain(second.days) || grain(first.days) == 0 || grain(first.days) > 6)
        {
            return None;
        }
        // "by March to June"? What ends with an edge of its own begins no range.
        if first.edge == Edge::End && !started {
            return None;
        }
        let mut days = first.days;
        if let Some(part) = first.part.filter(|_| second.part.is_none() || first.edge == Edge::Whole) {
            days.0 = self.said_year(part, &second).unwrap_or(days.0);
        }
        if second.days.1 < days.0 {
            // "November to February": the second end lies in the year behind.
            second.part?;
            let ahead = |day: Date| day.checked_add(1.year()).ok();
            second.days = (ahead(second.days.0)?, ahead(second.days.1)?);
        }
        days.1 = second.days.1;
        (days.0 <= days.1).then_some(Resolved {
            days,
            last: second.last,
            guessed: first.guessed | second.guessed,
            joined: true,
            edge: Edge::Whole,
            ..*first
        })
    }

    /// The first day of a part in the year that the second end of a range says, or the year before it.
    fn said_year(&self, part: Part, end: &Resolved) -> Option<Date> {
        let year = end.days.0.year();
        let in_year = |year: i16| self.in_year(part, year).map(|(from, _)| from);
        in_year(year).filter(|from| *from <= end.days.0).or_else(|| in_year(year - 1))
    }
}

/// How many months a stretch has, about; 0 for days and weeks.
fn grain(days: Days) -> i32 {
    days.0.until(days.1).map_or(0, |span| (span.get_days() + 3) / 28)
}

#[cfg(test)]
mod tests {
    use crate::signals::facts::tests::{days, read};

    #[test]
    fn the_ends_of_a_range_share_their_year() {
        for (raw, expected) in [
            ("Nov-Feb 2027", r#"{"from":"2026-11-01","to":"2027-02-28"}"#),
            ("from april to June in 2017", r#"{"from":"2017-04-01","to":"2017-06-30"}"#),
            ("from 5/1/2026-5/7/2027", r#"{"from":"2026-05-01","to":"2027-05-07"}"#),
            ("between 10/1-11/7", r#"{"from":"2026-10-01","to":"2026-11-07"}"#),
            ("02-02-2026 - 03-03-2026", r#"{"from":"2026-02-02","to":"2026-03-03"}"#),
            ("from 26 june in 2026 to 28 june in 2027", r#"{"from":"2026-06-26","to":"2027-06-28"}"#),
            ("from June until the end of the year", r#"{"from":"2026-06-01","to":"2026-12-31"}"#),
            ("between Aug 2025 and now", r#"{"from":"2025-08-01","to":"2026-06-10"}"#),
        ] {
            assert_eq!(days(raw), expected, "{raw}");
        }
    }

    #[test]
    fn a_working_week_is_no_date() {
        assert!(read("Monday to Friday, Mon - Fri").is_empty());
    }
}

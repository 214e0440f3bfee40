//! Years: `2027`, `'27`, "two thousand and fifteen", "next year", `FY27`, and what a date takes its year from.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::signals::facts::digits::digits;
use crate::signals::lexicon::{DateClass, SpokenUnit};
use crate::signals::reckoning::Month;
use crate::signals::text::TokenKind;

use super::almanac::Almanac;
use super::point::{Days, Part, Point, When, months};

/// Years by themselves that are no other figures.
const PLAIN_YEARS: std::ops::Range<i16> = 1950..2060;

impl Almanac<'_, '_> {
    /// A part with the year behind it, if there is one.
    pub(super) fn dated(&self, first: usize, last: usize, part: Part) -> Point {
        if let Some((year, end)) = self.year_behind(last + 1)
            && let Some(days) = self.in_year(part, year)
        {
            return Point::on(first, end, days);
        }
        Point::new(first, last, When::Yearless(part))
    }

    /// The year that stands behind a part of it, with its last token: `2027`, `, 2027`, `'27`, `-2018`, "of 87", "in 2020",
    /// "next year", "of this year", "in 1 year", "two thousand and fifteen".
    pub(super) fn year_behind(&self, at: usize) -> Option<(i16, usize)> {
        if let Some(year) = self.full_year(at).filter(|_| !self.counts_at(at + 1)) {
            return Some((year, at));
        }
        let comma = self.norm(at) == ",";
        if comma || matches!(self.norm(at), "-" | "/") && self.glued(at) && self.glued(at + 1) {
            let short = (!comma && self.norm(at) == "-").then(|| self.short(at + 1)).flatten();
            return self.full_year(at + 1).or(short).map(|year| (year, at + 1));
        }
        if self.norm(at) == "'" {
            return self.short(at + 1).filter(|_| self.glued(at + 1)).map(|year| (year, at + 1));
        }
        if let Some(told) = self.told_year(at).or_else(|| self.spelt_year(at)) {
            return Some(told);
        }
        if self.is(at, DateClass::In)
            && let Some(year) = self.years_away(at + 1)
        {
            return Some(year);
        }
        if !self.is(at, DateClass::Within) {
            return None;
        }
        let next = self.skip(at + 1, DateClass::The);
        let old = |at: usize| self.short(at).filter(|_| self.is(at - 1, DateClass::Of) && self.figures(at) >= Some(50));
        let apostrophe = usize::from(self.norm(next) == "'");
        (self.full_year(next).map(|year| (year, next)))
            .or_else(|| self.told_year(next))
            .or_else(|| old(next).map(|year| (year - 100 * i16::from(year > 2049), next)))
            .or_else(|| self.short(next + 1).filter(|_| apostrophe == 1).map(|year| (year, next + 1)))
            .or_else(|| self.spelt_year(next))
    }

    /// Two figures as a year.
    fn short(&self, at: usize) -> Option<i16> {
        let year = self.figures(at).filter(|_| self.norm(at).len() == 2)?;
        Some(if year < 50 { 2000 + year } else { 1900 + year })
    }

    /// "next year", "this year", "last yr", "the year".
    fn told_year(&self, at: usize) -> Option<(i16, usize)> {
        if self.is(at, DateClass::Year) && self.follows(at, DateClass::The) {
            return Some((self.today.year(), at));
        }
        let step = self.word(at).step?;
        let of_its = self.norm(at + 2) == "'s";
        (self.is(at + 1, DateClass::Year) && !of_its).then_some((self.today.year() + i16::from(step), at + 1))
    }

    /// "1 year", which lies so far ahead.
    fn years_away(&self, at: usize) -> Option<(i16, usize)> {
        let length = self.length_at(at)?;
        let (count, unit) = length.single()?;
        (unit == SpokenUnit::Year && count.fract() == 0.0 && count <= 50.0)
            .then_some((self.today.year() + count as i16, length.last))
    }

    /// "nineteen eighty six", "twenty twenty six", "two thousand and fifteen".
    pub(super) fn spelt_year(&self, at: usize) -> Option<(i16, usize)> {
        if self.kind(at) != Some(TokenKind::Word) {
            return None;
        }
        let numbers = &self.scene.context.lexicon.numbers;
        let worth = |at: usize| numbers.words.get(self.norm(at)).map(|&worth| worth as i16);
        let head = worth(at)?;
        let thousand = numbers.scales.get(self.norm(at + 1)) == Some(&1000.0);
        if head == 2 && thousand {
            let rest = self.skip(at + 2, DateClass::And);
            let (tail, last) = self.two_digits(rest).unwrap_or((0, at + 1));
            return Some((2000 + tail, last));
        }
        let (tail, last) = self.two_digits(at + 1).filter(|(tail, _)| (head == 19 || head == 20) && *tail >= 10)?;
        Some((head * 100 + tail, last))
    }

    /// "eighty six", "seventeen", "nine".
    fn two_digits(&self, at: usize) -> Option<(i16, usize)> {
        let worth = |at: usize| {
            let numbers = &self.scene.context.lexicon.numbers;
            numbers.words.get(self.norm(at)).map(|&worth| worth as i16).filter(|worth| (1..100).contains(worth))
        };
        let tens = worth(at)?;
        let next = self.skip_joiner(at + 1);
        match worth(next).filter(|ones| tens >= 20 && tens % 10 == 0 && *ones < 10) {
            Some(ones) => Some((tens + ones, next)),
            None => Some((tens, at)),
        }
    }

    /// The first month of a fiscal year of a kind, by the house or by custom.
    fn fiscal_start(&self, april: bool) -> i8 {
        self.scene.context.reckoning.fiscal_year_start.map_or(if april { 4 } else { 1 }, Month::number)
    }

    /// The words that make a year, quarter or half a fiscal one: their end, and the month in which that year begins.
    pub(super) fn fiscal_word(&self, at: usize) -> Option<(usize, i8)> {
        let april = self.is(at, DateClass::Financial);
        (april || self.is(at, DateClass::Fiscal)).then(|| (at + 1, self.fiscal_start(april)))
    }

    /// A fiscal year that is named: `FY27`, `FY 2027-28`, "fiscal year 2027", "financial 26/27"; its first day and last token.
    /// A year named by one number is the one in which it ends.
    pub(super) fn fiscal_year(&self, at: usize) -> Option<(Date, usize)> {
        let glued = self.norm(at).strip_prefix("fy").filter(|digits| matches!(digits.len(), 2 | 4));
        let april = self.is(at, DateClass::Financial);
        let (year, named_at) = if let Some(digits) = glued {
            (digits.parse::<i16>().ok()?, at)
        } else {
            let behind = match self.fiscal_word(at) {
                Some((next, _)) => self.skip(next, DateClass::Year),
                None if self.is(at, DateClass::FiscalYear) => self.skip_joiner(at + 1),
                None => return None,
            };
            let year_at = behind + usize::from(self.norm(behind) == "'");
            (self.figures(year_at).filter(|_| matches!(self.norm(year_at).len(), 2 | 4))?, year_at)
        };
        let year = if year < 100 { year + 2000 } else { year };
        let split = matches!(self.norm(named_at + 1), "-" | "/") && self.glued(named_at + 1);
        if split && self.figures(named_at + 2).is_some_and(|next| next % 100 == (year + 1) % 100) {
            return Some((Date::new(year, self.fiscal_start(true), 1).ok()?, named_at + 2));
        }
        let start = self.fiscal_start(april);
        Some((Date::new(if start > 1 { year - 1 } else { year }, start, 1).ok()?, named_at))
    }

    /// The fiscal year, or the quarter of it, so many away from the running one.
    pub(super) fn fiscal_away(&self, start: i8, length: i32, step: i8) -> Option<Days> {
        let today = self.today;
        let year = today.year() - i16::from(today.month() < start);
        let into = (i32::from(today.month()) - i32::from(start)).rem_euclid(12) / length * length;
        let first = Date::new(year, start, 1).ok()?.checked_add((into + i32::from(step) * length).months()).ok()?;
        months(first.year(), first.month(), length)
    }

    /// The fiscal year at a token by itself: `FY27`, "fiscal year 2008", "calendar year 2008", "the financial year".
    pub(super) fn named_year(&self, at: usize) -> Option<Point> {
        if let Some((start, last)) = self.fiscal_year(at) {
            return Some(Point::on(at, last, months(start.year(), start.month(), 12)?));
        }
        if let Some((next, start)) = self.fiscal_word(at).filter(|(next, _)| self.is(*next, DateClass::Year)) {
            let running = self.follows(at, DateClass::The);
            return running.then(|| self.fiscal_away(start, 12, 0)).flatten().map(|days| Point::on(at, next, days));
        }
        if self.is(at, DateClass::CalendarYear) {
            let year_at = self.skip(at + 1, DateClass::Year);
            let year = self.full_year(year_at)?;
            return Some(Point::on(at, year_at, months(year, 1, 12)?));
        }
        None
    }

    /// "the 15th century".
    pub(super) fn century(&self, at: usize) -> Option<Point> {
        let number = self.figures(at).filter(|number| (1..=21).contains(number))?;
        let ending = self.is(at + 1, DateClass::OrdinalEnding) && self.glued(at + 1);
        let named = ending && self.is(at + 2, DateClass::Century);
        let first = (number - 1) * 100;
        let days = (Date::new(first.max(1), 1, 1).ok()?, Date::new(first + 99, 12, 31).ok()?);
        named.then_some(Point::on(at, at + 2, days))
    }

    /// `2019 Q1`, `2017-q1`.
    fn year_and_quarter(&self, at: usize) -> Option<Point> {
        let year = self.full_year(at)?;
        let glued = matches!(self.norm(at + 1), "-" | "/") && self.glued(at + 2);
        let (part, last) = self.quarter_named(at + 1 + usize::from(glued)).filter(|(_, last)| *last <= at + 3)?;
        Some(Point::on(at, last, self.in_year(part, year)?))
    }

    /// A year by itself: `in 2025`, `the 2027 plan`, `bought '98`; not where it counts something or stands for money.
    pub(super) fn year_alone(&self, at: usize) -> Option<Point> {
        if let Some(point) = self.century(at).or_else(|| self.year_and_quarter(at)) {
            return Some(point);
        }
        if self.norm(at) == "'" && at > 0 && !self.glued(at) && self.glued(at + 1) {
            let year = self
                .short(at + 1)
                .filter(|_| !self.glued(at + 2) || self.kind(at + 2) == Some(TokenKind::Punctuation))?;
            return Some(Point::on(at, at + 1, months(year, 1, 12)?));
        }
        let year = self.full_year(at).filter(|year| PLAIN_YEARS.contains(year))?;
        digits(self.norm(at))?;
        let before = at.checked_sub(1).map_or("", |at| self.norm(at));
        let money = self.scene.context.lexicon.numbers.money.names.contains_key(before);
        let led = self.follows(at, DateClass::Leads)
            && !self.is(at - 1, DateClass::Through)
            && !self.is(at - 1, DateClass::Or)
            && !self.is(at - 1, DateClass::And)
            && !self.is(at - 1, DateClass::Filler);
        // "in the 2027 estimates"
        let near = (year - self.today.year()).abs() <= 5;
        let led = led || near && at > 1 && self.follows(at, DateClass::The) && self.is(at - 2, DateClass::In);
        let behind = self.token(at + 1);
        let range = self.kind(at + 1) == Some(TokenKind::Joiner) && self.full_year(at + 2).is_some();
        let tailed = behind.is_some_and(|next| {
            next.glued && matches!(next.kind, TokenKind::Word | TokenKind::Symbol | TokenKind::Joiner)
        });
        let counted = !led
            && behind.is_some_and(|next| {
                next.kind == TokenKind::Word && next.norm.ends_with('s') && !next.norm.ends_with("ss")
            });
        let days = months(year, 1, 12)?;
        (!money && (!tailed || range) && !counted).then_some(Point::on(at, at, days))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use jiff::civil::date;

    use crate::bank::source::Library;
    use crate::bank::{TopicId, Topics};
    use crate::call::PersonId;
    use crate::signals::facts::tests::read;
    use crate::signals::reckoning::Month;
    use crate::signals::{Reader, Reckoning, Said};

    fn in_a_house_that_begins_in(month: usize, raw: &str) -> String {
        static TOPICS: LazyLock<std::sync::Arc<Topics>> = LazyLock::new(|| Library::embedded().topics("en").unwrap());
        let reckoning = Reckoning { fiscal_year_start: Some(Month::ALL[month - 1]), ..Reckoning::default() };
        let topic = TopicId::new("timeline.start");
        let at = date(2026, 6, 10).at(9, 0, 0, 0);
        let said = Said { text: raw, filed: Some(&topic), asked: None, at, by: PersonId(0), people: &[] };
        let reading = Reader::new("en", TOPICS.clone()).reckoning(reckoning).read(&said);
        reading.facts.first().map(|fact| serde_json::to_string(&fact.value).unwrap()).unwrap_or_default()
    }

    #[test]
    fn fiscal_years_begin_where_the_house_says() {
        let days = |raw: &str| in_a_house_that_begins_in(10, raw);
        assert_eq!(days("FY27"), r#"{"from":"2026-10-01","to":"2027-09-30"}"#);
        assert_eq!(days("next fiscal year"), r#"{"from":"2026-10-01","to":"2027-09-30"}"#);
        assert_eq!(days("Q2 FY27"), r#"{"from":"2027-01-01","to":"2027-03-31"}"#);
        assert_eq!(days("by the end of the financial year"), r#"{"from":null,"to":"2026-09-30"}"#);
        assert_eq!(days("fiscal Q1"), r#"{"from":"2026-10-01","to":"2026-12-31","guessed":true}"#);
    }

    #[test]
    fn fiscal_years_begin_by_custom_where_nothing_is_set() {
        assert_eq!(read("FY27"), [r#"date <FY27> {"from":"2027-01-01","to":"2027-12-31"}"#]);
        assert_eq!(read("FY26/27"), [r#"date <FY26/27> {"from":"2026-04-01","to":"2027-03-31"}"#]);
        assert_eq!(
            read("next financial year"),
            [r#"date <next financial year> {"from":"2027-04-01","to":"2028-03-31"}"#]
        );
        assert_eq!(
            read("second quarter of FY 2027-28"),
            [r#"date <second quarter of FY 2027-28> {"from":"2027-07-01","to":"2027-09-30"}"#]
        );
    }

    #[test]
    fn years_are_read_in_words_and_in_short() {
        assert_eq!(read("bought '98"), [r#"date <'98> {"from":"1998-01-01","to":"1998-12-31"}"#]);
        assert_eq!(
            read("in August two thousand and fifteen"),
            [r#"date <August two thousand and fifteen> {"from":"2015-08-01","to":"2015-08-31"}"#]
        );
        assert_eq!(read("the 15th century"), [r#"date <15th century> {"from":"1400-01-01","to":"1499-12-31"}"#]);
        assert!(read("2000 pallets and 1999 parcels").iter().all(|fact| !fact.starts_with("date")));
    }
}

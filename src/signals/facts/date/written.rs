//! Days written in figures: `2026-07-01`, `7/1/2026`, `2/15`, `05-Aug-2016`, `2014-10`, `20170302` in a file name.
//!
//! Telephone numbers and ratios are set aside before dates are read; a writing that can only be a date is one all the
//! same, so these forms do not ask whether their tokens are still free.

use jiff::civil::Date;

use crate::bank::ValueKind;
use crate::signals::lexicon::DateClass;
use crate::signals::reckoning::DayOrder;
use crate::signals::text::TokenKind;

use super::almanac::Almanac;
use super::point::{Part, Point, When, months};

/// A field of a date in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    /// Figures, and how many.
    Figures(i16, usize),
    /// A month's name.
    Month(i8),
}

/// From here on, a year of two figures lies in the last century.
const PIVOT: i16 = 50;

fn whole_year(year: i16, digits: usize) -> Option<i16> {
    match digits {
        4 => Some(year),
        2 if year < PIVOT => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
}

impl Almanac<'_, '_> {
    /// A day, or a month of a year, in figures.
    pub(super) fn written_day(&self, at: usize) -> Option<Point> {
        if self.kind(at)? != TokenKind::Number && self.word(at).month.is_none() || self.is_idiom(at) {
            return None;
        }
        self.three_fields(at).or_else(|| self.dotted(at)).or_else(|| self.solid(at)).or_else(|| self.two_fields(at))
    }

    /// Whether a phrase that is no fact begins here (`24/7`).
    fn is_idiom(&self, at: usize) -> bool {
        self.scene.framing.at(at).iter().any(|hit| hit.list == "idiom")
    }

    fn field(&self, at: usize) -> Option<Field> {
        match self.word(at).month {
            Some(month) => Some(Field::Month(month)),
            None => Some(Field::Figures(self.figures(at)?, self.norm(at).len())),
        }
    }

    /// `-` or `/` without spaces around it, and not at the head of a longer run.
    fn separated(&self, at: usize) -> bool {
        matches!(self.norm(at), "-" | "/") && self.glued(at) && self.glued(at + 1)
    }

    /// Whether figures go on behind a separator, so that the run is no date (`555-12-20-1`).
    fn runs_on(&self, last: usize, separator: &str) -> bool {
        self.norm(last + 1) == separator && self.separated(last + 1) && self.kind(last + 2) == Some(TokenKind::Number)
    }

    /// `2026-07-01`, `7/1/2026`, `31-12-26`, `2020/23/Sep`.
    fn three_fields(&self, at: usize) -> Option<Point> {
        let separator = self.norm(at + 1);
        if !self.separated(at + 1) || self.norm(at + 3) != separator || !self.separated(at + 3) {
            return None;
        }
        let fields = [self.field(at)?, self.field(at + 2)?, self.field(at + 4)?];
        let headed = at >= 2 && self.glued(at) && self.norm(at - 1) == separator && self.field(at - 2).is_some();
        // The hyphen of a range may follow a date with slashes, another hyphen goes on with the figures.
        if headed && separator == "/"
            || self.runs_on(at + 4, separator)
            || self.kind(at + 5) == Some(TokenKind::Word) && self.glued(at + 5)
        {
            return None;
        }
        let date = self.date_of(fields)?;
        Some(Point::on(at, at + 4, (date, date)))
    }

    /// The day of three fields in any order that there is.
    fn date_of(&self, fields: [Field; 3]) -> Option<Date> {
        use Field::{Figures, Month};
        let (year, month, day) = match fields {
            [Figures(y, 4), Month(m), Figures(d, 1..=2)]
            | [Figures(y, 4), Figures(d, 1..=2), Month(m)]
            | [Figures(d, 1..=2), Month(m), Figures(y, 4)]
            | [Month(m), Figures(d, 1..=2), Figures(y, 4)]
            | [Month(m), Figures(y, 4), Figures(d, 1..=2)] => (y, m, d),
            [Figures(d, 1..=2), Month(m), Figures(y, 2)] | [Month(m), Figures(d, 1..=2), Figures(y, 2)] => {
                (whole_year(y, 2)?, m, d)
            }
            [Figures(y, 4), Figures(m, 1..=2), Figures(d, 1..=2)] => {
                let (m, d) = if m > 12 { (d, m) } else { (m, d) };
                (y, i8::try_from(m).ok()?, d)
            }
            [Figures(a, 1..=2), Figures(b, 1..=2), Figures(y, digits)] => {
                let (month, day) = self.ordered(a, b)?;
                (whole_year(y, digits)?, month, day.into())
            }
            _ => return None,
        };
        Date::new(year, month, i8::try_from(day).ok()?).ok().filter(|_| (1900..2200).contains(&year))
    }

    /// Month and day of two figures, by the order that is set, or the only one that is possible.
    fn ordered(&self, a: i16, b: i16) -> Option<(i8, i8)> {
        let day_first = self.scene.context.reckoning.day_order == DayOrder::DayFirst;
        let (month, day) = if a > 12 || day_first && b <= 12 { (b, a) } else { (a, b) };
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        // 2024 has a 29 February.
        Date::new(2024, month, day).is_ok().then_some((month, day))
    }

    /// `01.07.2026`, day first as wherever dots are written; `5.12`, by the order that is set, where a day is due.
    fn dotted(&self, at: usize) -> Option<Point> {
        if self.kind(at) != Some(TokenKind::Number) {
            return None;
        }
        let mut fields = self.norm(at).split('.').map(|field| (field.parse::<i16>(), field.len()));
        let (Some((Ok(a), 1..=2)), Some((Ok(b), 1..=2)), third) = (fields.next(), fields.next(), fields.next()) else {
            return None;
        };
        let labelled = self.follows(at, DateClass::Label) || at > 0 && self.glued(at);
        if labelled || fields.next().is_some() {
            return None;
        }
        match third {
            Some((Ok(year), digits)) => {
                let (month, day) = if b > 12 { (a, b) } else { (b, a) };
                let date =
                    Date::new(whole_year(year, digits)?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
                Some(Point::on(at, at, (date, date)))
            }
            Some(_) => None,
            None => {
                let ends = self.kind(at + 1).is_none_or(|kind| kind == TokenKind::Punctuation);
                let due = self.follows(at, DateClass::On)
                    || self.asked(DateClass::AsksWhen) && self.follows(at, DateClass::Leads);
                let (month, day) = self.ordered(a, b).filter(|_| ends && due)?;
                Some(Point::new(at, at, When::Yearless(Part::Day(month, day))))
            }
        }
    }

    /// `20170302`, in a file name or all by itself.
    fn solid(&self, at: usize) -> Option<Point> {
        let norm = self.norm(at);
        if norm.len() != 8 || !norm.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let named = at > 0 && self.glued(at) && matches!(self.norm(at - 1), "-" | "_" | "/" | ".");
        let alone = self.scene.tokens().len() == 1 || self.asked(DateClass::AsksWhen);
        let (year, month, day) = (norm[..4].parse().ok()?, norm[4..6].parse().ok()?, norm[6..].parse().ok()?);
        let date = Date::new(year, month, day).ok().filter(|_| (1950..2100).contains(&year) && (named || alone))?;
        Some(Point::on(at, at, (date, date)))
    }

    /// `2014-10`, `10/2014`, `Nov/2`, and `2/15` where a day is due.
    fn two_fields(&self, at: usize) -> Option<Point> {
        use Field::{Figures, Month};
        let separator = self.norm(at + 1);
        if !self.separated(at + 1) || self.runs_on(at + 2, separator) {
            return None;
        }
        let headed = at >= 2 && self.glued(at) && self.separated(at - 1) && self.norm(at - 1) == separator;
        let measured = self.word(at + 3).unit.is_some();
        let tailed = measured || self.glued(at + 3) && self.kind(at + 3) == Some(TokenKind::Word);
        if headed || tailed || self.kind(at + 3) == Some(TokenKind::Symbol) && self.norm(at + 3) == "%" {
            return None;
        }
        let (first, last) = (self.field(at)?, self.field(at + 2)?);
        match (first, last) {
            (Figures(year, 4), Figures(month, 2)) | (Figures(month, 1..=2), Figures(year, 4))
                if (1950..2100).contains(&year) && (1..=12).contains(&month) =>
            {
                Some(Point::on(at, at + 2, months(year, i8::try_from(month).ok()?, 1)?))
            }
            (Figures(year, 4), Month(month)) => Some(Point::on(at, at + 2, months(year, month, 1)?)),
            (Month(month), Figures(day @ 1..=31, 1..=2)) if separator == "/" => {
                let part = Part::Day(month, i8::try_from(day).ok()?);
                Some(Point::new(at, at + 2, When::Yearless(part)))
            }
            (Figures(a, 1..=2), Figures(b, 1..=2)) if separator == "/" => {
                let (month, day) = self.ordered(a, b).filter(|_| self.day_is_due(at, a, b))?;
                Some(Point::new(at, at + 2, When::Yearless(Part::Day(month, day))))
            }
            _ => None,
        }
    }

    /// Whether `1/9` is a day here, neither a ratio nor a fraction: the topic asks for one, a word leads to one, it is one
    /// end of a range of two such days, or there is nothing else.
    fn day_is_due(&self, at: usize, a: i16, b: i16) -> bool {
        let topic = self.scene.context.topic;
        let asks = self.asked(DateClass::AsksWhen) || topic.is_some_and(|topic| topic.kind == ValueKind::Date);
        let fraction = a < b && b <= 10 && !self.norm(at).starts_with('0');
        if asks || !fraction && at == 0 && self.scene.tokens().len() <= 4 {
            return true;
        }
        let is_pair = |at: usize| {
            self.norm(at + 1) == "/"
                && self.figures(at).is_some()
                && self.figures(at + 2).is_some()
                && self.separated(at + 1)
        };
        let ranges = self.is(at + 3, DateClass::Through) && is_pair(at + 4)
            || at >= 4 && self.follows(at, DateClass::Through) && is_pair(at - 4);
        if self.asked(DateClass::AsksHowFar) {
            return false;
        }
        let fraction = fraction && a <= 3;
        let weekday = at > 0 && self.word(at - 1).weekday.is_some();
        ranges || weekday || !fraction && self.follows(at, DateClass::LeadsWeekday) || self.follows(at, DateClass::On)
    }
}

#[cfg(test)]
mod tests {
    use crate::signals::facts::tests::{read, read_on};

    fn days(raw: &str) -> Option<String> {
        read(raw).first().map(|fact| fact.split("> ").nth(1).unwrap_or_default().to_owned())
    }

    #[test]
    fn a_day_in_figures_is_read_in_any_order_that_is_possible() {
        for raw in [
            "2027-03-22",
            "3/22/2027",
            "22/3/2027",
            "03-22-27",
            "22.03.2027",
            "22-Mar-2027",
            "2027/Mar/22",
            "Mar-22-2027",
            "export-20270322.csv",
        ] {
            assert_eq!(days(raw).as_deref(), Some(r#"{"from":"2027-03-22","to":"2027-03-22"}"#), "{raw}");
        }
        assert_eq!(days("10-31-74").as_deref(), Some(r#"{"from":"1974-10-31","to":"1974-10-31"}"#));
        assert_eq!(days("2014-10").as_deref(), Some(r#"{"from":"2014-10-01","to":"2014-10-31"}"#));
    }

    #[test]
    fn a_pair_of_figures_is_a_day_only_where_one_is_due() {
        assert_eq!(days("2/15").as_deref(), Some(r#"{"from":"2027-02-15","to":"2027-02-15"}"#));
        assert!(read("1/9 of the pallets come back").iter().all(|fact| !fact.starts_with("date")));
        assert!(read("we run 24/7").is_empty());
        let fact = read_on("timeline.start", "live by 12/31");
        assert_eq!(fact, [r#"date <by 12/31> {"from":null,"to":"2026-12-31"}"#]);
        assert!(read_on("metric.target", "from 1/9 to 1/4").iter().all(|fact| !fact.starts_with("date")));
    }

    #[test]
    fn versions_and_telephone_numbers_are_no_days() {
        for raw in ["version 3.2.11", "713-555-0142", "call 0171-22-33-44", "AX 12/11/2020/4"] {
            assert!(read(raw).iter().all(|fact| !fact.starts_with("date")), "{raw}: {:?}", read(raw));
        }
    }
}

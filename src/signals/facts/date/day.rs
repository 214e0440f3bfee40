//! Single days: "12 March", "march third", "the 27th", "Friday the eleventh", "Fri, Jul 18", and days of one month together.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::signals::facts::naming::named_earlier;
use crate::signals::lexicon::Class;
use crate::signals::lexicon::DateClass;
use crate::signals::text::{Boundary, Token, TokenKind};

use super::almanac::Almanac;
use super::point::{Part, Point, When, months};

/// The day of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DayNumber {
    /// 1 to 31.
    pub day: i8,
    /// Its last token.
    pub last: usize,
    /// Written in words.
    pub spelt: bool,
    /// With `st` or `th`, or an ordinal in words.
    pub ordinal: bool,
}

/// For how many months ahead a day and its weekday are looked for.
const MONTHS_AHEAD: i32 = 12;

impl Almanac<'_, '_> {
    /// The day of a month at a token.
    pub(super) fn day_number(&self, at: usize) -> Option<DayNumber> {
        if !self.free(at) {
            return None;
        }
        if let Some(day) = self.figures(at).filter(|day| (1..=31).contains(day) && self.norm(at).len() <= 2) {
            let ordinal = self.glued(at + 1) && self.is(at + 1, DateClass::OrdinalEnding);
            let last = at + usize::from(ordinal);
            return Some(DayNumber { day: i8::try_from(day).ok()?, last, spelt: false, ordinal });
        }
        let word = self.word(at);
        let (day, last) = match (word.tens, word.ordinal) {
            (Some(tens), _) => {
                let ones = self.skip_joiner(at + 1);
                (tens + self.word(ones).ordinal.filter(|&ones| ones < 10)?, ones)
            }
            (None, day) => (day?, at),
        };
        (day <= 31).then_some(DayNumber { day, last, spelt: true, ordinal: true })
    }

    /// The index behind a day's words: "day of" and "of" belong to them.
    fn behind_day(&self, day: DayNumber) -> usize {
        let at = day.last + 1;
        let named = day.ordinal && self.is(at, DateClass::Day) && self.is(at + 1, DateClass::Of);
        self.skip(at + usize::from(named), DateClass::Of)
    }

    /// "the 27th", "the fifth of October": the article belongs to the words of a day.
    pub(super) fn article_and_day(&self, at: usize) -> Option<Point> {
        if !self.is(at, DateClass::The) || !self.free(at + 1) {
            return None;
        }
        let day = self.day_and_month(at + 1).or_else(|| self.day_alone(at + 1))?;
        Some(Point { first: at, ..day })
    }

    /// "12 March", "the 2nd of February 2027", "twenty third day of September", "twenty five January 1986".
    pub(super) fn day_and_month(&self, at: usize) -> Option<Point> {
        let day = self.day_number(at).or_else(|| self.counted_day(at))?;
        let behind = self.behind_day(day);
        let named = self.skip_joiner(behind);
        let month = self.month_at(named, true)?;
        // "Second March meeting": only "of" or an article make it a day.
        let led = at > 0 && (self.is(at - 1, DateClass::The) || self.word(at - 1).weekday.is_some());
        if day.spelt && day.ordinal && !led && behind == day.last + 1 {
            return None;
        }
        let part = Part::Day(month, day.day);
        if let Some(year) = self.short_year(named + 1)
            && let Some(days) = self.in_year(part, year)
        {
            return Some(Point::on(at, named + 1, days));
        }
        Some(self.dated(at, named, part))
    }

    /// "twenty five", before a month.
    fn counted_day(&self, at: usize) -> Option<DayNumber> {
        let tens = self.word(at).tens?;
        let ones = self.skip_joiner(at + 1);
        let &worth = self.scene.context.lexicon.numbers.words.get(self.norm(ones))?;
        let day = tens + (1.0..10.0).contains(&worth).then_some(worth as i8)?;
        (day <= 31).then_some(DayNumber { day, last: ones, spelt: true, ordinal: false })
    }

    /// "31 mar 27": two figures behind a day and its month are the year, unless they count something.
    fn short_year(&self, at: usize) -> Option<i16> {
        let year = self.figures(at).filter(|year| (15..=45).contains(year) && self.norm(at).len() == 2)?;
        let counted =
            self.kind(at + 1) == Some(TokenKind::Word) && (self.glued(at + 1) || !self.is_function_word(at + 1));
        let figured = matches!(self.norm(at + 1), "%" | "/" | ":" | "+" | "-");
        (!counted && !figured && self.free(at)).then_some(2000 + year)
    }

    /// "March", "March 12th", "march the third 2015", "March 2027", "March '25", "March next year".
    pub(super) fn month_first(&self, at: usize) -> Option<Point> {
        self.word(at).month?;
        let behind = at + 1 + usize::from(self.norm(at + 1) == "." && self.glued(at + 1));
        let (day_at, articled) = (self.skip(behind, DateClass::The), self.is(behind, DateClass::The));
        if let Some(day) = self.day_number(day_at).filter(|day| self.ends_day(*day, articled))
            && let Some(month) = self.month_at(at, true)
        {
            // "in april 24" is no day: that would be "on april 24".
            let year = self.short_year(day_at).filter(|_| self.follows(at, DateClass::In) && !day.ordinal);
            if let Some(days) = year.and_then(|year| months(year, month, 1)) {
                return Some(Point::on(at, day_at, days));
            }
            return Some(self.dated(at, day.last, Part::Day(month, day.day)));
        }
        if let Some((year, last)) = self.year_behind(behind).filter(|_| self.norm(behind) != ",") {
            return Some(Point::on(at, last, self.in_year(Part::Month(self.month_at(at, true)?), year)?));
        }
        // "the March quarter" is the one that March ends.
        if self.is(at + 1, DateClass::Quarter)
            && let Some(month) = self.month_at(at, true).filter(|month| month % 3 == 0)
        {
            return Some(self.dated(at, at + 1, Part::Quarter(month / 3)));
        }
        let month = self.month_at(at, false)?;
        Some(Point::new(at, at, When::Yearless(Part::Month(month))))
    }

    /// Whether a figure or ordinal behind a month is its day: nothing is counted by it.
    fn ends_day(&self, day: DayNumber, articled: bool) -> bool {
        let next = day.last + 1;
        let scaled = self.glued(next) && !self.separates(next);
        if !day.spelt {
            let timed = self.norm(next) == ":" && self.glued(next);
            return !scaled && !timed && !self.counts_at(next) && (day.ordinal || self.word(next).unit.is_none());
        }
        let words = self.kind(next) == Some(TokenKind::Word);
        articled
            || !words
            || self.is(next, DateClass::BehindDay)
            || self.is(next, DateClass::Through)
            || self.spelt_year(next).is_some()
    }

    /// Punctuation and hyphens, which may be glued to a figure that stands for itself.
    fn separates(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(TokenKind::Punctuation | TokenKind::Joiner)) || self.norm(at) == "/"
    }

    /// "Tuesday the 2nd of February", "Fri, Jul 18", "Thu 15th": a weekday with its day. The weekday chooses the year or
    /// the month where the nearest one does not fit.
    pub(super) fn weekday_and_day(&self, at: usize) -> Option<Point> {
        let weekday = self.word(at).weekday?;
        let mut next = at + 1;
        for filler in [".", ","] {
            next += usize::from(self.norm(next) == filler);
        }
        next = self.skip(self.skip(next, DateClass::On), DateClass::The);
        let dated = |point: &Point| !matches!(point.when, When::Yearless(Part::Month(_)));
        let day = (self.day_and_month(next))
            .or_else(|| self.month_first(next).filter(dated))
            .or_else(|| self.written_day(next))
            .or_else(|| self.day_alone(next))
            .or_else(|| self.bare_day(next, weekday))?;
        let when = self.on_weekday(day.when, weekday, next);
        Some(Point { first: at, last: day.last, when })
    }

    /// "Friday 21", where that day is a Friday soon: else it may be an hour or a number of things.
    fn bare_day(&self, at: usize, weekday: i8) -> Option<Point> {
        let day = self.day_number(at).filter(|day| !day.spelt && !self.counts_at(day.last + 1))?;
        let soon = self.coming(day.day, 2, |date| date.weekday().to_monday_one_offset() == weekday)?;
        Some(Point::on(at, day.last, (soon, soon)))
    }

    /// The first such day of a month from today on that fits.
    fn coming(&self, day: i8, within: i32, fits: impl Fn(&Date) -> bool) -> Option<Date> {
        (0..within).find_map(|month| {
            let first = self.today.first_of_month().checked_add(month.months()).ok()?;
            Date::new(first.year(), first.month(), day).ok().filter(|date| *date >= self.today && fits(date))
        })
    }

    fn on_weekday(&self, when: When, weekday: i8, at: usize) -> When {
        let fits = |date: &Date| date.weekday().to_monday_one_offset() == weekday;
        match when {
            When::Yearless(Part::Day(month, day)) => {
                let year = self.today.year();
                let near = (year - 1..=year + 2).filter_map(|year| Date::new(year, month, day).ok());
                let ahead: Vec<Date> = near.filter(|date| *date >= self.today).take(2).collect();
                match ahead.as_slice() {
                    [nearest, next] if !fits(nearest) && fits(next) => When::Days((*next, *next)),
                    _ => when,
                }
            }
            When::Days((from, to))
                if from == to && !fits(&from) && self.day_number(at).is_some_and(|day| day.ordinal) =>
            {
                let coming = self.coming(from.day(), MONTHS_AHEAD, fits).filter(|_| from >= self.today);
                coming.map_or(when, |date| When::Days((date, date)))
            }
            _ => when,
        }
    }

    /// "the 17th", "wed 17th": a day of this month or the next, where nothing is counted by it.
    pub(super) fn day_alone(&self, at: usize) -> Option<Point> {
        let day = self.day_number(at).filter(|day| day.ordinal)?;
        let end = day.last;
        let weekday = |at: usize| self.word(at).weekday.is_some();
        let articled = self.follows(at, DateClass::The);
        let after_weekday = at > 0 && weekday(at - 1)
            || articled && at > 1 && (weekday(at - 2) || self.norm(at - 2) == "," && at > 2 && weekday(at - 3));
        let ends = self.kind(end + 1) != Some(TokenKind::Word)
            || self.is(end + 1, DateClass::Or)
            || self.is(end + 1, DateClass::And)
            || self.is(end + 1, DateClass::Through)
            || self.is(end + 1, DateClass::BehindDay);
        let follows_up = self.scene.context.in_family("followup");
        let asked = follows_up && (at == 0 || self.norm(at - 1) == ",");
        // "The first works best" speaks of an option, not of a day.
        let option = day.spelt && day.day < 5 && !follows_up;
        let hyphened = self.kind(end + 1) == Some(TokenKind::Joiner) && self.kind(end + 2) == Some(TokenKind::Word);
        let led = after_weekday || articled || self.follows(at, DateClass::On) || asked;
        if !ends || hyphened || option && !after_weekday || !led {
            return None;
        }
        let past = !after_weekday && self.tells_past(at);
        let date = if past { self.gone(day.day) } else { self.coming(day.day, 3, |_| true) }?;
        let first = if at > 0 && weekday(at - 1) { at - 1 } else { at };
        Some(Point::on(first, end, (date, date)))
    }

    /// The last such day of a month before today.
    fn gone(&self, day: i8) -> Option<Date> {
        (0..3).find_map(|month| {
            let first = self.today.first_of_month().checked_sub(month.months()).ok()?;
            Date::new(first.year(), first.month(), day).ok().filter(|date| *date <= self.today)
        })
    }

    /// "18 and 19 June": the first of two days whose month only the second one says.
    pub(super) fn first_of_pair(&self, at: usize) -> Option<Point> {
        let first = self.day_number(at)?;
        let link = first.last + 1;
        let linked = self.is(link, DateClass::And) || self.is(link, DateClass::Or);
        let second =
            self.day_number(self.skip(link + 1, DateClass::The)).filter(|second| linked && second.day > first.day)?;
        let named = self.skip_joiner(self.behind_day(second));
        let month = self.month_at(named, true)?;
        let part = Part::Day(month, first.day);
        let when = self.dated(at, named, part).when;
        Some(Point::new(at, first.last, when))
    }

    /// Days of one month together: "13 to 15 July", "from the 13th to the 15th of July", "July 13 thru 15".
    pub(super) fn day_run(&self, at: usize) -> Option<Point> {
        let month_first = self.word(at).month.is_some();
        let first = self.day_number(self.skip(at + usize::from(month_first), DateClass::The))?;
        let link = first.last + 1;
        let second = self.day_number(self.skip(link + 1, DateClass::The))?;
        let between = at > 0
            && (self.is(at - 1, DateClass::Between)
                || self.follows(at, DateClass::The) && at > 1 && self.is(at - 2, DateClass::Between));
        let ranges = self.is(link, DateClass::Through) || between && self.is(link, DateClass::And);
        // "Nov 18 - Dec 19" has a month behind its second figure.
        if !ranges || second.day <= first.day {
            return None;
        }
        if month_first {
            let month = self.month_at(at, true)?;
            let behind = second.last + 1;
            if !self.ends_day(second, true) || self.word(self.skip(behind, DateClass::Of)).month.is_some() {
                return None;
            }
            return Some(self.dated(at, second.last, Part::Run(month, first.day, second.day)));
        }
        let named = self.behind_day(second);
        let month = self.month_at(self.skip_joiner(named), true)?;
        let last = self.skip_joiner(named);
        let part = Part::Run(month, first.day, second.day);
        if let Some(days) = self.short_year(last + 1).and_then(|year| self.in_year(part, year)) {
            return Some(Point::on(at, last + 1, days));
        }
        Some(self.dated(at, last, part))
    }

    /// A month's number, if the word at a token means the month here.
    pub(super) fn month_at(&self, at: usize, beside_figure: bool) -> Option<i8> {
        let word = self.word(at);
        let month = word.month?;
        let token = self.token(at)?;
        if beside_figure {
            return Some(month);
        }
        if !word.is(DateClass::Doubtful) {
            return (!self.is_person(at)).then_some(month);
        }
        let ranges = self.is(at + 1, DateClass::Through) && self.word(at + 2).month.is_some();
        let led = ranges || self.follows(at, DateClass::Leads);
        let alone = !self
            .token(at + 1)
            .is_some_and(|next| next.glued == (next.kind != TokenKind::Punctuation) || next.kind == TokenKind::Word);
        let capital = token.capital && token.boundary < Boundary::Sentence && !self.is_person(at);
        let is_next = self.is(at + 1, DateClass::BehindMonth)
            && !self.scene.context.lexicon.names.first_names.contains(self.norm(at));
        let said = led || alone && (token.capital || at == 0) || capital || token.capital && is_next;
        (said && (led || !self.introduced(at))).then_some(month)
    }

    /// "May Lin", "April signs": a name, not a month.
    fn is_person(&self, at: usize) -> bool {
        let plain =
            |token: &Token| token.kind == TokenKind::Word && token.capital && token.boundary == Boundary::Inside;
        let names = &self.scene.context.lexicon.names;
        let capital = self.token(at).is_some_and(|token| token.capital);
        if !capital || !names.first_names.contains(self.norm(at)) {
            return false;
        }
        // "my aunt June", "a lady called June"
        let related =
            at > 0 && self.scene.is(at - 1, Class::Kin) || self.scene.phrase_before("addressed", at).is_some();
        if related {
            return true;
        }
        let surname = self.token(at + 1).is_some_and(plain) && self.word(at + 1).month.is_none();
        // At the end of a clause a month may stand before a verb ("in April sign").
        let led = self.follows(at, DateClass::Leads) && !self.follows(at, DateClass::And);
        // "on April's list", where April was named before
        if (!led || self.norm(at + 1) == "'s") && named_earlier(self.scene, at, false) {
            return true;
        }
        let does = !self.scene.deeds.at(at + 1).is_empty() || names.speech.person_verbs.contains(self.norm(at + 1));
        // "you get it from April in accounts"
        let placed = self.scene.is(at + 1, Class::Within) && names.departments.contains(self.norm(at + 2));
        let source = placed && self.follows(at, DateClass::From) && !self.asked(DateClass::AsksWhen);
        surname || source || !led && (does || self.introduced(at))
    }

    /// "April is on leave", "May, our finance lead": what is only said of a person.
    fn introduced(&self, at: usize) -> bool {
        let names = &self.scene.context.lexicon.names;
        // "April in accounts", "June misses it", "a lady called June"
        let placed = self.scene.is(at + 1, Class::Within) && names.departments.contains(self.norm(at + 2));
        let lives = self.scene.is(at + 1, Class::PersonVerb);
        let said = self.calendar.person_behind.at(self.text(), at + 1).is_some() || placed || lives;
        let capital = self.token(at).is_some_and(|token| token.capital);
        (said && (capital || !(placed || lives))) && names.first_names.contains(self.norm(at))
    }
}

#[cfg(test)]
mod tests {
    use crate::signals::facts::tests::{days, read};

    #[test]
    fn days_are_read_in_many_forms() {
        for raw in [
            "12 March 2027",
            "March 12th, 2027",
            "the 12th of March 2027",
            "Friday 12 March '27",
            "march twelfth 2027",
            "march the 12th 2027",
            "the twelfth of march next year",
            "12 march in 2027",
            "12th day of March 2027",
            "March twelfth two thousand and twenty seven",
        ] {
            assert_eq!(days(raw), r#"{"from":"2027-03-12","to":"2027-03-12"}"#, "{raw}");
        }
    }

    #[test]
    fn days_of_one_month_are_one_stretch() {
        for raw in [
            "13 to 15 July",
            "July 13 thru 15",
            "13-15 July",
            "July 13th - 15th",
            "from the 13th to the 15th of July",
            "between 13 and 15 July",
            "between the thirteenth and the fifteenth of july",
        ] {
            assert_eq!(days(raw), r#"{"from":"2026-07-13","to":"2026-07-15"}"#, "{raw}");
        }
        assert_eq!(days("Nov 18-Dec 19, 2026"), r#"{"from":"2026-11-18","to":"2026-12-19"}"#);
    }

    #[test]
    fn a_weekday_chooses_the_year_and_the_month() {
        // 10 June 2026 is a Wednesday, 18 July 2026 a Saturday, 18 July 2027 a Sunday.
        assert_eq!(days("Sat, Jul 18"), r#"{"from":"2026-07-18","to":"2026-07-18"}"#);
        assert_eq!(days("Sun, Jul 18"), r#"{"from":"2027-07-18","to":"2027-07-18"}"#);
        assert_eq!(days("Thu 15th"), r#"{"from":"2026-10-15","to":"2026-10-15"}"#);
    }

    #[test]
    fn names_and_verbs_that_look_like_months_are_none() {
        for raw in [
            "you may call, it would march on",
            "May Lin reads the contract",
            "May, our finance lead, signs",
            "April is on leave",
        ] {
            assert!(read(raw).iter().all(|fact| !fact.starts_with("date")), "{raw}: {:?}", read(raw));
        }
    }
}

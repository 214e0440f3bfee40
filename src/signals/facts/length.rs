//! Lengths of time as they are said: "3 weeks", "an hour and a half", "half a day", "2 years 3 months", "a couple of weeks".
//!
//! Dates count with them ("three weeks ago"), durations are them.

use jiff::Span;
use jiff::civil::Date;

use crate::signals::lexicon::{DateClass, SpokenUnit};
use crate::signals::text::TokenKind;

use super::date::Almanac;
use super::number::figure_at;

/// A length of time and its tokens.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Length {
    /// First token.
    pub first: usize,
    /// Last token.
    pub last: usize,
    /// How many of which unit, as said: "2 years 3 months" has two parts.
    pub parts: Vec<(f64, SpokenUnit)>,
    /// Said to be about so long.
    pub approx: bool,
    /// Counted by an article alone: "a week", which may be a rate as well.
    pub article: bool,
}

/// Beyond this, counts of units are no lengths of time, and of hours they are sums of work.
const MOST: f64 = 1e6;

impl Length {
    /// A length of one unit.
    pub(super) fn plain(first: usize, last: usize, count: f64, unit: SpokenUnit) -> Self {
        Self { first, last, parts: vec![(count, unit)], approx: false, article: false }
    }

    /// The count and its unit, if there is only one.
    pub(super) fn single(&self) -> Option<(f64, SpokenUnit)> {
        match self.parts.as_slice() {
            [part] => Some(*part),
            _ => None,
        }
    }

    /// The day that lies so far after another, or before it below zero. Parts of a day do not count.
    pub(super) fn from(&self, day: Date, sign: i32) -> Option<Date> {
        let (mut months, mut days) = (0.0, 0.0);
        for &(count, unit) in &self.parts {
            match unit {
                SpokenUnit::Second | SpokenUnit::Minute | SpokenUnit::Hour => {}
                SpokenUnit::Day => days += count,
                SpokenUnit::Week => days += count * 7.0,
                SpokenUnit::Fortnight => days += count * 14.0,
                SpokenUnit::Month => months += count,
                SpokenUnit::Quarter => months += count * 3.0,
                SpokenUnit::Year => months += count * 12.0,
            }
        }
        days += months.fract() * 30.0;
        let signed = |count: f64| count.round() as i64 * i64::from(sign);
        let span = Span::new().try_months(signed(months.trunc())).ok()?.try_days(signed(days)).ok()?;
        day.checked_add(span).ok()
    }

    /// The whole in the smallest unit that was said: "2 years 3 months" is 27 months.
    pub(super) fn total(&self) -> Option<(f64, SpokenUnit)> {
        let smallest = self.parts.iter().map(|(_, unit)| *unit).min_by(|a, b| seconds(*a).total_cmp(&seconds(*b)))?;
        let total = self.parts.iter().map(|(count, unit)| count * ratio(*unit, smallest)).sum();
        Some((total, smallest))
    }
}

/// How many seconds a unit has; a month has 30 days and a year 365, as in contracts.
const fn seconds(unit: SpokenUnit) -> f64 {
    match unit {
        SpokenUnit::Second => 1.0,
        SpokenUnit::Minute => 60.0,
        SpokenUnit::Hour => 3_600.0,
        SpokenUnit::Day => 86_400.0,
        SpokenUnit::Week => 604_800.0,
        SpokenUnit::Fortnight => 1_209_600.0,
        SpokenUnit::Month => 2_592_000.0,
        SpokenUnit::Quarter => 7_776_000.0,
        SpokenUnit::Year => 31_536_000.0,
    }
}

/// How many of the smaller unit make the larger one.
fn ratio(large: SpokenUnit, small: SpokenUnit) -> f64 {
    match (large, small) {
        (SpokenUnit::Year, SpokenUnit::Month) => 12.0,
        (SpokenUnit::Year, SpokenUnit::Quarter) => 4.0,
        _ => seconds(large) / seconds(small),
    }
}

/// A count before its unit.
struct Amount {
    count: f64,
    /// The token behind it.
    end: usize,
    approx: bool,
    article: bool,
}

impl Almanac<'_, '_> {
    /// The length of time that begins at a token.
    pub(super) fn length_at(&self, at: usize) -> Option<Length> {
        if !self.countable(at) || self.is_price(at) {
            return None;
        }
        let amount = self.amount(at)?;
        let (unit, mut last) = self.unit_at(amount.end)?;
        let mut count = amount.count;
        // "an hour and a half"
        if let Some((more, end)) =
            self.calendar.fractions.at(self.text(), last + 1).filter(|(_, end)| self.word(*end).unit.is_none())
        {
            (count, last) = (count + more, end - 1);
        }
        let article = amount.article && count <= 1.0;
        let mut length = Length { first: at, last, parts: vec![(count, unit)], approx: amount.approx, article };
        self.add_parts(&mut length);
        self.add_minutes(&mut length);
        // "One minute" is an idiom, "one minute and 30 seconds" is none.
        (!self.is_idle(at) || length.parts.len() > 1).then_some(length)
    }

    /// Whether a length may begin at a token: `2½` is set aside as no figure, but is one here.
    pub(super) fn countable(&self, at: usize) -> bool {
        self.opens_length(at) && (self.free(at) || self.vulgar(at).is_some() || self.is_idle(at))
    }

    /// Whether the token can be the first of a length, which most are not.
    fn opens_length(&self, at: usize) -> bool {
        let word = self.word(at);
        self.kind(at) == Some(TokenKind::Number)
            || self.scene.may_count(at)
            || word.is(DateClass::One)
            || word.is(DateClass::Couple)
            || word.is(DateClass::All)
            || self.norm(at) == "-"
            || self.calendar.parts.contains_key(self.norm(at))
    }

    /// Whether an idiom such as "one minute" or "one day" begins at a token.
    fn is_idle(&self, at: usize) -> bool {
        self.is(at, DateClass::One)
            && self.scene.framing.at(at).iter().any(|hit| hit.list == "idiom" && hit.tokens.len() == 2)
    }

    /// Whether the figure at a token is an amount of money ("$40k year one").
    fn is_price(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let money = &self.scene.context.lexicon.numbers.money;
        let norm = self.norm(before);
        let code = money.names.contains_key(norm) && (norm.len() == 3 || money.before.contains(norm));
        self.kind(before) == Some(TokenKind::Currency) || code && !money.only_behind.contains(norm)
    }

    fn amount(&self, at: usize) -> Option<Amount> {
        if let Some(amount) = self.part_of_unit(at).or_else(|| self.couple(at)) {
            return Some(amount);
        }
        if self.is(at, DateClass::One) {
            let end = self.skip(at + 1, DateClass::More);
            if self.unit_at(end).is_some() {
                return Some(Amount { count: 1.0, end, approx: false, article: self.is(at, DateClass::Article) });
            }
        }
        let (count, end) = self.count_of(at).filter(|(count, _)| count.abs() < MOST)?;
        Some(Amount { count, end: self.skip(end, DateClass::More), approx: false, article: false })
    }

    /// "half an hour", "a half hour", "a quarter of an hour", "three quarters of an hour".
    fn part_of_unit(&self, at: usize) -> Option<Amount> {
        let part_at = self.skip(at, DateClass::One);
        let (count, behind) = if let Some(worth) = self.calendar.parts.get(self.norm(part_at)) {
            (*worth, part_at + 1)
        } else {
            let (count, noun) = self.count_of(at)?;
            let worth = self.calendar.parts.get(self.norm(noun).strip_suffix('s')?)?;
            (count * worth, self.is(noun + 1, DateClass::Of).then_some(noun + 1)?)
        };
        let end = self.skip(self.skip(self.skip_joiner(behind), DateClass::Of), DateClass::One);
        // "a quarter of 2027" and "half of the year" are no lengths.
        self.unit_at(end).filter(|(unit, _)| *unit != SpokenUnit::Quarter)?;
        Some(Amount { count, end, approx: false, article: false })
    }

    /// "a couple of weeks".
    fn couple(&self, at: usize) -> Option<Amount> {
        let noun = self.skip(at, DateClass::One);
        let end =
            self.is(noun, DateClass::Couple).then(|| self.skip(self.skip(noun + 1, DateClass::More), DateClass::Of))?;
        self.unit_at(end)?;
        Some(Amount { count: 2.0, end, approx: true, article: false })
    }

    /// A figure with what is added to it: "2", "two and a half", "½", "1/2", "2 1/2"; and the token behind it.
    pub(super) fn count_of(&self, at: usize) -> Option<(f64, usize)> {
        if let Some(fraction) = self.slashed(at) {
            return Some((fraction, at + 3));
        }
        if let Some(count) = self.vulgar(at) {
            return Some((count, at + 1));
        }
        let figure = figure_at(self.scene, at)?;
        let end = figure.last + 1;
        let whole = figure.scale < 2.0 && figure.value.fract() == 0.0;
        if let Some(fraction) = self.slashed(end).filter(|_| whole && !figure.spelt()) {
            return Some((figure.value + fraction, end + 3));
        }
        match self.calendar.fractions.at(self.text(), end).filter(|_| whole) {
            Some((more, end)) => Some((figure.value + more, self.skip(end, DateClass::Of))),
            None => Some((figure.value, end)),
        }
    }

    /// `1/2`, `3/4`.
    fn slashed(&self, at: usize) -> Option<f64> {
        let (over, under) = (self.figures(at)?, self.figures(at + 2)?);
        let written = self.norm(at + 1) == "/" && self.glued(at + 1) && self.glued(at + 2);
        (written && over < under && under <= 8 && over > 0).then(|| f64::from(over) / f64::from(under))
    }

    /// `½`, `2½`.
    fn vulgar(&self, at: usize) -> Option<f64> {
        let raw = self.token(at)?.span.of(self.text().raw());
        let sign = raw.chars().next_back().filter(|sign| !sign.is_ascii())?;
        let &worth = self.calendar.parts.get(sign.encode_utf8(&mut [0; 4]) as &str)?;
        let whole = &raw[..raw.len() - sign.len_utf8()];
        Some(if whole.is_empty() { worth } else { whole.parse::<f64>().ok()? + worth })
    }

    /// The unit of time at a token, and its last token: "weeks", "-week", "business days".
    pub(super) fn unit_at(&self, at: usize) -> Option<(SpokenUnit, usize)> {
        let mut noun = self.skip_joiner(at);
        let joined = noun > at;
        if self.scene.context.lexicon.numbers.lengths.adjectives.contains(self.norm(noun)) {
            noun += 1;
        }
        let unit = self
            .word(noun)
            .unit
            .or_else(|| self.letter_unit(noun))
            .filter(|_| self.free(noun) || noun > 0 && self.is_idle(noun - 1))?;
        // "5 d" and "3 w" are too little to go by.
        let letter =
            self.token(noun).is_some_and(|token| token.span.end - token.span.start == 1) && unit != SpokenUnit::Hour;
        (!letter || self.glued(noun) && !joined).then_some((unit, noun))
    }

    /// `2W`: a letter that is shorthand for another word unless it is glued to a figure.
    fn letter_unit(&self, at: usize) -> Option<SpokenUnit> {
        let raw = self.token(at)?.span.of(self.text().raw());
        (self.glued(at) && raw.len() == 1).then(|| self.calendar.word(&raw.to_lowercase()).unit).flatten()
    }

    /// "2 years 3 months", "1 year, 2 days, 3 hours and 4 seconds".
    fn add_parts(&self, length: &mut Length) {
        loop {
            let comma = length.last + 1 + usize::from(self.norm(length.last + 1) == ",");
            if length.article && comma > length.last + 1 {
                return;
            }
            let next = self.skip(comma, DateClass::And);
            let Some((count, end)) = self.count_of(next).filter(|_| self.free(next)) else { return };
            let Some((unit, last)) = self.unit_at(end) else { return };
            let smaller = length.parts.last().is_some_and(|(_, before)| seconds(unit) < seconds(*before));
            let fresh = length.parts.iter().all(|(_, other)| *other != unit);
            let bare = next == length.last + 1;
            // "6 weeks and 3 months" are two lengths; "2 days 1 month" can only be one. After "ago" something else begins.
            if !(fresh && (smaller || bare)) || self.is(last + 1, DateClass::Ago) && !bare {
                return;
            }
            length.parts.push((count, unit));
            length.last = last;
            length.article = false;
        }
    }

    /// "1 hour thirty", "2 hours and ten".
    fn add_minutes(&self, length: &mut Length) {
        if length.parts.last().is_none_or(|(count, unit)| *unit != SpokenUnit::Hour || count.fract() != 0.0) {
            return;
        }
        let next = self.skip(length.last + 1, DateClass::And);
        let Some(figure) = figure_at(self.scene, next) else { return };
        let ends = !matches!(
            self.kind(figure.last + 1),
            Some(TokenKind::Word | TokenKind::Symbol | TokenKind::Joiner | TokenKind::Number)
        );
        if ends && (1.0..60.0).contains(&figure.value) && figure.value.fract() == 0.0 {
            length.parts.push((figure.value, SpokenUnit::Minute));
            length.last = figure.last;
            length.article = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn parts_add_up_in_the_smallest_unit() {
        let mut length = Length::plain(0, 1, 2.0, SpokenUnit::Year);
        length.parts.push((3.0, SpokenUnit::Month));
        assert_eq!(length.total(), Some((27.0, SpokenUnit::Month)));
        assert_eq!(length.from(date(2026, 6, 10), 1), Some(date(2028, 9, 10)));
        assert_eq!(length.from(date(-9999, 1, 1), -1), None);
        assert_eq!(Length::plain(0, 0, 1.5, SpokenUnit::Week).from(date(2026, 6, 1), 1), Some(date(2026, 6, 12)));
        assert_eq!(Length::plain(0, 0, 1e300, SpokenUnit::Day).from(date(2026, 6, 1), 1), None);
    }
}

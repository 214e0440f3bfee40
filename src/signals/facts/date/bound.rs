//! What bounds a date: "by", "until", "not before", "at the latest", and the parts of a stretch: "end of", "mid".

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::signals::lexicon::{Bound, DateClass, Edge};
use crate::signals::text::{Boundary, TokenKind};

use super::Resolved;
use super::almanac::Almanac;
use super::point::Days;

/// How many words of an event may stand between a bound and its date: "before the audit in October".
const EVENT_WORDS: usize = 3;

/// The days that a bound leaves.
pub(super) fn bounded((from, to): Days, edge: Edge, bound: Option<Bound>) -> (Option<Date>, Option<Date>) {
    match bound {
        None => (Some(from), Some(to)),
        // "By the beginning of May" is its first day.
        Some(Bound::By) if edge == Edge::Start => (None, Some(from)),
        Some(Bound::By) => (None, Some(to)),
        Some(Bound::Before) if edge == Edge::End => (None, Some(to)),
        Some(Bound::Before) => (None, from.yesterday().ok()),
        Some(Bound::From | Bound::Since | Bound::NotBefore) => (Some(from), None),
        Some(Bound::After) => (to.tomorrow().ok(), None),
    }
}

/// The part of a stretch that an edge means.
pub(super) fn cut((from, to): Days, edge: Edge) -> Option<Days> {
    let length = from.until(to).ok()?.get_days() + 1;
    let months = (length + 2) / 30;
    let third = |part: i32| match months {
        // A month has thirds of ten days.
        1 => from.checked_add((part * 10).days()).ok(),
        0 => from.checked_add((length * part / 3).days()).ok(),
        months => from.checked_add((months * part / 3).months()).ok(),
    };
    // A day or two have no thirds: "early Monday" is Monday.
    let edge = if length < 3 && edge != Edge::End { Edge::Whole } else { edge };
    let week = length == 7;
    Some(match edge {
        Edge::Whole => (from, to),
        // The end of a week is Friday and the weekend, of anything else the last day.
        Edge::End if week && from.weekday() == Weekday::Monday => (to.checked_sub(2.days()).ok()?, to),
        Edge::End => (to, to),
        Edge::Start | Edge::Early if week => (from, from.checked_add(2.days()).ok()?),
        Edge::Start | Edge::Early => (from, third(1)?.yesterday().ok()?),
        Edge::Mid => (third(1)?, third(2)?.yesterday().ok()?),
        Edge::Late => (third(2)?, to),
    })
}

impl Almanac<'_, '_> {
    /// The bound that stands before a point, and where the words of both begin.
    pub(super) fn bound_before(&self, first: usize, floor: usize) -> (Option<Bound>, usize) {
        let mut at = first;
        while at > floor && self.is(at - 1, DateClass::Filler) {
            at -= 1;
        }
        let found = self.calendar.bounds.leading.before(self.text(), at).filter(|(_, start)| *start >= floor);
        // "all through 2025" is the whole of it.
        let found = found.filter(|(bound, start)| {
            let through = *bound == Bound::By && self.is(*start, DateClass::Wholly);
            !(through && (self.follows(*start, DateClass::Moved) || at < first))
        });
        match found.or_else(|| self.event_before(first, floor)) {
            Some((bound, start)) => (Some(bound), start),
            None => (None, first),
        }
    }

    /// "before the audit in October": the event lends the month its bound.
    fn event_before(&self, first: usize, floor: usize) -> Option<(Bound, usize)> {
        let link = first.checked_sub(1).filter(|link| self.is(*link, DateClass::Within))?;
        let article =
            (link.saturating_sub(EVENT_WORDS + 1).max(floor)..link).rev().find(|&at| self.is(at, DateClass::The))?;
        let named = (article + 1..link).all(|at| self.kind(at) == Some(TokenKind::Word) && !self.is_function_word(at));
        let bound =
            self.calendar.bounds.leading.before(self.text(), article).filter(|(bound, _)| *bound == Bound::Before)?;
        (named && article + 1 < link && bound.1 >= floor).then_some(bound)
    }

    /// What bounds a point from behind ("latest"), and the last token of it.
    pub(super) fn bound_behind(&self, last: usize) -> (Option<Bound>, usize) {
        let comma = usize::from(self.norm(last + 1) == ",");
        match self.calendar.bounds.trailing.at(self.text(), last + 1 + comma) {
            // "before 2018 or before 2000" has two bounds of its own.
            Some((bound, end)) if self.point_at(end).is_none() => (Some(bound), end - 1),
            _ => (None, last),
        }
    }

    /// Which bound a point keeps, and where its words begin.
    pub(super) fn placed(
        &self,
        resolved: &Resolved,
        bound: Option<Bound>,
        start: usize,
        past: bool,
    ) -> (Option<Bound>, usize) {
        if resolved.joined {
            // "from June until the end of the year" is one stretch, its "from" included; so is "between".
            let before = if self.follows(resolved.first, DateClass::The) { resolved.first - 1 } else { resolved.first };
            let between = self.follows(before, DateClass::Between).then(|| before - 1);
            let first = if bound == Some(Bound::From) { start } else { between.unwrap_or(resolved.first) };
            return (None, first);
        }
        match bound {
            // "a kiosk from 2016" and "from the 2027 budget" name the year, they do not begin a period.
            Some(Bound::From) if past || self.tells_which(resolved) => (None, resolved.first),
            Some(bound) => (Some(bound), start),
            None => (None, resolved.first),
        }
    }

    /// "the 2027 budget", "the Q3 plan": a stretch that only says which one is meant of what stands behind it.
    fn tells_which(&self, resolved: &Resolved) -> bool {
        let next = resolved.last + 1;
        let noun = self
            .token(next)
            .is_some_and(|token| token.kind == TokenKind::Word && token.boundary == Boundary::Inside && !token.glued);
        let stretch = resolved.days.0 != resolved.days.1;
        stretch
            && noun
            && self.follows(resolved.first, DateClass::The)
            && !self.is_function_word(next)
            && !self.word(next).opens_date()
            && self.word(next).unit.is_none()
    }

    /// "more than 2 weeks before today": a count that leaves an end open; which one, and where its words begin.
    pub(super) fn open_count(&self, resolved: &Resolved, floor: usize) -> Option<(DateClass, usize)> {
        let start = self.scene.phrase_before("lower_before", resolved.first).filter(|start| *start >= floor)?;
        let length = self.length_at(resolved.first)?;
        let next = length.last + 1;
        let counted = next < resolved.last || self.is(next, DateClass::Ago);
        let back = self.is(next, DateClass::Before) || self.is(next, DateClass::Ago);
        let kind = if back { DateClass::Before } else { DateClass::After };
        (counted && (back || self.is(next, DateClass::After))).then_some((kind, start))
    }

    /// "Q1 is out": said only to be ruled out.
    pub(super) fn is_denied(&self, end: usize) -> bool {
        self.calendar.ruled_out.at(self.text(), end).is_some()
    }
}

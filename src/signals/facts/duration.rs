//! Lengths of time as facts: "6 wks", "a fortnight", "inside 90 days", "2-3 weeks", "an hour and a half".

use std::ops::Range;

use crate::bank::ValueKind;
use crate::signals::lexicon::{DateClass, SpokenUnit};
use crate::signals::text::Boundary;
use crate::signals::value::Value;

use super::date::Almanac;
use super::length::Length;
use super::scene::Scene;

/// Of two figures with "or" between them, the larger is at most so many times the smaller if they are one range.
const NEAR: f64 = 3.0;

/// Keeps the lengths of time of a remark that no date has taken.
pub(super) fn extract(scene: &mut Scene<'_>) {
    for (tokens, value) in Almanac::new(scene).lengths() {
        scene.keep(tokens, value);
    }
}

/// How long: one figure, or two ends.
struct Reach {
    low: f64,
    high: Option<f64>,
    unit: SpokenUnit,
    approx: bool,
}

impl Almanac<'_, '_> {
    fn lengths(&self) -> Vec<(Range<usize>, Value)> {
        let mut found = Vec::new();
        let mut index = 0;
        while index < self.scene.tokens().len() {
            match self.reach_at(index) {
                Some((tokens, reach)) => {
                    index = tokens.end;
                    let value = self.framed(&tokens, &reach);
                    found.push((tokens, value));
                }
                None => index += 1,
            }
        }
        found
    }

    /// A length, or a range of two, at a token.
    fn reach_at(&self, at: usize) -> Option<(Range<usize>, Reach)> {
        if !self.countable(at) {
            return None;
        }
        if let Some(range) = self.shared_unit(at).or_else(|| self.whole_unit(at)) {
            return Some(range);
        }
        let length = self.length_at(at)?;
        if length.article && !self.is_length(&length) || self.is_clock(&length) {
            return None;
        }
        let (low, unit) = length.total()?;
        let mut tokens = length.first..length.last + 1;
        let mut high = None;
        // "2 weeks to 3 weeks"
        if let Some(second) = self.length_at(tokens.end + 1)
            && let Some((more, same)) = second.total()
            && same == unit
            && self.are_ends(at, tokens.end, low, more, false)
        {
            (high, tokens.end) = (Some(more), second.last + 1);
        }
        Some((tokens, Reach { low, high, unit, approx: length.approx }))
    }

    /// "2-3 weeks", "six to nine months"; of "from 6 to 4 weeks" the first figure, which has the unit of the second.
    fn shared_unit(&self, at: usize) -> Option<(Range<usize>, Reach)> {
        if self.is(at, DateClass::One) && self.norm(at).len() < 3
            || self.glued(at) && at > 0 && self.norm(at - 1) == "."
        {
            return None;
        }
        let (low, link) = self.count_of(at)?;
        let numbers = &self.scene.context.lexicon.numbers;
        let links = self.is(link, DateClass::Through)
            || self.is(link, DateClass::And)
            || self.is(link, DateClass::Or)
            || self.norm(link) == "/";
        if !links || numbers.shares.percent.contains(self.norm(link)) || !self.free(link + 1) {
            return None;
        }
        let (high, end) = self.count_of(link + 1)?;
        let (unit, last) = self.unit_at(self.skip(end, DateClass::More))?;
        if self.are_ends(at, link, low, high, true) {
            return Some((at..last + 1, Reach { low, high: Some(high), unit, approx: false }));
        }
        let change = self.is(link, DateClass::Through) && self.kind_is_word(link);
        change.then_some((at..link, Reach { low, high: None, unit, approx: false }))
    }

    fn kind_is_word(&self, at: usize) -> bool {
        self.norm(at).bytes().all(|b| b.is_ascii_alphabetic())
    }

    /// Whether two figures are the ends of one range.
    fn are_ends(&self, at: usize, link: usize, low: f64, high: f64, shared: bool) -> bool {
        let started = self.follows(at, DateClass::From);
        let near = low < high && high <= low * NEAR;
        if self.is(link, DateClass::Or) || self.norm(link) == "/" {
            return near;
        }
        if self.is(link, DateClass::And) {
            return self.follows(at, DateClass::Between) && low < high;
        }
        // "from 6 to 9 months" is one span, unless it is told as a change.
        let change = started && (!shared || self.asked(DateClass::AsksChange));
        self.is(link, DateClass::Through) && low < high && !change
    }

    /// "for all day".
    fn whole_unit(&self, at: usize) -> Option<(Range<usize>, Reach)> {
        let led = self.is(at, DateClass::All) && (self.follows(at, DateClass::LeadsLength));
        let (unit, last) = self.unit_at(led.then_some(at + 1)?)?;
        Some((at..last + 1, Reach { low: 1.0, high: None, unit, approx: false }))
    }

    /// Whether "a week" is how long something takes, not how often it happens.
    fn is_length(&self, length: &Length) -> bool {
        let Some((count, unit)) = length.single() else { return true };
        let at = length.first;
        let other = self.is(length.last + 1, DateClass::NoLength);
        let short = matches!(unit, SpokenUnit::Second | SpokenUnit::Minute) || self.norm(length.last).len() == 1;
        let asked = self.scene.context.topic.is_some_and(|topic| topic.kind == ValueKind::Duration);
        let opens = self.token(at).is_some_and(|token| token.boundary > Boundary::Inside);
        !other && (count < 1.0 || !short && (self.follows(at, DateClass::LeadsLength) || asked && opens))
    }

    /// "tues 13 oct, 15h": an hour of the clock where a day to talk is asked for.
    fn is_clock(&self, length: &Length) -> bool {
        let letter = self.norm(length.last) == "h" && self.glued(length.last);
        letter && self.scene.context.in_family("followup")
    }

    /// The value with what stands around it: "up to", "about", "at least", "tops".
    fn framed(&self, tokens: &Range<usize>, reach: &Reach) -> Value {
        let scene = self.scene;
        let mut at = tokens.start;
        while at > 0 && (self.word(at - 1).step.is_some() || self.is(at - 1, DateClass::The)) {
            at -= 1;
        }
        let mut approx = reach.approx;
        for _ in 0..2 {
            if let Some(start) = scene.phrase_before("approximate", at) {
                (approx, at) = (true, start);
            }
        }
        let (lower, upper) = (scene.phrase_before("lower_before", at), scene.phrase_before("upper_before", at));
        // "no more than" ends in "more than", which alone is a lower bound.
        let mut bounds = match (lower, upper) {
            (Some(lower), Some(upper)) => upper < lower,
            (None, Some(upper)) => !scene.moves_to(upper),
            _ => false,
        };
        approx |= scene.phrase_after("approximate_after", tokens.end).is_some();
        let comma = usize::from(self.norm(tokens.end) == ",");
        bounds |= scene.phrase_after("upper_after", tokens.end + comma).is_some();
        let (unit, times) = reach.unit.unit();
        let (low, high) = (Some(reach.low * times), reach.high.map(|high| high * times));
        let (n, max) = if bounds && high.is_none() { (None, low) } else { (low, high) };
        Value::Duration { n, max, unit, approx }
    }
}

#[cfg(test)]
mod tests {
    use crate::signals::facts::tests::{read, read_on};

    #[test]
    fn lengths_of_time_have_units_and_bounds() {
        assert_eq!(read("6 wk pilot"), [r#"duration <6 wk> {"n":6,"unit":"week"}"#]);
        assert_eq!(
            read("payback inside twelve months"),
            [r#"duration <twelve months> {"n":null,"max":12,"unit":"month"}"#]
        );
        assert_eq!(read("two-three weeks"), [r#"duration <two-three weeks> {"n":2,"max":3,"unit":"week"}"#]);
        assert_eq!(read("it takes a week"), [r#"duration <a week> {"n":1,"unit":"week"}"#]);
        assert_eq!(read("no more than 3 hours"), [r#"duration <3 hours> {"n":null,"max":3,"unit":"hour"}"#]);
        assert_eq!(read("6 wks tops"), [r#"duration <6 wks> {"n":null,"max":6,"unit":"week"}"#]);
    }

    #[test]
    fn parts_and_fractions_make_one_length() {
        for (raw, expected) in [
            ("an hour and a half", r#"{"n":1.5,"unit":"hour"}"#),
            ("one hour and half", r#"{"n":1.5,"unit":"hour"}"#),
            ("two and a half hours", r#"{"n":2.5,"unit":"hour"}"#),
            ("2½ hours", r#"{"n":2.5,"unit":"hour"}"#),
            ("a ½ hour call", r#"{"n":0.5,"unit":"hour"}"#),
            ("1/2h", r#"{"n":0.5,"unit":"hour"}"#),
            ("half an hour", r#"{"n":0.5,"unit":"hour"}"#),
            ("a half hour", r#"{"n":0.5,"unit":"hour"}"#),
            ("three quarters of an hour", r#"{"n":0.75,"unit":"hour"}"#),
            ("half a year", r#"{"n":0.5,"unit":"year"}"#),
            ("1 hour thirty", r#"{"n":90,"unit":"minute"}"#),
            ("2 years 3 months", r#"{"n":27,"unit":"month"}"#),
            ("2 days 1 month", r#"{"n":32,"unit":"day"}"#),
            ("1 year, 2 days, 3 hours and 4 seconds", r#"{"n":31719604,"unit":"second"}"#),
            ("for another hour", r#"{"n":1,"unit":"hour"}"#),
            ("a couple of weeks", r#"{"n":2,"unit":"week","approx":true}"#),
            ("10 business days", r#"{"n":10,"unit":"day"}"#),
            ("under 3 seconds", r#"{"n":null,"max":3,"unit":"second"}"#),
        ] {
            let found = read(raw);
            assert_eq!(found.len(), 1, "{raw}: {found:?}");
            assert!(found[0].ends_with(expected), "{raw}: {found:?}");
        }
    }

    #[test]
    fn rates_and_idioms_are_no_lengths() {
        for raw in [
            "4 a day",
            "twice a week",
            "in a second",
            "one day we will",
            "every minute counts",
            "the day is long",
            "24/7",
        ] {
            assert!(read(raw).iter().all(|fact| !fact.starts_with("duration")), "{raw}: {:?}", read(raw));
        }
        assert_eq!(read("4 hours a day"), [r#"duration <4 hours> {"n":4,"unit":"hour"}"#]);
        assert_eq!(read_on("process.length", "six months, a week if it is small").len(), 2);
        assert!(read_on("followup.date", "tues 13 oct, 15h").iter().all(|fact| !fact.starts_with("duration")));
    }

    #[test]
    fn a_change_is_two_lengths_and_a_range_is_one() {
        assert_eq!(read("from 6 to 9 months"), [r#"duration <6 to 9 months> {"n":6,"max":9,"unit":"month"}"#]);
        assert_eq!(read_on("metric.target", "from 6 to 4 weeks").len(), 2);
    }
}

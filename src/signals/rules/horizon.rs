//! How far ahead the nearest date of a remark lies: what an `unrealistic` claim is measured against.

use jiff::civil::Date;

use crate::bank::TimeUnit;
use crate::signals::value::{Fact, Span, Standing, Value};

use super::Examined;

/// A stretch of time that begins with the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Horizon {
    /// Days until then; 0 is today.
    pub(super) days: i64,
    /// The words that say so.
    pub(super) span: Span,
}

/// The nearest horizon of a remark.
pub(super) fn nearest(examined: &Examined<'_>) -> Option<Horizon> {
    let today = examined.at.date();
    let dated = examined.facts.iter().filter(|fact| fact.standing == Standing::Asserted).filter_map(|fact| {
        let days = match &fact.value {
            Value::Date { from, to, .. } => days_until(today, to.or(*from)?)?,
            Value::Duration { n, max, unit, .. } if is_ahead(examined, fact) => days_of(max.or(*n)?, *unit),
            _ => return None,
        };
        Some(Horizon { days, span: fact.span })
    });
    let spoken = [("impossible.instant", 1), ("impossible.in_a_week", 7), ("impossible.in_a_month", 31)];
    let instant = spoken
        .into_iter()
        .flat_map(|(list, days)| examined.cues(list).map(move |cue| Horizon { days, span: cue.span }));
    dated.chain(instant).min_by_key(|horizon| (horizon.days, horizon.span.start))
}

/// Days from one day to another; `None` for the past.
fn days_until(today: Date, day: Date) -> Option<i64> {
    let days = i64::from(today.until(day).ok()?.get_days());
    (days >= 0).then_some(days)
}

/// A length of time in whole days, at least one.
fn days_of(n: f64, unit: TimeUnit) -> i64 {
    ((n * unit.days()).ceil() as i64).max(1)
}

/// "In two weeks", "within a month": the length is the time that is given, not something else that takes so long.
fn is_ahead(examined: &Examined<'_>, fact: &Fact) -> bool {
    let first = examined.text.token_at(fact.span.start);
    let before = (first.saturating_sub(2)..first).map(|at| examined.text.norm(at));
    let own = examined.text.norm(first);
    before.chain([own]).any(|word| matches!(word, "in" | "within" | "inside" | "over" | "next"))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::signals::rules::samples::{duration, examine, topic, until};

    fn days(raw: &str, facts: &[(&str, Value)]) -> Option<i64> {
        examine(&topic("metric.target"), raw, facts, |examined| nearest(examined).map(|horizon| horizon.days))
    }

    #[test]
    fn dates_ahead_and_spans_of_time_are_counted_in_days() {
        assert_eq!(days("done by Friday", &[("by Friday", until(date(2026, 3, 6)))]), Some(4));
        assert_eq!(days("done in two weeks", &[("two weeks", duration(2.0, TimeUnit::Week))]), Some(14));
        assert_eq!(days("all of it overnight", &[]), Some(1));
    }

    #[test]
    fn the_nearest_counts() {
        let facts = [("by Friday", until(date(2026, 3, 6))), ("by May", until(date(2026, 5, 31)))];
        assert_eq!(days("start by Friday, end by May", &facts), Some(4));
    }

    #[test]
    fn the_past_and_other_lengths_of_time_are_no_horizon() {
        assert_eq!(days("since January", &[("January", until(date(2026, 1, 31)))]), None);
        assert_eq!(days("2 days late on average", &[("2 days", duration(2.0, TimeUnit::Day))]), None);
    }
}

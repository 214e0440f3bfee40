//! When they mean to start, and whether that is far.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::bank::TimeUnit;
use crate::call::RemarkId;
use crate::signals::{Fact, Value};

use super::ledger::Ledger;

/// A day later than this many months after the call puts the opportunity at risk (signals.md, "Levels").
const NEAR_MONTHS: i32 = 6;

/// A bare deadline ("by March") tells the latest day, not the first; it is far only from here on.
const NEAR_DEADLINE_MONTHS: i32 = 12;

/// A day that was heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dated {
    /// The first day that it may be.
    pub on: Date,
    /// It lies more than six months after the call.
    pub is_far: bool,
    /// The remark.
    pub remark: RemarkId,
    /// The words that hold the date.
    pub words: String,
}

/// The day last told on a topic, such as `timeline.start`.
///
/// Where one answer holds several dates, "not before" outweighs the others, else the first that lies ahead counts:
/// the pilot, not the roll-out. A date before the call is none.
pub(super) fn last_date(ledger: &Ledger<'_>, topic: &str, today: Date) -> Option<Dated> {
    let ahead = |fact: &Fact| day(&fact.value, today).filter(|(on, _)| *on >= today);
    let facts = ledger.facts(topic);
    let (last, _) = facts.iter().rev().find(|(_, fact)| ahead(fact).is_some())?;
    let of_last = facts.iter().filter(|(answer, _)| answer.remark == last.remark);
    let days = of_last.filter_map(|(_, fact)| ahead(fact).map(|(on, is_earliest)| (!is_earliest, on, fact)));
    let (_, on, fact) = days.min_by_key(|(is_later, on, _)| (*is_later, *on))?;
    let is_deadline = matches!(fact.value, Value::Date { from: None, .. });
    let near = today.saturating_add(if is_deadline { NEAR_DEADLINE_MONTHS } else { NEAR_MONTHS }.months());
    Some(Dated { on, is_far: on > near, remark: last.remark, words: fact.span.of(&last.text).to_owned() })
}

/// The first day of a date or of the end of a duration from today, and whether it is an "at the earliest".
fn day(value: &Value, today: Date) -> Option<(Date, bool)> {
    match value {
        Value::Date { from, to, .. } => Some(((*from).or(*to)?, from.is_some() && to.is_none())),
        Value::Duration { n, max, unit, .. } => {
            let n = (*n).or(*max)?.round().clamp(0.0, 10_000.0) as i32;
            let span = match unit {
                TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => 0.days(),
                TimeUnit::Day => n.days(),
                TimeUnit::Week => n.weeks(),
                TimeUnit::Month => n.months(),
                TimeUnit::Quarter => n.saturating_mul(3).months(),
                TimeUnit::Year => n.min(1_000).years(),
            };
            Some((today.saturating_add(span), false))
        }
        _ => None,
    }
}

/// The last day agreed for coming back, where one was heard.
pub(super) fn follow_up(ledger: &Ledger<'_>, today: Date) -> Option<Date> {
    ledger
        .facts("followup.date")
        .iter()
        .rev()
        .filter_map(|(_, fact)| Some(day(&fact.value, today)?.0))
        .find(|on| *on >= today)
}

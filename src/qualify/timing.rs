//! When they mean to start, and whether that is far.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::bank::TimeUnit;
use crate::call::RemarkId;
use crate::signals::Value;

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
    let near = today.saturating_add(NEAR_MONTHS.months());
    let near_deadline = today.saturating_add(NEAR_DEADLINE_MONTHS.months());
    let dates: Vec<_> = ledger
        .facts(topic)
        .filter_map(|(answer, fact)| {
            let (on, is_earliest) = day(&fact.value, today)?;
            let words = fact.span.of(&answer.text).to_owned();
            let is_deadline = matches!(fact.value, Value::Date { from: None, .. });
            let is_far = on > if is_deadline { near_deadline } else { near };
            Some((is_earliest, Dated { on, is_far, remark: answer.remark, words }))
        })
        .filter(|(_, start)| start.on >= today)
        .collect();
    let last = dates.last()?.1.remark;
    let of_last = dates.into_iter().filter(|(_, start)| start.remark == last);
    of_last.min_by_key(|(is_earliest, start)| (!is_earliest, start.on)).map(|(_, start)| start)
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
        .filter_map(|(_, fact)| Some(day(&fact.value, today)?.0))
        .filter(|on| *on >= today)
        .last()
}

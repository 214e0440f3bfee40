//! Values in words, for the heard pane and for reports.

use jiff::civil::Date;

use crate::bank::{Per, TimeUnit};
use crate::signals::Value;

/// A value as a person would write it: `about 40k USD a month`, `up to 12 months`, `by 30 Sep 2026`.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Money { amount, max, currency, per, approx } => {
            let mut text = bounds(*amount, *max, *approx, compact);
            if let Some(currency) = currency {
                text = format!("{text} {currency}");
            }
            per.map_or_else(|| text.clone(), |per| format!("{text} {}", per_words(per)))
        }
        Value::Count { n, max, of, approx } => {
            let text = bounds(*n, *max, *approx, grouped);
            of.as_ref().map_or_else(|| text.clone(), |of| format!("{text} {of}"))
        }
        Value::Percent { n, max, approx } => bounds(*n, *max, *approx, |n| format!("{} %", grouped(n))),
        Value::Date { from, to, guessed } => {
            let text = days(*from, *to);
            if *guessed { format!("{text} (year guessed)") } else { text }
        }
        Value::Duration { n, max, unit, approx } => {
            let text = bounds(*n, *max, *approx, grouped);
            let one = (*n == Some(1.0) && max.is_none()) || (n.is_none() && *max == Some(1.0));
            format!("{text} {}{}", unit_word(*unit), if one { "" } else { "s" })
        }
        Value::Person { name, role, does } => person(name.as_deref(), role.as_deref(), does.as_deref()),
        Value::YesNo { yes } => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Thing { name } | Value::Place { name } => name.clone(),
        Value::Choice { choice } => choice.clone(),
        Value::Text { text } => text.clone(),
    }
}

fn bounds(low: Option<f64>, high: Option<f64>, approx: bool, figure: impl Fn(f64) -> String) -> String {
    let text = match (low, high) {
        (Some(low), Some(high)) => format!("{}–{}", figure(low), figure(high)),
        (Some(low), None) => figure(low),
        (None, Some(high)) => format!("up to {}", figure(high)),
        (None, None) => String::from("some"),
    };
    if approx { format!("about {text}") } else { text }
}

/// `40k`, `1.25m`, `690`: as reps write amounts.
fn compact(amount: f64) -> String {
    let (scaled, suffix) = match amount.abs() {
        size if size >= 1e9 => (amount / 1e9, "bn"),
        size if size >= 1e6 => (amount / 1e6, "m"),
        size if size >= 1e4 => (amount / 1e3, "k"),
        _ => return grouped(amount),
    };
    let rounded = (scaled * 100.0).round() / 100.0;
    if (rounded - scaled).abs() > f64::EPSILON * scaled.abs() { grouped(amount) } else { format!("{rounded}{suffix}") }
}

/// Thousands set apart by commas.
fn grouped(number: f64) -> String {
    let text = format!("{}", (number * 100.0).round() / 100.0);
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let digits = whole.trim_start_matches('-');
    let mut result = String::from(if whole.starts_with('-') { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            result.push(',');
        }
        result.push(digit);
    }
    if let Some(fraction) = fraction {
        result.push('.');
        result.push_str(fraction);
    }
    result
}

const fn per_words(per: Per) -> &'static str {
    match per {
        Per::Day => "a day",
        Per::Week => "a week",
        Per::Month => "a month",
        Per::Quarter => "a quarter",
        Per::Year => "a year",
        Per::Seat => "a seat",
        Per::Unit => "each",
    }
}

const fn unit_word(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Second => "second",
        TimeUnit::Minute => "minute",
        TimeUnit::Hour => "hour",
        TimeUnit::Day => "day",
        TimeUnit::Week => "week",
        TimeUnit::Month => "month",
        TimeUnit::Quarter => "quarter",
        TimeUnit::Year => "year",
    }
}

/// An interval of days in the fewest words: a day, a month, a quarter, a year, or both ends.
fn days(from: Option<Date>, to: Option<Date>) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from == to => day(from),
        (Some(from), Some(to)) => whole_period(from, to).unwrap_or_else(|| format!("{} – {}", day(from), day(to))),
        (None, Some(to)) => format!("by {}", day(to)),
        (Some(from), None) => format!("from {}", day(from)),
        (None, None) => String::from("some day"),
    }
}

fn day(date: Date) -> String {
    date.strftime("%-d %b %Y").to_string()
}

fn whole_period(from: Date, to: Date) -> Option<String> {
    if from.day() != 1 || to != to.last_of_month() || from.year() != to.year() {
        return None;
    }
    match (from.month(), to.month()) {
        (1, 12) => Some(from.year().to_string()),
        (1, 3) | (4, 6) | (7, 9) | (10, 12) => Some(format!("Q{} {}", (from.month() + 2) / 3, from.year())),
        (first, last) if first == last => Some(from.strftime("%b %Y").to_string()),
        _ => None,
    }
}

fn person(name: Option<&str>, role: Option<&str>, does: Option<&str>) -> String {
    let who = match (name, role) {
        (Some(name), Some(role)) => format!("{name} ({role})"),
        (Some(who), None) | (None, Some(who)) => who.to_owned(),
        (None, None) => String::from("the speaker"),
    };
    does.map_or_else(|| who.clone(), |does| format!("{who} {does}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn money(amount: Option<f64>, max: Option<f64>, per: Option<Per>, approx: bool) -> String {
        shown(&Value::Money { amount, max, currency: Some("USD".into()), per, approx })
    }

    #[test]
    fn money_reads_as_reps_write_it() {
        assert_eq!(money(Some(40_000.0), None, Some(Per::Month), true), "about 40k USD a month");
        assert_eq!(money(Some(690.0), None, Some(Per::Month), false), "690 USD a month");
        assert_eq!(money(None, Some(20_000.0), None, false), "up to 20k USD");
        assert_eq!(money(Some(50_000.0), Some(60_000.0), None, false), "50k–60k USD");
        assert_eq!(money(Some(1_250_000.0), None, None, false), "1.25m USD");
        assert_eq!(money(Some(1_234_567.0), None, None, false), "1,234,567 USD");
    }

    #[test]
    fn days_are_said_in_the_fewest_words() {
        let shown_date = |from, to| shown(&Value::Date { from, to, guessed: false });
        assert_eq!(shown_date(Some(date(2026, 7, 1)), Some(date(2026, 9, 30))), "Q3 2026");
        assert_eq!(shown_date(Some(date(2026, 5, 1)), Some(date(2026, 5, 31))), "May 2026");
        assert_eq!(shown_date(Some(date(2026, 1, 1)), Some(date(2026, 12, 31))), "2026");
        assert_eq!(shown_date(None, Some(date(2026, 9, 30))), "by 30 Sep 2026");
        assert_eq!(shown_date(Some(date(2026, 3, 12)), Some(date(2026, 3, 12))), "12 Mar 2026");
        assert_eq!(shown_date(Some(date(2026, 6, 3)), Some(date(2026, 6, 9))), "3 Jun 2026 – 9 Jun 2026");
    }

    #[test]
    fn counts_durations_and_people() {
        assert_eq!(
            shown(&Value::Count { n: Some(9_000.0), max: None, of: Some("people".into()), approx: false }),
            "9,000 people"
        );
        assert_eq!(shown(&Value::Duration { n: Some(1.0), max: None, unit: TimeUnit::Week, approx: false }), "1 week");
        assert_eq!(
            shown(&Value::Duration { n: None, max: Some(12.0), unit: TimeUnit::Month, approx: false }),
            "up to 12 months"
        );
        let kim = Value::Person { name: Some("Kim Sato".into()), role: Some("CFO".into()), does: Some("signs".into()) };
        assert_eq!(shown(&kim), "Kim Sato (CFO) signs");
    }
}

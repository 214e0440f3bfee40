//! Whether what was said compares with a quantity as a condition wants it.

use jiff::civil::{Date, DateTime};

use crate::bank::{Comparison, Per, Quantity, TimeUnit, Unit};
use crate::signals::Value;

/// Whether a value stands so to a quantity; `None` where the two have no unit in common, so that an earlier value may
/// be looked at.
pub(super) fn compare(value: &Value, how: Comparison, limit: &Quantity, at: DateTime) -> Option<bool> {
    let (low, high, factor) = match (value, &limit.unit) {
        (Value::Money { amount, max, currency, per, .. }, unit) => {
            let factor = money_factor(currency.as_deref(), *per, unit)?;
            (*amount, upper(*amount, *max), factor)
        }
        (Value::Count { n, max, .. }, Unit::None) | (Value::Percent { n, max, .. }, Unit::Percent) => {
            (*n, upper(*n, *max), 1.0)
        }
        (Value::Duration { n, max, unit, .. }, Unit::Time(wanted)) => {
            (*n, upper(*n, *max), unit.days() / wanted.days())
        }
        (Value::Date { from, to, .. }, Unit::Time(wanted)) => {
            (from.map(|day| ahead(day, at, *wanted)), to.map(|day| ahead(day, at, *wanted)), 1.0)
        }
        _ => return None,
    };
    Some(how.holds(low.map(|low| low * factor), high.map(|high| high * factor), limit.amount))
}

/// The upper end of a figure: its maximum, else the figure itself.
fn upper(low: Option<f64>, max: Option<f64>) -> Option<f64> {
    max.or(low)
}

/// What brings an amount to the unit wanted. An amount without a currency may be of any; a period has to be named on
/// both sides or on neither.
fn money_factor(currency: Option<&str>, per: Option<Per>, unit: &Unit) -> Option<f64> {
    let (wanted_currency, wanted_per) = match unit {
        Unit::None => (None, None),
        Unit::Money { currency, per } => (currency.as_deref(), *per),
        Unit::Percent | Unit::Time(_) => return None,
    };
    if currency.zip(wanted_currency).is_some_and(|(one, other)| one != other) {
        return None;
    }
    match (per, wanted_per) {
        (None, None) => Some(1.0),
        (Some(one), Some(other)) if one == other => Some(1.0),
        (Some(one), Some(other)) => Some(one.a_year()? / other.a_year()?),
        _ => None,
    }
}

/// How far a day lies ahead of the call; below zero where it is past.
fn ahead(day: Date, at: DateTime, unit: TimeUnit) -> f64 {
    f64::from((day - at.date()).get_days()) / unit.days()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn holds(value: &Value, how: Comparison, limit: &str) -> Option<bool> {
        let at = date(2026, 3, 2).at(10, 0, 0, 0);
        compare(value, how, &Quantity::parse(limit).unwrap(), at)
    }

    fn money(amount: Option<f64>, max: Option<f64>, currency: Option<&str>, per: Option<Per>) -> Value {
        Value::Money { amount, max, currency: currency.map(Into::into), per, approx: false }
    }

    #[test]
    fn money_compares_over_periods_and_not_over_currencies() {
        let monthly = money(Some(4_000.0), None, Some("USD"), Some(Per::Month));
        assert_eq!(holds(&monthly, Comparison::MoreThan, "40k a year"), Some(true));
        assert_eq!(holds(&monthly, Comparison::MoreThan, "48k a year"), Some(false));
        assert_eq!(holds(&monthly, Comparison::AtLeast, "48k USD a year"), Some(true));
        assert_eq!(holds(&monthly, Comparison::AtLeast, "48k EUR a year"), None);
        assert_eq!(holds(&monthly, Comparison::AtLeast, "40k"), None, "a period against none");
    }

    #[test]
    fn of_a_range_every_value_has_to_stand_so() {
        let range = money(Some(40_000.0), Some(60_000.0), None, None);
        assert_eq!(holds(&range, Comparison::MoreThan, "50k"), Some(false));
        assert_eq!(holds(&range, Comparison::LessThan, "50k"), Some(false));
        assert_eq!(holds(&range, Comparison::AtMost, "60k"), Some(true));
        let up_to = money(None, Some(20_000.0), None, None);
        assert_eq!(holds(&up_to, Comparison::LessThan, "30k"), Some(true));
        assert_eq!(holds(&up_to, Comparison::MoreThan, "1"), Some(false), "it may be nothing");
    }

    #[test]
    fn a_date_compares_by_how_far_it_lies_ahead() {
        let june = Value::Date { from: Some(date(2026, 6, 1)), to: Some(date(2026, 6, 30)), guessed: false };
        assert_eq!(holds(&june, Comparison::LessThan, "6 months"), Some(true));
        assert_eq!(holds(&june, Comparison::MoreThan, "8 weeks"), Some(true));
        assert_eq!(holds(&june, Comparison::MoreThan, "20 %"), None);
        let by_june = Value::Date { from: None, to: Some(date(2026, 6, 30)), guessed: false };
        assert_eq!(holds(&by_june, Comparison::MoreThan, "8 weeks"), Some(false), "it may be earlier");
    }

    #[test]
    fn lengths_of_time_are_converted() {
        let weeks = Value::Duration { n: Some(6.0), max: Some(8.0), unit: TimeUnit::Week, approx: false };
        assert_eq!(holds(&weeks, Comparison::MoreThan, "1 month"), Some(true));
        assert_eq!(holds(&weeks, Comparison::AtMost, "1 month"), Some(false));
    }
}

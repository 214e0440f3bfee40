//! Amounts of money beside each other: in one currency, and for one period.

use crate::bank::Per;
use crate::signals::Value;

use super::words::words;
use super::{Spoken, amount_spoken};

/// Converted amounts are rounded to so many digits.
const DIGITS: i32 = 2;

/// An amount of money as a sentence holds it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::coach) struct Amount {
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    pub(super) currency: Option<String>,
    pub(super) per: Option<Per>,
    pub(super) about: bool,
}

impl Amount {
    /// Whether both may be in the same currency.
    pub(in crate::coach) fn shares_currency(&self, other: &Self) -> bool {
        self.currency.is_none() || other.currency.is_none() || self.currency == other.currency
    }

    /// A price as it is said beside another amount: for the period of that one. `None` where the two cannot be held
    /// against each other.
    pub(in crate::coach) fn beside(&self, other: &Self) -> Option<Spoken> {
        // A price for good can stand beside anything.
        let Some(per) = self.per else { return amount_spoken(self) };
        let wanted = other.per?;
        if per == wanted {
            return amount_spoken(self);
        }
        let times = times_a_year(per)? / times_a_year(wanted)?;
        let (low, high) = (self.low.map(|n| n * times), self.high.map(|n| n * times));
        let converted = Self {
            low: low.map(rounded),
            high: high.map(rounded),
            currency: self.currency.clone(),
            per: Some(wanted),
            about: self.about || low.map(rounded) != low || high.map(rounded) != high,
        };
        let is_range = converted.low != converted.high;
        amount_spoken(&Self { high: converted.high.filter(|_| is_range), ..converted })
    }
}

/// Whether an amount for no period, told in these words, is that of a single thing: "each one costs 22 euros".
pub(in crate::coach) fn is_of_one_thing(value: &Value, text: &str) -> bool {
    let single = &words().figures.single;
    let names_one = || text.split(|c: char| !c.is_alphanumeric()).any(|word| single.contains(&word.to_lowercase()));
    match value {
        Value::Money { per: Some(Per::Unit), .. } => true,
        Value::Money { per: None, .. } => names_one(),
        _ => false,
    }
}

/// How often a period comes in a year. Working days differ, and a seat is no time.
fn times_a_year(per: Per) -> Option<f64> {
    match per {
        Per::Week => Some(52.0),
        Per::Month => Some(12.0),
        Per::Quarter => Some(4.0),
        Per::Year => Some(1.0),
        Per::Day | Per::Seat | Per::Unit => None,
    }
}

fn rounded(n: f64) -> f64 {
    if n <= 0.0 {
        return n;
    }
    let step = 10_f64.powi(n.log10().floor() as i32 + 1 - DIGITS);
    let rounded = (n / step).round() * step;
    // Steps below one leave crumbs behind.
    (rounded * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coach::speech::fitted;

    fn money(low: f64, high: Option<f64>, currency: &str, per: Option<Per>) -> Amount {
        let currency = (!currency.is_empty()).then(|| currency.to_owned());
        Amount { low: Some(low), high, currency, per, about: false }
    }

    #[test]
    fn a_price_is_said_in_the_period_of_what_stands_beside_it() {
        let price = money(12_000.0, Some(20_000.0), "USD", Some(Per::Year));
        let beside = |price: &Amount, per| {
            let spoken = price.beside(&money(4_000.0, None, "", per))?;
            fitted("It costs ", &spoken, "").map(|(_, said)| said)
        };
        for (per, expected) in [
            (Per::Year, Some("12 to 20 thousand dollars a year")),
            (Per::Quarter, Some("3,000 to 5,000 dollars a quarter")),
            (Per::Month, Some("about 1,000 to 1,700 dollars a month")),
            (Per::Week, Some("about 230 to 380 dollars a week")),
            (Per::Day, None),
            (Per::Seat, None),
        ] {
            assert_eq!(beside(&price, Some(per)).as_deref(), expected, "{per:?}");
        }
        assert_eq!(beside(&price, None), None, "nobody said for how long");
        let monthly = money(99.0, None, "EUR", Some(Per::Month));
        assert_eq!(beside(&monthly, Some(Per::Year)).as_deref(), Some("about 1,200 euros a year"));
        let once = money(9_000.0, None, "EUR", None);
        assert_eq!(beside(&once, Some(Per::Month)).as_deref(), Some("9,000 euros"));
        assert_eq!(beside(&money(1.5, None, "", Some(Per::Week)), Some(Per::Year)).as_deref(), Some("78 a year"));
    }

    #[test]
    fn two_currencies_do_not_go_together() {
        let (euros, pounds, bare) =
            (money(1.0, None, "EUR", None), money(1.0, None, "GBP", None), money(1.0, None, "", None));
        assert!(!euros.shares_currency(&pounds) && euros.shares_currency(&bare) && bare.shares_currency(&pounds));
    }
}

//! Money: an amount with a currency, or a figure that can only be money where it stands.

use crate::bank::ValueKind;
use crate::signals::value::Value;

use super::count;
use super::period::period;
use super::quantity::{Quantity, Unit};
use super::scene::Scene;

/// Keeps a quantity that is money.
pub(super) fn extract(scene: &mut Scene<'_>, quantity: &Quantity<'_>) -> bool {
    let mut quantity = *quantity;
    let currency = match quantity.unit {
        Some(Unit::Money(iso)) => iso.map(str::to_owned),
        None if bare_money(scene, &quantity) => None,
        _ => return false,
    };
    // Money asked for has cents, but no thousandths.
    quantity.group();
    let (per, last) = period(scene, quantity.last);
    // "40k a month, tops": the bound stands behind the period.
    let comma = usize::from(scene.norm(last + 1) == ",");
    let capped = quantity.high.is_none() && scene.phrase_after("upper_after", last + 1 + comma).is_some();
    let (amount, max) = if capped { (None, quantity.low) } else { (quantity.low, quantity.high) };
    scene.keep(quantity.first..last + 1, Value::Money { amount, max, currency, per, approx: quantity.approx });
    true
}

/// Whether a figure without a currency is money: "40k" with nothing counted behind it, or any figure where money was
/// asked for.
fn bare_money(scene: &Scene<'_>, quantity: &Quantity<'_>) -> bool {
    let asked = scene.context.topic.is_some_and(|topic| topic.kind == ValueKind::Money);
    let counting = scene.context.topic.is_some_and(|topic| topic.kind == ValueKind::Count);
    let counted = count::noun_behind(scene, quantity).is_some() || count::of_group(scene, quantity).is_some();
    if quantity.grand {
        return true;
    }
    // "100k" and not a word more is a number, as long as nothing was asked.
    let unasked = scene.context.topic.is_none() && count::alone(scene, quantity);
    if counted || counting || unasked {
        return false;
    }
    let priced = quantity
        .first
        .checked_sub(1)
        .is_some_and(|at| scene.context.lexicon.numbers.periods.price_led_by.contains(scene.norm(at)));
    let scaled = quantity.scale >= 1000.0;
    let large = quantity.low.or(quantity.high).unwrap_or_default() >= 1000.0;
    (scaled && !quantity.spelt())
        || (asked && (large || period(scene, quantity.last).0.is_some()))
        || (scaled && (priced || scene.speaks_of_money()))
}

#[cfg(test)]
mod tests {
    use crate::signals::facts::tests::{read, read_on};

    #[test]
    fn amounts_carry_currency_period_and_bounds() {
        assert_eq!(
            read("CHF 18k a month"),
            [r#"money <CHF 18k a month> {"amount":18000,"currency":"CHF","per":"month"}"#]
        );
        assert_eq!(
            read("forty quid a month, tops"),
            [r#"money <forty quid a month> {"amount":null,"max":40,"currency":"GBP","per":"month"}"#]
        );
        assert_eq!(read("€46.000"), [r#"money <€46.000> {"amount":46000,"currency":"EUR","per":null}"#]);
        assert_eq!(read("₹12,00,000"), [r#"money <₹12,00,000> {"amount":1200000,"currency":"INR","per":null}"#]);
        assert_eq!(read("£31 each"), [r#"money <£31 each> {"amount":31,"currency":"GBP","per":"unit"}"#]);
    }

    #[test]
    fn ranges_share_sign_and_scale() {
        assert_eq!(read("$50-60K"), [r#"money <$50-60K> {"amount":50000,"max":60000,"currency":"USD","per":null}"#]);
        assert_eq!(
            read_on("budget.amount", "between 50 and 60 thousand"),
            [r#"money <50 and 60 thousand> {"amount":50000,"max":60000,"currency":null,"per":null}"#]
        );
    }

    #[test]
    fn a_figure_with_a_noun_is_no_money_and_a_wild_guess_is_two_amounts() {
        assert_eq!(read_on("budget.amount", "25k contacts")[0].split(' ').next(), Some("count"));
        assert_eq!(read("could be 2 grand, could be 200 grand").len(), 2);
    }
}

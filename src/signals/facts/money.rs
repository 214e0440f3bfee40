//! Money: an amount with a currency, or a figure that can only be money where it stands.

use crate::bank::{Per, ValueKind};
use crate::signals::value::Value;

use super::period::period;
use super::quantity::{Quantity, Unit};
use super::scene::Scene;
use super::{bounds, count};
use crate::signals::lexicon::Class;

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
    let (per, last) = period_of(scene, &quantity);
    // "40k a month, tops": the bound stands behind the period.
    let capped = quantity.high.is_none() && bounds::capped(scene, last + 1);
    let (amount, max) = if capped { (None, quantity.low) } else { (quantity.low, quantity.high) };
    scene.keep(quantity.first..last + 1, Value::Money { amount, max, currency, per, approx: quantity.approx });
    true
}

/// The period of an amount, with the last token of both; a bound may stand between: "30k max per year".
fn period_of(scene: &Scene<'_>, quantity: &Quantity<'_>) -> (Option<Per>, usize) {
    let paid = matches!(quantity.unit, Some(Unit::Money(_)));
    match (period(scene, quantity.last, paid), scene.phrase_after("upper_after", quantity.last + 1)) {
        ((None, _), Some(end)) => match period(scene, end - 1, paid) {
            (None, _) => (None, quantity.last),
            found => found,
        },
        (found, _) => found,
    }
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
    // "Zero" denies.
    if quantity.spelt() && quantity.low == Some(0.0) || counted || counting || unasked {
        return false;
    }
    let priced = quantity
        .first
        .checked_sub(1)
        .is_some_and(|at| scene.context.lexicon.numbers.periods.price_led_by.contains(scene.norm(at)));
    // "99/mo", but "30-40 a day" are orders.
    let paid_by = !matches!(period(scene, quantity.last, false).0, None | Some(Per::Day | Per::Week));
    let scaled = quantity.scale >= 1000.0;
    let large = quantity.low.or(quantity.high).unwrap_or_default() >= 1000.0;
    // "sixty k" is as good as 60k.
    let letter = scene.context.lexicon.numbers.letters.any.contains_key(scene.norm(quantity.last));
    // "signs everything above 50,000"
    let limit = || {
        large && quantity.first.checked_sub(1).is_some_and(|at| scene.is(at, Class::Above) && signs_before(scene, at))
    };
    (scaled && (!quantity.spelt() || letter))
        || limit()
        || (asked && (large || paid_by || count::alone(scene, quantity)))
        || (scaled && (priced || paid_by || scene.speaks_of_money()))
}

/// Whether somebody signs or decides a few words before, in the same clause: what stands behind is the limit.
fn signs_before(scene: &Scene<'_>, at: usize) -> bool {
    const REACH: usize = 6;
    let clause = scene.text.clause(at).start.max(at.saturating_sub(REACH));
    let powers = &scene.context.lexicon.names.deed_kinds.speaker;
    scene.deeds.begun(clause..at).iter().any(|hit| powers.contains(hit.list))
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
    fn a_letter_behind_a_number_in_words_is_a_scale() {
        assert_eq!(read("we pay sixty k")[0], r#"money <sixty k> {"amount":60000,"currency":null,"per":null}"#);
        assert!(read("sixty km away").iter().all(|fact| !fact.starts_with("money")));
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

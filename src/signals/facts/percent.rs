//! Percentages: "14%", "7 percent", "below 5 %".

use crate::signals::value::Value;

use super::quantity::{Quantity, Unit};
use super::scene::Scene;

/// Keeps a quantity that is a percentage.
pub(super) fn extract(scene: &mut Scene<'_>, quantity: &Quantity) -> bool {
    if quantity.unit != Some(Unit::Percent) {
        return false;
    }
    let value = Value::Percent { n: quantity.low, max: quantity.high, approx: quantity.approx };
    scene.keep(quantity.first..quantity.last + 1, value);
    true
}

#[cfg(test)]
mod tests {
    use crate::signals::facts::tests::read;

    #[test]
    fn a_change_is_two_percentages_and_a_bound_a_maximum() {
        assert_eq!(read("86% -> 95%"), [r#"percent <86%> {"n":86}"#, r#"percent <95%> {"n":95}"#]);
        assert_eq!(read("below 5 per cent"), [r#"percent <5 per cent> {"n":null,"max":5}"#]);
        assert_eq!(read("gone up to 7 percent"), [r#"percent <7 percent> {"n":7}"#]);
    }
}

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

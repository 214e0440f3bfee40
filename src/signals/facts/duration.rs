//! Lengths of time: "6 wks", "a fortnight", "inside 90 days".

use crate::signals::value::Value;

use super::quantity::{Quantity, Unit};
use super::scene::Scene;

/// Keeps a quantity that is a length of time.
pub(super) fn extract(scene: &mut Scene<'_>, quantity: &Quantity) -> bool {
    let Some(Unit::Time(spoken)) = quantity.unit else { return false };
    let (unit, times) = spoken.unit();
    let value = Value::Duration {
        n: quantity.low.map(|n| n * times),
        max: quantity.high.map(|n| n * times),
        unit,
        approx: quantity.approx,
    };
    scene.keep(quantity.first..quantity.last + 1, value);
    true
}

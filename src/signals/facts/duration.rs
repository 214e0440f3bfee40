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

#[cfg(test)]
mod tests {
    use crate::signals::facts::tests::read;

    #[test]
    fn lengths_of_time_have_units_and_bounds() {
        assert_eq!(read("6 wk pilot"), [r#"duration <6 wk> {"n":6,"unit":"week"}"#]);
        assert_eq!(
            read("payback inside twelve months"),
            [r#"duration <twelve months> {"n":null,"max":12,"unit":"month"}"#]
        );
        assert_eq!(
            read("a fortnight or two-three weeks"),
            [r#"duration <two-three weeks> {"n":2,"max":3,"unit":"week"}"#]
        );
        assert_eq!(read("it takes a week"), [r#"duration <a week> {"n":1,"unit":"week"}"#]);
    }
}

//! Percentages: "14%", "7 percent", "below 5 %", "3 percentage points", "50 bps".

use crate::signals::text::TokenKind;
use crate::signals::value::Value;

use super::quantity::{Quantity, Unit};
use super::scene::Scene;

/// Keeps a quantity that is a percentage.
pub(super) fn extract(scene: &mut Scene<'_>, quantity: &Quantity<'_>) -> bool {
    let mut first = quantity.first;
    if quantity.unit != Some(Unit::Percent) {
        let Some(start) = percent_of(scene, quantity) else { return false };
        first = start;
    }
    let value = Value::Percent { n: quantity.low, max: quantity.high, approx: quantity.approx };
    scene.keep(first..quantity.last + 1, value);
    true
}

/// The sign, word or words of a percentage at a token: the last token, and how many percent one of it is.
pub(super) fn unit_at(scene: &Scene<'_>, at: usize) -> Option<(usize, f64)> {
    let numbers = &scene.context.lexicon.numbers;
    let (norm, next) = (scene.norm(at), scene.norm(at + 1));
    let shares = &numbers.shares;
    if shares.of_points.contains(norm) && shares.point_words.contains(next) {
        return Some((at + 1, 1.0));
    }
    if shares.basis.contains(norm) && shares.point_words.contains(next) {
        return Some((at + 1, 0.01));
    }
    if numbers.shares.percent.contains(norm) {
        return Some((at, 1.0));
    }
    if let Some(&scale) = shares.points.get(norm) {
        return Some((at, scale));
    }
    let two = shares.per_cent.iter().any(|(first, second)| norm == first && next == second);
    two.then_some((at + 1, 1.0))
}

/// "percent of 10", where nothing is counted and nothing asked: the figure of a percentage said the other way round.
fn percent_of(scene: &Scene<'_>, quantity: &Quantity<'_>) -> Option<usize> {
    let numbers = &scene.context.lexicon.numbers;
    let of = quantity.first.checked_sub(1).filter(|&of| numbers.grammar.of.contains(scene.norm(of)))?;
    let word = of.checked_sub(1).filter(|&at| numbers.shares.percent_of.contains(scene.norm(at)))?;
    let two = word > 0
        && numbers.shares.per_cent.iter().any(|(per, cent)| scene.norm(word) == cent && scene.norm(word - 1) == per);
    let first = word - usize::from(two);
    let opens = first == 0 || !matches!(scene.kind(first - 1), Some(TokenKind::Word | TokenKind::Number));
    let bare = quantity.unit.is_none() && super::count::noun_behind(scene, quantity).is_none();
    (opens && bare).then_some(first)
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

    #[test]
    fn percentages_are_said_in_many_ways() {
        for (raw, n) in [
            ("just need minus five percent", "-5"),
            ("percent of 10", "10"),
            ("three percentage points", "3"),
            ("up 50 bps", "0.5"),
            ("2.5 pct", "2.5"),
            ("½ %", "0.5"),
            ("twelve and a half percent", "12.5"),
            ("four out of five", "80"),
            ("3,5 %", "3.5"),
        ] {
            let facts = read(raw);
            assert_eq!(facts.len(), 1, "{raw}: {facts:?}");
            assert!(
                facts[0].starts_with("percent") && facts[0].ends_with(&format!(r#"{{"n":{n}}}"#)),
                "{raw}: {facts:?}"
            );
        }
    }
}

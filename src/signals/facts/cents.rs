//! Hundredth parts of a currency: "34 cents", "13 dollars and 45 cents", "15 dollars 50", "$20 and 43c".

use super::currency::known;
use super::fraction::closes;
use super::number::{Figure, figure_at};
use super::period::period;
use super::quantity::{Quantity, Unit};
use super::scene::Scene;

/// So many make a whole.
const WHOLE: f64 = 100.0;

/// A figure of cents by itself, as an amount of its currency.
pub(super) fn cents_at<'a>(scene: &Scene<'a>, figure: &Figure) -> Option<(usize, Option<&'a str>)> {
    let (at, iso) = word_behind(scene, figure)?;
    let money = &scene.context.lexicon.numbers.money;
    // "43c" may be a temperature and "720p" a picture.
    let short = money.short_cents.contains(scene.norm(at));
    let paid = || scene.speaks_of_money() || period(scene, at, false).0.is_some();
    (!short || scene.glued(at) && figure.value < 1000.0 && paid()).then_some((at, known(iso)))
}

/// The word for cents behind a figure, and its currency.
fn word_behind<'a>(scene: &Scene<'a>, figure: &Figure) -> Option<(usize, &'a str)> {
    let at = figure.last + 1;
    let iso = scene.context.lexicon.numbers.money.cents.get(scene.norm(at))?;
    (figure.unscaled() && scene.free(at..at + 1)).then_some((at, iso))
}

/// Adds the cents behind a whole amount: gives the amount with them, and the last token.
pub(super) fn with_cents(scene: &Scene<'_>, quantity: &Quantity<'_>) -> Option<(f64, usize)> {
    let amount = quantity.low.filter(|amount| amount.fract() == 0.0 && quantity.scale < 2.0)?;
    if !matches!(quantity.unit, Some(Unit::Money(_))) || quantity.hundredths {
        return None;
    }
    let and = usize::from(scene.context.lexicon.numbers.grammar.and.contains(scene.norm(quantity.last + 1)));
    let figure = figure_at(scene, quantity.last + 1 + and)?;
    if !(0.0..WHOLE).contains(&figure.value) || figure.value.fract() != 0.0 {
        return None;
    }
    let last = match word_behind(scene, &figure) {
        Some((last, _)) => last,
        // "15 dollars 50", but "15 dollars and 15 reps", "$5 2026-01-01"
        None if (closes(scene, figure.last + 1) || period(scene, figure.last, true).0.is_some())
            && figure.unscaled() =>
        {
            figure.last
        }
        None => return None,
    };
    Some((amount + figure.value.copysign(amount) / WHOLE, last))
}

#[cfg(test)]
mod tests {
    use crate::signals::facts::tests::read;

    #[test]
    fn cents_join_their_amount() {
        for (raw, amount) in [
            ("it only cost thirteen dollars and forty-five cents", 13.45),
            ("it costs 15 dollars 50.", 15.5),
            ("a buck fifty per parcel", 1.5),
            ("$20 and 43c", 20.43),
            ("$20 43", 20.43),
            ("3 GBP and one", 3.01),
            ("3 CAD 3 cents", 3.03),
            ("more than a dollar and forty-two cents", 1.42),
            ("34 cents", 0.34),
            ("10¢", 0.1),
            ("12p per label", 0.12),
        ] {
            let facts = read(raw);
            assert_eq!(facts.len(), 1, "{raw}: {facts:?}");
            assert!(facts[0].contains(&format!(r#""amount":{amount},"#)), "{raw}: {facts:?}");
        }
        assert!(read("5 to 10 cents a page")[0].contains(r#""amount":0.05,"max":0.1"#));
    }

    #[test]
    fn another_figure_is_left_alone() {
        assert_eq!(read("15 dollars and 15 reps").len(), 2);
        assert_eq!(read("50 dollar 40 rmb").len(), 2);
    }
}

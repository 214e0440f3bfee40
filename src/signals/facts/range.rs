//! Ranges: two ends in every writing, with what only one of them says (scale, unit) carried to the other.

use crate::signals::text::TokenKind;
use crate::signals::words::WordSet;

use super::quantity::{Quantity, Unit};
use super::scene::Scene;

/// Whether two neighbours are the ends of one range.
pub(super) fn joins(scene: &Scene<'_>, before: &Quantity<'_>, after: &Quantity<'_>) -> bool {
    if before.high.is_some() || after.first != before.last + 2 {
        return false;
    }
    let same = match (&before.unit, &after.unit) {
        (Some(a), Some(b)) => a == b,
        (Some(Unit::Time(_) | Unit::Percent), None) => false,
        _ => true,
    };
    if !same {
        return false;
    }
    let words = &scene.context.lexicon.numbers.ranges;
    let opened = |by: &WordSet| before.first > 0 && by.contains(scene.norm(before.first - 1));
    let cents = after.hundredths && !before.hundredths && before.unit.is_none();
    let shared = if before.scale < after.scale { after.scale } else { 1.0 };
    let low = before.low.unwrap_or_default() * if cents { 0.01 } else { shared };
    let high = after.low.unwrap_or_default();
    let near = low < high && high <= low * 3.0;
    let rises = low < high || before.low < after.low;
    let between = scene.norm(before.last + 1);
    if words.dashes.contains(between) {
        return rises;
    }
    if words.to.contains(between) {
        // "€3m to €4.5m" as a goal
        let change = before.unit.is_some() && after.unit.is_some() && tells_change(scene);
        return (!opened(&words.from) || one_span(scene, before, after)) && rises && !change;
    }
    words.and.contains(between) && opened(&words.between)
        || words.or.contains(between) && near && (between != "/" || before.unit.is_none() || after.unit.is_none())
}

/// "from 6 to 9 months" is one span, unless it is told as a change ("churn from 6 to 4").
fn one_span(scene: &Scene<'_>, before: &Quantity<'_>, after: &Quantity<'_>) -> bool {
    let shared = before.unit.is_none() && !matches!(after.unit, Some(Unit::Percent));
    shared && !tells_change(scene)
}

/// Whether the topic is one where two figures are rather a change than a span.
fn tells_change(scene: &Scene<'_>) -> bool {
    ["goal", "metric", "consequence", "success", "plan", "pain"].iter().any(|family| scene.context.in_family(family))
}

/// Puts two ends together; what only the upper end says (scale, unit) holds for both.
pub(super) fn join<'a>(before: &mut Quantity<'a>, after: &Quantity<'a>) {
    let shares = before.scale < after.scale && before.low < after.low.map(|high| high / before.scale);
    if shares && before.low.zip(after.low).is_some_and(|(low, high)| low * after.scale <= high) {
        before.low = before.low.map(|low| low * after.scale);
        before.grouped = None;
    }
    // "5 to 10 cents"
    if after.hundredths && !before.hundredths && before.unit.is_none() {
        before.low = before.low.map(|low| low / 100.0);
    }
    // "4.000 to 6.000": either end may show that a dot groups.
    if after.grouped.is_some() && before.grouped.is_none() && before.low > after.low {
        before.high = after.grouped;
    } else {
        before.high = after.low;
    }
    before.last = after.last;
    before.scale = before.scale.max(after.scale);
    before.form = before.form.max(after.form);
    before.grand |= after.grand;
    before.hundredths |= after.hundredths;
    before.unit = before.unit.or(after.unit);
}

/// "320, no, 350 zł": what was said first is taken back.
pub(super) fn corrects(scene: &Scene<'_>, before: &Quantity<'_>, after: &Quantity<'_>) -> bool {
    let words = &scene.context.lexicon.numbers.ranges;
    let between = before.last + 1..after.first;
    let filler = |at: usize| words.fillers.contains(scene.norm(at)) || scene.kind(at) == Some(TokenKind::Punctuation);
    let corrected = |at: usize| words.corrections.contains(scene.norm(at));
    // "no 3" is a label, and a full stop ends the breath.
    let parted = scene.kind(after.first.wrapping_sub(1)) == Some(TokenKind::Punctuation) || between.len() > 2;
    let same = before.unit.is_none() || before.unit == after.unit;
    same && parted
        && between.len() <= 6
        && between.clone().any(corrected)
        && between.clone().all(|at| filler(at) || corrected(at))
        && scene.text.sentence(before.last).contains(&after.first)
}

/// "from 86 to 95%": two figures, one sign.
pub(super) fn share_unit<'a>(scene: &Scene<'a>, before: &mut Quantity<'a>, after: &mut Quantity<'a>) {
    let words = &scene.context.lexicon.numbers.ranges;
    // "8, maybe 10 grand"
    let near = after.first - before.last <= 4;
    let guesses = near && (before.last + 1..after.first).all(|at| words.guesses.contains(scene.norm(at)));
    let scaled_too =
        guesses && after.scale >= 1000.0 && before.scale < 2.0 && before.unit.is_none() && before.low < Some(1000.0);
    if scaled_too {
        before.low = before.low.map(|low| low * after.scale);
        (before.scale, before.grand, before.unit) = (after.scale, after.grand, after.unit);
    }
    // "15 to 20 grand, maybe 25"
    let scaled_again = guesses
        && before.scale >= 1000.0
        && after.scale < 2.0
        && after.unit.is_none()
        && after.low < Some(1000.0)
        && super::count::noun_behind(scene, after).is_none();
    if scaled_again && scene.kind(after.last + 1) != Some(TokenKind::Joiner) {
        after.low = after.low.map(|low| low * before.scale);
        (after.scale, after.grand, after.unit) = (before.scale, before.grand, before.unit);
    }
    let apart = after.first == before.last + 2 && words.change.contains(scene.norm(before.last + 1));
    // "from 6 weeks to 2"
    let from = before.first > 0 && words.from.contains(scene.norm(before.first - 1));
    let nothing = after.spelt() && after.low == Some(0.0);
    if apart && from && !nothing && after.unit.is_none() && super::count::noun_behind(scene, after).is_none() {
        after.unit = before.unit;
        if before.scale >= 1000.0 && after.scale < 2.0 && after.low < Some(1000.0) {
            after.low = after.low.map(|low| low * before.scale);
            after.scale = before.scale;
        }
    }
    if apart && before.unit.is_none() {
        before.unit = after.unit;
        if before.scale < after.scale && before.low.unwrap_or_default() < 1000.0 {
            before.low = before.low.map(|low| low * after.scale);
            before.scale = after.scale;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::signals::facts::tests::{read, read_on};

    #[test]
    fn what_one_end_says_holds_for_both() {
        for raw in [
            "$50-60K",
            "$50k-$60k",
            "$50-$60K",
            "$50k to $60k",
            "$50 to 60k",
            "50-60k USD",
            "USD 50k - 60k",
            "between $50k and $60k",
            "between 50 and 60 thousand dollars",
            "fifty to sixty thousand dollars",
            "$50/60k",
            "$50–60k",
        ] {
            let facts = read(raw);
            assert_eq!(facts.len(), 1, "{raw}: {facts:?}");
            assert!(
                facts[0].ends_with(r#"{"amount":50000,"max":60000,"currency":"USD","per":null}"#),
                "{raw}: {facts:?}"
            );
        }
        for raw in ["20-25%", "20% to 25%", "20 to 25 percent", "twenty to twenty-five per cent", "20%-25%"] {
            assert!(read(raw)[0].ends_with(r#"{"n":20,"max":25}"#), "{raw}: {:?}", read(raw));
        }
        assert!(read("10-12 reps")[0].ends_with(r#"{"n":10,"max":12,"of":"reps"}"#));
        assert!(read("$9-12/seat/mo")[0].contains(r#""amount":9,"max":12"#));
    }

    #[test]
    fn a_change_has_two_ends_of_its_own() {
        assert_eq!(read_on("goal.target", "turnover from $24m to $48m").len(), 2);
        assert_eq!(read_on("goal.target", "errors from 8 to 3%").len(), 2);
        assert!(read_on("goal.target", "errors from 8% to 3").iter().all(|fact| fact.starts_with("percent")));
    }
}

//! Quantities: a figure or a range of figures with its unit, its bounds and how surely it is put.

use crate::signals::lexicon::SpokenUnit;
use crate::signals::text::TokenKind;

use super::number::{Figure, figure_at};
use super::scene::Scene;

/// What a quantity measures.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Unit {
    /// Per hundred.
    Percent,
    /// Money in a currency (ISO 4217).
    Money(String),
    /// Time.
    Time(SpokenUnit),
}

/// A figure or a range of figures.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Quantity {
    /// First token, currency sign included.
    pub first: usize,
    /// Last token, unit included.
    pub last: usize,
    /// The figure, or the lower end.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
    /// What it measures, where that is said.
    pub unit: Option<Unit>,
    /// The scale said with it (1000 for `k`), else 1.
    pub scale: f64,
    /// Written in words.
    pub spelt: bool,
    /// A colloquial word of money ("grand").
    pub grand: bool,
    /// About so much.
    pub approx: bool,
}

/// Every quantity of a remark that no date has taken.
pub(super) fn quantities(scene: &mut Scene<'_>) -> Vec<Quantity> {
    let mut all: Vec<Quantity> = Vec::new();
    let mut index = 0;
    while index < scene.tokens().len() {
        let Some(atom) = atom_at(scene, index) else {
            index += 1;
            continue;
        };
        index = atom.last + 1;
        match all.last_mut() {
            Some(before) if joins(scene, before, &atom) => join(before, &atom),
            Some(before) => {
                share_unit(scene, before, &atom);
                all.push(atom);
            }
            None => all.push(atom),
        }
    }
    for quantity in &mut all {
        frame(scene, quantity);
    }
    all
}

/// A figure with the units around it.
fn atom_at(scene: &Scene<'_>, index: usize) -> Option<Quantity> {
    let figure = figure_at(scene, index)?;
    // "the 8th clinic" counts nothing.
    if !figure.spelt && scene.glued(figure.last + 1) && matches!(scene.norm(figure.last + 1), "st" | "nd" | "rd" | "th")
    {
        return None;
    }
    let before = currency_before(scene, figure.first);
    let behind = unit_behind(scene, &figure);
    let first = before.as_ref().map_or(figure.first, |(first, _)| *first);
    let last = behind.as_ref().map_or(figure.last, |(last, _)| *last);
    let (unit, last) = match (before, behind) {
        (Some((_, iso)), Some((last, Unit::Money(_)))) => (Some(Unit::Money(iso)), last),
        (Some((_, iso)), _) => (Some(Unit::Money(iso)), figure.last),
        (None, Some((_, unit))) => (Some(unit), last),
        (None, None) => (None, figure.last),
    };
    Some(Quantity {
        first,
        last,
        low: Some(figure.value),
        high: None,
        unit,
        scale: figure.scale,
        spelt: figure.spelt,
        grand: figure.money,
        approx: false,
    })
}

/// A currency sign, code or abbreviation right before a figure: `$`, `US$`, `CHF`, `Rs.`
fn currency_before(scene: &Scene<'_>, index: usize) -> Option<(usize, String)> {
    let money = &scene.context.lexicon.numbers.money;
    let at = if index >= 2 && scene.norm(index - 1) == "." { index - 2 } else { index.checked_sub(1)? };
    let norm = scene.norm(at);
    let iso = money.names.get(norm)?;
    let short = money.before.contains(norm);
    // A lone letter is a currency only as a capital: "R 2.4m".
    let letter = norm == "r" && !scene.tokens()[at].capital;
    if money.only_behind.contains(norm) || letter || !scene.free(at..index) || (at + 1 < index && !short) {
        return None;
    }
    let prefix = (norm == "$" && at > 0 && scene.glued(at)).then(|| money.dollars.get(scene.norm(at - 1))).flatten();
    match prefix {
        Some(iso) => Some((at - 1, iso.clone())),
        None if norm.chars().count() == 1 || short || norm.len() == 3 => Some((at, iso.clone())),
        None => None,
    }
}

/// A percent sign, a currency or a unit of time behind a figure.
fn unit_behind(scene: &Scene<'_>, figure: &Figure) -> Option<(usize, Unit)> {
    let numbers = &scene.context.lexicon.numbers;
    let mut at = figure.last + 1;
    if scene.kind(at) == Some(TokenKind::Joiner) {
        at += 1;
    }
    // "1,5 Mio. €"
    if scene.norm(at) == "."
        && scene.glued(at)
        && figure.scale > 1.0
        && numbers.money.names.contains_key(scene.norm(at + 1))
    {
        at += 1;
    }
    if !scene.free(at..at + 1) {
        return None;
    }
    let norm = scene.norm(at);
    if numbers.percent.contains(norm) {
        return Some((at, Unit::Percent));
    }
    if norm == "per" && scene.norm(at + 1) == "cent" {
        return Some((at + 1, Unit::Percent));
    }
    if let Some(iso) = numbers.money.dollars.get(norm).filter(|_| matches!(scene.norm(at + 1), "dollar" | "dollars")) {
        return Some((at + 1, Unit::Money(iso.clone())));
    }
    if let Some(iso) = numbers.money.names.get(norm).filter(|_| !numbers.money.only_before.contains(norm)) {
        let sign_of_next =
            norm.chars().count() == 1 && !scene.glued(at) && scene.kind(at + 1) == Some(TokenKind::Number);
        let us = norm == "us";
        return (!sign_of_next && !us).then(|| (at, Unit::Money(iso.clone())));
    }
    time_behind(scene, figure, at)
}

fn time_behind(scene: &Scene<'_>, figure: &Figure, at: usize) -> Option<(usize, Unit)> {
    let numbers = &scene.context.lexicon.numbers;
    let at = if numbers.unit_adjectives.contains(scene.norm(at)) { at + 1 } else { at };
    let norm = scene.norm(at);
    let unit = *numbers.time_units.get(norm)?;
    // "5 d" and "3 m" are too little to go by, and "5k hours" is a count of hours.
    let letter = norm.chars().count() == 1 && norm != "h" && !scene.glued(at);
    (!letter && figure.scale < 1e6).then_some((at, Unit::Time(unit)))
}

/// Whether two neighbours are the ends of one range.
fn joins(scene: &Scene<'_>, before: &Quantity, after: &Quantity) -> bool {
    if before.high.is_some() || after.first <= before.last + 1 {
        return false;
    }
    let same = match (&before.unit, &after.unit) {
        (Some(a), Some(b)) => a == b,
        (Some(Unit::Time(_) | Unit::Percent), None) => false,
        _ => true,
    };
    if !same || after.first != before.last + 2 {
        return false;
    }
    let started_from = before.first > 0 && scene.norm(before.first - 1) == "from";
    let between = before.first > 0 && scene.norm(before.first - 1) == "between";
    let low = before.low.unwrap_or_default() * if before.scale < after.scale { after.scale } else { 1.0 };
    let high = after.low.unwrap_or_default();
    let near = low < high && high <= low * 3.0;
    match scene.norm(before.last + 1) {
        "-" => low < high || before.low < after.low,
        "to" | "until" | "-to-" => (!started_from || one_span(scene, before, after)) && low < high,
        "and" => between,
        "or" => near,
        "/" => near && before.unit.is_none(),
        _ => false,
    }
}

/// "from 6 to 9 months" is one span, unless it is told as a change ("churn from 6 to 4").
fn one_span(scene: &Scene<'_>, before: &Quantity, after: &Quantity) -> bool {
    let shared = before.unit.is_none() && !matches!(after.unit, Some(Unit::Percent));
    let change = ["goal", "metric", "consequence", "success", "plan", "pain"]
        .iter()
        .any(|family| scene.context.in_family(family));
    shared && !change
}

/// Puts two ends together; what only the upper end says (scale, unit) holds for both.
fn join(before: &mut Quantity, after: &Quantity) {
    let shared = before.scale < after.scale && before.low < after.low.map(|high| high / before.scale);
    if shared && before.low.zip(after.low).is_some_and(|(low, high)| low * after.scale <= high) {
        before.low = before.low.map(|low| low * after.scale);
    }
    before.high = after.low;
    before.last = after.last;
    before.scale = before.scale.max(after.scale);
    before.grand |= after.grand;
    if before.unit.is_none() {
        before.unit.clone_from(&after.unit);
    }
}

/// "from 86 to 95%": two figures, one sign.
fn share_unit(scene: &Scene<'_>, before: &mut Quantity, after: &Quantity) {
    // "8, maybe 10 grand"
    let guesses = (before.last + 1..after.first)
        .all(|at| matches!(scene.norm(at), "," | "maybe" | "or" | "perhaps" | "possibly" | "say"));
    let scaled_too =
        guesses && after.scale >= 1000.0 && before.scale < 2.0 && before.unit.is_none() && before.low < Some(1000.0);
    if scaled_too {
        before.low = before.low.map(|low| low * after.scale);
        (before.scale, before.grand) = (after.scale, after.grand);
        before.unit.clone_from(&after.unit);
    }
    let apart = after.first == before.last + 2 && matches!(scene.norm(before.last + 1), "to" | "->");
    if apart && before.unit.is_none() {
        before.unit.clone_from(&after.unit);
        if before.scale < after.scale && before.low.unwrap_or_default() < 1000.0 {
            before.low = before.low.map(|low| low * after.scale);
            before.scale = after.scale;
        }
    }
}

/// Reads what stands around a quantity: "up to", "about", "at least", "tops".
fn frame(scene: &Scene<'_>, quantity: &mut Quantity) {
    let mut at = quantity.first;
    let mut upper = false;
    for filler in ["next", "coming", "the"] {
        if at > 0 && scene.norm(at - 1) == filler && matches!(quantity.unit, Some(Unit::Time(_))) {
            at -= 1;
        }
    }
    for _ in 0..2 {
        if let Some(start) = scene.phrase_before("approximate", at) {
            quantity.approx = true;
            at = start;
        }
    }
    if scene.phrase_before("lower_before", at).is_none() || negated_bound(scene, at) {
        upper = scene.phrase_before("upper_before", at).is_some_and(|start| !scene.moves_to(start));
    }
    let behind = quantity.last + 1;
    quantity.approx |= scene.phrase_after("approximate_after", behind).is_some();
    let comma = usize::from(scene.norm(behind) == ",");
    upper |= scene.phrase_after("upper_after", behind + comma).is_some();
    if upper && quantity.high.is_none() {
        quantity.high = quantity.low.take();
    }
}

/// "no more than" ends in "more than", which alone is a lower bound.
fn negated_bound(scene: &Scene<'_>, at: usize) -> bool {
    let lower = scene.phrase_before("lower_before", at);
    let upper = scene.phrase_before("upper_before", at);
    matches!((lower, upper), (Some(lower), Some(upper)) if upper < lower)
}

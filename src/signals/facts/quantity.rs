//! Quantities: a figure or a range of figures with its unit, its bounds and how surely it is put.

use crate::signals::lexicon::SpokenUnit;
use crate::signals::text::TokenKind;

use super::currency::Currency;
use super::fraction::closes;
use super::number::{Figure, Form, figure_at};
use super::scene::Scene;
use super::{bounds, cents, currency, range};

/// What a quantity measures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Unit<'a> {
    /// Per hundred.
    Percent,
    /// Money, in a currency (ISO 4217) if it is clear which.
    Money(Option<&'a str>),
    /// Time.
    Time(SpokenUnit),
}

/// A figure or a range of figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Quantity<'a> {
    /// First token, currency sign included.
    pub first: usize,
    /// Last token, unit included.
    pub last: usize,
    /// The figure, or the lower end.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
    /// What the lower end is worth where a dot groups, if that can be.
    pub grouped: Option<f64>,
    /// What it measures, where that is said.
    pub unit: Option<Unit<'a>>,
    /// The scale said with it (1000 for `k`), else 1.
    pub scale: f64,
    /// How it is written.
    pub form: Form,
    /// A colloquial word of money ("grand").
    pub grand: bool,
    /// Said in cents.
    pub hundredths: bool,
    /// About so much.
    pub approx: bool,
}

impl Quantity<'_> {
    /// Whether it is written in words.
    pub(super) fn spelt(&self) -> bool {
        self.form > Form::Digits
    }

    /// Takes a dot as one that groups: people and euros come in thousands, not in thousandths.
    pub(super) fn group(&mut self) {
        if let (Some(grouped), Some(low)) = (self.grouped.take(), self.low.as_mut()) {
            // The scale of a range's upper end is in it already.
            *low = grouped;
        }
    }
}

/// Every quantity of a remark that no date has taken.
pub(super) fn quantities<'a>(scene: &Scene<'a>) -> Vec<Quantity<'a>> {
    let mut all: Vec<Quantity<'a>> = Vec::new();
    let mut index = 0;
    while index < scene.tokens().len() {
        let from = all.last().map_or(0, |before| before.last + 1);
        let Some(mut atom) = atom_at(scene, index, from) else {
            index += 1;
            continue;
        };
        if let Some(before) = all.last_mut() {
            if range::joins(scene, before, &atom) {
                index = atom.last + 1;
                range::join(before, &atom);
                continue;
            }
            range::share_unit(scene, before, &mut atom);
            if range::corrects(scene, before, &atom) {
                all.pop();
            }
        }
        index = atom.last + 1;
        all.push(atom);
    }
    for quantity in &mut all {
        bounds::frame(scene, quantity);
    }
    all
}

/// A figure with the units around it, not reaching back beyond `from`.
fn atom_at<'a>(scene: &Scene<'a>, index: usize, from: usize) -> Option<Quantity<'a>> {
    if scene.kind(index) == Some(TokenKind::Word) && !scene.may_count(index) {
        return None;
    }
    if let Some(one) = one_of_money(scene, index).or_else(|| one_of_time(scene, index)) {
        return Some(finished(scene, one));
    }
    let figure = figure_at(scene, index)?;
    // "the 8th clinic" counts nothing.
    let rank = scene.context.lexicon.numbers.grammar.rank.contains(scene.norm(figure.last + 1));
    if !figure.spelt() && scene.glued(figure.last + 1) && rank {
        return None;
    }
    let before = currency::before(scene, figure.first, from);
    let (unit, last, times) = match (before, unit_behind(scene, &figure)) {
        (Some(money), Some(Behind { unit: Unit::Money(_), last, scale })) => {
            (Some(Unit::Money(money.iso)), last, money.scale.max(scale))
        }
        (Some(money), _) => (Some(Unit::Money(money.iso)), figure.last, money.scale),
        (None, Some(behind)) => (Some(behind.unit), behind.last, behind.scale),
        (None, None) => (None, figure.last, 1.0),
    };
    let hundredths = times < 0.1 && matches!(unit, Some(Unit::Money(_)));
    let value = if times < 1.0 { figure.value / (1.0 / times).round() } else { figure.value * times };
    let quantity = Quantity {
        first: before.map_or(figure.first, |money| money.first),
        last,
        low: Some(value),
        high: None,
        grouped: figure.grouped,
        unit,
        scale: figure.scale * times.max(1.0),
        form: figure.form,
        grand: figure.money,
        hundredths,
        approx: figure.approx,
    };
    Some(finished(scene, share(scene, &figure, quantity)))
}

/// "a dollar", where no noun makes it an adjective.
fn one_of_money<'a>(scene: &Scene<'a>, index: usize) -> Option<Quantity<'a>> {
    let numbers = &scene.context.lexicon.numbers;
    let article = numbers.grammar.articles.contains(scene.norm(index));
    if !article || !numbers.money.by_article.contains(scene.norm(index + 1)) {
        return None;
    }
    let next = scene.norm(index + 2);
    let noun = scene.kind(index + 2) == Some(TokenKind::Word)
        && !numbers.nouns.function_words.contains(next)
        && !numbers.words.contains_key(next)
        && !numbers.periods.alone.contains(next)
        && !numbers.periods.joins.contains(next);
    let hyphen = scene.kind(index + 2) == Some(TokenKind::Joiner);
    let Currency { iso, last, .. } = currency::behind(scene, index + 1).filter(|_| !noun && !hyphen)?;
    Some(one(index, last, Unit::Money(iso)))
}

/// "takes a week", "within a year": an article that counts, behind a word that leads to a length of time.
fn one_of_time<'a>(scene: &Scene<'a>, index: usize) -> Option<Quantity<'a>> {
    let numbers = &scene.context.lexicon.numbers;
    let before = index.checked_sub(1)?;
    if !numbers.grammar.articles.contains(scene.norm(index)) || !numbers.lengths.led_by.contains(scene.norm(before)) {
        return None;
    }
    let spoken = *numbers.time_units.get(scene.norm(index + 1))?;
    let other = numbers.lengths.no_article_units.contains(scene.norm(index + 1))
        || numbers.lengths.not_behind.contains(scene.norm(index + 2));
    (!other && scene.free(index..index + 2)).then(|| one(index, index + 1, Unit::Time(spoken)))
}

/// One of a unit, said with an article.
fn one(first: usize, last: usize, unit: Unit<'_>) -> Quantity<'_> {
    Quantity {
        first,
        last,
        low: Some(1.0),
        high: None,
        grouped: None,
        unit: Some(unit),
        scale: 1.0,
        form: Form::Words,
        grand: false,
        hundredths: false,
        approx: false,
    }
}

/// Adds cents, brackets and a sign, and settles what a dot does beside a currency.
fn finished<'a>(scene: &Scene<'a>, mut quantity: Quantity<'a>) -> Quantity<'a> {
    let Some(Unit::Money(iso)) = quantity.unit else { return quantity };
    let money = &scene.context.lexicon.numbers.money;
    let thousands = quantity.grouped.is_some_and(|grouped| grouped % 1000.0 == 0.0);
    if thousands || iso.is_some_and(|iso| money.dot_groups.contains(iso)) {
        quantity.group();
    }
    quantity.grouped = None;
    if let Some((amount, last)) = cents::with_cents(scene, &quantity) {
        (quantity.low, quantity.last) = (Some(amount), last);
    }
    bounds::signed(scene, quantity)
}

/// "one out of three" is a share, where it is all that is said: "3 out of 10 orders" are two counts, and "nine out of
/// ten, I'd say" is an idiom.
fn share<'a>(scene: &Scene<'a>, figure: &Figure, quantity: Quantity<'a>) -> Quantity<'a> {
    let out_of = &scene.context.lexicon.numbers.shares.out_of;
    let at = figure.last + 1;
    let said = out_of.iter().any(|(out, of)| scene.norm(at) == out && scene.norm(at + 1) == of);
    if !said || quantity.unit.is_some() {
        return quantity;
    }
    let alone =
        |whole: &Figure| figure.first == 0 && closes(scene, whole.last + 1) && whole.last + 3 > scene.tokens().len();
    match figure_at(scene, at + 2) {
        Some(whole) if alone(&whole) && whole.value > 0.0 && figure.value <= whole.value => Quantity {
            last: whole.last,
            low: Some(100.0 * figure.value / whole.value),
            unit: Some(Unit::Percent),
            ..quantity
        },
        _ => quantity,
    }
}

/// A unit behind a figure.
struct Behind<'a> {
    last: usize,
    unit: Unit<'a>,
    /// What the figure is multiplied by.
    scale: f64,
}

/// A percent sign, a currency or a unit of time behind a figure.
fn unit_behind<'a>(scene: &Scene<'a>, figure: &Figure) -> Option<Behind<'a>> {
    let numbers = &scene.context.lexicon.numbers;
    let mut at = figure.last + 1;
    if scene.kind(at) == Some(TokenKind::Joiner) {
        at += 1;
    }
    // "1,5 Mio. €"
    if scene.norm(at) == "." && scene.glued(at) && figure.scale > 1.0 && currency::begins_at(scene, at + 1) {
        at += 1;
    }
    if !scene.free(at..at + 1) {
        return None;
    }
    if let Some((last, scale)) = super::percent::unit_at(scene, at) {
        return Some(Behind { last, unit: Unit::Percent, scale });
    }
    if let Some(money) = currency::behind(scene, at) {
        return Some(Behind { last: money.last, unit: Unit::Money(money.iso), scale: money.scale });
    }
    if let Some((last, iso)) = cents::cents_at(scene, figure) {
        return Some(Behind { last, unit: Unit::Money(iso), scale: 0.01 });
    }
    let at = if numbers.lengths.adjectives.contains(scene.norm(at)) { at + 1 } else { at };
    let norm = scene.norm(at);
    let unit = *numbers.time_units.get(norm)?;
    // "three quarters of the team"
    let part = numbers.parts.contains_key(norm)
        && numbers.grammar.of.contains(scene.norm(at + 1))
        && numbers.nouns.determiners.contains(scene.norm(at + 2));
    if part {
        return None;
    }
    // "5 d" and "3 m" are too little to go by, and "5k hours" is a count of hours.
    // "20k min" is a least amount.
    let letter = norm.chars().count() == 1 && norm != "h" && !scene.glued(at)
        || figure.scale > 1.0 && numbers.lengths.no_article_units.contains(norm);
    (!letter && figure.scale < 1e6).then_some(Behind { last: at, unit: Unit::Time(unit), scale: 1.0 })
}

//! Particulars: what in a remark could be checked (signals.md), and what of it is drowned in a hedge.
//!
//! Facts are particulars where they are asserted. Causes, steps in an order, names that no extractor knows, a named
//! industry and a recurring day are read here, because they have no typed value.

use std::collections::{BTreeMap, BTreeSet};

use crate::bank::ValueKind;
use crate::signals::lexicon::Cue;
use crate::signals::spans::Spans;
use crate::signals::text::{Boundary, TokenKind};
use crate::signals::value::{Fact, Span, Standing, Value};

use super::{Examined, links, steps, unknowing};

/// Something that could be checked.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Particular {
    /// What sort of particular.
    pub(crate) sort: Sort,
    /// The words that hold it.
    pub(crate) span: Span,
    /// A hedge takes its value away: "maybe 50k or 500k, who knows".
    pub(crate) drowned: bool,
}

/// A sort of particular.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// A typed value.
    Value(ValueKind),
    /// A stated cause or consequence.
    Cause,
    /// A step in an order.
    Step,
    /// A name that is no typed value, such as a customer's.
    Name,
    /// The industry, where that is asked.
    Industry,
    /// A recurring day.
    Day,
    /// A share or a frequency that is no typed value: "half of our members", "twice a night".
    Share,
    /// A season or a length of time that is no typed value: "in autumn", "lose a day".
    Time,
    /// What a requirement or an experience names: "without an app", "at my last job".
    Named,
}

/// So many words at most stand between two alternatives.
const BETWEEN: usize = 6;

/// From this ratio on, alternatives say nothing (signals.md: "more than three-fold apart").
const FAR_APART: f64 = 3.0;

/// Within this share two amounts are the same, reckoned by the year.
const SAME_SHARE: f64 = 0.05;

/// So far back a value that is said again is looked for: who repeats himself does so soon.
const REPEATS: usize = 50;

/// The particulars of a remark, in the order of the text.
pub(super) fn of(examined: &Examined<'_>) -> Vec<Particular> {
    let mut found = values(examined);
    if examined.question.asks_for(ValueKind::Number) {
        // "Zero accidents" names a figure, though no extractor counts nothing.
        let nil = examined
            .cues("impossible.nil")
            .filter(|cue| matches!(examined.text.norm(cue.tokens.start), "zero" | "nil"));
        nil.for_each(|cue| found.add(Sort::Value(ValueKind::Number), cue.span));
        // "Double bookings" is no figure of today; "double" as a target is one.
        let aims = examined.topic.id != *"metric.baseline";
        for cue in examined.all_cues().iter().filter(|cue| aims && cue.list.starts_with("impossible.times_")) {
            found.add(Sort::Value(ValueKind::Number), cue.span);
        }
    }
    for span in steps::of(examined, |span| found.is_free(span)) {
        found.add(Sort::Step, span);
    }
    let untyped = [
        ("cause.share", Sort::Share),
        ("cause.season", Sort::Time),
        ("cause.lasting", Sort::Time),
        ("cause.weekday", Sort::Day),
        (named_in(examined), Sort::Named),
    ];
    for (list, sort) in untyped {
        // "Behind the ERP rollout" names something, "before it" does not.
        let names = |cue: &&Cue<'_>| sort != Sort::Named || examined.content_in(cue.tokens.end - 1..cue.tokens.end) > 0;
        for cue in examined.cues(list).filter(names) {
            found.add(sort, cue.span);
        }
    }
    for span in names(examined) {
        found.add(Sort::Name, span);
    }
    if let Some(span) = industry(examined, &found) {
        found.add(Sort::Industry, span);
    }
    let mut all = found.all;
    let unknown = |span: Span| unknowing::is_what_is_unknown(examined, examined.text.token_at(span.start));
    for particular in all.iter_mut().filter(|found| is_referral(examined, found) || unknown(found.span)) {
        particular.drowned = true;
    }
    let taken: Spans = all.iter().map(|particular| particular.span).collect();
    if let Some(span) = links::cause(examined, &taken).filter(|span| !unknown(*span)) {
        // A cause is a particular beside the figures that stand in it.
        all.push(Particular { sort: Sort::Cause, span, drowned: false });
    }
    all.sort_by_key(|particular| (particular.span.start, particular.span.end));
    all
}

/// Particulars as they are found; no two share a word.
#[derive(Debug, Default)]
struct Found {
    all: Vec<Particular>,
    /// Where they begin and end.
    taken: BTreeMap<usize, usize>,
}

impl Found {
    /// Adds a particular whose words are not taken yet.
    fn add(&mut self, sort: Sort, span: Span) {
        if self.is_free(&span) {
            self.taken.insert(span.start, span.end);
            self.all.push(Particular { sort, span, drowned: false });
        }
    }

    fn is_free(&self, span: &Span) -> bool {
        self.taken.range(..span.end).next_back().is_none_or(|(_, &end)| end <= span.start)
    }
}

/// The facts that count as particulars.
fn values(examined: &Examined<'_>) -> Found {
    let mut found = Found::default();
    let hedges = Hedges::of(examined);
    let mut restated = Vec::new();
    for (at, fact) in examined.facts.iter().enumerate() {
        let before = &examined.facts[at.saturating_sub(REPEATS)..at];
        let said_before = before.iter().any(|earlier| earlier.value == fact.value);
        if said_before || hedges.stock.hold(&fact.span) {
            continue;
        }
        if let Some(kind) = checkable(examined, fact, &hedges) {
            found.add(Sort::Value(kind), fact.span);
            if before.iter().any(|earlier| says_the_same(&earlier.value, &fact.value)) {
                restated.push(fact.span);
            }
        }
    }
    let drowned: BTreeSet<Span> =
        drowned(examined).into_iter().map(|index| examined.facts[index].span).chain(restated).collect();
    for particular in &mut found.all {
        particular.drowned = drowned.contains(&particular.span);
    }
    found
}

/// "13k a month, so 156k a year": one amount by two measures is one particular.
fn says_the_same(a: &Value, b: &Value) -> bool {
    let yearly = |value: &Value| match value {
        Value::Money { amount: Some(amount), per: Some(per), .. } => Some((amount * per.a_year()?, *per)),
        _ => None,
    };
    let (Some((a, of_a)), Some((b, of_b))) = (yearly(a), yearly(b)) else { return false };
    of_a != of_b && (a - b).abs() <= SAME_SHARE * a.abs().max(b.abs())
}

/// Wording that takes a fact its worth.
struct Hedges {
    /// "Same as last year" says nothing, though it holds a date.
    stock: Spans,
    /// "We needed it yesterday" is urgency, not a day.
    urgent: Spans,
    /// "Management looks after that" names nobody; "the board signs" does.
    nobody: Spans,
    /// The first two facts that give power a limit or share it.
    backing: Vec<Span>,
}

impl Hedges {
    fn of(examined: &Examined<'_>) -> Self {
        let spans = |list| examined.cues(list).map(|cue| cue.span).collect();
        let asks_for_date = examined.question.asks_for(ValueKind::Date);
        let backs = |fact: &&Fact| match &fact.value {
            Value::Money { .. } | Value::Count { .. } => fact.standing == Standing::Asserted,
            Value::Person { .. } => fact.standing == Standing::Asserted && !is_bare_speaker(fact),
            _ => false,
        };
        let mut stock: Vec<Span> = examined.cues("stock.filler").map(|cue| cue.span).collect();
        if examined.topic.id == *"goal.statement" {
            stock.extend(examined.cues("stock.now").map(|cue| cue.span));
        }
        stock.sort_unstable();
        Self {
            stock: stock.into_iter().collect(),
            urgent: if asks_for_date { spans("hedge.time") } else { Spans::default() },
            nobody: spans("hedge.person"),
            backing: examined.facts.iter().filter(backs).map(|fact| fact.span).take(2).collect(),
        }
    }
}

/// The list of what else counts as named on a topic.
fn named_in(examined: &Examined<'_>) -> &'static str {
    match examined.topic.id.family() {
        "criteria" => "cause.requirement",
        "product" => "cause.experience",
        "priority" => "cause.rank",
        "company" if examined.topic.id == *"company.platform" => "cause.hosting",
        _ => "",
    }
}

/// The kind that a fact counts as; `None` where it is no particular.
fn checkable(examined: &Examined<'_>, fact: &Fact, hedges: &Hedges) -> Option<ValueKind> {
    // "If we got that down to 5 % I'd be delighted" is a target, though it is put as a condition.
    let wished =
        matches!(examined.topic.id.as_str(), "metric.target" | "goal.target" | "goal.statement" | "success.picture");
    // Experience with such products counts wherever it was made.
    let learned = examined.topic.id == *"product.familiarity" && fact.standing == Standing::Foreign;
    let stands = fact.standing == Standing::Asserted || learned || (wished && fact.standing == Standing::Hypothetical);
    if !stands {
        return None;
    }
    match &fact.value {
        Value::Date { .. } if hedges.urgent.hold(&fact.span) => None,
        Value::YesNo { .. } | Value::Choice { .. } | Value::Text { .. } => None,
        // "Management looks after that" names nobody; "the board signs" does.
        Value::Person { name: None, .. } if !is_bare_speaker(fact) && hedges.nobody.hold(&fact.span) => None,
        // Power that the speaker claims counts with a limit or a second person beside it (signals.md).
        Value::Person { .. }
            if claims_power(examined, fact) && hedges.backing.iter().all(|span| *span == fact.span) =>
        {
            None
        }
        // "18, I reckon" to the budget: what is asked for needs no unit.
        Value::Count { of: None, .. } => Some(bare_figure(examined)),
        value => Some(value.kind()),
    }
}

/// What a figure without a unit is, by what was asked for.
fn bare_figure(examined: &Examined<'_>) -> ValueKind {
    let is_read = |kind: ValueKind| examined.facts.iter().any(|fact| fact.value.kind() == kind);
    match examined.topic.kind {
        asked @ (ValueKind::Money | ValueKind::Duration) if !is_read(asked) => asked,
        _ => ValueKind::Count,
    }
}

/// "I sign" to who signs; "I wrote that list" is a plain answer to who did.
fn claims_power(examined: &Examined<'_>, fact: &Fact) -> bool {
    is_bare_speaker(fact) && matches!(examined.topic.id.family(), "authority" | "buyer")
}

/// A person without name or role is the speaker.
fn is_bare_speaker(fact: &Fact) -> bool {
    matches!(&fact.value, Value::Person { name: None, role: None, .. })
}

/// The figures that a hedge takes the value from, as indices of the facts.
fn drowned(examined: &Examined<'_>) -> Vec<usize> {
    let either = examined.cue("hedge.either").is_some();
    // "Could be ten grand, could be a hundred, no idea": who guesses and does not know has named nothing.
    let guesses =
        either && examined.cue("unknowing.ignorance").is_some() && examined.cue("unknowing.exactness").is_none();
    let wild = guesses || examined.cue("hedge.wild").is_some();
    let figures: Vec<(usize, ValueKind, f64, f64)> = examined
        .facts
        .iter()
        .enumerate()
        .filter_map(|(index, fact)| ends(&fact.value).map(|(low, high)| (index, fact.value.kind(), low, high)))
        .collect();
    let apart = |low: f64, high: f64| low > 0.0 && high / low > FAR_APART;
    let alternatives = |a: &(usize, ValueKind, f64, f64), b: &(usize, ValueKind, f64, f64)| {
        let (first, second) = (&examined.facts[a.0], &examined.facts[b.0]);
        a.1 == b.1
            && apart(a.3.min(b.3), a.3.max(b.3))
            && same_measure(&first.value, &second.value)
            && stand_as_alternatives(examined, first.span, second.span)
    };
    // No more figures than words stand between two alternatives.
    let near = |at: usize| at.saturating_sub(BETWEEN + 1)..(at + BETWEEN + 2).min(figures.len());
    let has_alternative =
        |at: usize| near(at).any(|other| other != at && alternatives(&figures[at.min(other)], &figures[at.max(other)]));
    let is_drowned = |&at: &usize| wild || apart(figures[at].2, figures[at].3) || (either && has_alternative(at));
    (0..figures.len()).filter(is_drowned).map(|at| figures[at].0).collect()
}

/// No wording that refers to somebody is longer, the few words behind it included.
const REFERRAL: usize = 16;

/// Who is named only as the one to ask ("you'd have to ask Kim"): no answer by itself.
fn is_referral(examined: &Examined<'_>, particular: &Particular) -> bool {
    if !matches!(particular.sort, Sort::Value(ValueKind::Person) | Sort::Name) {
        return false;
    }
    let first = examined.facts.partition_point(|fact| fact.span < particular.span);
    let own = || examined.facts[first..].iter().take_while(|fact| fact.span == particular.span);
    let acts = own().any(|fact| matches!(&fact.value, Value::Person { does: Some(_), .. }));
    // "That's done in head office, no idea who": a body without a name is not who was asked for.
    let body = own().any(|fact| matches!(&fact.value, Value::Person { name: None, .. }));
    if body && !acts && examined.cue("unknowing.ignorance").is_some() {
        return true;
    }
    let first = examined.text.token_at(particular.span.start);
    let behind = first.saturating_sub(REFERRAL)..first;
    let asked =
        examined.cues_begun("unknowing.refer", behind).any(|cue| cue.tokens.end <= first && first < cue.tokens.end + 3);
    asked && !acts
}

/// Both ends of a figure; equal for a single one. A one-sided bound has no range.
fn ends(value: &Value) -> Option<(f64, f64)> {
    let (low, high) = match value {
        Value::Money { amount: low, max, .. } => (*low, *max),
        Value::Count { n: low, max, .. } | Value::Percent { n: low, max, .. } | Value::Duration { n: low, max, .. } => {
            (*low, *max)
        }
        _ => return None,
    };
    let one = low.or(high)?;
    Some((low.unwrap_or(one), high.unwrap_or(one)))
}

/// Whether two values measure the same sort of thing: what is counted, or the unit of time.
fn same_measure(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Count { of: Some(a), .. }, Value::Count { of: Some(b), .. }) => a.eq_ignore_ascii_case(b),
        (Value::Duration { unit: a, .. }, Value::Duration { unit: b, .. }) => a == b,
        (Value::Money { per: a, .. }, Value::Money { per: b, .. }) => a == b,
        _ => true,
    }
}

/// "50k or 500k", "maybe 5k, maybe 50k": a word for alternatives right before or between the two.
fn stand_as_alternatives(examined: &Examined<'_>, first: Span, second: Span) -> bool {
    let between = examined.text.token_at(first.end)..examined.text.token_at(second.start);
    if between.len() > BETWEEN {
        return false;
    }
    let linked = examined.cues_begun("hedge.either", between.clone()).next().is_some();
    let words = between.filter(|&at| examined.text.tokens()[at].kind == TokenKind::Word).count();
    linked && words <= 4
}

/// Names that no extractor knows: capitals in the middle of a sentence.
fn names(examined: &Examined<'_>) -> Vec<Span> {
    let tokens = examined.text.tokens();
    let words = tokens.iter().filter(|token| token.kind == TokenKind::Word);
    let (all, capitals) = words.fold((0, 0), |(all, capitals), token| (all + 1, capitals + usize::from(token.capital)));
    // Where most words are capitals, capitals mean nothing.
    if capitals * 2 > all {
        return Vec::new();
    }
    // "What troubles Piet? No idea": who says the question again has named nobody yet.
    let asked = tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.norm == "?")
        .map(|(at, _)| examined.text.span(examined.text.sentence(at).start, at));
    let echoed: Spans = asked.collect();
    let mut names: Vec<Span> = Vec::new();
    let capitals = tokens
        .iter()
        .filter(|token| token.kind == TokenKind::Word && token.capital && token.boundary != Boundary::Sentence);
    for token in capitals {
        let word = token.span.of(examined.text.raw());
        let mixed = word.chars().count() > 2 && word.chars().skip(1).any(char::is_lowercase);
        if !mixed || echoed.hold(&token.span) {
            continue;
        }
        match names.last_mut() {
            Some(last) if token.span.start <= last.end + 1 => last.end = token.span.end,
            _ => names.push(token.span),
        }
    }
    names
}

/// The industry in an answer that was asked for it: the words that say something and are no other value.
fn industry(examined: &Examined<'_>, found: &Found) -> Option<Span> {
    if examined.topic.id != *"company.industry" {
        return None;
    }
    let loose: Spans = examined.loose_anywhere().into_iter().chain(examined.loose()).collect();
    let tokens = examined.text.tokens();
    examined
        .content_tokens(0..tokens.len())
        .map(|at| tokens[at].span)
        .find(|span| found.is_free(span) && !loose.overlap(span))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::Per;
    use crate::signals::rules::samples::{count, examine, money, person, topic};

    fn sorts(topic_id: &str, raw: &str, facts: &[(&str, Value)]) -> Vec<Sort> {
        examine(&topic(topic_id), raw, facts, |examined| examined.solid().map(|p| p.sort).collect())
    }

    #[test]
    fn wild_alternatives_are_drowned_and_a_narrow_range_is_not() {
        let wild = [("50k", money(50_000.0)), ("500k", money(500_000.0))];
        assert!(sorts("budget.amount", "maybe 50k or 500k", &wild).is_empty());
        let near = [("50k", money(50_000.0)), ("60k", money(60_000.0))];
        assert_eq!(sorts("budget.amount", "50k or 60k", &near).len(), 2);
        let change = [("90", count(90.0, None)), ("3", count(3.0, None))];
        assert_eq!(sorts("need.degree", "alerts went from 90 a night to 3", &change).len(), 2);
    }

    #[test]
    fn an_amount_by_another_period_is_no_second_particular() {
        let amount =
            |n, per| Value::Money { amount: Some(n), max: None, currency: None, per: Some(per), approx: false };
        let facts = [("13k a month", amount(13e3, Per::Month)), ("156k a year", amount(156e3, Per::Year))];
        assert_eq!(sorts("pain.cost", "13k a month, so 156k a year", &facts).len(), 1);
        let other = [("13k a month", amount(13e3, Per::Month)), ("90k a year", amount(90e3, Per::Year))];
        assert_eq!(sorts("pain.cost", "13k a month, and 90k a year", &other).len(), 2);
    }

    #[test]
    fn who_knows_drowns_a_single_figure() {
        assert!(sorts("budget.amount", "40k, who knows", &[("40k", money(40_000.0))]).is_empty());
    }

    #[test]
    fn power_needs_a_limit_or_a_second_person() {
        let speaker = Value::Person { name: None, role: None, does: Some("signs".into()) };
        assert!(sorts("authority.signs", "I sign", &[("I sign", speaker.clone())]).is_empty());
        let limited = [("I sign", speaker.clone()), ("5k", money(5_000.0))];
        assert_eq!(sorts("authority.signs", "I sign up to 5k", &limited).len(), 2);
        let joint = [("I", speaker), ("Kim", person("Kim"))];
        assert_eq!(sorts("authority.signs", "I and Kim", &joint).len(), 2);
    }

    #[test]
    fn a_name_counts_in_the_middle_of_a_sentence_only() {
        assert_eq!(sorts("timeline.driver", "the Harbour tender asks for it", &[]), [Sort::Name]);
        assert!(sorts("timeline.driver", "Harbour dues are on us", &[]).is_empty());
        assert!(sorts("timeline.driver", "We Need It For The Harbour Tender", &[]).is_empty());
        assert!(sorts("timeline.driver", "the VC and IT said so", &[]).is_empty());
    }
}

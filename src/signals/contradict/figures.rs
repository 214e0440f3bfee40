//! Figures and dates that cannot both be right.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::bank::Per;
use crate::bank::{Topics, ValueKind};
use crate::signals::value::{Fact, Value};

use super::Verdict;
use super::side::Side;

/// Topics whose figures add up unless they are about the same thing: two costs, two metrics.
const ADDITIVE: &[&str] = &["pain.cost", "spend.current", "goal.target", "metric.baseline", "metric.target"];

/// Words for people of no particular sort.
const ANYBODY: &[&str] = &[
    "", "people", "ppl", "person", "persons", "user", "users", "of us", "us", "staff", "folks", "heads", "seats",
    "in all",
];

/// Money on one topic, with the same scope and period.
pub(super) fn money(before: &Side<'_>, now: &Side<'_>, topics: &Topics) -> Verdict {
    compare(before, now, topics, ValueKind::Money, |a, b| match (a, b) {
        (
            Value::Money { amount: a, max: a_max, currency: a_currency, per: a_per, .. },
            Value::Money { amount: b, max: b_max, currency: b_currency, per: b_per, .. },
        ) => {
            let same_currency = a_currency.is_none() || b_currency.is_none() || a_currency == b_currency;
            let (a_factor, b_factor) = same_currency.then(|| periods(*a_per, *b_per)).flatten()?;
            let limit = now.topic == *"authority.limit";
            Some((range(*a, *a_max, limit)?.times(a_factor), range(*b, *b_max, limit)?.times(b_factor)))
        }
        _ => None,
    })
}

/// Percentages of one metric.
pub(super) fn percentages(before: &Side<'_>, now: &Side<'_>, topics: &Topics) -> Verdict {
    compare(before, now, topics, ValueKind::Percent, |a, b| match (a, b) {
        (Value::Percent { n: a, max: a_max, .. }, Value::Percent { n: b, max: b_max, .. }) => {
            Some((range(*a, *a_max, false)?, range(*b, *b_max, false)?))
        }
        _ => None,
    })
}

/// Lengths of time of one process.
pub(super) fn durations(before: &Side<'_>, now: &Side<'_>, topics: &Topics) -> Verdict {
    compare(before, now, topics, ValueKind::Duration, |a, b| match (a, b) {
        (
            Value::Duration { n: a, max: a_max, unit: a_unit, .. },
            Value::Duration { n: b, max: b_max, unit: b_unit, .. },
        ) => Some((range(*a, *a_max, false)?.times(a_unit.days()), range(*b, *b_max, false)?.times(b_unit.days()))),
        _ => None,
    })
}

/// Counts of the same things: users, or people of the company.
pub(super) fn counts(before: &Side<'_>, now: &Side<'_>, topics: &Topics) -> Verdict {
    let topic = match now.topic.family() {
        "company" => "company.size",
        _ => now.topic.as_str(),
    };
    let Some(known) = topics.get(topic) else { return Verdict::Unrelated };
    let same_family = before.topic.family() == now.topic.family();
    if !known.exclusive
        || !same_family
        || !same_scope(before, now)
        || now.says(&["also", "plus", "another", "additional"])
    {
        return Verdict::Unrelated;
    }
    let (earlier, later) = (before.asserted(topic, ValueKind::Count), now.asserted(topic, ValueKind::Count));
    let (Some((a, a_of)), Some((b, b_of))) = (total(&earlier), total(&later)) else { return Verdict::Unrelated };
    let alike = a_of == b_of || ANYBODY.contains(&a_of.as_str()) || ANYBODY.contains(&b_of.as_str());
    if !alike || (ADDITIVE.contains(&topic) && !share_a_subject(before, now)) {
        return Verdict::Unrelated;
    }
    judged(a, b, known.tolerance, earlier[0], later[0])
}

/// Dates of the same event that do not overlap.
pub(super) fn dates(before: &Side<'_>, now: &Side<'_>, topics: &Topics) -> Verdict {
    let topic = now.topic.as_str();
    let exclusive = topics.get(topic).is_some_and(|topic| topic.exclusive && topic.kind == ValueKind::Date);
    if !exclusive || before.topic != now.topic || phases(before).is_disjoint(&phases(now)) {
        return Verdict::Unrelated;
    }
    let (earlier, later) = (before.asserted(topic, ValueKind::Date), now.asserted(topic, ValueKind::Date));
    let (Some(first), Some(second)) = (earlier.first(), later.first()) else { return Verdict::Unrelated };
    let meet = earlier.iter().any(|a| later.iter().any(|b| overlap(&a.value, &b.value)));
    if meet { Verdict::Agree } else { Verdict::Conflict(first.span, second.span) }
}

/// A range of figures; an open lower end is zero.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Range {
    low: f64,
    high: f64,
}

impl Range {
    fn times(self, factor: f64) -> Self {
        Self { low: self.low * factor, high: self.high * factor }
    }
}

/// The range of a figure; of a bound that is the figure itself (a signing limit) both ends are the bound.
fn range(low: Option<f64>, max: Option<f64>, bound_is_figure: bool) -> Option<Range> {
    let high = max.or(low)?;
    let open = if bound_is_figure { high } else { 0.0 };
    Some(Range { low: low.unwrap_or(open), high })
}

/// Compares the only figure of a kind on both sides.
fn compare(
    before: &Side<'_>,
    now: &Side<'_>,
    topics: &Topics,
    kind: ValueKind,
    ranges: impl Fn(&Value, &Value) -> Option<(Range, Range)>,
) -> Verdict {
    let topic = now.topic.as_str();
    let Some(known) = topics.get(topic).filter(|topic| topic.exclusive) else { return Verdict::Unrelated };
    // "If it works we could do 40k" is an amount, but nobody has it.
    let hypothetical = before.says(&["if"]) || now.says(&["if"]);
    let comparable = before.topic == now.topic
        && !hypothetical
        && same_scope(before, now)
        && (!ADDITIVE.contains(&topic) || share_a_subject(before, now))
        && (topic != "authority.limit" || same_people(before, now));
    let (earlier, later) = (before.asserted(topic, kind), now.asserted(topic, kind));
    let ([a], [b]) = (earlier.as_slice(), later.as_slice()) else { return Verdict::Unrelated };
    match ranges(&a.value, &b.value) {
        Some((x, y)) if comparable => judged(x, y, known.tolerance, a, b),
        _ => Verdict::Unrelated,
    }
}

/// Two ranges conflict where the gap between them is more than the tolerance, as a share of the larger value.
fn judged(a: Range, b: Range, tolerance: f64, earlier: &Fact, later: &Fact) -> Verdict {
    let (lower, upper) = if a.low <= b.low { (a, b) } else { (b, a) };
    let gap = upper.low - lower.high;
    if gap <= 0.0 || upper.low <= 0.0 || gap / upper.low <= tolerance {
        Verdict::Agree
    } else {
        Verdict::Conflict(earlier.span, later.span)
    }
}

/// What brings two periods to one; `None` where they cannot be compared.
fn periods(a: Option<Per>, b: Option<Per>) -> Option<(f64, f64)> {
    match (a, b) {
        (None, None) => Some((1.0, 1.0)),
        (Some(a), Some(b)) if a == b => Some((1.0, 1.0)),
        (Some(a), Some(b)) => a.a_year().zip(b.a_year()),
        _ => None,
    }
}

/// The sum of counts, and what they count when they all count the same.
fn total(facts: &[&Fact]) -> Option<(Range, String)> {
    let mut sum = Range { low: 0.0, high: 0.0 };
    let mut things = BTreeSet::new();
    for fact in facts {
        let Value::Count { n, max, of, .. } = &fact.value else { return None };
        let one = range(*n, *max, false)?;
        sum = Range { low: sum.low + one.low, high: sum.high + one.high };
        things.insert(of.as_deref().map(str::to_lowercase).unwrap_or_default());
    }
    match things.len() {
        1 => things.pop_first().map(|of| (sum, of)),
        _ => None,
    }
}

/// Another scope on either side explains a difference.
fn same_scope(before: &Side<'_>, now: &Side<'_>) -> bool {
    before.scope() == now.scope()
}

/// Whether both speak of the same thing, or neither names one. That money is spent is no thing.
fn share_a_subject(before: &Side<'_>, now: &Side<'_>) -> bool {
    let blank = [
        "cost",
        "costing",
        "pay",
        "paying",
        "paid",
        "spend",
        "spending",
        "spent",
        "lose",
        "losing",
        "lost",
        "month",
        "year",
        "week",
        "quarter",
        "day",
        "run",
        "running",
        "rate",
        "total",
        "current",
        "currently",
        "today",
        "now",
        "figure",
        "number",
        "roughly",
        "about",
        "per",
    ];
    let named = |side: &Side<'_>| -> BTreeSet<String> {
        side.subjects().into_iter().filter(|word| !blank.contains(&word.as_str())).collect()
    };
    let (a, b) = (named(before), named(now));
    (a.is_empty() && b.is_empty()) || !a.is_disjoint(&b)
}

/// Whether both name the same people.
fn same_people(before: &Side<'_>, now: &Side<'_>) -> bool {
    let names = |side: &Side<'_>| -> BTreeSet<String> {
        let name = |fact: &Fact| match &fact.value {
            Value::Person { name, role, .. } => Some(name.clone().or(role.clone()).unwrap_or_default()),
            _ => None,
        };
        side.facts.iter().filter_map(name).collect()
    };
    names(before) == names(now)
}

/// What a date is the date of; a start where nothing is said.
fn phases(side: &Side<'_>) -> BTreeSet<&'static str> {
    let lists = [("opposition.pilot", "pilot"), ("opposition.live", "live"), ("opposition.contract", "contract")];
    let mut phases: BTreeSet<&'static str> =
        lists.iter().filter(|(list, _)| side.cue(list).is_some()).map(|&(_, phase)| phase).collect();
    if phases.is_empty() || side.says(&["start", "starts", "kick", "kickoff", "begin"]) {
        phases.insert("start");
    }
    phases
}

fn overlap(a: &Value, b: &Value) -> bool {
    let (Value::Date { from: a_from, to: a_to, .. }, Value::Date { from: b_from, to: b_to, .. }) = (a, b) else {
        return true;
    };
    let begins = |from: &Option<Date>| from.unwrap_or(Date::MIN);
    let ends = |to: &Option<Date>| to.unwrap_or(Date::MAX);
    begins(a_from) <= ends(b_to) && begins(b_from) <= ends(a_to)
}

//! Figures and dates that cannot both be right.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::bank::Per;
use crate::bank::{Topic, Topics, ValueKind};
use crate::signals::value::{Fact, Value};

use super::side::{Mood, Side};
use super::{Verdict, is_asserted};

/// Topics whose figures add up unless they are about the same thing: two costs, two metrics.
const ADDITIVE: &[&str] =
    &["pain.cost", "spend.current", "goal.target", "metric.baseline", "metric.target", "process.length"];

/// Topics that are goals themselves, so that a goal and a figure do not differ in mood.
const GOALS: &[&str] = &["goal.target", "metric.target"];

/// Money on one topic, with the same scope and period.
pub(super) fn money(before: &Side<'_>, now: &Side<'_>, topics: &Topics) -> Verdict {
    compare(before, now, topics, ValueKind::Money)
}

/// Percentages of one metric.
pub(super) fn percentages(before: &Side<'_>, now: &Side<'_>, topics: &Topics) -> Verdict {
    compare(before, now, topics, ValueKind::Percent)
}

/// Lengths of time of one process.
pub(super) fn durations(before: &Side<'_>, now: &Side<'_>, topics: &Topics) -> Verdict {
    compare(before, now, topics, ValueKind::Duration)
}

/// The ranges of two values of one kind, in one unit; `None` where they cannot be compared.
fn ranges(a: &Value, b: &Value, topic: &str) -> Option<(Range, Range)> {
    match (a, b) {
        (
            Value::Money { amount: a, max: a_max, currency: a_currency, per: a_per, .. },
            Value::Money { amount: b, max: b_max, currency: b_currency, per: b_per, .. },
        ) => {
            let same_currency = a_currency.is_none() || b_currency.is_none() || a_currency == b_currency;
            let (a_factor, b_factor) = same_currency.then(|| periods(*a_per, *b_per)).flatten()?;
            let limit = topic == "authority.limit";
            Some((range(*a, *a_max, limit)?.times(a_factor), range(*b, *b_max, limit)?.times(b_factor)))
        }
        (
            Value::Duration { n: a, max: a_max, unit: a_unit, .. },
            Value::Duration { n: b, max: b_max, unit: b_unit, .. },
        ) => Some((range(*a, *a_max, false)?.times(a_unit.days()), range(*b, *b_max, false)?.times(b_unit.days()))),
        (Value::Percent { n: a, max: a_max, .. }, Value::Percent { n: b, max: b_max, .. })
        | (Value::Count { n: a, max: a_max, .. }, Value::Count { n: b, max: b_max, .. }) => {
            Some((range(*a, *a_max, false)?, range(*b, *b_max, false)?))
        }
        _ => None,
    }
}

/// Compares the only figure of a kind on both sides, topic by topic, and last by the words around it.
fn compare(before: &Side<'_>, now: &Side<'_>, topics: &Topics, kind: ValueKind) -> Verdict {
    if !comparable(before, now) {
        return Verdict::Unrelated;
    }
    let (earlier, later) = (figures(before, kind), figures(now, kind));
    for topic in topics_of(&later, topics) {
        if let ([a], [b]) = (on(&earlier, topic).as_slice(), on(&later, topic).as_slice()) {
            let verdict = on_one_topic((before, a), (now, b), topic);
            if verdict != Verdict::Unrelated {
                return verdict;
            }
        }
    }
    match (earlier.as_slice(), later.as_slice()) {
        ([a], [b]) if says_the_same_of(before, a, now, b) => {
            ranges(&a.value, &b.value, "").map_or(Verdict::Unrelated, |(x, y)| judged(x, y, TOLERANCE, a, b))
        }
        _ => Verdict::Unrelated,
    }
}

/// How far figures may differ that fill no topic with a tolerance of its own (signals.md).
const TOLERANCE: f64 = 0.2;

/// Two figures that fill one topic which has room for one.
fn on_one_topic((before, a): (&Side<'_>, &Fact), (now, b): (&Side<'_>, &Fact), topic: &Topic) -> Verdict {
    let id = topic.id.as_str();
    // "If it works we could do 40k" is an amount, but nobody has it.
    let (first, second) = (mood(before, a, topic), mood(now, b, topic));
    let budget = topic.id.family() == "budget";
    let wishes = |side: &Side<'_>| budget && side.has("opposition.wish");
    let comparable = first == second
        && !matches!(first, Mood::If | Mood::Elsewhere)
        && wishes(before) == wishes(now)
        && (!ADDITIVE.contains(&id) || share_a_subject(before, a, now, b))
        && (id != "authority.limit" || same_people(before, now));
    match ranges(&a.value, &b.value, id) {
        Some((x, y)) if comparable => judged(x, y, topic.tolerance, a, b),
        _ => Verdict::Unrelated,
    }
}

/// The mood of a figure. Where a goal is asked for, a figure is one, unless it is said to be that of today.
fn mood(side: &Side<'_>, fact: &Fact, topic: &Topic) -> Mood {
    let goal = GOALS.contains(&topic.id.as_str());
    match side.mood(fact.span) {
        Mood::Now if goal && !side.has_around("opposition.today", fact.span) => Mood::Goal,
        mood => mood,
    }
}

/// Counts of the same things: users, or people of the company.
pub(super) fn counts(before: &Side<'_>, now: &Side<'_>, topics: &Topics) -> Verdict {
    if !comparable(before, now) || now.has("opposition.adds_to") {
        return Verdict::Unrelated;
    }
    let (earlier, later) = (figures(before, ValueKind::Count), figures(now, ValueKind::Count));
    for topic in topics_of(&later, topics) {
        let (first, second) = (on(&earlier, topic), on(&later, topic));
        let (Some(a), Some(b)) = (total(before, &first), total(now, &second)) else { continue };
        let id = topic.id.as_str();
        let alike = a.of.is_like(&b.of) && (id != "company.size" || (a.of.is_staff() && b.of.is_staff()));
        let moods = (mood(before, a.first, topic), mood(now, b.first, topic));
        let same_mood = moods.0 == moods.1 && !matches!(moods.0, Mood::If | Mood::Elsewhere);
        let dated = is_dated(before, a.first) == is_dated(now, b.first);
        if alike && same_mood && dated && (!ADDITIVE.contains(&id) || share_a_subject(before, a.first, now, b.first)) {
            return judged(a.range, b.range, topic.tolerance, a.first, b.first);
        }
    }
    match (earlier.as_slice(), later.as_slice()) {
        ([a], [b]) if all_of_them(before, a) && all_of_them(now, b) => {
            let (Some(x), Some(y)) = (total(before, &[a]), total(now, &[b])) else { return Verdict::Unrelated };
            let now_both = before.mood(a.span) == Mood::Now && now.mood(b.span) == Mood::Now;
            let same = x.of == y.of && x.of != Counted::Nothing && now_both && is_dated(before, a) == is_dated(now, b);
            if same { judged(x.range, y.range, TOLERANCE, a, b) } else { Verdict::Unrelated }
        }
        _ => Verdict::Unrelated,
    }
}

/// Dates of the same event that do not overlap.
pub(super) fn dates(before: &Side<'_>, now: &Side<'_>, topics: &Topics) -> Verdict {
    if is_unsure(before) || is_unsure(now) || before.scope() != now.scope() {
        return Verdict::Unrelated;
    }
    let (earlier, later) = (figures(before, ValueKind::Date), figures(now, ValueKind::Date));
    for topic in topics_of(&later, topics).filter(|topic| topic.id.family() != "followup") {
        let (earlier, later) = (on(&earlier, topic), on(&later, topic));
        if phases(before).is_disjoint(&phases(now)) {
            continue;
        }
        let (Some(first), Some(second)) = (earlier.first(), later.first()) else { continue };
        let loose = !is_the_start(before, first) || !is_the_start(now, second);
        if loose || !same_time(before.mood(first.span), now.mood(second.span)) {
            continue;
        }
        let meet = earlier.iter().any(|a| later.iter().any(|b| overlap(&a.value, &b.value)));
        return if meet { Verdict::Agree } else { Verdict::Conflict(first.span, second.span) };
    }
    match (earlier.as_slice(), later.as_slice()) {
        ([a], [b]) if says_the_same_of(before, a, now, b) && !overlap(&a.value, &b.value) => {
            Verdict::Conflict(a.span, b.span)
        }
        _ => Verdict::Unrelated,
    }
}

/// Whether two dates are told in moods that can be compared.
const fn same_time(a: Mood, b: Mood) -> bool {
    let apart = matches!(a, Mood::If | Mood::Elsewhere) || matches!(b, Mood::If | Mood::Elsewhere);
    !apart && matches!(a, Mood::Past) == matches!(b, Mood::Past)
}

/// Whether a date may be that of the start. Filed by its words alone, it must not be told of something else.
fn is_the_start(side: &Side<'_>, fact: &Fact) -> bool {
    let other = !side.subjects_around(fact.span).is_empty();
    side.placed
        || !other
        || side.has_around("opposition.start", fact.span)
        || side.has_around("opposition.live", fact.span)
}

/// The asserted facts of a kind.
fn figures<'a>(side: &Side<'a>, kind: ValueKind) -> Vec<&'a Fact> {
    side.facts.iter().filter(|fact| fact.value.kind() == kind && is_asserted(fact)).collect()
}

/// Those of some facts that fill a topic.
fn on<'a>(facts: &[&'a Fact], topic: &Topic) -> Vec<&'a Fact> {
    facts.iter().copied().filter(|fact| fact.topic == topic.id).collect()
}

/// The topics of facts that have room for one value only.
fn topics_of<'t>(facts: &[&Fact], topics: &'t Topics) -> impl Iterator<Item = &'t Topic> {
    let ids: BTreeSet<&str> = facts.iter().map(|fact| fact.topic.as_str()).collect();
    let known: Vec<&Topic> = ids.into_iter().filter_map(|id| topics.get(id)).filter(|topic| topic.exclusive).collect();
    known.into_iter()
}

/// Whether nothing about the two sides explains a difference.
fn comparable(before: &Side<'_>, now: &Side<'_>) -> bool {
    let years = |side: &Side<'_>| side.cues("opposition.budget_year").next().is_some();
    before.scope() == now.scope() && years(before) == years(now) && !is_unsure(before) && !is_unsure(now)
}

/// Whether it takes back what it begins to say, or goes on with what was said before, so that its figures stand for
/// nothing by themselves.
fn is_unsure(side: &Side<'_>) -> bool {
    side.has("opposition.in_breath") || side.opens_with("opposition.continues")
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

/// The sum of counts.
struct Total<'a> {
    range: Range,
    of: Counted,
    first: &'a Fact,
}

/// What is counted.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Counted {
    /// Nothing is named: "40".
    Nothing,
    /// People of no particular sort.
    People,
    /// People or things of one sort.
    Sort(String),
}

impl Counted {
    /// Whether two counts can be of the same.
    fn is_like(&self, other: &Self) -> bool {
        self == other || *self == Self::Nothing || *other == Self::Nothing
    }

    /// Whether these are the people of a company.
    fn is_staff(&self) -> bool {
        !matches!(self, Self::Sort(_))
    }
}

/// The sum of counts; `None` where they count different things.
fn total<'a>(side: &Side<'a>, facts: &[&'a Fact]) -> Option<Total<'a>> {
    let mut sum = Range { low: 0.0, high: 0.0 };
    let mut things = BTreeSet::new();
    for fact in facts {
        let Value::Count { n, max, of, .. } = &fact.value else { return None };
        let one = range(*n, *max, false)?;
        sum = Range { low: sum.low + one.low, high: sum.high + one.high };
        let anybody = side.cues("opposition.anybody").any(|cue| cue.overlaps(&fact.span));
        things.insert(match of {
            _ if anybody => Counted::People,
            Some(of) => Counted::Sort(of.to_lowercase()),
            // "It's minus 18 in there" counts no users.
            None if side.subjects_around(fact.span).is_empty() => Counted::Nothing,
            None => return None,
        });
    }
    let first = *facts.first()?;
    let of = things.pop_first().filter(|_| things.is_empty())?;
    Some(Total { range: sum, of, first })
}

/// Whether a count is of all there are: "we have 14 lorries", "our 14 lorries", "14 lorries in all".
fn all_of_them(side: &Side<'_>, fact: &Fact) -> bool {
    side.has_before("opposition.have", fact.span, 1) || side.has_behind("opposition.in_all", fact.span, 1)
}

/// Whether a figure is said of a day or a season of its own: "by December it's 300".
fn is_dated(side: &Side<'_>, fact: &Fact) -> bool {
    let sentence = |fact: &Fact| side.sentence_at(fact.span);
    let day = |other: &&Fact| other.value.kind() == ValueKind::Date && sentence(other) == sentence(fact);
    side.facts.iter().any(|other| day(&other))
}

/// Whether both speak of the same thing, or neither names one. That money is spent is no thing.
fn share_a_subject(before: &Side<'_>, a: &Fact, now: &Side<'_>, b: &Fact) -> bool {
    let (a, b) = (before.subjects_around(a.span), now.subjects_around(b.span));
    (a.is_empty() && b.is_empty()) || 2 * a.intersection(&b).count() >= a.len().min(b.len()).max(1)
}

/// Whether two figures that fill no common topic are of one thing all the same: one side says all that the other says.
fn says_the_same_of(before: &Side<'_>, a: &Fact, now: &Side<'_>, b: &Fact) -> bool {
    let (first, second) = (before.subjects_around(a.span), now.subjects_around(b.span));
    let (small, large) = if first.len() <= second.len() { (&first, &second) } else { (&second, &first) };
    let covered = small.is_subset(large) && (small.len() >= 2 || (small.len() == 1 && large.len() == 1));
    // "We want 5%" and "it's 12%" are both right.
    covered && large.len() <= 2 * small.len() && before.mood(a.span) == Mood::Now && now.mood(b.span) == Mood::Now
}

/// Whether both name the same people.
fn same_people(before: &Side<'_>, now: &Side<'_>) -> bool {
    let names = |side: &Side<'_>| -> BTreeSet<String> {
        let name = |fact: &Fact| match &fact.value {
            Value::Person { name, role, .. } => name.clone().or_else(|| role.clone()),
            _ => None,
        };
        side.facts.iter().filter_map(name).collect()
    };
    names(before) == names(now)
}

/// What a date is the date of; a start where nothing is said.
fn phases(side: &Side<'_>) -> BTreeSet<&'static str> {
    const LISTS: [&str; 4] = ["opposition.pilot", "opposition.live", "opposition.contract", "opposition.event"];
    let mut phases: BTreeSet<&'static str> = LISTS.into_iter().filter(|list| side.has(list)).collect();
    if phases.is_empty() || side.has("opposition.start") {
        phases.insert("opposition.start");
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

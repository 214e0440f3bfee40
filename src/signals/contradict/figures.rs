//! Figures and dates that cannot both be right.

use std::collections::BTreeSet;

use crate::bank::Per;
use crate::bank::{Topic, Topics, ValueKind};
use crate::signals::value::{Fact, Value};

use super::side::{Mood, Side};
use super::statement::stem_of;
use super::{Verdict, is_asserted};

/// Topics whose figures add up unless they are about the same thing: two costs, two metrics.
const ADDITIVE: &[&str] =
    &["pain.cost", "spend.current", "goal.target", "metric.baseline", "metric.target", "process.length"];

/// What somebody may sign, which `limits` compares.
pub(super) const LIMIT: &str = "authority.limit";

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

/// Periods that a figure is told for, each with how often it comes in a year: fewer days and weeks are worked than there are.
/// The first list is of words right behind a figure ("6 hrs/day"), the second of words anywhere near it.
const RATES: [(&str, &str, f64, f64); 5] = [
    ("opposition.per_hour", "opposition.each_hour", 1500.0, 8760.0),
    ("opposition.per_day", "opposition.each_day", 220.0, 365.0),
    ("opposition.per_week", "opposition.each_week", 44.0, 52.0),
    ("opposition.per_month", "opposition.each_month", 12.0, 12.0),
    ("opposition.per_year", "opposition.each_year", 1.0, 1.0),
];

/// How often in a year what a figure is told for comes: "five thousand a month", "six hours a day", "each week 40".
fn rate(side: &Side<'_>, fact: &Fact) -> Option<(f64, f64)> {
    if let Value::Money { per: Some(per), .. } = fact.value {
        return per.a_year().map(|times| (times, times));
    }
    let timeless = fact.value.kind() == ValueKind::Date;
    let near = |unit: &'static str, each| side.has_behind(unit, fact.span, 1) || side.has_in_part(each, fact.span);
    let found = RATES.into_iter().find(|(unit, each, ..)| !timeless && near(unit, each));
    found.map(|(.., low, high)| (low, high))
}

/// What an amount is for, where that is no period: a seat, a piece.
fn unit(side: &Side<'_>, fact: &Fact) -> Option<Per> {
    let each = || side.has_in_part("opposition.each", fact.span).then_some(Per::Unit);
    match fact.value {
        Value::Money { per, .. } => per.filter(|per| per.a_year().is_none()).or_else(each),
        _ => None,
    }
}

/// The ranges of two figures of one kind, in one unit and told for one period, or for none; `None` where they cannot be
/// compared.
pub(super) fn told(before: &Side<'_>, a: &Fact, now: &Side<'_>, b: &Fact) -> Option<(Range, Range)> {
    at_one_rate(before, a, now, b, ranges(&a.value, &b.value)?)
}

fn at_one_rate(
    before: &Side<'_>,
    a: &Fact,
    now: &Side<'_>,
    b: &Fact,
    ranges: (Range, Range),
) -> Option<(Range, Range)> {
    match (rate(before, a), rate(now, b)) {
        (a_rate, b_rate) if a_rate == b_rate => (unit(before, a) == unit(now, b)).then_some(ranges),
        (Some((a_low, a_high)), Some((b_low, b_high))) => {
            Some((ranges.0.spread(a_low, a_high), ranges.1.spread(b_low, b_high)))
        }
        _ => None,
    }
}

/// The ranges of two values of one kind, in one unit; `None` where they cannot be compared.
fn ranges(a: &Value, b: &Value) -> Option<(Range, Range)> {
    match (a, b) {
        (
            Value::Money { amount: a, max: a_max, currency: a_currency, .. },
            Value::Money { amount: b, max: b_max, currency: b_currency, .. },
        ) => {
            let same_currency = a_currency.is_none() || b_currency.is_none() || a_currency == b_currency;
            Some((range(*a, *a_max)?, range(*b, *b_max)?)).filter(|_| same_currency)
        }
        (
            Value::Duration { n: a, max: a_max, unit: a_unit, .. },
            Value::Duration { n: b, max: b_max, unit: b_unit, .. },
        ) => Some((range(*a, *a_max)?.times(a_unit.days()), range(*b, *b_max)?.times(b_unit.days()))),
        (Value::Percent { n: a, max: a_max, .. }, Value::Percent { n: b, max: b_max, .. })
        | (Value::Count { n: a, max: a_max, .. }, Value::Count { n: b, max: b_max, .. }) => {
            Some((range(*a, *a_max)?, range(*b, *b_max)?))
        }
        _ => None,
    }
}

/// The ranges of two amounts of which the bound is the figure itself: "up to 20k".
pub(super) fn at_bound(ranges: (Range, Range)) -> (Range, Range) {
    let (a, b) = ranges;
    let bound = |range: Range| if range.low == 0.0 { Range { low: range.high, ..range } } else { range };
    (bound(a), bound(b))
}

/// Compares the only figure of a kind on both sides, topic by topic, and last by the words around it.
fn compare(before: &Side<'_>, now: &Side<'_>, topics: &Topics, kind: ValueKind) -> Verdict {
    if !comparable(before, now) {
        return Verdict::Unrelated;
    }
    let (earlier, later) = (figures(before, kind), figures(now, kind));
    for topic in topics_of(&later, topics).filter(|topic| topic.id != *LIMIT) {
        if let ([a], [b]) = (on(&earlier, topic).as_slice(), on(&later, topic).as_slice()) {
            let verdict = on_one_topic((before, a), (now, b), topic);
            if verdict != Verdict::Unrelated {
                return verdict;
            }
        }
    }
    match (earlier.as_slice(), later.as_slice()) {
        ([a], [b]) if says_the_same_of(before, a, now, b) => {
            told(before, a, now, b).map_or(Verdict::Unrelated, |(x, y)| judged(x, y, TOLERANCE, a, b))
        }
        _ => Verdict::Unrelated,
    }
}

/// How far figures may differ that fill no topic with a tolerance of its own (signals.md).
pub(super) const TOLERANCE: f64 = 0.2;

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
        && (!ADDITIVE.contains(&id) || share_a_subject(before, a, now, b));
    match told(before, a, now, b) {
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
    let users = topics.get(USERS).filter(|_| uses_it(now));
    for topic in topics_of(&later, topics).chain(users) {
        let (first, second) = (counted_for(before, &earlier, topic), counted_for(now, &later, topic));
        let (Some(a), Some(b)) = (total(before, &first), total(now, &second)) else { continue };
        let id = topic.id.as_str();
        let alike = a.of.is_like(&b.of) && (id != "company.size" || is_of_all(before, &a, now, &b));
        let moods = (mood(before, a.first, topic), mood(now, b.first, topic));
        let same_mood = moods.0 == moods.1 && !matches!(moods.0, Mood::If | Mood::Elsewhere);
        let dated = is_dated(before, a.first) == is_dated(now, b.first);
        let Some((x, y)) = at_one_rate(before, a.first, now, b.first, (a.range, b.range)) else { continue };
        let same = !topic.id.as_str().starts_with("metric.") || says_alike(before, a.first, now, b.first);
        if alike
            && same
            && same_mood
            && dated
            && (!ADDITIVE.contains(&id) || share_a_subject(before, a.first, now, b.first))
        {
            return judged(x, y, topic.tolerance, a.first, b.first);
        }
    }
    match (earlier.as_slice(), later.as_slice()) {
        ([a], [b]) if all_told(before, a, now, b) => {
            let (Some(x), Some(y)) = (total(before, &[a]), total(now, &[b])) else { return Verdict::Unrelated };
            let now_both =
                rate(before, a) == rate(now, b) && before.mood(a.span) == Mood::Now && now.mood(b.span) == Mood::Now;
            let others = before.has("opposition.others") == now.has("opposition.others");
            let same = others
                && x.of == y.of
                && x.of != Counted::Nothing
                && now_both
                && is_dated(before, a) == is_dated(now, b);
            if same { judged(x.range, y.range, TOLERANCE, a, b) } else { Verdict::Unrelated }
        }
        _ => Verdict::Unrelated,
    }
}

const USERS: &str = "users.team";

/// Those of some counts that fill a topic. Filed by nobody, "13 dispatchers will work with it" still counts users.
fn counted_for<'a>(side: &Side<'a>, facts: &[&'a Fact], topic: &Topic) -> Vec<&'a Fact> {
    let users = topic.id == *USERS && uses_it(side);
    facts.iter().copied().filter(|fact| users || fact.topic == topic.id).collect()
}

/// Whether an answer on no topic tells who works with what the call is about.
fn uses_it(side: &Side<'_>) -> bool {
    !side.placed && side.has("opposition.uses_it")
}

/// The asserted facts of a kind.
pub(super) fn figures<'a>(side: &Side<'a>, kind: ValueKind) -> Vec<&'a Fact> {
    side.facts.iter().filter(|fact| fact.value.kind() == kind && is_asserted(fact)).collect()
}

/// Those of some facts that fill a topic.
pub(super) fn on<'a>(facts: &[&'a Fact], topic: &Topic) -> Vec<&'a Fact> {
    facts.iter().copied().filter(|fact| fact.topic == topic.id).collect()
}

/// The topics of facts that have room for one value only.
pub(super) fn topics_of<'t>(facts: &[&Fact], topics: &'t Topics) -> impl Iterator<Item = &'t Topic> {
    let ids: BTreeSet<&str> = facts.iter().map(|fact| fact.topic.as_str()).collect();
    let known: Vec<&Topic> = ids.into_iter().filter_map(|id| topics.get(id)).filter(|topic| topic.exclusive).collect();
    known.into_iter()
}

/// Whether nothing about the two sides explains a difference.
fn comparable(before: &Side<'_>, now: &Side<'_>) -> bool {
    let years = |side: &Side<'_>| -> BTreeSet<String> {
        side.cues("opposition.budget_year").map(|span| span.of(side.text).to_lowercase()).collect()
    };
    before.scope() == now.scope() && years(before) == years(now) && !is_unsure(before) && !is_unsure(now)
}

/// Whether it takes back what it begins to say, or goes on with what was said before, so that its figures stand for
/// nothing by themselves.
pub(super) fn is_unsure(side: &Side<'_>) -> bool {
    side.has("opposition.in_breath") || side.opens_with("opposition.continues")
}

/// A range of figures; an open lower end is zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Range {
    low: f64,
    high: f64,
}

impl Range {
    fn spread(self, least: f64, most: f64) -> Self {
        Self { low: self.low * least, high: self.high * most }
    }

    fn times(self, factor: f64) -> Self {
        Self { low: self.low * factor, high: self.high * factor }
    }
}

/// The range of a figure.
fn range(low: Option<f64>, max: Option<f64>) -> Option<Range> {
    let high = max.or(low)?;
    Some(Range { low: low.unwrap_or(0.0), high })
}

/// Two ranges conflict where the gap between them is more than the tolerance, as a share of the larger value.
pub(super) fn judged(a: Range, b: Range, tolerance: f64, earlier: &Fact, later: &Fact) -> Verdict {
    let (lower, upper) = if a.low <= b.low { (a, b) } else { (b, a) };
    let gap = upper.low - lower.high;
    if gap <= 0.0 || upper.low <= 0.0 || gap / upper.low <= tolerance {
        Verdict::Agree
    } else {
        Verdict::Conflict(earlier.span, later.span)
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
    /// One of the things that are spoken of: "empty shifts? 90 a week".
    Among(BTreeSet<String>),
}

impl Counted {
    /// Whether two counts can be of the same.
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Among(things), Self::Sort(sort)) | (Self::Sort(sort), Self::Among(things)) => things.contains(sort),
            (Self::Among(a), Self::Among(b)) => !a.is_disjoint(b),
            _ => self == other || *self == Self::Nothing || *other == Self::Nothing,
        }
    }

    /// Whether these are the people of a company.
    fn is_staff(&self) -> bool {
        matches!(self, Self::Nothing | Self::People)
    }
}

/// The sum of counts; `None` where they count different things.
fn total<'a>(side: &Side<'a>, facts: &[&'a Fact]) -> Option<Total<'a>> {
    let mut sum = Range { low: 0.0, high: 0.0 };
    let mut things = BTreeSet::new();
    for fact in facts {
        let Value::Count { n, max, of, .. } = &fact.value else { return None };
        let one = range(*n, *max)?;
        sum = Range { low: sum.low + one.low, high: sum.high + one.high };
        let anybody = side.cues("opposition.anybody").any(|cue| cue.overlaps(&fact.span));
        things.insert(match of {
            _ if anybody => Counted::People,
            Some(of) => Counted::Sort(of.to_lowercase().split_whitespace().map(stem_of).collect()),
            // "It's minus 18 in there" counts no users.
            None if side.subjects_around(fact.span).is_empty() => Counted::Nothing,
            None if side.is_in("metric") || side.is_on(USERS) => {
                Counted::Among(side.subjects_around(fact.span).into_iter().map(str::to_owned).collect())
            }
            None => return None,
        });
    }
    let first = *facts.first()?;
    let of = things.pop_first().filter(|_| things.is_empty())?;
    Some(Total { range: sum, of, first })
}

/// Whether both count all there are of a thing, or how many there are of it each day.
fn all_told(before: &Side<'_>, a: &Fact, now: &Side<'_>, b: &Fact) -> bool {
    let rated = rate(before, a).is_some() && rate(before, a) == rate(now, b);
    let all = |side: &Side<'_>, fact: &Fact| all_of_them(side, fact) || rated;
    // What they have and what they need are two things.
    let needs = |side: &Side<'_>, fact: &Fact| {
        side.has_before("opposition.needs", fact.span, 2) && !side.has_behind("opposition.in_all", fact.span, 1)
    };
    let has = |side: &Side<'_>, fact: &Fact| side.has_before("opposition.have", fact.span, 1) && !needs(side, fact);
    let apart = (needs(before, a) && has(now, b)) || (has(before, a) && needs(now, b));
    !apart
        && all(before, a)
        && all(now, b)
        && (!rated || says_alike(before, a, now, b) && says_alike(now, b, before, a))
}

/// Whether the same happens to what is counted: calls that are answered are others than calls that get lost.
fn says_alike(before: &Side<'_>, a: &Fact, now: &Side<'_>, b: &Fact) -> bool {
    let rest = |side: &Side<'_>, fact: &Fact, other: &Fact| -> BTreeSet<String> {
        let counted = |fact: &Fact| match &fact.value {
            Value::Count { of: Some(of), .. } => of.to_lowercase().split_whitespace().map(stem_of).collect(),
            _ => BTreeSet::new(),
        };
        let things: BTreeSet<String> = counted(fact).union(&counted(other)).cloned().collect();
        let words = side.subjects_around(fact.span).into_iter().map(str::to_owned);
        words.filter(|word| !things.contains(word)).collect()
    };
    let (first, second) = (rest(before, a, b), rest(now, b, a));
    let ill = |side: &Side<'_>, fact: &Fact| side.has_in_part("opposition.broken", fact.span);
    let bare = |fact: &Fact| matches!(fact.value, Value::Count { of: None, .. });
    let sorts = (first.is_empty() && second.is_empty()) || !first.is_disjoint(&second) || bare(a) || bare(b);
    sorts && (ill(before, a) == ill(now, b) || !first.is_disjoint(&second))
}

/// Whether two counts are of all the people of a company, and not of those "in the warehouse".
fn is_of_all(before: &Side<'_>, a: &Total<'_>, now: &Side<'_>, b: &Total<'_>) -> bool {
    let part = |side: &Side<'_>, fact: &Fact| side.has_behind("opposition.within", fact.span, 1);
    a.of.is_staff() && b.of.is_staff() && part(before, a.first) == part(now, b.first)
}

/// Whether a count is of all there are: "we have 14 lorries", "our 14 lorries", "14 lorries in all".
fn all_of_them(side: &Side<'_>, fact: &Fact) -> bool {
    let asked = side.placed && side.is_on("company.size");
    asked || side.has_before("opposition.have", fact.span, 1) || side.has_behind("opposition.in_all", fact.span, 1)
}

/// Whether a figure is said of a day or a season of its own: "by December it's 300".
fn is_dated(side: &Side<'_>, fact: &Fact) -> bool {
    let sentence = |fact: &Fact| side.sentence_at(fact.span);
    let day = |other: &&Fact| other.value.kind() == ValueKind::Date && sentence(other) == sentence(fact);
    side.facts.iter().any(|other| day(&other))
}

/// Whether both speak of the same thing, or neither names one. That money is spent is no thing.
fn share_a_subject(before: &Side<'_>, a: &Fact, now: &Side<'_>, b: &Fact) -> bool {
    let (first, second) = (subjects(before, a), subjects(now, b));
    let shared = 2 * first.intersection(&second).count() >= first.len().min(second.len()).max(1);
    // "From first call to order" is all of what was asked for.
    let whole = before.placed && now.placed && first.is_empty() && now.has("opposition.end_to_end");
    (first.is_empty() && second.is_empty()) || shared || whole
}

/// What a figure is told of. Of a share, what it is a share of says less: "six percent of the panels end as scrap".
fn subjects<'a>(side: &Side<'a>, fact: &Fact) -> BTreeSet<&'a str> {
    let all = side.subjects_around(fact.span);
    if fact.value.kind() != ValueKind::Percent || !side.has_behind("opposition.share_of", fact.span, 1) {
        return all;
    }
    let words = side.said.words().iter().filter(|word| word.span.start >= fact.span.end);
    let base = words.map(|word| &*word.stem).find(|stem| !stem.is_empty());
    let rest: BTreeSet<&str> = all.iter().copied().filter(|stem| Some(*stem) != base).collect();
    if rest.is_empty() { all } else { rest }
}

/// Whether two figures that fill no common topic are of one thing all the same: one side says all that the other says.
pub(super) fn says_the_same_of(before: &Side<'_>, a: &Fact, now: &Side<'_>, b: &Fact) -> bool {
    // "The contractor I mentioned" is the one that was spoken of, whatever else was said of him.
    let refers = now.has("opposition.refers");
    let covers = |first: BTreeSet<&str>, second: BTreeSet<&str>| {
        let (small, large) = if first.len() <= second.len() { (&first, &second) } else { (&second, &first) };
        let one = small.len() == 1 && (large.len() == 1 || refers);
        small.is_subset(large) && (one || (small.len() >= 2 && (refers || large.len() <= 2 * small.len())))
    };
    let same = covers(before.subjects_around(a.span), now.subjects_around(b.span))
        || covers(subjects(before, a), subjects(now, b));
    // "We want 5%" and "it's 12%" are both right.
    same && before.mood(a.span) == Mood::Now && now.mood(b.span) == Mood::Now
}

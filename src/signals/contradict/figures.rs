//! Figures and dates that cannot both be right.

use std::collections::BTreeSet;

use crate::bank::Per;
use crate::bank::{Topic, Topics, ValueKind};
use crate::signals::value::{Fact, Span, Value};

use super::filling::{self, filling};
use super::side::{Mood, Side};
use super::statement::Word;
use super::{Verdict, is_asserted, whole_process};

/// Topics whose figures add up unless they are about the same thing: two costs, two metrics.
pub(super) const ADDITIVE: &[&str] =
    &["pain.cost", "spend.current", "goal.target", "metric.baseline", "metric.target", "process.length"];

/// What somebody may sign, which `limits` compares.
pub(super) const LIMIT: &str = "authority.limit";

/// Topics that are goals themselves, so that a goal and a figure do not differ in mood.
const GOALS: &[&str] = &["goal.target", "metric.target", "success.picture"];

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
pub(super) fn rate(side: &Side<'_>, fact: &Fact) -> Option<(f64, f64)> {
    if let Value::Money { per: Some(per), .. } = fact.value {
        return per.a_year().map(|times| (times, times));
    }
    let timeless = fact.value.kind() == ValueKind::Date;
    // "Half a year" is told for no year.
    let length = fact.value.kind() == ValueKind::Duration;
    let told = |each| {
        let mut cues = side.cues(each).filter(|cue| side.part_at(*cue) == side.part_at(fact.span));
        cues.any(|cue| !length || !cue.overlaps(&fact.span))
    };
    let near = |unit: &'static str, each| side.has_behind(unit, fact.span, 1) || told(each);
    let found = RATES.into_iter().find(|(unit, each, ..)| !timeless && near(unit, each));
    found.map(|(.., low, high)| (low, high))
}

/// What an amount is for, where that is no period: a seat, a piece.
fn unit(side: &Side<'_>, fact: &Fact) -> Option<Per> {
    // "Each and every month" is a period, and no piece.
    let each = || (rate(side, fact).is_none() && side.has_in_part("opposition.each", fact.span)).then_some(Per::Unit);
    match fact.value {
        // "Every quarter" is a period, and no piece.
        Value::Money { per: Some(per), .. } => Some(per).filter(|per| per.a_year().is_none()),
        Value::Money { .. } => each(),
        _ => None,
    }
}

/// The ranges of two figures of one kind, in one unit and told for one period, or for none; `None` where they cannot be
/// compared.
pub(super) fn told(before: &Side<'_>, a: &Fact, now: &Side<'_>, b: &Fact) -> Option<(Range, Range)> {
    let (x, y) = ranges(&a.value, &b.value)?;
    at_one_rate(before, a, now, b, (turned(before, a, x), turned(now, b, y)))
}

/// Of "under seven months no order ever came" the bound is the least.
fn turned(side: &Side<'_>, fact: &Fact, range: Range) -> Range {
    let under = range.low == 0.0 && side.has_before("opposition.up_to", fact.span, 1);
    let not = || side.has_in_part("opposition.not", fact.span);
    if fact.value.kind() == ValueKind::Duration && under && not() { Range { low: range.high, ..range } } else { range }
}

pub(super) fn at_one_rate(
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
        return if kind == ValueKind::Duration {
            whole_process::lengths(before, now, topics)
        } else {
            Verdict::Unrelated
        };
    }
    let told_once = |side| once(side, wholes(side, figures(side, kind)));
    let (earlier, later) = (told_once(before), told_once(now));
    let money = filling::budget(before, now, topics);
    let revenue = filling::revenue(before, now, topics);
    for topic in topics_of(&later, topics).filter(|topic| topic.id != *LIMIT).chain(money).chain(revenue) {
        if let ([a], [b]) = (filling(before, &earlier, topic).as_slice(), filling(now, &later, topic).as_slice()) {
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

/// Figures without those that are a part of another: "1.4 billion, and diesel took 400 million of it".
fn wholes<'a>(side: &Side<'_>, facts: Vec<&'a Fact>) -> Vec<&'a Fact> {
    let part = |fact: &Fact| side.has_behind("opposition.part_of_it", fact.span, 1);
    let (parts, wholes): (Vec<&Fact>, Vec<&Fact>) = facts.into_iter().partition(|fact| part(fact));
    if wholes.is_empty() { parts } else { wholes }
}

/// Figures of which none only says another over: "22k a month, so 264k a year" is one.
fn once<'a>(side: &Side<'_>, facts: Vec<&'a Fact>) -> Vec<&'a Fact> {
    let same = |a: &Fact, b: &Fact| {
        let both = told(side, a, side, b).is_some_and(|(x, y)| judged(x, y, 0.05, a, b) == Verdict::Agree);
        both && a.topic == b.topic
    };
    let mut kept: Vec<&Fact> = Vec::with_capacity(facts.len());
    for fact in facts {
        if !kept.iter().any(|known| same(known, fact)) {
            kept.push(fact);
        }
    }
    kept
}

/// How far figures may differ that fill no topic with a tolerance of its own (signals.md).
pub(super) const TOLERANCE: f64 = 0.2;

/// Two figures that fill one topic which has room for one.
pub(super) fn on_one_topic((before, a): (&Side<'_>, &Fact), (now, b): (&Side<'_>, &Fact), topic: &Topic) -> Verdict {
    let id = topic.id.as_str();
    // "If it works we could do 40k" is an amount, but nobody has it.
    let (first, second) = (mood(before, a, topic), mood(now, b, topic));
    let budget = topic.id.family() == "budget";
    let wishes = |side: &Side<'_>| budget && side.has("opposition.wish");
    let comparable = first == second
        && !matches!(first, Mood::If | Mood::Elsewhere)
        && wishes(before) == wishes(now)
        && !now.has_behind("opposition.part_of_it", b.span, 1)
        && (!budget || purpose_in_front(before, a) == purpose_in_front(now, b))
        && (!ADDITIVE.contains(&id) || share_a_subject(before, a, now, b));
    match told(before, a, now, b) {
        Some((x, y)) if comparable => judged(x, y, topic.tolerance, a, b),
        _ => Verdict::Unrelated,
    }
}

/// What stands in front of a figure as that which it is for: "for the building I have 60k".
fn purpose_in_front<'a>(side: &Side<'a>, fact: &Fact) -> BTreeSet<&'a str> {
    let part = side.part_at(fact.span);
    let first = |cue: &Span| side.part_at(*cue) == part && side.part_around(*cue).start == cue.start;
    let cue = side.cues("opposition.purpose").filter(|cue| cue.end <= fact.span.start).find(first);
    let behind = |cue: Span| side.said.words().iter().find(|word| word.span.start >= cue.end && !word.stem.is_empty());
    let noun = cue.and_then(behind);
    noun.map(|noun| {
        cue.map(|cue| side.object(cue)).unwrap_or_default().into_iter().filter(|stem| **stem == *noun.stem).collect()
    })
    .unwrap_or_default()
}

/// The mood of a figure. Where a goal is asked for, a figure is one, unless it is said to be that of today.
pub(super) fn mood(side: &Side<'_>, fact: &Fact, topic: &Topic) -> Mood {
    let goal = GOALS.contains(&topic.id.as_str());
    match side.mood(fact.span) {
        Mood::Now if goal && !side.has_around("opposition.today", fact.span) => Mood::Goal,
        mood => mood,
    }
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
pub(super) fn comparable(before: &Side<'_>, now: &Side<'_>) -> bool {
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
    /// The sum of nothing.
    pub(super) const NOTHING: Self = Self { low: 0.0, high: 0.0 };

    /// The sum of two.
    pub(super) fn plus(self, other: Self) -> Self {
        Self { low: self.low + other.low, high: self.high + other.high }
    }

    /// Whether all of it lies below another.
    pub(super) fn is_below(self, other: Self) -> bool {
        self.high < other.low
    }

    fn spread(self, least: f64, most: f64) -> Self {
        Self { low: self.low * least, high: self.high * most }
    }

    fn times(self, factor: f64) -> Self {
        Self { low: self.low * factor, high: self.high * factor }
    }
}

/// The range of a figure.
pub(super) fn range(low: Option<f64>, max: Option<f64>) -> Option<Range> {
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

/// Whether both speak of the same thing, or neither names one. That money is spent is no thing.
pub(super) fn share_a_subject(before: &Side<'_>, a: &Fact, now: &Side<'_>, b: &Fact) -> bool {
    let (mut first, mut second) = (subjects(before, a), subjects(now, b));
    // "Fidelo is 5k a year" tells what the tool costs as "180 a month" does.
    let placed = before.placed && now.placed;
    if placed && first.is_empty() {
        second.retain(|stem| !names_a_thing(now, stem));
    } else if placed && second.is_empty() {
        first.retain(|stem| !names_a_thing(before, stem));
    }
    let shared = 2 * first.intersection(&second).count() >= first.len().min(second.len()).max(1);
    // "From first call to order" is all of what was asked for.
    let placed = before.placed && now.placed;
    let lengths = a.value.kind() == ValueKind::Duration && b.value.kind() == ValueKind::Duration;
    let whole = placed
        && (first.is_empty() && now.has("opposition.end_to_end")
            || lengths && whole_process::is_told(before, a, &first) && whole_process::is_told(now, b, &second));
    // "From approval to order" is the last of many steps.
    let step = |side: &Side<'_>, fact: &Fact| side.has_in_part("opposition.late_step", fact.span);
    let one_step = lengths && step(before, a) != step(now, b);
    !one_step && ((first.is_empty() && second.is_empty()) || shared || whole)
}

/// Whether a word belongs to the name of a tool.
fn names_a_thing(side: &Side<'_>, stem: &str) -> bool {
    let thing = |word: &&Word| {
        let named = |fact: &&Fact| fact.value.kind() == ValueKind::Thing && fact.span.overlaps(&word.span);
        side.facts.iter().any(|fact| named(&fact))
    };
    side.said.words().iter().filter(thing).any(|word| *word.stem == *stem)
}

/// What a figure is told of. Of a share, what it is a share of says less: "six percent of the panels end as scrap".
pub(super) fn subjects<'a>(side: &Side<'a>, fact: &Fact) -> BTreeSet<&'a str> {
    let all = side.subjects_around(fact.span);
    if fact.value.kind() == ValueKind::Duration {
        // "Three months from the first meeting to the signature" is all of it, and names no step of its own.
        let between = |word: &&Word| side.cues("opposition.milestone").any(|cue| cue.overlaps(&word.span));
        let steps: BTreeSet<&str> = side.said.words().iter().filter(between).map(|word| &*word.stem).collect();
        return all.difference(&steps).copied().collect();
    }
    if fact.value.kind() != ValueKind::Percent || !side.has_behind("opposition.share_of", fact.span, 1) {
        return all;
    }
    let words = side.said.words().iter().filter(|word| word.span.start >= fact.span.end);
    let base = words.map(|word| &*word.stem).find(|stem| !stem.is_empty());
    let rest: BTreeSet<&str> = all.iter().copied().filter(|stem| Some(*stem) != base).collect();
    if rest.is_empty() { all } else { rest }
}

/// Whether both figures hold now, or were right at the same time: "last year we turned over 14 million".
fn same_time((before, a): (&Side<'_>, &Fact), (now, b): (&Side<'_>, &Fact)) -> bool {
    let day = |side: &Side<'_>| -> BTreeSet<String> {
        side.cues("opposition.past").map(|span| span.of(side.text).to_lowercase()).collect()
    };
    match (before.mood(a.span), now.mood(b.span)) {
        (Mood::Now, Mood::Now) => true,
        (Mood::Past, Mood::Past) => day(before) == day(now),
        _ => false,
    }
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
    let goal = |fact: &Fact| fact.topic == *"success.picture";
    // "We want 5%" and "it's 12%" are both right.
    same && goal(a) == goal(b) && same_time((before, a), (now, b))
}

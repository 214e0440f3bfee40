//! How many of a thing there are, or how many work with it, told twice.

use std::collections::BTreeSet;

use crate::bank::{Topic, Topics, ValueKind};
use crate::signals::value::{Fact, Value};

use super::Verdict;
use super::figures::{
    ADDITIVE, Range, TOLERANCE, at_one_rate, comparable, figures, judged, mood, range, rate, share_a_subject, topics_of,
};
use super::side::{Mood, Side};
use super::statement::stem_of;

/// Counts of the same things: users, or people of the company.
pub(super) fn counts(before: &Side<'_>, now: &Side<'_>, topics: &Topics) -> Verdict {
    let whole = tells_size(before, now);
    if !(whole || comparable(before, now)) || now.has("opposition.adds_to") {
        return Verdict::Unrelated;
    }
    let (earlier, later) = (figures(before, ValueKind::Count), figures(now, ValueKind::Count));
    let users = topics.get(USERS).filter(|_| uses_it(now));
    for topic in topics_of(&later, topics).chain(users) {
        let (first, second) = (counted_for(before, &earlier, topic), counted_for(now, &later, topic));
        let (first, second) = (like(&first, &second), like(&second, &first));
        let (Some(a), Some(b)) = (total(before, &first), total(now, &second)) else { continue };
        let id = topic.id.as_str();
        let alike = a.of.is_like(&b.of) && (id != "company.size" || is_of_all(before, &a, now, &b));
        let moods = (mood(before, a.first, topic), mood(now, b.first, topic));
        if id == USERS && comparable(before, now) && is_more_than_all(&a, &b, topic.tolerance) {
            return Verdict::Conflict(a.first.span, b.first.span);
        }
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

const SIZE: &str = "company.size";

/// Whether both sides were asked about the company and count its people, neither of them those of one place.
fn tells_size(before: &Side<'_>, now: &Side<'_>) -> bool {
    let company = |side: &Side<'_>| side.placed && side.is_in("company");
    let (first, second) = (before.scope_within_company(), now.scope_within_company());
    if before.is_on(SIZE) && now.is_on(SIZE) && first == second {
        return true;
    }
    // "Waste collection in Durban, 260 staff": where they are is told in another part.
    let whole = |side: &Side<'_>| {
        let people = figures(side, ValueKind::Count).into_iter().filter(|fact| fact.topic == *SIZE);
        people.map(|fact| side.scope_in_part_within_company(fact.span)).all(|scope| scope.is_empty())
    };
    company(before) && company(now) && whole(before) && whole(now)
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

/// Whether one side counts more people of one sort than the other counts people: "12 engineers" of "5 people in all".
fn is_more_than_all(a: &Total<'_>, b: &Total<'_>, tolerance: f64) -> bool {
    let (all, some) = match (&a.of, &b.of) {
        (Counted::People, Counted::Sort(_)) => (a, b),
        (Counted::Sort(_), Counted::People) => (b, a),
        _ => return false,
    };
    all.range.is_below(some.range) && judged(all.range, some.range, tolerance, a.first, b.first) != Verdict::Agree
}

/// The sum of counts; `None` where they count different things.
fn total<'a>(side: &Side<'a>, facts: &[&'a Fact]) -> Option<Total<'a>> {
    let mut sum = Range::NOTHING;
    let mut things = BTreeSet::new();
    for fact in facts {
        let Value::Count { n, max, of, .. } = &fact.value else { return None };
        let one = range(*n, *max)?;
        sum = sum.plus(one);
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

/// Of several things that are counted, those that the other side counts: of "four vans and four drivers" the drivers.
fn like<'a>(facts: &[&'a Fact], others: &[&Fact]) -> Vec<&'a Fact> {
    let sort = |fact: &Fact| match &fact.value {
        Value::Count { of: Some(of), .. } => Some(stem_of(&of.to_lowercase()).into_owned()),
        _ => None,
    };
    let [other] = others else { return facts.to_vec() };
    let same: Vec<&Fact> =
        facts.iter().copied().filter(|fact| sort(fact).is_some() && sort(fact) == sort(other)).collect();
    if same.is_empty() { facts.to_vec() } else { same }
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
            Value::Count { of: Some(of), .. } => {
                of.to_lowercase().split_whitespace().map(|word| stem_of(word).into_owned()).collect()
            }
            _ => BTreeSet::new(),
        };
        let mut things: BTreeSet<String> = counted(fact).union(&counted(other)).cloned().collect();
        things.extend(side.stems(|word| fact.span.overlaps(&word.span)).into_iter().map(str::to_owned));
        // What they pass says no more of them: "130 trucks a day cross the bridge".
        let part = side.part_at(fact.span);
        let flow = side.cues("opposition.flows").find(|cue| side.part_at(*cue) == part && cue.start >= fact.span.end);
        let passed = flow.map(|cue| side.object(cue)).unwrap_or_default();
        let words = side.subjects_around(fact.span).into_iter().filter(|word| !passed.contains(word));
        words.map(str::to_owned).filter(|word| !things.contains(word)).collect()
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
    // A note of nothing else: "nineteen gyms, all on the coast".
    let noted = !side.placed && side.opens_with_span(fact.span) && side.part_around(fact.span) == fact.span;
    asked
        || noted
        || side.has_before("opposition.have", fact.span, 1)
        || side.has_behind("opposition.in_all", fact.span, 1)
}

/// Whether a figure is said of a day or a season of its own: "by December it's 300".
fn is_dated(side: &Side<'_>, fact: &Fact) -> bool {
    let sentence = |fact: &Fact| side.sentence_at(fact.span);
    let day = |other: &&Fact| other.value.kind() == ValueKind::Date && sentence(other) == sentence(fact);
    side.facts.iter().any(|other| day(&other))
}

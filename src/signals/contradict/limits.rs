//! What somebody may sign or spend without asking, which is one figure however it is told.

use std::collections::BTreeSet;

use crate::bank::Topics;
use crate::signals::value::{Fact, Value};

use super::figures::{LIMIT, TOLERANCE, at_bound, judged, told};
use super::side::{Mood, Side};
use super::{Verdict, is_asserted};

/// "My limit is 15k" against "I can approve 100k by myself".
pub(super) fn limits(before: &Side<'_>, now: &Side<'_>, topics: &Topics) -> Verdict {
    if before.scope() != now.scope() {
        return Verdict::Unrelated;
    }
    let tolerance = topics.get(LIMIT).map_or(TOLERANCE, |topic| topic.tolerance);
    let (earlier, later) = (limits_in(before), limits_in(now));
    let pairs = earlier.iter().flat_map(|a| later.iter().map(move |b| (a, b)));
    let verdicts = pairs.filter(|(a, b)| a.is_of_one_kind(b)).filter_map(|(a, b)| {
        let (x, y) = at_bound(told(before, a.fact, now, b.fact)?);
        Some(judged(x, y, tolerance, a.fact, b.fact))
    });
    verdicts.reduce(|known, next| if known == Verdict::Agree { known } else { next }).unwrap_or(Verdict::Unrelated)
}

/// A limit that is told.
struct Limit<'a> {
    fact: &'a Fact,
    /// Whose it is; nobody's name where it is the speaker's.
    of: BTreeSet<String>,
    /// What it is a limit for: "for machines".
    purpose: BTreeSet<&'a str>,
    /// Whether it is the one from which a second signature is needed.
    second: bool,
}

impl Limit<'_> {
    fn is_of_one_kind(&self, other: &Self) -> bool {
        let apart = !self.purpose.is_empty() && !other.purpose.is_empty() && self.purpose.is_disjoint(&other.purpose);
        self.of == other.of && self.second == other.second && !apart
    }
}

fn limits_in<'a>(side: &Side<'a>) -> Vec<Limit<'a>> {
    let spent = side.placed && (side.is_in("budget") || side.is_in("spend") || side.is_in("pain"));
    let money = |fact: &&Fact| matches!(fact.value, Value::Money { .. }) && is_asserted(fact);
    let holds = |fact: &&Fact| fact.topic == *LIMIT || (!spent && side.has_in_part("opposition.may_spend", fact.span));
    let now = |fact: &&Fact| matches!(side.mood(fact.span), Mood::Now | Mood::Goal);
    let limits = side.facts.iter().filter(money).filter(holds).filter(now);
    limits.map(|fact| limit(side, fact)).collect()
}

fn limit<'a>(side: &Side<'a>, fact: &'a Fact) -> Limit<'a> {
    let part = side.part_at(fact.span);
    let own = side.has_in_part("opposition.own", fact.span) && !side.has_in_part("opposition.others", fact.span);
    let name = |fact: &Fact| match &fact.value {
        Value::Person { name, role, .. } => name.clone().or_else(|| role.clone()),
        _ => None,
    };
    let others = side.facts.iter().filter(|other| side.part_at(other.span) == part).filter_map(name);
    let mut of: BTreeSet<String> = if own { BTreeSet::new() } else { others.map(|name| name.to_lowercase()).collect() };
    of.extend(
        side.cues("opposition.others")
            .filter(|cue| side.part_at(*cue) == part)
            .map(|cue| cue.of(side.text).to_lowercase()),
    );
    let purpose = side.purpose(fact.span);
    Limit { fact, of, purpose, second: side.has_around("opposition.second_signature", fact.span) }
}

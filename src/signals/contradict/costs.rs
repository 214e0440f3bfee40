//! What costs money, against the same thing said to cost nothing.

use std::collections::BTreeSet;

use crate::bank::Topics;
use crate::signals::value::{Fact, Span, Value};

use super::side::{Mood, Side};
use super::{Verdict, is_asserted};

/// "The stocktakes cost us a good bit" against "they don't cost us a penny".
pub(super) fn nothing(before: &Side<'_>, now: &Side<'_>, _: &Topics) -> Verdict {
    if before.scope() != now.scope() {
        return Verdict::Unrelated;
    }
    let meet = |some: Vec<Cost<'_>>, none: Vec<Cost<'_>>| {
        let pairs = some.iter().flat_map(|a| none.iter().map(move |b| (a, b)));
        pairs.filter(|(a, b)| a.is_of(b)).map(|(a, b)| (a.span, b.span)).next()
    };
    if let Some((a, b)) = meet(some(before), none(now)) {
        return Verdict::Conflict(a, b);
    }
    meet(some(now), none(before)).map_or(Verdict::Unrelated, |(b, a)| Verdict::Conflict(a, b))
}

/// What a thing costs, or that it costs nothing.
struct Cost<'a> {
    span: Span,
    about: BTreeSet<&'a str>,
}

impl Cost<'_> {
    /// Whether both are of one thing, and each says what.
    fn is_of(&self, other: &Self) -> bool {
        let (small, large) = if self.about.len() <= other.about.len() {
            (&self.about, &other.about)
        } else {
            (&other.about, &self.about)
        };
        !small.is_empty() && small.is_subset(large) && large.len() <= 2 * small.len()
    }
}

fn some<'a>(side: &Side<'a>) -> Vec<Cost<'a>> {
    let paid = |fact: &&Fact| matches!(fact.value, Value::Money { .. }) && is_asserted(fact) && !side.is_in("budget");
    let now = |span: &Span| side.mood(*span) == Mood::Now;
    let amounts = side.facts.iter().filter(paid).map(|fact| fact.span);
    let amounts = amounts.filter(now).map(|span| Cost { span, about: side.subjects_around(span) });
    let much = side.cues("opposition.costs_much").filter(now);
    let none = none(side);
    let cost = amounts.chain(much.map(|span| Cost { span, about: side.subjects_before(span) }));
    cost.filter(|some| none.iter().all(|none| !none.span.overlaps(&some.span))).collect()
}

fn none<'a>(side: &Side<'a>) -> Vec<Cost<'a>> {
    let said = side.cues("opposition.costs_nothing").filter(|span| side.mood(*span) == Mood::Now);
    said.map(|span| Cost { span, about: side.subjects_before(span) }).collect()
}

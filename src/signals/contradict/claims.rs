//! Claims without a figure: yes against no, a must against a nice-to-have, a tool against none, fine against broken.

use crate::bank::{Topics, ValueKind};
use crate::signals::Stance;
use crate::signals::value::{Span, Standing, Value};

use super::side::Side;
use super::{Verdict, pairs};

/// A yes and a no to one thing.
pub(super) fn yes_and_no(before: &Side<'_>, now: &Side<'_>, topics: &Topics) -> Verdict {
    for topic in topics.iter().filter(|topic| topic.kind == ValueKind::YesNo) {
        if let (Some((a, a_span)), Some((b, b_span))) = (told(before, topic.id.as_str()), told(now, topic.id.as_str()))
        {
            return if a == b { Verdict::Agree } else { Verdict::Conflict(a_span, b_span) };
        }
    }
    let closed = topics.get(now.topic.as_str()).is_some_and(|topic| topic.yes_no);
    if !closed || before.topic != now.topic || speaks_of_others(before) || speaks_of_others(now) {
        return Verdict::Unrelated;
    }
    match (before.stance, now.stance) {
        (Stance::Affirms, Stance::Denies) | (Stance::Denies, Stance::Affirms) => {
            Verdict::Conflict(before.whole(), now.whole())
        }
        (Stance::Affirms, Stance::Affirms) | (Stance::Denies, Stance::Denies) => Verdict::Agree,
        _ => Verdict::Unrelated,
    }
}

/// "A friend of mine uses one": what others do takes nothing back.
fn speaks_of_others(side: &Side<'_>) -> bool {
    let others = [
        "friend",
        "friends",
        "wife",
        "husband",
        "brother",
        "sister",
        "neighbour",
        "neighbor",
        "competitor",
        "competitors",
        "others",
        "cousin",
        "they",
        "their",
    ];
    side.says(&others) || side.facts.iter().any(|fact| fact.standing == Standing::Foreign)
}

/// The yes or no that an answer tells on a topic.
fn told(side: &Side<'_>, topic: &str) -> Option<(bool, Span)> {
    side.facts.iter().find_map(|fact| match fact.value {
        Value::YesNo { yes } if fact.topic == *topic => match fact.standing {
            Standing::Asserted => Some((yes, fact.span)),
            Standing::Denied => Some((!yes, fact.span)),
            Standing::Hypothetical | Standing::Foreign => None,
        },
        _ => None,
    })
}

/// An amount that is there against nothing set aside.
pub(super) fn set_aside(before: &Side<'_>, now: &Side<'_>, topics: &Topics) -> Verdict {
    if !pairs(topics, "budget.amount", "budget.approved") || before.scope() != now.scope() {
        return Verdict::Unrelated;
    }
    match (amount(before), nothing(now), nothing(before), amount(now)) {
        (Some(a), Some(b), ..) | (.., Some(a), Some(b)) => Verdict::Conflict(a, b),
        _ => Verdict::Unrelated,
    }
}

/// An amount that is said to be there, not one that would be found.
fn amount(side: &Side<'_>) -> Option<Span> {
    let wishful =
        ["would", "'d", "could", "might", "maybe", "expect", "probably", "perhaps", "think", "propose", "ask", "if"];
    let fact = side.asserted("budget.amount", ValueKind::Money).first().map(|fact| fact.span)?;
    (side.topic == *"budget.amount" && !side.says(&wishful)).then_some(fact)
}

/// "Nothing set aside", "no budget": stronger than "not approved yet".
fn nothing(side: &Side<'_>) -> Option<Span> {
    let about_budget = side.topic.family() == "budget" && side.stance == Stance::Denies;
    let strong = side.says(&["nothing", "no", "zero", "nil", "penny", "cent"]) && !side.says(&["yet", "approved"]);
    side.cue("denial.budget").filter(|_| about_budget && strong)
}

/// "It's a must" against "not a priority".
pub(super) fn degree(before: &Side<'_>, now: &Side<'_>, topics: &Topics) -> Verdict {
    let (a, b) = (before.topic.as_str(), now.topic.as_str());
    let ranked = |topic: &str| matches!(topic, "need.degree" | "priority.rank");
    // Criteria are many; only of one and the same can both be said.
    let same_criterion = a == "criteria.list" && b == a && !before.subjects().is_disjoint(&now.subjects());
    if same_criterion {
        return match (rank(before), rank(now)) {
            (Some((x, a)), Some((y, b))) if x != y => Verdict::Conflict(a, b),
            _ => Verdict::Unrelated,
        };
    }
    if !ranked(a) || !ranked(b) || (a != b && !pairs(topics, a, b)) {
        return Verdict::Unrelated;
    }
    match (rank(before), rank(now)) {
        (Some((x, a)), Some((y, b))) if x != y => Verdict::Conflict(a, b),
        (Some(_), Some(_)) => Verdict::Agree,
        _ => Verdict::Unrelated,
    }
}

/// Whether an answer makes it a must, or says that it is none.
fn rank(side: &Side<'_>) -> Option<(bool, Span)> {
    if let Some(span) = side.cue("opposition.not_must") {
        return Some((false, span));
    }
    let denied = |span: &Span| {
        side.before(*span, 2).any(|word| matches!(word, "not" | "isnt" | "never" | "no" | "hardly" | "dont" | "doesnt"))
    };
    side.cues("opposition.must").find(|span| !denied(span)).map(|span| (true, span))
}

/// "No tool" against "we run Acme CRM", "only you" against "we're also testing Acme".
pub(super) fn tool(before: &Side<'_>, now: &Side<'_>, _: &Topics) -> Verdict {
    let topic = now.topic.as_str();
    if !matches!(topic, "solution.current" | "solution.alternatives") || before.topic != now.topic {
        return Verdict::Unrelated;
    }
    let named = |side: &Side<'_>| side.asserted(topic, ValueKind::Thing).first().map(|fact| fact.span);
    // "Only you, Acme called and we said no" names one and denies it in one breath.
    let none = |side: &Side<'_>| {
        let denial = side.cue("denial.solution").filter(|_| side.stance == Stance::Denies);
        denial.filter(|_| named(side).is_none())
    };
    let refused = ["called", "said", "no", "not", "turned", "dropped", "before", "used", "were", "was"];
    let runs = |side: &Side<'_>| named(side).filter(|_| topic == "solution.current" || !side.says(&refused));
    match (runs(before), none(now), none(before), runs(now)) {
        (Some(a), Some(b), ..) | (.., Some(a), Some(b)) => Verdict::Conflict(a, b),
        _ => Verdict::Unrelated,
    }
}

/// "Nobody would use it" against "all 40 nurses".
pub(super) fn users(before: &Side<'_>, now: &Side<'_>, _: &Topics) -> Verdict {
    let topic = "users.team";
    if before.topic != *topic || now.topic != *topic || before.scope() != now.scope() {
        return Verdict::Unrelated;
    }
    let counted = |side: &Side<'_>| side.asserted(topic, ValueKind::Count).first().map(|fact| fact.span);
    let nobody =
        |side: &Side<'_>| side.cue("denial.users").filter(|_| side.stance == Stance::Denies && counted(side).is_none());
    match (counted(before), nobody(now), nobody(before), counted(now)) {
        (Some(a), Some(b), ..) | (.., Some(a), Some(b)) => Verdict::Conflict(a, b),
        _ => Verdict::Unrelated,
    }
}

/// "Very keen" against "we're not interested".
pub(super) fn interest(before: &Side<'_>, now: &Side<'_>, _: &Topics) -> Verdict {
    let topic = "interest.level";
    if before.topic != *topic || now.topic != *topic {
        return Verdict::Unrelated;
    }
    let keen = |side: &Side<'_>| side.cue("opposition.keen").filter(|_| side.stance == Stance::Affirms);
    let cold = |side: &Side<'_>| side.cue("denial.interest").filter(|_| side.stance == Stance::Denies);
    match (keen(before), cold(now), cold(before), keen(now)) {
        (Some(a), Some(b), ..) | (.., Some(a), Some(b)) => Verdict::Conflict(a, b),
        _ => Verdict::Unrelated,
    }
}

/// "Reporting works fine" against "reporting takes us two days and is always wrong".
pub(super) fn working(before: &Side<'_>, now: &Side<'_>, _: &Topics) -> Verdict {
    if before.topic.family() != "pain" || now.topic.family() != "pain" || now.tells_of_change() {
        return Verdict::Unrelated;
    }
    let shared = before.subjects();
    // Words of praise or blame are no subject.
    let blank =
        ["work", "problem", "issue", "fine", "trouble", "well", "always", "really", "time", "day", "wrong", "late"];
    let same =
        now.subjects().intersection(&shared).any(|word| word.chars().count() > 3 && !blank.contains(&word.as_str()));
    let fine = |side: &Side<'_>| side.cue("opposition.works").filter(|_| side.stance == Stance::Denies);
    let broken = |side: &Side<'_>| side.cue("opposition.broken").filter(|_| side.stance == Stance::Affirms);
    match (fine(before), broken(now), broken(before), fine(now)) {
        (Some(a), Some(b), ..) | (.., Some(a), Some(b)) if same => Verdict::Conflict(a, b),
        _ => Verdict::Unrelated,
    }
}

//! Claims without a figure: yes against no, a must against a nice-to-have, a tool against none, some against nothing.

use std::collections::BTreeSet;

use crate::bank::{TopicId, Topics, ValueKind};
use crate::signals::Stance;
use crate::signals::value::{Fact, Span, Standing, Value};

use super::side::{Mood, Side};
use super::{Verdict, is_asserted, pairs, poles};

/// A yes and a no to one thing.
pub(super) fn yes_and_no(before: &Side<'_>, now: &Side<'_>, topics: &Topics) -> Verdict {
    for topic in topics.iter().filter(|topic| topic.kind == ValueKind::YesNo) {
        if let (Some((a, a_span)), Some((b, b_span))) = (told(before, topic.id.as_str()), told(now, topic.id.as_str()))
        {
            return if a == b {
                Verdict::Agree
            } else if before.scope() == now.scope()
                && before.mood(a_span) != Mood::Past
                // "Not yet", and some answers on "yes": no more than what was to come.
                && (a || !before.has("opposition.pending"))
                && may_answer_one_thing(before, a_span, now, b_span)
            {
                Verdict::Conflict(a_span, b_span)
            } else {
                Verdict::Unrelated
            };
        }
    }
    let closed = now.topic.and_then(|topic| topics.get(topic.as_str())).is_some_and(|topic| topic.yes_no);
    let others = |side: &Side<'_>| {
        side.has("opposition.others") || side.facts.iter().any(|fact| fact.standing == Standing::Foreign)
    };
    let pending = before.has("opposition.pending") || now.has("opposition.pending");
    // "The draft goes out in June" is no yes to what was asked.
    let plain = |side: &Side<'_>| {
        let topic = side.topic.map_or("", TopicId::as_str);
        side.opens_with("opposition.yes_or_no")
            || told(side, topic).is_some()
            || poles::tells(side, topic, side.stance == Stance::Affirms)
    };
    let bounded = before.has("opposition.bounded") && now.has("opposition.bounded");
    let one_thing = may_answer_one_thing(before, before.whole(), now, now.whole());
    // An appointment may be called off.
    let appointment = now.is_in("followup");
    if !closed
        || appointment
        || bounded
        || !(one_thing && plain(before) && plain(now))
        || before.topic != now.topic
        || others(before)
        || others(now)
        || pending
    {
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

/// Whether a yes and a no can be to one question: "no, he hasn't seen the demo" is none to "yes, he agrees".
pub(super) fn may_answer_one_thing(before: &Side<'_>, a: Span, now: &Side<'_>, b: Span) -> bool {
    let opening = |side: &Side<'_>, span: Span| side.opens_with("opposition.yes_or_no") && side.opens_with_span(span);
    let (first, second) = (before.subjects(), now.subjects());
    let apart = !first.is_empty() && !second.is_empty() && first.is_disjoint(&second);
    let (one, other) = (before.scope(), now.scope());
    let elsewhere = !one.is_empty() && !other.is_empty() && one.is_disjoint(&other);
    !(elsewhere || (apart && opening(before, a) && opening(now, b)))
}

/// The yes or no that an answer tells on a topic.
pub(super) fn told(side: &Side<'_>, topic: &str) -> Option<(bool, Span)> {
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
    // What the money is for may be named on one side only; whose it is may not.
    let bought = |side: &Side<'_>| side.named("opposition.purchase").collect::<BTreeSet<String>>();
    let (first, second) = (bought(before), bought(now));
    let apart = !first.is_empty() && !second.is_empty() && first.is_disjoint(&second);
    let same = before.part_of_organization() == now.part_of_organization() && !apart;
    if !pairs(topics, "budget.amount", "budget.approved") || !same {
        return Verdict::Unrelated;
    }
    match (amount(before), nothing(now), nothing(before), amount(now)) {
        (Some(a), Some(b), ..) | (.., Some(a), Some(b)) => Verdict::Conflict(a, b),
        _ => Verdict::Unrelated,
    }
}

/// An amount that is said to be there, not one that would be found.
fn amount(side: &Side<'_>) -> Option<Span> {
    let sum = side.asserted("budget.amount", ValueKind::Money).first().map(|fact| fact.span);
    // "The money's there, always some."
    let some =
        side.cue("opposition.is_approved").filter(|_| side.is_on("budget.amount") && side.stance != Stance::Denies);
    let span = sum.or(some)?;
    let there = side.is_on("budget.amount") || side.has("opposition.kept");
    (there && !side.has("opposition.wish") && side.mood(span) == Mood::Now).then_some(span)
}

/// "Nothing set aside", "no budget": stronger than "not approved yet".
fn nothing(side: &Side<'_>) -> Option<Span> {
    let strong = side.has("opposition.none") && !side.has("opposition.not_yet");
    let told = told(side, "budget.approved").filter(|(yes, _)| !yes).map(|(_, span)| span);
    let denied = side.cue("denial.budget").filter(|_| side.is_in("budget") && side.stance == Stance::Denies);
    told.or(denied).filter(|span| strong && side.mood(*span) == Mood::Now)
}

/// "It's a must" against "not a priority".
pub(super) fn degree(before: &Side<'_>, now: &Side<'_>, topics: &Topics) -> Verdict {
    // Criteria are many; only of one and the same can both be said.
    let criteria = before.is_on("criteria.list") && now.is_on("criteria.list");
    let same_criterion = criteria && !before.subjects().is_disjoint(&now.subjects());
    let ranked = |side: &Side<'_>| side.placed && (side.is_on("need.degree") || side.is_on("priority.rank"));
    let paired = before.topic == now.topic || pairs(topics, "need.degree", "priority.rank");
    // Filed by nobody, "we can't go on without it" still speaks of what the call is about.
    let speaks_of_it = |side: &Side<'_>| ranked(side) || (!side.placed && ranks_it(side));
    let purposes = |side: &Side<'_>| -> BTreeSet<String> {
        side.cues("opposition.purpose").flat_map(|cue| side.purpose(cue)).map(str::to_owned).collect()
    };
    let (first, second) = (purposes(before), purposes(now));
    let apart = !first.is_empty() && !second.is_empty() && first.is_disjoint(&second);
    // "The new website is far down the list" says nothing of what was ranked before.
    let named = rank(now).map(|(_, span)| now.own_subjects(span)).unwrap_or_default();
    let another = !named.is_empty() && named.is_disjoint(&before.subjects()) && now.has("opposition.another");
    // "This will be the second time" says nothing of the must before it.
    let to_come = |side: &Side<'_>| rank(side).is_some_and(|(_, span)| side.has_around("opposition.future", span));
    if apart || another || to_come(before) != to_come(now) {
        return Verdict::Unrelated;
    }
    // "Two buyers in Boston walk" limits no must that is told in another part.
    let scope = |side: &Side<'_>| rank(side).map(|(_, span)| side.scope_in_part(span)).unwrap_or_default();
    let same_topic = paired && speaks_of_it(before) && speaks_of_it(now) && scope(before) == scope(now);
    match (rank(before), rank(now)) {
        (Some((x, a)), Some((y, b))) if x != y && (same_criterion || same_topic) => Verdict::Conflict(a, b),
        (Some(_), Some(_)) if same_topic => Verdict::Agree,
        _ => Verdict::Unrelated,
    }
}

/// Whether what is ranked is "it", and no thing that is named.
fn ranks_it(side: &Side<'_>) -> bool {
    let Some((_, span)) = rank(side) else { return false };
    let Some(here) = side.said.words().get(side.said.word_at(span.start)) else { return false };
    let named = side.stems(|word| word.part == here.part && word.span.end <= span.start);
    let behind = side.stems(|word| word.part == here.part && word.span.start >= span.end);
    named.is_empty() && behind.is_empty()
}

/// Whether an answer makes it a must, or says that it is none.
fn rank(side: &Side<'_>) -> Option<(bool, Span)> {
    if let Some(span) = side.cue("opposition.not_must") {
        return Some((false, span));
    }
    let must = side.cues("opposition.must").find(|span| !side.has_before("opposition.not", *span, 2));
    must.map(|span| (true, span))
}

/// "No tool" against "we run Acme CRM", "only you" against "we're also testing Acme".
pub(super) fn tool(before: &Side<'_>, now: &Side<'_>, _: &Topics) -> Verdict {
    // Filed by nobody, "we haven't got a returns tool" still tells that there is none.
    let on_it = |side: &Side<'_>, topic: &str| {
        let told = topic == "solution.current" && !side.asserted(topic, ValueKind::Thing).is_empty();
        let denied = topic == "solution.current" && !side.placed && side.has("opposition.no_tool");
        side.is_on(topic) || told || denied
    };
    let mut asked = ["solution.current", "solution.alternatives"].into_iter();
    let Some(topic) = asked.find(|topic| on_it(before, topic) && on_it(now, topic)) else { return Verdict::Unrelated };
    let now_named = |side: &Side<'_>, fact: &&&Fact| side.mood(fact.span) == Mood::Now;
    let named = |side: &Side<'_>| {
        let things = side.asserted(topic, ValueKind::Thing);
        let to_come = |fact: &Fact| side.has_around("opposition.to_come", fact.span);
        things.iter().find(|fact| now_named(side, fact) && !to_come(fact)).map(|fact| fact.span)
    };
    // "Only you, Acme called and we said no" names one and denies it in one breath.
    let none = |side: &Side<'_>| {
        let denial = side.cue("denial.solution").filter(|_| side.stance == Stance::Denies);
        let by_hand =
            side.cue("opposition.by_hand").filter(|span| topic == "solution.current" && side.mood(*span) == Mood::Now);
        let no_tool = side.cue("opposition.no_tool").filter(|_| topic == "solution.current");
        denial
            .or(by_hand)
            .or(no_tool)
            .filter(|span| side.mood(*span) == Mood::Now)
            .filter(|_| side.asserted(topic, ValueKind::Thing).is_empty())
    };
    let runs = |side: &Side<'_>| named(side).filter(|_| topic == "solution.current" || !side.has("opposition.refused"));
    // "No tool for the vans", "SAP, for finance": what is new is said to be for something else.
    let purpose: BTreeSet<&str> = now.cues("opposition.purpose").flat_map(|cue| now.purpose(cue)).collect();
    let named = named(now).filter(|_| !now.placed).map(|span| now.subjects_before(span)).unwrap_or_default();
    let about: BTreeSet<&str> = purpose.union(&named).copied().collect();
    // "No tool for it" is none for whatever the call is about.
    let denied = none(before).is_some() && before.cues("opposition.purpose").all(|cue| before.purpose(cue).is_empty());
    let apart = !about.is_empty()
        && about.is_disjoint(&before.subjects())
        && !(denied && (now.placed || now.has("opposition.is_the_tool")) && before.has("opposition.purpose"));
    match (runs(before), none(now), none(before), runs(now)) {
        (Some(a), Some(b), ..) | (.., Some(a), Some(b)) if !apart => Verdict::Conflict(a, b),
        _ => Verdict::Unrelated,
    }
}

/// "Nobody would use it" against "all 40 nurses".
pub(super) fn users(before: &Side<'_>, now: &Side<'_>, _: &Topics) -> Verdict {
    let topic = "users.team";
    if !before.is_on(topic) || !now.is_on(topic) || before.scope() != now.scope() {
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
    if !before.is_on(topic) || !now.is_on(topic) {
        return Verdict::Unrelated;
    }
    let keen = |side: &Side<'_>| side.cue("opposition.keen").filter(|_| side.stance == Stance::Affirms);
    let cold = |side: &Side<'_>| {
        let denied = side.cue("denial.interest").filter(|_| side.stance == Stance::Denies);
        denied.filter(|span| side.object(*span).is_empty())
    };
    match (keen(before), cold(now), cold(before), keen(now)) {
        (Some(a), Some(b), ..) | (.., Some(a), Some(b)) => Verdict::Conflict(a, b),
        _ => Verdict::Unrelated,
    }
}

/// Topics of which something and nothing cannot both be said, with the wording of nothing and the kinds of something.
const NONE_OR_SOME: [(&str, &str, &[ValueKind]); 13] = [
    ("authority.others", "opposition.nobody_else", &[ValueKind::Person]),
    ("users.team", "opposition.only_me", &[ValueKind::Count]),
    ("authority.limit", "opposition.not_a_penny", &[ValueKind::Money]),
    ("timeline.start", "denial.timeline", &[ValueKind::Date]),
    ("timeline.driver", "denial.urgency", &[ValueKind::Date]),
    ("timeline.driver", "opposition.no_deadline", &[ValueKind::Date]),
    ("pain.cost", "opposition.costs_nothing", &[ValueKind::Money]),
    ("spend.current", "opposition.costs_nothing", &[ValueKind::Money]),
    ("goal.target", "opposition.no_growth", &[ValueKind::Money, ValueKind::Percent]),
    ("goal.target", "denial.goal", &[ValueKind::Money, ValueKind::Percent, ValueKind::Count]),
    ("metric.target", "denial.goal", &[ValueKind::Money, ValueKind::Percent, ValueKind::Count, ValueKind::Duration]),
    ("champion.name", "denial.champion", &[ValueKind::Person]),
    ("process.length", "denial.process", &[ValueKind::Duration]),
];

/// "No deadline at all" against "it must run before the audit on 3 May".
pub(super) fn none_and_some(before: &Side<'_>, now: &Side<'_>, _: &Topics) -> Verdict {
    // "The licence is 700 a month", "not a cent for software": what is bought may be named on one side only.
    let spent = before.is_in("spend") && before.part_of_organization() == now.part_of_organization();
    if !spent && before.scope() != now.scope() {
        return Verdict::Unrelated;
    }
    let mut asked = NONE_OR_SOME.iter().filter(|(topic, ..)| before.is_on(topic) && now.is_on(topic));
    let conflict = asked.find_map(|wanted| some_and_none(before, now, wanted));
    conflict.map_or(Verdict::Unrelated, |(a, b)| Verdict::Conflict(a, b))
}

/// The words of something on one side and of nothing on the other, earlier words first.
fn some_and_none(
    before: &Side<'_>,
    now: &Side<'_>,
    (topic, denial, kinds): &(&str, &'static str, &[ValueKind]),
) -> Option<(Span, Span)> {
    let wanted = |fact: &&Fact| fact.topic == **topic && kinds.contains(&fact.value.kind()) && is_asserted(fact);
    let some = |side: &Side<'_>| {
        let fact = side.facts.iter().find(wanted)?;
        (side.stance == Stance::Affirms && !side.has("opposition.wish")).then_some(fact.span)
    };
    let none = |side: &Side<'_>, other: &Side<'_>| {
        // Wording made for this needs no stance; a "no" to what was asked does.
        let denies = side.stance == Stance::Denies || denial.starts_with("opposition.");
        let bare = !side.facts.iter().any(|fact| kinds.contains(&fact.value.kind()));
        let all = |span: &Span| !denial.starts_with("opposition.") || side.object(*span).is_subset(&other.subjects());
        side.cue(denial).filter(all).filter(|_| denies && bare && !side.has("opposition.not_yet"))
    };
    let found = match (some(before), none(now, before), none(before, now), some(now)) {
        (Some(a), Some(b), ..) | (.., Some(a), Some(b)) => Some((a, b)),
        _ => None,
    };
    // "Excel is free" says nothing of the planner's time.
    found.filter(|(a, b)| {
        let (first, second) = (before.subjects_around(*a), now.subjects_around(*b));
        let named = !now.subjects_before(*b).is_empty() && !before.subjects_before(*a).is_empty();
        *denial != "opposition.costs_nothing" || !named || !first.is_disjoint(&second)
    })
}

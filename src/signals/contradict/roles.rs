//! People: who signs, and who holds a role that only one can hold.

use std::collections::BTreeSet;

use crate::bank::{Topics, ValueKind};
use crate::signals::value::{Fact, Span, Value};

use super::side::{Mood, Side};
use super::statement::Word;
use super::{Verdict, is_asserted};

/// "I sign" against "I can't sign anything", "I sign everything myself" against "above 5k our CFO signs".
pub(super) fn signing(before: &Side<'_>, now: &Side<'_>, _: &Topics) -> Verdict {
    let (Some(a), Some(b)) = (power(before), power(now)) else { return Verdict::Unrelated };
    match (a, b) {
        (Power::Mine(a), Power::None(b)) if same_case(before, now) && same_papers(before, a, now) => {
            Verdict::Conflict(a, b)
        }
        (Power::None(a), Power::Mine(b)) if same_case(before, now) && same_papers(now, b, before) => {
            Verdict::Conflict(a, b)
        }
        (Power::Sole(a), Power::None(b) | Power::Anothers(b))
        | (Power::None(a) | Power::Anothers(a), Power::Sole(b))
            if same_case(before, now) =>
        {
            Verdict::Conflict(a, b)
        }
        (Power::Mine(_) | Power::Sole(_), Power::Mine(_) | Power::Sole(_)) | (Power::None(_), Power::None(_)) => {
            Verdict::Agree
        }
        _ => Verdict::Unrelated,
    }
}

/// Who may sign or decide, by what an answer says.
#[derive(Debug, Clone, Copy)]
enum Power {
    /// The speaker, perhaps up to a limit.
    Mine(Span),
    /// The speaker alone, whatever it costs.
    Sole(Span),
    /// Not the speaker.
    None(Span),
    /// Somebody else, perhaps beside the speaker.
    Anothers(Span),
}

/// What may be signed differs where one side speaks of one case and the other of another ("marketing").
fn same_case(before: &Side<'_>, now: &Side<'_>) -> bool {
    let whole = |side: &Side<'_>| side.has("opposition.anything");
    let (a, b) = (before.part_of_organization(), now.part_of_organization());
    a == b || whole(before) || whole(now)
}

/// Whether what may be signed and what may not can be one thing: holiday forms are no contracts.
fn same_papers(mine: &Side<'_>, signs: Span, none: &Side<'_>) -> bool {
    !mine.has_in_part("opposition.papers", signs) || none.has("opposition.papers")
}

fn power(side: &Side<'_>) -> Option<Power> {
    let on_it = side.is_in("authority") || side.is_in("buyer");
    let speaks_of_signing = |fact: &&Fact| match &fact.value {
        Value::Person { does: Some(does), .. } => {
            is_asserted(fact) && (does.contains("sign") || does.contains("decide"))
        }
        _ => false,
    };
    // "I can't sign above 25k", "not alone" limit the power, they do not deny it.
    let up_to = side.cues("opposition.up_to").any(|cue| figures_follow(side, cue));
    let everything = |span: &Span| side.cues("opposition.not_a_thing").any(|cue| span.contains(&cue));
    let limited = |span: &Span| {
        let alone = |near: bool| near && !everything(span);
        alone(side.has_behind("opposition.limits_alone", *span, 4))
            || alone(side.has_before("opposition.limits_alone", *span, 5))
            || side.has_behind("opposition.limits", *span, 4)
            || side.has_before("opposition.limits", *span, 5)
            || up_to
    };
    let now = |span: &Span| matches!(side.mood(*span), Mood::Now | Mood::Goal);
    // "I only propose the date of the demo" is no word on who signs.
    let aside = |span: &Span| !side.placed && side.begins_with_speaker(*span) && !side.object(*span).is_empty();
    // "For the legal check I can't sign": that is one paper of several.
    let other_case = |span: &Span| {
        let part = side.part_at(*span);
        let purpose = side.cues("opposition.purpose").find(|cue| side.part_at(*cue) == part && cue.end <= span.start);
        let between = |word: &Word, cue: Span| word.span.start >= cue.end && word.span.end <= span.start;
        purpose.is_some_and(|cue| !side.stems(|word| between(word, cue)).is_empty())
    };
    let mut denials = side.cues("opposition.cannot_sign").filter(|span| !limited(span) && now(span));
    let denied = denials.find(|span| !aside(span) && !other_case(span));
    if let Some(span) = denied {
        return Some(Power::None(span));
    }
    let costs = side.facts.iter().any(|fact| matches!(fact.value, Value::Money { .. }));
    let below = side.has("opposition.below_that");
    let sole = side.cues("opposition.signs_all").find(|span| !costs && !up_to && !below && now(span));
    if let Some(span) = sole {
        return Some(Power::Sole(span));
    }
    let signers: Vec<&Fact> = side.facts.iter().filter(speaks_of_signing).filter(|fact| now(&fact.span)).collect();
    let speaker =
        |fact: &&&Fact| matches!(&fact.value, Value::Person { name: None, .. }) && side.begins_with_speaker(fact.span);
    if let Some(fact) = signers.iter().find(speaker) {
        // "My wife and I sign together"
        let jointly = side.has_in_part("opposition.jointly", fact.span);
        return Some(if jointly { Power::Anothers(fact.span) } else { Power::Mine(fact.span) });
    }
    if let Some(span) = side.cues("opposition.signs").find(|span| on_it && now(span)) {
        return Some(Power::Mine(span));
    }
    if let Some(span) = side.cues("opposition.others_must").find(now) {
        return Some(Power::Anothers(span));
    }
    let another = signers.iter().find(|fact| match &fact.value {
        Value::Person { name, role, .. } => name.is_some() || role.is_some(),
        _ => false,
    });
    another.map(|fact| Power::Anothers(fact.span))
}

/// Whether a figure stands behind some words, so that "under" is a bound and not a place.
fn figures_follow(side: &Side<'_>, cue: Span) -> bool {
    let last = side.said.word_at(cue.end.saturating_sub(1));
    let figure = |fact: &Fact| matches!(fact.value, Value::Money { .. } | Value::Count { .. });
    let follows = |fact: &Fact| {
        fact.span.overlaps(&cue) || (fact.span.start >= cue.end && side.said.word_at(fact.span.start) <= last + 3)
    };
    side.facts.iter().any(|fact| figure(fact) && follows(fact))
}

/// Who drives the project. Several may wish for it, but only one leads it.
const DRIVES: &str = "opposition.drives_it";

/// Whether the criteria are told to be of two sorts, each of which somebody else may set.
fn apart_in_sort(before: &Side<'_>, now: &Side<'_>) -> bool {
    let sorts = |side: &Side<'_>| -> BTreeSet<String> { side.named("opposition.criteria_sort").collect() };
    let (first, second) = (sorts(before), sorts(now));
    first.is_disjoint(&second) && first != second
}

/// Roles that the speaker claims, and the words by which.
const CLAIMED: [(&str, &str); 2] =
    [("criteria.owner", "opposition.i_set_criteria"), ("buyer.name", "opposition.i_own_budget")];

/// "I wrote the list" against "the list is Dagmar's work".
pub(super) fn held_by_speaker(before: &Side<'_>, now: &Side<'_>, topics: &Topics) -> Verdict {
    if now.has("opposition.both") || before.scope() != now.scope() || apart_in_sort(before, now) {
        return Verdict::Unrelated;
    }
    let meet = |claims: &Side<'_>, names: &Side<'_>| {
        CLAIMED.iter().filter(|(topic, _)| topics.get(topic).is_some()).find_map(|(topic, list)| {
            let words = ROLES.iter().find(|(role, _)| role == topic).and_then(|(_, words)| *words);
            let claimed = claims.cue(list).filter(|span| claims.mood(*span) == Mood::Now)?;
            let spoken = words.is_some_and(|words| names.has(words)) && !names.has(list);
            let others = if spoken { holders(names, topic, words) } else { Vec::new() };
            let alone = holders(claims, topic, None).is_empty();
            others.first().filter(|_| alone).map(|other| (claimed, other.span))
        })
    };
    if let Some((a, b)) = meet(before, now) {
        return Verdict::Conflict(a, b);
    }
    meet(now, before).map_or(Verdict::Unrelated, |(b, a)| Verdict::Conflict(a, b))
}

/// Roles that one person holds: the topic, and the words by which a remark on another topic speaks of it.
const ROLES: [(&str, Option<&str>); 4] = [
    ("champion.name", Some(DRIVES)),
    ("buyer.name", Some("opposition.owns_budget")),
    ("criteria.owner", Some("opposition.sets_criteria")),
    ("authority.signs", Some("opposition.somebody_signs")),
];

/// "Kim owns the budget" against "Lee owns the budget".
pub(super) fn exclusive(before: &Side<'_>, now: &Side<'_>, topics: &Topics) -> Verdict {
    // A limit explains two signatures.
    let limited = |side: &Side<'_>| side.facts.iter().any(|fact| matches!(fact.value, Value::Money { .. }));
    if limited(before) || limited(now) || now.has("opposition.both") || before.scope() != now.scope() {
        return Verdict::Unrelated;
    }
    // "He holds the truck money, that's a different pot."
    if before.has("opposition.another_pot") || now.has("opposition.another_pot") {
        return Verdict::Unrelated;
    }
    if apart_in_sort(before, now) {
        return Verdict::Unrelated;
    }
    let declared = topics.iter().filter(|topic| topic.exclusive && topic.kind == ValueKind::Person);
    let led = before.has(DRIVES) && now.has(DRIVES);
    let driver = led.then_some("champion.name");
    for topic in declared.map(|topic| topic.id.as_str()).chain(driver) {
        let words = ROLES.iter().find(|(role, _)| *role == topic).and_then(|(_, words)| *words);
        let (earlier, later) = (holders(before, topic, words), holders(now, topic, words));
        if let ([a], [b]) = (earlier.as_slice(), later.as_slice()) {
            match a.is_another(b) {
                Some(true) => return Verdict::Conflict(a.span, b.span),
                Some(false) => return Verdict::Agree,
                None => {}
            }
        }
    }
    Verdict::Unrelated
}

/// Somebody in a role.
#[derive(Debug)]
struct Holder {
    /// The parts of the name.
    names: BTreeSet<String>,
    /// The list of titles that theirs stands in.
    office: Option<&'static str>,
    span: Span,
}

impl Holder {
    /// Whether the other is somebody else; `None` where nobody can tell.
    fn is_another(&self, other: &Self) -> Option<bool> {
        let offices = self.office.zip(other.office).map(|(a, b)| a != b);
        if self.names.is_empty() || other.names.is_empty() {
            return offices;
        }
        if !self.names.is_disjoint(&other.names) {
            return Some(false);
        }
        // One first name and one surname in the same office may be one person.
        let whole = self.names.len() > 1 && other.names.len() > 1;
        if offices == Some(false) && !whole { None } else { Some(true) }
    }
}

/// Titles that only one person of a company has, each list with its other names.
pub(super) const OFFICES: [&str; 9] = [
    "opposition.office_finance",
    "opposition.office_head",
    "opposition.office_operations",
    "opposition.office_technology",
    "opposition.office_marketing",
    "opposition.office_sales",
    "opposition.office_people",
    "opposition.office_purchasing",
    "opposition.office_board",
];

/// The people named in a role.
fn holders(side: &Side<'_>, topic: &str, words: Option<&'static str>) -> Vec<Holder> {
    let spoken = words.is_some_and(|list| side.has(list));
    let holder = |fact: &Fact| match &fact.value {
        Value::Person { name, role, .. } if name.is_some() || role.is_some() => {
            let title = |office: &&&'static str| side.cues(office).any(|cue| cue.overlaps(&fact.span));
            let names = name.iter().flat_map(|name| name.split_whitespace()).map(str::to_lowercase).collect();
            Some(Holder { names, office: OFFICES.iter().find(title).copied(), span: fact.span })
        }
        _ => None,
    };
    // Filed by its words alone, "I liked Bob" says nothing of who signs.
    // Asked for something else, "Tom worries about the budget" says nothing of whose it is.
    let asked = side.placed && side.is_on(topic);
    let told = |fact: &Fact| asked || matches!(&fact.value, Value::Person { does: Some(_), .. });
    let fills = |fact: &&Fact| (fact.topic == *topic && told(fact)) || spoken;
    let now =
        |span: Span| matches!(side.mood(span), Mood::Now | Mood::Goal) && !side.has_around("opposition.future", span);
    let helps = |fact: &Fact| side.has_in_part("opposition.helps", fact.span);
    let present = |fact: &&Fact| is_asserted(fact) && now(fact.span) && !helps(fact);
    let mut named: Vec<Holder> = side.facts.iter().filter(present).filter(fills).filter_map(holder).collect();
    // "Walt wants no more of it. The specs come from Lori": who is named where the role is spoken of.
    let speaking = |holder: &Holder| words.is_some_and(|list| side.has_around(list, holder.span));
    if named.len() > 1 && named.iter().any(speaking) {
        named.retain(speaking);
    }
    // "The project lead is Bob": the title is his.
    if named.len() > 1 && named.iter().any(|holder| !holder.names.is_empty()) {
        named.retain(|holder| !holder.names.is_empty() || holder.office.is_some());
    }
    if !named.is_empty() || !spoken {
        return named;
    }
    // "It's the CFO's budget": an office is enough.
    let offices = OFFICES.iter().flat_map(|&office| side.cues(office).map(move |span| (office, span)));
    let held = offices.filter(|(_, span)| now(*span));
    held.map(|(office, span)| Holder { names: BTreeSet::new(), office: Some(office), span }).collect()
}

//! Bodies and departments that sign, decide or have a say: "the board", "works council", "procurement signs".

use crate::signals::lexicon::Class;
use crate::signals::text::TokenKind;

use super::listed::List;
use super::naming::{initials, inside, words};
use super::person::Mention;
use super::roles::asks_for_person;
use super::scene::Scene;

/// A body that signs or decides: "the finance committee signs anything over £10k".
pub(super) fn body(scene: &Scene<'_>, first: usize) -> Option<Mention> {
    let (last, unit) = body_end(scene, first).or_else(|| unlisted_end(scene, first).map(|last| (last, true)))?;
    // "No board, no committee"
    let none = scene.before_is(first, Class::Not);
    if none || !scene.free(first..last + 1) || part_of(scene, first, unit) {
        return None;
    }
    let kinds = &scene.context.lexicon.names.deed_kinds;
    let clause = scene.text.clause(first);
    let near = last + 1..(last + 4).min(clause.end);
    let behind = scene.deeds.begun(near);
    let does = |list: &str| kinds.ruling.contains(list) || unit && kinds.vetting.contains(list);
    let rules = behind.iter().any(|hit| does(hit.list)) || done_by(scene, first);
    let counts = if unit {
        let has_say = behind.iter().any(|hit| kinds.say.contains(hit.list)) || joins_say(scene, last);
        rules || has_say && asks_for_person(scene)
    } else {
        let asked = scene.context.in_family("authority") || scene.context.topic_id() == "buyer.name";
        rules || asked && !scene.is(last + 1, Class::BodyDid)
    };
    let role = words(scene, first, last).to_owned();
    counts.then(|| Mention { tokens: first..last + 1, name: None, role: Some(role), does: None })
}

/// The last token of a known body, and whether it is a department: "works council", "the safety committee", "legal".
fn body_end(scene: &Scene<'_>, first: usize) -> Option<(usize, bool)> {
    if let Some(hit) = scene.bodies.at(first).iter().max_by_key(|hit| hit.tokens.end) {
        // "it" is a pronoun in small letters.
        let pronoun = hit.phrase == "it" && !initials(scene, first);
        // "the union rep", "data protection officer": somebody of the body, not the body.
        let of_body = scene.is_head(hit.tokens.end) && scene.tokens().get(hit.tokens.end).is_some_and(inside);
        if of_body {
            return None;
        }
        let longer = scene.bodies.at(hit.tokens.end).iter().find(|next| next.list == "bodies");
        return match longer.filter(|_| hit.list == "units") {
            Some(next) => Some((next.tokens.end - 1, false)),
            None => (!pronoun).then_some((hit.tokens.end - 1, hit.list == "units")),
        };
    }
    // "the safety committee": what the body is for belongs to it.
    let body = scene.bodies.at(first + 1).iter().find(|hit| hit.list == "bodies" && hit.tokens.len() == 1)?;
    let said_of = scene.holds(List::Departments, first) || scene.before_is(first, Class::Definite);
    let plain = scene.kind(first) == Some(TokenKind::Word)
        && !names_none(scene, first)
        && scene.tokens().get(first + 1).is_some_and(inside);
    (said_of && plain).then_some((body.tokens.end - 1, false))
}

/// "the diocese approves it": whatever stands before a deed of power, where the answer is about who has it.
fn unlisted_end(scene: &Scene<'_>, first: usize) -> Option<usize> {
    let asked = scene.context.in_family("authority") || scene.context.in_family("buyer");
    let single = !scene.norm(first).ends_with('s') && scene.before_is(first, Class::Definite);
    if !(asked && single) {
        return None;
    }
    let kinds = &scene.context.lexicon.names.deed_kinds;
    let power = |list: &str| kinds.ruling.contains(list) || kinds.vetting.contains(list);
    let acts = || scene.deeds.at(first + 1).iter().any(|hit| power(hit.list));
    let plain = scene.kind(first) == Some(TokenKind::Word) && !names_none(scene, first);
    (plain && acts()).then_some(first)
}

/// A function word, an adjective or somebody's deed is no body.
fn names_none(scene: &Scene<'_>, at: usize) -> bool {
    scene.holds(List::FunctionWords, at) || scene.is(at, Class::Adjective)
}

/// "procurement and legal look at it": what the second one does, the first one does as well.
fn joins_say(scene: &Scene<'_>, last: usize) -> bool {
    scene.is(last + 1, Class::And)
        && scene.bodies.at(last + 2).iter().any(|hit| {
            let kinds = &scene.context.lexicon.names.deed_kinds;
            scene.deeds.at(hit.tokens.end).iter().any(|deed| kinds.say.contains(deed.list))
        })
}

/// "signed by our IT council", "a hard no from legal".
fn done_by(scene: &Scene<'_>, first: usize) -> bool {
    let article = usize::from(scene.before_is(first, Class::Definite));
    scene.phrase_before("done_by", first - article).is_some()
}

/// "a few of the directors", "someone in the head office", "Bill from legal": nobody by that name.
fn part_of(scene: &Scene<'_>, first: usize, unit: bool) -> bool {
    let article = usize::from(scene.before_is(first, Class::Definite));
    // "from IT security": the whole name of the department counts.
    let department = |at: usize| scene.holds(List::Departments, at);
    let longer = (1..=2).take_while(|&back| article == 0 && first >= back && department(first - back)).count();
    let before = first - article - longer;
    let Some(preposition) = before.checked_sub(1) else { return false };
    match scene.norm(preposition) {
        "of" => unit || scene.before_is(preposition, Class::Partitive),
        "from" => unit && !done_by(scene, first),
        "in" | "at" | "on" => true,
        _ => scene.is(preposition, Class::Indefinite) && article == 0 && first == before,
    }
}

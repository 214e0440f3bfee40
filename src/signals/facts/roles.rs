//! Roles and relations that stand for a person by themselves: "the CFO", "that would be our plant director", "my wife
//! does the books".

use crate::bank::ValueKind;
use crate::signals::text::TokenKind;

use super::naming::{Role, acts, initials};
use super::scene::Scene;

/// Whether the question asks for somebody.
pub(super) fn asks_for_person(scene: &Scene<'_>) -> bool {
    scene.context.topic.is_some_and(|topic| topic.kind == ValueKind::Person)
}

/// "my boss decides": a relation without a name, who has power; where somebody was asked for, any doing is enough.
pub(super) fn rules_alone(scene: &Scene<'_>, role: &Role) -> bool {
    let next = scene.norm(role.last + 1);
    let active = next == "does" || scene.context.lexicon.names.speech.person_verbs.contains(next);
    if active && asks_for_person(scene) {
        return true;
    }
    let power = |list: &str| matches!(list, "signs" | "decides" | "owns budget" | "approves" | "sets criteria");
    scene.deeds.at(role.last + 1).iter().any(|hit| power(hit.list))
}

/// A role that is one known person: "the CFO", "ops head has promised it"; not "an analyst", "22 ward managers", nor what
/// somebody is said to be.
pub(super) fn stands_alone(scene: &Scene<'_>, role: &Role, before: &str) -> bool {
    let single = role.first == role.last;
    let chief = single && scene.context.lexicon.names.chiefs.contains(scene.norm(role.first));
    let definite = matches!(
        before,
        "the" | "our" | "my" | "his" | "her" | "their" | "and" | "with" | "to" | "from" | "ask" | "talk" | "see"
    );
    let spoken_of = acts(scene, role.last + 1)
        || matches!(
            scene.norm(role.last + 1),
            "has"
                | "wants"
                | "is"
                | "says"
                | "will"
                | "must"
                | "sir"
                | "madam"
                | "needs"
                | "said"
                | "asked"
                | "promised"
                | "likes"
        );
    // Words that mean a thing or anybody as well as the one person.
    let loose = single
        && !definite
        && matches!(
            scene.norm(role.first),
            "owner" | "chair" | "partner" | "principal" | "boss" | "president" | "chef" | "dean"
        );
    role.alone
        && !loose
        && !described(scene, role, before)
        && (definite || spoken_of || asks_for_person(scene) || (chief && initials(scene, role.first)))
}

/// Whether a role is one of many, a part of another word, or what somebody is said to be ("he is the proprietor").
fn described(scene: &Scene<'_>, role: &Role, before: &str) -> bool {
    let indefinite = matches!(
        before,
        "a" | "an"
            | "any"
            | "every"
            | "each"
            | "no"
            | "as"
            | "some"
            | "another"
            | "is"
            | "am"
            | "'m"
            | "are"
            | "per"
            | "new"
            | "'s"
            | "of"
            | "not"
            | "-"
    );
    let counted = role.first > 0 && scene.kind(role.first - 1) == Some(TokenKind::Number);
    let verb = if role.first > 1 { scene.norm(role.first - 2) } else { "" };
    let predicate = matches!(before, "the" | "our" | "my") && matches!(verb, "'s" | "is" | "was" | "am" | "'m");
    let imagined = matches!(verb, "being" | "be" | "become" | "becoming" | "like" | "as");
    let part = scene.kind(role.last + 1) == Some(TokenKind::Joiner) || scene.norm(role.last + 1) == "role";
    indefinite || counted || ((predicate || imagined) && !is_the_answer(scene, role)) || part
}

/// "That would be our managing director": the one who was asked for, not what somebody is.
fn is_the_answer(scene: &Scene<'_>, role: &Role) -> bool {
    let is_verb = |at: &usize| {
        matches!(scene.norm(*at), "'s" | "is" | "was" | "be" | "would" | "will" | "'d" | "'ll" | "probably" | "still")
    };
    let Some(article) = role.first.checked_sub(1) else { return false };
    let subject = (0..article).rev().find(|at| !is_verb(at));
    asks_for_person(scene)
        && subject.is_some_and(|at| at + 1 < article && matches!(scene.norm(at), "that" | "it" | "this"))
}

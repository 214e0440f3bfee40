//! What explains a name: "our finance director", "(CFO)", "she's FD", "my brother".

use crate::signals::lexicon::Class;
use crate::signals::text::{Boundary, TokenKind};

use super::listed::List;
use super::naming::{acts, capital, initials, inside, words};
use super::person::{Mention, name_at, told_apart};
use super::roles::{Role, asks_for_person, job, loose_role, role_at, role_ends_at};
use super::scene::Scene;

/// The role behind a name: ", our finance director", " the FD", ", she's FD", ", my brother", "(CFO)"; and its last token.
pub(super) fn appositive(scene: &Scene<'_>, last: usize) -> Option<(usize, String)> {
    let mut at = last + 1;
    if scene.is(at, Class::HonorificBehind) {
        at += 1;
    }
    let separated = matches!(scene.norm(at), "," | "(" | "-" | "–" | ":" | "/" | "=");
    at += usize::from(separated);
    // "Ueda (maintenance)"
    let department = scene.holds(List::Departments, at);
    if scene.norm(last + 1) == "(" && department && scene.norm(at + 1) == ")" {
        return Some((at + 1, words(scene, at, at).to_owned()));
    }
    // "Gulshat Omarova, procurement."
    if separated && department && ends_there(scene, at + 1) && asks_for_person(scene) {
        return Some((at, words(scene, at, at).to_owned()));
    }
    // ", she's FD", ", that's our FD"
    let told = (scene.is(at, Class::Pronoun) || separated && scene.is(at, Class::Demonstrative))
        && scene.is(at + 1, Class::TellsRole);
    at += if told { 2 } else { 0 };
    let article = scene.is(at, Class::Definite) && !scene.is(at, Class::Demonstrative);
    let own = scene.is(at, Class::Possessive);
    at += usize::from(article || separated && scene.is(at, Class::Indefinite));
    // "the new COO", "(new CFO)"
    at += usize::from(
        (article || scene.norm(last + 1) == "(") && scene.is(at, Class::Adjective) && !role_word(scene, at),
    );
    let role = if separated || own {
        role_at(scene, at)
            .or_else(|| loose_role(scene, at))
            .or_else(|| own.then(|| kin_at(scene, at)).flatten())
            .or_else(|| (article && separated).then(|| job(scene, at)).flatten())
    } else if article {
        role_at(scene, at)
            .or_else(|| loose_role(scene, at))
            .or_else(|| (!told || separated).then(|| job(scene, at)).flatten())
    } else {
        // "Kim CFO": only a chief needs nothing between, or a job that ends the clause ("edgars mechanic").
        let ends = |role: &Role| asks_for_person(scene) && scene.stops(role.last + 1) && !acts(scene, role.last);
        role_at(scene, at)
            .or_else(|| scene.is_head(at).then(|| loose_role(scene, at)).flatten())
            .filter(|role| role.first == role.last && (initials(scene, at) || ends(role)))
    }?;
    // "Kim, CFO Lee Park": the role belongs to the next name.
    let next = role.last + 1;
    if name_at(scene, next).is_some() || (separated && !article && !told && title_of_next(scene, &role)) {
        return None;
    }
    let closed = usize::from(scene.norm(next) == ")");
    Some((role.last + closed, words(scene, role.first, role.last).to_owned()))
}

/// Whether a sentence, or the remark, ends before a token.
fn ends_there(scene: &Scene<'_>, at: usize) -> bool {
    let sign = usize::from(scene.norm(at) == ".");
    scene.tokens().get(at + sign).is_none_or(|next| next.boundary == Boundary::Sentence)
}

/// "head chef", "senior buyer": an adjective that belongs to a role.
fn role_word(scene: &Scene<'_>, at: usize) -> bool {
    role_ends_at(scene, at) || scene.holds(List::Departments, at)
}

/// "Kim, procurement lead reviews it": a role that does something of its own is somebody else.
fn title_of_next(scene: &Scene<'_>, role: &Role) -> bool {
    let chief = scene.holds(List::Chiefs, role.last);
    let own_deed = !scene.deeds.at(role.last + 1).is_empty();
    own_deed && !chief && scene.norm(role.last + 1) != ","
}

/// "my partner", "his daughter": a relation that stands for a role.
pub(super) fn kin_at(scene: &Scene<'_>, at: usize) -> Option<Role> {
    // "predecessor, hans-peter, signed"
    let opens =
        scene.tokens().get(at).is_some_and(|token| token.boundary > Boundary::Inside) && told_apart(scene, at + 1);
    let sure = scene.is(at, Class::SureKin) && scene.before_is(at, Class::Definite);
    let own = scene.before_is(at, Class::Possessive) || at > 0 && scene.norm(at - 1) == "'s" || sure || opens;
    // "our assistant principal": a word of the role behind it.
    let of_role = scene.is_head(at + 1) && scene.tokens().get(at + 1).is_some_and(inside) && !capital(scene, at + 1);
    let kin = scene.is(at, Class::Kin) && !of_role;
    // "brother-in-law"
    let joined = scene.kind(at + 1) == Some(TokenKind::Joiner) && scene.norm(at + 2) == "in";
    let last = if joined && scene.norm(at + 4) == "law" { at + 4 } else { at };
    (own && kin && scene.free(at..last + 1)).then_some(Role { first: at, last, alone: false })
}

/// "… she is ops head and meets the CEO": the role said of a person later in the remark.
pub(super) fn role_told_later(scene: &Scene<'_>, mentions: &[Mention], index: usize) -> Option<String> {
    const REACH: usize = 40;
    let from = mentions[index].tokens.end;
    let end = mentions.get(index + 1).map_or(scene.tokens().len(), |next| next.tokens.start).min(from + REACH);
    mentions[index].name.as_ref()?;
    (from..end).find_map(|at| {
        let told = scene.is(at, Class::Pronoun) && scene.is(at + 1, Class::TellsRole);
        let article = usize::from(scene.is(at + 2, Class::Definite));
        // "he's the man to convince" says no role.
        let role = told.then(|| role_at(scene, at + 2 + article)).flatten()?;
        if article == 1 && !role.alone {
            return None;
        }
        Some(words(scene, role.first, role.last).to_owned())
    })
}

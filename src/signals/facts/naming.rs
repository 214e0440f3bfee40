//! Capitalised runs, titles and roles: what names are built from.

use crate::signals::text::{Boundary, Token, TokenKind};

use super::scene::Scene;

/// A role and its tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Role {
    /// First token.
    pub first: usize,
    /// Last token.
    pub last: usize,
    /// It stands for one person by itself ("CFO", "ops head"), not only beside a name or an article ("nurse").
    pub alone: bool,
}

/// The letters of a token as typed.
pub(super) fn typed<'a>(scene: &Scene<'a>, at: usize) -> &'a str {
    scene.tokens().get(at).map_or("", |token| token.span.of(scene.text.raw()))
}

/// The words of a stretch of tokens as typed.
pub(super) fn words<'a>(scene: &Scene<'a>, first: usize, last: usize) -> &'a str {
    scene.text.span(first, last).of(scene.text.raw())
}

/// A free capitalised word.
pub(super) fn capital(scene: &Scene<'_>, at: usize) -> bool {
    scene.tokens().get(at).is_some_and(|token| token.kind == TokenKind::Word && token.capital) && scene.free(at..at + 1)
}

/// Capital letters only, at least two.
pub(super) fn initials(scene: &Scene<'_>, at: usize) -> bool {
    let typed = typed(scene, at);
    typed.chars().count() > 1 && typed.chars().all(|c| !c.is_lowercase()) && typed.chars().any(char::is_uppercase)
}

/// Whether a sentence begins with the token.
pub(super) fn opens_sentence(scene: &Scene<'_>, at: usize) -> bool {
    scene.tokens().get(at).is_some_and(|token| token.boundary == Boundary::Sentence)
}

/// Whether the token stands in the middle of a clause.
fn inside(token: &Token) -> bool {
    token.boundary == Boundary::Inside
}

/// The last token of the name that begins at a token: capitalised words, joined by hyphens or small words (`de`, `van`).
pub(super) fn name_end(scene: &Scene<'_>, first: usize) -> usize {
    let names = &scene.context.lexicon.names;
    let mut last = first;
    for _ in 0..3 {
        let mut next = last + 1;
        if scene.kind(next) == Some(TokenKind::Joiner) {
            next += 1;
        }
        while names.particles.contains(scene.norm(next)) && !capital(scene, next) {
            next += 1;
        }
        let goes_on = next > last
            && capital(scene, next)
            && scene.tokens().get(next).is_some_and(inside)
            && !names.chiefs.contains(scene.norm(next))
            && role_at(scene, next).is_none()
            && !scene.context.lexicon.things.not_things.contains(scene.norm(next));
        if !goes_on {
            break;
        }
        last = next;
    }
    last
}

/// The role that begins at a token: departments, a head, and what it is the head of.
pub(super) fn role_at(scene: &Scene<'_>, first: usize) -> Option<Role> {
    let names = &scene.context.lexicon.names;
    let mut at = first;
    let mut modifiers = 0;
    while modifiers < 3 && scene.free(at..at + 1) && scene.kind(at) == Some(TokenKind::Word) {
        let next = scene.norm(at + 1);
        let ends_here = is_head(scene, at) && !(names.departments.contains(scene.norm(at)) && (is_head(scene, at + 1)));
        if ends_here {
            return Some(whole_role(scene, first, at, modifiers));
        }
        if !names.departments.contains(scene.norm(at)) {
            return None;
        }
        let joined = matches!(next, "&" | "and" | "/") || scene.kind(at + 1) == Some(TokenKind::Joiner);
        at += if joined { 2 } else { 1 };
        modifiers += 1;
    }
    let ends_here = scene.free(at..at + 1) && is_head(scene, at) && modifiers > 0;
    ends_here.then(|| whole_role(scene, first, at, modifiers))
}

fn is_head(scene: &Scene<'_>, at: usize) -> bool {
    let names = &scene.context.lexicon.names;
    let inside = scene.tokens().get(at).is_some_and(|token| token.kind == TokenKind::Word);
    inside && (names.chiefs.contains(scene.norm(at)) || names.heads.contains(scene.norm(at)))
}

/// Adds "of operations", "Operations" behind a vice president, and says whether the role stands alone.
fn whole_role(scene: &Scene<'_>, first: usize, head: usize, modifiers: usize) -> Role {
    let names = &scene.context.lexicon.names;
    let mut last = head;
    let department = |at: usize| {
        scene.kind(at) == Some(TokenKind::Word) && names.departments.contains(scene.norm(at)) && scene.free(at..at + 1)
    };
    if scene.norm(head + 1) == "of"
        && scene.kind(head + 2) == Some(TokenKind::Word)
        && (department(head + 2) || capital(scene, head + 2))
    {
        last = head + 2;
    } else if matches!(scene.norm(head), "vp" | "svp" | "evp" | "avp" | "director" | "dir" | "head")
        && department(head + 1)
        && capital(scene, head + 1)
    {
        last = head + 1;
    }
    while last > head
        && matches!(scene.norm(last + 1), "&" | "and")
        && department(last + 2)
        && capital(scene, last) == capital(scene, last + 2)
    {
        last += 2;
    }
    while last > head && department(last + 1) && scene.tokens().get(last + 1).is_some_and(inside) {
        last += 1;
    }
    let chief = names.chiefs.contains(scene.norm(head));
    Role { first, last, alone: chief || modifiers > 0 || last > head }
}

/// A title at a token ("Mr.", "Frau"): the token behind it.
pub(super) fn behind_title(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let titled = scene.context.lexicon.names.titles.contains(scene.norm(at)) && scene.free(at..at + 1);
    let stop = usize::from(scene.norm(at + 1) == "." && scene.glued(at + 1));
    (titled && capital(scene, at + 1 + stop)).then_some(at + 1 + stop)
}

/// Whether the capitalised word at a token is somebody's name.
pub(super) fn given_name(scene: &Scene<'_>, at: usize) -> bool {
    let lexicon = scene.context.lexicon;
    let norm = scene.norm(at);
    let before = at.checked_sub(1).map_or("", |at| scene.norm(at));
    if known_person(scene, at) {
        return true;
    }
    if !capital(scene, at) || !lexicon.names.first_names.contains(norm) || before == "the" {
        return false;
    }
    let place = lexicon.places.cities.contains(norm)
        || lexicon.places.states.contains(norm)
        || lexicon.places.countries.contains(norm);
    if place && matches!(before, "in" | "at" | "near" | "around" | "across" | "to" | "outside") {
        return false;
    }
    if !lexicon.names.doubtful_names.contains(norm) {
        return true;
    }
    let surname = name_end(scene, at) > at && !initials(scene, at + 1);
    surname
        || acts(scene, at + 1)
        || (!opens_sentence(scene, at) && !place && !lexicon.things.around.of_list("known").any(|known| known == norm))
}

/// A word of the name of somebody on the call.
fn known_person(scene: &Scene<'_>, at: usize) -> bool {
    let norm = scene.norm(at);
    let vocabulary = &scene.context.lexicon.names;
    if norm.chars().count() < 3
        || vocabulary.doubtful_names.contains(norm) && !capital(scene, at)
        || !scene.free(at..at + 1)
    {
        return false;
    }
    let named = |name: &str| name.split_whitespace().any(|word| word.to_lowercase() == norm);
    let word = scene.kind(at) == Some(TokenKind::Word) && !vocabulary.titles.contains(norm);
    word && (capital(scene, at) || vocabulary.first_names.contains(norm))
        && scene.context.people.iter().any(|person| named(&person.name))
}

/// Whether a deed of a purchase, or another verb that only people do, stands at a token.
pub(super) fn acts(scene: &Scene<'_>, at: usize) -> bool {
    !scene.deeds.at(at).is_empty()
}

/// "our cfo kim": a given name in small letters, capitalised as names are.
pub(super) fn small_name(scene: &Scene<'_>, at: usize) -> Option<(usize, String)> {
    let names = &scene.context.lexicon.names;
    let norm = scene.norm(at);
    let plain = scene.free(at..at + 1) && names.first_names.contains(norm) && !capital(scene, at);
    let sure = norm.chars().count() > 2 && (!names.doubtful_names.contains(norm) || deals(scene, at + 1));
    let word = scene.context.lexicon.calendar.months.contains_key(norm)
        || scene.context.lexicon.numbers.nouns.function_words.contains(norm);
    let inside = scene.tokens().get(at).is_some_and(|token| !token.glued);
    (plain && sure && !word && inside).then(|| {
        let mut letters = norm.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        (at, first.chain(letters).collect())
    })
}

/// Whether a deed of power stands at a token.
pub(super) fn deals(scene: &Scene<'_>, at: usize) -> bool {
    let power = |list: &str| {
        matches!(list, "signs" | "decides" | "owns budget" | "sets criteria" | "approves" | "influences" | "champions")
    };
    scene.deeds.at(at).iter().any(|hit| power(hit.list))
}

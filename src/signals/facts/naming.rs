//! Capitalised runs, titles and given names: what names are built from.

use crate::signals::lexicon::Class;
use crate::signals::text::{Boundary, Token, TokenKind};
use crate::signals::value::Value;

use super::listed::List;
use super::roles::role_at;
use super::scene::Scene;
use super::unlisted::strange;

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
    let meant = scene.tokens().get(at).is_some_and(|token| token.capital);
    meant
        && typed.chars().count() > 1
        && !typed.chars().any(char::is_lowercase)
        && typed.chars().any(char::is_uppercase)
}

/// Whether a sentence begins with the token.
pub(super) fn opens_sentence(scene: &Scene<'_>, at: usize) -> bool {
    scene.tokens().get(at).is_some_and(|token| token.boundary == Boundary::Sentence)
}

/// Whether the token stands in the middle of a clause.
pub(super) fn inside(token: &Token) -> bool {
    token.boundary == Boundary::Inside
}

/// The last token of the name that begins at a token: capitalised words, joined by hyphens or small words (`de`, `van`).
pub(super) fn name_end(scene: &Scene<'_>, first: usize) -> usize {
    let names = &scene.context.lexicon.names;
    let mut last = first;
    for _ in 0..3 {
        let next = behind_particles(scene, last + 1);
        let goes_on = capital(scene, next)
            && scene.tokens().get(next).is_some_and(inside)
            && !scene.holds(List::Chiefs, next)
            && role_at(scene, next).is_none()
            && (scene.holds(List::FirstNames, next) && !initials(scene, next) || !scene.holds(List::NotThings, next));
        if !goes_on {
            break;
        }
        last = next;
    }
    // "Hyun-woo"
    let second = last + 2;
    let joined = scene.kind(last + 1) == Some(TokenKind::Joiner) && scene.glued(last + 1) && scene.glued(second);
    let listed = || names.first_names.contains(&format!("{}-{}", scene.norm(last), scene.norm(second)));
    if joined && !capital(scene, second) && listed() { second } else { last }
}

/// Skips the small words and hyphens inside a name ("Ahmed al-Rashid", "Smith-Jones").
pub(super) fn behind_particles(scene: &Scene<'_>, from: usize) -> usize {
    const LONGEST: usize = 4;
    let mut at = from;
    while at < from + LONGEST {
        let hyphen = scene.kind(at) == Some(TokenKind::Joiner);
        let particle = scene.is(at, Class::Particle) && !capital(scene, at);
        if !hyphen && !particle {
            break;
        }
        at += 1;
    }
    at
}

/// A title at a token ("Mr.", "Frau"): where the name behind it begins. In small letters only what hardly is anything
/// else ("mr lopez"), or a given name ("don ernesto").
pub(super) fn behind_title(scene: &Scene<'_>, at: usize) -> Option<usize> {
    /// More titles than these before one name are no titles.
    const MOST_TITLES: usize = 4;
    let lexicon = scene.context.lexicon;
    if !scene.holds(List::Titles, at) {
        return None;
    }
    let after = |at: usize| at + 1 + usize::from(scene.norm(at + 1) == "." && scene.glued(at + 1));
    // "Doc Mabry" behind another title: "Prof. Dr. Mabry"
    let mut at = at;
    for _ in 0..MOST_TITLES {
        let next = after(at);
        let both = capital(scene, next) && scene.holds(List::Titles, next);
        if !both || !scene.free(at..at + 1) {
            break;
        }
        at = next;
    }
    // "brother Tom": a relation in small letters is no title.
    let relation = scene.is(at, Class::Kin) && !capital(scene, at);
    if !scene.free(at..at + 1) || relation {
        return None;
    }
    let name = after(at);
    let surname = behind_particles(scene, name);
    if capital(scene, surname) && (surname == name || scene.kind(surname - 1) != Some(TokenKind::Joiner)) {
        return Some(name);
    }
    let small = scene.kind(name) == Some(TokenKind::Word)
        && scene.free(name..name + 1)
        && !scene.holds(List::FunctionWords, name)
        && scene.norm(name).len() > 2;
    let given = scene.holds(List::FirstNames, name);
    (small && (given || lexicon.names.sure_titles.contains(scene.norm(at)))).then_some(name)
}

/// Whether the capitalised word at a token is somebody's name.
pub(super) fn given_name(scene: &Scene<'_>, at: usize) -> bool {
    let lexicon = scene.context.lexicon;
    let norm = scene.norm(at);
    // "we piloted Guru": what is tried is a product, whoever bears the name.
    if on_trial(scene, at) {
        return false;
    }
    if known_person(scene, at) || surname_first(scene, at) || two_names(scene, at) {
        return true;
    }
    let the = at > 0 && scene.norm(at - 1) == "the";
    let greeting = || lexicon.calendar.feasts.contains_key(scene.norm(at + 1));
    let currency = || initials(scene, at) && lexicon.numbers.money.names.contains_key(norm);
    if !capital(scene, at)
        || !scene.holds(List::FirstNames, at)
        || the
        || currency()
        || greeting()
        || numbered(scene, at)
    {
        return false;
    }
    // "a buddy at Otis"
    let employer = at > 0 && scene.norm(at - 1) == "at" && scene.norm(at + 1) != "'s";
    let place = is_place(scene, at);
    if employer || place && scene.before_is(at, Class::Preposition) && !scene.before_is(at, Class::OfSomebody) {
        return false;
    }
    let product = scene.thing_word("known", at);
    if !product && !lexicon.names.doubtful_names.contains(norm) {
        return true;
    }
    let surname = name_end(scene, at) > at && !initials(scene, at + 1);
    let domain = |at: usize| scene.is(at, Class::Domain) || scene.is(at, Class::Team);
    let group = || scene.is(at + 2, Class::Definite) && (domain(at + 3) || domain(at + 4));
    let placed = scene.is(at + 1, Class::Within) && (scene.holds(List::Departments, at + 2) || group());
    // "Violet is out sick", "Rose keys it in"
    let at_work = scene.is(at + 1, Class::Handwork)
        || scene.is(at + 1, Class::Be) && (scene.is(at + 2, Class::PersonState) || scene.is(at + 2, Class::Away));
    // "Will, he's the second-shift lead"
    let told = opens_sentence(scene, at) && scene.norm(at + 1) == "," && scene.is(at + 2, Class::Pronoun);
    surname
        || placed
        || told
        || at_work
        || scene.is(at + 1, Class::PersonVerb)
        || acts(scene, at + 1)
        || (!opens_sentence(scene, at) && !place && !product)
}

/// Behind what is only done with a product, where nothing shows that somebody is meant.
fn on_trial(scene: &Scene<'_>, at: usize) -> bool {
    scene.is(at.wrapping_sub(1), Class::Trying)
        && capital(scene, at)
        && !acts(scene, at + 1)
        && !scene.is(at + 1, Class::PersonVerb)
}

/// "Li Wei", "Zhang Xiaoming": a family name that stands first.
fn surname_first(scene: &Scene<'_>, at: usize) -> bool {
    let names = &scene.context.lexicon.names;
    capital(scene, at)
        && names.surnames.contains(scene.norm(at))
        && capital(scene, at + 1)
        && !initials(scene, at + 1)
        && scene.tokens().get(at + 1).is_some_and(inside)
        && (scene.holds(List::FirstNames, at + 1) || acts(scene, at + 2))
}

/// "Swee Lan": a word that no list has before a given name that is another word as well.
fn two_names(scene: &Scene<'_>, at: usize) -> bool {
    let town = || scene.context.lexicon.places.cities.contains(&format!("{} {}", scene.norm(at), scene.norm(at + 1)));
    capital(scene, at)
        && capital(scene, at + 1)
        && !initials(scene, at)
        && !initials(scene, at + 1)
        && scene.tokens().get(at + 1).is_some_and(inside)
        && scene.holds(List::FirstNames, at + 1)
        && !town()
        && !scene.things().ending(at).any(|hit| hit.list == "before")
        && strange(scene, at)
}

/// "Fortune 500", "São Paulo": part of another name.
fn numbered(scene: &Scene<'_>, at: usize) -> bool {
    let places = &scene.context.lexicon.places;
    let town = || {
        let before = at.checked_sub(1).filter(|&before| scene.tokens()[before].capital)?;
        Some(places.cities.contains(&format!("{} {}", scene.norm(before), scene.norm(at))))
    };
    scene.kind(at + 1) == Some(TokenKind::Number) && !scene.glued(at + 1) || town().unwrap_or(false)
}

/// A town, state or country.
pub(super) fn is_place(scene: &Scene<'_>, at: usize) -> bool {
    scene.holds(List::Places, at)
}

/// A word of the name of somebody on the call.
fn known_person(scene: &Scene<'_>, at: usize) -> bool {
    let norm = scene.norm(at);
    let called = scene.is_called(norm);
    if !called && !capital(scene, at) {
        return false;
    }
    let vocabulary = &scene.context.lexicon.names;
    if norm.len() < 3 || vocabulary.doubtful_names.contains(norm) && !capital(scene, at) || !scene.free(at..at + 1) {
        return false;
    }
    let word = scene.kind(at) == Some(TokenKind::Word) && !vocabulary.titles.contains(norm);
    let like_a_name = word && (capital(scene, at) || vocabulary.first_names.contains(norm));
    like_a_name && (called || spoken_of(scene, at))
}

/// A name that an earlier answer gave to somebody: "Arild" behind "our chairman Arild Moe".
fn spoken_of(scene: &Scene<'_>, at: usize) -> bool {
    let ambiguous = is_place(scene, at) || scene.holds(List::FunctionWords, at);
    capital(scene, at) && !ambiguous && named_earlier(scene, at, false)
}

/// Whether the word is part of a name that an earlier answer gave to somebody, in the very letters or in whatever.
pub(super) fn named_earlier(scene: &Scene<'_>, at: usize, same_letters: bool) -> bool {
    /// So many of the latest answers are looked through.
    const LATEST: usize = 60;
    let norm = scene.norm(at);
    let written = typed(scene, at);
    let same = |word: &str| {
        if same_letters { word == written } else { word.chars().flat_map(char::to_lowercase).eq(norm.chars()) }
    };
    let named = |name: &str| name.split([' ', '-']).any(same);
    let earlier = scene.context.earlier;
    let latest = &earlier[earlier.len().saturating_sub(LATEST)..];
    let person = |value: &Value| matches!(value, Value::Person { name: Some(name), .. } if named(name));
    latest.iter().flat_map(|answer| &answer.reading.facts).any(|fact| person(&fact.value))
}

/// "Sakamoto-san", "Patel ji": the last token of a word behind a name that only addresses.
pub(super) fn honoured_end(scene: &Scene<'_>, last: usize) -> Option<usize> {
    let joined = scene.kind(last + 1) == Some(TokenKind::Joiner) && scene.glued(last + 1) && scene.glued(last + 2);
    let word = last + if joined { 2 } else { 1 };
    // "Rao sir signs": apart from the name only where somebody acts, because "Yes sir" names nobody.
    let common = scene.holds(List::NotThings, last)
        || scene.holds(List::NotNames, last)
        || scene.holds(List::FunctionWords, last);
    let apart = !joined
        && !common
        && !capital(scene, word)
        && scene.tokens().get(word).is_some_and(inside)
        && (acts(scene, word + 1) || scene.is(word + 1, Class::PersonVerb));
    ((joined || apart) && scene.is(word, Class::HonorificBehind)).then_some(word)
}

/// Whether a deed of a purchase, or another verb that only people do, stands at a token.
pub(super) fn acts(scene: &Scene<'_>, at: usize) -> bool {
    !scene.deeds.at(at).is_empty()
}

/// "our cfo kim": a given name in small letters, kept as it was typed.
pub(super) fn small_name(scene: &Scene<'_>, at: usize) -> Option<(usize, String)> {
    let names = &scene.context.lexicon.names;
    let norm = scene.norm(at);
    if !scene.free(at..at + 1) || !scene.holds(List::FirstNames, at) || capital(scene, at) {
        return None;
    }
    // "spoke w/ lee, he okays it"
    let told = scene.norm(at + 1) == "," && scene.is(at + 2, Class::Pronoun);
    let sure = norm.chars().count() > 2 && (!names.doubtful_names.contains(norm) || deals(scene, at + 1) || told);
    let word = scene.context.lexicon.calendar.months.contains_key(norm) || scene.holds(List::FunctionWords, at);
    let apart = scene.tokens().get(at).is_some_and(|token| !token.glued);
    // "hans-peter"
    let joined = scene.kind(at + 1) == Some(TokenKind::Joiner)
        && scene.glued(at + 1)
        && scene.glued(at + 2)
        && scene.holds(List::FirstNames, at + 2);
    let surname = scene.tokens().get(at + 1).is_some_and(inside)
        && names.surnames.contains(scene.norm(at + 1))
        && !scene.holds(List::Common, at + 1);
    let last = if joined { at + 2 } else { at + usize::from(surname) };
    (sure && !word && apart).then(|| (last, words(scene, at, last).to_owned()))
}

/// Whether a deed of power stands at a token, or behind the words that lead to it ("will also have to sign").
pub(super) fn deals(scene: &Scene<'_>, at: usize) -> bool {
    const LEAD: usize = 3;
    let power = |at: usize| {
        scene.deeds.at(at).iter().any(|hit| scene.context.lexicon.names.deed_kinds.powers.contains(hit.list))
    };
    (at..=at + LEAD).find(|&at| power(at) || !scene.is(at, Class::Auxiliary)).is_some_and(power)
}

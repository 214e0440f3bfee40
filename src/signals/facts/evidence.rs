//! Names that no list has: what the words around a capitalised word must say before it is taken for a person. A false
//! person is worse than a missed one, so each kind of evidence is narrow.

use crate::signals::lexicon::Class;

use super::appositive::appositive;
use super::listed::List;
use super::naming::{
    acts, behind_particles, capital, deals, given_name, initials, inside, is_place, name_end, opens_sentence, words,
};
use super::roles::{asks_for_person, role_ends_at};
use super::scene::Scene;
use super::thing::asks_for_thing;
use super::unlisted::{joined_to_person, strange};

/// "Frei signs", "Baumann in risk wrote it", "Nuala's team": the name, where a capitalised word does what only people do.
pub(super) fn bare_surname(scene: &Scene<'_>, index: usize) -> Option<(usize, String)> {
    // "van der Veen's people"
    let opened = scene.is(index, Class::NameOpener) && !capital(scene, index) && scene.free(index..index + 1);
    let first = if opened { behind_particles(scene, index + 1) } else { index };
    if !likely_surname(scene, first) || opened && (first == index + 1 && !scene.before_is(first, Class::NameOpener)) {
        return None;
    }
    let last = name_end(scene, first);
    // "Swan Retail rang", "a buddy at Otis": a firm.
    if last > first && scene.is(last, Class::FirmTail) || scene.norm(first.wrapping_sub(1)) == "at" {
        return None;
    }
    let pronoun = !scene.before_is(index, Class::Preposition)
        && scene.norm(last + 1) == ","
        && scene.is(last + 2, Class::Pronoun)
        && scene.norm(last + 2) != "who";
    // "Bakery, my brother, 12 shops": the one on the phone is addressed.
    let explained = appositive(scene, last)
        .is_some_and(|(end, _)| !scene.is(end, Class::Kin) || !opens_sentence(scene, index) || asks_for_person(scene));
    let strong = deals(scene, last + 1) || explained || pronoun;
    let like = || person_like(scene, first) && told_of(scene, first, last);
    let weak = !is_place(scene, first) && (like() || nobody_else(scene, first, last));
    (strong || weak).then(|| (last, words(scene, index, last).to_owned()))
}

/// What is said of people and seldom of anything else.
fn told_of(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    let asked = asks_for_person(scene);
    let next = last + 1;
    let doing =
        scene.norm(next) == "who" || scene.is(next, Class::PersonVerb) || asked && scene.is(next, Class::LooseVerb);
    // "Nuala's team"; a firm has teams too, but seldom in a remark about one's own house.
    let has = scene.norm(next) == "'s" && (2..4).any(|skip| scene.is(last + skip, Class::Belonging));
    // "then Erasmus left": nothing else leaves at the end of a clause.
    let left = scene.norm(next) == "left" && scene.stops(next + 1);
    doing
        || has
        || left
        || in_charge(scene, next)
        || placed(scene, next)
        || addressed(scene, first)
        || beside(scene, first, last)
        || staff(scene, next)
        || gapped(scene, first, next)
}

/// "because Sardor writes it on the wall", "Tharindu is running it", "me, Precious, Tallboy": a word that no list knows,
/// where the words around it fit people only.
fn nobody_else(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    let next = last + 1;
    let topics = &scene.context.lexicon.names.speech.staff_topics;
    let busy = scene.is(next, Class::Handwork)
        && scene.norm(next).ends_with('s')
        && scene.tokens().get(next).is_some_and(inside);
    let minded = scene.is(next, Class::Be) && scene.is(next + 1, Class::PersonState);
    let joined = joined_to_person(scene, first) && (scene.stops(next) || scene.is(next, Class::And));
    let in_a_row = joined
        && !scene.norm(first).ends_with("ing")
        && (asks_for_person(scene) || topics.contains(scene.context.topic_id()));
    (busy && !asks_for_thing(scene) || minded || in_a_row) && strange(scene, first)
}

/// "runs that budget", "heads up the night shift": what no program is in charge of.
fn in_charge(scene: &Scene<'_>, verb: usize) -> bool {
    const REACH: usize = 4;
    scene.is(verb, Class::Charge)
        && (verb + 1..=verb + REACH)
            .take_while(|&at| !scene.stops(at))
            .any(|at| scene.is(at, Class::Domain) || scene.is(at, Class::Team))
}

/// "Baumann in risk", "Osei from finance".
pub(super) fn placed(scene: &Scene<'_>, at: usize) -> bool {
    let preposition = scene.is(at, Class::Within);
    let the = usize::from(scene.norm(at + 1) == "the");
    let there = |at: usize| scene.holds(List::Departments, at) && !scene.is(at, Class::Unspecific);
    preposition && (there(at + 1 + the) || the == 1 && asks_for_person(scene))
}

/// "ask Osei", "cc Osei": who is spoken to.
fn addressed(scene: &Scene<'_>, first: usize) -> bool {
    let spoken = ["addressed", "done_by"].iter().any(|list| scene.phrase_before(list, first).is_some());
    scene.before_is(first, Class::SureContacting) || spoken
}

/// "Osei and Kim", "me and Osei": beside somebody.
fn beside(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    // "my cousin's firm has Roadnet and I tried it": a product, and another clause.
    if scene.things().ending(first).any(|hit| hit.list == "before") {
        return false;
    }
    let behind = scene.is(last + 1, Class::And)
        && (given_name(scene, last + 2) && scene.kind(last + 3) != Some(crate::signals::text::TokenKind::Joiner)
            || scene.is(last + 2, Class::Speaker)
            || scene.is(last + 2, Class::SpeakerObject));
    let before = first > 1
        && scene.is(first - 1, Class::And)
        && (scene.is(first - 2, Class::SpeakerObject)
            || scene.tokens()[first - 2].capital && scene.holds(List::FirstNames, first - 2));
    behind || before
}

/// "Kim signs for the north, Preben for the south", "Kim signs, Preben too": the verb of the clause before is meant.
fn gapped(scene: &Scene<'_>, first: usize, next: usize) -> bool {
    const REACH: usize = 12;
    let joined = first > 1 && (scene.norm(first - 1) == "," || scene.before_is(first, Class::And));
    let sentence = || scene.text.sentence(first).start;
    joined && scene.is(next, Class::Gapping) && power_before(scene, first.saturating_sub(REACH).max(sentence()), first)
}

/// Whether a deed of power is told between two tokens.
fn power_before(scene: &Scene<'_>, from: usize, to: usize) -> bool {
    let powers = &scene.context.lexicon.names.deed_kinds.powers;
    scene.deeds.begun(from..to).iter().any(|hit| hit.tokens.end <= to && powers.contains(hit.list))
}

/// "Hafiz is off everything else", where it was asked who has time or works with it.
fn staff(scene: &Scene<'_>, next: usize) -> bool {
    let topics = &scene.context.lexicon.names.speech.staff_topics;
    topics.contains(scene.context.topic_id())
        && (scene.is(next, Class::Auxiliary)
            || scene.is(next, Class::And)
            || scene.is(next, Class::Within)
            || scene.is(next, Class::Away))
}

/// A word that could be somebody's name by its form and what stands before it.
fn person_like(scene: &Scene<'_>, index: usize) -> bool {
    let norm = scene.norm(index);
    let noun_like = ["ing", "tion", "ment", "ness", "ity", "ance", "ship", "ware", "ly", "ed", "soft", "ify"]
        .iter()
        .any(|ending| norm.ends_with(ending));
    let many = norm.ends_with('s') && norm.chars().count() > 4;
    let common = scene.before_is(index, Class::Definite) || scene.before_is(index, Class::Unspecific);
    !(noun_like || many || common && !scene.before_is(index, Class::Be))
}

/// A capitalised word that could be a surname: no product, place, role, body or abbreviation.
pub(super) fn likely_surname(scene: &Scene<'_>, index: usize) -> bool {
    if !capital(scene, index) || initials(scene, index) {
        return false;
    }
    let lexicon = scene.context.lexicon;
    let norm = scene.norm(index);
    let known = || {
        scene.bodies.at(index).iter().any(|hit| hit.tokens.len() == 1)
            || scene.holds(List::FunctionWords, index)
            || scene.holds(List::Departments, index)
            || scene.holds(List::NotNames, index) && !goes_on(scene, index)
            || scene.holds(List::NotThings, index)
            || lexicon.calendar.weekdays.contains_key(norm.strip_suffix('s').unwrap_or(norm))
            || lexicon.calendar.months.contains_key(norm)
            || lexicon.calendar.feasts.contains_key(norm)
            || scene.thing_word("known", index)
            || scene.is(index, Class::FirmTail)
            // "Stay in business", "Enough, thanks": what opens a sentence has a capital anyway.
            || opens_sentence(scene, index) && !capital(scene, index + 1) && scene.holds(List::Common, index)
    };
    norm.len() > 2 && !inner_capital(scene, index) && !known()
}

/// "that's Cash Holloway": a word that opens sentences, and here begins a longer name.
fn goes_on(scene: &Scene<'_>, index: usize) -> bool {
    !opens_sentence(scene, index)
        && capital(scene, index + 1)
        && !initials(scene, index + 1)
        && scene.tokens().get(index + 1).is_some_and(inside)
}

/// `PlanGrid`: a capital behind a small letter, as products have it; `McAllister` is a name.
fn inner_capital(scene: &Scene<'_>, index: usize) -> bool {
    let typed = super::naming::typed(scene, index);
    let scottish = typed.starts_with("Mc") || typed.starts_with("Mac");
    let mut letters = typed.chars().zip(typed.chars().skip(1));
    !scottish && letters.any(|(before, after)| before.is_lowercase() && after.is_uppercase())
}

/// "the head of logistics, Aylin Kaya": two names behind a role and a comma.
pub(super) fn explains_role(scene: &Scene<'_>, first: usize) -> bool {
    let behind_role = first > 1 && scene.norm(first - 1) == "," && role_ends_at(scene, first - 2);
    behind_role && name_end(scene, first) > first
}

/// "Tunde in the warehouse": where a person was asked for, a capitalised word that opens the answer or stands inside it.
pub(super) fn asked_for(scene: &Scene<'_>, first: usize) -> bool {
    // "Signing, that's done by …"
    let activity = opens_sentence(scene, first) && scene.norm(first).ends_with("ing");
    if !asks_for_person(scene) || is_place(scene, first) || activity {
        return false;
    }
    let next = name_end(scene, first) + 1;
    let ends = scene.stops(next)
        || scene.is(next, Class::Auxiliary)
        || scene.is(next, Class::And)
        || scene.is(next, Class::Within)
        || scene.norm(next) == "who";
    let article = scene.before_is(first, Class::Definite) || scene.before_is(first, Class::Indefinite);
    // "checks the fit with Vantage"
    let product = scene.things().ending(first).any(|hit| hit.list == "before");
    ends && !article && !product && !scene.before_is(first, Class::Within)
}

/// "kim wants it", "ask priya", "priya in it": a given name in small letters that the words around show to be meant.
pub(super) fn small_name_meant(scene: &Scene<'_>, at: usize) -> bool {
    let next = at + 1;
    let doing = deals(scene, next) || scene.is(next, Class::PersonVerb) || appositive(scene, at).is_some();
    let has = scene.norm(next) == "'s" && (at + 2..at + 4).any(|at| scene.is(at, Class::Belonging));
    let met = scene.before_is(at, Class::Contacting) || scene.phrase_before("met", at).is_some();
    // "then Erasmus left": nothing else leaves at the end of a clause.
    let left = scene.norm(next) == "left" && scene.stops(next + 1);
    doing
        || has
        || left
        || placed(scene, next)
        || met
        || small_beside(scene, at)
        || asks_for_person(scene) && alone(scene, at)
}

/// "janet", "thats janet", "janet does": all that was answered.
fn alone(scene: &Scene<'_>, at: usize) -> bool {
    let clause = scene.text.clause(at);
    let opens = (clause.start..at).all(|at| scene.is(at, Class::Be) || scene.is(at, Class::Demonstrative));
    opens
        && (scene.stops(at + 1) || scene.is(at + 1, Class::And) || scene.norm(at + 1) == "does" || acts(scene, at + 1))
}

/// "me and priya", "priya + me".
pub(super) fn small_beside(scene: &Scene<'_>, at: usize) -> bool {
    let speaker = |at: usize| scene.is(at, Class::SpeakerObject) || scene.is(at, Class::Speaker);
    scene.is(at + 1, Class::And) && speaker(at + 2)
        || at > 1 && scene.is(at - 1, Class::And) && speaker(at - 2)
        || at > 1 && scene.is(at - 1, Class::And) && asks_for_person(scene) && scene.holds(List::FirstNames, at - 2)
}

//! People by their initials: "JB drafted that", "me and DK", "JB from IT security".
//!
//! Capital letters are programs, bodies, offices and shorthand far more often than people, so that what no list knows is
//! a person only where somebody was asked for and stands there, or where it does what only people do in a purchase.

use crate::signals::lexicon::Class;
use crate::signals::text::TokenKind;

use super::evidence::{placed, small_beside};
use super::listed::List;
use super::naming::{acts, capital, deals, initials, is_place, named_earlier, opens_sentence, typed, words};
use super::roles::{asks_for_person, role_at};
use super::scene::Scene;
use super::unlisted::{answers, joined_to_person};

/// Somebody's initials at a token.
pub(super) fn initialled_person(scene: &Scene<'_>, at: usize) -> Option<(usize, String)> {
    /// Longer rows of capitals are no initials.
    const LONGEST: usize = 3;
    if let Some(last) = hyphened(scene, at) {
        return is_meant(scene, at, last).then(|| (last, words(scene, at, last).to_owned()));
    }
    let letters = scene.kind(at) == Some(TokenKind::Word) && initials(scene, at) && scene.free(at..at + 1);
    let written = typed(scene, at);
    if !letters || written.chars().count() > LONGEST || !written.chars().all(char::is_alphabetic) {
        return None;
    }
    let article = scene.before_is(at, Class::Definite) || scene.before_is(at, Class::Indefinite);
    (!article && !is_listed(scene, at) && is_meant(scene, at, at)).then(|| (at, written.to_owned()))
}

/// "J-P": the last token of two single letters with a hyphen.
fn hyphened(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let single = |at: usize| capital(scene, at) && typed(scene, at).chars().count() == 1;
    let joined = scene.kind(at + 1) == Some(TokenKind::Joiner) && scene.glued(at + 1) && scene.glued(at + 2);
    (joined && single(at) && single(at + 2)).then_some(at + 2)
}

/// Whether the letters stand for something else that is known.
fn is_listed(scene: &Scene<'_>, at: usize) -> bool {
    let lexicon = scene.context.lexicon;
    let norm = scene.norm(at);
    let lists = [List::Departments, List::FunctionWords, List::Titles, List::Chiefs, List::NotThings, List::NotNames];
    lists.into_iter().any(|list| scene.holds(list, at))
        || scene.holds(List::Common, at)
        || role_at(scene, at).is_some()
        || is_place(scene, at)
        || !scene.bodies.at(at).is_empty()
        || scene.thing_word("known", at)
        || lexicon.numbers.money.names.contains_key(norm)
        || lexicon.numbers.time_units.contains_key(norm)
        || lexicon.calendar.months.contains_key(norm)
        || lexicon.calendar.weekdays.contains_key(norm)
}

/// Whether the words around show that somebody is meant.
fn is_meant(scene: &Scene<'_>, at: usize, last: usize) -> bool {
    let next = last + 1;
    let person = asks_for_person(scene);
    let stands = at == 0 || opens_sentence(scene, at) || scene.stops(at - 1) || scene.before_is(at, Class::And);
    named_earlier(scene, at, true)
        || small_beside(scene, at)
        || stands && deals(scene, next)
        || person && stands && (acts(scene, next) || scene.is(next, Class::PersonVerb) || placed(scene, next))
        || person && (answers(scene, at, last) || joined_to_person(scene, at))
}

#[cfg(test)]
mod tests {
    use crate::signals::facts::tests::{read, read_on};

    #[test]
    fn initials_are_somebody_where_somebody_was_asked_for_or_decides() {
        for (topic, say, who) in [
            ("champion.name", "me and TW", "TW"),
            ("authority.others", "Nomsa for the paper, TW fr IT sec", "TW"),
            ("criteria.list", "has to run offline. TW drafted that", "TW"),
            ("authority.signs", "RK signs, always has", "RK"),
            ("champion.name", "K-H, from the tool store", "K-H"),
        ] {
            let found = read_on(topic, say);
            assert!(found.iter().any(|fact| fact.contains(&format!("\"name\":\"{who}\""))), "{say}: {found:?}");
        }
    }

    #[test]
    fn programs_offices_and_shorthand_are_nobody() {
        for say in [
            "our ERP decides what ships",
            "the TMS signs drivers in",
            "IT signs, then the CFO",
            "HR approves the list",
            "all PDF, no API, SOC 2 is a must",
            "the PO goes to QA",
        ] {
            let found = read(say);
            assert!(
                !found.iter().any(|fact| fact.contains("\"name\":") && fact.starts_with("person")),
                "{say}: {found:?}"
            );
        }
    }
}

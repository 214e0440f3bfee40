//! Products typed in small letters: "looked at agrotrace", "harvest v4 for intake", "fidelo since 2021".

use crate::bank::ValueKind;
use crate::signals::lexicon::{Class, answer_wording};
use crate::signals::text::{Boundary, TokenKind};
use crate::signals::value::Value;

use super::listed::List;
use super::naming::{capital, initials};
use super::scene::Scene;
use super::thing::{asked, is_common, latest};
use super::unlisted::strange;

/// "fidelo since 2021", "cadwork + our ERP dont match": a name typed without its capital. A word that none of the lists
/// knows is one where the sentence leaves nothing else; what was named before is one anywhere.
pub(super) fn small(scene: &Scene<'_>, at: usize) -> bool {
    const SHORTEST: usize = 4;
    let norm = scene.norm(at);
    let word = scene.kind(at) == Some(TokenKind::Word) && !capital(scene, at) && scene.free(at..at + 1);
    if !word || norm.chars().count() < SHORTEST || is_common(scene, at) {
        return false;
    }
    let named = |value: &Value| matches!(value, Value::Thing { name } if name.to_lowercase() == norm);
    // A plural is no name, but "axess" is none.
    let plural = norm.ends_with('s') && !norm.ends_with("ss");
    let given = || scene.holds(List::FirstNames, at);
    let things = &scene.context.lexicon.things;
    let coined =
        || things.sure_endings.iter().any(|ending| norm.len() > ending.len() + 2 && norm.ends_with(ending.as_str()));
    let coined = || coined() && !scene.context.lexicon.common.lists(norm) && !answer_wording("en").knows(norm);
    let strange = || !plural && !given() && (strange(scene, at) || coined());
    if latest(scene).any(named) {
        return strange();
    }
    if asked(scene) && versioned(scene, at) {
        return true;
    }
    let asked = scene.context.topic.is_some_and(|topic| topic.kind == ValueKind::Thing);
    let since = scene.norm(at + 1) == "since" && scene.kind(at + 2) == Some(TokenKind::Number);
    let whole_answer = asked && at == 0 && (since || scene.tokens().len() == 1);
    let joined = scene.is(at + 1, Class::And) || scene.norm(at + 1) == "+";
    let article = usize::from(scene.is(at + 2, Class::Possessive) || scene.is(at + 2, Class::Definite));
    let system = scene.holds(List::Tails, at + 2 + article);
    let beside_a_system = joined && system && initials(scene, at + 2 + article);
    (whole_answer || beside_a_system || small_shown(scene, at)) && strange()
}

/// "harvest v4": a word with its version.
fn versioned(scene: &Scene<'_>, at: usize) -> bool {
    let version =
        scene.norm(at + 1).strip_prefix('v').is_some_and(|figure| figure.starts_with(|c: char| c.is_ascii_digit()));
    version && scene.tokens().get(at + 1).is_some_and(|token| token.boundary == Boundary::Inside)
}

/// "exocad, then a whiteboard", "looked at agrotrace", "skidata gates": what the words around a name in small letters say
/// of it, where a product was asked for.
fn small_shown(scene: &Scene<'_>, at: usize) -> bool {
    if !asked(scene) {
        return scene.before_is(at, Class::Trying);
    }
    let next = at + 1;
    let around = scene.things();
    let before = |list: &str| {
        let lead = (0..=2).map(|skip| at.saturating_sub(skip));
        lead.take_while(|&from| from == at || scene.is(from, Class::ProductFiller))
            .any(|from| around.ending(from).any(|hit| hit.list == list))
    };
    let thing_asked = scene.context.topic.is_some_and(|topic| topic.kind == ValueKind::Thing);
    let opens = at == 0 || scene.tokens()[at].boundary > Boundary::Inside;
    let said_of = scene.stops(next)
        || scene.is(next, Class::BehindProduct)
        || scene.is(next, Class::And)
        || scene.is(next, Class::SystemNoun)
        || scene.thing_word("does", next);
    // "in sweden", "from debrecen"
    let place = scene.before_is(at, Class::Within) && !before("before");
    let article = scene.before_is(at, Class::Definite) || scene.before_is(at, Class::Indefinite);
    let system =
        scene.is(next, Class::SystemNoun) || scene.thing_word("after", next) && !scene.thing_word("weak_after", next);
    !place
        && (before("before") && !article
            || thing_asked && opens && said_of
            || system && (opens || !article || thing_asked))
}

//! How the names of products are built: `PlanGrid`, "Observe.AI", "Palisade 360", "the old Sealine system".

use crate::signals::lexicon::Class;
use crate::signals::text::{Boundary, TokenKind};

use super::listed::List;
use super::model::model_end;
use super::naming::{capital, initials, is_place, opens_sentence, typed};
use super::scene::Scene;
use super::thing::{asked, is_common};
use super::unlisted::strange;

/// "Shelfwise", "Takle One": built as the names of programs are, in the middle of a sentence.
pub(super) fn coined(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    const STEM: usize = 3;
    let things = &scene.context.lexicon.things;
    let plain = |at: usize| !is_place(scene, at) && !scene.context.lexicon.places.doubtful.contains(scene.norm(at));
    let one = |at: usize| {
        let norm = scene.norm(at);
        things.endings.iter().any(|ending| norm.strip_suffix(ending.as_str()).is_some_and(|stem| stem.len() >= STEM))
    };
    // "Production Planner" is a role, in whatever letters.
    let department = scene.holds(List::Departments, first);
    let tail = last > first && scene.holds(List::Tails, last) && !department;
    !is_common(scene, first)
        && plain(first)
        && (tail || first == last && !opens_sentence(scene, first) && !initials(scene, first) && one(first))
}

/// "the old Sealine system": a word that no list has before what says that it is a program.
pub(super) fn called_a_system(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    let led = scene.before_is(first, Class::Definite) || scene.before_is(first, Class::ProductFiller);
    let system = scene.is(last + 1, Class::SystemNoun);
    led && system && (first..=last).all(|at| strange(scene, at))
}

/// "Percy, the parking app", "a file called Percy", "we call it Percy": words beside a name say that it is a program.
pub(super) fn told_a_system(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    const LONGEST: usize = 3;
    let opens = matches!(scene.norm(last + 1), "," | "(" | "-" | "–");
    let led = opens && (scene.is(last + 2, Class::Definite) || scene.is(last + 2, Class::Indefinite));
    let system = |at: usize| scene.is(at, Class::SystemNoun) && !scene.is_head(at + 1);
    let explained = led
        && !is_common(scene, first)
        && !scene.is(first, Class::SystemNoun)
        && (last + 3..last + 3 + LONGEST).take_while(|&at| !scene.stops(at)).any(system);
    let named = first > 1 && scene.phrase_before("named", first).is_some() && system(first - 2);
    explained || named || scene.phrase_before("called_so", first).is_some()
}

/// "Palisade 360": a figure that belongs to the name; neither a year nor an amount.
pub(super) fn numbered(scene: &Scene<'_>, last: usize) -> usize {
    // "Keysight i3070"
    let next = scene.tokens().get(last + 1).filter(|token| token.boundary == Boundary::Inside && !token.glued);
    if let Some(end) = next.and_then(|_| model_end(scene, last + 1)).filter(|_| !scene.thing_word("known", last + 1)) {
        return end;
    }
    let figure = scene.norm(last + 1);
    let year = figure.len() == 4 && (figure.starts_with("19") || figure.starts_with("20"));
    let long = (3..=4).contains(&figure.len()) && figure.bytes().all(|byte| byte.is_ascii_digit());
    let alone = scene.stops(last + 2) || scene.is(last + 2, Class::Preposition) || scene.is(last + 2, Class::And);
    let inside = scene.tokens().get(last + 1).is_some_and(|token| token.boundary == Boundary::Inside);
    let ends = long && !year && alone && inside && !scene.glued(last + 2) && scene.free(last + 1..last + 2);
    if ends { last + 1 } else { last }
}

/// Whether a name is built as those of products are: capitals inside, initials, a figure.
pub(super) fn product_like(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    mixed_case(scene, first)
        || (initials(scene, first) && (asked(scene) || typed(scene, first).len() > 2))
        || (first..=last).any(|at| has_figure(scene, at))
}

/// "Bolt & Barrow": two unknown names that make one.
pub(super) fn firm_name(scene: &Scene<'_>, last: usize) -> bool {
    let unknown = |at: usize| capital(scene, at) && !initials(scene, at) && !scene.thing_word("known", at);
    scene.norm(last + 1) == "&" && unknown(last) && unknown(last + 2)
}

/// "Observe.AI", "Monday.com": a name with a dot in it, as those of programs on the net have.
pub(super) fn dotted(scene: &Scene<'_>, last: usize) -> bool {
    scene.norm(last + 1) == "."
        && scene.glued(last + 1)
        && scene.glued(last + 2)
        && scene.kind(last + 2) == Some(TokenKind::Word)
        && scene.context.lexicon.things.domains.contains(scene.norm(last + 2))
}

/// `PlanGrid`, `QLess`, `iOS`: a capital behind a small letter, or two before one.
pub(super) fn mixed_case(scene: &Scene<'_>, at: usize) -> bool {
    let letters: Vec<char> = typed(scene, at).chars().collect();
    let apostrophe = letters.iter().any(|c| !c.is_alphanumeric());
    let inner = letters.windows(2).any(|pair| pair[0].is_lowercase() && pair[1].is_uppercase());
    let double = letters.len() > 3
        && letters[0].is_uppercase()
        && letters[1].is_uppercase()
        && letters[letters.len() - 2..].iter().all(|c| c.is_lowercase());
    let known_no = scene.holds(List::NotThings, at);
    let irish = typed(scene, at).starts_with("Mc") || typed(scene, at).starts_with("Mac");
    !apostrophe && !known_no && !irish && (inner || double)
}

fn has_figure(scene: &Scene<'_>, at: usize) -> bool {
    scene.norm(at).chars().any(|c| c.is_ascii_digit())
}

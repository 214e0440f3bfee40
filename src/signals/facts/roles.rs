//! Roles: "VP of Operations", "ops mgr", "the ramp manager", and those that stand for a person by themselves.

use crate::bank::ValueKind;
use crate::signals::lexicon::Class;
use crate::signals::text::TokenKind;

use super::listed::List;
use super::naming::{acts, behind_title, capital, deals, initials, inside};
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

/// The role that begins at a token: departments, a head, and what it is the head of.
pub(super) fn role_at(scene: &Scene<'_>, first: usize) -> Option<Role> {
    let mut at = first;
    let mut modifiers = 0;
    while modifiers < 3 && scene.free(at..at + 1) && scene.kind(at) == Some(TokenKind::Word) {
        let compound = heads_on(scene, at) || stands_in(scene, at);
        let ends_here = scene.is_head(at) && !compound;
        if ends_here {
            let longer = scene.is(at, Class::Adjective).then(|| loose_role(scene, first)).flatten();
            return longer.filter(|longer| longer.last > at).or_else(|| Some(whole_role(scene, first, at, modifiers)));
        }
        if !scene.holds(List::Departments, at) && !compound {
            return None;
        }
        // "per shift + QA lead": what is added is somebody else.
        let joined =
            scene.is(at + 1, Class::And) && scene.norm(at + 1) != "+" || scene.kind(at + 1) == Some(TokenKind::Joiner);
        at += if joined { 2 } else { 1 };
        modifiers += 1;
    }
    let ends_here = scene.free(at..at + 1) && scene.is_head(at) && modifiers > 0;
    ends_here.then(|| whole_role(scene, first, at, modifiers))
}

/// "assistant manager", "superintendent pharmacist": a word that says which kind of the head behind it.
fn heads_on(scene: &Scene<'_>, at: usize) -> bool {
    let department = scene.holds(List::Departments, at);
    let two_heads = || {
        scene.is_head(at)
            && scene.tokens().get(at + 1).is_some_and(inside)
            && !initials(scene, at)
            && !initials(scene, at + 1)
            && capital(scene, at) == capital(scene, at + 1)
    };
    scene.is_head(at + 1) && (department || two_heads())
}

/// "asst svc mgr", "deputy workshop manager": a word for who stands in for, or helps, the head further on.
fn stands_in(scene: &Scene<'_>, at: usize) -> bool {
    let inside = |at: usize| scene.tokens().get(at).is_some_and(inside);
    let department = |at: usize| scene.holds(List::Departments, at) && inside(at);
    scene.is(at, Class::StandIn) && department(at + 1) && scene.is_head(at + 2) && inside(at + 2)
}

/// A role beside a name, where any words may stand before its head: "ramp manager", "section chief".
pub(super) fn loose_role(scene: &Scene<'_>, first: usize) -> Option<Role> {
    const LONGEST: usize = 4;
    if !(first..first + LONGEST).any(|at| scene.is_head(at)) {
        return None;
    }
    let mut head = None;
    for at in first..first + LONGEST {
        let joiner = scene.kind(at) == Some(TokenKind::Joiner) && at > first;
        let plain = scene.kind(at) == Some(TokenKind::Word)
            && scene.free(at..at + 1)
            && (at == first || scene.tokens().get(at).is_some_and(inside))
            && !scene.holds(List::FunctionWords, at)
            && !scene.is(at, Class::PersonVerb)
            && !scene.is(at, Class::LooseVerb)
            && !(capital(scene, at) && scene.holds(List::FirstNames, at))
            && (scene.is_head(at) || !acts(scene, at));
        // "chief supply chain officer": the chief is only the kind of the officer.
        let kind_of = head == Some(first) && scene.is(first, Class::Adjective);
        if scene.is_head(at) && plain {
            head = Some(at);
        } else if head.is_some() && !kind_of || !(plain || joiner) {
            break;
        }
    }
    head.map(|head| whole_role(scene, first, head, head - first))
}

/// "the harbour manager signs everything": any words before a head that has power, which no list of departments need have.
pub(super) fn ruling_role(scene: &Scene<'_>, first: usize) -> Option<Role> {
    let led = scene.before_is(first, Class::Definite) && !scene.before_is(first, Class::Demonstrative);
    if !led || scene.is(first, Class::Adjective) {
        return None;
    }
    let role = loose_role(scene, first).filter(|role| role.last > role.first)?;
    deals(scene, role.last + 1).then_some(Role { alone: true, ..role })
}

/// "Dave the fitter": a job by its ending, where nothing else of the noun follows.
pub(super) fn job(scene: &Scene<'_>, first: usize) -> Option<Role> {
    job_of_one(scene, first).or_else(|| {
        // "the yard master": what they are the master of.
        let noun = scene.kind(first) == Some(TokenKind::Word)
            && scene.free(first..first + 1)
            && !capital(scene, first)
            && !scene.holds(List::FunctionWords, first)
            && !acts(scene, first);
        let next = noun && scene.tokens().get(first + 1).is_some_and(inside) && scene.stops(first + 2);
        next.then(|| job_of_one(scene, first + 1)).flatten().map(|job| Role { first, ..job })
    })
}

/// A job of one word.
fn job_of_one(scene: &Scene<'_>, at: usize) -> Option<Role> {
    let norm = scene.norm(at);
    let ending = ["er", "or", "ist", "ian", "man", "woman", "wright"].iter().any(|ending| norm.ends_with(ending));
    let word = scene.kind(at) == Some(TokenKind::Word)
        && scene.free(at..at + 1)
        && norm.chars().count() > 4
        && !capital(scene, at)
        && !scene.context.lexicon.numbers.nouns.function_words.contains(norm);
    let ends = scene.stops(at + 1)
        || scene.is(at + 1, Class::Auxiliary)
        || scene.is(at + 1, Class::PersonVerb)
        || scene.is(at + 1, Class::LooseVerb)
        || scene.is(at + 1, Class::Pronoun)
        || acts(scene, at + 1);
    (word && ending && ends).then_some(Role { first: at, last: at, alone: false })
}

/// Whether a role ends at a token.
pub(super) fn role_ends_at(scene: &Scene<'_>, at: usize) -> bool {
    scene.is_head(at) || scene.is(at, Class::Kin)
}

/// Adds "of operations", "Operations" behind a vice president, and says whether the role stands alone.
fn whole_role(scene: &Scene<'_>, first: usize, head: usize, modifiers: usize) -> Role {
    let mut last = head;
    let department = |at: usize| {
        scene.kind(at) == Some(TokenKind::Word) && scene.holds(List::Departments, at) && scene.free(at..at + 1)
    };
    if scene.is(head + 1, Class::RoleOf)
        && scene.kind(head + 2) == Some(TokenKind::Word)
        && (department(head + 2) || capital(scene, head + 2) || foreign_of(scene, head + 1))
        // "VP for operations"
        || scene.norm(head + 1) == "for" && scene.is(head, Class::BroadHead) && department(head + 2)
    {
        last = head + 2;
    } else if let Some(end) = of_what(scene, head) {
        last = end;
    } else if scene.is(head, Class::BroadHead)
        && department(head + 1)
        && (capital(scene, head + 1)
            || inside(&scene.tokens()[head + 1]) && scene.stops(head + 2) && scene.bodies.at(head).is_empty())
    {
        last = head + 1;
    }
    while last > head
        && scene.is(last + 1, Class::And)
        && department(last + 2)
        && capital(scene, last) == capital(scene, last + 2)
    {
        last += 2;
    }
    while last > head && department(last + 1) && scene.tokens().get(last + 1).is_some_and(inside) {
        last += 1;
    }
    let chief = scene.holds(List::Chiefs, head);
    Role { first, last, alone: chief || modifiers > 0 || last > head }
}

/// "jefe de obra": in what is not English, any word may follow.
fn foreign_of(scene: &Scene<'_>, at: usize) -> bool {
    let plain = |at: usize| !scene.holds(List::FunctionWords, at) && scene.tokens().get(at).is_some_and(inside);
    scene.is(at, Class::ForeignOf) && plain(at + 1)
}

/// "head of stores", "chair of the board", "head of the night shift": where what somebody is the head of ends, which no
/// list of departments need have.
fn of_what(scene: &Scene<'_>, head: usize) -> Option<usize> {
    const LONGEST: usize = 2;
    if scene.norm(head + 1) != "of" || !scene.is(head, Class::BroadHead) {
        return None;
    }
    let article = usize::from(scene.is(head + 2, Class::Definite) && !scene.is(head + 2, Class::Demonstrative));
    let first = head + 2 + article;
    let noun = |at: usize| {
        scene.kind(at) == Some(TokenKind::Word)
            && scene.free(at..at + 1)
            && scene.tokens().get(at).is_some_and(inside)
            && !capital(scene, at)
            && !scene.holds(List::FunctionWords, at)
            && behind_title(scene, at).is_none()
            && !scene.is(at, Class::PersonVerb)
            && !scene.is(at, Class::LooseVerb)
            && !scene.is(at, Class::Auxiliary)
            && !acts(scene, at)
    };
    let words = (first..first + LONGEST).take_while(|&at| noun(at)).count();
    // Of more words than the first it must be plain that they end there.
    let ends = |at: usize| scene.stops(at) || !noun(at) && scene.kind(at) == Some(TokenKind::Word);
    match words {
        0 => None,
        2 if article == 0 || !ends(first + LONGEST) => Some(first),
        _ => Some(first + words - 1),
    }
}

/// Whether the question asks for somebody.
pub(super) fn asks_for_person(scene: &Scene<'_>) -> bool {
    scene.context.topic.is_some_and(|topic| topic.kind == ValueKind::Person)
}

/// "my boss decides": a relation without a name, who has power; where somebody was asked for, any doing is enough.
pub(super) fn rules_alone(scene: &Scene<'_>, role: &Role) -> bool {
    let next = role.last + 1;
    if asks_for_person(scene) {
        let doing = scene.norm(next) == "does" || scene.is(next, Class::PersonVerb) || scene.is(next, Class::LooseVerb);
        // "not me, my boss", "that'd be my brother": the whole answer.
        return doing || rules(scene, next) || answers_alone(scene, role) || opens_doors(scene, next);
    }
    rules(scene, next)
}

/// A relation that is all that a clause says: nobody has to be asked first.
fn answers_alone(scene: &Scene<'_>, role: &Role) -> bool {
    let clause = scene.text.clause(role.first);
    let asked_first = (clause.start..role.first).any(|at| scene.is(at, Class::Contacting));
    scene.stops(role.last + 1) && role.first <= clause.start + 4 && !asked_first
}

/// "my wife can introduce you": who it was asked for.
fn opens_doors(scene: &Scene<'_>, at: usize) -> bool {
    let verb = at + usize::from(scene.is(at, Class::Auxiliary));
    [at, verb].iter().any(|&at| scene.deeds.at(at).iter().any(|hit| hit.list == "introduces"))
}

fn rules(scene: &Scene<'_>, at: usize) -> bool {
    // "my uncle still decides"
    let at = at + usize::from(scene.is(at, Class::BeforeDeed));
    let kinds = &scene.context.lexicon.names.deed_kinds;
    let own = |list: &str| kinds.powers.contains(list) && !kinds.soft.contains(list);
    scene.deeds.at(at).iter().any(|hit| own(hit.list))
}

/// A role that is one known person: "the CFO", "ops head has promised it"; not "an analyst", "22 ward managers", nor what
/// somebody is said to be.
pub(super) fn stands_alone(scene: &Scene<'_>, role: &Role) -> bool {
    let single = role.first == role.last;
    let chief = single && scene.holds(List::Chiefs, role.first);
    let definite = scene.before_is(role.first, Class::BeforeRole);
    let spoken_of = acts(scene, role.last + 1)
        || scene.is(role.last + 1, Class::BehindRole)
        || scene.is(role.last + 1, Class::PersonVerb);
    // Words that mean a thing or anybody as well as the one person.
    let loose = single && !definite && scene.is(role.first, Class::LooseRole);
    // "the CFO doesn't touch it": nobody in this.
    let kept_out = scene.is(role.last + 1, Class::Not);
    // "then the accountant has a look"
    let solo = single && definite && scene.is(role.first, Class::SoloRole) && decides_here(scene);
    (role.alone || solo)
        && !loose
        && !kept_out
        && !own_title(scene, role)
        && !described(scene, role)
        && (definite || spoken_of || asks_for_person(scene) || (chief && initials(scene, role.first)))
}

/// Whether the answer is about who decides, and how.
fn decides_here(scene: &Scene<'_>) -> bool {
    ["authority", "buyer", "process", "criteria"].iter().any(|family| scene.context.in_family(family))
}

/// "Deputy head. I prepare the paper": what the speaker is called, which opens the answer to what their part is.
fn own_title(scene: &Scene<'_>, role: &Role) -> bool {
    scene.context.topic_id() == "authority.role"
        && scene.text.clause(role.first).start == role.first
        && scene.stops(role.last + 1)
}

/// Whether a role is one of many, a part of another word, or what somebody is said to be ("he is the proprietor").
fn described(scene: &Scene<'_>, role: &Role) -> bool {
    let counted = role.first > 0 && scene.kind(role.first - 1) == Some(TokenKind::Number);
    let verb = role.first.wrapping_sub(2);
    let told = scene.before_is(role.first, Class::Definite) && scene.is(verb, Class::TellsRole);
    let imagined = scene.is(verb, Class::ImaginesRole);
    // "the owner of the budget is Kim"
    let of = scene.is(role.last, Class::LooseRole) && scene.norm(role.last + 1) == "of";
    let part = of || scene.kind(role.last + 1) == Some(TokenKind::Joiner) || scene.norm(role.last + 1) == "role";
    let new_one = scene.before_is(role.first, Class::Adjective) && scene.is(verb, Class::Definite);
    scene.before_is(role.first, Class::Unspecific) && !new_one
        || counted
        || ((told || imagined) && !is_the_answer(scene, role))
        || part
}

/// "That would be our managing director": the one who was asked for, not what somebody is.
fn is_the_answer(scene: &Scene<'_>, role: &Role) -> bool {
    let Some(article) = role.first.checked_sub(1) else { return false };
    let clause = scene.text.clause(article);
    let subject = (clause.start..article).rev().find(|&at| !scene.is(at, Class::Be));
    asks_for_person(scene) && subject.is_some_and(|at| at + 1 < article && scene.is(at, Class::Demonstrative))
}

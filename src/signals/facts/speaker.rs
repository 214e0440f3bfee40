//! The speaker as a person of the purchase: "I sign", "as Head of Claims I sign", "I'm the owner, I pay the bills".

use std::cell::LazyCell;

use crate::signals::lexicon::Class;
use crate::signals::text::TokenKind;

use super::naming::{given_name, words};
use super::person::Mention;
use super::roles::role_at;
use super::scene::Scene;

/// What the speaker says to do in the purchase. Power that is denied ("I can't sign") is none.
pub(super) fn mentions(scene: &Scene<'_>) -> Vec<Mention> {
    let mut found: Vec<Mention> = claimed(scene);
    for index in 0..scene.tokens().len() {
        let mention = match scene.norm(index) {
            "me" => named_alone(scene, index),
            _ => scene.is(index, Class::Speaker).then(|| acting(scene, index)).flatten(),
        };
        let Some(mention) = mention else { continue };
        // "me. I sign": the words that say it weigh more than the pronoun.
        if mention.tokens.len() > 1 {
            found.retain(|other| other.tokens.len() > 1 || other.does != mention.does);
        }
        let again = found.iter().any(|other| other.does == mention.does || other.tokens.end > mention.tokens.start);
        if !again {
            found.push(mention);
        }
    }
    found
}

/// "It's my call", "the buck stops with me": a part in the purchase that is claimed without a verb.
fn claimed(scene: &Scene<'_>) -> Vec<Mention> {
    let speech = &scene.context.lexicon.names.speech;
    let hits = speech.speaker.find_longest(scene.text);
    let beside_another = LazyCell::new(|| beside_another(scene));
    let claims = hits.into_iter().filter(|hit| {
        let clause = scene.text.clause(hit.tokens.start);
        let near = clause.start.max(hit.tokens.start.saturating_sub(3))..clause.end.min(hit.tokens.end + 3);
        let denied = scene.phrase_within("negation", &near)
            || near.clone().any(|at| scene.is(at, Class::Not) || scene.is(at, Class::Unreal));
        // Power alone cannot be checked; with a limit or a second person it can.
        let checkable = hit.list != "decides" || *beside_another;
        !denied && checkable
    });
    claims.map(|hit| Mention { tokens: hit.tokens, name: None, role: None, does: Some(hit.list.to_owned()) }).collect()
}

/// Whether a limit or somebody else is named as well.
fn beside_another(scene: &Scene<'_>) -> bool {
    (0..scene.tokens().len()).any(|at| {
        let amount = scene.kind(at) == Some(TokenKind::Number) || scene.kind(at) == Some(TokenKind::Currency);
        amount || role_at(scene, at).is_some_and(|role| role.alone) || at > 0 && given_name(scene, at)
    })
}

/// "I sign", "I am signing myself", with the role said around it.
fn acting(scene: &Scene<'_>, index: usize) -> Option<Mention> {
    const LEAD: usize = 3;
    let speaker_deeds = &scene.context.lexicon.names.deed_kinds.speaker;
    let verb = (index + 1..index + LEAD).find(|&at| !scene.is(at, Class::Auxiliary)).unwrap_or(index + LEAD);
    // "has to sign" is a deed of its own, so that the words before the verb are tried as well.
    let deed = (index + 1..=verb).rev().find_map(|at| {
        let hit = scene.deeds.at(at).iter().find(|hit| speaker_deeds.contains(hit.list))?;
        Some((at, hit.tokens.end, hit.list.to_owned()))
    });
    let (verb, end, does) = deed.or_else(|| answers_who_signs(scene, index))?;
    // "I choose the tools" claims power without any limit or second person: nothing that could be checked.
    let undone = scene.is(verb, Class::Choosing) || (index..=end).any(|at| scene.is(at, Class::Not));
    if undone || scene.before_is(index, Class::Condition) {
        return None;
    }
    let (first, role_before) = role_before(scene, index).map_or((index, None), |(first, role)| (first, Some(role)));
    let (last, role_behind) = role_behind(scene, end).map_or((end - 1, None), |(last, role)| (last, Some(role)));
    Some(Mention { tokens: first..last + 1, name: None, role: role_before.or(role_behind), does: Some(does) })
}

/// "I do, up to 20k": the verb of the question that was asked.
fn answers_who_signs(scene: &Scene<'_>, index: usize) -> Option<(usize, usize, String)> {
    let verb = index + 1;
    let answers = scene.context.topic_id() == "authority.signs"
        && scene.norm(verb) == "do"
        && scene.text.clause(index).start == index
        && (scene.stops(verb + 1) || scene.phrase_after("upper_before", verb + 1).is_some());
    answers.then(|| (verb, verb + 1, "signs".to_owned()))
}

/// "I'm the owner, I", "as Head of Claims I": the role before, and the token where it begins.
fn role_before(scene: &Scene<'_>, index: usize) -> Option<(usize, String)> {
    let stop = if index > 0 && scene.norm(index - 1) == "," { index - 1 } else { index };
    let window = stop.saturating_sub(6)..stop;
    window.clone().find_map(|start| {
        let article = usize::from(scene.norm(start) == "the" || scene.is(start, Class::Indefinite));
        let role = role_at(scene, start + article).filter(|role| role.last + 1 == stop)?;
        let lead = start.checked_sub(1)?;
        let first = match scene.norm(lead) {
            "as" => lead,
            "'m" | "am" if scene.before_is(lead, Class::Speaker) => lead - 1,
            _ => return None,
        };
        Some((first, words(scene, role.first, role.last).to_owned()))
    })
}

/// "I sign for it as project officer".
fn role_behind(scene: &Scene<'_>, from: usize) -> Option<(usize, String)> {
    let clause = scene.text.clause(from.saturating_sub(1));
    let lead = (from..(from + 4).min(clause.end)).find(|&at| scene.norm(at) == "as")?;
    let role = role_at(scene, lead + 1)?;
    Some((role.last, words(scene, role.first, role.last).to_owned()))
}

/// "me + my partner": the speaker by a pronoun, where it was asked who signs.
fn named_alone(scene: &Scene<'_>, index: usize) -> Option<Mention> {
    let speech = &scene.context.lexicon.names.speech;
    let asked = speech.speaker_topics.contains(scene.context.topic_id());
    let opens = index == 0
        || scene.before_is(index, Class::Be)
        || scene.before_is(index, Class::And)
        || scene.before_is(index, Class::BeforeMe);
    let behind = scene.stops(index + 1) || scene.is(index + 1, Class::And) || scene.is(index + 1, Class::BehindMe);
    let does = if scene.context.topic_id() == "criteria.owner" { "sets criteria" } else { "signs" };
    (asked && opens && behind && !denied_before(scene, index)).then(|| Mention {
        tokens: index..index + 1,
        name: None,
        role: None,
        does: Some(does.to_owned()),
    })
}

/// "not me", "nobody but me" is somebody.
fn denied_before(scene: &Scene<'_>, index: usize) -> bool {
    /// A denial farther away denies something else.
    const REACH: usize = 40;
    let clause = scene.text.clause(index).start.max(index.saturating_sub(REACH));
    let denied = (clause..index).any(|at| scene.is(at, Class::Not));
    scene.before_is(index, Class::Not) || denied && scene.before_is(index, Class::Preposition)
}

#[cfg(test)]
mod tests {
    use crate::signals::facts::tests::read;

    #[test]
    fn the_speaker_signs_without_a_name() {
        assert_eq!(read("I sign that"), [r#"person <I sign> {"does":"signs"}"#]);
        assert_eq!(
            read("as Head of Claims I sign"),
            [r#"person <as Head of Claims I sign> {"role":"Head of Claims","does":"signs"}"#]
        );
    }

    #[test]
    fn a_card_of_ones_own_pays() {
        assert_eq!(read("I can put it on my card up to 2k")[0], r#"person <I can put it on my card> {"does":"pays"}"#);
        assert_eq!(read("May I call Will?"), [r#"person <Will> {"name":"Will"}"#]);
    }

    #[test]
    fn power_that_is_denied_or_only_claimed_is_none() {
        assert!(read("I can't sign anything").is_empty());
        assert!(read("I choose the tools").is_empty());
    }
}

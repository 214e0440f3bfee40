//! What people do in a purchase: the deed that a remark tells of a person.

use crate::signals::lexicon::Class;
use crate::signals::text::TokenKind;

use super::listed::List;
use super::naming::words;
use super::person::Mention;
use super::scene::Scene;

/// What a person does: the first deed behind them, before the next person and the end of the sentence; of people joined
/// by "and", what the last one does.
pub(super) fn deed(scene: &Scene<'_>, mentions: &[Mention], index: usize, of_next: Option<&String>) -> Option<String> {
    let mention = &mentions[index];
    let sentence = scene.text.sentence(mention.tokens.start);
    let next = mentions.get(index + 1).map_or(usize::MAX, |next| next.tokens.start);
    let end = sentence.end.min(next);
    // "MD signs, Ian Brannock" holds its deed inside.
    let within = scene
        .deeds
        .begun(mention.tokens.start + 1..mention.tokens.end)
        .iter()
        .find(|hit| hit.tokens.end <= mention.tokens.end);
    let behind = scene.deeds.begun(mention.tokens.end..end).iter().find(|hit| hit.tokens.end <= end);
    if behind.is_some_and(|hit| denied(scene, mention, hit.tokens.start)) {
        return None;
    }
    // "the quality champion signs": the word of the role is no deed where they do another.
    let within = within.filter(|hit| behind.is_none() || !scene.is_head(hit.tokens.end - 1));
    if let Some(hit) = within.or(behind) {
        return Some(hit.list.to_owned());
    }
    if let Some(does) = runs(scene, mention.tokens.end, end) {
        return Some(does);
    }
    let kinds = &scene.context.lexicon.names.deed_kinds;
    let window = mention.tokens.start.saturating_sub(12)..mention.tokens.start;
    let before = scene.deeds.begun(window).iter().rev().find(|hit| {
        let near = mention.tokens.start.saturating_sub(2)..=mention.tokens.start;
        let told_before = kinds.before.contains(hit.list) || scene.is(hit.tokens.end - 1, Class::Preposition);
        near.contains(&hit.tokens.end) && told_before
    });
    if let Some(hit) = before {
        return Some(hit.list.to_owned());
    }
    let joined = next < usize::MAX
        && (mention.tokens.end..next)
            .all(|at| scene.is(at, Class::And) || scene.is(at, Class::BetweenJoined) || at + 1 == next);
    if joined && next < sentence.end {
        return of_next.cloned();
    }
    beyond_limit(scene, mention.tokens.start).then(|| "signs".to_owned())
}

/// "Kim can't sign", "neither Kim nor Lee signs": a deed that is denied.
fn denied(scene: &Scene<'_>, mention: &Mention, verb: usize) -> bool {
    const REACH: usize = 4;
    let reach = verb - mention.tokens.end.min(verb) <= REACH;
    let between = (mention.tokens.end..verb).any(|at| scene.is(at, Class::Not));
    let neither = mention.tokens.start > 0 && scene.norm(mention.tokens.start - 1) == "neither";
    reach && (between || neither)
}

/// "runs billing", "heads up the lab": free words for what somebody is in charge of.
fn runs(scene: &Scene<'_>, from: usize, end: usize) -> Option<String> {
    let verb = (from..(from + 3).min(end)).find(|&at| scene.is(at, Class::Charge) && scene.norm(at).ends_with('s'))?;
    let object = |at: usize| {
        scene.kind(at) == Some(TokenKind::Word) && (scene.norm(at) == "the" || !scene.holds(List::FunctionWords, at))
    };
    let last = (verb + 1..(verb + 5).min(end)).take_while(|&at| object(at)).last()?;
    Some(words(scene, verb, last).to_owned())
}

/// "Above that it's Kim": who signs what the speaker may not.
fn beyond_limit(scene: &Scene<'_>, first: usize) -> bool {
    let sentence = scene.text.sentence(first);
    (sentence.start.max(first.saturating_sub(30))..first)
        .any(|at| scene.is(at, Class::Above) && scene.is(at + 1, Class::Demonstrative))
}

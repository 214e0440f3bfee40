//! What people do in a purchase: the deed that a remark tells of a person, and the role that it tells of them later.

use crate::signals::text::TokenKind;

use super::naming::{role_at, words};
use super::person::Mention;
use super::scene::Scene;

/// What a person does: the first deed behind them, before the next person and the end of the sentence; of people joined
/// by "and", what the last one does.
pub(super) fn deed(scene: &Scene<'_>, mentions: &[Mention], index: usize) -> Option<String> {
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
    if let Some(hit) = within.or(behind) {
        return Some(hit.list.to_owned());
    }
    if let Some(does) = runs(scene, mention.tokens.end, end) {
        return Some(does);
    }
    let window = mention.tokens.start.saturating_sub(12)..mention.tokens.start;
    let before = scene.deeds.begun(window).iter().rev().find(|hit| {
        let near = mention.tokens.start.saturating_sub(2)..=mention.tokens.start;
        near.contains(&hit.tokens.end) && matches!(hit.list, "chairs" | "sets criteria" | "decides")
    });
    if let Some(hit) = before {
        return Some(hit.list.to_owned());
    }
    let joined = next < usize::MAX
        && (mention.tokens.end..next).all(|at| {
            matches!(scene.norm(at), "and" | "&" | "+" | "," | "in" | "from" | "it" | "the") || at + 1 == next
        });
    if joined && next < sentence.end {
        return deed(scene, mentions, index + 1);
    }
    beyond_limit(scene, mention.tokens.start).then(|| "signs".to_owned())
}

/// "runs billing", "heads up the lab": free words for what somebody is in charge of.
fn runs(scene: &Scene<'_>, from: usize, end: usize) -> Option<String> {
    let verb = (from..(from + 3).min(end))
        .find(|&at| matches!(scene.norm(at), "runs" | "heads" | "leads" | "manages" | "handles"))?;
    let function_words = &scene.context.lexicon.numbers.nouns.function_words;
    let object = |at: usize| {
        scene.kind(at) == Some(TokenKind::Word) && (scene.norm(at) == "the" || !function_words.contains(scene.norm(at)))
    };
    let last = (verb + 1..(verb + 5).min(end)).take_while(|&at| object(at)).last()?;
    Some(words(scene, verb, last).to_owned())
}

/// "Above that it's Kim": who signs what the speaker may not.
fn beyond_limit(scene: &Scene<'_>, first: usize) -> bool {
    let sentence = scene.text.sentence(first);
    (sentence.start.max(first.saturating_sub(30))..first).any(|at| {
        matches!(scene.norm(at), "above" | "over" | "beyond") && matches!(scene.norm(at + 1), "that" | "this" | "it")
    })
}

/// "… she is ops head and meets the CEO": the role said of a person later in the remark.
pub(super) fn role_told_later(scene: &Scene<'_>, mentions: &[Mention], index: usize) -> Option<String> {
    let end = mentions.get(index + 1).map_or(scene.tokens().len(), |next| next.tokens.start);
    mentions[index].name.as_ref()?;
    (mentions[index].tokens.end..end).find_map(|at| {
        let told = matches!(scene.norm(at), "she" | "he" | "who") && matches!(scene.norm(at + 1), "'s" | "is");
        let article = usize::from(matches!(scene.norm(at + 2), "our" | "the" | "my"));
        let role = role_at(scene, at + 2 + article).filter(|_| told)?;
        Some(words(scene, role.first, role.last).to_owned())
    })
}

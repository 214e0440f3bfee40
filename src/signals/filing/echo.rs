//! What was spoken of before: a remark that comes back to an earlier answer belongs beside it ("those relabelling shifts,
//! they swallow 40,000 a month").

use std::collections::{BTreeMap, BTreeSet};

use crate::bank::{TopicId, ValueKind};
use crate::signals::facts::{Context, Found};
use crate::signals::text::Text;
use crate::signals::value::Value;
use crate::signals::{Answer, Statement};

/// So many of the latest answers a remark may come back to.
const LATEST: usize = 30;
/// Words with fewer letters tell too little.
const SHORTEST: usize = 3;
/// A word with so many letters tells something by itself.
const TELLING: usize = 5;
/// A word in the answers to more topics than these says nothing of one.
const TOPICS: usize = 2;
/// So many words in common show that two answers are about one thing; a figure of one kind counts as one.
const ENOUGH: usize = 2;

/// The earlier answer that a remark comes back to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Echo<'a> {
    /// The topic of that answer.
    pub topic: &'a TopicId,
    /// Whether they share enough to be about one thing; else they share one telling word, which decides only between
    /// topics that are told in the same words.
    pub sure: bool,
}

/// The earlier answer that a remark comes back to: it shares words that few others have, or a word and the kind of its
/// figure; or it sums up the figure that was said right before.
pub(super) fn echoed<'a>(text: &Text<'_>, found: &[Found], context: &Context<'a>) -> Option<Echo<'a>> {
    let last = context.earlier.last()?;
    if sums_up(text, found, context, last) {
        return last.reading.topic.as_ref().map(|topic| Echo { topic, sure: true });
    }
    let statement = Statement::new(text, &[]);
    let dating = Text::new(&context.lexicon.topics.dating);
    let dating = Statement::new(&dating, &[]);
    let dating: BTreeSet<&str> = dating.stems().collect();
    let tells = |stem: &&str| stem.chars().count() >= SHORTEST && !dating.contains(stem);
    let own: BTreeSet<&str> = statement.stems().filter(tells).collect();
    let latest = &context.earlier[context.earlier.len().saturating_sub(LATEST)..];
    let shared: Vec<(&TopicId, &Answer, BTreeSet<&str>)> =
        latest.iter().filter_map(|answer| Some((topic(answer)?, answer, in_common(&own, answer)))).collect();
    let mut topics_of: BTreeMap<&str, BTreeSet<&TopicId>> = BTreeMap::new();
    for (topic, _, words) in &shared {
        for word in words {
            topics_of.entry(word).or_default().insert(topic);
        }
    }
    let strength = |answer: &Answer, words: &BTreeSet<&str>| {
        let telling = words.iter().filter(|word| topics_of[*word].len() <= TOPICS).count();
        let alike = found.iter().any(|fact| figures(answer).any(|figure| alike(figure, &fact.value)));
        if telling == 0 { 0 } else { telling + usize::from(alike) }
    };
    // Of equals the latest.
    let &(topic, answer, ref words) = shared.iter().max_by_key(|(_, answer, words)| strength(answer, words))?;
    let alone = || words.iter().any(|word| word.chars().count() >= TELLING && topics_of[word].len() == 1);
    let sure = strength(answer, words) >= ENOUGH;
    (sure || alone()).then_some(Echo { topic, sure })
}

/// The topic of an answer, if it is one that answers come back to: what a company is, is told once.
fn topic(answer: &Answer) -> Option<&TopicId> {
    answer.reading.topic.as_ref().filter(|topic| topic.family() != "company" && *topic != "note")
}

/// The words that an answer has in common with a remark.
fn in_common<'a>(own: &BTreeSet<&str>, answer: &'a Answer) -> BTreeSet<&'a str> {
    let stems = answer.reading.statement.iter().flat_map(|statement| statement.stems());
    stems.filter(|stem| own.contains(stem)).collect()
}

fn figures(answer: &Answer) -> impl Iterator<Item = &Value> {
    answer.reading.facts.iter().map(|fact| &fact.value).filter(|value| is_figure(value.kind()))
}

fn is_figure(kind: ValueKind) -> bool {
    matches!(kind, ValueKind::Money | ValueKind::Count | ValueKind::Percent | ValueKind::Duration)
}

/// Figures that can be compared: of one kind, and of counts by what is counted.
fn alike(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Count { of: one, .. }, Value::Count { of: other, .. }) => one.is_some() && one == other,
        _ => is_figure(one.kind()) && one.kind() == other.kind(),
    }
}

/// "So that's 570k a year", right behind an answer that told what it is a week.
fn sums_up(text: &Text<'_>, found: &[Found], context: &Context<'_>, last: &Answer) -> bool {
    /// Signs and small words before the word that sums up.
    const FIRST: usize = 2;
    let sums = (0..=FIRST).any(|at| context.lexicon.topics.summing.contains(text.norm(at)));
    sums && found.iter().any(|fact| figures(last).any(|figure| alike(figure, &fact.value)))
}

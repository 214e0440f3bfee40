//! `contradiction`: an answer that cannot be true together with an earlier one of the same contact.
//!
//! **Notices** incompatible values of one topic (figures, dates, people in one role, yes against no, must-have against
//! not-a-priority, a tool against none) and a plain denial of what was said before about the same thing.
//! **Matters** because the contact means to help but does not know: ask who does.
//! **Example** "I sign up to 40k", later "I can't sign anything, my boss must".
//! **Near miss** a correction, a narrowing, the same figure by the year, another scope, another contact. A false alarm
//! would be put to a customer: where anything differs that could explain it, there is no flag.

mod claims;
mod figures;
mod roles;
mod side;

use crate::bank::{FlagKind, Topics};
use crate::call::PersonId;

use super::lexicon::Patterns;
use super::rules::Examined;
use super::value::Span;
use super::{Answer, Flag, Stance};

use side::Side;

const ADVICE: &str = "Do not press the point: ask who would know for sure, and put it to them.";

/// So many of the latest answers on a topic are compared; what lies further back was superseded.
const LATEST: usize = 12;

/// What a comparison of two answers finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// They say nothing about the same thing.
    Unrelated,
    /// They say the same: whatever came before is superseded.
    Agree,
    /// They cannot both be true: the words of the earlier and of the later answer.
    Conflict(Span, Span),
}

/// A comparison of an earlier answer with a later one.
type Comparison = fn(&Side<'_>, &Side<'_>, &Topics) -> Verdict;

const COMPARISONS: &[Comparison] = &[
    figures::money,
    figures::counts,
    figures::percentages,
    figures::durations,
    figures::dates,
    roles::signing,
    roles::exclusive,
    claims::yes_and_no,
    claims::set_aside,
    claims::degree,
    claims::tool,
    claims::working,
];

/// The contradiction in an answer, if there is one.
pub(super) fn find(
    examined: &Examined<'_>,
    stance: Stance,
    by: PersonId,
    topics: &Topics,
    wording: &Patterns,
    earlier: &[Answer],
) -> Option<Flag> {
    if matches!(stance, Stance::DoesNotKnow | Stance::Declines) || examined.topic.id.family() == "followup" {
        return None;
    }
    let related = |answer: &&Answer| answer.by == by && is_related(examined, answer, topics);
    let latest: Vec<&Answer> = earlier.iter().rev().filter(related).take(LATEST).collect();
    if latest.is_empty() {
        return None;
    }
    let now = Side::now(examined, stance);
    if now.corrects(examined.question.closed) {
        return None;
    }
    let sides: Vec<(&Answer, Side<'_>)> =
        latest.into_iter().filter_map(|answer| Some((answer, Side::earlier(answer, topics, wording)?))).collect();
    COMPARISONS.iter().find_map(|compare| {
        let decided = sides.iter().find_map(|(answer, before)| match compare(before, &now, topics) {
            Verdict::Unrelated => None,
            verdict => Some((*answer, verdict)),
        });
        let (answer, Verdict::Conflict(before, after)) = decided? else { return None };
        let changed = answer.at.date() != examined.at.date() && now.tells_of_change();
        (!changed).then(|| contradiction(examined, answer, before, after))
    })
}

/// Whether an earlier answer is about the same thing: the same topic, a topic that the vocabulary pairs with it, or one
/// that a fact of either fills.
fn is_related(examined: &Examined<'_>, answer: &Answer, topics: &Topics) -> bool {
    let Some(topic) = &answer.reading.topic else { return false };
    let here = &examined.topic.id;
    topic == here
        || pairs(topics, here.as_str(), topic.as_str())
        || (here.family() == "authority" && topic.family() == "authority")
        || (here.family() == "pain" && topic.family() == "pain")
        || answer.reading.facts.iter().any(|fact| examined.facts.iter().any(|mine| mine.topic == fact.topic))
}

/// Whether the vocabulary names two topics as a pair that can conflict.
fn pairs(topics: &Topics, a: &str, b: &str) -> bool {
    let names =
        |one: &str, other: &str| topics.get(one).is_some_and(|topic| topic.conflicts.iter().any(|id| *id == *other));
    names(a, b) || names(b, a)
}

fn contradiction(examined: &Examined<'_>, answer: &Answer, before: Span, after: Span) -> Flag {
    let earlier = before.of(&answer.text).trim();
    let later = examined.quote(after);
    Flag {
        kind: FlagKind::Contradiction,
        spans: vec![after],
        why: format!("cannot both be true: “{earlier}” before, “{later}” now"),
        advice: ADVICE.to_owned(),
        against: Some(answer.remark),
    }
}

//! Whether a date lies behind the clock or ahead of it, by the verbs around it and by what was asked.

use std::ops::Range;

use super::scene::Scene;

/// On which side of the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    /// Behind it.
    Past,
    /// Ahead of it.
    Future,
}

/// The tense that surrounds a token: of its clause, else of its sentence, else what the topic suggests.
///
/// "By", "until" and "from" look ahead by themselves: there only a few verbs of the same clause speak of the past ("they
/// were tied up until March").
pub(super) fn tense_at(scene: &Scene<'_>, index: usize) -> Tense {
    let sentence = scene.text.sentence(index);
    let clause = scene.text.clause(index);
    let past_asked = asks_of_the_past(scene.context.topic_id());
    if !past_asked && bounded_before(scene, index) {
        let past = &scene.context.lexicon.calendar.tense.past_until;
        let behind = clause.clone().any(|at| past.contains(scene.norm(at)));
        return if behind { Tense::Past } else { Tense::Future };
    }
    told(scene, &clause, index).or_else(|| told(scene, &sentence, index)).unwrap_or(if past_asked {
        Tense::Past
    } else {
        Tense::Future
    })
}

/// Whether "by", "until", "from" or "before" stands right before a token, or before "the end of" it.
fn bounded_before(scene: &Scene<'_>, index: usize) -> bool {
    let filler = |norm: &str| {
        matches!(norm, "the" | "end" | "of" | "early" | "mid" | "late" | "start" | "beginning" | "-" | "about")
    };
    let lead = (0..index).rev().find(|&at| !filler(scene.norm(at)));
    lead.is_some_and(|at| matches!(scene.norm(at), "by" | "until" | "till" | "from" | "before"))
}

/// The tense of the marker nearest to a token.
fn told(scene: &Scene<'_>, tokens: &Range<usize>, index: usize) -> Option<Tense> {
    let marked = |at: usize| marker(scene, at).map(|tense| (at.abs_diff(index) * 2 + usize::from(at > index), tense));
    let near = tokens.start.max(index.saturating_sub(60))..tokens.end.min(index + 60);
    near.filter_map(marked).min_by_key(|&(distance, _)| distance).map(|(_, tense)| tense)
}

fn marker(scene: &Scene<'_>, at: usize) -> Option<Tense> {
    let calendar = &scene.context.lexicon.calendar;
    let norm = scene.norm(at);
    let before = at.checked_sub(1).map_or("", |at| scene.norm(at));
    let state = matches!(before, "is" | "are" | "be" | "get" | "gets" | "'s" | "'re" | "being" | "a" | "an" | "the");
    if calendar.tense.past.contains(norm) && !(state && calendar.tense.participles.contains(norm)) {
        return Some(Tense::Past);
    }
    if calendar.tense.future.contains(norm) {
        // "were gonna swap it in February": what was meant lies behind.
        let meant = matches!(norm, "gonna" | "going") && matches!(before, "were" | "was");
        return Some(if meant { Tense::Past } else { Tense::Future });
    }
    let participle = norm.len() > 3 && norm.ends_with("ed") && (!norm.ends_with("eed") || norm == "agreed");
    (participle && !state && !calendar.tense.past_not.contains(norm)).then_some(Tense::Past)
}

/// Topics whose answers look back unless a word says otherwise.
fn asks_of_the_past(topic: &str) -> bool {
    topic.starts_with("pain.")
        || matches!(
            topic,
            "plan.last_year"
                | "product.familiarity"
                | "solution.current"
                | "spend.current"
                | "metric.baseline"
                | "company.revenue"
                | "interest.level"
                | "budget.approved"
        )
}

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
/// "By", "until" and "from" look ahead by themselves: there only a verb of the same clause that cannot be a participle
/// speaks of the past ("3 lines rebuilt by March").
pub(super) fn tense_at(scene: &Scene<'_>, index: usize) -> Tense {
    let sentence = scene.text.sentence(index);
    let clause = scene.text.clause(index);
    let past_asked = asks_of_the_past(scene.context.topic_id());
    let before: Vec<&str> = (1..=4).filter_map(|back| index.checked_sub(back)).map(|at| scene.norm(at)).collect();
    let ahead = !past_asked && before.iter().any(|norm| matches!(*norm, "by" | "until" | "till" | "from" | "before"));
    if ahead {
        return told(scene, &clause, index, false).unwrap_or(Tense::Future);
    }
    told(scene, &clause, index, true).or_else(|| told(scene, &sentence, index, true)).unwrap_or(if past_asked {
        Tense::Past
    } else {
        Tense::Future
    })
}

/// The tense of the marker nearest to a token.
fn told(scene: &Scene<'_>, tokens: &Range<usize>, index: usize, participles: bool) -> Option<Tense> {
    let marked = |at: usize| {
        marker(scene, at, participles).map(|tense| (at.abs_diff(index) * 2 + usize::from(at > index), tense))
    };
    tokens.clone().filter_map(marked).min_by_key(|&(distance, _)| distance).map(|(_, tense)| tense)
}

fn marker(scene: &Scene<'_>, at: usize, participles: bool) -> Option<Tense> {
    let calendar = &scene.context.lexicon.calendar;
    let norm = scene.norm(at);
    if calendar.past.contains(norm) {
        return Some(Tense::Past);
    }
    if calendar.future.contains(norm) {
        return Some(Tense::Future);
    }
    let participle = norm.len() > 3 && norm.ends_with("ed") && (!norm.ends_with("eed") || norm == "agreed");
    let before = at.checked_sub(1).map_or("", |at| scene.norm(at));
    let state = matches!(before, "is" | "are" | "be" | "get" | "gets" | "'s" | "'re" | "being" | "a" | "an" | "the");
    (participles && participle && !state && !calendar.past_not.contains(norm)).then_some(Tense::Past)
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

//! How facts are put: corrected in the same breath, denied, hypothetical, or another company's.

use std::ops::Range;

use crate::signals::lexicon::Class;
use crate::signals::value::{Standing, Value};

use super::Found;
use super::scene::{Draft, Scene};

/// Puts the facts in the order of the text, drops what was taken back, and says how the rest is put.
pub(super) fn finish(scene: Scene<'_>) -> Vec<Found> {
    let standings: Vec<Standing> = scene.found().iter().map(|draft| standing(&scene, draft)).collect();
    let retracted: Vec<bool> = (0..scene.found().len()).map(|at| taken_back(&scene, at)).collect();
    let drafts = scene.into_found();
    let mut facts: Vec<Found> = drafts
        .into_iter()
        .zip(standings)
        .zip(retracted)
        .filter(|((draft, standing), retracted)| {
            !(*retracted || *standing == Standing::Denied && is_figure(&draft.fact.value))
        })
        .map(|((draft, standing), _)| Found { standing, ..draft.fact })
        .collect();
    facts.sort_by_key(|found| (found.span.start, found.span.end));
    facts
}

/// "Tricorn, er, Tricorn MES": a name that is begun again more fully is one name.
pub(super) fn drop_restarts(scene: &mut Scene<'_>) {
    let name = |draft: &Draft| match &draft.fact.value {
        Value::Thing { name } => Some(name.clone()),
        _ => None,
    };
    let restarted = |index: usize| {
        let draft = &scene.found()[index];
        let Some(first) = name(draft) else { return false };
        scene.found().iter().any(|other| {
            let near = other.tokens.start > draft.tokens.end && other.tokens.start - draft.tokens.end <= 4;
            near && name(other).is_some_and(|second| second.len() > first.len() && second.starts_with(&first))
        })
    };
    let keep: Vec<bool> = (0..scene.found().len()).map(|index| !restarted(index)).collect();
    scene.drop_unless(|index| keep[index]);
}

/// Whether a word of correction stands between a fact and the next one of its kind.
fn taken_back(scene: &Scene<'_>, index: usize) -> bool {
    let draft = &scene.found()[index];
    let kind = draft.fact.value.kind();
    let next = scene
        .found()
        .iter()
        .filter(|other| other.fact.value.kind() == kind && other.tokens.start >= draft.tokens.end)
        .min_by_key(|other| other.tokens.start);
    let Some(next) = next else { return false };
    let between = draft.tokens.end..next.tokens.start;
    between.len() <= 12 && scene.phrase_within("correction", &between)
}

fn standing(scene: &Scene<'_>, draft: &Draft) -> Standing {
    let sentence = scene.text.sentence(draft.tokens.start);
    let before = sentence.start..draft.tokens.start;
    if scene.phrase_within("hypothetical", &before) {
        return Standing::Hypothetical;
    }
    let clause = scene.text.clause(draft.tokens.start);
    let figure = matches!(draft.fact.value, Value::Money { .. } | Value::Count { .. } | Value::Percent { .. });
    let foreign = |tokens: &Range<usize>| scene.phrase_within("foreign", tokens);
    // "A friend's firm has 40 people, we have 12": what we have is ours again.
    let ours = before.clone().skip_while(|&at| at < clause.start).any(|at| scene.is(at, Class::Subject));
    if figure && (foreign(&clause) || foreign(&before) && !ours) {
        return Standing::Foreign;
    }
    if ruled_out(scene, draft, &before) { Standing::Denied } else { Standing::Asserted }
}

/// Figures and dates that are ruled out say nothing; a product or place that is ruled out still does.
fn is_figure(value: &Value) -> bool {
    !matches!(value, Value::Thing { .. } | Value::Place { .. } | Value::YesNo { .. } | Value::Person { .. })
}

/// "not 40k", "can't start this year": a denial right before the fact, or of the verb before a date.
fn ruled_out(scene: &Scene<'_>, draft: &Draft, before: &Range<usize>) -> bool {
    if matches!(draft.fact.value, Value::YesNo { .. } | Value::Person { .. }) {
        return false;
    }
    let whole = matches!(draft.fact.value, Value::Date { from: Some(_), to: Some(_), .. });
    let reach = if whole && scene.norm(draft.tokens.start) == "this" { 3 } else { 1 };
    let near = draft.tokens.start.saturating_sub(reach).max(before.start)..draft.tokens.start;
    scene.phrase_within("negation", &near)
}

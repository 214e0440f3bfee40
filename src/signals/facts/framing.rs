//! How facts are put: corrected in the same breath, denied, hypothetical, or another company's.

use std::ops::Range;

use crate::signals::lexicon::Class;
use crate::signals::value::{Standing, Value};

use super::Found;
use super::scene::{Draft, Scene};

/// Puts the facts in the order of the text, drops what was taken back, and says how the rest is put.
pub(super) fn finish(scene: Scene<'_>) -> Vec<Found> {
    let standings: Vec<Standing> = scene.found().iter().map(|draft| standing(&scene, draft)).collect();
    let in_order = in_order(&scene);
    let retracted: Vec<bool> = scene.found().iter().map(|draft| taken_back(&scene, &in_order, draft)).collect();
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
    let in_order = in_order(scene);
    let restarted = |draft: &Draft| {
        let Some(first) = name_of_thing(draft) else { return false };
        let mut near = begun_within(&in_order, draft.tokens.end + 1, 4);
        near.any(|other| name_of_thing(other).is_some_and(|name| name.len() > first.len() && name.starts_with(first)))
    };
    let keep: Vec<bool> = scene.found().iter().map(|draft| !restarted(draft)).collect();
    scene.drop_unless(|index| keep[index]);
}

fn name_of_thing(draft: &Draft) -> Option<&str> {
    match &draft.fact.value {
        Value::Thing { name } => Some(name),
        _ => None,
    }
}

/// What was found, in the order of the text.
fn in_order<'s>(scene: &'s Scene<'_>) -> Vec<&'s Draft> {
    let mut drafts: Vec<&Draft> = scene.found().iter().collect();
    drafts.sort_by_key(|draft| draft.tokens.start);
    drafts
}

/// Those that begin at a token or at one of the few behind it.
fn begun_within<'s>(in_order: &[&'s Draft], from: usize, tokens: usize) -> impl Iterator<Item = &'s Draft> {
    let first = in_order.partition_point(|draft| draft.tokens.start < from);
    in_order[first..].iter().copied().take_while(move |draft| draft.tokens.start < from + tokens)
}

/// Whether a word of correction stands between a fact and the next one of its kind.
fn taken_back(scene: &Scene<'_>, in_order: &[&Draft], draft: &Draft) -> bool {
    /// What is put right later than so many tokens behind a fact is something else.
    const REACH: usize = 12;
    let kind = draft.fact.value.kind();
    let next = begun_within(in_order, draft.tokens.end, REACH + 1).find(|other| other.fact.value.kind() == kind);
    next.is_some_and(|next| scene.phrase_within("correction", &(draft.tokens.end..next.tokens.start)))
}

fn standing(scene: &Scene<'_>, draft: &Draft) -> Standing {
    /// What is said farther away than so many tokens is not about the fact, whatever stops are missing between.
    const REACH: usize = 60;
    let near = |tokens: Range<usize>| {
        tokens.start.max(draft.tokens.start.saturating_sub(REACH))..tokens.end.min(draft.tokens.end + REACH)
    };
    let before = near(scene.text.sentence(draft.tokens.start)).start..draft.tokens.start;
    if scene.phrase_within("hypothetical", &before) {
        return Standing::Hypothetical;
    }
    let clause = near(scene.text.clause(draft.tokens.start));
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
    let open = matches!(draft.fact.value, Value::Date { from: None, .. } | Value::Date { to: None, .. });
    if open && scene.phrase_before("absent", draft.tokens.start).is_some() {
        return false;
    }
    let whole = matches!(draft.fact.value, Value::Date { from: Some(_), to: Some(_), .. });
    let reach = if whole && scene.norm(draft.tokens.start) == "this" { 3 } else { 1 };
    let near = draft.tokens.start.saturating_sub(reach).max(before.start)..draft.tokens.start;
    scene.phrase_within("negation", &near)
}

//! Yes or no, where money or its return was agreed: "council approved", "nothing set aside", "yep" when asked.

use crate::bank::ValueKind;
use crate::signals::lexicon::{Class, Hit};
use crate::signals::value::Value;

use super::scene::Scene;

/// Keeps whether the budget is approved, or the return agreed.
pub(super) fn extract(scene: &mut Scene<'_>) {
    let mut hits = scene.context.lexicon.approval.find_longest(scene.text);
    // "Yes, that got the nod": what says it in full weighs more than the bare yes.
    hits.sort_by_key(|hit| matches!(hit.list, "yes" | "no"));
    for hit in &hits {
        let asked = matches!(scene.context.topic_id(), "budget.approved" | "budget.return_agreed");
        let whole_answer = asked && hit.tokens.start == 0;
        match hit.list {
            "not_aside_asked" if asked => scene.keep(hit.tokens.clone(), Value::YesNo { yes: false }),
            "aside_asked" if asked => told(scene, hit),
            "approved" | "yes" if whole_answer => answered(scene, hit, true),
            "approved" | "approved_by" | "aside" if speaks_of_money(scene) => told(scene, hit),
            "not_aside" => scene.keep(hit.tokens.clone(), Value::YesNo { yes: false }),
            "no" if whole_answer && !answered_otherwise(&hits) => answered(scene, hit, false),
            _ => {}
        }
    }
}

/// People and time can be set aside too; only money counts here.
fn speaks_of_money(scene: &Scene<'_>) -> bool {
    scene.has_found(ValueKind::Money)
        || scene.context.topic.is_none()
        || scene.context.in_family("budget")
        || scene.context.in_family("authority")
}

/// "The CFO signed it off", "finance approved it": a person or department right before the verb.
fn person_before(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let department = verb.checked_sub(1).filter(|&at| scene.context.lexicon.names.departments.contains(scene.norm(at)));
    scene.person_ending(verb).or(department)
}

/// "approved by the board": one past the body or person behind.
fn subject_behind(scene: &Scene<'_>, from: usize) -> usize {
    let at = from + usize::from(scene.is(from, Class::Definite));
    let body = scene.bodies.at(at).iter().map(|body| body.tokens.end).max();
    let person = scene.found().iter().find(|draft| draft.tokens.start == at).map(|draft| draft.tokens.end);
    body.or(person).unwrap_or(from)
}

fn answered_otherwise(hits: &[Hit<'_>]) -> bool {
    hits.iter().any(|hit| !matches!(hit.list, "yes" | "no"))
}

/// "We found 80k for the forklifts, my boss just signed it": what was approved is another purchase.
fn bought_before(scene: &Scene<'_>, verb: usize) -> bool {
    let sentence = scene.text.sentence(verb);
    scene.found().iter().any(|draft| {
        let past = matches!(draft.fact.value, Value::Date { to: Some(to), .. } if to < scene.context.at.date());
        past && sentence.contains(&draft.tokens.start)
    }) && (sentence.start..verb).any(|at| scene.is(at, Class::FoundMoney))
}

/// "Yep", "no": a whole answer.
fn answered(scene: &mut Scene<'_>, hit: &Hit<'_>, yes: bool) {
    if !scene.has_found(ValueKind::YesNo) {
        scene.keep(hit.tokens.clone(), Value::YesNo { yes });
    }
}

/// "The board approved that", "already kept aside": with its subject, and denied where a denial stands before it.
fn told(scene: &mut Scene<'_>, hit: &Hit<'_>) {
    if scene.has_found(ValueKind::YesNo) {
        return;
    }
    let clause = scene.text.clause(hit.tokens.start);
    let mut first = hit.tokens.start;
    if hit.list == "approved" {
        let body = scene.bodies.ending(first).map(|body| body.tokens.start).min();
        let Some(start) = body.or_else(|| person_before(scene, first)) else { return };
        first = if scene.before_is(start, Class::Definite) { start - 1 } else { start };
    }
    let before = clause.start..first;
    if scene.phrase_within("hypothetical", &before) {
        return;
    }
    let denied = (before.start..first).rev().take(4).find(|&at| scene.is(at, Class::Not));
    // "should be approved", "once approved", "approved in principle": still open, so neither yes nor no.
    let open = (scene.before_is(first, Class::ToCome) && denied.is_none())
        || scene.phrase_after("in_principle", hit.tokens.end).is_some()
        || scene.phrase_before("in_principle", first).is_some();
    if open || bought_before(scene, first) {
        return;
    }
    let start = match denied {
        Some(at) => at,
        None if scene.before_is(first, Class::Already) => first - 1,
        None => first,
    };
    let end = if hit.list == "approved_by" { subject_behind(scene, hit.tokens.end) } else { hit.tokens.end };
    let object = hit.list == "approved" && scene.is(end, Class::Demonstrative);
    let end = if object { end + 1 } else { end };
    scene.keep(start..end, Value::YesNo { yes: denied.is_none() });
}

#[cfg(test)]
mod tests {
    use crate::signals::facts::tests::read_on;

    #[test]
    fn approvals_are_read_with_their_subject() {
        assert_eq!(read_on("budget.amount", "12k, council approved")[1], r#"yes_no <council approved> {"yes":true}"#);
        assert_eq!(
            read_on("budget.amount", "approved by the board")[0],
            r#"yes_no <approved by the board> {"yes":true}"#
        );
        assert_eq!(
            read_on("budget.approved", "nothing set aside for that"),
            [r#"yes_no <nothing set aside> {"yes":false}"#]
        );
        assert_eq!(read_on("budget.return_agreed", "yep"), [r#"yes_no <yep> {"yes":true}"#]);
    }

    #[test]
    fn an_approval_that_is_still_to_come_is_neither_yes_nor_no() {
        for say in ["still to be approved", "should be approved", "approval is pending"] {
            assert_eq!(read_on("budget.approved", say), [""; 0], "{say}");
        }
        assert_eq!(read_on("budget.approved", "it's approved"), [r#"yes_no <it's approved> {"yes":true}"#]);
    }

    #[test]
    fn people_set_aside_are_no_budget() {
        assert!(
            read_on("timeline.capacity", "we ring-fenced two nurses").iter().all(|fact| !fact.starts_with("yes_no"))
        );
        assert!(read_on("pain.problem", "yes").is_empty());
    }
}

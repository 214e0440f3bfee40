//! Yes or no, where money or its return was agreed: "council approved", "nothing set aside", "yep" when asked.

use crate::bank::ValueKind;
use crate::signals::lexicon::{Class, Hit};
use crate::signals::value::Value;

use super::listed::List;
use super::scene::{Draft, Scene};

/// Keeps whether the budget is approved, or the return agreed.
pub(super) fn extract(scene: &mut Scene<'_>) {
    let mut hits = scene.context.lexicon.approval.find_longest(scene.text);
    // "Yes, that got the nod": what says it in full weighs more than the bare yes.
    hits.sort_by_key(|hit| matches!(hit.list, "yes" | "no"));
    for hit in &hits {
        let asked = matches!(scene.context.topic_id(), "budget.approved" | "budget.return_agreed");
        let whole_answer = asked && hit.tokens.start == 0;
        match hit.list {
            "not_aside_asked" if asked => {
                let start = subject_before(scene, hit.tokens.start).unwrap_or(hit.tokens.start);
                scene.keep(start..hit.tokens.end, Value::YesNo { yes: false });
            }
            "aside_asked" if asked => told(scene, hit),
            "approved" | "yes" if whole_answer => answered(scene, hit, true),
            "approved" | "yes" | "aside_asked" | "denied" if beside_amount(scene, hit) => told_of_amount(scene, hit),
            "approved" | "approved_by" | "aside" | "denied" if speaks_of_money(scene) => told(scene, hit),
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

/// "40k, approved before Christmas": a word of approval that opens a clause right behind an amount.
fn beside_amount(scene: &Scene<'_>, hit: &Hit<'_>) -> bool {
    let Some(comma) = hit.tokens.start.checked_sub(1) else { return false };
    let money = |draft: &Draft| draft.tokens.end == comma && matches!(draft.fact.value, Value::Money { .. });
    let approval = hit.list != "yes" || scene.norm(hit.tokens.start) == "approved";
    scene.context.in_family("budget") && approval && scene.norm(comma) == "," && scene.found().iter().any(money)
}

/// The approval of an amount, unless it is still to come.
fn told_of_amount(scene: &mut Scene<'_>, hit: &Hit<'_>) {
    let to_come =
        scene.phrase_after("in_principle", hit.tokens.end).is_some() || scene.is(hit.tokens.end, Class::ToCome);
    let by_whom = scene.norm(hit.tokens.end) == "by";
    if (!to_come || scene.is(hit.tokens.end, Class::Condition)) && !by_whom {
        answered(scene, hit, true);
    }
}

/// "The board said", "finance approved": where the body or person right before a verb begins, with its article.
fn subject_before(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let body = scene.bodies.ending(verb).map(|body| body.tokens.start).min();
    let start = body.or_else(|| person_before(scene, verb))?;
    Some(if scene.before_is(start, Class::Definite) { start - 1 } else { start })
}

/// "The CFO signed it off", "finance approved it": a person or department right before the verb.
fn person_before(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let department = verb.checked_sub(1).filter(|&at| scene.holds(List::Departments, at));
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
    /// Words between a denial and what it denies: "nothing whatsoever has been".
    const REACH: usize = 6;
    if scene.has_found(ValueKind::YesNo) {
        return;
    }
    let clause = scene.text.clause(hit.tokens.start);
    let mut first = hit.tokens.start;
    let denial = |first: usize| {
        (clause.start.max(first.saturating_sub(REACH))..first).rev().find(|&at| scene.is(at, Class::Not))
    };
    if hit.list == "denied" && denial(first).is_none() {
        return;
    }
    if hit.list == "approved" && denial(first).is_none() {
        let Some(start) = subject_before(scene, first) else {
            // "that's approved"
            let asked = matches!(scene.context.topic_id(), "budget.approved" | "budget.return_agreed");
            if asked && scene.before_is(first, Class::Be) && !scene.before_is(first, Class::ToCome) {
                answered(scene, hit, true);
            }
            return;
        };
        first = start;
    }
    let before = clause.start..first;
    if scene.phrase_within("hypothetical", &before) {
        return;
    }
    let denied = denial(first);
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
    let object = hit.list == "approved" && denied.is_none() && scene.is(end, Class::Demonstrative);
    let end = if object { end + 1 } else { end };
    let purpose = if denied.is_some() { purpose(scene, start, end) } else { 0 };
    let end = end - purpose;
    scene.keep(start..end, Value::YesNo { yes: denied.is_none() });
}

/// How many words at the end say what the money would be for.
fn purpose(scene: &Scene<'_>, start: usize, end: usize) -> usize {
    let two = end >= start + 3 && scene.norm(end - 2) == "for" && scene.is(end - 1, Class::Demonstrative);
    if two { 2 } else { 0 }
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
        assert_eq!(read_on("budget.approved", "it's approved"), [r#"yes_no <approved> {"yes":true}"#]);
    }

    #[test]
    fn a_denial_counts_whatever_stands_between_it_and_the_money() {
        for (say, words) in [
            ("there's nothing whatsoever earmarked for it", "nothing whatsoever earmarked"),
            ("there ain't one thin dime set aside for that", "ain't one thin dime set aside"),
            ("not one dollar is foreseen", "not one dollar is foreseen"),
            ("nobody has okayed a thing", "nobody has okayed"),
        ] {
            assert_eq!(read_on("budget.approved", say), [format!(r#"yes_no <{words}> {{"yes":false}}"#)], "{say}");
        }
        assert_eq!(read_on("budget.amount", "40k, approved in March")[1], r#"yes_no <approved> {"yes":true}"#);
    }

    #[test]
    fn people_set_aside_are_no_budget() {
        assert!(
            read_on("timeline.capacity", "we ring-fenced two nurses").iter().all(|fact| !fact.starts_with("yes_no"))
        );
        assert!(read_on("pain.problem", "yes").is_empty());
    }
}

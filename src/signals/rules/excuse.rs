//! `excuse`: past or present inaction is explained; green, because the pain is real.
//!
//! **Notices** an intention or an attempt together with what stood in its way: "we meant to, but the merger ate the
//! year"; or a standstill together with its obstacle: "been putting it off, no headcount".
//! **Matters** because somebody who explains wishes that they had acted: dig into it and move forward.
//! **Example** "automation was planned for 2024, two people left, nothing moved since".
//! **Near miss** "we don't need it" is a refusal; "we want to start in May because of the audit" is a reason for a plan.

use crate::bank::FlagKind;
use crate::signals::Flag;
use crate::signals::value::Span;

use super::{Examined, flag};

const ADVICE: &str = "Green: the pain is real. Ask what has changed since, and what would make it work this time.";

pub(super) fn rule(examined: &Examined<'_>) -> Option<Flag> {
    if examined.cue("excuse.refusal").is_some() || matches!(examined.topic.id.family(), "followup" | "note") {
        return None;
    }
    let intent = examined.cue("excuse.intent");
    let attempt = examined.cue("excuse.attempt");
    let consider = examined.cue("excuse.consider");
    let lack = examined.cue("excuse.lack").filter(|_| !examined.is_brief());
    let begun = intent.or(attempt).or(consider);
    let taken: Vec<Span> = begun.into_iter().collect();
    let (obstacle, stall) = obstacle_and_stall(examined, &taken);
    let holds = if asks_about_the_past(examined) {
        match (intent, attempt, obstacle, stall) {
            (None, _, Some(_), _) if consider.is_some() => true,
            // "No time, we've been run off our feet": to what was tried, the lack by itself explains.
            _ if lack.is_some() => true,
            (Some(_), _, Some(_), _) | (Some(_), _, _, Some(_)) | (_, _, Some(_), Some(_)) => true,
            (None, Some(_), None, Some(stall)) => never_finished(examined, stall),
            _ => false,
        }
    } else {
        // Elsewhere the same words may speak of something else: all three have to be said.
        asks_about_the_purchase(examined) && intent.is_some() && obstacle.is_some() && stall.is_some()
    };
    if !holds {
        return None;
    }
    let spans: Vec<Span> = [begun, obstacle, stall, lack].into_iter().flatten().collect();
    let why = format!("explains why nothing was done: {}", examined.quotes(&spans));
    Some(flag(FlagKind::Excuse, spans, why, ADVICE))
}

/// Topics on which an answer looks back.
fn asks_about_the_past(examined: &Examined<'_>) -> bool {
    matches!(examined.topic.id.as_str(), "pain.tried" | "plan.last_year" | "plan.obstacles" | "pain.why_now")
}

/// Topics on which an answer can tell why it was not bought or begun before. On the problem itself, "the order was
/// supposed to go out but the strike delayed it" is the problem and no excuse.
fn asks_about_the_purchase(examined: &Examined<'_>) -> bool {
    let topics = [
        "solution.current",
        "product.familiarity",
        "need.degree",
        "priority.rank",
        "timeline.start",
        "plan.actions",
        "plan.resources",
        "budget.amount",
        "budget.approved",
        "interest.level",
    ];
    topics.contains(&examined.topic.id.as_str())
}

/// What stood in the way and what came of it: both, if they can be told apart, else the one that is there.
fn obstacle_and_stall(examined: &Examined<'_>, taken: &[Span]) -> (Option<Span>, Option<Span>) {
    let beside = |list| -> Vec<Span> {
        let free = |span: &Span| !taken.iter().any(|other| other.overlaps(span));
        examined.cues(list).map(|cue| cue.span).filter(free).collect()
    };
    let (obstacles, stalls) = (beside("excuse.obstacle"), beside("excuse.stall"));
    let both = obstacles
        .iter()
        .find_map(|obstacle| stalls.iter().find(|stall| !stall.overlaps(obstacle)).map(|stall| (*obstacle, *stall)));
    match both {
        Some((obstacle, stall)) => (Some(obstacle), Some(stall)),
        None if obstacles.is_empty() => (None, stalls.first().copied()),
        None => (obstacles.first().copied(), None),
    }
}

/// "Never got it set up", "nothing moved since": what was begun was not brought to an end.
fn never_finished(examined: &Examined<'_>, stall: Span) -> bool {
    let words = examined.quote(stall).to_lowercase();
    words.starts_with("never") || words.starts_with("nothing") || words.contains("stopped") || words.contains("stayed")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signals::rules::samples::{duration, kinds, thing};
    use crate::signals::value::TimeUnit;
    use FlagKind::{Excuse, Specific};

    #[test]
    fn intention_and_obstacle_make_an_excuse() {
        for say in [
            "we meant to replace it but the merger ate the year",
            "been putting it off, no headcount",
            "kept meaning to, but life got in the way",
            "wanted to redo it, harvest came early, never got to it",
            "it was on the roadmap, then two engineers quit",
            "should've done it last year, everyone was tied up with the move",
            "tender was ready, then the hiring freeze, so it's been sitting in the drawer",
            "we were going to, but nobody had time for it",
        ] {
            assert!(kinds("pain.tried", say, &[]).contains(&Excuse), "{say}");
        }
    }

    #[test]
    fn an_attempt_that_came_to_nothing_is_one_too() {
        let facts = [("Acme MES", thing("Acme MES"))];
        let found = kinds("pain.tried", "bought Acme MES, never got it set up, the lad who knew it left", &facts);
        assert!(found.contains(&Excuse));
    }

    #[test]
    fn an_excuse_is_never_vague_or_short() {
        assert_eq!(kinds("plan.last_year", "meant to, no time", &[]), [Excuse]);
    }

    #[test]
    fn an_excuse_with_a_named_obstacle_may_be_specific_too() {
        let facts = [("Acme", thing("Acme")), ("5 months", duration(5.0, TimeUnit::Month))];
        let found = kinds("pain.tried", "we wanted to, but Acme took the team for 5 months", &facts);
        assert!(found.contains(&Specific) && found.contains(&Excuse));
    }

    #[test]
    fn a_refusal_is_no_excuse() {
        assert!(!kinds("pain.tried", "we never tried, we don't need it", &[]).contains(&Excuse));
        assert!(!kinds("plan.last_year", "happy as it is, no interest in changing", &[]).contains(&Excuse));
    }

    #[test]
    fn a_reason_for_a_plan_is_no_excuse() {
        assert!(
            !kinds("timeline.start", "we want to start in May because the audit is in June", &[]).contains(&Excuse)
        );
        assert!(!kinds("plan.actions", "we plan to move the team over the summer", &[]).contains(&Excuse));
    }

    #[test]
    fn what_went_wrong_in_the_process_is_no_excuse() {
        let found = kinds("pain.problem", "orders were supposed to go out on time but got stuck", &[]);
        assert!(!found.contains(&Excuse));
    }

    #[test]
    fn an_attempt_that_was_brought_to_an_end_is_no_excuse() {
        assert!(!kinds("pain.tried", "tried it for a month, it was too slow for our people", &[]).contains(&Excuse));
    }
}

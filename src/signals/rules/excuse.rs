//! `excuse`: past or present inaction is explained; green, because the pain is real.
//!
//! **Notices** an intention or an attempt together with what stood in its way: "we meant to, but the merger ate the
//! year"; or a standstill together with its obstacle: "been putting it off, no headcount".
//! **Matters** because somebody who explains wishes that they had acted: dig into it and move forward.
//! **Example** "automation was planned for 2024, two people left, nothing moved since".
//! **Near miss** "we don't need it" is a refusal; "we want to start in May because of the audit" is a reason for a plan.

use crate::bank::FlagKind;
use crate::signals::Flag;
use crate::signals::text::Boundary;
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
    // "Not much." is a stock phrase and tells of no lack.
    let stock = |span: Span| examined.cues("stock.filler").any(|cue| cue.span.contains(&span));
    let lack = examined.cues("excuse.lack").map(|cue| cue.span).find(|span| !stock(*span));
    let begun = intent.or(attempt).or(consider);
    let taken: Vec<Span> = begun.into_iter().collect();
    let (obstacle, stall) = obstacle_and_stall(examined, &taken);
    let undone = undone(examined).filter(|undone| undone.named || asks_what_was_done(examined));
    let holds = if asks_about_the_past(examined) {
        match (intent, attempt, obstacle, stall) {
            (None, _, Some(_), _) if consider.is_some() => true,
            // "No time, we've been run off our feet": to what was tried, the lack by itself explains.
            _ if lack.is_some() => true,
            (Some(_), _, Some(_), _) | (Some(_), _, _, Some(_)) | (_, _, Some(_), Some(_)) => true,
            (None, Some(_), None, Some(stall)) if never_finished(examined, stall) => true,
            _ => undone.is_some(),
        }
    } else {
        // Elsewhere the same words may speak of something else: all three have to be said.
        let all_three = intent.is_some() && obstacle.is_some() && stall.is_some();
        asks_about_the_purchase(examined) && (all_three || (undone.is_some() && !looks_ahead(examined)))
    };
    if !holds {
        return None;
    }
    let told = undone.map(|undone| undone.span);
    let spans: Vec<Span> = [begun, obstacle, stall, lack, told].into_iter().flatten().collect();
    let why = format!("explains why nothing was done: {}", examined.quotes(&spans));
    Some(flag(FlagKind::Excuse, spans, why, ADVICE))
}

/// Topics on which an answer looks back.
fn asks_about_the_past(examined: &Examined<'_>) -> bool {
    matches!(examined.topic.id.as_str(), "pain.tried" | "plan.last_year" | "plan.obstacles" | "pain.why_now")
}

/// Topics that ask for nothing but what was done so far.
fn asks_what_was_done(examined: &Examined<'_>) -> bool {
    matches!(examined.topic.id.as_str(), "pain.tried" | "plan.last_year")
}

/// Topics that ask what is to come: "planned for May, but the audit is in June" is a reason for a plan.
fn looks_ahead(examined: &Examined<'_>) -> bool {
    matches!(examined.topic.id.family(), "timeline" | "plan" | "priority")
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

/// What undid an intention.
#[derive(Debug, Clone, Copy)]
struct Undone {
    /// From the intention to the end of what came in between.
    span: Span,
    /// The obstacle is one that the vocabulary knows, and a word such as "but" turns to it.
    named: bool,
}

/// "We swore we'd do it, and then the whole crew left": a firm intention and, behind it, something that happened
/// instead. What happened may be anything; that it was not the plan is what its turn says.
fn undone(examined: &Examined<'_>) -> Option<Undone> {
    let text = examined.text;
    let resolve = examined.cue_tokens("excuse.resolve")?;
    if examined.cues("excuse.achieved").any(|cue| cue.tokens.start >= resolve.end) {
        return None;
    }
    let end = text.tokens().len();
    // What stands behind a place is told by where the last of it stands.
    let last = |list: &'static str| examined.cues(list).map(|cue| cue.tokens.start).last();
    let (obstacle, happened) = (last("excuse.obstacle"), last("excuse.happened").max(last_past_form(examined)));
    let two_words_behind = examined.content_tokens(resolve.end..end).rev().nth(1);
    let turns = examined.cues("excuse.turn").map(|cue| (cue.tokens.end, true));
    let clauses = (0..end).filter(|&at| text.tokens()[at].boundary >= Boundary::Clause).map(|at| (at, false));
    let next = std::iter::once((resolve.end, false));
    turns.chain(clauses).chain(next).filter(|&(at, _)| at >= resolve.end && at < end).find_map(|(from, turned)| {
        let obstacle = obstacle >= Some(from);
        // "…, then we hired two planners" is what they did next, not what stopped them.
        let from = past_fillers(examined, from);
        let own_deed = examined.cues("excuse.own").any(|cue| (from..=from + 1).contains(&cue.tokens.start));
        let event = turned && !own_deed && happened >= Some(from);
        let span = text.span(resolve.start, end - 1);
        (two_words_behind >= Some(from) && (obstacle || event)).then_some(Undone { span, named: obstacle && turned })
    })
}

/// Where a clause begins behind its trimmings: "but, I'm afraid, …".
fn past_fillers(examined: &Examined<'_>, from: usize) -> usize {
    let filler = |at: usize| {
        let cues = examined.cues_of(&["stock.filler", "excuse.trimming"]);
        cues.filter(|cue| cue.tokens.start == at).map(|cue| cue.tokens.end).max()
    };
    let mut at = from;
    while let Some(end) = filler(at) {
        at = end;
    }
    at
}

/// The last regular past form: "seized", "resigned".
fn last_past_form(examined: &Examined<'_>) -> Option<usize> {
    (0..examined.text.tokens().len()).rev().find(|&at| {
        let word = examined.text.norm(at);
        word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed")
    })
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
    use crate::bank::TimeUnit;
    use crate::signals::rules::samples::{duration, kinds, thing};
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
    fn an_event_that_no_list_names_undoes_an_intention_too() {
        for say in [
            "was gonna swap them in feb, then superchill hit n every boat was out",
            "every spring we swear we'll do it and then the whole crew scatters",
            "on the cusp of it since 2023, only the new owner fancied a showroom",
            "it was next on my list, then the roof leaked into the server room",
            "One signature away when the group froze all spending.",
            "the pilot was booked, the flood took out the ground floor",
            "we toyed with a tool but the key user broke his leg",
        ] {
            assert!(kinds("pain.tried", say, &[]).contains(&Excuse), "{say}");
        }
    }

    #[test]
    fn what_was_done_after_all_or_is_to_come_is_no_excuse() {
        for (topic, say) in [
            ("pain.tried", "we wanted to cut waste, then we hired two planners"),
            ("pain.tried", "meant to do it in spring, but it only went live in autumn and works"),
            ("plan.last_year", "planned the new line for May and it started in May"),
            ("pain.why_now", "every summer the season hits and the phones never stop"),
            ("timeline.start", "it's planned for May, then the migration follows"),
            ("timeline.start", "planned for June, but the audit comes first"),
            ("solution.current", "we were given Acme by the group"),
        ] {
            assert!(!kinds(topic, say, &[]).contains(&Excuse), "{topic}: {say}");
        }
    }

    #[test]
    fn elsewhere_the_obstacle_has_to_be_named() {
        let found =
            kinds("solution.current", "still on paper, we meant to replace it but the merger ate the year", &[]);
        assert!(found.contains(&Excuse));
        assert!(!kinds("solution.current", "we meant to use it but it looked odd", &[]).contains(&Excuse));
    }

    #[test]
    fn an_attempt_that_was_brought_to_an_end_is_no_excuse() {
        assert!(!kinds("pain.tried", "tried it for a month, it was too slow for our people", &[]).contains(&Excuse));
    }
}

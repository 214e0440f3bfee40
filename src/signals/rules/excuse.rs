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

use super::tale::{self, Tale};
use super::{Examined, flag};

const ADVICE: &str = "Green: the pain is real. Ask what has changed since, and what would make it work this time.";

pub(super) fn rule(examined: &Examined<'_>) -> Option<Flag> {
    let looks_back = asks_about_the_past(examined);
    if !(looks_back || asks_about_the_purchase(examined)) || examined.cue("excuse.refusal").is_some() {
        return None;
    }
    let tale = tale::of(examined);
    let stopped = if asks_what_stopped_them(examined) { tale.obstacle(examined) } else { None };
    // "Not much." is a stock phrase and tells of no lack.
    let stock = |span: Span| examined.cues("stock.filler").any(|cue| cue.span.contains(&span));
    let lack = examined.cues("excuse.lack").map(|cue| cue.span).find(|span| !stock(*span));
    // "No time, we've been run off our feet": to what was tried, the lack by itself explains.
    let explained = is_explained_by(examined, &tale, stopped) || (looks_back && lack.is_some());
    if !explained {
        return None;
    }
    let event = tale.event.map(|event| event.span).or(stopped);
    let spans: Vec<Span> = [tale.intention.or(tale.deed), event, tale.standstill, lack].into_iter().flatten().collect();
    let why = format!("explains why nothing was done: {}", examined.quotes(&spans));
    Some(flag(FlagKind::Excuse, spans, why, ADVICE))
}

/// Whether a tale of the past explains why nothing came of it.
///
/// What was meant is explained by what happened or by how it was left; what was done, by both. Where the question does
/// not ask for the past, all of it has to be told.
fn is_explained_by(examined: &Examined<'_>, tale: &Tale, stopped: Option<Span>) -> bool {
    if examined.cue("tale.achieved").is_some() {
        return false;
    }
    if stopped.is_some() && !tale.tried {
        return true;
    }
    let (meant, left) = (tale.intention.is_some(), tale.standstill.is_some());
    let told = tale.event.is_some_and(|event| event.adverse || event.turned || left);
    let undone = tale.event.is_some_and(|event| event.adverse && (event.turned || left));
    let all = (meant || tale.deed.is_some()) && told && left;
    if asks_what_was_done(examined) {
        return all || (meant && (told || left)) || (undone && !tale.tried);
    }
    // What cannot be meant of today is an excuse wherever it is told.
    let then = examined.cue("tale.unfulfilled").is_some();
    all || (undone && then) || (asks_about_the_past(examined) && meant && (undone || left))
}

/// Topics on which an answer looks back.
fn asks_about_the_past(examined: &Examined<'_>) -> bool {
    matches!(examined.topic.id.as_str(), "pain.tried" | "plan.last_year" | "plan.obstacles" | "pain.why_now")
}

/// Topics on which what "but" turns to is what stopped them, whatever was meant or done before.
fn asks_what_stopped_them(examined: &Examined<'_>) -> bool {
    matches!(examined.topic.id.as_str(), "pain.tried" | "plan.last_year" | "plan.obstacles")
}

/// Topics that ask for nothing but what was done so far.
fn asks_what_was_done(examined: &Examined<'_>) -> bool {
    matches!(examined.topic.id.as_str(), "pain.tried" | "plan.last_year")
}

/// Topics on which an answer can tell why it was not bought or begun before. On the problem itself, "the order was
/// supposed to go out but the strike delayed it" is the problem and no excuse.
fn asks_about_the_purchase(examined: &Examined<'_>) -> bool {
    let families = ["solution", "product", "need", "priority", "timeline", "plan", "budget", "interest", "users"];
    families.contains(&examined.topic.id.family())
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
            "the camera was on order, then the installer went bankrupt",
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
            ("plan.last_year", "we added ten vans; deliveries went up, and half of the fleet is still on diesel"),
            ("pain.why_now", "every summer the season hits and the phones never stop"),
            ("timeline.start", "it's planned for May, then the migration follows"),
            ("timeline.start", "planned for June, but the audit comes first"),
            ("solution.current", "we were given Acme by the group"),
        ] {
            assert!(!kinds(topic, say, &[]).contains(&Excuse), "{topic}: {say}");
        }
    }

    #[test]
    fn a_measure_that_was_taken_is_no_excuse_whatever_else_happened() {
        for (topic, say) in [
            ("pain.tried", "We tried Asana for three months, the drivers never opened it"),
            ("pain.tried", "Training, mostly, two workshops in March"),
            ("pain.tried", "We built our own tool, Kim maintains it, it covers half of the sites"),
            ("plan.last_year", "We moved in June, the old lease ended, and rents came down"),
            ("pain.why_now", "Our biggest customer left in May because orders were late"),
            ("pain.why_now", "The old server died and the supplier went bust, so we have to replace it"),
            ("plan.obstacles", "The works council blocked the last tool and could do it again"),
            ("need.degree", "Must have: the old system died in March and nobody could ship"),
            ("solution.current", "We wanted Acme but the group told us to use Globex, so we run Globex"),
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

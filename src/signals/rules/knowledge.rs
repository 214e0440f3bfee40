//! `knowledge`: the contact knows the organization's targets, reasons or procedure in depth.
//!
//! **Notices** two particulars on a topic that tests knowledge (goals, pains, needs, plans, criteria, process).
//! **Matters** because it is the best test of the stakeholder level: a decision maker, or close to one.
//! **Example** "rejection is at 7 percent because the dies crack" to the problem.
//! **Near miss** "every morning I type 6 pages for 40 minutes" is the contact's own day; another company's figures are
//! no particulars at all.

use crate::bank::FlagKind;
use crate::signals::Flag;
use crate::signals::value::Span;

use super::{Examined, flag};

const ADVICE: &str = "This contact knows the business: go deeper here, and ask how the others see it.";

pub(super) fn rule(examined: &Examined<'_>) -> Option<Flag> {
    if !examined.topic.knowledge || is_own_day(examined) {
        return None;
    }
    let mut spans: Vec<Span> = examined.solid().map(|particular| particular.span).collect();
    // "A must: the auditor wants it by May": the degree of need beside its reason is the organization's own.
    if examined.topic.id == *"need.degree" && spans.len() == 1 {
        spans.extend(examined.chosen());
    }
    if spans.len() < 2 {
        return None;
    }
    let why = format!("knows how the organization stands: {}", examined.quotes(&spans));
    Some(flag(FlagKind::Knowledge, spans, why, ADVICE))
}

/// The contact speaks of their own day, and nobody else appears in it.
fn is_own_day(examined: &Examined<'_>) -> bool {
    let own = examined.cue("cause.own_day").is_some();
    own && examined.cue("cause.organization").is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::TimeUnit;
    use crate::signals::rules::samples::{count, duration, flags, kinds, percent};
    use FlagKind::{Knowledge, Specific};

    #[test]
    fn two_particulars_about_the_organization_show_knowledge() {
        let facts = [("7 percent", percent(7.0))];
        let found = kinds("pain.problem", "rejection is at 7 percent because the dies crack", &facts);
        assert_eq!(found, [Specific, Knowledge]);
    }

    #[test]
    fn the_words_that_show_it_are_quoted() {
        let facts = [("80%", percent(80.0)), ("95%", percent(95.0))];
        let found = flags("goal.target", "on time from 80% to 95%", &facts);
        assert_eq!(found[1].why, "knows how the organization stands: 80%, 95%");
    }

    #[test]
    fn one_particular_shows_none() {
        assert_eq!(kinds("goal.target", "12 percent", &[("12 percent", percent(12.0))]), [Specific]);
    }

    #[test]
    fn topics_that_test_nothing_carry_none() {
        let facts = [("9 planners", count(9.0, Some("planners"))), ("3 shifts", count(3.0, Some("shifts")))];
        assert_eq!(kinds("users.team", "9 planners in 3 shifts", &facts), [Specific]);
    }

    #[test]
    fn the_contact_s_own_day_is_no_knowledge() {
        let facts = [("2 hours", duration(2.0, TimeUnit::Hour)), ("30 forms", count(30.0, Some("forms")))];
        let own = kinds("pain.problem", "I spend 2 hours of my morning on 30 forms", &facts);
        assert_eq!(own, [Specific]);
        let ours = kinds("pain.problem", "our office loses 2 hours a day on 30 forms", &facts);
        assert_eq!(ours, [Specific, Knowledge]);
    }

    #[test]
    fn own_time_beside_the_organization_is_knowledge_again() {
        let facts = [("2 hours", duration(2.0, TimeUnit::Hour)), ("9%", percent(9.0))];
        let found = kinds("pain.problem", "I spend 2 hours a day on it and 9% of our orders still fail", &facts);
        assert!(found.contains(&Knowledge));
    }
}

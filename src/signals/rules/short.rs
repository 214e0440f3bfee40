//! `short`: an open question got next to nothing.
//!
//! **Notices** three content words or fewer without a particular or a loose value: "Fine.", "Same as everyone".
//! **Matters** because there is no real problem, or this contact does not feel it.
//! **Example** "Not really." to what stands in the way.
//! **Near miss** "40k", "Kim, CFO", "March" are facts, whatever their length; "no" to "may I call on the 4th?" is an
//! answer.

use crate::bank::FlagKind;
use crate::signals::Flag;

use super::{Examined, flag};

const ADVICE: &str = "Ask for the last time it happened; if that is short too, ask who feels it more.";

pub(super) fn rule(examined: &Examined<'_>) -> Option<Flag> {
    let particular = !examined.particulars.is_empty();
    let empty = examined.whole().start >= examined.whole().end;
    if particular || empty || examined.chooses() || !examined.is_brief() || examined.denies().is_some() {
        return None;
    }
    if examined.question.closed && !shrugs(examined) {
        return None;
    }
    let span = examined.whole();
    let why = format!("says next to nothing to an open question: {}", examined.quote(span));
    Some(flag(FlagKind::Short, vec![span], why, ADVICE))
}

/// Neither yes nor no where that would have been an answer: "we'll see".
fn shrugs(examined: &Examined<'_>) -> bool {
    let answers = examined.cues_of(&["stock.agreement", "stock.refusal"]).next().is_some();
    examined.cue("stock.noncommittal").is_some() && !answers
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::signals::Value;
    use crate::signals::rules::samples::{flags, kinds, money, person, until};
    use FlagKind::{Short, Specific};

    #[test]
    fn stock_answers_are_short() {
        for say in [
            "Fine.",
            "Not really.",
            "Same as everyone",
            "Okay, I guess",
            "The usual.",
            "No.",
            "It's all good",
            "Nothing.",
        ] {
            assert_eq!(kinds("consequence.company", say, &[]), [Short], "{say}");
        }
    }

    #[test]
    fn the_quote_is_the_whole_remark() {
        let found = flags("interest.level", "  Not really. ", &[]);
        assert_eq!(found[0].why, "says next to nothing to an open question: Not really.");
    }

    #[test]
    fn facts_are_never_short() {
        assert_eq!(kinds("budget.amount", "40k", &[("40k", money(40_000.0))]), [Specific]);
        assert_eq!(kinds("authority.signs", "Kim, CFO", &[("Kim, CFO", person("Kim"))]), [Specific]);
        assert_eq!(kinds("timeline.start", "March", &[("March", until(date(2026, 3, 31)))]), [Specific]);
    }

    #[test]
    fn a_degree_that_was_asked_for_is_an_answer() {
        let choice = |choice: &str| Value::Choice { choice: choice.into() };
        assert!(kinds("need.degree", "must have", &[("must have", choice("must have"))]).is_empty());
        assert!(kinds("need.degree", "nice to have", &[("nice to have", choice("nice to have"))]).is_empty());
        assert_eq!(kinds("need.degree", "fine", &[]), [Short]);
    }

    #[test]
    fn one_fact_on_an_open_question_is_not_short_either() {
        assert!(kinds("goal.statement", "by March", &[("by March", until(date(2026, 3, 31)))]).is_empty());
    }

    #[test]
    fn a_yes_or_no_on_a_closed_question_is_an_answer() {
        assert!(kinds("followup.date", "No.", &[]).is_empty());
        assert!(kinds("budget.approved", "yes", &[]).is_empty());
        assert_eq!(kinds("timeline.capacity", "We'll see.", &[]), [Short]);
    }

    #[test]
    fn a_plain_denial_of_the_thing_asked_is_not_short() {
        assert!(kinds("need.degree", "we dont need it", &[]).is_empty());
        assert!(kinds("solution.current", "no tool", &[]).is_empty());
        assert!(kinds("priority.rank", "not a priority", &[]).is_empty());
    }

    #[test]
    fn small_talk_has_no_flag() {
        assert!(kinds("note", "One moment.", &[]).is_empty());
    }
}

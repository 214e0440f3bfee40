//! Steps in an order: the procedure that somebody knows.

use crate::signals::spans::Spans;
use crate::signals::text::Boundary;
use crate::signals::value::Span;

use super::Examined;

/// So many stages behind one another are a procedure, even without a word of order.
const STAGES: usize = 3;

/// The steps in a remark, only those whose words are free: words of order, arrows, one thing that waits
/// for another, or a row of stages where the procedure was asked for.
pub(super) fn of(examined: &Examined<'_>, free: impl Fn(&Span) -> bool) -> Vec<Span> {
    let loose: Spans = examined.cues("hedge.time").map(|cue| cue.span).collect();
    let mut steps: Vec<Span> = Vec::new();
    let order: Vec<Span> = examined.cues("cause.order").map(|cue| cue.span).filter(|span| free(span)).collect();
    let arrows = examined.text.tokens().iter().filter(|token| token.norm == "->").count();
    if arrows >= 2 || examined.topic.id == *"process.steps" {
        let stages = stages(examined);
        // Two are no procedure yet, but one more than nothing.
        let told = if stages.len() >= STAGES { stages.len() } else { stages.len() / 2 };
        steps.extend(stages.into_iter().take(told).filter(|span| free(span)));
    }
    if order.len() >= 2 && steps.len() < order.len() {
        steps = order;
    }
    // "Look after our people" waits for nobody.
    let waits = examined.cues("cause.sequence").filter(|cue| {
        let before = cue.tokens.start.saturating_sub(1)..cue.tokens.start;
        examined.cues_begun("cause.phrasal", before).next().is_none()
    });
    let waits = waits.map(|cue| cue.span);
    steps.extend(waits.filter(|span| free(span) && !loose.overlap(span)));
    steps
}

/// The clauses of a remark that say something: "form on the intranet, three quotes, purchasing picks one".
fn stages(examined: &Examined<'_>) -> Vec<Span> {
    let tokens = examined.text.tokens();
    if examined.all_cues().iter().any(|cue| cue.list.starts_with("unknowing.")) {
        return Vec::new();
    }
    // "Then someone makes the call" names no stage.
    let mut loose = examined.loose_anywhere();
    loose.extend(examined.cues("hedge.person").map(|cue| cue.span));
    loose.sort_unstable();
    let loose: Spans = loose.into_iter().collect();
    let opens = |at: &usize| tokens[*at].boundary >= Boundary::Clause || tokens[*at].norm == "->";
    let mut starts: Vec<usize> = (0..tokens.len()).filter(opens).collect();
    if starts.first() != Some(&0) {
        starts.insert(0, 0);
    }
    let ends = starts.iter().skip(1).copied().chain([tokens.len()]);
    let clauses = starts.iter().copied().zip(ends);
    clauses
        .filter_map(|(start, end)| {
            let said: Vec<usize> = examined.content_tokens(start..end).collect();
            let span = examined.text.span(*said.first()?, *said.last()?);
            (!loose.overlap(&span)).then_some(span)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signals::rules::samples::{examine, topic};

    fn steps(topic_id: &str, raw: &str) -> Vec<String> {
        examine(&topic(topic_id), raw, &[], |examined| {
            of(examined, |_| true).iter().map(|span| span.of(raw).to_owned()).collect()
        })
    }

    #[test]
    fn steps_need_an_order() {
        assert_eq!(
            steps("process.steps", "shortlist first, then legal, then the board"),
            ["shortlist first", "legal", "board"]
        );
        assert!(steps("process.steps", "then we see").is_empty());
        assert!(steps("goal.statement", "look after our people").is_empty());
        assert!(steps("criteria.list", "our people are second to none").is_empty());
    }

    #[test]
    fn an_arrow_shows_the_words_around_it() {
        assert_eq!(steps("plan.actions", "pilot -> rollout -> review"), ["pilot", "rollout", "review"]);
    }

    #[test]
    fn a_row_of_stages_is_a_procedure_only_where_one_was_asked_for() {
        let say = "form on the intranet, three quotes, purchasing picks one";
        assert_eq!(steps("process.steps", say).len(), 3);
        assert!(steps("pain.problem", say).is_empty());
    }
}

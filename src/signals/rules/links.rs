//! What ties one thing to another: a cause, a consequence, a condition, or a second statement beside a figure.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::signals::spans::Spans;
use crate::signals::text::Boundary;
use crate::signals::value::Span;

use super::{Examined, unknowing};

/// A cause or consequence that is spelled out: a clause behind its word that says something which is not loose. `values`
/// are the words of the particulars found so far.
pub(super) fn cause(examined: &Examined<'_>, values: &Spans) -> Option<Span> {
    let loose: Spans = examined.loose_anywhere().into_iter().collect();
    examined.cues_of(&["cause.cause", "cause.consequence", "cause.loss"]).find_map(|cue| {
        let sentence = examined.text.sentence(cue.tokens.start);
        if is_idle_so(examined, cue.tokens.clone(), sentence.start) {
            return None;
        }
        // "Because the dies crack, and …": the clause ends where the next begins.
        let end = examined.text.clause(cue.tokens.end).end.min(sentence.end);
        let clause = cue.tokens.end..end;
        let span = examined.text.span(cue.tokens.start, end.max(cue.tokens.end) - 1);
        // "We'd lose the contract": the verb says something itself; and behind a figure a reason may be brief.
        let loss = cue.list == "cause.loss";
        let brief = loss || (cue.list == "cause.cause" && !values.is_empty());
        let enough = if brief { 1 } else { 2 };
        // "We lose 7k a month" says no more than its figure.
        let says = |at: &usize| !loss || !values.overlap(&examined.text.span(*at, *at));
        let told = examined.content_tokens(clause.clone()).filter(says).take(enough).count();
        // "So 156k a year" is the figure itself and nothing that follows from it.
        let adds = examined.content_tokens(clause).any(|at| !values.overlap(&examined.text.span(at, at)));
        // "So no idea how long they take" tells no consequence.
        let known = !unknowing::is_said_in(examined, cue.tokens.start..end);
        let concrete = told == enough && adds && known && !loose.overlap(&span);
        concrete.then_some(span)
    })
}

/// "So, it is slow", "so much", "and so on": no consequence.
fn is_idle_so(examined: &Examined<'_>, cue: Range<usize>, sentence: usize) -> bool {
    let at = |list| examined.cues_begun(list, cue.start..cue.start + 1).next().is_some();
    examined.text.norm(cue.start) == "so" && (cue.start == sentence || at("cause.idle_so"))
}

/// A cause together with what it causes, both spelled out: "sizes are copied by hand, so the glass is cut wrong".
pub(super) fn explained(examined: &Examined<'_>, cause: Span) -> Option<Span> {
    let first = examined.text.token_at(cause.start);
    let sentence = examined.text.sentence(first);
    let behind = examined.text.token_at(cause.end);
    let loose = examined.loose_anywhere();
    [sentence.start..first, behind..sentence.end].into_iter().find_map(|side| {
        let said: Vec<usize> = examined.content_tokens(side).collect();
        let span = examined.text.span(*said.first()?, *said.last()?);
        (said.len() >= 2 && !loose.iter().any(|loose| loose.overlaps(&span))).then_some(span)
    })
}

/// The statement beside a figure that it is tied to: another clause that says something which is not loose.
pub(super) fn tied_to(examined: &Examined<'_>, figure: Span) -> Option<Span> {
    let unsaid = ["hedge.wild", "hedge.time", "decline.", "unknowing."];
    let says_nothing = |list: &str| unsaid.iter().any(|start| list.starts_with(start));
    let idle = examined.all_cues().iter().filter(|cue| says_nothing(cue.list)).map(|cue| cue.span);
    let idle: Spans = idle.chain(examined.loose_anywhere()).collect();
    statements(examined).into_iter().find_map(|clause| {
        let said: Vec<usize> = examined.content_tokens(clause).collect();
        let span = examined.text.span(*said.first()?, *said.last()?);
        let free = !span.overlaps(&figure) && !idle.overlap(&span);
        (said.len() >= 2 && free).then_some(span)
    })
}

/// The statements of a remark: its clauses, and what words such as "and" or "when" part.
fn statements(examined: &Examined<'_>) -> Vec<Range<usize>> {
    let tokens = examined.text.tokens();
    let joins: BTreeSet<usize> = examined.cues("cause.join").map(|cue| cue.tokens.start).collect();
    let opens = |at: &usize| *at == 0 || tokens[*at].boundary >= Boundary::Clause || joins.contains(at);
    let starts: Vec<usize> = (0..tokens.len()).filter(opens).collect();
    let ends = starts.iter().skip(1).copied().chain([tokens.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signals::Value;
    use crate::signals::rules::samples::{count, examine, topic};

    fn caused(raw: &str) -> Option<String> {
        let quote = |span: Span| span.of(raw).to_owned();
        examine(&topic("pain.problem"), raw, &[], |examined| cause(examined, &Spans::default()).map(quote))
    }

    #[test]
    fn a_stated_cause_is_a_particular_and_a_filler_so_is_none() {
        assert_eq!(
            caused("orders ship late because the nightly import fails").as_deref(),
            Some("because the nightly import fails")
        );
        assert_eq!(caused("so, it is slow"), None);
        assert_eq!(caused("it hurts so much these days"), None);
        assert_eq!(caused("because it's all a bit messy"), None);
        assert!(caused("it is on paper, so on a busy day the boat leaves late").is_some());
        assert_eq!(caused("letters, stamps, envelopes and so on"), None);
    }

    #[test]
    fn a_cause_and_its_consequence_belong_together() {
        let both = |raw: &str| {
            examine(&topic("pain.problem"), raw, &[], |examined| {
                cause(examined, &Spans::default()).and_then(|cause| explained(examined, cause)).is_some()
            })
        };
        assert!(both("sizes get copied by hand, so the glass is cut wrong"));
        assert!(!both("because the nightly import fails"));
    }

    #[test]
    fn a_figure_is_tied_to_the_statement_beside_it() {
        let tied = |raw: &str, words: &str, value: Value| {
            let facts = [(words, value)];
            examine(&topic("pain.problem"), raw, &facts, |examined| {
                tied_to(examined, examined.facts[0].span).map(|span| span.of(raw).to_owned())
            })
        };
        let records = count(140.0, Some("records"));
        let found = tied(
            "night shift rekeys 140 records, the scanner drops them when wifi dips",
            "140 records",
            records.clone(),
        );
        assert_eq!(found.as_deref(), Some("scanner drops"));
        assert_eq!(tied("we rekey 140 records", "140 records", records.clone()), None);
        assert_eq!(tied("140 records, it's all a bit messy", "140 records", records), None);
    }
}

//! A matter that is not the contact's to know, told in words of their own: "on a poster, but I couldn't sing you a line of
//! it". No list holds all such words; what they share is how they are built.
//!
//! Two builds are heard, and only where nothing else is said: a clause about *me* or *nobody* that denies something of
//! *it* or *that*, and a question said over before a clause about *me*.

use std::ops::Range;

use crate::signals::stance;
use crate::signals::text::TokenKind;
use crate::signals::value::Span;

use super::Examined;

/// Where an answer may disown what was asked: a fact of the company's that somebody there knows. Pains, wishes, days and
/// their own say are told otherwise.
const FAMILIES: &[&str] =
    &["budget", "spend", "criteria", "process", "goal", "metric", "buyer", "competition", "users", "champion"];

/// The clause in which a remark disowns what was asked, if it says nothing else.
pub(super) fn disowned(examined: &Examined<'_>) -> Option<Span> {
    let asked = FAMILIES.contains(&examined.topic.id.family());
    let says_more = !examined.particulars.is_empty()
        || !examined.loose_anywhere().is_empty()
        || examined.denies().is_some()
        || stance::says_no(examined);
    if !asked || says_more || examined.is_brief() {
        return None;
    }
    let clauses: Vec<Range<usize>> = clauses(examined).collect();
    let taken_up = clauses.iter().find(|clause| denies_a_matter(examined, clause));
    let said_over = || clauses.windows(2).find(|pair| says_it_over(examined, &pair[0], &pair[1])).map(|pair| &pair[1]);
    let clause = taken_up.or_else(said_over)?;
    Some(examined.text.span(clause.start, clause.end - 1))
}

/// "That answer I am not having", "nobody gets to hear it", but not "I'm not worried about it".
fn denies_a_matter(examined: &Examined<'_>, clause: &Range<usize>) -> bool {
    let holds = |list| examined.cues_begun(list, clause.clone()).next().is_some();
    holds("disowning.speaker") && holds("disowning.matter") && holds("denial.negator") && !holds("disowning.opinion")
}

/// "What one return costs us, there I am lost".
fn says_it_over(examined: &Examined<'_>, first: &Range<usize>, second: &Range<usize>) -> bool {
    let begins = |list, at: usize| examined.cues_begun(list, at..at + 1).next().is_some();
    let together = examined.text.sentence(first.start).contains(&second.start);
    let about_me = examined.cues_begun("disowning.speaker", second.clone()).next().is_some();
    let opinion = examined.cues_begun("disowning.opinion", second.clone()).next().is_some();
    together && begins("disowning.question", first.start) && about_me && !opinion
}

/// The clauses of a remark, in order.
pub(super) fn clauses<'e>(examined: &'e Examined<'_>) -> impl Iterator<Item = Range<usize>> + 'e {
    let tokens = examined.text.tokens();
    let mut at = 0;
    std::iter::from_fn(move || {
        while tokens.get(at).is_some_and(|token| token.kind == TokenKind::Punctuation) {
            at += 1;
        }
        let clause = (at < tokens.len()).then(|| examined.text.clause(at))?;
        at = clause.end.max(at + 1);
        Some(clause)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::FlagKind::Unknowing;
    use crate::signals::rules::samples::{examine, kinds, topic};

    #[test]
    fn words_of_their_own_are_heard_by_how_they_are_built() {
        for (id, say) in [
            ("goal.statement", "hangs framed in the lobby, but I could not sing you one line of it"),
            ("criteria.list", "how they weigh the bids, there I am only a spectator"),
            ("budget.amount", "with a key to that cupboard nobody ever trusted me"),
            ("metric.baseline", "what a recall costs us, there you have me looking at the ceiling"),
        ] {
            assert!(kinds(id, say, &[]).contains(&Unknowing), "{id}: {say}");
        }
    }

    #[test]
    fn an_opinion_of_the_matter_is_none_and_neither_is_a_trouble() {
        for (id, say) in [
            ("budget.amount", "I don't think that would ever come in the way"),
            ("criteria.list", "has to be sturdy through and through, I'm not picky about it"),
            ("pain.problem", "nobody likes to touch it, and the paper gets wet"),
            ("timeline.start", "once the rains are over, I can't rush it"),
        ] {
            assert!(!kinds(id, say, &[]).contains(&Unknowing), "{id}: {say}");
        }
    }

    #[test]
    fn who_says_something_else_has_disowned_nothing() {
        let disowns = |say: &str| examine(&topic("criteria.list"), say, &[], |examined| disowned(examined).is_some());
        assert!(disowns("a paper of that kind nobody has ever laid before me"));
        assert!(!disowns("nobody told me that, but it has to run on tablets because the drivers have nothing else"));
    }
}

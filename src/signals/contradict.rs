//! `contradiction`: an answer that cannot be true together with an earlier one of the same contact.
//!
//! **Notices** incompatible values of one topic (figures, dates, people in one role, yes against no, must-have against
//! not-a-priority, a tool against none) and a plain denial of what was said before about the same thing.
//! **Matters** because the contact means to help but does not know: ask who does.
//! **Example** "I sign up to 40k", later "I can't sign anything, my boss must".
//! **Near miss** a correction, a narrowing, the same figure by the year, another scope, another contact. A false alarm
//! would be put to a customer: where anything differs that could explain it, there is no flag.

mod claims;
mod figures;
mod roles;
mod side;

use crate::bank::{FlagKind, Topics};
use crate::call::PersonId;

use super::lexicon::Patterns;
use super::rules::Examined;
use super::value::Span;
use super::{Answer, Flag, Stance};

use side::Side;

const ADVICE: &str = "Do not press the point: ask who would know for sure, and put it to them.";

/// So many of the latest answers on a topic are compared; what lies further back was superseded.
const LATEST: usize = 8;

/// What a comparison of two answers finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// They say nothing about the same thing.
    Unrelated,
    /// They say the same: whatever came before is superseded.
    Agree,
    /// They cannot both be true: the words of the earlier and of the later answer.
    Conflict(Span, Span),
}

/// A comparison of an earlier answer with a later one.
type Comparison = fn(&Side<'_>, &Side<'_>, &Topics) -> Verdict;

const COMPARISONS: &[Comparison] = &[
    figures::money,
    figures::counts,
    figures::percentages,
    figures::durations,
    figures::dates,
    roles::signing,
    roles::exclusive,
    claims::yes_and_no,
    claims::set_aside,
    claims::degree,
    claims::tool,
    claims::users,
    claims::interest,
    claims::working,
];

/// The contradiction in an answer, if there is one.
pub(super) fn find(
    examined: &Examined<'_>,
    stance: Stance,
    by: PersonId,
    topics: &Topics,
    wording: &Patterns,
    earlier: &[Answer],
) -> Option<Flag> {
    if matches!(stance, Stance::DoesNotKnow | Stance::Declines) || examined.topic.id.family() == "followup" {
        return None;
    }
    let related = |answer: &&Answer| answer.by == by && is_related(examined, answer, topics);
    let latest: Vec<&Answer> = earlier.iter().rev().filter(related).take(LATEST).collect();
    if latest.is_empty() {
        return None;
    }
    let now = Side::now(examined, stance, wording);
    if now.corrects(examined.question.closed) {
        return None;
    }
    let sides: Vec<(&Answer, Side<'_>)> =
        latest.into_iter().filter_map(|answer| Some((answer, Side::earlier(answer, topics, wording)?))).collect();
    COMPARISONS.iter().find_map(|compare| {
        let decided = sides.iter().find_map(|(answer, before)| match compare(before, &now, topics) {
            Verdict::Unrelated => None,
            verdict => Some((*answer, verdict)),
        });
        let (answer, Verdict::Conflict(before, after)) = decided? else { return None };
        let changed = answer.at.date() != examined.at.date() && now.tells_of_change();
        (!changed).then(|| contradiction(examined, answer, before, after))
    })
}

/// Whether an earlier answer is about the same thing: the same topic, a topic that the vocabulary pairs with it, or one
/// that a fact of either fills.
fn is_related(examined: &Examined<'_>, answer: &Answer, topics: &Topics) -> bool {
    let Some(topic) = &answer.reading.topic else { return false };
    let here = &examined.topic.id;
    topic == here
        || pairs(topics, here.as_str(), topic.as_str())
        || (here.family() == "authority" && topic.family() == "authority")
        || (here.family() == "pain" && topic.family() == "pain")
        || answer.reading.facts.iter().any(|fact| examined.facts.iter().any(|mine| mine.topic == fact.topic))
}

/// Whether the vocabulary names two topics as a pair that can conflict.
fn pairs(topics: &Topics, a: &str, b: &str) -> bool {
    let names =
        |one: &str, other: &str| topics.get(one).is_some_and(|topic| topic.conflicts.iter().any(|id| *id == *other));
    names(a, b) || names(b, a)
}

fn contradiction(examined: &Examined<'_>, answer: &Answer, before: Span, after: Span) -> Flag {
    let earlier = before.of(&answer.text).trim();
    let later = examined.quote(after);
    Flag {
        kind: FlagKind::Contradiction,
        spans: vec![after],
        why: format!("cannot both be true: “{earlier}” before, “{later}” now"),
        advice: ADVICE.to_owned(),
        against: Some(answer.remark),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;

    use crate::bank::TopicId;
    use crate::bank::source::Library;
    use crate::call::RemarkId;
    use crate::signals::{Reader, Reading, Rulings, Said};

    use super::*;

    /// Reads answers of one contact in order; returns the last reading.
    fn last(answers: &[(&str, &str)]) -> Reading {
        let topics: Arc<Topics> = Library::embedded().topics("en").expect("the shipped topics are clean");
        let reader = Reader::new("en", topics);
        let at = date(2026, 3, 2).at(10, 0, 0, 0);
        let mut earlier: Vec<Answer> = Vec::new();
        for (n, (topic, text)) in (1..).zip(answers) {
            let topic = TopicId::new(topic);
            let said = Said { text, filed: Some(&topic), asked: None, at, by: PersonId(0), people: &[] };
            let reading = reader.read_after(&said, &Rulings::new(), &earlier);
            let text = (*text).to_owned();
            earlier.push(Answer { remark: RemarkId(n), by: PersonId(0), at, text, question: None, reading });
        }
        earlier.pop().map(|answer| answer.reading).unwrap_or_default()
    }

    fn conflicts(answers: &[(&str, &str)]) -> bool {
        last(answers).has(FlagKind::Contradiction)
    }

    #[test]
    fn both_quotes_and_the_earlier_answer_are_named() {
        let reading = last(&[("note", "hello"), ("budget.amount", "we have 50k"), ("budget.amount", "it's 120k")]);
        let flag = reading.flag(FlagKind::Contradiction).expect("a contradiction");
        assert_eq!(flag.against, Some(RemarkId(2)));
        assert_eq!(flag.why, "cannot both be true: “50k” before, “120k” now");
        assert_eq!(flag.spans.len(), 1);
    }

    #[test]
    fn the_same_figure_by_another_period_agrees() {
        assert!(!conflicts(&[("budget.amount", "10k a month"), ("budget.amount", "120k a year")]));
        assert!(conflicts(&[("budget.amount", "10k a month"), ("budget.amount", "300k a year")]));
    }

    #[test]
    fn a_narrowing_agrees_and_settles_what_counts() {
        assert!(!conflicts(&[("budget.amount", "40 to 60k"), ("budget.amount", "50k")]));
        assert!(conflicts(&[("budget.amount", "40 to 60k"), ("budget.amount", "50k"), ("budget.amount", "90k")]));
    }

    #[test]
    fn an_open_correction_and_another_scope_are_none() {
        assert!(!conflicts(&[("budget.amount", "50k"), ("budget.amount", "sorry, I was wrong, 80k")]));
        assert!(!conflicts(&[("budget.amount", "IT has 20k"), ("budget.amount", "the group has 200k")]));
    }

    #[test]
    fn power_is_withdrawn_but_a_limit_withdraws_nothing() {
        let signs = ("authority.signs", "I sign up to 40k");
        assert!(conflicts(&[signs, ("authority.signs", "I can't sign anything, my boss has to")]));
        assert!(!conflicts(&[signs, ("authority.signs", "above 40k I can't sign, that's our CFO")]));
    }

    #[test]
    fn a_denial_of_the_same_thing_conflicts_and_of_another_does_not() {
        let fine = ("pain.problem", "the invoices work fine");
        assert!(conflicts(&[fine, ("pain.problem", "invoices go out a week late and are always wrong")]));
        assert!(!conflicts(&[fine, ("pain.problem", "the returns are a mess")]));
    }

    #[test]
    fn not_knowing_and_not_telling_contradict_nothing() {
        assert!(!conflicts(&[("budget.amount", "40k"), ("budget.amount", "I couldn't tell you")]));
        assert!(!conflicts(&[("budget.amount", "40k"), ("budget.amount", "I'd rather not say")]));
    }

    #[test]
    fn an_appointment_may_move() {
        assert!(!conflicts(&[("followup.date", "Tuesday"), ("followup.date", "Thursday works better")]));
    }

    #[test]
    fn power_claimed_and_denied_in_other_words_conflicts() {
        for (before, now) in [
            ("I sign it alone, up to three million.", "Without the old man's signature nothing gets bought here."),
            ("My signature doesn't count, it's our director who signs.", "I can sign for it myself, up to 100k."),
            ("I have the last word on this.", "The board has to approve anything we buy."),
        ] {
            assert!(conflicts(&[("authority.signs", before), ("authority.signs", now)]), "{before} / {now}");
        }
        for (before, now) in
            [("I sign up to 10k", "Above 10k the CFO signs."), ("My boss signs.", "I decide which tool we shortlist.")]
        {
            assert!(!conflicts(&[("authority.signs", before), ("authority.signs", now)]), "{before} / {now}");
        }
    }

    #[test]
    fn nobody_and_many_users_conflict_and_so_do_warm_and_cold() {
        assert!(conflicts(&[("users.team", "Nobody would use it."), ("users.team", "All 40 nurses use it daily.")]));
        assert!(!conflicts(&[("users.team", "12 planners"), ("users.team", "plus 5 drivers")]));
        assert!(conflicts(&[
            ("interest.level", "Very keen, we want this."),
            ("interest.level", "We're not interested.")
        ]));
        assert!(!conflicts(&[("interest.level", "Quite curious."), ("interest.level", "Very keen.")]));
    }

    #[test]
    fn one_criterion_cannot_be_a_must_and_no_matter() {
        let must = ("criteria.list", "single sign-on is a must have");
        assert!(conflicts(&[must, ("criteria.list", "single sign-on isn't needed")]));
        assert!(!conflicts(&[must, ("criteria.list", "a mobile app would be nice to have")]));
    }

    #[test]
    fn what_others_use_and_another_size_of_case_explain_a_difference() {
        let topic = "product.familiarity";
        assert!(!conflicts(&[(topic, "never used one"), (topic, "a friend uses Shiftly")]));
        let topic = "process.length";
        assert!(!conflicts(&[(topic, "2 weeks for small ones"), (topic, "6 months for big ones")]));
    }
}

//! `specific`: particulars of the kind that was asked for.
//!
//! **Notices** one amount where money was asked, a day where a date was asked, a person where somebody was asked for;
//! on an open question two particulars of any kind.
//! **Matters** because somebody who has thought about the problem has figures, and the figures are used later.
//! **Example** "~40k a month since March" to what the problem costs.
//! **Near miss** "maybe 50k or 500k, who knows" has figures, but says nothing; "I sign" claims power without a limit.

use crate::bank::{FlagKind, ValueKind};
use crate::signals::Flag;
use crate::signals::value::{Span, Value};

use super::particulars::{Particular, Sort};
use super::{Examined, flag, links, unknowing};

const ADVICE: &str = "Trust it, and use the figures when you frame the offer.";

pub(super) fn rule(examined: &Examined<'_>) -> Option<Flag> {
    let asked: Vec<Span> = examined.asked_for().map(|particular| particular.span).collect();
    if !asked.is_empty() {
        let why = format!("names {} that was asked for: {}", examined.question.asked_word(), examined.quotes(&asked));
        return Some(flag(FlagKind::Specific, asked, why, ADVICE));
    }
    if !examined.question.is_open() {
        return None;
    }
    // "No problem with customs since two years" denies, whatever it is tied to.
    if examined.denies().is_some() && examined.solid().nth(1).is_none() {
        return None;
    }
    let spans = on_open_question(examined);
    if spans.len() >= 2 {
        let why = format!("gives particulars that can be checked: {}", examined.quotes(&spans));
        return Some(flag(FlagKind::Specific, spans, why, ADVICE));
    }
    None
}

/// What an open question got: the particulars, and where there is but one, what it is tied to. Fewer than two of these
/// are not enough.
fn on_open_question(examined: &Examined<'_>) -> Vec<Span> {
    let all: Vec<&Particular> = examined.solid().collect();
    let spans: Vec<Span> = all.iter().map(|particular| particular.span).collect();
    let Some(only) = only_one(examined, &all) else { return spans };
    // "What Arild fears I couldn't say" names only whom it is about.
    if only.sort == Sort::Name && unknowing::is_said(examined) {
        return spans;
    }
    // One particular is enough where it is tied to something: its cause, what follows, what it drives.
    let tie = answered_with(examined, only).or_else(|| match only.sort {
        Sort::Cause => links::explained(examined, only.span),
        _ => links::tied_to(examined, only.span),
    });
    std::iter::once(only.span).chain(tie).collect()
}

/// The particular, where there is but one; a length of time inside a stated cause is no second one, nor is
/// the condition of a yes.
fn only_one<'p>(examined: &Examined<'_>, all: &[&'p Particular]) -> Option<&'p Particular> {
    match all {
        [only] => Some(only),
        [inner, cause] | [cause, inner] if cause.sort == Sort::Cause && cause.span.contains(&inner.span) => {
            let untyped = matches!(inner.sort, Sort::Time | Sort::Share | Sort::Day);
            (untyped || examined.question.closed).then_some(cause)
        }
        _ => None,
    }
}

/// The words that one particular completes to a full answer: the event that a date belongs to where it was asked what
/// drives it, what follows where a consequence was asked for, the degree beside its reason, the yes beside who gave it.
fn answered_with(examined: &Examined<'_>, only: &Particular) -> Option<Span> {
    let topic = &examined.topic.id;
    let approves = matches!(only.sort, Sort::Value(ValueKind::Date | ValueKind::Person)) && examined.denies().is_none();
    let completes = match (topic.family(), topic.as_str()) {
        (_, "timeline.driver" | "champion.motive" | "pain.why_now") | ("consequence" | "implication", _) => true,
        (_, "budget.approved") => approves && examined.cue("denial.pending").is_none(),
        (_, "need.degree" | "priority.rank") => {
            return examined.facts.iter().find(|fact| matches!(fact.value, Value::Choice { .. })).map(|fact| fact.span);
        }
        _ => false,
    };
    if !completes {
        return None;
    }
    let tokens = examined.text.tokens();
    let loose = examined.loose_anywhere();
    let mut beside = examined.content_tokens(0..tokens.len()).map(|at| tokens[at].span);
    beside.find(|span| !span.overlaps(&only.span) && !loose.iter().any(|loose| loose.overlaps(span)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::signals::rules::samples::{count, flags, kinds, money, person, thing, until};
    use FlagKind::{Specific, Vague};

    #[test]
    fn an_amount_answers_a_question_about_money() {
        let found = flags("budget.amount", "85k", &[("85k", money(85_000.0))]);
        assert_eq!(found[0].kind, Specific);
        assert_eq!(found[0].why, "names an amount that was asked for: 85k");
    }

    #[test]
    fn a_date_does_not_answer_a_question_about_money() {
        let may = [("by May", until(date(2026, 5, 31)))];
        assert!(kinds("budget.amount", "it comes by May", &may).is_empty());
    }

    #[test]
    fn one_particular_on_an_open_question_is_not_enough() {
        assert!(kinds("pain.tried", "Acme Mailer", &[("Acme Mailer", thing("Acme Mailer"))]).is_empty());
    }

    #[test]
    fn two_particulars_on_an_open_question_are() {
        let facts = [("Acme Mailer", thing("Acme Mailer")), ("2 sites", count(2.0, Some("sites")))];
        assert!(kinds("product.familiarity", "had Acme Mailer in 2 sites", &facts).contains(&Specific));
    }

    #[test]
    fn one_particular_with_its_cause_is_enough() {
        let facts = [("30 orders", count(30.0, Some("orders")))];
        let found = kinds("pain.problem", "30 orders went out late because the import failed", &facts);
        assert!(found.contains(&Specific));
    }

    #[test]
    fn a_figure_drowned_in_a_hedge_is_vague() {
        let facts = [("50k", money(50_000.0)), ("500k", money(500_000.0))];
        assert_eq!(kinds("budget.amount", "maybe 50k or 500k, who knows", &facts), [Vague]);
    }

    #[test]
    fn a_named_signatory_is_specific_and_bare_power_is_vague() {
        assert_eq!(kinds("authority.signs", "Kim signs", &[("Kim", person("Kim"))]), [Specific]);
        assert_eq!(kinds("authority.signs", "I pick the tools, nobody asks about it", &[]), [Vague]);
    }
}

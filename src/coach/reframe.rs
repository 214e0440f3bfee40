//! Phrasings with captured facts: instead of "what is your budget?", a sentence from what was already said (domain.md,
//! section 5). The sentences are the bank's.

use crate::bank::Question;
use crate::bank::reframe::{Piece, pieces};
use crate::qualify::Case;

use super::Names;
use super::known::Known;
use super::speech::fitted;

/// The ways to put a question, the best first: its reframes whose facts are all known, then its other phrasings.
pub fn phrasings(case: &Case<'_>, names: Names<'_>, question: &Question) -> Vec<String> {
    let known = Known::new(case, names);
    let reframes = question.reframes.iter().filter_map(|reframe| filled(&known, reframe));
    reframes.chain(question.ask.iter().cloned()).collect()
}

/// The first of [`phrasings`].
pub(super) fn best_phrasing(case: &Case<'_>, names: Names<'_>, question: &Question) -> Option<String> {
    let known = Known::new(case, names);
    question.reframes.iter().find_map(|reframe| filled(&known, reframe)).or_else(|| question.ask.first().cloned())
}

/// A reframe with its facts in the words of speech; a blank stays blank, so there is none while a fact is missing.
fn filled(known: &Known<'_>, reframe: &str) -> Option<String> {
    let pieces = pieces(reframe);
    let mut said = String::with_capacity(reframe.len() * 2);
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Words(words) => said.push_str(words),
            Piece::Slot(name) => {
                let after = match pieces.get(at + 1) {
                    Some(Piece::Words(words)) => words,
                    _ => "",
                };
                let (kept, value) = fitted(&said, &known.slot(name)?, after)?;
                said.truncate(kept);
                said.push_str(&value);
            }
        }
    }
    Some(said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{FlagKind, Grade};
    use crate::qualify::sample::{Call, question, with_shipped_topics};

    const NAMES: Names<'_> = Names { company: "Northwind Foods", contact: "Dana Ruiz", price: "15 thousand a year" };

    fn told() -> Call {
        with_shipped_topics(Call::new(Grade::Claimed))
            .hears("goal.target", "we want 95% on time by September. Kim wants it.", Grade::Evidenced)
            .hears("spend.current", "we pay about 18k a month for temps", Grade::Evidenced)
            .money("spend.current", "18k a month", 18_000.0)
    }

    fn said(call: &Call, reframe: &str) -> Option<String> {
        let mut question = question("budget.amount");
        question.reframes = vec![reframe.into()];
        let mut phrasings = phrasings(&call.case(), NAMES, &question);
        (phrasings.len() > 1).then(|| phrasings.remove(0))
    }

    #[test]
    fn a_reframe_comes_first_once_all_its_facts_are_known() {
        let reframe = "You want {goal} and pay {spend}. Ours takes {price}: how does that look, {contact}?";
        assert_eq!(
            said(&told(), reframe).unwrap(),
            "You want “95% on time by September” and pay 18 thousand. Ours takes 15 thousand a year: how does that look, \
             Dana Ruiz?"
        );
        let mut without_goal = told();
        without_goal.answers.remove(0);
        assert_eq!(said(&without_goal, reframe), None, "a blank stays blank");
        let unpriced = Names { price: "", ..NAMES };
        let mut question = question("budget.amount");
        question.reframes = vec![reframe.into()];
        assert_eq!(phrasings(&told().case(), unpriced, &question), question.ask);
    }

    #[test]
    fn a_slot_that_nothing_can_fill_is_never_filled() {
        for reframe in ["At {no.such.topic}?", "At {}?", "At {budget.approved}?", "At {timeline.start}?"] {
            assert_eq!(said(&told(), reframe), None, "{reframe}");
        }
        assert_eq!(said(&told(), "All { open?").as_deref(), Some("All { open?"));
    }

    #[test]
    fn the_cost_of_the_problem_stands_in_for_the_spend() {
        let call = with_shipped_topics(Call::new(Grade::Claimed)).hears("pain.cost", "9k a week", Grade::Evidenced);
        let call = call.money("pain.cost", "9k a week", 9_000.0);
        assert_eq!(said(&call, "That is {spend}.").as_deref(), Some("That is 9,000."));
        assert_eq!(said(&call, "That is {spend.current}."), None);
    }

    #[test]
    fn what_is_doubtful_is_not_said_back() {
        let spend = "You pay {spend}.";
        let disputed = told().hears("spend.current", "we pay nothing", Grade::Refuted).contradicts(2);
        assert_eq!(said(&disputed, spend), None);
        let denied = told().hears("spend.current", "nothing at all", Grade::Refuted);
        assert_eq!(said(&denied, spend), None);
        let unrealistic =
            told().hears("spend.current", "900m a day", Grade::Claimed).money("spend.current", "900m", 9e8);
        assert_eq!(said(&unrealistic.clone(), spend).as_deref(), Some("You pay 900 million."));
        assert_eq!(said(&unrealistic.flag(FlagKind::Unrealistic, None), spend), None);
        let vague = told().hears("spend.current", "50k or 500k, who knows", Grade::Claimed);
        let vague = vague.money("spend.current", "50k", 50_000.0).money("spend.current", "500k", 500_000.0);
        assert_eq!(said(&vague.flag(FlagKind::Vague, None), spend), None);
        let goal = told().hears("goal.statement", "to be loved", Grade::Claimed).flag(FlagKind::Vague, None);
        assert!(said(&goal, "You want {goal}.").unwrap().contains("95%"));
    }

    #[test]
    fn the_latest_word_counts() {
        let call = told().hears("spend.current", "it is 21k now", Grade::Evidenced);
        let call = call.money("spend.current", "21k", 21_000.0);
        assert_eq!(said(&call, "You pay {spend}.").as_deref(), Some("You pay 21 thousand."));
    }

    #[test]
    fn two_things_are_said_only_where_both_are_meant() {
        let thing = |name: &str| crate::signals::Value::Thing { name: name.into() };
        let told = |text: &str, one: &str, other: &str| {
            with_shipped_topics(Call::new(Grade::Claimed))
                .hears("solution.current", text, Grade::Evidenced)
                .fact("solution.current", one, thing(one))
                .fact("solution.current", other, thing(other))
        };
        let on = "You are on {solution.current} today.";
        assert_eq!(
            said(&told("Excel and SAP", "Excel", "SAP"), on).as_deref(),
            Some("You are on Excel and SAP today.")
        );
        assert_eq!(said(&told("we moved from Acme to Bolt", "Acme", "Bolt"), on), None);
    }

    #[test]
    fn of_a_change_the_topic_says_which_end_is_meant() {
        let percent = |n| crate::signals::Value::Percent { n: Some(n), max: None, approx: false };
        let told = |topic: &str| {
            with_shipped_topics(Call::new(Grade::Claimed))
                .hears(topic, "86% -> 95%", Grade::Evidenced)
                .fact(topic, "86%", percent(86.0))
                .fact(topic, "95%", percent(95.0))
        };
        assert_eq!(said(&told("goal.target"), "So {goal.target}?").as_deref(), Some("So 95 percent?"));
        assert_eq!(said(&told("metric.baseline"), "So {metric.baseline}?").as_deref(), Some("So 86 percent?"));
    }

    #[test]
    fn a_bound_that_is_not_to_be_reached_is_said_so() {
        let told = |text: &str| {
            let share = crate::signals::Value::Percent { n: None, max: Some(1.0), approx: false };
            with_shipped_topics(Call::new(Grade::Claimed)).hears("goal.target", text, Grade::Evidenced).fact(
                "goal.target",
                "1%",
                share,
            )
        };
        let target = |text| said(&told(text), "You want {goal.target}, so {goal.target}?").unwrap();
        assert_eq!(target("returns below 1%"), "You want under 1 percent, so under 1 percent?");
        assert_eq!(target("less than 1%"), "You want under 1 percent, so under 1 percent?");
        assert_eq!(target("1% at most"), "You want up to 1 percent, so up to 1 percent?");
        assert_eq!(said(&told("< 1%"), "From 4 to {goal.target}?").as_deref(), Some("From 4 to under 1 percent?"));
    }

    #[test]
    fn a_quotation_begins_a_sentence_with_a_capital() {
        let call =
            with_shipped_topics(Call::new(Grade::Claimed)).hears("goal.statement", "élan by May", Grade::Evidenced);
        assert_eq!(said(&call, "{goal}: how?").as_deref(), Some("“Élan by May”: how?"));
    }

    #[test]
    fn the_one_who_speaks_is_not_spoken_of() {
        let named = |name: &str| {
            with_shipped_topics(Call::new(Grade::Claimed)).hears("authority.signs", name, Grade::Evidenced).person(
                "authority.signs",
                name,
                Some(name),
            )
        };
        assert_eq!(
            said(&named("Kim Sato"), "What does {authority.signs} want?").as_deref(),
            Some("What does Kim Sato want?")
        );
        assert_eq!(said(&named("Dana"), "What does {authority.signs} want?"), None);
    }
}

//! Phrasings with captured facts: instead of "what is your budget?", a sentence from what was already said (domain.md,
//! section 5). The sentences are the bank's.

use crate::bank::Question;
use crate::bank::reframe::{Piece, pieces};
use crate::qualify::{Case, Ledger};

use super::known::Known;
use super::speech::{Amount, Spoken, fitted};
use super::{Names, Scene};

/// The ways to put a question, the best first: its reframes whose facts are all known, then its other phrasings.
pub fn phrasings(case: &Case<'_>, names: Names<'_>, question: &Question) -> Vec<String> {
    let ledger = Ledger::new(case.answers);
    all(&Known::new(case, &ledger, names), question).collect()
}

impl Scene<'_> {
    /// The [`phrasings`] of a question.
    pub fn phrasings(&self, question: &Question) -> Vec<String> {
        all(&self.known(), question).collect()
    }
}

/// The first of [`phrasings`].
pub(super) fn best_phrasing(known: &Known<'_>, question: &Question) -> Option<String> {
    all(known, question).next()
}

fn all<'a>(known: &'a Known<'_>, question: &'a Question) -> impl Iterator<Item = String> + use<'a> {
    let reframes = question.reframes.iter().filter_map(|reframe| filled(known, reframe));
    reframes.chain(question.ask.iter().cloned())
}

/// A reframe with its facts in the words of speech; a blank stays blank, so there is none while a fact is missing.
fn filled(known: &Known<'_>, reframe: &str) -> Option<String> {
    let pieces = pieces(reframe);
    let mut values = values(known, &pieces)?.into_iter();
    let mut said = String::with_capacity(reframe.len() * 2);
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Words(words) => said.push_str(words),
            Piece::Slot(_) => {
                let after = match pieces.get(at + 1) {
                    Some(Piece::Words(words)) => words,
                    _ => "",
                };
                let (kept, value) = fitted(&said, &values.next()?, after)?;
                said.truncate(kept);
                said.push_str(&value);
            }
        }
    }
    Some(said)
}

/// What fills the slots of a reframe, in order: in one currency, and the price for the period of the amount beside it.
fn values(known: &Known<'_>, pieces: &[Piece<'_>]) -> Option<Vec<Spoken>> {
    let names = || pieces.iter().filter_map(|piece| if let Piece::Slot(name) = piece { Some(*name) } else { None });
    let mut values = names().map(|name| known.slot(name)).collect::<Option<Vec<Spoken>>>()?;
    let amounts: Vec<Amount> = values.iter().filter_map(|value| value.amount().cloned()).collect();
    if !amounts.iter().all(|one| amounts.iter().all(|other| one.shares_currency(other))) {
        return None;
    }
    // A sum of money in a goal is nothing that a price is held against.
    let beside =
        names().zip(&values).find(|(name, value)| !["price", "goal"].contains(name) && value.amount().is_some());
    let Some(beside) = beside.and_then(|(_, value)| value.amount().cloned()) else { return Some(values) };
    for (_, price) in names().zip(&mut values).filter(|(name, _)| *name == "price") {
        *price = price.amount()?.beside(&beside)?;
    }
    Some(values)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::*;
    use crate::bank::{FlagKind, Grade, Per};
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
        let reframe = "You want {goal} and pay {spend}. How does that look, {contact}?";
        assert_eq!(
            said(&told(), reframe).unwrap(),
            "You want 95% on time by September and pay 18 thousand. How does that look, Dana Ruiz?"
        );
        let mut without_goal = told();
        without_goal.answers.remove(0);
        assert_eq!(said(&without_goal, reframe), None, "a blank stays blank");
        let unpriced = Names { price: "", ..NAMES };
        let mut question = question("budget.amount");
        question.reframes = vec!["At {price}, who signs?".into()];
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
    fn a_loss_is_no_spending() {
        let call = with_shipped_topics(Call::new(Grade::Claimed)).hears("pain.cost", "9k a week", Grade::Evidenced);
        let call = call.money("pain.cost", "9k a week", 9_000.0);
        assert_eq!(said(&call, "You lose {pain.cost}.").as_deref(), Some("You lose 9,000."));
        assert_eq!(said(&call, "You spend {spend}."), None);
        assert_eq!(said(&call, "You spend {spend.current}."), None);
    }

    #[test]
    fn a_price_stands_only_beside_what_it_can_be_held_against() {
        let spends = |currency: Option<&str>, per| {
            let currency = currency.map(str::to_owned);
            let value = crate::signals::Value::Money { amount: Some(3_000.0), max: None, currency, per, approx: false };
            let call = with_shipped_topics(Call::new(Grade::Claimed));
            let call =
                call.hears("spend.current", "we pay 3000", Grade::Evidenced).fact("spend.current", "3000", value);
            let names = Names { price: "12 to 20 thousand dollars a year", ..NAMES };
            let mut question = question("budget.amount");
            question.reframes = vec!["You spend {spend}, and ours costs {price}.".into()];
            let mut phrasings = phrasings(&call.case(), names, &question);
            (phrasings.len() > 1).then(|| phrasings.remove(0))
        };
        let (month, year) = (Some(Per::Month), Some(Per::Year));
        assert_eq!(
            spends(Some("USD"), month).as_deref(),
            Some("You spend 3,000 dollars a month, and ours costs about 1,000 to 1,700 dollars a month.")
        );
        assert_eq!(
            spends(None, year).as_deref(),
            Some("You spend 3,000 a year, and ours costs 12 to 20 thousand dollars a year.")
        );
        assert_eq!(spends(Some("GBP"), year), None, "two currencies");
        assert_eq!(spends(Some("USD"), None), None, "nobody said for how long");
    }

    #[test]
    fn a_day_that_nobody_said_is_not_named() {
        let told = |text: &str, words: &str, from: Option<Date>, to: Option<Date>| {
            let value = crate::signals::Value::Date { from, to, guessed: false };
            let call = with_shipped_topics(Call::new(Grade::Claimed));
            let call = call.hears("timeline.start", text, Grade::Evidenced).fact("timeline.start", words, value);
            said(&call, "You want it {timeline.start}. Why?")
        };
        let (march, easter) = (Some(date(2026, 3, 31)), Some(date(2026, 4, 4)));
        for (text, words, from, to, expected) in [
            ("end of Q1", "end of Q1", march, march, Some("You want it at the end of March. Why?")),
            ("on 31 March", "31 March", march, march, Some("You want it on 31 March. Why?")),
            ("Before Easter would be nice", "Before Easter", None, easter, Some("You want it before Easter. Why?")),
            ("live before Easter", "Easter", None, easter, Some("You want it before Easter. Why?")),
            ("Easter", "Easter", None, easter, None),
            ("before our fair", "before our fair", None, easter, None),
        ] {
            assert_eq!(told(text, words, from, to).as_deref(), expected, "{text}");
        }
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
    fn a_goal_fits_where_it_stands_or_is_not_offered() {
        let told =
            |text| with_shipped_topics(Call::new(Grade::Claimed)).hears("goal.statement", text, Grade::Evidenced);
        let thing = told("élans of joy by May, we all want fewer returns");
        assert_eq!(said(&thing, "{goal}: how?").as_deref(), Some("Fewer returns: how?"));
        let deed = told("we want to halve our returns");
        assert_eq!(said(&deed, "You want {goal}. How?").as_deref(), Some("You want to halve your returns. How?"));
        assert_eq!(said(&deed, "{goal} is where you want to be. How?"), None);
        assert_eq!(said(&deed, "For {goal} you spend too much. How?"), None);
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

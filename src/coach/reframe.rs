//! The budget reframe: instead of "what is your budget?", a sentence from what was already said (domain.md, section 5).

use crate::bank::{FlagKind, Grade};
use crate::signals::{Answer, Standing, Value};

use super::phrases::phrases;

/// The longest goal that a sentence can carry, in words.
const GOAL_WORDS: usize = 14;

/// The reframe sentence, once a goal and the spend on it are known; the price may still be missing.
///
/// A blank stays blank: without a goal that stands, or without an amount that was said, there is no sentence.
pub fn reframe(answers: &[Answer], price: Option<&str>) -> Option<String> {
    let goal = goal(answers)?;
    let spend = spend(answers)?;
    let templates = &phrases().reframe;
    let template = if price.is_some() { &templates.with_price } else { &templates.without_price };
    Some(template.replace("{goal}", &goal).replace("{spend}", &spend).replace("{price}", price.unwrap_or_default()))
}

/// The goal in their words: the last that was told with particulars.
fn goal(answers: &[Answer]) -> Option<String> {
    let told = |answer: &&Answer| {
        let reading = &answer.reading;
        reading.topic.as_ref().is_some_and(|topic| topic.family() == "goal")
            && reading.grade == Grade::Evidenced
            && !reading.has(FlagKind::Unrealistic)
    };
    answers.iter().rev().find(told).map(|answer| first_clause(&answer.text))
}

/// The words of the money spent now; what the problem costs stands in where no spend was told.
fn spend(answers: &[Answer]) -> Option<String> {
    ["spend.current", "pain.cost"].into_iter().find_map(|topic| {
        answers.iter().rev().filter(|answer| answer.reading.grade != Grade::Disputed).find_map(|answer| {
            let money = answer.reading.facts.iter().find(|fact| {
                fact.topic == *topic && fact.standing == Standing::Asserted && matches!(fact.value, Value::Money { .. })
            })?;
            Some(money.span.of(&answer.text).to_owned())
        })
    })
}

/// The first clause of a text, in quotation marks, cut after a few words where it runs on.
fn first_clause(text: &str) -> String {
    let clause = text.split([';', '\n']).next().unwrap_or_default();
    let clause = clause.split(". ").next().unwrap_or_default().trim().trim_end_matches(['.', ',', '!']);
    let words: Vec<&str> = clause.split_whitespace().collect();
    if words.len() <= GOAL_WORDS {
        format!("“{}”", words.join(" "))
    } else {
        format!("“{}…”", words[..GOAL_WORDS].join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::qualify::sample::Call;

    fn told() -> Call {
        Call::new(Grade::Claimed)
            .hears("goal.target", "95% on time by September. Kim wants it.", Grade::Evidenced)
            .hears("spend.current", "we pay about 18k a month for temps", Grade::Evidenced)
            .money("spend.current", "18k a month", 18_000.0)
    }

    #[test]
    fn goal_spend_and_price_make_the_sentence() {
        let said = reframe(&told().answers, Some("15k a month")).unwrap();
        assert!(said.contains("“95% on time by September”"), "{said}");
        assert!(said.contains("18k a month") && said.contains("15k a month"), "{said}");
    }

    #[test]
    fn without_a_price_it_asks_for_the_worth() {
        let said = reframe(&told().answers, None).unwrap();
        assert!(said.contains("worth") && !said.contains('{'), "{said}");
    }

    #[test]
    fn a_blank_stays_blank() {
        assert_eq!(reframe(&[], Some("15k")), None);
        let only_goal = Call::new(Grade::Claimed).hears("goal.target", "95% by May", Grade::Evidenced);
        assert_eq!(reframe(&only_goal.answers, Some("15k")), None);
        let vague_goal = Call::new(Grade::Claimed)
            .hears("goal.statement", "to be loved", Grade::Claimed)
            .hears("spend.current", "18k a month", Grade::Evidenced)
            .money("spend.current", "18k a month", 18_000.0);
        assert_eq!(reframe(&vague_goal.answers, None), None);
    }
}

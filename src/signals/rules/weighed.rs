//! Not knowing in words that no list holds: what the words of an answer weigh together.
//!
//! "They have not sat down with us on that, so I am empty there" says it by *us*, *not*, *so*, *empty* and *there*, none
//! of which says it alone. What each word weighs is learned from labelled answers (`tests/it/weighed/answers.jsonl`) by
//! logistic regression; `BANTAM_BLESS=1 cargo test --lib -- weighed` learns anew when answers are added. The sum is asked
//! last, where nothing else was heard in the answer, and the clause that weighs most is shown.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::bank::ValueKind;
use crate::signals::lexicon::unknowing_words;
use crate::signals::stance;
use crate::signals::text::TokenKind;
use crate::signals::value::{Span, Value};

use super::Examined;
use super::disowning::clauses;

/// What nobody has to know beforehand, or is the trouble itself where it is not known.
const OTHERWISE: &[&str] = &["followup", "interest", "product", "need", "success", "consequence", "pain"];

/// The clause that says most that it is not known, where all the words of an answer together say so.
pub(super) fn weighed(examined: &Examined<'_>) -> Option<Span> {
    let words = unknowing_words("en");
    if !may_be_asked(examined) || weight(examined) < words.least {
        return None;
    }
    let of = |at: usize| words.words.get(examined.text.norm(at)).copied().unwrap_or_default();
    let of_clause = |clause: &Range<usize>| clause.clone().map(of).sum::<f64>();
    let clause = clauses(examined).max_by(|a, b| of_clause(a).total_cmp(&of_clause(b)))?;
    Some(examined.text.span(clause.start, clause.end - 1))
}

/// Whether the answer may be one of not knowing at all: it is about something that somebody there knows, and says
/// nothing else.
fn may_be_asked(examined: &Examined<'_>) -> bool {
    let cost = examined.topic.kind == ValueKind::Money;
    let speaker = |value: &Value| matches!(value, Value::Person { name: None, role: None, .. });
    let asked = !examined.question.idle && (cost || !OTHERWISE.contains(&examined.topic.id.family()));
    asked
        && !examined.is_brief()
        && !examined.chooses()
        && examined.loose().is_empty()
        && examined.denies().is_none()
        && !stance::says_no(examined)
        && !examined.facts.iter().any(|fact| speaker(&fact.value))
}

/// What an answer weighs, in log-odds.
fn weight(examined: &Examined<'_>) -> f64 {
    let words = unknowing_words("en");
    words.start + features(examined).iter().filter_map(|feature| words.words.get(feature)).sum::<f64>()
}

/// What is weighed of an answer: its words, each once, what its topic is about, and whether it speaks of the contact,
/// denies something, or begins as a question does.
fn features(examined: &Examined<'_>) -> BTreeSet<String> {
    let tokens = examined.text.tokens().iter().filter(|token| token.kind == TokenKind::Word);
    let mut features: BTreeSet<String> = tokens.map(|token| token.norm.to_string()).collect();
    let has = |list| examined.cues(list).next().is_some();
    let (speaker, denial) = (has("disowning.speaker"), has("denial.negator"));
    let asks = examined.cues_begun("disowning.question", 0..1).next().is_some();
    let builds = [("+me", speaker), ("+no", denial), ("+me no", speaker && denial), ("+asks", asks)];
    features.extend(builds.iter().filter(|(_, holds)| *holds).map(|(build, _)| (*build).to_owned()));
    features.insert(format!("+{}", examined.topic.id.family()));
    features
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fmt::Write as _;

    use serde::Deserialize;

    use super::*;
    use crate::bank::FlagKind::Unknowing;
    use crate::bank::source::Library;
    use crate::signals::lexicon::{WeighedWords, answer_wording};
    use crate::signals::rules::samples::kinds;
    use crate::signals::text::Text;

    #[derive(Deserialize)]
    struct Labelled {
        topic: String,
        text: String,
        unknowing: bool,
    }

    /// The labelled answers: what is weighed of each, and whether it says that something is not known.
    fn labelled() -> Vec<(BTreeSet<String>, bool)> {
        let lines = include_str!("../../../tests/it/weighed/answers.jsonl").lines();
        let topics = Library::embedded().topics("en").unwrap();
        let at = jiff::civil::date(2026, 3, 2).at(10, 0, 0, 0);
        let examined = |line: &str| {
            let answer: Labelled = serde_json::from_str(line).unwrap();
            let text = Text::new(&answer.text);
            let topic = topics.get(&answer.topic).unwrap();
            (features(&Examined::new(&text, topic, &[], at, answer_wording("en"))), answer.unknowing)
        };
        lines.map(examined).collect()
    }

    /// Logistic regression by gradient steps that shrink for each word (Adagrad) towards small weights.
    fn learned(answers: &[&(BTreeSet<String>, bool)]) -> WeighedWords {
        const SEEN: usize = 3;
        const ROUNDS: usize = 12;
        const STEP: f64 = 0.2;
        const SHRINK: f64 = 0.005;
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for feature in answers.iter().flat_map(|(features, _)| features) {
            *seen.entry(feature).or_default() += 1;
        }
        let mut weights: BTreeMap<&str, (f64, f64)> =
            seen.into_iter().filter(|(_, times)| *times >= SEEN).map(|(feature, _)| (feature, (0.0, 1e-6))).collect();
        let mut start = 0.0;
        for _ in 0..ROUNDS {
            for (features, unknowing) in answers {
                let known: Vec<&str> = features.iter().map(String::as_str).collect();
                let sum = start + known.iter().filter_map(|feature| weights.get(feature)).map(|w| w.0).sum::<f64>();
                let off = f64::from(u8::from(*unknowing)) - 1.0 / (1.0 + (-sum).exp());
                start += 0.02 * off;
                for feature in known {
                    if let Some((weight, squares)) = weights.get_mut(feature) {
                        let gradient = off - SHRINK * *weight;
                        *squares += gradient * gradient;
                        *weight += STEP * gradient / squares.sqrt();
                    }
                }
            }
        }
        let tenths = |weight: f64| (weight * 10.0).round() / 10.0;
        let words = weights.into_iter().map(|(feature, (weight, _))| (feature.to_owned(), tenths(weight)));
        let words = words.filter(|(_, weight)| weight.abs() > 0.2).collect();
        WeighedWords { least: unknowing_words("en").least, start: tenths(start), words }
    }

    fn sum(words: &WeighedWords, features: &BTreeSet<String>) -> f64 {
        words.start + features.iter().filter_map(|feature| words.words.get(feature)).sum::<f64>()
    }

    /// Mixed in a fixed order, so that no writer's answers stand together.
    fn mixed(answers: &[(BTreeSet<String>, bool)]) -> Vec<&(BTreeSet<String>, bool)> {
        const APART: usize = 611;
        (0..answers.len()).map(|at| &answers[at * APART % answers.len()]).collect()
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "where it is blessed, it writes what it has learned")]
    fn the_weights_are_those_that_the_labelled_answers_give() {
        let answers = labelled();
        let found = learned(&mixed(&answers));
        if std::env::var_os("BANTAM_BLESS").is_some() {
            let mut yaml = format!(
                "# What words weigh for not knowing, in log-odds. Learned: see signals/rules/weighed.rs, which reads it.\n\
                 least: {}\nstart: {}\nwords: {{",
                found.least, found.start
            );
            for (at, (feature, weight)) in found.words.iter().enumerate() {
                let end = if at + 1 == found.words.len() {
                    ""
                } else if at % 12 == 11 {
                    ",\n  "
                } else {
                    ", "
                };
                write!(yaml, "\"{feature}\": {weight}{end}").unwrap();
            }
            yaml.push_str("}\n");
            let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/signals/lexicon/en/answers/unknowing_words.yaml");
            std::fs::write(file, yaml).unwrap();
            return;
        }
        let shipped = unknowing_words("en");
        for feature in found.words.keys().chain(shipped.words.keys()) {
            let of = |words: &WeighedWords| words.words.get(feature).copied().unwrap_or_default();
            let apart = (of(&found) - of(shipped)).abs();
            assert!(apart < 0.35, "{feature} weighs {} now: BANTAM_BLESS=1 learns anew", of(&found));
        }
    }

    #[test]
    fn answers_that_were_not_learned_from_are_told_apart() {
        let answers = labelled();
        let answers = mixed(&answers);
        let (mut right, mut wrong, mut of_all) = (0, 0, 0);
        for part in 0..5 {
            let held = |at: usize| at % 5 == part;
            let rest: Vec<_> = (0..answers.len()).filter(|&at| !held(at)).map(|at| answers[at]).collect();
            let words = learned(&rest);
            for (features, unknowing) in (0..answers.len()).filter(|&at| held(at)).map(|at| answers[at]) {
                let taken = sum(&words, features) >= words.least;
                of_all += usize::from(*unknowing);
                right += usize::from(taken && *unknowing);
                wrong += usize::from(taken && !*unknowing);
            }
        }
        println!("held back: {right} right, {wrong} wrong of {of_all}");
        assert!(wrong * 12 < right && right * 3 > of_all, "{right} right, {wrong} wrong of {of_all}");
    }

    #[test]
    fn what_no_list_holds_is_heard_by_its_words_together() {
        for (topic, say) in [
            ("metric.target", "they have not sat down with us about that, so I stand there empty"),
            ("budget.amount", "the accounts people never tell me what they put aside"),
        ] {
            assert_eq!(kinds(topic, say, &[]), [Unknowing], "{topic}: {say}");
        }
        for (topic, say) in [
            ("authority.signs", "I choose the tools, nobody ever asks questions about that"),
            ("pain.problem", "nobody knows where the pallets are until the evening"),
        ] {
            assert!(!kinds(topic, say, &[]).contains(&Unknowing), "{topic}: {say}");
        }
    }
}

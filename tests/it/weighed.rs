//! What words weigh for not knowing is what the labelled answers give, and tells answers apart that it was not learned from.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use bantam::bank::source::Library;
use bantam::signals::lexicon::{WeighedWords, unknowing_words};
use bantam::signals::unknowing_features;
use serde::Deserialize;

#[derive(Deserialize)]
struct Labelled {
    topic: String,
    text: String,
    unknowing: bool,
}

/// The labelled answers: what is weighed of each, and whether it says that something is not known.
fn labelled() -> Vec<(BTreeSet<String>, bool)> {
    let lines = include_str!("weighed/answers.jsonl").lines();
    let topics = Library::embedded().topics("en").unwrap();
    let examined = |line: &str| {
        let answer: Labelled = serde_json::from_str(line).unwrap();
        let topic = topics.get(&answer.topic).unwrap();
        (unknowing_features(&answer.text, topic), answer.unknowing)
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

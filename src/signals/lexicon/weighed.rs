//! Words with what they weigh for one reading of an answer, learned from labelled answers.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::bank::yaml::apart::{apart, parsed};

/// What words weigh, in log-odds: the sum over an answer says how likely the reading is.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct WeighedWords {
    /// The sum from which the reading is taken for right.
    pub least: f64,
    /// What an answer weighs before any of its words is looked at.
    pub start: f64,
    /// Each word (folded), topic (by its family) or build, and its weight.
    pub words: BTreeMap<String, f64>,
}

/// The words that weigh for not knowing, in a language (BCP 47); a language without a lexicon gets English.
pub fn unknowing_words(tag: &str) -> &'static WeighedWords {
    static ENGLISH: LazyLock<WeighedWords> =
        LazyLock::new(|| parsed(apart!("src/signals/lexicon/en/answers/unknowing_words.yaml")));
    let _ = tag;
    &ENGLISH
}

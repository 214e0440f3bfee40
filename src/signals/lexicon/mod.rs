//! Vocabulary as data: the phrases of one language, read once from the YAML files beside this one.
//!
//! A file is a map from list to phrases and becomes one [`Phrases`]. To add a phrase, edit a file; to add a
//! language, add a folder and a row in [`Lexicon::for_language`]. An error in a file fails a test; at run time the
//! file would read as empty.

mod answers;
mod patterns;
mod phrases;

use std::sync::OnceLock;

use serde::de::DeserializeOwned;

pub use answers::answer_wording;
pub use patterns::{Cue, Patterns};
pub use phrases::{Hit, Phrases};

/// The vocabulary of one language.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// How facts are put: denial, condition, bounds, approximation, correction.
    pub framing: Phrases,
}

impl Lexicon {
    /// The lexicon of a language (BCP 47); a language without one gets English.
    pub fn for_language(tag: &str) -> &'static Self {
        static ENGLISH: OnceLock<Lexicon> = OnceLock::new();
        let _ = tag;
        ENGLISH.get_or_init(Self::english)
    }

    fn english() -> Self {
        Self { framing: parsed(include_str!("en/framing.yaml")) }
    }
}

/// A file as its type; empty when it does not parse (a test makes sure that every shipped file does).
fn parsed<T: DeserializeOwned + Default>(yaml: &str) -> T {
    serde_yaml::from_str(yaml).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_file_parses() {
        let _: Phrases = serde_yaml::from_str(include_str!("en/framing.yaml")).unwrap();
    }

    #[test]
    fn an_unknown_language_reads_as_english() {
        assert!(std::ptr::eq(Lexicon::for_language("xx-YY"), Lexicon::for_language("en-GB")));
    }
}

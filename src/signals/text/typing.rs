//! How words are typed in a hurry: shortened, run together, without their apostrophe. Data, beside the other words of
//! the language, but by itself: the other lists are folded by what stands here.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::bank::yaml::apart::{apart, parsed};
use crate::signals::words::{WordMap, WordSet};

/// What stands for what, for one language (`typing.yaml`).
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Typing {
    words: WordMap<Typed>,
    abbreviations: WordSet,
    codes: WordSet,
}

/// What a word stands for as typed.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Typed {
    /// One word, shortened.
    Short(String),
    /// Two words; what is typed begins with the first as it stands here.
    Joined([String; 2]),
}

impl Typing {
    /// What a folded word stands for, if not for itself.
    pub(super) fn word(&self, norm: &str) -> Option<&Typed> {
        self.words.get(norm)
    }

    /// Whether a full stop behind the word ends no sentence.
    pub(super) fn is_abbreviation(&self, norm: &str) -> bool {
        self.abbreviations.contains(norm)
    }

    /// Whether the word is a currency code that is typed without a space before the figure (`CHF20k`).
    pub(super) fn is_code(&self, norm: &str) -> bool {
        self.codes.contains(norm)
    }
}

/// How English is typed, which other languages share until they have a list of their own.
pub(super) fn typing() -> &'static Typing {
    static ENGLISH: LazyLock<Typing> = LazyLock::new(|| parsed(apart!("src/signals/lexicon/en/typing.yaml")));
    &ENGLISH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_parses_and_says_how_a_word_begins() {
        let file = include_str!("../lexicon/en/typing.yaml");
        let typing: Typing = serde_yaml::from_str(file).unwrap();
        for (word, typed) in typing.words.iter() {
            if let Typed::Joined([first, _]) = typed {
                assert!(word.starts_with(first.as_str()) && word.len() > first.len(), "{word}");
            }
        }
        assert!(typing.is_code("chf") && typing.is_abbreviation("mr"));
        assert!(matches!(typing.word("im"), Some(Typed::Joined(_))));
    }
}

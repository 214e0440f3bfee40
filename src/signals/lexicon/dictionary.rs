//! Common words: what a word that stands in no list of the lexicon is compared with, because names are none.

use serde::Deserialize;

use crate::signals::words::Words;

/// The common words of a language (`common_words.yaml`).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CommonWords {
    /// The words, without their endings.
    words: Words,
    /// What a word may end with, and what stands for it where the word ends otherwise.
    endings: Vec<(String, String)>,
    /// What may stand before a word.
    beginnings: Vec<String>,
}

impl CommonWords {
    /// Whether a folded word is a common one, with whatever ending, or two of them written together ("stocktake").
    pub fn knows(&self, word: &str) -> bool {
        /// Two of the longest words of a dictionary, with an ending: what is longer was pasted, and is no word of any.
        const LONGEST: usize = 48;
        word.len() <= LONGEST && (self.knows_stem(word) || self.begun(word) || self.compound(word))
    }

    /// Whether a folded word stands in the list itself, without any ending.
    pub fn lists(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// "crates", "stopped": a common word with an ending.
    fn knows_stem(&self, word: &str) -> bool {
        /// A stem of fewer letters is in many names.
        const SHORTEST: usize = 3;
        if self.words.contains(word) {
            return true;
        }
        let mut looked_up = String::with_capacity(word.len() + 1);
        self.endings.iter().any(|(ending, stands_for)| {
            let Some(stem) = word.strip_suffix(ending.as_str()).filter(|stem| stem.len() >= SHORTEST) else {
                return false;
            };
            looked_up.clear();
            looked_up.push_str(stem);
            looked_up.push_str(stands_for);
            // "stopped" is "stop"
            let doubled = stands_for.is_empty() && stem.len() > SHORTEST && doubles(stem);
            self.words.contains(&looked_up) || doubled && self.words.contains(&stem[..stem.len() - 1])
        })
    }

    /// "rekeyed": a common word with something before it.
    fn begun(&self, word: &str) -> bool {
        const SHORTEST: usize = 4;
        let rest = |beginning: &String| word.strip_prefix(beginning.as_str()).filter(|rest| rest.len() >= SHORTEST);
        self.beginnings.iter().filter_map(rest).any(|rest| self.knows_stem(rest))
    }

    /// "stocktake", "weighbridge": two common words of some length written together.
    fn compound(&self, word: &str) -> bool {
        const SHORTEST: usize = 4;
        let places = SHORTEST..word.len().saturating_sub(SHORTEST - 1);
        let halves = |at: usize| Some((word.get(..at)?, word.get(at..)?));
        places.filter_map(halves).any(|(first, second)| self.words.contains(first) && self.knows_stem(second))
    }
}

/// Whether the last letter stands twice.
fn doubles(stem: &str) -> bool {
    let mut letters = stem.bytes().rev();
    matches!((letters.next(), letters.next()), (Some(last), Some(before)) if last == before && last.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use crate::signals::lexicon::Lexicon;

    #[test]
    fn words_are_known_with_their_endings_and_names_are_not() {
        let common = &Lexicon::for_language("en").common;
        for word in ["crate", "crates", "stopped", "tries", "making", "rekeyed", "weighbridge", "stay", "enough"] {
            assert!(common.knows(word), "{word}");
        }
        for word in ["skaidrite", "efua", "guntars", "zentra", "é", "", "ss"] {
            assert!(!common.knows(word), "{word}");
        }
    }

    #[test]
    fn every_word_of_the_list_is_known_with_its_longest_ending_and_what_is_longer_is_not_taken_apart() {
        let common = &Lexicon::for_language("en").common;
        assert!(common.knows("telecommunications") && common.knows("overstandardizations"));
        assert!(!common.knows(&"stocktake".repeat(6)));
        // Of a word of a hundred thousand letters all ways to take it apart would be gone through for minutes.
        assert!(!common.knows(&"stocktake".repeat(100_000)));
    }
}

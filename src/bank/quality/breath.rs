//! How long a phrasing takes to say.
//!
//! English runs at 190 syllables a minute in lectures and 260 in conversation (Tauroza and Allison, "Speech Rates in
//! British English", Applied Linguistics 11, 1990). A rep who is to be understood on the phone stands between the two:
//! four syllables a second. Syllables are counted as groups of vowels, which is right to a tenth over a
//! sentence.

use crate::bank::problem::Sink;
use crate::bank::yaml::{Fields, FromNode, Node};

/// A slot such as `{spend}` is filled with something like "forty thousand a month".
const SYLLABLES_OF_A_SLOT: usize = 5;

/// "k" after a figure, "%" or a digit of it: about two syllables each ("twenty", "thousand", "percent").
const SYLLABLES_OF_A_DIGIT: usize = 2;

/// How fast a language is spoken, and how long a phrasing may take.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Breath {
    syllables_a_second: f64,
    /// The longest sentence, in seconds: nobody takes a breath within one.
    longest_sentence: f64,
    /// All sentences together, in seconds.
    longest_phrasing: f64,
    /// The letters that carry a syllable.
    vowels: String,
    /// Endings whose vowel is not spoken after a consonant: "made", "phones".
    silent_endings: Vec<String>,
    /// Those among them that are: "people", "started".
    spoken_endings: Vec<String>,
}

impl FromNode for Breath {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "how long a phrasing may take", sink);
        let breath = Self {
            syllables_a_second: fields.required("syllables_a_second")?,
            longest_sentence: fields.required("longest_sentence")?,
            longest_phrasing: fields.required("longest_phrasing")?,
            vowels: fields.required("vowels")?,
            silent_endings: fields.list("silent_endings"),
            spoken_endings: fields.list("spoken_endings"),
        };
        fields.finish();
        Some(breath)
    }
}

impl Breath {
    /// The seconds that a sentence, or the whole phrasing, takes, and the limit; `None` if it is within it. The text is
    /// in lower case.
    pub(super) fn too_long(&self, text: &str) -> Option<(f64, f64)> {
        let sentences = text.split_inclusive(['.', '?', '!', '。', '？', '！']);
        let seconds = |text: &str| self.syllables(text) as f64 / self.syllables_a_second.max(1.0);
        let longest = sentences.map(seconds).fold(0.0, f64::max);
        let limits = [(longest, self.longest_sentence), (seconds(text), self.longest_phrasing)];
        limits.into_iter().find(|(seconds, limit)| seconds.round() > *limit)
    }

    fn syllables(&self, text: &str) -> usize {
        let in_slots: usize = text.split('{').skip(1).filter(|rest| rest.contains('}')).count();
        let spoken = text.split('{').enumerate().map(|(n, part)| match part.split_once('}') {
            Some((_, rest)) if n > 0 => rest,
            _ => part,
        });
        let words = spoken.flat_map(|part| part.split(|c: char| !c.is_alphanumeric() && c != '\''));
        in_slots * SYLLABLES_OF_A_SLOT + words.map(|word| self.syllables_of(word)).sum::<usize>()
    }

    fn syllables_of(&self, word: &str) -> usize {
        if word.is_empty() {
            return 0;
        }
        let digits = word.chars().filter(char::is_ascii_digit).count();
        // In writing without an alphabet every sign is a syllable.
        let signs = word.chars().filter(|c| ('\u{3040}'..='\u{9fff}').contains(c)).count();
        let is_vowel = |c: &char| self.vowels.contains(*c);
        let mut groups = 0;
        let mut before = false;
        for c in word.chars() {
            let vowel = is_vowel(&c);
            groups += usize::from(vowel && !before);
            before = vowel;
        }
        let silent = groups > 1 && self.ends_silently(word);
        (groups - usize::from(silent)).max(usize::from(digits + signs == 0)) + digits * SYLLABLES_OF_A_DIGIT + signs
    }

    fn ends_silently(&self, word: &str) -> bool {
        let after_consonant = |ending: &String| {
            let stem = word.strip_suffix(ending.as_str());
            stem.and_then(|stem| stem.chars().next_back()).is_some_and(|last| !self.vowels.contains(last))
        };
        let is_spoken = self.spoken_endings.iter().any(|ending| word.ends_with(ending.as_str()));
        !is_spoken && self.silent_endings.iter().any(after_consonant)
    }
}

#[cfg(test)]
mod tests {
    use crate::bank::quality::tests::english;

    #[test]
    fn syllables_are_counted_about_right() {
        let breath = english().breath;
        for (text, spoken) in [
            ("what", 1),
            ("services", 3),
            ("started", 2),
            ("organization", 5),
            ("made", 1),
            ("people", 2),
            ("purchase", 2),
            ("who else signs an order like this?", 8),
            ("what would you like to see solved?", 7),
        ] {
            let counted = breath.syllables(text);
            assert!(counted.abs_diff(spoken) <= spoken / 5, "{text}: {counted}");
        }
    }
}

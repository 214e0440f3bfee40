//! The same words, for a question that was just asked: whether it hands over the answer, and what it is about.

use super::Quality;
use super::phrasing::{questions, words};

/// Judges questions as they are asked, in one language. Without words of its language it takes every question for an
/// open one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct QuestionCheck(Option<Quality>);

impl QuestionCheck {
    pub(crate) const fn new(quality: Option<Quality>) -> Self {
        Self(quality)
    }

    /// Whether a question hands over the answer: a yes or a no would do. What is typed in haste lacks its question mark.
    pub fn is_closed(&self, asked: &str) -> bool {
        let Some(quality) = &self.0 else { return false };
        let text = asked.trim().to_lowercase().replace('’', "'");
        let is_marked = text.contains(['?', '？']);
        let text = if is_marked { text } else { format!("{}?", text.trim_end_matches(['.', '!'])) };
        let asks = questions(&text).next().is_some();
        // Without a mark, a statement is an invitation to talk: "tell me about the ramp".
        let begins_closed = |question: &str| {
            words(question)
                .find(|word| !quality.fillers.iter().any(|filler| filler == word))
                .is_some_and(|first| quality.closed_starts.iter().any(|start| start == first))
        };
        asks && questions(&text)
            .any(|question| quality.closed(question).is_some() && (is_marked || begins_closed(question)))
    }

    /// The words of a text that carry its meaning, in lower case and in their order.
    pub fn content_words(&self, text: &str) -> Vec<String> {
        let text = text.to_lowercase().replace('’', "'");
        let is_empty = |word: &&str| {
            self.0.as_ref().is_some_and(|quality| quality.function_words.iter().any(|listed| listed == word))
        };
        words(&text).filter(|word| !is_empty(word)).map(str::to_owned).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::bank::source::Library;

    #[test]
    fn what_is_typed_in_haste_is_open_or_closed_all_the_same() {
        let check = Library::embedded().question_check("en");
        for closed in ["do you have a budget", "Is this a priority?", "so, are you the one who signs", "Can you pay"] {
            assert!(check.is_closed(closed), "{closed}");
        }
        for open in ["how much is set aside", "tell me about the ramp", "who signs?", "Which month?", "", "?"] {
            assert!(!check.is_closed(open), "{open}");
        }
        assert_eq!(check.content_words("What would that cost you?"), ["what", "cost"]);
    }
}

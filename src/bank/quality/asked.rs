//! The same words, for a question that was just asked: whether it hands over the answer, and what it is about.

use super::Quality;
use super::phrasing::{questions, words};
use crate::bank::problem::{Place, Problem, Sink};
use crate::bank::yaml::Placed;

/// Judges questions as they are asked, in one language. Without words of its language it takes every question for an
/// open one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct QuestionCheck(Option<Quality>);

impl QuestionCheck {
    pub(crate) const fn new(quality: Option<Quality>) -> Self {
        Self(quality)
    }

    /// Whether there are words of the language to judge by.
    pub const fn has_words(&self) -> bool {
        self.0.is_some()
    }

    /// What is weak in a question, as `banks check` would say of it: closed, leading, double, over-long, jargon, or its own
    /// answer. A question mark that was left out is taken as meant.
    pub fn weaknesses(&self, question: &str) -> Vec<Problem> {
        let question = question.trim().trim_end_matches(['.', '!', '…']);
        let mark = if question.ends_with(['?', '？']) { "" } else { "?" };
        let sink = Sink::new("");
        if let Some(quality) = &self.0 {
            quality.review_phrasing(&Placed { value: format!("{question}{mark}"), place: Place::default() }, &sink);
        }
        sink.into_list()
    }

    /// Whether something is asked: with an asking word ("what", "how"), or in a polite way ("could you walk me through").
    pub fn asks(&self, text: &str) -> bool {
        let text = text.to_lowercase().replace('’', "'");
        self.0.as_ref().is_none_or(|quality| {
            words(&text).any(|word| quality.asking_words.iter().any(|asking| asking == word))
                || !quality.open_starts.near(&text).is_empty()
        })
    }

    /// The words of a text that say what it is about: its content words without those that ask.
    pub fn subject_words(&self, text: &str) -> Vec<String> {
        let asks = |word: &String| self.0.as_ref().is_some_and(|quality| quality.asking_words.contains(word));
        self.content_words(text).into_iter().filter(|word| !asks(word)).collect()
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
    use crate::bank::problem::Code;
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

    #[test]
    fn a_question_is_judged_by_itself_and_without_its_mark_too() {
        let check = Library::embedded().question_check("en");
        let codes = |question: &str| {
            let found = check.weaknesses(question);
            found.into_iter().map(|problem| problem.code).collect::<Vec<_>>()
        };
        assert_eq!(codes("Is this a priority"), [Code::ClosedQuestion]);
        assert_eq!(codes("Where does this stand among your priorities?"), []);
        assert_eq!(codes("Walk me through how you decide."), []);
        assert_eq!(codes("What is it, and who signs?"), [Code::DoubleQuestion]);
        assert!(!Library::embedded().question_check("xx").has_words(), "words of another language would only mislead");
    }

    #[test]
    fn asking_and_meaning_are_told_by_words() {
        let check = Library::embedded().question_check("en");
        assert!(check.asks("what would it take") && check.asks("Could you walk me through it?"));
        assert!(!check.asks("Great, thanks"));
        assert_eq!(check.subject_words("What does the night shift cost you?"), ["night", "shift", "cost"]);
    }
}

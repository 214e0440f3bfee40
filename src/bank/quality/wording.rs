//! One question by itself: what is weak in it, and what it speaks of.

use super::Quality;
use super::phrasing::words;
use crate::bank::problem::{Place, Problem, Sink};
use crate::bank::yaml::Placed;

/// By which words the questions of one language are judged; from [`Library::wording`](crate::bank::Library::wording).
#[derive(Debug, Clone, PartialEq)]
pub struct Wording(Quality);

impl Wording {
    pub(in crate::bank) const fn new(quality: Quality) -> Self {
        Self(quality)
    }

    /// What is weak in a question, as `banks check` would say of it: closed, leading, double, over-long, jargon, or its own
    /// answer. A question mark that was left out is taken as meant.
    pub fn weaknesses(&self, question: &str) -> Vec<Problem> {
        let question = question.trim().trim_end_matches(['.', '!', '…']);
        let mark = if question.ends_with(['?', '？']) { "" } else { "?" };
        let sink = Sink::new("");
        self.0.review_phrasing(&Placed { value: format!("{question}{mark}"), place: Place::default() }, &sink);
        sink.into_list()
    }

    /// Whether something is asked: with an asking word ("what", "how"), or in a polite way ("could you walk me through").
    pub fn asks(&self, text: &str) -> bool {
        let text = text.to_lowercase().replace('’', "'");
        let has_asking_word = words(&text).any(|word| self.0.asking_words.iter().any(|asking| asking == word));
        has_asking_word || !self.0.open_starts.near(&text).is_empty()
    }

    /// The words of a text that carry its meaning, in lower case.
    pub fn content_words(&self, text: &str) -> Vec<String> {
        let text = text.to_lowercase().replace('’', "'");
        let is_idle = |word: &str| self.0.function_words.iter().chain(&self.0.asking_words).any(|idle| idle == word);
        words(&text).filter(|word| !is_idle(word)).map(str::to_owned).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::bank::Library;
    use crate::bank::problem::Code;

    #[test]
    fn a_question_is_judged_by_itself_and_without_its_mark_too() {
        let wording = Library::embedded().wording("en").unwrap();
        let codes = |question: &str| {
            let found = wording.weaknesses(question);
            found.into_iter().map(|problem| problem.code).collect::<Vec<_>>()
        };
        assert_eq!(codes("Is this a priority"), [Code::ClosedQuestion]);
        assert_eq!(codes("Where does this stand among your priorities?"), []);
        assert_eq!(codes("Walk me through how you decide."), []);
        assert_eq!(codes("What is it, and who signs?"), [Code::DoubleQuestion]);
        assert!(Library::embedded().wording("xx").is_none(), "words of another language would only mislead");
    }

    #[test]
    fn asking_and_meaning_are_told_by_words() {
        let wording = Library::embedded().wording("en").unwrap();
        assert!(wording.asks("what would it take") && wording.asks("Could you walk me through it?"));
        assert!(!wording.asks("Great, thanks"));
        assert_eq!(wording.content_words("What does the night shift cost you?"), ["night", "shift", "cost"]);
    }
}

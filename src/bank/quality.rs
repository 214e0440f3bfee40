//! What makes a question a weak one: closed, leading, double or over-long (domain.md, "How to ask").
//!
//! The words are data (`question_banks/<language>/quality.yaml`), one list a language; these are the rules that use
//! them. All of them warn; none keeps a bank from being used.

use super::problem::{Code, Problem, Sink};
use super::raw::RawSection;
use super::yaml::{Fields, FromNode, Node, Placed};

/// The words by which weak questions of one language are told.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Quality {
    longest_question: u32,
    longest_cue: u32,
    fillers: Vec<String>,
    closed_starts: Vec<String>,
    open_instead: String,
    leading: Vec<String>,
    joiners: Vec<String>,
    asking_words: Vec<String>,
}

impl FromNode for Quality {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "a list of what makes a weak question", sink);
        let quality = Self {
            longest_question: fields.required("longest_question")?,
            longest_cue: fields.required("longest_cue")?,
            fillers: fields.list("fillers"),
            closed_starts: fields.list("closed_starts"),
            open_instead: fields.required("open_instead")?,
            leading: fields.list("leading"),
            joiners: fields.list("joiners"),
            asking_words: fields.list("asking_words"),
        };
        fields.finish();
        Some(quality)
    }
}

impl Quality {
    /// Reports the weak questions, cues and probes of some sections.
    pub(crate) fn review(&self, sections: &[RawSection], sink: &Sink) {
        for question in sections.iter().flat_map(|section| &section.questions) {
            if let Some(cue) = &question.cue {
                self.review_cue(cue, sink);
            }
            let probes = question.probes.iter().map(|(_, say)| say);
            for phrasing in question.ask.iter().chain(probes) {
                self.review_phrasing(phrasing, sink);
            }
        }
    }

    fn review_cue(&self, cue: &Placed<String>, sink: &Sink) {
        let words = cue.value.split_whitespace().count();
        if words > self.longest_cue as usize {
            let message = format!("a cue of {words} words");
            sink.report(
                sink.problem(Code::LongCue, cue.place, message).with_expected(format!("at most {}", self.longest_cue)),
            );
        }
    }

    fn review_phrasing(&self, phrasing: &Placed<String>, sink: &Sink) {
        let found = |code, message: String| sink.problem(code, phrasing.place, message);
        let report = |problem: Problem| sink.report(problem);
        let text = phrasing.value.to_lowercase().replace('’', "'");
        let words = text.split_whitespace().count();
        if words > self.longest_question as usize {
            report(
                found(Code::LongQuestion, format!("{words} words to say at once"))
                    .with_expected(format!("at most {}", self.longest_question)),
            );
        }
        if let Some(start) = questions(&text).find_map(|question| self.closed_start(question)) {
            report(
                found(Code::ClosedQuestion, format!("a closed question: it begins with `{start}`"))
                    .with_fix(self.open_instead.clone()),
            );
        }
        if let Some(words) = self.leading.iter().find(|words| contains_words(&text, words)) {
            report(
                found(Code::LeadingQuestion, format!("a leading question: `{words}` gives the answer away"))
                    .with_fix("ask without suggesting the answer"),
            );
        }
        if questions(&text).count() > 1 || questions(&text).any(|question| self.asks_twice(question)) {
            report(
                found(Code::DoubleQuestion, "two questions in one".to_owned())
                    .with_fix("ask the second one on its own, or as a follow-up"),
            );
        }
    }

    /// The word that makes a question closed, if its first real word is one.
    fn closed_start<'a>(&self, question: &'a str) -> Option<&'a str> {
        let first = words(question).find(|word| !self.fillers.iter().any(|filler| filler == word))?;
        self.closed_starts.iter().any(|start| start == first).then_some(first)
    }

    /// Whether a joiner stands straight before another asking word: "who decides, and when?".
    fn asks_twice(&self, question: &str) -> bool {
        let words: Vec<&str> = words(question).collect();
        let starts_asking = words.first().is_some_and(|first| self.asking_words.iter().any(|word| word == first));
        starts_asking
            && words.windows(2).any(|pair| {
                self.joiners.iter().any(|joiner| joiner == pair[0])
                    && self.asking_words.iter().any(|word| word == pair[1])
            })
    }
}

/// The sentences of a text that end in a question mark.
fn questions(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', '?', '!', '？', '。']).filter(|sentence| sentence.ends_with(['?', '？']))
}

/// The words of a text without the marks around them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

/// Whether the words stand in the text as words, not as a part of one.
fn contains_words(text: &str, wanted: &str) -> bool {
    text.match_indices(wanted).any(|(at, found)| {
        let before = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        let after = text[at + found.len()..].chars().next().is_some_and(char::is_alphanumeric);
        let inside_a_word = before || (after && found.ends_with(char::is_alphanumeric));
        !inside_a_word
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::problem::{Place, Source};
    use crate::bank::yaml::parse;

    fn english() -> Quality {
        let source = Source::new("quality.yaml", include_str!("../../question_banks/en/quality.yaml"));
        let sink = Sink::new(&source.name);
        let root = parse(&source, &sink).expect("the list is YAML");
        let quality = Quality::from_node(&root, &sink).expect("the list is complete");
        assert!(sink.is_empty());
        quality
    }

    fn codes(phrasing: &str) -> Vec<Code> {
        let sink = Sink::new("a.yaml");
        let placed = Placed { value: phrasing.to_owned(), place: Place::default() };
        english().review_phrasing(&placed, &sink);
        sink.into_list().into_iter().map(|problem| problem.code).collect()
    }

    #[test]
    fn closed_questions_are_told_by_their_first_real_word() {
        for closed in
            ["Is this a priority?", "So, do you have a budget?", "Fine. Don’t you need it soon?", "Would March do?"]
        {
            assert!(codes(closed).contains(&Code::ClosedQuestion), "{closed}");
        }
        for open in
            ["Where does this stand?", "If it works, what is different?", "Is it so. How come?", "Tell me more."]
        {
            assert_eq!(codes(open), [], "{open}");
        }
    }

    #[test]
    fn leading_questions_are_told_by_the_words_that_answer_them() {
        for leading in ["That must hurt, doesn't it?", "What would surely help you?", "You sign alone, right?"] {
            assert!(codes(leading).contains(&Code::LeadingQuestion), "{leading}");
        }
        assert_eq!(codes("What leisurely way of working would you like?"), []);
        assert_eq!(codes("What is the right moment?"), []);
    }

    #[test]
    fn double_questions_ask_again_after_a_joiner() {
        for double in
            ["Who decides, and when?", "What is it? How often?", "Which tool do you use or what else is there?"]
        {
            assert!(codes(double).contains(&Code::DoubleQuestion), "{double}");
        }
        for single in ["What do tools and people cost?", "Think of what you bought and when. Who signed?"] {
            assert_eq!(codes(single), [], "{single}");
        }
    }

    #[test]
    fn a_cue_has_to_be_read_at_a_glance() {
        let found = |cue: &str| {
            let sink = Sink::new("a.yaml");
            english().review_cue(&Placed { value: cue.to_owned(), place: Place::default() }, &sink);
            sink.into_list().iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(found("who else has to sign"), ["a.yaml: B105: a cue of 5 words; expected at most 4"]);
        assert_eq!(found("who else signs"), [""; 0]);
    }

    #[test]
    fn a_question_has_to_fit_into_one_breath() {
        assert_eq!(codes(&format!("What {}?", "so ".repeat(30))), [Code::LongQuestion]);
        assert_eq!(codes(&format!("What {}?", "so ".repeat(20))), []);
    }

    proptest::proptest! {
        #[test]
        fn any_phrasing_is_reviewed_without_panic(phrasing in "(?s).{0,200}") {
            let _ = codes(&phrasing);
        }
    }
}

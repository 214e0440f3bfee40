//! The rules for one phrasing: closed, leading, double, in jargon, too long, its own answer.

use super::Quality;
use super::slips::is_joined;
use crate::bank::problem::{Code, Sink};
use crate::bank::yaml::Placed;

impl Quality {
    pub(super) fn review_phrasing(&self, phrasing: &Placed<String>, sink: &Sink) {
        if is_joined(&phrasing.value) {
            return; // Nobody meant it as one question; the slip is reported by itself.
        }
        let report = |code, message: String, fix: &str| {
            sink.report(sink.problem(code, phrasing.place, message).with_fix(fix));
        };
        let text = phrasing.value.to_lowercase().replace('’', "'");
        if let Some((seconds, limit)) = self.breath.too_long(&text) {
            let problem = sink.problem(
                Code::LongQuestion,
                phrasing.place,
                format!("this takes about {seconds:.0} seconds to say at a calm pace"),
            );
            sink.report(problem.with_expected(format!("at most {limit}")));
        }
        if let Some(found) = questions(&text).find_map(|question| self.closed(question)) {
            report(Code::ClosedQuestion, format!("a closed question: {found}"), &self.open_instead);
        }
        if let Some((_, words)) = self.leading.near(&text).into_iter().find(|(_, words)| self.leads(&text, words)) {
            let message = format!("a leading question: `{}` gives the answer away", words.trim_matches([',', ' ']));
            report(Code::LeadingQuestion, message, "ask without suggesting the answer");
        }
        if let Some(words) = questions(&text).find_map(|question| self.suggested(question)) {
            let message = format!("`{words}` hands over the answer");
            report(Code::AnswerGiven, message, "leave it out, and keep it for the probe");
        }
        if questions(&text).count() > 1 || questions(&text).any(|question| self.asks_twice(question)) {
            let message = "two questions in one".to_owned();
            report(Code::DoubleQuestion, message, "ask the second one on its own, or as a follow-up");
        }
        for (at, word) in self.jargon.words.near(&text).into_iter().filter(|(_, word)| contains_term(&text, word)) {
            report(
                Code::Jargon,
                format!("`{word}` is jargon to a prospect"),
                &format!("say: {}", self.jargon.plain[at]),
            );
        }
    }

    /// Whether the words lead: not so right behind an asking word, as in "what don't you like?".
    fn leads(&self, text: &str, leading: &str) -> bool {
        let asked = |asking: &String| contains_words(text, &format!("{asking} {leading}"));
        contains_words(text, leading) && !self.asking_words.iter().any(asked)
    }

    /// What makes a question a closed one: its first real word, that of its main clause, or that it is a statement.
    pub(super) fn closed(&self, question: &str) -> Option<String> {
        let is_open = self.open_starts.near(question).iter().any(|(_, start)| contains_words(question, start));
        let all: Vec<&str> = words(question).collect();
        let first = all.iter().copied().find(|word| !has(&self.fillers, word))?;
        let begins = |word: &str| format!("it begins with `{word}`");
        if has(&self.closed_starts, first) {
            return (!is_open).then(|| begins(first));
        }
        let asks = all.iter().any(|word| has(&self.asking_words, word));
        if !asks && has(&self.subjects, first) && all.len() > 1 {
            return Some("it is a statement with a question mark".to_owned());
        }
        // "If we fixed that, would you buy?", but not "What would help, do you think?".
        let (_, main) = question.rsplit_once(',')?;
        let main: Vec<&str> = words(main).collect();
        let is_clause = main.len() > 3 && has(&self.closed_starts, main[0]) && has(&self.subjects, main[1]);
        (is_clause && !is_open).then(|| begins(main[0]))
    }

    /// A value or an example that a question ends in: "…, by March?", "…, around 50k?", "…, for example?".
    fn suggested(&self, question: &str) -> Option<String> {
        let examples = self.suggesting.examples.near(question);
        if let Some((_, words)) = examples.into_iter().find(|(_, words)| contains_words(question, words)) {
            return Some(words.to_owned());
        }
        if let Some(guess) = self.guessed(question) {
            return Some(guess);
        }
        let (_, tail) = question.rsplit_once([',', ':', '–', '—']).or_else(|| question.rsplit_once(" - "))?;
        let tail: Vec<&str> = words(tail).collect();
        let value = tail.iter().position(|word| !has(&self.suggesting.before_values, word))?;
        let value_words = tail[value..].join(" ");
        let in_words = self.suggesting.values.contains(&value_words);
        let in_digits = tail[value].starts_with(|c: char| c.is_ascii_digit() || "$€£".contains(c));
        let is_short = tail.len() - value <= 3;
        ((in_words || in_digits) && is_short).then(|| tail.join(" "))
    }

    /// A guess that stands ready in the question: values behind a colon ("your limit: 30 minutes, an hour?"), a figure
    /// behind "something like", a last clause with a hedge ("the heat probably?").
    fn guessed(&self, question: &str) -> Option<String> {
        let is_figure = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit() || "$€£".contains(c));
        if let Some((_, list)) = question.rsplit_once([':', '–', '—'])
            && words(list).next().is_some_and(|first| is_figure(&first))
        {
            return Some(list.trim().to_owned());
        }
        let figures = self.suggesting.before_figures.near(question).into_iter();
        for (_, before) in figures.filter(|(_, before)| contains_words(question, before)) {
            let (_, behind) = question.split_once(before)?;
            if let Some(figure) = words(behind).next().filter(is_figure) {
                return Some(format!("{before} {figure}"));
            }
        }
        let (_, tail) = question.rsplit_once(',')?;
        let tail = tail.trim_end_matches(|c: char| !c.is_alphanumeric()).trim();
        let hedges = &self.suggesting.hedges;
        hedges.iter().any(|hedge| contains_words(tail, hedge)).then(|| tail.to_owned())
    }

    /// Whether a second question follows a joiner: "who decides, and when?", "what is it, and do you need it?".
    fn asks_twice(&self, question: &str) -> bool {
        let words: Vec<&str> = words(question).collect();
        let asks = |word: &str| has(&self.asking_words, word);
        if !words.first().is_some_and(|first| asks(first)) {
            return false;
        }
        (1..words.len().saturating_sub(1)).any(|at| {
            // "Who or what" is one question.
            // "… and in which languages" asks as much as "… and which".
            let behind = usize::from(has(&self.prepositions, words[at + 1]));
            let asks_again = words.get(at + 1 + behind).is_some_and(|word| asks(word)) && !asks(words[at - 1]);
            let is_clause = has(&self.closed_starts, words[at + 1])
                && words.get(at + 2).is_some_and(|subject| has(&self.subjects, subject));
            has(&self.joiners, words[at]) && (asks_again || is_clause)
        })
    }
}

fn has(list: &[String], word: &str) -> bool {
    list.iter().any(|listed| listed == word)
}

/// The sentences of a text that end in a question mark.
pub(super) fn questions(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', '?', '!', '？', '。']).filter(|sentence| sentence.ends_with(['?', '？']))
}

/// The words of a text without the marks around them.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && !"$€£".contains(c)))
        .filter(|word| !word.is_empty())
}

/// Whether the words stand in the text as words, not as a part of one.
fn contains_words(text: &str, wanted: &str) -> bool {
    let is_inside = |at: usize, found: &str| {
        let before = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        let after = text[at + found.len()..].chars().next().is_some_and(char::is_alphanumeric);
        (before && found.starts_with(char::is_alphanumeric)) || (after && found.ends_with(char::is_alphanumeric))
    };
    text.match_indices(wanted).any(|(at, found)| !is_inside(at, found))
}

/// The same, and the plural of the words.
fn contains_term(text: &str, term: &str) -> bool {
    contains_words(text, term) || contains_words(text, &format!("{term}s"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::problem::Place;
    use crate::bank::quality::tests::english;

    fn codes(phrasing: &str) -> Vec<Code> {
        let sink = Sink::new("a.yaml");
        let placed = Placed { value: phrasing.to_owned(), place: Place::default() };
        english().review_phrasing(&placed, &sink);
        sink.into_list().into_iter().map(|problem| problem.code).collect()
    }

    #[track_caller]
    fn all_are(code: Code, phrasings: &[&str]) {
        for phrasing in phrasings {
            assert!(codes(phrasing).contains(&code), "{phrasing}: {:?}", codes(phrasing));
        }
    }

    #[track_caller]
    fn none_is_weak(phrasings: &[&str]) {
        for phrasing in phrasings {
            assert_eq!(codes(phrasing), [], "{phrasing}");
        }
    }

    #[test]
    fn closed_questions_are_told_by_their_first_real_word() {
        all_are(
            Code::ClosedQuestion,
            &[
                "Is this a priority?",
                "So, do you have a budget?",
                "Fine. Don’t you need it soon?",
                "Would March do?",
                "If we fixed that, would you buy it this year?",
                "When you last bought something, did it need a signature?",
                "You have a budget for this?",
                "Any budget for this?",
            ],
        );
        none_is_weak(&[
            "Where does this stand?",
            "If it works, what is different?",
            "Is it so. How come?",
            "Tell me more.",
            "What would help most, do you think?",
            "Could you walk me through the last order?",
            "That costs how much?",
        ]);
    }

    #[test]
    fn leading_questions_are_told_by_the_words_that_answer_them() {
        all_are(
            Code::LeadingQuestion,
            &[
                "That must hurt, doesn't it?",
                "What would surely help you?",
                "You sign alone, right?",
                "Why is it that everyone knows this is slow?",
                "This is a nuisance, wouldn't you agree?",
            ],
        );
        none_is_weak(&[
            "What leisurely way of working would you like?",
            "What is the right moment?",
            "What would feel right?",
            "How clearly is that written down?",
            "What don't you want to lose?",
        ]);
    }

    #[test]
    fn answers_are_not_handed_over() {
        all_are(
            Code::AnswerGiven,
            &[
                "When would you like to start, by March?",
                "What does that cost you, around 50k?",
                "How long does it take - two weeks?",
                "How many people are that: 40 planners?",
                "What slows you down, for example the approvals?",
                "When could it be done, say next year?",
                "How much time does that take: 30 minutes, an hour?",
                "What do you spend, something like 2 euros a parcel?",
                "What holds it up most, the paperwork probably?",
                "When does the lease end, in June like most of them?",
                "Which tools are those, the usual two I suppose?",
            ],
        );
        none_is_weak(&[
            "What would it look like by summer?",
            "Where does the money stand: approved, planned, or still to be found?",
            "What does it take, in money or hours?",
            "What is there for the quarter or the year?",
            "Which two or three things will settle it?",
            "What has to be ready in March?",
            "How does the month go, from the 1st to the last day?",
        ]);
    }

    #[test]
    fn double_questions_ask_again_after_a_joiner() {
        all_are(
            Code::DoubleQuestion,
            &[
                "Who decides, and when?",
                "What is it? How often?",
                "Which tool do you use or what else is there?",
                "What do you pay today, and is it worth it?",
                "Where does it break, and do you know the cause?",
                "How many people are that, and in which towns?",
            ],
        );
        none_is_weak(&[
            "What do tools and people cost?",
            "Think of what you bought and when. Who signed?",
            "Who or what stands in the way?",
            "What do people say and do there?",
        ]);
    }

    #[test]
    fn jargon_has_a_plain_word() {
        all_are(
            Code::Jargon,
            &[
                "Who are the stakeholders?",
                "What is your biggest pain point?",
                "What ROI do you expect?",
                "How would you leverage that?",
                "When could we touch base?",
                "Which low-hanging fruit is there?",
            ],
        );
        none_is_weak(&["What is a heroic effort here?", "Who is hit by it the most?"]);
    }

    #[test]
    fn a_question_has_to_fit_into_one_breath() {
        let long = "What would have to happen in your organization over the following twelve months for everybody \
                    involved to say that this particular investment was an obvious success?";
        assert_eq!(codes(long), [Code::LongQuestion]);
        none_is_weak(&[
            "What would have to happen this year for you to call it a success?",
            "You want {goal}, and the {spend} it takes today isn't getting you there. What would getting there be worth?",
        ]);
    }

    proptest::proptest! {
        #[test]
        fn any_phrasing_is_reviewed_without_panic(phrasing in "(?s).{0,200}") {
            let _ = codes(&phrasing);
        }
    }
}

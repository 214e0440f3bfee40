//! What a prospect makes of a question: which one of the bank it is, and how it was put.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use serde::Deserialize;

use crate::bank::yaml::apart::{apart, parsed};
use crate::bank::{Bank, Question, QuestionCheck, QuestionId, TopicId, ValueKind};

/// From which likeness on typed words are a question of the bank; below it, nothing in it asks for that.
const ALIKE: f64 = 0.3;

/// How much a probe, or the name of the topic, counts beside the wordings of the question itself.
const BESIDE: f64 = 0.9;

/// How much a question counts that waits for another one, beside those that are open from the start.
const CONDITIONAL: f64 = 0.95;

/// Words near to no question are about the last one if they are no more than these: "and which month?".
const FEW_WORDS: usize = 2;

/// How much more alike another question has to be than the one on the screen, to be meant in its place.
const STAYS: f64 = 0.12;

/// A question that was put to a prospect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// The question of the bank.
    pub question: QuestionId,
    /// What it asks about.
    pub topic: TopicId,
    /// The words that it was put in.
    pub wording: String,
    /// It hands over the answer.
    pub is_closed: bool,
    /// It asks for a figure, a date or a name.
    pub for_figures: bool,
}

/// Hears questions against one bank.
#[derive(Debug, Clone)]
pub struct Ear {
    bank: Arc<Bank>,
    check: QuestionCheck,
    /// Every wording that the bank knows for a question.
    wordings: Vec<Wording>,
    /// How telling a word is: the rarer in the bank, the more.
    weights: BTreeMap<String, f64>,
}

/// One way to ask a question.
#[derive(Debug, Clone)]
struct Wording {
    /// The question's place in the bank.
    at: usize,
    words: Vec<String>,
    /// How much it counts.
    share: f64,
}

impl Ear {
    /// An ear for the questions of a bank, judged by the words of its language.
    pub fn new(bank: Arc<Bank>, check: QuestionCheck) -> Self {
        let mut wordings = Vec::new();
        for (at, question) in bank.questions().enumerate() {
            let topic = bank.topics.get(question.topic.as_str()).map(|topic| &topic.cue);
            let own = question.ask.iter().chain(&question.reframes).chain([&question.cue]).map(|text| (text, 1.0));
            let beside = question.probes.iter().map(|probe| &probe.say).chain(topic).map(|text| (text, BESIDE));
            for (text, share) in own.chain(beside) {
                let words = stems(&check, text);
                if !words.is_empty() {
                    let share = if question.conditional { share * CONDITIONAL } else { share };
                    wordings.push(Wording { at, words, share });
                }
            }
        }
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for word in wordings.iter().flat_map(|wording| &wording.words) {
            *counts.entry(word.clone()).or_default() += 1;
        }
        let all = wordings.len() as f64;
        let weights = counts.into_iter().map(|(word, n)| (word, (1.0 + all / n as f64).ln())).collect();
        Self { bank, check, wordings, weights }
    }

    /// The bank that it hears against.
    pub const fn bank(&self) -> &Arc<Bank> {
        &self.bank
    }

    /// A question of the bank in these words.
    pub fn asking(&self, question: &Question, wording: &str) -> Asking {
        let is_closed = self.check.is_closed(wording);
        Asking {
            question: question.id.clone(),
            topic: question.topic.clone(),
            wording: wording.to_owned(),
            is_closed,
            for_figures: asks_figures(wording) || !is_closed && self.is_figure(&question.topic),
        }
    }

    /// What typed words ask: the nearest question of the bank. Words near to none are about the one that was asked
    /// `last`, as "which month?" is; `None` where there is no such question.
    pub fn hear(&self, typed: &str, last: Option<&QuestionId>) -> Option<Asking> {
        let words = stems(&self.check, typed);
        let questions: Vec<&Question> = self.bank.questions().collect();
        let last = last.and_then(|last| questions.iter().position(|question| question.id == *last));
        let mut likeness: BTreeMap<usize, f64> = BTreeMap::new();
        for wording in &self.wordings {
            let alike = self.alike(&words, &wording.words) * wording.share;
            let best = likeness.entry(wording.at).or_default();
            *best = best.max(alike);
        }
        let mut best: Option<(usize, f64)> = None;
        for (&at, &alike) in &likeness {
            // Of two alike, the earlier in the bank.
            if alike >= ALIKE && best.is_none_or(|(_, most)| alike > most) {
                best = Some((at, alike));
            }
        }
        let of_last = last.map(|at| (at, likeness.get(&at).copied().unwrap_or_default()));
        let at = match (best, of_last) {
            (Some((_, most)), Some((last, alike))) if alike + STAYS >= most => last,
            (Some((at, _)), _) => at,
            (None, Some((last, _))) if words.len() <= FEW_WORDS => last,
            (None, _) => return None,
        };
        Some(self.asking(questions.get(at)?, typed))
    }

    /// How alike two sets of words are, from 0 to 1: the weight of what both have, beside the weight of each.
    fn alike(&self, one: &[String], other: &[String]) -> f64 {
        // A word that stands nowhere in the bank is as telling as a rare one, and speaks against every question.
        let unknown = (1.0 + self.wordings.len() as f64).ln();
        let weight = |words: &[String]| -> f64 {
            words.iter().map(|word| self.weights.get(word).copied().unwrap_or(unknown)).sum()
        };
        let both: Vec<String> = one.iter().filter(|word| other.contains(word)).cloned().collect();
        let size = (weight(one) * weight(other)).sqrt();
        if size > 0.0 { weight(&both) / size } else { 0.0 }
    }

    fn is_figure(&self, topic: &TopicId) -> bool {
        let kind = self.bank.topics.get(topic.as_str()).map(|topic| topic.kind);
        !matches!(kind, None | Some(ValueKind::Text | ValueKind::Choice | ValueKind::YesNo))
    }
}

/// The telling words of a text, without their commonest endings.
fn stems(check: &QuestionCheck, text: &str) -> Vec<String> {
    let mut words: Vec<String> = check.content_words(text).iter().map(|word| stem(word)).collect();
    words.sort();
    words.dedup();
    words
}

/// A word without the commonest endings of English, so that "priorities" is "priority" and "signing" is "sign". It needs
/// to be the same for one word's forms, not a word.
fn stem(word: &str) -> String {
    let cut = |word: &str, ending: &str, least: usize| {
        word.strip_suffix(ending).filter(|rest| rest.chars().count() >= least).map(str::to_owned)
    };
    let word = cut(word, "'s", 2).unwrap_or_else(|| word.to_owned());
    if let Some(rest) = cut(&word, "ies", 3) {
        return format!("{rest}y");
    }
    let word = if word.ends_with("ss") { word } else { cut(&word, "s", 3).unwrap_or(word) };
    let word = ["ing", "ed"].iter().find_map(|ending| cut(&word, ending, 4)).unwrap_or(word);
    cut(&word, "e", 3).unwrap_or(word)
}

/// The words by which a question for figures is told.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lexicon {
    figures: Vec<String>,
}

fn lexicon() -> &'static Lexicon {
    static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| parsed(apart!("src/practice/lexicon/en/asking.yaml")));
    &ENGLISH
}

fn asks_figures(wording: &str) -> bool {
    let plain: String = wording.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    lexicon().figures.iter().any(|figure| {
        let figure: Vec<&str> = figure.split_whitespace().collect();
        words.windows(figure.len().max(1)).any(|window| window == figure)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::source::Library;

    fn ear(bank: &str) -> Ear {
        let library = Library::embedded();
        Ear::new(library.bank(bank, "en").expect("a shipped bank"), library.question_check("en"))
    }

    #[test]
    fn the_words_are_read() {
        assert!(lexicon().figures.len() > 10);
        assert!(asks_figures("How much, per month?") && !asks_figures("What is it like?"));
    }

    #[test]
    fn typed_words_find_the_nearest_question() {
        let ear = ear("bant");
        for (typed, topic) in [
            ("what budget have you set aside for this?", "budget.amount"),
            ("who has to sign in the end", "authority.signs"),
            ("what does the problem cost you?", "pain.cost"),
            ("when would you like to start?", "timeline.start"),
            ("what have you tried so far?", "pain.tried"),
            ("what does the problem cost you a month", "pain.cost"),
            ("is this a priority for you?", "priority.rank"),
            ("how many people do you have?", "company.size"),
            ("what industry are you in", "company.industry"),
            ("what budget do you have", "budget.amount"),
            ("Who else has a say in this?", "authority.others"),
            ("who would use it every day?", "users.team"),
        ] {
            let heard = ear.hear(typed, None).expect("a question");
            assert_eq!(heard.topic.as_str(), topic, "{typed}: {}", heard.question);
        }
        assert_eq!(ear.hear("xyzzy plugh", None), None);
    }

    #[test]
    fn words_near_to_nothing_are_about_what_was_asked_last() {
        let ear = ear("bant");
        let last = QuestionId::new("timeline.start");
        let heard = ear.hear("which month?", Some(&last)).expect("a question");
        assert_eq!(heard.question, last);
        assert!(heard.for_figures && !heard.is_closed);
        let other = ear.hear("What does this problem cost you today?", Some(&last)).expect("a question");
        assert_eq!(other.topic.as_str(), "pain.cost");
    }

    #[test]
    fn every_question_of_every_bank_is_heard_as_itself() {
        let library = Library::embedded();
        for id in library.ids() {
            let ear = ear(id);
            for question in ear.bank().questions() {
                let heard = ear.hear(&question.ask[0], None).expect("a question");
                assert_eq!(heard.topic, question.topic, "{id}: {}", question.ask[0]);
                assert!(!heard.is_closed, "{}", question.ask[0]);
            }
        }
    }
}

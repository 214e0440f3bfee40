//! Phrasings that ask the same as another question does, found in about linear time.
//!
//! Two phrasings are near-duplicates when three quarters of their words are the same, words without a meaning of their
//! own left out. To find them without comparing each with each, the words of a phrasing are put in order from rare to
//! common: phrasings so alike share one of their rarest, so only those that do are compared (prefix filtering: Chaudhuri,
//! Ganti and Kaushik, "A Primitive Operator for Similarity Joins", ICDE 2006).

use std::collections::HashMap;

use super::Quality;
use super::phrasing::words;
use crate::bank::problem::{Code, Sink};
use crate::bank::raw::{RawQuestion, RawSection};
use crate::bank::yaml::Placed;

/// How much of all words of two phrasings both have.
const ALIKE: f64 = 0.75;

/// Phrasings of fewer words have to be the same: with so few, one word makes another question.
const FEW_WORDS: usize = 4;

/// More phrasings than this are not compared with one: no text written by hand has so many that share a rare word.
const MOST_COMPARED: usize = 200;

/// The shared questions that are asked beside those of a bank, and the file in which they stand.
#[derive(Debug, Default)]
pub(crate) struct SharedQuestions<'a> {
    /// The file.
    pub(crate) file: &'a str,
    /// The questions.
    pub(crate) questions: Vec<&'a RawQuestion>,
}

/// A phrasing with the words that carry its meaning, as numbers, the rarest first.
struct Phrasing<'a> {
    said: &'a Placed<String>,
    question: &'a str,
    file: &'a str,
    words: Vec<u32>,
}

impl Quality {
    /// Reports phrasings that ask what an earlier one asks, in another question or in the same words.
    pub(super) fn report_duplicates(&self, sections: &[RawSection], shared: &SharedQuestions<'_>, sink: &Sink) {
        let own = sections.iter().flat_map(|section| &section.questions).map(|question| (sink.file(), question));
        let beside = shared.questions.iter().map(|question| (shared.file, *question));
        let phrasings = beside
            .chain(own)
            .flat_map(|(file, question)| question.ask.iter().map(move |said| (file, question.id.value.as_str(), said)));
        let phrasings = self.numbered(phrasings);

        let mut first_like: HashMap<u32, Vec<usize>> = HashMap::new();
        for (n, phrasing) in phrasings.iter().enumerate() {
            let rarest = &phrasing.words[..prefix(phrasing.words.len())];
            let earlier = rarest.iter().filter_map(|word| first_like.get(word)).flatten().take(MOST_COMPARED);
            let twin = earlier.map(|&at| &phrasings[at]).find(|earlier| is_twin(earlier, phrasing));
            match twin {
                Some(twin) => report(phrasing, twin, sink),
                None => rarest.iter().for_each(|word| first_like.entry(*word).or_default().push(n)),
            }
        }
    }

    /// The phrasings with their words as numbers: the rarer a word is in all of them, the lower its number.
    fn numbered<'a>(&self, said: impl Iterator<Item = (&'a str, &'a str, &'a Placed<String>)>) -> Vec<Phrasing<'a>> {
        let is_function_word: std::collections::HashSet<&str> =
            self.function_words.iter().map(String::as_str).collect();
        let mut ids: HashMap<String, u32> = HashMap::new();
        let mut counts: Vec<u32> = Vec::new();
        let mut phrasings: Vec<Phrasing<'a>> = said
            .map(|(file, question, said)| {
                let text = said.value.to_lowercase().replace('’', "'");
                let content = words(&text).filter(|word| !is_function_word.contains(word));
                let mut words: Vec<u32> = content
                    .map(|word| {
                        let next = ids.len() as u32;
                        *ids.entry(word.to_owned()).or_insert(next)
                    })
                    .collect();
                words.sort_unstable();
                words.dedup();
                counts.resize(ids.len(), 0);
                for &word in &words {
                    counts[word as usize] += 1;
                }
                Phrasing { said, question, file, words }
            })
            .collect();
        let mut by_rarity: Vec<u32> = (0..counts.len() as u32).collect();
        by_rarity.sort_by_key(|&word| counts[word as usize]);
        let mut ranks = vec![0; counts.len()];
        by_rarity.iter().zip(0..).for_each(|(&word, rank)| ranks[word as usize] = rank);
        for phrasing in &mut phrasings {
            phrasing.words.iter_mut().for_each(|word| *word = ranks[*word as usize]);
            phrasing.words.sort_unstable();
        }
        phrasings
    }
}

/// How many of the rarest words two phrasings of this length or more must share one of, if they are alike.
fn prefix(length: usize) -> usize {
    let shared = (length as f64 * ALIKE).ceil() as usize;
    (length + 1 - shared).min(length)
}

fn is_twin(earlier: &Phrasing<'_>, later: &Phrasing<'_>) -> bool {
    if earlier.question == later.question && earlier.file == later.file {
        // Other words for the same question are what phrasings are for.
        return same_words(&earlier.said.value, &later.said.value);
    }
    let (a, b) = (&earlier.words, &later.words);
    if a.len().min(b.len()) < FEW_WORDS {
        return a == b && (a.len() + 1 == FEW_WORDS || same_words(&earlier.said.value, &later.said.value));
    }
    let both = a.iter().filter(|word| b.binary_search(word).is_ok()).count();
    both as f64 >= ALIKE * (a.len() + b.len() - both) as f64
}

fn same_words(a: &str, b: &str) -> bool {
    words(&a.to_lowercase()).eq(words(&b.to_lowercase()))
}

fn report(phrasing: &Phrasing<'_>, twin: &Phrasing<'_>, sink: &Sink) {
    // Of two shared questions, neither stands in this file.
    if phrasing.file != sink.file() {
        return;
    }
    let message = format!("this asks nearly the same as `{}`", twin.question);
    let problem = sink.problem(Code::NearDuplicate, phrasing.said.place, message);
    sink.report(problem.with_fix("ask for something else, or drop one of the two").with_related(
        twin.file,
        twin.said.place,
        "asked here",
    ));
}

//! Lists of phrases, found in a text by whole words.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;

use crate::signals::text::{Text, TokenKind, is_folded};
use crate::signals::value::Span;
use crate::signals::words::WordMap;

/// Named lists of phrases. Words match whole and in their folded form, hyphens as spaces.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "BTreeMap<String, Vec<String>>")]
pub struct Phrases {
    names: Vec<String>,
    entries: Vec<Entry>,
    /// By first word the places in `entries`, those of more words first, then in the order of the lists.
    by_first_word: WordMap<Vec<usize>>,
}

/// A phrase of a list.
#[derive(Debug, Clone)]
struct Entry {
    list: usize,
    /// As the file has it.
    phrase: String,
    /// Its folded words, with a space between.
    words: String,
}

/// A phrase found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit<'p> {
    /// The list that it stands in.
    pub list: &'p str,
    /// The phrase as the list has it.
    pub phrase: &'p str,
    /// The words that match.
    pub span: Span,
    /// The same as token indices, end exclusive.
    pub tokens: Range<usize>,
}

impl From<BTreeMap<String, Vec<String>>> for Phrases {
    fn from(lists: BTreeMap<String, Vec<String>>) -> Self {
        let mut all = Self::default();
        for (name, phrases) in lists {
            for phrase in phrases {
                let words = folded(&phrase);
                let Some(first) = words.split(' ').next().filter(|first| !first.is_empty()) else { continue };
                all.by_first_word.entry(first).push(all.entries.len());
                all.entries.push(Entry { list: all.names.len(), phrase, words });
            }
            all.names.push(name);
        }
        let entries = &all.entries;
        let length = |at: usize| entries[at].words.split(' ').count();
        for places in all.by_first_word.values_mut() {
            places.sort_by_key(|&at| std::cmp::Reverse(length(at)));
        }
        all
    }
}

impl Phrases {
    /// Every phrase in a text, in the order of the text, the longer first where two begin together. Phrases may overlap.
    pub fn find<'p>(&'p self, text: &Text<'_>) -> Vec<Hit<'p>> {
        let mut hits = Vec::new();
        for first in 0..text.tokens().len() {
            self.find_at(first, text, &mut hits);
        }
        hits
    }

    /// The phrases that begin at a token.
    fn find_at<'p>(&'p self, first: usize, text: &Text<'_>, hits: &mut Vec<Hit<'p>>) {
        if text.tokens()[first].kind == TokenKind::Joiner {
            return;
        }
        for &at in self.by_first_word.get(text.norm(first)).into_iter().flatten() {
            let Entry { list, phrase, words } = &self.entries[at];
            if let Some(last) = last_token(words, first, text) {
                let (span, tokens) = (text.span(first, last), first..last + 1);
                hits.push(Hit { list: &self.names[*list], phrase, span, tokens });
            }
        }
    }

    /// The phrases of one list in a text.
    pub fn find_in<'p>(&'p self, list: &str, text: &Text<'_>) -> Vec<Hit<'p>> {
        self.find(text).into_iter().filter(|hit| hit.list == list).collect()
    }

    /// The phrases in a text without overlaps: the leftmost, and of those the longest.
    pub fn find_longest<'p>(&'p self, text: &Text<'_>) -> Vec<Hit<'p>> {
        let mut end = 0;
        let mut hits = self.find(text);
        hits.retain(|hit| {
            let free = hit.tokens.start >= end;
            if free {
                end = hit.tokens.end;
            }
            free
        });
        hits
    }

    /// The names of the lists.
    pub fn lists(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// The phrases of one list, as the file has them.
    pub fn of_list<'p>(&'p self, list: &'p str) -> impl Iterator<Item = &'p str> {
        self.entries.iter().filter(move |entry| self.names[entry.list] == list).map(|entry| entry.phrase.as_str())
    }

    /// Whether a word by itself is a phrase of the list.
    pub fn holds(&self, list: &str, word: &str) -> bool {
        let places = self.by_first_word.get(word).into_iter().flatten();
        places.map(|&at| &self.entries[at]).any(|entry| entry.words == word && self.names[entry.list] == list)
    }
}

/// The folded words of a phrase, with a space between.
fn folded(phrase: &str) -> String {
    if phrase.split(' ').all(is_folded) {
        return phrase.to_owned();
    }
    let text = Text::new(phrase);
    let solid = text.tokens().iter().filter(|token| token.kind != TokenKind::Joiner);
    solid.map(|token| &*token.norm).collect::<Vec<_>>().join(" ")
}

/// The token that the words of a phrase end with, if they stand in a text from a token on.
fn last_token(words: &str, first: usize, text: &Text<'_>) -> Option<usize> {
    let mut rest = words.strip_prefix(text.norm(first))?;
    let mut last = first;
    while !rest.is_empty() {
        last += 1;
        let token = text.tokens().get(last)?;
        if token.kind != TokenKind::Joiner {
            rest = rest.strip_prefix(' ')?.strip_prefix(&*token.norm)?;
        }
    }
    Some(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrases() -> Phrases {
        serde_yaml::from_str("hedge: [maybe, who knows]\nunknowing: [\"don't know\", above my pay-grade, know]")
            .unwrap()
    }

    #[test]
    fn phrases_match_whole_words_in_any_typing() {
        let raw = "Maybe I DON’T  know; it’s above my pay grade, unknown to me";
        let phrases = phrases();
        let found: Vec<_> = phrases.find_longest(&Text::new(raw)).iter().map(|hit| hit.span.of(raw)).collect();
        assert_eq!(found, ["Maybe", "DON’T  know", "above my pay grade"]);
    }

    #[test]
    fn punctuation_keeps_phrases_apart_and_overlaps_are_all_reported() {
        let phrases = phrases();
        assert!(phrases.find(&Text::new("who, knows")).iter().all(|hit| hit.phrase != "who knows"));
        let text = Text::new("dont know");
        let found: Vec<_> = phrases.find(&text).iter().map(|hit| hit.phrase).collect();
        assert_eq!(found, ["don't know", "know"]);
    }

    #[test]
    fn an_empty_set_finds_nothing() {
        assert!(Phrases::default().find(&Text::new("anything")).is_empty());
    }
}

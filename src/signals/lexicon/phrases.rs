//! Lists of phrases, found in a text by whole words.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Deserializer};

use crate::signals::text::{Text, TokenKind, is_folded};
use crate::signals::value::Span;
use crate::signals::words::WordMap;

/// Named lists of phrases. Words match whole and in their folded form, hyphens as spaces.
#[derive(Debug, Clone, Default)]
pub struct Phrases {
    names: Vec<Box<str>>,
    /// Phrases with the same first word stand together, those of more words first, then in the order of the lists.
    entries: Vec<Entry>,
    /// What the entries are made of, one behind the other.
    written: String,
    /// Every first word with its number.
    first_words: WordMap<u32>,
    /// By the number of a first word where its phrases begin in `entries`; and where the last ones end.
    begins: Vec<u32>,
}

/// A phrase of a list.
#[derive(Debug, Clone)]
struct Entry {
    list: u32,
    /// As the file has it, in `written`.
    phrase: Range<u32>,
    /// Its folded words with a space between, in `written`; nearly always the same.
    words: Range<u32>,
    /// How many words.
    length: u32,
    /// The number of its first word.
    first: u32,
    /// How its second word begins, because most words differ in that; 0 where it has none.
    second: u8,
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

impl<'de> Deserialize<'de> for Phrases {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut all = Self::default();
        for (name, phrases) in BTreeMap::<&'de str, Vec<&'de str>>::deserialize(from)? {
            for phrase in &phrases {
                all.add(phrase);
            }
            all.names.push(Box::from(name));
        }
        all.put_in_order();
        Ok(all)
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
        let begun = self.begun_by(text.norm(first));
        if begun.is_empty() {
            return;
        }
        let second = text.tokens()[first + 1..].iter().find(|token| token.kind != TokenKind::Joiner);
        let begins = second.and_then(|token| token.norm.bytes().next()).unwrap_or(0);
        for entry in begun.iter().filter(|entry| entry.second == 0 || entry.second == begins) {
            if let Some(last) = last_token(self.written(&entry.words), first, text) {
                let (span, tokens) = (text.span(first, last), first..last + 1);
                let phrase = self.written(&entry.phrase);
                hits.push(Hit { list: &self.names[entry.list as usize], phrase, span, tokens });
            }
        }
    }

    fn written(&self, range: &Range<u32>) -> &str {
        &self.written[range.start as usize..range.end as usize]
    }

    /// The phrases with a first word, in the order in which they are tried.
    fn begun_by(&self, word: &str) -> &[Entry] {
        let Some(&first) = self.first_words.get(word) else { return &[] };
        let [begin, end] = [first, first + 1].map(|first| self.begins[first as usize] as usize);
        &self.entries[begin..end]
    }

    /// Puts the phrases that were added in the order in which they are tried.
    fn put_in_order(&mut self) {
        let mut begins = vec![0; self.first_words.len() + 1];
        for entry in &self.entries {
            begins[entry.first as usize + 1] += 1;
        }
        for first in 1..begins.len() {
            begins[first] += begins[first - 1];
        }
        let (mut free, mut places) = (begins.clone(), vec![0; self.entries.len()]);
        for (at, entry) in self.entries.iter().enumerate() {
            let free = &mut free[entry.first as usize];
            places[*free as usize] = at;
            *free += 1;
        }
        self.entries = places.into_iter().map(|at| self.entries[at].clone()).collect();
        for group in begins.windows(2).map(|ends| ends[0] as usize..ends[1] as usize).filter(|group| group.len() > 1) {
            self.entries[group].sort_by_key(|entry| Reverse(entry.length));
        }
        self.begins = begins;
    }

    /// Adds a phrase to the list whose name comes next.
    fn add(&mut self, phrase: &str) {
        let words = folded(phrase);
        let mut parts = words.split_ascii_whitespace();
        let Some(first) = parts.next() else { return };
        let second = parts.next().and_then(|word| word.bytes().next()).unwrap_or(0);
        let mut write = |text: &str| {
            self.written.push_str(text);
            (self.written.len() - text.len()) as u32..self.written.len() as u32
        };
        let written = write(phrase);
        let folded = if *words == *phrase { written.clone() } else { write(&words) };
        let length = spaces(&words) as u32 + 1;
        let next = self.first_words.len() as u32;
        let first = *self.first_words.entry_or(first, next);
        let list = self.names.len() as u32;
        self.entries.push(Entry { list, phrase: written, words: folded, length, first, second });
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

    /// Whether a word by itself is a phrase of the list.
    pub fn holds(&self, list: &str, word: &str) -> bool {
        self.begun_by(word).iter().any(|entry| entry.length == 1 && *self.names[entry.list as usize] == *list)
    }
}

/// The folded words of a phrase, with a space between.
fn folded(phrase: &str) -> Cow<'_, str> {
    let mut words = 0;
    let is_plain = phrase.split_ascii_whitespace().inspect(|_| words += 1).all(is_folded);
    if is_plain && words == spaces(phrase) + 1 {
        return Cow::Borrowed(phrase);
    }
    let text = Text::new(phrase);
    let solid = text.tokens().iter().filter(|token| token.kind != TokenKind::Joiner);
    Cow::Owned(solid.map(|token| &*token.norm).collect::<Vec<_>>().join(" "))
}

fn spaces(words: &str) -> usize {
    words.bytes().filter(|&byte| byte == b' ').count()
}

/// The token that the words of a phrase end with, if they stand in a text from a token on, which is the first of them.
fn last_token(words: &str, first: usize, text: &Text<'_>) -> Option<usize> {
    let mut rest = &words[text.norm(first).len()..];
    let mut last = first;
    while !rest.is_empty() {
        last += 1;
        let token = text.tokens().get(last)?;
        if token.kind != TokenKind::Joiner {
            let word = rest.strip_prefix(' ')?;
            // Most words differ in their first letter, which is told without a call.
            if word.as_bytes().first() != token.norm.as_bytes().first() {
                return None;
            }
            rest = word.strip_prefix(&*token.norm)?;
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

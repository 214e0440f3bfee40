//! Lists of phrases, found in a text by whole words.

use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;

use crate::signals::text::Text;
use crate::signals::value::Span;

/// Named lists of phrases in one automaton. Words match whole and in their folded form, hyphens as spaces.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "BTreeMap<String, Vec<String>>")]
pub struct Phrases {
    names: Vec<String>,
    /// For every pattern: its list and the phrase as the file has it.
    entries: Vec<(usize, String)>,
    automaton: Option<AhoCorasick>,
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
        let mut names = Vec::with_capacity(lists.len());
        let mut entries = Vec::new();
        let mut patterns = Vec::new();
        for (name, phrases) in lists {
            for phrase in phrases {
                let pattern = Text::new(&phrase).joined().to_owned();
                if pattern.trim().is_empty() {
                    continue;
                }
                patterns.push(pattern);
                entries.push((names.len(), phrase));
            }
            names.push(name);
        }
        // Standard matching, because only it can report overlapping phrases of different lists.
        let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&patterns).ok();
        Self { names, entries, automaton }
    }
}

impl Phrases {
    /// Every phrase in a text, in the order of the text, the longer first where two begin together. Phrases may overlap.
    pub fn find<'p>(&'p self, text: &Text<'_>) -> Vec<Hit<'p>> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let mut hits: Vec<Hit<'p>> = automaton
            .find_overlapping_iter(text.joined())
            .filter_map(|found| {
                let begin = text.token_at_joined(found.start() + 1)?;
                let end = text.token_at_joined(found.end().saturating_sub(2))?;
                let (list, phrase) = &self.entries[found.pattern().as_usize()];
                Some(Hit { list: &self.names[*list], phrase, span: text.span(begin, end), tokens: begin..end + 1 })
            })
            .collect();
        hits.sort_by(|a, b| (a.tokens.start, b.tokens.end, a.list).cmp(&(b.tokens.start, a.tokens.end, b.list)));
        hits
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
        self.entries.iter().filter(move |(at, _)| self.names[*at] == list).map(|(_, phrase)| phrase.as_str())
    }
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

//! Wording with alternatives: how a thing can be said, written once for all its variants.
//!
//! A pattern is a row of slots. A slot is a word, or alternatives in brackets, each of one word or several:
//! `(no|zero) (earthly|) (idea|clue)`. An empty alternative leaves the slot out; `_` stands for any one word.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use crate::signals::text::{Text, TokenKind};
use crate::signals::value::Span;

/// Named lists of patterns, found in a text by whole words in their folded form.
#[derive(Debug, Default)]
pub struct Patterns {
    lists: Vec<String>,
    written: Vec<Pattern>,
    by_first_word: HashMap<Box<str>, Vec<usize>>,
}

/// A pattern found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue<'p> {
    /// The list that it stands in, as `file.list`.
    pub list: &'p str,
    /// The words that match.
    pub span: Span,
    /// The same as token indices, end exclusive.
    pub tokens: Range<usize>,
}

#[derive(Debug)]
struct Pattern {
    list: usize,
    slots: Vec<Slot>,
}

#[derive(Debug)]
struct Slot {
    /// Each a row of words; an empty row leaves the slot out.
    alternatives: Vec<Vec<Box<str>>>,
}

const ANY_WORD: &str = "_";

impl Patterns {
    /// Adds the lists of a file under its name.
    pub fn add(&mut self, file: &str, lists: BTreeMap<String, Vec<String>>) {
        for (list, patterns) in lists {
            let at = self.lists.len();
            self.lists.push(format!("{file}.{list}"));
            for written in patterns {
                let slots = slots(&written);
                // A lone slot is a plain list: every alternative by itself is found faster.
                if let [Slot { alternatives }] = slots.as_slice() {
                    for row in alternatives {
                        self.push(at, vec![Slot { alternatives: vec![row.clone()] }]);
                    }
                } else {
                    self.push(at, slots);
                }
            }
        }
    }

    fn push(&mut self, list: usize, slots: Vec<Slot>) {
        for word in first_words(&slots) {
            self.by_first_word.entry(word).or_default().push(self.written.len());
        }
        self.written.push(Pattern { list, slots });
    }

    /// Every pattern in a text, in the order of the text, each as long as it can be. They may overlap.
    pub fn find<'p>(&'p self, text: &Text<'_>) -> Vec<Cue<'p>> {
        let words: Vec<usize> =
            (0..text.tokens().len()).filter(|&at| text.tokens()[at].kind != TokenKind::Joiner).collect();
        let mut cues = Vec::new();
        for (place, &token) in words.iter().enumerate() {
            for &index in self.by_first_word.get(text.norm(token)).into_iter().flatten() {
                let pattern = &self.written[index];
                let Some(end) = longest(&pattern.slots, text, &words, place).filter(|&end| end > place) else {
                    continue;
                };
                let last = words[end - 1];
                cues.push(Cue {
                    list: &self.lists[pattern.list],
                    span: text.span(token, last),
                    tokens: token..last + 1,
                });
            }
        }
        cues
    }

    /// How many patterns there are.
    pub fn len(&self) -> usize {
        self.written.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.written.is_empty()
    }
}

/// The slots of a pattern as written.
fn slots(written: &str) -> Vec<Slot> {
    let mut slots = Vec::new();
    let mut rest = written.trim();
    while !rest.is_empty() {
        let (alternatives, after) = match rest.strip_prefix('(') {
            Some(open) => open.split_once(')').unwrap_or((open, "")),
            None => rest.split_at(rest.find([' ', '(']).unwrap_or(rest.len())),
        };
        slots.push(Slot { alternatives: alternatives.split('|').map(folded).collect() });
        rest = after.trim_start();
    }
    slots
}

/// The words of an alternative in their folded form.
fn folded(written: &str) -> Vec<Box<str>> {
    let fold = |word: &str| -> Vec<Box<str>> {
        if word.starts_with('\'') || word == ANY_WORD {
            return vec![Box::from(word)];
        }
        let text = Text::new(word);
        let solid = text.tokens().iter().filter(|token| token.kind != TokenKind::Joiner);
        solid.map(|token| Box::from(token.norm.as_str())).collect()
    };
    written.split_whitespace().flat_map(fold).collect()
}

/// The words that a match can begin with.
fn first_words(slots: &[Slot]) -> BTreeSet<Box<str>> {
    let mut words = BTreeSet::new();
    for slot in slots {
        words.extend(slot.alternatives.iter().filter_map(|row| row.first().cloned()));
        if slot.alternatives.iter().all(|row| !row.is_empty()) {
            break;
        }
    }
    words
}

/// Where the longest match of the slots from a place ends.
fn longest(slots: &[Slot], text: &Text<'_>, words: &[usize], place: usize) -> Option<usize> {
    let Some((slot, rest)) = slots.split_first() else { return Some(place) };
    let after = |row: &Vec<Box<str>>| {
        let fits = row.iter().enumerate().all(|(step, word)| {
            words.get(place + step).is_some_and(|&token| match &**word {
                ANY_WORD => matches!(text.tokens()[token].kind, TokenKind::Word | TokenKind::Number),
                word => text.norm(token) == word,
            })
        });
        fits.then(|| longest(rest, text, words, place + row.len())).flatten()
    };
    slot.alternatives.iter().filter_map(after).max()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(patterns: &[&str], raw: &str) -> Vec<String> {
        let mut set = Patterns::default();
        let written = patterns.iter().map(ToString::to_string).collect();
        set.add("test", BTreeMap::from([("list".to_owned(), written)]));
        set.find(&Text::new(raw)).iter().map(|cue| cue.span.of(raw).to_owned()).collect()
    }

    #[test]
    fn every_alternative_is_found_and_an_empty_one_leaves_the_slot_out() {
        let patterns = ["(no|zero) (earthly|) (idea|clue at all)"];
        assert_eq!(found(&patterns, "I've no earthly idea"), ["no earthly idea"]);
        assert_eq!(found(&patterns, "zero idea"), ["zero idea"]);
        assert_eq!(found(&patterns, "No clue at all, sir"), ["No clue at all"]);
        assert!(found(&patterns, "no, idea").is_empty());
        assert!(found(&patterns, "no unearthly idea").is_empty());
    }

    #[test]
    fn contractions_match_however_they_are_typed() {
        let patterns = ["(I'd|we'd) have to ask", "don't know"];
        assert_eq!(found(&patterns, "We’d have to ask"), ["We’d have to ask"]);
        assert_eq!(found(&patterns, "dont know, don’t know"), ["dont know", "don’t know"]);
    }

    #[test]
    fn the_longest_way_wins_and_a_wildcard_takes_one_word() {
        assert_eq!(found(&["not (really|) _"], "not really sure"), ["not really sure"]);
        assert!(found(&["not _"], "not.").is_empty());
    }

    #[test]
    fn a_pattern_may_begin_with_a_slot_that_can_be_left_out() {
        assert_eq!(found(&["(so|) it sat"], "it sat"), ["it sat"]);
        assert_eq!(found(&["(so|) it sat"], "so it sat"), ["so it sat", "it sat"]);
    }

    #[test]
    fn broken_brackets_never_panic() {
        assert!(found(&["(a|b", "", "()", ") x"], "c").is_empty());
    }
}

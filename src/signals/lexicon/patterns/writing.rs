//! From patterns as written to patterns that are found: the letters of a quarter of a million are gone through once.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{ANY, ANY_WORD, Opening, Pattern, Patterns, WordNumber, Wording};
use crate::signals::text::{Text, TokenKind, is_folded};
use crate::signals::words::WordMap;

/// Patterns in the making.
#[derive(Debug, Default)]
pub(super) struct Writing {
    patterns: Patterns,
    /// Every word as it was written, with the numbers of its words in `folded`: nearly all of them come again.
    written: WordMap<Range<u32>>,
    folded: Vec<WordNumber>,
    /// The patterns that can begin with a word, in the order in which they were written.
    openings: Vec<(WordNumber, Opening)>,
    /// By the number of a word the pattern that was last found to begin with it.
    begun: Vec<u32>,
}

impl Writing {
    /// Adds the lists of a file under its name.
    pub(super) fn add(&mut self, file: &str, lists: &BTreeMap<&str, Vec<&str>>) {
        for (list, patterns) in lists {
            let at = self.patterns.lists.len() as u32;
            let name = format!("{file}.{list}");
            debug_assert!(self.patterns.lists.last().is_none_or(|last| *last < name), "{name} comes too late");
            self.patterns.lists.push(name);
            for written in patterns {
                let slots = self.read_slots(written);
                // A lone slot is a plain list: every alternative by itself is found faster.
                if slots.len() == 1 {
                    for row in self.wording().slots[slots.start as usize].clone() {
                        let lone = self.wording().slots.len() as u32;
                        self.wording().slots.push(row..row + 1);
                        self.push(at, lone..lone + 1);
                    }
                } else {
                    self.push(at, slots);
                }
            }
        }
    }

    /// Adds a spelling of hurried typists, with the words that it stands for.
    pub(super) fn add_shorthand(&mut self, short: &str, long: &str) {
        let first = self.wording().words.len();
        long.split_ascii_whitespace().for_each(|word| self.read_word(word));
        let words = self.wording().words.split_off(first);
        *self.patterns.shorthand.entry(short) = words;
    }

    /// The patterns, those that begin with one word together.
    pub(super) fn finish(self) -> Patterns {
        let mut patterns = self.patterns;
        let mut begins = vec![0; self.begun.len() + 1];
        for (word, _) in &self.openings {
            begins[*word as usize + 1] += 1;
        }
        for word in 1..begins.len() {
            begins[word] += begins[word - 1];
        }
        patterns.openings = vec![Opening::default(); self.openings.len()];
        let mut free = begins.clone();
        for (word, opening) in self.openings {
            let free = &mut free[word as usize];
            patterns.openings[*free as usize] = opening;
            *free += 1;
        }
        patterns.begins = begins;
        patterns.entries.shrink_to_fit();
        let Wording { slots, rows, words } = &mut patterns.wording;
        slots.shrink_to_fit();
        rows.shrink_to_fit();
        words.shrink_to_fit();
        patterns
    }

    fn wording(&mut self) -> &mut Wording {
        &mut self.patterns.wording
    }

    fn push(&mut self, list: u32, slots: Range<u32>) {
        let Self { patterns: Patterns { wording, entries, .. }, openings, begun, .. } = self;
        let pattern = entries.len() as u32;
        let [seconds, thirds] = wording.followers(slots.clone());
        for slot in wording.opening(slots.clone()) {
            for &word in wording.alternatives(slot).filter_map(<[_]>::first) {
                if let Some(last) = begun.get_mut(word as usize).filter(|last| **last != pattern) {
                    *last = pattern;
                    openings.push((word, Opening { seconds, thirds, pattern }));
                }
            }
        }
        entries.push(Pattern { list, slots });
    }

    /// Keeps the slots of a pattern as written.
    fn read_slots(&mut self, written: &str) -> Range<u32> {
        let first = self.wording().slots.len() as u32;
        let bytes = written.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let rows = self.wording().rows.len() as u32;
            match bytes[at] {
                byte if byte.is_ascii_whitespace() => {
                    at += 1;
                    continue;
                }
                b'(' => loop {
                    at = self.read_row(written, at + 1, |byte| matches!(byte, b'|' | b')'));
                    if bytes.get(at) != Some(&b'|') {
                        at += 1;
                        break;
                    }
                },
                _ => at = self.read_row(written, at, |byte| matches!(byte, b' ' | b'(')),
            }
            let end = self.wording().rows.len() as u32;
            self.wording().slots.push(rows..end);
        }
        first..self.wording().slots.len() as u32
    }

    /// Keeps the words of an alternative, and says where it ends.
    fn read_row(&mut self, written: &str, from: usize, ends: impl Fn(u8) -> bool) -> usize {
        let first = self.wording().words.len() as u32;
        let bytes = written.as_bytes();
        let mut at = from;
        loop {
            let start = at;
            while at < bytes.len() && !ends(bytes[at]) && !bytes[at].is_ascii_whitespace() {
                at += 1;
            }
            if start < at {
                self.read_word(&written[start..at]);
            }
            if bytes.get(at).is_none_or(|&byte| ends(byte)) {
                break;
            }
            at += 1;
        }
        let end = self.wording().words.len() as u32;
        self.wording().rows.push(first..end);
        at
    }

    /// Keeps a word, folded as those of a text are.
    fn read_word(&mut self, word: &str) {
        if word == ANY_WORD {
            self.wording().words.push(ANY);
            return;
        }
        let folded = match self.written.get(word) {
            Some(folded) => folded.clone(),
            None => self.fold(word),
        };
        let folded = &self.folded[folded.start as usize..folded.end as usize];
        self.patterns.wording.words.extend_from_slice(folded);
    }

    /// Folds a word that was not written before.
    fn fold(&mut self, word: &str) -> Range<u32> {
        let first = self.folded.len() as u32;
        if word.starts_with('\'') || is_folded(word) {
            self.number(word);
        } else {
            let text = Text::new(word);
            for token in text.tokens().iter().filter(|token| token.kind != TokenKind::Joiner) {
                self.number(&token.norm);
            }
        }
        let folded = first..self.folded.len() as u32;
        self.written.entry(word).clone_from(&folded);
        folded
    }

    /// Notes the number of a pattern's word; a new word gets the next one.
    fn number(&mut self, word: &str) {
        let next = self.patterns.numbers.len() as WordNumber;
        let number = *self.patterns.numbers.entry_or(word, next);
        if number == next {
            self.begun.push(u32::MAX);
        }
        self.folded.push(number);
    }
}

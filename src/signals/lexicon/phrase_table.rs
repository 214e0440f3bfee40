//! Phrases with what they stand for, looked up at a token without going through the whole list.

use std::collections::BTreeMap;

use crate::signals::text::{Text, TokenKind};

/// Phrases by their first and by their last word. Hyphens between words do not matter.
#[derive(Debug, Clone)]
pub struct PhraseTable<T> {
    /// By first word, the longest first.
    begun: BTreeMap<String, Vec<(Vec<String>, T)>>,
    /// By last word, their words from the last to the first, the longest first.
    ended: BTreeMap<String, Vec<(Vec<String>, T)>>,
}

impl<T> Default for PhraseTable<T> {
    fn default() -> Self {
        Self { begun: BTreeMap::new(), ended: BTreeMap::new() }
    }
}

impl<T: Copy> PhraseTable<T> {
    /// A table of phrases as a file has them.
    pub fn new<'p>(phrases: impl IntoIterator<Item = (&'p str, T)>) -> Self {
        let mut table = Self::default();
        for (phrase, meaning) in phrases {
            let text = Text::new(phrase);
            let mut words: Vec<String> = words(&text).map(str::to_owned).collect();
            let (Some(first), Some(last)) = (words.first().cloned(), words.last().cloned()) else { continue };
            table.begun.entry(first).or_default().push((words.clone(), meaning));
            words.reverse();
            table.ended.entry(last).or_default().push((words, meaning));
        }
        for phrases in table.begun.values_mut().chain(table.ended.values_mut()) {
            phrases.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        table
    }

    /// What the longest phrase that begins at a token stands for, and the token behind it.
    pub fn at(&self, text: &Text<'_>, index: usize) -> Option<(T, usize)> {
        let phrases = self.begun.get(text.norm(index))?;
        phrases.iter().find_map(|(words, meaning)| {
            let mut at = index;
            for (nth, word) in words.iter().enumerate() {
                at += usize::from(nth > 0 && is_joiner(text, at));
                if text.norm(at) != word {
                    return None;
                }
                at += 1;
            }
            Some((*meaning, at))
        })
    }

    /// What the longest phrase that ends right before a token stands for, and its first token.
    pub fn before(&self, text: &Text<'_>, index: usize) -> Option<(T, usize)> {
        let phrases = self.ended.get(text.norm(index.checked_sub(1)?))?;
        phrases.iter().find_map(|(words, meaning)| {
            let mut at = index;
            for (nth, word) in words.iter().enumerate() {
                at = at.checked_sub(1)?;
                if nth > 0 && is_joiner(text, at) {
                    at = at.checked_sub(1)?;
                }
                if text.norm(at) != word {
                    return None;
                }
            }
            Some((*meaning, at))
        })
    }

    /// The words with which a phrase begins.
    pub fn first_words(&self) -> impl Iterator<Item = &str> {
        self.begun.keys().map(String::as_str)
    }
}

fn words<'t>(text: &'t Text<'_>) -> impl Iterator<Item = &'t str> {
    let solid = text.tokens().iter().filter(|token| token.kind != TokenKind::Joiner);
    solid.map(|token| &*token.norm)
}

fn is_joiner(text: &Text<'_>, at: usize) -> bool {
    text.tokens().get(at).is_some_and(|token| token.kind == TokenKind::Joiner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_counts_from_either_end() {
        let table = PhraseTable::new([("by", 1), ("no later than", 2), ("than", 3), ("year end", 4)]);
        let text = Text::new("by May, no later than the year-end");
        assert_eq!(table.at(&text, 0), Some((1, 1)));
        assert_eq!(table.at(&text, 3), Some((2, 6)));
        assert_eq!(table.before(&text, 6), Some((2, 3)));
        assert_eq!(table.at(&text, 7), Some((4, 10)));
        assert_eq!(table.before(&text, 10), Some((4, 7)));
        assert_eq!(table.before(&text, 0), None);
        assert_eq!(table.at(&text, 99), None);
    }
}

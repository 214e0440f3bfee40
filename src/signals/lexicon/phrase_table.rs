//! Phrases with what they stand for, looked up at a token without going through the whole list.

use crate::signals::text::{Text, TokenKind, is_folded};
use crate::signals::words::WordMap;

/// Phrases by their first and by their last word. Hyphens between words do not matter.
#[derive(Debug, Clone)]
pub struct PhraseTable<T> {
    phrases: Vec<Phrase<T>>,
    /// Places in `phrases` by first word, the longest first.
    begun: WordMap<Vec<usize>>,
    /// The same by last word.
    ended: WordMap<Vec<usize>>,
}

#[derive(Debug, Clone)]
struct Phrase<T> {
    words: Vec<Box<str>>,
    meaning: T,
}

impl<T> Default for PhraseTable<T> {
    fn default() -> Self {
        Self { phrases: Vec::new(), begun: WordMap::default(), ended: WordMap::default() }
    }
}

impl<T: Copy> PhraseTable<T> {
    /// A table of phrases as a file has them.
    pub fn new<'p>(phrases: impl IntoIterator<Item = (&'p str, T)>) -> Self {
        let mut table = Self::default();
        for (phrase, meaning) in phrases {
            let words = words(phrase);
            if let [first, ..] = words.as_slice()
                && let [.., last] = words.as_slice()
            {
                table.begun.entry(first).push(table.phrases.len());
                table.ended.entry(last).push(table.phrases.len());
                table.phrases.push(Phrase { words, meaning });
            }
        }
        for places in table.begun.values_mut().chain(table.ended.values_mut()) {
            places.sort_by_key(|&at| std::cmp::Reverse(table.phrases[at].words.len()));
        }
        table
    }

    /// What the longest phrase that begins at a token stands for, and the token behind it.
    pub fn at(&self, text: &Text<'_>, index: usize) -> Option<(T, usize)> {
        self.begun.get(text.norm(index))?.iter().map(|&place| &self.phrases[place]).find_map(|phrase| {
            let mut at = index + 1;
            for word in &phrase.words[1..] {
                at += usize::from(is_joiner(text, at));
                if text.norm(at) != &**word {
                    return None;
                }
                at += 1;
            }
            Some((phrase.meaning, at))
        })
    }

    /// What the longest phrase that ends right before a token stands for, and its first token.
    pub fn before(&self, text: &Text<'_>, index: usize) -> Option<(T, usize)> {
        let last = index.checked_sub(1)?;
        self.ended.get(text.norm(last))?.iter().map(|&place| &self.phrases[place]).find_map(|phrase| {
            let mut at = last;
            for word in phrase.words.iter().rev().skip(1) {
                at = at.checked_sub(1)?;
                if is_joiner(text, at) {
                    at = at.checked_sub(1)?;
                }
                if text.norm(at) != &**word {
                    return None;
                }
            }
            Some((phrase.meaning, at))
        })
    }

    /// The words with which a phrase begins.
    pub fn first_words(&self) -> impl Iterator<Item = &str> {
        self.begun.iter().map(|(word, _)| word)
    }
}

/// The folded words of a phrase.
fn words(phrase: &str) -> Vec<Box<str>> {
    if phrase.split(' ').all(is_folded) {
        return phrase.split(' ').map(Box::from).collect();
    }
    let text = Text::new(phrase);
    let solid = text.tokens().iter().filter(|token| token.kind != TokenKind::Joiner);
    solid.map(|token| Box::from(&*token.norm)).collect()
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

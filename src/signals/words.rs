//! Words to be looked up: sets and maps that the lists of a language become.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use serde::Deserialize;

/// Folded words, each with what it means.
///
/// Nearly every word of every remark is looked up in nearly every list, so looking up has to be quick. The words in it come
/// from files of the program; nobody who types can make them collide.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub struct WordMap<T>(HashMap<Box<str>, T, BuildHasherDefault<WordHasher>>);

/// Folded words.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct WordSet(HashSet<Box<str>, BuildHasherDefault<WordHasher>>);

impl<T> Default for WordMap<T> {
    fn default() -> Self {
        Self(HashMap::default())
    }
}

impl<T> WordMap<T> {
    /// What a word means.
    pub fn get(&self, word: &str) -> Option<&T> {
        self.0.get(word)
    }

    /// Whether the word is known.
    pub fn contains_key(&self, word: &str) -> bool {
        self.0.contains_key(word)
    }

    /// All words, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(word, meaning)| (&**word, meaning))
    }

    /// What the words mean, to be changed, in no order.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.0.values_mut()
    }

    /// What a word means, to be changed; a new word means nothing yet.
    pub fn entry(&mut self, word: &str) -> &mut T
    where
        T: Default,
    {
        self.0.entry(Box::from(word)).or_default()
    }
}

impl WordSet {
    /// Whether the word is in it.
    pub fn contains(&self, word: &str) -> bool {
        self.0.contains(word)
    }

    /// All words, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|word| &**word)
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<W: Into<Box<str>>> FromIterator<W> for WordSet {
    fn from_iter<I: IntoIterator<Item = W>>(words: I) -> Self {
        Self(words.into_iter().map(Into::into).collect())
    }
}

impl<W: Into<Box<str>>, T> FromIterator<(W, T)> for WordMap<T> {
    fn from_iter<I: IntoIterator<Item = (W, T)>>(words: I) -> Self {
        Self(words.into_iter().map(|(word, meaning)| (word.into(), meaning)).collect())
    }
}

/// Fowler, Noll and Vo's hash (FNV-1a), which is the quickest plain one for words of a few letters.
#[derive(Debug, Clone, Copy)]
pub(super) struct WordHasher(u64);

impl Default for WordHasher {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_with_what_they_mean() {
        let months: WordMap<i8> = serde_yaml::from_str("{may: 5, june: 6}").unwrap();
        assert_eq!(months.get("may"), Some(&5));
        assert!(!months.contains_key("mayor"));
        let titles: WordSet = ["mr", "ms"].into_iter().collect();
        assert!(titles.contains("ms") && !titles.contains("dr") && titles.len() == 2);
    }
}

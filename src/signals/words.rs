//! Words to be looked up: sets and maps that the lists of a language become.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use serde::Deserialize;

/// Folded words, each with what it means.
///
/// Nearly every word of every remark is looked up in nearly every list, so looking up has to be quick. The words in it come
/// from files of the program; nobody who types can make them collide.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "Hashed<T>")]
pub struct WordMap<T> {
    looks: Looks,
    words: Hashed<T>,
}

/// Folded words.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "HashSet<Box<str>, BuildHasherDefault<WordHasher>>")]
pub struct WordSet {
    looks: Looks,
    words: HashSet<Box<str>, BuildHasherDefault<WordHasher>>,
}

type Hashed<T> = HashMap<Box<str>, T, BuildHasherDefault<WordHasher>>;

/// How the words of a set look, in a few bits: most words of a remark are in no list, which their first and last letters
/// and their length tell without hashing them.
#[derive(Debug, Clone, Copy, Default)]
struct Looks(u128);

impl Looks {
    fn bit(word: &str) -> u128 {
        let bytes = word.as_bytes();
        let [first, last] = [bytes.first(), bytes.last()].map(|byte| byte.map_or(0, |&byte| usize::from(byte)));
        1 << ((first * 29 + last * 11 + bytes.len() * 5) % 128)
    }

    fn add(&mut self, word: &str) {
        self.0 |= Self::bit(word);
    }

    fn may_hold(self, word: &str) -> bool {
        self.0 & Self::bit(word) != 0
    }
}

impl<T> Default for WordMap<T> {
    fn default() -> Self {
        Self { looks: Looks::default(), words: HashMap::default() }
    }
}

impl<T> From<Hashed<T>> for WordMap<T> {
    fn from(words: Hashed<T>) -> Self {
        let mut looks = Looks::default();
        for word in words.keys() {
            looks.add(word);
        }
        Self { looks, words }
    }
}

impl From<HashSet<Box<str>, BuildHasherDefault<WordHasher>>> for WordSet {
    fn from(words: HashSet<Box<str>, BuildHasherDefault<WordHasher>>) -> Self {
        let mut looks = Looks::default();
        for word in &words {
            looks.add(word);
        }
        Self { looks, words }
    }
}

impl<T> WordMap<T> {
    /// What a word means.
    pub fn get(&self, word: &str) -> Option<&T> {
        if self.looks.may_hold(word) { self.words.get(word) } else { None }
    }

    /// Whether the word is known.
    pub fn contains_key(&self, word: &str) -> bool {
        self.looks.may_hold(word) && self.words.contains_key(word)
    }

    /// All words, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.words.iter().map(|(word, meaning)| (&**word, meaning))
    }

    /// What the words mean, to be changed, in no order.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.words.values_mut()
    }

    /// What a word means, to be changed; a new word means nothing yet.
    pub fn entry(&mut self, word: &str) -> &mut T
    where
        T: Default,
    {
        self.looks.add(word);
        self.words.entry(Box::from(word)).or_default()
    }
}

impl WordSet {
    /// Whether the word is in it.
    pub fn contains(&self, word: &str) -> bool {
        self.looks.may_hold(word) && self.words.contains(word)
    }

    /// All words, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| &**word)
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

impl<W: Into<Box<str>>> FromIterator<W> for WordSet {
    fn from_iter<I: IntoIterator<Item = W>>(words: I) -> Self {
        Self::from(words.into_iter().map(Into::into).collect::<HashSet<_, _>>())
    }
}

impl<W: Into<Box<str>>, T> FromIterator<(W, T)> for WordMap<T> {
    fn from_iter<I: IntoIterator<Item = (W, T)>>(words: I) -> Self {
        Self::from(words.into_iter().map(|(word, meaning)| (word.into(), meaning)).collect::<Hashed<T>>())
    }
}

/// A hash of eight letters at a time, by multiplying, which is the quickest plain one for words of a few letters.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct WordHasher(u64);

impl WordHasher {
    fn mix(&mut self, letters: u64) {
        self.0 = (self.0.rotate_left(23) ^ letters).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some((eight, behind)) = rest.split_first_chunk::<8>() {
            self.mix(u64::from_le_bytes(*eight));
            rest = behind;
        }
        let mut tail = bytes.len() as u64;
        for &byte in rest {
            tail = tail << 8 | u64::from(byte);
        }
        self.mix(tail);
    }

    /// What the standard library ends a word with tells nothing: the length is in the hash.
    fn write_u8(&mut self, _: u8) {}

    /// The upper half is mixed best; a table takes its place from the lower.
    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
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

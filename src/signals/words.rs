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

/// Which words may be in a set, in a few bits a word: most words of a remark are in no list, which one bit tells.
#[derive(Debug, Clone)]
struct Looks {
    /// As many bits as a power of two.
    bits: Box<[u64]>,
}

impl Looks {
    /// Bits for each word: of the words that are not there, one in about as many passes.
    const BITS_PER_WORD: usize = 8;

    /// Room for some words, none of which is there yet.
    fn with_room(words: usize) -> Self {
        Self { bits: vec![0; (words * Self::BITS_PER_WORD).div_ceil(64).next_power_of_two()].into() }
    }

    /// Those of some words, with room for as many again.
    fn of<'w>(words: impl ExactSizeIterator<Item = &'w str>) -> Self {
        let mut looks = Self::with_room(2 * words.len());
        for word in words {
            looks.add(word);
        }
        looks
    }

    fn has_room(&self, words: usize) -> bool {
        words * Self::BITS_PER_WORD <= self.bits.len() * 64
    }

    /// The place of a word's bit.
    fn place(&self, word: &str) -> (usize, u64) {
        let hash = hash(word.as_bytes());
        ((hash >> 6) as usize & (self.bits.len() - 1), 1 << (hash % 64))
    }

    fn add(&mut self, word: &str) {
        let (place, bit) = self.place(word);
        self.bits[place] |= bit;
    }

    fn may_hold(&self, word: &str) -> bool {
        let (place, bit) = self.place(word);
        self.bits[place] & bit != 0
    }
}

impl Default for Looks {
    fn default() -> Self {
        Self::with_room(0)
    }
}

impl<T> Default for WordMap<T> {
    fn default() -> Self {
        Self { looks: Looks::default(), words: HashMap::default() }
    }
}

impl<T> From<Hashed<T>> for WordMap<T> {
    fn from(words: Hashed<T>) -> Self {
        Self { looks: Looks::of(words.keys().map(|word| &**word)), words }
    }
}

impl From<HashSet<Box<str>, BuildHasherDefault<WordHasher>>> for WordSet {
    fn from(words: HashSet<Box<str>, BuildHasherDefault<WordHasher>>) -> Self {
        Self { looks: Looks::of(words.iter().map(|word| &**word)), words }
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

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// What a word means, to be changed; a new word means nothing yet.
    pub fn entry(&mut self, word: &str) -> &mut T
    where
        T: Default,
    {
        self.entry_or(word, T::default())
    }

    /// The same, where a new word means what is given.
    pub fn entry_or(&mut self, word: &str, meaning: T) -> &mut T {
        if !self.looks.has_room(self.words.len() + 1) {
            self.looks = Looks::of(self.words.keys().map(|word| &**word));
        }
        self.looks.add(word);
        self.words.entry(Box::from(word)).or_insert(meaning)
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

/// Very many words, written as one text with spaces between them, which is kept as it is.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "String")]
pub struct Words {
    text: String,
    looks: Looks,
    /// Where words begin in the text, each near the place that its hash says; [`FREE`] elsewhere. As many as a power of two.
    places: Vec<u32>,
}

/// No word begins there.
const FREE: u32 = u32::MAX;

impl Words {
    /// Whether a folded word is one of them.
    pub fn contains(&self, word: &str) -> bool {
        self.looks.may_hold(word)
            && near(&self.places, word)
                .map(|place| self.places[place])
                .take_while(|&at| at != FREE)
                .any(|at| self.stands_at(word, at as usize))
    }

    fn stands_at(&self, word: &str, at: usize) -> bool {
        let behind = self.text[at..].strip_prefix(word);
        behind.is_some_and(|behind| behind.is_empty() || behind.starts_with([' ', '\n']))
    }
}

/// All places, from the one on that the hash of a word says.
fn near(places: &[u32], word: &str) -> impl Iterator<Item = usize> + use<> {
    let (first, count) = (hash(word.as_bytes()) as usize, places.len());
    let last = count.wrapping_sub(1);
    (0..count).map(move |step| first.wrapping_add(step) & last)
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        let count = text.split_ascii_whitespace().count();
        let (mut looks, mut places) = (Looks::with_room(count), vec![FREE; (2 * count).next_power_of_two()]);
        let mut at = 0;
        for word in text.split([' ', '\n']) {
            if !word.is_empty() {
                looks.add(word);
                let free = near(&places, word).find(|&place| places[place] == FREE);
                if let Some(place) = free {
                    places[place] = at as u32;
                }
            }
            at += word.len() + 1;
        }
        Self { text, looks, places }
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
fn hash(word: &[u8]) -> u64 {
    let mix = |hash: u64, letters: u64| (hash.rotate_left(23) ^ letters).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut hash = word.len() as u64;
    let mut rest = word;
    while let Some((eight, behind)) = rest.split_first_chunk::<8>() {
        hash = mix(hash, u64::from_le_bytes(*eight));
        rest = behind;
    }
    // Of the letters that are left over, four from either end may overlap.
    let left = match (rest.first_chunk::<4>(), rest.last_chunk::<4>(), rest) {
        (Some(first), Some(last), _) => {
            u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last))
        }
        (.., &[first, .., last]) => u64::from_le_bytes([first, rest[1], last, 0, 0, 0, 0, 0]),
        (.., &[letter]) => letter.into(),
        _ => return hash ^ hash >> 32,
    };
    hash = mix(hash, left);
    // The upper half is mixed best; a table takes its place from the lower.
    hash ^ hash >> 32
}

/// The hash of one word, for the tables of the standard library.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct WordHasher(u64);

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash(bytes);
    }

    /// What the standard library ends a word with tells nothing: the length is in the hash.
    fn write_u8(&mut self, _: u8) {}

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

    #[test]
    fn the_words_of_a_text_are_found_whole() {
        let words = Words::from("ann anne  bo\nzoé".to_owned());
        for word in ["ann", "anne", "bo", "zoé"] {
            assert!(words.contains(word), "{word}");
        }
        for word in ["an", "b", "nne", "ann anne", "", "zo", "carl"] {
            assert!(!words.contains(word), "{word}");
        }
        assert!(!Words::default().contains("ann"));
    }

    #[test]
    fn a_map_that_grows_word_by_word_keeps_them_all() {
        let words: Vec<String> =
            (0..1_000).map(|n| format!("{:.1$}", "wordy lengthwise", n % 17) + &n.to_string()).collect();
        let mut places: WordMap<usize> = WordMap::default();
        for (at, word) in words.iter().enumerate() {
            *places.entry(word) = at;
        }
        assert!(words.iter().enumerate().all(|(at, word)| places.get(word) == Some(&at)));
        assert_eq!(places.get("word"), None);
    }
}

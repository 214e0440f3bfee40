//! Words to be looked up: sets and maps that the lists of a language become.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// Folded words, each with what it means.
///
/// Nearly every word of every remark is looked up in nearly every list, so looking up has to be quick; and there are
/// thousands of them, so they stand in one text. The words in it come from files of the program; nobody who types can make
/// them collide.
#[derive(Debug, Clone)]
pub struct WordMap<T> {
    looks: Looks,
    /// The words, one behind the other.
    text: String,
    /// Where each of them ends.
    ends: Vec<u32>,
    /// What each of them means.
    meanings: Vec<T>,
    /// The numbers of words, each near the place that its hash says; [`FREE`] elsewhere. As many as a power of two.
    places: Vec<u32>,
}

/// Folded words.
#[derive(Debug, Clone, Default)]
pub struct WordSet(WordMap<()>);

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

    /// The place of the bit of a word with this hash.
    fn place(&self, hash: u64) -> (usize, u64) {
        ((hash >> 6) as usize & (self.bits.len() - 1), 1 << (hash % 64))
    }

    fn add(&mut self, hash: u64) {
        let (place, bit) = self.place(hash);
        self.bits[place] |= bit;
    }

    fn may_hold(&self, hash: u64) -> bool {
        let (place, bit) = self.place(hash);
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
        Self::with_room(0)
    }
}

impl<T> WordMap<T> {
    /// Room for some words.
    fn with_room(words: usize) -> Self {
        Self {
            looks: Looks::with_room(words),
            text: String::new(),
            ends: Vec::with_capacity(words),
            meanings: Vec::with_capacity(words),
            places: vec![FREE; (2 * words).next_power_of_two()],
        }
    }

    /// What a word means.
    pub fn get(&self, word: &str) -> Option<&T> {
        let hash = hash(word.as_bytes());
        if self.looks.may_hold(hash) { self.number(hash, word).map(|number| &self.meanings[number]) } else { None }
    }

    /// Whether the word is known.
    pub fn contains_key(&self, word: &str) -> bool {
        self.get(word).is_some()
    }

    /// All words, in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.meanings.iter().enumerate().map(|(number, meaning)| (self.word(number), meaning))
    }

    /// What the words mean, to be changed, in the order in which they came.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.meanings.iter_mut()
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
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
        let hash = hash(word.as_bytes());
        let known = if self.looks.may_hold(hash) { self.number(hash, word) } else { None };
        let number = known.unwrap_or_else(|| self.add(hash, word, meaning));
        &mut self.meanings[number]
    }

    /// Adds a word that is not there yet, and gives its number.
    fn add(&mut self, hash: u64, word: &str, meaning: T) -> usize {
        if 2 * (self.len() + 1) > self.places.len() {
            self.grow();
        }
        let number = self.len();
        self.text.push_str(word);
        self.ends.push(self.text.len() as u32);
        self.meanings.push(meaning);
        self.put(hash, number);
        number
    }

    /// Makes room for as many words again.
    fn grow(&mut self) {
        let room = (2 * self.len()).max(4);
        self.looks = Looks::with_room(room);
        self.places.clear();
        self.places.resize((2 * room).next_power_of_two(), FREE);
        for number in 0..self.len() {
            self.put(hash(self.word(number).as_bytes()), number);
        }
    }

    fn put(&mut self, hash: u64, number: usize) {
        self.looks.add(hash);
        let free = near(&self.places, hash).find(|&place| self.places[place] == FREE);
        if let Some(place) = free {
            self.places[place] = number as u32;
        }
    }

    /// The number of a word.
    fn number(&self, hash: u64, word: &str) -> Option<usize> {
        let near = near(&self.places, hash).map(|place| self.places[place]);
        let is_it = |&number: &usize| &self.text.as_bytes()[self.bytes(number)] == word.as_bytes();
        near.take_while(|&number| number != FREE).map(|number| number as usize).find(is_it)
    }

    fn word(&self, number: usize) -> &str {
        &self.text[self.bytes(number)]
    }

    /// Where a word stands in the text.
    fn bytes(&self, number: usize) -> Range<usize> {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        start as usize..self.ends[number] as usize
    }
}

impl WordSet {
    /// Whether the word is in it.
    pub fn contains(&self, word: &str) -> bool {
        self.0.contains_key(word)
    }

    /// All words, in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(word, ())| word)
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

impl<'de, T: Deserialize<'de>> Deserialize<'de> for WordMap<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Entries<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
            type Value = WordMap<T>;

            fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
                to.write_str("words with what they mean")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
                let mut words = WordMap::with_room(entries.size_hint().unwrap_or_default());
                while let Some((word, meaning)) = entries.next_entry::<&'de str, T>()? {
                    words.entry_or(word, meaning);
                }
                Ok(words)
            }
        }
        from.deserialize_map(Entries(PhantomData))
    }
}

impl<'de> Deserialize<'de> for WordSet {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Listed;

        impl<'de> Visitor<'de> for Listed {
            type Value = WordSet;

            fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
                to.write_str("a list of words")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut listed: A) -> Result<Self::Value, A::Error> {
                let mut words = WordMap::with_room(listed.size_hint().unwrap_or_default());
                while let Some(word) = listed.next_element::<&'de str>()? {
                    words.entry(word);
                }
                Ok(WordSet(words))
            }
        }
        from.deserialize_seq(Listed)
    }
}

/// Very many words, written as one text with spaces between them, which is kept as it is.
#[derive(Debug, Clone, Default, serde::Deserialize)]
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
        let hash = hash(word.as_bytes());
        self.looks.may_hold(hash)
            && near(&self.places, hash)
                .map(|place| self.places[place])
                .take_while(|&at| at != FREE)
                .any(|at| self.stands_at(word, at as usize))
    }

    fn stands_at(&self, word: &str, at: usize) -> bool {
        let behind = self.text.as_bytes()[at..].strip_prefix(word.as_bytes());
        behind.is_some_and(|behind| behind.first().is_none_or(|byte| is_gap(*byte)))
    }
}

/// Whether a byte stands between words.
const fn is_gap(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n')
}

/// All places, from the one on that the hash of a word says.
fn near(places: &[u32], hash: u64) -> impl Iterator<Item = usize> + use<> {
    let (first, count) = (hash as usize, places.len());
    let last = count.wrapping_sub(1);
    (0..count).map(move |step| first.wrapping_add(step) & last)
}

impl From<String> for Words {
    fn from(text: String) -> Self {
        let count = 1 + text.bytes().filter(|byte| is_gap(*byte)).count();
        let (mut looks, mut places) = (Looks::with_room(count), vec![FREE; (2 * count).next_power_of_two()]);
        let mut at = 0;
        for word in text.as_bytes().split(|byte| is_gap(*byte)) {
            if !word.is_empty() {
                let hash = hash(word);
                looks.add(hash);
                let free = near(&places, hash).find(|&place| places[place] == FREE);
                if let Some(place) = free {
                    places[place] = at as u32;
                }
            }
            at += word.len() + 1;
        }
        Self { text, looks, places }
    }
}

impl<W: AsRef<str>> FromIterator<W> for WordSet {
    fn from_iter<I: IntoIterator<Item = W>>(words: I) -> Self {
        Self(words.into_iter().map(|word| (word, ())).collect())
    }
}

impl<W: AsRef<str>, T> FromIterator<(W, T)> for WordMap<T> {
    fn from_iter<I: IntoIterator<Item = (W, T)>>(words: I) -> Self {
        let mut map = Self::default();
        for (word, meaning) in words {
            map.entry_or(word.as_ref(), meaning);
        }
        map
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
    // The upper half is mixed best; a place is taken from the lower.
    hash ^ hash >> 32
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

//! Which lists a token stands in. Several readers ask for each, so that the answer is kept from the first time on.

use std::borrow::Cow;
use std::cell::Cell;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::signals::lexicon::Lexicon;

use super::scene::Scene;

/// A list of words that readers of people, things and places ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    /// Words that are no names, with whatever ending (`common_words.yaml`).
    Common,
    /// Words before the head of a role.
    Departments,
    /// Small words that end a noun phrase.
    FunctionWords,
    /// Given names.
    FirstNames,
    /// Given names that are other words as well.
    DoubtfulNames,
    /// Titles before a name.
    Titles,
    /// Roles that stand for one person by themselves.
    Chiefs,
    /// Capitalised words that are no products.
    NotThings,
    /// Capitalised words that open a sentence and are nobody's name.
    NotNames,
    /// Last words of the names of programs.
    Tails,
    /// Towns, states and countries of one word.
    Places,
}

impl List {
    fn contains(self, lexicon: &Lexicon, word: &str) -> bool {
        let (names, things, places) = (&lexicon.names, &lexicon.things, &lexicon.places);
        match self {
            Self::Common => lexicon.common.knows(word),
            Self::Departments => names.departments.contains(word),
            Self::FunctionWords => lexicon.numbers.nouns.function_words.contains(word),
            Self::FirstNames => names.first_names.contains(word) || names.first_names.contains(&unaccented(word)),
            Self::DoubtfulNames => names.doubtful_names.contains(word),
            Self::Titles => names.titles.contains(word),
            Self::Chiefs => names.chiefs.contains(word),
            Self::NotThings => things.not_things.contains(word),
            Self::NotNames => names.speech.not_names.contains(word),
            Self::Tails => things.tails.contains(word),
            Self::Places => {
                places.cities.contains(word) || places.states.contains(word) || places.countries.contains(word)
            }
        }
    }
}

/// A word without the marks on its letters: "Inés" is the "Ines" that a list may have.
fn unaccented(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    word.nfd().filter(|&letter| !is_combining_mark(letter)).collect()
}

/// The lists that were asked for a token so far, and those of them that it stands in, a bit for each.
#[derive(Debug, Clone, Default)]
pub(super) struct Listed {
    asked: Cell<u16>,
    stands: Cell<u16>,
}

impl Listed {
    fn told(&self, list: List, look_up: impl FnOnce() -> bool) -> bool {
        let bit = 1 << list as u16;
        if self.asked.get() & bit == 0 {
            self.asked.set(self.asked.get() | bit);
            self.stands.set(self.stands.get() | if look_up() { bit } else { 0 });
        }
        self.stands.get() & bit != 0
    }
}

impl Scene<'_> {
    /// Whether the word at an index stands in a list; outside the text none does.
    pub(super) fn holds(&self, list: List, index: usize) -> bool {
        self.listed(index)
            .is_some_and(|listed| listed.told(list, || list.contains(self.context.lexicon, self.norm(index))))
    }
}

//! The texts that a bank was built from, to be kept: a call goes on with the bank that it began with.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Library, fingerprint, in_language};
use crate::bank::problem::{Problems, Source};
use crate::bank::question::Bank;

/// One edition of a bank: every text that it was built from. The same texts make the same bank, with the same hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// The vocabulary of topics, in the order in which the files add to one another.
    topics: Vec<Arc<Source>>,
    /// The sections that it shares with other banks.
    shared: Option<Arc<Source>>,
    /// Its own file.
    bank: Arc<Source>,
}

/// The stored form of an edition.
#[derive(Serialize, Deserialize)]
struct Stored {
    topics: Vec<Text>,
    shared: Option<Text>,
    bank: Text,
}

/// The stored form of a file.
#[derive(Serialize, Deserialize)]
struct Text {
    name: String,
    text: String,
}

impl Library {
    /// The texts of a bank that was built here; `None` of any other.
    pub fn edition(&self, bank: &Bank) -> Option<Edition> {
        let built = self.built.borrow();
        let (name, _) = built.iter().find(|(_, built)| built.hash == bank.hash)?;
        let edition = Edition {
            topics: self.topics.clone(),
            shared: in_language(&self.shared, &bank.language).cloned(),
            bank: self.banks.values().flat_map(BTreeMap::values).find(|source| source.name == *name).cloned()?,
        };
        (edition.hash() == bank.hash).then_some(edition)
    }
}

impl Edition {
    /// The fingerprint of the bank that is built from these texts.
    pub fn hash(&self) -> String {
        let texts = self.topics.iter().chain(&self.shared).chain([&self.bank]);
        fingerprint(texts)
    }

    /// Builds the bank anew.
    ///
    /// # Errors
    /// Everything that this version of the program finds wrong in it.
    pub fn build(&self) -> Result<Arc<Bank>, Problems> {
        let library = Library {
            topics: self.topics.clone(),
            // Whatever its language is called, there is only the one to be found.
            shared: self.shared.iter().map(|shared| (String::new(), Arc::clone(shared))).collect(),
            ..Library::default()
        };
        library.build(&self.bank)
    }

    /// The edition as text, to be kept in a file.
    pub fn to_json(&self) -> String {
        let text = |source: &Arc<Source>| Text { name: source.name.clone(), text: source.text.to_string() };
        let stored = Stored {
            topics: self.topics.iter().map(text).collect(),
            shared: self.shared.as_ref().map(text),
            bank: text(&self.bank),
        };
        // Texts and lists of them always have a JSON form.
        serde_json::to_string(&stored).unwrap_or_default()
    }

    /// An edition that was kept; `None` where the text is no edition.
    pub fn from_json(text: &str) -> Option<Self> {
        let stored: Stored = serde_json::from_str(text).ok()?;
        let source = |text: Text| Source::new(text.name, &text.text);
        Some(Self {
            topics: stored.topics.into_iter().map(source).collect(),
            shared: stored.shared.map(source),
            bank: source(stored.bank),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edition_makes_the_same_bank_again() {
        let library = Library::embedded();
        let bank = library.bank("bant", "en").expect("BANT is clean");
        let edition = library.edition(&bank).expect("it was built here");
        assert_eq!(edition.hash(), bank.hash);
        let again = Edition::from_json(&edition.to_json()).expect("the stored form");
        assert_eq!(again, edition);
        assert_eq!(*again.build().expect("clean"), *bank);
    }

    #[test]
    fn a_bank_of_another_library_has_no_edition_here() {
        let library = Library::embedded();
        let bank = library.bank("bant", "en").expect("BANT is clean");
        assert_eq!(Library::embedded().edition(&bank), None);
        let other = Bank { hash: "0".repeat(16), ..(*bank).clone() };
        assert_eq!(library.edition(&other), None);
    }

    #[test]
    fn no_edition_is_read_from_another_text() {
        for text in ["", "{}", "[1]", "{\"topics\":[],\"shared\":null}"] {
            assert_eq!(Edition::from_json(text), None);
        }
    }
}

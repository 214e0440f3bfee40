//! The reader: one remark in, one [`Reading`] out.

use std::sync::Arc;

use jiff::civil::DateTime;

use crate::bank::{TopicId, Topics};
use crate::call::{Contact, PersonId};

use super::{Answer, Reading, Rulings};

/// A remark to be read, with what the reader may know about it.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// Its words.
    pub text: &'a str,
    /// The topic that a person or a script filed it under.
    pub filed: Option<&'a TopicId>,
    /// The topic of the question on the screen; a hint where nothing is filed.
    pub asked: Option<&'a TopicId>,
    /// The clock of the call: "next month" resolves against it.
    pub at: DateTime,
    /// Who said it.
    pub by: PersonId,
    /// The people of the call; `by` indexes them.
    pub people: &'a [Contact],
}

/// Reads remarks in one language against one vocabulary of topics. Built once, used for every remark.
#[derive(Debug, Clone)]
pub struct Reader {
    topics: Arc<Topics>,
}

impl Reader {
    /// A reader for a language (BCP 47); a language without a lexicon falls back to English.
    pub fn new(language: &str, topics: Arc<Topics>) -> Self {
        let _ = language;
        Self { topics }
    }

    /// The vocabulary of topics.
    pub fn topics(&self) -> &Topics {
        &self.topics
    }

    /// Reads a remark by itself: facts, topic, the seven single-answer flags, stance and grade.
    pub fn read(&self, said: &Said<'_>) -> Reading {
        let _ = said;
        Reading::default()
    }

    /// Reads a remark in the light of earlier answers of the same lead (contradictions) and of what a person
    /// ruled on its flags, which is what every front end shows.
    pub fn read_after(&self, said: &Said<'_>, rulings: &Rulings, earlier: &[Answer]) -> Reading {
        let _ = (rulings, earlier);
        self.read(said)
    }
}

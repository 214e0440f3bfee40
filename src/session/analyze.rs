//! Single texts read by themselves, without a call around them.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::DateTime;

use crate::bank::{TopicId, Topics};
use crate::call::{Contact, PersonId, RemarkId};
use crate::signals::{Answer, Memory, Reader, Reckoning, Rulings, Said};

use super::{FactView, FlagView, view};

/// A text to be read, with what is known about it.
#[derive(Debug, Clone, Copy)]
pub struct Passage<'a> {
    /// The text.
    pub text: &'a str,
    /// What it answers, if that is known; else its words decide.
    pub topic: Option<&'a TopicId>,
    /// The clock: "next month" resolves against it.
    pub at: DateTime,
    /// The language that it is in, as a BCP 47 tag.
    pub language: &'a str,
    /// Earlier answers of the same contact, oldest first, for contradictions.
    pub before: &'a [String],
}

/// Reads passages. Keeps a reader for each language that it met.
#[derive(Debug)]
pub struct Analyzer {
    topics: Arc<Topics>,
    reckoning: Reckoning,
    readers: BTreeMap<String, Reader>,
}

impl Analyzer {
    /// An analyzer for a vocabulary of topics.
    pub fn new(topics: Arc<Topics>, reckoning: Reckoning) -> Self {
        Self { topics, reckoning, readers: BTreeMap::new() }
    }

    /// The topic with this id, if there is one.
    pub fn topic(&self, id: &str) -> Option<&TopicId> {
        self.topics.get(id).map(|topic| &topic.id)
    }

    /// The ids of all topics.
    pub fn topic_ids(&self) -> impl Iterator<Item = &str> {
        self.topics.iter().map(|topic| topic.id.as_str())
    }

    /// The facts in a passage and the flags on it. A contradiction names the earlier answer by its place in
    /// [`Passage::before`], from 1.
    pub fn analyze(&mut self, passage: &Passage<'_>) -> (Vec<FactView>, Vec<FlagView>) {
        let topics = &self.topics;
        let reader = (self.readers)
            .entry(passage.language.to_owned())
            .or_insert_with(|| Reader::new(passage.language, Arc::clone(topics)).reckoning(self.reckoning));
        let people = [Contact::default()];
        let no_rulings = Rulings::new();
        let said = |text, filed, asked| Said { text, filed, asked, at: passage.at, by: PersonId(0), people: &people };

        let mut memory = Memory::default();
        let mut earlier: Vec<Answer> = Vec::with_capacity(passage.before.len());
        for (n, text) in (1..).zip(passage.before) {
            // Nobody says what an earlier text answered: its own words decide, and the topic at hand is a hint.
            let reading = reader.read_with(&said(text, None, passage.topic), &no_rulings, &earlier, &memory);
            let (remark, by, at) = (RemarkId(n), PersonId(0), passage.at);
            let answer = Answer { remark, by, at, text: text.clone(), question: None, reading };
            memory.push(&answer);
            earlier.push(answer);
        }
        let reading = reader.read_with(&said(passage.text, passage.topic, None), &no_rulings, &earlier, &memory);
        let flags = reading.flags.iter().map(|flag| view::flag_view(flag, passage.text, false)).collect();
        (view::facts(&reading.facts, passage.text), flags)
    }
}

//! Reading the answer of an exercise as a remark of a call is read.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::{DateTime, date};

use crate::bank::{FlagKind, TopicId, Topics};
use crate::call::{Contact, PersonId, RemarkId};
use crate::signals::{Answer, Flag, Memory, Reader, Rulings, Said};

/// The clock of all exercises, the same as that of the banks' samples: a Monday in spring.
const CLOCK: DateTime = date(2026, 3, 2).at(10, 0, 0, 0);

/// An answer to be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Remark<'a> {
    /// What was asked about.
    pub(super) topic: &'a TopicId,
    /// What the same contact said before, oldest first; it answered the same question.
    pub(super) before: &'a [String],
    /// The answer.
    pub(super) say: &'a str,
}

/// A reader of remarks in a language.
pub(super) fn reader(language: &str, topics: &Arc<Topics>) -> Reader {
    Reader::new(language, Arc::clone(topics))
}

/// The signals in an answer, in the order in which a screen shows them.
pub(super) fn read(reader: &Reader, remark: &Remark<'_>) -> Vec<Flag> {
    let people = [Contact::default()];
    let no_rulings = Rulings::new();
    let said =
        |text| Said { text, filed: Some(remark.topic), asked: None, at: CLOCK, by: PersonId(0), people: &people };
    let mut memory = Memory::default();
    let mut earlier: Vec<Answer> = Vec::with_capacity(remark.before.len());
    for (n, text) in (1..).zip(remark.before) {
        let reading = reader.read_with(&said(text), &no_rulings, &earlier, &memory);
        let answer =
            Answer { remark: RemarkId(n), by: PersonId(0), at: CLOCK, text: text.clone(), question: None, reading };
        memory.push(&answer);
        earlier.push(answer);
    }
    reader.read_with(&said(remark.say), &no_rulings, &earlier, &memory).flags
}

/// Which signals are in an answer.
pub(super) fn flags_of(reader: &Reader, remark: &Remark<'_>) -> BTreeSet<FlagKind> {
    read(reader, remark).iter().map(|flag| flag.kind).collect()
}

//! The boundary: commands in, a [`Brief`] out. Every front end stands on this and on nothing below it.

use std::sync::Arc;

use jiff::civil::DateTime;

use crate::bank::{Bank, TopicId};
use crate::call::{CallState, Command, Event, Refusal, Timeline};
use crate::qualify::Icp;
use crate::signals::Reader;

pub mod agreement;
mod brief;
pub mod profile;
#[cfg(test)]
pub(crate) mod sample;
pub mod script;

pub use brief::{
    Attention, Brief, CriterionView, Ending, FactView, FlagView, FrameworkView, Head, HeardView, LevelView, NextView,
    PersonView, Preview, ProbeView, Prompt, RailMark, RailQuestion, RailSection, RemarkView, SectionView, TopicChoice,
    VerdictView,
};

/// A call in progress (or looked back at): its journal, its bank, and what it adds up to.
#[derive(Debug, Clone)]
pub struct Session {
    timeline: Timeline,
    bank: Arc<Bank>,
    reader: Reader,
    icp: Icp,
}

impl Session {
    /// A call that has not begun, or (with a journal) one taken up again.
    pub fn new(bank: Arc<Bank>, icp: Icp, journal: Vec<Event>) -> Self {
        let reader = Reader::new(&bank.language, Arc::clone(&bank.topics));
        Self { timeline: Timeline::replay(journal), bank, reader, icp }
    }

    /// Carries a command out and returns the events to be journalled.
    pub fn apply(&mut self, command: &Command, at: DateTime) -> Result<Vec<Event>, Refusal> {
        let events = self.timeline.apply(command, at)?.to_vec();
        Ok(events)
    }

    /// The call as it stands.
    pub fn state(&self) -> &CallState {
        self.timeline.state()
    }

    /// The bank in use.
    pub fn bank(&self) -> &Bank {
        &self.bank
    }

    /// What a half-typed note would become if it were kept now.
    pub fn preview(&self, draft: &str, at: DateTime) -> Preview {
        let _ = (draft, at, &self.reader, &self.icp);
        Preview::default()
    }

    /// Where a remark could be filed by hand: every topic, for a fuzzy search.
    pub fn topics(&self) -> impl Iterator<Item = (&TopicId, &str)> {
        self.bank.topics.iter().map(|topic| (&topic.id, topic.cue.as_str()))
    }
}

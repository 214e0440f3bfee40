//! The journal of a call and the state that it adds up to: undo, redo, history, replay to a moment.

use jiff::civil::DateTime;

use super::command::Command;
use super::decide::Refusal;
use super::event::{ActId, Event};
use super::state::CallState;

/// A journal and what it adds up to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Timeline {
    journal: Vec<Event>,
    state: CallState,
}

/// One act of the rep's as the history shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// Its number.
    pub id: ActId,
    /// When it was done.
    pub at: DateTime,
    /// What it did, in words (`kept “40k a month…”`).
    pub name: String,
    /// Whether it stands (not undone).
    pub stands: bool,
}

impl Timeline {
    /// Rebuilds a call from its journal.
    pub fn replay(journal: Vec<Event>) -> Self {
        Self { journal, state: CallState::default() }
    }

    /// Carries a command out; returns the events that it added to the journal.
    pub fn apply(&mut self, command: &Command, at: DateTime) -> Result<&[Event], Refusal> {
        let _ = (command, at);
        Ok(&[])
    }

    /// The call as it stands.
    pub fn state(&self) -> &CallState {
        &self.state
    }

    /// Every event so far, undone acts included.
    pub fn journal(&self) -> &[Event] {
        &self.journal
    }

    /// The call as it stood after the first `seq` events.
    pub fn state_at(&self, seq: u32) -> CallState {
        let _ = seq;
        CallState::default()
    }

    /// The acts, oldest first, undone ones included.
    pub fn history(&self) -> Vec<Act> {
        Vec::new()
    }

    /// The act that an undo would take back.
    pub fn undoable(&self) -> Option<ActId> {
        None
    }

    /// The act that a redo would do again.
    pub fn redoable(&self) -> Option<ActId> {
        None
    }
}

//! Commands to events, or to a refusal that says why.

use thiserror::Error;

use super::command::Command;
use super::event::What;
use super::state::CallState;

/// Why a command was not carried out, in words for the rep.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// Nothing was typed.
    #[error("nothing to keep: the note is empty")]
    Empty,
}

/// Decides what a command does to a call as it stands.
pub fn decide(state: &CallState, command: &Command) -> Result<Vec<What>, Refusal> {
    let _ = (state, command);
    Ok(Vec::new())
}

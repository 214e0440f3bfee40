//! State and event to the next state: total, and the only place where a call changes.

use jiff::civil::DateTime;

use super::event::What;
use super::state::CallState;

/// Carries one event out. Events that make no sense (a remark that does not exist) change nothing.
pub fn evolve(state: &mut CallState, at: DateTime, what: &What) {
    let _ = (state, at, what);
}

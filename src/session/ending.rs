//! How a call ends: what was agreed, and on which days to come back.

use jiff::civil::Date;

use crate::call::{Closed, NextStep};

/// How the call ends.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ending {
    /// What was agreed.
    pub next_step: Option<NextStep>,
    /// The day for the next talk that the prospect named, where one was heard.
    pub follow_up: Option<Date>,
    /// The day to come back to a lead that is nurtured, where one is known.
    pub come_back: Option<Date>,
    /// What was shown at the wrap-up, while the call is closed.
    pub closed: Option<Closed>,
    /// The act that undo would take back, in words.
    pub undo: Option<String>,
    /// The act that redo would do again, in words.
    pub redo: Option<String>,
}

impl Ending {
    /// The day for the next talk: the one kept with the next step, else the one that the prospect named.
    pub fn agreed_day(&self) -> Option<Date> {
        self.next_step.as_ref().and_then(|step| step.on).or(self.follow_up)
    }
}

//! The list of leads, and the lead that is open.

use crate::tui::editor::Editor;
use crate::tui::leads::{LeadQuery, LeadSheet, LeadsListed};

/// How many leads the list asks for; further down, it asks for as many more.
pub(crate) const PAGE: usize = 200;

/// The list of leads.
#[derive(Debug, Clone, Default)]
pub(crate) struct LeadsScreen {
    /// What was asked for.
    pub(crate) query: LeadQuery,
    /// What is shown.
    pub(crate) listed: LeadsListed,
    /// The chosen row.
    pub(crate) at: usize,
    /// Words and conditions, as typed.
    pub(crate) search: Editor,
    /// Letters go into the search.
    pub(crate) is_searching: bool,
    /// The lead that is open.
    pub(crate) open: Option<OpenLead>,
}

/// A lead that is open.
#[derive(Debug, Clone)]
pub(crate) struct OpenLead {
    /// What is known of it.
    pub(crate) sheet: LeadSheet,
    /// The chosen row: first to call, then its calls, then what is known, line by line.
    pub(crate) at: usize,
}

impl OpenLead {
    /// How many rows can be chosen.
    pub(crate) fn rows(&self) -> usize {
        1 + self.sheet.calls.len() + self.sheet.parts.iter().map(|(_, lines)| lines.len()).sum::<usize>()
    }
}

//! The list of leads, and the lead that is open.

use crate::tui::editor::Editor;
use crate::tui::leads::{LeadQuery, LeadRow, LeadSheet, LeadsListed};

/// How many leads the list asks for at once.
pub(crate) const PAGE: usize = 300;

/// How many leads above the chosen one are at hand: more than any screen shows.
pub(crate) const ABOVE: usize = 150;

/// The list of leads.
#[derive(Debug, Clone, Default)]
pub(crate) struct LeadsScreen {
    /// What was asked for.
    pub(crate) query: LeadQuery,
    /// What is shown.
    pub(crate) listed: LeadsListed,
    /// The chosen row of the list, from its top.
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

impl LeadsScreen {
    /// The row that is chosen, if it is at hand.
    pub(crate) fn chosen(&self) -> Option<&LeadRow> {
        self.listed.rows.get(self.at.checked_sub(self.listed.skip)?)
    }

    /// Whether the chosen row is at hand, with those above it that a screen may show.
    pub(crate) fn is_at_hand(&self) -> bool {
        let LeadsListed { skip, rows, .. } = &self.listed;
        let above = ABOVE * 2 / 3;
        (*skip == 0 || self.at >= skip + above) && (self.at < skip + rows.len() || self.listed.found <= self.at)
    }
}

impl OpenLead {
    /// How many rows can be chosen.
    pub(crate) fn rows(&self) -> usize {
        1 + self.sheet.calls.len() + self.sheet.parts.iter().map(|(_, lines)| lines.len()).sum::<usize>()
    }
}

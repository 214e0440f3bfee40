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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_at_hand_as_far_as_a_screen_shows_them() {
        let mut screen = LeadsScreen::default();
        assert!(screen.is_at_hand() && screen.chosen().is_none(), "nothing is listed");
        let rows = |first: i64| (first..first + 300).map(|id| LeadRow { id, ..LeadRow::default() }).collect();
        screen.listed = LeadsListed { rows: rows(0), found: 1_000_000, ..LeadsListed::default() };
        for (at, is_at_hand) in [(0, true), (299, true), (300, false), (999_999, false)] {
            screen.at = at;
            assert_eq!((screen.is_at_hand(), screen.chosen().is_some()), (is_at_hand, at < 300), "{at}");
        }
        screen.listed = LeadsListed { rows: rows(5_000), skip: 5_000, found: 1_000_000, ..LeadsListed::default() };
        for (at, is_at_hand) in [(0, false), (5_000, false), (5_150, true), (5_299, true), (5_300, false)] {
            screen.at = at;
            assert_eq!(screen.is_at_hand(), is_at_hand, "{at}");
        }
        screen.at = 5_150;
        assert_eq!(screen.chosen().map(|row| row.id), Some(5_150));
    }
}

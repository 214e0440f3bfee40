//! Panes that stand still: drawn once, and copied while nothing that they show has changed.
//!
//! A typed letter changes the note and where it would go. The rail, the side and the remarks of a call are two thirds of
//! the screen and of the work of drawing it, and change when something is kept.

use std::sync::Arc;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

use crate::call::RemarkId;
use crate::session::Brief;
use crate::tui::keymap::Keymap;
use crate::tui::model::{CallScreen, Model, Saving};
use crate::tui::theme::Look;

/// A pane of the call screen that a typed letter leaves alone.
#[derive(Debug, Clone, Copy)]
pub(super) enum Pane {
    Rail,
    Side,
    Remarks,
}

/// The panes as they were drawn last.
#[derive(Debug, Default)]
pub(crate) struct Still {
    shown: Option<Shown>,
    panes: [Option<Drawn>; 3],
}

/// All that the panes show, and in what look.
#[derive(Debug)]
struct Shown {
    screen: Rect,
    look: Look,
    keymap: Keymap,
    /// A brief never changes; a call that does has another one.
    brief: Arc<Brief>,
    chosen: Option<RemarkId>,
    saving: Saving,
    outage: bool,
}

/// A pane as it was drawn.
#[derive(Debug)]
struct Drawn {
    place: Rect,
    cells: Vec<Cell>,
}

impl Still {
    /// Forgets the panes if what they show has changed.
    pub(super) fn follow(&mut self, model: &Model, call: &CallScreen, screen: Rect) {
        if self.shown.as_ref().is_none_or(|shown| !shown.is_what(model, call, screen)) {
            *self = Self { shown: Some(Shown::of(model, call, screen)), panes: [const { None }; 3] };
        }
    }

    /// Copies a pane as it was drawn last; whether it was drawn at this place.
    pub(super) fn copy(&self, pane: Pane, place: Rect, buffer: &mut Buffer) -> bool {
        let Some(drawn) = self.panes[pane as usize].as_ref().filter(|drawn| drawn.place == place) else { return false };
        let width = usize::from(place.width).max(1);
        for (y, row) in (place.top()..place.bottom()).zip(drawn.cells.chunks(width)) {
            let from = buffer.index_of(place.x, y);
            buffer.content[from..from + row.len()].clone_from_slice(row);
        }
        true
    }

    /// Remembers a pane that was just drawn.
    pub(super) fn remember(&mut self, pane: Pane, place: Rect, buffer: &Buffer) {
        let rows = (place.top()..place.bottom()).map(|y| buffer.index_of(place.x, y));
        let cells = rows.flat_map(|from| &buffer.content[from..from + usize::from(place.width)]).cloned().collect();
        self.panes[pane as usize] = Some(Drawn { place, cells });
    }
}

impl Shown {
    fn of(model: &Model, call: &CallScreen, screen: Rect) -> Self {
        Self {
            screen,
            look: model.look,
            keymap: model.keymap.clone(),
            brief: Arc::clone(&call.brief),
            chosen: call.chosen,
            saving: call.saving.clone(),
            outage: model.outage.is_some(),
        }
    }

    fn is_what(&self, model: &Model, call: &CallScreen, screen: Rect) -> bool {
        Arc::ptr_eq(&self.brief, &call.brief)
            && (self.screen, self.look, self.chosen) == (screen, model.look, call.chosen)
            && self.outage == model.outage.is_some()
            && self.saving == call.saving
            && self.keymap == model.keymap
    }
}

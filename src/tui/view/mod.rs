//! The screen as a pure function of the model: cells in a buffer, and the place of the cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::layout;
use super::model::{Model, Overlay};
use super::theme::Role;

mod call;
mod facts;
mod home;
mod keys;
mod middle;
mod overlay;
mod pen;
mod rail;
mod remarks;
mod side;
mod why;

use pen::Pen;

/// Draws the model; returns where the terminal's cursor belongs.
pub(crate) fn view(model: &Model, buffer: &mut Buffer) -> Option<Position> {
    let screen = buffer.area;
    let mut pen = Pen::new(buffer, model.look);
    let (columns, rows) = layout::SMALLEST;
    if screen.width < columns || screen.height < rows {
        return too_small(&mut pen, screen);
    }
    let cursor = match &model.call {
        Some(call) => call::view(model, call, &mut pen),
        None => home::view(model, &mut pen),
    };
    match &model.overlay {
        Some(open) => overlay::view(model, open, &mut pen),
        None if model.letters => {
            keys::letters(model, &mut pen);
            cursor
        }
        None => cursor,
    }
}

/// How many rows an overlay has that scrolls.
pub(crate) fn overlay_rows(model: &Model, overlay: &Overlay) -> usize {
    overlay::lines(model, overlay, overlay::width(model)).len()
}

fn too_small(pen: &mut Pen<'_>, screen: Rect) -> Option<Position> {
    let (columns, rows) = layout::SMALLEST;
    let text = format!("bantam needs {columns} columns and {rows} rows; all you typed is kept.");
    let lines = pen::paragraph(&text, usize::from(screen.width), Role::Text, &[], 9);
    pen.lines(screen, &lines);
    None
}

//! The screen as a pure function of the model: cells in a buffer, and the place of the cursor.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::layout;
use super::model::{Model, Overlay};
use super::theme::Role;

mod call;
mod compare;
mod drill;
mod facts;
mod home;
mod keys;
mod leads;
mod middle;
mod overlay;
mod pen;
mod people;
mod practice;
mod rail;
mod remarks;
mod side;
mod still;
mod why;

pub(crate) use call::stamp;
pub(crate) use pen::Hit;
use pen::Pen;
pub(crate) use still::Still;

/// Draws the model; returns where the terminal's cursor belongs.
pub(crate) fn view(model: &Model, buffer: &mut Buffer) -> Option<Position> {
    draw(model, &mut Pen::new(buffer, model.look, &model.keymap))
}

/// The same over a screen that was drawn before: what stood still is copied.
pub(crate) fn view_over(still: &mut Still, model: &Model, buffer: &mut Buffer) -> Option<Position> {
    draw(model, &mut Pen::new(buffer, model.look, &model.keymap).over(still))
}

/// What stands at a place of the screen: found by drawing it once more, so that nothing has to be remembered.
pub(crate) fn hit(model: &Model, position: Position) -> Option<Hit> {
    let mut buffer = Buffer::empty(Rect::new(0, 0, model.size.0, model.size.1));
    let mut pen = Pen::new(&mut buffer, model.look, &model.keymap);
    draw(model, &mut pen);
    pen.hit(position).cloned()
}

fn draw(model: &Model, pen: &mut Pen<'_>) -> Option<Position> {
    let screen = pen.screen();
    let (columns, rows) = layout::SMALLEST;
    if screen.width < columns || screen.height < rows {
        return too_small(pen, screen);
    }
    let cursor = match (&model.call, &model.drill, &model.home.leads) {
        (Some(call), ..) => call::view(model, call, pen),
        (None, Some(drill), _) => drill::view(model, drill, pen),
        (None, None, Some(leads)) if model.home.form.is_none() => leads::view(model, leads, pen),
        (None, None, _) => home::view(model, pen),
    };
    match &model.overlay {
        Some(open) => overlay::view(model, open, pen),
        None if model.letters => {
            keys::letters(model, pen);
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

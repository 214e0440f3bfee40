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
mod frame;
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
mod why;

pub(crate) use call::stamp;
pub(crate) use frame::{Change, Frame};
pub(crate) use pen::Hit;
use pen::Pen;

/// Draws the model; returns where the terminal's cursor belongs.
pub(crate) fn view(model: &Model, buffer: &mut Buffer) -> Option<Position> {
    draw(model, &mut Pen::new(buffer, model.look, &model.keymap))
}

/// What stands at a place of the screen: found by drawing it once more, so that nothing has to be remembered.
pub(crate) fn hit(model: &Model, position: Position) -> Option<Hit> {
    let mut buffer = Buffer::empty(Rect::new(0, 0, model.size.0, model.size.1));
    let mut pen = Pen::new(&mut buffer, model.look, &model.keymap);
    draw(model, &mut pen);
    pen.hit(position).cloned()
}

fn draw(model: &Model, pen: &mut Pen<'_>) -> Option<Position> {
    let cursor = below(model, pen);
    above(model, pen, cursor)
}

fn is_too_small(screen: Rect) -> bool {
    let (columns, rows) = layout::SMALLEST;
    screen.width < columns || screen.height < rows
}

/// Draws the screen without what lies over it.
fn below(model: &Model, pen: &mut Pen<'_>) -> Option<Position> {
    if is_too_small(pen.screen()) {
        return too_small(pen, pen.screen());
    }
    match (&model.call, &model.drill, &model.home.leads) {
        (Some(call), ..) => call::view(model, call, pen),
        (None, Some(drill), _) => drill::view(model, drill, pen),
        (None, None, Some(leads)) if model.home.form.is_none() => leads::view(model, leads, pen),
        (None, None, _) => home::view(model, pen),
    }
}

/// Draws what lies over the screen.
fn above(model: &Model, pen: &mut Pen<'_>, cursor: Option<Position>) -> Option<Position> {
    match &model.overlay {
        _ if is_too_small(pen.screen()) => cursor,
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

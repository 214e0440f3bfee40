//! The keys at the bottom and the row of command letters, both from the command table.

use ratatui::layout::Rect;

use super::pen::{Hit, Line, Pen, line_cells, piece};
use crate::tui::commands::{self, COMMANDS, CommandId};
use crate::tui::model::{Model, Overlay};
use crate::tui::theme::Role;
use crate::tui::tour;

/// The commands that the footer names after the keys of the note line, as far as there is room.
const FOOTER: [CommandId; 6] = [
    CommandId::Find,
    CommandId::Help,
    CommandId::NextQuestion,
    CommandId::Rephrase,
    CommandId::Undo,
    CommandId::EditNote,
];

/// The row of keys; over an overlay, which may hide the status row, what just happened comes first.
pub(super) fn footer(model: &Model, pen: &mut Pen<'_>, place: Rect) {
    // The home screen has keys of its own below an overlay.
    pen.line(place, 0, &[piece(" ".repeat(usize::from(place.width)), Role::Text)]);
    if let Some(notice) = model.notice.as_ref().filter(|_| model.overlay.is_some()) {
        let role = if notice.bad { Role::Caution } else { Role::Text };
        pen.line(place, 0, &[piece(format!(" {}", notice.text), role)]);
        return;
    }
    if let Some(tour) = tour::line(model) {
        pen.line(place, 0, &[piece(format!(" {tour}"), Role::Key)]);
        return;
    }
    let mut line: Line = vec![piece(" ", Role::Text)];
    let width = usize::from(place.width);
    let separator = format!(" {} ", pen.look.shapes().dot);
    let mut add = |key: &str, title: &str| {
        let both = [piece(key, Role::Key), piece(format!(" {title}"), Role::Quiet)];
        let gap = if line.len() > 1 { separator.as_str() } else { "" };
        if line_cells(&line) + gap.len() + line_cells(&both) < width {
            line.push(piece(gap, Role::Quiet));
            line.extend(both);
        }
    };
    for (key, title) in fixed(model) {
        let key = if pen.look.unicode {
            (*key).to_owned()
        } else {
            key.replace("↑↓", "Up/Down").replace("←→", "Left/Right")
        };
        add(&key, title);
    }
    if model.overlay.is_none() {
        let now = model.snapshot();
        for row in FOOTER.iter().filter_map(|&id| commands::row(id)).filter(|row| (row.when)(&now).is_ok()) {
            add(&model.keymap.shown(row.id), row.title);
        }
    }
    pen.line(place, 0, &line);
}

/// The command letters over the last rows of the screen; those that do not work are dim.
pub(super) fn letters(model: &Model, pen: &mut Pen<'_>) {
    let screen = pen.screen();
    let now = model.snapshot();
    let cell = COMMANDS.iter().map(|row| row.title.len()).max().unwrap_or(10) + 3;
    let room = usize::from(screen.width.saturating_sub(4));
    // All of them are always there: on a small screen, names are cut.
    let rows_at_most = usize::from(screen.height.saturating_sub(2)).max(1);
    let columns = (room / cell).clamp(1, 6).max(COMMANDS.len().div_ceil(rows_at_most));
    let cell = cell.min(room / columns);
    let rows = COMMANDS.len().div_ceil(columns);
    let height = (rows as u16 + 2).min(screen.height);
    let place = Rect { y: screen.bottom() - height, height, ..screen };
    let inside = pen.window(place, "press a letter; Esc closes");
    for (at, row) in COMMANDS.iter().enumerate() {
        let (x, y) = (at / rows, at % rows);
        let works = (row.when)(&now).is_ok();
        let role = if works { Role::Text } else { Role::Quiet };
        let place = Rect { x: inside.x + (x * cell) as u16, width: cell.saturating_sub(1) as u16, ..inside };
        let place = place.intersection(inside);
        let key = if works { Role::Key } else { Role::Quiet };
        let letter = model.keymap.letter(row.id).unwrap_or(' ');
        pen.line(place, y as u16, &[piece(letter, key), piece(format!(" {}", row.title), role)]);
        pen.target(place, y as u16, Hit::Command(row.id));
    }
}

/// The keys that always work where the focus is, with what they do.
fn fixed(model: &Model) -> &'static [(&'static str, &'static str)] {
    match &model.overlay {
        None if model.call.as_ref().is_some_and(|call| call.practice.line.is_some()) => {
            &[("Enter", "ask, or keep"), ("?", "in your words"), ("Esc", "commands")]
        }
        None => &[("Enter", "keep"), ("Tab", "file under"), ("Esc", "commands")],
        Some(Overlay::Find(_) | Overlay::File { .. } | Overlay::Switch { .. }) => {
            &[("Enter", "choose"), ("↑↓", "move"), ("Esc", "back")]
        }
        Some(Overlay::Card(_)) => &[("c", "copy"), ("Enter", "said"), ("Esc", "back")],
        Some(Overlay::Flags { .. }) => &[("Enter", "dismiss or raise"), ("↑↓", "move"), ("Esc", "back")],
        Some(Overlay::Facts { meant: None, .. }) => {
            &[("Enter", "put it right"), ("x", "no fact, or as it was read"), ("↑↓", "move"), ("Esc", "back")]
        }
        Some(Overlay::Facts { .. }) => &[("Enter", "keep the value"), ("Esc", "later")],
        Some(Overlay::Settings(_)) => &[("Enter", "next value"), ("↑↓", "move"), ("Esc", "back")],
        Some(Overlay::Edit { .. }) => &[("Enter", "keep the new words"), ("Esc", "later")],
        Some(Overlay::Speaker { .. }) => &[("Enter", "speaks now"), ("↑↓", "move"), ("Esc", "back")],
        Some(Overlay::WrapUp) if is_closed(model) => {
            &[("Enter", "do it"), ("←→", "another form"), ("↑↓", "move"), ("Esc", "back to the call")]
        }
        Some(Overlay::WrapUp) => &[("Enter", "do it"), ("↑↓", "move"), ("Esc", "back to the call")],
        Some(Overlay::History(_)) => &[("u", "undo"), ("r", "redo"), ("↑↓", "scroll"), ("Esc", "back")],
        Some(Overlay::Why(_) | Overlay::Grade(_) | Overlay::Help(_) | Overlay::Compare(..) | Overlay::People(..)) => {
            &[("↑↓", "scroll"), ("Esc", "back")]
        }
    }
}

fn is_closed(model: &Model) -> bool {
    model.call.as_ref().is_some_and(|call| call.brief.ending.closed.is_some())
}

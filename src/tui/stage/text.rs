//! A screen as text: what stands where, and in which style.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier, Style};
use unicode_width::UnicodeWidthStr;

/// The rows, blanks at their ends left out.
pub(crate) fn rows(buffer: &Buffer) -> String {
    let area = buffer.area;
    let mut text = String::new();
    for y in area.top()..area.bottom() {
        let row: String = cells(buffer, y).map(|(_, cell)| cell.symbol()).collect();
        text.push_str(row.trim_end());
        text.push('\n');
    }
    text
}

/// A row's cells with their columns; what a wide character covers is left out.
pub(super) fn cells(buffer: &Buffer, y: u16) -> impl Iterator<Item = (u16, &Cell)> {
    let mut covered = 0;
    (buffer.area.left()..buffer.area.right()).filter_map(move |x| {
        let cell = buffer.cell((x, y))?;
        if covered > 0 {
            covered -= 1;
            return None;
        }
        covered = cell.symbol().width().saturating_sub(1);
        Some((x, cell))
    })
}

/// A stretch of a row in one style.
pub(super) struct Run {
    /// The column where it begins.
    pub(super) x: u16,
    /// Its text.
    pub(super) text: String,
    /// Its style.
    pub(super) style: Style,
}

/// A row cut where the style changes.
pub(super) fn runs(buffer: &Buffer, y: u16) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (x, cell) in cells(buffer, y) {
        match runs.last_mut() {
            Some(run) if run.style == cell.style() => run.text.push_str(cell.symbol()),
            _ => runs.push(Run { x, text: cell.symbol().to_owned(), style: cell.style() }),
        }
    }
    runs
}

/// What is not plain: row, column, style, text.
pub(super) fn styles(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        for run in runs(buffer, y) {
            let named = name(run.style);
            if !named.is_empty() && !run.text.trim().is_empty() {
                let _ = writeln!(text, "{y}:{} {named}: {}", run.x, run.text.trim());
            }
        }
    }
    text
}

/// The style in words; empty for plain text.
fn name(style: Style) -> String {
    let modifiers = [
        (Modifier::BOLD, "bold"),
        (Modifier::DIM, "dim"),
        (Modifier::UNDERLINED, "underlined"),
        (Modifier::REVERSED, "reversed"),
    ];
    let mut words: Vec<String> = modifiers
        .into_iter()
        .filter(|(modifier, _)| style.add_modifier.contains(*modifier))
        .map(|(_, name)| name.to_owned())
        .collect();
    let set = |colour: Option<Color>| colour.filter(|colour| *colour != Color::Reset);
    words.extend(set(style.fg).map(|colour| colour.to_string().to_lowercase()));
    words.extend(set(style.bg).map(|colour| format!("on {}", colour.to_string().to_lowercase())));
    words.join(" ")
}

//! What was read in a remark: the words, what they fill, the value, and by whose word it stands.

use ratatui::layout::{Position, Rect};

use super::overlay::{field, listed};
use super::pen::{Line, Pen, paragraph, piece};
use crate::call::RemarkId;
use crate::tui::editor::Editor;
use crate::tui::model::{CallScreen, Model};
use crate::tui::text::{cells, fit};
use crate::tui::theme::Role;
use crate::tui::update::{FactRow, Stands, fact_rows};

/// The widest value that is shown whole.
const VALUE_CELLS: usize = 22;

/// The remark's words, then a row for each fact.
pub(super) fn lines(model: &Model, call: &CallScreen, remark: RemarkId, width: usize) -> Vec<Line> {
    let Some(view) = call.remark(remark) else { return Vec::new() };
    let rows = fact_rows(view);
    let value = |row: &FactRow| row.read.as_ref().map_or("no fact", |(_, shown)| shown).to_owned();
    let value_cells = rows.iter().map(|row| cells(&value(row))).max().unwrap_or(0).min(VALUE_CELLS);
    let mut lines = paragraph(&view.text, width, Role::Text, &[], 3);
    lines.push(Vec::new());
    lines.extend(rows.iter().map(|row| {
        let cue = row.read.as_ref().map_or("", |(topic, _)| {
            call.topics
                .iter()
                .find(|choice| choice.topic == *topic.as_str())
                .map_or(topic.as_str(), |choice| &choice.cue)
        });
        let said = match &row.stands {
            Stands::AsRead => row.words.clone(),
            Stands::ByHand(_) | Stands::Refused => format!("{}  by hand", row.words),
        };
        let role = if row.read.is_some() { Role::Text } else { Role::Caution };
        vec![
            piece(fit(&value(row), value_cells, model.look.shapes().ellipsis), role),
            piece(" ".repeat(value_cells.saturating_sub(cells(&value(row))) + 2), Role::Text),
            piece(format!("{cue:<20}  "), Role::Title),
            piece(said, Role::Quiet),
        ]
    }));
    lines
}

/// Draws the list, and the field over its last row while a value is being put right.
pub(super) fn view(
    call: &CallScreen,
    (remark, at): (RemarkId, usize),
    meant: Option<&Editor>,
    pen: &mut Pen<'_>,
    place: Rect,
    lines: &[Line],
) -> Option<Position> {
    let rows = call.remark(remark).map(fact_rows).unwrap_or_default();
    let focus = lines.len().saturating_sub(rows.len()) + at.min(rows.len().saturating_sub(1));
    listed(Rect { height: place.height.saturating_sub(2), ..place }, pen, lines, focus);
    let last = Rect { y: place.bottom().saturating_sub(1), height: place.height.min(1), ..place };
    let row = rows.get(at)?;
    let editor = meant?;
    let shapes = pen.look.shapes();
    let [open, close] = shapes.quotes;
    let words = fit(&row.words, usize::from(last.width) / 2, shapes.ellipsis);
    let label = format!("{open}{words}{close} means: ");
    pen.line(last, 0, &[piece(label.clone(), Role::Key)]);
    let label = (cells(&label) as u16).min(last.width);
    field(pen, Rect { x: last.x + label, width: last.width - label, ..last }, editor)
}

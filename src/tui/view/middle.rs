//! The middle pane: the question, the remarks, the note and where it goes.

use ratatui::layout::{Position, Rect};

use super::pen::{Line, Pen, paragraph, piece};
use super::{practice, remarks};
use crate::session::PersonView;
use crate::tui::commands::CommandId;
use crate::tui::layout;
use crate::tui::model::{CallScreen, Target};
use crate::tui::text::fit;
use crate::tui::theme::Role;
use crate::tui::update::is_aloud;

/// Rows from which on a pane has room for more than one row of why.
const ROOMY_ROWS: u16 = 20;
/// More rows than any phrasing takes: what is read aloud is not cut.
const PHRASING_ROWS: usize = 12;
/// The most rows that a note may grow to.
const NOTE_ROWS: usize = 6;

/// Where the note stands, and where it would go.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    note: Rect,
    target: Rect,
    /// How many rows the note wants.
    rows: usize,
}

/// Draws the middle pane; returns what of it moves while a note is typed, and the caret's place.
pub(super) fn view(call: &CallScreen, outage: bool, pen: &mut Pen<'_>, place: Rect) -> (Entry, Option<Position>) {
    let place = Rect { x: place.x + 1, width: place.width.saturating_sub(2), ..place };
    let width = usize::from(place.width);
    let (prompt, must) = prompt(call, pen, width, if place.height >= ROOMY_ROWS { 3 } else { 1 });
    let rows = call.note.rows(note_width(place), NOTE_ROWS).rows.len();
    let places = layout::middle(place, prompt.len() as u16, must, rows as u16);
    pen.lines(places.prompt, &prompt);
    remarks::view(call, outage, pen, places.remarks);
    if places.note.y > places.remarks.bottom() {
        pen.rule(Rect { y: places.note.y - 1, height: 1, ..place }, 0);
    }
    let at = Entry { note: places.note, target: places.target, rows };
    let caret = entry(call, pen, &at);
    (at, caret)
}

/// Draws the note and where it would go; returns the caret's place.
pub(super) fn entry(call: &CallScreen, pen: &mut Pen<'_>, at: &Entry) -> Option<Position> {
    target(call, pen, at.target);
    note(call, pen, at.note)
}

impl Entry {
    /// All of it.
    pub(super) fn place(&self) -> Rect {
        self.note.union(self.target)
    }

    /// Whether the note takes no more rows than it did, and no fewer.
    pub(super) fn holds(&self, call: &CallScreen) -> bool {
        call.note.rows(note_width(self.note), NOTE_ROWS).rows.len() == self.rows
    }
}

/// How many cells a row of the note has, right of the prompt.
fn note_width(place: Rect) -> usize {
    usize::from(place.width).saturating_sub(2).max(1)
}

/// The question: its cue, one phrasing, why, and on demand its probes; and how many of the rows are to be read aloud.
fn prompt(call: &CallScreen, pen: &Pen<'_>, width: usize, why_rows: usize) -> (Vec<Line>, u16) {
    let Some(prompt) = &call.brief.prompt else {
        return (
            vec![vec![piece(
                format!("No question is on the screen: {} finds one.", pen.keymap.shown(CommandId::Find)),
                Role::Quiet,
            )]],
            1,
        );
    };
    let shapes = pen.look.shapes();
    let phrasing = prompt.ask.get(call.phrasing).or_else(|| prompt.ask.first()).map_or("", String::as_str);
    let mut cue = vec![piece(prompt.cue.clone(), Role::Cue)];
    if prompt.ask.len() > 1 {
        let at = call.phrasing.min(prompt.ask.len() - 1) + 1;
        cue.push(piece(format!("   {at} of {} phrasings", prompt.ask.len()), Role::Quiet));
    }
    let mut lines = vec![cue];
    lines.extend(paragraph(phrasing, width, Role::Text, &[], PHRASING_ROWS));
    let heard = practice::line(call, pen, width);
    if !heard.is_empty() {
        lines.push(Vec::new());
    }
    lines.extend(heard);
    let must = lines.len() as u16;
    if !prompt.why.is_empty() {
        lines.extend(paragraph(&format!("why: {}", prompt.why), width, Role::Quiet, &[], why_rows));
    }
    if let Some(heard) = prompt.already.last().and_then(|&id| call.remark(id)) {
        let time = super::call::stamp(heard.elapsed_seconds);
        let text = format!("{} heard at {time}: {}", shapes.check, heard.text);
        lines.push(vec![piece(fit(&text, width, shapes.ellipsis), Role::Good)]);
    }
    let said = call.brief.head.before.said.iter().find(|said| said.topic == prompt.topic);
    if let Some(said) = said {
        let (on, key) = (said.on.strftime("%-d %B"), pen.keymap.shown(CommandId::StillSo));
        let text = format!("{} said on {on}: {} ({key}: still so)", shapes.dot, said.words);
        lines.push(vec![piece(fit(&text, width, shapes.ellipsis), Role::Good)]);
    }
    if call.probes {
        for heard in &prompt.listen_for {
            lines.extend(paragraph(
                heard,
                width,
                Role::Text,
                &[piece(format!("  listen {} ", shapes.dot), Role::Quiet)],
                2,
            ));
        }
        for probe in &prompt.probes {
            let first = [piece(format!("  if {} {} ", probe.flag, shapes.arrow), Role::Quiet)];
            lines.extend(paragraph(&probe.say, width, Role::Text, &first, 2));
        }
    }
    lines.push(Vec::new());
    (lines, must)
}

/// What a person is called: the name, else the role.
pub(super) fn called(person: &PersonView) -> &str {
    match (person.name.as_str(), person.role.as_str()) {
        ("", "") => "someone",
        ("", role) => role,
        (name, _) => name,
    }
}

/// Where the note would go.
fn target(call: &CallScreen, pen: &mut Pen<'_>, place: Rect) {
    let shapes = pen.look.shapes();
    let speaker = call.brief.people.iter().find(|person| person.speaking && person.id.is_some_and(|id| id.0 > 0));
    let mut line: Line = Vec::new();
    if let Some(speaker) = speaker {
        line.push(piece(format!("  {} speaks ", called(speaker)), Role::Caution));
    }
    if is_aloud(call) {
        line.push(piece(format!("  {} said aloud", shapes.arrow), Role::Cue));
    } else if !call.note.is_blank() {
        let (text, role, hint) = match (&call.target, call.foreseen.preview.targets.first()) {
            (Some(Target::Topic(choice)), _) => (format!("{} {}", shapes.arrow, choice.cue), Role::Cue, "  by hand"),
            (Some(Target::Unfiled), _) => (format!("{} unfiled", shapes.tray), Role::Cue, "  by hand"),
            (None, Some(first)) if call.foreseen.preview.sure => {
                (format!("{} {}", shapes.arrow, first.cue), Role::Good, "")
            }
            (None, Some(first)) => {
                (format!("{} unfiled", shapes.tray), Role::Caution, &*format!("  Tab: {}?", first.cue))
            }
            (None, None) => (format!("{} unfiled", shapes.tray), Role::Quiet, "  Tab: choose where"),
        };
        line.push(piece(format!("  {text}"), role));
        line.push(piece(hint, Role::Quiet));
    }
    pen.line(place, 0, &line);
}

/// The note with its caret.
fn note(call: &CallScreen, pen: &mut Pen<'_>, place: Rect) -> Option<Position> {
    if place.is_empty() {
        return None;
    }
    let layout = call.note.rows(note_width(place), usize::from(place.height));
    let text_place = Rect { x: place.x + 2, width: place.width.saturating_sub(2), ..place };
    let shape = pen.look.shapes().prompt;
    pen.line(place, 0, &[piece(format!("{shape} "), Role::Key)]);
    if call.note.text().is_empty() {
        let hint = match (&call.brief.ending.closed, &call.practice.line) {
            (Some(_), _) => "this call is wrapped up",
            (None, Some(line)) if !line.was_put => "Enter asks it; ?words are said; words are noted",
            (None, _) => "type what they say",
        };
        pen.line(text_place, 0, &[piece(hint, Role::Quiet)]);
    }
    for (at, row) in layout.rows.iter().enumerate() {
        pen.line(text_place, at as u16, &[piece(&call.note.text()[row.start..row.end], Role::Text)]);
    }
    Some(Position { x: text_place.x + layout.column as u16, y: place.y + layout.row as u16 })
}

//! What lies over the screen: one window, its lines from the model, its cursor.

use ratatui::layout::{Position, Rect};

use crate::bank::{Card, FlagKind};
use crate::call::RemarkId;

use super::call::stamp;
use super::pen::{Hit, Line, Pen, paragraph, piece};
use super::{compare, facts, home, keys, people, practice, why};
use crate::tui::commands::{COMMANDS, CommandId, Group};
use crate::tui::editor::Editor;
use crate::tui::keymap::Keymap;
use crate::tui::layout;
use crate::tui::message::Lens;
use crate::tui::model::{CallScreen, Model, Overlay};
use crate::tui::picker::Picker;
use crate::tui::settings::Setting;
use crate::tui::text::{cells, clean, fit};
use crate::tui::theme::Role;

/// What stands in a list that a search has emptied.
const NOTHING_FOUND: &str = "nothing has these letters; Backspace widens the search";

/// How wide the text of an overlay is on this screen.
pub(super) fn width(model: &Model) -> usize {
    usize::from(model.size.0.clamp(24, 84)) - 4
}

/// Draws an overlay; returns the place of its cursor.
pub(super) fn view(model: &Model, overlay: &Overlay, pen: &mut Pen<'_>) -> Option<Position> {
    let screen = pen.screen();
    let columns = width(model) as u16 + 4;
    keys::footer(model, pen, Rect { y: screen.bottom() - 1, height: 1, ..screen });
    let room = Rect { height: screen.height - 1, ..screen };
    let lines = lines(model, overlay, width(model));
    let inside = |pen: &mut Pen<'_>, rows: usize, title: &str| {
        let rows = (rows as u16).saturating_add(2);
        pen.window(layout::centred(room, columns, rows), title)
    };
    match overlay {
        Overlay::Find(picker) => pick(pen, room, columns, picker, found(model)),
        Overlay::Card(at) => scrolled(inside(pen, lines.len(), &card_title(model, *at)), pen, &lines, 0),
        Overlay::File { picker, remark, .. } => pick(
            pen,
            room,
            columns,
            picker,
            if remark.is_some() { "File the remark under" } else { "File the note under" },
        ),
        Overlay::Switch { picker, lenses } => frameworks(model, pen, room, picker, lenses),
        Overlay::Compare(_, at) => scrolled(inside(pen, lines.len(), "Frameworks side by side"), pen, &lines, *at),
        Overlay::People(_, at) => scrolled(inside(pen, lines.len(), "Who is who"), pen, &lines, *at),
        Overlay::Why(at) => scrolled(inside(pen, lines.len(), "Why"), pen, &lines, *at),
        Overlay::Grade(at) => scrolled(inside(pen, lines.len(), "How it went"), pen, &lines, *at),
        Overlay::Help(at) => scrolled(inside(pen, lines.len(), "Help"), pen, &lines, *at),
        Overlay::History(at) => scrolled(inside(pen, lines.len().max(3), "History"), pen, &lines, *at),
        Overlay::Settings(at) => {
            listed(inside(pen, lines.len(), "Settings: kept in the config at once"), pen, &lines, *at);
            None
        }
        Overlay::Flags { at, .. } => {
            let focus = lines.len().saturating_sub(FlagKind::ALL.len()) + at;
            listed(inside(pen, lines.len(), "Flags: Enter dismisses or raises"), pen, &lines, focus);
            None
        }
        Overlay::Facts { remark, at, meant } => {
            let place = inside(pen, lines.len() + 2, "What was read in it");
            let call = model.call.as_ref()?;
            facts::view(call, (*remark, *at), meant.as_ref(), pen, place, &lines)
        }
        Overlay::Edit { editor, .. } => {
            let rows = editor.rows(width(model), 8).rows.len().max(3);
            let place = inside(pen, rows, "Edit the remark; the old words are kept");
            field(pen, place, editor)
        }
        Overlay::Speaker { remark, at, add } => {
            let place =
                inside(pen, lines.len() + 2, if remark.is_some() { "Who said it?" } else { "Who is speaking?" });
            listed(Rect { height: place.height.saturating_sub(2), ..place }, pen, &lines, *at);
            let last = Rect { y: place.bottom().saturating_sub(1), height: place.height.min(1), ..place };
            let label = "add (name, role): ";
            pen.line(last, 0, &[piece(label, Role::Key)]);
            let label = (cells(label) as u16).min(last.width);
            field(pen, Rect { x: last.x + label, width: last.width - label, ..last }, add)
        }
        Overlay::WrapUp => home::wrap_up(model, pen, room, columns),
    }
}

/// The lines of an overlay that shows lines.
pub(super) fn lines(model: &Model, overlay: &Overlay, width: usize) -> Vec<Line> {
    let Some(call) = &model.call else {
        return match overlay {
            Overlay::Help(_) => help(&model.keymap, width),
            Overlay::Settings(_) => settings(model, width),
            _ => Vec::new(),
        };
    };
    match overlay {
        Overlay::Compare(lenses, _) => compare::lines(model.look, lenses.as_ref(), width),
        Overlay::People(people, _) => people::lines(model.look, call, people, width),
        Overlay::Card(at) => model.home.cards.get(*at).map_or_else(Vec::new, |card| card_lines(model, card, width)),
        Overlay::Why(_) => why::lines(model.look, call, width),
        Overlay::Grade(_) => {
            call.practice.grade.as_ref().map(|grade| practice::grade(model.look, grade, width)).unwrap_or_default()
        }
        Overlay::Help(_) if call.practice.line.is_some() => {
            [practice::help(width), help(&model.keymap, width)].concat()
        }
        Overlay::Help(_) => help(&model.keymap, width),
        Overlay::Settings(_) => settings(model, width),
        Overlay::History(_) => history(model, call),
        Overlay::Flags { remark, .. } => flags(model, call, *remark, width),
        Overlay::Facts { remark, .. } => facts::lines(model, call, *remark, width),
        Overlay::Speaker { .. } => speakers(model, call),
        _ => Vec::new(),
    }
}

/// A text that is longer than its window.
fn scrolled(place: Rect, pen: &mut Pen<'_>, lines: &[Line], at: usize) -> Option<Position> {
    let height = usize::from(place.height);
    let at = at.min(lines.len().saturating_sub(height));
    pen.lines(place, &lines[at..]);
    let more = lines.len() - at > height;
    if more {
        let down = pen.look.shapes().down;
        let below = Rect { y: place.bottom(), height: 1, ..place };
        pen.ends(below, 0, &[], &[piece(format!(" {down} more "), Role::Quiet)]);
    }
    None
}

/// A list with a focused row, scrolled so that it is in sight; returns the first line shown.
pub(super) fn listed(place: Rect, pen: &mut Pen<'_>, lines: &[Line], focus: usize) -> usize {
    let height = usize::from(place.height);
    let first = (focus + 1).saturating_sub(height);
    for (row, line) in lines.iter().skip(first).take(height).enumerate() {
        pen.line(place, row as u16, line);
        pen.target(place, row as u16, Hit::Row((first + row).cast_signed() - focus.cast_signed()));
        if first + row == focus {
            pen.mark_row(place, row as u16, Role::Chosen);
        }
    }
    first
}

/// A text field over a place; returns its caret.
pub(super) fn field(pen: &mut Pen<'_>, place: Rect, editor: &Editor) -> Option<Position> {
    if place.is_empty() {
        return None;
    }
    let layout = editor.rows(usize::from(place.width), usize::from(place.height));
    for (at, row) in layout.rows.iter().enumerate() {
        pen.line(place, at as u16, &[piece(&editor.text()[row.start..row.end], Role::Text)]);
    }
    Some(Position { x: place.x + layout.column as u16, y: place.y + layout.row as u16 })
}

fn pick(pen: &mut Pen<'_>, room: Rect, columns: u16, picker: &Picker, title: &str) -> Option<Position> {
    let place = pen.window(layout::centred(room, columns, (room.height * 3 / 4).max(8)), title);
    let shapes = pen.look.shapes();
    pen.line(place, 0, &[piece(format!("{} ", shapes.prompt), Role::Key)]);
    let query = Rect { x: place.x + 2, width: place.width.saturating_sub(2), height: place.height.min(1), ..place };
    let caret = field(pen, query, &picker.query);
    let list = Rect { y: place.y + 1, height: place.height.saturating_sub(1), ..place };
    if picker.shown.is_empty() {
        pen.line(list, 0, &[piece(NOTHING_FOUND, Role::Quiet)]);
    }
    let height = usize::from(list.height);
    let first = (picker.at + 1).saturating_sub(height);
    for (row, item) in picker.shown.iter().filter_map(|&at| picker.items.get(at)).skip(first).take(height).enumerate() {
        let detail_room = usize::from(list.width) / 3;
        let detail = piece(fit(&item.detail, detail_room, shapes.ellipsis), Role::Quiet);
        let shape = if first + row == picker.at { shapes.pointer } else { " " };
        let label = [piece(format!("{shape} "), Role::Key), piece(item.label.clone(), Role::Text)];
        pen.ends(list, row as u16, &label, &[detail]);
        pen.target(list, row as u16, Hit::Row((first + row).cast_signed() - picker.at.cast_signed()));
        if first + row == picker.at {
            pen.mark_row(list, row as u16, Role::Chosen);
        }
    }
    caret
}

/// The frameworks: each with its title, and what it is made for below.
fn frameworks(model: &Model, pen: &mut Pen<'_>, room: Rect, picker: &Picker, lenses: &[Lens]) -> Option<Position> {
    let shapes = pen.look.shapes();
    let in_use = model.call.as_ref().map(|call| call.brief.head.bank.as_str());
    let (mut lines, mut focus, mut last) = (Vec::<Line>::new(), 0, 0);
    let mut steps = Vec::new();
    for (at, lens) in picker.shown.iter().filter_map(|&at| lenses.get(at)).enumerate() {
        let is_chosen = at == picker.at;
        focus = if is_chosen { lines.len() } else { focus };
        let pointer = if is_chosen { shapes.pointer } else { " " };
        let mut title = vec![piece(format!("{pointer} "), Role::Key), piece(lens.title.clone(), Role::Title)];
        if lens.in_use {
            title.push(piece(format!("  {} in use", shapes.check), Role::Good));
        } else if Some(lens.bank.as_str()) == in_use {
            title.push(piece("  a newer version than the one in use", Role::Good));
        }
        lines.push(title);
        let (text, role) = match &lens.purpose {
            Ok(purpose) => (purpose, Role::Quiet),
            Err(why) => (why, Role::Caution),
        };
        let indent = [piece("  ", Role::Quiet)];
        lines.extend(paragraph(text, width(model), role, &indent, 2));
        last = if is_chosen { lines.len() - 1 } else { last };
        steps.resize(lines.len(), at.cast_signed() - picker.at.cast_signed());
    }
    let rows = (lines.len() as u16).saturating_add(3).max(5);
    let place =
        pen.window(layout::centred(room, width(model) as u16 + 4, rows), "Switch framework: what was heard stays");
    pen.line(place, 0, &[piece(format!("{} ", shapes.prompt), Role::Key)]);
    let query = Rect { x: place.x + 2, width: place.width.saturating_sub(2), height: place.height.min(1), ..place };
    let caret = field(pen, query, &picker.query);
    let below = Rect { y: place.y + 1, height: place.height.saturating_sub(1), ..place };
    if lines.is_empty() {
        pen.line(below, 0, &[piece(NOTHING_FOUND, Role::Quiet)]);
    }
    let first = (last + 1).saturating_sub(usize::from(below.height)).min(focus);
    pen.lines(below, &lines[first..]);
    for (row, step) in steps.iter().skip(first).enumerate() {
        pen.target(below, row as u16, Hit::Row(*step));
    }
    if focus < first + usize::from(below.height) && !lines.is_empty() {
        pen.mark_row(below, (focus - first) as u16, Role::Chosen);
    }
    caret
}

fn help(keymap: &Keymap, width: usize) -> Vec<Line> {
    let (undo, redo) = (keymap.shown(CommandId::Undo), keymap.shown(CommandId::Redo));
    let mut lines: Vec<Line> = vec![
        vec![piece("Type what they say; Enter keeps it. It files itself; Tab changes where.", Role::Text)],
        vec![piece("Esc, then a letter, runs a command; Alt with the letter does it in one stroke.", Role::Text)],
        vec![piece(format!("{undo} takes back what you did last; {redo} does it again."), Role::Text)],
        vec![piece("Arrow keys choose an earlier remark. Fields have the usual keys of a shell.", Role::Text)],
        vec![piece("Esc loses no words: a field opens again as it was left.", Role::Text)],
        vec![piece("Leave, and what is half typed anywhere comes back in the note line.", Role::Text)],
    ];
    for group in Group::ALL {
        lines.push(Vec::new());
        lines.push(vec![piece(group.title(), Role::Title)]);
        for row in COMMANDS.iter().filter(|row| row.group == group) {
            let keys = keymap.key(row.id);
            let letter = keymap.letter(row.id).unwrap_or(' ');
            let first =
                [piece(format!("{letter} {keys:<7} "), Role::Key), piece(format!("{:<16} ", row.title), Role::Text)];
            lines.extend(paragraph(row.help, width, Role::Quiet, &first, 4));
        }
    }
    lines
}

/// What can be found where.
const fn found(model: &Model) -> &'static str {
    if model.call.is_some() { "Find anything by a few letters" } else { "Find a call by names, or by what was noted" }
}

fn card_title(model: &Model, at: usize) -> String {
    model.home.cards.get(at).map_or_else(String::new, |card| clean(&card.title).into_owned())
}

/// What to say, and what to ask then.
fn card_lines(model: &Model, card: &Card, width: usize) -> Vec<Line> {
    let mut lines = paragraph(&card.say, width, Role::Title, &[], 12);
    if !card.ask.is_empty() {
        let ask = [piece(format!("{} ", model.look.shapes().arrow), Role::Key)];
        lines.push(Vec::new());
        lines.extend(paragraph(&card.ask, width, Role::Text, &ask, 6));
    }
    lines
}

/// The settings with their values, and where everything else is set.
fn settings(model: &Model, width: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Setting::ALL
        .iter()
        .map(|&setting| {
            vec![
                piece(format!("{:<20}", setting.title()), Role::Title),
                piece(model.settings.shown(setting).to_owned(), Role::Text),
                piece(format!("  {}", setting.holds_from()), Role::Quiet),
            ]
        })
        .collect();
    let rest = format!("Who you sell to, what you sell, and other keys stand in {}.", model.settings.file);
    lines.push(Vec::new());
    lines.extend(paragraph(&rest, width, Role::Quiet, &[], 3));
    lines
}

fn history(model: &Model, call: &CallScreen) -> Vec<Line> {
    let shapes = model.look.shapes();
    let acts = call.brief.history.iter().rev().map(|act| {
        let since = act.at.duration_since(call.brief.head.started_at).as_secs().max(0);
        let (shape, role, word) =
            if act.stands { (shapes.full, Role::Text, "") } else { (shapes.hollow, Role::Quiet, "  undone") };
        vec![
            piece(format!("{shape} {:<7} ", stamp(since)), Role::Quiet),
            piece(act.name.clone(), role),
            piece(word, Role::Caution),
        ]
    });
    acts.collect()
}

fn flags(model: &Model, call: &CallScreen, remark: RemarkId, width: usize) -> Vec<Line> {
    let Some(view) = call.remark(remark) else { return Vec::new() };
    let mut lines = paragraph(&view.text, width, Role::Text, &[], 3);
    lines.push(Vec::new());
    lines.extend(FlagKind::ALL.iter().map(|&kind| {
        let held = view.flags.iter().find(|flag| flag.kind == kind);
        let dismissed = view.dismissed.iter().find(|flag| flag.kind == kind);
        let (shape, role) = model.look.flag(kind.colour());
        let (shape, state, words) = match (held, dismissed) {
            (Some(flag), _) if flag.by_hand => (shape, "raised by hand", flag.words.as_str()),
            (Some(flag), _) => (shape, "holds", flag.words.as_str()),
            (None, Some(flag)) => ("-", "dismissed", flag.words.as_str()),
            (None, None) => (" ", "", ""),
        };
        vec![
            piece(format!("{shape} {:<14}", kind.id()), role),
            piece(format!("{state:<15}"), Role::Text),
            piece(words.to_owned(), Role::Quiet),
        ]
    }));
    lines
}

fn speakers(model: &Model, call: &CallScreen) -> Vec<Line> {
    let shapes = model.look.shapes();
    let people = call.brief.people.iter().map(|person| {
        let shape = if person.speaking { shapes.full } else { " " };
        let name = match (person.name.as_str(), person.role.as_str()) {
            ("", "") => "the contact: type a name",
            ("", role) => role,
            (name, _) => name,
        };
        let mut line = vec![piece(format!("{shape} {name}"), Role::Text)];
        if !person.role.is_empty() && person.role != name {
            line.push(piece(format!(", {}", person.role), Role::Text));
        }
        if !person.does.is_empty() {
            line.push(piece(format!("  {}", person.does.join(", ")), Role::Quiet));
        }
        if person.id.is_none() {
            line.push(piece("  heard of; Enter adds", Role::Quiet));
        }
        line
    });
    people.collect()
}

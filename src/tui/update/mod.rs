//! A message changes the model and asks for effects: the only place where the model changes, without any IO.

use crokey::KeyCombination;
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use jiff::civil::DateTime;

use super::commands::CommandId;
use super::message::{Effect, Message, Opened};
use super::model::{CallScreen, Model, Notice, Overlay};
use super::tour;

mod call;
mod command;
mod drill;
mod facts;
mod frameworks;
mod home;
mod leads;
mod line;
mod mouse;
mod overlay;
mod people;
mod practice;
mod settings;
mod unkept;
mod wrap_up;

pub(crate) use facts::{FactRow, Stands, rows as fact_rows};
pub(crate) use home::{HomeRow, rows as home_rows};
pub(crate) use practice::is_aloud;
pub(crate) use wrap_up::{WrapRow, rows as wrap_rows};

/// Carries a message out.
pub(crate) fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    let effects = carry_out(model, message);
    tour::advance(model);
    effects
}

fn carry_out(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(key) if is_nothing(key) => Vec::new(),
        Message::Key(key) => {
            model.notice = None;
            on_key(model, key)
        }
        Message::Mouse(mouse) => {
            model.notice = None;
            mouse::on_mouse(model, mouse)
        }
        Message::Paste(text) => on_paste(model, &text),
        Message::Run(command, remark) => {
            model.notice = None;
            line::run(model, command, remark)
        }
        Message::Edited(text) => call::edited(model, &text),
        Message::Line(text) => {
            model.notice = None;
            line::on_line(model, &text)
        }
        Message::Resize(columns, rows) => {
            model.size = (columns, rows);
            Vec::new()
        }
        Message::Clock(now) => tick(model, now),
        Message::DraftDue => call::draft_due(model),
        Message::ReadDue => model.call.as_mut().map(call::read_due).unwrap_or_default(),
        Message::Listed(calls) => {
            home::list(model, calls);
            leads::ask(model)
        }
        Message::Leads(listed) => leads::listed(model, *listed),
        Message::Lead(sheet) => leads::show(model, *sheet),
        Message::Opened(opened) => opened_call(model, *opened),
        Message::People(people) => lay_over_call(model, Overlay::People(people, 0)),
        Message::Seen(brief) => {
            if let Some(call) = &mut model.call {
                call.brief = brief;
            }
            Vec::new()
        }
        Message::Noted(noted) => home::find(model, noted),
        Message::Lenses(lenses) => frameworks::list(model, lenses),
        Message::LensesRead(_) | Message::Comparing | Message::Compared(_) => frameworks::heard(model, message),
        Message::Heard(line) => practice::heard(model, *line),
        Message::OnLine(line) => practice::on_line(model, *line),
        Message::Graded(grade) => practice::graded(model, *grade),
        Message::Applied(applied) => call::applied(model, *applied),
        Message::Refused(why) => call::refused(model, why),
        Message::Previewed(_) | Message::Saved(_) | Message::NotSaved(_) | Message::Recovered => {
            heard_back(model, message);
            Vec::new()
        }
        Message::Told(text) => tell(model, text, false),
        Message::Failed(text) => tell(model, text, true),
        Message::Drill(news) => drill::heard(model, news),
        Message::End => command::leave(model),
    }
}

/// The clock moved on. Once a minute the call is looked at again, for time changes what is worth asking.
fn tick(model: &mut Model, now: DateTime) -> Vec<Effect> {
    let before = model.elapsed_seconds() / 60;
    model.now = now;
    let runs = model.call.as_ref().is_some_and(|call| call.closed_at().is_none());
    if runs && model.elapsed_seconds() / 60 != before { vec![Effect::Look] } else { Vec::new() }
}

fn opened_call(model: &mut Model, opened: Opened) -> Vec<Effect> {
    let draft = opened.draft.clone();
    model.home.cards.clone_from(&opened.cards);
    let mut screen = CallScreen::new(opened);
    if let Some(remark) = model.home.sought.take() {
        call::show(&mut screen, remark);
    }
    model.call = Some(screen);
    model.overlay = None;
    model.home.form = None;
    if draft.is_empty() { Vec::new() } else { vec![Effect::Preview(draft)] }
}

fn lay_over_call(model: &mut Model, overlay: Overlay) -> Vec<Effect> {
    model.overlay = model.call.is_some().then_some(overlay);
    Vec::new()
}

/// What the desk says of the note and of the disk.
fn heard_back(model: &mut Model, message: Message) {
    match (message, &mut model.call) {
        (Message::Previewed(preview), Some(call)) => call.foreseen.preview = preview,
        (Message::Saved(seq), Some(call)) => call.saving.acknowledge(seq),
        (Message::NotSaved(why), _) => model.outage = Some(why),
        (Message::Recovered, _) => model.outage = None,
        _ => {}
    }
}

/// Puts a line about what just happened on the screen.
fn tell(model: &mut Model, text: impl Into<String>, bad: bool) -> Vec<Effect> {
    model.notice = Some(Notice { text: text.into(), bad });
    Vec::new()
}

/// Whether a key is nothing to this program: let go, or pressed with a key that belongs to the desktop. Only terminals
/// with the richer keyboard protocol tell of either.
fn is_nothing(key: KeyEvent) -> bool {
    let desktop = KeyModifiers::SUPER | KeyModifiers::HYPER | KeyModifiers::META;
    key.kind == KeyEventKind::Release || key.modifiers.intersects(desktop)
}

fn on_key(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    if key.code == KeyCode::Char('c') && key.modifiers == KeyModifiers::CONTROL {
        return command::leave(model);
    }
    if model.letters {
        return on_letter(model, key);
    }
    if model.overlay.is_some() {
        return overlay::on_key(model, key);
    }
    if model.drill.is_some() {
        return drill::on_key(model, key);
    }
    if model.call.is_none() {
        return home::on_key(model, key);
    }
    if let Some(id) = command_of(model, key) {
        return command::run(model, id);
    }
    call::on_key(model, key)
}

/// The command of a key on the call screen: a key of the table, or Alt with a command letter.
fn command_of(model: &Model, key: KeyEvent) -> Option<CommandId> {
    let note = model.call.as_ref().map(|call| &call.note);
    if let Some(row) = model.keymap.by_key(KeyCombination::from(key)) {
        // While something is being typed, undo and redo belong to the typing.
        let in_note = match row.id {
            CommandId::Undo => note.is_some_and(super::editor::Editor::can_undo),
            CommandId::Redo => note.is_some_and(super::editor::Editor::can_redo),
            _ => false,
        };
        return (!in_note).then_some(row.id);
    }
    match key.code {
        KeyCode::Char(letter) if alt(key.modifiers) => model.keymap.by_letter(letter).map(|row| row.id),
        _ => None,
    }
}

/// Alt alone, or with the shift that some letters (`?`) need.
fn alt(modifiers: KeyModifiers) -> bool {
    modifiers.contains(KeyModifiers::ALT) && !modifiers.contains(KeyModifiers::CONTROL)
}

/// A key while the row of command letters is open.
fn on_letter(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    model.letters = false;
    match key.code {
        KeyCode::Char(letter) if !key.modifiers.contains(KeyModifiers::CONTROL) => match model.keymap.by_letter(letter)
        {
            Some(row) => command::run(model, row.id),
            None => tell(model, format!("no command has the letter {letter}"), true),
        },
        KeyCode::Esc => {
            // The second Esc lets go of the chosen remark too.
            if let Some(call) = &mut model.call {
                call.chosen = None;
            }
            Vec::new()
        }
        _ => on_key(model, key),
    }
}

fn on_paste(model: &mut Model, text: &str) -> Vec<Effect> {
    model.letters = false;
    model.notice = None;
    if model.overlay.is_some() {
        return overlay::on_paste(model, text);
    }
    match &mut model.call {
        Some(call) => {
            let was_blank = call.note.is_blank();
            call.note.paste(text);
            call::note_changed(call, was_blank)
        }
        None if model.drill.is_some() => drill::on_paste(model, text),
        None => home::on_paste(model, text),
    }
}

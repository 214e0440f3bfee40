//! What a typed line means to what was asked: the keys that a screen would get. The rules stay where they are.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::ask::{OFFERED, SHOWN, afterwards};
use super::drill;
use crate::bank::FlagKind;
use crate::call::find_person;
use crate::tui::message::Message;
use crate::tui::model::{CallScreen, Form, Model, Overlay};
use crate::tui::picker::{Choice, Item, Picker};
use crate::tui::settings::Setting;
use crate::tui::update::{WrapRow, home_rows, wrap_rows};

/// A key by itself.
pub(super) const fn key(code: KeyCode) -> Message {
    Message::Key(KeyEvent::new(code, KeyModifiers::NONE))
}

/// The messages for a line; `None` where it is none of the choices.
pub(super) fn answer(model: &Model, line: &str) -> Option<Vec<Message>> {
    let number = line.parse::<usize>().ok().filter(|number| *number > 0).map(|number| number - 1);
    match (&model.overlay, &model.call) {
        (None, Some(call)) => Some(note(call, line)),
        (None, None) => match &model.drill {
            Some(round) => drill::answer(round, line),
            None => home(model, line, number),
        },
        (Some(overlay), _) if line.is_empty() && !is_field_of_steps(overlay) => Some(vec![key(KeyCode::Esc)]),
        (Some(Overlay::Settings(at)), _) => choose(*at, number?, Setting::ALL.len()),
        (Some(Overlay::Find(picker) | Overlay::File { picker, .. } | Overlay::Switch { picker, .. }), _) => {
            pick(picker, line, number)
        }
        (Some(Overlay::Flags { at, .. }), _) => {
            let named = || FlagKind::ALL.iter().position(|kind| kind.id() == line.to_lowercase());
            choose(*at, number.or_else(named)?, FlagKind::ALL.len())
        }
        (Some(Overlay::Facts { meant: Some(_), .. }), _) if line == "x" => {
            Some(vec![key(KeyCode::Esc), key(KeyCode::Char('x'))])
        }
        (Some(Overlay::Facts { meant: Some(_), .. } | Overlay::Edit { .. }), _) => Some(fill(line)),
        (Some(Overlay::Facts { remark, at, .. }), Some(call)) => {
            let rows = call.remark(*remark).map_or(0, |view| crate::tui::update::fact_rows(view).len());
            choose(*at, number?, rows)
        }
        (Some(Overlay::Speaker { at, .. }), Some(call)) => Some(speaker(call, *at, line, number)),
        (Some(Overlay::WrapUp), Some(call)) => wrap_up(call, line, number),
        _ => None,
    }
}

/// Whether Enter goes to the next step, instead of leaving.
const fn is_field_of_steps(overlay: &Overlay) -> bool {
    matches!(overlay, Overlay::WrapUp)
}

/// A note takes the place of a half-typed one; Enter alone keeps that.
fn note(call: &CallScreen, line: &str) -> Vec<Message> {
    match (line.is_empty(), call.note.is_blank()) {
        (false, _) => fill(line),
        (true, false) => vec![key(KeyCode::Enter)],
        // In a practice call Enter alone asks the question.
        (true, true) if call.practice.line.is_some() => vec![key(KeyCode::Enter)],
        (true, true) => Vec::new(),
    }
}

fn fill(line: &str) -> Vec<Message> {
    vec![Message::Line(line.to_owned()), key(KeyCode::Enter)]
}

/// Moves from one row to another and takes it.
fn choose(at: usize, to: usize, len: usize) -> Option<Vec<Message>> {
    let at = at.min(len.saturating_sub(1));
    (to < len).then(|| moves(at, to).chain([key(KeyCode::Enter)]).collect())
}

fn moves(at: usize, to: usize) -> impl Iterator<Item = Message> {
    let code = if to < at { KeyCode::Up } else { KeyCode::Down };
    (0..to.abs_diff(at)).map(move |_| key(code))
}

/// A number of the list, the name of an item, or letters that narrow the list; one that is left alone is taken.
fn pick(picker: &Picker, line: &str, number: Option<usize>) -> Option<Vec<Message>> {
    if let Some(number) = number.filter(|number| *number < SHOWN) {
        return choose(picker.at, number, picker.shown.len());
    }
    let mut found = picker.clone();
    found.search(line);
    let named = found.shown.iter().position(|&at| found.items.get(at).is_some_and(|item| is_named(item, line)));
    // A lone item that only has the letters somewhere may be quite another one than was meant.
    let has_words = |item: &Item| item.label.to_lowercase().contains(&line.to_lowercase());
    let only = found.chosen().filter(|only| found.shown.len() == 1 && has_words(only)).map(|_| 0);
    let search = Message::Line(line.to_owned());
    match named.or(only) {
        Some(to) => Some([search].into_iter().chain(choose(0, to, found.shown.len())?).collect()),
        None => Some(vec![search]),
    }
}

/// Whether a line is the whole name, or the id, of an item.
fn is_named(item: &Item, line: &str) -> bool {
    let line = line.to_lowercase();
    let is_id = match &item.choice {
        Choice::Topic(topic) => topic.as_str() == line,
        Choice::Question(question) => question.as_str() == line,
        Choice::Bank(bank) => *bank == line,
        Choice::Remark(_)
        | Choice::Command(_)
        | Choice::Call(..)
        | Choice::Person(_)
        | Choice::Card(_)
        | Choice::Unfiled => false,
    };
    is_id || item.label.to_lowercase() == line
}

/// A person by number or by name; a name that nobody has adds somebody, or names a contact without one.
fn speaker(call: &CallScreen, at: usize, line: &str, number: Option<usize>) -> Vec<Message> {
    let people = &call.brief.people;
    let by_name = || find_person(people.iter().map(|person| person.name.as_str()), line);
    match number.filter(|number| *number < people.len()).or_else(by_name) {
        Some(to) => {
            let empty = Message::Line(String::new());
            [empty].into_iter().chain(choose(at, to, people.len()).unwrap_or_default()).collect()
        }
        None => fill(line),
    }
}

/// A line at a step of the wrap-up; after the day, the call is closed.
fn wrap_up(call: &CallScreen, line: &str, number: Option<usize>) -> Option<Vec<Message>> {
    let field = |line: &str| match line {
        "" => vec![key(KeyCode::Enter)],
        "-" => fill(""),
        line => fill(line),
    };
    match wrap_rows(&call.brief).get(call.wrap.at)? {
        WrapRow::Tray(_) if line.is_empty() => Some(vec![key(KeyCode::Down)]),
        WrapRow::Tray(id) => {
            let offered = call.remark(*id).map_or(0, |remark| remark.candidates.len().min(OFFERED));
            let open = key(KeyCode::Enter);
            match number {
                Some(number) => Some([open].into_iter().chain(choose(0, number, offered)?).collect()),
                // The words are for the list of places that this opens.
                None => Some(vec![open]),
            }
        }
        WrapRow::What => Some(field(line)),
        WrapRow::On => Some(field(line).into_iter().chain([key(KeyCode::Enter)]).collect()),
        WrapRow::Finish => Some(vec![key(KeyCode::Enter)]),
        WrapRow::Write | WrapRow::Copy | WrapRow::Reopen | WrapRow::Home => {
            if line.is_empty() {
                return Some(vec![key(KeyCode::Esc)]);
            }
            let (row, turns, _) = afterwards(call).into_iter().nth(number?)?;
            let mut keys = choose(call.wrap.at, row, wrap_rows(&call.brief).len())?;
            // The form is turned to before Enter, which comes last; a row that has no form is not turned.
            let is_written = wrap_rows(&call.brief).get(row) == Some(&WrapRow::Write);
            let before = keys.len().saturating_sub(1);
            let turns = if is_written { turns } else { 0 };
            keys.splice(before..before, std::iter::repeat_with(|| key(KeyCode::Right)).take(turns));
            Some(keys)
        }
    }
}

fn home(model: &Model, line: &str, number: Option<usize>) -> Option<Vec<Message>> {
    let home = &model.home;
    match &home.form {
        Some(form) => form_field(form, home.banks.len(), line, number),
        None if line.is_empty() => Some(Vec::new()),
        None => choose(home.at, number?, home_rows(home).len()),
    }
}

fn form_field(form: &Form, banks: usize, line: &str, number: Option<usize>) -> Option<Vec<Message>> {
    if form.at < form.fields.len() {
        return Some(fill(line));
    }
    let to = if line.is_empty() { 0 } else { number.filter(|number| *number < banks)? };
    let code = if to < form.bank { KeyCode::Left } else { KeyCode::Right };
    Some((0..to.abs_diff(form.bank)).map(|_| key(code)).chain([key(KeyCode::Enter)]).collect())
}

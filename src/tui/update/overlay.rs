//! Keys while something lies over the screen. Esc goes one level back everywhere.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::bank::FlagKind;
use crate::call::{Command, Filing, RemarkId, Ruling};
use crate::session::TopicChoice;

use super::{call, command, facts, frameworks, people, settings, unkept, wrap_up};
use crate::tui::commands::CommandId;
use crate::tui::editor::Editor;
use crate::tui::message::Effect;
use crate::tui::model::{CallScreen, Model, Overlay, Target};
use crate::tui::picker::{Choice, Item, Picker};

/// A key while an overlay is open.
pub(super) fn on_key(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    let Some(overlay) = model.overlay.take() else { return Vec::new() };
    if key.code == KeyCode::Esc {
        model.overlay = below(&overlay);
        return unkept::on_esc(model, &overlay);
    }
    if let Some(call) = &mut model.call {
        // What is typed into an overlay belongs to the draft as well.
        call.draft_dirty |=
            matches!(overlay, Overlay::Edit { .. } | Overlay::Facts { .. } | Overlay::Speaker { .. } | Overlay::WrapUp);
    }
    match overlay {
        Overlay::Compare(lenses, at) => scroll(model, key, at, |at| Overlay::Compare(lenses.clone(), at)),
        Overlay::People(people, at) => scroll(model, key, at, |at| Overlay::People(people.clone(), at)),
        Overlay::Why(at) => scroll(model, key, at, Overlay::Why),
        Overlay::Grade(at) => scroll(model, key, at, Overlay::Grade),
        Overlay::Help(at) => scroll(model, key, at, Overlay::Help),
        Overlay::Card(at) => on_card(model, key, at),
        Overlay::History(at) => on_history(model, key, at),
        Overlay::Settings(at) => settings::on_key(model, key, at),
        Overlay::Find(mut picker) => {
            if key.code == KeyCode::Enter {
                return picker.chosen().cloned().map_or_else(Vec::new, |item| find(model, item.choice));
            }
            picker.key(key);
            model.overlay = Some(Overlay::Find(picker));
            Vec::new()
        }
        Overlay::File { remark, picker, back } => on_file(model, key, remark, picker, back),
        Overlay::Switch { mut picker, lenses } => {
            if key.code == KeyCode::Enter {
                return frameworks::switch(model, picker, lenses);
            }
            picker.key(key);
            model.overlay = Some(Overlay::Switch { picker, lenses });
            Vec::new()
        }
        Overlay::Flags { remark, at } => on_flags(model, key, remark, at),
        Overlay::Facts { remark, at, meant } => facts::on_key(model, key, remark, at, meant),
        Overlay::Edit { remark, mut editor } => {
            if key.code == KeyCode::Enter {
                return amend(model, remark, editor);
            }
            editor.key(key);
            model.overlay = Some(Overlay::Edit { remark, editor });
            Vec::new()
        }
        Overlay::Speaker { remark, at, add } => people::on_key(model, key, remark, at, add),
        Overlay::WrapUp => {
            model.overlay = Some(Overlay::WrapUp);
            wrap_up::on_key(model, key)
        }
    }
}

/// What Esc goes back to: the overlay that this one was opened over.
const fn below(overlay: &Overlay) -> Option<Overlay> {
    match overlay {
        Overlay::File { back: true, .. } => Some(Overlay::WrapUp),
        Overlay::Facts { remark, at, meant: Some(_) } => Some(Overlay::Facts { remark: *remark, at: *at, meant: None }),
        _ => None,
    }
}

/// A paste while an overlay is open.
pub(super) fn on_paste(model: &mut Model, text: &str) -> Vec<Effect> {
    let line = text.replace(['\n', '\r'], " ");
    if let Some(call) = &mut model.call {
        call.draft_dirty = true;
    }
    match &mut model.overlay {
        Some(Overlay::Find(picker) | Overlay::File { picker, .. } | Overlay::Switch { picker, .. }) => {
            picker.paste(text);
        }
        Some(Overlay::Edit { editor, .. }) => editor.paste(text),
        Some(Overlay::Facts { meant: Some(meant), .. }) => meant.paste(&line),
        Some(Overlay::Speaker { add, .. }) => add.paste(&line),
        Some(Overlay::WrapUp) => wrap_up::on_paste(model, &line),
        _ => {}
    }
    Vec::new()
}

/// Where a list or a long text stands after a key: one up or down, a page, an end.
pub(super) fn moved(key: KeyEvent, at: usize, len: usize) -> Option<usize> {
    let last = len.saturating_sub(1);
    let to = match key.code {
        KeyCode::Up | KeyCode::Char('k' | 'h') => at.saturating_sub(1),
        KeyCode::Down | KeyCode::Char('j' | 'l') => at.saturating_add(1),
        KeyCode::PageUp => at.saturating_sub(10),
        KeyCode::PageDown | KeyCode::Char(' ') => at.saturating_add(10),
        KeyCode::Home => 0,
        KeyCode::End => last,
        _ => return None,
    };
    Some(to.min(last))
}

fn scroll(model: &mut Model, key: KeyEvent, at: usize, overlay: impl Fn(usize) -> Overlay) -> Vec<Effect> {
    let rows = crate::tui::view::overlay_rows(model, &overlay(at));
    match moved(key, at, rows) {
        Some(to) => model.overlay = Some(overlay(to)),
        None if matches!(key.code, KeyCode::Enter | KeyCode::Char('q')) => {}
        None => model.overlay = Some(overlay(at)),
    }
    Vec::new()
}

/// A card goes with Enter or Esc, when it has been said; `c` copies its words.
fn on_card(model: &mut Model, key: KeyEvent, at: usize) -> Vec<Effect> {
    let card = model.home.cards.get(at);
    match key.code {
        KeyCode::Enter | KeyCode::Char('q') => Vec::new(),
        KeyCode::Char('c') => card
            .map_or_else(Vec::new, |card| vec![Effect::Copy(format!("{} {}", card.say, card.ask).trim().to_owned())]),
        _ => {
            model.overlay = Some(Overlay::Card(at));
            Vec::new()
        }
    }
}

fn on_history(model: &mut Model, key: KeyEvent, at: usize) -> Vec<Effect> {
    let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    let command = match key.code {
        KeyCode::Char('u') => Command::Undo,
        KeyCode::Char('z') if ctrl => Command::Undo,
        KeyCode::Char('r' | 'y') if !ctrl => Command::Redo,
        KeyCode::Char('y') if ctrl => Command::Redo,
        _ => return scroll(model, key, at, Overlay::History),
    };
    model.overlay = Some(Overlay::History(at));
    command::back(model, command)
}

/// Does what a found item stands for.
fn find(model: &mut Model, choice: Choice) -> Vec<Effect> {
    match (choice, &mut model.call) {
        (Choice::Question(question), Some(call)) => command::turn(call, question),
        (Choice::Remark(remark), Some(screen)) => {
            call::show(screen, remark);
            Vec::new()
        }
        (Choice::Call(id, remark), _) => {
            model.home.sought = remark;
            vec![Effect::Open(id)]
        }
        (Choice::Card(at), Some(_)) => {
            model.overlay = Some(Overlay::Card(at));
            Vec::new()
        }
        (Choice::Person(at), Some(_)) => {
            model.overlay = Some(Overlay::Speaker { remark: None, at, add: Editor::default() });
            Vec::new()
        }
        (Choice::Command(id), _) => command::run(model, id),
        _ => Vec::new(),
    }
}

/// Files a remark, or says where the note is to go.
fn file(model: &mut Model, remark: Option<RemarkId>, item: &Item) -> Vec<Effect> {
    let topic = match &item.choice {
        Choice::Topic(topic) => Some(topic.clone()),
        _ => None,
    };
    if let Some(remark) = remark {
        let filing = topic.map_or(Filing::Unfiled, |topic| Filing::To { topic, question: None });
        return vec![Effect::Do(Command::File { remark, filing })];
    }
    if let Some(call) = &mut model.call {
        let choice = topic.map(|topic| TopicChoice { topic, cue: item.label.clone() });
        call.target = Some(choice.map_or(Target::Unfiled, Target::Topic));
    }
    Vec::new()
}

fn amend(model: &mut Model, remark: RemarkId, editor: Editor) -> Vec<Effect> {
    if editor.is_blank() {
        let undo = model.keymap.shown(CommandId::Undo);
        super::tell(model, format!("a remark cannot be empty; {undo} takes back what was kept"), true);
        model.overlay = Some(Overlay::Edit { remark, editor });
        return Vec::new();
    }
    if let Some(why) = call::too_long(editor.text()) {
        super::tell(model, why, true);
        model.overlay = Some(Overlay::Edit { remark, editor });
        return Vec::new();
    }
    let text = editor.text().trim().to_owned();
    let Some(call) = &mut model.call else { return Vec::new() };
    if call.remark(remark).is_some_and(|old| old.text == text) {
        return Vec::new();
    }
    // Until the new words stand, they may be refused.
    call.unkept.edits.insert(remark, editor);
    vec![Effect::Do(Command::Amend { remark, text })]
}

fn on_file(model: &mut Model, key: KeyEvent, remark: Option<RemarkId>, mut picker: Picker, back: bool) -> Vec<Effect> {
    if key.code == KeyCode::Enter {
        model.overlay = back.then_some(Overlay::WrapUp);
        return picker.chosen().map_or_else(Vec::new, |item| file(model, remark, item));
    }
    picker.key(key);
    model.overlay = Some(Overlay::File { remark, picker, back });
    Vec::new()
}

fn on_flags(model: &mut Model, key: KeyEvent, remark: RemarkId, at: usize) -> Vec<Effect> {
    let toggle = matches!(key.code, KeyCode::Enter | KeyCode::Char(' ' | 'x'));
    let to = if toggle { at } else { moved(key, at, FlagKind::ALL.len()).unwrap_or(at) };
    model.overlay = Some(Overlay::Flags { remark, at: to });
    let flag = FlagKind::ALL.get(at).copied();
    match (toggle, flag, &model.call) {
        (true, Some(flag), Some(call)) => rule(call, remark, flag),
        _ => Vec::new(),
    }
}

/// What the key does to a flag: dismisses one that holds, raises one that does not, takes a ruling back.
fn rule(call: &CallScreen, remark: RemarkId, flag: FlagKind) -> Vec<Effect> {
    let Some(view) = call.remark(remark) else { return Vec::new() };
    let held = view.flags.iter().find(|held| held.kind == flag);
    let dismissed = view.dismissed.iter().any(|dismissed| dismissed.kind == flag);
    let ruling = match held {
        Some(held) if held.by_hand => None,
        Some(_) => Some(Ruling::Dismissed),
        None if dismissed => None,
        None => Some(Ruling::Raised),
    };
    vec![Effect::Do(Command::RuleFlag { remark, flag, ruling })]
}

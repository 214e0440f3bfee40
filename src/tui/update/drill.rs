//! Keys of the drill: a letter or a number answers, Enter goes on, Esc ends.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::command;
use crate::practice::drill::{Form, Said};
use crate::tui::commands::CommandId;
use crate::tui::drill::{DrillNews, DrillScreen, DrillWish};
use crate::tui::editor::Editor;
use crate::tui::message::Effect;
use crate::tui::model::Model;

/// A key on the screen of a drill.
pub(super) fn on_key(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    let now = model.now;
    let Some(drill) = &mut model.drill else { return Vec::new() };
    match key.code {
        KeyCode::F(1) => return command::run(model, CommandId::Help),
        KeyCode::Esc if drill.round.is_over() => return go_home(model),
        KeyCode::Esc => drill.round.stop(),
        KeyCode::PageDown | KeyCode::Down => drill.scroll += 1,
        KeyCode::PageUp | KeyCode::Up => drill.scroll = drill.scroll.saturating_sub(1),
        _ if drill.round.is_over() => return on_summary(model, key),
        KeyCode::Enter | KeyCode::Char(' ') if drill.round.told().is_some() => {
            drill.round.go_on(now);
            drill.typed = Editor::default();
            drill.scroll = 0;
        }
        _ if drill.round.told().is_some() => {}
        _ => return on_answer(model, key),
    }
    Vec::new()
}

/// A paste goes into the question being typed.
pub(super) fn on_paste(model: &mut Model, text: &str) -> Vec<Effect> {
    if let Some(drill) = model.drill.as_mut().filter(|drill| is_typed(drill) && drill.round.told().is_none()) {
        drill.typed.paste(&text.replace(['\n', '\r'], " "));
    }
    Vec::new()
}

/// What happened outside the model.
pub(super) fn heard(model: &mut Model, news: DrillNews) -> Vec<Effect> {
    match news {
        DrillNews::Due(due) => model.home.due = due,
        DrillNews::Dealt(round) => model.drill = Some(DrillScreen::new(*round)),
        DrillNews::Kept(kept) => {
            if let Some(drill) = &mut model.drill {
                drill.kept = kept;
            }
        }
    }
    Vec::new()
}

fn on_answer(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    let now = model.now;
    let Some(drill) = &mut model.drill else { return Vec::new() };
    let said = if !is_typed(drill) {
        option(key).map(Said::Picked)
    } else if key.code == KeyCode::Enter {
        Some(Said::Typed(drill.typed.text().to_owned()))
    } else {
        drill.typed.key(key);
        None
    };
    let Some(review) = said.and_then(|said| drill.round.answer(&said, now)) else { return Vec::new() };
    // The answer stands at the end of the screen.
    drill.scroll = 0;
    vec![Effect::Drill(DrillWish::Keep(Box::new(review)))]
}

fn on_summary(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    match key.code {
        KeyCode::Enter | KeyCode::Char('g') => go_home(model),
        KeyCode::Char('x') => vec![Effect::Drill(DrillWish::Deal(None))],
        KeyCode::Char('q') => command::leave(model),
        _ => Vec::new(),
    }
}

fn go_home(model: &mut Model) -> Vec<Effect> {
    model.drill = None;
    vec![Effect::List]
}

fn is_typed(drill: &DrillScreen) -> bool {
    matches!(drill.round.exercise().map(|exercise| &exercise.form), Some(Form::Opening(_)))
}

/// The option of a key: a to d, or 1 to 4.
fn option(key: KeyEvent) -> Option<usize> {
    let KeyCode::Char(pressed) = key.code else { return None };
    if key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) {
        return None;
    }
    let letter = ('a'..='d').position(|letter| letter == pressed.to_ascii_lowercase());
    letter.or_else(|| ('1'..='4').position(|number| number == pressed))
}

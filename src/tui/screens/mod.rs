//! Tests of the screen: keys in, screen and effects out, no terminal.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::call::{Command, Filing};

use super::message::{Effect, Message};
use super::model::Model;
use super::update::update;
use super::view::view;

mod acts;
mod frameworks;
mod looks;
mod reach;

/// What is drawn, as text, and the cursor's place.
fn drawn(model: &Model) -> (String, Option<Position>) {
    let mut buffer = Buffer::empty(Rect::new(0, 0, model.size.0, model.size.1));
    let cursor = view(model, &mut buffer);
    (super::stage::rows(&buffer), cursor)
}

/// Presses keys written as words: `Enter`, `Esc`, `Ctrl-z`, `Alt-w`, `Up`; anything else is typed letter by letter.
fn press(model: &mut Model, keys: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    for word in keys.split(' ') {
        let named = match word {
            "Enter" => Some(KeyCode::Enter),
            "Esc" => Some(KeyCode::Esc),
            "Tab" => Some(KeyCode::Tab),
            "Up" => Some(KeyCode::Up),
            "Down" => Some(KeyCode::Down),
            "Left" => Some(KeyCode::Left),
            "Right" => Some(KeyCode::Right),
            "PageUp" => Some(KeyCode::PageUp),
            "F1" => Some(KeyCode::F(1)),
            "Space" => Some(KeyCode::Char(' ')),
            _ => None,
        };
        let strokes: Vec<KeyEvent> = if let Some(code) = named {
            vec![KeyEvent::new(code, KeyModifiers::NONE)]
        } else if let Some(letter) = word.strip_prefix("Ctrl-").and_then(|rest| rest.chars().next()) {
            vec![KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL)]
        } else if let Some(letter) = word.strip_prefix("Alt-").and_then(|rest| rest.chars().next()) {
            vec![KeyEvent::new(KeyCode::Char(letter), KeyModifiers::ALT)]
        } else {
            word.chars().map(|c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)).collect()
        };
        for stroke in strokes {
            let asked_for = update(model, Message::Key(stroke));
            if asked_for.contains(&Effect::Lenses) {
                update(model, Message::Lenses(super::fixture::lenses()));
            }
            effects.extend(asked_for);
        }
    }
    effects
}

fn keep_effect(effects: &[Effect]) -> Option<(&str, &Filing)> {
    effects.iter().find_map(|effect| match effect {
        Effect::Do(Command::Keep { text, filing, .. }) => Some((text.as_str(), filing)),
        _ => None,
    })
}

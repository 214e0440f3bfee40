//! The mouse: it chooses what keys choose, and scrolls.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::{call, command, on_key};
use crate::tui::message::Effect;
use crate::tui::model::{Model, Overlay};
use crate::tui::view::{Hit, hit};

/// How many rows a long text moves at one notch of the wheel.
const NOTCH_ROWS: usize = 3;

/// What the mouse does.
pub(super) fn on_mouse(model: &mut Model, mouse: MouseEvent) -> Vec<Effect> {
    match mouse.kind {
        MouseEventKind::ScrollUp => scroll(model, KeyCode::Up),
        MouseEventKind::ScrollDown => scroll(model, KeyCode::Down),
        MouseEventKind::Down(MouseButton::Left) => click(model, Position::new(mouse.column, mouse.row)),
        _ => Vec::new(),
    }
}

fn scroll(model: &mut Model, code: KeyCode) -> Vec<Effect> {
    let is_text = matches!(
        model.overlay,
        Some(
            Overlay::Why(_)
                | Overlay::Grade(_)
                | Overlay::Help(_)
                | Overlay::History(_)
                | Overlay::Compare(..)
                | Overlay::People(..)
        )
    );
    press(model, code, if is_text { NOTCH_ROWS } else { 1 })
}

/// A click on a row of a list chooses it; on the chosen row it does what Enter does.
fn click(model: &mut Model, position: Position) -> Vec<Effect> {
    match (hit(model, position), &mut model.call) {
        (Some(Hit::Question(question)), Some(call)) => command::turn(call, question),
        (Some(Hit::Remark(remark)), Some(call)) => {
            call::show(call, remark);
            Vec::new()
        }
        (Some(Hit::Command(command)), _) => {
            model.letters = false;
            command::run(model, command)
        }
        (Some(Hit::Row(0)), _) => press(model, KeyCode::Enter, 1),
        (Some(Hit::Row(steps)), _) => {
            let code = if steps < 0 { KeyCode::Up } else { KeyCode::Down };
            press(model, code, steps.unsigned_abs())
        }
        _ => Vec::new(),
    }
}

fn press(model: &mut Model, code: KeyCode, times: usize) -> Vec<Effect> {
    (0..times).flat_map(|_| on_key(model, KeyEvent::new(code, KeyModifiers::NONE))).collect()
}

//! Changing what is set: at once on the screen, and kept in the config.

use crossterm::event::{KeyCode, KeyEvent};

use super::overlay::moved;
use crate::tui::message::Effect;
use crate::tui::model::{Model, Overlay};
use crate::tui::settings::{Setting, ShapeSet};
use crate::tui::theme::Theme;

/// A key in the list of settings.
pub(super) fn on_key(model: &mut Model, key: KeyEvent, at: usize) -> Vec<Effect> {
    let step = match key.code {
        KeyCode::Enter | KeyCode::Right | KeyCode::Char(' ' | 'l') => Some(false),
        KeyCode::Left | KeyCode::Char('h') => Some(true),
        _ => None,
    };
    let to = if step.is_some() { at } else { moved(key, at, Setting::ALL.len()).unwrap_or(at) };
    model.overlay = Some(Overlay::Settings(to));
    match (step, Setting::ALL.get(at).copied()) {
        (Some(back), Some(setting)) => change(model, setting, back),
        _ => Vec::new(),
    }
}

fn change(model: &mut Model, setting: Setting, back: bool) -> Vec<Effect> {
    let value = model.settings.next(setting, back);
    model.settings.set(setting, value);
    let mut effects = vec![Effect::Set(setting, value.to_owned())];
    match setting {
        Setting::Theme => model.look.theme = Theme::named(value),
        Setting::Shapes => {
            let set = ShapeSet::ALL.into_iter().find(|set| set.id() == value).unwrap_or_default();
            model.look.unicode = set.is_unicode(model.settings.unicode);
        }
        Setting::Mouse => effects.push(Effect::Mouse(value == "true")),
        Setting::Minutes | Setting::DayOrder | Setting::FiscalYear | Setting::Retention => {}
    }
    effects
}

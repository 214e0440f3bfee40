//! What comes whole instead of by single keys: a command by its name, a line for the field that has the focus.

use super::wrap_up::{WrapRow, rows};
use super::{command, tell};
use crate::call::RemarkId;
use crate::tui::commands::CommandId;
use crate::tui::editor::Editor;
use crate::tui::message::Effect;
use crate::tui::model::{CallScreen, Model, Overlay};

/// Runs a command for a remark, or for the newest one.
pub(super) fn run(model: &mut Model, id: CommandId, remark: Option<RemarkId>) -> Vec<Effect> {
    if let Some(call) = &mut model.call {
        if let Some(missing) = remark.filter(|&remark| call.remark(remark).is_none()) {
            return tell(model, format!("there is no remark {}", missing.0), true);
        }
        call.chosen = remark;
    }
    command::run(model, id)
}

/// Puts a line into the field that has the focus, in place of what it held; what Enter does with it comes by key.
pub(super) fn on_line(model: &mut Model, text: &str) -> Vec<Effect> {
    if let Some(call) = &mut model.call {
        call.draft_dirty = true;
    }
    match (&mut model.overlay, &mut model.call) {
        (Some(Overlay::Find(picker) | Overlay::File { picker, .. } | Overlay::Switch { picker, .. }), _) => {
            picker.search(text);
        }
        (Some(overlay), Some(call)) => {
            if let Some(field) = field_over(overlay, call) {
                *field = Editor::with(text);
            }
        }
        (None, Some(call)) => call.note = Editor::with(text),
        (_, None) => {
            if let Some(form) = &mut model.home.form
                && let Some(field) = form.fields.get_mut(form.at)
            {
                *field = Editor::with(text);
            }
        }
    }
    Vec::new()
}

/// The field of an overlay that has the focus.
fn field_over<'a>(overlay: &'a mut Overlay, call: &'a mut CallScreen) -> Option<&'a mut Editor> {
    match overlay {
        Overlay::Edit { editor, .. } => Some(editor),
        Overlay::Facts { meant, .. } => meant.as_mut(),
        Overlay::Speaker { add, .. } => Some(add),
        Overlay::WrapUp => {
            call.wrap.problem = None;
            match rows(&call.brief).get(call.wrap.at) {
                Some(WrapRow::What) => Some(&mut call.wrap.what),
                Some(WrapRow::On) => Some(&mut call.wrap.on),
                _ => None,
            }
        }
        _ => None,
    }
}

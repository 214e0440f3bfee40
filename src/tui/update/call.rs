//! The note line and the remarks: what keys do on the call screen when nothing lies over it.

use crossterm::event::{KeyCode, KeyEvent};

use crate::call::{Command, RemarkId};

use super::{command, tell, unkept};
use crate::tui::commands::CommandId;
use crate::tui::editor::Typed;
use crate::tui::message::{Applied, Effect};
use crate::tui::model::{CallScreen, Foreseen, Model};

/// Drafts up to so many bytes are read at every key; longer ones when they are saved.
const PREVIEW_AT_ONCE_BYTES: usize = 1_000;
/// A remark may be so long; longer ones are minutes of a meeting, not an answer.
const LONGEST_REMARK_BYTES: usize = 4_000;
/// No more of a draft than this is read for the preview.
const PREVIEW_BYTES: usize = 4_000;

/// A key on the call screen.
pub(super) fn on_key(model: &mut Model, key: KeyEvent) -> Vec<Effect> {
    let Some(call) = &mut model.call else { return Vec::new() };
    match key.code {
        KeyCode::Enter => return keep(model),
        KeyCode::Esc => model.letters = true,
        KeyCode::Tab if !call.note.is_blank() && call.foreseen.preview.targets.is_empty() => {
            model.overlay = Some(command::file(call, None, false));
        }
        KeyCode::Tab if !call.note.is_blank() => call.next_target(),
        KeyCode::Tab | KeyCode::BackTab => {
            call.target = None;
            return command::run(model, CommandId::Find);
        }
        KeyCode::Up => choose(call, -1),
        KeyCode::Down => choose(call, 1),
        KeyCode::PageUp => choose(call, -5),
        KeyCode::PageDown => choose(call, 5),
        _ => {
            let was_blank = call.note.is_blank();
            if call.note.key(key) == Typed::Changed {
                return note_changed(call, was_blank);
            }
        }
    }
    Vec::new()
}

/// The draft changed: it wants to be kept, and read. What is typed on is shown before it is read; while nothing of a
/// note is known yet, nothing can be shown of it meanwhile.
pub(super) fn note_changed(call: &mut CallScreen, was_blank: bool) -> Vec<Effect> {
    call.draft_dirty = true;
    call.foreseen.is_unread = !call.note.is_blank() && call.note.text().len() <= PREVIEW_AT_ONCE_BYTES;
    if call.note.is_blank() {
        call.foreseen = Foreseen::default();
        call.target = None;
    }
    if was_blank { read_due(call) } else { Vec::new() }
}

/// The half-typed note is read if it says something new: what it would become.
pub(super) fn read_due(call: &mut CallScreen) -> Vec<Effect> {
    let is_due = std::mem::take(&mut call.foreseen.is_unread);
    is_due.then(|| Effect::Preview(call.note.text().to_owned())).into_iter().collect()
}

/// The note comes back from the rep's own editor.
pub(super) fn edited(model: &mut Model, text: &str) -> Vec<Effect> {
    let Some(call) = &mut model.call else { return Vec::new() };
    // Editors end the last line.
    let text = text.trim_end();
    if text == call.note.text().trim_end() {
        return tell(model, "the note is as it was", false);
    }
    call.note.rewrite(text);
    let mut effects = note_changed(call, true);
    effects.extend(draft_due(model));
    effects
}

/// The draft has waited long enough.
pub(super) fn draft_due(model: &mut Model) -> Vec<Effect> {
    let Some(call) = model.call.as_mut().filter(|call| call.draft_dirty) else { return Vec::new() };
    call.draft_dirty = false;
    let text = call.note.text();
    let mut effects = vec![Effect::SaveDraft(unkept::draft(call, model.overlay.as_ref()))];
    if text.len() > PREVIEW_AT_ONCE_BYTES {
        effects.push(Effect::Preview(crate::tui::text::head(text, PREVIEW_BYTES).to_owned()));
    }
    effects
}

/// Moves the choice among the remarks; past the newest one there is no choice again.
fn choose(call: &mut CallScreen, by: isize) {
    let remarks = &call.brief.remarks;
    let at = call.chosen.and_then(|id| remarks.iter().position(|remark| remark.id == id)).unwrap_or(remarks.len());
    let to = at.saturating_add_signed(by);
    call.chosen = remarks.get(to).map(|remark| remark.id);
}

/// Why a text cannot be one remark: reading it would hold the screen up. It stays where it is, and in the draft.
pub(super) fn too_long(text: &str) -> Option<String> {
    let bytes = text.trim().len();
    (bytes > LONGEST_REMARK_BYTES).then(|| {
        let lines = text.lines().count();
        format!("too long for one remark ({lines} lines): cut it down, or keep it in parts; nothing of it is lost")
    })
}

/// Hands the note over.
fn keep(model: &mut Model) -> Vec<Effect> {
    if let Some(said) = super::practice::enter(model) {
        return said;
    }
    let Some(call) = &mut model.call else { return Vec::new() };
    if call.note.is_blank() {
        return tell(model, "nothing to keep: the note is empty", false);
    }
    if let Some(why) = too_long(call.note.text()) {
        return tell(model, why, true);
    }
    let filing = call.filing();
    let mut note = call.note.clone();
    let text = note.take().trim().to_owned();
    call.handed_over = Some(std::mem::take(&mut call.note));
    call.chosen = None;
    vec![Effect::Do(Command::Keep { text, by: None, filing })]
}

/// A command was carried out.
pub(super) fn applied(model: &mut Model, applied: Applied) -> Vec<Effect> {
    let Some(call) = &mut model.call else { return Vec::new() };
    let before = call.brief.prompt.as_ref().map(|prompt| prompt.question.clone());
    call.brief = applied.brief;
    if let Some(topics) = applied.topics {
        call.topics = topics;
    }
    call.saving.hand_over(&applied.touched, applied.last);
    unkept::drop_what_stands(call);
    if call.chosen.is_some_and(|id| call.remark(id).is_none()) {
        call.chosen = None;
    }
    if before != call.brief.prompt.as_ref().map(|prompt| prompt.question.clone()) {
        call.phrasing = 0;
    }
    if call.handed_over.take().is_some() {
        call.foreseen = Foreseen::default();
        call.target = None;
        call.draft_dirty = false;
        return vec![Effect::SaveDraft(unkept::draft(call, model.overlay.as_ref()))];
    }
    // The proposal depends on the question on the screen.
    call.foreseen.is_unread = !call.note.is_blank();
    read_due(call)
}

/// A command was refused: the note that was handed over comes back.
pub(super) fn refused(model: &mut Model, why: String) -> Vec<Effect> {
    if let Some(call) = &mut model.call
        && let Some(note) = call.handed_over.take()
        && call.note.is_blank()
    {
        call.note = note;
    }
    tell(model, why, true)
}

/// Shows a remark among the others.
pub(super) fn show(call: &mut CallScreen, remark: RemarkId) {
    call.chosen = Some(remark);
}

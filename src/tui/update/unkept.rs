//! Words typed outside the note line and left without Enter: nothing of them is lost.

use super::{facts, tell};
use crate::call::RemarkId;
use crate::tui::editor::Editor;
use crate::tui::message::Effect;
use crate::tui::model::{CallScreen, Meant, Model, Overlay, Unkept, WrapUp};

/// The field of a remark's edit: as it was left, else with the remark's words.
pub(super) fn edit(call: &mut CallScreen, remark: RemarkId, text: &str) -> Editor {
    call.unkept.edits.remove(&remark).unwrap_or_else(|| Editor::with(text))
}

/// An overlay is left by Esc: what was typed there waits for its next opening.
pub(super) fn on_esc(model: &mut Model, overlay: &Overlay) -> Vec<Effect> {
    let Some(call) = &mut model.call else { return Vec::new() };
    let mut unkept = std::mem::take(&mut call.unkept);
    let is_changed = set_aside(&mut unkept, call, overlay);
    call.unkept = unkept;
    if is_changed {
        tell(model, "not kept yet: your words are there when you open this again", false)
    } else {
        Vec::new()
    }
}

/// What a draft holds: the note, and every word typed elsewhere that does not stand yet, each in lines of its own.
pub(super) fn draft(call: &CallScreen, overlay: Option<&Overlay>) -> String {
    let mut unkept = call.unkept.clone();
    if let Some(overlay) = overlay {
        set_aside(&mut unkept, call, overlay);
    }
    let edits = unkept.edits.values().map(|editor| editor.text().to_owned());
    let meant = unkept.meant.as_ref().map(|meant| meant.editor.text().to_owned());
    let typed = edits.chain(meant).chain([unkept.person.text().to_owned(), next_step(call)]);
    let mut draft = call.note.text().to_owned();
    for words in typed.filter(|words| !words.trim().is_empty()) {
        if !draft.is_empty() {
            draft.push('\n');
        }
        draft.push_str(words.trim());
    }
    draft
}

/// Lets go of what the call holds by now.
pub(super) fn drop_what_stands(call: &mut CallScreen) {
    let remarks = &call.brief.remarks;
    let stands = |id: RemarkId, typed: &str| remarks.iter().any(|remark| remark.id == id && remark.text == typed);
    call.unkept.edits.retain(|id, editor| !stands(*id, editor.text().trim()));
    let corrected = |meant: &Meant| {
        let remark = remarks.iter().find(|remark| remark.id == meant.remark);
        remark.is_none_or(|remark| {
            remark
                .corrections
                .iter()
                .any(|now| now.words == meant.words && now.means.as_deref() == Some(meant.editor.text().trim()))
        })
    };
    if call.unkept.meant.as_ref().is_some_and(corrected) {
        call.unkept.meant = None;
    }
    let (name, role) = call.unkept.person.text().split_once(',').unwrap_or((call.unkept.person.text(), ""));
    let (name, role) = (name.trim(), role.trim());
    let is_there = call.brief.people.iter().any(|person| match name {
        "" => person.role == role,
        name => person.id.is_some() && person.name == name,
    });
    if is_there {
        call.unkept.person = Editor::default();
    }
    if call.brief.ending.closed.is_some() {
        call.wrap = WrapUp { at: call.wrap.at, ..WrapUp::default() };
    }
}

/// Puts the words of an overlay aside; whether there are any that do not stand.
fn set_aside(unkept: &mut Unkept, call: &CallScreen, overlay: &Overlay) -> bool {
    match overlay {
        Overlay::Edit { remark, editor } => {
            let is_changed = call.remark(*remark).is_none_or(|old| old.text != editor.text());
            if is_changed {
                unkept.edits.insert(*remark, editor.clone());
            }
            is_changed
        }
        Overlay::Facts { remark, at, meant: Some(editor) } => {
            let row = call.remark(*remark).and_then(|view| facts::rows(view).into_iter().nth(*at));
            let Some(row) = row.filter(|row| row.prefilled() != editor.text().trim()) else { return false };
            unkept.meant = Some(Meant { remark: *remark, words: row.words, editor: editor.clone() });
            true
        }
        Overlay::Speaker { add, .. } => {
            unkept.person = add.clone();
            !add.is_blank()
        }
        _ => false,
    }
}

/// The next step as it is typed, unless it stands.
fn next_step(call: &CallScreen) -> String {
    let (what, on) = (call.wrap.what.text().trim(), call.wrap.on.text().trim());
    let stands = call
        .brief
        .ending
        .next_step
        .as_ref()
        .is_some_and(|step| what == step.what && on == step.on.map(|on| on.to_string()).unwrap_or_default());
    if stands { String::new() } else { format!("{what} {on}").trim().to_owned() }
}

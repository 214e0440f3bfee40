//! The file in which a long note is edited: beside the journal, in a folder that goes when the editor is left.
#![expect(clippy::disallowed_methods, reason = "the desk looks for a note that an editor was left with")]

use std::fs;
use std::path::{Path, PathBuf};

use super::Desk;
use crate::store::{CallId, note_in_editor};

impl Desk {
    /// Where the note of the call on the screen is edited.
    pub(in crate::tui) fn sheet(&self) -> Option<PathBuf> {
        let open = self.open.as_ref()?;
        let data_dir = open.apart.as_ref().map_or(self.store.data_dir(), |apart| &apart.path);
        Some(note_in_editor(data_dir, open.id))
    }
}

/// Takes the note that was in an editor when bantam was killed; the editor may have saved more than the draft holds.
pub(super) fn left_in_editor(data_dir: &Path, call: CallId) -> Option<String> {
    let file = note_in_editor(data_dir, call);
    let bytes = fs::read(&file).ok()?;
    let _ = fs::remove_dir_all(file.parent()?);
    let text = String::from_utf8_lossy(&bytes).trim_end().to_owned();
    (!text.is_empty()).then_some(text)
}

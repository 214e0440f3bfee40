//! The versions of banks that calls were held with, on disk: a folder for each bank, a file for each version.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use super::paths::files_in;
use crate::bank::Bank;
use crate::bank::source::{self, Edition};
use crate::store::write_private;

/// The versions kept for one user.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    folder: PathBuf,
}

impl Kept {
    /// The versions kept below a folder, which need not be there.
    pub(super) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Keeps a version on a thread of its own, so that nobody waits for the disk. One that cannot be written is not
    /// there later, which is told then: a call is no time to speak of it.
    pub(super) fn keep(&self, id: &str, edition: Edition) {
        let Some(folder) = self.of_bank(id) else { return };
        std::thread::spawn(move || {
            // Written anew each time: the newest file is the version that was good last.
            let path = folder.join(format!("{}.json", edition.hash()));
            let _ = write_private(&path, &edition.to_json());
        });
    }

    /// The version of a bank with this fingerprint, if it was kept and can still be used.
    pub(super) fn version(&self, id: &str, hash: &str) -> Option<Arc<Bank>> {
        let is_hash = !hash.is_empty() && hash.chars().all(|c| c.is_ascii_hexdigit());
        let path = self.of_bank(id).filter(|_| is_hash)?.join(format!("{hash}.json"));
        let bank = read(&path)?.build().ok()?;
        (bank.hash == hash).then_some(bank)
    }

    /// The version of a bank that a call was last held with, in a language.
    pub(super) fn latest(&self, id: &str, language: &str) -> Option<Arc<Bank>> {
        let mut files: Vec<(SystemTime, PathBuf)> = files_in(&self.of_bank(id)?);
        files.sort_by(|a, b| b.cmp(a));
        let banks = files.iter().filter_map(|(_, path)| read(path)?.build().ok());
        banks.into_iter().find(|bank| bank.id == id && bank.language == language)
    }

    /// The folder of a bank. Ids come from journals too, which others may have written: none leads elsewhere.
    fn of_bank(&self, id: &str) -> Option<PathBuf> {
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_.-".contains(c);
        let is_id = !id.is_empty() && !id.starts_with('.') && id.chars().all(is_plain);
        is_id.then(|| self.folder.join(id))
    }
}

fn read(path: &std::path::Path) -> Option<Edition> {
    Edition::from_json(&source::read(path).ok()?.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_id_leads_out_of_the_folder() {
        let kept = Kept::new(PathBuf::from("/kept"));
        assert_eq!(kept.of_bank("gpctba-ci"), Some(PathBuf::from("/kept/gpctba-ci")));
        for id in ["", "..", "../x", "/etc", "a/b", ".x", "Ä"] {
            assert_eq!(kept.of_bank(id), None, "{id}");
        }
        assert!(kept.version("bant", "../../etc/passwd").is_none());
        assert!(kept.latest("bant", "en").is_none());
    }
}

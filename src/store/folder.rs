//! The data folder and its files, readable by their owner only, whatever the umask.
#![expect(clippy::disallowed_methods, reason = "the store stands at the edge: it makes folders and files")]

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use uuid::Uuid;

use super::{CallId, StoreError};

/// The name of the journal within the data folder.
const JOURNAL_FILE: &str = "bantam.db";

/// The folder within the data folder in which the long notes of calls stand while they are in an editor.
const EDITING: &str = "editing";

/// Makes sure of the data folder and the journal's file in it; returns the path of the file.
///
/// A new file is empty, which `SQLite` takes for a new database; the files that it adds get the same mode. A folder
/// that is there already keeps its mode: it may be shared on purpose, and the files in it are private anyway.
pub(super) fn prepare(data_dir: &Path) -> Result<PathBuf, StoreError> {
    make_private_folder(data_dir)?;
    let path = journal(data_dir);
    open_private_file(&path)?;
    Ok(path)
}

/// Where the journal of a data folder is, or will be.
pub(super) fn journal(data_dir: &Path) -> PathBuf {
    data_dir.join(JOURNAL_FILE)
}

/// Where a long note of a call stands while it is in an editor.
pub fn note_in_editor(data_dir: &Path, call: CallId) -> PathBuf {
    data_dir.join(EDITING).join(call.to_string()).join("note.txt")
}

/// The file that `SQLite` keeps beside a database under this ending.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Makes a change of names in a file's folder last. Where the system cannot, the names last a moment later.
pub(super) fn sync_folder_of(path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

/// Makes a folder, with the folders above it, unless it is there.
pub(super) fn make_private_folder(path: &Path) -> Result<(), StoreError> {
    let failed = |error: std::io::Error| StoreError::from_io(path, &error);
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => return Ok(()),
        Ok(_) => return Err(StoreError::NotAFolder { path: path.to_owned() }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(failed(error)),
    }
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    mode::private_folder(&mut builder);
    builder.create(path).map_err(failed)?;
    mode::make_private(path, true).map_err(failed)
}

/// Opens a file for reading and writing; makes it if it is not there.
pub(super) fn open_private_file(path: &Path) -> Result<File, StoreError> {
    let failed = |error: std::io::Error| StoreError::from_io(path, &error);
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    mode::private_file(&mut options);
    let file = options.open(path).map_err(failed)?;
    mode::make_private(path, false).map_err(failed)?;
    Ok(file)
}

/// Makes a file anew for writing bit by bit, readable by its owner only.
///
/// # Errors
///
/// What stands in the way, with its place and remedy.
pub fn create_private(path: &Path) -> Result<File, StoreError> {
    let file = open_private_file(path)?;
    file.set_len(0).map_err(|error| StoreError::from_io(path, &error))?;
    Ok(file)
}

/// Writes a file whole or not at all, readable by its owner only; the folder is made if it is not there.
///
/// # Errors
///
/// What stands in the way, with its place and remedy. What was there before is then as it was.
pub fn write_private(path: &Path, content: &str) -> Result<(), StoreError> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    make_private_folder(folder)?;
    let draft = folder.join(format!(".{}{DRAFT_ENDING}", Uuid::now_v7()));
    let written = open_private_file(&draft).and_then(|mut file| {
        let failed = |error: std::io::Error| StoreError::from_io(path, &error);
        file.write_all(content.as_bytes()).map_err(failed)?;
        file.sync_all().map_err(failed)?;
        fs::rename(&draft, path).map_err(failed)
    });
    if written.is_err() {
        // The error that matters is told; a leftover is only untidy.
        let _ = fs::remove_file(&draft);
    }
    written
}

/// Copies a file, readable by its owner only, and makes sure that the copy is on disk.
pub(super) fn copy_private(from: &Path, to: &Path) -> Result<(), StoreError> {
    let mut source = File::open(from).map_err(|error| StoreError::from_io(from, &error))?;
    let mut target = open_private_file(to)?;
    let copied = std::io::copy(&mut source, &mut target).and_then(|_| target.sync_all());
    copied.map_err(|error| StoreError::from_io(to, &error))
}

/// How the name of a file ends that is only being written.
const DRAFT_ENDING: &str = ".part";

/// Whether a file was only being written, by a program that did not live to give it its name.
pub(super) fn is_draft(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    name.contains(DRAFT_ENDING)
}

/// The files in a folder, and if so wished in those within; none where there is no such folder. Links are not followed.
pub(super) fn files_below(folder: &Path, deep: bool) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && deep => folders.push(entry.path()),
                Ok(kind) if kind.is_file() => files.push(entry.path()),
                _ => {}
            }
        }
    }
    files.sort_unstable();
    files
}

/// Whether a file speaks of somebody by one of these names; one that cannot be read does not.
pub(super) fn names_any(path: &Path, names: &[&str]) -> bool {
    fs::read(path).is_ok_and(|bytes| text_names_any(&String::from_utf8_lossy(&bytes), names))
}

/// Whether a text speaks of somebody by one of these names, in whatever letter case; a name within a word is none.
pub(super) fn text_names_any(text: &str, names: &[&str]) -> bool {
    let text = text.to_lowercase();
    let stands_alone = |(at, found): (usize, &str)| {
        let before = text[..at].chars().next_back();
        let behind = text[at + found.len()..].chars().next();
        ![before, behind].iter().flatten().any(|c| c.is_alphanumeric())
    };
    let mut names = names.iter().map(|name| name.trim().to_lowercase()).filter(|name| !name.is_empty());
    names.any(|name| text.match_indices(&name).any(stands_alone))
}

/// Which file a path leads to, to notice that it was taken away or replaced; `None` where there is none.
pub(super) fn identity(path: &Path) -> Option<(u64, u64)> {
    fs::metadata(path).ok().map(|found| mode::identity(&found))
}

/// Whether an open file is still the one at a path.
pub(super) fn is_file_at(file: &File, path: &Path) -> bool {
    file.metadata().is_ok_and(|found| Some(mode::identity(&found)) == identity(path))
}

/// A private folder for a store that nobody wants to keep; taken away when dropped.
#[derive(Debug)]
pub struct Throwaway {
    path: PathBuf,
}

impl Throwaway {
    /// Makes the folder, in the system's place for temporary files.
    ///
    /// # Errors
    ///
    /// Where no folder can be made there.
    pub fn new() -> Result<Self, StoreError> {
        let path = std::env::temp_dir().join(format!("bantam-{}", Uuid::now_v7()));
        make_private_folder(&path)?;
        Ok(Self { path })
    }

    /// The folder, for [`Store::open`](super::Store::open) and [`Writer::spawn`](super::Writer::spawn).
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Throwaway {
    fn drop(&mut self) {
        // What cannot be taken away is left to the system, which clears its temporary files.
        let _ = fs::remove_dir_all(&self.path);
    }
}

#[cfg(unix)]
mod mode {
    //! Owner-only modes, and the identity of a file.

    use std::fs::{DirBuilder, Metadata, OpenOptions, Permissions, metadata, set_permissions};
    use std::io;
    use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
    use std::path::Path;

    const FOLDER: u32 = 0o700;
    const FILE: u32 = 0o600;

    pub(super) fn private_folder(builder: &mut DirBuilder) {
        builder.mode(FOLDER);
    }

    pub(super) fn private_file(options: &mut OpenOptions) {
        options.mode(FILE);
    }

    /// Sets the mode where it differs: a umask may have taken rights of the owner, an older file may give too many.
    pub(super) fn make_private(path: &Path, folder: bool) -> io::Result<()> {
        let wanted = if folder { FOLDER } else { FILE };
        let found = metadata(path)?;
        if found.is_dir() != folder || found.permissions().mode() & 0o777 == wanted {
            return Ok(());
        }
        set_permissions(path, Permissions::from_mode(wanted))
    }

    pub(super) fn identity(found: &Metadata) -> (u64, u64) {
        (found.dev(), found.ino())
    }
}

#[cfg(not(unix))]
mod mode {
    //! Where there are no modes, a user's folders are private by inheritance.

    use std::fs::{DirBuilder, Metadata, OpenOptions};
    use std::io;
    use std::path::Path;

    pub(super) fn private_folder(_: &mut DirBuilder) {}

    pub(super) fn private_file(_: &mut OpenOptions) {}

    pub(super) fn make_private(_: &Path, _: bool) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn identity(_: &Metadata) -> (u64, u64) {
        (0, 0)
    }
}

//! Files and folders of content on disk: which are looked at, and how they are read.

use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use crate::bank::problem::{Code, Place, Problem, Problems, Source};
use crate::bank::yaml;

/// Folders beside the languages whose files are no banks.
const OTHER_CONTENT: [&str; 3] = ["demo", "documents", "personas"];

/// Reads a file of content.
///
/// # Errors
/// That it cannot be opened, is larger than any real bank, or is not UTF-8.
pub fn read(path: &Path) -> Result<Arc<Source>, Problems> {
    let name = path.display().to_string();
    let unreadable = |error: std::io::Error| {
        let message = format!("the file cannot be read: {error}");
        Problems::new(vec![Problem::new(Code::Unreadable, &name, Place::default(), message)], Vec::new())
    };
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let length = file.metadata().map_err(unreadable)?.len();
    if length > yaml::LARGEST_TEXT as u64 {
        return Err(yaml::too_large(&name));
    }
    let mut bytes = Vec::new();
    // One byte more than allowed is enough to see that it is too large, even in a file that never ends.
    file.take(yaml::LARGEST_TEXT as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    yaml::decode(&name, bytes)
}

/// Reads a file that was found in a folder: other than one that somebody names, it may be anything that is called so.
///
/// # Errors
/// That it is no file, and as for [`read`].
pub fn read_found(path: &Path) -> Result<Arc<Source>, Problems> {
    match no_file(path) {
        Some(problem) => Err(Problems::new(vec![problem], Vec::new())),
        None => read(path),
    }
}

/// What is wrong with something that is called like a file of content and is none. A pipe is never opened: whoever
/// reads it may wait for ever.
pub(super) fn no_file(path: &Path) -> Option<Problem> {
    let kind = path.metadata().ok().filter(|_| is_yaml(path))?.file_type();
    let found = match (kind.is_file(), kind.is_dir()) {
        (true, _) => return None,
        (_, true) => "a folder that is called like a file of content",
        _ => "no file but a pipe, a socket or a device",
    };
    let problem = Problem::new(Code::Unreadable, &path.display().to_string(), Place::default(), found);
    Some(problem.with_fix("rename it, or move it elsewhere; until then it is passed over"))
}

/// The YAML files at or below a path, in alphabetical order: the path itself if it is a file, whatever it is called.
pub fn files_below(path: &Path) -> Vec<std::path::PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    // Links to folders are not followed, so that no circle of them is walked.
    let descend = |path: &std::path::PathBuf| !path.is_dir() || !path.is_symlink();
    entries(path)
        .into_iter()
        .filter(|path| path.is_dir() || is_yaml(path))
        .filter(descend)
        .filter(|path| !is_other_content(path))
        .flat_map(|path| files_below(&path))
        .collect()
}

/// The folder of banks that a path stands in, or is; `None` for a file that stands by itself.
///
/// A folder of banks is told by its `topics.yaml`, the folder of a language in it by its `shared.yaml`.
pub fn folder_of(path: &Path) -> Option<std::path::PathBuf> {
    let path = std::path::absolute(path).ok()?;
    let folder = if path.is_dir() { path.as_path() } else { path.parent()? };
    let is_language = folder.join("shared.yaml").is_file();
    let above = folder.parent().filter(|above| is_language || above.join("topics.yaml").is_file());
    above.or_else(|| path.is_dir().then_some(folder)).map(Path::to_owned)
}

/// Whether this is a folder of content that stands beside the banks and is none: call scripts, personas.
pub(super) fn is_other_content(path: &Path) -> bool {
    path.is_dir() && OTHER_CONTENT.contains(&file_name(path).as_str())
}

/// What a folder holds, in alphabetical order; nothing if it cannot be listed.
pub(super) fn entries(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths
}

pub(super) fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

pub(super) fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yaml")
}

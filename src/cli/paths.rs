//! Where things are read and written: the only place that asks the system for its folders.
#![expect(clippy::disallowed_methods, reason = "the edge touches the disk")]

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use directories::ProjectDirs;

/// The files and folders of one user, none of them created yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paths {
    /// What belongs to the program: the store.
    pub(super) data_dir: PathBuf,
    /// The config.
    pub(super) config: PathBuf,
    /// The user's own question banks.
    pub(super) banks_dir: PathBuf,
    /// The user's own templates and field mappings of documents.
    pub(super) documents_dir: PathBuf,
    /// A further folder of question banks, above the user's own.
    pub(super) bank_dir: Option<PathBuf>,
}

impl Paths {
    /// The paths as asked for; what is left out is where the system keeps such things.
    ///
    /// With a data folder everything stands in it, so that a test or a second profile touches nothing else.
    pub(super) fn new(data_dir: Option<PathBuf>, config: Option<PathBuf>, bank_dir: Option<PathBuf>) -> Self {
        // A system without a home folder (a bare container) gets the folder it stands in.
        let (data_dir, config_home) = match (data_dir, ProjectDirs::from("", "", "bantam")) {
            (Some(dir), _) => (dir.clone(), dir),
            (None, Some(dirs)) => (dirs.data_dir().to_owned(), dirs.config_dir().to_owned()),
            (None, None) => (PathBuf::from("."), PathBuf::from(".")),
        };
        Self {
            data_dir,
            config: config.unwrap_or_else(|| config_home.join("config.yaml")),
            banks_dir: config_home.join("question_banks"),
            documents_dir: config_home.join("documents"),
            bank_dir,
        }
    }

    /// The folders of question banks that add to those of the program, the uppermost last.
    pub(super) fn bank_folders(&self) -> Vec<PathBuf> {
        [&self.banks_dir].into_iter().chain(&self.bank_dir).cloned().collect()
    }

    /// The versions of banks that calls were held with.
    pub(super) fn kept_banks(&self) -> PathBuf {
        self.data_dir.join("kept_banks")
    }

    /// The reports that were written.
    pub(super) fn reports(&self) -> PathBuf {
        self.data_dir.join("reports")
    }

    /// The store of calls.
    pub(super) fn store(&self) -> PathBuf {
        self.data_dir.join("bantam.db")
    }
}

/// Creates a folder and those above it that are missing; only the user may look into what is new.
pub(super) fn create_private_dir(dir: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(dir)
    }
    #[cfg(not(unix))]
    std::fs::create_dir_all(dir)
}

/// The files in a folder, with the time of their last change; none if it cannot be listed.
pub(super) fn files_in(folder: &Path) -> Vec<(SystemTime, PathBuf)> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let file = |entry: std::fs::DirEntry| Some((entry.metadata().ok()?.modified().ok()?, entry.path()));
    entries.filter_map(file).collect()
}

/// Creates a file that is not there yet; only the user may read it.
///
/// Errors with [`std::io::ErrorKind::AlreadyExists`] where it is: nothing is ever overwritten.
pub(super) fn create_private_file(path: &Path, content: &str) -> std::io::Result<()> {
    use std::io::Write as _;

    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    file.write_all(content.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_data_folder_holds_everything() {
        let paths = Paths::new(Some("/tmp/b".into()), None, None);
        assert!(
            [&paths.data_dir, &paths.config, &paths.banks_dir, &paths.store()].iter().all(|p| p.starts_with("/tmp/b"))
        );
    }

    #[test]
    fn a_config_of_its_own_moves_nothing_else() {
        let paths = Paths::new(Some("/tmp/b".into()), Some("/etc/c.yaml".into()), None);
        assert_eq!(paths.config, Path::new("/etc/c.yaml"));
        assert!(paths.banks_dir.starts_with("/tmp/b"));
    }
}

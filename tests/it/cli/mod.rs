//! The commands as a user runs them: the real program, a folder of its own, what is printed where, and the exit code.

mod analyze;
mod bad_banks;
mod banks;
mod call;
mod calls;
mod drill;
mod home;
mod leads;
mod practice;
mod repair;
mod replay;
mod report;
mod stats;

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// A user with an empty home folder and a data folder elsewhere.
struct User {
    home: TempDir,
    data: TempDir,
}

impl User {
    fn new() -> Self {
        Self { home: TempDir::new().unwrap(), data: TempDir::new().unwrap() }
    }

    /// The program with these arguments; it sees no environment but this user's.
    fn bantam(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bantam"));
        command.env_clear().env("HOME", self.home.path()).env("BANTAM_DATA_DIR", self.data.path());
        command.current_dir(self.data.path()).args(arguments);
        command
    }

    /// Runs it and gives exit code, stdout and stderr.
    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        outcome(&mut self.bantam(arguments))
    }

    /// Writes a file into the data folder.
    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.data.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }
}

fn outcome(command: &mut Command) -> (i32, String, String) {
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in {text:?}"))
}

/// Everything below a folder, by name.
fn everything_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

/// The keys of an object, sorted, as one text.
fn keys(value: &Value) -> String {
    value.as_object().unwrap().keys().map(String::as_str).collect::<Vec<_>>().join(" ")
}

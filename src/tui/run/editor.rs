//! The rep's own editor, for notes that are too long for a line.
#![expect(clippy::disallowed_methods, reason = "it reads the environment and the file that the editor wrote")]

use std::fs::{self, File};
use std::io::{IsTerminal as _, stdin};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::store::write_private;

/// What a shell says of a command that is not there.
const NOT_FOUND: i32 = 127;

/// Has a text edited in a file that nobody else can read; the file's folder goes afterwards with all that the editor
/// left in it, whatever happens.
///
/// # Errors
///
/// Why the text is as it was, in a sentence for people.
pub(super) fn edit(file: &Path, text: &str) -> Result<String, String> {
    let editor = chosen(|name| std::env::var(name).ok())?;
    let folder = Folder(file.parent().unwrap_or(file));
    // Editors want the last line to end.
    let lines = if text.is_empty() || text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") };
    write_private(file, &lines).map_err(|error| error.to_string())?;
    let edited = run(&editor, file).and_then(|()| {
        // Words in a broken encoding are worth more than none.
        let read = fs::read(file).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        read.map_err(|error| format!("the note is as it was: what the editor wrote cannot be read ({error})"))
    });
    drop(folder);
    edited
}

/// Taken away when dropped.
struct Folder<'a>(&'a Path);

impl Drop for Folder<'_> {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(self.0);
    }
}

/// The command of the editor: as for any program that asks for one.
fn chosen(variable: impl Fn(&str) -> Option<String>) -> Result<String, String> {
    let set = ["VISUAL", "EDITOR"].into_iter().filter_map(variable).find(|command| !command.trim().is_empty());
    set.ok_or_else(|| "no editor is set: set VISUAL or EDITOR (such as `export EDITOR=nano`) and come back".to_owned())
}

/// Runs the editor on the terminal. A shell splits the command, since that is what it is written for.
fn run(editor: &str, file: &Path) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("the note is as it was: `{editor}` could not be run ({error})");
    let mut command = Command::new("/bin/sh");
    command.arg("-c").arg(format!("{editor} \"$1\"")).arg("bantam").arg(file);
    if !stdin().is_terminal()
        && let Ok(terminal) = File::open("/dev/tty")
    {
        command.stdin(Stdio::from(terminal));
    }
    let status = command.status().map_err(failed)?;
    match status.code() {
        Some(0) => Ok(()),
        Some(NOT_FOUND) => Err(format!("the note is as it was: there is no `{editor}` (from VISUAL or EDITOR)")),
        _ => Err(format!("the note is as it was: `{editor}` ended with {status}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visual_comes_before_editor_and_without_both_it_is_said_how_to_set_one() {
        let of = |visual: Option<&str>, editor: Option<&str>| {
            chosen(|name| if name == "VISUAL" { visual } else { editor }.map(str::to_owned))
        };
        assert_eq!(of(Some("vim -f"), Some("ed")).as_deref(), Ok("vim -f"));
        assert_eq!(of(Some(" "), Some("ed")).as_deref(), Ok("ed"));
        assert!(of(None, None).unwrap_err().contains("export EDITOR=nano"));
    }

    #[test]
    fn what_cannot_be_run_or_fails_says_so() {
        let file = Path::new("/nowhere/note.txt");
        assert_eq!(run("true", file), Ok(()));
        assert!(run("false", file).unwrap_err().contains("`false` ended with exit status: 1"));
        assert!(run("no-such-editor-here", file).unwrap_err().contains("there is no `no-such-editor-here`"));
    }

    #[test]
    fn a_command_is_split_as_a_shell_does() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a note.txt");
        fs::write(&file, "one").unwrap();
        assert_eq!(run("sh -c 'printf \" and two\" >> \"$1\"' it", &file), Ok(()));
        assert_eq!(fs::read_to_string(&file).unwrap(), "one and two");
    }
}

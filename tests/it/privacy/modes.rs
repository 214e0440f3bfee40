//! Whatever the umask, nobody else reads what the program writes.
#![cfg(unix)]

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// Runs the program under a umask; what was typed is its input.
fn run(folder: &Path, umask: &str, arguments: &[&str], typed: &str) -> String {
    let mut command = Command::new("sh");
    command.args(["-c", "umask $0; exec \"$@\"", umask, env!("CARGO_BIN_EXE_bantam")]).args(arguments);
    command.env_clear().env("HOME", folder.join("home")).env("BANTAM_DATA_DIR", folder.join("deep/data"));
    command.env("TMPDIR", folder).current_dir(folder);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A command that reads nothing has closed its input.
    let _ = child.stdin.take().unwrap().write_all(typed.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "umask {umask}, {arguments:?}: {text}");
    text
}

/// Everything below a folder with its mode, where that is not the one that it must have.
fn open_to_others(folder: &Path, found: &mut Vec<String>, seen: &mut usize) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let kind = fs::symlink_metadata(&path).unwrap();
        let mode = kind.permissions().mode() & 0o777;
        if mode != if kind.is_dir() { 0o700 } else { 0o600 } {
            found.push(format!("{mode:o} {}", path.display()));
        }
        *seen += 1;
        if kind.is_dir() {
            open_to_others(&path, found, seen);
        }
    }
}

#[test]
fn files_are_the_owners_alone_whatever_the_umask() {
    for umask in ["000", "022", "077"] {
        let dir = TempDir::new().unwrap();
        let folder = dir.path();
        let script = "# a screen\nsize 60x12\nopen bant\ntype hello\nscreen\npicture one dark\n";
        fs::write(folder.join("screen.txt"), script).unwrap();
        fs::set_permissions(folder.join("screen.txt"), fs::Permissions::from_mode(0o600)).unwrap();
        run(folder, umask, &["init"], "");
        run(folder, umask, &["init", "--config", "elsewhere/config.yaml"], "");
        run(folder, umask, &["banks", "new", "ours"], "");
        // A call with a report, a setting and a half line; then home, and a call forgotten.
        let typed = "late orders cost 40k a month\n/report\n/settings\n4\n\n/wrap\nsend it\n2031-03-09\n/leave\n";
        run(folder, umask, &["call", "--plain", "--company", "Harbour Tools", "--bank", "ours"], typed);
        run(folder, umask, &["call", "--plain", "--company", "Larkmoor"], "soon, I guess\nand half a li");
        run(folder, umask, &["call", "--plain", "--demo"], "/report\n/leave\n");
        run(folder, umask, &["--plain"], "1\n/leave\n");
        run(folder, umask, &["forget", "Larkmoor", "--yes"], "");
        run(folder, umask, &["screens", "--bless", "--pictures", "drawn/here", "screen.txt"], "");
        let (mut found, mut seen) = (Vec::new(), 0);
        open_to_others(folder, &mut found, &mut seen);
        assert_eq!(found, Vec::<String>::new(), "umask {umask}");
        assert!(seen > 10, "{seen}");
        for written in ["deep/data/bantam.db", "deep/data/config.yaml", "deep/data/reports", "elsewhere", "drawn/here"]
        {
            assert!(folder.join(written).exists(), "{written}");
        }
    }
}

//! The rep's own editor on the terminal: it has the keys while it runs, and nothing typed is lost whatever becomes of it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::{PATIENCE, Terminal, find};

/// An editor that says what it was given, and adds the line that is typed into it.
const LINE_EDITOR: &str = r#"#!/bin/sh
printf 'WITH %s ON %s MODE %s\n' "$1" "$(cat "$2")" "$(stat -c %a "$2")"
read -r line && printf '%s\n' "$line" >> "$2"
"#;

/// A call on a terminal where `script` is the editor.
fn call(folder: &TempDir, script: &str) -> Terminal {
    let editor = folder.path().join("an editor.sh");
    fs::write(&editor, script).unwrap();
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
    let command = format!("'{}' --now", editor.display());
    let environment = [("VISUAL", command.as_str()), ("EDITOR", "false")];
    let arguments = ["call", "--company", "Northwind Foods"];
    let mut terminal = Terminal::start_with(&folder.path().join("data"), &arguments, &environment, 110, 30);
    terminal.wait_for("● saved");
    terminal.send("orders ship late");
    terminal.wait_for("orders ship late");
    terminal
}

/// Waits for something to be written, behind what was written before.
fn wait_for_raw(terminal: &mut Terminal, from: usize, wanted: &str) {
    let deadline = Instant::now() + PATIENCE;
    while find(&terminal.raw[from..], wanted.as_bytes()).is_none() {
        terminal.drain(Duration::from_millis(20), |_| {});
        let said = String::from_utf8_lossy(&terminal.raw[from..]).into_owned();
        assert!(Instant::now() < deadline, "waited in vain for {wanted:?}: {said:?}");
    }
}

fn draft(folder: &TempDir) -> String {
    super::draft(&folder.path().join("data"))
}

fn files_of_notes(folder: &TempDir) -> usize {
    let notes = folder.path().join("data/editing");
    fs::read_dir(notes).map_or(0, Iterator::count)
}

#[test]
fn a_long_note_is_written_in_an_editor_that_has_the_keys() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = call(&folder, LINE_EDITOR);
    let before = terminal.raw.len();
    terminal.send("\x18");
    wait_for_raw(&mut terminal, before, "WITH --now ON orders ship late MODE 600");
    let left = find(&terminal.raw[before..], b"\x1b[?1049l").expect("the screen is left");
    let told = find(&terminal.raw[before..], b"WITH").unwrap();
    assert!(left < told, "before the editor begins");
    // Another size in between, an interruption that is the editor's business, and every key for the editor.
    terminal.resize(80, 24);
    terminal.signal("INT");
    terminal.send("300 lines a day\r");
    terminal.wait_until("the note, redrawn", |text| {
        text.contains("300 lines a day") && text.contains("● saved") && text.contains("Enter keep")
    });
    terminal.send(" x2");
    terminal.wait_for("300 lines a day x2");
    assert_eq!(files_of_notes(&folder), 0);
    terminal.send("\x03");
    assert_eq!(terminal.wait_for_exit(), 0);
    assert_eq!(draft(&folder), "orders ship late\n300 lines a day x2");
}

#[test]
fn an_editor_that_fails_or_is_not_there_changes_nothing_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = call(&folder, "#!/bin/sh\necho spoilt > \"$2\"\nexit 3\n");
    terminal.send("\x1b$");
    terminal.wait_for("ended with exit status: 3");
    assert!(terminal.text().contains("› orders ship late"), "{}", terminal.text());
    fs::remove_file(folder.path().join("an editor.sh")).unwrap();
    terminal.send("\x18");
    terminal.wait_for("there is no `");
    assert_eq!(files_of_notes(&folder), 0);
    terminal.send("\x03");
    assert_eq!(terminal.wait_for_exit(), 0);
    assert_eq!(draft(&folder), "orders ship late");
}

#[test]
fn a_termination_in_the_editor_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = call(&folder, LINE_EDITOR);
    let before = terminal.raw.len();
    terminal.send("\x18");
    wait_for_raw(&mut terminal, before, "WITH");
    super::wait_for_draft(&folder.path().join("data"), "orders ship late");
    terminal.signal("TERM");
    terminal.send("and more\r");
    terminal.wait_for_exit();
    assert_eq!(draft(&folder), "orders ship late\nand more");
    let left = terminal.raw.windows(8).filter(|bytes| *bytes == b"\x1b[?1049l").count();
    assert_eq!(left, 2, "the terminal is given back to the editor, and at the end");
}

#[test]
fn what_the_editor_saved_before_a_kill_is_there_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = call(&folder, "#!/bin/sh\necho 'and more' >> \"$2\"\necho SAVED\nread -r line\n");
    let before = terminal.raw.len();
    terminal.send("\x18");
    wait_for_raw(&mut terminal, before, "SAVED");
    terminal.kill();
    assert_eq!(files_of_notes(&folder), 1);
    let mut terminal = Terminal::start(&folder.path().join("data"), &[], 110, 30);
    terminal.wait_for("Northwind Foods");
    terminal.send("\r");
    terminal.wait_for("and more");
    super::wait_for_draft(&folder.path().join("data"), "orders ship late\nand more");
    assert_eq!(files_of_notes(&folder), 0);
}

#[test]
fn a_stop_by_the_shell_gives_the_terminal_back_and_goes_on_afterwards() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = call(&folder, LINE_EDITOR);
    let before = terminal.raw.len();
    terminal.signal("TSTP");
    wait_for_raw(&mut terminal, before, "\u{1b}[?1049l");
    let id = terminal.child.process_id().unwrap();
    let deadline = Instant::now() + PATIENCE;
    while !state(id).starts_with('T') {
        assert!(Instant::now() < deadline, "it goes on: {}", state(id));
        std::thread::sleep(Duration::from_millis(10));
    }
    terminal.signal("CONT");
    wait_for_raw(&mut terminal, before, "\u{1b}[?1049h");
    terminal.send(", again");
    terminal.wait_for("orders ship late, again");
    terminal.send("\x03");
    assert_eq!(terminal.wait_for_exit(), 0);
}

/// The state of a process, as the kernel writes it: `T` is stopped.
fn state(id: u32) -> String {
    let stat = fs::read_to_string(Path::new("/proc").join(id.to_string()).join("stat")).unwrap();
    stat.rsplit(')').next().unwrap_or_default().trim().to_owned()
}

#[test]
fn the_richer_keyboard_protocol_is_asked_for_and_given_back_and_all_its_keys_work() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = call(&folder, LINE_EDITOR);
    assert!(find(&terminal.raw, b"\x1b[>5u").is_some(), "asked for");
    // Esc; Alt-?, with the character that Shift makes; a released key; a key with the desktop's modifier; Ctrl-C.
    terminal.send("\x1b[27u");
    terminal.wait_for("press a letter; Esc closes");
    terminal.send("\x1b[27u\x1b[47:63;4u");
    terminal.wait_for("Type what they say");
    terminal.send("\x1b[27u\x1b[97;1:3u\x1b[98;9uok");
    terminal.wait_for("orders ship lateok");
    terminal.send("\x1b[119;3u");
    terminal.wait_for(" Why ");
    let before = terminal.raw.len();
    terminal.send("\x1b[99;5u");
    assert_eq!(terminal.wait_for_exit(), 0);
    let given = find(&terminal.raw[before..], b"\x1b[<1u").expect("given back");
    assert!(given < find(&terminal.raw[before..], b"\x1b[?1049l").unwrap(), "on the screen that it was asked for");
}

//! Manners that only a terminal can judge: it is given back as it was, whatever happens.

use std::time::Duration;

use super::Terminal;

/// Leaves the alternate screen.
const LEAVE: &[u8] = b"\x1b[?1049l";
/// Shows the cursor.
const SHOW_CURSOR: &[u8] = b"\x1b[?25h";
/// Switches bracketed paste off.
const NO_PASTE: &[u8] = b"\x1b[?2004l";

fn call(folder: &std::path::Path) -> Terminal {
    let mut terminal = Terminal::start(folder, &["call", "--company", "Northwind Foods", "--contact", "Zoë"], 110, 30);
    terminal.wait_for("Northwind Foods");
    terminal
}

fn assert_restored(terminal: &Terminal) {
    for sequence in [LEAVE, SHOW_CURSOR, NO_PASTE] {
        let told = super::find(&terminal.raw, sequence).is_some();
        assert!(told, "{} was never written", String::from_utf8_lossy(sequence).escape_debug());
    }
}

#[test]
fn a_termination_signal_restores_the_terminal_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = call(folder.path());
    terminal.send("about 40k a month in penalties\r");
    terminal.send("and half a wo");
    terminal.wait_for("half a wo");
    terminal.signal("TERM");
    terminal.wait_for_exit();
    assert_restored(&terminal);

    let mut terminal = Terminal::start(folder.path(), &[], 110, 30);
    terminal.wait_for("Northwind Foods");
    terminal.send("\r");
    terminal.wait_for("40k a month in penalties");
    terminal.wait_for("half a wo");
}

#[test]
fn control_c_leaves_safely() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = call(folder.path());
    terminal.send("our cfo signs above 20k\r");
    terminal.wait_for("our cfo signs");
    terminal.send("\x03");
    assert_eq!(terminal.wait_for_exit(), 0);
    assert_restored(&terminal);
}

#[test]
fn letters_typed_at_once_with_a_choice_are_read_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = call(folder.path());
    // Tab chooses among what the whole note would become, not what its first letter would.
    terminal.send("our cfo kim signs above 20k\t");
    terminal.wait_for("by hand");
    terminal.send("\x03");
    assert_eq!(terminal.wait_for_exit(), 0);
}

#[test]
fn a_storm_of_resizes_is_survived() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = call(folder.path());
    terminal.send("orders ship late, 300 lines a day are keyed again\r");
    for (columns, rows) in [(140, 40), (80, 24), (39, 9), (1, 1), (60, 20), (200, 60), (20, 3), (110, 30)] {
        terminal.resize(columns, rows);
        terminal.drain(Duration::from_millis(60), |_| {});
    }
    terminal.wait_for("orders ship late");
    terminal.send("\x03");
    assert_eq!(terminal.wait_for_exit(), 0);
}

#[test]
fn a_report_goes_to_the_clipboard_of_the_terminal() {
    let data = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str], lines: &'static str| {
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_bantam"));
        let output = command.env("BANTAM_DATA_DIR", data.path()).args(arguments).write_stdin(lines).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    run(&["call", "--plain", "--company", "Harbour Tools"], "late orders cost us 40k a month\n/leave\n");
    let list: serde_json::Value = serde_json::from_str(&run(&["calls", "list", "--format", "json"], "")).unwrap();
    let id = list["calls"][0]["id"].as_str().unwrap();
    let mut terminal = Terminal::start(data.path(), &["calls", "report", id, "--as", "text", "--clipboard"], 80, 24);
    let deadline = std::time::Instant::now() + super::PATIENCE;
    while terminal.drain(Duration::from_millis(50), |_| {}) && std::time::Instant::now() < deadline {}
    let said = String::from_utf8_lossy(&terminal.raw).into_owned();
    assert!(said.contains("\u{1b}]52;c;") && said.contains("Sent to the clipboard"), "{said:?}");
    assert!(!said.contains("Harbour Tools"), "what is copied is not printed too: {said:?}");
}

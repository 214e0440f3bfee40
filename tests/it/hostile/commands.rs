//! Every command with hostile arguments, files and content.

use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

use super::strings::{gathered, longest_grapheme, steering};

/// Runs the program and makes sure that nothing that it says steers the terminal.
fn run(folder: &Path, arguments: &[&str], typed: &str) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bantam"));
    command.env_clear().env("HOME", folder).env("BANTAM_DATA_DIR", folder).current_dir(folder);
    let output = command.args(arguments).write_stdin(typed.to_owned()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).expect("what is printed is text");
    let (out, err) = (text(output.stdout), text(output.stderr));
    for said in [&out, &err] {
        // A tab moves on, and that is all.
        assert_eq!(steering(&said.replace('\t', " ")), None, "{arguments:?}: {said:?}");
    }
    assert!(longest_grapheme(&out) <= 16 && longest_grapheme(&err) <= 16, "{arguments:?}: {out} {err}");
    (output.status.code().unwrap(), out + &err)
}

/// As much of a text as an argument or a file name can hold.
fn argument(text: &str) -> String {
    text.replace('\0', "").chars().take(400).collect()
}

#[test]
fn no_argument_steers_the_terminal() {
    let dir = TempDir::new().unwrap();
    let folder = dir.path();
    for (what, text) in gathered() {
        let text = argument(&text);
        let text = text.as_str();
        for arguments in [
            &[text][..],
            &["--", text],
            &["calls", "show", "--", text],
            &["calls", "report", "--", text],
            &["calls", text],
            &["forget", "--yes", "--", text],
            &["forget", "--yes", "--company", text, "--", text],
            &["banks", "show", "--", text],
            &["banks", "check", "--", text],
            &["banks", "new", "--", text],
            &["replay", "--", text],
            &["analyze", "--", text],
            &["call", "--plain", "--bank", text],
            &["call", "--plain", "--from", text],
            &["--format", text, "calls", "list"],
            &["completions", text],
            &["screens", "--", text],
            &["doctor", "--config", text],
            &["--bank-dir", text, "banks", "list"],
        ] {
            let (code, said) = run(folder, arguments, "");
            assert!((0..=2).contains(&code), "{what}, {arguments:?}: {said}");
        }
    }
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    for name in names {
        assert!(
            matches!(
                name.as_str(),
                "bantam.db"
                    | "bantam.db-wal"
                    | "bantam.db-shm"
                    | "open"
                    | "kept_banks"
                    | "question_banks"
                    | "reports"
                    | "backups"
            ),
            "{name:?} was made"
        );
    }
}

#[test]
fn no_folder_name_steers_the_terminal() {
    let dir = TempDir::new().unwrap();
    for (n, (_, text)) in gathered().into_iter().enumerate() {
        let name: String = argument(&text).chars().filter(|c| *c != '/').collect();
        // No file system takes more bytes in a name.
        let data = dir.path().join(format!("{n}{}", &name[..name.floor_char_boundary(240)]));
        let data = data.to_str().unwrap();
        for arguments in [&["doctor"][..], &["init"], &["init"], &["calls", "list"], &["banks", "list"]] {
            run(dir.path(), &[&["--data-dir", data], arguments].concat(), "");
        }
    }
}

#[test]
fn no_content_of_a_file_steers_the_terminal() {
    let dir = TempDir::new().unwrap();
    let folder = dir.path();
    for (what, text) in gathered() {
        let quoted = serde_json::to_string(&text).unwrap();
        let files = [
            (
                "config.yaml",
                format!("product: {{name: {quoted}, pains: [{quoted}]}}\nlanguage: {quoted}\n{quoted}: 1\n"),
            ),
            ("raw.yaml", format!("id: {text}\ntitle: {text}\n")),
            ("bank.yaml", format!("id: ours\ntitle: {quoted}\npurpose: {quoted}\nlanguag: {quoted}\n")),
            (
                "script.yaml",
                format!(
                    "bank: bant\nat: 2026-03-02T10:00:00\nlead: {{company: {quoted}, contact: {{name: {quoted}, role: {quoted}}}}}\n\
                     answers:\n  - {{say: {quoted}}}\n  - {{topic: budget.amount, say: {quoted}, by: {quoted}}}\n"
                ),
            ),
            (
                "lines.jsonl",
                format!(
                    "{{\"id\": {quoted}, \"text\": {quoted}, \"topic\": {quoted}}}\n{text}\n{{\"text\": {quoted}}}\n"
                ),
            ),
            ("screen.txt", format!("# {text}\nopen {text}\n")),
        ];
        for (name, content) in files {
            std::fs::write(folder.join(name), content).unwrap();
        }
        for arguments in [
            &["doctor"][..],
            &["banks", "check", "bank.yaml", "raw.yaml"],
            &["banks", "list"],
            &["replay", "script.yaml"],
            &["replay", "--findings", "script.yaml"],
            &["replay", "--format", "json", "script.yaml"],
            &["replay", "raw.yaml"],
            &["analyze", "lines.jsonl"],
            &["call", "--plain", "--from", "script.yaml"],
            &["screens", "screen.txt"],
        ] {
            let (code, said) = run(folder, arguments, "/remarks\n/why\n/people\n/facts 1\n\n/leave\n");
            assert!((0..=2).contains(&code), "{what}, {arguments:?}: {said}");
        }
    }
}

#[test]
fn a_line_that_never_ends_is_not_held() {
    let dir = TempDir::new().unwrap();
    let long = format!("{}\n{{\"text\": \"about 40k a month\"}}\n", "x".repeat(3 << 20));
    let (code, said) = run(dir.path(), &["analyze"], &long);
    assert_eq!(code, 2);
    assert!(said.contains("longer than 1 MB") && said.contains("40k a month"), "{said}");
}

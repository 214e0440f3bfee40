//! Files made to hurt: each ends in an error with its place, within a second and 200 MB.

use std::fmt::Write as _;
use std::fs::File;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// A second in the build that ships; a debug build is some ten times slower, and the machine may be busy.
const LONGEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 1 });

/// What the program may take for its data, in kilobytes.
const MOST_MEMORY: u32 = 200 * 1024;

/// Checks a file as a user does, with as much memory as is allowed.
fn check(path: &Path) -> Output {
    let limited = format!("ulimit -d {MOST_MEMORY} && exec \"$@\"");
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new("sh");
    command.args(["-c", &limited, "sh", env!("CARGO_BIN_EXE_bantam"), "--data-dir"]).arg(home.path());
    command.args(["banks", "check"]).arg(path).env_clear().env("HOME", home.path()).output().unwrap()
}

/// What is printed about a file that must not pass.
#[track_caller]
fn refused(name: &str, make: impl FnOnce(&Path)) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    make(&path);
    let start = Instant::now();
    let output = check(&path);
    let took = start.elapsed();
    let text = String::from_utf8(output.stderr).unwrap() + &String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(took < LONGEST, "it took {took:?}");
    assert!(text.contains(name), "the file is named: {text}");
    text
}

#[track_caller]
fn is_refused(text: impl AsRef<[u8]>, expected: &str) {
    let found = refused("bad.yaml", |path| std::fs::write(path, text).unwrap());
    assert!(found.contains(expected), "expected {expected} in:\n{found}");
}

#[test]
fn a_hundred_megabytes_are_not_read() {
    let found = refused("large.yaml", |path| File::create(path).unwrap().set_len(100 << 20).unwrap());
    assert!(found.contains("B002") && found.contains("larger than 16 MB"), "{found}");
}

#[cfg(unix)]
#[test]
fn a_file_that_never_ends_is_not_waited_for() {
    let output = check(Path::new("/dev/zero"));
    let text = String::from_utf8_lossy(&[output.stderr, output.stdout].concat()).into_owned();
    assert!(output.status.code() == Some(1) && text.contains("B002"), "{text}");
}

#[test]
fn deep_nesting_is_refused_where_it_gets_too_deep() {
    is_refused("[".repeat(10_000), "--> ");
    let mut deep = String::new();
    for depth in 0..10_000 {
        let _ = writeln!(deep, "{}a:", " ".repeat(depth.min(200)));
    }
    is_refused(&deep, "bad.yaml:33:33");
    is_refused("a: ".to_owned() + &"{b: ".repeat(10_000), "bad.yaml:1:");
    is_refused("- ".repeat(10_000), "B002");
}

#[test]
fn an_alias_bomb_does_not_go_off() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for n in 1..30 {
        let _ = writeln!(bomb, "a{n}: &a{n} [{}]", vec![format!("*a{}", n - 1); 10].join(", "));
    }
    is_refused(bomb, "bad.yaml:1:5");
}

#[test]
fn megabytes_of_anything_are_survived() {
    const SIZE: usize = if cfg!(debug_assertions) { 1 << 18 } else { 16 << 20 };
    for (piece, expected) in [
        ("- a\n", "B0"),
        ("a: b\n", "B004"),
        ("[", "B002"),
        ("a,", "B060"),
        ("\"", "B0"),
        ("#", "B0"),
        ("a: *b\n", "B056"),
        ("\u{200b}", "B052"),
        ("\u{1}\n", "B051"),
        ("\t\n", "B0"),
        ("{}\n", "B0"),
        ("'a", "B0"),
        ("[a, [], ", "B0"),
        ("[], ", "B0"),
        ("? ", "B002"),
    ] {
        is_refused(piece.repeat(SIZE / piece.len()), expected);
    }
    is_refused(vec![0xff; SIZE], "B050");
    is_refused(format!("[{}]", "a,".repeat(SIZE / 2 - 2)), "B0");
    is_refused(format!("[{}", "[], ".repeat(SIZE / 4 - 1)), "B0");
    let keys: String = (0..SIZE / 16).fold(String::new(), |mut text, n| {
        let _ = writeln!(text, "key{n:08}: b");
        text
    });
    is_refused(keys, "B0");
}

#[test]
fn thousands_of_slips_are_told_in_time() {
    let mut bank =
        String::from("id: bad\ntitle: T\nlanguage: en\npurpose: p\naccepts: claimed\nplanned_minutes: 9\nsections:\n");
    bank.push_str("  - id: s\n    title: T\n    purpose: p\n    scored: [{topics: [budget.amount], points: 100}]\n    questions:\n");
    for n in 0..if cfg!(debug_assertions) { 1_000 } else { 10_000 } {
        let _ = writeln!(
            bank,
            "      - {{id: q.n{n}, topic: budget.amuont, cue: the same, asks: [What is it?], why: W, follow_ups: [{{to: q.m{n}, when: {{heard: yes}}}}]}}"
        );
    }
    is_refused(bank, "unknown key `asks`");
}

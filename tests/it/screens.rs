//! Screen scripts: what a rep sees and what is journalled, key by key, one file a case.
//!
//! `BANTAM_BLESS=1 cargo test --test it screens` takes what is seen now for right, the pictures of the README included;
//! read the diff before you commit it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/screens")
}

fn bantam(arguments: &[&str], files: &[PathBuf]) -> String {
    let output =
        Command::new(env!("CARGO_BIN_EXE_bantam")).arg("screens").args(arguments).args(files).output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{out}{err}");
    format!("{out}{err}")
}

#[test]
fn screens_are_as_they_were_blessed() {
    let mut scripts: Vec<PathBuf> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    scripts.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    scripts.sort();
    assert!(!scripts.is_empty());
    let blesses = std::env::var_os("BANTAM_BLESS").is_some();
    let pictures = folder().join("pictures");
    if blesses {
        bantam(&["--bless", "--pictures", pictures.to_str().unwrap()], &scripts);
    }
    let drawn = tempfile::tempdir().unwrap();
    bantam(&["--pictures", drawn.path().to_str().unwrap()], &scripts);
    for entry in fs::read_dir(drawn.path()).unwrap() {
        let fresh = entry.unwrap().path();
        let name = fresh.file_name().unwrap();
        let kept = fs::read_to_string(pictures.join(name)).unwrap_or_default();
        let stale = kept != fs::read_to_string(&fresh).unwrap();
        assert!(!stale, "the picture {name:?} is not what the screen shows now");
    }
}

#[test]
fn a_screen_that_differs_is_told_line_by_line() {
    let dir = tempfile::tempdir().unwrap();
    let script = dir.path().join("case.txt");
    fs::write(&script, "# a case\nsize 60x12\nopen bant\ntype hello\nevents\n| something else\n").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_bantam")).arg("screens").arg(&script).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("   6 -| something else") && told.contains("   6 +| {"), "{told}");
    fs::write(&script, "# a case\nopen bant\nkeys entre\n").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_bantam")).arg("screens").arg(&script).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("line 3: no key is called `entre`"), "{told}");
}

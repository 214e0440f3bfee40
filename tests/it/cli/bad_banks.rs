//! One bad file for every code of the catalogue, under `banks/bad`: what is wrong with it stands in its first line.
//!
//! `# B013 31:13 with 14:13: the question …` is the code, where it is found, the other place (of a duplicate, say), and
//! the message. Nothing else may be found in the file. A folder holds a bank with shared questions of its own.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use bantam::bank::problem::Code;
use serde_json::Value;

use super::{User, json};

/// Problems that no file here can have: a bank that is not there, a file that cannot be read, a line of 100,000 letters,
/// keys of the keyboard, which only the config names; personas, which `practice check` is for; templates of documents,
/// which are no banks; and what is left of bad YAML when every slip that is known has a code of its own.
const IN_NO_FILE: [Code; 10] = [
    Code::UnknownBank,
    Code::Unreadable,
    Code::LongLine,
    Code::KeyClash,
    Code::Syntax,
    Code::LostReply,
    Code::OtherReply,
    Code::Unsolvable,
    Code::TooEasy,
    Code::Template,
];

#[test]
fn every_code_has_a_bad_file() {
    let shown: BTreeSet<String> = bad().iter().map(|path| code_of(path)).collect();
    let missing: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| !IN_NO_FILE.contains(code))
        .map(|code| code.id())
        .filter(|id| !shown.contains(*id))
        .collect();
    assert!(missing.is_empty(), "without a file tests/it/banks/bad/<code>-<what>.yaml: {missing:?}");
    assert!(Code::ALL.len() >= 40);
}

#[test]
fn every_bad_file_is_told_by_its_message_and_place() {
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) = bad().into_iter().partition(|path| path.is_dir());
    let mut runs = vec![files];
    runs.extend(folders.into_iter().map(|folder| vec![folder]));
    let mut wrong = Vec::new();
    for paths in runs {
        let mut arguments = vec!["banks", "check", "--format", "json"];
        arguments.extend(paths.iter().map(|path| path.to_str().unwrap()));
        let (_, out, _) = User::new().run(&arguments);
        let problems = json(&out)["problems"].as_array().unwrap().clone();
        for path in paths {
            let found: Vec<String> = problems.iter().filter(|problem| is_of(problem, &path)).map(line).collect();
            let expected = expectation(&path);
            if found != [expected.clone()] {
                wrong.push(format!(
                    "{}\n  expected {expected}\n  found    {}",
                    path.display(),
                    found.join("\n           ")
                ));
            }
            if !expected.starts_with(&format!("{} ", code_of(&path))) {
                wrong.push(format!("{} is named after another code than it expects", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_in_no_file_is_told_as_well() {
    let user = User::new();
    let (code, _, err) = user.run(&["banks", "show", "bnat"]);
    assert_eq!(code, 2);
    assert!(err.contains("error[B018]: there is no bank `bnat`") && err.contains("did you mean `bant`?"), "{err}");

    std::fs::create_dir_all(user.data.path().join("question_banks")).unwrap();
    user.write("question_banks/stray.yaml", "id: stray\n");
    let (code, out, _) = user.run(&["banks", "check"]);
    assert_eq!(code, 1);
    assert!(out.contains("error[B019]: a bank outside the folder of a language"), "{out}");

    user.write("long.yaml", format!("id: long\ntitle: {}\n", "very ".repeat(30_000)));
    let (_, out, _) = user.run(&["banks", "check", "long.yaml", "--format", "json"]);
    let found: Vec<String> = json(&out)["problems"].as_array().unwrap().iter().map(line).collect();
    assert!(found.contains(&"B060 2:1: a line of 150007 characters".to_owned()), "{found:?}");
}

/// The bad files and folders, in the order of the codes.
fn bad() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/banks/bad");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn code_of(path: &Path) -> String {
    let name = path.file_name().unwrap().to_str().unwrap();
    name.split('-').next().unwrap().to_owned()
}

/// The first line of the file, or of the bank or the exercises in the folder. A file that is no text has one all the same.
fn expectation(path: &Path) -> String {
    let in_folder = ["en/tiny.yaml", "en/drill.yaml"].map(|name| path.join(name));
    let file = if path.is_dir() { in_folder.iter().find(|file| file.exists()).unwrap() } else { path };
    let bytes = std::fs::read(file).unwrap();
    let first = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    String::from_utf8_lossy(first).trim_start_matches('\u{feff}').trim_start_matches("# ").trim_end().to_owned()
}

fn is_of(problem: &Value, path: &Path) -> bool {
    let file = Path::new(problem["file"].as_str().unwrap());
    file == path || (path.is_dir() && file.starts_with(path))
}

/// A problem as the first line of its file would have it.
fn line(problem: &Value) -> String {
    let place = |of: &Value| format!("{}:{}", of["line"], of["column"]);
    let other = match &problem["related"] {
        Value::Null => String::new(),
        related => format!(" with {}", place(related)),
    };
    let text = |key: &str| problem[key].as_str().unwrap().to_owned();
    format!("{} {}{other}: {}", text("code"), place(problem), text("message"))
}

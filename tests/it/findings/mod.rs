//! What is found in whole calls, told in English: a change of a rule or of a word list shows here as a change of text.
//!
//! `BANTAM_BLESS=1 cargo test --test it findings` writes the texts anew; read the difference before it is committed. The
//! labelled development calls stand beside the project and are left out where they are not there.

use std::path::{Path, PathBuf};

use bantam::bank::problem::Source;
use bantam::bank::source::Library;
use bantam::report::findings;
use bantam::session::script::{NoBank, Script};
use bantam::session::{Earlier, Setup, replay};

/// Where the texts stand.
const TEXTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/findings");

/// The labelled development calls.
const CALLS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/calls");

#[test]
fn what_is_found_in_calls_of_our_own_is_what_was_read_and_approved() {
    compare(&scripts(Path::new(TEXTS)), "");
}

#[test]
fn what_is_found_in_the_labelled_calls_is_what_was_read_and_approved() {
    let scripts = scripts(Path::new(CALLS));
    if scripts.is_empty() {
        println!("no labelled calls at {CALLS}: nothing compared");
    }
    compare(&scripts, "labelled-");
}

fn scripts(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    paths.sort();
    paths
}

fn compare(scripts: &[PathBuf], prefix: &str) {
    let bless = std::env::var_os("BANTAM_BLESS").is_some();
    let library = Library::embedded();
    let mut differing = Vec::new();
    for path in scripts {
        let told = told(path, &library);
        let name = path.file_stem().unwrap().to_string_lossy();
        let approved = Path::new(TEXTS).join(format!("{prefix}{name}.txt"));
        if bless {
            std::fs::write(&approved, &told).unwrap();
        } else if let Some(difference) =
            first_difference(&std::fs::read_to_string(&approved).unwrap_or_default(), &told)
        {
            differing.push(format!("{name}: {difference}"));
        }
    }
    let list = differing.join("\n");
    assert!(differing.is_empty(), "{list}\nwrite them anew with BANTAM_BLESS=1, and read what changed");
}

fn told(path: &Path, library: &Library) -> String {
    let source = Source::new(path.display().to_string(), &std::fs::read_to_string(path).unwrap());
    let bank = |id: &str| library.bank(id, "en").map_err(NoBank::Broken);
    let script = Script::parse(&source, bank).unwrap();
    let session = replay(&script, &Setup::default(), Earlier::default()).unwrap();
    findings(&session.brief(script.clock(script.answers.len())))
}

/// The first line in which two texts differ.
fn first_difference(approved: &str, told: &str) -> Option<String> {
    let count = approved.lines().count().max(told.lines().count());
    let line = |text: &str, at: usize| text.lines().nth(at).unwrap_or("(the end)").to_owned();
    let at = (0..count).find(|&at| line(approved, at) != line(told, at))?;
    Some(format!("line {}\n  approved {}\n  now      {}", at + 1, line(approved, at), line(told, at)))
}

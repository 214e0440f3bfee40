//! Arbitrary bytes on the whole way of a bank: decoded, parsed, lowered, checked, reviewed, its problems drawn.
//!
//! There is no nightly compiler here for cargo-fuzz, so this is a bounded harness of its own: two seconds in `cargo
//! test`, as long as wanted with `BANTAM_FUZZ_SECONDS=600 cargo test --release --test it fuzz`. `BANTAM_FUZZ_SEED` takes
//! another beginning than 1. The input of a failure is written to the temporary folder of the target.

use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bantam::bank::Library;
use bantam::bank::problem::{Code, Problem, Problems, Severity, Sink, Source};
use bantam::bank::yaml;
use bantam::cli::diagnostics;

use crate::random::Random;

/// No text of a few thousand bytes may take longer, not even in a debug build on a busy machine.
const LONGEST: Duration = Duration::from_secs(10);

/// A small bank with everything in it that the format has.
const SMALL: &str = include_str!("small.yaml");

/// What YAML is made of, and a bank.
const PIECES: [&str; 64] = [
    "\n",
    "\n  ",
    "\n    ",
    "\n- ",
    "\n  - ",
    " ",
    ": ",
    ":",
    "- ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "\"",
    "'",
    "|\n ",
    ">-\n  ",
    "#",
    " # x",
    "&a ",
    "*a",
    "!!str ",
    "!x",
    "<<: ",
    "---\n",
    "...\n",
    "%",
    "@",
    "`",
    "\\",
    "\\u202e",
    "\t",
    "\r",
    "\r\n",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "\u{200b}",
    "é",
    "日本",
    "👨‍👩‍👧",
    "~",
    "null",
    "true",
    "no",
    "1e400",
    "-0",
    "0x1F",
    ".5",
    "id",
    "topic",
    "sections",
    "questions",
    "ask",
    "when",
    "{grade: claimed}",
    "{all: [",
    "more_than",
    "20k USD a month",
    "{spend}",
    "samples",
    "follow_ups",
    "? ",
];

#[test]
fn any_bytes_are_survived() {
    let number = |name: &str, default: u64| std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default);
    let end = Instant::now() + Duration::from_secs(number("BANTAM_FUZZ_SECONDS", 2));
    let mut random = Random::new(number("BANTAM_FUZZ_SEED", 1));
    let library = Library::embedded();
    let shipped: Vec<Arc<Source>> = library.sources().cloned().collect();
    let mut cases = 0;
    while cases < 20 || Instant::now() < end {
        let bytes = match random.below(8) {
            0 => random.bytes(),
            1 | 2 => random.grammar(),
            3 if random.below(10) == 0 => random.mutated(random.clone().pick(&shipped).text.as_bytes()),
            _ => random.mutated(SMALL.as_bytes()),
        };
        let name = random.pick(&[
            "fuzz/en/small.yaml",
            "small.yaml",
            "fuzz/en/shared.yaml",
            "fuzz/topics.yaml",
            "fuzz/en/quality.yaml",
        ]);
        let evidence = Evidence(&bytes);
        survives(&library, name, &bytes);
        drop(evidence);
        cases += 1;
    }
    let _ = writeln!(std::io::stderr(), "{cases} cases");
}

#[test]
fn the_small_bank_is_right() {
    let source = Source::new("en/small.yaml", SMALL);
    let problems = Library::embedded().review(&source);
    assert_eq!(problems, []);
}

/// Takes bytes through everything, and holds what has to be true of any.
fn survives(library: &Library, name: &str, bytes: &[u8]) {
    let start = Instant::now();
    let source = match yaml::decode(name, bytes.to_vec()) {
        Ok(source) => source,
        Err(problems) => return is_shown(&problems),
    };
    let sink = Sink::new(name);
    let _ = yaml::parse(&source, &sink);
    is_shown(&Problems::new(sink.into_list(), vec![Arc::clone(&source)]));

    let reviewed = library.review(&source);
    let has_error = reviewed.iter().any(|problem| problem.code.severity() == Severity::Error);
    is_shown(&Problems::new(reviewed, vec![Arc::clone(&source)]));
    let _ = library.trial(&source);
    match library.build(&source) {
        Ok(bank) => {
            assert!(bank.questions().all(|question| bank.topics.get(question.topic.as_str()).is_some()));
        }
        Err(problems) => {
            assert!(has_error || !is_a_bank(name), "what cannot be used has an error: {problems}");
            is_shown(&problems);
        }
    }
    assert!(start.elapsed() < LONGEST, "{:?}", start.elapsed());
}

fn is_a_bank(name: &str) -> bool {
    name.ends_with("small.yaml")
}

/// Every problem stands where it says, and its drawing cannot steer a terminal.
fn is_shown(problems: &Problems) {
    for problem in &problems.list {
        stands_in(problem, problems);
        assert!(!problem.message.is_empty());
    }
    let drawn = diagnostics::render(problems, false);
    let steers = drawn.chars().find(|c| c.is_control() && *c != '\n');
    assert_eq!(steers, None, "{drawn:?}");
    assert!(drawn.is_empty() == problems.list.is_empty());
}

fn stands_in(problem: &Problem, problems: &Problems) {
    let Some(source) = problems.source(&problem.file) else { return };
    let place = problem.place;
    let words = source.text.get(place.start..place.end);
    assert!(words.is_some(), "{problem:?} lies within a character");
    if place.line == 0 || source.text.contains('\r') || problem.code == Code::LongLine {
        return;
    }
    let before = &source.text[..place.start];
    let line = before.matches('\n').count() as u32 + 1;
    // At the end of the text the parser may count the line that would come.
    let at_the_end = source.text[place.start..].trim().is_empty();
    assert!(line == place.line || at_the_end, "{problem} begins in line {line}");
    if line == place.line {
        let indent = before.rsplit('\n').next().unwrap_or_default();
        let column = indent.chars().count() as u32 + 1;
        // The parser gives no column to a byte order mark in mid text, which is reported by itself.
        let is_marked = indent.contains('\u{feff}');
        assert!(column == place.column || at_the_end || is_marked, "{problem} begins in column {column}");
    }
}

/// Writes the input down when a test fails.
struct Evidence<'a>(&'a [u8]);

impl Drop for Evidence<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz-failure.yaml");
            let written = std::fs::write(&path, self.0);
            let _ = writeln!(std::io::stderr(), "the input is in {} ({written:?})", path.display());
        }
    }
}

/// What banks are made of.
impl Random {
    fn bytes(&mut self) -> Vec<u8> {
        (0..self.below(400)).map(|_| self.next().to_le_bytes()[0]).collect()
    }

    fn grammar(&mut self) -> Vec<u8> {
        (0..self.below(80)).flat_map(|_| self.pick(&PIECES).bytes()).collect()
    }

    /// A text with a few wounds: parts dropped, doubled, moved, replaced by signs or by what else a text is made of.
    fn mutated(&mut self, text: &[u8]) -> Vec<u8> {
        let mut bytes = text.to_vec();
        for _ in 0..=self.below(6) {
            let at = self.below(bytes.len() + 1);
            let reach = [1, 4, 30, 400][self.below(4)];
            let end = (at + self.below(reach + 1)).min(bytes.len());
            let part = bytes[at..end].to_vec();
            match self.below(6) {
                0 => drop(bytes.drain(at..end)),
                1 => drop(bytes.splice(at..at, part)),
                2 => {
                    let piece = self.pick(&PIECES).bytes();
                    drop(bytes.splice(at..at, piece));
                }
                3 => {
                    let piece = self.pick(&PIECES).bytes();
                    drop(bytes.splice(at..end, piece));
                }
                4 => {
                    let to = self.below(bytes.len() + 1);
                    drop(bytes.splice(to..to, part));
                }
                _ => bytes[at..end].reverse(),
            }
        }
        bytes
    }
}

//! Deterministic fuzzing of everything that reads what others wrote, without a nightly compiler.
//!
//! Each target takes a fixed number of mutated samples in `cargo test`, or as many as asked for:
//! `BANTAM_FUZZ_RUNS=1000000 cargo test --profile fuzz --test it -- fuzz:: --nocapture` (a build that is quick and keeps
//! every assertion and overflow check); `.ci/fuzz` shares ten million among the targets. `BANTAM_FUZZ_SEED` takes
//! another beginning than 1. A failure prints target, seed and run; the input is in the temporary folder of the target.
//! Banks and remarks have harnesses of their own beside their tests (`banks::fuzz`, `facts::fuzz`).

mod keys;
mod readers;

pub(crate) use keys::play;

use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::random::Random;

/// How many inputs a target gets where nobody asks for a number: the same ones everywhere, however fast the machine.
const USUAL_RUNS: u64 = 150;

/// No input may take longer, not even in a debug build on a busy machine.
const LONGEST: Duration = Duration::from_secs(10);

/// Puts inputs to a target, and says how many there were.
pub(crate) fn campaign(target: &str, mut input: impl FnMut(&mut Random) -> String, mut survives: impl FnMut(&str)) {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let seed = number("BANTAM_FUZZ_SEED").unwrap_or(1);
    let runs = number("BANTAM_FUZZ_RUNS").unwrap_or(USUAL_RUNS);
    let begin = Instant::now();
    let mut random = Random::new(seed);
    for run in 0..runs {
        let text = input(&mut random);
        let evidence = Evidence { target, seed, run, text: &text };
        let mut took = || {
            let start = Instant::now();
            survives(&text);
            start.elapsed()
        };
        // A machine that is busy with other work may stall once; an input that is to blame takes as long again.
        let took = Some(took()).filter(|took| *took >= LONGEST).map(|_| took());
        assert!(took.is_none_or(|took| took < LONGEST), "{took:?} for {} bytes", text.len());
        drop(evidence);
    }
    let _ = writeln!(std::io::stderr(), "fuzz {target}: {runs} runs from seed {seed} in {:.1?}", begin.elapsed());
}

/// Writes the input down when a test fails.
struct Evidence<'a> {
    target: &'a str,
    seed: u64,
    run: u64,
    text: &'a str,
}

impl Drop for Evidence<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let Self { target, seed, run, text } = *self;
            let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{target}.txt"));
            let written = std::fs::write(&path, text);
            let told =
                format!("fuzz {target}: seed {seed}, run {run}; the input is in {} ({written:?})", path.display());
            let _ = writeln!(std::io::stderr(), "{told}: {:?}", text.chars().take(400).collect::<String>());
        }
    }
}

/// A sample with a few wounds: stretches dropped, doubled, moved, or replaced by what else such texts are made of.
pub(crate) fn wounded(random: &mut Random, samples: &[&str], pieces: &[&str]) -> String {
    let mut text = (*random.pick(samples)).to_owned();
    for _ in 0..=random.below(5) {
        let mut place = |end: usize| text.floor_char_boundary(random.below(end + 1));
        let at = place(text.len());
        let to = place(text.len()).max(at);
        let to = if to - at > 40 && random.below(4) > 0 {
            text.floor_char_boundary(at + random.below(40)).max(at)
        } else {
            to
        };
        match random.below(6) {
            0 => text.replace_range(at..to, ""),
            1 => {
                let part = text[at..to].to_owned();
                text.insert_str(to, &part.repeat(1 + random.below(3)));
            }
            2 => {
                let part = text[at..to].to_owned();
                let elsewhere = text.floor_char_boundary(random.below(text.len() + 1));
                text.insert_str(elsewhere, &part);
            }
            3 => {
                let other = *random.pick(samples);
                let from = other.floor_char_boundary(random.below(other.len() + 1));
                let end = other.floor_char_boundary(from + random.below(60)).max(from);
                text.replace_range(at..to, &other[from..end]);
            }
            _ => {
                let piece: &&str = random.pick(pieces);
                text.replace_range(at..to, piece);
            }
        }
        if text.len() > 20_000 {
            text.truncate(text.floor_char_boundary(20_000));
        }
    }
    text
}

/// What breaks readers of text, whatever the format.
pub(crate) const PIECES: [&str; 48] = [
    "",
    " ",
    "\n",
    "\r\n",
    "\t",
    "\0",
    "\u{7f}",
    "\u{1b}[2J",
    "\u{9b}",
    "\u{feff}",
    "\u{200b}",
    "\u{202e}",
    "\u{2066}",
    "\u{301}",
    "é",
    "ß",
    "İ",
    "日本",
    "👩‍👩‍👧‍👦",
    "\"",
    "'",
    "\\",
    "\\u0000",
    "\\ud800",
    "{",
    "}",
    "[",
    "]",
    "[[[[[[[[[[[[[[[[[[[[[[",
    ",",
    ":",
    ": ",
    "- ",
    "#",
    "&a",
    "*a",
    "null",
    "true",
    "-1",
    "0",
    "1e999",
    "99999999999999999999",
    "4294967296",
    "2026-02-30",
    "NaN",
    "=",
    "@",
    "$",
];

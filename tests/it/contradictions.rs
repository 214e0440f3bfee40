//! Dialogues labelled for contradictions by people who never saw the rules: how many of those raised are right, how
//! many of those there were raised, and how often an ordinary dialogue raises one.
//!
//! They are kept out of the project. `BANTAM_DIALOGUES=FILE` names others; a line is `{"text", "topic"?, "at",
//! "before": [text or {"text"}], "against": number or null, "kind": contradiction|near|ordinary}`. `MISSES=1` lists
//! every disagreement.

#![expect(clippy::print_stdout, reason = "the measured table is printed for whoever tunes the rules")]

use std::collections::BTreeMap;

use jiff::civil::{DateTime, date};
use serde_json::Value as Json;

use bantam::bank::source::Library;
use bantam::bank::{FlagKind, TopicId};
use bantam::session::{Analyzer, FlagView, Passage};
use bantam::signals::Reckoning;

/// What came of the dialogues of one kind.
#[derive(Default)]
struct Tally {
    dialogues: u32,
    /// Contradictions raised where there is one.
    hits: u32,
    /// Those of them that name the earlier answer that is labelled.
    against: u32,
    /// Contradictions raised where there is none.
    false_alarms: u32,
    /// Contradictions not raised.
    misses: u32,
}

impl Tally {
    fn precision(&self) -> f64 {
        f64::from(self.hits) / f64::from((self.hits + self.false_alarms).max(1))
    }

    fn recall(&self) -> f64 {
        f64::from(self.hits) / f64::from((self.hits + self.misses).max(1))
    }

    fn add(&mut self, other: &Self) {
        self.dialogues += other.dialogues;
        self.hits += other.hits;
        self.against += other.against;
        self.false_alarms += other.false_alarms;
        self.misses += other.misses;
    }
}

#[test]
fn contradictions_in_labelled_dialogues() {
    let named = std::env::var("BANTAM_DIALOGUES");
    let path =
        named.unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../heldout/dialogues/tune.jsonl").to_owned());
    let Ok(rows) = std::fs::read_to_string(&path) else {
        println!("no labelled dialogues at {path}: nothing measured");
        return;
    };
    let mut analyzer = Analyzer::new(Library::embedded().topics("en").unwrap(), Reckoning::default());
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for row in rows.lines().filter(|line| !line.trim().is_empty()) {
        let row: Json = serde_json::from_str(row).unwrap_or_else(|error| panic!("{error}: {row}"));
        let kind = row["kind"].as_str().unwrap_or("ordinary").to_owned();
        count(tallies.entry(kind).or_default(), &row, raised(&mut analyzer, &row).as_ref());
    }
    let mut all = Tally::default();
    for (kind, tally) in &tallies {
        println!("{}", line(kind, tally));
        all.add(tally);
    }
    println!("{}", line("all", &all));
    // A false alarm would be put to a customer, so that precision is held before all.
    assert!(all.precision() >= 0.95, "precision {:.3}", all.precision());
}

/// The contradiction that is raised in a dialogue.
fn raised(analyzer: &mut Analyzer, row: &Json) -> Option<FlagView> {
    let topic = row["topic"].as_str().map(TopicId::new);
    let words = |said: &Json| said.as_str().or_else(|| said["text"].as_str()).unwrap_or_default().to_owned();
    let before: Vec<String> = row["before"].as_array().into_iter().flatten().map(words).collect();
    let passage = Passage {
        text: row["text"].as_str().unwrap_or_default(),
        topic: topic.as_ref(),
        at: clock(row).unwrap_or_else(|| date(2026, 3, 2).at(10, 0, 0, 0)),
        language: "en",
        before: &before,
    };
    analyzer.analyze(&passage).1.into_iter().find(|flag| flag.kind == FlagKind::Contradiction)
}

fn clock(row: &Json) -> Option<DateTime> {
    row["at"].as_str()?.parse().ok()
}

fn count(tally: &mut Tally, row: &Json, flag: Option<&FlagView>) {
    let labelled = row["against"].as_u64();
    tally.dialogues += 1;
    match (labelled, flag) {
        (Some(earlier), Some(flag)) => {
            tally.hits += 1;
            tally.against += u32::from(flag.against.is_some_and(|remark| u64::from(remark.0) == earlier));
        }
        (None, Some(_)) => tally.false_alarms += 1,
        (Some(_), None) => tally.misses += 1,
        (None, None) => {}
    }
    if labelled.is_some() != flag.is_some() && std::env::var("MISSES").is_ok() {
        let why = flag.map_or("not raised", |flag| flag.why.as_str());
        println!("{} {} against {}: {}", row["kind"], row["topic"], row["against"], row["text"]);
        for (n, said) in (1..).zip(row["before"].as_array().into_iter().flatten()) {
            println!("      {n} {said}");
        }
        println!("   -> {why}");
    }
}

fn line(kind: &str, tally: &Tally) -> String {
    let percent = |part: u32| 100.0 * f64::from(part) / f64::from(tally.dialogues.max(1));
    format!(
        "{kind:14} {:5} dialogues  precision {:.3}  recall {:.3}  right answer named {}/{}  false alarms {} ({:.1} %)",
        tally.dialogues,
        tally.precision(),
        tally.recall(),
        tally.against,
        tally.hits,
        tally.false_alarms,
        percent(tally.false_alarms)
    )
}

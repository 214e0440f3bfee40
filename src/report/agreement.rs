//! How far calls agree with what was expected, as a table and as JSON.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use crate::session::agreement::{Agreement, Rate, Tally};

/// The counts in the form of `replay --check --format json`.
#[derive(Debug, Serialize)]
pub struct Counts {
    flags: BTreeMap<&'static str, TallyOut>,
    flag_sets: RateOut,
    facts: BTreeMap<&'static str, TallyOut>,
    fact_topics: RateOut,
    filing: RateOut,
    against: RateOut,
    levels: BTreeMap<&'static str, RateOut>,
    verdict: RateOut,
}

#[derive(Debug, Serialize)]
struct TallyOut {
    tp: u32,
    fp: u32,
    #[serde(rename = "fn")]
    missed: u32,
    precision: Option<f64>,
    recall: Option<f64>,
    f1: Option<f64>,
}

#[derive(Debug, Serialize)]
struct RateOut {
    right: u32,
    of: u32,
    share: Option<f64>,
}

/// The counts as JSON.
pub fn counts(agreement: &Agreement) -> Counts {
    Counts {
        flags: agreement.flags.iter().map(|(kind, &tally)| (kind.id(), tally.into())).collect(),
        flag_sets: agreement.flag_sets.into(),
        facts: agreement.facts.iter().map(|(kind, &tally)| (kind.id(), tally.into())).collect(),
        fact_topics: agreement.fact_topics.into(),
        filing: agreement.filing.into(),
        against: agreement.against.into(),
        levels: agreement.levels.iter().map(|(level, &rate)| (level.id(), rate.into())).collect(),
        verdict: agreement.verdict.into(),
    }
}

impl From<Tally> for TallyOut {
    fn from(tally: Tally) -> Self {
        let (precision, recall, f1) = (tally.precision(), tally.recall(), tally.f1());
        Self { tp: tally.hits, fp: tally.extra, missed: tally.missed, precision, recall, f1 }
    }
}

impl From<Rate> for RateOut {
    fn from(rate: Rate) -> Self {
        Self { right: rate.right, of: rate.of, share: rate.share() }
    }
}

/// The counts as a table; what was not compared is left out.
pub fn table(agreement: &Agreement) -> String {
    let mut text = String::new();
    let flags = agreement.flags.iter().map(|(kind, tally)| (kind.id(), *tally));
    tallies(&mut text, "flag", flags.collect());
    let facts = agreement.facts.iter().map(|(kind, tally)| (kind.id(), *tally));
    tallies(&mut text, "fact", facts.collect());
    let mut rates = vec![
        ("answers with exactly the flags expected".to_owned(), agreement.flag_sets),
        ("facts on the topic expected".to_owned(), agreement.fact_topics),
        ("answers filed as expected".to_owned(), agreement.filing),
        ("contradictions against the answer expected".to_owned(), agreement.against),
    ];
    rates.extend(agreement.levels.iter().map(|(level, rate)| (format!("{level} level"), *rate)));
    rates.push(("verdict".to_owned(), agreement.verdict));
    for (name, rate) in rates.iter().filter(|(_, rate)| rate.of > 0) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{name:<43} {:>5} of {:<5} {}", rate.right, rate.of, percent(rate.share()));
    }
    text
}

fn tallies(text: &mut String, title: &str, rows: Vec<(&'static str, Tally)>) {
    if rows.is_empty() {
        return;
    }
    let sum = rows.iter().fold(Tally::default(), |mut sum, (_, tally)| {
        sum += *tally;
        sum
    });
    let _ = writeln!(text, "{title:<14} precision  recall      F1     tp    fp    fn");
    for (name, tally) in rows.into_iter().chain([("all", sum)]) {
        let [precision, recall, f1] = [tally.precision(), tally.recall(), tally.f1()].map(percent);
        let Tally { hits, extra, missed } = tally;
        let _ = writeln!(text, "{name:<14} {precision:>9} {recall:>7} {f1:>7} {hits:>6} {extra:>5} {missed:>5}");
    }
    text.push('\n');
}

fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "–".to_owned(), |share| format!("{:.1} %", share * 100.0))
}

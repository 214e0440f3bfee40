//! What simpler judges reach on the labelled calls, flag by flag, so that the rules have to earn their place.

use std::collections::BTreeSet;

use crate::bank::FlagKind;

use super::{Tally, measure, scripts};

/// A judge of one answer by its words alone.
type Judge = fn(&str) -> BTreeSet<FlagKind>;

/// Long answers are specific, middling ones vague, those of three words short.
fn by_length(say: &str) -> BTreeSet<FlagKind> {
    let kind = match say.split_whitespace().count() {
        0..=3 => FlagKind::Short,
        4..=8 => FlagKind::Vague,
        _ => FlagKind::Specific,
    };
    BTreeSet::from([kind])
}

/// Figures are specific, two of them knowledge, and every other flag has its handful of words.
fn by_keywords(say: &str) -> BTreeSet<FlagKind> {
    let say = say.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| say.contains(word));
    let figures = say.split_whitespace().filter(|word| word.contains(|c: char| c.is_ascii_digit())).count();
    let rows = [
        (FlagKind::Specific, figures > 0),
        (FlagKind::Knowledge, figures > 1),
        (FlagKind::Vague, says(&["soon", "some", "maybe", "a bit", "a lot"])),
        (FlagKind::Short, says(&["fine", "same as", "not really", "nothing"])),
        (FlagKind::Unknowing, says(&["don't know", "dont know", "no idea", "couldn't say", "ask "])),
        (FlagKind::Excuse, says(&["meant to", "wanted to", "never got", "no time"])),
        (FlagKind::Unrealistic, says(&["tomorrow", "tonight", "by friday", "100%"])),
    ];
    rows.into_iter().filter(|(_, holds)| *holds).map(|(kind, _)| kind).collect()
}

#[test]
fn rules_beat_judges_by_length_and_by_keywords() {
    let scripts = scripts();
    if scripts.is_empty() {
        return;
    }
    let ours = measure(&scripts, false);
    let f1 = |tally: Tally| 2.0 * tally.precision() * tally.recall() / (tally.precision() + tally.recall()).max(1e-9);
    println!("  flag          F1: length  keywords  rules");
    for &kind in FlagKind::ALL.iter().filter(|kind| **kind != FlagKind::Contradiction) {
        let simple = [by_length as Judge, by_keywords].map(|judge| {
            let mut tally = Tally::default();
            for (_, script) in &scripts {
                for (line, number) in script.answers.iter().zip(1_u32..) {
                    match (script.expect.answers[&number].flags.contains(&kind), judge(&line.say).contains(&kind)) {
                        (true, true) => tally.hits += 1,
                        (false, true) => tally.false_alarms += 1,
                        (true, false) => tally.misses += 1,
                        (false, false) => {}
                    }
                }
            }
            f1(tally)
        });
        let rules = f1(ours.flags[&kind]);
        println!("  {kind:<14} {:>10.2} {:>9.2} {rules:>6.2}", simple[0], simple[1]);
        assert!(simple.iter().all(|reached| rules > reached + 0.1), "{kind} is no better than a simple judge");
    }
}

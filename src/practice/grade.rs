//! The grade of a practice call: yes/no checks, each with the line that proves it.
//!
//! Nothing is weighed and nothing is felt: a check holds or it does not, and whoever doubts it can read the line.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::bank::vocabulary;
use crate::bank::{FlagKind, Grade as TopicGrade, Level, LevelStatus, TopicId, VerdictKind};
use std::fmt;

use super::persona::Persona;
use super::prospect::Spoken;

mod advice;
mod checks;

vocabulary! {
    /// What a check looks at, in the order in which checks are listed.
    CheckKind {
        /// A planted flag stands on the note of its answer.
        Flag = "flag",
        /// No flag stands where the answer carries none.
        FalseFlag = "false_flag",
        /// What an answer said is noted with its value.
        Fact = "fact",
        /// A thing that decides was found out.
        FoundOut = "found_out",
        /// A level stands where it truly stands.
        Level = "level",
        /// The verdict is the true one.
        Verdict = "verdict",
        /// Enough questions were open ones.
        Open = "open",
        /// Closed questions, or hard ones, did not bunch.
        Bunch = "bunch",
        /// A weak answer was probed.
        Probe = "probe",
        /// Nothing was asked that was told before.
        Twice = "twice",
        /// The prospect stayed on the line.
        Line = "line",
        /// The call kept to its time.
        Time = "time",
    }
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// What it looks at.
    pub kind: CheckKind,
    /// Whether it holds.
    pub passed: bool,
    /// What should be so, in a few words.
    pub what: String,
    /// The line that proves it: who said or noted what.
    pub proof: String,
}

/// The grade of a practice call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grade {
    /// Every check, in the order of [`CheckKind`].
    pub checks: Vec<Check>,
    /// At most three things to do better next time, the one that costs most first.
    pub advice: Vec<String>,
}

/// A grade in figures, for a trend over many calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GradeSummary {
    /// The persona's id.
    pub persona: String,
    /// The bank's id.
    pub bank: String,
    /// The seed.
    pub seed: u64,
    /// When the call was wrapped up, by the clock of the place.
    pub at: DateTime,
    /// How long it took.
    pub seconds: i64,
    /// Checks passed.
    pub passed: u32,
    /// Checks made.
    pub of: u32,
    /// Passed and made, by what was looked at.
    pub by_kind: BTreeMap<CheckKind, (u32, u32)>,
}

/// A practice call as it is graded.
#[derive(Debug, Clone)]
pub struct Played<'a> {
    /// Who was called.
    pub persona: &'a Persona,
    /// What was asked and answered.
    pub spoken: &'a [Spoken],
    /// What of each answer has to be noted.
    pub wanted: &'a [Wanted],
    /// What the trainee noted, in order.
    pub notes: &'a [Note],
    /// Where the levels stand.
    pub levels: &'a [(Level, LevelStatus)],
    /// The verdict.
    pub verdict: VerdictKind,
    /// How the topics stand.
    pub heard: &'a BTreeMap<TopicId, TopicGrade>,
    /// The topics that the bank asks about, each with its cue.
    pub asked_by_bank: &'a BTreeMap<TopicId, String>,
    /// How long it took.
    pub seconds: i64,
    /// How long it was meant to take, in minutes.
    pub planned_minutes: u32,
}

/// A note of the trainee's.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Note {
    /// How many answers were heard when it was kept.
    pub after: usize,
    /// Its words.
    pub text: String,
    /// Where it is filed.
    pub topic: Option<TopicId>,
    /// The flags that stand on it, and whether a hand raised them.
    pub flags: Vec<(FlagKind, bool)>,
    /// The values in it, as they are shown to people.
    pub values: Vec<String>,
}

/// What of an answer has to be noted, as values shown to people.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// The values; none where the answer holds none.
    pub values: Vec<String>,
    /// One of them is enough: the question was open, and nobody notes everything.
    pub one_of: bool,
}

/// Grades a call.
pub fn grade(played: &Played<'_>) -> Grade {
    let mut checks = checks::checks(played);
    checks.sort_by_key(|check| check.kind);
    let advice = advice::advice(&checks);
    Grade { checks, advice }
}

impl Grade {
    /// How many checks hold.
    pub fn passed(&self) -> usize {
        self.checks.iter().filter(|check| check.passed).count()
    }

    /// The share of checks that hold, in whole percent, rounded down: 100 means all.
    pub fn percent(&self) -> usize {
        if self.checks.is_empty() { 0 } else { self.passed() * 100 / self.checks.len() }
    }

    /// The grade in figures.
    pub fn summary(&self, played: &Played<'_>, bank: &str, seed: u64, at: DateTime) -> GradeSummary {
        let mut by_kind: BTreeMap<CheckKind, (u32, u32)> = BTreeMap::new();
        for check in &self.checks {
            let (passed, of) = by_kind.entry(check.kind).or_default();
            *passed += u32::from(check.passed);
            *of += 1;
        }
        GradeSummary {
            persona: played.persona.id.clone(),
            bank: bank.to_owned(),
            seed,
            at,
            seconds: played.seconds,
            passed: self.passed() as u32,
            of: self.checks.len() as u32,
            by_kind,
        }
    }
}

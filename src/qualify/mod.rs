//! What it adds up to: criteria, levels, framework score and verdict, each with the answers behind it.
//!
//! Pure functions of the answers, the bank and the ideal customer profile; the rules are those of signals.md
//! ("Grades", "Levels", "Which topics settle which criterion") and domain.md section 4.

use jiff::civil::DateTime;

use crate::bank::{Bank, Grade, Level, LevelStatus, VerdictKind};
use crate::call::{Contact, RemarkId};
use crate::signals::Answer;

mod criteria;
mod icp;
mod judge;
mod ledger;
mod lexicon;
mod opportunity;
mod organization;
mod place;
mod profile;
mod score;
mod stakeholder;
mod timing;
mod verdict;
mod words;

#[cfg(test)]
mod agreement;

pub use criteria::{criterion_of, criterion_topics};
pub use icp::{Icp, Range};

use judge::Judge;

/// Everything that a call is judged by.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// What was said, in the order heard.
    pub answers: &'a [Answer],
    /// The bank that the call is seen through: what is scored, and which grade is enough.
    pub bank: &'a Bank,
    /// The profile that the lead is compared with.
    pub icp: &'a Icp,
    /// The people of the call; an answer's `by` indexes them, the first is the contact that it began with.
    pub people: &'a [Contact],
    /// The clock of the call: a start is far or near as seen from here.
    pub at: DateTime,
}

/// Adds up what was heard: levels, framework score, verdict. Total: any answers give an assessment.
pub fn assess(case: &Case<'_>) -> Assessment {
    let judge = Judge::new(case);
    let levels = judge.levels();
    let challenge = levels[1].criteria.iter().find(|criterion| criterion.id == "challenge");
    let sections = score::sections(&judge, challenge);
    let score = score::total(&sections, case.bank);
    let verdict = verdict::verdict(&judge, &levels);
    Assessment { levels, verdict, sections, score }
}

/// What a level asks, and how it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Criterion {
    /// Its id within the level (`territory`, `users`, `goals`, …).
    pub id: &'static str,
    /// What it asks, in three or four words.
    pub title: &'static str,
    /// How it stands.
    pub grade: Grade,
    /// Whether it is settled at the bank's grade (a profile that does not constrain it settles it).
    pub met: bool,
    /// Whether it is settled against the lead.
    pub failed: bool,
    /// The answers behind it.
    pub answers: Vec<RemarkId>,
    /// One plain sentence: why it stands so.
    pub why: String,
}

/// A level and its criteria.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelTally {
    /// The level.
    pub level: Level,
    /// Where it stands.
    pub status: LevelStatus,
    /// Its criteria in the order of signals.md.
    pub criteria: Vec<Criterion>,
}

impl LevelTally {
    /// How many criteria are met.
    pub fn met(&self) -> usize {
        self.criteria.iter().filter(|criterion| criterion.met).count()
    }
}

/// The verdict, with its reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// What to do.
    pub kind: VerdictKind,
    /// Why, in order of weight; never empty.
    pub reasons: Vec<String>,
    /// What would turn it, in order of likelihood.
    pub flips: Vec<String>,
    /// The next steps.
    pub next: Vec<String>,
}

/// The framework score of one section.
#[derive(Debug, Clone, PartialEq)]
pub struct SectionScore {
    /// The section's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The best-settled grade of its topics.
    pub grade: Grade,
    /// Points earned.
    pub score: u32,
    /// Points that could be earned.
    pub of: u32,
}

/// Everything that the answers add up to.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// Organization, opportunity, stakeholder: the order in which they disqualify.
    pub levels: [LevelTally; 3],
    /// The verdict.
    pub verdict: Verdict,
    /// The framework score by section, shared sections left out.
    pub sections: Vec<SectionScore>,
    /// The framework score, 0–100.
    pub score: u32,
}

//! What it adds up to: criteria, levels, framework score and verdict, each with the answers behind it.
//!
//! Pure functions of the answers, the bank and the ideal customer profile; the rules are those of signals.md
//! ("Grades", "Levels", "Which topics settle which criterion") and domain.md section 4.

use crate::bank::{Grade, Level, LevelStatus, VerdictKind};
use crate::call::RemarkId;

mod icp;

pub use icp::{Icp, Range};

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

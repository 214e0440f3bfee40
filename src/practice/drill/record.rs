//! What is kept of a trainee: practice calls with their checks.

use jiff::civil::DateTime;

/// A practice call as its grade left it: enough for a trend and for what to train next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradeSummary {
    /// Who practised.
    pub trainee: String,
    /// When the call ended, on the clock of the place.
    pub at: DateTime,
    /// The persona's id.
    pub persona: String,
    /// The seed that it was played with: with persona and bank, the same call again.
    pub seed: u64,
    /// The bank's id.
    pub bank: String,
    /// The yes/no checks, in the order of the grade.
    pub checks: Vec<CheckResult>,
}

/// One yes/no check of a grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckResult {
    /// What was checked, in words that stay the same from call to call ("used a probe on a vague answer").
    pub check: String,
    /// Whether it holds.
    pub passed: bool,
}

impl GradeSummary {
    /// How many checks hold.
    pub fn passed(&self) -> usize {
        self.checks.iter().filter(|check| check.passed).count()
    }

    /// The share of checks that hold, in percent; `None` of a grade without checks.
    pub fn percent(&self) -> Option<f64> {
        let of = self.checks.len();
        (of > 0).then(|| 100.0 * self.passed() as f64 / of as f64)
    }
}

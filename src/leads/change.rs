//! What changed in a lead, and what may not.

use thiserror::Error;

use super::field::Field;

/// A field of a lead that changed, for its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The field's id, or `lead` where the lead as a whole is meant.
    pub field: String,
    /// What it held; empty for nothing.
    pub before: String,
    /// What it holds.
    pub after: String,
}

impl Change {
    /// That a lead came into the book.
    pub fn arrival(from: &str) -> Self {
        Self { field: "lead".to_owned(), before: String::new(), after: from.to_owned() }
    }
}

/// Why a lead cannot be changed so, in words for people.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// A number is meant.
    #[error("`{value}` is no number, and `{}` needs one", .field.id())]
    NoNumber {
        /// The field.
        field: Field,
        /// What stands there.
        value: String,
    },
    /// A mail address is meant.
    #[error("`{0}` is no mail address")]
    NoAddress(String),
    /// A type of lead is meant.
    #[error("`{0}` is no type of lead; there are unqualified, mql, sql, pql and cql")]
    NoType(String),
    /// A day is meant.
    #[error("`{0}` is no day; write it as 2026-05-12")]
    NoDay(String),
    /// There is no such stage.
    #[error("there is no stage `{stage}`; there are {}", .stages.join(", "))]
    NoStage {
        /// What was asked for.
        stage: String,
        /// Those that there are.
        stages: Vec<String>,
    },
    /// The pipeline has no such move.
    #[error("a lead cannot go from `{from}` to `{to}`; from there it goes to {}", listed(.moves))]
    NoMove {
        /// Where it stands.
        from: String,
        /// Where it was to go.
        to: String,
        /// Where it may go.
        moves: Vec<String>,
    },
}

fn listed(moves: &[String]) -> String {
    if moves.is_empty() { "nowhere".to_owned() } else { moves.join(", ") }
}

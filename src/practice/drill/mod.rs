//! Drills: exercises of a few seconds, asked again when they are about to be forgotten.
//!
//! [`fsrs`] says when; a [`CardState`] is what is known of a trainee and one exercise.

mod card;
pub mod fsrs;
mod record;

pub use card::{CardState, Kind, NoKind, Review};
pub use record::{CheckResult, GradeSummary};

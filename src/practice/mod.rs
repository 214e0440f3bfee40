//! Practice: simulated prospects, what a trainee did with them, and whether that was right.
//!
//! A [`Persona`] is content, as a bank is: written as YAML, checked as a whole, told with file, line and column what is
//! wrong. A [`Prospect`] is a persona on the line: questions in, answers out, the same for the same seed. A [`Grade`] is
//! yes/no checks, each with the line that proves it. Everything here is pure; chance is a seed, and time an argument.

mod check;
pub mod drill;
mod ear;
mod grade;
mod persona;
mod prospect;
mod raw;
mod record;
mod sheet;

pub use check::check;
pub use ear::{Asking, Ear};
pub use grade::{Check, CheckKind, Grade, GradeSummary, Note, Played, Wanted, grade};
pub use persona::{
    Difficulty, Habit, Lines, MoodRange, Persona, Reply, ReplyTo, Said, Seniority, TopicTruth, Truth, Who, fingerprint,
};
pub use prospect::{CHANCE, Prospect, Spoken};
pub use raw::schema;
pub use record::{FORMAT, Move, Record, RecordedBank, RecordedPersona};
pub use sheet::sheet;

//! Practice: simulated prospects, what a trainee did with them, and whether that was right.
//!
//! A [`Persona`] is content, as a bank is: written as YAML, checked as a whole, told with file, line and column what is
//! wrong. Everything here is pure; chance is a seed, and time an argument.

mod check;
mod persona;
mod raw;

pub use check::check;
pub use persona::{
    Difficulty, Habit, MoodRange, Persona, Reply, ReplyTo, Seniority, TopicTruth, Truth, Who, fingerprint,
};
pub use raw::schema;

//! Drills: exercises of a few seconds, asked again when they are about to be forgotten.
//!
//! A [`Deck`] holds every exercise of a language: made from the banks (their sections, probes and samples) and from a file
//! of exercises that people write. A [`Round`] deals those that are due and takes the answers; [`fsrs`] says when each is
//! asked again. Time and seed are arguments, and what is to be kept is given back as data.

mod agenda;
mod card;
mod chance;
mod content;
mod deck;
mod exercise;
pub mod fsrs;
mod reading;
mod record;
mod round;

pub use agenda::{Due, NEW_A_DAY, Progress};
pub use card::{CardState, Kind, NoKind, Review};
pub use content::check;
pub use deck::Deck;
pub use exercise::{Choice, Choosable, Exercise, Form, Opening, Said, Told};
pub use record::{DrillAnswer, TraineeRecord, WeakCheck};
pub use round::{Limit, Plan, Round, Summary};

//! What may be asked: topics and question banks, as checked data.
//!
//! Content takes three forms: the YAML as written (`raw`, with positions), the check that finds all
//! problems at once (`check`), and the [`Bank`] that the rest of the program trusts.

mod card;
mod check;
mod criterion;
pub(crate) mod hostile;
pub mod problem;
mod quality;
mod quantity;
mod question;
mod raw;
pub mod reframe;
pub mod schema;
pub mod source;
mod topic;
mod vocabulary;
pub mod yaml;

pub use card::{Card, CardKind};
pub(crate) use check::check_id;
pub use criterion::{CRITERIA, CriterionRow};
pub use quality::QuestionCheck;
pub use quantity::{Quantity, Unit};
pub use question::{Bank, Comparison, Condition, FollowUp, Probe, Question, QuestionId, Sample, ScoreGroup, Section};
pub use source::Library;
pub use topic::{Topic, TopicId, Topics};
pub(crate) use vocabulary::vocabulary;
pub use vocabulary::{
    Colour, FlagKind, Grade, Level, LevelStatus, Per, StakeholderRole, TimeUnit, ValueKind, VerdictKind,
};

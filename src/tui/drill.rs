//! The drill on the screen: a round, and what is being typed.

use crate::practice::drill::{Plan, Review, Round};

use super::editor::Editor;

/// A drill on the screen.
#[derive(Debug, Clone)]
pub(crate) struct DrillScreen {
    /// The round.
    pub(crate) round: Round,
    /// The question being typed, where one is asked for.
    pub(crate) typed: Editor,
    /// How many rows the exercise is scrolled by, where the screen is too small for it.
    pub(crate) scroll: usize,
    /// Whether the last answer is on disk.
    pub(crate) kept: Kept,
}

/// What became of the answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kept {
    /// Nothing was answered yet.
    Nothing,
    /// All is on disk.
    All,
    /// Something is not, and why; it is kept in memory, and tried again with the next answer.
    NotYet(String),
}

impl DrillScreen {
    /// The screen of a round just dealt.
    pub(crate) fn new(round: Round) -> Self {
        Self { round, typed: Editor::default(), scroll: 0, kept: Kept::Nothing }
    }
}

/// What a drill wants done outside the model.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum DrillWish {
    /// Deal a round; without a plan, a minute of what is due.
    Deal(Option<Plan>),
    /// Keep an answer.
    Keep(Box<Review>),
}

/// What happened to a drill outside the model.
#[derive(Debug, Clone)]
pub(crate) enum DrillNews {
    /// How many exercises are due, of those met before.
    Due(usize),
    /// A round was dealt.
    Dealt(Box<Round>),
    /// What became of the answers.
    Kept(Kept),
}

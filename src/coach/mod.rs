//! What to do next: the next question, the branches that are open, probes, phrasing with captured facts, pace.

use crate::bank::QuestionId;

/// A question worth asking now.
#[derive(Debug, Clone, PartialEq)]
pub struct NextQuestion {
    /// The question.
    pub id: QuestionId,
    /// Its best phrasing.
    pub ask: String,
    /// What hangs on it, in one sentence.
    pub because: String,
}

//! What decides whether a command works: plain facts about the model, and what is asked of them.

/// What is on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Stage {
    /// The list of calls.
    #[default]
    Home,
    /// A call.
    Open,
    /// A call that is wrapped up.
    Closed,
}

/// What decides whether a command works: facts about the model, nothing drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Snapshot {
    /// What is on the screen.
    pub(crate) stage: Stage,
    /// How many remarks it has.
    pub(crate) remarks: usize,
    /// How many facts and corrections the chosen remark has.
    pub(crate) facts: usize,
    /// Phrasings of the question on the screen; none without one.
    pub(crate) phrasings: usize,
    /// Probes of the question.
    pub(crate) probes: usize,
    /// Questions worth asking now.
    pub(crate) next: usize,
    /// Frameworks that a call can be seen through.
    pub(crate) banks: usize,
    /// Cards at hand.
    pub(crate) cards: usize,
    /// A flag asks for attention.
    pub(crate) attention: bool,
    /// What stands from earlier calls.
    pub(crate) before: usize,
    /// Something can be taken back.
    pub(crate) undo: bool,
    /// Something taken back can be done again.
    pub(crate) redo: bool,
    /// How many checks its grade has; none in any call but a practice call that is wrapped up.
    pub(crate) checks: usize,
}

/// A condition, and why it does not hold.
pub(super) fn need(holds: bool, why_not: &'static str) -> Result<(), &'static str> {
    if holds { Ok(()) } else { Err(why_not) }
}

/// A call is on the screen.
pub(super) fn in_call(now: &Snapshot) -> Result<(), &'static str> {
    need(now.stage != Stage::Home, "no call is open")
}

/// A call that is not wrapped up.
pub(super) fn open(now: &Snapshot) -> Result<(), &'static str> {
    in_call(now).and(need(now.stage != Stage::Closed, "the call is wrapped up: reopen it first"))
}

/// A question is on the screen.
pub(super) fn question(now: &Snapshot) -> Result<(), &'static str> {
    in_call(now).and(need(now.phrasings > 0, "no question is on the screen"))
}

/// There is a remark to act on.
pub(super) fn remark(now: &Snapshot) -> Result<(), &'static str> {
    open(now).and(need(now.remarks > 0, "there is no remark yet"))
}

//! Where a half-typed note would go.

use crate::session::{Preview, TopicChoice};

use super::CallScreen;

/// What a half-typed note would become.
#[derive(Debug, Clone, Default)]
pub(crate) struct Foreseen {
    /// What it would have become when it was read last.
    pub(crate) preview: Preview,
    /// It says something else by now.
    pub(crate) is_unread: bool,
}

/// Where the rep wants a note filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// Under a topic.
    Topic(TopicChoice),
    /// In the tray.
    Unfiled,
}

impl CallScreen {
    /// Turns to the next place where the note could be filed: the proposals in order, the tray, and back.
    pub(crate) fn next_target(&mut self) {
        let targets = &self.foreseen.preview.targets;
        let proposal = |at: usize| targets.get(at).cloned().map(Target::Topic);
        self.target = match &self.target {
            // A sure proposal is taken anyway, so the key that asks for another one starts at the second.
            None => proposal(usize::from(self.foreseen.preview.sure)).or(Some(Target::Unfiled)),
            Some(Target::Topic(choice)) => {
                let at = targets.iter().position(|target| target == choice).map_or(targets.len(), |at| at + 1);
                proposal(at).or(Some(Target::Unfiled))
            }
            Some(Target::Unfiled) => None,
        };
    }
}

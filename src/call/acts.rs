//! Which acts of a journal stand: what undo and redo change, without what the acts say.

use std::ops::Range;

use super::event::{ActId, Event, What};

/// The acts of a journal, in the order in which they were first done; undo and redo are not acts of their own.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Acts {
    runs: Vec<Run>,
    /// The acts that stand, by their place in `runs`, in order.
    standing: Vec<usize>,
    /// The act that began the call, which stands for ever.
    beginning: Option<usize>,
    /// Acts that can be done again, by their place in `runs`, the next one last.
    redo: Vec<usize>,
    /// How many events have been taken in.
    events: usize,
}

/// The events of one act, which stand together in the journal.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    /// The act's number.
    pub(super) id: ActId,
    /// Where its events stand in the journal.
    pub(super) events: Range<usize>,
    /// Whether it stands (not undone).
    pub(super) stands: bool,
}

/// What an event changes about which acts stand.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Change {
    /// It carries on with the act before it.
    Continues,
    /// It begins an act.
    Begins,
    /// The last act that stood does so no more; its events are these.
    LastTakenBack(Range<usize>),
    /// An act stands again behind all that stand; its events are these.
    DoneAgain(Range<usize>),
    /// An act among those that stand was taken back or done again, as only a damaged journal tells.
    Among,
    /// None: it speaks of no act that could be taken back or done again.
    Nothing,
}

impl Acts {
    /// Takes the next event of the journal in.
    pub(super) fn take_in(&mut self, event: &Event) -> Change {
        let change = match event.what {
            What::Undone { undone } => self.take_back(undone),
            What::Redone { redone } => self.do_again(redone),
            _ => self.carry_out(event),
        };
        self.events += 1;
        change
    }

    /// All acts, also those undone.
    pub(super) fn all(&self) -> &[Run] {
        &self.runs
    }

    /// The acts that stand.
    pub(super) fn standing(&self) -> impl Iterator<Item = &Run> {
        self.standing.iter().filter_map(|act| self.runs.get(*act))
    }

    /// The act that an undo would take back.
    pub(super) fn undoable(&self) -> Option<ActId> {
        let act = self.standing.iter().rev().find(|act| Some(**act) != self.beginning)?;
        self.runs.get(*act).map(|run| run.id)
    }

    /// The act that a redo would do again.
    pub(super) fn redoable(&self) -> Option<ActId> {
        self.runs.get(*self.redo.last()?).map(|run| run.id)
    }

    fn carry_out(&mut self, event: &Event) -> Change {
        let at = self.events;
        self.redo.clear();
        let continued = self.runs.last_mut().filter(|run| run.id == event.act && run.events.end == at);
        let change = if let Some(run) = continued {
            run.events.end += 1;
            Change::Continues
        } else {
            self.standing.push(self.runs.len());
            self.runs.push(Run { id: event.act, events: at..at + 1, stands: true });
            Change::Begins
        };
        if matches!(event.what, What::Started(_)) && self.beginning.is_none() {
            self.beginning = self.standing.last().copied();
        }
        change
    }

    fn take_back(&mut self, undone: ActId) -> Change {
        let is_it = |act: &usize| self.runs.get(*act).is_some_and(|run| run.id == undone);
        let Some(place) = self.standing.iter().rposition(is_it) else { return Change::Nothing };
        let act = self.standing[place];
        if Some(act) == self.beginning {
            return Change::Nothing;
        }
        self.standing.remove(place);
        self.redo.push(act);
        self.runs[act].stands = false;
        let is_last = place == self.standing.len();
        if is_last { Change::LastTakenBack(self.runs[act].events.clone()) } else { Change::Among }
    }

    fn do_again(&mut self, redone: ActId) -> Change {
        let is_it = |act: &usize| self.runs.get(*act).is_some_and(|run| run.id == redone);
        let Some(place) = self.redo.iter().rposition(is_it) else { return Change::Nothing };
        let act = self.redo.remove(place);
        self.runs[act].stands = true;
        let place = self.standing.partition_point(|other| *other < act);
        self.standing.insert(place, act);
        let is_last = place + 1 == self.standing.len();
        if is_last { Change::DoneAgain(self.runs[act].events.clone()) } else { Change::Among }
    }
}

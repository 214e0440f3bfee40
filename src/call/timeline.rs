//! The journal of a call and the state that it adds up to: undo, redo, history, replay to a moment.
//!
//! The state is the fold of the acts that stand. Undo and redo only change which acts stand, by an event of their own;
//! a new act settles the matter for the acts undone before it: they stay in the journal and in the history, but can no
//! longer be redone.

use std::ops::Range;

use jiff::civil::DateTime;

use super::acts::{Acts, Change};
use super::command::Command;
use super::decide::{Refusal, decide, next_number};
use super::event::{ActId, Event, What};
use super::evolve::{evolve, evolve_with_way_back};
use super::history::{Act, name};
use super::reversal::Reversal;
use super::state::{BankInUse, CallState};

/// A journal and what it adds up to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Timeline {
    journal: Vec<Event>,
    state: CallState,
    acts: Acts,
    /// What each act did, in words.
    names: Vec<String>,
    /// The ways back from the events of the acts that stand, the last one first to go.
    ways_back: Vec<Reversal>,
    /// The highest number of an act.
    last_act: Option<u32>,
}

impl Timeline {
    /// Rebuilds a call from its journal: any journal, also a damaged one. Events out of order are put in order.
    pub fn replay(mut journal: Vec<Event>) -> Self {
        journal.sort_by_key(|event| event.seq);
        let mut timeline = Self {
            names: Vec::with_capacity(journal.len()),
            ways_back: Vec::with_capacity(journal.len()),
            journal,
            ..Self::default()
        };
        for at in 0..timeline.journal.len() {
            timeline.take_in(at);
        }
        timeline
    }

    /// Carries a command out; returns the events that it added to the journal. A wish that already stands adds none.
    ///
    /// # Errors
    ///
    /// A [`Refusal`]; the call is as before.
    pub fn apply(&mut self, command: &Command, at: DateTime) -> Result<&[Event], Refusal> {
        let happened = match command {
            Command::Undo => vec![What::Undone { undone: self.undoable().ok_or(Refusal::NothingToUndo)? }],
            Command::Redo => vec![What::Redone { redone: self.redoable().ok_or(Refusal::NothingToRedo)? }],
            command => decide(&self.state, command)?,
        };
        let act = ActId(next_number(self.last_act)?);
        let mut seq = self.journal.last().map(|event| event.seq);
        let mut events = Vec::with_capacity(happened.len());
        for what in happened {
            seq = Some(next_number(seq)?);
            events.extend(seq.map(|seq| Event { seq, act, at, what }));
        }
        let before = self.journal.len();
        for event in events {
            self.follow(event);
        }
        Ok(&self.journal[before..])
    }

    /// Takes in the next event of the journal, such as one that another timeline of the same call added to its own.
    pub fn follow(&mut self, event: Event) {
        self.journal.push(event);
        self.take_in(self.journal.len() - 1);
    }

    /// Takes in the event of the journal that stands behind all that were taken in before.
    fn take_in(&mut self, at: usize) {
        let event = &self.journal[at];
        self.last_act = self.last_act.max(Some(event.act.0));
        match self.acts.take_in(event) {
            Change::Begins => {
                self.names.push(name(&self.state, &event.what));
                self.fold(at..at + 1);
            }
            Change::Continues => {
                // An act of several events goes by the name of the last, which is what the rep meant.
                if let Some(last) = self.names.last_mut() {
                    *last = name(&self.state, &event.what);
                }
                self.fold(at..at + 1);
            }
            Change::LastTakenBack(events) => {
                let standing = self.ways_back.len().saturating_sub(events.len());
                for way_back in self.ways_back.drain(standing..).rev() {
                    way_back.take_back(&mut self.state);
                }
            }
            Change::DoneAgain(events) => self.fold(events),
            Change::Among => self.fold_again(),
            Change::Nothing => {}
        }
    }

    /// The call as it stands.
    pub fn state(&self) -> &CallState {
        &self.state
    }

    /// Every event so far, undone acts included.
    pub fn journal(&self) -> &[Event] {
        &self.journal
    }

    /// The call as it stood after the events up to and including number `seq`.
    pub fn state_at(&self, seq: u32) -> CallState {
        let end = self.journal.partition_point(|event| event.seq <= seq);
        Self::replay(self.journal[..end].to_vec()).state
    }

    /// The acts, oldest first, undone ones included.
    pub fn history(&self) -> Vec<Act> {
        let acts = self.acts.all().iter().zip(&self.names).map(|(run, name)| Act {
            id: run.id,
            at: self.journal[run.events.start].at,
            name: name.clone(),
            stands: run.stands,
        });
        acts.collect()
    }

    /// The act that an undo would take back. The beginning of the call cannot be taken back.
    pub fn undoable(&self) -> Option<ActId> {
        self.acts.undoable()
    }

    /// The act that a redo would do again.
    pub fn redoable(&self) -> Option<ActId> {
        self.acts.redoable()
    }

    /// Carries out events of the journal.
    fn fold(&mut self, events: Range<usize>) {
        let Self { journal, state, ways_back, .. } = self;
        ways_back.extend(journal[events].iter().map(|event| evolve_with_way_back(state, event.at, &event.what)));
    }

    /// Folds all acts that stand. No journal of ours asks for it: there, only the last act that stands is taken back.
    fn fold_again(&mut self) {
        self.state = CallState::default();
        self.ways_back.clear();
        let standing: Vec<Range<usize>> = self.acts.standing().map(|run| run.events.clone()).collect();
        for events in standing {
            self.fold(events);
        }
    }
}

/// The bank that a call is seen through at the end of its journal. The journal need not be replayed for it.
pub fn bank_in_use(journal: &[Event]) -> BankInUse {
    let mut journal: Vec<&Event> = journal.iter().collect();
    journal.sort_by_key(|event| event.seq);
    let mut acts = Acts::default();
    for event in &journal {
        acts.take_in(event);
    }
    let mut state = CallState::default();
    for event in acts.standing().flat_map(|run| &journal[run.events.clone()]) {
        if matches!(event.what, What::Started(_) | What::BankSwitched { .. }) {
            evolve(&mut state, event.at, &event.what);
        }
    }
    state.bank
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::bank::{FlagKind, QuestionId, TopicId};
    use crate::call::arbitrary::{command, damaged_journal, moment};
    use crate::call::{Contact, Filing, PersonId, RemarkId, Ruling, Started};

    fn at(second: i64) -> DateTime {
        date(2026, 3, 2).at(10, 0, 0, 0) + second.seconds()
    }

    fn begun() -> Timeline {
        let mut call = Timeline::default();
        let contact = Contact { name: "Dana Ruiz".into(), role: "VP Operations".into() };
        let started = Started { bank: "bant".into(), hash: "h".into(), company: "Northwind Foods".into(), contact };
        call.apply(&Command::Start(started), at(0)).unwrap();
        call
    }

    fn keep(call: &mut Timeline, text: &str) {
        let keep = Command::Keep { text: text.into(), by: None, filing: Filing::Auto { asked: None, topic: None } };
        call.apply(&keep, at(60)).unwrap();
    }

    fn texts(call: &Timeline) -> Vec<&str> {
        call.state().remarks.iter().map(|remark| remark.text.as_str()).collect()
    }

    #[test]
    fn undo_takes_back_act_by_act_down_to_the_beginning_which_stays() {
        let mut call = begun();
        keep(&mut call, "orders ship late");
        keep(&mut call, "soon, I guess");
        call.apply(&Command::Undo, at(70)).unwrap();
        assert_eq!(texts(&call), ["orders ship late"]);
        call.apply(&Command::Undo, at(71)).unwrap();
        assert_eq!(texts(&call), Vec::<&str>::new());
        assert_eq!(call.apply(&Command::Undo, at(72)), Err(Refusal::NothingToUndo));
        assert_eq!(call.state().company, "Northwind Foods");

        call.apply(&Command::Redo, at(73)).unwrap();
        call.apply(&Command::Redo, at(74)).unwrap();
        assert_eq!(texts(&call), ["orders ship late", "soon, I guess"]);
        assert_eq!(call.apply(&Command::Redo, at(75)), Err(Refusal::NothingToRedo));
    }

    #[test]
    fn a_new_act_after_an_undo_ends_redo_but_the_undone_words_stay_in_the_history() {
        let mut call = begun();
        keep(&mut call, "soon, I guess");
        call.apply(&Command::Undo, at(70)).unwrap();
        keep(&mut call, "in March");
        assert_eq!(call.redoable(), None);
        assert_eq!(texts(&call), ["in March"]);
        let history: Vec<_> = call.history().into_iter().map(|act| (act.name, act.stands)).collect();
        let told = [
            ("began with Northwind Foods".to_owned(), true),
            ("kept “soon, I guess”".to_owned(), false),
            ("kept “in March”".to_owned(), true),
        ];
        assert_eq!(history, told);
        assert!(
            call.journal().iter().any(|event| matches!(&event.what, What::Kept(kept) if kept.text == "soon, I guess"))
        );
    }

    #[test]
    fn history_names_acts_by_what_was_so_when_they_were_done() {
        let mut call = begun();
        keep(&mut call, "we lose about 40k a month in penalties since March");
        keep(&mut call, "soon, I guess");
        let wording = "Who else has to sign, when it is more than 20k?".to_owned();
        let commands = [
            Command::RuleFlag { remark: RemarkId(2), flag: FlagKind::Vague, ruling: Some(Ruling::Dismissed) },
            Command::Amend { remark: RemarkId(2), text: "by May".into() },
            Command::AddPerson(Contact { name: "Kim Sato".into(), role: "CFO".into() }),
            Command::Attribute { remark: RemarkId(2), by: PersonId(1) },
            Command::Speak(PersonId(1)),
            Command::Park(QuestionId::new("authority.who")),
            Command::Ask {
                question: QuestionId::new("authority.who"),
                topic: TopicId::new("authority.signs"),
                wording,
            },
        ];
        for command in &commands {
            call.apply(command, at(90)).unwrap();
        }
        let names: Vec<_> = call.history().into_iter().skip(1).map(|act| act.name).collect();
        let told = [
            "kept “we lose about 40k a month…”",
            "kept “soon, I guess”",
            "dismissed vague on “soon, I guess”",
            "changed “soon, I guess” to “by May”",
            "added Kim Sato",
            "attributed “by May” to Kim Sato",
            "let Kim Sato speak",
            "parked authority.who",
            "turned to “Who else has to sign, when…”",
        ];
        assert_eq!(names, told);
        assert!(call.state().parked.is_empty(), "turning to a parked question takes it up again");
    }

    #[test]
    fn a_moment_of_the_call_can_be_looked_at_again() {
        let mut call = begun();
        keep(&mut call, "orders ship late");
        keep(&mut call, "soon, I guess");
        call.apply(&Command::Undo, at(70)).unwrap();
        assert_eq!(call.state_at(0), CallState::default());
        assert_eq!(call.state_at(2).remarks.len(), 1);
        assert_eq!(call.state_at(3).remarks.len(), 2);
        assert_eq!(call.state_at(4), *call.state());
        assert_eq!(call.state_at(u32::MAX), *call.state());
    }

    #[test]
    fn a_closed_call_can_be_reopened_by_undo() {
        let mut call = begun();
        let closed =
            crate::call::Closed { verdict: "keep_going".into(), reasons: Vec::new(), score: 40, engine: "0".into() };
        call.apply(&Command::Close(closed), at(900)).unwrap();
        assert!(!call.state().is_open());
        call.apply(&Command::Undo, at(901)).unwrap();
        assert!(call.state().is_open());
    }

    #[test]
    fn a_missing_line_of_the_journal_costs_that_line_only() {
        let mut call = begun();
        for text in ["one", "two", "three"] {
            keep(&mut call, text);
        }
        let mut journal = call.journal().to_vec();
        journal.remove(2);
        let mut call = Timeline::replay(journal);
        assert_eq!(texts(&call), ["one", "three"]);
        assert_eq!(call.state().remark(RemarkId(3)).unwrap().text, "three");
        keep(&mut call, "four");
        assert_eq!(call.state().remark(RemarkId(4)).unwrap().text, "four");
    }

    #[test]
    fn what_a_journal_takes_back_out_of_turn_is_taken_back() {
        let mut call = begun();
        for text in ["one", "two", "three"] {
            keep(&mut call, text);
        }
        call.apply(&Command::Undo, at(70)).unwrap();
        call.apply(&Command::Undo, at(71)).unwrap();
        // The line that took "three" back is missing.
        let mut journal = call.journal().to_vec();
        journal.remove(4);
        let call = Timeline::replay(journal.clone());
        assert_eq!(texts(&call), ["one", "three"]);
        // And the line that says to do it again stands behind it.
        journal.push(Event { seq: 7, act: ActId(7), at: at(72), what: What::Redone { redone: ActId(3) } });
        let mut call = Timeline::replay(journal);
        assert_eq!(texts(&call), ["one", "two", "three"]);
        call.apply(&Command::Undo, at(73)).unwrap();
        assert_eq!(texts(&call), ["one", "two"]);
    }

    #[test]
    fn the_order_of_the_lines_does_not_matter() {
        let mut call = begun();
        keep(&mut call, "one");
        keep(&mut call, "two");
        call.apply(&Command::Undo, at(70)).unwrap();
        let mut journal = call.journal().to_vec();
        journal.reverse();
        assert_eq!(Timeline::replay(journal), call);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn any_commands_replay_to_the_same_call(steps in proptest::collection::vec((command(), moment()), 0..60), known in any::<bool>()) {
            let mut call = if known { begun() } else { Timeline::default() };
            for (command, at) in &steps {
                let before = call.clone();
                match call.apply(command, *at) {
                    Ok(events) => {
                        let events = events.to_vec();
                        prop_assert_eq!(before.journal(), &call.journal()[..call.journal().len() - events.len()]);
                        prop_assert!(events.iter().all(|event| event.at == *at && event.act == events[0].act));
                    }
                    Err(refusal) => {
                        prop_assert!(!refusal.to_string().is_empty());
                        prop_assert_eq!(&before, &call);
                    }
                }
            }
            let seqs: Vec<u32> = call.journal().iter().map(|event| event.seq).collect();
            prop_assert_eq!(seqs, (1..).take(call.journal().len()).collect::<Vec<u32>>());

            let json: Vec<String> = call.journal().iter().map(|event| serde_json::to_string(event).unwrap()).collect();
            let read: Vec<Event> = json.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
            prop_assert_eq!(&read[..], call.journal());
            prop_assert_eq!(&bank_in_use(&read), &call.state().bank);
            prop_assert_eq!(Timeline::replay(read), call);
        }

        #[test]
        fn undo_then_redo_changes_nothing(steps in proptest::collection::vec((command(), moment()), 0..40), depth in 1..5_usize) {
            let mut call = begun();
            for (command, at) in &steps {
                let _ = call.apply(command, *at);
            }
            let (before, acts) = (call.state().clone(), call.history());
            let undone = (0..depth).take_while(|_| call.apply(&Command::Undo, at(1)).is_ok()).count();
            for _ in 0..undone {
                call.apply(&Command::Redo, at(2)).unwrap();
            }
            prop_assert_eq!(&before, call.state());
            prop_assert_eq!(acts, call.history());
        }

        #[test]
        fn undo_gives_back_the_call_before_the_act(steps in proptest::collection::vec((command(), moment()), 0..40)) {
            let mut call = begun();
            for (command, when) in &steps {
                let before = call.state().clone();
                let is_new_act = !matches!(command, Command::Undo | Command::Redo);
                let changed = call.apply(command, *when).is_ok_and(|events| !events.is_empty());
                if is_new_act && changed {
                    let mut undone = call.clone();
                    undone.apply(&Command::Undo, *when).unwrap();
                    prop_assert_eq!(undone.state(), &before);
                }
            }
        }

        #[test]
        fn a_damaged_journal_can_be_replayed_read_and_gone_on_with(
            journal in damaged_journal(),
            commands in proptest::collection::vec(command(), 0..20),
        ) {
            prop_assert_eq!(bank_in_use(&journal), Timeline::replay(journal.clone()).state().bank.clone());
            let mut call = Timeline::replay(journal);
            let numbers: Vec<_> = call.state().remarks.iter().map(|remark| remark.id).collect();
            prop_assert!(numbers.is_sorted_by(|one, next| one < next));
            prop_assert!(call.state().remarks.iter().all(|remark| call.state().person(remark.by).is_some()));
            let _ = (call.history(), call.undoable(), call.redoable(), call.state_at(6));
            for command in &commands {
                let _ = call.apply(command, at(5));
            }
            prop_assert_eq!(Timeline::replay(call.journal().to_vec()), call);
        }

        #[test]
        fn the_call_is_the_fold_of_the_acts_that_stand(
            journal in damaged_journal(),
            commands in proptest::collection::vec(command(), 0..40),
        ) {
            let mut call = Timeline::replay(journal);
            for command in &commands {
                let _ = call.apply(command, at(5));
            }
            let mut folded = call.clone();
            folded.fold_again();
            prop_assert_eq!(folded, call);
        }
    }
}

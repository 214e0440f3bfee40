//! All that the screen remembers. It changes only in [`update`](super::update) and is drawn from `&Model`.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::DateTime;

use crate::bank::Card;
use crate::call::{Filing, RemarkId};
use crate::report;
use crate::session::{Brief, LensesView, NextView, RemarkView, StakeholdersView, TopicChoice};

mod foreseen;
mod leads;
mod practised;
mod saving;

pub(crate) use foreseen::{Foreseen, Target};
pub(crate) use leads::{ABOVE as LEADS_ABOVE, LeadsScreen, OpenLead, PAGE as LEADS_PAGE};
pub(crate) use practised::Practised;
pub(crate) use saving::Saving;

use super::commands::{Snapshot, Stage};
use super::drill::DrillScreen;
use super::editor::Editor;
use super::keymap::Keymap;
use super::message::{BankChoice, CallListed, Lens, Opened};
use super::picker::Picker;
use super::settings::Settings;
use super::theme::Look;
use super::tour::Tour;

/// The program as the screen knows it.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    /// Colours and shapes.
    pub(crate) look: Look,
    /// Which keys run which command.
    pub(crate) keymap: Keymap,
    /// What is set.
    pub(crate) settings: Settings,
    /// The terminal's columns and rows.
    pub(crate) size: (u16, u16),
    /// The wall clock, to the second.
    pub(crate) now: DateTime,
    /// The home screen.
    pub(crate) home: Home,
    /// The call on the screen; without one, a drill or home is.
    pub(crate) call: Option<CallScreen>,
    /// The drill on the screen.
    pub(crate) drill: Option<DrillScreen>,
    /// What lies over the screen.
    pub(crate) overlay: Option<Overlay>,
    /// The row of command letters is open.
    pub(crate) letters: bool,
    /// What just happened, until the next key.
    pub(crate) notice: Option<Notice>,
    /// The tour, while there is one.
    pub(crate) tour: Option<Tour>,
    /// Why the store cannot write, as long as it cannot: an outage outlasts the call on the screen.
    pub(crate) outage: Option<String>,
}

/// A line about what just happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Notice {
    /// The line.
    pub(crate) text: String,
    /// It speaks of something that did not work.
    pub(crate) bad: bool,
}

/// The home screen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Home {
    /// The calls of the store, unfinished ones first.
    pub(crate) calls: Vec<CallListed>,
    /// How many exercises are due, of those met before.
    pub(crate) due: usize,
    /// The banks that a call can be held with.
    pub(crate) banks: Vec<BankChoice>,
    /// The chosen row.
    pub(crate) at: usize,
    /// The form of a new call.
    pub(crate) form: Option<Form>,
    /// What to say to objections, and what proves a point.
    pub(crate) cards: Vec<Card>,
    /// The tour is offered: it is about the keys of the screen.
    pub(crate) has_tour: bool,
    /// The remark for whose sake a call is being opened.
    pub(crate) sought: Option<RemarkId>,
    /// The form as it was left by Esc.
    pub(crate) left_form: Option<Form>,
    /// The list of leads, while it is looked at.
    pub(crate) leads: Option<LeadsScreen>,
}

/// The form of a new call.
#[derive(Debug, Clone, Default)]
pub(crate) struct Form {
    /// Company, contact, role.
    pub(crate) fields: [Editor; 3],
    /// The chosen bank.
    pub(crate) bank: usize,
    /// The focused row; the last is the bank.
    pub(crate) at: usize,
    /// The lead that is called, where the form was opened from one.
    pub(crate) lead: Option<i64>,
}

/// A call on the screen.
#[derive(Debug, Clone)]
pub(crate) struct CallScreen {
    /// The call as it stands.
    pub(crate) brief: Arc<Brief>,
    /// Where a remark could be filed by hand.
    pub(crate) topics: Vec<TopicChoice>,
    /// The note being typed.
    pub(crate) note: Editor,
    /// What it would become.
    pub(crate) foreseen: Foreseen,
    /// Where the rep wants it filed, if he said so.
    pub(crate) target: Option<Target>,
    /// A note that was handed over and not yet taken: it comes back if it is refused.
    pub(crate) handed_over: Option<Editor>,
    /// The remark that commands act on; the newest while none is chosen.
    pub(crate) chosen: Option<RemarkId>,
    /// Which phrasing of the question is shown.
    pub(crate) phrasing: usize,
    /// The probes are shown.
    pub(crate) probes: bool,
    /// What is on disk.
    pub(crate) saving: Saving,
    /// The draft differs from the one on disk.
    pub(crate) draft_dirty: bool,
    /// The wrap-up's fields.
    pub(crate) wrap: WrapUp,
    /// What was typed over the screen and left without Enter.
    pub(crate) unkept: Unkept,
    /// In a practice call, what is heard on the line, and the grade once it is wrapped up.
    pub(crate) practice: Practised,
}

/// Words typed into an overlay that was left without Enter: they are there when it opens again.
#[derive(Debug, Clone, Default)]
pub(crate) struct Unkept {
    /// Remarks in other words.
    pub(crate) edits: BTreeMap<RemarkId, Editor>,
    /// A person to be added.
    pub(crate) person: Editor,
    /// What words of a remark mean.
    pub(crate) meant: Option<Meant>,
}

/// What some words of a remark mean, as it was typed.
#[derive(Debug, Clone)]
pub(crate) struct Meant {
    /// The remark.
    pub(crate) remark: RemarkId,
    /// Its words.
    pub(crate) words: String,
    /// What they mean.
    pub(crate) editor: Editor,
}

/// The wrap-up's fields.
#[derive(Debug, Clone, Default)]
pub(crate) struct WrapUp {
    /// The focused row.
    pub(crate) at: usize,
    /// What will be done.
    pub(crate) what: Editor,
    /// The day.
    pub(crate) on: Editor,
    /// What is wrong with the day.
    pub(crate) problem: Option<&'static str>,
    /// The form in which the call is handed over.
    pub(crate) form: report::Form,
}

/// What lies over the screen.
#[derive(Debug, Clone)]
pub(crate) enum Overlay {
    /// Questions, remarks, people, cards, commands by name.
    Find(Picker),
    /// A card, by its place in the list.
    Card(usize),
    /// Topics for a remark, or for the note being typed; whether the wrap-up comes back afterwards.
    File {
        /// The remark; none while the note itself is meant.
        remark: Option<RemarkId>,
        /// The topics.
        picker: Picker,
        /// Return to the wrap-up.
        back: bool,
    },
    /// Frameworks to see the call through.
    Switch {
        /// The frameworks by name.
        picker: Picker,
        /// What each is made for, in the order of the picker's items.
        lenses: Vec<Lens>,
    },
    /// The marks with what is behind them, scrolled by so many rows.
    Why(usize),
    /// The eight flags on a remark.
    Flags {
        /// The remark.
        remark: RemarkId,
        /// The chosen flag.
        at: usize,
    },
    /// What was read in a remark.
    Facts {
        /// The remark.
        remark: RemarkId,
        /// The chosen fact.
        at: usize,
        /// What its words mean, while that is being typed.
        meant: Option<Editor>,
    },
    /// A remark in other words.
    Edit {
        /// The remark.
        remark: RemarkId,
        /// Its new words.
        editor: Editor,
    },
    /// Who is speaking, or who said a remark.
    Speaker {
        /// The remark; none while it is about what comes.
        remark: Option<RemarkId>,
        /// The chosen person.
        at: usize,
        /// A person to be added.
        add: Editor,
    },
    /// What was done, scrolled by so many rows.
    History(usize),
    /// The call as several frameworks see it, once they are read, scrolled by so many rows.
    Compare(Option<LensesView>, usize),
    /// Who is who in the purchase, scrolled by so many rows.
    People(StakeholdersView, usize),
    /// What is set, at the chosen row.
    Settings(usize),
    /// Keys and commands, scrolled by so many rows.
    Help(usize),
    /// The grade of a practice call, scrolled by so many rows.
    Grade(usize),
    /// The end of the call.
    WrapUp,
}

impl Model {
    /// A model with nothing on the screen but an empty home.
    pub(crate) fn new(
        look: Look,
        (keymap, settings): (Keymap, Settings),
        banks: Vec<BankChoice>,
        now: DateTime,
        size: (u16, u16),
    ) -> Self {
        let home = Home { banks, has_tour: true, ..Home::default() };
        Self {
            look,
            keymap,
            settings,
            size,
            now,
            home,
            call: None,
            drill: None,
            overlay: None,
            letters: false,
            notice: None,
            tour: None,
            outage: None,
        }
    }

    /// The facts on which it depends which commands work.
    pub(crate) fn snapshot(&self) -> Snapshot {
        let Some(call) = &self.call else { return Snapshot::default() };
        let brief = &call.brief;
        let prompt = brief.prompt.as_ref();
        Snapshot {
            stage: if brief.ending.closed.is_some() { Stage::Closed } else { Stage::Open },
            remarks: brief.remarks.len(),
            facts: call.acted_on().map_or(0, |remark| remark.facts.len() + remark.corrections.len()),
            phrasings: prompt.map_or(0, |prompt| prompt.ask.len()),
            probes: prompt.map_or(0, |prompt| prompt.probes.len() + prompt.listen_for.len()),
            next: call.upcoming().count(),
            banks: self.home.banks.len(),
            cards: self.home.cards.len(),
            before: brief.head.before.said.len(),
            attention: brief.attention.is_some(),
            undo: call.note.can_undo() || brief.ending.undo.is_some(),
            checks: call.practice.grade.as_ref().map_or(0, |grade| grade.checks.len()),
            redo: call.note.can_redo() || brief.ending.redo.is_some(),
        }
    }

    /// Whether the half-typed note says something that is not read yet.
    pub(crate) fn is_unread(&self) -> bool {
        self.call.as_ref().is_some_and(|call| call.foreseen.is_unread)
    }

    /// Seconds since the call on the screen began; of a call that is wrapped up, how long it lasted.
    pub(crate) fn elapsed_seconds(&self) -> i64 {
        self.call.as_ref().map_or(0, |call| {
            let end = call.closed_at().unwrap_or(self.now);
            end.duration_since(call.brief.head.started_at).as_secs().max(0)
        })
    }
}

impl CallScreen {
    /// The screen of a call just opened.
    pub(crate) fn new(opened: Opened) -> Self {
        Self {
            note: Editor::with(&opened.draft),
            brief: opened.brief,
            topics: opened.topics,
            foreseen: Foreseen::default(),
            target: None,
            handed_over: None,
            chosen: None,
            phrasing: 0,
            probes: false,
            saving: Saving { sent: opened.saved, saved: opened.saved, ..Saving::default() },
            draft_dirty: false,
            wrap: WrapUp::default(),
            unkept: Unkept::default(),
            practice: Practised { line: opened.line, grade: None },
        }
    }

    /// The remark that commands act on.
    pub(crate) fn acted_on(&self) -> Option<&RemarkView> {
        self.chosen.and_then(|id| self.remark(id)).or_else(|| self.brief.remarks.last())
    }

    /// When the call was wrapped up: by the last act that stands, for a closed call takes no other.
    pub(crate) fn closed_at(&self) -> Option<DateTime> {
        self.brief.ending.closed.as_ref()?;
        self.brief.history.iter().rev().find(|act| act.stands).map(|act| act.at)
    }

    /// What is worth asking next, the question on the screen left out.
    pub(crate) fn upcoming(&self) -> impl Iterator<Item = &NextView> {
        let current = self.brief.prompt.as_ref().map(|prompt| &prompt.question);
        self.brief.next.iter().filter(move |next| Some(&next.question) != current)
    }

    /// The remark with this number.
    pub(crate) fn remark(&self, id: RemarkId) -> Option<&RemarkView> {
        self.brief.remarks.iter().find(|remark| remark.id == id)
    }

    /// Where the note belongs if it is kept now.
    pub(crate) fn filing(&self) -> Filing {
        match &self.target {
            Some(Target::Topic(choice)) => Filing::To { topic: choice.topic.clone(), question: None },
            Some(Target::Unfiled) => Filing::Unfiled,
            None => {
                let prompt = self.brief.prompt.as_ref();
                Filing::Auto {
                    asked: prompt.map(|prompt| prompt.question.clone()),
                    topic: prompt.map(|prompt| prompt.topic.clone()),
                }
            }
        }
    }

    /// Whether a remark is on disk.
    pub(crate) fn is_saved(&self, remark: RemarkId) -> bool {
        !self.saving.pending.iter().any(|(id, _)| *id == remark)
    }
}

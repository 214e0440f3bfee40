//! What can happen to the screen, and what the screen wants done: both as data.

use std::sync::Arc;

use crossterm::event::{KeyEvent, MouseEvent};
use jiff::civil::DateTime;

use super::commands::CommandId;
use super::drill::{DrillNews, DrillWish};
use super::leads::{LeadQuery, LeadSheet, LeadsListed};
use super::settings::Setting;
use crate::bank::{Card, QuestionId};
use crate::call::{Command, RemarkId};
use crate::practice::Grade;
use crate::report::Form;
use crate::session::rehearsal::LineView;
use crate::session::{Brief, LensesView, Preview, StakeholdersView, TopicChoice};
use crate::store::Noted;

/// Something that happened.
#[derive(Debug, Clone)]
pub(crate) enum Message {
    /// A key was pressed or repeated.
    Key(KeyEvent),
    /// The mouse was used.
    Mouse(MouseEvent),
    /// A text was pasted.
    Paste(String),
    /// A command was called by its name, for a remark or (with `None`) for the newest one.
    Run(CommandId, Option<RemarkId>),
    /// The note was edited elsewhere, and this is what it is now.
    Edited(String),
    /// The field that has the focus now holds this line.
    Line(String),
    /// The terminal has a new size, in columns and rows.
    Resize(u16, u16),
    /// The wall clock, once a second.
    Clock(DateTime),
    /// A changed draft has waited long enough.
    DraftDue,
    /// Nothing is more urgent than to read the half-typed note.
    ReadDue,
    /// The calls and banks for the home screen.
    Listed(Vec<CallListed>),
    /// What was noted in the calls that are kept, to be searched.
    Noted(Vec<Noted>),
    /// Leads of the book.
    Leads(Box<LeadsListed>),
    /// A lead, opened.
    Lead(Box<LeadSheet>),
    /// A call is open.
    Opened(Box<Opened>),
    /// The frameworks that the call can be seen through.
    Lenses(Vec<Lens>),
    /// They are read by now; only their heads were.
    LensesRead(Vec<Lens>),
    /// The call is being seen through several frameworks.
    Comparing,
    /// The call as several frameworks see it.
    Compared(LensesView),
    /// Who is who in the purchase.
    People(StakeholdersView),
    /// The call as it stands a minute later.
    Seen(Arc<Brief>),
    /// The prospect of a practice call answered.
    Heard(Box<LineView>),
    /// How the line of a practice call stands, without a new answer.
    OnLine(Box<LineView>),
    /// The grade of a practice call.
    Graded(Box<Grade>),
    /// A command was carried out.
    Applied(Box<Applied>),
    /// A command was not carried out, and why.
    Refused(String),
    /// What the half-typed note would become.
    Previewed(Preview),
    /// The journal is on disk up to this event.
    Saved(u32),
    /// The journal could not be written, and why.
    NotSaved(String),
    /// All that could not be written is written.
    Recovered,
    /// Something went well that is worth a line.
    Told(String),
    /// Something failed that is no refusal.
    Failed(String),
    /// What became of what a drill wanted done.
    Drill(DrillNews),
    /// The program was asked to end (a signal).
    End,
}

/// Something to be done outside the model.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Effect {
    /// Carry a command out, and journal its events.
    Do(Command),
    /// Turn to a question.
    Turn(QuestionId),
    /// Say something to the prospect of a practice call.
    Say(Aloud),
    /// Say what a draft would become.
    Preview(String),
    /// Keep a draft against loss.
    SaveDraft(String),
    /// List the calls for the home screen.
    List,
    /// Say what was noted in all calls.
    Noted,
    /// List the frameworks that the call can be seen through.
    Lenses,
    /// See the call through all frameworks side by side.
    Compare,
    /// Say who is who in the purchase.
    People,
    /// Look at the call again: time has passed.
    Look,
    /// See the call through another bank.
    Switch(String),
    /// Open a call of the store.
    Open(String),
    /// Begin a call.
    Begin(NewCall),
    /// List leads of the book.
    Leads(LeadQuery),
    /// Open a lead.
    Lead(i64),
    /// Begin the demo call.
    Demo,
    /// Begin a practice call with the prospect that is due.
    Practise,
    /// Keep a setting in the config.
    Set(Setting, String),
    /// Use the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Write the hand-over to a file.
    WriteReport(Form),
    /// Put the hand-over on the clipboard.
    CopyReport(Form),
    /// Put some words on the clipboard.
    Copy(String),
    /// Have the note, which is this now, edited in the rep's own editor.
    EditNote(String),
    /// What a drill wants done.
    Drill(DrillWish),
    /// End the program.
    Quit,
}

/// What is said to the prospect of a practice call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Aloud {
    /// The question on the screen, in this phrasing.
    OnScreen(String),
    /// Words of the trainee's own.
    Words(String),
}

/// A call of the store, as the home screen lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallListed {
    /// Its id in the store.
    pub id: String,
    /// The company.
    pub company: String,
    /// The contact.
    pub contact: String,
    /// The bank's title.
    pub bank: String,
    /// When it began, on the clock of the place.
    pub started_at: DateTime,
    /// How many remarks it has.
    pub remarks: usize,
    /// The verdict it was closed with, in words; `None` while unfinished.
    pub closed: Option<String>,
}

impl CallListed {
    /// Company and contact, as far as they are known.
    pub(crate) fn names(&self) -> String {
        match (self.company.as_str(), self.contact.as_str()) {
            ("", "") => "no name yet".to_owned(),
            ("", name) | (name, "") => name.to_owned(),
            (company, contact) => format!("{company}, {contact}"),
        }
    }
}

/// A bank to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankChoice {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// A framework that the call can be seen through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lens {
    /// The bank's id.
    pub(crate) bank: String,
    /// Its title.
    pub(crate) title: String,
    /// What it is made for, or why it cannot be used.
    pub(crate) purpose: Result<String, String>,
    /// The call is seen through this very version of it.
    pub(crate) in_use: bool,
}

/// What the rep filled in for a new call.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewCall {
    /// The bank's id.
    pub bank: String,
    /// The company; may be empty.
    pub company: String,
    /// The contact; may be empty.
    pub contact: String,
    /// The contact's role; may be empty.
    pub role: String,
    /// The lead that is called, if it is one of the book.
    pub lead: Option<i64>,
}

/// A call that was opened.
#[derive(Debug, Clone)]
pub(crate) struct Opened {
    /// The call as it stands.
    pub(crate) brief: Arc<Brief>,
    /// Where a remark could be filed by hand.
    pub(crate) topics: Vec<TopicChoice>,
    /// What to say to objections, and what proves a point.
    pub(crate) cards: Vec<Card>,
    /// The half-typed note of last time.
    pub(crate) draft: String,
    /// The journal's last event, which is on disk.
    pub(crate) saved: u32,
    /// What is heard on the line of a practice call.
    pub(crate) line: Option<LineView>,
}

/// What a command led to.
#[derive(Debug, Clone)]
pub(crate) struct Applied {
    /// The call as it stands now.
    pub(crate) brief: Arc<Brief>,
    /// The remarks that its events speak of.
    pub(crate) touched: Vec<RemarkId>,
    /// Its last event.
    pub(crate) last: u32,
    /// Where a remark could be filed by hand, if that has changed.
    pub(crate) topics: Option<Vec<TopicChoice>>,
}

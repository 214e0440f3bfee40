//! What the screen is started with, and what it leaves behind.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::DateTime;
use jiff::tz::Offset;

use crate::bank::{Bank, Card};
use crate::call::Event;
use crate::practice::drill::{Deck, Plan};
use crate::report::{Stamp, Stationery};
use crate::session::Session;
use crate::session::rehearsal::Rehearsal;
use crate::store::CallId;

use super::keymap::Keymap;
use super::leads::{LeadQuery, LeadSheet, LeadsListed};
use super::message::{BankChoice, NewCall};
use super::settings::{Setting, Settings};
use super::theme::Look;

/// What the screen is started with.
pub struct Launch {
    /// Colours and shapes.
    pub look: Look,
    /// Which keys run which command.
    pub keymap: Keymap,
    /// What is set, and may be changed on the screen.
    pub settings: Settings,
    /// The folder of the journal.
    pub data_dir: PathBuf,
    /// The folder into which reports are written.
    pub reports_dir: PathBuf,
    /// Where banks, sessions and the demo come from.
    pub shelf: Box<dyn Shelf>,
    /// What is shown first.
    pub opening: Opening,
}

/// What is shown first. Leaving a call that was opened from home is leaving the program all the same.
#[derive(Debug, Clone)]
pub enum Opening {
    /// The list of calls.
    Home,
    /// A new call.
    New(NewCall),
    /// A call of the store.
    Resume(CallId),
    /// The demo call.
    Demo,
    /// A call that was played from a script: it is journalled and goes on live.
    Played(Played),
    /// A practice call.
    Practice(Practice),
    /// A drill.
    Drill(Plan),
}

/// A practice call, a new one or one taken up again.
#[derive(Debug, Clone)]
pub struct Practice {
    /// Its id in the store of practice calls; `None` for a new one.
    pub id: Option<CallId>,
    /// The trainee's side; it has begun.
    pub session: Box<Session>,
    /// The other end of the line.
    pub rehearsal: Box<Rehearsal>,
    /// Whether it is kept; what was said by a customer is not kept twice.
    pub is_kept: bool,
}

/// A call played from a script.
#[derive(Debug, Clone)]
pub struct Played {
    /// The bank's id.
    pub bank: String,
    /// Its journal so far. The call's clock runs on from the last event.
    pub journal: Vec<Event>,
}

/// A bank that was read for a call to be seen through.
#[derive(Debug, Clone)]
pub struct BankRead {
    /// Its id, and the title in its file.
    pub choice: BankChoice,
    /// The bank, or why it cannot be used.
    pub bank: Result<Arc<Bank>, String>,
    /// What has to be said of the version used, in a line.
    pub note: Option<String>,
}

/// The reading of every bank: all of them take longer than a key may wait.
pub type Reading = Box<dyn FnOnce() -> Vec<BankRead> + Send>;

/// Where banks, sessions and the demo come from: what only the command line knows.
pub trait Shelf {
    /// The banks to choose from, the usual one first.
    fn banks(&self) -> Vec<BankChoice>;

    /// A session with a bank of this id over a journal.
    ///
    /// # Errors
    ///
    /// Why there is none, in a sentence for people.
    fn session(&mut self, bank: &str, journal: Vec<Event>) -> Result<Session, String>;

    /// A bank that the call on the screen can be switched to, or seen through for comparison. It is read when it is first
    /// asked for.
    ///
    /// # Errors
    ///
    /// Why there is none, in a sentence for people.
    fn bank(&mut self, id: &str) -> Result<Arc<Bank>, String>;

    /// The reading of every bank that [`Shelf::banks`] lists, in its order, for a thread of its own.
    fn reading(&self) -> Reading;

    /// What a bank is made for, as far as the head of its file says it plainly; nothing is parsed.
    fn purpose(&self, _id: &str) -> Option<String> {
        None
    }

    /// What to say to objections, and what proves a point: the cards beside the banks.
    fn cards(&mut self) -> Vec<Card> {
        Vec::new()
    }

    /// Keeps the version of a bank that a call was just switched to, so that the call finds it when it is taken up again.
    fn keep(&mut self, _bank: &Bank) {}

    /// Writes a setting into the config; the rest of the config stays as it is.
    ///
    /// # Errors
    ///
    /// Why it could not be written, in a sentence for people.
    fn set(&mut self, _setting: Setting, _value: &str) -> Result<(), String> {
        Err("there is no config to write it into".to_owned())
    }

    /// What the rep should know about the banks asked for since the last time, in a line: that another version than the
    /// one expected is used.
    fn note(&mut self) -> Option<String> {
        None
    }

    /// What documents are made with: a team may have templates of its own.
    fn stationery(&self) -> Stationery {
        Stationery::shipped()
    }

    /// A moment of the wall clock, with how far that is ahead of UTC.
    fn stamp(&self, wall: DateTime) -> Stamp {
        Stamp { at: wall, offset: Offset::UTC }
    }

    /// Leads of the book.
    ///
    /// # Errors
    ///
    /// Why there are none to show, in a sentence for people.
    fn leads(&mut self, _query: &LeadQuery, _now: DateTime) -> Result<LeadsListed, String> {
        Err("there is no lead book here".to_owned())
    }

    /// A lead, opened.
    ///
    /// # Errors
    ///
    /// Why it cannot be shown, in a sentence for people.
    fn lead(&mut self, _id: i64, _now: DateTime) -> Result<LeadSheet, String> {
        Err("there is no lead book here".to_owned())
    }

    /// Notes, without keeping anybody waiting, that a call is held with a lead.
    fn held_with(&mut self, _call: CallId, _lead: i64) {}

    /// Reads what the first remark will need, without keeping anybody waiting. Called once the first screen is painted.
    fn warm_up(&self) {}

    /// A practice call with the prospect that is due; `at` is the clock, for chance.
    ///
    /// # Errors
    ///
    /// Why there is none, in a sentence for people.
    fn practise(&mut self, _at: DateTime) -> Result<Practice, String> {
        Err("there is no prospect to practise with".to_owned())
    }

    /// Who practises here: the name that practice is kept under.
    fn trainee(&self) -> String {
        "you".to_owned()
    }

    /// Every exercise of the language in use.
    ///
    /// # Errors
    ///
    /// Why there is none, in a sentence for people.
    fn deck(&mut self) -> Result<Deck, String> {
        Err("there are no exercises here".to_owned())
    }

    /// The demo call, played so that its last event lies at `at`.
    ///
    /// # Errors
    ///
    /// Why there is none, in a sentence for people.
    fn demo(&mut self, at: DateTime) -> Result<Played, String>;
}

/// What the screen leaves behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Everything typed is on disk.
    pub all_saved: bool,
    /// The call as a report, if not all of it is on disk: the last chance to keep its words is to print it.
    pub rescued: Option<String>,
    /// The call that was on the screen and is not wrapped up.
    pub unfinished: Option<CallId>,
    /// Why the screen ended before the rep did: the terminal failed. The rest holds all the same.
    pub failed: Option<String>,
}

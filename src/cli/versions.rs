//! Which version of a bank a call is held with: the one that it began with, the present one, or what stands in for it.

use std::path::PathBuf;
use std::sync::Arc;

use super::config::Config;
use super::kept::Kept;
use crate::bank::Bank;
use crate::bank::problem::{Code, Problems};
use crate::bank::source::Library;
use crate::call::{Event, What};

/// The banks of one user: those at hand, and those that calls were held with.
pub(super) struct Versions {
    /// The user's own folders, the uppermost last.
    folders: Vec<PathBuf>,
    library: Library,
    config: Config,
    kept: Kept,
}

/// A bank, and what has to be said about it.
#[derive(Debug)]
pub(super) struct Found {
    /// The bank.
    pub(super) bank: Arc<Bank>,
    /// Why it is not the one expected, in a line.
    pub(super) note: Option<String>,
}

impl Versions {
    pub(super) fn new(folders: Vec<PathBuf>, config: Config, kept: Kept) -> Self {
        Self { library: Library::load(&folders), folders, config, kept }
    }

    /// The banks at hand, as last read.
    pub(super) fn library(&self) -> &Library {
        &self.library
    }

    /// Reads the user's folders again: what was edited holds from the next call on.
    pub(super) fn read_again(&mut self) {
        self.library = Library::load(&self.folders);
    }

    /// The bank for a new call. A broken one of the user's never stops it: the version that was good last stands in,
    /// else the one that ships.
    ///
    /// # Errors
    /// That there is no such bank, or what is wrong with it where nothing can stand in.
    pub(super) fn present(&self, id: &str) -> Result<Found, Problems> {
        let problems = match self.config.bank(&self.library, id) {
            Ok(bank) => return Ok(Found { bank, note: None }),
            Err(problems) => problems,
        };
        if problems.list.iter().any(|problem| problem.code == Code::UnknownBank) {
            return Err(problems);
        }
        let (bank, which) = match self.kept.latest(id, self.config.language()) {
            Some(bank) => (bank, "the version of your last call with it"),
            None => match Library::embedded().bank(id, self.config.language()) {
                Ok(bank) => (bank, "the one that ships"),
                Err(_) => return Err(problems),
            },
        };
        let note = format!("{} is broken: this call uses {which}; `bantam banks check` shows why", place(&problems));
        Ok(Found { bank: self.config.adjusted(bank), note: Some(note) })
    }

    /// The bank for a call that has begun: in the version that it was held with, as long as that one is kept.
    ///
    /// # Errors
    /// As for a new call.
    pub(super) fn of_call(&self, id: &str, journal: &[Event]) -> Result<Found, Problems> {
        let Some(hash) = hash_of(id, journal) else { return self.present(id) };
        if let Ok(bank) = self.config.bank(&self.library, id)
            && bank.hash == hash
        {
            return Ok(Found { bank, note: None });
        }
        if let Some(bank) = self.kept.version(id, hash) {
            return Ok(Found { bank: self.config.adjusted(bank), note: None });
        }
        let found = self.present(id)?;
        let gone = format!("the version of {} that this call began with is gone", found.bank.title);
        let note = match found.note {
            Some(broken) => format!("{gone}; {broken}"),
            None => format!("{gone}: the present one is used"),
        };
        Ok(Found { note: Some(note), ..found })
    }

    /// Keeps a version that a call is held with. One that stands in was kept before, or ships.
    pub(super) fn keep(&self, bank: &Bank) {
        if let Some(edition) = self.library.edition(bank) {
            self.kept.keep(&bank.id, edition);
        }
    }
}

/// The fingerprint of the version that a call was last seen through; older journals know of none.
fn hash_of<'a>(id: &str, journal: &'a [Event]) -> Option<&'a str> {
    let hash = journal.iter().rev().find_map(|event| match &event.what {
        What::Started(started) if started.bank == id => Some(started.hash.as_str()),
        What::BankSwitched { bank, hash } if bank == id => Some(hash.as_str()),
        _ => None,
    });
    hash.filter(|hash| !hash.is_empty())
}

/// The banks that a call was seen through, in the order of its journal.
pub(super) fn banks_of(journal: &[Event]) -> Vec<&str> {
    let ids = journal.iter().filter_map(|event| match &event.what {
        What::Started(started) => Some(started.bank.as_str()),
        What::BankSwitched { bank, .. } => Some(bank.as_str()),
        _ => None,
    });
    ids.fold(Vec::new(), |mut ids, id| {
        if !ids.contains(&id) {
            ids.push(id);
        }
        ids
    })
}

/// Where the first problem stands, short enough for a status line: `en/ours.yaml, line 12,`.
fn place(problems: &Problems) -> String {
    let Some(first) = problems.list.first() else { return "the bank".to_owned() };
    let parts: Vec<&str> = first.file.rsplit(['/', '\\']).take(2).collect();
    let file = parts.into_iter().rev().collect::<Vec<_>>().join("/");
    if first.place.line == 0 { file } else { format!("{file} line {}", first.place.line) }
}

//! The whole program without a terminal, for the tests that press many keys.

use std::path::Path;
use std::sync::Arc;

use bantam::bank::{Bank, Library};
use bantam::call::{Event, Timeline};
use bantam::session::{Earlier, Session, Setup, demo, replay};
use bantam::tui::{
    BankChoice, BankRead, Keymap, Launch, Look, NewCall, Opening, Played, Reading, Settings, Shelf, Stage,
};
use jiff::civil::{DateTime, date};

/// The clock at the start.
pub(crate) fn clock() -> DateTime {
    date(2026, 3, 2).at(10, 0, 0, 0)
}

/// The shipped banks and nobody's config.
struct Shipped {
    library: Library,
}

impl Shelf for Shipped {
    fn banks(&self) -> Vec<BankChoice> {
        let title = |id: &str| self.library.title(id, "en").unwrap_or(id).to_owned();
        self.library.ids().into_iter().map(|id| BankChoice { id: id.to_owned(), title: title(id) }).collect()
    }

    fn session(&mut self, bank: &str, journal: Vec<Event>) -> Result<Session, String> {
        let own = Timeline::replay(journal.clone()).state().bank.id.clone();
        let mut session = Session::new(self.bank(bank)?, Setup::default(), journal);
        if !own.is_empty() && own != bank {
            session.know_bank(self.bank(&own)?);
        }
        Ok(session)
    }

    fn bank(&mut self, id: &str) -> Result<Arc<Bank>, String> {
        self.library.bank(id, "en").map_err(|problems| problems.to_string())
    }

    fn reading(&self) -> Reading {
        let (choices, library) = (self.banks(), self.library.clone());
        let read = move |choice: BankChoice| {
            let bank = library.bank(&choice.id, "en").map_err(|problems| problems.to_string());
            BankRead { choice, bank, note: None }
        };
        Box::new(move || choices.into_iter().map(read).collect())
    }

    fn demo(&mut self, _at: DateTime) -> Result<Played, String> {
        let script = demo(|id| self.library.bank(id, "en").map_err(bantam::session::script::NoBank::Broken));
        let script = script.map_err(|problems| problems.to_string())?;
        let played = replay(&script, &Setup::default(), Earlier::default()).map_err(|stopped| stopped.to_string())?;
        Ok(Played { bank: script.bank.id.clone(), journal: played.journal().to_vec() })
    }
}

/// The program on a folder, with a new call of a company or at home.
pub(crate) fn open(folder: &Path, call: Option<(&str, &str, &str)>, size: (u16, u16)) -> Stage {
    let opening = match call {
        None => Opening::Home,
        Some((company, contact, role)) => Opening::New(NewCall {
            bank: "bant".to_owned(),
            company: company.to_owned(),
            contact: contact.to_owned(),
            role: role.to_owned(),
            ..NewCall::default()
        }),
    };
    let launch = Launch {
        look: Look::default(),
        keymap: Keymap::default(),
        settings: Settings::default(),
        data_dir: folder.to_owned(),
        reports_dir: folder.join("reports"),
        shelf: Box::new(Shipped { library: Library::embedded() }),
        opening,
    };
    Stage::new(launch, size, clock()).unwrap()
}

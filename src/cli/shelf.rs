//! Where the screen gets its banks, its sessions and the demo from.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::DateTime;

use super::before::said_before;
use super::config::Config;
use crate::bank::Bank;
use crate::bank::problem::Problems;
use crate::bank::source::Library;
use crate::call::{Event, Timeline};
use crate::qualify::Icp;
use crate::session::script::Script;
use crate::session::{self, Earlier, Session, VOCABULARY_LOADS};
use crate::store::Store;
use crate::tui::{BankChoice, Played, Shelf};

/// The bank of a call for which nobody chose one.
pub(super) const USUAL_BANK: &str = "bant";

/// The banks and the profile of one user.
pub(super) struct UserShelf {
    library: Library,
    config: Config,
    /// Where the store is.
    data_dir: PathBuf,
    /// The first events of sample calls, which have nothing to do with what is in the store.
    samples: Vec<Event>,
    /// Calls that were played from a script with a profile of its own: their first event, and the profile.
    profiles: Vec<(Event, Icp)>,
}

impl UserShelf {
    pub(super) fn new(library: Library, config: Config, data_dir: PathBuf) -> Self {
        Self { library, config, data_dir, samples: Vec::new(), profiles: Vec::new() }
    }

    /// Plays a script for the screen, and remembers its profile for the session that will be asked for.
    pub(super) fn play(&mut self, script: &Script) -> Result<Played, String> {
        let played =
            session::replay(script, &self.config.icp, Earlier::default()).map_err(|stopped| stopped.to_string())?;
        let journal = played.journal().to_vec();
        if let (Some(first), Some(icp)) = (journal.first(), &script.icp) {
            self.profiles.push((first.clone(), icp.clone()));
        }
        Ok(Played { bank: script.bank.id.clone(), journal })
    }

    /// What was said in the calls of the same company before this one; a store that cannot be read tells nothing.
    fn said_before(&self, session: &Session) -> Earlier {
        let first = session.journal().first();
        // A new call has no company yet, so for most calls the store need not even be opened.
        if first.is_none_or(|first| self.samples.contains(first)) || session.state().company.trim().is_empty() {
            return Earlier::default();
        }
        let Ok(store) = Store::open(&self.data_dir) else { return Earlier::default() };
        said_before(&store, session.state(), |journal| {
            let bank = Timeline::replay(journal.clone()).state().bank.id.clone();
            Some(Session::new(self.find(&bank).ok()?, self.config.icp.clone(), journal))
        })
    }

    /// A bank, or why there is none, for people.
    fn find(&self, id: &str) -> Result<Arc<Bank>, String> {
        self.config.bank(&self.library, id).map_err(|problems| headline(&problems))
    }
}

impl Shelf for UserShelf {
    fn banks(&self) -> Vec<BankChoice> {
        let mut ids = self.library.ids();
        ids.sort_by_key(|id| *id != USUAL_BANK);
        // A bank with problems cannot be chosen; `bantam doctor` says what they are.
        ids.into_iter()
            .filter_map(|id| self.find(id).ok())
            .map(|bank| BankChoice { id: bank.id.clone(), title: bank.title.clone() })
            .collect()
    }

    fn session(&mut self, bank: &str, journal: Vec<Event>) -> Result<Session, String> {
        let of_script = self.profiles.iter().find(|(first, _)| journal.first() == Some(first)).map(|(_, icp)| icp);
        let icp = of_script.unwrap_or(&self.config.icp).clone();
        let mut session = Session::new(self.find(bank)?, icp, journal);
        for other in self.library.ids().into_iter().filter(|id| *id != bank) {
            // A broken bank is no reason to refuse the call: it is only not there to be switched to.
            if let Ok(other) = self.find(other) {
                session.know_bank(other);
            }
        }
        session.remember(self.said_before(&session));
        Ok(session)
    }

    fn bank(&mut self, id: &str) -> Result<Arc<Bank>, String> {
        self.find(id)
    }

    fn warm_up(&self) {
        warm_up(self.config.language());
    }

    fn demo(&mut self, at: DateTime) -> Result<Played, String> {
        let find = |id: &str| self.config.find(&self.library, id);
        let mut script = session::demo(find).map_err(|problems| headline(&problems))?;
        let taken = script.clock(script.answers.len()).duration_since(script.at);
        script.at = at.checked_sub(taken).unwrap_or(at);
        let played = self.play(&script)?;
        self.samples.extend(played.journal.first().cloned());
        Ok(played)
    }
}

/// Reads the vocabularies on threads of their own. What was read before costs nothing to ask for again.
pub(super) fn warm_up(language: &str) {
    for load in VOCABULARY_LOADS {
        let language = language.to_owned();
        std::thread::spawn(move || load(&language));
    }
}

/// The first of several problems, for a status line.
fn headline(problems: &Problems) -> String {
    match problems.list.as_slice() {
        [] => "the bank cannot be used".to_owned(),
        [one] => one.to_string(),
        [first, rest @ ..] => format!("{first} (and {} more; `bantam doctor` lists them)", rest.len()),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn shelf(config: Config) -> UserShelf {
        UserShelf::new(Library::embedded(), config, PathBuf::new())
    }

    #[test]
    fn the_demo_ends_now_and_has_its_own_profile() {
        let now = date(2027, 5, 20).at(16, 30, 0, 0);
        let mut shelf = shelf(Config::default());
        let played = shelf.demo(now).unwrap();
        assert_eq!(played.journal.last().unwrap().at, now);
        let brief = shelf.session(&played.bank, played.journal).unwrap().brief(now);
        let territory = &brief.levels[0].criteria[0];
        assert!(
            territory.met && !territory.answers.is_empty(),
            "the profile of the demo asks for a territory: {territory:?}"
        );
    }

    #[test]
    fn the_usual_bank_is_offered_first() {
        assert_eq!(shelf(Config::default()).banks()[0].id, USUAL_BANK);
    }

    #[test]
    fn a_call_takes_as_long_as_the_config_says() {
        let config = Config { planned_minutes: Some(17), ..Config::default() };
        let session = shelf(config).session(USUAL_BANK, Vec::new()).unwrap();
        assert_eq!(session.bank().planned_minutes, 17);
    }

    #[test]
    fn a_bank_that_is_not_there_is_told_in_one_sentence() {
        let why = shelf(Config::default()).session("bnat", Vec::new()).unwrap_err();
        assert!(why.contains("bnat") && why.lines().count() == 1, "{why}");
    }
}

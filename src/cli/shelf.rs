//! Where the screen gets its banks, its sessions and the demo from.
#![expect(clippy::disallowed_methods, reason = "the edge touches the disk")]

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

use super::before::said_before;
use super::config::{self, Config};
use super::leads::{self, Screened};
use super::retention::Told;
use super::versions::{Found, USUAL_BANK, Versions, banks_of};
use super::{edit, practice, stationery};
use crate::bank::problem::{Problems, Source};
use crate::bank::{Bank, Card};
use crate::call::{Event, Timeline, bank_in_use};
use crate::leads::LeadId;
use crate::practice::drill::Deck;
use crate::qualify::Icp;
use crate::report::{Stamp, Stationery};
use crate::session::script::{NoBank, Script};
use crate::session::{self, Earlier, Session, Setup, VOCABULARY_LOADS};
use crate::store::{CallId, LeadBook, Store, write_private};
use crate::tui::{BankChoice, BankRead, LeadQuery, LeadSheet, LeadsListed, Played, Practice, Reading, Setting, Shelf};

/// The banks and the profile of one user.
pub(super) struct UserShelf {
    versions: Versions,
    config: Config,
    /// Where the store is.
    data_dir: PathBuf,
    /// Where settings are kept.
    config_file: Option<PathBuf>,
    /// Where templates of the user's own stand.
    documents_dir: Option<PathBuf>,
    /// The first events of sample calls, which have nothing to do with what is in the store.
    samples: Vec<Event>,
    /// Calls that were played from a script with a profile of its own: their first event, and the profile.
    profiles: Vec<(Event, Icp)>,
    /// The call that was played last, until its session is asked for: what was read is not read again.
    played: Option<Session>,
    /// The lead book, once it was looked at.
    leads: Option<Screened>,
    /// What has to be said about the banks, and was not yet.
    notes: Vec<String>,
    /// What was forgotten at the start.
    forgotten: Told,
}

impl UserShelf {
    pub(super) fn new(versions: Versions, config: Config, data_dir: PathBuf) -> Self {
        // Only what is known without parsing a bank: nobody waits for more than that at the start.
        let unread = Some(versions.library().problems()).filter(|problems| !problems.is_empty());
        let unread = unread.map(|problems| headline(&Problems::new(problems.to_vec(), Vec::new())));
        let notes = unread.into_iter().chain(versions.missing_language()).collect();
        Self {
            versions,
            config,
            data_dir,
            config_file: None,
            documents_dir: None,
            samples: Vec::new(),
            profiles: Vec::new(),
            played: None,
            leads: None,
            notes,
            forgotten: Told::default(),
        }
    }

    /// What the user has set.
    pub(super) const fn config(&self) -> &Config {
        &self.config
    }

    /// Has what is forgotten at the start told on the screen too.
    pub(super) fn tells(mut self, forgotten: Told) -> Self {
        self.forgotten = forgotten;
        self
    }

    /// Says where the config is, so that a setting can be kept in it.
    pub(super) fn keeps_settings_in(mut self, config: PathBuf) -> Self {
        self.config_file = Some(config);
        self
    }

    /// Says where templates of the user's own stand.
    pub(super) fn finds_documents_in(mut self, folder: PathBuf) -> Self {
        self.documents_dir = Some(folder);
        self
    }

    /// Plays a script for the screen, and remembers its profile for the session that will be asked for.
    pub(super) fn play(&mut self, script: &Script) -> Result<Played, String> {
        let played =
            session::replay(script, &self.config.setup(), Earlier::default()).map_err(|stopped| stopped.to_string())?;
        let journal = played.journal().to_vec();
        if let (Some(first), Some(icp)) = (journal.first(), &script.icp) {
            self.profiles.push((first.clone(), icp.clone()));
        }
        self.played = Some(played);
        Ok(Played { bank: script.bank.id.clone(), journal })
    }

    /// What was said in the calls of the same company before this one; a store that cannot be read tells nothing.
    fn said_before(&self, journal: &[Event]) -> Earlier {
        // A new call has no company yet, so for most calls the store need not even be opened.
        if self.is_sample(journal) {
            return Earlier::default();
        }
        let call = Timeline::replay(journal.to_vec());
        if call.state().company.trim().is_empty() {
            return Earlier::default();
        }
        let Ok(store) = Store::open(&self.data_dir) else { return Earlier::default() };
        said_before(&store, call.state(), |journal| {
            let bank = bank_in_use(&journal).id;
            let found = self.versions.of_call(&bank, &journal).ok()?;
            Some(Session::new(found.bank, self.config.setup(), journal))
        })
    }

    /// The lead book, which is opened when it is first asked for. Whoever takes it gives it back.
    fn lead_book(&mut self) -> Result<Screened, String> {
        self.leads.take().map_or_else(|| Screened::open(&self.data_dir, &self.config.icp), Ok)
    }

    /// Whether this is a call that leaves nothing behind, or none yet.
    fn is_sample(&self, journal: &[Event]) -> bool {
        journal.first().is_none_or(|first| self.samples.contains(first))
    }

    /// The bank as found, after what has to be said about it was noted.
    fn noted(&mut self, found: Result<Found, Problems>) -> Result<Arc<Bank>, String> {
        let found = found.map_err(|problems| headline(&problems))?;
        let bank = found.marked();
        // A new call asks twice: before it begins, and with what it began with.
        self.notes.extend(found.note.filter(|note| !self.notes.contains(note)));
        Ok(bank)
    }
}

impl Shelf for UserShelf {
    fn banks(&self) -> Vec<BankChoice> {
        let library = self.versions.library();
        let mut ids = library.ids();
        ids.sort_by_key(|id| *id != USUAL_BANK);
        let title = |id: &str| library.title(id, self.config.language()).unwrap_or(id).to_owned();
        ids.into_iter().map(|id| BankChoice { id: id.to_owned(), title: title(id) }).collect()
    }

    fn cards(&mut self) -> Vec<Card> {
        let (cards, problems) = self.versions.library().cards(self.config.language());
        if !problems.is_empty() {
            let note = headline(&Problems::new(problems, Vec::new()));
            self.notes.extend(Some(note).filter(|note| !self.notes.contains(note)));
        }
        cards
    }

    fn session(&mut self, bank: &str, journal: Vec<Event>) -> Result<Session, String> {
        self.versions.read_again();
        let of_script = self.profiles.iter().find(|(first, _)| journal.first() == Some(first)).map(|(_, icp)| icp);
        let setup = self.config.setup();
        let setup = Setup { icp: of_script.unwrap_or(&setup.icp).clone(), ..setup };
        let setup = if self.is_sample(&journal) { setup } else { leads::with_record(setup, &self.data_dir, &journal) };
        let found = if journal.is_empty() {
            self.versions.for_new_call(bank)
        } else {
            // What was said is worth more than the bank: the call opens, if need be through another one.
            self.versions.of_call(bank, &journal).or_else(|problems| self.versions.instead(&problems))
        };
        let newer = found.as_ref().ok().filter(|found| found.has_newer).map(|found| found.bank.title.clone());
        let first = self.noted(found)?;
        let older = self.versions.others_of_call(&first, &journal);
        let others: Vec<Arc<Bank>> = banks_of(&journal)
            .into_iter()
            .filter(|other| *other != bank)
            // What a call was seen through before is not worth refusing it for.
            .filter_map(|other| Some(self.versions.of_call(other, &journal).ok()?.marked()))
            .collect();
        if !self.is_sample(&journal) {
            others.iter().chain([&first]).for_each(|bank| self.versions.keep(bank));
        }
        let earlier = self.said_before(&journal);
        let is_read = |played: &Session| {
            earlier.tells_nothing()
                && *played.bank() == first
                && *played.setup() == setup
                && *played.journal() == journal
        };
        let mut session = match self.played.take().filter(is_read) {
            Some(played) => played,
            None => Session::after(earlier, first, setup, journal),
        };
        for other in others.into_iter().chain(older) {
            session.know_bank(other);
        }
        if let Some(title) = newer.filter(|_| session.state().is_open()) {
            self.notes
                .push(format!("{title} has changed since: this call keeps its older version; Esc l has the new one"));
        }
        Ok(session)
    }

    fn leads(&mut self, query: &LeadQuery, now: DateTime) -> Result<LeadsListed, String> {
        let mut leads = self.lead_book()?;
        let store = Store::open(&self.data_dir).map_err(|error| error.to_string())?;
        let listed = leads.listed(query, now, |call| {
            let journal = store.journal(call).ok()?;
            let bank = bank_in_use(&journal).id;
            let found = self.versions.of_call(&bank, &journal).ok()?;
            Some(leads::notes(&Session::new(found.bank, self.config.setup(), journal)))
        });
        self.leads = Some(leads);
        listed
    }

    fn lead(&mut self, id: i64, now: DateTime) -> Result<LeadSheet, String> {
        let leads = self.lead_book()?;
        let sheet = leads.sheet(id, now);
        self.leads = Some(leads);
        sheet
    }

    fn held_with(&mut self, call: CallId, lead: i64) {
        let data_dir = self.data_dir.clone();
        std::thread::spawn(move || {
            // A note that fails is made up for: the call is known by its company too.
            LeadBook::open(&data_dir).and_then(|book| book.link(call, LeadId(lead)))
        });
    }

    fn bank(&mut self, id: &str) -> Result<Arc<Bank>, String> {
        let found = self.versions.present(id);
        self.noted(found)
    }

    fn reading(&self) -> Reading {
        let (choices, versions) = (self.banks(), self.versions.clone());
        let read = move |choice: BankChoice| match versions.present(&choice.id) {
            Ok(found) => BankRead { bank: Ok(found.marked()), note: found.note, choice },
            Err(problems) => BankRead { bank: Err(headline(&problems)), note: None, choice },
        };
        Box::new(move || choices.into_iter().map(read).collect())
    }

    fn purpose(&self, id: &str) -> Option<String> {
        self.versions.library().purpose(id, self.config.language())
    }

    fn keep(&mut self, bank: &Bank) {
        self.versions.keep(bank);
    }

    fn set(&mut self, setting: Setting, value: &str) -> Result<(), String> {
        let file = self.config_file.as_ref().ok_or("there is no config to write it into")?;
        let text = match std::fs::read_to_string(file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => config::TEMPLATE.to_owned(),
            Err(error) => return Err(format!("{} cannot be read: {error}", file.display())),
        };
        let text = edit::set(&text, setting.path(), value)?;
        write_private(file, &text).map_err(|error| error.to_string())?;
        self.config = config::parse(&Source::new(file.display().to_string(), &text)).config;
        self.versions.configure(self.config.clone());
        Ok(())
    }

    fn note(&mut self) -> Option<String> {
        self.notes.extend(self.forgotten.take());
        let notes = std::mem::take(&mut self.notes);
        (!notes.is_empty()).then(|| notes.join("; "))
    }

    fn trainee(&self) -> String {
        self.config.trainee().to_owned()
    }

    fn deck(&mut self) -> Result<Deck, String> {
        Ok(Deck::build(self.versions.library(), self.config.language()))
    }

    fn stationery(&self) -> Stationery {
        self.documents_dir.as_ref().map(|folder| stationery::load(folder).0).unwrap_or_default()
    }

    fn stamp(&self, wall: DateTime) -> Stamp {
        let moment = wall.to_zoned(TimeZone::system());
        Stamp { at: wall, offset: moment.map_or(Offset::UTC, |moment| moment.offset()) }
    }

    fn warm_up(&self) {
        warm_up(self.config.language());
    }

    fn practise(&mut self, at: DateTime) -> Result<Practice, String> {
        practice::play::next(self.versions.library(), &self.data_dir, at)
    }

    fn demo(&mut self, at: DateTime) -> Result<Played, String> {
        let find = |id: &str| self.versions.present(id).map(|found| found.bank).map_err(NoBank::Broken);
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
    use crate::call::{Command, Contact, Started};
    use crate::cli::kept::Kept;

    fn shelf(config: Config) -> UserShelf {
        let versions = Versions::new(Vec::new(), config.clone(), Kept::new(PathBuf::from("/nowhere")));
        UserShelf::new(versions, config, PathBuf::new())
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
    fn only_the_bank_in_use_is_parsed() {
        let mut shelf = shelf(Config::default());
        assert!(shelf.banks().iter().any(|choice| choice.title == "BANT"));
        assert_eq!(shelf.versions.library().built(), 0, "the list of banks is made from their heads");
        shelf.session(USUAL_BANK, Vec::new()).unwrap();
        assert_eq!(shelf.versions.library().built(), 1);
        shelf.bank(USUAL_BANK).unwrap();
        shelf.session(USUAL_BANK, Vec::new()).unwrap();
        assert_eq!(shelf.versions.library().built(), 1, "what was parsed is not parsed again");
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test writes a broken bank")]
    fn a_new_call_with_a_broken_bank_begins_and_says_so_once() {
        let dir = tempfile::TempDir::new().unwrap();
        std::fs::create_dir_all(dir.path().join("banks/en")).unwrap();
        std::fs::write(dir.path().join("banks/en/bant.yaml"), "id: bant\nlanguag: en\n").unwrap();
        let kept = Kept::new(dir.path().join("kept"));
        let versions = Versions::new(vec![dir.path().join("banks")], Config::default(), kept);
        let mut shelf = UserShelf::new(versions, Config::default(), PathBuf::new());
        assert!(shelf.banks().iter().any(|choice| choice.id == "bant"));
        let mut session = shelf.session("bant", Vec::new()).unwrap();
        let bank = session.bank();
        let (company, contact) = (String::new(), Contact::default());
        let started = Started { bank: bank.id.clone(), hash: bank.hash.clone(), company, contact };
        let events = session.apply(&Command::Start(started), date(2026, 3, 2).at(10, 0, 0, 0)).unwrap();
        assert_eq!(shelf.session("bant", events).unwrap().bank().title, "BANT (shipped version)");
        let note = shelf.note().unwrap();
        assert!(note.matches("is broken").count() == 1 && !note.contains("gone"), "{note}");
        assert_eq!(shelf.note(), None);
        assert!(shelf.demo(date(2026, 3, 2).at(10, 0, 0, 0)).is_ok());
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test writes a bank that cannot be read")]
    fn what_is_known_to_be_wrong_is_said_at_once_and_without_parsing() {
        let dir = tempfile::TempDir::new().unwrap();
        std::fs::create_dir_all(dir.path().join("en")).unwrap();
        std::fs::write(dir.path().join("en/ours.yaml"), b"id: caf\xe9\n").unwrap();
        let config = Config { language: Some("english".to_owned()), ..Config::default() };
        let versions = Versions::new(vec![dir.path().to_owned()], config.clone(), Kept::new(dir.path().join("kept")));
        let mut shelf = UserShelf::new(versions, config, PathBuf::new());
        let note = shelf.note().unwrap();
        assert!(note.contains("ours.yaml") && note.contains("no bank is written in `english`"), "{note}");
        assert_eq!((shelf.note(), shelf.versions.library().built()), (None, 0));
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test edits a bank, and waits for its version to be kept")]
    fn a_call_taken_up_again_offers_the_newer_version_and_undo_goes_back() {
        let dir = tempfile::TempDir::new().unwrap();
        let (folder, kept) = (dir.path().join("banks"), dir.path().join("kept"));
        std::fs::create_dir_all(folder.join("en")).unwrap();
        let open = || {
            let versions = Versions::new(vec![folder.clone()], Config::default(), Kept::new(kept.clone()));
            UserShelf::new(versions, Config::default(), PathBuf::new())
        };
        let text = crate::bank::source::Library::embedded().text("bant", "en").unwrap().replace("id: bant", "id: ours");
        let writes = |title: &str| {
            std::fs::write(folder.join("en/ours.yaml"), text.replace("title: BANT", &format!("title: {title}")))
                .unwrap();
        };
        writes("First");
        let now = date(2026, 3, 2).at(10, 0, 0, 0);
        let mut shelf = open();
        let mut session = shelf.session("ours", Vec::new()).unwrap();
        let bank = Arc::clone(session.bank());
        let (company, contact) = (String::new(), Contact::default());
        let started = Started { bank: bank.id.clone(), hash: bank.hash.clone(), company, contact };
        let mut journal = session.apply(&Command::Start(started), now).unwrap();
        shelf.keep(&bank);
        let begin = std::time::Instant::now();
        while !kept.join(format!("ours/{}.json", bank.hash)).is_file() {
            assert!(begin.elapsed().as_secs() < 20);
            std::thread::sleep(std::time::Duration::from_millis(5));
        }

        writes("Second");
        let mut session = shelf.session("ours", journal.clone()).unwrap();
        assert_eq!(session.bank().title, "First (older version)");
        let note = shelf.note().unwrap();
        assert!(note.contains("First has changed since") && note.contains("Esc l"), "{note}");
        let newer = shelf.bank("ours").unwrap();
        let switch = session.switch(newer, now);
        journal.extend(session.apply(&switch, now).unwrap());
        assert_eq!(session.bank().title, "Second");
        let again = open().session("ours", journal.clone()).unwrap();
        assert_eq!(again.bank().title, "Second");
        journal.extend(session.apply(&Command::Undo, now).unwrap());
        assert_eq!(session.bank().title, "First (older version)");
        let again = open().session("ours", journal).unwrap();
        assert_eq!(again.bank().title, "First (older version)");
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

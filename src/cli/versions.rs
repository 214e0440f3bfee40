//! Which version of a bank a call is held with: the one that it began with, the present one, or what stands in for it.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::config::Config;
use super::kept::Kept;
use crate::bank::Bank;
use crate::bank::problem::{Code, Problems};
use crate::bank::source::Library;
use crate::call::{Event, What, bank_in_use};

/// The bank of a call for which nobody chose one, and of one whose bank cannot be used.
pub(super) const USUAL_BANK: &str = "bant";

/// The banks of one user: those at hand, and those that calls were held with.
#[derive(Clone)]
pub(super) struct Versions {
    /// The user's own folders, the uppermost last.
    folders: Vec<PathBuf>,
    library: Library,
    /// What ships, once something of the user's was broken.
    shipped: OnceCell<Library>,
    config: Config,
    kept: Kept,
}

/// A bank, and what has to be said about it.
#[derive(Debug)]
pub(super) struct Found {
    /// The bank.
    pub(super) bank: Arc<Bank>,
    /// Which version of it this is.
    pub(super) version: Version,
    /// The user's files hold a newer version, which is good.
    pub(super) has_newer: bool,
    /// Why it is not the one expected, in a line.
    pub(super) note: Option<String>,
}

/// Which version of a bank is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    /// The one that stands in the user's files, or ships where there are none.
    Present,
    /// One that a call was held with.
    Older,
    /// The one that ships, although there is one of the user's.
    Shipped,
}

impl Version {
    /// What stands behind the title of the bank as long as it is used.
    pub(super) const fn mark(self) -> Option<&'static str> {
        match self {
            Self::Present => None,
            Self::Older => Some("older version"),
            Self::Shipped => Some("shipped version"),
        }
    }
}

impl Found {
    /// What a call gets: the title, with the version that stands in.
    pub(super) fn in_words(&self) -> String {
        match self.version {
            Version::Present => self.bank.title.clone(),
            Version::Older => "the version of your last call with it".to_owned(),
            Version::Shipped => "the one that ships".to_owned(),
        }
    }

    const fn present(bank: Arc<Bank>) -> Self {
        Self { bank, version: Version::Present, has_newer: false, note: None }
    }

    /// The bank as the screen shows it: a version that stands in says so in its title.
    pub(super) fn marked(&self) -> Arc<Bank> {
        match self.version.mark() {
            Some(mark) => Arc::new(Bank { title: format!("{} ({mark})", self.bank.title), ..(*self.bank).clone() }),
            None => Arc::clone(&self.bank),
        }
    }
}

impl Versions {
    pub(super) fn new(folders: Vec<PathBuf>, config: Config, kept: Kept) -> Self {
        Self { library: Library::load(&folders), shipped: OnceCell::new(), folders, config, kept }
    }

    /// Takes up a changed config.
    pub(super) fn configure(&mut self, config: Config) {
        self.config = config;
    }

    /// The banks at hand, as last read.
    pub(super) fn library(&self) -> &Library {
        &self.library
    }

    /// What has to be said of a language that the config asks for and no bank is written in.
    pub(super) fn missing_language(&self) -> Option<String> {
        let wanted = self.config.language.as_deref()?;
        let main = wanted.split('-').next().unwrap_or_default();
        let written: BTreeSet<&str> =
            self.library.ids().into_iter().flat_map(|id| self.library.languages(id)).collect();
        let is_there = written.contains(wanted) || written.contains(main);
        let written = written.into_iter().collect::<Vec<_>>().join("`, `");
        let cure = format!("write `language:` with one of `{written}` in the config");
        (!is_there).then(|| format!("no bank is written in `{wanted}`, so English ones are used; {cure}"))
    }

    /// Reads the user's folders again: what was edited holds from the next call on. Where nothing was, banks that were
    /// parsed stay parsed.
    pub(super) fn read_again(&mut self) {
        let library = Library::load(&self.folders);
        let is_same = library.problems() == self.library.problems() && library.sources().eq(self.library.sources());
        if !is_same {
            self.library = library;
        }
    }

    /// The bank for a new call. A broken one never stops it: where no version of it can stand in, the usual bank does.
    ///
    /// # Errors
    /// That there is no such bank.
    pub(super) fn for_new_call(&self, id: &str) -> Result<Found, Problems> {
        self.present(id).or_else(|problems| if is_unknown(&problems) { Err(problems) } else { self.instead(&problems) })
    }

    /// The bank in the version of the present: of a broken one of the user's the version that was good last stands in,
    /// else the one that ships.
    ///
    /// # Errors
    /// That there is no such bank, or what is wrong with it where nothing can stand in.
    pub(super) fn present(&self, id: &str) -> Result<Found, Problems> {
        let problems = match self.config.bank(&self.library, id) {
            Ok(bank) => return Ok(Found::present(bank)),
            Err(problems) if is_unknown(&problems) => return Err(problems),
            Err(problems) => problems,
        };
        let language = self.config.language();
        let kept = self.kept.latest(id, language).or_else(|| self.shipped().bank(id, language).ok());
        let Some(bank) = kept else { return Err(problems) };
        let version = self.version_of(&bank);
        let found = Found { bank: self.config.adjusted(bank), version, has_newer: false, note: None };
        Ok(Found { note: Some(broken(&problems, &found.in_words())), ..found })
    }

    /// The usual bank in place of one that cannot be used.
    ///
    /// # Errors
    /// Those of the usual bank, which always has a version that ships.
    pub(super) fn instead(&self, problems: &Problems) -> Result<Found, Problems> {
        let usual = self.present(USUAL_BANK)?;
        let note = broken(problems, &usual.bank.title);
        Ok(Found { note: Some(note), ..usual })
    }

    /// The bank for a call that has begun: in the version that it was held with, as long as that one is kept.
    ///
    /// # Errors
    /// As for the present version.
    pub(super) fn of_call(&self, id: &str, journal: &[Event]) -> Result<Found, Problems> {
        let Some(hash) = hash_of(id, journal) else { return self.present(id) };
        let present = self.config.bank(&self.library, id).ok();
        if let Some(bank) = present.as_ref().filter(|bank| bank.hash == hash) {
            return Ok(Found::present(Arc::clone(bank)));
        }
        if let Some(bank) = self.kept.version(id, &hash) {
            let version = self.version_of(&bank);
            return Ok(Found { bank: self.config.adjusted(bank), version, has_newer: present.is_some(), note: None });
        }
        let found = self.present(id)?;
        if found.bank.hash == hash {
            return Ok(found);
        }
        let gone = format!("the version of {} that this call began with is gone", found.bank.title);
        let note = match found.note {
            Some(broken) => format!("{gone}; {broken}"),
            None => format!("{gone}: the present one is used"),
        };
        Ok(Found { note: Some(note), ..found })
    }

    /// The other versions of a bank that a call was seen through, as far as they are at hand: for undo to go back to.
    pub(super) fn others_of_call(&self, bank: &Bank, journal: &[Event]) -> Vec<Arc<Bank>> {
        let others = hashes_of(&bank.id, journal).into_iter().filter(|hash| *hash != bank.hash);
        others.filter_map(|hash| self.kept.version(&bank.id, hash)).map(|bank| self.config.adjusted(bank)).collect()
    }

    /// Which version one is that is not the present one.
    fn version_of(&self, bank: &Bank) -> Version {
        let shipped = self.shipped().bank(&bank.id, &bank.language);
        if shipped.is_ok_and(|shipped| shipped.hash == bank.hash) { Version::Shipped } else { Version::Older }
    }

    fn shipped(&self) -> &Library {
        self.shipped.get_or_init(Library::embedded)
    }

    /// Keeps a version that a call is held with; one that comes from those kept is among them already.
    pub(super) fn keep(&self, bank: &Bank) {
        let of_shipped = || self.shipped.get()?.edition(bank);
        if let Some(edition) = self.library.edition(bank).or_else(of_shipped) {
            self.kept.keep(&bank.id, edition);
        }
    }
}

/// The fingerprint of the version that a call was last seen through; older journals know of none.
fn hash_of(id: &str, journal: &[Event]) -> Option<String> {
    let hashes = hashes_of(id, journal);
    if hashes.len() > 1 {
        // The switch from one version to the next may have been taken back.
        let bank = bank_in_use(journal);
        if bank.id == id && !bank.hash.is_empty() {
            return Some(bank.hash);
        }
    }
    hashes.last().map(|hash| (*hash).to_owned())
}

/// The fingerprints of the versions of a bank that a call was seen through, in the order of its journal.
fn hashes_of<'a>(id: &str, journal: &'a [Event]) -> Vec<&'a str> {
    let hashes = journal.iter().filter_map(|event| match &event.what {
        What::Started(started) if started.bank == id => Some(started.hash.as_str()),
        What::BankSwitched { bank, hash } if bank == id => Some(hash.as_str()),
        _ => None,
    });
    let mut hashes: Vec<&str> = hashes.filter(|hash| !hash.is_empty()).collect();
    hashes.dedup();
    hashes
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

fn is_unknown(problems: &Problems) -> bool {
    problems.list.iter().any(|problem| problem.code == Code::UnknownBank)
}

/// What is said about a bank that cannot be used. What is used comes before the reason: a status line may be cut.
fn broken(problems: &Problems, used: &str) -> String {
    let why = problems.list.first().map(|first| format!(": {}", first.message)).unwrap_or_default();
    format!("{} is broken, so {used} is used{why}; see `bantam banks check`", place(problems))
}

/// Where the first problem stands, short enough for a status line: `en/ours.yaml, line 12,`.
fn place(problems: &Problems) -> String {
    let Some(first) = problems.list.first() else { return "the bank".to_owned() };
    let parts: Vec<&str> = first.file.rsplit(['/', '\\']).take(2).collect();
    let file = parts.into_iter().rev().collect::<Vec<_>>().join("/");
    if first.place.line == 0 { file } else { format!("{file} line {}", first.place.line) }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the tests write banks and look at what was kept")]
mod tests {
    use std::path::Path;
    use std::time::{Duration, Instant};

    use jiff::civil::date;
    use tempfile::TempDir;

    use super::*;
    use crate::call::{ActId, Contact, Started};

    /// A user with a folder of banks, and one for what is kept.
    struct User {
        dir: TempDir,
    }

    impl User {
        fn new() -> Self {
            let dir = TempDir::new().unwrap();
            std::fs::create_dir_all(dir.path().join("banks/en")).unwrap();
            Self { dir }
        }

        fn versions(&self) -> Versions {
            let kept = Kept::new(self.dir.path().join("kept"));
            Versions::new(vec![self.dir.path().join("banks")], Config::default(), kept)
        }

        /// Writes a bank of the user's: the shipped BANT under another title.
        fn writes(&self, id: &str, title: &str) {
            let text = Library::embedded().text("bant", "en").unwrap().to_owned();
            let text = text.replace("\nid: bant\n", &format!("\nid: {id}\n"));
            self.writes_text(id, &text.replace("\ntitle: BANT\n", &format!("\ntitle: {title}\n")));
        }

        fn writes_text(&self, id: &str, text: &str) {
            std::fs::write(self.dir.path().join(format!("banks/en/{id}.yaml")), text).unwrap();
        }

        /// Holds a call with a bank: its version is kept, and its journal comes back.
        fn holds_a_call(&self, id: &str) -> Vec<Event> {
            let versions = self.versions();
            let bank = versions.present(id).unwrap().bank;
            versions.keep(&bank);
            let file = self.dir.path().join(format!("kept/{id}/{}.json", bank.hash));
            wait_for(&file);
            began_with(&bank)
        }
    }

    /// The version is written by another thread.
    fn wait_for(file: &Path) {
        let begin = Instant::now();
        while !file.is_file() {
            assert!(begin.elapsed() < Duration::from_secs(20), "{} was not kept", file.display());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn began_with(bank: &Bank) -> Vec<Event> {
        let contact = Contact::default();
        let started = Started { bank: bank.id.clone(), hash: bank.hash.clone(), company: String::new(), contact };
        let what = What::Started(started);
        vec![Event { seq: 1, act: ActId(1), at: date(2026, 3, 2).at(10, 0, 0, 0), what }]
    }

    #[test]
    fn a_call_goes_on_with_the_version_that_it_began_with() {
        let user = User::new();
        user.writes("ours", "First");
        let journal = user.holds_a_call("ours");
        let same = user.versions().of_call("ours", &journal).unwrap();
        assert_eq!((same.version, same.marked().title.as_str()), (Version::Present, "First"));
        user.writes("ours", "Second");
        let versions = user.versions();
        let resumed = versions.of_call("ours", &journal).unwrap();
        assert_eq!((resumed.marked().title.as_str(), resumed.has_newer), ("First (older version)", true));
        let (then, now) = (versions.of_call("ours", &journal).unwrap(), versions.present("ours").unwrap());
        assert_eq!((then.bank.title.as_str(), then.note), ("First", None));
        assert_eq!((now.bank.title.as_str(), now.note), ("Second", None));
    }

    #[test]
    fn it_goes_on_even_when_the_bank_is_gone_or_broken() {
        let user = User::new();
        user.writes("ours", "First");
        let journal = user.holds_a_call("ours");
        user.writes_text("ours", "id: [\n");
        assert_eq!(user.versions().of_call("ours", &journal).unwrap().bank.title, "First");
        std::fs::remove_file(user.dir.path().join("banks/en/ours.yaml")).unwrap();
        assert_eq!(user.versions().of_call("ours", &journal).unwrap().bank.title, "First");
    }

    #[test]
    fn a_version_that_is_gone_is_told_in_a_line() {
        let user = User::new();
        user.writes("ours", "First");
        let journal = user.holds_a_call("ours");
        user.writes("ours", "Second");
        std::fs::remove_dir_all(user.dir.path().join("kept")).unwrap();
        let found = user.versions().of_call("ours", &journal).unwrap();
        assert_eq!(found.bank.title, "Second");
        let note = found.note.unwrap();
        assert_eq!(note, "the version of Second that this call began with is gone: the present one is used");
    }

    #[test]
    fn what_was_tampered_with_is_not_taken_for_the_version() {
        let user = User::new();
        user.writes("ours", "First");
        let journal = user.holds_a_call("ours");
        user.writes("ours", "Second");
        let folder = user.dir.path().join("kept/ours");
        let file = std::fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, text.replace("First", "Forged")).unwrap();
        assert_eq!(user.versions().of_call("ours", &journal).unwrap().bank.title, "Second");
    }

    #[test]
    fn a_broken_bank_never_stops_a_call() {
        let user = User::new();
        let broken = "id: bant\ntitle: Mine\n\nlanguag: en\n";
        user.writes_text("bant", broken);
        let found = user.versions().present("bant").unwrap();
        assert_eq!(found.marked().title, "BANT (shipped version)");
        let note = found.note.unwrap();
        assert!(note.contains("en/bant.yaml line 1") && note.contains("the one that ships"), "{note}");
        assert!(note.contains("bantam banks check") && note.lines().count() == 1, "{note}");

        user.writes("bant", "Mine");
        user.holds_a_call("bant");
        user.writes_text("bant", broken);
        let found = user.versions().present("bant").unwrap();
        assert_eq!(found.marked().title, "Mine (older version)");
        assert!(found.note.unwrap().contains("your last call"));
    }

    #[test]
    fn the_version_that_ships_is_called_so_also_once_a_call_was_held_with_it() {
        let user = User::new();
        user.writes_text("bant", "id: bant\nlanguag: en\n");
        let journal = user.holds_a_call("bant");
        let (again, next) =
            (user.versions().of_call("bant", &journal).unwrap(), user.versions().present("bant").unwrap());
        assert_eq!((again.version, next.version), (Version::Shipped, Version::Shipped));
        assert!(next.note.unwrap().contains("the one that ships"));
    }

    #[test]
    fn a_bank_that_was_never_good_does_not_stop_a_call() {
        let user = User::new();
        user.writes_text("ours", "id: ours\nlanguag: en\n");
        let found = user.versions().for_new_call("ours").unwrap();
        assert_eq!((found.bank.id.as_str(), found.marked().title.as_str()), (USUAL_BANK, "BANT"));
        let note = found.note.unwrap();
        assert!(note.starts_with("en/ours.yaml line 1 is broken, so BANT is used: "), "{note}");
        assert!(user.versions().for_new_call("bnat").unwrap_err().list[0].code == Code::UnknownBank);
    }

    #[test]
    fn files_that_cannot_be_read_are_broken_too() {
        let user = User::new();
        for file in ["bant.yaml", "shared.yaml"] {
            let path = user.dir.path().join("banks/en").join(file);
            std::fs::write(&path, b"id: caf\xe9\n").unwrap();
            let found = user.versions().present("bant").unwrap();
            assert_eq!(found.bank.title, "BANT");
            let note = found.note.unwrap();
            assert!(note.starts_with(&format!("en/{file} ")) && note.contains("is broken"), "{note}");
            std::fs::remove_file(&path).unwrap();
        }
    }

    #[test]
    fn a_broken_bank_that_nothing_can_stand_in_for_is_told() {
        let user = User::new();
        user.writes_text("ours", "id: ours\n");
        let problems = user.versions().present("ours").unwrap_err();
        assert!(problems.list.iter().all(|problem| problem.file.ends_with("ours.yaml")));
        assert!(user.versions().present("bnat").unwrap_err().list[0].code == Code::UnknownBank);
    }

    #[test]
    fn what_was_edited_holds_from_the_next_reading_on() {
        let user = User::new();
        let mut versions = user.versions();
        user.writes("ours", "First");
        assert!(versions.present("ours").is_err());
        versions.read_again();
        assert_eq!(versions.present("ours").unwrap().bank.title, "First");
    }

    #[test]
    fn the_version_that_was_good_last_is_the_newest() {
        let user = User::new();
        for title in ["First", "Second", "First"] {
            user.writes("ours", title);
            let path = user.dir.path().join("kept/ours");
            // Kept again, the file of a version is there already: wait until it is newer than the others.
            user.holds_a_call("ours");
            let newest = || {
                let files = crate::cli::paths::files_in(&path);
                files.into_iter().max().and_then(|(_, path)| std::fs::read_to_string(path).ok()).unwrap_or_default()
            };
            let begin = Instant::now();
            while !newest().contains(&format!("title: {title}")) {
                assert!(begin.elapsed() < Duration::from_secs(20));
                std::thread::sleep(Duration::from_millis(5));
            }
            // Two files written within one tick of the disk's clock have no order.
            std::thread::sleep(Duration::from_millis(20));
        }
        user.writes_text("ours", "id: [\n");
        assert_eq!(user.versions().present("ours").unwrap().bank.title, "First");
    }

    #[test]
    fn the_banks_of_a_call_are_found_in_its_journal() {
        let mut journal = began_with(&Library::embedded().bank("bant", "en").unwrap());
        for (bank, hash) in [("meddic", "1"), ("bant", "2")] {
            let what = What::BankSwitched { bank: bank.to_owned(), hash: hash.to_owned() };
            journal.push(Event { what, ..journal[0].clone() });
        }
        assert_eq!(banks_of(&journal), ["bant", "meddic"]);
        assert_eq!(hash_of("bant", &journal).as_deref(), Some("2"));
        assert_eq!(hash_of("champ", &journal), None);
    }
}

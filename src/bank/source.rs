//! Where content comes from: the files that ship inside the program, and folders of the user's that override them.
//!
//! A folder is laid out as the one in the program: `topics.yaml` adds topics or replaces them by id,
//! `<language>/<bank>.yaml` adds a bank or replaces the one with its id, `<language>/shared.yaml` replaces the
//! sections that all banks of that language share, `<language>/cards.yaml` adds cards or replaces them by id. Of several folders the later one wins. A bank is parsed when it is
//! first asked for, and once. Besides its parts, the only one of the core that touches the disk.
#![expect(clippy::disallowed_methods, reason = "this is where the core's content is read from disk")]

mod cards;
mod drills;
mod edition;
mod files;
mod head;
mod personas;
mod review;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::card::Card;
use super::check::{check_bank, check_topics};
use super::problem::{Code, Place, Problem, Problems, Sink, Source, closest};
use super::question::Bank;
use super::raw::{RawBank, RawShared, RawTopics};
use super::topic::Topics;
use super::yaml::apart::apart;
use super::yaml::{self, FromNode};

pub use edition::Edition;
pub use files::{files_below, folder_of, read, read_found};
pub use head::{check_bank_id, head};

use files::{entries, file_name, is_other_content, is_yaml, no_file};

/// The language whose banks stand in where there is none in the language asked for.
const FALLBACK_LANGUAGE: &str = "en";

/// Files in the folder of a language that are no banks.
const BESIDE_BANKS: [&str; 4] = ["shared.yaml", "quality.yaml", "cards.yaml", "drill.yaml"];

/// A file that ships inside the program: its path under `question_banks/`, its text, and the same taken apart.
type Shipped = (&'static str, &'static str, &'static str);

macro_rules! embedded {
    ($($path:literal),+ $(,)?) => {
        &[$((
            $path,
            include_str!(concat!("../../question_banks/", $path)),
            apart!(concat!("question_banks/", $path)),
        )),+]
    };
}

/// Everything that ships inside the program.
const EMBEDDED: &[Shipped] = embedded![
    "topics.yaml",
    "en/shared.yaml",
    "en/quality.yaml",
    "en/cards.yaml",
    "en/drill.yaml",
    "en/bant.yaml",
    "en/champ.yaml",
    "en/meddic.yaml",
    "en/gpctba-ci.yaml",
    "en/anum.yaml",
    "en/faint.yaml",
];

/// The question banks at hand. Cheap until a bank is asked for.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// `topics.yaml`: the program's, then the user's.
    topics: Vec<Arc<Source>>,
    /// By language.
    shared: BTreeMap<String, Arc<Source>>,
    /// What makes a weak question, by language.
    quality: BTreeMap<String, Arc<Source>>,
    /// What to say to objections, by language: the program's, then the user's.
    cards: BTreeMap<String, Vec<Arc<Source>>>,
    /// Exercises, by language.
    drills: BTreeMap<String, Arc<Source>>,
    /// By id, then by language.
    banks: BTreeMap<String, BTreeMap<String, Arc<Source>>>,
    /// Simulated prospects, by id.
    personas: BTreeMap<String, Arc<Source>>,
    /// What could not be used of the user's folders.
    problems: Vec<Problem>,
    /// Files of the user's that could not be read, by their path under the folder: what they were to replace must not
    /// stand in for them unnoticed.
    unreadable: BTreeMap<String, Problems>,
    /// Banks that were asked for before, by the name of their source: a program start asks several times.
    built: RefCell<BTreeMap<String, Arc<Bank>>>,
    /// What every bank is built upon, read once however many banks are asked for.
    common: RefCell<Common>,
}

/// What the calls of a language share, with the problems found in it; by language.
#[derive(Debug, Clone, Default)]
struct Common {
    topics: BTreeMap<String, (Topics, Vec<Problem>)>,
    shared: BTreeMap<String, (Arc<RawShared>, Vec<Problem>)>,
    cards: BTreeMap<String, (Vec<Card>, Vec<Problem>)>,
}

impl Library {
    /// What ships inside the program.
    pub fn embedded() -> Self {
        let mut library = Self::default();
        for (path, text, apart) in EMBEDDED {
            library.add(path, Source::shipped(*path, text, apart));
        }
        library.add_embedded_personas();
        library
    }

    /// What ships inside the program, with folders of the user's on top, the last one uppermost; a folder that does
    /// not exist adds nothing.
    ///
    /// It never fails: a file that cannot be read is listed in [`Library::problems`], and what is wrong inside a file
    /// shows when its bank is asked for. Files are read, and none is parsed.
    pub fn load<P: AsRef<Path>>(folders: impl IntoIterator<Item = P>) -> Self {
        let mut library = Self::embedded();
        for folder in folders {
            library.add_folder(folder.as_ref());
        }
        library
    }

    /// This library with another folder on top, such as one that is checked before it is put in place.
    #[must_use]
    pub fn with_folder(&self, folder: &Path) -> Self {
        let mut library = self.clone();
        library.add_folder(folder);
        library
    }

    /// The ids of all banks, in alphabetical order; also of those whose file cannot be read.
    pub fn ids(&self) -> Vec<&str> {
        let unreadable = self.unreadable.keys().filter_map(|path| path.split_once('/'));
        let unreadable = unreadable.filter(|(_, file)| !BESIDE_BANKS.contains(file));
        let unreadable = unreadable.map(|(_, file)| file.trim_end_matches(".yaml"));
        let ids: BTreeSet<&str> = self.banks.keys().map(String::as_str).chain(unreadable).collect();
        ids.into_iter().collect()
    }

    /// The languages that a bank is written in.
    pub fn languages(&self, id: &str) -> Vec<&str> {
        self.banks.get(id).map(|by_language| by_language.keys().map(String::as_str).collect()).unwrap_or_default()
    }

    /// Files of the user's folders that could not be used.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The bank with this id, in a language, else in its main language (`pt` for `pt-BR`), else in English, else in
    /// whichever it is written in.
    ///
    /// # Errors
    /// That there is no such bank (with the ids that exist), or everything wrong in its files.
    pub fn bank(&self, id: &str, language: &str) -> Result<Arc<Bank>, Problems> {
        if let Some(problems) = self.unreadable_for(id, language) {
            return Err(problems.clone());
        }
        let source = self.source(id, language).ok_or_else(|| self.unknown(id))?;
        let known = self.built.borrow().get(&source.name).cloned();
        if let Some(bank) = known {
            return Ok(bank);
        }
        let bank = self.build(source)?;
        if bank.id != id {
            let problem = misnamed(&bank.id, id, &source.name, Place::default());
            return Err(Problems::new(vec![problem], vec![Arc::clone(source)]));
        }
        let folder =
            self.banks.get(id).and_then(|by_language| by_language.iter().find(|(_, one)| Arc::ptr_eq(one, source)));
        if let Some((folder, _)) = folder.filter(|(folder, _)| **folder != bank.language) {
            let problem = misplaced(&bank.language, folder, &source.name, Place::default());
            return Err(Problems::new(vec![problem], vec![Arc::clone(source)]));
        }
        self.built.borrow_mut().insert(source.name.clone(), Arc::clone(&bank));
        Ok(bank)
    }

    /// How many banks were parsed so far.
    pub fn built(&self) -> usize {
        self.built.borrow().len()
    }

    /// The vocabulary of topics that all banks share, with cues in a language (English where there are none in it).
    ///
    /// # Errors
    /// Everything wrong in `topics.yaml`.
    pub fn topics(&self, language: &str) -> Result<Arc<Topics>, Problems> {
        let (topics, problems) = self.read_topics(language);
        if problems.is_empty() { Ok(Arc::new(topics)) } else { Err(Problems::new(problems, self.topics.clone())) }
    }

    /// Checks a bank's text as if it stood in this library; for `banks check FILE`.
    ///
    /// # Errors
    /// Everything wrong in it, and in the files that it builds upon.
    pub fn build(&self, source: &Arc<Source>) -> Result<Arc<Bank>, Problems> {
        let sink = Sink::new(&source.name);
        let raw = yaml::parse_content(source, &sink).and_then(|root| RawBank::from_node(&root, &sink));
        let language = raw.as_ref().and_then(|raw| raw.language.as_ref());
        let language = language.map_or(FALLBACK_LANGUAGE, |language| language.value.as_str());
        let (topics, mut problems) = self.read_topics(language);

        let mut sources = self.topics.clone();
        let shared_source = in_language(&self.shared, language).cloned();
        let shared_sink = Sink::new(shared_source.as_ref().map_or("shared.yaml", |source| &source.name));
        let shared = self.read_shared(language, &shared_sink);
        let bank = raw.map(|raw| check_bank(&raw, &sink, &shared, &shared_sink, &topics));

        sources.extend(shared_source);
        sources.push(Arc::clone(source));
        problems.extend(shared_sink.into_list());
        problems.extend(sink.into_list());
        match bank {
            Some(bank) if problems.is_empty() => Ok(Arc::new(Bank { hash: fingerprint(&sources), ..bank })),
            _ => Err(Problems::new(problems, sources)),
        }
    }

    fn source(&self, id: &str, language: &str) -> Option<&Arc<Source>> {
        self.banks.get(id).and_then(|by_language| in_language(by_language, language))
    }

    /// What is wrong with a file that this bank would be built from, if one of them could not be read.
    fn unreadable_for(&self, id: &str, language: &str) -> Option<&Problems> {
        let main = language.split('-').next().unwrap_or_default();
        let preferred = [language, main, FALLBACK_LANGUAGE];
        let first = |file: &str, others: Option<&BTreeMap<String, Arc<Source>>>| {
            let is_there = |language: &&str| {
                let unreadable = self.unreadable.contains_key(&format!("{language}/{file}"));
                unreadable || others.is_some_and(|others| others.contains_key(*language))
            };
            let language = preferred.into_iter().find(is_there)?;
            self.unreadable.get(&format!("{language}/{file}"))
        };
        first(&format!("{id}.yaml"), self.banks.get(id))
            .or_else(|| first("shared.yaml", Some(&self.shared)))
            .or_else(|| self.unreadable.get("topics.yaml"))
    }

    fn read_topics(&self, language: &str) -> (Topics, Vec<Problem>) {
        let known = self.common.borrow().topics.get(language).cloned();
        known.unwrap_or_else(|| {
            let read = self.parse_topics(language);
            self.common.borrow_mut().topics.insert(language.to_owned(), read.clone());
            read
        })
    }

    fn parse_topics(&self, language: &str) -> (Topics, Vec<Problem>) {
        let mut topics = Topics::default();
        let mut problems = Vec::new();
        for source in &self.topics {
            let sink = Sink::new(&source.name);
            if let Some(raw) = yaml::parse_content(source, &sink).and_then(|root| RawTopics::from_node(&root, &sink)) {
                topics = check_topics(&topics, &raw.topics, language, &sink);
            }
            problems.extend(sink.into_list());
        }
        (topics, problems)
    }

    /// The sections that all banks of a language share; what is wrong in them goes to the sink.
    fn read_shared(&self, language: &str, sink: &Sink) -> Arc<RawShared> {
        let known = self.common.borrow().shared.get(language).cloned();
        let (shared, problems) = known.unwrap_or_else(|| {
            let source = in_language(&self.shared, language);
            let found = Sink::new(source.map_or("shared.yaml", |source| &source.name));
            let shared = source
                .and_then(|source| yaml::parse_content(source, &found))
                .and_then(|root| RawShared::from_node(&root, &found))
                .unwrap_or_default();
            let read = (Arc::new(shared), found.into_list());
            self.common.borrow_mut().shared.insert(language.to_owned(), read.clone());
            read
        });
        for problem in problems {
            sink.report(problem);
        }
        shared
    }

    /// Files a text by its path under the folder: `topics.yaml`, `en/shared.yaml`, `en/bant.yaml`.
    fn add(&mut self, path: &str, source: Arc<Source>) {
        self.built.get_mut().clear();
        *self.common.get_mut() = Common::default();
        self.unreadable.remove(path);
        match path.split_once('/') {
            None => self.topics.push(source),
            Some((language, "shared.yaml")) => {
                self.shared.insert(language.to_owned(), source);
            }
            Some((language, "quality.yaml")) => {
                self.quality.insert(language.to_owned(), source);
            }
            Some((language, "cards.yaml")) => self.cards.entry(language.to_owned()).or_default().push(source),
            Some((language, "drill.yaml")) => {
                self.drills.insert(language.to_owned(), source);
            }
            Some((language, file)) => {
                let id = file.trim_end_matches(".yaml").to_owned();
                self.banks.entry(id).or_default().insert(language.to_owned(), source);
            }
        }
    }

    fn add_folder(&mut self, folder: &Path) {
        for path in entries(folder) {
            let name = file_name(&path);
            if is_other_content(&path) {
                self.add_personas(&path);
                continue;
            }
            if let Some(problem) = no_file(&path) {
                self.problems.push(problem);
            } else if path.is_dir() {
                for file in entries(&path).iter().filter(|file| is_yaml(file)) {
                    self.add_file(&format!("{name}/{}", file_name(file)), file);
                }
            } else if name == "topics.yaml" {
                self.add_file(&name, &path);
            } else if is_yaml(&path) {
                let message = "a bank outside the folder of a language";
                self.problems.push(
                    Problem::new(Code::Unreadable, &path.display().to_string(), Place::default(), message)
                        .with_fix(format!("move it to `{FALLBACK_LANGUAGE}/{name}`, or to the folder of its language")),
                );
            }
        }
    }

    fn add_file(&mut self, relative: &str, path: &Path) {
        if let Some(problem) = no_file(path) {
            self.problems.push(problem);
            return;
        }
        match read(path) {
            Ok(source) => self.add(relative, source),
            Err(problems) => {
                self.problems.extend(problems.list.iter().cloned());
                self.unreadable.insert(relative.to_owned(), problems);
            }
        }
    }

    fn unknown(&self, id: &str) -> Problems {
        let ids = self.ids();
        let problem = Problem::new(Code::UnknownBank, "", Place::default(), format!("there is no bank `{id}`"))
            .with_expected(format!("one of {}", ids.join(", ")));
        let problem = Problem { did_you_mean: closest(id, ids).map(str::to_owned), ..problem };
        let mut list = vec![problem];
        list.extend(self.problems.iter().cloned());
        Problems::new(list, Vec::new())
    }
}

fn in_language<'a, T>(by_language: &'a BTreeMap<String, T>, language: &str) -> Option<&'a T> {
    let main = language.split('-').next().unwrap_or_default();
    by_language
        .get(language)
        .or_else(|| by_language.get(main))
        .or_else(|| by_language.get(FALLBACK_LANGUAGE))
        .or_else(|| by_language.values().next())
}

/// A bank is found by the name of its file; under another id, its calls could not be taken up again.
fn misnamed(found: &str, stem: &str, file: &str, place: Place) -> Problem {
    Problem::new(Code::BadId, file, place, format!("the bank calls itself `{found}`, and its file `{stem}`"))
        .with_fix(format!("write `id: {stem}`, or rename the file to `{found}.yaml`"))
}

/// A bank is found by the folder of its language; in another one, calls in its own language would not find it.
fn misplaced(language: &str, folder: &str, file: &str, place: Place) -> Problem {
    let message = format!("the bank says that it is in `{language}`, and stands in the folder `{folder}`");
    Problem::new(Code::BadId, file, place, message)
        .with_fix(format!("write `language: {folder}`, or move the file to the folder `{language}`"))
}

/// FNV-1a (64 bits) over texts and their lengths, in hexadecimal: the same content has the same fingerprint on every
/// machine and for ever, which is all that a journal asks of it.
fn fingerprint<'a>(sources: impl IntoIterator<Item = &'a Arc<Source>>) -> String {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let bytes = sources.into_iter().flat_map(|source| {
        let length = (source.text.len() as u64).to_le_bytes();
        length.into_iter().chain(source.text.bytes())
    });
    let hash = bytes.fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME));
    format!("{hash:016x}")
}
#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Level, Question, ValueKind};

    #[test]
    fn every_shipped_bank_is_clean() {
        let library = Library::embedded();
        for id in library.ids() {
            for language in library.languages(id) {
                if let Err(problems) = library.bank(id, language) {
                    panic!("{problems}");
                }
            }
        }
    }

    #[test]
    fn the_six_frameworks_ship_at_full_depth() {
        let library = Library::embedded();
        assert_eq!(library.ids(), ["anum", "bant", "champ", "faint", "gpctba-ci", "meddic"]);
        for id in library.ids() {
            let bank = library.bank(id, "en").expect("clean");
            let own = bank.sections.iter().filter(|section| !section.scored.is_empty());
            let questions = own.map(|section| section.questions.len()).sum::<usize>();
            assert!((20..=45).contains(&questions), "{id} has {questions} questions of its own");
            for question in bank.questions() {
                assert!(question.ask.len() >= 2 && !question.listen_for.is_empty(), "{id}: {}", question.id);
                assert!(!question.probes.is_empty() || question.topic == "note", "{id}: {}", question.id);
                assert!(!question.samples.is_empty(), "{id}: {} has no samples", question.id);
            }
        }
    }

    #[test]
    fn every_shipped_question_is_a_good_one() {
        let library = Library::embedded();
        let found: Vec<String> = library.sources().flat_map(|s| library.review(s)).map(|p| p.to_string()).collect();
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn the_example_in_the_guide_is_a_good_bank() {
        let guide = include_str!("../../question_banks/README.md");
        let example = guide.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
        let source = Source::new("en/ours.yaml", example);
        assert_eq!(Library::embedded().review(&source), []);
        assert!(Library::embedded().build(&source).is_ok());
    }

    #[test]
    fn the_vocabulary_holds_every_topic_of_the_contract() {
        let topics = Library::embedded().topics("en").expect("the embedded topics are clean");
        let of_level = |level| topics.iter().filter(|topic| topic.level == level).count();
        assert_eq!(of_level(Level::Organization), 6);
        assert_eq!(of_level(Level::Opportunity), 28);
        assert_eq!(of_level(Level::Stakeholder), 17);
        assert_eq!(of_level(Level::Any), 2);
        assert_eq!(topics.get("budget.amount").map(|topic| topic.kind), Some(ValueKind::Money));
        assert!(topics.iter().all(|topic| topic.cue.split(' ').count() <= 4), "cues are two to four words");
    }

    #[test]
    fn knowledge_is_tested_where_the_guide_says() {
        let topics = Library::embedded().topics("en").expect("the embedded topics are clean");
        for topic in topics.iter() {
            let family = topic.id.family();
            assert_eq!(
                topic.knowledge,
                ["goal", "pain", "need", "plan", "criteria", "process"].contains(&family),
                "{}",
                topic.id
            );
        }
    }

    /// A folder of the user's with some files in it.
    fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, bytes) in files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            std::fs::write(path, bytes).expect("a file");
        }
        folder
    }

    /// The shipped BANT bank with another title.
    fn own_bant() -> String {
        EMBEDDED
            .iter()
            .find(|(path, ..)| *path == "en/bant.yaml")
            .expect("BANT")
            .1
            .replace("title: BANT", "title: Ours")
    }

    #[test]
    fn the_users_folder_overrides_by_id_and_adds() {
        let ours = own_bant().replace("id: bant", "id: ours");
        let topics = b"topics:\n  - {id: budget.amount, level: stakeholder, kind: money, cue: {en: our budget}}\n\
                       \x20 - {id: site.access, level: any, kind: text, cue: {en: way in}}\n";
        let folder = folder(&[
            ("en/bant.yaml", own_bant().as_bytes()),
            ("en/ours.yaml", ours.as_bytes()),
            ("topics.yaml", topics),
        ]);
        let library = Library::load([folder.path()]);
        assert!(library.ids().contains(&"ours"));
        assert_eq!(library.bank("bant", "en").expect("clean").title, "Ours");
        let bank = library.bank("ours", "en").expect("clean");
        assert_eq!(bank.topics.get("budget.amount").map(|topic| topic.cue.as_str()), Some("our budget"));
        assert!(bank.topics.get("site.access").is_some() && bank.topics.get("goal.target").is_some());
    }

    #[test]
    fn a_folder_that_is_not_there_adds_nothing() {
        let library = Library::load(["/no/such/folder"]);
        assert_eq!(library.ids(), Library::embedded().ids());
        assert!(library.problems().is_empty());
    }

    #[test]
    fn one_bad_file_does_not_spoil_the_others() {
        let folder =
            folder(&[("en/bad.yaml", b"id: [\n"), ("en/latin.yaml", b"id: caf\xe9\n"), ("mine.yaml", b"id: mine\n")]);
        let library = Library::load([folder.path()]);
        assert!(library.bank("bant", "en").is_ok());
        assert_eq!(library.bank("bad", "en").expect_err("bad YAML").list[0].code, Code::Unclosed);
        let messages: Vec<&str> = library.problems().iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(messages, ["the byte 0xE9 is no part of a UTF-8 text", "a bank outside the folder of a language"]);
    }

    #[test]
    fn a_folder_is_checked_with_its_own_topics() {
        let text = own_bant().replace("id: bant", "id: ours").replace("topic: need.degree", "topic: need.taste");
        let topics = b"topics: [{id: need.taste, level: any, kind: text, cue: {en: taste}}]\n";
        let folder = folder(&[("en/ours.yaml", text.as_bytes()), ("topics.yaml", topics)]);
        let source = read(&folder.path().join("en/ours.yaml")).expect("the file");
        let library = Library::embedded();
        assert!(library.review(&source).iter().any(|problem| problem.code == Code::UnknownTopic));
        assert_eq!(library.with_folder(folder.path()).review(&source), []);
    }

    #[test]
    fn an_unknown_bank_is_answered_with_those_that_exist() {
        let problems = Library::embedded().bank("bnat", "en").expect_err("no such bank");
        assert_eq!(
            problems.to_string(),
            "B018: there is no bank `bnat`; expected one of anum, bant, champ, faint, gpctba-ci, meddic; did you mean `bant`?"
        );
    }

    #[test]
    fn a_bank_has_to_carry_the_name_of_its_file() {
        let folder = folder(&[("en/ours.yaml", own_bant().as_bytes())]);
        let problems = Library::load([folder.path()]).bank("ours", "en").expect_err("another id");
        assert_eq!(problems.list[0].message, "the bank calls itself `bant`, and its file `ours`");
    }

    #[test]
    fn a_language_without_the_bank_gets_the_english_one() {
        assert_eq!(Library::embedded().bank("bant", "pt-BR").expect("BANT").language, "en");
    }

    #[test]
    fn the_bant_bank_reaches_every_criterion() {
        let bank = Library::embedded().bank("bant", "en").expect("BANT is clean");
        let asked =
            |wanted: &[&str]| bank.questions().any(|question| wanted.iter().any(|topic| question.topic == **topic));
        for criterion in [
            &["company.territory"][..],
            &["company.industry"],
            &["company.size"],
            &["company.fit"],
            &["product.familiarity"],
            &["pain.problem"],
            &["users.team"],
            &["timeline.start"],
            &["timeline.capacity"],
            &["budget.amount"],
            &["authority.signs"],
            &["criteria.list"],
            &["goal.statement"],
        ] {
            assert!(asked(criterion), "{criterion:?}");
        }
        let own = bank.sections.iter().filter(|section| !section.scored.is_empty());
        assert!(own.flat_map(|section| &section.questions).count() >= 22);
        assert!(bank.questions().all(|question| question.ask.len() >= 2 && !question.listen_for.is_empty()));
        let probed = |question: &Question| !question.probes.is_empty() || question.topic == "note";
        assert!(bank.questions().all(probed));
    }

    /// Characters that mean something in YAML.
    const MARKS: &[u8] = b":-[]{}&*!|>'\"#%@`, \n\t\0";

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(24))]

        /// The shipped bank with bytes dropped, doubled or swapped is read, checked and reviewed without panic.
        #[test]
        fn a_mutilated_bank_is_survived(wounds in proptest::collection::vec((0usize..20_000, 0u8..4, 0usize..200), 1..8)) {
            let mut bytes = own_bant().into_bytes();
            for (at, how, length) in wounds {
                let at = at % bytes.len();
                let end = (at + length).min(bytes.len());
                match how {
                    0 => { bytes.drain(at..end); }
                    1 => { let part = bytes[at..end].to_vec(); bytes.splice(at..at, part); }
                    2 => bytes[at] = MARKS[length % MARKS.len()],
                    _ => bytes[at..end].reverse(),
                }
                bytes.push(b'\n');
            }
            let source = Source::new("en/ours.yaml", &String::from_utf8_lossy(&bytes));
            let library = Library::embedded();
            for problem in library.review(&source) {
                proptest::prop_assert!(source.text.get(problem.place.start..problem.place.end).is_some());
            }
            let _ = library.build(&source);
        }
    }

    #[test]
    fn a_bank_of_ten_thousand_questions_is_within_the_limits() {
        let question = |n: usize| {
            format!("      - {{id: q.{n}, topic: note, cue: a cue, ask: [What is it?, How so?], why: To know.}}\n")
        };
        let head = "id: large\ntitle: L\nlanguage: en\npurpose: p\naccepts: claimed\nplanned_minutes: 9\nsections:\n\
                    \x20 - id: all\n    title: A\n    purpose: p\n    scored: [{topics: [note], points: 100}]\n    questions:\n";
        let text = std::iter::once(head.to_owned()).chain((0..10_000).map(question)).collect::<Vec<_>>().concat();
        let bank = Library::embedded().build(&Source::new("large.yaml", &text)).expect("clean");
        assert!(bank.questions().count() > 10_000);
    }
}

//! Checking files on their own, as `bantam banks check` does: what is wrong, and what could be asked better.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::{FALLBACK_LANGUAGE, Library, in_language, misnamed, misplaced};
use crate::bank::card::read_cards;
use crate::bank::check::{self, check_bank, check_topics};
use crate::bank::problem::{Code, Problem, Severity, Sink, Source};
use crate::bank::quality::{Quality, QuestionCheck, SharedQuestions, review_slips};
use crate::bank::question::Bank;
use crate::bank::raw::{RawBank, RawSection, RawShared, RawTopics};
use crate::bank::topic::Topics;
use crate::bank::yaml::{self, FromNode, Node};

impl Library {
    /// Every file at hand, topics first.
    pub fn sources(&self) -> impl Iterator<Item = &Arc<Source>> {
        let banks = self.banks.values().flat_map(|by_language| by_language.values());
        let beside = self.shared.values().chain(self.quality.values()).chain(self.cards.values().flatten());
        self.topics.iter().chain(beside).chain(self.drills.values()).chain(banks)
    }

    /// Everything wrong in a file, and (as warnings) what makes its questions weak; empty if it is fine.
    ///
    /// What the file is follows from its name: `topics.yaml`, `shared.yaml`, `quality.yaml`, `cards.yaml`, `drill.yaml`,
    /// or else a bank. A bank is checked with this library's topics and shared sections, whose own problems are left
    /// out.
    pub fn review(&self, source: &Arc<Source>) -> Vec<Problem> {
        self.examine(source).0
    }

    /// The questions that stand in a file itself, as a bank of their own, so that their samples can be tried; `None`
    /// where the file holds no questions, or has errors.
    pub fn trial(&self, source: &Arc<Source>) -> Option<Bank> {
        self.examine(source).1
    }

    /// Both at once, so that the file is read once: what [`Library::review`] finds, and what [`Library::trial`] tries.
    pub fn examine(&self, source: &Arc<Source>) -> (Vec<Problem>, Option<Bank>) {
        let sink = Sink::new(&source.name);
        let path = Path::new(&source.name);
        let Some(root) = yaml::parse_content(source, &sink) else { return (sink.into_list(), None) };
        let bank = match path.file_name().and_then(|name| name.to_str()) {
            Some("topics.yaml") => {
                self.review_topics(&root, source, &sink);
                None
            }
            Some("shared.yaml") => self.review_shared(&root, source, &sink),
            Some("quality.yaml") => {
                Quality::from_node(&root, &sink);
                None
            }
            Some("cards.yaml") => {
                read_cards(&root, &sink);
                None
            }
            // What an exercise means is known further down: `practice` checks the rest.
            Some("drill.yaml") => None,
            _ => {
                let bank = self.review_bank(&root, source, &sink);
                review_name(&root, path, &sink);
                bank
            }
        };
        let list = sink.into_list();
        let is_sound = list.iter().all(|problem| problem.code.severity() == Severity::Advice);
        (list, bank.filter(|_| is_sound))
    }

    /// The words by which questions of a language are judged, for those that are asked and not written.
    pub fn question_check(&self, language: &str) -> QuestionCheck {
        QuestionCheck::new(self.quality(language))
    }

    /// What makes a weak question in a language. Words of another one would only raise false alarms, so there is no
    /// fallback; nor are there any in a file with slips.
    fn quality(&self, language: &str) -> Option<Quality> {
        let main_language = language.split('-').next().unwrap_or_default();
        let source = self.quality.get(language).or_else(|| self.quality.get(main_language))?;
        let unheard = Sink::new(&source.name);
        let quality = yaml::parse(source, &unheard).and_then(|root| Quality::from_node(&root, &unheard))?;
        unheard.is_empty().then_some(quality)
    }

    fn review_topics(&self, root: &Node, source: &Arc<Source>, sink: &Sink) {
        let Some(raw) = RawTopics::from_node(root, sink) else { return };
        let program = self.topics.first().filter(|first| !Arc::ptr_eq(first, source));
        let base = program.map(|program| {
            let unheard = Sink::new(&program.name);
            let raw = yaml::parse(program, &unheard).and_then(|root| RawTopics::from_node(&root, &unheard));
            let topics = raw.map(|raw| raw.topics).unwrap_or_default();
            check_topics(&Topics::default(), &topics, FALLBACK_LANGUAGE, &unheard)
        });
        check_topics(&base.unwrap_or_default(), &raw.topics, FALLBACK_LANGUAGE, sink);
    }

    fn review_shared(&self, root: &Node, source: &Source, sink: &Sink) -> Option<Bank> {
        let shared = RawShared::from_node(root, sink)?;
        let language = language_of_folder(Path::new(&source.name));
        review_slips(&shared.sections, &source.text, sink);
        let (topics, _) = self.read_topics(language);
        let bank = RawBank::without_sections(language);
        let checked = check_bank(&bank, &Sink::new(""), &shared, sink, &topics);
        check::review_shared(&shared, sink, &topics);
        self.review_questions(&shared.sections, &SharedQuestions::default(), language, sink);
        Some(checked)
    }

    /// Reviews a bank, and gives the part of it that stands in its own file.
    fn review_bank(&self, root: &Node, source: &Source, sink: &Sink) -> Option<Bank> {
        let bank = RawBank::from_node(root, sink)?;
        review_slips(&bank.sections, &source.text, sink);
        let language = bank.language.as_ref().map_or(FALLBACK_LANGUAGE, |language| language.value.as_str());
        let (topics, topic_problems) = self.read_topics(language);
        let shared_file = in_language(&self.shared, language).map_or("shared.yaml", |source| &source.name);
        let unheard = Sink::new(shared_file);
        let shared = self.read_shared(language, &unheard);
        if !topic_problems.is_empty() || !unheard.is_empty() {
            review_alone(&bank, &shared, &topics, sink);
            return None;
        }
        let checked = check_bank(&bank, sink, &shared, &unheard, &topics);
        check::review_bank(&bank, sink, &shared, &unheard, &checked.topics);
        let asked: BTreeSet<&str> = checked.questions().map(|question| question.id.as_str()).collect();
        let beside = shared.sections.iter().flat_map(|section| &section.questions);
        let beside = beside.filter(|question| asked.contains(question.id.value.as_str())).collect();
        let beside = SharedQuestions { file: shared_file, questions: beside };
        self.review_questions(&bank.sections, &beside, language, sink);
        let own = checked.sections.iter().filter(|section| !section.shared).cloned().collect();
        Some(Bank { sections: own, ..checked })
    }

    fn review_questions(&self, sections: &[RawSection], beside: &SharedQuestions<'_>, language: &str, sink: &Sink) {
        if let Some(quality) = self.quality(language) {
            quality.review(sections, beside, sink);
        }
    }
}

/// Checks a bank beside topics or shared sections that are broken themselves: what may only be missing there is not
/// reported here.
fn review_alone(bank: &RawBank, shared: &RawShared, topics: &Topics, sink: &Sink) {
    let found = Sink::new(sink.file());
    check_bank(bank, &found, shared, &Sink::new(""), topics);
    let may_be_missing = |code| matches!(code, Code::UnknownTopic | Code::UnknownQuestion | Code::NeverOpens);
    found
        .into_list()
        .into_iter()
        .filter(|problem| !may_be_missing(problem.code))
        .for_each(|problem| sink.report(problem));
}

/// A bank in the folder of its language is found by the name of its file; one that stands elsewhere is still on its way.
/// A folder of another language is told by its name, which has two letters for most.
fn review_name(root: &Node, path: &Path, sink: &Sink) {
    let (Some(id), Some(node)) = (root.get("id"), root.get("language")) else { return };
    let Some(language) = node.as_text() else { return };
    let is_language = |folder: &&str| folder.split('-').next().is_some_and(|main| main.len() == 2);
    if let Some(folder) = folder_name(path).filter(is_language).filter(|folder| *folder != language) {
        sink.report(misplaced(language, folder, sink.file(), node.place));
        return;
    }
    let (Some(found), Some(file)) = (id.as_text(), path.file_stem().and_then(|stem| stem.to_str())) else { return };
    if folder_name(path) == Some(language) && found != file {
        sink.report(misnamed(found, file, sink.file(), id.place));
    }
}

/// The folder that a file stands in names its language; of a file that stands elsewhere, the fallback is assumed.
fn language_of_folder(path: &Path) -> &str {
    let is_tag = |name: &&str| {
        let main = name.split('-').next().unwrap_or_default();
        (2..=3).contains(&main.len()) && main.chars().all(|c| c.is_ascii_lowercase())
    };
    folder_name(path).filter(is_tag).unwrap_or(FALLBACK_LANGUAGE)
}

fn folder_name(path: &Path) -> Option<&str> {
    path.parent()?.file_name()?.to_str()
}

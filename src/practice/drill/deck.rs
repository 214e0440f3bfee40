//! Every exercise of a language: made from the banks, and from what people wrote.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::bank::problem::Place;
use crate::bank::yaml::Placed;
use crate::bank::{Bank, FlagKind, Library, Probe, Question, QuestionCheck, Section, TopicId, Topics};

use super::Kind;
use super::chance::rank;
use super::content::{Drills, SignalItem};

/// Every exercise of a language.
#[derive(Debug, Clone)]
pub struct Deck {
    /// BCP 47 tag.
    pub(super) language: String,
    pub(super) cards: Vec<Card>,
    pub(super) drills: Drills,
    pub(super) topics: Arc<Topics>,
    /// By which typed questions are judged; without it, none are asked for.
    pub(super) check: Option<Arc<QuestionCheck>>,
    is_whole: bool,
}

/// An exercise before it is put to anybody.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Card {
    /// Language, kind, and where it comes from: `en/probe/bant/budget.plan/vague`.
    pub(super) id: String,
    /// The framework that it comes from; empty for what comes from none.
    pub(super) source: String,
    pub(super) task: Task,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Task {
    /// Which signals are in the answer? Of a bank's sample the reader says all, and the bank one of them.
    Signal { item: SignalItem, topic: TopicId, is_sample: bool },
    /// What to say to a weak answer?
    Probe { question: String, say: String, flag: FlagKind, right: String, others: Vec<(FlagKind, String)> },
    /// How to open a closed question?
    Open { closed: String, models: Vec<String> },
    /// What comes next?
    Recall { asked: String, right: String, others: Vec<String>, because: String },
}

impl Card {
    pub(super) const fn kind(&self) -> Kind {
        match self.task {
            Task::Signal { .. } => Kind::Signal,
            Task::Probe { .. } => Kind::Probe,
            Task::Open { .. } => Kind::Open,
            Task::Recall { .. } => Kind::Recall,
        }
    }
}

impl Deck {
    /// Makes the exercises of a language (BCP 47) from everything that a library holds. A bank that cannot be used is left
    /// out, and told by [`Deck::is_whole`].
    pub fn build(library: &Library, language: &str) -> Self {
        let drills = library.drills(language).map(|source| Drills::read(source)).unwrap_or_default();
        let topics = library.topics(language).unwrap_or_default();
        let check = Some(library.question_check(language)).filter(QuestionCheck::has_words).map(Arc::new);
        let mut cards: Vec<Card> =
            drills.signals.iter().filter_map(|item| own_signal(item, &topics, language)).collect();
        if check.is_some() {
            cards.extend(drills.open.iter().map(|item| Card {
                id: format!("{language}/open/{}", item.id.value),
                source: String::new(),
                task: Task::Open {
                    closed: item.closed.value.clone(),
                    models: item.open.iter().map(|open| open.value.clone()).collect(),
                },
            }));
        }
        let mut is_whole = true;
        for id in library.ids() {
            match library.bank(id, language) {
                Ok(bank) => cards.extend(of_bank(&bank, language)),
                Err(_) => is_whole = false,
            }
        }
        // What all banks share is in each of them.
        let mut seen = BTreeSet::new();
        cards.retain(|card| seen.insert(card.id.clone()));
        Self { language: language.to_owned(), cards, drills, topics, check, is_whole }
    }

    /// How many exercises there are of each kind.
    pub fn counts(&self) -> BTreeMap<Kind, usize> {
        let mut counts = BTreeMap::new();
        for card in &self.cards {
            *counts.entry(card.kind()).or_default() += 1;
        }
        counts
    }

    /// Of the ids of exercises met before, those that no longer exist in this language: their text has changed. While a
    /// bank cannot be read, nothing counts as gone.
    pub fn gone<'a>(&self, met: impl IntoIterator<Item = &'a String>) -> Vec<String> {
        if !self.is_whole {
            return Vec::new();
        }
        let known: BTreeSet<&str> = self.cards.iter().map(|card| card.id.as_str()).collect();
        let mine = format!("{}/", self.language);
        met.into_iter().filter(|id| id.starts_with(&mine) && !known.contains(id.as_str())).cloned().collect()
    }

    /// Whether every bank could be read.
    pub const fn is_whole(&self) -> bool {
        self.is_whole
    }
}

fn own_signal(item: &SignalItem, topics: &Topics, language: &str) -> Option<Card> {
    let topic = topics.get(&item.topic.value)?.id.clone();
    let id = format!("{language}/signal/own/{}", item.id.value);
    Some(Card { id, source: String::new(), task: Task::Signal { item: item.clone(), topic, is_sample: false } })
}

/// The exercises that a bank gives.
fn of_bank(bank: &Bank, language: &str) -> Vec<Card> {
    let mut cards = Vec::new();
    for section in &bank.sections {
        // What is shared belongs to no framework, and is met once.
        let (place, source) = if section.shared { ("shared", "") } else { (bank.id.as_str(), bank.title.as_str()) };
        for question in &section.questions {
            let at = format!("{place}/{}", question.id);
            let card = |kind: Kind, rest: String, task| Card {
                id: format!("{language}/{kind}/{at}/{rest}"),
                source: source.to_owned(),
                task,
            };
            cards.extend(question.samples.iter().filter_map(|sample| {
                let item = sample_item(question, &sample.say, sample.flag)?;
                // The words are part of the id: another answer is another exercise.
                let rest = format!("{:08x}", rank(0, &sample.say) as u32);
                Some(card(Kind::Signal, rest, Task::Signal { item, topic: question.topic.clone(), is_sample: true }))
            }));
            cards.extend(probes(question).into_iter().map(|(flag, task)| card(Kind::Probe, flag.to_string(), task)));
        }
    }
    cards.extend(recalls(bank, language));
    cards
}

fn sample_item(question: &Question, say: &str, flag: Option<FlagKind>) -> Option<SignalItem> {
    let placed = |value: &str| Placed { value: value.to_owned(), place: Place::default() };
    Some(SignalItem {
        id: placed(question.id.as_str()),
        topic: placed(question.topic.as_str()),
        ask: question.ask.first()?.clone(),
        before: Vec::new(),
        say: placed(say),
        flags: flag.into_iter().collect(),
        why: None,
    })
}

/// For each flag that the question has a probe for and a sample of: what to say to that sample.
fn probes(question: &Question) -> Vec<(FlagKind, Task)> {
    let task = |probe: &Probe| {
        let sample = question.samples.iter().find(|sample| sample.flag == Some(probe.flag))?;
        let others = question.probes.iter().filter(|other| is_another_need(probe.flag, other.flag));
        let task = Task::Probe {
            question: question.ask.first()?.clone(),
            say: sample.say.clone(),
            flag: probe.flag,
            right: probe.say.clone(),
            others: others.map(|other| (other.flag, other.say.clone())).collect(),
        };
        Some((probe.flag, task))
    };
    question.probes.iter().filter_map(task).collect()
}

/// Whether a probe for the one flag is plainly wrong for the other: who does not know needs another person, who knows
/// needs another question. Between the rest there is room for taste.
fn is_another_need(one: FlagKind, other: FlagKind) -> bool {
    (one == FlagKind::Unknowing) != (other == FlagKind::Unknowing)
}

/// What comes next in a framework: its sections in order, and within each the questions that are always asked.
fn recalls(bank: &Bank, language: &str) -> Vec<Card> {
    let own: Vec<&Section> = bank.sections.iter().filter(|section| !section.shared).collect();
    let titles: Vec<String> = own.iter().map(|section| section.title.clone()).collect();
    let order = titles.join(", ");
    let card = |rest: &str, task| Card {
        id: format!("{language}/recall/{}/{rest}", bank.id),
        source: bank.title.clone(),
        task,
    };
    let mut cards = Vec::new();
    for (at, section) in own.iter().enumerate() {
        let asked = match at.checked_sub(1).and_then(|before| titles.get(before)) {
            None => format!("Which section opens {}?", bank.title),
            Some(before) => format!("{}: which section comes after {before}?", bank.title),
        };
        let because = format!("{}: {order}. {}: {}", bank.title, section.title, section.purpose);
        let others = titles.iter().filter(|title| **title != section.title).cloned().collect();
        cards.push(card(&section.id, Task::Recall { asked, right: section.title.clone(), others, because }));
        cards.extend(next_questions(section, &own).into_iter().map(|(id, asked, right, others)| {
            let because = format!("{} in {}: {}", section.title, bank.title, section.purpose);
            let asked = format!("{}, {}: {asked}", bank.title, section.title);
            card(&id, Task::Recall { asked, right, others, because })
        }));
    }
    cards
}

/// For each question of a section that is always asked: its id, what to recall, its cue, and cues of other sections.
fn next_questions(section: &Section, own: &[&Section]) -> Vec<(String, String, String, Vec<String>)> {
    let always = |section: &Section| -> Vec<Question> {
        section.questions.iter().filter(|question| !question.conditional).cloned().collect()
    };
    let cues: Vec<String> = own
        .iter()
        .filter(|other| other.id != section.id)
        .flat_map(|other| always(other).into_iter().map(|question| question.cue))
        .collect();
    let questions = always(section);
    let mut found = Vec::new();
    for (at, question) in questions.iter().enumerate() {
        let asked = match at.checked_sub(1).map(|before| &questions[before].cue) {
            None => "what is asked first?".to_owned(),
            Some(before) => format!("after \u{201c}{before}\u{201d}, what is asked next?"),
        };
        let others = cues.iter().filter(|cue| **cue != question.cue).cloned().collect();
        found.push((question.id.to_string(), asked, question.cue.clone(), others));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_deck_is_large_and_every_kind_is_in_it() {
        let deck = Deck::build(&Library::embedded(), "en");
        let counts = deck.counts();
        assert!(deck.is_whole() && Kind::ALL.iter().all(|kind| counts[kind] >= 30), "{counts:?}");
        assert!(deck.cards.len() >= 120);
        let own = deck.cards.iter().filter(|card| card.id.starts_with("en/signal/own/")).count();
        assert!(own >= 30, "{own} answers of our own");
    }

    #[test]
    fn ids_are_unique_and_stay_when_the_deck_is_built_again() {
        let ids = |deck: &Deck| deck.cards.iter().map(|card| card.id.clone()).collect::<Vec<_>>();
        let (one, two) = (Deck::build(&Library::embedded(), "en"), Deck::build(&Library::embedded(), "en"));
        assert_eq!(ids(&one), ids(&two));
        assert_eq!(ids(&one).into_iter().collect::<BTreeSet<_>>().len(), one.cards.len());
    }

    #[test]
    fn what_is_gone_is_told_for_this_language_alone() {
        let deck = Deck::build(&Library::embedded(), "en");
        let met = ["en/open/never-was", "de/open/never-was", "en/recall/bant/budget"].map(str::to_owned);
        assert_eq!(deck.gone(&met), ["en/open/never-was"]);
    }
}

//! Where to look for what contradicts an answer: earlier answers by what they are about.

use std::collections::{BTreeSet, HashMap};

use crate::bank::{TopicId, Topics};
use crate::call::PersonId;
use crate::signals::value::{Fact, Span, Value};
use crate::signals::{Answer, Reading};

use super::statement::Statement;

/// So many of the latest answers about a thing are compared; what lies further back was superseded.
const LATEST: usize = 8;
/// So many are compared in all.
const MOST: usize = 24;
/// So many words say what an answer is about.
const SUBJECTS: usize = 24;

/// Families whose topics speak of one thing: who may decide, and what works.
const FAMILIES: [&str; 2] = ["authority", "pain"];

/// Wording that speaks of a topic whatever the answer was filed under.
const ASPECTS: [(&str, &str); 41] = [
    ("opposition.owns_budget", "buyer.name"),
    ("opposition.sets_criteria", "criteria.owner"),
    ("opposition.somebody_signs", "authority.signs"),
    ("opposition.others_must", "authority"),
    ("opposition.must", "need.degree"),
    ("opposition.not_must", "need.degree"),
    ("opposition.is_approved", "budget.approved"),
    ("opposition.not_approved", "budget.approved"),
    ("opposition.has_capacity", "timeline.capacity"),
    ("opposition.no_capacity", "timeline.capacity"),
    ("opposition.gives_access", "buyer.access"),
    ("opposition.no_access", "buyer.access"),
    ("opposition.has_tried", "pain.tried"),
    ("opposition.never_tried", "pain.tried"),
    ("opposition.has_concerns", "buyer.concerns"),
    ("opposition.no_concerns", "buyer.concerns"),
    ("opposition.is_interested", "interest.level"),
    ("opposition.not_interested", "interest.level"),
    ("opposition.hit_plan", "plan.last_year"),
    ("opposition.missed_plan", "plan.last_year"),
    ("opposition.harms", "consequence.company"),
    ("opposition.harmless", "consequence.company"),
    ("opposition.no_growth", "goal.target"),
    ("opposition.uses_it", "users.team"),
    ("opposition.starts_it", "timeline.start"),
    ("opposition.may_spend", "authority"),
    ("opposition.sees_others", "solution.alternatives"),
    ("opposition.sees_nobody", "solution.alternatives"),
    ("opposition.agrees", "budget.return_agreed"),
    ("opposition.disputes", "budget.return_agreed"),
    ("opposition.drives_it", "champion.name"),
    ("opposition.i_set_criteria", "criteria.owner"),
    ("opposition.i_own_budget", "buyer.name"),
    ("opposition.no_tool", "solution.current"),
    ("opposition.by_hand", "solution.current"),
    ("opposition.budget_is", "budget.amount"),
    ("opposition.only_here", "company.territory"),
    ("opposition.operates_in", "company.territory"),
    ("opposition.tried_it", "product.familiarity"),
    ("opposition.never_had_one", "product.familiarity"),
    ("opposition.we_start", "timeline.start"),
];

/// What earlier answers are about, so that the thousandth remark is compared with as few as the tenth.
///
/// It belongs to a row of answers and knows them by their place in it.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    places: HashMap<PersonId, Places>,
    len: usize,
}

/// The answers of one person.
#[derive(Debug, Clone, Default)]
struct Places {
    /// By what they are about.
    about: HashMap<Box<str>, Vec<usize>>,
    /// By every word that says something, for what is denied later.
    naming: HashMap<Box<str>, Vec<usize>>,
}

impl Places {
    fn lists(&mut self) -> impl Iterator<Item = &mut Vec<usize>> {
        self.about.values_mut().chain(self.naming.values_mut())
    }
}

impl Memory {
    /// The memory of a row of answers.
    pub fn of(answers: &[Answer]) -> Self {
        let mut memory = Self::default();
        for answer in answers {
            memory.push(answer);
        }
        memory
    }

    /// Remembers the answer that follows those known.
    pub fn push(&mut self, answer: &Answer) {
        let Reading { topic, facts, statement, .. } = &answer.reading;
        let places = self.places.entry(answer.by).or_default();
        if let Some(statement) = statement {
            for key in keys(topic.as_ref().map(TopicId::as_str), facts, statement) {
                places.about.entry(key.into()).or_default().push(self.len);
            }
            for word in named(statement) {
                places.naming.entry(word.into()).or_default().push(self.len);
            }
        }
        self.len += 1;
    }

    /// Forgets all answers but the first so many.
    pub fn truncate(&mut self, len: usize) {
        if len < self.len {
            for places in self.places.values_mut().flat_map(Places::lists) {
                places.truncate(places.partition_point(|&at| at < len));
            }
            self.len = len;
        }
    }

    /// The places of the answers of one person that may be about the same thing, the latest first.
    pub(super) fn related(&self, by: PersonId, subject: &Subject<'_>) -> Vec<usize> {
        let Some(places) = self.places.get(&by) else { return Vec::new() };
        let Subject { about, named, denies } = subject;
        let mut found: BTreeSet<usize> = about.iter().flat_map(|key| latest(&places.about, key)).copied().collect();
        found.extend(named.iter().flat_map(|word| latest(&places.about, word)));
        if *denies {
            found.extend(named.iter().flat_map(|word| latest(&places.naming, word)));
        }
        found.into_iter().rev().take(MOST).collect()
    }

    /// The people but one who said something.
    pub(super) fn others(&self, by: PersonId) -> impl Iterator<Item = PersonId> {
        let people: BTreeSet<PersonId> = self.places.keys().copied().filter(|person| *person != by).collect();
        people.into_iter()
    }
}

/// What an answer that is about to be compared is about.
pub(super) struct Subject<'a> {
    /// Topics and what is measured or judged.
    about: BTreeSet<&'a str>,
    /// The words that say something.
    named: BTreeSet<&'a str>,
    /// Whether it denies something.
    denies: bool,
}

impl<'a> Subject<'a> {
    pub(super) fn of(topic: Option<&'a str>, facts: &'a [Fact], statement: &'a Statement, topics: &'a Topics) -> Self {
        let mut about = keys(topic, facts, statement);
        let paired: Vec<&str> = about.iter().flat_map(|key| partners(key, topics)).collect();
        about.extend(paired);
        Self { about, named: named(statement), denies: statement.cue("opposition.never").is_some() }
    }
}

/// The latest of the answers under a key.
fn latest<'m>(places: &'m HashMap<Box<str>, Vec<usize>>, key: &str) -> &'m [usize] {
    places.get(key).map_or(&[][..], |at| &at[at.len().saturating_sub(LATEST)..])
}

/// The words of an answer that say something.
fn named(statement: &Statement) -> BTreeSet<&str> {
    let words = statement.words().iter().filter(|word| !word.stem.is_empty());
    words.map(|word| &*word.stem).take(SUBJECTS).collect()
}

/// What an answer is about: topics, families, and the words of what is measured or judged in it.
fn keys<'a>(topic: Option<&'a str>, facts: &'a [Fact], statement: &'a Statement) -> BTreeSet<&'a str> {
    let topics = topic.into_iter().chain(facts.iter().map(|fact| fact.topic.as_str())).filter(|id| *id != "note");
    let mut keys: BTreeSet<&str> = topics.clone().collect();
    keys.extend(FAMILIES.iter().filter(|family| topics.clone().any(|id| id.split('.').next() == Some(family))));
    let power = ["opposition.signs", "opposition.cannot_sign", "opposition.signs_all"];
    if power.iter().any(|list| statement.cue(list).is_some()) {
        keys.insert("authority");
    }
    for (list, topic) in ASPECTS {
        if statement.cue(list).is_some() {
            keys.insert(topic);
        }
    }
    let telling: BTreeSet<u16> = telling(facts, statement).collect();
    let subjects = statement.words().iter().filter(|word| !word.stem.is_empty() && telling.contains(&word.sentence));
    keys.extend(subjects.map(|word| &*word.stem).take(SUBJECTS));
    keys
}

/// Wording in whose sentence something is judged or denied.
const JUDGING: [&str; 26] = [
    "opposition.has_say",
    "opposition.no_say",
    "opposition.works",
    "opposition.broken",
    "opposition.for_it",
    "opposition.against_it",
    "opposition.likes",
    "opposition.hates",
    "opposition.costs_much",
    "opposition.costs_nothing",
    "opposition.never",
    "opposition.fast",
    "opposition.slow",
    "opposition.full",
    "opposition.empty",
    "opposition.grows",
    "opposition.shrinks",
    "opposition.automatic",
    "opposition.manual",
    "opposition.is_done",
    "opposition.not_done",
    "opposition.all_of_them",
    "opposition.none_of_them",
    "opposition.there_is_no",
    "opposition.there_is",
    "opposition.left_out",
];

/// The sentences in which something is measured or judged.
fn telling<'a>(facts: &'a [Fact], statement: &'a Statement) -> impl Iterator<Item = u16> + 'a {
    let measured = facts.iter().filter(|fact| !matches!(fact.value, Value::Person { .. } | Value::Place { .. }));
    let judged = JUDGING.into_iter().flat_map(|list| statement.cues(list));
    let spans = measured.map(|fact| fact.span).chain(judged);
    spans.filter_map(|span: Span| statement.words().get(statement.word_at(span.start)).map(|word| word.sentence))
}

/// The topics with which a topic can conflict, though they are others.
fn partners<'t>(id: &str, topics: &'t Topics) -> impl Iterator<Item = &'t str> {
    let named = topics.get(id).into_iter().flat_map(|topic| &topic.conflicts);
    let naming = topics.iter().filter(move |topic| topic.conflicts.iter().any(|other| other.as_str() == id));
    let partners: Vec<&str> = named.map(TopicId::as_str).chain(naming.map(|topic| topic.id.as_str())).collect();
    partners.into_iter()
}

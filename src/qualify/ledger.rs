//! The ledger: what was heard on each topic, wherever it was said, and how well it stands.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::DateTime;

use crate::bank::{FlagKind, Grade, TopicId};
use crate::call::{PersonId, RemarkId};
use crate::signals::{Answer, Fact, Stance, Standing, Value};

use super::timing::last_date;

/// What one answer says on one topic.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hearing<'a> {
    /// The answer.
    pub answer: &'a Answer,
    /// How well it settles the topic.
    pub grade: Grade,
    /// Its speaker says that they do not know.
    pub unknowing: bool,
}

/// How a set of topics stands, with the answers behind it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standpoint {
    /// The grade.
    pub grade: Grade,
    /// The answers that gave it, in the order heard.
    pub answers: Vec<RemarkId>,
}

/// All answers of a call, sorted by topic in one pass, so that what is asked of it afterwards is looked up.
#[derive(Debug, Clone, Default)]
pub struct Ledger<'a> {
    answers: &'a [Answer],
    /// Where each remark stands among the answers.
    places: HashMap<RemarkId, usize>,
    topics: BTreeMap<&'a str, OnTopic<'a>>,
}

/// What was heard on one topic.
#[derive(Debug, Clone, Default)]
struct OnTopic<'a> {
    /// What each answer says on it.
    hearings: Vec<Hearing<'a>>,
    /// The answers filed under it.
    filed: Vec<&'a Answer>,
    /// The facts asserted on it, wherever they were said.
    facts: Vec<(&'a Answer, &'a Fact)>,
    /// How it stands.
    stands: Standpoint,
}

impl<'a> Ledger<'a> {
    /// Opens the ledger of these answers.
    pub fn new(answers: &'a [Answer]) -> Self {
        let places = answers.iter().enumerate().rev().map(|(at, answer)| (answer.remark, at)).collect();
        let mut ledger = Self { answers, places, topics: BTreeMap::new() };
        for (answer, disputed) in answers.iter().zip(ledger.disputed()) {
            ledger.enter(answer, &disputed);
        }
        for on_topic in ledger.topics.values_mut() {
            on_topic.stands = fold(&on_topic.hearings);
        }
        ledger
    }

    /// How a topic stands after everything heard, wherever it was said.
    ///
    /// The better of two affirmations counts; a later denial undoes an affirmation and the other way round; not
    /// knowing takes nothing back; an open contradiction outweighs all.
    pub fn topic(&self, topic: &str) -> Standpoint {
        self.topics.get(topic).map(|on_topic| on_topic.stands.clone()).unwrap_or_default()
    }

    /// The grade at which a topic stands.
    pub fn grade(&self, topic: &str) -> Grade {
        self.topics.get(topic).map(|on_topic| on_topic.stands.grade).unwrap_or_default()
    }

    /// The answers filed under a topic, in the order heard.
    pub fn filed(&self, topic: &str) -> &[&'a Answer] {
        self.topics.get(topic).map_or(&[], |on_topic| &on_topic.filed)
    }

    /// The facts asserted on a topic, wherever they were said, each with its answer; in the order heard.
    pub fn facts(&self, topic: &str) -> &[(&'a Answer, &'a Fact)] {
        self.topics.get(topic).map_or(&[], |on_topic| &on_topic.facts)
    }

    /// The last answer that says anything on a topic.
    pub fn last(&self, topic: &str) -> Option<&'a Answer> {
        self.on(topic).last().map(|heard| heard.answer)
    }

    /// Whether the date last heard on a topic lies more than six months ahead of the call.
    pub fn is_far(&self, topic: &str, at: DateTime) -> bool {
        last_date(self, topic, at.date()).is_some_and(|date| date.is_far)
    }

    /// The answer with this number.
    pub fn answer(&self, id: RemarkId) -> Option<&'a Answer> {
        self.place_of(id).map(|at| &self.answers[at])
    }

    /// Where the answer with this number stands among the others.
    pub(super) fn place_of(&self, id: RemarkId) -> Option<usize> {
        self.places.get(&id).copied()
    }

    /// The answers in the order heard.
    pub(super) fn answers(&self) -> &'a [Answer] {
        self.answers
    }

    /// The topics on which something was heard, in the order of their names.
    pub(super) fn heard(&self) -> impl Iterator<Item = &'a str> {
        self.topics.keys().copied()
    }

    /// What was heard on a topic: the answers filed under it, and those that volunteered a fact on it.
    pub(super) fn on(&self, topic: &str) -> &[Hearing<'a>] {
        self.topics.get(topic).map_or(&[], |on_topic| &on_topic.hearings)
    }

    /// How several topics stand together: the best of them, unless one is disputed.
    pub(super) fn topics(&self, topics: &[&str]) -> Standpoint {
        best(topics.iter().map(|topic| self.topic(topic)))
    }

    /// Whether a person says on one of the topics that they do not know, and never affirms any of them.
    pub(super) fn is_ignorant(&self, person: PersonId, topics: &[&str]) -> Vec<RemarkId> {
        let heard = || topics.iter().flat_map(|topic| self.on(topic)).filter(|heard| heard.answer.by == person);
        if heard().any(|heard| matches!(heard.grade, Grade::Claimed | Grade::Evidenced)) {
            return Vec::new();
        }
        heard().filter(|heard| heard.unknowing).map(|heard| heard.answer.remark).collect()
    }

    /// Enters what an answer says on the topic that it is filed under, and on those that it volunteers a fact on.
    fn enter(&mut self, answer: &'a Answer, disputed: &[&str]) {
        let reading = &answer.reading;
        let graded = |topic: &str, grade| if disputed.contains(&topic) { Grade::Disputed } else { grade };
        if let Some(topic) = own_topic(answer) {
            let on_topic = self.topics.entry(topic).or_default();
            let unknowing = reading.has(FlagKind::Unknowing) || reading.stance == Stance::DoesNotKnow;
            on_topic.filed.push(answer);
            on_topic.hearings.push(Hearing { answer, grade: graded(topic, own_grade(answer)), unknowing });
        }
        for fact in reading.facts.iter().filter(|fact| asserted(fact)) {
            let topic = fact.topic.as_str();
            let on_topic = self.topics.entry(topic).or_default();
            on_topic.facts.push((answer, fact));
            if on_topic.hearings.last().is_none_or(|last| !std::ptr::eq(last.answer, answer)) {
                let grade = graded(topic, volunteered_grade(answer, topic));
                on_topic.hearings.push(Hearing { answer, grade, unknowing: false });
            }
        }
    }

    /// For each answer the topics on which a contradiction stands.
    ///
    /// The answer that raised it is disputed on its own topic. The earlier one is disputed on what the two have in
    /// common (a fact on money set aside, say), or on its own topic where that is nothing.
    fn disputed(&self) -> Vec<Vec<&'a str>> {
        let mut disputed: Vec<Vec<&'a str>> = vec![Vec::new(); self.answers.len()];
        let dispute = |topics: &mut Vec<&'a str>, topic: &'a str| {
            if !topics.contains(&topic) {
                topics.push(topic);
            }
        };
        for (at, later) in self.answers.iter().enumerate() {
            let Some(flag) = later.reading.flag(FlagKind::Contradiction) else { continue };
            if let Some(own) = own_topic(later) {
                dispute(&mut disputed[at], own);
            }
            let Some(&earlier) = flag.against.and_then(|earlier| self.places.get(&earlier)) else { continue };
            let of_later: BTreeSet<&str> = topics_of(later).collect();
            let shared: BTreeSet<&str> =
                topics_of(&self.answers[earlier]).filter(|topic| of_later.contains(topic)).collect();
            let own = own_topic(&self.answers[earlier]).filter(|_| shared.is_empty());
            for topic in shared.into_iter().chain(own) {
                dispute(&mut disputed[earlier], topic);
            }
        }
        disputed
    }
}

/// Folds what was heard on one topic, in order.
pub(super) fn fold(heard: &[Hearing<'_>]) -> Standpoint {
    let mut stands = Standpoint::default();
    for hearing in heard {
        let grade = match (stands.grade, hearing.grade) {
            (_, Grade::Open) => continue,
            (Grade::Disputed, _) | (_, Grade::Disputed) => Grade::Disputed,
            (Grade::Evidenced, Grade::Claimed) => Grade::Evidenced,
            (_, latest) => latest,
        };
        if grade != stands.grade && grade != Grade::Disputed {
            stands.answers.clear();
        }
        if hearing.grade == grade {
            stands.answers.push(hearing.answer.remark);
        }
        stands.grade = grade;
    }
    stands
}

/// The best of several standpoints: disputed before all, then evidence, claims, denials.
pub(super) fn best(standpoints: impl IntoIterator<Item = Standpoint>) -> Standpoint {
    let mut best = Standpoint::default();
    for next in standpoints {
        match precedence(next.grade).cmp(&precedence(best.grade)) {
            std::cmp::Ordering::Greater => best = next,
            std::cmp::Ordering::Equal if next.grade != Grade::Open => best.answers.extend(next.answers),
            _ => {}
        }
    }
    best.answers.sort_unstable();
    best.answers.dedup();
    best
}

/// What comes first where several topics settle one thing: a dispute, for nothing is settled while it stands.
const fn precedence(grade: Grade) -> u8 {
    match grade {
        Grade::Open => 0,
        Grade::Refuted => 1,
        Grade::Claimed => 2,
        Grade::Evidenced => 3,
        Grade::Disputed => 4,
    }
}

/// Only what is said to be so counts; a condition, a denial or another company's figure does not.
pub(super) fn asserted(fact: &Fact) -> bool {
    fact.standing == Standing::Asserted
}

fn own_grade(answer: &Answer) -> Grade {
    match answer.reading.stance {
        Stance::Elsewhere | Stance::Declines => Grade::Open,
        _ => answer.reading.grade,
    }
}

fn volunteered_grade(answer: &Answer, topic: &str) -> Grade {
    let denied = answer.reading.facts_on(topic).any(|fact| fact.value == Value::YesNo { yes: false });
    if denied {
        Grade::Refuted
    } else if answer.reading.has(FlagKind::Unrealistic) {
        Grade::Claimed
    } else {
        Grade::Evidenced
    }
}

fn own_topic(answer: &Answer) -> Option<&str> {
    answer.reading.topic.as_ref().map(TopicId::as_str)
}

/// The topics that an answer touches: its own, and those of its facts.
pub(super) fn topics_of(answer: &Answer) -> impl Iterator<Item = &str> {
    own_topic(answer).into_iter().chain(answer.reading.facts.iter().map(|fact| fact.topic.as_str()))
}

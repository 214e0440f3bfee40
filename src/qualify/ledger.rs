//! The ledger: what was heard on each topic, wherever it was said, and how well it stands.

use std::collections::BTreeSet;

use crate::bank::{FlagKind, Grade};
use crate::call::{PersonId, RemarkId};
use crate::signals::{Answer, Fact, Stance, Standing, Value};

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

/// All answers of a call, read topic by topic.
#[derive(Debug, Clone)]
pub(super) struct Ledger<'a> {
    answers: &'a [Answer],
    /// Contradicted remarks, each with the one that contradicts it.
    against: Vec<(RemarkId, &'a Answer)>,
}

impl<'a> Ledger<'a> {
    /// Opens the ledger of these answers.
    pub(super) fn new(answers: &'a [Answer]) -> Self {
        let against = answers
            .iter()
            .filter_map(|later| Some((later.reading.flag(FlagKind::Contradiction)?.against?, later)))
            .collect();
        Self { answers, against }
    }

    /// The answers in the order heard.
    pub(super) fn answers(&self) -> &'a [Answer] {
        self.answers
    }

    /// The answer with this number.
    pub(super) fn answer(&self, id: RemarkId) -> Option<&'a Answer> {
        self.answers.iter().find(|answer| answer.remark == id)
    }

    /// What was heard on a topic: the answers filed under it, and those that volunteered a fact on it.
    pub(super) fn on(&self, topic: &str) -> Vec<Hearing<'a>> {
        self.answers.iter().filter_map(|answer| self.hearing(answer, topic)).collect()
    }

    fn hearing(&self, answer: &'a Answer, topic: &str) -> Option<Hearing<'a>> {
        let reading = &answer.reading;
        let filed_here = reading.topic.as_ref().is_some_and(|own| own == topic);
        let volunteered = reading.facts_on(topic).any(asserted);
        if !filed_here && !volunteered {
            return None;
        }
        let grade = if self.is_disputed(answer, topic) {
            Grade::Disputed
        } else if filed_here {
            own_grade(answer)
        } else {
            volunteered_grade(answer, topic)
        };
        let unknowing = filed_here && (reading.has(FlagKind::Unknowing) || reading.stance == Stance::DoesNotKnow);
        Some(Hearing { answer, grade, unknowing })
    }

    /// Whether a contradiction stands on what the answer says about the topic.
    ///
    /// The answer that raised it is disputed on its own topic. The earlier one is disputed on what the two have in
    /// common (a fact on money set aside, say), or on its own topic where that is nothing.
    fn is_disputed(&self, answer: &Answer, topic: &str) -> bool {
        let own = |answer: &Answer| answer.reading.topic.as_ref().is_some_and(|own| own == topic);
        if own(answer) && answer.reading.has(FlagKind::Contradiction) {
            return true;
        }
        self.against.iter().filter(|(earlier, _)| *earlier == answer.remark).any(|(_, later)| {
            let later_topics = topics_of(later);
            let shared: BTreeSet<&str> = topics_of(answer).intersection(&later_topics).copied().collect();
            if shared.is_empty() { own(answer) } else { shared.contains(topic) }
        })
    }

    /// How a topic stands after everything heard.
    ///
    /// The better of two affirmations counts; a later denial undoes an affirmation and the other way round; not
    /// knowing takes nothing back; an open contradiction outweighs all.
    pub(super) fn topic(&self, topic: &str) -> Standpoint {
        fold(&self.on(topic))
    }

    /// How several topics stand together: the best of them, unless one is disputed.
    pub(super) fn topics(&self, topics: &[&str]) -> Standpoint {
        best(topics.iter().map(|topic| self.topic(topic)))
    }

    /// The facts asserted on a topic, with the answers that hold them.
    pub(super) fn facts<'t>(&self, topic: &'t str) -> impl Iterator<Item = (&'a Answer, &'a Fact)> + use<'a, 't> {
        self.answers.iter().flat_map(move |answer| {
            let facts = answer.reading.facts.iter().filter(move |fact| fact.topic == *topic && asserted(fact));
            facts.map(move |fact| (answer, fact))
        })
    }

    /// Whether a person says on one of the topics that they do not know, and never affirms any of them.
    pub(super) fn is_ignorant(&self, person: PersonId, topics: &[&str]) -> Vec<RemarkId> {
        let heard: Vec<Hearing<'_>> =
            topics.iter().flat_map(|topic| self.on(topic)).filter(|heard| heard.answer.by == person).collect();
        if heard.iter().any(|heard| matches!(heard.grade, Grade::Claimed | Grade::Evidenced)) {
            return Vec::new();
        }
        heard.iter().filter(|heard| heard.unknowing).map(|heard| heard.answer.remark).collect()
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

fn topics_of(answer: &Answer) -> BTreeSet<&str> {
    let facts = answer.reading.facts.iter().map(|fact| fact.topic.as_str());
    answer.reading.topic.iter().map(crate::bank::TopicId::as_str).chain(facts).collect()
}

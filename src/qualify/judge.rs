//! The judge of one case: what every criterion needs to know, and the three levels put together.

use crate::bank::{Grade, Level, LevelStatus};
use crate::call::{PersonId, RemarkId};
use crate::signals::Answer;

use super::criteria::{row_of, topics_heard};
use super::ledger::{Hearing, Ledger, Standpoint, best, fold};
use super::lexicon::Lexicon;
use super::matches::Match;
use super::timing::{Dated, last_date};
use super::{Case, Criterion, LevelTally, opportunity, organization, stakeholder};

/// Everything that the criteria are judged by.
#[derive(Debug)]
pub(super) struct Judge<'a> {
    /// The case.
    pub case: &'a Case<'a>,
    /// What was heard, topic by topic.
    pub ledger: Ledger<'a>,
    /// The vocabulary.
    pub lexicon: &'a Lexicon,
    /// When they mean to start, where a date was heard.
    pub start: Option<Dated>,
    /// What each answer matches in the profile, in the order heard.
    matches: &'a [Match],
    /// The first pain of the profile that was told of with particulars. A claim in the profile's words proves nothing:
    /// "we need faster e-mails" may stand over a problem of another kind.
    pub pain_told: Option<&'a str>,
}

impl<'a> Judge<'a> {
    /// Takes a case up.
    pub(super) fn new(case: &'a Case<'a>, lexicon: &'a Lexicon, matches: &'a [Match]) -> Self {
        let ledger = Ledger::new(case.answers);
        let start = last_date(&ledger, "timeline.start", case.at.date());
        let pain = matches.iter().find_map(|matched| matched.pain);
        let pain_told = pain.and_then(|pain| case.icp.pains.get(pain)).map(String::as_str);
        Self { case, ledger, lexicon, start, matches, pain_told }
    }

    /// The answers in the order heard, each with what it matches in the profile.
    pub(super) fn matched(&self) -> impl Iterator<Item = (&'a Answer, &'a Match)> {
        self.case.answers.iter().zip(self.matches)
    }

    /// The answer with this number, and what it matches in the profile.
    pub(super) fn matched_by(&self, id: RemarkId) -> Option<(&'a Answer, &'a Match)> {
        let at = self.ledger.place_of(id)?;
        Some((self.case.answers.get(at)?, self.matches.get(at)?))
    }

    /// How a topic stands for this lead.
    ///
    /// A pain that is none of the profile's is no evidence of a problem that the product solves: it counts as a
    /// claim that it is one.
    pub(super) fn topic(&self, topic: &str) -> Standpoint {
        if topic.starts_with("pain.") && self.is_foreign_pain() {
            let capped: Vec<Hearing<'_>> = self.ledger.on(topic).iter().copied().map(capped).collect();
            return fold(&capped);
        }
        self.ledger.topic(topic)
    }

    /// How several topics stand together.
    pub(super) fn topics(&self, topics: &[&str]) -> Standpoint {
        best(topics.iter().map(|topic| self.topic(topic)))
    }

    /// How all topics of a criterion stand together.
    pub(super) fn criterion(&self, id: &str) -> Standpoint {
        self.topics(&topics_heard(row_of(id), &self.ledger))
    }

    /// Whether the profile names pains and nothing heard tells of one of them.
    pub(super) fn is_foreign_pain(&self) -> bool {
        !self.case.icp.pains.is_empty() && self.pain_told.is_none()
    }

    /// The three levels in the order in which they disqualify.
    pub(super) fn levels(&self) -> [LevelTally; 3] {
        [
            tally(Level::Organization, organization::criteria(self), false),
            tally(Level::Opportunity, opportunity::criteria(self), self.is_far()),
            self.stakeholder(),
        ]
    }

    /// Whether the start lies more than six months ahead.
    pub(super) fn is_far(&self) -> bool {
        self.start.as_ref().is_some_and(|start| start.is_far)
    }

    /// The stakeholder level: that of the best contact heard.
    fn stakeholder(&self) -> LevelTally {
        let of = |person| tally(Level::Stakeholder, stakeholder::criteria(self, person), false);
        let mut contacts = self.contacts().into_iter();
        let first = of(contacts.next().unwrap_or_default());
        contacts.map(of).fold(first, |best, next| if rank(&next) > rank(&best) { next } else { best })
    }

    /// The people who said something that the stakeholder level turns on, the first contact always among them.
    fn contacts(&self) -> Vec<PersonId> {
        let mut contacts = vec![PersonId::default()];
        for answer in self.ledger.answers() {
            let weighs = answer.reading.topic.as_ref().is_some_and(|topic| {
                super::criterion_of(topic.as_str()).is_some_and(|(level, _)| level == Level::Stakeholder)
            });
            if weighs && !contacts.contains(&answer.by) {
                contacts.push(answer.by);
            }
        }
        contacts
    }
}

fn capped(hearing: Hearing<'_>) -> Hearing<'_> {
    let grade = if hearing.grade == Grade::Evidenced { Grade::Claimed } else { hearing.grade };
    Hearing { grade, ..hearing }
}

/// Whether a criterion disqualifies its level by itself: off the profile; no need that we can meet; a contact who does
/// not know the goals, or neither decides nor knows who does.
pub fn is_deciding(level: Level, id: &str) -> bool {
    level == Level::Organization || matches!(id, "challenge" | "decision" | "goals")
}

fn tally(level: Level, criteria: Vec<Criterion>, at_risk: bool) -> LevelTally {
    let status = if criteria.iter().any(|criterion| criterion.failed && is_deciding(level, criterion.id)) {
        LevelStatus::Disqualified
    } else if at_risk || criteria.iter().any(|criterion| criterion.grade == Grade::Disputed) {
        LevelStatus::AtRisk
    } else if criteria.iter().all(|criterion| criterion.met) {
        LevelStatus::Qualified
    } else {
        LevelStatus::Open
    };
    LevelTally { level, status, criteria }
}

/// Orders contacts: how their level stands, then how many criteria are met.
fn rank(tally: &LevelTally) -> (u8, usize) {
    let status = match tally.status {
        LevelStatus::Disqualified => 0,
        LevelStatus::AtRisk => 1,
        LevelStatus::Open => 2,
        LevelStatus::Qualified => 3,
    };
    (status, tally.met())
}

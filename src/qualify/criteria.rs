//! Which topics settle which criterion (signals.md), and how a criterion is put in words.

use crate::bank::{Bank, Grade, Level};
use crate::signals::Answer;

use super::Criterion;
use super::ledger::{Ledger, Standpoint};

/// A criterion of a level, with the topics that settle it; `pain.*` stands for every topic of the family.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Its level.
    pub level: Level,
    /// Its id within the level.
    pub id: &'static str,
    /// What it asks, in three or four words.
    pub title: &'static str,
    /// What is still to find out while it is open.
    pub asks: &'static str,
    /// The topics that settle it; the first one stands for the criterion where a section says what grade is enough.
    pub topics: &'static [&'static str],
}

/// Every criterion in the order of signals.md.
pub(super) const CRITERIA: [Row; 13] = [
    Row {
        level: Level::Organization,
        id: "territory",
        title: "in our territory",
        asks: "where they are",
        topics: &["company.territory"],
    },
    Row {
        level: Level::Organization,
        id: "industry",
        title: "an industry we sell to",
        asks: "what the company does",
        topics: &["company.industry"],
    },
    Row {
        level: Level::Organization,
        id: "size",
        title: "the right size",
        asks: "how big the company is",
        topics: &["company.size", "company.revenue"],
    },
    Row {
        level: Level::Organization,
        id: "fit",
        title: "fits the profile",
        asks: "whether the company fits otherwise",
        topics: &["company.fit", "company.platform"],
    },
    Row {
        level: Level::Opportunity,
        id: "familiarity",
        title: "knows this kind of product",
        asks: "what they know of such products",
        topics: &["product.familiarity", "solution.current", "solution.alternatives", "interest.level"],
    },
    Row {
        level: Level::Opportunity,
        id: "challenge",
        title: "a problem we solve",
        asks: "what hurts, and how much",
        topics: &["pain.*", "need.degree"],
    },
    Row {
        level: Level::Opportunity,
        id: "users",
        title: "someone to use it",
        asks: "who would use it",
        topics: &["users.team"],
    },
    Row {
        level: Level::Opportunity,
        id: "timing",
        title: "now or soon",
        asks: "when they want to start",
        topics: &["timeline.start", "timeline.driver", "priority.rank"],
    },
    Row {
        level: Level::Opportunity,
        id: "room",
        title: "room for it",
        asks: "who has time for it, and in which plan it fits",
        topics: &["timeline.capacity", "plan.resources", "plan.actions"],
    },
    Row {
        level: Level::Stakeholder,
        id: "money",
        title: "the money is within reach",
        asks: "what money there is",
        topics: &["budget.*", "authority.limit"],
    },
    Row {
        level: Level::Stakeholder,
        id: "decision",
        title: "who decides is known",
        asks: "who decides",
        topics: &["authority.signs", "authority.others", "buyer.name", "process.steps"],
    },
    Row {
        level: Level::Stakeholder,
        id: "criteria",
        title: "criteria, and their owner",
        asks: "what they decide by, and who set it",
        topics: &["criteria.*"],
    },
    Row {
        level: Level::Stakeholder,
        id: "goals",
        title: "knows the goals",
        asks: "what the company is after",
        topics: &["goal.*"],
    },
];

impl Row {
    /// Whether a topic settles this criterion.
    pub(super) fn covers(&self, topic: &str) -> bool {
        self.topics.iter().any(|pattern| covers(pattern, topic))
    }

    /// The grade that is enough: that of the section which scores the criterion's first topics, else the bank's.
    pub(super) fn accepts(&self, bank: &Bank) -> Grade {
        let lead = self.topics.first().copied().unwrap_or_default();
        let scores = |section: &&crate::bank::Section| {
            section.scored.iter().flat_map(|group| &group.topics).any(|topic| covers(lead, topic.as_str()))
        };
        bank.sections.iter().find(scores).map_or(bank.accepts, |section| section.accepts)
    }

    /// The topics heard that settle it, families resolved.
    pub(super) fn topics_heard<'a>(&self, ledger: &Ledger<'a>) -> Vec<&'a str> {
        let mut heard: Vec<&str> =
            ledger.answers().iter().flat_map(topics_of).filter(|topic| self.covers(topic)).collect();
        heard.sort_unstable();
        heard.dedup();
        heard
    }
}

fn covers(pattern: &str, topic: &str) -> bool {
    pattern.strip_suffix('*').map_or_else(|| pattern == topic, |family| topic.starts_with(family))
}

fn topics_of(answer: &Answer) -> impl Iterator<Item = &str> {
    let facts = answer.reading.facts.iter().map(|fact| fact.topic.as_str());
    answer.reading.topic.iter().map(crate::bank::TopicId::as_str).chain(facts)
}

/// What is still to find out while a criterion is open ("who would use it").
pub fn criterion_asks(id: &str) -> &'static str {
    row_of(id).asks
}

/// The criterion that a topic settles, with its level.
pub fn criterion_of(topic: &str) -> Option<(Level, &'static str)> {
    CRITERIA.iter().find(|row| row.covers(topic)).map(|row| (row.level, row.id))
}

/// The row with this id.
pub(super) fn row_of(id: &str) -> &'static Row {
    CRITERIA.iter().find(|row| row.id == id).unwrap_or(&CRITERIA[0])
}

/// A criterion that stands where its answers put it.
pub(super) fn settled(row: &Row, stands: Standpoint, accepts: Grade, ledger: &Ledger<'_>) -> Criterion {
    let why = reason(&stands, accepts, ledger);
    decided(row, stands, accepts, why)
}

/// A criterion with a reason of its own.
pub(super) fn decided(row: &Row, stands: Standpoint, accepts: Grade, why: String) -> Criterion {
    Criterion {
        id: row.id,
        title: row.title,
        grade: stands.grade,
        met: stands.grade.is_enough(accepts),
        failed: stands.grade == Grade::Refuted,
        answers: stands.answers,
        why,
    }
}

/// A criterion that the profile leaves free.
pub(super) fn unconstrained(row: &Row) -> Criterion {
    Criterion {
        id: row.id,
        title: row.title,
        grade: Grade::Open,
        met: true,
        failed: false,
        answers: Vec::new(),
        why: "the profile leaves it free".to_owned(),
    }
}

/// Why a criterion stands at its grade, in one sentence with the words that put it there.
fn reason(stands: &Standpoint, accepts: Grade, ledger: &Ledger<'_>) -> String {
    let words = quotes(stands, ledger);
    match stands.grade {
        Grade::Open => "nothing heard that settles it".to_owned(),
        Grade::Claimed if accepts == Grade::Evidenced => format!("only claimed so far: {words}"),
        Grade::Claimed => format!("claimed, without particulars: {words}"),
        Grade::Evidenced => format!("told with particulars: {words}"),
        Grade::Refuted => format!("denied: {words}"),
        Grade::Disputed => format!("the answers disagree: {words}"),
    }
}

/// The words behind a standpoint, quoted; two at most, the first and the last.
pub(super) fn quotes(stands: &Standpoint, ledger: &Ledger<'_>) -> String {
    let texts: Vec<String> = match stands.answers.as_slice() {
        [] => Vec::new(),
        [only] => vec![quote_of(ledger, *only)],
        [first, .., last] => vec![quote_of(ledger, *first), quote_of(ledger, *last)],
    };
    texts.join(" / ")
}

fn quote_of(ledger: &Ledger<'_>, id: crate::call::RemarkId) -> String {
    ledger.answer(id).map(|answer| quote(&answer.text)).unwrap_or_default()
}

/// The longest quote, in characters.
const QUOTE_LENGTH: usize = 72;

/// A remark in quotation marks, cut at a word when it is long.
pub(super) fn quote(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= QUOTE_LENGTH {
        return format!("“{text}”");
    }
    let cut: String = text.chars().take(QUOTE_LENGTH).collect();
    let cut = cut.rsplit_once(char::is_whitespace).map_or(cut.as_str(), |(whole, _)| whole);
    format!("“{}…”", cut.trim_end_matches([',', ';', ':', ' ']))
}

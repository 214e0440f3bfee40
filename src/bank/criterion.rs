//! Which topics settle which criterion of the three levels (signals.md, "Which topics settle which criterion").

use super::question::Bank;
use super::vocabulary::{Grade, Level};

/// A criterion of a level, with the topics that settle it; `pain.*` stands for every topic of the family.
#[derive(Debug, PartialEq, Eq)]
pub struct CriterionRow {
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
pub const CRITERIA: [CriterionRow; 13] = [
    CriterionRow {
        level: Level::Organization,
        id: "territory",
        title: "in our territory",
        asks: "where they are",
        topics: &["company.territory"],
    },
    CriterionRow {
        level: Level::Organization,
        id: "industry",
        title: "an industry we sell to",
        asks: "what the company does",
        topics: &["company.industry"],
    },
    CriterionRow {
        level: Level::Organization,
        id: "size",
        title: "the right size",
        asks: "how big the company is",
        topics: &["company.size", "company.revenue"],
    },
    CriterionRow {
        level: Level::Organization,
        id: "fit",
        title: "fits the profile",
        asks: "whether the company fits otherwise",
        topics: &["company.fit", "company.platform"],
    },
    CriterionRow {
        level: Level::Opportunity,
        id: "familiarity",
        title: "knows this kind of product",
        asks: "what they know of such products",
        topics: &["product.familiarity", "solution.current", "solution.alternatives", "interest.level"],
    },
    CriterionRow {
        level: Level::Opportunity,
        id: "challenge",
        title: "a problem we solve",
        asks: "what hurts, and how much",
        topics: &["pain.*", "need.degree"],
    },
    CriterionRow {
        level: Level::Opportunity,
        id: "users",
        title: "someone to use it",
        asks: "who would use it",
        topics: &["users.team"],
    },
    CriterionRow {
        level: Level::Opportunity,
        id: "timing",
        title: "now or soon",
        asks: "when they want to start",
        topics: &["timeline.start", "timeline.driver", "priority.rank"],
    },
    CriterionRow {
        level: Level::Opportunity,
        id: "room",
        title: "room for it",
        asks: "who has time for it, and in which plan it fits",
        topics: &["timeline.capacity", "plan.resources", "plan.actions"],
    },
    CriterionRow {
        level: Level::Stakeholder,
        id: "money",
        title: "the money is within reach",
        asks: "what money there is",
        topics: &["budget.*", "authority.limit"],
    },
    CriterionRow {
        level: Level::Stakeholder,
        id: "decision",
        title: "who decides is known",
        asks: "who decides",
        topics: &["authority.signs", "authority.others", "buyer.name", "process.steps"],
    },
    CriterionRow {
        level: Level::Stakeholder,
        id: "criteria",
        title: "criteria, and their owner",
        asks: "what they decide by, and who set it",
        topics: &["criteria.*"],
    },
    CriterionRow {
        level: Level::Stakeholder,
        id: "goals",
        title: "knows the goals",
        asks: "what the company is after",
        topics: &["goal.*"],
    },
];

impl CriterionRow {
    /// Whether a topic settles this criterion.
    pub fn covers(&self, topic: &str) -> bool {
        self.topics.iter().any(|pattern| covers(pattern, topic))
    }

    /// The grade that is enough: that of the section which scores the criterion's first topics, else the bank's.
    pub fn accepts(&self, bank: &Bank) -> Grade {
        let lead = self.topics.first().copied().unwrap_or_default();
        let scores = |section: &&super::question::Section| {
            section.scored.iter().flat_map(|group| &group.topics).any(|topic| covers(lead, topic.as_str()))
        };
        bank.sections.iter().find(scores).map_or(bank.accepts, |section| section.accepts)
    }
}

fn covers(pattern: &str, topic: &str) -> bool {
    pattern.strip_suffix('*').map_or_else(|| pattern == topic, |family| topic.starts_with(family))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::source::Library;

    #[test]
    fn every_criterion_is_settled_by_topics_that_exist() {
        let topics = Library::embedded().topics("en").expect("the embedded topics are clean");
        for row in CRITERIA {
            for pattern in row.topics {
                assert!(topics.iter().any(|topic| covers(pattern, topic.id.as_str())), "{pattern}");
            }
        }
    }

    #[test]
    fn a_family_stands_for_all_of_its_topics() {
        let goals = CRITERIA.iter().find(|row| row.id == "goals").expect("the row");
        assert!(goals.covers("goal.target") && !goals.covers("goals.target") && !goals.covers("pain.cost"));
    }
}

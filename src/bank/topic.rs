//! Topics: what a question asks about, in one vocabulary for all banks (contract.md, "Topics").

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::vocabulary::{Level, ValueKind};

/// The id of a topic, such as `budget.amount`. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TopicId(Arc<str>);

impl TopicId {
    /// Wraps an id; whether such a topic exists is for [`Topics::get`] to say.
    pub fn new(id: &str) -> Self {
        Self(Arc::from(id))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the dot: `budget` of `budget.amount`.
    pub fn family(&self) -> &str {
        self.0.split('.').next().unwrap_or_default()
    }

    /// Small talk and asides: the topic that asks nothing.
    pub fn note() -> Self {
        Self::new("note")
    }
}

impl fmt::Display for TopicId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Borrow<str> for TopicId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for TopicId {
    fn eq(&self, other: &str) -> bool {
        &*self.0 == other
    }
}

impl PartialEq<&str> for TopicId {
    fn eq(&self, other: &&str) -> bool {
        &*self.0 == *other
    }
}

/// What can be asked about, and how its answers are judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Topic {
    /// Its stable id.
    pub id: TopicId,
    /// The level that it belongs to.
    pub level: Level,
    /// The kind of value that the question asks for.
    pub kind: ValueKind,
    /// Two to four words for lists and the heard pane, in the bank's language.
    pub cue: String,
    /// A yes or a no is a full answer.
    pub yes_no: bool,
    /// Tests knowledge of the organization: only here can the `knowledge` flag hold.
    pub knowledge: bool,
    /// One value excludes another (one owner of the budget); otherwise values add up (several users).
    pub exclusive: bool,
    /// How far two figures may differ before they contradict, as a share of the larger one (0.2 = 20 %).
    pub tolerance: f64,
    /// Other topics with which this one can conflict, though their values differ in kind.
    pub conflicts: Vec<TopicId>,
}

/// The vocabulary of topics: the contract's and those that a bank adds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Topics {
    topics: Vec<Topic>,
    index: BTreeMap<TopicId, usize>,
}

impl Topics {
    /// Builds the vocabulary; of two topics with one id the later wins.
    pub fn new(topics: impl IntoIterator<Item = Topic>) -> Self {
        let mut all = Self::default();
        for topic in topics {
            all.insert(topic);
        }
        all
    }

    /// Adds a topic, or replaces the one with its id.
    pub fn insert(&mut self, topic: Topic) {
        if let Some(&at) = self.index.get(&topic.id) {
            self.topics[at] = topic;
        } else {
            self.index.insert(topic.id.clone(), self.topics.len());
            self.topics.push(topic);
        }
    }

    /// The topic with this id.
    pub fn get(&self, id: &str) -> Option<&Topic> {
        self.index.get(id).map(|&at| &self.topics[at])
    }

    /// All topics in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Topic> {
        self.topics.iter()
    }
}

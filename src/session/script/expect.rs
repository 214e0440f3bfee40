//! What a script expects to come out of its replay.

use std::collections::{BTreeMap, BTreeSet};

use crate::bank::problem::{Code, Sink};
use crate::bank::yaml::{Content, Fields, Node, Placed, word};
use crate::bank::{FlagKind, Level, LevelStatus, TopicId, Topics, ValueKind, VerdictKind};

use super::known_topic;

/// What should come out of a call; what is left out is not compared.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Expect {
    /// The verdict.
    pub verdict: Option<VerdictKind>,
    /// The levels named.
    pub levels: BTreeMap<Level, LevelStatus>,
    /// The answers named, by their numbers from 1.
    pub answers: BTreeMap<u32, ExpectedAnswer>,
}

/// What should be read from one answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ExpectedAnswer {
    /// Exactly these flags.
    pub flags: Option<BTreeSet<FlagKind>>,
    /// At least these facts; an empty list means that there are none worth naming, `None` that nobody looked.
    pub facts: Option<Vec<ExpectedFact>>,
    /// Where it should be filed.
    pub topic: Option<TopicId>,
    /// The earlier answer that it contradicts.
    pub against: Option<u32>,
}

/// A fact that should be found.
#[derive(Debug, Clone, PartialEq)]
pub struct ExpectedFact {
    /// The topic that it should fill.
    pub topic: Option<TopicId>,
    /// Its kind.
    pub kind: ValueKind,
    /// The words that hold it.
    pub text: String,
    /// Its value in the contract's form.
    pub value: Option<serde_json::Value>,
}

/// Reads the expectations of a script with so many answers; without `topics` (no bank) topics go unchecked.
pub(super) fn lower(node: &Node, said: usize, topics: Option<&Topics>, sink: &Sink) -> Expect {
    let mut fields = Fields::of(node, "an expectation", sink);
    let expect = Expect {
        verdict: fields.optional("verdict"),
        levels: fields.optional_node("levels").map(|node| levels(node, sink)).unwrap_or_default(),
        answers: fields.optional_node("answers").map(|node| answers(node, said, topics, sink)).unwrap_or_default(),
    };
    fields.finish();
    expect
}

fn levels(node: &Node, sink: &Sink) -> BTreeMap<Level, LevelStatus> {
    let mut fields = Fields::of(node, "the expected levels", sink);
    let mut levels = BTreeMap::new();
    for level in [Level::Organization, Level::Opportunity, Level::Stakeholder] {
        let status = fields
            .optional_node(level.id())
            .and_then(|node| word(node, "a level's status", LevelStatus::ALL, LevelStatus::id, sink));
        levels.extend(status.map(|status| (level, status)));
    }
    fields.finish();
    levels
}

fn answers(node: &Node, said: usize, topics: Option<&Topics>, sink: &Sink) -> BTreeMap<u32, ExpectedAnswer> {
    let Content::Map(entries) = &node.content else {
        let problem = sink.problem(Code::WrongType, node.place, format!("found {}", node.describe()));
        sink.report(problem.with_expected("a map from answer numbers, such as `1: {flags: [specific]}`"));
        return BTreeMap::new();
    };
    let mut answers = BTreeMap::new();
    for entry in entries {
        let n = entry.key.parse::<u32>().ok().filter(|&n| n >= 1 && n as usize <= said);
        let answer = answer(&entry.value, topics, sink);
        match n {
            Some(n) => {
                answers.insert(n, answer);
            }
            None => sink.report(
                sink.problem(Code::OutOfRange, entry.place, format!("there is no answer `{}`", entry.key))
                    .with_expected(format!("the number of an answer, from 1 to {said}")),
            ),
        }
    }
    answers
}

fn answer(node: &Node, topics: Option<&Topics>, sink: &Sink) -> ExpectedAnswer {
    let mut fields = Fields::of(node, "an expected answer", sink);
    let answer = ExpectedAnswer {
        flags: fields.optional::<Vec<FlagKind>>("flags").map(|flags| flags.into_iter().collect()),
        facts: fields.optional_node("facts").map(|node| facts(node, topics, sink)),
        topic: topic(fields.optional("topic"), topics, sink),
        against: fields.optional("against"),
    };
    fields.finish();
    answer
}

fn facts(node: &Node, topics: Option<&Topics>, sink: &Sink) -> Vec<ExpectedFact> {
    let Content::List(items) = &node.content else {
        let problem = sink.problem(Code::WrongType, node.place, format!("found {}", node.describe()));
        sink.report(problem.with_expected("a list of facts"));
        return Vec::new();
    };
    let read = |item| {
        let mut fields = Fields::of(item, "an expected fact", sink);
        let topic = topic(fields.optional("topic"), topics, sink);
        let kind = fields.required("kind");
        let text = fields.required("text");
        let value = fields.optional_node("value").map(json);
        fields.finish();
        Some(ExpectedFact { topic, kind: kind?, text: text?, value })
    };
    items.iter().filter_map(read).collect()
}

fn topic(id: Option<Placed<String>>, topics: Option<&Topics>, sink: &Sink) -> Option<TopicId> {
    let (id, topics) = (id?, topics?);
    known_topic(&id, topics, sink)
}

/// A tree as JSON, to be compared with a value in the contract's form.
fn json(node: &Node) -> serde_json::Value {
    match &node.content {
        Content::Null => serde_json::Value::Null,
        Content::Bool(value) => (*value).into(),
        Content::Number(value, _) => (*value).into(),
        Content::Text(text) => text.as_str().into(),
        Content::List(items) => items.iter().map(json).collect(),
        Content::Map(entries) => entries.iter().map(|entry| (entry.key.clone(), json(&entry.value))).collect(),
    }
}

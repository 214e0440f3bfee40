//! The questions of a bank as a graph: which follow-up leads from which question to which.

use std::collections::{BTreeMap, BTreeSet};

use super::conditions::lower;
use super::framework::{Draft, kept_questions};
use super::search::Openings;
use crate::bank::problem::Sink;
use crate::bank::question::Condition;
use crate::bank::raw::{RawCondition, RawQuestion, Standing};
use crate::bank::topic::TopicId;

/// All questions that a bank really has, its shared ones included.
pub(super) struct Graph<'a> {
    pub(super) nodes: Vec<Node<'a>>,
}

/// A question with the follow-ups that lead to it.
pub(super) struct Node<'a> {
    pub(super) question: &'a RawQuestion,
    /// Whether the bank's own, shared sections first or last.
    standing: Standing,
    /// The sink of the file that it stands in.
    pub(super) sink: &'a Sink,
    pub(super) topic: TopicId,
    pub(super) ways: Vec<Way<'a>>,
}

/// A follow-up, as one way to the question that it opens.
pub(super) struct Way<'a> {
    /// The number of the question that holds it.
    pub(super) from: usize,
    pub(super) when: Condition,
    pub(super) raw: &'a RawCondition,
}

impl<'a> Graph<'a> {
    /// The questions of these sections that are kept, with their follow-ups to each other.
    pub(super) fn of(drafts: &[Draft<'a>]) -> Self {
        let kept = kept_questions(drafts);
        let mut seen = BTreeSet::new();
        let mut nodes: Vec<Node> = drafts
            .iter()
            .flat_map(|draft| draft.section.questions.iter().map(move |question| (draft, question)))
            // Of an id given twice, which was reported, the first counts.
            .filter(|(_, question)| {
                let id = question.id.value.as_str();
                kept.contains(id) && seen.insert(id)
            })
            .map(|(draft, question)| Node {
                question,
                standing: draft.section.standing,
                sink: draft.sink,
                topic: question.topic.as_ref().map_or_else(TopicId::note, |topic| TopicId::new(&topic.value)),
                ways: Vec::new(),
            })
            .collect();
        let numbers: BTreeMap<&str, usize> =
            nodes.iter().enumerate().map(|(number, node)| (node.question.id.value.as_str(), number)).collect();
        for from in 0..nodes.len() {
            for follow_up in &nodes[from].question.follow_ups {
                let (Some(&to), Some(raw)) = (numbers.get(follow_up.to.value.as_str()), &follow_up.when) else {
                    continue;
                };
                let when = lower(raw, &nodes[from].topic);
                nodes[to].ways.push(Way { from, when, raw });
            }
        }
        Self { nodes }
    }

    /// The numbers of the questions, each behind all that lead to it; `None` where follow-ups run in a circle.
    pub(super) fn in_order(&self) -> Option<Vec<usize>> {
        let mut waiting: Vec<usize> = self.nodes.iter().map(|node| node.ways.len()).collect();
        let mut onward = vec![Vec::new(); self.nodes.len()];
        for (to, way) in self.nodes.iter().enumerate().flat_map(|(to, node)| node.ways.iter().map(move |way| (to, way)))
        {
            onward[way.from].push(to);
        }
        let mut order: Vec<usize> = (0..self.nodes.len()).filter(|&node| waiting[node] == 0).collect();
        let mut next = 0;
        while let Some(&node) = order.get(next) {
            next += 1;
            for &to in &onward[node] {
                waiting[to] -= 1;
                if waiting[to] == 0 {
                    order.push(to);
                }
            }
        }
        (order.len() == self.nodes.len()).then_some(order)
    }
}

impl Node<'_> {
    /// Whether it is the bank's own, not a shared one.
    pub(super) fn is_own(&self) -> bool {
        self.standing == Standing::Own
    }

    /// Its id.
    pub(super) fn id(&self) -> &str {
        &self.question.id.value
    }
}

impl<'g> Openings<'g> for &'g Graph<'_> {
    fn by_itself(&self, question: usize) -> bool {
        !self.nodes[question].question.conditional
    }

    fn ways(&self, question: usize) -> impl Iterator<Item = (usize, &'g Condition)> {
        self.nodes[question].ways.iter().map(|way| (way.from, &way.when))
    }
}

//! Proves that every criterion of the three levels is asked about, whatever the answers are.

use std::collections::BTreeSet;

use super::graph::Graph;
use super::possible::Possible;
use super::search::{Found, Goal, search};
use crate::bank::criterion::{CRITERIA, CriterionRow};
use crate::bank::problem::{Code, Place, Sink};
use crate::bank::question::Condition;
use crate::bank::topic::TopicId;

/// Reports criteria that no question settles, or none on some path through the bank: all that is asked anyway has been
/// heard, and no question about them is open.
pub(super) fn review_criteria(graph: &Graph, bank: Place, sink: &Sink) {
    if graph.in_order().is_none() {
        return; // Follow-ups in a circle were reported.
    }
    let asked_anyway = graph.nodes.iter().filter(|node| !node.question.conditional);
    let topics: BTreeSet<&TopicId> = asked_anyway.map(|node| &node.topic).collect();
    let heard: Vec<Condition> = topics.into_iter().map(|topic| Condition::Heard(topic.clone())).collect();
    for row in &CRITERIA {
        let asks: Vec<usize> =
            (0..graph.nodes.len()).filter(|&number| row.covers(graph.nodes[number].topic.as_str())).collect();
        if asks.iter().any(|&number| !graph.nodes[number].question.conditional) {
            continue;
        }
        let message = if asks.is_empty() {
            format!("no question of the bank asks {}: the criterion `{}` ({})", row.asks, row.id, row.title)
        } else {
            let shut = asks.iter().map(|&number| Goal::Opens(number, false));
            let goals = shut.chain(heard.iter().map(|heard| Goal::Holds(heard, true))).collect();
            match search(goals, Possible::default(), &graph) {
                Found::Impossible => continue,
                Found::Possible(_) => unsettled(row, &asks, graph),
                Found::Unknown => {
                    let message =
                        format!("whether the criterion `{}` is always asked about could not be proved", row.id);
                    sink.report(
                        sink.problem(Code::Unproved, bank, message).with_fix("write fewer, simpler conditions"),
                    );
                    continue;
                }
            }
        };
        sink.report(
            sink.problem(Code::UnsettledCriterion, bank, message)
                .with_fix(format!("add a question on one of {} that is not conditional", row.topics.join(", "))),
        );
    }
}

/// Every question about the criterion waits, and there are answers that open none of them.
fn unsettled(row: &CriterionRow, asks: &[usize], graph: &Graph) -> String {
    let ids: Vec<String> = asks.iter().map(|&number| format!("`{}`", graph.nodes[number].id())).collect();
    format!(
        "a call can end without having asked {} (criterion `{}`): {} can all stay shut",
        row.asks,
        row.id,
        ids.join(", ")
    )
}

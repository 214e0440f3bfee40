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

#[cfg(test)]
mod tests {
    use crate::bank::problem::{Code, Sink, Source};
    use crate::bank::raw::{RawBank, RawShared};
    use crate::bank::source::Library;
    use crate::bank::yaml::{FromNode, parse};

    /// What is found in a bank without shared sections, of questions with an id, a topic, and more.
    fn found(questions: &[(&str, &str, &str)]) -> Vec<String> {
        let questions: Vec<String> = questions
            .iter()
            .map(|(id, topic, rest)| format!("  - {{id: {id}, topic: {topic}, cue: c, ask: What?, why: W.{rest}}}\n"))
            .collect();
        let text = format!(
            "id: tiny\ntitle: Tiny\nlanguage: en\npurpose: P.\naccepts: claimed\nplanned_minutes: 20\nsections:\n- id: a\n  \
             title: A\n  purpose: P.\n  questions:\n{}",
            questions.concat()
        );
        let source = Source::new("tiny.yaml", &text);
        let (sink, nobody) = (Sink::new("tiny.yaml"), Sink::new(""));
        let bank = parse(&source, &sink).and_then(|root| RawBank::from_node(&root, &sink)).expect("a bank");
        let topics = Library::embedded().topics("en").expect("topics");
        crate::bank::check::review_bank(&bank, &sink, &RawShared::default(), &nobody, &topics);
        let list = sink.into_list().into_iter();
        list.filter(|problem| problem.code == Code::UnsettledCriterion && problem.message.contains("`money`"))
            .map(|problem| problem.to_string())
            .collect()
    }

    #[test]
    fn a_criterion_that_nobody_asks_about_is_missed() {
        assert_eq!(
            found(&[("a.when", "timeline.start", "")]),
            [
                "tiny.yaml:1:5: B122: no question of the bank asks what money there is: the criterion `money` (the money is \
              within reach)"
            ]
        );
        assert_eq!(found(&[("a.money", "budget.approved", "")]), [""; 0]);
    }

    #[test]
    fn questions_that_wait_settle_it_only_if_one_of_them_always_opens() {
        let when = |conditions: [&str; 2]| {
            let [first, second] = conditions;
            let opens = format!(", follow_ups: [{{to: a.sum, when: {first}}}, {{to: a.limit, when: {second}}}]");
            let waits = ", conditional: yes";
            found(&[
                ("a.when", "timeline.start", &opens),
                ("a.sum", "budget.amount", waits),
                ("a.limit", "authority.limit", waits),
            ])
        };
        assert_eq!(when(["{grade: [claimed, evidenced]}", "{not: {grade: [claimed, evidenced]}}"]), [""; 0]);
        assert_eq!(when(["{heard: yes}", "{is: no}"]), [""; 0], "what is asked anyway has been heard");
        assert_eq!(
            when(["{grade: [claimed, evidenced]}", "{grade: refuted}"]),
            [
                "tiny.yaml:1:5: B122: a call can end without having asked what money there is (criterion `money`): `a.sum`, \
              `a.limit` can all stay shut"
            ]
        );
    }
}

//! What opens what in a bank: which follow-ups lead to a question, and what goes with a branch that closes.

use std::collections::{BTreeMap, BTreeSet};

use crate::bank::{Bank, FollowUp, Question, QuestionId};

/// The follow-ups of a bank, both ways.
pub(super) struct Branching<'a> {
    /// Every question with its place in the bank, by its id.
    questions: BTreeMap<&'a str, (usize, &'a Question)>,
    /// By the id of a question, the follow-ups that lead to it, with the questions that hold them.
    openers: BTreeMap<&'a str, Vec<(&'a Question, &'a FollowUp)>>,
}

impl<'a> Branching<'a> {
    pub(super) fn of(bank: &'a Bank) -> Self {
        let questions =
            bank.questions().enumerate().map(|(n, question)| (question.id.as_str(), (n, question))).collect();
        let mut openers: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        for question in bank.questions() {
            for follow_up in &question.follow_ups {
                openers.entry(follow_up.to.as_str()).or_default().push((question, follow_up));
            }
        }
        Self { questions, openers }
    }

    /// The question with this id.
    pub(super) fn question(&self, id: &QuestionId) -> Option<&'a Question> {
        self.questions.get(id.as_str()).map(|(_, question)| *question)
    }

    /// The follow-ups that lead to a question, in the order of the bank.
    pub(super) fn openers(&self, question: &Question) -> &[(&'a Question, &'a FollowUp)] {
        self.openers.get(question.id.as_str()).map(Vec::as_slice).unwrap_or_default()
    }

    /// The questions that close with a follow-up when its condition no longer holds: the one that it opens, and those
    /// behind it, as far as no other way leads to them. None for a question that is always open.
    pub(super) fn closing_with(&self, follow_up: &FollowUp) -> Vec<&'a Question> {
        let behind = self.conditional_from(self.question(&follow_up.to).into_iter().collect(), &|_| true);
        let is_another_way = |(from, other): &(&Question, &FollowUp)| {
            !std::ptr::eq(*other, follow_up) && !behind.contains(from.id.as_str())
        };
        let led_to_otherwise = behind
            .iter()
            .filter_map(|id| self.questions.get(id).map(|(_, question)| *question))
            .filter(|question| self.openers(question).iter().any(is_another_way))
            .collect();
        let staying = self.conditional_from(led_to_otherwise, &|id| behind.contains(id));
        let mut closing: Vec<&(usize, &Question)> =
            behind.difference(&staying).filter_map(|id| self.questions.get(id)).collect();
        closing.sort_by_key(|(place, _)| *place);
        closing.into_iter().map(|(_, question)| *question).collect()
    }

    /// The questions that wait for a follow-up, from some on, over all that `within` lets through.
    fn conditional_from(&self, mut next: Vec<&'a Question>, within: &dyn Fn(&str) -> bool) -> BTreeSet<&'a str> {
        let mut found = BTreeSet::new();
        while let Some(question) = next.pop() {
            if question.conditional && within(question.id.as_str()) && found.insert(question.id.as_str()) {
                next.extend(question.follow_ups.iter().filter_map(|follow_up| self.question(&follow_up.to)));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::Library;
    use crate::bank::problem::Source;

    /// A bank of questions: `a -> b c` reads "a opens b and c"; all but `a` and `z` wait.
    fn closing(links: &[(&str, &[&str])], from: &str, to: &str) -> Vec<String> {
        let question = |(id, targets): &(&str, &[&str])| {
            let follow_ups: Vec<String> =
                targets.iter().map(|to| format!("{{to: {to}, when: {{heard: yes}}}}")).collect();
            let waits = !matches!(*id, "a" | "z");
            format!(
                "      - {{id: {id}, topic: note, cue: {id}, ask: [one, two], why: w, conditional: {waits}, follow_ups: [{}]}}\n",
                follow_ups.join(", ")
            )
        };
        let head = "id: b\ntitle: B\nlanguage: en\npurpose: p\naccepts: claimed\nplanned_minutes: 9\nsections:\n  - id: \
                    s\n    title: S\n    purpose: p\n    scored: [{topics: [note], points: 100}]\n    questions:\n";
        let text = head.to_owned() + &links.iter().map(question).collect::<String>();
        let bank = Library::embedded().build(&Source::new("b.yaml", &text)).unwrap_or_else(|error| panic!("{error}"));
        let branching = Branching::of(&bank);
        let held_by = branching.question(&QuestionId::new(from)).expect("the question");
        let follow_up = held_by.follow_ups.iter().find(|one| one.to.as_str() == to).expect("the follow-up");
        branching.closing_with(follow_up).iter().map(|question| question.id.to_string()).collect()
    }

    #[test]
    fn a_branch_closes_with_all_behind_it() {
        assert_eq!(closing(&[("a", &["b"]), ("b", &["c"]), ("c", &[])], "a", "b"), ["b", "c"]);
    }

    #[test]
    fn what_another_way_leads_to_stays_open() {
        let links: &[(&str, &[&str])] =
            &[("a", &["b", "d"]), ("b", &["c"]), ("c", &["e"]), ("d", &["c"]), ("e", &[]), ("z", &["e"])];
        assert_eq!(closing(links, "a", "b"), ["b"]);
        assert_eq!(closing(links, "b", "c"), [""; 0]);
        let only: &[(&str, &[&str])] = &[("a", &["b"]), ("b", &["c", "d"]), ("c", &["d"]), ("d", &[]), ("z", &[])];
        assert_eq!(closing(only, "a", "b"), ["b", "c", "d"]);
        assert_eq!(closing(only, "b", "d"), [""; 0], "c opens it still");
    }

    #[test]
    fn a_question_that_is_always_open_closes_with_nothing() {
        assert_eq!(closing(&[("a", &["z"]), ("z", &[])], "a", "z"), [""; 0]);
    }
}

//! A small backtracking search: whether answers exist for which given conditions hold at once.

use super::possible::Possible;
use crate::bank::question::Condition;

/// Steps beyond one for each goal, after which a search gives up. Real banks need a few dozen.
const MOST_STEPS: usize = 5_000;

/// Choices within choices after which a search gives up.
const DEEPEST_CHOICE: u32 = 150;

/// Something that has to hold.
#[derive(Debug, Clone, Copy)]
pub(super) enum Goal<'c> {
    /// The condition holds, or (`false`) does not.
    Holds(&'c Condition, bool),
    /// The question with this number can be asked, or (`false`) cannot.
    Opens(usize, bool),
    /// A follow-up does not lead on: the question that holds it cannot be asked, or its condition does not hold.
    LeadsNowhere(usize, &'c Condition),
}

/// What a search found.
#[derive(Debug)]
pub(super) enum Found<'c> {
    /// It is possible, with what the answers then can be.
    Possible(Possible<'c>),
    /// No answers make it true.
    Impossible,
    /// The search gave up.
    Unknown,
}

/// How a question opens: by itself, or by any of some follow-ups.
pub(super) trait Openings<'c> {
    /// Whether it is open from the start.
    fn by_itself(&self, question: usize) -> bool;
    /// The questions whose follow-ups lead to it, with their conditions.
    fn ways(&self, question: usize) -> impl Iterator<Item = (usize, &'c Condition)>;
}

/// Whether answers exist for which all of the goals hold, starting from what is known already.
pub(super) fn search<'c>(goals: Vec<Goal<'c>>, from: Possible<'c>, openings: &impl Openings<'c>) -> Found<'c> {
    let most_steps = goals.len().saturating_add(MOST_STEPS);
    let mut search = Search { openings, steps_left: most_steps, gave_up: false };
    match search.solve(goals, Vec::new(), from, 0) {
        Some(possible) => Found::Possible(possible),
        None if search.gave_up => Found::Unknown,
        None => Found::Impossible,
    }
}

/// A search among conditions alone.
pub(super) fn search_conditions(goals: Vec<Goal<'_>>) -> Found<'_> {
    search(goals, Possible::default(), &NoQuestions)
}

struct NoQuestions;

impl<'c> Openings<'c> for NoQuestions {
    fn by_itself(&self, _: usize) -> bool {
        true
    }

    fn ways(&self, _: usize) -> impl Iterator<Item = (usize, &'c Condition)> {
        std::iter::empty()
    }
}

struct Search<'o, O> {
    openings: &'o O,
    steps_left: usize,
    gave_up: bool,
}

/// What a goal comes to.
enum Step<'c> {
    Narrow(&'c Condition, bool),
    All(Vec<Goal<'c>>),
    AnyOf(Choices<'c>),
}

/// Ways to meet a goal, of which one is enough; each is a list of goals.
type Choices<'c> = Vec<Vec<Goal<'c>>>;

impl<'c, O: Openings<'c>> Search<'_, O> {
    /// Meets all goals, then makes the choices that they left open; the answers then possible, if there are any.
    fn solve(
        &mut self,
        mut goals: Vec<Goal<'c>>,
        mut open: Vec<Choices<'c>>,
        mut possible: Possible<'c>,
        depth: u32,
    ) -> Option<Possible<'c>> {
        loop {
            while let Some(goal) = goals.pop() {
                if self.steps_left == 0 || depth > DEEPEST_CHOICE {
                    self.gave_up = true;
                    return None;
                }
                self.steps_left -= 1;
                match self.step(goal) {
                    Step::Narrow(atom, holds) => {
                        if !possible.narrow(atom, holds) {
                            return None;
                        }
                    }
                    Step::All(parts) => goals.extend(parts),
                    Step::AnyOf(choices) => open.push(choices),
                }
            }
            let Some(mut choices) = open.pop() else { return Some(possible) };
            // The last choice goes on in this very loop, so that a chain without choices needs no depth.
            let last = choices.pop()?;
            for choice in choices {
                let found = self.solve(choice, open.clone(), possible.clone(), depth + 1);
                if found.is_some() || self.gave_up {
                    return found;
                }
            }
            goals = last;
        }
    }

    fn step(&self, goal: Goal<'c>) -> Step<'c> {
        match goal {
            Goal::Holds(Condition::Not(inner), holds) => Step::All(vec![Goal::Holds(inner, !holds)]),
            Goal::Holds(Condition::All(parts), true) | Goal::Holds(Condition::Any(parts), false) => {
                let holds = matches!(goal, Goal::Holds(_, true));
                Step::All(parts.iter().map(|part| Goal::Holds(part, holds)).collect())
            }
            Goal::Holds(Condition::Any(parts), true) | Goal::Holds(Condition::All(parts), false) => {
                let holds = matches!(goal, Goal::Holds(_, true));
                Step::AnyOf(parts.iter().map(|part| vec![Goal::Holds(part, holds)]).collect())
            }
            Goal::Holds(atom, holds) => Step::Narrow(atom, holds),
            Goal::Opens(question, opens) if self.openings.by_itself(question) => {
                // An empty choice cannot be made.
                if opens { Step::All(Vec::new()) } else { Step::AnyOf(Vec::new()) }
            }
            Goal::Opens(question, true) => {
                let ways = self.openings.ways(question);
                Step::AnyOf(ways.map(|(from, when)| vec![Goal::Opens(from, true), Goal::Holds(when, true)]).collect())
            }
            Goal::Opens(question, false) => {
                let ways = self.openings.ways(question);
                Step::All(ways.map(|(from, when)| Goal::LeadsNowhere(from, when)).collect())
            }
            Goal::LeadsNowhere(from, when) => {
                Step::AnyOf(vec![vec![Goal::Opens(from, false)], vec![Goal::Holds(when, false)]])
            }
        }
    }
}

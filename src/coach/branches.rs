//! Branches: which questions are open, and which are parked because what opened them no longer holds.

use std::collections::HashMap;

use crate::bank::{Question, QuestionId};

use super::Scene;
use super::condition::holds;

/// Where a question stands among the branches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BranchState {
    /// It may be asked.
    Open,
    /// It waits for a follow-up that never opened it.
    Closed,
    /// It was asked or answered, and its condition holds no longer: greyed, never deleted.
    Parked,
}

/// A question as a branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// The question.
    pub question: QuestionId,
    /// Where it stands.
    pub state: BranchState,
    /// The question whose follow-up brings it to the front, if one does now.
    pub opened_by: Option<QuestionId>,
}

/// Every question of the bank as a branch, in the order of the bank.
///
/// A follow-up counts only while the question that holds it is open itself, so a branch closes with its root.
/// Questions set aside by hand are parked whatever their condition says.
pub fn branches(scene: &Scene<'_>) -> Vec<Branch> {
    let questions: Vec<&Question> = scene.case.bank.questions().collect();
    let openings = openings(scene, &questions);
    questions
        .iter()
        .zip(openings)
        .map(|(question, opening)| {
            let state = if scene.parked.contains(&question.id) {
                BranchState::Parked
            } else if opening.is_open {
                BranchState::Open
            } else if scene.heard.is_touched(&question.id) {
                BranchState::Parked
            } else {
                BranchState::Closed
            };
            let opened_by = opening.by.map(|by| questions[by].id.clone());
            Branch { question: question.id.clone(), state, opened_by }
        })
        .collect()
}

/// How far a question is open; questions are numbered in the order of the bank.
#[derive(Debug, Clone, Copy, Default)]
struct Opening {
    is_open: bool,
    /// The first open question whose follow-up leads here.
    by: Option<usize>,
}

/// Follows the follow-ups from the questions that are always open. Each question is entered once, so that circles end,
/// and each condition is tried once at most.
fn openings(scene: &Scene<'_>, questions: &[&Question]) -> Vec<Opening> {
    let places: HashMap<&QuestionId, usize> = questions.iter().enumerate().map(|(at, own)| (&own.id, at)).collect();
    let mut openings = vec![Opening::default(); questions.len()];
    let mut waiting: Vec<usize> = (0..questions.len()).filter(|&at| !questions[at].conditional).collect();
    for &at in &waiting {
        openings[at].is_open = true;
    }
    while let Some(from) = waiting.pop() {
        for follow_up in &questions[from].follow_ups {
            let Some(&to) = places.get(&follow_up.to) else { continue };
            if !holds(&follow_up.when, &scene.heard, scene.case.at) {
                continue;
            }
            let opening = &mut openings[to];
            opening.by = Some(opening.by.map_or(from, |by| by.min(from)));
            if !opening.is_open {
                opening.is_open = true;
                waiting.push(to);
            }
        }
    }
    openings
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::bank::{Condition, FlagKind, FollowUp, Grade, TopicId};
    use crate::call::Asked;
    use crate::coach::Names;
    use crate::qualify::sample::{Call, question};

    /// A call whose question on the start opens one on what drives it where the answer is vague, and that one another.
    fn call() -> Call {
        let mut call = Call::new(Grade::Claimed);
        let follow_up = |to: &str, when| FollowUp { to: QuestionId::new(to), when };
        let vague = Condition::Flag(TopicId::new("timeline.start"), FlagKind::Vague);
        let told = Condition::Heard(TopicId::new("timeline.driver"));
        let section = &mut call.bank.sections[4];
        section.questions[0].follow_ups = vec![follow_up("timeline.driver", vague)];
        let mut driver = question("timeline.driver");
        driver.conditional = true;
        driver.follow_ups = vec![follow_up("priority.rank", told)];
        let mut rank = question("priority.rank");
        rank.conditional = true;
        section.questions.extend([driver, rank]);
        call
    }

    fn state(call: &Call, asked: &[Asked], parked: &BTreeSet<QuestionId>, id: &str) -> BranchState {
        let (case, assessment) = (call.case(), call.assess());
        let scene = Scene::new(&case, &assessment, asked, parked, Names::default());
        branches(&scene).into_iter().find(|branch| branch.question.as_str() == id).unwrap().state
    }

    fn asked(id: &str) -> Asked {
        Asked { question: QuestionId::new(id), topic: TopicId::new(id), wording: String::new() }
    }

    #[test]
    fn a_follow_up_opens_on_the_answer_that_calls_for_it() {
        let none = BTreeSet::new();
        assert_eq!(state(&call(), &[], &none, "timeline.driver"), BranchState::Closed);
        let vague = call().hears("timeline.start", "soon", Grade::Claimed).flag(FlagKind::Vague, None);
        assert_eq!(state(&vague, &[], &none, "timeline.driver"), BranchState::Open);
        assert_eq!(state(&vague, &[], &none, "priority.rank"), BranchState::Closed);
    }

    #[test]
    fn a_branch_that_closes_is_parked_with_all_that_hung_on_it() {
        let none = BTreeSet::new();
        let mut call = call()
            .hears("timeline.start", "soon", Grade::Claimed)
            .flag(FlagKind::Vague, None)
            .hears("timeline.driver", "the audit", Grade::Claimed)
            .to("timeline.driver");
        let asked = [asked("timeline.driver"), asked("priority.rank")];
        assert_eq!(state(&call, &asked, &none, "priority.rank"), BranchState::Open);
        call.answers[0].reading.flags.clear();
        assert_eq!(state(&call, &asked, &none, "timeline.driver"), BranchState::Parked, "it was answered");
        assert_eq!(state(&call, &asked, &none, "priority.rank"), BranchState::Parked, "its root is closed");
        assert_eq!(state(&call, &[], &none, "priority.rank"), BranchState::Closed, "never asked, never seen");
    }

    #[test]
    fn what_was_set_aside_by_hand_stays_aside() {
        let aside = BTreeSet::from([QuestionId::new("timeline.start")]);
        assert_eq!(state(&call(), &[], &aside, "timeline.start"), BranchState::Parked);
    }

    #[test]
    fn follow_ups_in_a_circle_end() {
        let mut call = call();
        let always = Condition::Not(Box::new(Condition::Heard(TopicId::new("note"))));
        let to_start = FollowUp { to: QuestionId::new("timeline.start"), when: always.clone() };
        let to_itself = FollowUp { to: QuestionId::new("timeline.driver"), when: always };
        call.bank.sections[4].questions[1].follow_ups = vec![to_start, to_itself];
        assert_eq!(state(&call, &[], &BTreeSet::new(), "timeline.driver"), BranchState::Closed);
    }
}

//! Pace: time against plan, and the guard against an interrogation.

use crate::bank::{Bank, TopicId};
use crate::call::Asked;

use super::phrases::phrases;

/// From how many questions of one sort in a row on, they bunch.
pub const BUNCH: usize = 3;

/// The share of the planned time after which only what can still change the verdict is worth asking.
const SETTLE_SHARE: f64 = 0.7;

/// The share of the planned time after which the next step is due.
const CLOSE_SHARE: f64 = 0.85;

/// Families of topics that are hard to be asked about: money, power, and what failure would mean.
const HARD_FAMILIES: [&str; 4] = ["budget", "authority", "buyer", "consequence"];

/// How the call runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pace {
    /// Minutes since the call began, whole ones.
    pub elapsed_minutes: u32,
    /// Minutes that the call is meant to take.
    pub planned_minutes: u32,
    /// Different questions turned to.
    pub questions: usize,
    /// Questions of one sort that bunch at the moment.
    pub bunch: Option<Bunch>,
    /// What the time is for.
    pub stage: Stage,
}

/// What the time is for. It changes at set shares of the planned time, never from one second to the next and back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Stage {
    /// There is time to find out all that counts.
    #[default]
    Explore,
    /// From 70 % on: settle first what can still change the verdict.
    Settle,
    /// From 85 % on: agree on the next step.
    Close,
}

/// Questions of one sort, in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bunch {
    /// So many closed questions in a row: ask an open one.
    Closed(usize),
    /// So many hard questions in a row: go back to their work and their goals for a moment.
    Hard(usize),
}

/// The pace after some seconds. A call without a plan never runs out.
pub fn pace(bank: &Bank, asked: &[Asked], elapsed_seconds: i64) -> Pace {
    let elapsed = elapsed_seconds.max(0);
    let planned = f64::from(bank.planned_minutes) * 60.0;
    let mut questions: Vec<_> = asked.iter().map(|asked| &asked.question).collect();
    questions.sort_unstable();
    questions.dedup();
    Pace {
        elapsed_minutes: u32::try_from(elapsed / 60).unwrap_or(u32::MAX),
        planned_minutes: bank.planned_minutes,
        questions: questions.len(),
        bunch: bunch(asked),
        stage: stage(elapsed as f64, planned),
    }
}

fn stage(elapsed: f64, planned: f64) -> Stage {
    if planned <= 0.0 || elapsed < planned * SETTLE_SHARE {
        Stage::Explore
    } else if elapsed < planned * CLOSE_SHARE {
        Stage::Settle
    } else {
        Stage::Close
    }
}

/// The last questions of one sort; closed ones weigh more, for they earn the least.
fn bunch(asked: &[Asked]) -> Option<Bunch> {
    let in_a_row = |sort: fn(&Asked) -> bool| asked.iter().rev().take_while(|asked| sort(asked)).count();
    let (closed, hard) = (in_a_row(is_closed), in_a_row(is_hard));
    if closed >= BUNCH { Some(Bunch::Closed(closed)) } else { (hard >= BUNCH).then_some(Bunch::Hard(hard)) }
}

/// Whether the wording hands over the answer: it begins as a yes-or-no question does.
fn is_closed(asked: &Asked) -> bool {
    let first = asked.wording.split_whitespace().next().unwrap_or_default();
    let first = first.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('’', "'");
    phrases().closed_starts.contains(&first)
}

fn is_hard(asked: &Asked) -> bool {
    is_hard_topic(&asked.topic)
}

/// Whether a topic is hard to be asked about: money, power, or what failure would mean.
pub fn is_hard_topic(topic: &TopicId) -> bool {
    HARD_FAMILIES.contains(&topic.family())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Grade, QuestionId};
    use crate::qualify::sample::Call;

    fn asked(topic: &str, wording: &str) -> Asked {
        Asked { question: QuestionId::new(wording), topic: TopicId::new(topic), wording: wording.into() }
    }

    fn bunch_of(asked: &[Asked]) -> Option<Bunch> {
        pace(&Call::new(Grade::Claimed).bank, asked, 60).bunch
    }

    #[test]
    fn the_next_step_is_due_before_time_is_up() {
        let bank = Call::new(Grade::Claimed).bank;
        let stage = |minutes: i64| pace(&bank, &[], minutes * 60).stage;
        assert_eq!([0, 20, 21, 25, 26, 90].map(stage), {
            use Stage::{Close, Explore, Settle};
            [Explore, Explore, Settle, Settle, Close, Close]
        });
        let unplanned = Bank { planned_minutes: 0, ..bank.clone() };
        assert_eq!(pace(&unplanned, &[], 9 * 60 * 60).stage, Stage::Explore, "a call without a plan never runs out");
        let late = pace(&bank, &[asked("users.team", "Who?"), asked("users.team", "Who?")], 40 * 60 + 59);
        assert_eq!((late.elapsed_minutes, late.planned_minutes, late.questions), (40, 30, 1));
        assert_eq!(pace(&bank, &[], -5).elapsed_minutes, 0);
    }

    #[test]
    fn closed_questions_in_a_row_bunch() {
        let closed = asked("users.team", "Is this a priority?");
        let open = asked("users.team", "Where does this stand?");
        assert_eq!(bunch_of(&[closed.clone(), closed.clone()]), None);
        assert_eq!(bunch_of(&[open.clone(), closed.clone(), closed.clone(), closed.clone()]), Some(Bunch::Closed(3)));
        assert_eq!(bunch_of(&[closed.clone(), closed.clone(), closed, open]), None, "an open one breaks the row");
    }

    #[test]
    fn hard_questions_in_a_row_bunch() {
        let hard = |n: u32| asked(["budget.amount", "authority.signs", "consequence.company"][n as usize % 3], "Who?");
        assert_eq!(bunch_of(&[hard(0), hard(1), hard(2)]), Some(Bunch::Hard(3)));
        assert_eq!(bunch_of(&[hard(0), hard(1), asked("goal.target", "What?")]), None);
    }
}

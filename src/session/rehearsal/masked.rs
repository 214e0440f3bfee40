//! One's own past call, with its answers masked: they come back question by question, to be flagged anew.

use crate::bank::problem::Place;
use crate::bank::{Bank, FlagKind, Grade, TopicId};
use crate::practice::{Difficulty, Lines, MoodRange, Persona, Reply, ReplyTo, Said, Seniority, TopicTruth, Truth, Who};
use crate::qualify::Icp;
use crate::session::{Brief, RemarkView, Session};

/// Nobody hangs up on a past call.
const MOOD: MoodRange = MoodRange { start: 10, warm: 1, cold: 0 };

/// A prospect that answers as the contact of a past call did, by what was noted then. Flags, levels and verdict as they
/// stood at its end are the truth that it is compared with. `None` where nothing was noted under a topic.
pub fn masked(session: &Session, icp: &Icp) -> Option<Persona> {
    let end = session.journal().last()?.at;
    let brief = session.brief(end);
    let topics = truths(&brief, session.bank());
    (!topics.is_empty()).then(|| Persona {
        id: "past-call".to_owned(),
        who: Who {
            name: if brief.head.contact.is_empty() { "the contact".to_owned() } else { brief.head.contact.clone() },
            role: brief.head.role.clone(),
            company: brief.head.company.clone(),
            industry: String::new(),
            seniority: Seniority::Manager,
        },
        difficulty: Difficulty::Medium,
        frameworks: vec![brief.head.bank.clone()],
        language: session.bank().language.clone(),
        at: brief.head.started_at,
        about: format!("Your call of {}, with the answers masked.", brief.head.started_at.date()),
        secret: String::new(),
        habits: Vec::new(),
        mood: MOOD,
        icp: icp.clone(),
        truth: Truth {
            verdict: brief.verdict.kind,
            levels: brief.levels.iter().map(|level| (level.level, level.status)).collect(),
            why: brief.verdict.reasons.first().cloned().unwrap_or_default(),
            place: Place::default(),
        },
        lines: Lines {
            greeting: vec!["(your call of then; ask, and what you noted comes back)".to_owned()],
            otherwise: reply("(nothing was noted on this)", Vec::new(), Vec::new()),
            goodbye: Vec::new(),
        },
        topics,
    })
}

/// What was noted, topic by topic: the first note at the first question, the others to whoever asks again.
fn truths(brief: &Brief, bank: &Bank) -> Vec<TopicTruth> {
    let mut topics: Vec<TopicId> = Vec::new();
    for topic in brief.remarks.iter().filter_map(|remark| remark.topic.as_ref()).filter(|topic| **topic != *"note") {
        if !topics.contains(topic) {
            topics.push(topic.clone());
        }
    }
    topics
        .into_iter()
        .map(|topic| {
            let notes: Vec<&RemarkView> =
                brief.remarks.iter().filter(|remark| remark.topic.as_ref() == Some(&topic)).collect();
            let grade = brief.heard.iter().find(|heard| heard.topic == topic).map_or(Grade::Open, |heard| heard.grade);
            let key = grade == Grade::Evidenced && bank.questions().any(|question| question.topic == topic);
            TopicTruth { replies: replies(&notes), truth: joined(&notes), grade, key, place: Place::default(), topic }
        })
        .collect()
}

fn replies(notes: &[&RemarkView]) -> Vec<Reply> {
    let flags = |notes: &[&RemarkView]| -> Vec<FlagKind> {
        notes.iter().flat_map(|note| &note.flags).map(|flag| flag.kind).collect()
    };
    let Some((first, others)) = notes.split_first() else { return Vec::new() };
    let mut replies = vec![reply(&first.text, Vec::new(), flags(&[first]))];
    if !others.is_empty() {
        replies.push(reply(&joined(others), vec![ReplyTo::Probe], flags(others)));
    }
    replies
}

fn joined(notes: &[&RemarkView]) -> String {
    notes.iter().map(|note| note.text.as_str()).collect::<Vec<_>>().join("; ")
}

fn reply(text: &str, to: Vec<ReplyTo>, mut flags: Vec<FlagKind>) -> Reply {
    // Against which answer of then it stood is not to be known before that is asked.
    flags.retain(|flag| *flag != FlagKind::Contradiction);
    flags.sort_unstable();
    flags.dedup();
    let say = vec![Said { text: text.to_owned(), place: Place::default() }];
    Reply { to, say, flags, by_ear: Vec::new(), contradicts: None }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::bank::source::Library;
    use crate::session::rehearsal::{Rehearsal, expert};
    use crate::session::{Earlier, Setup, demo, replay, script::NoBank};

    #[test]
    fn the_sample_call_can_be_held_again() {
        let library = Library::embedded();
        let script = demo(|id| library.bank(id, "en").map_err(NoBank::Broken)).expect("the demo");
        let icp = script.icp.clone().unwrap_or_default();
        let past = replay(&script, &Setup::default(), Earlier::default()).expect("it plays");
        let persona = Arc::new(masked(&past, &icp).expect("something was noted"));
        assert_eq!(persona.on(&TopicId::new("budget.amount")).map(|truth| truth.replies.len()), Some(2));
        let bank = Arc::clone(past.bank());
        let mut rehearsal = Rehearsal::new(Arc::clone(&persona), "", 1, &bank, library.question_check("en"));
        let mut session = Session::new(bank, Setup::from(icp), Vec::new());
        expert(&mut rehearsal, &mut session).expect("it can be played");
        let heard: Vec<&str> = rehearsal.spoken().iter().map(|spoken| spoken.answer.as_str()).collect();
        assert!(heard.contains(&"soon, I guess"), "{heard:?}");
        let (grade, _) = rehearsal.grade(&session, persona.at);
        assert!(grade.percent() >= 80, "{:#?}", grade.checks.iter().filter(|check| !check.passed).collect::<Vec<_>>());
    }
}

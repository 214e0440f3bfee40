//! Two lines of play: one as good as can be found by search, and one without care. They prove a persona, and they are
//! the yardstick of the grade.

use jiff::ToSpan as _;
use jiff::civil::DateTime;

use super::Rehearsal;
use crate::bank::Question;
use crate::call::{Command, Refusal, RemarkId, Ruling};
use crate::coach::{BUNCH, is_hard_topic};
use crate::practice::{Asking, Prospect};
use crate::session::Session;

/// No call is longer.
const MOST_QUESTIONS: usize = 60;

/// How long a question, its answer and the note take in these lines, in seconds.
const TURN_SECONDS: i64 = 40;

/// How many questions a careless call has.
const CARELESS_QUESTIONS: usize = 8;

/// Plays a call as well as can be: at each step, of all questions of the bank in all their wordings, the one that the
/// persona rewards most; every answer is noted in its words, and what only a human hears is flagged by hand.
///
/// # Errors
/// Where the session refuses a step, which no sound bank makes it do.
pub fn expert(rehearsal: &mut Rehearsal, session: &mut Session) -> Result<(), Refusal> {
    let mut at = start(rehearsal, session)?;
    let askings = askings(rehearsal);
    for _ in 0..MOST_QUESTIONS {
        let Some(asking) = best(&rehearsal.prospect, &askings) else { break };
        at = at.saturating_add(TURN_SECONDS.seconds());
        rehearsal.ask(session, &asking, at)?;
        let Some(spoken) = rehearsal.spoken().last() else { break };
        let (text, by_ear) = (spoken.answer.clone(), spoken.by_ear.clone());
        session.apply(&Command::Keep { text, by: None, filing: session.auto_filing() }, at)?;
        let remark = session.state().remarks.last().map_or(RemarkId(1), |remark| remark.id);
        for flag in by_ear {
            session.apply(&Command::RuleFlag { remark, flag, ruling: Some(Ruling::Raised) }, at)?;
        }
    }
    session.apply(&Command::Close(session.brief(at).closing()), at).map(drop)
}

/// Plays a call without care: the bank's first questions, one after the other, each put so that a yes will do; nothing
/// is noted, nothing probed.
///
/// # Errors
/// Where the session refuses a step, which no sound bank makes it do.
pub fn careless(rehearsal: &mut Rehearsal, session: &mut Session) -> Result<(), Refusal> {
    let mut at = start(rehearsal, session)?;
    let bank = session.bank().clone();
    let first = bank.questions().filter(|question| !question.conditional).take(CARELESS_QUESTIONS);
    for question in first {
        at = at.saturating_add(TURN_SECONDS.seconds());
        let asking = Asking {
            question: question.id.clone(),
            topic: question.topic.clone(),
            wording: format!("Is there anything on {}?", question.cue),
            is_closed: true,
            for_figures: false,
        };
        rehearsal.ask(session, &asking, at)?;
    }
    session.apply(&Command::Close(session.brief(at).closing()), at).map(drop)
}

fn start(rehearsal: &Rehearsal, session: &mut Session) -> Result<DateTime, Refusal> {
    let at = rehearsal.persona().at;
    session.apply(&rehearsal.begin(), at)?;
    Ok(at)
}

/// Every question on which the persona has something to say, in every wording; and whether that is a probe.
fn askings(rehearsal: &Rehearsal) -> Vec<(Asking, bool)> {
    let ear = &rehearsal.ear;
    let wordings = |question: &Question| -> Vec<(Asking, bool)> {
        let own = question.ask.iter().map(|wording| (ear.asking(question, wording), false));
        own.chain(question.probes.iter().map(|probe| (ear.asking(question, &probe.say), true))).collect()
    };
    let questions = ear.bank().questions().filter(|question| rehearsal.persona().on(&question.topic).is_some());
    questions.flat_map(wordings).collect()
}

/// The question worth most now; `None` when nothing is left to be had.
fn best(prospect: &Prospect, askings: &[(Asking, bool)]) -> Option<Asking> {
    // A probe is for what was touched before.
    let untold = |(asking, is_probe): &&(Asking, bool)| {
        !prospect.has_told(&asking.topic) && (!is_probe || prospect.told(&asking.topic).is_some())
    };
    let worth = askings.iter().filter(untold).map(|(asking, _)| (worth(prospect, asking), asking));
    // Of two worth the same, the earlier in the bank.
    let best = worth.reduce(|best, next| if best.0 >= next.0 { best } else { next });
    best.filter(|(worth, _)| *worth > 0).map(|(_, asking)| asking.clone())
}

/// What a question brings: how far it gets the topic, and how it leaves the mood.
fn worth(prospect: &Prospect, asking: &Asking) -> i32 {
    let mut after = prospect.clone();
    let before = prospect.told(&asking.topic);
    let mood = prospect.mood().cast_signed();
    let last = prospect.spoken().last();
    let is_probe = last.is_some_and(|last| last.is_weak && last.topic == asking.topic);
    if after.hear(asking, 0).is_none() || after.is_over() {
        return 0;
    }
    let gain = match (after.has_told(&asking.topic), after.told(&asking.topic) > before) {
        (true, _) => 80,
        (false, true) => 20,
        // An open question that brings nothing still warms.
        (false, false) => 5,
    };
    // Nobody likes to hear the same words again, and a probe is for later.
    let said_before = prospect.spoken().iter().any(|spoken| spoken.asked == asking.wording);
    let gain = gain - if said_before { 4 } else { 0 };
    let mut worth = gain + after.mood().cast_signed() - mood + if is_probe { 30 } else { 0 };
    let hard_before = prospect.spoken().iter().rev().take_while(|spoken| is_hard_topic(&spoken.topic)).count();
    if is_hard_topic(&asking.topic) && hard_before + 1 >= BUNCH {
        worth -= 1_000;
    }
    if asking.is_closed {
        worth -= 1_000;
    }
    worth.max(0)
}

//! The contract's JSON (contract.md, "Its output"): field names and order are for ever.

use std::fmt::Write as _;

use serde::Serialize;

use crate::bank::hostile::{SCALARS_PER_GRAPHEME, has_pile, is_hostile};
use crate::bank::{Colour, FlagKind, Grade, Level, LevelStatus, QuestionId, TopicId, ValueKind, VerdictKind};
use crate::session::{Brief, FactView, FlagView, LevelView, RemarkView};

/// A call.
#[derive(Debug, Serialize)]
pub struct Call<'a> {
    /// The bank's id.
    pub bank: &'a str,
    /// The framework score, 0–100.
    pub score: u32,
    /// What to do, and why.
    pub verdict: Verdict<'a>,
    /// Organization, opportunity, stakeholder, in this order.
    pub levels: Levels<'a>,
    /// The framework score by section.
    pub sections: Vec<Section<'a>>,
    /// What was said, oldest first.
    pub answers: Vec<Answer<'a>>,
    /// At most three questions worth asking now.
    pub next_questions: Vec<NextQuestion<'a>>,
}

/// What to do, and why.
#[derive(Debug, Serialize)]
pub struct Verdict<'a> {
    /// The verdict's id.
    pub kind: VerdictKind,
    /// Why, in order of weight.
    pub reasons: &'a [String],
    /// The next steps.
    pub next: &'a [String],
}

/// The levels by name.
#[derive(Debug, Serialize)]
pub struct Levels<'a> {
    /// Is this a company that we sell to?
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<LevelTally<'a>>,
    /// Is there a need that we can meet?
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opportunity: Option<LevelTally<'a>>,
    /// Can this contact pull the trigger?
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stakeholder: Option<LevelTally<'a>>,
}

/// Where a level stands.
#[derive(Debug, Serialize)]
pub struct LevelTally<'a> {
    /// Its status.
    pub status: LevelStatus,
    /// Criteria met.
    pub met: usize,
    /// Criteria in all.
    pub of: usize,
    /// The criteria.
    pub criteria: Vec<Criterion<'a>>,
}

/// Where a criterion stands.
#[derive(Debug, Serialize)]
pub struct Criterion<'a> {
    /// Its id.
    pub id: &'a str,
    /// How well it is settled.
    pub grade: Grade,
    /// The numbers of the answers behind it.
    pub answers: Vec<u32>,
}

/// A section's points.
#[derive(Debug, Serialize)]
pub struct Section<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// How well it is settled.
    pub grade: Grade,
    /// Points earned.
    pub score: u32,
    /// Points that could be earned.
    pub of: u32,
}

/// An answer with what it means.
#[derive(Debug, Serialize)]
pub struct Answer<'a> {
    /// Its number, from 1.
    pub n: u32,
    /// The topic that it answers; `null` while unfiled.
    pub topic: Option<&'a TopicId>,
    /// The question that it answers, if one is known.
    pub question: Option<&'a str>,
    /// Its words.
    pub text: &'a str,
    /// Who said it.
    pub by: &'a str,
    /// The facts in it.
    pub facts: Vec<Fact<'a>>,
    /// The flags on it.
    pub flags: Vec<Flag<'a>>,
}

/// A fact; offsets count Unicode scalar values, end exclusive.
#[derive(Debug, Serialize)]
pub struct Fact<'a> {
    /// The topic that it fills.
    pub topic: &'a TopicId,
    /// Its kind.
    pub kind: ValueKind,
    /// The words that hold it.
    pub text: &'a str,
    /// Where they begin.
    pub start: usize,
    /// Where they end.
    pub end: usize,
    /// The value.
    pub value: &'a serde_json::Value,
}

/// A flag; offsets count Unicode scalar values, end exclusive.
#[derive(Debug, Serialize)]
pub struct Flag<'a> {
    /// Which signal.
    pub kind: FlagKind,
    /// Whether it speaks for the lead.
    pub colour: Colour,
    /// The words that caused it.
    pub spans: &'a [(usize, usize)],
    /// Why it was raised.
    pub why: &'a str,
    /// The suggested move.
    #[serde(rename = "move")]
    pub advice: &'a str,
    /// The number of the earlier answer that a contradiction stands against; `null` where it was given in another
    /// call, of which `why` says the day.
    pub against: Option<u32>,
}

/// A question worth asking now.
#[derive(Debug, Serialize)]
pub struct NextQuestion<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its best phrasing.
    pub ask: &'a str,
    /// What hangs on it.
    pub because: &'a str,
}

/// A call in the contract's form.
pub fn call(brief: &Brief) -> Call<'_> {
    let level = |wanted| brief.levels.iter().find(|view| view.level == wanted).map(tally);
    Call {
        bank: &brief.head.bank,
        score: brief.framework.score,
        verdict: Verdict { kind: brief.verdict.kind, reasons: &brief.verdict.reasons, next: &brief.verdict.next },
        levels: Levels {
            organization: level(Level::Organization),
            opportunity: level(Level::Opportunity),
            stakeholder: level(Level::Stakeholder),
        },
        sections: (brief.framework.sections.iter())
            .map(|view| Section { id: &view.id, title: &view.title, grade: view.grade, score: view.score, of: view.of })
            .collect(),
        answers: brief.remarks.iter().map(answer).collect(),
        next_questions: (brief.next.iter())
            .map(|view| NextQuestion { id: view.question.as_str(), ask: &view.ask, because: &view.because })
            .collect(),
    }
}

fn tally(view: &LevelView) -> LevelTally<'_> {
    LevelTally {
        status: view.status,
        met: view.met,
        of: view.criteria.len(),
        criteria: (view.criteria.iter())
            .map(|criterion| Criterion {
                id: criterion.id,
                grade: criterion.grade,
                answers: criterion.answers.iter().map(|remark| remark.0).collect(),
            })
            .collect(),
    }
}

fn answer(view: &RemarkView) -> Answer<'_> {
    Answer {
        n: view.id.0,
        topic: view.topic.as_ref(),
        question: view.question.as_ref().map(QuestionId::as_str),
        text: &view.text,
        by: &view.by.name,
        facts: view.facts.iter().map(fact).collect(),
        flags: view.flags.iter().map(flag).collect(),
    }
}

/// A fact in the contract's form.
pub fn fact(view: &FactView) -> Fact<'_> {
    let (start, end) = view.scalars;
    Fact { topic: &view.topic, kind: view.kind, text: &view.text, start, end, value: &view.value }
}

/// A flag in the contract's form.
pub fn flag(view: &FlagView) -> Flag<'_> {
    Flag {
        kind: view.kind,
        colour: view.colour,
        spans: &view.scalars,
        why: &view.why,
        advice: &view.advice,
        against: view.against.map(|remark| remark.0),
    }
}

/// One line of JSON that is safe to show in a terminal.
///
/// JSON escapes the C0 controls by itself. The other hostile characters, and piles of marks, are legal in it as they are;
/// they stand only inside strings, where `\u` says the same.
pub fn line(value: &impl Serialize) -> serde_json::Result<String> {
    let raw = serde_json::to_string(value)?;
    let mut safe = String::with_capacity(raw.len() + 1);
    let has_pile = has_pile(&raw);
    let mut marks = 0;
    for c in raw.chars() {
        // Whatever adds to the character before it is no ASCII.
        marks = if c.is_ascii() { 0 } else { marks + 1 };
        if is_hostile(c) || (has_pile && marks >= SCALARS_PER_GRAPHEME) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(safe, "\\u{unit:04x}");
            }
        } else {
            safe.push(c);
        }
    }
    Ok(safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_sends_no_control_character_to_the_terminal() {
        let text = line(&"a\u{1b}[2Jb\u{9b}31m\u{7f}\n").unwrap();
        assert!(!text.chars().any(char::is_control), "{text:?}");
        assert_eq!(serde_json::from_str::<String>(&text).unwrap(), "a\u{1b}[2Jb\u{9b}31m\u{7f}\n");
    }
}

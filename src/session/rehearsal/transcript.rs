//! A practice call to be read: who said what, and what was noted of it.

use serde::Serialize;

use super::Rehearsal;
use crate::session::Session;

/// Who a line is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Spoke {
    /// The trainee, to the prospect.
    Asked,
    /// The prospect.
    Answered,
    /// The trainee, into the note line.
    Noted,
}

/// A line of a practice call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TranscriptLine {
    /// Seconds since the call began.
    pub at: i64,
    /// Who.
    pub who: Spoke,
    /// The words.
    pub text: String,
    /// The flags: those that an answer carries, or those that stand on a note.
    pub flags: Vec<crate::bank::FlagKind>,
}

impl Rehearsal {
    /// Every question, answer and note, in order.
    pub fn transcript(&self, session: &Session) -> Vec<TranscriptLine> {
        let begun = session.journal().first().map_or(self.persona().at, |event| event.at);
        let end = session.journal().last().map_or(begun, |event| event.at);
        let brief = session.brief(end);
        let mut lines = vec![TranscriptLine {
            at: 0,
            who: Spoke::Answered,
            text: self.prospect.greeting().to_owned(),
            flags: Vec::new(),
        }];
        let mut notes = brief.remarks.iter().peekable();
        for (n, (step, spoken)) in self.moves.iter().zip(self.spoken()).enumerate() {
            let at = step.at.duration_since(begun).as_secs();
            lines.push(TranscriptLine { at, who: Spoke::Asked, text: spoken.asked.clone(), flags: Vec::new() });
            let flags = spoken.flags.clone();
            lines.push(TranscriptLine { at, who: Spoke::Answered, text: spoken.answer.clone(), flags });
            while let Some(note) = notes.next_if(|note| self.heard_before(note.id) <= n + 1) {
                let flags = note.flags.iter().map(|flag| flag.kind).collect();
                lines.push(TranscriptLine {
                    at: note.elapsed_seconds,
                    who: Spoke::Noted,
                    text: note.text.clone(),
                    flags,
                });
            }
        }
        lines
    }
}

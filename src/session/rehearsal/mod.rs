//! Practice held as a call: a persona behind a session, the proof that it can be won, and the grade.
//!
//! The trainee's side is an ordinary [`Session`]: notes, flags and verdict are the same as in a live call. The
//! [`Rehearsal`] beside it is the other end of the line.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::DateTime;

use crate::bank::{Bank, QuestionCheck, QuestionId};
use crate::call::{Command, Contact, Event, Refusal, RemarkId, Started};
use crate::practice::{
    Asking, CHANCE, Ear, FORMAT, Grade, GradeSummary, Move, Persona, Prospect, Record, RecordedBank, RecordedPersona,
    Spoken,
};

use super::Session;

mod graded;
mod lines;
mod masked;
mod proof;
mod replies;
mod transcript;

pub use lines::{careless, expert};
pub use masked::masked;
pub use proof::prove;
pub use replies::try_replies;
pub use transcript::{Spoke, TranscriptLine};

/// The other end of the line in a practice call.
#[derive(Debug, Clone)]
pub struct Rehearsal {
    prospect: Prospect,
    /// The persona's YAML, for the file.
    text: String,
    ear: Ear,
    check: QuestionCheck,
    bank: RecordedBank,
    moves: Vec<Move>,
}

/// What the trainee hears, for a front end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LineView {
    /// Who is on the line.
    pub name: String,
    /// The question as it was put; empty before the first.
    pub asked: String,
    /// The answer, or the first words.
    pub answer: String,
    /// How the voice sounds, in a word.
    pub mood: &'static str,
    /// How many questions were put.
    pub count: usize,
    /// The prospect has hung up.
    pub is_over: bool,
    /// The question on the screen was put already.
    pub was_put: bool,
}

impl Rehearsal {
    /// A persona that picks up; `text` is its YAML. `bank` is the one that the call begins with.
    pub fn new(persona: Arc<Persona>, text: &str, seed: u64, bank: &Arc<Bank>, check: QuestionCheck) -> Self {
        Self {
            prospect: Prospect::new(persona, seed),
            text: text.to_owned(),
            ear: Ear::new(Arc::clone(bank), check.clone()),
            check,
            bank: RecordedBank { id: bank.id.clone(), hash: bank.hash.clone() },
            moves: Vec::new(),
        }
    }

    /// The persona.
    pub const fn persona(&self) -> &Arc<Persona> {
        self.prospect.persona()
    }

    /// The seed.
    pub const fn seed(&self) -> u64 {
        self.prospect.seed()
    }

    /// Everything asked and answered so far.
    pub fn spoken(&self) -> &[Spoken] {
        self.prospect.spoken()
    }

    /// The command that begins the call.
    pub fn begin(&self) -> Command {
        let who = &self.persona().who;
        Command::Start(Started {
            bank: self.bank.id.clone(),
            hash: self.bank.hash.clone(),
            company: who.company.clone(),
            contact: Contact { name: who.name.clone(), role: who.role.clone() },
        })
    }

    /// Takes up a call from its file: hears the questions that were put in it. `bank` finds the banks that it was held
    /// through; what was asked through one that is gone is lost, with all behind it.
    pub fn take_up(&mut self, moves: &[Move], mut bank: impl FnMut(&str) -> Option<Arc<Bank>>) {
        for step in moves {
            if self.ear.bank().id != step.bank {
                let Some(other) = bank(&step.bank) else { return };
                self.ear = Ear::new(other, self.check.clone());
            }
            let Some(question) = self.ear.bank().question(&step.question) else { return };
            let asking = self.ear.asking(question, &step.wording);
            self.hear(&asking, step.at, step.after);
        }
    }

    /// What typed words ask, in the call as it stands; `None` where nothing in the bank is near to them.
    pub fn typed(&mut self, session: &Session, words: &str) -> Option<Asking> {
        self.follow(session);
        let last = self.moves.last().map(|last| &last.question);
        let on_screen = session.state().current_question().map(|asked| asked.question.clone());
        // Before the first question, words that are near to none can only mean the one on the screen.
        self.ear.hear(words, last.or(on_screen.as_ref()))
    }

    /// The question on the screen, in these words.
    pub fn on_screen(&mut self, session: &Session, wording: &str) -> Option<Asking> {
        self.follow(session);
        let asked = session.state().current_question()?;
        let question = self.ear.bank().question(&asked.question)?;
        Some(self.ear.asking(question, wording))
    }

    /// Puts a question to the prospect. The call turns to it, where it is another than the one on the screen; the events
    /// are to be journalled.
    ///
    /// # Errors
    /// Where the call cannot turn to it: it is closed.
    pub fn ask(&mut self, session: &mut Session, asking: &Asking, at: DateTime) -> Result<Vec<Event>, Refusal> {
        let on_screen = session.state().current_question();
        let is_on_screen =
            on_screen.is_some_and(|asked| asked.question == asking.question && asked.wording == asking.wording);
        let (question, topic, wording) = (asking.question.clone(), asking.topic.clone(), asking.wording.clone());
        let command = Command::Ask { question, topic, wording };
        let events = if is_on_screen { Vec::new() } else { session.apply(&command, at)? };
        let after = session.state().remarks.iter().map(|remark| remark.id.0).max().unwrap_or_default();
        self.hear(asking, at, after);
        Ok(events)
    }

    /// What the trainee hears now.
    pub fn view(&self) -> LineView {
        let last = self.spoken().last();
        let mood = if self.prospect.is_over() {
            "gone"
        } else if self.prospect.is_cold() {
            "short of patience"
        } else if self.prospect.is_warm() {
            "friendly"
        } else {
            "neutral"
        };
        LineView {
            name: self.persona().who.name.clone(),
            asked: last.map(|last| last.asked.clone()).unwrap_or_default(),
            answer: last.map_or_else(|| self.prospect.greeting().to_owned(), |last| last.answer.clone()),
            mood,
            count: self.spoken().len(),
            is_over: self.prospect.is_over(),
            was_put: false,
        }
    }

    /// Grades the call as it stands; `at` is the clock of the place, for the trend.
    pub fn grade(&self, session: &Session, at: DateTime) -> (Grade, GradeSummary) {
        graded::grade(self, session, at)
    }

    /// The call as a file.
    pub fn record(&self, session: &Session, graded: Option<(Grade, GradeSummary)>) -> Record {
        let (grade, summary) = graded.unzip();
        Record {
            format: FORMAT.to_owned(),
            chance: CHANCE.to_owned(),
            trainee: String::new(),
            seed: self.seed(),
            persona: RecordedPersona { id: self.persona().id.clone(), text: self.text.clone() },
            bank: self.bank.clone(),
            moves: self.moves.clone(),
            journal: session.journal().to_vec(),
            grade,
            summary,
        }
    }

    /// Whether a question was put already, in whatever words.
    pub fn was_put(&self, question: &QuestionId) -> bool {
        self.moves.iter().any(|step| step.question == *question)
    }

    fn hear(&mut self, asking: &Asking, at: DateTime, after: u32) {
        let unnoted = self.unnoted(after);
        if self.prospect.hear(asking, unnoted).is_none() {
            return;
        }
        self.moves.push(Move {
            at,
            question: asking.question.clone(),
            wording: asking.wording.clone(),
            bank: self.ear.bank().id.clone(),
            after,
        });
    }

    /// How many answers in a row passed without a note, when so many notes were kept.
    fn unnoted(&self, after: u32) -> usize {
        self.moves.iter().rev().take_while(|step| step.after == after).count()
    }

    /// How many answers were heard before a note.
    fn heard_before(&self, note: RemarkId) -> usize {
        self.moves.iter().filter(|step| step.after < note.0).count()
    }

    /// Hears against the bank that the call is seen through now.
    fn follow(&mut self, session: &Session) {
        if self.ear.bank().hash != session.bank().hash {
            self.ear = Ear::new(Arc::clone(session.bank()), self.check.clone());
        }
    }
}

/// The topics that a bank asks about, each with its cue.
fn asked_by(bank: &Bank) -> BTreeMap<crate::bank::TopicId, String> {
    let cue =
        |id: &crate::bank::TopicId| bank.topics.get(id.as_str()).map_or_else(String::new, |topic| topic.cue.clone());
    bank.questions().map(|question| (question.topic.clone(), cue(&question.topic))).collect()
}

//! The reader: one remark in, one [`Reading`] out.

use std::sync::Arc;

use jiff::civil::DateTime;

use crate::bank::{FlagKind, TopicId, Topics};
use crate::call::{Contact, PersonId, Ruling};

use super::filing::Filed;
use super::lexicon::{Lexicon, answer_wording};
use super::rules::{Examined, judge};
use super::text::Text;
use super::value::Fact;
use super::{Answer, Flag, Reading, Rulings, contradict, facts, filing, grade, stance};

/// A remark to be read, with what the reader may know about it.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// Its words.
    pub text: &'a str,
    /// The topic that a person or a script filed it under.
    pub filed: Option<&'a TopicId>,
    /// The topic of the question on the screen; a hint where nothing is filed.
    pub asked: Option<&'a TopicId>,
    /// The clock of the call: "next month" resolves against it.
    pub at: DateTime,
    /// Who said it.
    pub by: PersonId,
    /// The people of the call; `by` indexes them.
    pub people: &'a [Contact],
}

/// Reads remarks in one language against one vocabulary of topics. Built once, used for every remark.
#[derive(Debug, Clone)]
pub struct Reader {
    topics: Arc<Topics>,
    language: String,
}

/// What a remark was found to be about, before it is judged.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Parsed {
    /// The topic that it answers.
    pub(crate) topic: Option<TopicId>,
    /// Topics that it could answer.
    pub(crate) candidates: Vec<TopicId>,
    /// The facts in it.
    pub(crate) facts: Vec<Fact>,
}

impl Reader {
    /// A reader for a language (BCP 47); a language without a lexicon falls back to English.
    pub fn new(language: &str, topics: Arc<Topics>) -> Self {
        Self { topics, language: language.to_owned() }
    }

    /// The vocabulary of topics.
    pub fn topics(&self) -> &Topics {
        &self.topics
    }

    /// Reads a remark by itself: facts, topic, the seven single-answer flags, stance and grade.
    pub fn read(&self, said: &Said<'_>) -> Reading {
        let text = Text::new(said.text);
        self.judged(&text, said, self.parse(&text, said), &Rulings::new(), &[])
    }

    /// Reads a remark in the light of earlier answers of the same lead (contradictions) and of what a person
    /// ruled on its flags, which is what every front end shows.
    pub fn read_after(&self, said: &Said<'_>, rulings: &Rulings, earlier: &[Answer]) -> Reading {
        let text = Text::new(said.text);
        self.judged(&text, said, self.parse(&text, said), rulings, earlier)
    }

    /// Where a remark belongs and the facts in it, without judging it: what a half-typed note would become.
    pub fn file(&self, said: &Said<'_>) -> Filed {
        self.filed(&Text::new(said.text), said)
    }

    /// What a remark is about, and the facts in it.
    fn parse(&self, text: &Text<'_>, said: &Said<'_>) -> Parsed {
        let filed = self.filed(text, said);
        Parsed { topic: filed.topic, candidates: filed.candidates, facts: filed.facts }
    }

    fn filed(&self, text: &Text<'_>, said: &Said<'_>) -> Filed {
        let context = facts::Context {
            topic: None,
            at: said.at,
            by: said.by,
            people: said.people,
            lexicon: Lexicon::for_language(&self.language),
        };
        filing::file(text, &context, said.filed, said.asked, &self.topics)
    }

    /// Judges a remark whose topic and facts are known.
    pub(crate) fn judged(
        &self,
        text: &Text<'_>,
        said: &Said<'_>,
        parsed: Parsed,
        rulings: &Rulings,
        earlier: &[Answer],
    ) -> Reading {
        let Parsed { topic, candidates, facts } = parsed;
        let Some(known) = topic.as_ref().and_then(|id| self.topics.get(id.as_str())) else {
            let mut reading = Reading { topic, candidates, facts, ..Reading::default() };
            rule_on(&mut reading, rulings);
            return reading;
        };
        let wording = answer_wording(&self.language);
        let examined = Examined::new(text, known, &facts, said.at, wording);
        let mut flags = judge(&examined);
        let stance = stance::of(&examined, &flags);
        flags.extend(contradict::find(&examined, stance, said.by, &self.topics, wording, earlier));
        let mut reading = Reading { topic, candidates, flags, stance, ..Reading::default() };
        reading.facts = facts;
        rule_on(&mut reading, rulings);
        reading
    }
}

/// Applies what a person ruled, and grades by the flags that remain.
fn rule_on(reading: &mut Reading, rulings: &Rulings) {
    for (&kind, ruling) in rulings {
        match ruling {
            Ruling::Dismissed => {
                let (dismissed, kept) =
                    std::mem::take(&mut reading.flags).into_iter().partition(|flag| flag.kind == kind);
                reading.flags = kept;
                reading.dismissed.extend::<Vec<Flag>>(dismissed);
            }
            Ruling::Raised if !reading.has(kind) => reading.flags.push(by_hand(kind)),
            Ruling::Raised => {}
        }
    }
    reading.grade = grade::of(&reading.flags, reading.stance);
}

/// A flag that no rule raised.
fn by_hand(kind: FlagKind) -> Flag {
    Flag { kind, spans: Vec::new(), why: "raised by hand".to_owned(), advice: String::new(), against: None }
}

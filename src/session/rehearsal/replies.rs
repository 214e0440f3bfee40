//! Trying what a persona says: each reply is read as a trainee would note it, and has to mean what its writer says.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::bank::problem::{Code, Problem};
use crate::bank::{FlagKind, TopicId, Topics};
use crate::call::{Contact, PersonId};
use crate::practice::{Persona, Reply, TopicTruth};
use crate::signals::{Reader, Reading, Said};

/// Reads every reply of a persona, and reports those that mean something else: other flags than those it is said to
/// carry, or (of the most telling one) another topic or grade. `file` is where they stand.
///
/// Contradictions are left to the proof, for they need what was said before. Personas in a language that remarks are
/// not read in cannot be tried, and nothing is said of them.
pub fn try_replies(persona: &Persona, topics: &Arc<Topics>, file: &str) -> Vec<Problem> {
    if !Reader::reads(&persona.language) {
        return Vec::new();
    }
    let trial = Trial {
        reader: Reader::new(&persona.language, Arc::clone(topics)),
        people: [Contact { name: persona.who.name.clone(), role: persona.who.role.clone() }],
        persona,
        file,
    };
    let mut found = Vec::new();
    for truth in &persona.topics {
        for (n, reply) in truth.replies.iter().enumerate() {
            found.extend(trial.reply(truth, reply, n + 1 == truth.replies.len()));
        }
    }
    found.extend(trial.otherwise(topics));
    found
}

struct Trial<'a> {
    reader: Reader,
    people: [Contact; 1],
    persona: &'a Persona,
    file: &'a str,
}

impl Trial<'_> {
    fn reply(&self, truth: &TopicTruth, reply: &Reply, is_last: bool) -> Vec<Problem> {
        let mut found = Vec::new();
        for said in &reply.say {
            let reading = self.read(&said.text, &truth.topic);
            let problem = |message: String| Problem::new(Code::OtherReply, self.file, said.place, message);
            if let Some((raised, wanted)) = other_flags(&reading, reply) {
                let message = format!("as an answer on `{}` this raises {raised}", truth.topic);
                found.push(
                    problem(message)
                        .with_expected(wanted)
                        .with_fix("put the flags right, or the words; what only a human hears goes under `by_ear`"),
                );
            }
            if !is_last || reply.is_weak() {
                continue;
            }
            let filed = reading.topic.as_ref().map_or("nothing", TopicId::as_str);
            if filed != truth.topic.as_str() {
                let message = format!("asked about `{}`, this is filed under `{filed}`", truth.topic);
                found.push(problem(message).with_expected("words that answer what was asked"));
            } else if reading.grade != truth.grade {
                let message = format!("this settles `{}` as {}", truth.topic, reading.grade);
                found.push(problem(message).with_expected(format!("{}, as its `grade` says", truth.grade)));
            }
        }
        found
    }

    /// What is said to any other question must read the same wherever it is said; one topic in question is enough.
    fn otherwise(&self, topics: &Topics) -> Option<Problem> {
        let reply = &self.persona.lines.otherwise;
        let others = topics.iter().filter(|topic| topic.id != "note" && self.persona.on(&topic.id).is_none());
        for topic in others {
            for said in &reply.say {
                if let Some((raised, wanted)) = other_flags(&self.read(&said.text, &topic.id), reply) {
                    let message = format!("as an answer on `{}` this raises {raised}", topic.id);
                    let problem = Problem::new(Code::OtherReply, self.file, said.place, message);
                    return Some(problem.with_expected(wanted).with_fix("write one that means the same anywhere"));
                }
            }
        }
        None
    }

    fn read(&self, text: &str, topic: &TopicId) -> Reading {
        self.reader.read(&Said {
            text,
            filed: None,
            asked: Some(topic),
            at: self.persona.at,
            by: PersonId(0),
            people: &self.people,
        })
    }
}

/// What is raised and what should be, in words, where the two differ.
fn other_flags(reading: &Reading, reply: &Reply) -> Option<(String, String)> {
    let without = |flags: BTreeSet<FlagKind>| {
        let flags: BTreeSet<FlagKind> = flags.into_iter().filter(|flag| *flag != FlagKind::Contradiction).collect();
        flags
    };
    let raised = without(reading.flags.iter().map(|flag| flag.kind).collect());
    let wanted = without(reply.flags.iter().copied().collect());
    let words = |flags: &BTreeSet<FlagKind>| match flags.len() {
        0 => "no flag".to_owned(),
        _ => flags.iter().map(|flag| format!("`{flag}`")).collect::<Vec<_>>().join(", "),
    };
    (raised != wanted).then(|| (words(&raised), words(&wanted)))
}

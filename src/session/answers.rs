//! Remarks to answers: each remark is read once, and again only when what it was read from has changed.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::bank::{Bank, FlagKind, QuestionId, TopicId, Topics};
use crate::call::{CallState, Contact, Filing, Remark, Ruling};
use crate::qualify::{Icp, Matches};
use crate::signals::{Answer, Memory, Reader, Rulings, Said, Span};

use super::Earlier;

/// The answers of a call, kept beside the remarks that they were read from.
#[derive(Debug, Clone, Default)]
pub(super) struct Answers {
    /// Those of the lead's earlier calls, then those of this call.
    read: Vec<Answer>,
    /// What they are about.
    memory: Memory,
    /// What those of this call match in the profile.
    matches: Matches,
    /// What was said in the lead's earlier calls.
    earlier: Earlier,
    /// The remarks as they were when they were read.
    read_from: Vec<Remark>,
    /// The people as they were then; their names decide what a name in a remark means.
    people: Vec<Contact>,
    /// The vocabulary of topics then; it decides what words mean.
    topics: Arc<Topics>,
    /// The bank's fingerprint then; it decides which question a remark answers.
    bank: String,
}

impl Answers {
    /// All answers, in the order of the remarks.
    pub(super) fn all(&self) -> &[Answer] {
        &self.read[self.earlier.len()..]
    }

    /// What they match in the profile.
    pub(super) fn matches(&self) -> &Matches {
        &self.matches
    }

    /// What was said in the lead's earlier calls.
    pub(super) fn earlier(&self) -> &Earlier {
        &self.earlier
    }

    /// None yet, after what was said in the lead's earlier calls.
    pub(super) fn after(earlier: Earlier) -> Self {
        let read = earlier.answers(&[]);
        Self { memory: Memory::of(&read), read, earlier, ..Self::default() }
    }

    /// Gives what was said in the lead's earlier calls; the next update reads everything in its light.
    pub(super) fn remember(&mut self, earlier: Earlier) {
        if self.earlier.len() + earlier.len() == 0 {
            // What was promised, or nothing at all: it changes no reading.
            self.earlier = earlier;
        } else {
            *self = Self::after(earlier);
        }
    }

    /// Brings the answers up to date with the call.
    ///
    /// An answer depends on its own remark, on those before it (contradictions) and on who is on the call, so reading
    /// starts at the first remark that changed or that names somebody new: keeping one more reads one, whatever came
    /// before. Another bank with the same topics hears the same; only the questions that were answered are its own.
    pub(super) fn update(&mut self, state: &CallState, bank: &Arc<Bank>, reader: &Reader, icp: &Icp) {
        let people_changed = self.people != state.people;
        let unchanged = if self.topics != bank.topics || (people_changed && self.earlier.len() > 0) {
            // Who said what in an earlier call depends on who is on this one.
            self.read = self.earlier.answers(&state.people);
            self.memory = Memory::of(&self.read);
            0
        } else {
            let news = words_that_changed(&self.people, &state.people);
            let stays = |(old, new): &(&Remark, &Remark)| old == new && !mentions(&new.text, &news);
            self.read_from.iter().zip(&state.remarks).take_while(stays).count()
        };
        self.read.truncate(self.earlier.len() + unchanged);
        self.memory.truncate(self.earlier.len() + unchanged);
        self.matches.truncate(unchanged);
        self.read_from.truncate(unchanged);
        if self.bank != bank.hash {
            for (answer, remark) in self.read[self.earlier.len()..].iter_mut().zip(&self.read_from) {
                answer.question = answered(remark, answer.reading.topic.as_ref(), bank);
            }
        }
        for remark in &state.remarks[unchanged..] {
            let mut answer = read(remark, state, bank, reader, (&self.read, &self.memory));
            Earlier::drop_numbers(&mut answer.reading.flags);
            Earlier::drop_numbers(&mut answer.reading.dismissed);
            self.memory.push(&answer);
            self.read.push(answer);
            self.read_from.push(remark.clone());
        }
        self.matches.extend(&self.read[self.earlier.len() + unchanged..], icp);
        self.people.clone_from(&state.people);
        self.topics = Arc::clone(&bank.topics);
        self.bank.clone_from(&bank.hash);
    }
}

/// The words of names and roles that stand in one list of people and not in the other, in lower case.
fn words_that_changed(before: &[Contact], after: &[Contact]) -> BTreeSet<String> {
    let only_in = |one: &[Contact], other: &[Contact]| -> Vec<String> {
        let changed = one.iter().enumerate().filter(|(at, person)| other.get(*at) != Some(person));
        changed.flat_map(|(_, person)| words(&person.name).chain(words(&person.role)).collect::<Vec<_>>()).collect()
    };
    only_in(before, after).into_iter().chain(only_in(after, before)).collect()
}

fn mentions(text: &str, wanted: &BTreeSet<String>) -> bool {
    !wanted.is_empty() && words(text).any(|word| wanted.contains(&word))
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Whether a person's words for what some words of a remark mean can be read.
pub(super) fn understands(reader: &Reader, remark: &Remark, state: &CallState, words: &str, meant: &str) -> bool {
    reader.understands(&said(remark, state), words, meant)
}

/// A remark as the reader hears it.
fn said<'a>(remark: &'a Remark, state: &'a CallState) -> Said<'a> {
    let (filed, asked) = hints(&remark.filing);
    Said { text: &remark.text, filed, asked, at: remark.at, by: remark.by, people: &state.people }
}

fn read(
    remark: &Remark,
    state: &CallState,
    bank: &Bank,
    reader: &Reader,
    (earlier, memory): (&[Answer], &Memory),
) -> Answer {
    let said = said(remark, state);
    let rulings = standing_rulings(remark, &said, reader, (earlier, memory));
    let mut reading = reader.read_corrected(&said, &remark.corrections, &rulings, (earlier, memory));
    if remark.filing == Filing::Unfiled {
        reading.topic = None;
    }
    let question = answered(remark, reading.topic.as_ref(), bank);
    Answer { remark: remark.id, by: remark.by, at: remark.at, text: remark.text.clone(), question, reading }
}

/// The rulings whose cause still stands: a flag that was dismissed stays so while one of the words that raised it is
/// still there; what was raised by hand stays raised.
fn standing_rulings(remark: &Remark, said: &Said<'_>, reader: &Reader, before: (&[Answer], &Memory)) -> Rulings {
    let stands = |flag: FlagKind, ruling: Ruling| {
        let Some(then) = remark.ruled_on.get(&flag).filter(|then| **then != remark.text) else { return true };
        if ruling == Ruling::Raised {
            return true;
        }
        let earlier = Said { text: then, ..*said };
        let reading = reader.read_corrected(&earlier, &remark.corrections, &Rulings::new(), before);
        // Nothing raised it then by the rules of today: the rep's word stands.
        reading
            .flag(flag)
            .is_none_or(|raised| raised.spans.iter().any(|span| Span::find(span.of(then), &remark.text).is_some()))
    };
    remark
        .rulings
        .iter()
        .map(|(&flag, &ruling)| (flag, ruling))
        .filter(|&(flag, ruling)| stands(flag, ruling))
        .collect()
}

/// The question of the bank that a remark answers: the one that was asked or named, unless that was another bank's,
/// else the one on its topic.
fn answered(remark: &Remark, topic: Option<&TopicId>, bank: &Bank) -> Option<QuestionId> {
    let named = match &remark.filing {
        Filing::To { question: Some(question), .. } => Some(question),
        Filing::Auto { asked: Some(question), topic: asked } if asked.as_ref() == topic => Some(question),
        _ => None,
    };
    let named = named.filter(|question| bank.question(question).is_some());
    named.or_else(|| Some(&bank.question_on(topic?)?.id)).cloned()
}

/// What a filing tells the reader: the topic that is certain, and the one that was on the screen.
fn hints(filing: &Filing) -> (Option<&TopicId>, Option<&TopicId>) {
    match filing {
        Filing::Auto { topic, .. } => (None, topic.as_ref()),
        Filing::To { topic, .. } => (Some(topic), None),
        Filing::Unfiled => (None, None),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::bank::source::Library;
    use crate::call::{Command, Correction, PersonId, RemarkId, Started};
    use crate::session::Session;

    /// A call in which this was said on a topic.
    fn heard(topic: &str, text: &str) -> Session {
        let bank = Library::embedded().bank("bant", "en").expect("a shipped bank");
        let mut session = Session::new(Arc::clone(&bank), Icp::default(), Vec::new());
        let (id, hash) = (bank.id.clone(), bank.hash.clone());
        let start = Started { bank: id, hash, company: String::new(), contact: Contact::default() };
        let filing = Filing::To { topic: TopicId::new(topic), question: None };
        act(&mut session, &Command::Start(start));
        act(&mut session, &Command::Keep { text: text.into(), by: Some(PersonId(0)), filing });
        session
    }

    fn act(session: &mut Session, command: &Command) {
        session.apply(command, date(2026, 3, 2).at(10, 0, 0, 0)).expect("it can be done");
    }

    fn amend(session: &mut Session, text: &str) {
        act(session, &Command::Amend { remark: RemarkId(1), text: text.into() });
    }

    fn has(session: &Session, flag: FlagKind) -> bool {
        let brief = session.brief(date(2026, 3, 2).at(10, 0, 0, 0));
        brief.remarks[0].flags.iter().any(|found| found.kind == flag)
    }

    #[test]
    fn a_dismissal_survives_an_edit_while_its_cause_stands() {
        let mut session = heard("timeline.start", "soon, I think");
        let ruling = Some(Ruling::Dismissed);
        act(&mut session, &Command::RuleFlag { remark: RemarkId(1), flag: FlagKind::Vague, ruling });
        assert!(!has(&session, FlagKind::Vague));
        amend(&mut session, "soon, she thinks");
        assert!(!has(&session, FlagKind::Vague));
        amend(&mut session, "sooner or later, when things are calmer");
        assert!(has(&session, FlagKind::Vague));
        act(&mut session, &Command::Undo);
        assert!(!has(&session, FlagKind::Vague));
    }

    #[test]
    fn a_flag_raised_by_hand_survives_every_edit() {
        let mut session = heard("timeline.start", "in May");
        let ruling = Some(Ruling::Raised);
        act(&mut session, &Command::RuleFlag { remark: RemarkId(1), flag: FlagKind::Excuse, ruling });
        amend(&mut session, "in June");
        assert!(has(&session, FlagKind::Excuse));
    }

    #[test]
    fn a_corrected_fact_survives_an_edit_while_its_words_stand() {
        let mut session = heard("budget.amount", "we have 40k for it");
        let correction = Some(Correction::Nothing);
        act(&mut session, &Command::CorrectFact { remark: RemarkId(1), words: "40k".into(), correction });
        assert!(!has(&session, FlagKind::Specific));
        amend(&mut session, "we have 40k for that");
        assert!(!has(&session, FlagKind::Specific));
        amend(&mut session, "we have 60k for that");
        assert!(has(&session, FlagKind::Specific));
    }

    #[test]
    fn what_words_are_said_to_mean_must_say_something() {
        let mut session = heard("budget.amount", "we have sixty for it, says Bob");
        let at = date(2026, 3, 2).at(10, 5, 0, 0);
        let correct = |words: &str, means: &str| {
            let correction = Some(Correction::Means(means.into()));
            Command::CorrectFact { remark: RemarkId(1), words: words.into(), correction }
        };
        let refused = session.apply(&correct("sixty", "hm hm"), at).unwrap_err();
        assert_eq!(refused.to_string(), "“hm hm” says no amount, date, name or other value");
        act(&mut session, &correct("sixty", "60k"));
        let shown = &session.brief(at).remarks[0];
        assert_eq!(shown.facts.iter().find(|fact| fact.text == "sixty").map(|fact| fact.shown.as_str()), Some("60k"));
        assert_eq!(shown.corrections[0].means.as_deref(), Some("60k"));
    }

    fn person(name: &str, role: &str) -> Contact {
        Contact { name: name.into(), role: role.into() }
    }

    #[test]
    fn only_remarks_that_name_somebody_new_are_read_again() {
        let before = [person("Dana Ruiz", "VP")];
        let after = [person("Dana Ruiz", "VP"), person("Kim Sato", "CFO")];
        let news = words_that_changed(&before, &after);
        assert!(mentions("our cfo signs above 20k", &news));
        assert!(mentions("ask KIM about it", &news));
        assert!(!mentions("orders ship late, Dana says", &news));
        assert!(!mentions("anything at all", &words_that_changed(&after, &after)));
        assert!(mentions("Dana decides", &words_that_changed(&before, &[person("Dina Ruiz", "VP")])));
    }
}

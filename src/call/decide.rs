//! Commands to events, or to a refusal that says why.
//!
//! A wish that already stands (to turn to the question on the screen, to let the speaker speak) is fulfilled by
//! no event at all; a wish that cannot be meant is refused.

use thiserror::Error;

use crate::bank::QuestionId;

use super::command::Command;
use super::event::{Asked, Contact, Correction, Kept, NextStep, PersonId, RemarkId, Started, What};
use super::evolve::MAX_PEOPLE;
use super::state::{CallState, Remark};

/// Why a command was not carried out, in words for the rep.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// Nothing was typed.
    #[error("nothing to keep: the note is empty")]
    Empty,
    /// Nothing can happen in a call before it begins.
    #[error("the call has not begun yet")]
    NotStarted,
    /// A call begins once.
    #[error("this call has already begun")]
    AlreadyStarted,
    /// A closed call changes only by being reopened, or by undo.
    #[error("the call is closed: reopen it to go on")]
    CallClosed,
    /// Only a closed call can be reopened.
    #[error("the call is still open")]
    CallOpen,
    /// An amendment that changes no word.
    #[error("nothing to change: the words are the same")]
    SameWords,
    /// What is put right must have been said.
    #[error("“{0}” does not stand in this remark")]
    WordsNotThere(String),
    /// What words are said to mean must be something that can be read.
    #[error("“{0}” says no amount, date, name or other value")]
    NotUnderstood(String),
    /// No remark has this number.
    #[error("there is no remark {} in this call", .0.0)]
    UnknownRemark(RemarkId),
    /// Nobody on the call has this number.
    #[error("there is no person {} on this call", .0.0)]
    UnknownPerson(PersonId),
    /// A person is added by a name or a role.
    #[error("a name or a role is needed to add a person")]
    Nameless,
    /// As many people are on the call as it can name.
    #[error("this call names {MAX_PEOPLE} people already, and can name no more")]
    TooManyPeople,
    /// A next step says what happens.
    #[error("say what happens next")]
    EmptyStep,
    /// The question is set aside already.
    #[error("{0} is parked already")]
    AlreadyParked(QuestionId),
    /// Only a parked question can be taken up again.
    #[error("{0} is not parked")]
    NotParked(QuestionId),
    /// No act stands that could be taken back; the start of a call cannot.
    #[error("nothing to undo")]
    NothingToUndo,
    /// No act was taken back since the last new one.
    #[error("nothing to redo")]
    NothingToRedo,
    /// The numbers of the journal are used up; only a damaged journal gets here.
    #[error("this call can hold no more entries")]
    Full,
}

/// Decides what a command does to a call as it stands.
///
/// [`Command::Undo`] and [`Command::Redo`] need the journal, not only the state: the
/// [`Timeline`](super::Timeline) answers them, and here they are refused.
///
/// # Errors
///
/// A [`Refusal`] that says why the command makes no sense now; the call is as before.
pub fn decide(state: &CallState, command: &Command) -> Result<Vec<What>, Refusal> {
    match command {
        Command::Start(started) => return start(state, started),
        Command::Undo => return Err(Refusal::NothingToUndo),
        Command::Redo => return Err(Refusal::NothingToRedo),
        _ if state.started_at.is_none() => return Err(Refusal::NotStarted),
        Command::Reopen if state.closed.is_none() => return Err(Refusal::CallOpen),
        Command::Reopen => return Ok(vec![What::Reopened]),
        _ if state.closed.is_some() => return Err(Refusal::CallClosed),
        _ => {}
    }
    decide_open(state, command)
}

/// Decides what a command does to a call that has begun and is not closed.
fn decide_open(state: &CallState, command: &Command) -> Result<Vec<What>, Refusal> {
    let event = match command {
        Command::Ask { question, topic, wording } => {
            let asked = Asked { question: question.clone(), topic: topic.clone(), wording: wording.clone() };
            return Ok(ask(state, asked));
        }
        Command::Keep { text, by, filing } => {
            let by = known_person(state, by.unwrap_or(state.speaker))?;
            let remark = RemarkId(next_number(state.remarks.last().map(|remark| remark.id.0))?);
            Some(What::Kept(Kept { remark, text: words(text)?, by, filing: filing.clone() }))
        }
        Command::Amend { remark, text } => Some(amend(known_remark(state, *remark)?, text)?),
        Command::File { remark, filing } => {
            let stands = known_remark(state, *remark)?.filing == *filing;
            (!stands).then(|| What::Filed { remark: *remark, filing: filing.clone() })
        }
        Command::RuleFlag { remark, flag, ruling } => {
            let stands = known_remark(state, *remark)?.rulings.get(flag) == ruling.as_ref();
            (!stands).then_some(What::FlagRuled { remark: *remark, flag: *flag, ruling: *ruling })
        }
        Command::CorrectFact { remark, words, correction } => {
            correct(known_remark(state, *remark)?, words, correction.as_ref())?
        }
        Command::Attribute { remark, by } => {
            let stands = known_remark(state, *remark)?.by == known_person(state, *by)?;
            (!stands).then_some(What::Attributed { remark: *remark, by: *by })
        }
        Command::AddPerson(contact) => Some(add_person(state, contact)?),
        Command::ChangePerson { person, contact } => {
            known_person(state, *person)?;
            let contact = trimmed(contact);
            let stands = state.person(*person) == Some(&contact);
            (!stands).then_some(What::PersonChanged { person: *person, contact })
        }
        Command::Speak(to) => {
            let stands = state.speaker == known_person(state, *to)?;
            (!stands).then_some(What::SpeakerChanged { to: *to })
        }
        Command::Park(question) => Some(park(state, question)?),
        Command::Unpark(question) => Some(unpark(state, question)?),
        Command::SwitchBank { bank, hash, .. } if state.bank.id == *bank && state.bank.hash == *hash => None,
        Command::SwitchBank { bank, hash, ask: asked } => {
            let asked = asked.clone().map(|asked| ask(state, asked)).unwrap_or_default();
            let switched = What::BankSwitched { bank: bank.clone(), hash: hash.clone() };
            return Ok(asked.into_iter().chain([switched]).collect());
        }
        Command::SetNextStep(step) => set_next_step(state, step.as_ref())?,
        Command::Close(closed) => Some(What::Closed(closed.clone())),
        Command::Start(_) | Command::Reopen | Command::Undo | Command::Redo => None,
    };
    Ok(event.into_iter().collect())
}

fn start(state: &CallState, started: &Started) -> Result<Vec<What>, Refusal> {
    if state.started_at.is_some() {
        return Err(Refusal::AlreadyStarted);
    }
    let Started { bank, hash, company, contact } = started;
    let (bank, hash, company) = (bank.clone(), hash.clone(), company.trim().to_owned());
    Ok(vec![What::Started(Started { bank, hash, company, contact: trimmed(contact) })])
}

/// Turning to a parked question takes it up again in the same act.
fn ask(state: &CallState, asked: Asked) -> Vec<What> {
    if state.current_question() == Some(&asked) {
        return Vec::new();
    }
    let unparked = state.parked.get(&asked.question).map(|question| What::Unparked { question: question.clone() });
    unparked.into_iter().chain([What::Asked(asked)]).collect()
}

fn amend(remark: &Remark, text: &str) -> Result<What, Refusal> {
    let text = words(text)?;
    if text == remark.text {
        return Err(Refusal::SameWords);
    }
    Ok(What::Amended { remark: remark.id, text })
}

/// Only words that stand in a remark can be put right, and only by words.
fn correct(remark: &Remark, named: &str, correction: Option<&Correction>) -> Result<Option<What>, Refusal> {
    let named = words(named)?;
    let correction = match correction {
        Some(Correction::Means(text)) => Some(Correction::Means(words(text)?)),
        other => other.cloned(),
    };
    if correction.is_some() && !remark.text.contains(&named) {
        return Err(Refusal::WordsNotThere(named));
    }
    let stands = remark.corrections.get(&named) == correction.as_ref();
    Ok((!stands).then_some(What::FactCorrected { remark: remark.id, words: named, correction }))
}

fn add_person(state: &CallState, contact: &Contact) -> Result<What, Refusal> {
    let contact = trimmed(contact);
    if contact == Contact::default() {
        return Err(Refusal::Nameless);
    }
    let person = u32::try_from(state.people.len()).unwrap_or(u32::MAX);
    if person >= MAX_PEOPLE {
        return Err(Refusal::TooManyPeople);
    }
    Ok(What::PersonAdded { person: PersonId(person), contact })
}

fn park(state: &CallState, question: &QuestionId) -> Result<What, Refusal> {
    if state.parked.contains(question) {
        return Err(Refusal::AlreadyParked(question.clone()));
    }
    Ok(What::Parked { question: question.clone() })
}

fn unpark(state: &CallState, question: &QuestionId) -> Result<What, Refusal> {
    if !state.parked.contains(question) {
        return Err(Refusal::NotParked(question.clone()));
    }
    Ok(What::Unparked { question: question.clone() })
}

fn set_next_step(state: &CallState, step: Option<&NextStep>) -> Result<Option<What>, Refusal> {
    let step = step.map(|step| NextStep { what: step.what.trim().to_owned(), on: step.on });
    if step.as_ref().is_some_and(|step| step.what.is_empty()) {
        return Err(Refusal::EmptyStep);
    }
    Ok((state.next_step != step).then_some(What::NextStepSet { step }))
}

fn known_remark(state: &CallState, id: RemarkId) -> Result<&Remark, Refusal> {
    state.remark(id).ok_or(Refusal::UnknownRemark(id))
}

fn known_person(state: &CallState, id: PersonId) -> Result<PersonId, Refusal> {
    state.person(id).map(|_| id).ok_or(Refusal::UnknownPerson(id))
}

/// The number after the last one given; the first is 1.
pub(super) fn next_number(last: Option<u32>) -> Result<u32, Refusal> {
    last.unwrap_or(0).checked_add(1).ok_or(Refusal::Full)
}

/// The text without the blanks and control characters around it; refused if nothing is left.
fn words(text: &str) -> Result<String, Refusal> {
    let words = text.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    if words.is_empty() { Err(Refusal::Empty) } else { Ok(words.to_owned()) }
}

fn trimmed(contact: &Contact) -> Contact {
    Contact { name: contact.name.trim().to_owned(), role: contact.role.trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::bank::{FlagKind, TopicId};
    use crate::call::{Closed, Filing, Ruling, evolve};

    fn carry_out(state: &mut CallState, command: &Command) -> Result<usize, Refusal> {
        let events = decide(state, command)?;
        for what in &events {
            evolve(state, date(2026, 3, 2).at(10, 0, 0, 0), what);
        }
        Ok(events.len())
    }

    fn start_of(company: &str) -> Command {
        let contact = Contact { name: " Dana Ruiz ".into(), role: String::new() };
        Command::Start(Started { bank: "bant".into(), hash: "h".into(), company: company.into(), contact })
    }

    fn keep_of(text: &str) -> Command {
        Command::Keep { text: text.into(), by: None, filing: Filing::Unfiled }
    }

    fn ask_of(question: &str, wording: &str) -> Command {
        let topic = TopicId::new("budget.amount");
        Command::Ask { question: QuestionId::new(question), topic, wording: wording.into() }
    }

    fn close() -> Command {
        let closed = Closed { verdict: "advance".into(), reasons: Vec::new(), score: 90, engine: "0".into() };
        Command::Close(closed)
    }

    fn begun() -> CallState {
        let mut state = CallState::default();
        carry_out(&mut state, &start_of("Northwind Foods")).unwrap();
        carry_out(&mut state, &keep_of("soon, I guess")).unwrap();
        state
    }

    #[test]
    fn nothing_happens_before_the_beginning_and_a_call_begins_once() {
        let state = CallState::default();
        for command in [keep_of("hello"), close(), Command::Reopen, Command::Speak(PersonId(0))] {
            assert_eq!(decide(&state, &command), Err(Refusal::NotStarted));
        }
        assert_eq!(decide(&begun(), &start_of("Another")), Err(Refusal::AlreadyStarted));
    }

    #[test]
    fn notes_are_kept_without_the_blanks_around_them_and_empty_ones_refused() {
        let mut state = begun();
        for blank in ["", "  \t\n", "\u{3000}", "\u{1b}\u{7}"] {
            assert_eq!(decide(&state, &keep_of(blank)), Err(Refusal::Empty));
        }
        carry_out(&mut state, &keep_of("  40k a month \n")).unwrap();
        assert_eq!(state.remarks[1].text, "40k a month");
        assert_eq!(state.people[0].name, "Dana Ruiz");
    }

    #[test]
    fn what_does_not_exist_is_refused_by_its_number() {
        let state = begun();
        let (remark, by) = (RemarkId(7), PersonId(4));
        let (filing, text) = (Filing::Unfiled, "x".to_owned());
        let ruling = Some(Ruling::Raised);
        for command in [
            Command::Amend { remark, text: text.clone() },
            Command::File { remark, filing: filing.clone() },
            Command::RuleFlag { remark, flag: FlagKind::Vague, ruling },
            Command::CorrectFact { remark, words: "x".into(), correction: None },
            Command::Attribute { remark, by: PersonId(0) },
        ] {
            assert_eq!(decide(&state, &command), Err(Refusal::UnknownRemark(remark)));
        }
        for command in [
            Command::Keep { text, by: Some(by), filing },
            Command::Attribute { remark: RemarkId(1), by },
            Command::ChangePerson { person: by, contact: Contact::default() },
            Command::Speak(by),
        ] {
            assert_eq!(decide(&state, &command), Err(Refusal::UnknownPerson(by)));
        }
        assert_eq!(Refusal::UnknownRemark(remark).to_string(), "there is no remark 7 in this call");
    }

    #[test]
    fn only_words_that_were_said_are_put_right_and_by_words() {
        let mut state = begun();
        let correct =
            |words: &str, correction| Command::CorrectFact { remark: RemarkId(1), words: words.into(), correction };
        let means = |text: &str| Some(Correction::Means(text.into()));
        assert_eq!(decide(&state, &correct("50k", means("60k"))), Err(Refusal::WordsNotThere("50k".into())));
        assert_eq!(decide(&state, &correct("soon", means("  "))), Err(Refusal::Empty));
        assert_eq!(carry_out(&mut state, &correct(" soon ", means("in May"))), Ok(1));
        assert_eq!(carry_out(&mut state, &correct("soon", means("in May"))), Ok(0));
        assert_eq!(state.remarks[0].corrections.get("soon"), means("in May").as_ref());
        assert_eq!(carry_out(&mut state, &correct("soon", None)), Ok(1));
        assert!(state.remarks[0].corrections.is_empty());
    }

    #[test]
    fn a_wish_that_already_stands_is_no_event() {
        let mut state = begun();
        carry_out(&mut state, &ask_of("budget.plan", "How much?")).unwrap();
        for command in [
            ask_of("budget.plan", "How much?"),
            Command::Speak(PersonId(0)),
            Command::File { remark: RemarkId(1), filing: Filing::Unfiled },
            Command::RuleFlag { remark: RemarkId(1), flag: FlagKind::Vague, ruling: None },
            Command::Attribute { remark: RemarkId(1), by: PersonId(0) },
            Command::SwitchBank { bank: "bant".into(), hash: "h".into(), ask: None },
            Command::SetNextStep(None),
        ] {
            assert_eq!(decide(&state, &command), Ok(Vec::new()), "{command:?}");
        }
        assert_eq!(carry_out(&mut state, &ask_of("budget.plan", "What is set aside?")), Ok(1));
        assert_eq!(state.asked.len(), 1, "another wording is the same question");
        assert_eq!(state.asked[0].wording, "What is set aside?");
    }

    #[test]
    fn what_cannot_be_meant_is_refused_with_the_reason() {
        let mut state = begun();
        let question = QuestionId::new("budget.plan");
        let same = Command::Amend { remark: RemarkId(1), text: " soon, I guess".into() };
        assert_eq!(decide(&state, &same), Err(Refusal::SameWords));
        let nobody = Command::AddPerson(Contact { name: "  ".into(), role: String::new() });
        assert_eq!(decide(&state, &nobody), Err(Refusal::Nameless));
        let step = Command::SetNextStep(Some(NextStep { what: " ".into(), on: None }));
        assert_eq!(decide(&state, &step), Err(Refusal::EmptyStep));
        let unpark = Command::Unpark(question.clone());
        assert_eq!(decide(&state, &unpark), Err(Refusal::NotParked(question.clone())));
        let park = Command::Park(question.clone());
        carry_out(&mut state, &park).unwrap();
        assert_eq!(decide(&state, &park), Err(Refusal::AlreadyParked(question)));
        assert_eq!(decide(&state, &Command::Reopen), Err(Refusal::CallOpen));
    }

    #[test]
    fn a_person_too_many_is_refused_in_words_instead_of_being_forgotten() {
        let mut state = begun();
        let add = |number: usize| Command::AddPerson(Contact { name: format!("P{number}"), role: String::new() });
        while state.people.len() < MAX_PEOPLE as usize {
            let number = state.people.len();
            carry_out(&mut state, &add(number)).unwrap();
        }
        let refused = decide(&state, &add(0)).unwrap_err();
        assert_eq!(refused.to_string(), "this call names 1000 people already, and can name no more");
    }

    #[test]
    fn a_closed_call_takes_nothing_but_its_reopening() {
        let mut state = begun();
        carry_out(&mut state, &close()).unwrap();
        for command in [keep_of("one more thing"), ask_of("budget.plan", "How much?"), close()] {
            assert_eq!(decide(&state, &command), Err(Refusal::CallClosed));
        }
        carry_out(&mut state, &Command::Reopen).unwrap();
        assert_eq!(carry_out(&mut state, &keep_of("one more thing")), Ok(1));
    }
}

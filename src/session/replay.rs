//! A script played through a session, by the same commands that a front end sends.

use std::fmt;
use std::sync::Arc;

use jiff::civil::DateTime;

use super::Setup;
use crate::call::{Command, Contact, PersonId, Refusal, Started, find_person};

use super::script::Script;
use super::{Earlier, Session};

/// A script that could not be played to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stopped {
    /// The number of the answer that was not kept; `None` where the call did not even begin.
    pub answer: Option<usize>,
    /// Why.
    pub refusal: Refusal,
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.answer {
            None => write!(f, "the call does not begin: {}", self.refusal),
            Some(n) => write!(f, "answer {n} is not kept: {}", self.refusal),
        }
    }
}

impl std::error::Error for Stopped {}

/// Plays a script from its first word to its last; what the user set holds as far as the script does not say
/// otherwise (its profile), and
/// `earlier` what was said in the lead's calls before it.
///
/// # Errors
/// Where the call did not go on, and why.
pub fn replay(script: &Script, setup: &Setup, earlier: Earlier) -> Result<Session, Stopped> {
    let mut setup = setup.clone();
    if let Some(icp) = &script.icp {
        setup.icp.clone_from(icp);
    }
    let mut session = Session::new(Arc::clone(&script.bank), setup, Vec::new());
    session.remember(earlier);
    begin(&mut session, script).map_err(|refusal| Stopped { answer: None, refusal })?;
    for n in 1..=script.answers.len() {
        say(&mut session, script, n).map_err(|refusal| Stopped { answer: Some(n), refusal })?;
    }
    Ok(session)
}

fn begin(session: &mut Session, script: &Script) -> Result<(), Refusal> {
    let start = Command::Start(Started {
        bank: script.bank.id.clone(),
        hash: script.bank.hash.clone(),
        company: script.company.clone(),
        contact: script.contact.clone(),
    });
    session.apply(&start, script.at).map(drop)
}

fn say(session: &mut Session, script: &Script, n: usize) -> Result<(), Refusal> {
    let Some(answer) = n.checked_sub(1).and_then(|at| script.answers.get(at)) else { return Ok(()) };
    let at = script.clock(n);
    let by = match &answer.by {
        Some(name) if !name.trim().is_empty() => person(session, name, at)?,
        _ => PersonId(0),
    };
    let keep = Command::Keep { text: answer.say.clone(), by: Some(by), filing: answer.filing.clone() };
    session.apply(&keep, at).map(drop)
}

/// The person with this name; one who is not on the call yet joins it.
fn person(session: &mut Session, name: &str, at: DateTime) -> Result<PersonId, Refusal> {
    if let Some(person) = known(session, name) {
        return Ok(person);
    }
    session.apply(&Command::AddPerson(Contact { name: name.to_owned(), role: String::new() }), at)?;
    Ok(known(session, name).unwrap_or_default())
}

fn known(session: &Session, name: &str) -> Option<PersonId> {
    let names = session.state().people.iter().map(|contact| contact.name.as_str());
    find_person(names, name).and_then(|at| u32::try_from(at).ok()).map(PersonId)
}

//! The proof that a persona is worth practising with: a good line of questions wins it, and a careless one does not.

use std::sync::Arc;

use crate::bank::problem::{Code, Problem};
use crate::bank::{Bank, QuestionCheck};
use crate::practice::{CheckKind, Grade, Persona};
use crate::session::{Session, Setup};
use crate::signals::Reader;

use super::{Rehearsal, careless, expert};

/// What a good line of questions has to come to, in percent of all checks.
const EXPERT: usize = 95;

/// What a careless one may come to at most.
const CARELESS: usize = 50;

/// The seed that the proof is held with; the wordings of a reply mean the same, so one is enough.
const SEED: u64 = 1;

/// How many failed checks a message names.
const NAMED: usize = 4;

/// Plays both lines through a bank, and reports what does not come out: levels, verdict and what decides have to be
/// reached, and every planted flag has to be found. `file` is where the persona stands.
///
/// A persona in a language that remarks are not read in cannot be proved, and nothing is said of it.
pub fn prove(persona: &Arc<Persona>, bank: &Arc<Bank>, check: &QuestionCheck, file: &str) -> Vec<Problem> {
    if !Reader::reads(&persona.language) {
        return Vec::new();
    }
    let problem = |code, message| Problem::new(code, file, persona.truth.place, message);
    let mut found = Vec::new();
    match played(persona, bank, check, SEED, expert) {
        Ok(grade) if is_won(&grade) => {}
        Ok(grade) => {
            let failed: Vec<String> = grade
                .checks
                .iter()
                .filter(|check| !check.passed)
                .map(|c| format!("{} ({})", c.what, c.proof))
                .collect();
            let more =
                if failed.len() > NAMED { format!("; and {} more", failed.len() - NAMED) } else { String::new() };
            let named = failed.iter().take(NAMED).cloned().collect::<Vec<_>>().join("; ");
            let message = format!(
                "through `{}`, the best line of questions comes to {}%. Not reached: {named}{more}",
                bank.id,
                grade.percent()
            );
            found.push(
                problem(Code::Unsolvable, message)
                    .with_expected(format!("at least {EXPERT}%, with the levels, the verdict and all that is key")),
            );
        }
        Err(refusal) => found.push(problem(Code::Unsolvable, format!("through `{}`: {refusal}", bank.id))),
    }
    if let Ok(grade) = played(persona, bank, check, SEED, careless)
        && grade.percent() > CARELESS
    {
        let message = format!("through `{}`, a careless line of questions comes to {}%", bank.id, grade.percent());
        found.push(problem(Code::TooEasy, message).with_expected(format!("at most {CARELESS}%")));
    }
    found
}

fn is_won(grade: &Grade) -> bool {
    let must = [CheckKind::Level, CheckKind::Verdict, CheckKind::FoundOut, CheckKind::Flag, CheckKind::FalseFlag];
    grade.percent() >= EXPERT && grade.checks.iter().all(|check| check.passed || !must.contains(&check.kind))
}

/// The grade of a line of play.
fn played(
    persona: &Arc<Persona>,
    bank: &Arc<Bank>,
    check: &QuestionCheck,
    seed: u64,
    line: fn(&mut Rehearsal, &mut Session) -> Result<(), crate::call::Refusal>,
) -> Result<Grade, crate::call::Refusal> {
    let mut rehearsal = Rehearsal::new(Arc::clone(persona), "", seed, bank, check.clone());
    let mut session = Session::new(Arc::clone(bank), Setup::from(persona.icp.clone()), Vec::new());
    line(&mut rehearsal, &mut session)?;
    Ok(rehearsal.grade(&session, persona.at).0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::source::Library;
    use crate::practice;

    /// Every shipped persona, with each of its banks.
    fn shipped() -> Vec<(Arc<Persona>, Arc<Bank>, QuestionCheck)> {
        let library = Library::embedded();
        let (topics, check) = (library.topics("en").expect("sound topics"), library.question_check("en"));
        let mut all = Vec::new();
        for (id, source) in library.personas() {
            let persona = practice::check(source, &topics, &library.ids()).unwrap_or_else(|found| panic!("{found}"));
            assert_eq!(super::super::try_replies(&persona, &topics, &source.name), [], "{id}");
            let persona = Arc::new(persona);
            for bank in &persona.frameworks {
                all.push((Arc::clone(&persona), library.bank(bank, "en").expect("a bank"), check.clone()));
            }
        }
        all
    }

    #[test]
    fn every_persona_is_won_by_an_expert_and_not_by_the_careless() {
        let mut wrong = Vec::new();
        for (persona, bank, check) in shipped() {
            wrong.extend(prove(&persona, &bank, &check, &persona.id).iter().map(ToString::to_string));
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn one_seed_is_the_same_to_the_byte_and_two_are_not() {
        let shipped = shipped();
        for (persona, bank, check) in shipped.iter().filter(|(persona, bank, _)| bank.id == persona.frameworks[0]) {
            let file = |seed| {
                let mut rehearsal = Rehearsal::new(Arc::clone(persona), "yaml", seed, bank, check.clone());
                let mut session = Session::new(Arc::clone(bank), Setup::from(persona.icp.clone()), Vec::new());
                expert(&mut rehearsal, &mut session).expect("it can be played");
                let graded = rehearsal.grade(&session, persona.at);
                rehearsal.record(&session, Some(graded)).to_text().expect("a text")
            };
            assert_eq!(file(7), file(7));
            let texts: std::collections::BTreeSet<String> = (1..=8).map(file).collect();
            assert_eq!(texts.len(), 8, "{}: two seeds say the same", persona.id);
        }
    }

    #[test]
    fn a_call_is_taken_up_from_its_file() {
        let (persona, bank, check) = shipped().into_iter().next().expect("a persona");
        let mut rehearsal = Rehearsal::new(Arc::clone(&persona), "", 3, &bank, check.clone());
        let mut session = Session::new(Arc::clone(&bank), Setup::from(persona.icp.clone()), Vec::new());
        expert(&mut rehearsal, &mut session).expect("it can be played");
        let record = rehearsal.record(&session, None);
        let mut again = Rehearsal::new(persona, "", record.seed, &bank, check);
        again.take_up(&record.moves, |_| None);
        assert_eq!(again.spoken(), rehearsal.spoken());
        assert_eq!(again.view(), rehearsal.view());
    }
}

//! What is printed of prospects and practice calls: the sheet, an example, a call with its grade, a file.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use serde_json::json;

use super::list::find;
use super::records::{Kept, all, read};
use crate::bank::Bank;
use crate::bank::source::Library;
use crate::cli::context::{Context, Outcome};
use crate::practice::{self, Grade, Persona, Record};
use crate::report::printable;
use crate::session::rehearsal::{Rehearsal, Spoke, expert};
use crate::session::{Session, Setup};
use crate::store::Store;

/// Prints the sheet of a prospect.
pub(super) fn sheet(id: &str, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let library = context.library();
    match find(&library, id).and_then(|(persona, _)| Ok((persona, library.topics("en")?))) {
        Ok((persona, topics)) => {
            let sheet = practice::sheet(&persona, &topics);
            context.print(&json!({ "id": persona.id, "markdown": sheet }), &sheet)?;
            Ok(Outcome::Fine)
        }
        Err(problems) => {
            context.show_problems(&problems)?;
            Ok(Outcome::BadInput)
        }
    }
}

/// Prints the best line of questions that a search finds.
pub(super) fn example(id: &str, seed: u64, bank: Option<&str>, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let library = context.library();
    let found = find(&library, id).and_then(|(persona, text)| {
        let bank = bank.or_else(|| persona.frameworks.first().map(String::as_str)).unwrap_or_default();
        Ok((library.bank(bank, &persona.language)?, persona, text))
    });
    match found {
        Ok((bank, persona, text)) => {
            let setup = Setup::from(persona.icp.clone());
            let at = persona.at;
            let mut rehearsal =
                Rehearsal::new(Arc::new(persona), &text, seed, &bank, library.question_check(&bank.language));
            let mut session = Session::new(bank, setup, Vec::new());
            expert(&mut rehearsal, &mut session)?;
            let (grade, _) = rehearsal.grade(&session, at);
            print(&rehearsal, &session, &grade, context)?;
            Ok(Outcome::Fine)
        }
        Err(problems) => {
            context.show_problems(&problems)?;
            Ok(Outcome::BadInput)
        }
    }
}

/// Prints a practice call and its grade.
pub(super) fn show(call: Option<&str>, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let library = context.library();
    match whole(call, context).and_then(|record| heard_again(&record, &library)) {
        Ok((rehearsal, session)) => {
            let at = session.journal().last().map_or(rehearsal.persona().at, |event| event.at);
            let (grade, _) = rehearsal.grade(&session, at);
            print(&rehearsal, &session, &grade, context)?;
            Ok(Outcome::Fine)
        }
        Err(why) => {
            context.complain(&why)?;
            Ok(Outcome::BadInput)
        }
    }
}

/// Prints a practice call as a file.
pub(super) fn export(call: Option<&str>, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    match whole(call, context) {
        Ok(record) => {
            write!(context.out, "{}", record.to_text()?)?;
            Ok(Outcome::Fine)
        }
        Err(why) => {
            context.complain(&why)?;
            Ok(Outcome::BadInput)
        }
    }
}

/// A practice call by its id or how that begins, by its file, or (without either) the last one; with its journal.
fn whole(call: Option<&str>, context: &Context<'_>) -> Result<Record, String> {
    if let Some(path) = call.map(Path::new).filter(|path| path.is_file()) {
        return read(path);
    }
    let is_meant = |kept: &Kept| call.is_none_or(|prefix| kept.id.starts_with(prefix));
    let mut found: Vec<Kept> = all(&context.paths.data_dir).into_iter().filter(is_meant).collect();
    let Some(kept) = found.pop() else {
        return Err(match call {
            Some(call) => format!("there is no practice call `{call}`, and no such file"),
            None => "there is no practice call yet; `bantam practice` begins one".to_owned(),
        });
    };
    if call.is_some() && !found.is_empty() {
        return Err(format!("{} practice calls begin so; write more of the id", found.len() + 1));
    }
    let store = Store::open(&Record::folder(&context.paths.data_dir)).map_err(|error| error.to_string())?;
    let id = kept.id.parse().map_err(|_| format!("`{}` is no id of a call", kept.id))?;
    let journal = store.journal(id).map_err(|error| error.to_string())?;
    Ok(Record { journal, ..kept.record })
}

/// Both ends of a practice call, from its file.
///
/// # Errors
/// That its prospect, or its bank, cannot be used any more, in a sentence for people.
pub(super) fn heard_again(record: &Record, library: &Library) -> Result<(Rehearsal, Session), String> {
    let persona = persona_of(record, library)?;
    let bank = |id: &str| -> Option<Arc<Bank>> { library.bank(id, &persona.language).ok() };
    let first = library.bank(&record.bank.id, &persona.language).map_err(|problems| problems.to_string())?;
    let check = library.question_check(&persona.language);
    let setup = Setup::from(persona.icp.clone());
    let mut rehearsal = Rehearsal::new(Arc::new(persona.clone()), &record.persona.text, record.seed, &first, check);
    rehearsal.take_up(&record.moves, bank);
    let mut session = Session::new(first, setup, record.journal.clone());
    for other in record.moves.iter().filter_map(|step| bank(&step.bank)) {
        session.know_bank(other);
    }
    Ok((rehearsal, session))
}

/// The prospect that a file carries: it may be another one today, or unknown here.
pub(super) fn persona_of(record: &Record, library: &Library) -> Result<Persona, String> {
    let topics = library.topics("en").map_err(|problems| problems.to_string())?;
    let name = format!("{}.yaml", record.persona.id);
    let source = crate::bank::problem::Source::new(name, &record.persona.text);
    practice::check(&source, &topics, &library.ids()).map_err(|problems| problems.to_string())
}

fn print(rehearsal: &Rehearsal, session: &Session, grade: &Grade, context: &mut Context<'_>) -> anyhow::Result<()> {
    let lines = rehearsal.transcript(session);
    let who = &rehearsal.persona().who;
    let mut text = format!(
        "{}, {} at {} · {} · seed {}\n\n",
        printable(&who.name),
        printable(&who.role),
        printable(&who.company),
        printable(&session.bank().title),
        rehearsal.seed()
    );
    for line in &lines {
        let stamp = format!("{:02}:{:02}", line.at / 60, line.at % 60);
        let by = match line.who {
            Spoke::Asked => "      you ",
            Spoke::Answered => "      they",
            Spoke::Noted => "      note",
        };
        let by = if line.who == Spoke::Asked { format!("{stamp} you ") } else { by.to_owned() };
        let flags: Vec<&str> = line.flags.iter().map(|flag| flag.id()).collect();
        let flags = if flags.is_empty() { String::new() } else { format!("   [{}]", flags.join(", ")) };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{by}  {}{flags}", printable(&line.text));
    }
    let _ = writeln!(text, "\n{}%: {} of {} checks hold", grade.percent(), grade.passed(), grade.checks.len());
    for (n, advice) in grade.advice.iter().enumerate() {
        let _ = writeln!(text, "next time {}: {}", n + 1, printable(advice));
    }
    text.push('\n');
    for check in &grade.checks {
        let mark = if check.passed { "yes" } else { "NO " };
        let _ = writeln!(text, "{mark} {}: {}", printable(&check.what), printable(&check.proof));
    }
    let data = json!({
        "persona": rehearsal.persona().id, "bank": session.bank().id, "seed": rehearsal.seed(),
        "percent": grade.percent(), "passed": grade.passed(), "of": grade.checks.len(),
        "advice": grade.advice, "checks": grade.checks, "lines": lines,
    });
    context.print(&data, &text)
}

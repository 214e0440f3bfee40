//! `bantam practice [PERSONA]`: the call itself, on the screen or in words.
#![expect(clippy::disallowed_methods, reason = "a seed that nobody gave comes from the clock")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::Play;
use super::list::{find, read as personas};
use super::records::{all, read};
use super::show::{heard_again, persona_of};
use jiff::civil::DateTime;

use crate::bank::problem::{Code, Place, Problem, Problems};
use crate::bank::source::Library;
use crate::call::{Timeline, bank_in_use};
use crate::cli::call::open_screen;
use crate::cli::context::{Context, Outcome};
use crate::cli::shelf::{UserShelf, warm_up};
use crate::practice::{Persona, Record};
use crate::session::rehearsal::{Rehearsal, masked};
use crate::session::{Session, Setup};
use crate::store::Store;
use crate::tui::{Opening, Practice};

/// Seeds that nobody gave are below this: short enough to be told over a desk.
const SEEDS: u64 = 10_000;

/// Who is called, and by what.
struct Wanted {
    persona: Persona,
    text: String,
    seed: u64,
    bank: String,
}

pub(super) fn run(args: &Play, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let config = context.config()?;
    warm_up(config.language());
    let library = context.library();
    let practice = match &args.replay {
        Some(call) => replayed(call, context)?,
        None if args.resume => resumed(context, &library),
        None => match wanted(args, context, &library) {
            Ok(wanted) => begun(wanted, &library),
            Err(problems) => {
                context.show_problems(&problems)?;
                return Ok(Outcome::BadInput);
            }
        },
    };
    let practice = match practice {
        Ok(practice) => practice,
        Err(why) => {
            context.complain(&why)?;
            return Ok(Outcome::BadInput);
        }
    };
    let (about, is_kept) = (practice.rehearsal.persona().about.clone(), practice.is_kept);
    if context.is_plain {
        context.tell(&about)?;
    }
    let shelf = UserShelf::new(context.versions(config.clone()), config, context.paths.data_dir.clone());
    let instead = "`bantam practice --plain` holds a call line by line";
    let Some(left) = open_screen(shelf, Opening::Practice(practice), instead, context)? else {
        return Ok(Outcome::BadInput);
    };
    let last = all(&context.paths.data_dir).pop().filter(|_| is_kept);
    match last.map(|last| last.record.summary) {
        Some(Some(summary)) => context.tell(&format!(
            "{}%: {} of {} checks hold. `bantam practice show` has them all, `bantam practice --seed {} {}` is the same \
             call again.",
            (summary.passed * 100).checked_div(summary.of).unwrap_or_default(),
            summary.passed,
            summary.of,
            summary.seed,
            summary.persona
        ))?,
        Some(None) => context.tell("The practice call is kept; `bantam practice --resume` takes it up again.")?,
        None => {}
    }
    Ok(if left.failed.is_some() || !left.all_saved { Outcome::Problems } else { Outcome::Fine })
}

/// Who is to be called: as asked for, from a file, or the next that is due.
fn wanted(args: &Play, context: &Context<'_>, library: &Library) -> Result<Wanted, Problems> {
    let plainly = |message: String| {
        Problems::new(vec![Problem::new(Code::Unreadable, "", Place::default(), message)], Vec::new())
    };
    if let Some(file) = &args.from {
        let record = read(file).map_err(plainly)?;
        let persona = persona_of(&record, library).map_err(plainly)?;
        let bank = args.bank.clone().unwrap_or_else(|| record.bank.id.clone());
        return Ok(Wanted { persona, text: record.persona.text, seed: record.seed, bank });
    }
    let id = match &args.persona {
        Some(id) => id.clone(),
        None => due(&context.paths.data_dir, library)
            .ok_or_else(|| plainly("there is no prospect that can be called".to_owned()))?,
    };
    let (persona, text) = find(library, &id)?;
    let bank = args.bank.clone().or_else(|| persona.frameworks.first().cloned()).unwrap_or_default();
    let clock = u64::try_from(jiff::Timestamp::now().as_millisecond()).unwrap_or_default();
    Ok(Wanted { persona, text, seed: args.seed.unwrap_or(clock % SEEDS), bank })
}

/// The next prospect to be called: one that was never called, the easiest first; else the one with the lowest grade.
fn due(data_dir: &Path, library: &Library) -> Option<String> {
    let last: BTreeMap<String, u32> = all(data_dir)
        .into_iter()
        .filter_map(|kept| kept.record.summary)
        .map(|summary| (summary.persona, summary.passed * 100 / summary.of.max(1)))
        .collect();
    let (personas, _) = personas(library);
    let next = personas.into_iter().min_by_key(|persona| {
        let grade = last.get(&persona.id).copied();
        (grade.is_some(), grade, persona.difficulty, persona.id.clone())
    });
    next.map(|persona| persona.id)
}

/// A new practice call with the prospect that is due, with a seed from the clock.
///
/// # Errors
/// That there is none that can be called, in a sentence for people.
pub(in crate::cli) fn next(library: &Library, data_dir: &Path, at: DateTime) -> Result<Practice, String> {
    let id = due(data_dir, library).ok_or("there is no prospect that can be called")?;
    let seconds = at.duration_since(DateTime::ZERO).as_secs();
    call(library, &id, None, u64::try_from(seconds).unwrap_or_default() % SEEDS)
}

/// A new practice call with a prospect at hand; without a bank, through the first that it is made for.
///
/// # Errors
/// That there is no such prospect or bank, or that one of them cannot be used, in a sentence for people.
pub(in crate::cli) fn call(library: &Library, id: &str, bank: Option<&str>, seed: u64) -> Result<Practice, String> {
    let (persona, text) = find(library, id).map_err(|problems| problems.to_string())?;
    let bank = bank.or_else(|| persona.frameworks.first().map(String::as_str)).unwrap_or_default().to_owned();
    begun(Wanted { persona, text, seed, bank }, library)
}

/// A new practice call.
fn begun(wanted: Wanted, library: &Library) -> Result<Practice, String> {
    let Wanted { persona, text, seed, bank } = wanted;
    let bank = library.bank(&bank, &persona.language).map_err(|problems| problems.to_string())?;
    let check = library.question_check(&persona.language);
    let (at, setup) = (persona.at, Setup::from(persona.icp.clone()));
    let rehearsal = Rehearsal::new(Arc::new(persona), &text, seed, &bank, check);
    let mut session = Session::new(bank, setup, Vec::new());
    session.apply(&rehearsal.begin(), at).map_err(|refusal| refusal.to_string())?;
    Ok(Practice { id: None, session: Box::new(session), rehearsal: Box::new(rehearsal), is_kept: true })
}

/// The last practice call that was not wrapped up.
fn resumed(context: &Context<'_>, library: &Library) -> Result<Practice, String> {
    let words = |error: crate::store::StoreError| error.to_string();
    let store = Store::open(&Record::folder(&context.paths.data_dir)).map_err(words)?;
    for kept in all(&context.paths.data_dir).into_iter().rev() {
        let Ok(id) = kept.id.parse() else { continue };
        let Ok(journal) = store.journal(id) else { continue };
        if Timeline::replay(journal.clone()).state().is_open() {
            let record = Record { journal, ..kept.record };
            let (rehearsal, session) = heard_again(&record, library)?;
            let (session, rehearsal) = (Box::new(session), Box::new(rehearsal));
            return Ok(Practice { id: Some(id), session, rehearsal, is_kept: true });
        }
    }
    Err("there is no practice call to take up; `bantam practice` begins one".to_owned())
}

/// One of the user's own past calls, its answers masked.
fn replayed(call: &str, context: &mut Context<'_>) -> anyhow::Result<Result<Practice, String>> {
    let store = Store::open(&context.paths.data_dir)?;
    let journal = store.journal(store.find(call)?)?;
    let config = context.config()?;
    let setup = config.setup();
    let versions = context.versions(config);
    let bank = bank_in_use(&journal).id;
    let found = match versions.of_call(&bank, &journal) {
        Ok(found) => found,
        Err(problems) => return Ok(Err(problems.to_string())),
    };
    let past = Session::new(Arc::clone(&found.bank), setup.clone(), journal);
    let Some(persona) = masked(&past, &setup.icp) else {
        return Ok(Err("nothing was noted in this call that could be asked for again".to_owned()));
    };
    let check = context.library().question_check(&persona.language);
    let at = persona.at;
    let rehearsal = Rehearsal::new(Arc::new(persona), "", 0, &found.bank, check);
    let mut session = Session::new(found.bank, setup, Vec::new());
    session.apply(&rehearsal.begin(), at)?;
    Ok(Ok(Practice { id: None, session: Box::new(session), rehearsal: Box::new(rehearsal), is_kept: false }))
}

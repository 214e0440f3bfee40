//! `bantam call`: a call on the screen.

use std::io::{BufReader, IsTerminal as _, stdin};
use std::path::PathBuf;

use super::context::{Context, Outcome, has_unicode, may_colour};
use super::leads;
use super::retention::sweep;
use super::shelf::{UserShelf, warm_up};
use super::versions::USUAL_BANK;
use crate::store::backups;
use crate::tui::{Launch, Left, Look, NewCall, Opening, ScreenSettings};

/// Hold a call
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The question bank
    #[arg(long, value_name = "ID")]
    bank: Option<String>,
    /// The company called
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    company: String,
    /// Who is on the line
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    contact: String,
    /// The contact's role
    #[arg(long, default_value = "", hide_default_value = true)]
    role: String,
    /// The lead called, by its number in the lead book: company, contact and role come from there
    #[arg(long, value_name = "ID", conflicts_with_all = ["company", "demo", "from"])]
    lead: Option<i64>,
    /// Show a sample call, which is thrown away afterwards
    #[arg(long, conflicts_with_all = ["bank", "company", "contact", "role", "from"])]
    demo: bool,
    /// Play a call script first, then go on live
    #[arg(long, value_name = "SCRIPT", conflicts_with_all = ["company", "contact", "role"])]
    from: Option<PathBuf>,
    /// Line by line in words, for screen readers, dumb terminals and pipes
    #[arg(long)]
    pub(super) plain: bool,
}

pub(super) fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let config = context.config()?;
    warm_up(config.language());
    let versions = context.versions(config.clone());
    let asked_for = args.bank.as_deref().unwrap_or(USUAL_BANK);
    let bank = match versions.for_new_call(asked_for) {
        Ok(found) => {
            // The screen says it too; here it is still to be read when the screen is gone.
            if let Some(note) = &found.note {
                context.complain(note)?;
            }
            found.bank
        }
        Err(problems) => {
            context.show_problems(&problems)?;
            return Ok(Outcome::BadInput);
        }
    };
    let script = match &args.from {
        None => None,
        Some(path) => match context.script(path, args.bank.is_some().then_some(&bank), versions.library(), &config)? {
            Some(script) => Some(script),
            None => return Ok(Outcome::BadInput),
        },
    };
    let mut shelf = UserShelf::new(versions, config, context.paths.data_dir.clone());
    let opening = match script {
        Some(script) => Opening::Played(shelf.play(&script).map_err(anyhow::Error::msg)?),
        None if args.demo => Opening::Demo,
        None => match new_call(args, asked_for, context)? {
            Some(call) => Opening::New(call),
            None => return Ok(Outcome::BadInput),
        },
    };
    show(shelf, opening, "`bantam call --plain` holds a call line by line, `bantam replay SCRIPT` plays one", context)
}

/// The call that is begun, filled in from the lead book where a lead is named; `None` after it was said what is wrong.
fn new_call(args: &Args, bank: &str, context: &mut Context<'_>) -> anyhow::Result<Option<NewCall>> {
    let given = NewCall {
        bank: bank.to_owned(),
        company: args.company.clone(),
        contact: args.contact.clone(),
        role: args.role.clone(),
        lead: args.lead,
    };
    let Some(id) = args.lead else { return Ok(Some(given)) };
    let Some([company, contact, role]) = leads::who(id, context)? else { return Ok(None) };
    let or = |given: String, known: String| if given.is_empty() { known } else { given };
    // Another contact of the company may be on the line.
    let role = if given.contact.is_empty() { or(given.role, role) } else { given.role };
    Ok(Some(NewCall { company, contact: or(given.contact, contact), role, ..given }))
}

/// Opens the screen, or the call in words, and says what is left when it closes; where a screen is wanted and there is
/// no terminal, says what works `instead`.
pub(super) fn show(
    shelf: UserShelf,
    opening: Opening,
    instead: &str,
    context: &mut Context<'_>,
) -> anyhow::Result<Outcome> {
    // Nothing is swept or made for a call that is not held.
    if !context.is_plain && !context.has_screen(instead)? {
        return Ok(Outcome::BadInput);
    }
    let data_dir = context.paths.data_dir.clone();
    let forgotten = sweep(shelf.config().retention, data_dir.clone(), context.paths.reports());
    let shelf = shelf.tells(forgotten.clone());
    let at_start = data_dir.clone();
    // On a thread of its own, so that nobody waits; what goes wrong shows at the end, when there is time to read it.
    std::thread::spawn(move || backups::keep_up(&at_start));
    let left = open_screen(shelf, opening, instead, context)?;
    if let Some(told) = forgotten.take() {
        context.tell(&told)?;
    }
    let Some(left) = left else { return Ok(Outcome::BadInput) };
    if let Err(why) = backups::keep_up(&data_dir) {
        context.complain(&format!("no backup could be taken: {why}"))?;
    }
    leads::take_in_calls(context);
    if let Some(call) = left.unfinished {
        context.tell(&format!("The call is kept; `bantam` takes it up again, `bantam calls show {call}` shows it."))?;
    }
    if left.all_saved {
        return Ok(if left.failed.is_some() { Outcome::Problems } else { Outcome::Fine });
    }
    context.complain("the disk did not take all that was typed; what follows is all of it, keep a copy")?;
    writeln!(context.out, "{}", left.rescued.unwrap_or_default())?;
    Ok(Outcome::Problems)
}

/// Opens the screen, or the call in words; `None` where a screen is wanted and there is none.
pub(super) fn open_screen(
    shelf: UserShelf,
    opening: Opening,
    instead: &str,
    context: &mut Context<'_>,
) -> anyhow::Result<Option<Left>> {
    if !context.is_plain && !context.has_screen(instead)? {
        return Ok(None);
    }
    let (screen, keymap) = (shelf.config().screen, shelf.config().keys.clone());
    let settings = shelf.config().settings(&context.paths.config, has_unicode());
    let shelf = shelf.keeps_settings_in(context.paths.config.clone());
    let shelf = shelf.finds_documents_in(context.paths.documents_dir.clone());
    let launch = Launch {
        look: look(screen),
        keymap,
        settings,
        data_dir: context.paths.data_dir.clone(),
        reports_dir: context.paths.data_dir.join("reports"),
        shelf: Box::new(shelf),
        opening,
    };
    let left = if context.is_plain {
        let (input, is_prompted) = (BufReader::new(stdin()), stdin().is_terminal());
        crate::tui::run_plain(launch, input, context.out, is_prompted)?
    } else {
        crate::tui::run(launch)?
    };
    if let Some(why) = &left.failed {
        context.complain(&format!("the terminal failed, so the screen was closed: {why}"))?;
    }
    Ok(Some(left))
}

/// The look that was set, as far as the terminal and the user's environment allow it.
fn look(settings: ScreenSettings) -> Look {
    Look { theme: settings.theme, colour: may_colour(true), unicode: settings.shapes.is_unicode(has_unicode()) }
}

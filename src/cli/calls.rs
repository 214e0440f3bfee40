//! `bantam calls`: the calls that are kept.

use std::path::PathBuf;

use jiff::civil::DateTime;
use serde::Serialize;

use super::before::said_before;
use super::context::{Context, Format, Outcome};
use super::{leads, report, stationery, transfer};
use crate::bank::problem::Problems;
use crate::call::{Event, bank_in_use};
use crate::report::journal::Journal;
use crate::report::{Redaction, json, printable, summary, texts};
use crate::session::{Brief, Session};
use crate::store::{CallId, CallSummary, Store, StoreError};

/// Look at the calls that are kept
#[derive(Debug, clap::Subcommand)]
pub(super) enum Task {
    /// List the calls, newest first
    List,
    /// Show a call: verdict, levels, what was said
    Show(Which),
    Report(report::Args),
    /// Write the templates and field mappings of documents into a folder of your own, to be changed
    Templates,
    /// Print a call's journal as JSON: everything that happened, to be kept or moved
    Export {
        /// The call's id, or how it begins
        #[arg(required_unless_present = "all", conflicts_with = "all")]
        id: Option<String>,
        /// Every call, a line each, the oldest first
        #[arg(long)]
        all: bool,
        /// Without names: people, companies, mail addresses, telephone numbers and links give way to placeholders
        #[arg(long, conflicts_with = "all")]
        redact: bool,
    },
    /// Take in calls that `export` printed: all of them, or none where something is wrong
    Import {
        /// The files; `-` is standard input
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Take a wrapped-up call up again
    Reopen {
        /// The call's id, or how it begins
        id: String,
    },
}

/// Which call.
#[derive(Debug, clap::Args)]
pub(super) struct Which {
    /// The call's id, or how it begins
    id: String,
    /// Without names: people, companies, mail addresses, telephone numbers and links give way to placeholders
    #[arg(long)]
    redact: bool,
}

pub(super) fn run(task: &Task, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    match answer(task, context) {
        Err(error) if error.downcast_ref().is_some_and(is_unreadable) => {
            context.complain(&error.to_string())?;
            Ok(Outcome::Problems)
        }
        answered => answered,
    }
}

/// Whether the journal is there, and the fault lies in what stands in it.
fn is_unreadable(error: &StoreError) -> bool {
    use StoreError::{Damaged, DamagedEvent, NewerEvent, NewerFormat};
    matches!(error, Damaged { .. } | DamagedEvent { .. } | NewerEvent { .. } | NewerFormat { .. })
}

fn answer(task: &Task, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    if matches!(task, Task::Templates) {
        return stationery::write_out(context);
    }
    let store = Store::open(&context.paths.data_dir)?;
    match task {
        Task::List => list(&store, context)?,
        Task::Import { files } => return transfer::import(files, context),
        Task::Reopen { id } => return transfer::reopen(&store, id, context),
        Task::Export { id, redact: false, .. } => return transfer::export(&store, id.as_deref(), context),
        Task::Show(Which { id, .. }) | Task::Report(report::Args { id, .. }) | Task::Export { id: Some(id), .. } => {
            let call = store.find(id)?;
            match (open(&store, call, context)?, task) {
                (Ok(session), Task::Report(args)) => return report::run(args, &session, call, context),
                (Ok(session), Task::Export { .. }) => export_redacted(&session, call, context)?,
                (Ok(session), Task::Show(which)) => show(&looked_back_at(&session, which.redact, context)?, context)?,
                (Ok(_), _) => {}
                (Err(problems), _) => {
                    context.show_problems(&problems)?;
                    return Ok(Outcome::Problems);
                }
            }
        }
        Task::Templates | Task::Export { id: None, .. } => {}
    }
    Ok(Outcome::Fine)
}

/// A call of the store, seen through the bank that it was last seen through and in the light of those before it.
fn open(store: &Store, call: CallId, context: &mut Context<'_>) -> anyhow::Result<Result<Session, Problems>> {
    let journal = store.journal(call)?;
    let config = context.config()?;
    let versions = context.versions(config.clone());
    let data_dir = context.paths.data_dir.clone();
    let open = |journal: Vec<Event>| {
        let bank = bank_in_use(&journal).id;
        let found = versions.of_call(&bank, &journal)?;
        let setup = leads::with_record(config.setup(), &data_dir, &journal);
        Ok((Session::new(found.bank, setup, journal), found.note))
    };
    let (mut session, note) = match open(journal) {
        Ok(opened) => opened,
        Err(problems) => return Ok(Err(problems)),
    };
    if let Some(note) = note {
        context.tell(&note)?;
    }
    session.remember(said_before(store, session.state(), |journal| Some(open(journal).ok()?.0)));
    Ok(Ok(session))
}

/// The call as it stood when something last happened in it: a report must not change because time goes by.
fn looked_back_at(session: &Session, redact: bool, context: &mut Context<'_>) -> std::io::Result<Brief> {
    let brief = session.brief(session.journal().last().map_or(DateTime::default(), |event| event.at));
    Ok(if redact { redaction(session, context)?.brief(&brief) } else { brief })
}

/// What has to be taken out of a call so that it names nobody.
pub(super) fn redaction(session: &Session, context: &mut Context<'_>) -> std::io::Result<Redaction> {
    context.tell("Names that bantam did not recognise as such may be left: read it before you pass it on.")?;
    Ok(Redaction::new(&session.names(), texts(session.journal())))
}

fn show(brief: &Brief, context: &mut Context<'_>) -> anyhow::Result<()> {
    context.print(&json::call(brief), &summary(brief))
}

fn export_redacted(session: &Session, call: CallId, context: &mut Context<'_>) -> anyhow::Result<()> {
    let events = redaction(session, context)?.events(session.journal());
    writeln!(context.out, "{}", json::line(&Journal::new(call.to_string(), events, None))?)?;
    Ok(())
}

/// A call in `calls list --format json`.
#[derive(Serialize)]
struct Row<'a> {
    id: String,
    started_at: String,
    company: &'a str,
    contact: &'a str,
    role: &'a str,
    bank: &'a str,
    remarks: u32,
    verdict: Option<&'a str>,
}

fn list(store: &Store, context: &mut Context<'_>) -> anyhow::Result<()> {
    let calls = store.calls()?;
    if context.format == Format::Json {
        let rows: Vec<Row<'_>> = calls.iter().map(row).collect();
        writeln!(context.out, "{}", json::line(&serde_json::json!({ "calls": rows }))?)?;
        return Ok(());
    }
    if calls.is_empty() {
        writeln!(context.out, "No calls yet. `bantam call` begins one, `bantam call --demo` shows a sample.")?;
        return Ok(());
    }
    let header = ["id", "began", "company", "contact", "bank", "notes", "verdict"].map(str::to_owned);
    let rows: Vec<[String; 7]> = std::iter::once(header).chain(calls.iter().map(cells)).collect();
    let width = |column: usize| rows.iter().map(|row| cells_wide(&row[column])).max().unwrap_or_default();
    let widths: [usize; 7] = std::array::from_fn(width);
    for row in &rows {
        let padded = row.iter().zip(widths).map(|(cell, width)| {
            let gap = " ".repeat(width - cells_wide(cell));
            format!("{cell}{gap}")
        });
        writeln!(context.out, "{}", padded.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    Ok(())
}

fn row(call: &CallSummary) -> Row<'_> {
    Row {
        id: call.id.to_string(),
        started_at: call.started_at.to_string(),
        company: &call.company,
        contact: &call.contact,
        role: &call.role,
        bank: &call.bank,
        remarks: call.remarks,
        verdict: call.verdict.as_deref(),
    }
}

fn cells(call: &CallSummary) -> [String; 7] {
    let short = |text: &str| {
        const LONGEST: usize = 32;
        let text = printable(text);
        if text.chars().count() <= LONGEST {
            text.into_owned()
        } else {
            text.chars().take(LONGEST - 1).chain(['…']).collect()
        }
    };
    [
        call.short_id.clone(),
        call.started_at.strftime("%Y-%m-%d %H:%M").to_string(),
        short(&call.company),
        short(&call.contact),
        short(&call.bank),
        call.remarks.to_string(),
        call.verdict.as_deref().map_or_else(|| "open".to_owned(), |verdict| verdict.replace('_', " ")),
    ]
}

/// The width of a text on the screen: wide characters take two cells, combining ones none.
fn cells_wide(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

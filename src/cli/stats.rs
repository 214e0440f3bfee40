//! `bantam stats`: what the calls have in common, for whoever mends a bank or trains those who use it.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;

use super::config::Config;
use super::context::{Context, Format, Outcome, has_unicode};
use super::versions::Versions;
use crate::bank::source;
use crate::call::{Event, bank_in_use};
use crate::report::journal::Journal;
use crate::report::stats::{self, CallFigures, Paper, Stats};
use crate::session::Session;
use crate::store::Store;

/// So many calls take long enough to say how far it is.
const SHOW_PROGRESS_FROM: usize = 50;

/// The width of what is no terminal.
const USUAL_WIDTH: usize = 100;

/// Add the calls up: questions skipped or answered in a word, those that turned verdicts, time, flags dismissed
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Exported calls (`calls export`), or folders of them, instead of your own; a file's folder is its rep
    paths: Vec<PathBuf>,
    /// Only calls seen through this bank
    #[arg(long, value_name = "ID")]
    bank: Option<String>,
    /// Only calls of this rep
    #[arg(long, value_name = "NAME")]
    rep: Option<String>,
    /// Only calls from this day on, as 2026-03-31
    #[arg(long, value_name = "DAY")]
    since: Option<Date>,
    /// Only calls until this day, it included
    #[arg(long, value_name = "DAY")]
    until: Option<Date>,
}

/// A call to be counted.
struct Held {
    rep: String,
    /// What it is called in a complaint.
    name: String,
    journal: Vec<Event>,
}

pub(super) fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let config = context.config()?;
    let versions = context.versions(config.clone());
    let mut unread = Vec::new();
    let calls = if args.paths.is_empty() {
        own(context, config.trainee(), &mut unread)?
    } else {
        exported(&args.paths, &mut unread)
    };
    let wanted: Vec<Held> = calls.into_iter().filter(|call| is_wanted(args, call)).collect();
    let bar = progress(wanted.len(), context);
    let mut stats = Stats::default();
    for call in wanted {
        match figures(call, &versions, &config) {
            Ok(figures) => stats.add(&figures),
            Err(why) => unread.push(why),
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    stats.sort();
    match context.format {
        Format::Csv => write!(context.out, "{}", stats::csv(&stats).map_err(anyhow::Error::msg)?)?,
        _ => context.print(&stats, &stats::text(&stats, paper()))?,
    }
    for why in &unread {
        context.complain(&format!("not counted: {why}"))?;
    }
    Ok(if unread.is_empty() { Outcome::Fine } else { Outcome::Problems })
}

/// The calls of the own store.
fn own(context: &Context<'_>, rep: &str, unread: &mut Vec<String>) -> anyhow::Result<Vec<Held>> {
    // Looking leaves nothing behind.
    if !context.paths.store().exists() {
        return Ok(Vec::new());
    }
    let store = Store::open(&context.paths.data_dir)?;
    let mut calls = Vec::new();
    for call in store.calls()? {
        match store.journal(call.id) {
            Ok(journal) => calls.push(Held { rep: rep.to_owned(), name: call.id.to_string(), journal }),
            Err(error) => unread.push(error.to_string()),
        }
    }
    Ok(calls)
}

/// Calls that were exported, each by the rep that its folder is called after.
fn exported(paths: &[PathBuf], unread: &mut Vec<String>) -> Vec<Held> {
    let mut calls = Vec::new();
    for path in paths.iter().flat_map(|path| files_of(path)) {
        let text = match source::read(&path) {
            Ok(source) => source.text.to_string(),
            Err(problems) => {
                unread.push(problems.to_string());
                continue;
            }
        };
        let name = path.display().to_string();
        let rep =
            path.canonicalize().ok().and_then(|path| Some(path.parent()?.file_name()?.to_string_lossy().into_owned()));
        let rep = rep.unwrap_or_default();
        // An export holds a call, or one call a line.
        let whole = serde_json::from_str::<Journal>(&text).map(|journal| vec![journal]);
        let journals =
            whole.or_else(|_| text.lines().filter(|line| !line.trim().is_empty()).map(serde_json::from_str).collect());
        match journals {
            Ok(journals) => calls.extend(journals.into_iter().map(|Journal { events, .. }| Held {
                rep: rep.clone(),
                name: name.clone(),
                journal: events,
            })),
            Err(error) => unread.push(format!("{name} is no exported call: {error}")),
        }
    }
    calls
}

/// A file, or the JSON files at or below a folder, in alphabetical order.
fn files_of(path: &Path) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    let mut entries: Vec<PathBuf> = super::paths::files_in(path).into_iter().map(|(_, path)| path).collect();
    entries.sort();
    let is_json = |path: &Path| path.extension().is_some_and(|found| found == "json" || found == "jsonl");
    let below = entries.into_iter().flat_map(|entry| if entry.is_dir() { files_of(&entry) } else { vec![entry] });
    below.filter(|path| is_json(path)).collect()
}

fn is_wanted(args: &Args, call: &Held) -> bool {
    let Some(first) = call.journal.first() else { return false };
    let day = first.at.date();
    let is_bank = |wanted: &String| bank_in_use(&call.journal).id == *wanted;
    args.since.is_none_or(|since| day >= since)
        && args.until.is_none_or(|until| day <= until)
        && args.rep.as_ref().is_none_or(|rep| *rep == call.rep)
        && args.bank.as_ref().is_none_or(is_bank)
}

fn figures(call: Held, versions: &Versions, config: &Config) -> Result<CallFigures, String> {
    let found = versions.of_call(&bank_in_use(&call.journal).id, &call.journal);
    let found = found.map_err(|problems| {
        let first = problems.list.first().map(ToString::to_string).unwrap_or_default();
        format!("{}: {first}", call.name)
    })?;
    Ok(CallFigures::of(&call.rep, &Session::new(found.bank, config.setup(), call.journal)))
}

/// A bar on standard error, where somebody sees it and the calls are many.
fn progress(calls: usize, context: &Context<'_>) -> ProgressBar {
    if calls < SHOW_PROGRESS_FROM || context.is_plain || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("reading calls {wide_bar} {pos} of {len}, {eta} left");
    let signs = if has_unicode() { "█▉▊▋▌▍▎▏ " } else { "#- " };
    let style = style.map_or_else(|_| ProgressStyle::default_bar(), |style| style.progress_chars(signs));
    ProgressBar::new(calls as u64).with_style(style)
}

fn paper() -> Paper {
    let is_terminal = std::io::stdout().is_terminal();
    let columns = crossterm::terminal::size().ok().filter(|_| is_terminal).map(|(columns, _)| usize::from(columns));
    Paper { width: columns.unwrap_or(USUAL_WIDTH).clamp(40, 160), unicode: has_unicode() }
}

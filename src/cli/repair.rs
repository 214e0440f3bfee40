//! `bantam doctor --backup`, `--restore` and `--salvage`: what brings calls back.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::context::{Context, Outcome};
use super::transfer::events_in_words;
use super::versions::USUAL_BANK;
use crate::report::printable;
use crate::store::{self, SalvagedCall, Store, StoreError, backups};

/// Stands for the store in use where no file is named.
const STORE_IN_USE: &str = ".";

/// What to do about the store instead of only looking.
#[derive(Debug, Default, clap::Args)]
#[group(multiple = false)]
pub(super) struct Args {
    /// Take a backup now
    #[arg(long)]
    backup: bool,
    /// Put a backup in the place of the store, which is put aside
    #[arg(long, value_name = "FILE")]
    restore: Option<PathBuf>,
    /// Get out of a damaged store (or FILE) all that can be read, as a new store; the damaged one is put aside
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = STORE_IN_USE)]
    salvage: Option<PathBuf>,
}

/// Does what is asked for; `None` where nothing is.
pub(super) fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Option<Outcome>> {
    let data_dir = context.paths.data_dir.clone();
    let done = if args.backup {
        let path = backups::take(&data_dir)?;
        let text = format!("The backup stands in {}", path.display());
        context.print(&json!({"backup": path.display().to_string()}), &text)?;
        Outcome::Fine
    } else if let Some(file) = &args.restore {
        restore(&data_dir, file, context)?
    } else if let Some(file) = &args.salvage {
        salvage(&data_dir, Some(file.as_path()).filter(|file| *file != Path::new(STORE_IN_USE)), context)?
    } else {
        return Ok(None);
    };
    Ok(Some(done))
}

/// A file as named, or else by its name among the backups.
fn find(data_dir: &Path, file: &Path) -> PathBuf {
    let backups = backups::list(data_dir).unwrap_or_default().into_iter();
    let same_name = |path: &PathBuf| path.file_name() == Some(file.as_os_str());
    let among = backups.map(|backup| backup.path).find(|path| !file.exists() && same_name(path));
    among.unwrap_or_else(|| file.to_owned())
}

fn restore(data_dir: &Path, file: &Path, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let file = find(data_dir, file);
    let aside = match store::restore(data_dir, &file) {
        Err(error @ StoreError::InUse { .. }) => return refused(&error, context),
        restored => restored?,
    };
    let calls = Store::open(data_dir)?.calls()?.len();
    let text = format!(
        "{} is the store again, with {calls} {}; the one before stands in {}",
        file.display(),
        if calls == 1 { "call" } else { "calls" },
        aside.display()
    );
    let data = json!({"restored": file.display().to_string(), "calls": calls, "aside": aside.display().to_string()});
    context.print(&data, &text)?;
    Ok(Outcome::Fine)
}

fn refused(error: &StoreError, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    context.complain(&format!("{error}; the store was not touched"))?;
    Ok(Outcome::Problems)
}

fn salvage(data_dir: &Path, file: Option<&Path>, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let file = file.map(|file| find(data_dir, file));
    let salvaged = match store::salvage(data_dir, file.as_deref(), USUAL_BANK) {
        Err(error @ StoreError::InUse { .. }) => return refused(&error, context),
        salvaged => salvaged?,
    };
    let whole = salvaged.calls.iter().filter(|call| call.is_whole()).count();
    let mut lines: Vec<String> = salvaged.calls.iter().flat_map(told).collect();
    lines.extend(salvaged.losses.iter().map(|loss| format!("!!  {}", printable(loss))));
    lines.push(format!(
        "{whole} of {} calls are whole, as far as anything tells. The damaged store stands in {}",
        salvaged.calls.len(),
        salvaged.aside.display()
    ));
    let rows: Vec<_> = salvaged.calls.iter().map(row).collect();
    let is_all = whole == salvaged.calls.len() && salvaged.losses.is_empty();
    let data = json!({
        "ok": is_all, "calls": rows, "losses": salvaged.losses, "aside": salvaged.aside.display().to_string(),
    });
    context.print(&data, &lines.join("\n"))?;
    Ok(if is_all { Outcome::Fine } else { Outcome::Problems })
}

/// A call in lines for people: how much is there, and what is missing.
fn told(call: &SalvagedCall) -> Vec<String> {
    let mark = if call.is_whole() { "ok " } else { "!! " };
    let company = if call.company.is_empty() { "(no company)" } else { &call.company };
    let backups =
        if call.from_backups > 0 { format!(", {} of them from backups", call.from_backups) } else { String::new() };
    let mut lines = vec![format!("{mark} {}  {}  {} events{backups}", call.call, printable(company), call.events)];
    lines.extend(call.missing.iter().map(|gap| format!("      {} missing", events_in_words(gap))));
    lines.extend(call.unreadable.iter().map(|event| {
        let (seq, reason, words) = (event.seq, printable(&event.reason), printable(&event.words));
        format!("      event {seq} cannot be understood ({reason}): {words}")
    }));
    if call.beginning_stood_in {
        lines.push("      the beginning is lost: what the list of calls says stands in for it".to_owned());
    }
    if let Some((counted, there)) = call.remarks_counted {
        lines.push(format!("      the list of calls counted {counted} remarks, {there} are there"));
    }
    lines
}

fn row(call: &SalvagedCall) -> serde_json::Value {
    json!({
        "call": call.call.to_string(),
        "company": call.company,
        "events": call.events,
        "from_backups": call.from_backups,
        "missing": call.missing.iter().map(|gap| [*gap.start(), *gap.end()]).collect::<Vec<_>>(),
        "unreadable": call.unreadable.iter()
            .map(|event| json!({"seq": event.seq, "reason": event.reason, "words": event.words}))
            .collect::<Vec<_>>(),
        "beginning_lost": call.beginning_stood_in,
        "remarks": call.remarks_counted.map(|(counted, there)| json!({"counted": counted, "there": there})),
    })
}

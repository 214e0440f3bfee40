//! `bantam forget`: every trace of a lead, gone.
#![expect(clippy::disallowed_methods, reason = "the edge reads the clock: a tombstone has a day")]

use std::fmt::Write as _;
use std::io::{IsTerminal as _, stdin};

use serde::Serialize;

use super::context::{Context, Format, Outcome};
use crate::report::printable;
use crate::store::{Forgotten, Reason, Store, StoreError, Traces, forget};

/// Forget a lead: calls, remarks, drafts, reports, and what backups hold of them
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A company, a contact, the number of a lead, or a call's id
    #[arg(value_name = "LEAD")]
    lead: String,
    /// The contact's company, where several have a contact of that name
    #[arg(long, value_name = "NAME")]
    company: Option<String>,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

/// What went, for programs.
#[derive(Serialize)]
struct Told<'a> {
    forgotten: Vec<String>,
    remarks: u32,
    leads: Vec<i64>,
    reports: Vec<String>,
    backups: usize,
    mentions: Vec<String>,
    clean: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    unclean: Option<&'a str>,
}

pub(super) fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let reports = context.paths.reports();
    let traces = match Store::open(&context.paths.data_dir)?.traces(&args.lead, args.company.as_deref(), &reports) {
        Err(error @ (StoreError::UnknownLead { .. } | StoreError::AmbiguousLead { .. })) => {
            context.complain(&error.to_string())?;
            return Ok(Outcome::BadInput);
        }
        traces => traces?,
    };
    if !args.yes && !agreed(&traces, context)? {
        return Ok(Outcome::Problems);
    }
    let now = jiff::Zoned::now().datetime();
    let forgotten = match forget(&context.paths.data_dir, &traces, Reason::Asked, now) {
        Err(error @ StoreError::InUse { .. }) => {
            context.complain(&format!("{error}; nothing was forgotten"))?;
            return Ok(Outcome::Problems);
        }
        forgotten => forgotten?,
    };
    tell(&traces, &forgotten, context)
}

/// Shows what will go, and asks.
fn agreed(traces: &Traces, context: &mut Context<'_>) -> anyhow::Result<bool> {
    if context.format != Format::Text || !stdin().is_terminal() {
        context.complain("nothing was forgotten: without a terminal to ask on, say --yes")?;
        return Ok(false);
    }
    write!(context.out, "This goes, and cannot be had back:\n{}Type yes to forget it: ", listed(traces))?;
    context.out.flush()?;
    let mut answer = String::new();
    stdin().read_line(&mut answer)?;
    let agreed = matches!(answer.trim(), "yes" | "y");
    if !agreed {
        context.tell("Nothing was forgotten.")?;
    }
    Ok(agreed)
}

/// What there is, line by line.
fn listed(traces: &Traces) -> String {
    let mut text = String::new();
    for call in &traces.calls {
        let day = call.started_at.strftime("%Y-%m-%d %H:%M");
        let who = [&call.company, &call.contact].map(String::as_str).into_iter().filter(|name| !name.is_empty());
        let who = who.collect::<Vec<_>>().join(", ");
        let draft = if call.has_draft { ", a half-typed note" } else { "" };
        let remarks = counted(call.remarks as usize, "remark");
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  call {} of {day}: {}: {remarks}{draft}", call.short_id, printable(&who));
    }
    for lead in &traces.leads {
        let who = [lead.name.as_str(), &lead.company].into_iter().filter(|name| !name.is_empty());
        let _ = writeln!(text, "  lead {}: {}", lead.id, printable(&who.collect::<Vec<_>>().join(", ")));
    }
    for report in &traces.reports {
        let _ = writeln!(text, "  {}", printable(&report.display().to_string()));
    }
    if !traces.backups.is_empty() {
        let _ = writeln!(text, "  what {} of it", holds(traces.backups.len()));
    }
    text
}

fn tell(traces: &Traces, forgotten: &Forgotten, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let remarks = traces.calls.iter().map(|call| call.remarks).sum();
    let unclean = forgotten.unclean.as_ref().map(ToString::to_string);
    let told = Told {
        forgotten: forgotten.calls.iter().map(ToString::to_string).collect(),
        remarks,
        leads: traces.leads.iter().map(|lead| lead.id).collect(),
        reports: traces.reports.iter().map(|path| path.display().to_string()).collect(),
        backups: traces.backups.len(),
        mentions: traces.mentions.iter().map(|call| call.id.to_string()).collect(),
        clean: unclean.is_none(),
        unclean: unclean.as_deref(),
    };
    let calls = [counted(forgotten.calls.len(), "call"), counted(remarks as usize, "remark")].join(" with ");
    let further = [(traces.leads.len(), "lead"), (traces.reports.len(), "report")];
    let further = further.into_iter().filter(|(count, _)| *count > 0).map(|(count, of)| counted(count, of));
    let gone: Vec<String> = std::iter::once(calls).chain(further).collect();
    context.print(&told, &format!("Forgotten: {}.", gone.join(", ")))?;
    if forgotten.backups_lost > 0 {
        let backups = counted(forgotten.backups_lost, "backup");
        context.tell(&format!("{backups} could not be rewritten, and went as a whole."))?;
    }
    if !traces.mentions.is_empty() {
        let ids: Vec<&str> = traces.mentions.iter().map(|call| call.short_id.as_str()).collect();
        context.tell(&format!("The name stands in calls with others, which stay: {}.", ids.join(", ")))?;
    }
    match &unclean {
        None => Ok(Outcome::Fine),
        Some(why) => {
            context
                .complain(&format!("free pages or backups may still hold traces; cleaned at the next start: {why}"))?;
            Ok(Outcome::Problems)
        }
    }
}

fn holds(backups: usize) -> String {
    if backups == 1 { "1 backup holds".to_owned() } else { format!("{backups} backups hold") }
}

fn counted(count: usize, of: &str) -> String {
    if count == 1 { format!("1 {of}") } else { format!("{count} {of}s") }
}

//! `bantam calls export`, `import` and `reopen`: calls on their way to another bantam, and back to work.
#![expect(clippy::disallowed_methods, reason = "the edge reads files and the clock")]

use std::io::Read as _;
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;
use serde_json::json;

use super::context::{Context, Outcome};
use crate::call::{Command, Refusal, Timeline};
use crate::report::journal::{Fault, HalfTyped, Journal, gaps};
use crate::report::json;
use crate::store::{self, CallId, Claim, Draft, Incoming, Store, StoreError, Taken};

/// A larger file is no file of calls: a thousand calls of an hour each stay far below.
const LARGEST_FILE_BYTES: u64 = 1 << 29;

/// Prints one call, or all of them, the oldest first. A call that cannot be read is told, and holds no other back.
pub(super) fn export(store: &Store, id: Option<&str>, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::Fine;
    let calls = match id {
        Some(id) => vec![store.find(id)?],
        None => store.calls()?.iter().rev().map(|call| call.id).collect(),
    };
    for call in calls {
        match journal(store, call) {
            Ok(journal) => writeln!(context.out, "{}", json::line(&journal)?)?,
            Err(error) if id.is_none() => {
                context.complain(&error.to_string())?;
                outcome = Outcome::Problems;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(outcome)
}

fn journal(store: &Store, call: CallId) -> Result<Journal, StoreError> {
    let draft = store.draft(call)?;
    let draft = draft.map(|Draft { text, question, saved_at }| HalfTyped { text, question, at: saved_at });
    Ok(Journal::new(call.to_string(), store.journal(call)?, draft))
}

/// Takes calls in from files, all of them or none.
pub(super) fn import(files: &[PathBuf], context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let mut incoming = Vec::new();
    let mut is_sound = true;
    for file in files {
        match read(file) {
            Ok(calls) => incoming.extend(calls),
            Err(faults) => {
                is_sound = false;
                for fault in faults {
                    context.complain(&fault)?;
                }
            }
        }
    }
    if !is_sound {
        context.complain("nothing was taken in")?;
        return Ok(Outcome::BadInput);
    }
    let taken = match store::import(&context.paths.data_dir, &incoming, now()) {
        Ok(taken) => taken,
        Err(error @ (StoreError::Differs { .. } | StoreError::Forgotten { .. } | StoreError::InUse { .. })) => {
            context.complain(&format!("{error}; nothing was taken in"))?;
            return Ok(Outcome::Problems);
        }
        Err(error) => return Err(error.into()),
    };
    for call in &incoming {
        for gap in gaps(call.events.iter().map(|event| event.seq)) {
            context.tell(&format!("call {}: {} missing in the file", call.call, events_in_words(&gap)))?;
        }
    }
    tell(&incoming, &taken, context)?;
    Ok(Outcome::Fine)
}

/// `events 3 to 5 are`, for a sentence.
pub(super) fn events_in_words(gap: &std::ops::RangeInclusive<u32>) -> String {
    match (gap.start(), gap.end()) {
        (first, last) if first == last => format!("event {first} is"),
        (first, last) => format!("events {first} to {last} are"),
    }
}

fn tell(incoming: &[Incoming], taken: &[Taken], context: &mut Context<'_>) -> anyhow::Result<()> {
    let (mut rows, mut lines) = (Vec::new(), Vec::new());
    for (call, taken) in incoming.iter().zip(taken) {
        let company = Timeline::replay(call.events.clone()).state().company.clone();
        let counted = |events: usize| if events == 1 { "1 event".to_owned() } else { format!("{events} events") };
        let events = call.events.len();
        let (kind, words) = match taken {
            Taken::New => ("new", format!("taken in, {}", counted(events))),
            Taken::Same => ("same", "here already, the same: skipped".to_owned()),
            Taken::Longer { events } => ("longer", format!("went on elsewhere: {} added", counted(*events))),
            Taken::Shorter => ("shorter", "here already, and went on since: skipped".to_owned()),
        };
        rows.push(json!({"call": call.call.to_string(), "company": company, "taken": kind, "events": events}));
        let company =
            if company.is_empty() { String::new() } else { format!("  {}", crate::report::printable(&company)) };
        lines.push(format!("{}{company}  {words}", call.call));
    }
    context.print(&json!({ "calls": rows }), &lines.join("\n"))
}

/// The calls of a file (`-`: of the standard input), or what is wrong with it, each with its place.
fn read(file: &Path) -> Result<Vec<Incoming>, Vec<String>> {
    let name = if file == Path::new("-") { "standard input".to_owned() } else { file.display().to_string() };
    let text = text_of(file).map_err(|why| vec![format!("{name} cannot be read: {why}")])?;
    let located = |fault: &Fault| match fault.column {
        0 => format!("{name}:{}: {}", fault.line, fault.message),
        column => format!("{name}:{}:{column}: {}", fault.line, fault.message),
    };
    let journals = Journal::read_all(&text).map_err(|faults| faults.iter().map(located).collect::<Vec<_>>())?;
    let mut faults = Vec::new();
    let mut incoming = Vec::new();
    for Journal { call: id, events, draft, .. } in journals {
        match id.parse::<CallId>().ok().filter(|call| call.to_string() == id) {
            Some(call) => {
                let draft = draft.map(|HalfTyped { text, question, at }| Draft { text, question, saved_at: at });
                incoming.push(Incoming { call, events, draft });
            }
            None => faults.push(format!("{name}: `{id}` is no id of a call; ids are UUIDs in small letters")),
        }
    }
    if faults.is_empty() { Ok(incoming) } else { Err(faults) }
}

fn text_of(file: &Path) -> Result<String, String> {
    let read = |input: &mut dyn std::io::Read| {
        let mut bytes = Vec::new();
        input.take(LARGEST_FILE_BYTES + 1).read_to_end(&mut bytes)?;
        Ok::<_, std::io::Error>(bytes)
    };
    let bytes = if file == Path::new("-") {
        read(&mut std::io::stdin().lock())
    } else {
        std::fs::File::open(file).and_then(|mut file| read(&mut file))
    };
    let bytes = bytes.map_err(|error| error.to_string())?;
    if bytes.len() as u64 > LARGEST_FILE_BYTES {
        return Err("it is larger than any file of calls".to_owned());
    }
    String::from_utf8(bytes).map_err(|error| {
        let sound = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = sound.split(|byte| *byte == b'\n').count();
        format!("it is no UTF-8 text (line {line})")
    })
}

/// Takes a wrapped-up call up again, without a screen.
pub(super) fn reopen(store: &Store, id: &str, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let call = store.find(id)?;
    let _claim = Claim::take(&context.paths.data_dir, call, now())?;
    let mut timeline = Timeline::replay(store.journal(call)?);
    match timeline.apply(&Command::Reopen, now()) {
        Ok(events) => store::append(&context.paths.data_dir, call, events)?,
        Err(Refusal::CallOpen) => {
            context.complain(&format!("call {call} is not wrapped up; `bantam` takes it up where it is"))?;
            return Ok(Outcome::Problems);
        }
        Err(refusal) => {
            context.complain(&format!("call {call}: {refusal}"))?;
            return Ok(Outcome::Problems);
        }
    }
    let text = format!("Call {call} is open again; `bantam` takes it up where it was.");
    context.print(&json!({"call": call.to_string(), "open": true}), &text)?;
    Ok(Outcome::Fine)
}

/// The wall clock of the place, to the second.
fn now() -> DateTime {
    let now = jiff::Zoned::now().datetime();
    now.with().subsec_nanosecond(0).build().unwrap_or(now)
}

//! `bantam doctor`: what is found, and what is wrong.

use std::fmt::Write as _;
use std::io::IsTerminal;

use serde::Serialize;

use super::config::{self, Config};
use super::context::{Context, Outcome, may_colour};
use super::{diagnostics, repair, stationery};
use crate::bank::problem::Problems;
use crate::report::journal::gaps;
use crate::report::printable;
use crate::store::{self, Store, StoreError, backups};

/// One thing looked at.
#[derive(Debug, Serialize)]
struct Finding {
    /// What was looked at.
    what: &'static str,
    /// Whether it is as it should be.
    ok: bool,
    /// What was found.
    found: String,
    /// What is wrong, each in one line.
    problems: Vec<String>,
    /// The same with the lines that it stands in, for people.
    #[serde(skip)]
    drawn: Option<String>,
}

pub(super) fn run(repair: &repair::Args, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    if let Some(outcome) = repair::run(repair, context)? {
        return Ok(outcome);
    }
    let (config, loaded) = config(context);
    let findings = [
        paths(context),
        config,
        banks(context, &loaded),
        documents(context),
        store(context),
        backups_taken(context),
        terminal(),
    ];
    let all_is_well = findings.iter().all(|finding| finding.ok);
    let mut text = String::new();
    for finding in &findings {
        let mark = if finding.ok { "ok " } else { "!! " };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{mark} {:<9} {}", finding.what, printable(&finding.found));
        match &finding.drawn {
            Some(drawn) => {
                let _ = write!(text, "\n{drawn}");
            }
            None => finding.problems.iter().for_each(|problem| {
                let _ = writeln!(text, "              {}", printable(problem));
            }),
        }
    }
    context.print(&serde_json::json!({"ok": all_is_well, "findings": findings}), &text)?;
    Ok(if all_is_well { Outcome::Fine } else { Outcome::Problems })
}

fn finding(what: &'static str, found: String, problems: Vec<String>) -> Finding {
    Finding { what, ok: problems.is_empty(), found, problems, drawn: None }
}

fn paths(context: &Context<'_>) -> Finding {
    let folder = &context.paths.data_dir;
    let mut problems = Vec::new();
    if folder.exists() && !folder.is_dir() {
        problems.push(format!("{} is a file, not a folder; choose another with --data-dir", folder.display()));
    }
    finding("data", folder.display().to_string(), problems)
}

fn config(context: &Context<'_>) -> (Finding, Config) {
    let loaded = config::load(&context.paths.config);
    let path = context.paths.config.display();
    let problems = loaded.problems.as_ref().map(lines).unwrap_or_default();
    let found = match (loaded.found, problems.is_empty() && loaded.config == Config::default()) {
        (false, _) => format!("{path} (not there: defaults hold; `bantam init` writes it)"),
        (true, true) => format!("{path} (sets nothing yet: every lead fits)"),
        (true, false) => match loaded.config.product_in_words() {
            Some(product) => format!("{path} (selling {product})"),
            None => path.to_string(),
        },
    };
    let styled = may_colour(std::io::stdout().is_terminal());
    let drawn = loaded.problems.map(|problems| diagnostics::render(&problems, styled));
    (Finding { drawn, ..finding("config", found, problems) }, loaded.config)
}

fn banks(context: &Context<'_>, config: &Config) -> Finding {
    let versions = context.versions(config.clone());
    let library = versions.library();
    let mut problems: Vec<String> = library.problems().iter().map(ToString::to_string).collect();
    problems.extend(versions.missing_language());
    let mut usable = Vec::new();
    for id in library.ids() {
        let Err(found) = config.bank(library, id) else {
            usable.extend(library.title(id, config.language()).map(str::to_owned));
            continue;
        };
        let new = lines(&found).into_iter().filter(|line| !problems.contains(line)).collect::<Vec<_>>();
        problems.extend(new);
        match versions.for_new_call(id) {
            Ok(instead) if instead.bank.id == id => usable.push(instead.marked().title.clone()),
            Ok(instead) => usable.push(format!("{id} (broken: a call gets {})", instead.bank.title)),
            Err(_) => {}
        }
    }
    let folder = context.paths.banks_dir.display();
    let own = if context.paths.banks_dir.is_dir() {
        format!("; your own: {folder}")
    } else {
        format!("; your own may stand in {folder} (`bantam banks new` writes one)")
    };
    let further = context.paths.bank_dir.as_ref().map(|further| {
        if !further.is_dir() {
            problems.push(format!("there is no folder {}; --bank-dir or BANTAM_BANK_DIR names it", further.display()));
        }
        format!("; before them: {}", further.display())
    });
    finding("banks", format!("{}{own}{}", usable.join(", "), further.unwrap_or_default()), problems)
}

/// Templates and field mappings of documents.
fn documents(context: &Context<'_>) -> Finding {
    let folder = &context.paths.documents_dir;
    let shown = folder.display();
    let found = if folder.is_dir() {
        format!("your own: {shown}")
    } else {
        format!("as they ship; your own may stand in {shown} (`bantam calls templates` writes them)")
    };
    finding("documents", found, stationery::problems(folder).iter().map(ToString::to_string).collect())
}

/// Looks at the store without making one.
fn store(context: &Context<'_>) -> Finding {
    let path = context.paths.store();
    if !path.exists() {
        return finding(
            "store",
            format!("{} (not there: made when the first call is kept)", path.display()),
            Vec::new(),
        );
    }
    let mut problems = Vec::new();
    let mut incomplete = 0;
    let calls = Store::open(&context.paths.data_dir).and_then(|store| {
        let calls = store.calls()?;
        for call in &calls {
            match store.journal(call.id) {
                Ok(events) if gaps(events.iter().map(|event| event.seq)).is_empty() => {}
                Ok(_) => incomplete += 1,
                Err(error) => problems.push(error.to_string()),
            }
        }
        store.check()?;
        Ok(calls.len())
    });
    let mut found = path.display().to_string();
    match calls {
        Ok(1) => found.push_str(", 1 call"),
        Ok(calls) => {
            // Writing to a string cannot fail.
            let _ = write!(found, ", {calls} calls");
        }
        Err(error) => problems.push(error.to_string()),
    }
    if incomplete > 0 {
        let _ = write!(found, ", {incomplete} of them with gaps since a salvage");
    }
    for held in store::held(&context.paths.data_dir).unwrap_or_default() {
        if let StoreError::InUse { call, .. } = &held {
            let _ = write!(found, "; open now: {call}{}", held.holder());
        }
    }
    finding("store", found, problems)
}

/// The copies of the store: how many, and the newest.
fn backups_taken(context: &Context<'_>) -> Finding {
    let folder = context.paths.data_dir.join("backups");
    let list = match backups::list(&context.paths.data_dir) {
        Ok(list) => list,
        Err(error) => return finding("backups", folder.display().to_string(), vec![error.to_string()]),
    };
    let mut found = format!("{}, {}", folder.display(), list.len());
    let mut problems = Vec::new();
    match list.iter().find(|backup| backup.why.is_empty()) {
        Some(newest) => {
            let at = newest.taken_at.to_zoned(jiff::tz::TimeZone::system());
            let name = newest.path.file_name().unwrap_or_default().to_string_lossy();
            let _ =
                write!(found, ", the newest of {}: {name} ({} kB)", at.strftime("%Y-%m-%d %H:%M"), newest.bytes / 1024);
            problems.extend(backups::check(&newest.path).err().map(|error| error.to_string()));
        }
        None => found = format!("{} (none yet: one is taken when `bantam` starts or ends)", folder.display()),
    }
    let aside = list.iter().filter(|backup| !backup.why.is_empty());
    for backup in aside {
        let name = backup.path.file_name().unwrap_or_default().to_string_lossy();
        let _ = write!(found, "; put aside: {name}");
    }
    finding("backups", found, problems)
}

fn lines(problems: &Problems) -> Vec<String> {
    problems.list.iter().map(ToString::to_string).collect()
}

/// A terminal is no must, most commands work without; so what is missing is told, not held against anybody.
fn terminal() -> Finding {
    let found = match (std::io::stdin().is_terminal(), std::io::stdout().is_terminal()) {
        (true, true) => "standard input and output are a terminal",
        (true, false) => "standard output is no terminal: screens cannot be shown",
        (false, _) => "standard input is no terminal: screens cannot be shown",
    };
    let size = crossterm::terminal::size().map(|(columns, rows)| format!(", {columns}×{rows}")).unwrap_or_default();
    finding("terminal", format!("{found}{size}"), Vec::new())
}

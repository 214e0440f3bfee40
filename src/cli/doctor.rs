//! `bantam doctor`: what is found, and what is wrong.

use std::fmt::Write as _;
use std::io::IsTerminal;

use serde::Serialize;

use super::config;
use super::context::{Context, Outcome};

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
}

pub(super) fn run(context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let findings = [paths(context), config(context), terminal()];
    let all_is_well = findings.iter().all(|finding| finding.ok);
    let mut text = String::new();
    for finding in &findings {
        let mark = if finding.ok { "ok " } else { "!! " };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{mark} {:<9} {}", finding.what, finding.found);
        for problem in &finding.problems {
            let _ = writeln!(text, "              {problem}");
        }
    }
    context.print(&serde_json::json!({"ok": all_is_well, "findings": findings}), &text)?;
    Ok(if all_is_well { Outcome::Fine } else { Outcome::Problems })
}

fn finding(what: &'static str, found: String, problems: Vec<String>) -> Finding {
    Finding { what, ok: problems.is_empty(), found, problems }
}

fn paths(context: &Context<'_>) -> Finding {
    let folder = &context.paths.data_dir;
    let mut problems = Vec::new();
    if folder.exists() && !folder.is_dir() {
        problems.push(format!("{} is a file, not a folder; choose another with --data-dir", folder.display()));
    }
    let state = if context.paths.store().exists() { "" } else { " (not there: made when the first call is kept)" };
    finding("data", format!("{}{state}", context.paths.store().display()), problems)
}

fn config(context: &Context<'_>) -> Finding {
    let loaded = config::load(&context.paths.config);
    let path = context.paths.config.display();
    let problems = loaded.problems.map(|problems| problems.list.iter().map(ToString::to_string).collect());
    let found = match (loaded.found, loaded.config == config::Config::default()) {
        (false, _) => format!("{path} (not there: defaults hold; `bantam init` writes it)"),
        (true, true) => format!("{path} (sets nothing yet: every lead fits)"),
        (true, false) => path.to_string(),
    };
    finding("config", found, problems.unwrap_or_default())
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

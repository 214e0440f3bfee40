//! What every command works with: the chosen format, the paths, and where to write.
#![expect(clippy::disallowed_methods, reason = "the edge reads the environment")]

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::ValueEnum;
use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;
use jiff::civil::Date;
use serde::Serialize;

use super::config::{self, Config};
use super::diagnostics;
use super::kept::Kept;
use super::paths::Paths;
use super::versions::Versions;
use crate::bank::Bank;
use crate::bank::problem::Problems;
use crate::bank::source::{self, Library};
use crate::report::{json, printable};
use crate::session::script::Script;

/// How data is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum Format {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
    /// To be read on paper: a bank (`banks show`)
    Markdown,
    /// For spreadsheets: figures (`stats`), the lead book (`leads list`), trainees (`practice stats`)
    Csv,
}

/// How a command ended; its number is the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Outcome {
    /// All is well.
    #[default]
    Fine = 0,
    /// The thing asked about has problems.
    Problems = 1,
    /// Bad input or usage.
    BadInput = 2,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome as u8)
    }
}

/// What every command works with.
pub(super) struct Context<'a> {
    /// How data is printed.
    pub(super) format: Format,
    /// Where things are read and written.
    pub(super) paths: Paths,
    /// Calls are held line by line in words, and nothing is written in colour.
    pub(super) is_plain: bool,
    /// Data goes here.
    pub(super) out: &'a mut dyn Write,
    err: &'a mut dyn Write,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        (format, is_plain): (Format, bool),
        paths: Paths,
        out: &'a mut dyn Write,
        err: &'a mut dyn Write,
    ) -> Self {
        Self { format, paths, is_plain, out, err }
    }

    /// Prints data in the chosen format; `text` is what people get to see of it.
    pub(super) fn print(&mut self, data: &impl Serialize, text: &str) -> anyhow::Result<()> {
        match self.format {
            Format::Json => writeln!(self.out, "{}", json::line(data)?)?,
            Format::Text | Format::Markdown | Format::Csv => writeln!(self.out, "{}", text.trim_end())?,
        }
        Ok(())
    }

    /// Tells what went wrong, in one line.
    pub(super) fn complain(&mut self, message: &str) -> std::io::Result<()> {
        writeln!(self.err, "bantam: {}", printable(message))
    }

    /// Tells something that is no data and no complaint.
    pub(super) fn tell(&mut self, message: &str) -> std::io::Result<()> {
        writeln!(self.err, "{}", printable(message))
    }

    /// Puts a text on the clipboard through the terminal (OSC 52); `false` where there is no terminal to ask.
    pub(super) fn copy(&mut self, text: &str) -> std::io::Result<bool> {
        // Past the outlet, which lets no sequence through: this one is meant.
        let mut terminal: Box<dyn Write> = match (std::io::stdout().is_terminal(), std::io::stderr().is_terminal()) {
            (true, _) => Box::new(std::io::stdout()),
            (_, true) => Box::new(std::io::stderr()),
            _ => return Ok(false),
        };
        self.out.flush()?;
        let mut sequence = String::new();
        // Writing to a string cannot fail.
        let _ = CopyToClipboard::to_clipboard_from(text).write_ansi(&mut sequence);
        terminal.write_all(sequence.as_bytes())?;
        terminal.flush()?;
        Ok(true)
    }

    /// Shows problems in content, each with the lines that it stands in.
    pub(super) fn show_problems(&mut self, problems: &Problems) -> std::io::Result<()> {
        let styled = may_colour(std::io::stderr().is_terminal() && !self.is_plain);
        write!(self.err, "{}", diagnostics::render(problems, styled))
    }

    /// The config. What is wrong with it is shown, and defaults stand in: no call may fail for that.
    pub(super) fn config(&mut self) -> std::io::Result<Config> {
        let loaded = config::load(&self.paths.config);
        if let Some(problems) = &loaded.problems {
            self.show_problems(problems)?;
            self.complain("the config has problems; defaults stand in for what could not be read")?;
        }
        Ok(loaded.config)
    }

    /// The question banks: those of the program, the user's own, and those of `--bank-dir`.
    pub(super) fn library(&self) -> Library {
        Library::load(self.paths.bank_folders())
    }

    /// The banks for calls, in the versions that these were held with.
    pub(super) fn versions(&self, config: Config) -> Versions {
        Versions::new(self.paths.bank_folders(), config, Kept::new(self.paths.kept_banks()))
    }

    /// A call script, seen through `bank` or else its own bank; `None` after its problems were shown.
    pub(super) fn script(
        &mut self,
        path: &Path,
        bank: Option<&Arc<Bank>>,
        library: &Library,
        config: &Config,
    ) -> std::io::Result<Option<Script>> {
        let find = |own: &str| bank.map_or_else(|| config.find(library, own), |bank| Ok(Arc::clone(bank)));
        match source::read(path).and_then(|source| Script::parse(&source, find)) {
            Ok(script) => Ok(Some(script)),
            Err(problems) => {
                self.show_problems(&problems)?;
                Ok(None)
            }
        }
    }

    /// Writes what is still buffered; an error that shows only now is an error of the command.
    pub(super) fn finish(&mut self, outcome: Outcome) -> anyhow::Result<Outcome> {
        self.out.flush()?;
        Ok(outcome)
    }

    /// Whether a screen can be shown; if not, says what to do instead.
    pub(super) fn has_screen(&mut self, instead: &str) -> std::io::Result<bool> {
        let there = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
        if !there {
            self.complain(&format!("this needs a terminal: standard input and output must both be one; {instead}"))?;
        }
        Ok(there)
    }
}

/// Today, on the calendar of the place.
pub(super) fn today() -> Date {
    jiff::Zoned::now().date()
}

/// Whether to write in colour to what is, or is not, a terminal: the user may say no (<https://no-color.org>).
pub(super) fn may_colour(terminal: bool) -> bool {
    terminal && variable("NO_COLOR").is_none() && !is_dumb()
}

/// Whether the terminal says of itself that it can only write lines.
pub(super) fn is_dumb() -> bool {
    variable("TERM").is_some_and(|term| term == "dumb")
}

/// Whether shapes beyond ASCII may be written, unless the locale says that it cannot hold them.
pub(super) fn has_unicode() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable);
    locale.is_none_or(|locale| locale.to_lowercase().replace('-', "").contains("utf8"))
}

/// A variable of the environment; an empty one counts as not set.
pub(super) fn variable(name: &str) -> Option<String> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(|value| value.to_string_lossy().into_owned())
}

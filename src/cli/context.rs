//! What every command works with: the chosen format, the paths, and where to write.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::ValueEnum;
use serde::Serialize;

use super::paths::Paths;
use crate::report::{json, printable};

/// How data is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum Format {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
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
    /// Data goes here.
    pub(super) out: &'a mut dyn Write,
    err: &'a mut dyn Write,
}

impl<'a> Context<'a> {
    pub(super) fn new(format: Format, paths: Paths, out: &'a mut dyn Write, err: &'a mut dyn Write) -> Self {
        Self { format, paths, out, err }
    }

    /// Prints data in the chosen format; `text` is what people get to see of it.
    pub(super) fn print(&mut self, data: &impl Serialize, text: &str) -> anyhow::Result<()> {
        match self.format {
            Format::Json => writeln!(self.out, "{}", json::line(data)?)?,
            Format::Text => writeln!(self.out, "{}", text.trim_end())?,
        }
        Ok(())
    }

    /// Tells what went wrong, in one line.
    pub(super) fn complain(&mut self, message: &str) -> std::io::Result<()> {
        writeln!(self.err, "bantam: {}", printable(message))
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

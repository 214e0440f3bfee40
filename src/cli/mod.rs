//! The subcommands: the only module that parses arguments.
//!
//! One file per subcommand, each with its arguments and a `run` that writes data to [`Context::out`], messages
//! to [`Context::err`], and says by its [`Outcome`] with which code the program ends (contract.md, "Commands").

use std::borrow::Cow;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

mod analyze;
mod banks;
mod before;
mod call;
mod calls;
mod completions;
mod config;
mod context;
pub mod diagnostics;
mod doctor;
mod drill;
mod edit;
mod forget;
mod home;
mod init;
mod kept;
mod leads;
mod outlet;
mod paths;
mod practice;
mod repair;
mod replay;
mod report;
mod retention;
mod screens;
mod shelf;
mod stationery;
mod stats;
mod trainees;
mod transfer;
mod versions;

use context::{Context, Format, Outcome};
use outlet::Outlet;
use paths::Paths;

use crate::report::printable;

/// A terminal companion for live sales discovery calls: what was said, what it is worth, what to ask next.
#[derive(Debug, Parser)]
#[command(name = "bantam", version, max_term_width = 100)]
#[command(after_help = "Without a command, bantam opens its home screen.\n\
    Exit codes: 0 fine, 1 the thing asked about has problems, 2 bad input or usage.")]
struct Cli {
    #[command(flatten)]
    global: Global,
    /// Line by line in words, for screen readers, dumb terminals and pipes (TERM=dumb does it by itself)
    #[arg(long)]
    plain: bool,
    #[command(subcommand)]
    task: Option<Task>,
}

/// What holds for every command.
#[derive(Debug, clap::Args)]
struct Global {
    /// Keep calls, banks and (without --config) the config in this folder
    #[arg(long, global = true, value_name = "DIR", env = "BANTAM_DATA_DIR", hide_env_values = true)]
    data_dir: Option<PathBuf>,
    /// Read this config
    #[arg(long, global = true, value_name = "FILE", env = "BANTAM_CONFIG", hide_env_values = true)]
    config: Option<PathBuf>,
    /// Also use the question banks of this folder: they come before your own, and those before the shipped ones
    #[arg(long, global = true, value_name = "DIR", env = "BANTAM_BANK_DIR", hide_env_values = true)]
    bank_dir: Option<PathBuf>,
    /// How data is printed
    #[arg(long, global = true, value_name = "FORMAT", value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Subcommand)]
enum Task {
    Call(call::Args),
    Practice(practice::Args),
    Drill(drill::Args),
    Replay(replay::Args),
    Analyze(analyze::Args),
    #[command(subcommand)]
    Banks(banks::Task),
    #[command(subcommand)]
    Calls(calls::Task),
    #[command(subcommand)]
    Leads(leads::Task),
    /// Say what is found and what is wrong: paths, config, terminal, banks, store, backups
    Doctor(repair::Args),
    Forget(forget::Args),
    /// Write a config to fill in: who you sell to
    Init,
    Stats(stats::Args),
    Completions(completions::Args),
    Screens(screens::Args),
}

/// Parses the command line, runs what it asks for, and says how it went.
pub fn main() -> ExitCode {
    let cli = Cli::command().try_get_matches().and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match cli {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version go to stdout with 0, usage errors to stderr with 2; a closed pipe is nobody's error.
            let _ = if quotes_harmless_words(&error) { error.print() } else { usage_error(&error) };
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let paths = Paths::new(cli.global.data_dir, cli.global.config, cli.global.bank_dir);
    let (mut out, mut err) = (Outlet(std::io::stdout().lock()), std::io::stderr());
    let is_plain = cli.plain || is_plain_wanted(cli.task.as_ref()) || context::is_dumb();
    let mut context = Context::new((cli.global.format, is_plain), paths, &mut out, &mut err);
    match run(cli.task, &mut context).and_then(|outcome| context.finish(outcome)) {
        Ok(outcome) => outcome.into(),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody is left to be told when stderr is gone too.
            let _ = context.complain(&format!("{error:#}"));
            Outcome::BadInput.into()
        }
    }
}

fn run(task: Option<Task>, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    // A folder that is to be looked into, or made, may be missing.
    let may_be_missing = matches!(task, Some(Task::Doctor(_) | Task::Init | Task::Banks(banks::Task::New { .. })));
    if let Some(folder) = context.paths.bank_dir.as_ref().filter(|folder| !may_be_missing && !folder.is_dir()) {
        let message = format!("there is no folder {}, which --bank-dir (or BANTAM_BANK_DIR) names", folder.display());
        context.complain(&message)?;
        return Ok(Outcome::BadInput);
    }
    let is_shown = matches!(task, Some(Task::Banks(banks::Task::Show { .. })));
    if context.format == Format::Markdown && !is_shown {
        context.complain(
            "only `banks show` prints Markdown so; `calls report` does it without being asked, or --as something else",
        )?;
        return Ok(Outcome::BadInput);
    }
    let has_table = match &task {
        Some(Task::Stats(_) | Task::Leads(leads::Task::List(_))) => true,
        Some(Task::Practice(practice)) => practice.has_table(),
        _ => false,
    };
    if context.format == Format::Csv && !has_table {
        context.complain(
            "only `stats`, `leads list` and `practice stats` print CSV so; `calls report --as csv` writes an import file",
        )?;
        return Ok(Outcome::BadInput);
    }
    match task {
        None => home::run(context),
        Some(Task::Call(args)) => call::run(&args, context),
        Some(Task::Practice(args)) => practice::run(&args, context),
        Some(Task::Drill(args)) => drill::run(&args, context),
        Some(Task::Replay(args)) => replay::run(&args, context),
        Some(Task::Analyze(args)) => analyze::run(&args, context),
        Some(Task::Banks(task)) => banks::run(&task, context),
        Some(Task::Calls(task)) => calls::run(&task, context),
        Some(Task::Leads(task)) => leads::run(&task, context),
        Some(Task::Doctor(args)) => doctor::run(&args, context),
        Some(Task::Forget(args)) => forget::run(&args, context),
        Some(Task::Init) => init::run(context),
        Some(Task::Stats(args)) => stats::run(&args, context),
        Some(Task::Completions(args)) => completions::run(&args, context),
        Some(Task::Screens(args)) => screens::run(&args, context),
    }
}

/// Whether the command itself was asked to work line by line.
fn is_plain_wanted(task: Option<&Task>) -> bool {
    match task {
        Some(Task::Call(call)) => call.plain,
        Some(Task::Drill(drill)) => drill.plain,
        Some(Task::Practice(practice)) => practice.is_plain(),
        _ => false,
    }
}

/// Whether a usage error, which quotes what was typed, may be printed in colour as it is.
fn quotes_harmless_words(error: &clap::Error) -> bool {
    !error.use_stderr() || error.render().to_string().lines().all(|line| matches!(printable(line), Cow::Borrowed(_)))
}

/// Prints a usage error so that what it quotes cannot steer the terminal.
fn usage_error(error: &clap::Error) -> std::io::Result<()> {
    Outlet(std::io::stderr()).write_all(error.render().to_string().as_bytes())
}

/// Whether the reader of our output has left, as `bantam … | head` does.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        io.or(json) == Some(std::io::ErrorKind::BrokenPipe)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }
}

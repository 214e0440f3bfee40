//! `bantam practice`: calls with simulated prospects.

use std::path::PathBuf;

use super::context::{Context, Outcome};

mod check;
mod list;

/// Hold a call with a simulated prospect, and see what was right in it
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Args {
    #[command(subcommand)]
    task: Option<Task>,
}

#[derive(Debug, clap::Subcommand)]
enum Task {
    /// List the prospects at hand
    List,
    /// Check prospects: what is wrong with them, and whether their truth can be reached
    Check {
        /// Files, or folders with files, to check; without any, every prospect at hand
        paths: Vec<PathBuf>,
    },
    /// Print the JSON Schema of a prospect's file, for editors that complete and check YAML
    Schema,
}

pub(super) fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    match &args.task {
        Some(Task::List) | None => list::run(context),
        Some(Task::Check { paths }) => check::run(paths, context),
        Some(Task::Schema) => check::schema(context),
    }
}

//! `bantam practice`: calls with simulated prospects.

use std::path::PathBuf;

use super::context::{Context, Outcome};
use super::trainees;

mod check;
mod list;
pub(super) mod play;
mod records;
mod show;

/// Hold a call with a simulated prospect, and see what was right in it
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Args {
    #[command(flatten)]
    play: Play,
    #[command(subcommand)]
    task: Option<Task>,
}

/// How a practice call is held.
#[derive(Debug, clap::Args)]
struct Play {
    /// The prospect; without one, the next that is due: `bantam practice list` shows all
    persona: Option<String>,
    /// What chance is drawn from: the same number gives the same words
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// The question bank; without it, the first that the prospect is made for
    #[arg(long, value_name = "ID")]
    bank: Option<String>,
    /// Call the prospect of an exported practice call, with its seed
    #[arg(long, value_name = "FILE", conflicts_with_all = ["persona", "seed"])]
    from: Option<PathBuf>,
    /// Hold one of your own past calls again, its answers masked; nothing of it is kept
    #[arg(long, value_name = "CALL", conflicts_with_all = ["persona", "seed", "from", "bank"])]
    replay: Option<String>,
    /// Take up the last practice call that was not wrapped up
    #[arg(long, conflicts_with_all = ["persona", "seed", "from", "bank", "replay"])]
    resume: bool,
    /// Line by line in words, for screen readers, dumb terminals and pipes
    #[arg(long)]
    plain: bool,
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
    /// Print a sheet for a colleague who plays the prospect (Markdown, one page)
    Sheet {
        /// The prospect
        persona: String,
    },
    /// Print how a call with the prospect can go: the best line that a search finds, and its grade
    Example {
        /// The prospect
        persona: String,
        /// What chance is drawn from
        #[arg(long, value_name = "N", default_value_t = 1)]
        seed: u64,
        /// The question bank; without it, the first that the prospect is made for
        #[arg(long, value_name = "ID")]
        bank: Option<String>,
    },
    /// Show a practice call: what was asked, answered and noted, and its grade
    Show {
        /// The call's id, how it begins, or an exported file; without it, the last one
        call: Option<String>,
    },
    /// Print a practice call as a file, to be kept or shared
    Export {
        /// The call's id, or how it begins; without it, the last one
        call: Option<String>,
    },
    /// Show your grades over time
    Trend,
    /// Say how trainees do, for whoever trains them: calls, drills, what is weak, what is due
    Stats,
}

impl Args {
    /// Whether the call is to be held in words.
    pub(super) const fn is_plain(&self) -> bool {
        self.play.plain
    }

    /// Whether what is printed has a form for spreadsheets.
    pub(super) const fn has_table(&self) -> bool {
        matches!(self.task, Some(Task::Stats))
    }
}

pub(super) fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    match &args.task {
        None => play::run(&args.play, context),
        Some(Task::List) => list::run(context),
        Some(Task::Check { paths }) => check::run(paths, context),
        Some(Task::Schema) => check::schema(context),
        Some(Task::Sheet { persona }) => show::sheet(persona, context),
        Some(Task::Example { persona, seed, bank }) => show::example(persona, *seed, bank.as_deref(), context),
        Some(Task::Show { call }) => show::show(call.as_deref(), context),
        Some(Task::Export { call }) => show::export(call.as_deref(), context),
        Some(Task::Trend) => records::trend(context),
        Some(Task::Stats) => {
            let records = records::all(&context.paths.data_dir).into_iter().map(|kept| kept.record).collect();
            trainees::run(records, context)
        }
    }
}

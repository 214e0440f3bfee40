//! `bantam banks`: the question banks at hand, and what is wrong with them.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::json;

use super::context::{Context, Format, Outcome, has_unicode};
use crate::bank::problem::{Code, Problems};
use crate::bank::source::Library;
use crate::report::printable;

mod branching;
mod check;
mod new;
pub(super) mod schema;
mod sheet;
mod show;
mod tree;
mod words;

/// Look at the question banks, and check your own
#[derive(Debug, clap::Subcommand)]
pub(super) enum Task {
    /// List the banks at hand
    List,
    /// Show a bank as a tree: sections, questions, and what each answer leads to
    ///
    /// `--format markdown` prints a sheet to be read and annotated.
    Show {
        /// The bank's id, such as `bant`
        id: String,
        /// The language to show it in; without it, that of the config
        #[arg(long, value_name = "TAG")]
        language: Option<String>,
    },
    /// Check banks: what is wrong, and which questions could be better
    Check {
        /// Files, or folders with files, to check; without any, every bank at hand
        paths: Vec<PathBuf>,
        /// Let advice count: any of it ends with exit code 1
        #[arg(long)]
        strict: bool,
    },
    /// Print the JSON Schema of the files that people write, for editors that complete and check YAML
    Schema {
        /// The file that it describes
        #[arg(long, value_name = "FILE", value_enum, default_value_t)]
        of: schema::Subject,
    },
    /// Write a bank of your own to fill in, or a copy of another one to change
    New {
        /// The id of the new bank, such as `renewal` or `pilot-talk`
        id: String,
        /// Copy this bank, with its comments
        #[arg(long, value_name = "ID")]
        from: Option<String>,
    },
}

pub(super) fn run(task: &Task, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let library = context.library();
    match task {
        Task::List => list(&library, context.config()?.language(), context),
        Task::Show { id, language: Some(language) } => show(&library, id, language, context),
        Task::Show { id, language: None } => show(&library, id, context.config()?.language(), context),
        Task::Check { paths, strict } => check::run(&library, paths, *strict, context),
        Task::Schema { of } => schema::run(&library, *of, context),
        Task::New { id, from } => new::run(&library, id, from.as_deref(), context),
    }
}

fn list(library: &Library, language: &str, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let mut rows = Vec::new();
    let mut text = String::new();
    let mut broken = Vec::new();
    if !library.problems().is_empty() {
        broken.push(Problems::new(library.problems().to_vec(), Vec::new()));
    }
    for id in library.ids() {
        let languages = library.languages(id);
        let bank = library.bank(id, language);
        rows.push(match &bank {
            Ok(bank) => show::summary(bank, &languages),
            Err(problems) => json!({"id": id, "languages": languages, "ok": false, "problems": problems.list.len()}),
        });
        // Writing to a string cannot fail.
        let _ = match &bank {
            Ok(bank) => writeln!(
                text,
                "{:<12} {:<12} {:>3} questions  {}\n{:<12} {}",
                printable(id),
                printable(&bank.title),
                bank.questions().count(),
                languages.join(", "),
                "",
                printable(&bank.purpose),
            ),
            Err(problems) => writeln!(
                text,
                "{:<12} cannot be used: {} problems; see `bantam banks check`",
                printable(id),
                problems.list.len()
            ),
        };
        broken.extend(bank.err());
    }
    context.print(&json!({ "banks": rows }), &text)?;
    for problems in &broken {
        context.show_problems(problems)?;
    }
    Ok(if broken.is_empty() { Outcome::Fine } else { Outcome::Problems })
}

fn show(library: &Library, id: &str, language: &str, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    match library.bank(id, language) {
        Ok(bank) => {
            if context.format == Format::Markdown {
                write!(context.out, "{}", sheet::markdown(&bank))?;
            } else {
                context.print(&show::data(&bank), &tree::text(&bank, has_unicode()))?;
            }
            Ok(Outcome::Fine)
        }
        Err(problems) => {
            context.show_problems(&problems)?;
            let unknown = problems.list.iter().any(|problem| problem.code == Code::UnknownBank);
            Ok(if unknown { Outcome::BadInput } else { Outcome::Problems })
        }
    }
}

//! `bantam banks`: the question banks at hand, and what is wrong with them.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::json;

use super::context::{Context, Format, Outcome, has_unicode};
use crate::bank::Bank;
use crate::bank::problem::{Code, Problem, Problems};
use crate::bank::source::Library;
use crate::report::printable;

mod branching;
pub(super) mod check;
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
    ///
    /// To change a bank that ships, copy it under its own id (`bantam banks new bant --from bant`), and calls use yours
    /// in its place; or under another id, to have both.
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
        Task::List => list(context),
        Task::Show { id, language: Some(language) } => show(&library, id, language, context),
        Task::Show { id, language: None } => show(&library, id, context.config()?.language(), context),
        Task::Check { paths, strict } => check::run(&library, paths, *strict, context),
        Task::Schema { of } => schema::run(&library, *of, context),
        Task::New { id, from } => new::run(&library, id, from.as_deref(), context),
    }
}

fn list(context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let config = context.config()?;
    let (versions, language) = (context.versions(config.clone()), config.language());
    let library = versions.library();
    let mut rows = Vec::new();
    let mut text = String::new();
    let mut broken = Vec::new();
    for id in library.ids() {
        let languages = library.languages(id);
        let file = library.own_file(id, language);
        let (mut row, mut lines) = match library.bank(id, language) {
            Ok(bank) => (show::summary(&bank, &languages), good(&bank, &languages, origin(id, file))),
            Err(problems) => {
                let count = problems.list.len();
                let used = versions.for_new_call(id).map_or_else(|_| "no bank".to_owned(), |found| found.in_words());
                broken.push(problems);
                let row = json!({
                    "id": id, "languages": languages, "ok": false, "problems": count, "a_call_gets": used,
                });
                let problems = if count == 1 { "problem" } else { "problems" };
                (row, format!("{:<12} {count} {problems}: a call gets {}\n", printable(id), printable(&used)))
            }
        };
        row["file"] = json!(file);
        // Writing to a string cannot fail.
        let _ = file.map(|file| writeln!(lines, "{:<12} {}", "", printable(file)));
        rows.push(row);
        text.push_str(&lines);
    }
    context.print(&json!({ "banks": rows }), &text)?;
    broken.insert(0, Problems::new(library.problems().to_vec(), Vec::new()));
    let broken = untold(broken);
    for problems in &broken {
        context.show_problems(problems)?;
    }
    Ok(if broken.is_empty() { Outcome::Fine } else { Outcome::Problems })
}

/// A bank in two lines: its name and size, and what it is for.
fn good(bank: &Bank, languages: &[&str], origin: &str) -> String {
    format!(
        "{:<12} {:<12} {:>3} questions  {}  {origin}\n{:<12} {}\n",
        printable(&bank.id),
        printable(&bank.title),
        bank.questions().count(),
        languages.join(", "),
        "",
        printable(&bank.purpose),
    )
}

/// Whose a bank is.
fn origin(id: &str, own_file: Option<&str>) -> &'static str {
    match (own_file, Library::ships(id)) {
        (None, _) => "ships",
        (Some(_), true) => "yours, in place of the one that ships",
        (Some(_), false) => "yours",
    }
}

/// Each problem once: several banks may stand on one file.
fn untold(broken: Vec<Problems>) -> Vec<Problems> {
    let mut told: Vec<Problem> = Vec::new();
    let each = broken.into_iter().map(|mut problems| {
        problems.list.retain(|problem| !told.contains(problem));
        told.extend(problems.list.iter().cloned());
        problems
    });
    each.filter(|problems| !problems.list.is_empty()).collect()
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

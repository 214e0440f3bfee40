//! `bantam banks`: the question banks at hand, and what is wrong with them.

use std::fmt::Write as _;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};

use super::context::{Context, Format, Outcome, may_colour};
use super::diagnostics;
use crate::bank::problem::{Code, Problem, Problems, Severity, Source};
use crate::bank::source::{self, Library};
use crate::report::printable;
use crate::session::try_samples;

mod show;

/// Look at the question banks, and check your own
#[derive(Debug, clap::Subcommand)]
pub(super) enum Task {
    /// List the banks at hand
    List,
    /// Show a bank: sections, questions, probes and follow-ups
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
    },
}

pub(super) fn run(task: &Task, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let library = context.library();
    match task {
        Task::List => list(&library, context.config()?.language(), context),
        Task::Show { id, language: Some(language) } => show(&library, id, language, context),
        Task::Show { id, language: None } => show(&library, id, context.config()?.language(), context),
        Task::Check { paths } => check(&library, paths, context),
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
            context.print(&show::data(&bank), &show::text(&bank))?;
            Ok(Outcome::Fine)
        }
        Err(problems) => {
            context.show_problems(&problems)?;
            let unknown = problems.list.iter().any(|problem| problem.code == Code::UnknownBank);
            Ok(if unknown { Outcome::BadInput } else { Outcome::Problems })
        }
    }
}

fn check(library: &Library, paths: &[PathBuf], context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let mut found = Checked::default();
    if paths.is_empty() {
        found.problems.extend(library.problems().iter().cloned());
        library.sources().for_each(|source| found.file(library, Arc::clone(source)));
    }
    for path in paths {
        if !path.exists() {
            context.complain(&format!("there is no file or folder {}", path.display()))?;
            return Ok(Outcome::BadInput);
        }
        // A folder brings its own topics and shared sections, as it will when it is in place.
        let with_folder = path.is_dir().then(|| library.with_folder(path));
        found.path(with_folder.as_ref().unwrap_or(library), path);
    }
    let files = found.sources.len();
    let problems = Problems::new(found.problems, found.sources);
    let errors = problems.list.iter().filter(|problem| problem.code.severity() == Severity::Error).count();
    let warnings = problems.list.len() - errors;
    if context.format == Format::Text {
        let styled = may_colour(std::io::stdout().is_terminal());
        write!(context.out, "{}", diagnostics::render(&problems, styled))?;
    }
    let data = json!({
        "ok": errors == 0,
        "files": files,
        "errors": errors,
        "warnings": warnings,
        "problems": problems.list.iter().map(problem_data).collect::<Vec<_>>(),
    });
    let of = |n: usize, thing: &str| format!("{n} {thing}{}", if n == 1 { "" } else { "s" });
    let text = format!("{} checked: {}, {}", of(files, "file"), of(errors, "error"), of(warnings, "warning"));
    context.print(&data, &text)?;
    Ok(if errors == 0 { Outcome::Fine } else { Outcome::Problems })
}

/// What was checked, and what was found.
#[derive(Default)]
struct Checked {
    sources: Vec<Arc<Source>>,
    problems: Vec<Problem>,
}

impl Checked {
    /// Checks a file, or every YAML file below a folder.
    fn path(&mut self, library: &Library, path: &Path) {
        for file in source::files_below(path) {
            match source::read(&file) {
                Ok(source) => self.file(library, source),
                Err(problems) => self.problems.extend(problems.list),
            }
        }
    }

    fn file(&mut self, library: &Library, source: Arc<Source>) {
        self.problems.extend(library.review(&source));
        if let Some(bank) = library.trial(&source) {
            self.problems.extend(try_samples(&bank, &source.name));
        }
        self.sources.push(source);
    }
}

/// A problem for programs; lines and columns count from 1, and are 0 where the whole file is meant.
fn problem_data(problem: &Problem) -> Value {
    let or_null = |text: &str| if text.is_empty() { Value::Null } else { Value::from(text) };
    let related = problem.related.as_ref().map(|related| {
        json!({
            "file": related.file, "line": related.place.line, "column": related.place.column, "message": related.message,
        })
    });
    json!({
        "code": problem.code.id(),
        "severity": if problem.code.severity() == Severity::Error { "error" } else { "warning" },
        "message": problem.message,
        "expected": or_null(&problem.expected),
        "fix": or_null(&problem.fix),
        "did_you_mean": problem.did_you_mean,
        "file": problem.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "related": related,
    })
}

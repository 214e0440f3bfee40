//! `bantam banks check`: what is wrong with banks, and what could be better.

use std::collections::BTreeSet;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};

use crate::bank::problem::{Problem, Problems, Severity, Source};
use crate::bank::source::{self, Library};
use crate::cli::config;
use crate::cli::context::{Context, Format, Outcome, may_colour};
use crate::cli::diagnostics;
use crate::practice::drill;
use crate::session::try_samples;

/// Checks files, files below folders, or (without any) every bank at hand.
///
/// Errors end with exit code 1; so does advice if it is `strict`.
pub(super) fn run(
    library: &Library,
    paths: &[PathBuf],
    strict: bool,
    context: &mut Context<'_>,
) -> anyhow::Result<Outcome> {
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
        if is_config(path, context) {
            found.config(path);
            continue;
        }
        // A folder of banks brings its own topics and shared sections, as it will when it is in place.
        let with_folder = source::folder_of(path).map(|folder| library.with_folder(&folder));
        found.path(with_folder.as_ref().unwrap_or(library), path);
    }
    let files = found.files;
    report(files, &Problems::new(found.problems, found.sources), strict, context)
}

/// Shows what was found in so many files, and how that ends the command.
pub(in crate::cli) fn report(
    files: usize,
    problems: &Problems,
    strict: bool,
    context: &mut Context<'_>,
) -> anyhow::Result<Outcome> {
    let errors = problems.list.iter().filter(|problem| problem.code.severity() == Severity::Error).count();
    let advice = problems.list.len() - errors;
    let ok = errors == 0 && !(strict && advice > 0);
    if context.format == Format::Text {
        let styled = may_colour(std::io::stdout().is_terminal());
        write!(context.out, "{}", diagnostics::render(problems, styled))?;
    }
    let data = json!({
        "ok": ok,
        "strict": strict,
        "files": files,
        "errors": errors,
        "advice": advice,
        "problems": problems.list.iter().map(problem_data).collect::<Vec<_>>(),
    });
    let of = |n: usize, thing: &str| format!("{n} {thing}{}", if n == 1 { "" } else { "s" });
    let text = match (errors, advice) {
        (0, 0) => format!("{} checked, nothing to say", of(files, "file")),
        (errors, 0) => format!("{} checked: {}", of(files, "file"), of(errors, "error")),
        (0, advice) => format!("{} checked: no errors, {} of advice", of(files, "file"), of(advice, "piece")),
        _ => format!("{} checked: {}, {} of advice", of(files, "file"), of(errors, "error"), of(advice, "piece")),
    };
    context.print(&data, &text)?;
    Ok(if ok { Outcome::Fine } else { Outcome::Problems })
}

/// Whether this is the config: no bank, but people check it as they check their banks.
fn is_config(path: &Path, context: &Context<'_>) -> bool {
    let is_the_one = path.canonicalize().is_ok_and(|path| context.paths.config.canonicalize().is_ok_and(|c| c == path));
    let is_called_so = path.is_file() && path.file_name().is_some_and(|name| name == "config.yaml");
    // A bank may have this id.
    let is_no_bank = || source::read(path).is_ok_and(|source| source::head(&source.text, "id").is_none());
    is_the_one || is_called_so && is_no_bank()
}

/// What was checked, and what was found.
#[derive(Default)]
struct Checked {
    sources: Vec<Arc<Source>>,
    problems: Vec<Problem>,
    /// How many files were checked, those included that could not be read.
    files: usize,
    /// The files that were looked at: one that is named twice is checked once.
    seen: BTreeSet<PathBuf>,
}

impl Checked {
    /// Checks a file, or every YAML file below a folder.
    fn path(&mut self, library: &Library, path: &Path) {
        for file in source::files_below(path) {
            if !self.seen.insert(file.canonicalize().unwrap_or_else(|_| file.clone())) {
                continue;
            }
            // What is named may be a pipe (`<(…)`); what lies about in a folder may not.
            match if file == path { source::read(&file) } else { source::read_found(&file) } {
                Ok(source) => self.file(library, source),
                Err(problems) => {
                    self.files += 1;
                    self.problems.extend(problems.list);
                }
            }
        }
    }

    fn config(&mut self, path: &Path) {
        self.files += 1;
        if let Some(problems) = config::load(path).problems {
            self.problems.extend(problems.list);
            self.sources.extend(problems.sources);
        }
    }

    fn file(&mut self, library: &Library, source: Arc<Source>) {
        self.files += 1;
        let (problems, bank) = library.examine(&source);
        self.problems.extend(problems);
        if Path::new(&source.name).file_name().is_some_and(|name| name == "drill.yaml") {
            self.problems.extend(drill::check(&source, library));
        }
        if let Some(bank) = bank {
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
        "severity": if problem.code.severity() == Severity::Error { "error" } else { "advice" },
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

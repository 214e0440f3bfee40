//! `bantam practice check`: what is wrong with prospects, with the same quality of errors as banks have.

use std::path::PathBuf;
use std::sync::Arc;

use crate::bank::problem::{Problem, Problems, Source};
use crate::bank::source::{self, Library};
use crate::cli::banks::check::report;
use crate::cli::context::{Context, Outcome};
use crate::practice;
use crate::session::rehearsal;

/// Checks files, files of folders, or (without any) every prospect at hand.
pub(super) fn run(paths: &[PathBuf], context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let library = context.library();
    let mut found = Checked::default();
    if paths.is_empty() {
        library.personas().for_each(|(_, source)| found.file(&library, source));
    }
    for path in paths {
        if !path.exists() {
            context.complain(&format!("there is no file or folder {}", path.display()))?;
            return Ok(Outcome::BadInput);
        }
        for file in source::files_below(path) {
            match if file == *path { source::read(&file) } else { source::read_found(&file) } {
                Ok(source) => found.file(&library, &source),
                Err(problems) => {
                    found.files += 1;
                    found.problems.extend(problems.list);
                }
            }
        }
    }
    report(found.files, &Problems::new(found.problems, found.sources), false, context)
}

/// Prints the schema; it is JSON in any format.
pub(super) fn schema(context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let library = context.library();
    let topics = library.topics("en").or_else(|_| Library::embedded().topics("en"))?;
    writeln!(context.out, "{:#}", practice::schema(&topics))?;
    Ok(Outcome::Fine)
}

#[derive(Default)]
struct Checked {
    sources: Vec<Arc<Source>>,
    problems: Vec<Problem>,
    files: usize,
}

impl Checked {
    fn file(&mut self, library: &Library, source: &Arc<Source>) {
        self.files += 1;
        self.sources.push(Arc::clone(source));
        match library.topics("en").and_then(|topics| Ok((practice::check(source, &topics, &library.ids())?, topics))) {
            Ok((persona, topics)) => {
                self.problems.extend(rehearsal::try_replies(&persona, &topics, &source.name));
                let (persona, check) = (Arc::new(persona), library.question_check("en"));
                for id in &persona.frameworks {
                    match library.bank(id, &persona.language) {
                        Ok(bank) => self.problems.extend(rehearsal::prove(&persona, &bank, &check, &source.name)),
                        Err(problems) => self.problems.extend(problems.list),
                    }
                }
            }
            Err(problems) => self.problems.extend(problems.list),
        }
    }
}

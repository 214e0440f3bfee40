//! The templates and field mappings of documents: those of the program, and a team's own in their place.

use std::io::ErrorKind;
use std::path::Path;

use anyhow::Context as _;
use jiff::civil::DateTime;
use jiff::tz::Offset;

use super::context::{Context, Outcome};
use super::paths::{create_private_dir, create_private_file, files_in};
use crate::bank::problem::{Code, Place, Problem, Problems};
use crate::bank::source::{self, Library};
use crate::report::{Form, HandOver, NotWritten, Stamp, Stationery};
use crate::session::script::NoBank;
use crate::session::{self, Earlier, Setup};

/// How the names of templates and of field mappings end; other files of the folder are nobody's business.
const ENDINGS: [&str; 3] = ["j2", "yaml", "yml"];

/// What is in use, and what is wrong with a team's files. A file that cannot be read is left out.
pub(super) fn load(folder: &Path) -> (Stationery, Option<Problems>) {
    let mut stationery = Stationery::shipped();
    let (mut list, mut sources) = (Vec::new(), Vec::new());
    let mut paths: Vec<_> = files_in(folder).into_iter().map(|(_, path)| path).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !ENDINGS.iter().any(|ending| path.extension().is_some_and(|found| found == *ending)) {
            continue;
        }
        match source::read_found(&path) {
            Ok(read) => {
                if !stationery.replace(&name, read) {
                    list.push(unknown(&path, &name));
                }
            }
            Err(problems) => {
                list.extend(problems.list);
                sources.extend(problems.sources);
            }
        }
    }
    let problems = (!list.is_empty()).then(|| Problems::new(list, sources));
    (stationery, problems)
}

/// Everything that is wrong with a team's files: each is tried on the sample call, since a value that does not exist shows
/// only where it is used.
pub(super) fn problems(folder: &Path) -> Vec<Problem> {
    let (stationery, found) = load(folder);
    let mut list = found.map(|problems| problems.list).unwrap_or_default();
    let library = Library::embedded();
    let find = |id: &str| library.bank(id, "en").map_err(NoBank::Broken);
    let sample = session::demo(find).ok().and_then(|script| {
        let played = session::replay(&script, &Setup::default(), Earlier::default()).ok()?;
        Some(HandOver::looked_back_at(&played, "sample"))
    });
    let stamp = Stamp { at: DateTime::default(), offset: Offset::UTC };
    for form in Form::ALL {
        if let Some(Err(NotWritten::Stationery(problems))) =
            sample.as_ref().map(|call| stationery.write(form, call, stamp))
        {
            list.extend(problems.list.into_iter().filter(|problem| !list.contains(problem)).collect::<Vec<_>>());
        }
    }
    list
}

fn unknown(path: &Path, name: &str) -> Problem {
    let known = || Stationery::names().map(|(name, _)| name);
    let message = format!("no document is made with a file called {name}");
    Problem::new(Code::UnknownWord, &path.display().to_string(), Place::default(), message)
        .with_expected(known().collect::<Vec<_>>().join(", "))
        .with_closest(name, known())
}

/// Writes what ships into the folder of the team's own, to be changed there; a file that is there stays as it is.
pub(super) fn write_out(context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let folder = context.paths.documents_dir.clone();
    create_private_dir(&folder).with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    let (mut written, mut kept) = (Vec::new(), Vec::new());
    for (name, text) in Stationery::names() {
        let path = folder.join(name);
        let shown = path.display().to_string();
        match create_private_file(&path, text) {
            Ok(()) => written.push(shown),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => kept.push(shown),
            Err(error) => return Err(error).with_context(|| format!("{shown} cannot be written")),
        }
    }
    let lines = written.iter().map(|file| format!("written: {file}"));
    let lines: Vec<String> = lines.chain(kept.iter().map(|file| format!("kept as it is: {file}"))).collect();
    let text = lines.join(
        "
",
    );
    context.print(&serde_json::json!({"written": written, "kept": kept}), &text)?;
    Ok(Outcome::Fine)
}

//! `bantam banks new`: a bank of one's own to start from.

use std::io::ErrorKind;
use std::path::Path;

use anyhow::Context as _;
use serde_json::json;

use super::schema::{self, Subject};
use crate::bank::problem::Problems;
use crate::bank::source::{self, Library};
use crate::cli::context::{Context, Outcome};
use crate::cli::paths::{create_private_dir, create_private_file};

/// The bank that is written where no other is copied. `{id}`, `{title}` and `{language}` are filled in.
const TEMPLATE: &str = include_str!("new.yaml");

/// The line by which an editor finds the schema.
const EDITOR_LINE: &str = "# yaml-language-server: $schema=../bank.schema.json\n";

/// Writes a bank into the user's folder, below the language of the config, with the schema beside it.
///
/// Nothing is overwritten: a bank of this id that is there already stays as it is.
pub(super) fn run(
    library: &Library,
    id: &str,
    from: Option<&str>,
    context: &mut Context<'_>,
) -> anyhow::Result<Outcome> {
    if let Some(problem) = source::check_bank_id(id) {
        context.show_problems(&Problems::new(vec![problem], Vec::new()))?;
        return Ok(Outcome::BadInput);
    }
    if from.is_none() && Library::ships(id) {
        context.complain(&format!(
            "`{id}` ships with the program, and calls would use the new bank in its place; `--from {id}` copies it for \
             you to change, and under another id both stay"
        ))?;
        return Ok(Outcome::BadInput);
    }
    let language = context.config()?.language().to_owned();
    let text = match from {
        None => filled(id, &language),
        Some(from) => match copied(library, from, id, &language) {
            Ok(text) => text,
            Err(problem) => {
                context.show_problems(&problem)?;
                return Ok(Outcome::BadInput);
            }
        },
    };
    // A copy of a bank that is not written in the language asked for stays in its own.
    let folder = context.paths.bank_dir.as_ref().unwrap_or(&context.paths.banks_dir).clone();
    let language = source::head(&text, "language").unwrap_or(&language);
    let path = folder.join(language).join(format!("{id}.yaml"));
    write(&path, &text, library, &folder, context)
}

fn write(
    path: &Path,
    text: &str,
    library: &Library,
    folder: &Path,
    context: &mut Context<'_>,
) -> anyhow::Result<Outcome> {
    let shown = path.display();
    if let Some(folder) = path.parent() {
        create_private_dir(folder).with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    }
    match create_private_file(path, text) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            context.complain(&format!("{shown} is there already and stays as it is; choose another id, or edit it"))?;
            return Ok(Outcome::Problems);
        }
        Err(error) => return Err(error).with_context(|| format!("{shown} cannot be written")),
    }
    let schema = schema::write_beside(folder, Subject::Bank, library)?;
    let id = path.file_stem().unwrap_or_default().to_string_lossy();
    context.print(
        &json!({"bank": id, "file": shown.to_string(), "schema": schema.display().to_string()}),
        &format!(
            "Written: {shown}\nEdit it, then:\n  bantam banks check {quoted}\n  bantam banks show {id}\n  \
             bantam call --bank {id}\nA YAML editor completes and checks it by {}.",
            schema.display(),
            quoted = quoted(&shown.to_string()),
        ),
    )?;
    Ok(Outcome::Fine)
}

/// A path as it can be pasted into a shell.
fn quoted(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-~+@:\\".contains(c);
    if path.chars().all(plain) { path.to_owned() } else { format!("'{}'", path.replace('\'', r"'\''")) }
}

fn filled(id: &str, language: &str) -> String {
    let lines = TEMPLATE.lines().map(|line| {
        let filled = line.replace("{id}", id).replace("{title}", &title(id)).replace("{language}", language);
        aligned(line, filled) + "\n"
    });
    lines.collect()
}

/// A line that was filled in, with its comment where that stands in the template.
fn aligned(template: &str, filled: String) -> String {
    match (template.rfind(" # "), filled.rsplit_once(" # ")) {
        (Some(column), Some((value, comment))) if template != filled => {
            format!("{:<column$} # {comment}", value.trim_end())
        }
        _ => filled,
    }
}

/// A name made of an id: `pilot-talk` becomes `Pilot talk`.
fn title(id: &str) -> String {
    let words = id.replace(['-', '_', '.'], " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

/// The text of another bank under a new id and name, with its comments.
fn copied(library: &Library, from: &str, id: &str, language: &str) -> Result<String, Problems> {
    let text = library.text(from, language)?;
    let renamed = text.lines().map(|line| match line.split_once(':') {
        Some(("id", rest)) => format!("id: {id}{}", comment(rest)),
        Some(("title", rest)) => format!("title: {}{}", title(id), comment(rest)),
        _ => line.to_owned(),
    });
    // Only the head of the file has these keys at the start of a line.
    let body: Vec<String> = renamed.collect();
    let editor = if body.iter().any(|line| line.starts_with("# yaml-language-server:")) { "" } else { EDITOR_LINE };
    Ok(format!("{editor}{}\n", body.join("\n")))
}

/// The comment behind a value, with the space before it.
fn comment(value: &str) -> &str {
    value.find(" #").map_or("", |at| &value[at..])
}

//! What the user says the columns of a table are for.

use std::path::Path;

use crate::bank::problem::{Code, Problems, Sink};
use crate::bank::source;
use crate::bank::yaml::{self, Content};
use crate::cli::context::{Context, Outcome};
use crate::leads::{Field, Target};

/// What is wrong with what the user said of the columns.
pub(super) enum Unclear {
    Words(String),
    Problems(Problems),
}

impl Unclear {
    pub(super) fn told(self, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
        match self {
            Self::Words(words) => context.complain(&words)?,
            Self::Problems(problems) => context.show_problems(&problems)?,
        }
        Ok(Outcome::BadInput)
    }
}

/// Lets what the user said of the columns go before what their names say.
pub(super) fn apply(
    (map, said_columns): (Option<&Path>, &[String]),
    names: &[String],
    targets: &mut [Target],
) -> Result<(), Unclear> {
    let mut said: Vec<(String, Target)> = Vec::new();
    if let Some(path) = map {
        said.extend(map_file(path).map_err(Unclear::Problems)?);
    }
    for column in said_columns {
        let told =
            || Unclear::Words(format!("`--column {column}`: write it as COLUMN=FIELD, such as \"Lead Source=source\""));
        let (name, field) = column.rsplit_once('=').ok_or_else(told)?;
        let target = Target::named(field).ok_or_else(|| Unclear::Words(no_field(field)))?;
        said.push((name.trim().to_owned(), target));
    }
    for (name, target) in said {
        let key = crate::leads::key(&name);
        let Some(at) = names.iter().position(|known| crate::leads::key(known) == key) else {
            return Err(Unclear::Words(format!("there is no column `{name}`; there are: {}", names.join(", "))));
        };
        // A field is filled by one column: the one that was named takes it from the one that was guessed.
        for other in
            targets.iter_mut().filter(|other| **other == target && !matches!(target, Target::Extra | Target::Skip))
        {
            *other = Target::Extra;
        }
        targets[at] = target;
    }
    Ok(())
}

fn no_field(name: &str) -> String {
    let ids: Vec<&str> = Field::ALL.iter().map(|field| field.id()).collect();
    format!("`{name}` is no field of a lead; use {}, first_name, last_name, extra or skip", ids.join(", "))
}

/// Reads a file of columns and fields.
fn map_file(path: &Path) -> Result<Vec<(String, Target)>, Problems> {
    let source = source::read(path)?;
    let sink = Sink::new(&source.name);
    let mut said = Vec::new();
    if let Some(root) = yaml::parse(&source, &sink) {
        if let Content::Map(entries) = &root.content {
            for entry in entries {
                let target = entry.value.as_text().and_then(Target::named);
                match target {
                    Some(target) => said.push((entry.key.clone(), target)),
                    None => sink.report(
                        sink.problem(
                            Code::UnknownWord,
                            entry.value.place,
                            format!("{} is no field of a lead", entry.value.describe()),
                        )
                        .with_closest(
                            entry.value.as_text().unwrap_or_default(),
                            Field::ALL.iter().map(|field| field.id()),
                        ),
                    ),
                }
            }
        } else {
            sink.report(
                sink.problem(Code::WrongType, root.place, "found no map")
                    .with_expected("columns with their fields, such as `Lead Source: source`"),
            );
        }
    }
    let list = sink.into_list();
    if list.is_empty() { Ok(said) } else { Err(Problems::new(list, vec![source])) }
}

//! `bantam banks schema`: what editors need to complete and check the files that people write.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::ValueEnum;
use serde_json::Value;

use crate::bank::Topics;
use crate::bank::schema;
use crate::bank::source::Library;
use crate::cli::config::Config;
use crate::cli::context::{Context, Outcome};
use crate::cli::paths::create_private_dir;
use crate::store::write_private;

/// A sort of file that people write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(in crate::cli) enum Subject {
    /// A question bank
    #[default]
    Bank,
    /// The sections that all banks share (shared.yaml)
    Shared,
    /// The vocabulary of topics (topics.yaml)
    Topics,
    /// The config: who you sell to, and what
    Config,
}

impl Subject {
    /// The schema, with the topics of a library to choose from.
    fn schema(self, topics: &Topics) -> Value {
        match self {
            Self::Bank => schema::bank(topics),
            Self::Shared => schema::shared(topics),
            Self::Topics => schema::topics(topics),
            Self::Config => schema::document::<Config>("bantam config", topics),
        }
    }

    /// The file that the editor line names.
    const fn file(self) -> &'static str {
        match self {
            Self::Bank => "bank.schema.json",
            Self::Shared => "shared.schema.json",
            Self::Topics => "topics.schema.json",
            Self::Config => "config.schema.json",
        }
    }
}

/// Prints the schema; it is JSON in any format.
pub(super) fn run(library: &Library, subject: Subject, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    write!(context.out, "{}", text(library, subject)?)?;
    Ok(Outcome::Fine)
}

/// Writes the schema into a folder, over an older one.
pub(in crate::cli) fn write_beside(folder: &Path, subject: Subject, library: &Library) -> anyhow::Result<PathBuf> {
    let path = folder.join(subject.file());
    create_private_dir(folder).with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    write_private(&path, &text(library, subject)?)?;
    Ok(path)
}

fn text(library: &Library, subject: Subject) -> anyhow::Result<String> {
    // With a broken `topics.yaml` of the user's, those of the program are offered.
    let topics = library.topics("en").or_else(|_| Library::embedded().topics("en"))?;
    Ok(format!("{:#}\n", subject.schema(&topics)))
}

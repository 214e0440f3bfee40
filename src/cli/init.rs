//! `bantam init`: a config to fill in.

use std::io::ErrorKind;
use std::path::Path;

use anyhow::Context as _;

use super::banks::schema::{self, Subject};
use super::config::TEMPLATE;
use super::context::{Context, Outcome};
use super::paths::{create_private_dir, create_private_file};

/// Writes the config with everything in it explained; an existing one is left alone.
pub(super) fn run(context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let path = context.paths.config.clone();
    let shown = path.display().to_string();
    if let Some(folder) = path.parent() {
        create_private_dir(folder).with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    }
    match create_private_file(&path, TEMPLATE) {
        Ok(()) => {
            let folder = path.parent().unwrap_or(Path::new("."));
            let schema = schema::write_beside(folder, Subject::Config, &context.library())?.display().to_string();
            context.print(
                &serde_json::json!({"config": shown, "schema": schema}),
                &format!(
                    "Written: {shown}\nFill in who you sell to and what, then `bantam doctor` checks it.\n\
                     A YAML editor completes and checks it by {schema}.",
                ),
            )?;
            Ok(Outcome::Fine)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            context.complain(&format!(
                "{shown} is there already and stays as it is; edit it, or move it away and run this again"
            ))?;
            Ok(Outcome::Problems)
        }
        Err(error) => Err(error).with_context(|| format!("{shown} cannot be written")),
    }
}

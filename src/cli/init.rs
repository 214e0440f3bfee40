//! `bantam init`: a config to fill in.

use std::io::ErrorKind;

use anyhow::Context as _;

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
            context.print(
                &serde_json::json!({"config": shown}),
                &format!("Written: {shown}\nFill in who you sell to, then `bantam doctor` checks it."),
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

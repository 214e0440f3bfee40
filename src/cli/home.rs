//! Bare `bantam`: the home screen.

use super::call;
use super::context::{Context, Outcome};
use super::shelf::UserShelf;
use crate::tui::Opening;

pub(super) fn run(context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let config = context.config()?;
    let shelf = UserShelf::new(context.versions(config.clone()), config, context.paths.data_dir.clone());
    call::show(
        shelf,
        Opening::Home,
        "`bantam --plain` works line by line, `bantam --help` lists the commands that work without one",
        context,
    )
}

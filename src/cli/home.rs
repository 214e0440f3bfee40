//! Bare `bantam`: the home screen.

use super::call;
use super::context::{Context, Outcome};
use super::shelf::UserShelf;
use crate::tui::Opening;

pub(super) fn run(context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let config = context.config()?;
    call::warm_up(config.language());
    let shelf = UserShelf::new(context.library(), config);
    call::show(shelf, Opening::Home, "`bantam --help` lists the commands that work without one", context)
}

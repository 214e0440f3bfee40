//! Bare `bantam`: the home screen.

use super::context::{Context, Outcome};

pub(super) fn run(context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    if !context.has_screen("`bantam --help` lists the commands that work without one")? {
        return Ok(Outcome::BadInput);
    }
    Ok(Outcome::Fine)
}

//! `bantam completions`: the command line for the shell's Tab key.

use clap::CommandFactory;
use clap_complete::Shell;

use super::context::{Context, Outcome};

/// Print completions for a shell
///
/// For example: bantam completions bash > ~/.local/share/bash-completion/completions/bantam
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(args: &Args, context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    // Written to memory first: the generator panics when its writer fails, as a closed pipe does.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::Cli::command(), "bantam", &mut script);
    context.out.write_all(&script)?;
    Ok(Outcome::Fine)
}

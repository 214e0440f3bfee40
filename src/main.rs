//! The program: parse, run, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    bantam::cli::main()
}

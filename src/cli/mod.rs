//! The subcommands: the only module that parses arguments.

//! How well facts are read, against the public samples of four extractors and notes written by others.
//!
//! Run with `--nocapture` for the table; `MISSES=money` (a kind, or `all`) lists what was missed and what was too much.
//! The samples stand beside the project (`../shared/data`), not in it: without them nothing is measured.

#![expect(clippy::print_stdout, reason = "the tables are printed for whoever runs the tests")]

mod fuzz;
mod notes;
mod public;
mod score;

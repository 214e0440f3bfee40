//! bantam: a terminal companion for live sales discovery calls.
//!
//! # The map
//!
//! Reading order is import order is data order: a module may import only what stands above it.
//!
//! | module | what it holds |
//! | --- | --- |
//! | [`bank`] | what may be asked: topics and question banks, from YAML as written to checked data |
//! | [`call`] | what was said, and when: commands, events, the state they add up to, undo and redo |
//! | [`signals`] | what it means: tokens, facts, eight flags, five grades, where a remark belongs |
//! | [`qualify`] | what it adds up to: criteria, three levels, framework score, verdict |
//! | [`coach`] | what to do next: open branches, next questions, probes, phrasings with captured facts, pace |
//! | [`leads`] | the lead book: leads, stages, scoring learned from history, ranking |
//! | [`practice`] | what a trainee does: simulated prospects with answers by a seed, yes/no grades, drills |
//! | [`session`] | the boundary: commands in, a brief out; call scripts and agreement with their labels |
//! | [`report`] | a call as a document: Markdown, HTML, JSON, notes, import files, calendars; what many calls add up to |
//! | [`store`] | at the side: the journal in `SQLite`, one writer thread, the only SQL |
//! | [`tui`] | the screen: model, update, view, one command table; `run` does the IO |
//! | [`cli`] | one file a subcommand; the only argument parsing |
//!
//! The loop closes through data, never through an import: a key becomes a [`call::Command`], the session turns it
//! into events, the writer thread commits them, and the screen shows the [`session::Brief`] that they add up to.
//!
//! # What always holds
//!
//! | invariant | held by |
//! | --- | --- |
//! | From `bank` to `session`, and in `report`: no IO (but `bank/source.rs`), no clock, no randomness | clippy's `disallowed-methods`, and `tests/it/house/layers.rs` for who may ask for an exception |
//! | Imports only downwards; front ends do not know how a brief was found | `tests/it/house/layers.rs` |
//! | Events are in the past tense, self-contained and never edited; an old journal replays for ever | the fixture in `tests/it/journal.rs` |
//! | Any commands replay from their journal to the same state; undo then redo is identity; `evolve` never panics | property tests in `call/timeline.rs` |
//! | Facts, flags, grades and tallies are derived, never stored; what a person overrides is an event | the stored forms pinned in `tests/it/journal.rs` |
//! | Analysis cannot fail, and its spans lie on character boundaries | property tests in `signals` |
//! | Loading content returns every problem with file, line and column, never only the first | a bad file for each code in `tests/it/banks/bad`, and `tests/it/banks/fuzz.rs` |
//! | What ships is YAML; what a start reads of it was taken apart when the program was built, and means the same | the tests of `bank/yaml/apart.rs` |
//! | What the check of a bank calls impossible never happens in a call | property tests in `coach/proof.rs` |
//! | A start parses only the bank in use, and a slip in a bank stops no call | the tests of `cli/shelf.rs` and `cli/versions.rs` |
//! | `view` changes nothing; which keys work depends on a snapshot, never on what was drawn | its signature, `&Model`, and the tests of `tui/commands.rs` |
//! | What is typed is written by a thread of its own, and no key waits for it; a remark counts as saved only after its commit | `tests/it/pty/kill.rs` and the tests of `store/writer.rs` |
//! | Control characters in any stored text never reach the terminal | `tests/it/hostile`, through every field and every command, and `tests/it/fuzz` |
//! | Who is forgotten stands in no file any more, free pages, log and backups included | `tests/it/privacy/forget.rs`, which searches the bytes |
//! | Nothing speaks to a network, and what is written is the owner's alone | `tests/it/privacy/network.rs` and `modes.rs` |
//! | Files 400 lines, functions 60, structs 14 fields at most; nothing left for later | `tests/it/house/tidy.rs` |

pub mod bank;
pub mod call;
pub mod cli;
pub mod coach;
pub mod leads;
pub mod practice;
pub mod qualify;
pub mod report;
pub mod session;
pub mod signals;
pub mod store;
pub mod tui;

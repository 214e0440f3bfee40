//! bantam: a terminal companion for live sales discovery calls.
//!
//! # The map
//!
//! Reading order is import order is data order: a module may import only what stands above it.
//!
//! | module | what it holds |
//! | --- | --- |
//! | [`bank`] | what may be asked: topics, question banks |
//! | [`call`] | what was said, and when: commands, events, state |
//! | [`signals`] | what it means: facts, flags, grades |
//! | [`qualify`] | what it adds up to: levels, score, verdict |
//! | [`coach`] | what to do next: questions, branches, probes |
//! | [`session`] | the boundary: commands in, a brief out |
//! | [`report`] | a call as a document |
//! | [`store`] | at the side: the `SQLite` journal |
//! | [`tui`] | the screen |
//! | [`cli`] | the subcommands |

pub mod bank;
pub mod call;
pub mod cli;
pub mod coach;
pub mod qualify;
pub mod report;
pub mod session;
pub mod signals;
pub mod store;
pub mod tui;

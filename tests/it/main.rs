//! The integration tests: one binary.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests stand at the edge, and a test that cannot go on fails by panicking"
)]

mod banks;
mod cli;
mod contradictions;
mod coverage;
mod documents;
mod facts;
mod faults;
mod findings;
mod fuzz;
mod hostile;
mod house;
mod journal;
mod pages;
mod plain;
mod privacy;
mod pty;
mod random;
mod reframes;
mod screens;
mod simulation;
mod soak;
mod stage;
mod store;
mod verdict_agreement;
mod weighed;

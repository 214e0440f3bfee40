//! Practice: what a trainee does when no prospect is on the line.

pub mod drill;

//! The sample call: a script that ships with the program, for those who want to see a call before they hold one.

use std::sync::Arc;

use crate::bank::Bank;
use crate::bank::problem::{Problems, Source};
use crate::bank::yaml::apart::apart;

use super::script::{NoBank, Script};

/// The sample call's script.
///
/// # Errors
/// What `find` says against its bank: a user's own bank under that id may be broken, or lack a topic.
pub fn demo(find: impl FnOnce(&str) -> Result<Arc<Bank>, NoBank>) -> Result<Script, Problems> {
    let text = include_str!("../../question_banks/demo/en.yaml");
    let apart = apart!("question_banks/demo/en.yaml");
    Script::parse(&Source::shipped("question_banks/demo/en.yaml", text, apart), find)
}

//! Text that means harm, through every field and every command: none of it steers a terminal, becomes markup, or leads
//! out of a folder.

mod commands;
mod fields;
pub(crate) mod strings;

//! What drills are made of besides the banks: own exercises.

use std::sync::Arc;

use super::{Library, in_language};
use crate::bank::problem::Source;

impl Library {
    /// The file of exercises in a language, or else in English.
    pub fn drills(&self, language: &str) -> Option<&Arc<Source>> {
        in_language(&self.drills, language)
    }
}

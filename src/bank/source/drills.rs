//! What drills are made of besides the banks: own exercises, and the words by which typed questions are judged.

use std::sync::Arc;

use super::{Library, in_language};
use crate::bank::problem::{Sink, Source};
use crate::bank::quality::{Quality, Wording};
use crate::bank::yaml::{self, FromNode};

impl Library {
    /// The file of exercises in a language, or else in English.
    pub fn drills(&self, language: &str) -> Option<&Arc<Source>> {
        in_language(&self.drills, language)
    }

    /// The words by which the questions of a language are judged; `None` where there are none of this language, or they
    /// cannot be read: words of another one would only raise false alarms.
    pub fn wording(&self, language: &str) -> Option<Wording> {
        let main_language = language.split('-').next().unwrap_or_default();
        let source = self.quality.get(language).or_else(|| self.quality.get(main_language))?;
        let unheard = Sink::new(&source.name);
        let quality = yaml::parse(source, &unheard).and_then(|root| Quality::from_node(&root, &unheard))?;
        unheard.is_empty().then(|| Wording::new(quality))
    }
}

//! The personas at hand: simulated prospects, which stand beside the banks and are found as they are.
//!
//! Here they are only texts; what they mean is for `practice`, further down.

use std::path::Path;
use std::sync::Arc;

use super::files::{entries, file_name, is_yaml, read_found};
use super::{Library, Shipped};
use crate::bank::problem::{Problems, Source};
use crate::bank::yaml::apart::apart;

/// The folder of personas, within one of banks.
const FOLDER: &str = "personas";

/// A persona that ships inside the program: its id, its text, and the same taken apart.
macro_rules! embedded {
    ($($id:literal),+ $(,)?) => {
        &[$((
            $id,
            include_str!(concat!("../../../question_banks/personas/", $id, ".yaml")),
            apart!(concat!("question_banks/personas/", $id, ".yaml")),
        )),+]
    };
}

/// Every persona that ships inside the program, in alphabetical order.
const EMBEDDED: &[Shipped] = embedded![
    "bakery-owner",
    "ceo-no-pain",
    "clinic-manager",
    "construction-director",
    "finance-chief-figures",
    "friendly-unknowing",
    "hotel-people-lead",
    "intern-future-cio",
    "plant-engineer",
    "school-bursar",
    "startup-founder-tall-claims",
    "terse-operations-head",
    "transit-it-off-profile",
];

impl Library {
    /// The ids of all personas, in alphabetical order.
    pub fn persona_ids(&self) -> Vec<&str> {
        self.personas.keys().map(String::as_str).collect()
    }

    /// The text of a persona.
    pub fn persona(&self, id: &str) -> Option<&Arc<Source>> {
        self.personas.get(id)
    }

    /// Every persona's text, by id.
    pub fn personas(&self) -> impl Iterator<Item = (&str, &Arc<Source>)> {
        self.personas.iter().map(|(id, source)| (id.as_str(), source))
    }

    pub(super) fn add_embedded_personas(&mut self) {
        for (id, text, apart) in EMBEDDED {
            self.personas.insert((*id).to_owned(), Source::shipped(format!("{FOLDER}/{id}.yaml"), text, apart));
        }
    }

    /// Adds the personas of a folder, if it is one; a file that cannot be read is listed among the problems.
    pub(super) fn add_personas(&mut self, folder: &Path) {
        if file_name(folder) != FOLDER {
            return;
        }
        for path in entries(folder).iter().filter(|path| is_yaml(path)) {
            match read_found(path) {
                Ok(source) => {
                    let id = file_name(path).trim_end_matches(".yaml").to_owned();
                    self.personas.insert(id, source);
                }
                Err(Problems { list, .. }) => self.problems.extend(list),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_persona_of_the_folder_ships() {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/question_banks/personas"));
        let mut found: Vec<String> = entries(folder)
            .iter()
            .filter(|path| is_yaml(path))
            .map(|path| file_name(path).trim_end_matches(".yaml").to_owned())
            .collect();
        found.sort();
        assert_eq!(Library::embedded().persona_ids(), found);
    }
}

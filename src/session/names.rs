//! Whose names stand in a call: what a redaction has to take out.

use super::Session;
use crate::call::{Contact, PersonId, What, find_person, same_company};
use crate::signals::{Fact, Said, Value};

/// The names in a call. Those of the call itself come first, then those that were heard, in the order of the journal, so
/// that the same call gives everybody the same number every time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    /// The lead's company.
    pub companies: Vec<String>,
    /// Everybody who took part or was spoken of.
    pub people: Vec<Contact>,
}

impl Session {
    /// Every name in the call, in what was taken back and put in other words too, and in the lead's earlier calls.
    pub fn names(&self) -> Names {
        let mut names = Names::default();
        for event in self.journal() {
            match &event.what {
                What::Started(started) => {
                    names.company(&started.company);
                    names.person(&started.contact.name, &started.contact.role);
                }
                What::PersonAdded { contact, .. } | What::PersonChanged { contact, .. } => {
                    names.person(&contact.name, &contact.role);
                }
                What::Kept(kept) => names.heard(&self.read_alone(&kept.text, kept.by)),
                What::Amended { text, .. } => names.heard(&self.read_alone(text, PersonId::default())),
                _ => {}
            }
        }
        for contact in self.answers.earlier().speakers() {
            names.person(&contact.name, &contact.role);
        }
        for answer in self.answers.earlier().answers(&[]).iter().chain(self.answers.all()) {
            names.heard(&answer.reading.facts);
        }
        names
    }

    /// The facts of a text that may no longer stand in the call.
    fn read_alone(&self, text: &str, by: PersonId) -> Vec<Fact> {
        let at = self.state().started_at.unwrap_or_default();
        let said = Said { text, filed: None, asked: None, at, by, people: &self.state().people };
        self.reader.read(&said).facts
    }
}

impl Names {
    fn company(&mut self, name: &str) {
        if !name.trim().is_empty() && !self.companies.iter().any(|known| same_company(known, name)) {
            self.companies.push(name.to_owned());
        }
    }

    /// Takes a name in. Of one person known by a part of the name and by the whole, the whole is kept.
    fn person(&mut self, name: &str, role: &str) {
        if name.trim().is_empty() {
            return;
        }
        match find_person(self.people.iter().map(|person| person.name.as_str()), name) {
            Some(at) => {
                let known = &mut self.people[at];
                if known.name.split_whitespace().count() < name.split_whitespace().count() {
                    name.clone_into(&mut known.name);
                }
                if known.role.is_empty() {
                    role.clone_into(&mut known.role);
                }
            }
            None => self.people.push(Contact { name: name.to_owned(), role: role.to_owned() }),
        }
    }

    /// Names are taken from whatever was heard, supposed and denied things too.
    fn heard(&mut self, facts: &[Fact]) {
        for fact in facts {
            if let Value::Person { name: Some(name), role, .. } = &fact.value {
                self.person(name, role.as_deref().unwrap_or_default());
            }
        }
    }
}

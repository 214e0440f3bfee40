//! What documents are made with: templates and field mappings. They are content: each ships with the program, and a team
//! may put its own in the place of any.

use std::sync::Arc;

use jiff::civil::DateTime;
use jiff::tz::Offset;

use super::calendar;
use super::crm::{self, Mapping};
use super::hand_over::{Crm, Form, HandOver};
use super::json;
use super::page::Page;
use super::template::{self, Language};
use crate::bank::problem::{Problems, Sink, Source};

/// A file of the stationery: its name, and the text that ships.
macro_rules! shipped {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../../question_banks/documents/", $name)))),+]
    };
}

/// Every file, by the name under which a team puts its own in its place.
const SHIPPED: [(&str, &str); 5] =
    shipped!["call.md.j2", "call.html.j2", "call.txt.j2", "hubspot.yaml", "salesforce.yaml"];

/// The templates and field mappings in use.
#[derive(Debug, Clone)]
pub struct Stationery {
    files: [Arc<Source>; SHIPPED.len()],
}

/// Why a document was not written.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    /// A template or a field mapping has problems.
    #[error("{0}")]
    Stationery(Problems),
    /// There is no day that a calendar could hold.
    #[error("no day is agreed and none to come back is known, so there is nothing for a calendar")]
    NoDay,
    /// The document could not be put together.
    #[error("{0}")]
    Failed(String),
}

/// The moment at which a document is written: calendars ask for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// The clock of the place.
    pub at: DateTime,
    /// How far that is ahead of UTC.
    pub offset: Offset,
}

impl Default for Stationery {
    fn default() -> Self {
        Self::shipped()
    }
}

impl Stationery {
    /// What ships with the program.
    pub fn shipped() -> Self {
        Self { files: SHIPPED.map(|(name, text)| Source::new(name, text)) }
    }

    /// The names of all files, with the text that ships.
    pub fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
        SHIPPED.into_iter()
    }

    /// Puts a team's file in the place of the shipped one of that name; `false` where no file is called so.
    pub fn replace(&mut self, name: &str, source: Arc<Source>) -> bool {
        let place = SHIPPED.iter().position(|(known, _)| *known == name);
        if let Some(at) = place {
            self.files[at] = source;
        }
        place.is_some()
    }

    /// A call in a form.
    ///
    /// # Errors
    /// See [`NotWritten`].
    pub fn write(&self, form: Form, hand_over: &HandOver, stamp: Stamp) -> Result<String, NotWritten> {
        match form {
            Form::Markdown => self.render(Language::Markdown, hand_over),
            Form::Html => self.render(Language::Html, hand_over),
            Form::Text => self.render(Language::Text, hand_over),
            Form::Json => {
                let line = json::line(&json::call(&hand_over.brief));
                line.map(|line| line + "\n").map_err(|error| NotWritten::Failed(error.to_string()))
            }
            Form::Csv(crm) => {
                let mapping = self.mapping(crm).map_err(NotWritten::Stationery)?;
                let note = self.render(Language::Text, hand_over)?;
                crm::csv(&mapping, hand_over, &note).map_err(NotWritten::Failed)
            }
            Form::Ics => {
                let note = self.render(Language::Text, hand_over)?;
                calendar::ics(hand_over, &note, stamp).ok_or(NotWritten::NoDay)
            }
        }
    }

    /// A call in a form, whatever a team's files are like: where one of them has problems, what ships stands in for all
    /// of them, and the problems come with the document.
    ///
    /// # Errors
    /// See [`NotWritten`].
    pub fn write_anyway(
        &self,
        form: Form,
        hand_over: &HandOver,
        stamp: Stamp,
    ) -> Result<(String, Option<Problems>), NotWritten> {
        match self.write(form, hand_over, stamp) {
            Err(NotWritten::Stationery(problems)) => {
                Ok((Self::shipped().write(form, hand_over, stamp)?, Some(problems)))
            }
            written => written.map(|text| (text, None)),
        }
    }

    fn render(&self, language: Language, hand_over: &HandOver) -> Result<String, NotWritten> {
        template::render(language, self.template(language), &Page::of(hand_over)).map_err(NotWritten::Stationery)
    }

    fn template(&self, language: Language) -> &Arc<Source> {
        match language {
            Language::Markdown => &self.files[0],
            Language::Html => &self.files[1],
            Language::Text => &self.files[2],
        }
    }

    fn mapping(&self, crm: Crm) -> Result<Mapping, Problems> {
        let source = match crm {
            Crm::HubSpot => &self.files[3],
            Crm::Salesforce => &self.files[4],
        };
        let sink = Sink::new(&source.name);
        let mapping = crm::mapping(source, &sink);
        let list = sink.into_list();
        match mapping {
            Some(mapping) if list.is_empty() => Ok(mapping),
            _ => Err(Problems::new(list, vec![Arc::clone(source)])),
        }
    }
}

#[cfg(test)]
mod tests;

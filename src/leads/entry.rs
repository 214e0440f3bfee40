//! A row of an imported table as a lead.

use std::fmt;

use super::columns::{Columns, Target};
use super::field::Field;
use super::lead::Lead;
use super::pipeline::Pipeline;
use super::words::domain_of;

/// A row as a lead, and what of it could not be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The lead.
    pub lead: Lead,
    /// Fields whose cells could not be read; the cells are kept as they are among the lead's extra columns.
    pub unread: Vec<Field>,
    /// The stage stands in the row; else the lead stands where leads begin.
    pub tells_stage: bool,
}

/// Why a row is no lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// More or fewer cells than columns.
    Cells {
        /// How many it has.
        found: usize,
        /// How many columns there are.
        wanted: usize,
    },
    /// Neither company nor contact nor mail address.
    Nobody,
    /// A field without which it cannot be told from others is wrong.
    Wrong(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cells { found, wanted } => write!(f, "{found} cells where there are {wanted} columns"),
            Self::Nobody => f.write_str("no company, no contact and no mail address"),
            Self::Wrong(why) => f.write_str(why),
        }
    }
}

impl Entry {
    /// Reads a row: cells in the order of the columns, with what each column is for and what it is called.
    ///
    /// # Errors
    ///
    /// Where the row cannot be taken for a lead.
    pub fn read(
        cells: &[std::borrow::Cow<'_, str>],
        targets: &[Target],
        names: &[String],
        (columns, pipeline): (&Columns, &Pipeline),
    ) -> Result<Self, Fault> {
        if cells.len() != targets.len() {
            return Err(Fault::Cells { found: cells.len(), wanted: targets.len() });
        }
        let mut entry = Self { lead: Lead::default(), unread: Vec::new(), tells_stage: false };
        let (mut first, mut last) = ("", "");
        for ((cell, target), name) in cells.iter().zip(targets).zip(names) {
            let cell = columns.cell(cell);
            if cell.is_empty() {
                continue;
            }
            match target {
                Target::Field(field) => entry.take(*field, cell, (columns, pipeline))?,
                Target::FirstName => first = cell,
                Target::LastName => last = cell,
                Target::Extra => {
                    entry.lead.extra.insert(name.clone(), cell.to_owned());
                }
                Target::Skip => {}
            }
        }
        let lead = &mut entry.lead;
        if lead.person.name.is_empty() {
            [first, last].join(" ").trim().clone_into(&mut lead.person.name);
        }
        if lead.company.name.is_empty() && lead.person.name.is_empty() && lead.person.email.is_empty() {
            return Err(Fault::Nobody);
        }
        entry.tells_stage = !lead.stage.is_empty();
        if !entry.tells_stage {
            pipeline.first().clone_into(&mut lead.stage);
        }
        Ok(entry)
    }

    fn take(&mut self, field: Field, cell: &str, (columns, pipeline): (&Columns, &Pipeline)) -> Result<(), Fault> {
        let meant = match field {
            Field::Type => columns.kind(cell).map(super::lead::LeadType::id),
            Field::Stage if pipeline.named(cell).is_none() => columns.stage(cell),
            Field::NextOn => cell.split(['T', ' ']).next(),
            _ => None,
        };
        match self.lead.put(field, meant.unwrap_or(cell), pipeline) {
            Ok(()) => Ok(()),
            Err(refusal) if field == Field::Email => Err(Fault::Wrong(refusal.to_string())),
            Err(_) => {
                self.unread.push(field);
                self.lead.extra.insert(field.title().to_owned(), cell.to_owned());
                Ok(())
            }
        }
    }
}

impl Lead {
    /// The domain by which its company is known: of its site, else of the contact's mail, unless that is private mail.
    pub fn company_domain(&self, is_private: impl Fn(&str) -> bool) -> String {
        if !self.company.domain.is_empty() {
            return self.company.domain.clone();
        }
        let domain = domain_of(&self.person.email);
        if is_private(&domain) { String::new() } else { domain }
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    fn read(names: &[&str], cells: &[&str]) -> Result<Entry, Fault> {
        let (columns, pipeline) = (Columns::shipped(), Pipeline::shipped());
        let targets = columns.recognise(names.iter().copied());
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        let cells: Vec<Cow<'_, str>> = cells.iter().map(|&cell| Cow::Borrowed(cell)).collect();
        Entry::read(&cells, &targets, &names, (&columns, &pipeline))
    }

    #[test]
    fn a_row_becomes_a_lead() {
        let names = ["First Name", "Last Name", "Company", "Email", "Employees", "Lead Status", "Pages viewed"];
        let cells = ["Kim", "Sato", "Harbour Tools", "Kim@Harbour.example", "51-200", "Open - Not Contacted", "7"];
        let entry = read(&names, &cells).unwrap();
        let lead = &entry.lead;
        assert_eq!((lead.person.name.as_str(), lead.person.email.as_str()), ("Kim Sato", "kim@harbour.example"));
        assert_eq!((lead.company.size, lead.stage.as_str()), (Some(125.5), "new"));
        assert_eq!(lead.extra["Pages viewed"], "7");
        assert!(entry.unread.is_empty());
    }

    #[test]
    fn a_cell_that_cannot_be_read_is_kept_as_it_is() {
        let entry = read(&["Company", "Employees", "Status"], &["Harbour", "plenty", "On ice"]).unwrap();
        assert_eq!(entry.unread, [Field::Size, Field::Stage]);
        assert_eq!((entry.lead.extra["People"].as_str(), entry.lead.stage.as_str()), ("plenty", "new"));
    }

    #[test]
    fn a_row_without_anybody_is_a_fault() {
        assert_eq!(read(&["Company", "Source"], &["Select", "Web"]).unwrap_err(), Fault::Nobody);
        assert_eq!(read(&["Company"], &["a", "b"]).unwrap_err(), Fault::Cells { found: 2, wanted: 1 });
        let told = read(&["Email"], &["not an address"]).unwrap_err().to_string();
        assert!(told.contains("no mail address"), "{told}");
    }
}

//! What every document about a call is written from, the forms that there are, and what their files are called.

use jiff::civil::DateTime;

use crate::session::{Brief, Session, StakeholdersView};

/// A call as it is handed over. Every form is written from this and from nothing else, so whatever is put in other words
/// here (a name that must not leave the house) is so in all of them.
#[derive(Debug, Clone, PartialEq)]
pub struct HandOver {
    /// The call's id: the same call gives the same calendar entry, however often it is written.
    pub call: String,
    /// How many events the call has: a later form of the same document has more.
    pub revision: u32,
    /// The call as it stood.
    pub brief: Brief,
    /// Who is who.
    pub people: StakeholdersView,
}

impl HandOver {
    /// A call as it stands at `now`, on the clock of the call.
    pub fn of(session: &Session, call: impl Into<String>, now: DateTime) -> Self {
        let revision = session.journal().last().map_or(0, |event| event.seq);
        Self { call: call.into(), revision, brief: session.brief(now), people: session.stakeholders(now) }
    }

    /// A call as it stood when something last happened in it: a document must not change because time goes by.
    pub fn looked_back_at(session: &Session, call: impl Into<String>) -> Self {
        Self::of(session, call, session.journal().last().map_or(DateTime::default(), |event| event.at))
    }

    /// A file name for a document: the day, the company, how the call's id begins. It holds letters, digits, `-` and one
    /// dot, whatever the company is called.
    pub fn file_name(&self, form: Form) -> String {
        /// As much of the id as tells the millisecond: `bantam calls show` finds the call by it.
        const ID_CHARS: usize = 13;
        const COMPANY_CHARS: usize = 40;
        let plain = |c: char| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
        let company: String = self.brief.head.company.chars().map(plain).take(COMPANY_CHARS).collect();
        let call: String = self.call.chars().map(plain).take(ID_CHARS).collect();
        let day = self.brief.head.started_at.date().to_string();
        let parts = [day.as_str(), company.trim_matches('-'), call.trim_matches('-'), form.suffix()];
        let named: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        format!("{}.{}", named.join("-"), form.extension())
    }
}

/// A form that a call can be handed over in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Form {
    /// Markdown, for people and wikis.
    #[default]
    Markdown,
    /// A page of its own, for a browser and for paper.
    Html,
    /// A note of a screen at most, for the text field of a CRM.
    Text,
    /// The contract's JSON, for programs.
    Json,
    /// A file that a CRM imports.
    Csv(Crm),
    /// The follow-up and the day to come back, for a calendar.
    Ics,
}

/// A CRM whose import files are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Crm {
    /// `HubSpot`.
    #[default]
    HubSpot,
    /// Salesforce.
    Salesforce,
}

impl Crm {
    /// Every CRM.
    pub const ALL: [Self; 2] = [Self::HubSpot, Self::Salesforce];

    /// Its name on the command line, and that of its field mapping.
    pub const fn id(self) -> &'static str {
        match self {
            Self::HubSpot => "hubspot",
            Self::Salesforce => "salesforce",
        }
    }
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 7] = [
        Self::Markdown,
        Self::Html,
        Self::Text,
        Self::Ics,
        Self::Csv(Crm::HubSpot),
        Self::Csv(Crm::Salesforce),
        Self::Json,
    ];

    /// Its name on the command line.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Text => "text",
            Self::Json => "json",
            Self::Csv(_) => "csv",
            Self::Ics => "ics",
        }
    }

    /// What it is, in a few words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Markdown => "Markdown",
            Self::Html => "a web page (HTML)",
            Self::Text => "a CRM note (plain text)",
            Self::Json => "JSON",
            Self::Csv(Crm::HubSpot) => "a HubSpot import (CSV)",
            Self::Csv(Crm::Salesforce) => "a Salesforce import (CSV)",
            Self::Ics => "a calendar entry (ics)",
        }
    }

    /// How the name of its files ends, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Text => "txt",
            Self::Json => "json",
            Self::Csv(_) => "csv",
            Self::Ics => "ics",
        }
    }

    /// The form that a file name asks for by its ending; `None` where no form ends so.
    pub fn of_extension(extension: &str) -> Option<Self> {
        let extension = extension.to_ascii_lowercase();
        let known = match extension.as_str() {
            "markdown" => "md",
            "htm" => "html",
            other => other,
        };
        Self::ALL.into_iter().find(|form| form.extension() == known)
    }

    /// What tells two forms with one extension apart.
    const fn suffix(self) -> &'static str {
        match self {
            Self::Csv(crm) => crm.id(),
            _ => "",
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::bank::StakeholderRole;
    use crate::call::RemarkId;
    use crate::session::{StakeholderView, sample};

    /// The hand-made call, with a contact and somebody heard of.
    pub(in crate::report) fn hand_over() -> HandOver {
        let person = |name: &str, title: &str, parts: &[StakeholderRole], reach: &str, said: u32| StakeholderView {
            name: name.into(),
            title: title.into(),
            parts: parts.to_vec(),
            wants: vec!["orders on time".into()],
            stance: "",
            reach: reach.into(),
            said: vec![RemarkId(said)],
        };
        HandOver {
            call: "0195a1b2-c3d4-7000-8000-000000000001".into(),
            revision: 7,
            brief: sample::brief(),
            people: StakeholdersView {
                people: vec![
                    person("Dana Ruiz", "VP Operations", &[StakeholderRole::Champion], "on the call", 1),
                    person("Kim Sato", "CFO", &[StakeholderRole::EconomicBuyer], "through Dana Ruiz", 2),
                ],
                holes: vec![StakeholderRole::DecisionMaker],
                way_in: Some("Kim Sato, through Dana Ruiz".into()),
            },
        }
    }

    #[test]
    fn a_file_is_named_by_day_company_and_call() {
        let names: Vec<String> = Form::ALL.iter().map(|&form| hand_over().file_name(form)).collect();
        assert_eq!(names[0], "2026-03-02-northwind-foods-0195a1b2-c3d4.md");
        assert_eq!(names[4], "2026-03-02-northwind-foods-0195a1b2-c3d4-hubspot.csv");
        let distinct: std::collections::BTreeSet<&String> = names.iter().collect();
        assert_eq!(distinct.len(), Form::ALL.len(), "no form overwrites another");
    }

    #[test]
    fn a_file_name_tells_its_form() {
        for form in Form::ALL.into_iter().filter(|form| *form != Form::Csv(Crm::Salesforce)) {
            assert_eq!(Form::of_extension(form.extension()), Some(form));
        }
        assert_eq!(Form::of_extension("HTM"), Some(Form::Html));
        assert_eq!(Form::of_extension("pdf"), None);
    }

    proptest! {
        #[test]
        fn no_company_leaves_its_folder(company in any::<String>(), call in any::<String>()) {
            let mut hand_over = hand_over();
            hand_over.brief.head.company = company;
            hand_over.call = call;
            for form in Form::ALL {
                let name = hand_over.file_name(form);
                let (stem, _) = name.rsplit_once('.').unwrap();
                prop_assert!(stem.chars().all(|c| c.is_alphanumeric() || c == '-'), "{name:?}");
                prop_assert!(name.len() < 255, "{name:?}");
            }
        }
    }
}

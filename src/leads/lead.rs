//! A lead: one contact of one company, and what is known of both.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;

use crate::qualify::Known;

/// The number of a lead in the book, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LeadId(pub i64);

impl fmt::Display for LeadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// One contact of one company. A text that is not known is empty.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lead {
    /// The company; its leads share what is known of it.
    pub company: Company,
    /// The contact.
    pub person: Person,
    /// What made it a lead.
    pub kind: LeadType,
    /// The id of the stage that it has reached.
    pub stage: String,
    /// Where it came from.
    pub source: String,
    /// Who works on it.
    pub owner: String,
    /// Its tags, in alphabetical order.
    pub tags: Vec<String>,
    /// What is to be done next.
    pub next: NextAction,
    /// The day of the last real conversation: a call in which something was noted.
    pub spoken_on: Option<Date>,
    /// When they want to start, as said on a call.
    pub starts_on: Option<Date>,
    /// What was imported beside the fields, by the column's name: a scoring model may ask for it.
    pub extra: BTreeMap<String, String>,
    /// What it was worth when it was last scored.
    pub standing: Standing,
}

/// What is known of a company before anybody spoke.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Company {
    /// Its name.
    pub name: String,
    /// Its domain on the web, without `www.`.
    pub domain: String,
    /// What it does.
    pub industry: String,
    /// Where it sits.
    pub territory: String,
    /// Its people.
    pub size: Option<f64>,
    /// Its yearly revenue.
    pub revenue: Option<f64>,
    /// What it runs on.
    pub platform: String,
}

/// A contact.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// The name.
    pub name: String,
    /// The role or title.
    pub role: String,
    /// The mail address.
    pub email: String,
    /// The telephone number, as written.
    pub phone: String,
}

/// What is to be done next, and when.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NextAction {
    /// What; empty for nothing.
    pub what: String,
    /// The day.
    pub on: Option<Date>,
}

/// What a lead was worth when it was last scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// The score, 0–100.
    pub score: u8,
    /// Points for fitting the profile.
    pub fit: i32,
    /// Points for what they did.
    pub interest: i32,
    /// Points for being able to buy.
    pub ability: i32,
    /// What the list is ordered by; the higher, the earlier.
    pub rank: i32,
}

/// What made a lead one (domain.md, section 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum LeadType {
    /// Not nurtured enough to hand to sales.
    #[default]
    Unqualified,
    /// Marketing qualified: answered marketing.
    Marketing,
    /// Sales qualified: spoke to sales, asked for a price, agreed to a demo.
    Sales,
    /// Product qualified: uses a free tier, a trial or a consultation.
    Product,
    /// Conversion qualified: sent a form, clicked to call.
    Conversion,
}

impl LeadType {
    /// Every type.
    pub const ALL: [Self; 5] = [Self::Unqualified, Self::Marketing, Self::Sales, Self::Product, Self::Conversion];

    /// Its name in files and on the command line.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Unqualified => "unqualified",
            Self::Marketing => "mql",
            Self::Sales => "sql",
            Self::Product => "pql",
            Self::Conversion => "cql",
        }
    }

    /// Its name on a screen.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Unqualified => "unqualified",
            Self::Marketing => "MQL",
            Self::Sales => "SQL",
            Self::Product => "PQL",
            Self::Conversion => "CQL",
        }
    }

    /// The type of this name; letter case does not matter.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id().eq_ignore_ascii_case(name.trim()))
    }
}

impl Lead {
    /// What a call may take for known of the company until somebody says otherwise.
    pub fn known(&self) -> Known {
        let Company { industry, territory, size, revenue, platform, .. } = self.company.clone();
        Known { industry, territory, size, revenue, platform }
    }

    /// Who it is, for a line: the company and the contact, or whichever is known.
    pub fn title(&self) -> String {
        let named = [&self.company.name, &self.person.name, &self.person.email, &self.company.domain];
        let named: Vec<&str> = named.into_iter().map(String::as_str).filter(|name| !name.is_empty()).take(2).collect();
        if named.is_empty() { "no name".to_owned() } else { named.join(" · ") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_known_by_its_short_name() {
        assert_eq!(LeadType::named(" MQL "), Some(LeadType::Marketing));
        assert_eq!(LeadType::named("hot"), None);
        for kind in LeadType::ALL {
            assert_eq!(LeadType::named(kind.id()), Some(kind));
        }
    }

    #[test]
    fn a_lead_is_called_by_whatever_is_known_of_it() {
        let mut lead = Lead::default();
        assert_eq!(lead.title(), "no name");
        lead.person.email = "kim@harbour.example".into();
        assert_eq!(lead.title(), "kim@harbour.example");
        lead.company.name = "Harbour Tools".into();
        lead.person.name = "Kim Sato".into();
        assert_eq!(lead.title(), "Harbour Tools · Kim Sato");
    }
}

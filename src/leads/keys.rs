//! By what a lead is known to be the same as another: mail address, company and name.

use super::columns::Columns;
use super::lead::Lead;
use super::score::Validity;
use super::words::{company_key, key, search_words};

/// By what a lead is compared with others, and found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keys {
    /// The company's name as it is compared; empty if not known.
    pub company: String,
    /// The company's domain, of its site or of the contact's mail; empty if not known or private.
    pub domain: String,
    /// The contact's name as it is compared; empty if not known.
    pub person: String,
    /// What a search looks through.
    pub words: String,
    /// What the list is ordered by when it is ordered by company.
    pub title: String,
}

impl Keys {
    /// The keys of a lead.
    pub fn of(lead: &Lead, columns: &Columns, validity: &Validity) -> Self {
        let domain = lead.company_domain(|domain| validity.is_private_mail(domain));
        let (company, person) = (company_key(&lead.company.name, columns.legal_forms()), key(&lead.person.name));
        let words = search_words([
            lead.company.name.as_str(),
            &lead.person.name,
            &lead.person.role,
            &lead.person.email,
            &lead.company.domain,
        ]);
        // Leads without a company come last.
        let name = if company.is_empty() { "\u{10ffff}" } else { &company };
        Self { title: format!("{name} {person}"), company, domain, person, words }
    }
}

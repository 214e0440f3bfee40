//! Another record of a lead that is in the book: what it adds, and what it says otherwise.

use super::change::Change;
use super::columns::Columns;
use super::entry::Entry;
use super::field::Field;
use super::lead::{Company, Lead, LeadType};
use super::pipeline::Pipeline;
use super::words::{company_key, key};

impl Lead {
    /// Takes from another record of the same lead what this one lacks; nothing that is known is replaced.
    pub fn fill_from(&mut self, other: &Self, pipeline: &Pipeline) -> Vec<Change> {
        let mut changes = Vec::new();
        for field in Field::ALL.iter().copied() {
            let (own, value) = (self.get(field), other.get(field));
            let is_filled = match field {
                Field::Type => other.kind > self.kind && self.kind == LeadType::Unqualified,
                Field::Stage => false,
                Field::Tags => other.tags.iter().any(|tag| !self.tags.contains(tag)),
                _ => own.is_empty() && !value.is_empty(),
            };
            let value = if field == Field::Tags { format!("{own},{value}") } else { value };
            if is_filled && let Ok(Some(change)) = self.set(field, &value, pipeline) {
                changes.push(change);
            }
        }
        for (name, value) in &other.extra {
            if !self.extra.contains_key(name) {
                self.extra.insert(name.clone(), value.clone());
                changes.push(Change { field: name.clone(), before: String::new(), after: value.clone() });
            }
        }
        changes
    }

    /// Takes from another record of the same lead whatever that one tells. A move that the pipeline does not have, and
    /// another name or domain for the company, which all of its leads share, are not taken: they go on to
    /// [differ](Self::differences).
    pub fn replace_from(&mut self, other: &Entry, (columns, pipeline): (&Columns, &Pipeline)) -> Vec<Change> {
        let mut changes = self.fill_from(&other.lead, pipeline);
        for field in self.differing_fields(other, columns) {
            let is_shared_name = matches!(field, Field::Company | Field::Domain);
            if !is_shared_name && let Ok(Some(change)) = self.set(field, &other.lead.get(field), pipeline) {
                changes.push(change);
            }
        }
        for change in self.differing_extra(other) {
            self.extra.insert(change.field.clone(), change.after.clone());
            changes.push(change);
        }
        changes
    }

    /// What another record of the same lead says otherwise: what stands here, and what stands there. Names that differ
    /// by letter case, accents or a legal form say the same.
    pub fn differences(&self, other: &Entry, columns: &Columns) -> Vec<Change> {
        let fields = self.differing_fields(other, columns);
        let field = |field: &Field| Change {
            field: field.id().to_owned(),
            before: self.get(*field),
            after: other.lead.get(*field),
        };
        fields.iter().map(field).chain(self.differing_extra(other)).collect()
    }

    fn differing_fields(&self, other: &Entry, columns: &Columns) -> Vec<Field> {
        let differs = |field: &Field| {
            let there = &other.lead;
            match field {
                Field::Stage => other.tells_stage && self.stage != there.stage,
                Field::Type => there.kind != LeadType::Unqualified && there.kind != self.kind,
                // Tags are gathered.
                Field::Tags => there.tags.iter().any(|tag| !self.tags.contains(tag)),
                _ => differ(*field, &self.get(*field), &there.get(*field), columns),
            }
        };
        Field::ALL.iter().copied().filter(differs).collect()
    }

    fn differing_extra(&self, other: &Entry) -> Vec<Change> {
        let own = |name: &String| self.extra.get(name).cloned().unwrap_or_default();
        let change =
            |(name, value): (&String, &String)| Change { field: name.clone(), before: own(name), after: value.clone() };
        let differs = |change: &Change| !is_same(&change.before, &change.after);
        other.lead.extra.iter().map(change).filter(differs).collect()
    }
}

impl Company {
    /// Takes from another record of the same company what this one lacks; whether there was anything.
    pub fn fill_from(&mut self, other: &Self) -> bool {
        let mut is_filled = false;
        for (own, others) in [
            (&mut self.name, &other.name),
            (&mut self.domain, &other.domain),
            (&mut self.industry, &other.industry),
            (&mut self.territory, &other.territory),
            (&mut self.platform, &other.platform),
        ] {
            if own.is_empty() && !others.is_empty() {
                own.clone_from(others);
                is_filled = true;
            }
        }
        for (own, others) in [(&mut self.size, other.size), (&mut self.revenue, other.revenue)] {
            if own.is_none() && others.is_some() {
                *own = others;
                is_filled = true;
            }
        }
        is_filled
    }

    /// Takes what another record tells of the same company, but for its name and domain; whether anything changed.
    pub fn replace_from(&mut self, other: &Self) -> bool {
        let before = self.clone();
        for (own, others) in [
            (&mut self.industry, &other.industry),
            (&mut self.territory, &other.territory),
            (&mut self.platform, &other.platform),
        ] {
            if !others.is_empty() {
                own.clone_from(others);
            }
        }
        self.size = other.size.or(self.size);
        self.revenue = other.revenue.or(self.revenue);
        *self != before
    }
}

/// Whether a field's value is told there, and is another than the one here.
fn differ(field: Field, here: &str, there: &str, columns: &Columns) -> bool {
    if there.is_empty() || here == there {
        return false;
    }
    let is_same = match field {
        Field::Company => company_key(here, columns.legal_forms()) == company_key(there, columns.legal_forms()),
        Field::Phone => digits(here).eq(digits(there)),
        Field::Domain | Field::Email | Field::Size | Field::Revenue | Field::NextOn => false,
        _ => is_same(here, there),
    };
    !is_same
}

/// Whether two texts say the same, letter case, accents and punctuation aside.
fn is_same(here: &str, there: &str) -> bool {
    here == there || (key(here) == key(there) && !key(here).is_empty())
}

fn digits(phone: &str) -> impl Iterator<Item = char> {
    phone.chars().filter(char::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    fn entry(names: &[&str], cells: &[&str]) -> Entry {
        let (columns, pipeline) = (Columns::shipped(), Pipeline::shipped());
        let targets = columns.recognise(names.iter().copied());
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        let cells: Vec<Cow<'_, str>> = cells.iter().map(|&cell| Cow::Borrowed(cell)).collect();
        Entry::read(&cells, &targets, &names, (&columns, &pipeline)).unwrap()
    }

    fn told(changes: &[Change]) -> Vec<String> {
        changes.iter().map(|change| format!("{}: {} → {}", change.field, change.before, change.after)).collect()
    }

    #[test]
    fn the_same_lead_again_fills_only_what_is_lacking() {
        let mut lead = entry(&["Company", "Contact", "Tags"], &["Harbour", "Kim Sato", "event"]).lead;
        let other = entry(&["Company", "Contact", "Role", "Tags"], &["HARBOUR", "kim", "CFO", "trial"]).lead;
        let changes = lead.fill_from(&other, &Pipeline::shipped());
        let fields: Vec<&str> = changes.iter().map(|change| change.field.as_str()).collect();
        assert_eq!((fields, lead.company.name.as_str()), (vec!["role", "tags"], "Harbour"));
        assert_eq!(lead.tags, ["event", "trial"]);
        assert!(lead.fill_from(&other, &Pipeline::shipped()).is_empty());
    }

    const NAMES: [&str; 9] =
        ["Company", "Contact", "Role", "Phone", "Employees", "Lead Status", "Lead Type", "Source", "Pages"];

    #[test]
    fn what_is_said_otherwise_is_named_and_the_same_in_other_letters_is_not() {
        let lead = entry(&NAMES, &["Harbour, Inc.", "Zoe Ash", "CFO", "+49 30 12", "400", "", "sql", "Web", "7"]).lead;
        let same = entry(&NAMES, &["HARBOUR", "Zoë ash", "cfo", "(49) 30-12", "400", "", "", "", "7"]);
        assert_eq!(lead.differences(&same, &Columns::shipped()), []);
        let other = entry(&NAMES, &["Haven", "Zoë Ash", "CEO", "+49 30 13", "450", "discovery", "mql", "Event", "9"]);
        let differences = lead.differences(&other, &Columns::shipped());
        assert_eq!(
            told(&differences),
            [
                "company: Harbour, Inc. → Haven",
                "size: 400 → 450",
                "role: CFO → CEO",
                "phone: +49 30 12 → +49 30 13",
                "type: sql → mql",
                "stage: new → discovery",
                "source: Web → Event",
                "Pages: 7 → 9"
            ]
        );
    }

    #[test]
    fn new_values_are_taken_but_for_the_companys_name_and_moves_that_there_are_not() {
        let mut lead = entry(&NAMES, &["Harbour", "Zoe Ash", "CFO", "", "400", "", "sql", "Web", "7"]).lead;
        let other = entry(&NAMES, &["Haven", "Zoe Ash", "CEO", "12", "450", "won", "", "Event", "9"]);
        let changes = lead.replace_from(&other, (&Columns::shipped(), &Pipeline::shipped()));
        assert_eq!(
            told(&changes),
            ["phone:  → 12", "size: 400 → 450", "role: CFO → CEO", "source: Web → Event", "Pages: 7 → 9"]
        );
        assert_eq!((lead.company.name.as_str(), lead.kind, lead.stage.as_str()), ("Harbour", LeadType::Sales, "new"));
        let left = lead.differences(&other, &Columns::shipped());
        assert_eq!(told(&left), ["company: Harbour → Haven", "stage: new → won"]);
    }
}

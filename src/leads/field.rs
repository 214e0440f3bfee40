//! The fields of a lead by name: one table for imports, edits, filters, the history and exports.

use jiff::civil::Date;

use super::change::{Change, Refusal};
use super::lead::{Lead, LeadType};
use super::pipeline::Pipeline;
use super::words::{domain_of, number};

/// Declares the fields: the variant, its id, its title.
macro_rules! fields {
    ($($variant:ident = $id:literal, $title:literal;)+) => {
        /// A field of a lead that people read and change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field { $(#[doc = $title] $variant),+ }

        impl Field {
            /// Every field, in the order of exports.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its name in files and on the command line.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            /// Its name for people.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title),+ }
            }
        }
    };
}

fields! {
    Company = "company", "Company";
    Domain = "domain", "Domain";
    Industry = "industry", "Industry";
    Territory = "territory", "Territory";
    Size = "size", "People";
    Revenue = "revenue", "Revenue a year";
    Platform = "platform", "Platform";
    Contact = "contact", "Contact";
    Role = "role", "Role";
    Email = "email", "E-mail";
    Phone = "phone", "Telephone";
    Type = "type", "Type";
    Stage = "stage", "Stage";
    Source = "source", "Source";
    Owner = "owner", "Owner";
    Tags = "tags", "Tags";
    Next = "next", "Next action";
    NextOn = "next_on", "Next action on";
}

impl Field {
    /// The field of this name; spaces, hyphens and letter case do not matter.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase().replace([' ', '-'], "_");
        Self::ALL.iter().copied().find(|field| field.id() == name)
    }
}

impl Lead {
    /// What a field holds, in words; empty for nothing.
    pub fn get(&self, field: Field) -> String {
        let figure = |figure: Option<f64>| figure.map(|figure| figure.to_string()).unwrap_or_default();
        match field {
            Field::Company => self.company.name.clone(),
            Field::Domain => self.company.domain.clone(),
            Field::Industry => self.company.industry.clone(),
            Field::Territory => self.company.territory.clone(),
            Field::Size => figure(self.company.size),
            Field::Revenue => figure(self.company.revenue),
            Field::Platform => self.company.platform.clone(),
            Field::Contact => self.person.name.clone(),
            Field::Role => self.person.role.clone(),
            Field::Email => self.person.email.clone(),
            Field::Phone => self.person.phone.clone(),
            Field::Type => self.kind.id().to_owned(),
            Field::Stage => self.stage.clone(),
            Field::Source => self.source.clone(),
            Field::Owner => self.owner.clone(),
            Field::Tags => self.tags.join(", "),
            Field::Next => self.next.what.clone(),
            Field::NextOn => self.next.on.map(|on| on.to_string()).unwrap_or_default(),
        }
    }

    /// Changes a field; `None` where that changes nothing. An empty value takes away what is there.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] in words for people; the lead is as before.
    pub fn set(&mut self, field: Field, value: &str, pipeline: &Pipeline) -> Result<Option<Change>, Refusal> {
        let before = self.get(field);
        self.put(field, value, pipeline)?;
        let after = self.get(field);
        Ok((before != after).then(|| Change { field: field.id().to_owned(), before, after }))
    }

    /// The same where nobody asks what changed.
    pub(super) fn put(&mut self, field: Field, value: &str, pipeline: &Pipeline) -> Result<(), Refusal> {
        let value = single_spaced(value);
        match field {
            Field::Company => self.company.name = value,
            Field::Domain => self.company.domain = domain_of(&value),
            Field::Industry => self.company.industry = value,
            Field::Territory => self.company.territory = value,
            Field::Size => self.company.size = figure(field, &value)?,
            Field::Revenue => self.company.revenue = figure(field, &value)?,
            Field::Platform => self.company.platform = value,
            Field::Contact => self.person.name = value,
            Field::Role => self.person.role = value,
            Field::Email => self.person.email = email(&value)?,
            Field::Phone => self.person.phone = value,
            Field::Type => self.kind = kind(&value)?,
            Field::Stage => self.stage = pipeline.moved(&self.stage, &value)?,
            Field::Source => self.source = value,
            Field::Owner => self.owner = value,
            Field::Tags => self.tags = tags(&value),
            Field::Next => self.next.what = value,
            Field::NextOn => self.next.on = day(&value)?,
        }
        Ok(())
    }
}

/// A text with one space between words and none around them.
fn single_spaced(value: &str) -> String {
    let is_so =
        value.bytes().all(|byte| (b' '..0x7f).contains(&byte)) && !value.contains("  ") && value.trim() == value;
    if is_so { value.to_owned() } else { value.split_whitespace().collect::<Vec<_>>().join(" ") }
}

/// Tags as they are written in one field: between commas or semicolons.
fn tags(value: &str) -> Vec<String> {
    let tag = |tag: &str| tag.trim().trim_start_matches('#').replace('|', "/");
    let mut tags: Vec<String> = value.split([',', ';']).map(tag).filter(|tag| !tag.is_empty()).collect();
    tags.sort_by_key(|tag| tag.to_lowercase());
    tags.dedup_by_key(|tag| tag.to_lowercase());
    tags
}

fn figure(field: Field, value: &str) -> Result<Option<f64>, Refusal> {
    if value.is_empty() {
        return Ok(None);
    }
    let number = number(value).ok_or_else(|| Refusal::NoNumber { field, value: value.to_owned() });
    number.map(Some)
}

fn email(value: &str) -> Result<String, Refusal> {
    let is_address = value.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && !host.contains('@') && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    });
    if value.is_empty() || (is_address && !value.contains(char::is_whitespace)) {
        Ok(value.to_lowercase())
    } else {
        Err(Refusal::NoAddress(value.to_owned()))
    }
}

fn kind(value: &str) -> Result<LeadType, Refusal> {
    if value.is_empty() {
        return Ok(LeadType::default());
    }
    LeadType::named(value).ok_or_else(|| Refusal::NoType(value.to_owned()))
}

fn day(value: &str) -> Result<Option<Date>, Refusal> {
    if value.is_empty() {
        return Ok(None);
    }
    value.parse().map(Some).map_err(|_| Refusal::NoDay(value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(lead: &mut Lead, field: Field, value: &str) -> Result<Option<Change>, Refusal> {
        lead.set(field, value, &Pipeline::shipped())
    }

    #[test]
    fn every_field_can_be_set_and_read_back() {
        let mut lead = Lead { stage: "new".into(), ..Lead::default() };
        for field in Field::ALL {
            let value = match field {
                Field::Size | Field::Revenue => "1200",
                Field::Email => "kim@harbour.example",
                Field::Domain => "harbour.example",
                Field::Type => "sql",
                Field::Stage => "discovery",
                Field::NextOn => "2026-05-12",
                _ => "Harbour Tools",
            };
            let change = set(&mut lead, *field, value).unwrap().unwrap();
            assert_eq!((change.after.as_str(), lead.get(*field).as_str()), (value, value), "{field:?}");
            assert_eq!(set(&mut lead, *field, value), Ok(None), "setting it again changes nothing");
            assert_eq!(Field::named(&field.id().to_uppercase()), Some(*field));
        }
    }

    #[test]
    fn what_cannot_be_meant_is_refused_and_changes_nothing() {
        let mut lead = Lead { stage: "new".into(), ..Lead::default() };
        for (field, value) in [
            (Field::Size, "many"),
            (Field::Email, "kim at harbour"),
            (Field::Email, "kim@@harbour.example"),
            (Field::Type, "hot"),
            (Field::Stage, "won"),
            (Field::Stage, "no such"),
            (Field::NextOn, "2026-02-30"),
        ] {
            let before = lead.clone();
            let refusal = set(&mut lead, field, value).unwrap_err().to_string();
            assert_eq!(lead, before, "{refusal}");
            assert!(refusal.len() > 15, "{refusal}");
        }
    }

    #[test]
    fn tags_stand_in_order_and_once() {
        let mut lead = Lead::default();
        set(&mut lead, Field::Tags, "trial, #Webinar; webinar,, event").unwrap();
        assert_eq!(lead.tags, ["event", "trial", "Webinar"]);
    }
}

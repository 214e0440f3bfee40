//! What a column of an import file can hold: fields of the call, and what was heard on a topic.

use super::HandOver;
use crate::bank::Level;
use crate::report::page::tells_of_pain;
use crate::report::plain::{status_words, verdict_words};
use crate::session::{Brief, FactView};

/// Declares what a mapping may name, with its id.
macro_rules! ids {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $id:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(in crate::report) enum $name { $($(#[$vmeta])* $variant),+ }

        impl $name {
            pub(super) const ALL: &'static [Self] = &[$(Self::$variant),+];

            pub(super) const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }
        }
    };
}

ids! {
    /// A field of the call.
    Field {
        Company = "company",
        Contact = "contact.name",
        FirstName = "contact.first_name",
        /// The last word of the name; of a name of one word, that word: CRMs ask for a last name first.
        LastName = "contact.last_name",
        Role = "contact.role",
        /// The day of the call.
        Day = "day",
        /// The verdict in words.
        Verdict = "verdict",
        /// The verdict's id, to be put into the CRM's own words.
        VerdictId = "verdict.id",
        Reasons = "reasons",
        Score = "score",
        Framework = "framework",
        Organization = "organization",
        Opportunity = "opportunity",
        Stakeholder = "stakeholder",
        /// The pain in their own words.
        Pain = "pain",
        /// What is still open.
        Gaps = "gaps",
        People = "people",
        /// What was agreed, else the first next step.
        NextStep = "next_step",
        NextStepDay = "next_step.day",
        ComeBack = "come_back",
        /// The plain text note.
        Note = "note",
        /// The id of the call.
        Call = "call",
    }
}

ids! {
    /// How what was heard on a topic is written.
    Reading {
        /// As people say it.
        Words = "words",
        /// The figure alone: the lower one of a range.
        Number = "number",
        /// The first day, as 2026-07-01.
        Date = "date",
    }
}

impl Field {
    pub(super) fn of(self, hand_over: &HandOver, note: &str) -> String {
        let brief = &hand_over.brief;
        let head = &brief.head;
        let (first, last) = names(&head.contact);
        match self {
            Self::Company => head.company.clone(),
            Self::Contact => head.contact.clone(),
            Self::FirstName => first.to_owned(),
            Self::LastName => last.to_owned(),
            Self::Role => head.role.clone(),
            Self::Day => head.started_at.date().to_string(),
            Self::Verdict => verdict_words(brief.verdict.kind).to_owned(),
            Self::VerdictId => brief.verdict.kind.id().to_owned(),
            Self::Reasons => brief.verdict.reasons.join(" "),
            Self::Score => brief.framework.score.to_string(),
            Self::Framework => head.bank_title.clone(),
            Self::Organization => status(brief, Level::Organization),
            Self::Opportunity => status(brief, Level::Opportunity),
            Self::Stakeholder => status(brief, Level::Stakeholder),
            Self::Pain => joined(brief.remarks.iter().filter(|one| tells_of_pain(one)).map(|one| one.text.clone())),
            Self::Gaps => joined(open(brief)),
            Self::People => joined(people(brief)),
            Self::NextStep => next_step(brief),
            Self::NextStepDay => brief.ending.agreed_day().map(|day| day.to_string()).unwrap_or_default(),
            Self::ComeBack => brief.ending.come_back.map(|day| day.to_string()).unwrap_or_default(),
            Self::Note => note.trim_end().to_owned(),
            Self::Call => hand_over.call.clone(),
        }
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("; ")
}

fn names(contact: &str) -> (&str, &str) {
    contact.trim().rsplit_once(char::is_whitespace).map_or(("", contact.trim()), |(first, last)| (first.trim(), last))
}

fn status(brief: &Brief, level: Level) -> String {
    let found = brief.levels.iter().find(|view| view.level == level);
    found.map_or("", |view| status_words(view.status)).to_owned()
}

fn open(brief: &Brief) -> impl Iterator<Item = String> {
    let criteria = brief.levels.iter().flat_map(|level| &level.criteria);
    criteria.filter(|criterion| !criterion.met && !criterion.failed).map(|criterion| criterion.title.to_owned())
}

fn people(brief: &Brief) -> impl Iterator<Item = String> {
    brief.people.iter().filter_map(|person| {
        let parts = [person.name.as_str(), &person.role].into_iter().filter(|part| !part.is_empty());
        let known = parts.collect::<Vec<_>>().join(", ");
        (!known.is_empty()).then_some(known)
    })
}

fn next_step(brief: &Brief) -> String {
    let agreed = brief.ending.next_step.as_ref().map(|step| step.what.clone());
    agreed.or_else(|| brief.verdict.next.first().cloned()).unwrap_or_default()
}

impl Reading {
    pub(super) fn of(self, brief: &Brief, topic: &str) -> String {
        let Some(heard) = brief.heard.iter().find(|heard| heard.topic == *topic) else { return String::new() };
        let remark = brief.remarks.iter().find(|remark| remark.id == heard.remark);
        let facts = || remark.iter().flat_map(|remark| &remark.facts).filter(|fact| fact.topic == *topic);
        match self {
            Self::Words => heard.shown.clone(),
            Self::Number => facts().find_map(figure).map(|figure| figure.to_string()).unwrap_or_default(),
            Self::Date => facts().find_map(day).unwrap_or_default(),
        }
    }
}

/// The figure of a fact in the contract's form.
fn figure(fact: &FactView) -> Option<f64> {
    ["amount", "n", "max"].into_iter().find_map(|key| fact.value.get(key)?.as_f64())
}

fn day(fact: &FactView) -> Option<String> {
    ["from", "to"].into_iter().find_map(|key| fact.value.get(key)?.as_str().map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_one_word_is_a_last_name() {
        assert_eq!(names("Ada Maria Moss"), ("Ada Maria", "Moss"));
        assert_eq!(names(" 佐藤 "), ("", "佐藤"));
        assert_eq!(names(""), ("", ""));
    }
}

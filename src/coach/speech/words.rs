//! The words of speech, as data: one file for each language.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::bank::yaml::apart::{apart, parsed};

/// How captured facts are said aloud in one language; `lexicon/<lang>/speech.yaml` says what each entry is.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Words {
    pub figures: Figures,
    pub days: Days,
    pub people: People,
    pub quotes: Quotes,
    pub leads: Leads,
    pub before: Before,
    pub wishes: Wishes,
    pub things: Things,
    pub echo: Echo,
}

/// Amounts, counts, shares, lengths of time.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Figures {
    pub range: String,
    pub range_after_between: String,
    pub percent: String,
    pub thousand: String,
    pub million: String,
    pub billion: String,
    /// One and several, by ISO 4217 code.
    pub currencies: BTreeMap<String, (String, String)>,
    pub per: BTreeMap<String, String>,
    /// One and several.
    pub units: BTreeMap<String, (String, String)>,
    pub single: Vec<String>,
    pub changed_by: Vec<String>,
}

/// Days and longer stretches of the calendar.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Days {
    pub months: Vec<String>,
    pub quarters: Vec<String>,
    pub halves: Vec<String>,
    pub day: String,
    pub this_year: String,
    pub next_year: String,
    pub day_next_year: String,
    pub stretch_next_year: String,
    pub day_of_year: String,
    pub stretch_of_year: String,
    pub end_of: String,
    pub week_of: String,
}

/// Who somebody is.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct People {
    pub role: String,
    pub person: String,
    pub departments: Vec<String>,
}

/// Their words, and things that they name.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Quotes {
    pub quotation: String,
    pub and: String,
    pub joined_by: Vec<String>,
    pub openers: Vec<String>,
    pub breaks: Vec<String>,
}

/// The words in front of a value.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Leads {
    pub about: String,
    pub about_after_article: String,
    pub up_to: String,
    pub under: String,
    pub r#in: String,
    pub on: String,
    pub by: String,
    pub from: String,
    pub between: String,
    pub at: String,
}

/// Last words of a phrasing before a value, by what they do to its lead.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Before {
    pub about: Vec<String>,
    pub up_to: Vec<String>,
    pub under: Vec<String>,
    pub articles: Vec<String>,
    pub points: Vec<String>,
    pub begins: Vec<String>,
    pub ends: Vec<String>,
    pub spans: Vec<String>,
    pub wishes: Vec<String>,
    pub own_days: Vec<String>,
}

/// How people tell what they want.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wishes {
    pub contractions: BTreeMap<String, String>,
    pub speakers: Vec<String>,
    pub others: Vec<String>,
    pub articles: Vec<String>,
    pub bodies: Vec<String>,
    pub adverbs: Vec<String>,
    pub to_do: Vec<String>,
    pub to_have: Vec<String>,
    pub goals: Vec<String>,
    pub is: Vec<String>,
    pub to: String,
    pub blockers: Vec<String>,
}

/// What is no goal, and what is no name of a thing.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Things {
    pub no_goals: Vec<String>,
    pub never: Vec<String>,
    pub begins: Vec<String>,
    pub measures: Vec<String>,
    pub verbs: Vec<String>,
    pub finite: Vec<String>,
}

/// What becomes of their words where a rep says them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Echo {
    pub unsaid: Vec<String>,
    pub theirs: Vec<String>,
    pub yours: BTreeMap<String, String>,
    pub breaks: Vec<String>,
    pub lists: Vec<String>,
    pub clauses: Vec<String>,
}

/// The English words. Other languages fall back to them until they have their own.
pub(super) fn words() -> &'static Words {
    static ENGLISH: LazyLock<Words> = LazyLock::new(|| parsed(apart!("src/coach/lexicon/en/speech.yaml")));
    &ENGLISH
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Per, TimeUnit};

    #[test]
    fn every_period_unit_and_month_has_its_words() {
        let words: Words = serde_yaml::from_str(include_str!("../lexicon/en/speech.yaml")).unwrap();
        assert!(Per::ALL.iter().all(|per| words.figures.per.contains_key(per.id())));
        assert!(TimeUnit::ALL.iter().all(|unit| words.figures.units.contains_key(unit.id())));
        assert_eq!((words.days.months.len(), words.days.quarters.len(), words.days.halves.len()), (12, 4, 2));
    }

    #[test]
    fn longer_openers_come_before_those_they_begin_with() {
        let openers = &words().quotes.openers;
        for (at, opener) in openers.iter().enumerate() {
            let hidden = openers[..at].iter().find(|earlier| opener.starts_with(&format!("{earlier} ")));
            assert_eq!(hidden, None, "{opener}");
        }
    }
}

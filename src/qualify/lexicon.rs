//! The vocabulary of qualification: industries, places, pains and small word lists, as data.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::place::Places;
use super::words::{find, stems};

/// A word or phrase as stems.
pub(super) type Phrase = Vec<String>;

/// The vocabulary of one language.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// Where places lie.
    pub places: Places,
    /// What companies do.
    pub industries: Vec<Industry>,
    /// Words of an industry's name that name none by themselves ("group", "services").
    pub generic: Vec<Phrase>,
    /// Lines of words of one meaning that say how something hurts ("late", "by hand").
    pub symptoms: Vec<Vec<Phrase>>,
    /// Lines of words of one meaning that say what is hurt ("invoices", "deliveries").
    pub objects: Vec<Vec<Phrase>>,
    /// Words of a pain that say nothing of it.
    pub filler: Vec<Phrase>,
    /// What is counted where a company's size is told.
    pub people: Vec<Phrase>,
    /// Titles that suggest that their holder decides.
    pub deciding_titles: Vec<Phrase>,
    /// Words that turn those behind them into their opposite.
    pub negators: Vec<Phrase>,
    /// Lines of words of one meaning among deal-breakers.
    pub same: Vec<Vec<Phrase>>,
    /// Said of a need that is there but not ripe.
    pub unripe: Vec<Phrase>,
    /// Said where a refusal holds only for now.
    pub change: Vec<Phrase>,
}

/// An industry and its branches, as phrases.
#[derive(Debug, Default)]
pub(super) struct Industry {
    /// Names of the industry as a whole.
    pub names: Vec<Phrase>,
    /// One list of near terms for each branch.
    pub branches: Vec<Vec<Phrase>>,
}

impl Industry {
    /// Every phrase that names the industry or something in it.
    pub(super) fn all(&self) -> impl Iterator<Item = &Phrase> {
        self.names.iter().chain(self.branches.iter().flatten())
    }
}

/// The English vocabulary. Other languages fall back to it until they have their own.
pub(super) fn lexicon() -> &'static Lexicon {
    static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| load().unwrap_or_default());
    &ENGLISH
}

/// Whether one of the phrases stands in a text of stems.
pub(super) fn names_any(text: &[String], phrases: &[Phrase]) -> bool {
    phrases.iter().any(|phrase| find(text, phrase).is_some())
}

/// The files as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlacesFile {
    same: BTreeMap<String, Vec<String>>,
    inside: BTreeMap<String, Vec<String>>,
    common: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IndustriesFile {
    generic: Vec<String>,
    industries: Vec<IndustryEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IndustryEntry {
    name: String,
    also: Vec<String>,
    #[serde(default)]
    inside: Vec<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PainsFile {
    filler: Vec<String>,
    symptoms: Vec<Vec<String>>,
    objects: Vec<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordsFile {
    people: Vec<String>,
    deciding_titles: Vec<String>,
    negators: Vec<String>,
    same: Vec<Vec<String>>,
    unripe: Vec<String>,
    change: Vec<String>,
}

/// Parses the embedded files; a test holds that they parse.
fn load() -> Result<Lexicon, serde_yaml::Error> {
    let places: PlacesFile = serde_yaml::from_str(include_str!("lexicon/en/places.yaml"))?;
    let industries: IndustriesFile = serde_yaml::from_str(include_str!("lexicon/en/industries.yaml"))?;
    let pains: PainsFile = serde_yaml::from_str(include_str!("lexicon/en/pains.yaml"))?;
    let words: WordsFile = serde_yaml::from_str(include_str!("lexicon/en/words.yaml"))?;
    Ok(Lexicon {
        places: Places::new(&places.same, &places.inside, &places.common),
        industries: industries.industries.iter().map(industry).collect(),
        generic: phrases(&industries.generic),
        symptoms: pains.symptoms.iter().map(|line| phrases(line)).collect(),
        objects: pains.objects.iter().map(|line| phrases(line)).collect(),
        filler: phrases(&pains.filler),
        people: phrases(&words.people),
        deciding_titles: phrases(&words.deciding_titles),
        negators: phrases(&words.negators),
        same: words.same.iter().map(|line| phrases(line)).collect(),
        unripe: phrases(&words.unripe),
        change: phrases(&words.change),
    })
}

fn industry(entry: &IndustryEntry) -> Industry {
    let mut names = phrases(&entry.also);
    names.insert(0, stems(&entry.name));
    Industry { names, branches: entry.inside.iter().map(|line| phrases(line)).collect() }
}

fn phrases(terms: &[String]) -> Vec<Phrase> {
    terms.iter().map(|term| stems(term)).filter(|phrase| !phrase.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_files_parse() {
        let lexicon = load().unwrap();
        assert!(lexicon.industries.len() > 20);
        assert!(lexicon.symptoms.len() + lexicon.objects.len() > 50);
        assert!(!lexicon.places.find("Cork").is_empty());
    }
}

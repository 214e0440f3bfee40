//! The vocabulary of qualification: industries, places, pains and small word lists, as data.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::place::Places;
use super::words::{find, stems};

/// A word or phrase as stems.
pub(super) type Phrase = Vec<String>;

/// The vocabulary of one language. Each file of it is read when first asked for: a call that has not begun needs none.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// Where places lie.
    pub places: LazyLock<Places>,
    /// What companies do.
    pub trades: LazyLock<Trades>,
    /// What hurts.
    pub hurts: LazyLock<Hurts>,
    /// Small word lists.
    pub words: LazyLock<WordLists>,
}

/// What companies do.
#[derive(Debug, Default)]
pub(super) struct Trades {
    /// The industries.
    pub industries: Vec<Industry>,
    /// Words of an industry's name that name none by themselves ("group", "services").
    pub generic: Vec<Phrase>,
}

/// What hurts, and how.
#[derive(Debug, Default)]
pub(super) struct Hurts {
    /// Lines of words of one meaning that say how something hurts ("late", "by hand").
    pub symptoms: Vec<Vec<Phrase>>,
    /// Lines of words of one meaning that say what is hurt ("invoices", "deliveries").
    pub objects: Vec<Vec<Phrase>>,
    /// Words of a pain that say nothing of it.
    pub filler: Vec<Phrase>,
}

/// Small word lists.
#[derive(Debug, Default)]
pub(super) struct WordLists {
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
    static ENGLISH: Lexicon = Lexicon::english();
    &ENGLISH
}

impl Lexicon {
    /// The English vocabulary, of which nothing is read yet.
    pub(super) const fn english() -> Self {
        Self {
            places: LazyLock::new(|| load_places().unwrap_or_default()),
            trades: LazyLock::new(|| load_trades().unwrap_or_default()),
            hurts: LazyLock::new(|| load_hurts().unwrap_or_default()),
            words: LazyLock::new(|| load_words().unwrap_or_default()),
        }
    }

    /// Reads every file, which otherwise happens where it is first needed.
    pub(super) fn load(&self) {
        LazyLock::force(&self.places);
        LazyLock::force(&self.trades);
        LazyLock::force(&self.hurts);
        LazyLock::force(&self.words);
    }
}

/// Whether one of the phrases stands in a text of stems.
pub(super) fn names_any(text: &[String], phrases: &[Phrase]) -> bool {
    phrases.iter().any(|phrase| find(text, phrase).is_some())
}

/// The files as written. A list is one text with commas, a list of lists has one line for each: a YAML node for every
/// word would cost more than all the rest of the load.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlacesFile {
    same: String,
    inside: String,
    common: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IndustriesFile {
    generic: String,
    industries: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PainsFile {
    filler: String,
    symptoms: String,
    objects: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordsFile {
    people: String,
    deciding_titles: String,
    negators: String,
    same: String,
    unripe: String,
    change: String,
}

// The loads parse embedded files; a test holds that they parse.

fn load_places() -> Result<Places, serde_yaml::Error> {
    let file: PlacesFile = serde_yaml::from_str(include_str!("lexicon/en/places.yaml"))?;
    Ok(Places::new(named_lists(&file.same), named_lists(&file.inside), items(&file.common)))
}

fn load_trades() -> Result<Trades, serde_yaml::Error> {
    let file: IndustriesFile = serde_yaml::from_str(include_str!("lexicon/en/industries.yaml"))?;
    let industries = file.industries.iter().map(|(name, lists)| industry(name, lists)).collect();
    Ok(Trades { industries, generic: phrases(&file.generic) })
}

fn load_hurts() -> Result<Hurts, serde_yaml::Error> {
    let file: PainsFile = serde_yaml::from_str(include_str!("lexicon/en/pains.yaml"))?;
    Ok(Hurts { filler: phrases(&file.filler), symptoms: lines(&file.symptoms), objects: lines(&file.objects) })
}

fn load_words() -> Result<WordLists, serde_yaml::Error> {
    let file: WordsFile = serde_yaml::from_str(include_str!("lexicon/en/words.yaml"))?;
    Ok(WordLists {
        people: phrases(&file.people),
        deciding_titles: phrases(&file.deciding_titles),
        negators: phrases(&file.negators),
        same: lines(&file.same),
        unripe: phrases(&file.unripe),
        change: phrases(&file.change),
    })
}

fn industry(name: &str, lists: &str) -> Industry {
    let mut lists = lists.lines();
    let also = lists.next().map(phrases).unwrap_or_default();
    let names = std::iter::once(stems(name)).chain(also).collect();
    Industry { names, branches: lists.map(phrases).collect() }
}

fn lines(text: &str) -> Vec<Vec<Phrase>> {
    text.lines().map(phrases).collect()
}

fn phrases(list: &str) -> Vec<Phrase> {
    items(list).map(stems).filter(|phrase| !phrase.is_empty()).collect()
}

/// Lines of a name, a colon, and the list that belongs to it.
fn named_lists(text: &str) -> impl Iterator<Item = (&str, impl Iterator<Item = &str>)> {
    text.lines().filter_map(|line| line.split_once(':')).map(|(name, list)| (name, items(list)))
}

fn items(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim).filter(|item| !item.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_files_parse() {
        let trades = load_trades().unwrap();
        assert!(trades.industries.len() > 20 && !trades.generic.is_empty());
        assert!(trades.industries.iter().all(|industry| industry.names.len() > 1), "the first line holds other names");
        let hurts = load_hurts().unwrap();
        assert!(hurts.symptoms.len() + hurts.objects.len() > 50 && !hurts.filler.is_empty());
        let words = load_words().unwrap();
        for list in [words.people, words.deciding_titles, words.negators, words.unripe, words.change] {
            assert!(list.len() > 3, "{list:?}");
        }
        assert!(!words.same.is_empty());
        assert!(!load_places().unwrap().find("Cork").is_empty());
    }
}

//! The vocabulary of qualification: industries, pains and small word lists, as data.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::words::Terms;
use crate::bank::yaml::apart::{apart, parsed};

/// The vocabulary of one language. Each file of it is read when first asked for: a call that has not begun needs none.
#[derive(Debug)]
pub(super) struct Lexicon {
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
    pub generic: Terms,
}

/// What hurts, and how.
#[derive(Debug, Default)]
pub(super) struct Hurts {
    /// Lines of words of one meaning that say how something hurts ("late", "by hand").
    pub symptoms: Vec<Terms>,
    /// Lines of words of one meaning that say what is hurt ("invoices", "deliveries").
    pub objects: Vec<Terms>,
    /// Words of a pain that say nothing of it.
    pub filler: Terms,
}

/// Small word lists.
#[derive(Debug, Default)]
pub(super) struct WordLists {
    /// What is counted where a company's size is told.
    pub people: Terms,
    /// Titles that suggest that their holder decides.
    pub deciding_titles: Terms,
    /// Words that turn those behind them into their opposite.
    pub negators: Terms,
    /// Lines of words of one meaning among deal-breakers.
    pub same: Vec<Terms>,
    /// Said of a need that is there but not ripe.
    pub unripe: Terms,
    /// Said where a refusal holds only for now.
    pub change: Terms,
}

/// An industry: first the names of it as a whole, then for each branch its near terms.
#[derive(Debug, Default)]
pub(super) struct Industry {
    /// Names of the industry as a whole.
    pub names: Terms,
    /// One list of near terms for each branch.
    pub branches: Vec<Terms>,
}

impl Industry {
    /// Every list of phrases that name the industry or something in it.
    pub(super) fn all(&self) -> impl Iterator<Item = &Terms> {
        std::iter::once(&self.names).chain(&self.branches)
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
        Self { trades: LazyLock::new(load_trades), hurts: LazyLock::new(load_hurts), words: LazyLock::new(load_words) }
    }

    /// Reads every file, which otherwise happens where it is first needed.
    pub(super) fn load(&self) {
        LazyLock::force(&self.trades);
        LazyLock::force(&self.hurts);
        LazyLock::force(&self.words);
    }
}

/// The files as written. A list is one text with commas, a list of lists has one line for each: a YAML node for every
/// word would cost more than all the rest of the load.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct IndustriesFile {
    generic: &'static str,
    industries: BTreeMap<&'static str, &'static str>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct PainsFile {
    filler: &'static str,
    symptoms: &'static str,
    objects: &'static str,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct WordsFile {
    people: &'static str,
    deciding_titles: &'static str,
    negators: &'static str,
    same: &'static str,
    unripe: &'static str,
    change: &'static str,
}

// A test holds that the embedded files are of these types.

fn load_trades() -> Trades {
    let file: IndustriesFile = parsed(apart!("src/qualify/lexicon/en/industries.yaml"));
    let industries = file.industries.iter().map(|(name, lists)| industry(name, lists)).collect();
    Trades { industries, generic: Terms::read(file.generic) }
}

fn load_hurts() -> Hurts {
    let file: PainsFile = parsed(apart!("src/qualify/lexicon/en/pains.yaml"));
    Hurts { filler: Terms::read(file.filler), symptoms: lines(file.symptoms), objects: lines(file.objects) }
}

fn load_words() -> WordLists {
    let file: WordsFile = parsed(apart!("src/qualify/lexicon/en/words.yaml"));
    WordLists {
        people: Terms::read(file.people),
        deciding_titles: Terms::read(file.deciding_titles),
        negators: Terms::read(file.negators),
        same: lines(file.same),
        unripe: Terms::read(file.unripe),
        change: Terms::read(file.change),
    }
}

fn industry(name: &str, lists: &str) -> Industry {
    let mut lists = lists.lines();
    let names = Terms::read(&format!("{name},{}", lists.next().unwrap_or_default()));
    Industry { names, branches: lists.map(Terms::read).collect() }
}

fn lines(text: &str) -> Vec<Terms> {
    text.lines().map(Terms::read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_files_parse() {
        let trades = load_trades();
        assert!(trades.industries.len() > 20 && trades.generic.iter().count() > 9);
        assert!(
            trades.industries.iter().all(|industry| industry.names.iter().count() > 1),
            "the first line holds other names"
        );
        let hurts = load_hurts();
        assert!(hurts.symptoms.len() + hurts.objects.len() > 50 && hurts.filler.iter().count() > 9);
        let words = load_words();
        for list in [words.people, words.deciding_titles, words.negators, words.unripe, words.change] {
            assert!(list.iter().count() > 3, "{list:?}");
        }
        assert!(!words.same.is_empty());
    }
}

//! Vocabulary as data: the phrases of one language, read once from the YAML files beside this one.
//!
//! A file is a map from list to phrases and becomes one [`Phrases`]. To add a phrase, edit a file; to add a
//! language, add a folder and a row in [`Lexicon::for_language`]. An error in a file fails a test; at run time the
//! file would read as empty.
//!
//! How answers are worded (not knowing, hedging, denying, excusing, contradicting) stands in `<lang>/answers/`, one file
//! a subject, as patterns with alternatives: `(no|zero) (earthly|) (idea|clue)`. See [`Patterns`].

mod answers;
mod calendar;
mod date_word;
mod dictionary;
mod figures;
mod grammar;
mod naming;
mod patterns;
mod phrase_table;
mod phrases;
mod weighed;

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use serde::Deserialize;

use super::words::WordSet;
use crate::bank::yaml::apart::{apart, parsed};

pub use answers::answer_wording;
pub use calendar::{Bound, Bounds, Calendar, Edge, Feast, Stretch, Tenses};
pub use date_word::{DateClass, DateWord};
pub use dictionary::CommonWords;
pub use figures::{
    Counting, Currencies, Lengths, Letters, Nouns, NumberWords, Numbers, Periods, Ranges, Shares, SpokenPer,
    SpokenUnit, UNCLEAR_CURRENCY,
};
pub use grammar::{Class, Classes, Grammar};
pub use naming::{Names, Places, Things};
pub use patterns::{Cue, Cues, Patterns};
pub use phrase_table::PhraseTable;
pub use phrases::{Hit, Phrases};
pub use weighed::{WeighedWords, unknowing_words};

/// The vocabulary of one language. A file is read when its words are first needed, so that a program that reads no
/// remark pays nothing for it.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// How facts are put: denial, condition, bounds, approximation, correction.
    pub framing: LazyLock<Phrases>,
    /// Words that show that a remark speaks of money.
    pub money_talk: LazyLock<Phrases>,
    /// Words that say that money is there, or that its return is agreed.
    pub approval: LazyLock<Phrases>,
    /// Degrees and ranks, by the topic that asks for them.
    pub choices: LazyLock<BTreeMap<String, Phrases>>,
    /// Words of figures.
    pub numbers: LazyLock<Numbers>,
    /// Words of dates.
    pub calendar: LazyLock<Calendar>,
    /// Small words by what they do in a sentence.
    pub grammar: LazyLock<Grammar>,
    /// Words that are no names.
    pub common: LazyLock<CommonWords>,
    /// Words of people.
    pub names: LazyLock<Names>,
    /// Words of products and systems.
    pub things: LazyLock<Things>,
    /// Words of places.
    pub places: LazyLock<Places>,
    /// Words that show where a remark, or a single fact, belongs.
    pub topics: LazyLock<TopicWords>,
}

impl Lexicon {
    /// Whether there are words of this language (BCP 47), and not only others that stand in for them.
    pub fn speaks(tag: &str) -> bool {
        tag.split('-').next().is_some_and(|main| main.eq_ignore_ascii_case("en"))
    }

    /// The lexicon of a language (BCP 47); a language without one gets English.
    pub fn for_language(tag: &str) -> &'static Self {
        static ENGLISH: OnceLock<Lexicon> = OnceLock::new();
        let _ = tag;
        ENGLISH.get_or_init(Self::english)
    }

    /// Reads all files at once, for a thread that has the time.
    pub fn load(&self) {
        LazyLock::force(&self.framing);
        LazyLock::force(&self.money_talk);
        LazyLock::force(&self.approval);
        LazyLock::force(&self.choices);
        LazyLock::force(&self.numbers);
        LazyLock::force(&self.calendar);
        LazyLock::force(&self.grammar);
        LazyLock::force(&self.common);
        LazyLock::force(&self.names);
        LazyLock::force(&self.things);
        LazyLock::force(&self.places);
        LazyLock::force(&self.topics);
    }

    fn english() -> Self {
        Self {
            framing: LazyLock::new(|| parsed(apart!("src/signals/lexicon/en/framing.yaml"))),
            money_talk: LazyLock::new(|| parsed(apart!("src/signals/lexicon/en/money_talk.yaml"))),
            approval: LazyLock::new(|| parsed(apart!("src/signals/lexicon/en/approval.yaml"))),
            choices: LazyLock::new(|| parsed(apart!("src/signals/lexicon/en/choices.yaml"))),
            numbers: LazyLock::new(|| parsed(apart!("src/signals/lexicon/en/numbers.yaml"))),
            calendar: LazyLock::new(|| parsed(apart!("src/signals/lexicon/en/calendar.yaml"))),
            grammar: LazyLock::new(|| parsed(apart!("src/signals/lexicon/en/grammar.yaml"))),
            common: LazyLock::new(|| parsed(apart!("src/signals/lexicon/en/common_words.yaml"))),
            names: LazyLock::new(|| parsed(apart!("src/signals/lexicon/en/names.yaml"))),
            things: LazyLock::new(|| parsed(apart!("src/signals/lexicon/en/things.yaml"))),
            places: LazyLock::new(|| parsed(apart!("src/signals/lexicon/en/places.yaml"))),
            topics: LazyLock::new(|| parsed(apart!("src/signals/lexicon/en/topics.yaml"))),
        }
    }
}

/// Words of topics (`topics.yaml`); each list is called as the topic that it points to.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TopicWords {
    /// Phrases that are enough by themselves.
    pub strong: Phrases,
    /// Words that are one hint among others.
    pub weak: Phrases,
    /// Words that show which topic a single fact fills.
    pub facts: Phrases,
    /// Topics whose question seldom gets its answer: their own words must be there.
    pub narrow: WordSet,
    /// Nouns that name a topic where a remark opens with them: "as for the budget, …".
    pub announced: Phrases,
    /// Words that may stand before such a noun.
    pub openers: WordSet,
    /// Words that may stand behind it.
    pub copulas: WordSet,
    /// Topics that are told in the same words.
    pub alike: Vec<Vec<String>>,
    /// Words that sum up what was said right before: "so", "which is".
    pub summing: WordSet,
    /// Words that say when something is, and not what: two answers that share them are not about one thing.
    pub dating: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_file_parses() {
        let _: Phrases = serde_yaml::from_str(include_str!("en/framing.yaml")).unwrap();
        let _: Phrases = serde_yaml::from_str(include_str!("en/money_talk.yaml")).unwrap();
        let _: Phrases = serde_yaml::from_str(include_str!("en/approval.yaml")).unwrap();
        let _: BTreeMap<String, Phrases> = serde_yaml::from_str(include_str!("en/choices.yaml")).unwrap();
        let _: Numbers = serde_yaml::from_str(include_str!("en/numbers.yaml")).unwrap();
        let _: Grammar = serde_yaml::from_str(include_str!("en/grammar.yaml")).unwrap();
        let _: CommonWords = serde_yaml::from_str(include_str!("en/common_words.yaml")).unwrap();
        let _: Names = serde_yaml::from_str(include_str!("en/names.yaml")).unwrap();
        let _: Things = serde_yaml::from_str(include_str!("en/things.yaml")).unwrap();
        let _: Places = serde_yaml::from_str(include_str!("en/places.yaml")).unwrap();
        let _: TopicWords = serde_yaml::from_str(include_str!("en/topics.yaml")).unwrap();
        let _: Calendar = serde_yaml::from_str(include_str!("en/calendar.yaml")).unwrap();
    }

    #[test]
    fn an_unknown_language_reads_as_english() {
        assert!(std::ptr::eq(Lexicon::for_language("xx-YY"), Lexicon::for_language("en-GB")));
    }
}

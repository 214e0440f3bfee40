//! The shapes of the vocabulary that names are read with: people, things, places.

use serde::Deserialize;

use super::Phrases;
use crate::signals::words::{WordSet, Words};

/// Words of people (`names.yaml`).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Names {
    /// Given names.
    pub first_names: Words,
    /// Given names that are other words as well.
    pub doubtful_names: Words,
    /// Family names that stand before the given name.
    pub surnames: WordSet,
    /// Titles before a name; they are no part of it.
    pub titles: WordSet,
    /// Of these, those that are titles in small letters too.
    pub sure_titles: WordSet,
    /// Roles that stand for one person by themselves.
    pub chiefs: WordSet,
    /// Heads of role phrases.
    pub heads: WordSet,
    /// Words before a head, and behind "head of".
    pub departments: WordSet,
    /// Bodies (`bodies`) and departments (`units`) that sign or decide.
    pub bodies: Phrases,
    /// What a person does: what is said of them, and the words that say so.
    pub deeds: Phrases,
    /// What each deed shows.
    pub deed_kinds: DeedKinds,
    /// How people speak of themselves and of others.
    pub speech: Speech,
}

/// How people speak of themselves, and what tells that somebody is spoken of (`speech` in `names.yaml`).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Speech {
    /// Capitalised words that open a sentence and are nobody's name.
    pub not_names: WordSet,
    /// Verbs whose subject is somebody, besides the deeds of a purchase.
    pub person_verbs: WordSet,
    /// How the speaker claims a deed without its verb ("it's my call"): the deed, and the words.
    pub speaker: Phrases,
    /// Topics that "me" answers.
    pub speaker_topics: WordSet,
    /// Topics that are answered with the names of staff.
    pub staff_topics: WordSet,
}

/// What a deed shows of the one who does it (`deed_kinds` in `names.yaml`).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DeedKinds {
    /// The deeds by which "I" becomes a person.
    pub speaker: WordSet,
    /// Deeds that only people do.
    pub powers: WordSet,
    /// Of these, those that need no power.
    pub soft: WordSet,
    /// Deeds by which a body rules.
    pub ruling: WordSet,
    /// Deeds by which a department lets pass or stops.
    pub vetting: WordSet,
    /// Deeds by which a department has a say.
    pub say: WordSet,
    /// Deeds that are told before the person ("chaired by").
    pub before: WordSet,
}

/// Words of products and systems (`things.yaml`).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Things {
    /// Known systems (`known`), and the words around unknown ones: `before`, `after`, and of these `weak_before`, `weak_after`,
    /// which other names share; what programs do (`does`); and `contract_with`, before a vendor.
    pub around: Phrases,
    /// Of these, those that are words of their own.
    pub doubtful: WordSet,
    /// Capitalised words that are no products.
    pub not_things: WordSet,
    /// How the coined names of programs end ("-wise").
    pub endings: Vec<String>,
    /// Of such endings, those that few other words have.
    pub sure_endings: Vec<String>,
    /// Last words of the names of programs ("One", "Flow").
    pub tails: WordSet,
    /// What stands behind the dot in the name of a program ("ai", "com").
    pub domains: WordSet,
    /// Topics that are answered with products, besides those that ask for one.
    pub topics: WordSet,
}

/// Words of places (`places.yaml`).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Places {
    /// Countries and parts of the world.
    pub countries: WordSet,
    /// States and regions.
    pub states: WordSet,
    /// Abbreviations behind a town.
    pub abbreviations: WordSet,
    /// Abbreviations that stand alone.
    pub alone: WordSet,
    /// Towns.
    pub cities: WordSet,
    /// Places that are words of their own.
    pub doubtful: WordSet,
    /// What a company has at a place.
    pub sites: WordSet,
    /// What the name of a stretch of land ends with, behind an article ("the Gold Coast").
    pub lands: WordSet,
    /// Words behind the name of a town that belong to it ("Jurong East").
    pub compass: WordSet,
    /// Towns that are called as another far away: the state behind the comma belongs to the name.
    pub namesakes: WordSet,
    /// Words before a seat (`leads`), before a place that is none (`elsewhere`), and those that show that a remark speaks
    /// of a seat (`seats`).
    pub around: Phrases,
}

//! The shapes of the vocabulary that names are read with: people, things, places.

use serde::Deserialize;

use super::Phrases;
use crate::signals::words::WordSet;

/// Words of people (`names.yaml`).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Names {
    /// Given names.
    pub first_names: WordSet,
    /// Given names that are other words as well.
    pub doubtful_names: WordSet,
    /// Titles before a name; they are no part of it.
    pub titles: WordSet,
    /// Titles that say the role as well.
    pub titles_that_are_roles: WordSet,
    /// Small words inside a name.
    pub particles: WordSet,
    /// Words behind a name that only address.
    pub honorifics_behind: WordSet,
    /// Relations that stand for a role ("my partner Khalid").
    pub kin: WordSet,
    /// Roles that stand for one person by themselves.
    pub chiefs: WordSet,
    /// Heads of role phrases.
    pub heads: WordSet,
    /// Words before a head, and behind "head of".
    pub departments: WordSet,
    /// Bodies that sign or decide.
    pub bodies: Phrases,
    /// What a person does: what is said of them, and the words that say so.
    pub deeds: Phrases,
    /// How people speak of themselves and of others.
    pub speech: Speech,
    /// Groups that people belong to.
    pub teams: WordSet,
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
    /// The deeds by which "I" becomes a person.
    pub speaker_deeds: WordSet,
}

/// Words of products and systems (`things.yaml`).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Things {
    /// Known systems (`known`), and the words around unknown ones: `before`, `after`, and of these `weak_before`, `weak_after`,
    /// which other names share.
    pub around: Phrases,
    /// Of these, those that are words of their own.
    pub doubtful: WordSet,
    /// Capitalised words that are no products.
    pub not_things: WordSet,
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
    /// Words before a seat (`leads`), before a place that is none (`elsewhere`), and those that show that a remark speaks
    /// of a seat (`seats`).
    pub around: Phrases,
}

//! The coach's own words, as data.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::bank::yaml::apart::{apart, parsed};

/// What the coach says where a question has no words of its own.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Phrases {
    /// By flag, then by the kind of value asked for; `any` stands for every other kind.
    pub probes: BTreeMap<String, BTreeMap<String, String>>,
    /// How a closed question begins, in lower case.
    pub closed_starts: Vec<String>,
}

/// The English phrases. Other languages fall back to them until they have their own.
pub(super) fn phrases() -> &'static Phrases {
    static ENGLISH: LazyLock<Phrases> = LazyLock::new(|| parsed(apart!("src/coach/lexicon/en/phrases.yaml")));
    &ENGLISH
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::{Colour, FlagKind};

    #[test]
    fn every_red_flag_has_a_probe() {
        let phrases: Phrases = serde_yaml::from_str(include_str!("lexicon/en/phrases.yaml")).unwrap();
        for flag in FlagKind::ALL.iter().filter(|flag| flag.colour() == Colour::Red) {
            assert!(phrases.probes.get(flag.id()).is_some_and(|by_kind| by_kind.contains_key("any")), "{flag}");
        }
    }
}

//! How answers are worded: not knowing, hedging, denying, excusing. One automaton for all the files in
//! `<lang>/answers/`, so that a remark is gone through once.

use std::sync::OnceLock;

use super::patterns::Patterns;
use crate::bank::yaml::apart::{apart, parsed};

/// The files of a language, taken apart, in the order of their names.
macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, apart!(concat!("src/signals/lexicon/en/answers/", $name, ".yaml")))),+]
    };
}

const ENGLISH: &[(&str, &str)] = files![
    "alike",
    "cause",
    "decline",
    "denial",
    "disowning",
    "excuse",
    "hedge",
    "impossible",
    "opposition",
    "stock",
    "tale",
    "unknowing",
];

const ENGLISH_SHORTHAND: &str = apart!("src/signals/lexicon/en/shorthand.yaml");

/// The wording of answers in a language (BCP 47); a language without a lexicon gets English.
pub fn answer_wording(tag: &str) -> &'static Patterns {
    static WORDING: OnceLock<Patterns> = OnceLock::new();
    let _ = tag;
    WORDING.get_or_init(|| {
        let files = ENGLISH.iter().map(|(file, apart)| (*file, parsed(apart)));
        Patterns::new(files, &parsed(ENGLISH_SHORTHAND))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_file_of_wording_parses_and_no_slot_is_left_open() {
        for (file, apart) in ENGLISH {
            let lists: BTreeMap<&str, Vec<&str>> = parsed(apart);
            assert!(!lists.is_empty(), "{file}");
            for written in lists.values().flatten() {
                let depth = written.chars().try_fold(0_i32, |depth, c| match c {
                    '(' => Some(depth + 1).filter(|&depth| depth == 1),
                    ')' => Some(depth - 1).filter(|&depth| depth == 0),
                    '|' if depth == 0 => None,
                    _ => Some(depth),
                });
                assert_eq!(depth, Some(0), "{file}: {written}");
            }
        }
        assert!(answer_wording("en").len() > 200);
    }
}

//! How answers are worded: not knowing, hedging, denying, excusing. One automaton for all the files in
//! `<lang>/answers/`, so that a remark is gone through once.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::patterns::Patterns;
use crate::signals::lists::{Written, parsed};

const ENGLISH: &[(&str, &str)] = &[
    ("alike", include_str!("en/answers/alike.yaml")),
    ("cause", include_str!("en/answers/cause.yaml")),
    ("decline", include_str!("en/answers/decline.yaml")),
    ("denial", include_str!("en/answers/denial.yaml")),
    ("disowning", include_str!("en/answers/disowning.yaml")),
    ("excuse", include_str!("en/answers/excuse.yaml")),
    ("hedge", include_str!("en/answers/hedge.yaml")),
    ("impossible", include_str!("en/answers/impossible.yaml")),
    ("opposition", include_str!("en/answers/opposition.yaml")),
    ("stock", include_str!("en/answers/stock.yaml")),
    ("tale", include_str!("en/answers/tale.yaml")),
    ("unknowing", include_str!("en/answers/unknowing.yaml")),
];

const ENGLISH_SHORTHAND: &str = include_str!("en/shorthand.yaml");

/// The wording of answers in a language (BCP 47); a language without a lexicon gets English.
pub fn answer_wording(tag: &str) -> &'static Patterns {
    static WORDING: OnceLock<Patterns> = OnceLock::new();
    let _ = tag;
    WORDING.get_or_init(|| {
        let mut patterns = Patterns::default();
        for (file, yaml) in ENGLISH {
            patterns.add(file, parsed::<BTreeMap<Written<'_>, Vec<Written<'_>>>>(yaml));
        }
        patterns.add_shorthand(&parsed::<BTreeMap<Written<'_>, Written<'_>>>(ENGLISH_SHORTHAND));
        patterns
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_wording_parses_and_no_slot_is_left_open() {
        for (file, yaml) in ENGLISH {
            let lists: BTreeMap<String, Vec<String>> = serde_yaml::from_str(yaml).unwrap();
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

//! Reads the files of a language: lists and maps of words, written in YAML.
//!
//! There are two hundred thousand bytes of them and the first remark waits for most. A parser for all of YAML takes
//! twenty milliseconds for that; the lists need next to nothing of YAML, so that what they need is read here, borrowed from
//! the file, and handed to serde. Anything else in a file is left to the full parser, which is right and only slower.

mod plain;
mod serving;

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// A piece of a file.
#[derive(Debug, Clone, PartialEq)]
enum Node<'f> {
    /// A word or phrase as it stands in the file, or as its quotes say.
    Word(Cow<'f, str>),
    /// The same in quotes: never a number.
    Quoted(Cow<'f, str>),
    /// `[a, b]`, or lines that begin with `- `.
    List(Vec<Self>),
    /// `{a: b}`, or lines with a colon.
    Map(Vec<(Cow<'f, str>, Self)>),
}

/// A word or phrase of a file, borrowed from it where it stands there as it is meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Written<'f>(Cow<'f, str>);

impl Deref for Written<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'f> Deserialize<'f> for Written<'f> {
    fn deserialize<D: Deserializer<'f>>(from: D) -> Result<Self, D::Error> {
        struct Words;

        impl<'f> Visitor<'f> for Words {
            type Value = Written<'f>;

            fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
                to.write_str("a word or phrase")
            }

            fn visit_borrowed_str<E: Error>(self, words: &'f str) -> Result<Self::Value, E> {
                Ok(Written(Cow::Borrowed(words)))
            }

            fn visit_str<E: Error>(self, words: &str) -> Result<Self::Value, E> {
                Ok(Written(Cow::Owned(words.to_owned())))
            }
        }
        from.deserialize_str(Words)
    }
}

/// A file as its type; empty when it does not parse (tests make sure that every shipped file does).
pub(crate) fn parsed<'f, T: Deserialize<'f> + Default>(yaml: &'f str) -> T {
    let quick = plain::read(yaml).and_then(|node| T::deserialize(node).ok());
    quick.or_else(|| serde_yaml::from_str(yaml).ok()).unwrap_or_default()
}

/// Whether a file is written so plainly that the quick way reads it, and just as the full parser does.
#[cfg(test)]
pub(crate) fn is_plain(yaml: &str) -> bool {
    let full: serde_json::Value = serde_yaml::from_str(yaml).unwrap();
    plain::read(yaml).and_then(|node| serde_json::Value::deserialize(node).ok()) == Some(full)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn lists_and_maps_are_read_as_the_full_parser_reads_them() {
        for yaml in [
            "a: [b, c d, \"e: f\", 'it''s', \"#1\", -ish, 24/7]\n# note\ng: {h: 1, \"i j\": [2, 3.5]} # why\n",
            "a:\n  - b c\n  - (d|e) 'f'  # g\nh:\n  i: j\n  k: [l,\n    m n,\n  o]\n",
            "a:\n- b\n- \"c\"\nd: e f\n",
            "movable:\n  easter: [2023-04-09/2023-04-10]\n",
            "a: []\nb: {}\nc: [d,]\n",
            "a: >-\n  b c\n  d\ne: f\n",
        ] {
            assert!(is_plain(yaml), "{yaml}\n{:?}", plain::read(yaml));
        }
    }

    #[test]
    fn what_is_not_plain_is_left_to_the_full_parser() {
        for yaml in ["a: |\n  b\n", "a: &b c\n", "a: \"b\\tc\"\n", "- {a: b}\n- c: d\n", "a: b\n  c\n", "[a: b]", ""] {
            assert_eq!(plain::read(yaml), None, "{yaml}");
        }
        let kept: BTreeMap<String, String> = parsed("a: |\n  b\n  c\n");
        assert_eq!(kept["a"], "b\nc\n");
        let broken: BTreeMap<String, String> = parsed("a: [");
        assert!(broken.is_empty());
    }
}

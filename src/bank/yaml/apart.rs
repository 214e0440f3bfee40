//! The YAML that ships, taken apart when the program was built (`build.rs`): a start reads hundreds of thousands of bytes
//! of it, and a parser for all of YAML takes longer for that than all the rest takes.
//!
//! A value is a letter and what belongs to it: `p` (plain) or `q` (quoted) with a length and the words, `l` with a count and
//! the values of the list, `m` with a count and keys and values in turn. In files of banks a place stands behind the letter
//! of words, and behind the count of a list or a map. Numbers are written in ASCII, so that all of it is text.

mod serving;

use std::borrow::Cow;

use granit_parser::ScalarStyle;
use serde::Deserialize;

use super::tree::resolve;
use super::{Content, Entry, Node};
use crate::bank::problem::Place;

/// A file that ships, taken apart, by its path from the root of the sources.
macro_rules! apart {
    ($path:expr) => {
        include_str!(concat!(env!("OUT_DIR"), "/", $path))
    };
}
pub(crate) use apart;

/// A file of words as its type; empty where it is none of that type (tests make sure that every shipped file is).
pub(crate) fn parsed<T: Deserialize<'static> + Default>(apart: &'static str) -> T {
    T::deserialize(&mut Apart { rest: apart }).unwrap_or_default()
}

/// A file of a bank as the tree that [`super::parse`] makes of its text.
pub(super) fn tree(apart: &str) -> Option<Node> {
    let mut apart = Apart { rest: apart };
    apart.node(&mut Place { line: 0, ..Place::default() })
}

/// What is left to be read.
#[derive(Debug)]
struct Apart<'t> {
    rest: &'t str,
}

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Words without quotes: they may be a number.
    Plain,
    /// Words in quotes, or in a block of their own.
    Quoted,
    List,
    Map,
}

impl<'t> Apart<'t> {
    fn kind(&mut self) -> Option<Kind> {
        let kind = match self.rest.as_bytes().first()? {
            b'p' => Kind::Plain,
            b'q' => Kind::Quoted,
            b'l' => Kind::List,
            b'm' => Kind::Map,
            _ => return None,
        };
        self.rest = &self.rest[1..];
        Some(kind)
    }

    /// Six bits a letter, the lowest first; the seventh bit says that more follow.
    fn number(&mut self) -> Option<usize> {
        const MOST_LETTERS: usize = 8;
        let mut number = 0;
        for (at, letter) in self.rest.bytes().take(MOST_LETTERS).enumerate() {
            number |= usize::from(letter & 63) << (6 * at);
            if letter & 64 == 0 {
                self.rest = self.rest.get(at + 1..)?;
                return Some(number);
            }
        }
        None
    }

    /// As many bytes as the number before them says.
    fn words(&mut self) -> Option<&'t str> {
        let length = self.number()?;
        let (words, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(words)
    }

    /// A place, counted from the one before.
    fn place(&mut self, last: &mut Place) -> Option<Place> {
        let (line, start) = (last.line + self.number()? as u32, last.start + self.number()?);
        let column = self.number()? as u32;
        let end = start + self.number()?;
        *last = Place { line, column, start, end };
        Some(*last)
    }

    /// A value with its place. How deep it nests was seen when it was taken apart.
    fn node(&mut self, last: &mut Place) -> Option<Node> {
        let kind = self.kind()?;
        if let Kind::Plain | Kind::Quoted = kind {
            let place = self.place(last)?;
            let style = if kind == Kind::Plain { ScalarStyle::Plain } else { ScalarStyle::DoubleQuoted };
            return Some(Node { place, content: resolve(Cow::Borrowed(self.words()?), style) });
        }
        let count = self.number()?;
        let place = self.place(last)?;
        let place = Place { end: place.start, ..place };
        let content = if kind == Kind::List {
            Content::List((0..count).map(|_| self.node(last)).collect::<Option<_>>()?)
        } else {
            Content::Map((0..count / 2).map(|_| self.entry(last)).collect::<Option<_>>()?)
        };
        Some(Node { place, content })
    }

    fn entry(&mut self, last: &mut Place) -> Option<Entry> {
        let _ = self.kind()?;
        let place = self.place(last)?;
        let key = self.words()?.to_owned();
        Some(Entry { key, place, value: self.node(last)? })
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::*;
    use crate::bank::problem::{Sink, Source};
    use crate::bank::source::{files_below, read};

    fn yaml_below(folder: &str) -> Vec<PathBuf> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let files = files_below(&root.join(folder));
        files.into_iter().map(|file| file.strip_prefix(root).unwrap().to_owned()).collect()
    }

    fn text(root: &str, file: &Path) -> String {
        read(&Path::new(root).join(file)).unwrap().text.to_string()
    }

    #[test]
    fn what_was_taken_apart_is_what_the_full_parser_reads() {
        for folder in ["coach", "practice", "qualify", "signals"] {
            let files = yaml_below(&format!("src/{folder}/lexicon"));
            assert!(!files.is_empty());
            for file in files {
                let sink = Sink::new("");
                let source = Source::new("", &text(env!("CARGO_MANIFEST_DIR"), &file));
                let full = crate::bank::yaml::parse(&source, &sink).map(|root| root.to_json());
                assert_eq!(sink.into_list(), [], "{}", file.display());
                let apart = text(env!("OUT_DIR"), &file);
                let read = serde_json::Value::deserialize(&mut Apart { rest: &apart });
                assert!(full.is_some() && read.ok() == full, "{}", file.display());
            }
        }
    }

    #[test]
    fn the_tree_of_a_bank_is_what_the_full_parser_makes_of_it_with_every_place() {
        let folders = ["question_banks", "question_banks/personas", "question_banks/documents"].map(yaml_below);
        assert!(folders.iter().all(|files| !files.is_empty()));
        for file in folders.concat() {
            let sink = Sink::new("");
            let source = Source::new("", &text(env!("CARGO_MANIFEST_DIR"), &file));
            let full = crate::bank::yaml::parse_content(&source, &sink);
            assert_eq!(sink.into_list(), [], "{}", file.display());
            assert!(full.is_some() && tree(&text(env!("OUT_DIR"), &file)) == full, "{}", file.display());
        }
    }

    #[test]
    fn what_is_cut_off_is_nothing() {
        let whole = apart!("src/practice/lexicon/en/asking.yaml");
        assert!(serde_json::Value::deserialize(&mut Apart { rest: whole }).is_ok());
        for end in (0..whole.len()).filter(|&end| whole.is_char_boundary(end)) {
            assert!(serde_json::Value::deserialize(&mut Apart { rest: &whole[..end] }).is_err(), "{end}");
        }
        assert_eq!(tree(""), None);
    }
}

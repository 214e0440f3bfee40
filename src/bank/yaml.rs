//! YAML as a tree that knows its places: the one wrapper of the YAML library.
//!
//! serde stops at the first error and loses places, so text is read in two steps: [`parse`] turns it into a
//! [`Node`] tree, and the tree is lowered to the wanted type by [`Fields`] and [`FromNode`], which report *all*
//! problems to a [`Sink`] and go on.
//!
//! ```
//! use bantam::bank::problem::{Sink, Source};
//! use bantam::bank::yaml::{self, Fields};
//!
//! let source = Source::new("call.yaml", "bank: bant\nlaed: {}\n");
//! let sink = Sink::new(&source.name);
//! if let Some(root) = yaml::parse(&source, &sink) {
//!     let mut fields = Fields::of(&root, "a call script", &sink);
//!     let bank: Option<String> = fields.required("bank");
//!     let _lead = fields.optional_node("lead");
//!     fields.finish(); // reports `laed`: did you mean `lead`?
//!     assert_eq!(bank.as_deref(), Some("bant"));
//! }
//! assert_eq!(sink.into_list()[0].to_string(),
//!     "call.yaml:2:1: B005: unknown key `laed` in a call script; expected one of `bank`, `lead`; did you mean `lead`?");
//! ```

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::{Location, Spanned};

use super::problem::{Code, Place, Sink, Source};

mod lower;

pub use lower::{Fields, FromNode, Placed, word};

/// The largest text that is parsed, in bytes. A bank of 10,000 questions has 3 MB.
pub const LARGEST_TEXT: usize = 16 * 1024 * 1024;

/// How deep maps and lists may nest.
const DEEPEST_NESTING: usize = 32;

/// A value of the text, and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where it begins; of a scalar also where it ends.
    pub place: Place,
    /// What it is.
    pub content: Content,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Nothing, `null` or `~`.
    Null,
    /// `true` or `false`; `yes` and `no` are texts, as in YAML 1.2.
    Bool(bool),
    /// A number, with the words that it was written in (`007`, `1e3`).
    Number(f64, String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A map, in the order of the text. Of a key that stands twice only the first entry is kept.
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key as written; a number or a truth value is kept as its words.
    pub key: String,
    /// Where the key stands.
    pub place: Place,
    /// The value.
    pub value: Node,
}

/// Reads one YAML document.
///
/// Reports to `sink`: a text that is too large or nested too deep (B002), not YAML (B001) or empty (B003), and every
/// key that stands twice in one map (B004, with both places). `None` is returned when there is no tree to go on
/// with; a text with duplicate keys still has one.
pub fn parse(source: &Source, sink: &Sink) -> Option<Node> {
    if source.text.len() > LARGEST_TEXT {
        let message = "the file is larger than 16 MB";
        sink.report(
            sink.problem(Code::TooLarge, Place::default(), message).with_expected("less: 10,000 questions take 3 MB"),
        );
        return None;
    }
    match serde_yaml::from_str_with_options::<Node>(&source.text, options()) {
        Ok(mut root) => {
            if root.content == Content::Null {
                sink.report(
                    sink.problem(Code::EmptyFile, Place::default(), "the file is empty").with_expected("a YAML map"),
                );
                return None;
            }
            settle(&mut root, &source.text, sink);
            Some(root)
        }
        Err(error) => {
            report_unparsed(&error, source, sink);
            None
        }
    }
}

/// The limits were measured: real banks stay far below them, hostile texts are refused in milliseconds.
fn options() -> serde_yaml::Options {
    serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_events: 16_000_000,
            max_nodes: 4_000_000,
            max_depth: DEEPEST_NESTING,
            max_anchors: 1_000,
            max_aliases: 5_000,
            max_recorded_anchor_events: 200_000,
            // A second document is refused by itself, with a better message than that of the budget.
            max_documents: 2,
        },
        // Duplicates are let through to be reported with both places, and all at once.
        duplicate_keys: serde_yaml::DuplicateKeyPolicy::PassThrough,
        merge_keys: serde_yaml::MergeKeyPolicy::AsOrdinary,
        strict_booleans: true,
        non_finite_float_policy: serde_yaml::NonFiniteFloatPolicy::AsString,
        with_snippet: false,
    }
}

fn report_unparsed(error: &serde_yaml::Error, source: &Source, sink: &Sink) {
    let place = error.location().map_or_else(Place::default, |location| place_at(location, &source.text));
    let text = error.to_string();
    // The library ends its message with the place, which the problem carries by itself.
    let message = text.split(" at line ").next().unwrap_or_default().trim_start_matches("error: ").trim();
    let problem = match error.without_snippet() {
        serde_yaml::Error::Budget { .. }
        | serde_yaml::Error::AliasReplayLimitExceeded { .. }
        | serde_yaml::Error::AliasExpansionLimitExceeded { .. } => sink
            .problem(Code::TooLarge, place, "the file nests too deep, or repeats too much by aliases")
            .with_expected(format!("at most {DEEPEST_NESTING} levels of maps and lists")),
        serde_yaml::Error::Eof { .. } => {
            sink.problem(Code::EmptyFile, Place::default(), "the file is empty").with_expected("a YAML map")
        }
        serde_yaml::Error::MultipleDocuments { .. } => {
            sink.problem(Code::Syntax, place, "a second document begins here").with_expected("one document in a file")
        }
        _ => sink
            .problem(Code::Syntax, place, format!("not valid YAML: {message}"))
            .with_fix("check the indentation (spaces, not tabs), and put texts that hold `: ` or ` #` in quotes"),
    };
    sink.report(problem);
}

/// A place as the library tells it, with its bytes brought back onto character boundaries of the text.
fn place_at(location: Location, text: &str) -> Place {
    let span = location.span();
    let start = span.byte_offset().map_or(0, |offset| floor_char_boundary(text, offset as usize));
    let length = span.byte_len().unwrap_or_default() as usize;
    let end = floor_char_boundary(text, start.saturating_add(length)).max(start);
    Place { line: location.line() as u32, column: location.column() as u32, start, end }
}

fn floor_char_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Completes a fresh tree: bytes on boundaries, numbers in their own words, duplicate keys reported and dropped.
fn settle(node: &mut Node, text: &str, sink: &Sink) {
    fit(&mut node.place, text);
    match &mut node.content {
        Content::Number(_, words) => {
            let written = text.get(node.place.start..node.place.end).unwrap_or_default().trim();
            if written.parse::<f64>().is_ok() {
                written.clone_into(words);
            }
        }
        Content::List(items) => items.iter_mut().for_each(|item| settle(item, text, sink)),
        Content::Map(entries) => {
            for entry in entries.iter_mut() {
                fit(&mut entry.place, text);
                settle(&mut entry.value, text, sink);
            }
            keep_first_keys(entries, sink);
        }
        Content::Null | Content::Bool(_) | Content::Text(_) => {}
    }
}

fn fit(place: &mut Place, text: &str) {
    place.start = floor_char_boundary(text, place.start);
    place.end = floor_char_boundary(text, place.end).max(place.start);
}

/// Reports and drops keys that are no words, and all but the first of equal keys.
fn keep_first_keys(entries: &mut Vec<Entry>, sink: &Sink) {
    entries.retain(|entry| {
        if entry.key.is_empty() {
            sink.report(
                sink.problem(Code::WrongType, entry.place, "found a key that is no word").with_expected("a word"),
            );
        }
        !entry.key.is_empty()
    });
    let mut first_places = std::collections::HashMap::new();
    entries.retain(|entry| match first_places.get(&entry.key) {
        None => {
            first_places.insert(entry.key.clone(), entry.place);
            true
        }
        Some(&first) => {
            sink.report(
                sink.problem(Code::DuplicateKey, entry.place, format!("the key `{}` stands twice", entry.key))
                    .with_fix("keep one of the two")
                    .with_related(sink.file(), first, "first given here"),
            );
            false
        }
    });
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<Content>::deserialize(deserializer)?;
        let span = spanned.defined.span();
        let start = span.byte_offset().unwrap_or_default() as usize;
        let end = start.saturating_add(span.byte_len().unwrap_or_default() as usize);
        let (line, column) = (spanned.defined.line() as u32, spanned.defined.column() as u32);
        Ok(Self { place: Place { line, column, start, end }, content: spanned.value })
    }
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ContentVisitor)
    }
}

struct ContentVisitor;

impl<'de> Visitor<'de> for ContentVisitor {
    type Value = Content;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_unit<E>(self) -> Result<Content, E> {
        Ok(Content::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Content, E> {
        Ok(Content::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Content, E> {
        Ok(Content::Number(value as f64, value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Content, E> {
        Ok(Content::Number(value as f64, value.to_string()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Content, E> {
        Ok(Content::Number(value as f64, value.to_string()))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Content, E> {
        Ok(Content::Number(value as f64, value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Content, E> {
        Ok(Content::Number(value, value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Content, E> {
        Ok(Content::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Content, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Content::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Content, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, value)) = access.next_entry::<Node, Node>()? {
            let place = key.place;
            let key = match key.content {
                Content::Text(words) | Content::Number(_, words) => words,
                Content::Bool(value) => value.to_string(),
                Content::Null => "null".to_owned(),
                // Reported and dropped by `settle`, which knows the sink.
                Content::List(_) | Content::Map(_) => String::new(),
            };
            entries.push(Entry { key, place, value });
        }
        Ok(Content::Map(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<Node>, Vec<String>) {
        let source = Source::new("a.yaml", text);
        let sink = Sink::new("a.yaml");
        let root = parse(&source, &sink);
        (root, sink.into_list().iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_tree_knows_its_places() {
        let (root, problems) = read("é: ü\n日本: [a, 007]\n");
        let root = root.expect("a tree");
        assert!(problems.is_empty());
        let list = root.get("日本").expect("the key");
        assert_eq!((list.place.line, list.place.column), (2, 5));
        let Content::List(items) = &list.content else { panic!("no list: {list:?}") };
        assert_eq!(items[1].place, Place { line: 2, column: 9, start: 19, end: 22 });
        assert_eq!(items[1].as_text(), Some("007"));
    }

    #[test]
    fn words_stay_words() {
        let (root, _) = read("a: yes\nb: 2026-03-02T10:00:00\nc: .inf\nd: 'q'\ne: true\nf:\ng: 1871");
        let root = root.expect("a tree");
        let content = |key: &str| root.get(key).expect("the key").content.clone();
        assert_eq!(content("a"), Content::Text("yes".into()));
        assert_eq!(content("b"), Content::Text("2026-03-02T10:00:00".into()));
        assert_eq!(content("c"), Content::Text(".inf".into()));
        assert_eq!(content("e"), Content::Bool(true));
        assert_eq!(content("f"), Content::Null);
        assert_eq!(content("g"), Content::Number(1871.0, "1871".into()));
    }

    #[test]
    fn every_duplicate_key_is_reported_with_both_places() {
        let source = Source::new("a.yaml", "a: 1\na: 2\nb: {c: 1, c: 2}\n");
        let sink = Sink::new("a.yaml");
        let root = parse(&source, &sink).expect("a tree in spite of it");
        assert_eq!(root.get("a").and_then(Node::as_text), Some("1"));
        let found: Vec<_> = sink
            .into_list()
            .into_iter()
            .map(|problem| {
                let first = problem.related.expect("the first place").place;
                (problem.code, problem.place.line, problem.place.column, first.line, first.column)
            })
            .collect();
        assert_eq!(found, [(Code::DuplicateKey, 3, 11, 3, 5), (Code::DuplicateKey, 2, 1, 1, 1)]);
    }

    #[test]
    fn what_is_not_yaml_is_reported_where_it_breaks() {
        let one = |text: &str| read(text).1.join(" | ");
        assert_eq!(one("a: b: c"), "a.yaml:1:5: B001: not valid YAML: mapping values are not allowed in this context");
        assert_eq!(one("x:\n  - \"abc"), "a.yaml:2:5: B001: not valid YAML: unclosed quote");
        assert_eq!(one("a: *y"), "a.yaml:1:4: B001: not valid YAML: alias references unknown anchor");
        assert_eq!(
            one("a: 1\n---\nb: 2"),
            "a.yaml:3:1: B001: a second document begins here; expected one document in a file"
        );
        for empty in ["", "# only a remark\n", "---\n", "~", "\u{feff}"] {
            assert_eq!(one(empty), "a.yaml: B003: the file is empty; expected a YAML map", "{empty:?}");
        }
        assert_eq!(one("? [1]\n: 2"), "a.yaml:1:3: B007: found a key that is no word; expected a word");
    }

    #[test]
    fn hostile_texts_are_refused_quickly() {
        let deep_flow = "[".repeat(250_000);
        let deep_block = (0..2_000).map(|depth| " ".repeat(depth) + "a:\n").collect::<Vec<_>>().concat();
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for n in 1..12 {
            let before = format!("*a{}, ", n - 1).repeat(9);
            bomb = [bomb, format!("a{n}: &a{n} [{before}]\n")].concat();
        }
        for text in [deep_flow, deep_block, bomb, "{a: ".repeat(100_000), "- ".repeat(500_000)] {
            let (root, problems) = read(&text);
            assert!(root.is_none());
            assert!(problems[0].contains("B002") || problems[0].contains("B001"), "{problems:?}");
        }
        let (_, problems) = read(&"a: 1\n".repeat(100_000));
        assert_eq!(problems.len(), 1_000, "a flood is cut");
        let (root, problems) = read(&"a: 1\n".repeat(4 * 1024 * 1024));
        assert!(root.is_none());
        assert_eq!(
            problems,
            ["a.yaml: B002: the file is larger than 16 MB; expected less: 10,000 questions take 3 MB"]
        );
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in "(?s).{0,300}") {
            let _ = read(&text);
        }

        #[test]
        fn places_lie_on_character_boundaries(text in "([a-cé日{}\\[\\]:,&*!|>'\"\n -]|: |\n  ){0,60}") {
            let source = Source::new("a.yaml", &text);
            let sink = Sink::new("a.yaml");
            let _ = parse(&source, &sink);
            for problem in sink.into_list() {
                proptest::prop_assert!(source.text.get(problem.place.start..problem.place.end).is_some());
            }
        }
    }
}

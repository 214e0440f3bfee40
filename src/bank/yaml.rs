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

use super::problem::{Code, Place, Sink, Source};

pub(crate) mod apart;
mod content;
mod decode;
mod lower;
mod place;
mod refusal;
mod tree;

pub use content::parse_content;
pub use decode::decode;
pub(crate) use decode::too_large;
pub(crate) use lower::words;
pub use lower::{Fields, FromNode, Placed, word};

/// The largest text that is parsed, in bytes. A bank of 10,000 questions has 8 MB.
pub const LARGEST_TEXT: usize = 16 * 1024 * 1024;

/// How deep maps and lists may nest; a bank has 9 levels.
const DEEPEST_NESTING: usize = 32;

/// How many values a text may hold; a bank of 10,000 questions has half a million.
const MOST_NODES: usize = 1_000_000;

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
/// What is not read, each with its place: a text that is too large or nested too deep (B002), an empty one (B003), what
/// is not YAML (B001, B051 to B057, each with what to mend), and what YAML has beyond maps, lists, texts and numbers:
/// anchors and aliases, tags, further documents. Then `None` is returned. A key that stands twice in one map (B004) is
/// reported with both places and dropped.
pub fn parse(source: &Source, sink: &Sink) -> Option<Node> {
    if let Some(root) = source.apart.and_then(apart::tree) {
        return Some(root);
    }
    if source.text.len() > LARGEST_TEXT {
        too_large(sink.file()).list.into_iter().for_each(|problem| sink.report(problem));
        return None;
    }
    let root = tree::build(source, sink)?;
    if root.content == Content::Null {
        sink.report(sink.problem(Code::EmptyFile, Place::default(), "the file is empty").with_expected("a YAML map"));
        return None;
    }
    Some(root)
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
        assert_eq!(one("a: b: c"), "a.yaml:1:5: B055: a colon and a space stand within a text");
        assert_eq!(one("x:\n  - \"abc"), "a.yaml:2:5: B054: the quote \" opens here and is not closed");
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
        let texts = [deep_flow, deep_block, bomb, "{a: ".repeat(100_000), "- ".repeat(500_000)];
        for (n, text) in texts.into_iter().enumerate() {
            let (root, problems) = read(&text);
            assert!(root.is_none());
            let expected = ["1:33: B002", "33:33: B002", "1:5: B056", "1:129: B002", "1:65: B002"][n];
            assert!(problems[0].starts_with(&format!("a.yaml:{expected}")), "{problems:?}");
        }
        let (_, problems) = read(&"a: 1\n".repeat(100_000));
        assert_eq!(problems.len(), 1_000, "a flood is cut");
        let (root, problems) = read(&"a: 1\n".repeat(4 * 1024 * 1024));
        assert!(root.is_none());
        assert_eq!(
            problems,
            ["a.yaml: B002: the file is larger than 16 MB; expected less: 10,000 questions take 8 MB"]
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

//! From the tree to a wanted type, reporting every problem on the way instead of the first.

use super::{Content, Entry, Node};
use crate::bank::problem::{Code, Place, Problem, Sink, closest};
use crate::bank::vocabulary::{FlagKind, Grade, Level, StakeholderRole, ValueKind, VerdictKind};

/// Something that can be read from a node.
///
/// `None` means that it could not be read, and that the reason is in the sink.
pub trait FromNode: Sized {
    /// Reads it, or reports why not.
    fn from_node(node: &Node, sink: &Sink) -> Option<Self>;
}

/// The fields of a map: each is asked for by name, and `finish` reports those that nobody asked for.
///
/// Of a node that is no map the fields are all missing; the wrong type is reported once, and no missing keys.
#[derive(Debug)]
pub struct Fields<'n> {
    node: &'n Node,
    /// What the map is, with its article, for messages ("a question").
    what: &'static str,
    sink: &'n Sink,
    asked: Vec<&'static str>,
    /// Keys that have to be there and are not.
    missing: Vec<&'static str>,
}

/// A value with the place where it stands, for checks that come later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

impl<'n> Fields<'n> {
    /// Opens a node as a map; `what` names it in messages, with its article ("a question").
    pub fn of(node: &'n Node, what: &'static str, sink: &'n Sink) -> Self {
        if !matches!(node.content, Content::Map(_)) {
            sink.report(wrong_type(node, &format!("{what}, as a map of keys and values"), sink));
        }
        Self { node, what, sink, asked: Vec::new(), missing: Vec::new() }
    }

    /// The value of a key that has to be there; its absence is reported at the map, by [`Fields::finish`].
    pub fn required<T: FromNode>(&mut self, key: &'static str) -> Option<T> {
        self.required_node(key).and_then(|node| T::from_node(node, self.sink))
    }

    /// The value of a key that may be missing; `null` counts as missing.
    pub fn optional<T: FromNode>(&mut self, key: &'static str) -> Option<T> {
        self.optional_node(key).and_then(|node| T::from_node(node, self.sink))
    }

    /// The list under a key; empty where the key is missing. Items that cannot be read are reported and left out.
    pub fn list<T: FromNode>(&mut self, key: &'static str) -> Vec<T> {
        self.optional(key).unwrap_or_default()
    }

    /// The node of a key that has to be there.
    pub fn required_node(&mut self, key: &'static str) -> Option<&'n Node> {
        let node = self.optional_node(key);
        if node.is_none() {
            self.missing.push(key);
        }
        node
    }

    /// The node of a key that may be missing; `null` counts as missing.
    pub fn optional_node(&mut self, key: &'static str) -> Option<&'n Node> {
        self.asked.push(key);
        self.node.get(key).filter(|node| node.content != Content::Null)
    }

    /// Where the map stands.
    pub fn place(&self) -> Place {
        self.node.place
    }

    /// Reports every key that has to be there and is not, and every key that was not asked for, with the one that was
    /// probably meant.
    pub fn finish(mut self) {
        let missing = std::mem::take(&mut self.missing);
        let Content::Map(entries) = &self.node.content else { return };
        let unknown: Vec<&Entry> = entries.iter().filter(|entry| !self.asked.contains(&entry.key.as_str())).collect();
        for key in missing {
            // A key that was only mistyped is told once, at the place where it stands.
            let is_meant = |entry: &&Entry| closest(&entry.key, self.asked.iter().copied()) == Some(key);
            if !unknown.iter().any(is_meant) {
                self.report_missing(key);
            }
        }
        for entry in unknown {
            let message = format!("unknown key `{}` in {}", entry.key, self.what);
            self.sink.report(
                self.sink
                    .problem(Code::UnknownKey, entry.place, message)
                    .with_expected(one_of(self.asked.iter().copied()))
                    .with_closest(&entry.key, self.asked.iter().copied()),
            );
        }
    }
}

impl Fields<'_> {
    fn report_missing(&self, key: &str) {
        if matches!(self.node.content, Content::Map(_)) {
            let message = format!("{} lacks the key `{key}`", self.what);
            let problem = self.sink.problem(Code::MissingKey, self.node.place, message);
            self.sink.report(problem.with_fix(format!("add `{key}: …`")));
        }
    }
}

/// Of a reader that gave up before [`Fields::finish`], what was missing is reported all the same.
impl Drop for Fields<'_> {
    fn drop(&mut self) {
        for key in std::mem::take(&mut self.missing) {
            self.report_missing(key);
        }
    }
}

impl Node {
    /// The value of a key, if this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        let Content::Map(entries) = &self.content else { return None };
        entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// The text; a number is given in its own words, so that `company: 1871` needs no quotes.
    pub fn as_text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) | Content::Number(_, text) => Some(text),
            _ => None,
        }
    }

    /// The same as JSON, for values that are compared and not read; a number too large for JSON becomes null.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value;
        match &self.content {
            Content::Null => Value::Null,
            Content::Bool(value) => Value::Bool(*value),
            Content::Number(value, _) if value.fract() == 0.0 && value.abs() < 9e15 => Value::from(*value as i64),
            Content::Number(value, _) => Value::from(*value),
            Content::Text(text) => Value::from(text.as_str()),
            Content::List(items) => items.iter().map(Self::to_json).collect(),
            Content::Map(entries) => entries
                .iter()
                .map(|entry| (entry.key.clone(), entry.value.to_json()))
                .collect::<serde_json::Map<_, _>>()
                .into(),
        }
    }

    /// What it is, in words for a message.
    pub fn describe(&self) -> String {
        match &self.content {
            Content::Null => "nothing".to_owned(),
            Content::Bool(value) => format!("the truth value `{value}`"),
            Content::Number(_, words) => format!("the number `{words}`"),
            Content::Text(text) => format!("the text `{}`", shortened(text)),
            Content::List(items) if items.is_empty() => "an empty list".to_owned(),
            Content::List(_) => "a list".to_owned(),
            Content::Map(_) => "a map".to_owned(),
        }
    }
}

impl FromNode for String {
    /// A text with something in it.
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let Some(text) = node.as_text() else {
            sink.report(no_text(node, sink));
            return None;
        };
        if text.trim().is_empty() {
            sink.report(sink.problem(Code::Empty, node.place, "an empty text").with_expected("a text"));
            return None;
        }
        Some(text.trim().to_owned())
    }
}

impl FromNode for bool {
    /// `true`, `false`, and also `yes` and `no`, as people write them.
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        match &node.content {
            Content::Bool(value) => Some(*value),
            Content::Text(text) if text.eq_ignore_ascii_case("yes") => Some(true),
            Content::Text(text) if text.eq_ignore_ascii_case("no") => Some(false),
            _ => {
                let problem = wrong_type(node, "yes or no", sink);
                sink.report(problem.with_fix("write `yes` or `no`"));
                None
            }
        }
    }
}

impl FromNode for f64 {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        match node.content {
            Content::Number(value, _) if value.is_finite() => Some(value),
            _ => {
                sink.report(wrong_type(node, "a number", sink));
                None
            }
        }
    }
}

impl FromNode for u32 {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        match node.content {
            Content::Number(value, _) if value >= 0.0 && value <= f64::from(Self::MAX) && value.fract() == 0.0 => {
                Some(value as Self)
            }
            _ => {
                sink.report(wrong_type(node, "a whole number from 0", sink));
                None
            }
        }
    }
}

impl<T: FromNode> FromNode for Vec<T> {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let Content::List(items) = &node.content else {
            sink.report(wrong_type(node, "a list", sink));
            return None;
        };
        Some(items.iter().filter_map(|item| T::from_node(item, sink)).collect())
    }
}

impl<T: FromNode> FromNode for Placed<T> {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        T::from_node(node, sink).map(|value| Self { value, place: node.place })
    }
}

/// Reads one word of a few; any other is reported (B008) with the words allowed and the one probably meant.
pub fn word<T: Copy>(node: &Node, what: &str, all: &[T], id: fn(T) -> &'static str, sink: &Sink) -> Option<T> {
    let ids = || all.iter().map(|&value| id(value));
    let Some(text) = node.as_text() else {
        sink.report(wrong_type(node, &format!("{what}: {}", one_of(ids())), sink));
        return None;
    };
    let found = all.iter().copied().find(|&value| id(value) == text);
    if found.is_none() {
        sink.report(
            sink.problem(Code::UnknownWord, node.place, format!("`{}` is not {what}", shortened(text)))
                .with_expected(one_of(ids()))
                .with_closest(text, ids()),
        );
    }
    found
}

/// Enums of a few words that read their own ids.
macro_rules! words {
    ($($name:ident: $what:literal),+ $(,)?) => {$(
        impl $crate::bank::yaml::FromNode for $name {
            fn from_node(
                node: &$crate::bank::yaml::Node,
                sink: &$crate::bank::problem::Sink,
            ) -> Option<Self> {
                $crate::bank::yaml::word(node, $what, &Self::ALL[..], Self::id, sink)
            }
        }
    )+};
}

pub(crate) use words;

words! {
    FlagKind: "a flag", Grade: "a grade", Level: "a level", StakeholderRole: "a part in the purchase",
    ValueKind: "a kind of value", VerdictKind: "a verdict",
}

/// What stands where a text is expected, with the slip that it often comes from.
fn no_text(node: &Node, sink: &Sink) -> Problem {
    let problem = wrong_type(node, "a text", sink);
    match &node.content {
        Content::Map(_) => problem.with_fix("a colon and a space make it a map: if it is one text, put it in quotes"),
        Content::List(_) => problem.with_fix("if it is one text, put it in quotes"),
        Content::Bool(value) => problem.with_fix(format!("if it is a text, put it in quotes: \"{value}\"")),
        _ => problem,
    }
}

fn wrong_type(node: &Node, expected: &str, sink: &Sink) -> Problem {
    sink.problem(Code::WrongType, node.place, format!("found {}", node.describe())).with_expected(expected)
}

fn one_of<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let list: Vec<String> = words.map(|word| format!("`{word}`")).collect();
    if list.len() == 1 { list.concat() } else { format!("one of {}", list.join(", ")) }
}

/// A text cut to what a message can hold.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 40;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LONGEST).collect();
    format!("{cut}…")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::problem::Source;
    use crate::bank::yaml::parse;

    /// A small thing with a field of each sort.
    #[derive(Debug, PartialEq)]
    struct Thing {
        id: String,
        points: Option<u32>,
        grade: Option<Grade>,
        open: Option<bool>,
        tags: Vec<String>,
    }

    impl FromNode for Thing {
        fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
            let mut fields = Fields::of(node, "a thing", sink);
            let id = fields.required("id");
            let (points, grade) = (fields.optional("points"), fields.optional("grade"));
            let (open, tags) = (fields.optional("open"), fields.list("tags"));
            fields.finish();
            Some(Self { id: id?, points, grade, open, tags })
        }
    }

    fn read(text: &str) -> (Option<Thing>, Vec<String>) {
        let source = Source::new("a.yaml", text);
        let sink = Sink::new("a.yaml");
        let thing = parse(&source, &sink).and_then(|root| Thing::from_node(&root, &sink));
        (thing, sink.into_list().iter().map(ToString::to_string).collect())
    }

    #[test]
    fn what_is_right_is_read() {
        let (thing, problems) = read("id: 1871\npoints: 25\ngrade: claimed\nopen: yes\ntags: [a, b]\n");
        assert_eq!(problems, [""; 0]);
        let expected = Thing {
            id: "1871".into(),
            points: Some(25),
            grade: Some(Grade::Claimed),
            open: Some(true),
            tags: vec!["a".into(), "b".into()],
        };
        assert_eq!(thing, Some(expected));
    }

    #[test]
    fn all_problems_are_reported_at_once() {
        let (thing, problems) = read("ponts: 3\ngrade: claimd\nopen: maybe\ntags: [a, '', {b: c}]\npoints: -1.5\n");
        assert_eq!(thing, None);
        assert_eq!(
            problems,
            [
                "a.yaml:5:9: B007: found the number `-1.5`; expected a whole number from 0",
                "a.yaml:2:8: B008: `claimd` is not a grade; expected one of `open`, `claimed`, `evidenced`, `refuted`, \
                 `disputed`; did you mean `claimed`?",
                "a.yaml:3:7: B007: found the text `maybe`; expected yes or no",
                "a.yaml:4:11: B009: an empty text; expected a text",
                "a.yaml:4:15: B007: found a map; expected a text",
                "a.yaml:1:1: B006: a thing lacks the key `id`",
                "a.yaml:1:1: B005: unknown key `ponts` in a thing; expected one of `id`, `points`, `grade`, `open`, \
                 `tags`; did you mean `points`?",
            ]
        );
    }

    #[test]
    fn a_wrong_type_is_reported_once_and_not_as_missing_keys() {
        let (_, problems) = read("- id: x\n");
        assert_eq!(problems, ["a.yaml:1:1: B007: found a list; expected a thing, as a map of keys and values"]);
    }

    #[test]
    fn null_counts_as_missing() {
        assert_eq!(read("id: ~\n").1, ["a.yaml:1:1: B006: a thing lacks the key `id`"]);
        assert_eq!(read("id: x\npoints:\n").1, [""; 0]);
    }
}

//! From the parser's events to the tree, without recursion: how deep a text nests costs no stack.

use std::borrow::Cow;
use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle, Span, StructureStyle};

use super::place::place;
use super::refusal::{self, Bracket};
use super::{Content, DEEPEST_NESTING, Entry, MOST_NODES, Node};
use crate::bank::problem::{Code, Place, Problem, Sink, Source};

/// Maps of up to so many keys are searched from end to end for duplicates: that is faster than hashing them.
const FEW_KEYS: usize = 16;

/// Reads the one document of a text; `None` if it was refused, with the reason in the sink.
pub(super) fn build(source: &Source, sink: &Sink) -> Option<Node> {
    if refusal::report_control_characters(&source.text, sink) {
        return None;
    }
    let mut tree = Tree::new(&source.text, sink);
    for event in Parser::new_from_str_with_options(&source.text, options()) {
        match event {
            Ok((event, span)) => tree.take(event, span)?,
            Err(error) => {
                sink.report(refusal::explain(&error, &source.text, tree.read_up_to, &tree.brackets(), sink));
                return None;
            }
        }
    }
    if tree.refused {
        return None;
    }
    Some(tree.root.unwrap_or(Node { place: Place::default(), content: Content::Null }))
}

fn options() -> granit_parser::Options {
    let mut options = granit_parser::options! {
        // What is not taken is reported with its place, all of it at once.
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        disallow_directives: true,
        flow_nesting_limit: DEEPEST_NESTING,
        block_nesting_limit: DEEPEST_NESTING,
    };
    options.set_emit_comments(false);
    options
}

/// A tree in the making.
struct Tree<'t> {
    text: &'t str,
    sink: &'t Sink,
    /// The maps and lists that are not closed yet, from the root inwards.
    open: Vec<Open>,
    root: Option<Node>,
    nodes: usize,
    documents: usize,
    /// The end of the last event, in bytes.
    read_up_to: usize,
    /// Whether something was reported that leaves holes in the tree.
    refused: bool,
}

/// A map or list that is not closed yet.
struct Open {
    place: Place,
    style: StructureStyle,
    items: Items,
}

enum Items {
    List(Vec<Node>),
    Map {
        entries: Vec<Entry>,
        /// The key whose value comes next.
        key: Option<(String, Place)>,
    },
}

impl<'t> Tree<'t> {
    fn new(text: &'t str, sink: &'t Sink) -> Self {
        Self { text, sink, open: Vec::new(), root: None, nodes: 0, documents: 0, read_up_to: 0, refused: false }
    }

    /// Takes one event. `None` stops the reading; the reason is in the sink.
    fn take(&mut self, event: Event<'_>, span: Span) -> Option<()> {
        let place = self.place(span);
        self.read_up_to = self.read_up_to.max(place.end);
        match event {
            Event::Scalar(text, style, _, tag) => {
                self.refuse_tag(tag.is_some(), span);
                let is_key = matches!(self.open.last(), Some(Open { items: Items::Map { key: None, .. }, .. }));
                let content = if is_key { Content::Text(text.into_owned()) } else { resolve(text, style) };
                self.put(Node { place, content })?;
            }
            Event::SequenceStart(style, _, tag) => {
                self.refuse_tag(tag.is_some(), span);
                self.open(place, style, Items::List(Vec::new()))?;
            }
            Event::MappingStart(style, _, tag) => {
                self.refuse_tag(tag.is_some(), span);
                self.open(place, style, Items::Map { entries: Vec::new(), key: None })?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close()?,
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.refuse(refusal::alias(place, self.text, self.sink));
                self.put(Node { place, content: Content::Null })?;
            }
            Event::Anchor(..) => self.refuse(refusal::anchor(place, self.text, self.sink)),
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.sink.report(refusal::second_document(place, self.sink));
                    return None;
                }
            }
            _ => {}
        }
        Some(())
    }

    /// Opens a map or list, unless it nests too deep.
    fn open(&mut self, place: Place, style: StructureStyle, items: Items) -> Option<()> {
        if self.open.len() >= DEEPEST_NESTING {
            self.sink.report(refusal::too_deep(place, self.sink));
            return None;
        }
        self.open.push(Open { place: Place { end: place.start, ..place }, style, items });
        Some(())
    }

    /// Closes the innermost map or list, and puts it where it belongs.
    fn close(&mut self) -> Option<()> {
        let Open { place, items, .. } = self.open.pop()?;
        let content = match items {
            Items::List(items) => Content::List(items),
            Items::Map { mut entries, .. } => {
                self.keep_first_keys(&mut entries);
                Content::Map(entries)
            }
        };
        self.put(Node { place, content })
    }

    /// Puts a finished node into the innermost open map or list.
    fn put(&mut self, node: Node) -> Option<()> {
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            self.sink.report(refusal::too_many(node.place, self.sink));
            return None;
        }
        match self.open.last_mut().map(|open| &mut open.items) {
            None => self.root = Some(node),
            Some(Items::List(items)) => items.push(node),
            Some(Items::Map { entries, key }) => match key.take() {
                Some((key, place)) => entries.push(Entry { key, place, value: node }),
                None => *key = Some((key_words(node.content, node.place, self.sink), node.place)),
            },
        }
        Some(())
    }

    /// Drops keys without words, and all but the first of equal keys, which are reported with both places.
    fn keep_first_keys(&self, entries: &mut Vec<Entry>) {
        // Entries are read in the order of the text, so the first place of a key is the place of the first entry.
        let mut first_places: HashMap<String, Place> = HashMap::new();
        let unique = |entries: &[Entry]| {
            entries.len() <= FEW_KEYS
                && (1..entries.len()).all(|n| entries[..n].iter().all(|before| before.key != entries[n].key))
        };
        if !unique(entries) {
            entries.retain(|entry| match first_places.get(&entry.key) {
                None => {
                    first_places.insert(entry.key.clone(), entry.place);
                    true
                }
                Some(&first) => {
                    if !entry.key.is_empty() {
                        self.sink.report(twice(entry, first, self.sink));
                    }
                    false
                }
            });
        }
        entries.retain(|entry| !entry.key.is_empty());
    }

    fn refuse_tag(&mut self, is_tagged: bool, span: Span) {
        if is_tagged {
            let place = self.place(span.tag_span().unwrap_or(span));
            self.refuse(refusal::tag(place, self.text, self.sink));
        }
    }

    fn refuse(&mut self, problem: Problem) {
        self.refused = true;
        self.sink.report(problem);
    }

    /// The brackets that are open, from the outermost inwards. A pair in a list, `[a: b]`, is a map without one.
    fn brackets(&self) -> Vec<Bracket> {
        let flow = self.open.iter().filter(|open| open.style == StructureStyle::Flow);
        flow.filter_map(|open| Bracket::at(open.place, self.text)).collect()
    }

    fn place(&self, span: Span) -> Place {
        place(self.text, span.start, span.end)
    }
}

/// The words of a key; a key that is a map or list, or nothing, has none.
fn key_words(content: Content, place: Place, sink: &Sink) -> String {
    let words = if let Content::Text(words) = content { words } else { String::new() };
    if words.is_empty() {
        sink.report(sink.problem(Code::WrongType, place, "found a key that is no word").with_expected("a word"));
    } else if words == "<<" {
        sink.report(refusal::merge_key(place, sink));
    }
    words
}

fn twice(entry: &Entry, first: Place, sink: &Sink) -> Problem {
    sink.problem(Code::DuplicateKey, entry.place, format!("the key `{}` stands twice", entry.key))
        .with_fix("keep one of the two")
        .with_related(sink.file(), first, "first given here")
}

/// What a scalar means: plain words may be nothing, a truth value or a number (YAML 1.2, core schema), all others are
/// texts. So `yes` and `no` are texts, and so are `.inf` and dates.
pub(super) fn resolve(text: Cow<'_, str>, style: ScalarStyle) -> Content {
    if style != ScalarStyle::Plain {
        return Content::Text(text.into_owned());
    }
    match &*text {
        "" | "~" | "null" | "Null" | "NULL" => Content::Null,
        "true" | "True" | "TRUE" => Content::Bool(true),
        "false" | "False" | "FALSE" => Content::Bool(false),
        words => match number(words) {
            Some(value) => Content::Number(value, text.into_owned()),
            None => Content::Text(text.into_owned()),
        },
    }
}

fn number(words: &str) -> Option<f64> {
    let unsigned = words.trim_start_matches(['+', '-']);
    let starts_like_one = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    if !starts_like_one || words.len() > 64 {
        return None;
    }
    if let Some(digits) = unsigned.strip_prefix("0x") {
        return u32::from_str_radix(digits, 16).ok().map(f64::from);
    }
    words.parse::<f64>().ok().filter(|value| value.is_finite())
}

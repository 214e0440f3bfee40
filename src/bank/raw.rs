//! Content as written: every value with its place, nothing checked but types and keys.

mod condition;
mod framework;

pub(crate) use condition::{RawCondition, RawTest};
pub(crate) use framework::{RawBank, RawFollowUp, RawGroup, RawQuestion, RawSample, RawSection, RawShared, Standing};

use super::problem::{Code, Sink};
use super::vocabulary::{Level, ValueKind};
use super::yaml::{Content, Fields, FromNode, Node, Placed};

/// A text per language, such as a topic's cue.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct ByLanguage(Vec<(String, String)>);

impl ByLanguage {
    /// The text in a language, else in its main language (`pt` for `pt-BR`), else in English, else the first.
    pub(crate) fn get(&self, language: &str) -> Option<&str> {
        let main = language.split('-').next().unwrap_or_default();
        let find = |wanted: &str| self.0.iter().find(|(tag, _)| tag == wanted).map(|(_, text)| text.as_str());
        find(language).or_else(|| find(main)).or_else(|| find("en")).or_else(|| self.0.first().map(|(_, t)| t.as_str()))
    }
}

impl FromNode for ByLanguage {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let Content::Map(entries) = &node.content else {
            let message = format!("found {}", node.describe());
            sink.report(
                sink.problem(Code::WrongType, node.place, message)
                    .with_expected("a text per language, such as `{en: the budget}`"),
            );
            return None;
        };
        let texts = entries
            .iter()
            .filter_map(|entry| Some((entry.key.clone(), String::from_node(&entry.value, sink)?)))
            .collect::<Vec<_>>();
        if entries.is_empty() {
            sink.report(sink.problem(Code::Empty, node.place, "no text in any language").with_expected("`en: …`"));
        }
        Some(Self(texts))
    }
}

/// A topic as written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RawTopic {
    pub(crate) id: Placed<String>,
    pub(crate) level: Level,
    pub(crate) kind: ValueKind,
    pub(crate) cue: ByLanguage,
    pub(crate) yes_no: bool,
    pub(crate) knowledge: bool,
    pub(crate) exclusive: bool,
    pub(crate) tolerance: Option<Placed<f64>>,
    pub(crate) conflicts: Vec<Placed<String>>,
}

impl FromNode for RawTopic {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "a topic", sink);
        let id = fields.required("id");
        let level = fields.required("level");
        let kind = fields.required("kind");
        let cue = fields.required("cue");
        let yes_no = fields.optional("yes_no").unwrap_or(false);
        let knowledge = fields.optional("knowledge").unwrap_or(false);
        let exclusive = fields.optional("exclusive").unwrap_or(false);
        let tolerance = fields.optional("tolerance");
        let conflicts = fields.list("conflicts");
        fields.finish();
        Some(Self {
            id: id?,
            level: level?,
            kind: kind?,
            cue: cue?,
            yes_no,
            knowledge,
            exclusive,
            tolerance,
            conflicts,
        })
    }
}

/// `topics.yaml` as written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RawTopics {
    pub(crate) topics: Vec<RawTopic>,
}

impl FromNode for RawTopics {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "a topics file", sink);
        let topics = fields.required("topics");
        fields.finish();
        Some(Self { topics: topics? })
    }
}

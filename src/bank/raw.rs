//! Content as written: every value with its place, nothing checked but types and keys.

mod condition;
mod framework;

pub(crate) use condition::{RawCondition, RawTest, TESTS};
pub(crate) use framework::{
    NO_FLAG, RawBank, RawFollowUp, RawGroup, RawQuestion, RawSample, RawSection, RawShared, Standing,
};

use schemars::JsonSchema;

use super::problem::{Code, Sink};
use super::schema::{Id, TextByLanguage, TopicRef};
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
#[derive(Debug, Clone, PartialEq, JsonSchema)]
#[schemars(rename = "Topic", deny_unknown_fields, description = "What a question can ask about.")]
pub(crate) struct RawTopic {
    /// Its id, `family.name`. Journals and scripts speak of it, so it is never renamed.
    #[schemars(with = "Id")]
    pub(crate) id: Placed<String>,
    /// The level of qualification that it speaks for.
    pub(crate) level: Level,
    /// What sort of value is asked for. `text` and `choice` are open questions; `number` is any quantity.
    pub(crate) kind: ValueKind,
    /// Two to four words for lists, by language.
    #[schemars(with = "TextByLanguage")]
    pub(crate) cue: ByLanguage,
    /// Whether a yes or a no is a full answer.
    #[schemars(default)]
    pub(crate) yes_no: bool,
    /// Whether it tests if the contact knows the organization.
    #[schemars(default)]
    pub(crate) knowledge: bool,
    /// Whether one value excludes another: two budgets cannot both be right, two users can.
    #[schemars(default)]
    pub(crate) exclusive: bool,
    /// How far two figures may differ before they contradict, as a share of the larger one; without it, 0.2.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub(crate) tolerance: Option<Placed<f64>>,
    /// Topics of another kind that can contradict this one. A pair is named once and holds both ways.
    #[schemars(default, with = "Vec<TopicRef>")]
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
#[derive(Debug, Clone, PartialEq, JsonSchema)]
#[schemars(deny_unknown_fields, description = "Topics: what questions can ask about, the same in every bank.")]
pub(crate) struct RawTopics {
    /// The topics. One with the id of a shipped topic takes its place.
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

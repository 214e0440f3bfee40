//! A bank, its sections and its questions as written.
//!
//! A thing with an id is kept even where other parts of it could not be read (the reason is in the sink by then),
//! so that a follow-up to it is not reported as unknown on top.

use super::RawTopic;
use super::condition::RawCondition;
use crate::bank::problem::{Code, Place, Sink};
use crate::bank::vocabulary::{FlagKind, Grade};
use crate::bank::yaml::{Content, Entry, Fields, FromNode, Node, Placed, word};

/// The key of the samples that raise no flag.
const NO_FLAG: &str = "no_flag";

/// A bank's file as written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RawBank {
    pub(crate) id: Option<Placed<String>>,
    pub(crate) title: String,
    pub(crate) language: Option<Placed<String>>,
    pub(crate) purpose: String,
    pub(crate) accepts: Grade,
    pub(crate) planned_minutes: Option<Placed<u32>>,
    pub(crate) topics: Vec<RawTopic>,
    pub(crate) sections: Vec<RawSection>,
    pub(crate) place: Place,
}

/// `shared.yaml` as written: the sections that every bank has.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct RawShared {
    pub(crate) sections: Vec<RawSection>,
}

/// A section as written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RawSection {
    pub(crate) id: Placed<String>,
    pub(crate) title: String,
    pub(crate) purpose: String,
    pub(crate) accepts: Option<Grade>,
    pub(crate) scored: Vec<RawGroup>,
    pub(crate) questions: Vec<RawQuestion>,
    /// Where it stands among the sections; those of the bank itself are in the middle.
    pub(crate) standing: Standing,
    /// Whether a list of questions was there at all.
    pub(crate) has_list: bool,
}

/// Where a section stands in the rail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    /// A shared section before the framework's own: the quick filter.
    First,
    /// The framework's own.
    Own,
    /// A shared section after the framework's own.
    Last,
}

/// A scored group as written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RawGroup {
    pub(crate) topics: Vec<Placed<String>>,
    pub(crate) points: Placed<u32>,
}

/// A question as written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RawQuestion {
    pub(crate) id: Placed<String>,
    pub(crate) topic: Option<Placed<String>>,
    pub(crate) cue: Option<Placed<String>>,
    pub(crate) ask: Vec<Placed<String>>,
    pub(crate) reframes: Vec<Placed<String>>,
    pub(crate) why: String,
    pub(crate) listen_for: Vec<String>,
    pub(crate) probes: Vec<(FlagKind, Placed<String>)>,
    pub(crate) follow_ups: Vec<RawFollowUp>,
    pub(crate) conditional: bool,
    pub(crate) samples: Vec<RawSample>,
}

/// A sample answer as written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RawSample {
    pub(crate) say: Placed<String>,
    /// The flag under which it stands; `None` under `no_flag`.
    pub(crate) flag: Option<FlagKind>,
    /// By topic, the words of a fact.
    pub(crate) facts: Vec<(Placed<String>, Placed<String>)>,
}

/// A follow-up as written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RawFollowUp {
    pub(crate) to: Placed<String>,
    pub(crate) when: Option<RawCondition>,
}

impl RawBank {
    /// A bank of nothing, to check shared sections by themselves.
    pub(crate) fn without_sections(language: &str) -> Self {
        Self {
            id: None,
            title: String::new(),
            language: Some(Placed { value: language.to_owned(), place: Place::default() }),
            purpose: String::new(),
            accepts: Grade::Claimed,
            planned_minutes: None,
            topics: Vec::new(),
            sections: Vec::new(),
            place: Place::default(),
        }
    }
}

impl FromNode for RawBank {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "a bank", sink);
        let bank = Self {
            id: fields.required("id"),
            title: fields.required("title").unwrap_or_default(),
            language: fields.required("language"),
            purpose: fields.required("purpose").unwrap_or_default(),
            accepts: fields.required_node("accepts").and_then(|node| enough(node, sink)).unwrap_or(Grade::Claimed),
            planned_minutes: fields.required("planned_minutes"),
            topics: fields.list("topics"),
            sections: fields.required("sections").unwrap_or_default(),
            place: fields.place(),
        };
        fields.finish();
        Some(bank)
    }
}

impl FromNode for RawShared {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "a file of shared sections", sink);
        let list = fields.required_node("sections").map(|node| &node.content);
        fields.finish();
        let Some(Content::List(items)) = list else { return Some(Self::default()) };
        Some(Self { sections: items.iter().filter_map(|item| section(item, true, sink)).collect() })
    }
}

impl FromNode for RawSection {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        section(node, false, sink)
    }
}

fn section(node: &Node, shared: bool, sink: &Sink) -> Option<RawSection> {
    let mut fields = Fields::of(node, if shared { "a shared section" } else { "a section" }, sink);
    let id = fields.required("id");
    let title = fields.required("title").unwrap_or_default();
    let purpose = fields.required("purpose").unwrap_or_default();
    let accepts = fields.optional_node("accepts").and_then(|node| enough(node, sink));
    // Shared sections earn no points, so that every framework has its own 100.
    let scored = if shared { Vec::new() } else { fields.list("scored") };
    let standing = if shared {
        fields.required_node("stands").and_then(|node| standing(node, sink)).unwrap_or(Standing::Last)
    } else {
        Standing::Own
    };
    let questions = fields.required_node("questions");
    fields.finish();
    let has_list = questions.is_some();
    let questions = questions.and_then(|node| Vec::from_node(node, sink)).unwrap_or_default();
    Some(RawSection { id: id?, title, purpose, accepts, scored, questions, standing, has_list })
}

fn standing(node: &Node, sink: &Sink) -> Option<Standing> {
    let id = |standing| if standing == Standing::First { "first" } else { "last" };
    word(node, "a place among the sections", &[Standing::First, Standing::Last], id, sink)
}

/// A grade that can be enough: the others say that something is open or settled against the lead.
fn enough(node: &Node, sink: &Sink) -> Option<Grade> {
    word(node, "a grade that can be enough", &[Grade::Claimed, Grade::Evidenced], Grade::id, sink)
}

impl FromNode for RawGroup {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "a scored group", sink);
        let topics = fields.required("topics");
        let points = fields.required("points");
        fields.finish();
        Some(Self { topics: topics?, points: points? })
    }
}

impl FromNode for RawQuestion {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "a question", sink);
        let id = fields.required("id");
        let topic = fields.required("topic");
        let cue = fields.required("cue");
        let ask = fields.required_node("ask").map(|node| phrasings(node, sink)).unwrap_or_default();
        let reframes = fields.list("reframes");
        let why = fields.required("why").unwrap_or_default();
        let listen_for = fields.list("listen_for");
        let probes = fields.optional_node("probes").map(|node| probes(node, sink)).unwrap_or_default();
        let follow_ups = fields.list("follow_ups");
        let conditional = fields.optional("conditional").unwrap_or(false);
        let samples = fields.optional_node("samples").map(|node| samples(node, sink)).unwrap_or_default();
        fields.finish();
        Some(Self { id: id?, topic, cue, ask, reframes, why, listen_for, probes, follow_ups, conditional, samples })
    }
}

/// The phrasings of a question: a list with something in it, or a single text.
fn phrasings(node: &Node, sink: &Sink) -> Vec<Placed<String>> {
    if matches!(node.content, Content::Text(_)) {
        return Placed::from_node(node, sink).into_iter().collect();
    }
    if matches!(&node.content, Content::List(items) if items.is_empty()) {
        sink.report(sink.problem(Code::Empty, node.place, "a question without words").with_expected("a phrasing"));
    }
    Vec::from_node(node, sink).unwrap_or_default()
}

/// Probes by flag: `{vague: …, unknowing: …}`.
fn probes(node: &Node, sink: &Sink) -> Vec<(FlagKind, Placed<String>)> {
    let mut fields = Fields::of(node, "the probes, by flag", sink);
    let probes = FlagKind::ALL.iter().filter_map(|&flag| fields.optional(flag.id()).map(|say| (flag, say))).collect();
    fields.finish();
    probes
}

/// Samples by the flag that they are to raise: `{vague: soon, no_flag: [40k]}`.
fn samples(node: &Node, sink: &Sink) -> Vec<RawSample> {
    let mut fields = Fields::of(node, "the samples, by flag", sink);
    let keys = FlagKind::ALL.iter().map(|&flag| (flag.id(), Some(flag))).chain([(NO_FLAG, None)]);
    let samples = keys
        .filter_map(|(key, flag)| Some((fields.optional_node(key)?, flag)))
        .flat_map(|(node, flag)| one_or_more(node).iter().filter_map(move |item| sample(item, flag, sink)))
        .collect();
    fields.finish();
    samples
}

fn one_or_more(node: &Node) -> &[Node] {
    match &node.content {
        Content::List(items) => items,
        _ => std::slice::from_ref(node),
    }
}

/// A sample: its words alone, or `{say: …, facts: {topic: words}}`.
fn sample(node: &Node, flag: Option<FlagKind>, sink: &Sink) -> Option<RawSample> {
    if !matches!(node.content, Content::Map(_)) {
        return Some(RawSample { say: Placed::from_node(node, sink)?, flag, facts: Vec::new() });
    }
    let mut fields = Fields::of(node, "a sample", sink);
    let say = fields.required("say");
    let facts = fields.optional_node("facts").map(|node| sample_facts(node, sink)).unwrap_or_default();
    fields.finish();
    Some(RawSample { say: say?, flag, facts })
}

fn sample_facts(node: &Node, sink: &Sink) -> Vec<(Placed<String>, Placed<String>)> {
    let Content::Map(entries) = &node.content else {
        sink.report(
            sink.problem(Code::WrongType, node.place, format!("found {}", node.describe()))
                .with_expected("facts by topic, such as `{pain.cost: 40k a month}`"),
        );
        return Vec::new();
    };
    let fact = |entry: &Entry| {
        let topic = Placed { value: entry.key.clone(), place: entry.place };
        Some((topic, Placed::from_node(&entry.value, sink)?))
    };
    entries.iter().filter_map(fact).collect()
}

impl FromNode for RawFollowUp {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "a follow-up", sink);
        let to = fields.required("to");
        let when = fields.required("when");
        fields.finish();
        Some(Self { to: to?, when })
    }
}

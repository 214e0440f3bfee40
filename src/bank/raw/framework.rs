//! A bank, its sections and its questions as written.
//!
//! A thing with an id is kept even where other parts of it could not be read (the reason is in the sink by then),
//! so that a follow-up to it is not reported as unknown on top.

use schemars::JsonSchema;

use super::RawTopic;
use super::condition::RawCondition;
use crate::bank::problem::{Code, Place, Sink};
use crate::bank::schema::{Enough, Id, OneOrMore, ProbesByFlag, SamplesByFlag, TopicRef};
use crate::bank::vocabulary::{FlagKind, Grade};
use crate::bank::yaml::{Content, Entry, Fields, FromNode, Node, Placed, word};

/// The key of the samples that raise no flag.
pub(crate) const NO_FLAG: &str = "no_flag";

/// A bank's file as written. The remarks on its fields, and on those below, are what an editor shows (`schema`).
#[derive(Debug, Clone, PartialEq, JsonSchema)]
#[schemars(deny_unknown_fields, description = "A question bank: what a rep is prompted to ask in one sort of call.")]
pub(crate) struct RawBank {
    /// The bank's id: the name of its file without `.yaml`.
    #[schemars(required, with = "Id")]
    pub(crate) id: Option<Placed<String>>,
    /// Its name, as shown on the screen.
    pub(crate) title: String,
    /// The language of its questions, as a BCP 47 tag: `en`, `de`, `pt-BR`.
    #[schemars(required)]
    pub(crate) language: Option<Placed<String>>,
    /// What it is made for, in a sentence or two.
    pub(crate) purpose: String,
    /// What is enough to settle a question: their word (claimed), or a figure, a date, a name (evidenced).
    #[schemars(with = "Enough")]
    pub(crate) accepts: Grade,
    /// How long a call with it takes, in minutes.
    #[schemars(required, range(min = 1, max = 480))]
    pub(crate) planned_minutes: Option<Placed<u32>>,
    /// Topics of its own, besides those of `topics.yaml`.
    #[schemars(default)]
    pub(crate) topics: Vec<RawTopic>,
    /// Its sections in the order of a call. Those that all banks share are added by themselves.
    pub(crate) sections: Vec<RawSection>,
    #[schemars(skip)]
    pub(crate) place: Place,
}

/// `shared.yaml` as written: the sections that every bank has.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct RawShared {
    pub(crate) sections: Vec<RawSection>,
}

/// A section as written.
#[derive(Debug, Clone, PartialEq, JsonSchema)]
#[schemars(rename = "Section", deny_unknown_fields, description = "One part of a framework, with its questions.")]
pub(crate) struct RawSection {
    /// Its id, unique in the bank.
    #[schemars(with = "Id")]
    pub(crate) id: Placed<String>,
    /// Its name, as shown on the screen.
    pub(crate) title: String,
    /// What it has to find out, in a sentence.
    pub(crate) purpose: String,
    /// What is enough here, where that is stricter or milder than in the rest of the bank.
    #[schemars(with = "Option<Enough>")]
    pub(crate) accepts: Option<Grade>,
    /// What earns its points. The points of all sections add up to 100.
    #[schemars(default)]
    pub(crate) scored: Vec<RawGroup>,
    /// The most that the whole bank can score, of 100, while nothing in this section is settled.
    #[schemars(with = "Option<u32>", range(min = 1, max = 99))]
    pub(crate) gate: Option<Placed<u32>>,
    /// Its questions, in the order in which they are offered.
    pub(crate) questions: Vec<RawQuestion>,
    /// Where it stands among the sections; those of the bank itself are in the middle.
    #[schemars(skip)]
    pub(crate) standing: Standing,
    /// Whether a list of questions was there at all.
    #[schemars(skip)]
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
#[derive(Debug, Clone, PartialEq, JsonSchema)]
#[schemars(
    rename = "ScoreGroup",
    deny_unknown_fields,
    description = "Topics of which the best settled one earns points."
)]
pub(crate) struct RawGroup {
    /// The topics that can earn the points.
    #[schemars(with = "Vec<TopicRef>", length(min = 1))]
    pub(crate) topics: Vec<Placed<String>>,
    /// How many of the 100 points.
    #[schemars(range(min = 1, max = 100))]
    pub(crate) points: Placed<u32>,
}

/// A question as written.
#[derive(Debug, Clone, PartialEq, JsonSchema)]
#[schemars(rename = "Question", deny_unknown_fields, description = "One thing to ask.")]
pub(crate) struct RawQuestion {
    /// Its id, unique in the bank and among the shared questions; `section.thing` reads well.
    #[schemars(with = "Id")]
    pub(crate) id: Placed<String>,
    /// What it asks about.
    #[schemars(required, with = "TopicRef")]
    pub(crate) topic: Option<Placed<String>>,
    /// Two to four words, shown large.
    #[schemars(required)]
    pub(crate) cue: Option<Placed<String>>,
    /// Phrasings, the best first: open, one thing at a time, in spoken words, short enough for one breath.
    #[schemars(with = "OneOrMore<String>")]
    pub(crate) ask: Vec<Placed<String>>,
    /// Phrasings with facts in braces, offered only when every fact is known: a topic such as `{spend.current}`, or
    /// `{goal}`, `{spend}`, `{price}`, `{company}`, `{contact}`.
    #[schemars(default)]
    pub(crate) reframes: Vec<Placed<String>>,
    /// Why it is worth asking, in one sentence.
    pub(crate) why: String,
    /// What a good answer holds.
    #[schemars(default)]
    pub(crate) listen_for: Vec<String>,
    /// What to say when the answer carries a flag; at least for `vague` and `unknowing`.
    #[schemars(default, with = "ProbesByFlag")]
    pub(crate) probes: Vec<(FlagKind, Placed<String>)>,
    /// Questions that open, or come to the front, on the answer to this one.
    #[schemars(default)]
    pub(crate) follow_ups: Vec<RawFollowUp>,
    /// Whether it waits until a follow-up opens it.
    #[schemars(default)]
    pub(crate) conditional: bool,
    /// The bank's own tests: answers as a rep would type them, under the flag that has to be raised, or `no_flag`.
    #[schemars(default, with = "SamplesByFlag")]
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
#[derive(Debug, Clone, PartialEq, JsonSchema)]
#[schemars(rename = "FollowUp", deny_unknown_fields, description = "A question that an answer leads to.")]
pub(crate) struct RawFollowUp {
    /// The id of the question; a shared one can be named too.
    #[schemars(with = "Id")]
    pub(crate) to: Placed<String>,
    /// When it opens.
    #[schemars(required)]
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
    let gate = if shared { None } else { fields.optional("gate") };
    let standing = if shared {
        fields.required_node("stands").and_then(|node| standing(node, sink)).unwrap_or(Standing::Last)
    } else {
        Standing::Own
    };
    let questions = fields.required_node("questions");
    fields.finish();
    let has_list = questions.is_some();
    let questions = questions.and_then(|node| Vec::from_node(node, sink)).unwrap_or_default();
    Some(RawSection { id: id?, title, purpose, accepts, scored, gate, questions, standing, has_list })
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

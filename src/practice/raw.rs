//! A persona as written: every value with its place, nothing checked but types and keys.

use jiff::civil::DateTime;
use schemars::JsonSchema;
use serde_json::Value;

use crate::bank::problem::{Code, Place, Sink};
use crate::bank::schema::{self, Id, OneOrMore, TopicRef};
use crate::bank::yaml::{Content, Fields, FromNode, Node, Placed, word, words};
use crate::bank::{FlagKind, Grade, Level, LevelStatus, Topics, VerdictKind};
use crate::qualify::Icp;

use super::persona::{Difficulty, Habit, ReplyTo, Seniority};

/// The JSON Schema of a persona's file; `topics` are offered where a topic is asked for.
pub fn schema(topics: &Topics) -> Value {
    let mut schema = schema::document::<RawPersona>("bantam persona", topics);
    schema["$comment"] = Value::from("Written by `bantam practice schema`; changes are lost.");
    schema
}

/// A persona's file as written. The remarks on its fields, and on those below, are what an editor shows.
#[derive(Debug, Clone, PartialEq, JsonSchema)]
#[schemars(deny_unknown_fields, description = "A simulated prospect: who it is, what is true, and who is told.")]
pub(super) struct RawPersona {
    /// Its id: the name of its file without `.yaml`.
    #[schemars(required, with = "Id")]
    pub(super) id: Option<Placed<String>>,
    /// Who is on the line.
    #[schemars(required)]
    pub(super) who: Option<RawWho>,
    /// How hard it is to get at the truth.
    #[schemars(required)]
    pub(super) difficulty: Option<Difficulty>,
    /// The banks that it can be practised with, the usual one first.
    #[schemars(with = "Vec<Id>", length(min = 1))]
    pub(super) frameworks: Vec<Placed<String>>,
    /// The language that it speaks, as a BCP 47 tag.
    pub(super) language: String,
    /// The clock when the call begins, such as 2026-03-02T10:00:00: dates in its answers are meant from there.
    #[schemars(required, with = "String")]
    pub(super) at: Option<Clock>,
    /// What the trainee knows before the call, in a sentence or two.
    pub(super) about: String,
    /// What besides is to be known by somebody who plays it, in a few sentences.
    pub(super) secret: String,
    /// How it talks.
    #[schemars(default)]
    pub(super) habits: Vec<Placed<Habit>>,
    /// How its mood runs, from 0 (hangs up) to 10.
    pub(super) mood: Option<RawMood>,
    /// Who the trainee sells to: the call is judged by it.
    pub(super) icp: Icp,
    /// What a call has to come to.
    #[schemars(required)]
    pub(super) truth: Option<RawTruth>,
    /// What it says, whatever is asked.
    #[schemars(required)]
    pub(super) lines: Option<RawLines>,
    /// What is true, topic by topic.
    #[schemars(length(min = 1))]
    pub(super) topics: Vec<RawTopicTruth>,
}

/// Who is on the line, as written.
#[derive(Debug, Clone, PartialEq, JsonSchema)]
#[schemars(rename = "Who", deny_unknown_fields)]
pub(super) struct RawWho {
    /// The name.
    pub(super) name: String,
    /// The role, as a card would say it.
    pub(super) role: String,
    /// The company: a made-up one.
    pub(super) company: String,
    /// Its industry.
    pub(super) industry: String,
    /// How high in the company.
    pub(super) seniority: Seniority,
}

/// A mood's range, as written.
#[derive(Debug, Clone, PartialEq, JsonSchema)]
#[schemars(rename = "Mood", deny_unknown_fields)]
pub(super) struct RawMood {
    /// The mood at the beginning; without it, 5.
    #[schemars(range(min = 1, max = 10))]
    pub(super) start: Option<Placed<u32>>,
    /// From here on it is warm, and replies to `rapport` are given; without it, 7.
    #[schemars(range(min = 1, max = 10))]
    pub(super) warm: Option<Placed<u32>>,
    /// Up to here it is cold, and only replies to `any` are given; without it, 2.
    #[schemars(range(min = 1, max = 10))]
    pub(super) cold: Option<Placed<u32>>,
    #[schemars(skip)]
    pub(super) place: Place,
}

/// What a call has to come to, as written.
#[derive(Debug, Clone, PartialEq, JsonSchema)]
#[schemars(rename = "Truth", deny_unknown_fields)]
pub(super) struct RawTruth {
    /// The verdict.
    pub(super) verdict: VerdictKind,
    /// The levels that have to be settled, and how; what is left out does not matter.
    #[schemars(with = "std::collections::BTreeMap<Level, LevelStatus>")]
    pub(super) levels: Vec<(Level, LevelStatus)>,
    /// Why, in a sentence.
    pub(super) why: String,
    #[schemars(skip)]
    pub(super) place: Place,
}

/// What is said whatever is asked, as written.
#[derive(Debug, Clone, PartialEq, JsonSchema)]
#[schemars(rename = "Lines", deny_unknown_fields)]
pub(super) struct RawLines {
    /// Its first words; several, and the seed chooses.
    #[schemars(with = "OneOrMore<String>")]
    pub(super) greeting: Vec<Placed<String>>,
    /// To what it has no answer to.
    #[schemars(required)]
    pub(super) otherwise: Option<RawReply>,
    /// Its last words when it has had enough.
    #[schemars(with = "OneOrMore<String>")]
    pub(super) goodbye: Vec<Placed<String>>,
}

/// What is true about a topic, as written.
#[derive(Debug, Clone, PartialEq, JsonSchema)]
#[schemars(rename = "TopicTruth", deny_unknown_fields)]
pub(super) struct RawTopicTruth {
    /// The topic.
    #[schemars(with = "TopicRef")]
    pub(super) topic: Placed<String>,
    /// The truth in words, for the sheet and the grade.
    pub(super) truth: String,
    /// How a good call settles it.
    pub(super) grade: Grade,
    /// Whether a call has to find it out.
    #[schemars(default)]
    pub(super) key: bool,
    /// What it says, from the least telling to the most.
    #[schemars(length(min = 1))]
    pub(super) replies: Vec<RawReply>,
    #[schemars(skip)]
    pub(super) place: Place,
}

/// A reply as written.
#[derive(Debug, Clone, PartialEq, JsonSchema)]
#[schemars(rename = "Reply", deny_unknown_fields)]
pub(super) struct RawReply {
    /// What the question has to be, one or several at once; without it, anything.
    #[schemars(default, with = "OneOrMore<ReplyTo>")]
    pub(super) to: Vec<ReplyTo>,
    /// The words; several that mean the same, and the seed chooses.
    #[schemars(with = "OneOrMore<String>")]
    pub(super) say: Vec<Placed<String>>,
    /// The flags that it carries, exactly as bantam raises them.
    #[schemars(default)]
    pub(super) flags: Vec<FlagKind>,
    /// Flags that it carries besides, and that only a human hears.
    #[schemars(default)]
    pub(super) by_ear: Vec<FlagKind>,
    /// The topic whose last reply it contradicts.
    #[schemars(with = "Option<TopicRef>")]
    pub(super) contradicts: Option<Placed<String>>,
    #[schemars(skip)]
    pub(super) place: Place,
}

/// A local date and time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Clock(pub(super) DateTime);

impl FromNode for Clock {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let clock = node.as_text().and_then(|text| text.trim().parse().ok());
        if clock.is_none() {
            let problem = sink.problem(Code::WrongType, node.place, format!("found {}", node.describe()));
            sink.report(problem.with_expected("a local date and time, such as 2026-03-02T10:00:00"));
        }
        clock.map(Clock)
    }
}

impl FromNode for RawPersona {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "a persona", sink);
        let persona = Self {
            id: fields.required("id"),
            who: fields.required("who"),
            difficulty: fields.required("difficulty"),
            frameworks: fields.required("frameworks").unwrap_or_default(),
            language: fields.required("language").unwrap_or_default(),
            at: fields.required("at"),
            about: fields.required("about").unwrap_or_default(),
            secret: fields.required("secret").unwrap_or_default(),
            habits: fields.list("habits"),
            mood: fields.optional("mood"),
            icp: fields.required("icp").unwrap_or_default(),
            truth: fields.required("truth"),
            lines: fields.required("lines"),
            topics: fields.required("topics").unwrap_or_default(),
        };
        fields.finish();
        Some(persona)
    }
}

impl FromNode for RawWho {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "who is on the line", sink);
        let name = fields.required("name");
        let role = fields.required("role");
        let company = fields.required("company");
        let industry = fields.required("industry");
        let seniority = fields.required("seniority");
        fields.finish();
        Some(Self { name: name?, role: role?, company: company?, industry: industry?, seniority: seniority? })
    }
}

impl FromNode for RawMood {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "a mood", sink);
        let mood = Self {
            start: fields.optional("start"),
            warm: fields.optional("warm"),
            cold: fields.optional("cold"),
            place: node.place,
        };
        fields.finish();
        Some(mood)
    }
}

impl FromNode for RawTruth {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "a truth", sink);
        let verdict = fields.required("verdict");
        let levels = fields.required_node("levels").map(|node| levels(node, sink));
        let why = fields.required("why");
        fields.finish();
        Some(Self { verdict: verdict?, levels: levels?, why: why?, place: node.place })
    }
}

fn levels(node: &Node, sink: &Sink) -> Vec<(Level, LevelStatus)> {
    let mut fields = Fields::of(node, "the true levels", sink);
    let levels = [Level::Organization, Level::Opportunity, Level::Stakeholder].into_iter().filter_map(|level| {
        let node = fields.optional_node(level.id())?;
        Some((level, word(node, "a level's status", LevelStatus::ALL, LevelStatus::id, sink)?))
    });
    let levels = levels.collect();
    fields.finish();
    levels
}

impl FromNode for RawLines {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "the lines", sink);
        let lines = Self {
            greeting: fields.required_node("greeting").map(|node| texts(node, sink)).unwrap_or_default(),
            otherwise: fields.required("otherwise"),
            goodbye: fields.required_node("goodbye").map(|node| texts(node, sink)).unwrap_or_default(),
        };
        fields.finish();
        Some(lines)
    }
}

impl FromNode for RawTopicTruth {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "the truth about a topic", sink);
        let topic = fields.required("topic");
        let truth = fields.required("truth").unwrap_or_default();
        let grade = fields.required("grade");
        let key = fields.optional("key").unwrap_or(false);
        let replies: Option<Vec<RawReply>> = fields.required("replies");
        fields.finish();
        if replies.as_ref().is_some_and(Vec::is_empty) {
            sink.report(sink.problem(Code::Empty, node.place, "a topic without replies").with_expected("a reply"));
        }
        Some(Self { topic: topic?, truth, grade: grade?, key, replies: replies.unwrap_or_default(), place: node.place })
    }
}

impl FromNode for RawReply {
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "a reply", sink);
        let to = fields.optional_node("to").map(|node| reply_to(node, sink)).unwrap_or_default();
        let say = fields.required_node("say").map(|node| texts(node, sink)).unwrap_or_default();
        let flags = fields.list("flags");
        let by_ear = fields.list("by_ear");
        let contradicts = fields.optional("contradicts");
        fields.finish();
        Some(Self { to, say, flags, by_ear, contradicts, place: node.place })
    }
}

fn reply_to(node: &Node, sink: &Sink) -> Vec<ReplyTo> {
    one_or_more(node).iter().filter_map(|node| ReplyTo::from_node(node, sink)).collect()
}

/// A text, or a list of them with something in it.
fn texts(node: &Node, sink: &Sink) -> Vec<Placed<String>> {
    let nodes = one_or_more(node);
    if nodes.is_empty() {
        sink.report(sink.problem(Code::Empty, node.place, "nothing to say").with_expected("a text"));
    }
    nodes.iter().filter_map(|node| Placed::from_node(node, sink)).collect()
}

fn one_or_more(node: &Node) -> &[Node] {
    match &node.content {
        Content::List(items) => items,
        _ => std::slice::from_ref(node),
    }
}

words! {
    Difficulty: "a difficulty", Habit: "a habit", ReplyTo: "what a question has to be", Seniority: "a seniority",
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::source::Library;

    #[test]
    fn the_schema_beside_the_banks_is_the_present_one() {
        let topics = Library::embedded().topics("en").expect("sound topics");
        let written = include_str!("../../question_banks/persona.schema.json");
        assert_eq!(written, format!("{:#}\n", schema(&topics)), "write it anew: bantam practice schema");
    }
}

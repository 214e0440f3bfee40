//! The format of content as JSON Schema, made from the types that content is read into, so that editors can complete
//! and check it.
//!
//! Draft 7, which `yaml-language-server` knows best. What is checked across a file (that a follow-up leads somewhere,
//! that points add up to 100) is beyond a schema: `bantam banks check` does that.

use std::borrow::Cow;
use std::marker::PhantomData;

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform as _};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::question::Comparison;
use super::raw::{NO_FLAG, RawBank, RawCondition, RawSection, RawShared, RawTopics, TESTS};
use super::topic::Topics;
use super::vocabulary::{FlagKind, Grade, StakeholderRole, ValueKind};
use super::yaml::Placed;

/// The form of an id: words of lower-case letters, digits and `_`, with `.` or `-` between.
const ID_PATTERN: &str = "^[a-z0-9_]+([.-][a-z0-9_]+)*$";

/// The form of a quantity: a number, perhaps with a unit.
const QUANTITY_PATTERN: &str = "^[0-9]";

/// The schema of a bank's file; `topics` are offered where a topic is asked for.
pub fn bank(topics: &Topics) -> Value {
    document::<RawBank>("bantam question bank", topics)
}

/// The schema of `shared.yaml`.
pub fn shared(topics: &Topics) -> Value {
    document::<RawShared>("bantam shared questions", topics)
}

/// The schema of `topics.yaml`.
pub fn topics(topics: &Topics) -> Value {
    document::<RawTopics>("bantam topics", topics)
}

/// The schema of a type whose files people write, as a document of its own.
pub fn document<T: JsonSchema>(title: &str, topics: &Topics) -> Value {
    let mut schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<T>();
    RecursiveTransform(as_the_loader_reads).transform(&mut schema);
    let mut value = schema.to_value();
    value["title"] = Value::from(title);
    value["$comment"] = Value::from("Written by `bantam banks schema`; changes are lost.");
    if let Some(of_topic) = value.pointer_mut("/definitions/TopicId") {
        *of_topic = topic_id(topics);
    }
    value
}

/// What the loader takes for a text is also a number (`say: 1871`), and for a truth value also a yes or a no.
fn as_the_loader_reads(schema: &mut Schema) {
    let Some(object) = schema.as_object_mut() else { return };
    let is_free = !["enum", "const", "pattern"].iter().any(|key| object.contains_key(*key));
    match object.get("type").and_then(Value::as_str) {
        Some("string") if is_free => {
            object.insert("type".to_owned(), json!(["string", "number"]));
            object.insert("minLength".to_owned(), json!(1));
        }
        Some("boolean") => {
            object.remove("type");
            object.insert("enum".to_owned(), json!([true, false, "yes", "no"]));
        }
        _ => {}
    }
    // The types of the program's own numbers mean nothing to an editor, and neither do defaults that say "nothing".
    object.remove("format");
    let says_nothing = |default: &Value| default.is_null() || default.is_object() || default.is_array();
    if object.get("default").is_some_and(says_nothing) {
        object.remove("default");
    }
}

/// A topic: one that is known, with its cue, or one that the bank adds.
fn topic_id(topics: &Topics) -> Value {
    let ids: Vec<&str> = topics.iter().map(|topic| topic.id.as_str()).collect();
    let cues: Vec<String> = topics.iter().map(|topic| format!("{} ({})", topic.cue, topic.kind)).collect();
    json!({
        "description": "A topic of topics.yaml, or one that this bank adds under `topics`.",
        "anyOf": [
            { "enum": ids, "enumDescriptions": cues },
            { "type": "string", "pattern": ID_PATTERN },
        ],
    })
}

/// An id.
pub(crate) struct Id;

/// The id of a topic.
pub(crate) struct TopicRef;

/// A grade that can be enough.
pub(crate) struct Enough;

/// One thing, or a list of them with something in it.
pub(crate) struct OneOrMore<T>(PhantomData<T>);

/// A text for each language.
pub(crate) struct TextByLanguage;

/// Probes by flag.
pub(crate) struct ProbesByFlag;

/// Samples by flag.
pub(crate) struct SamplesByFlag;

/// A sample with its facts.
struct SampleWithFacts;

/// A quantity.
pub struct QuantityText;

/// Declares the schema of a type: under a name of its own among the definitions, or (`inline`) where it is used.
macro_rules! schemas {
    ($($type:ty, $name:literal, $inline:literal, $make:expr;)+) => {$(
        impl JsonSchema for $type {
            fn inline_schema() -> bool {
                $inline
            }

            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                let make: fn(&mut SchemaGenerator) -> Schema = $make;
                make(generator)
            }
        }
    )+};
}

schemas! {
    Id, "Id", true, |_| json_schema!({ "type": "string", "pattern": ID_PATTERN });
    // Replaced in the document by the topics that are known there.
    TopicRef, "TopicId", false, |_| json_schema!({ "type": "string", "pattern": ID_PATTERN });
    Enough, "Enough", true, |_| json_schema!({ "enum": [Grade::Claimed, Grade::Evidenced] });
    TextByLanguage, "TextByLanguage", true, |generator| json_schema!({
        "type": "object", "minProperties": 1, "additionalProperties": generator.subschema_for::<String>(),
    });
    ProbesByFlag, "Probes", false, |generator| {
        let say = generator.subschema_for::<String>();
        by_flag(generator, &say, None)
    };
    SamplesByFlag, "Samples", false, |generator| {
        let samples = generator.subschema_for::<OneOrMore<SampleWithFacts>>();
        by_flag(generator, &samples, Some("Answers that raise no flag at all."))
    };
    SampleWithFacts, "Sample", false, |generator| json_schema!({
        "anyOf": [
            generator.subschema_for::<String>(),
            {
                "type": "object",
                "properties": {
                    "say": described(generator.subschema_for::<String>(), "The answer, as a rep would type it."),
                    "facts": {
                        "description": "By topic, the exact words that have to be found as a fact.",
                        "type": "object",
                        "propertyNames": generator.subschema_for::<TopicRef>(),
                        "additionalProperties": generator.subschema_for::<String>(),
                    },
                },
                "required": ["say"],
                "additionalProperties": false,
            },
        ],
    });
    QuantityText, "Quantity", true, |_| json_schema!({
        "type": ["string", "number"], "pattern": QUANTITY_PATTERN, "minimum": 0,
    });
    RawCondition, "Condition", false, condition;
    RawShared, "Shared", true, shared_sections;
}

impl<T: JsonSchema> JsonSchema for Placed<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

impl<T: JsonSchema> JsonSchema for OneOrMore<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("OneOrMore{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [one, { "type": "array", "items": one, "minItems": 1 }] })
    }
}

fn described(mut schema: Schema, text: &str) -> Schema {
    // Beside a reference nothing else counts in draft 7.
    if let Some(reference) = schema.remove("$ref") {
        schema.insert("allOf".to_owned(), json!([{ "$ref": reference }]));
    }
    schema.insert("description".to_owned(), text.into());
    schema
}

/// An object with a key for each flag, each explained as the flag itself is.
fn by_flag(generator: &mut SchemaGenerator, each: &Schema, no_flag: Option<&str>) -> Schema {
    let flags = FlagKind::json_schema(generator);
    let meaning = |flag: &FlagKind| {
        let all = flags.get("oneOf").and_then(Value::as_array);
        let of_flag = all.into_iter().flatten().find(|one| one["const"] == flag.id());
        of_flag.and_then(|one| one["description"].as_str()).unwrap_or_default().to_owned()
    };
    let keys = FlagKind::ALL.iter().map(|flag| (flag.id(), meaning(flag)));
    let keys = keys.chain(no_flag.map(|meaning| (NO_FLAG, meaning.to_owned())));
    let properties: Map<String, Value> =
        keys.map(|(key, meaning)| (key.to_owned(), described(each.clone(), &meaning).to_value())).collect();
    json_schema!({ "type": "object", "properties": properties, "additionalProperties": false })
}

/// A condition: exactly one test, and perhaps the topic that it speaks of.
fn condition(generator: &mut SchemaGenerator) -> Schema {
    let yes_no = generator.subschema_for::<bool>();
    let role = generator.subschema_for::<StakeholderRole>();
    let this = generator.subschema_for::<RawCondition>();
    let several = json!({ "type": "array", "items": this, "minItems": 1 });
    let mut properties = Map::new();
    let mut add = |key: &str, schema: Schema, text: &str| {
        properties.insert(key.to_owned(), described(schema, text).to_value());
    };
    add("heard", yes_no.clone(), "Whether anything was heard on the topic.");
    add("grade", generator.subschema_for::<OneOrMore<Grade>>(), "How the topic stands: one of these grades.");
    add("flag", generator.subschema_for::<OneOrMore<FlagKind>>(), "An answer carries one of these flags.");
    add("is", yes_no.clone(), "A yes, or a no, was said.");
    add("fact", generator.subschema_for::<OneOrMore<ValueKind>>(), "A value of one of these kinds was said.");
    add("far", yes_no, "Whether a date lies more than six months ahead.");
    for comparison in Comparison::ALL {
        let text = format!(
            "What was last said is {} this: `20k`, `20k USD a month`, `15 %`, `50`, `3 months` (of a date: how far \
             ahead).",
            comparison.id().replace('_', " ")
        );
        add(comparison.id(), generator.subschema_for::<QuantityText>(), &text);
    }
    add("role", role.clone(), "Somebody heard of has this part in the purchase.");
    add("contact", role, "The person on the line has this part in the purchase.");
    add("any", Schema::try_from(several.clone()).unwrap_or_default(), "One of these holds.");
    add("all", Schema::try_from(several).unwrap_or_default(), "All of these hold.");
    add("not", this, "This does not hold.");
    add("topic", generator.subschema_for::<TopicRef>(), "The topic meant, where it is not that of the question.");
    let exactly_one: Vec<Value> = TESTS.iter().map(|test| json!({ "required": [test] })).collect();
    json_schema!({
        "description": "When a follow-up opens: exactly one test; `any`, `all` and `not` join them.",
        "type": "object", "properties": properties, "additionalProperties": false, "oneOf": exactly_one,
    })
}

/// Shared sections say where they stand, and earn no points.
fn shared_sections(generator: &mut SchemaGenerator) -> Schema {
    let mut section = RawSection::json_schema(generator);
    if let Some(properties) = section.get_mut("properties").and_then(Value::as_object_mut) {
        properties.remove("scored");
        properties.remove("gate");
        let text = "Before the framework's own sections, or after them.";
        properties.insert("stands".to_owned(), json!({ "description": text, "enum": ["first", "last"] }));
    }
    if let Some(required) = section.get_mut("required").and_then(Value::as_array_mut) {
        required.push("stands".into());
    }
    let text = "The shared sections, in their order.";
    json_schema!({
        "description": "The sections that every bank of a language has.",
        "type": "object",
        "properties": { "sections": { "description": text, "type": "array", "items": section } },
        "required": ["sections"],
        "additionalProperties": false,
    })
}

#[cfg(test)]
mod tests;

//! The schema says what the loader does, the shipped files keep to it, and the files beside them are fresh.

use serde_json::{Map, Value};

use super::{ID_PATTERN, QUANTITY_PATTERN};
use crate::bank::problem::{Code, Sink, Source};
use crate::bank::source::Library;
use crate::bank::topic::Topics;
use crate::bank::yaml;

/// Makes a schema, given the topics to choose from.
type Make = fn(&Topics) -> Value;

fn schema(make: Make) -> Value {
    make(&Library::embedded().topics("en").expect("the embedded topics are clean"))
}

fn tree(text: &str) -> Value {
    let source = Source::new("a.yaml", text);
    yaml::parse(&source, &Sink::new("a.yaml")).expect("valid YAML").to_json()
}

#[test]
fn the_files_in_the_repository_are_what_the_program_prints() {
    for (make, file) in [
        (super::bank as Make, include_str!("../../../question_banks/bank.schema.json")),
        (super::shared, include_str!("../../../question_banks/shared.schema.json")),
        (super::topics, include_str!("../../../question_banks/topics.schema.json")),
    ] {
        let fresh: Value = serde_json::from_str(file).expect("JSON");
        let made = schema(make);
        assert!(made == fresh, "{} is old; write it with `bantam banks schema --of …`", made["title"]);
    }
}

#[test]
fn every_shipped_file_keeps_to_its_schema_and_names_it() {
    let library = Library::embedded();
    let has_schema =
        |name: &str| !["quality.yaml", "cards.yaml", "drill.yaml"].iter().any(|other| name.ends_with(other));
    for source in library.sources().filter(|source| has_schema(&source.name)) {
        let (make, file) = match source.name.as_str() {
            "topics.yaml" => (super::topics as Make, "topics.schema.json"),
            name if name.ends_with("shared.yaml") => (super::shared as Make, "../shared.schema.json"),
            _ => (super::bank as Make, "../bank.schema.json"),
        };
        let root = schema(make);
        assert_eq!(faults(&tree(&source.text), &root, &root, ""), [""; 0], "{}", source.name);
        let line = format!("# yaml-language-server: $schema={file}");
        assert_eq!(source.text.lines().next(), Some(line.as_str()), "{}", source.name);
    }
}

const BANK: &str = "id: b\ntitle: 1871\nlanguage: en\npurpose: p\naccepts: claimed\nplanned_minutes: 9\n";
const SECTION: &str = "sections:\n  - id: s\n    title: S\n    purpose: p\n";
const QUESTION: &str =
    "    questions:\n      - id: q\n        topic: note\n        cue: c\n        ask: a\n        why: w\n";

fn question_with(line: &str) -> String {
    format!("{BANK}{SECTION}{QUESTION}        {line}\n")
}

#[test]
fn an_editor_sees_what_the_loader_would_refuse() {
    let root = schema(super::bank);
    let refused = |text: &str| faults(&tree(text), &root, &root, "");
    assert_eq!(refused(&question_with("conditional: yes")), [""; 0]);
    assert_eq!(refused(&question_with("follow_ups: [{to: q, when: {more_than: 20k}}]")), [""; 0]);
    for wrong in [
        "conditional: maybe",
        "ask: []",
        "listen_for: x",
        "probes: {vag: x}",
        "samples: {vague: {facts: {note: x}}}",
        "samples: {vague: {say: x, facts: {Not an id: x}}}",
        "follow_ups: [{to: q}]",
        "follow_ups: [{to: q, when: {}}]",
        "follow_ups: [{to: q, when: {heard: yes, far: yes}}]",
        "follow_ups: [{to: q, when: {grade: claimd}}]",
        "follow_ups: [{to: q, when: {more_than: soon}}]",
        "follow_ups: [{to: q, when: {any: []}}]",
    ] {
        let text = question_with(wrong).replace(if wrong.starts_with("ask") { "        ask: a\n" } else { "\0" }, "");
        assert_ne!(refused(&text), [""; 0], "{wrong}");
    }
    for (from, to) in [
        ("accepts: claimed", "accepts: refuted"),
        ("planned_minutes: 9", "planned_minutes: 0"),
        ("id: b", "id: Big Bank"),
        ("purpose: p\na", "purposes: p\na"),
    ] {
        assert_ne!(refused(&question_with("conditional: no").replace(from, to)), [""; 0], "{to}");
    }
}

/// Each map that people write, with a key in it that means nothing: the loader names those that it knows there, and the
/// schema has to know the same.
#[test]
fn the_schema_knows_the_keys_that_the_loader_knows() {
    let in_question = |line: &str| ("en/b.yaml", question_with(line));
    for ((file, text), make, at) in [
        (("en/b.yaml", format!("{BANK}zzz: 1\n{SECTION}{QUESTION}")), super::bank as Make, ""),
        (("en/b.yaml", format!("{BANK}{SECTION}    zzz: 1\n{QUESTION}")), super::bank, "/definitions/Section"),
        (
            ("en/b.yaml", format!("{BANK}{SECTION}    scored: [{{topics: [note], points: 100, zzz: 1}}]\n{QUESTION}")),
            super::bank,
            "/definitions/ScoreGroup",
        ),
        (in_question("zzz: 1"), super::bank, "/definitions/Question"),
        (in_question("probes: {zzz: 1}"), super::bank, "/definitions/Probes"),
        (in_question("samples: {zzz: 1}"), super::bank, "/definitions/Samples"),
        (in_question("samples: {vague: {say: x, zzz: 1}}"), super::bank, "/definitions/Sample/anyOf/1"),
        (in_question("follow_ups: [{to: q, zzz: 1, when: {far: yes}}]"), super::bank, "/definitions/FollowUp"),
        (in_question("follow_ups: [{to: q, when: {far: yes, zzz: 1}}]"), super::bank, "/definitions/Condition"),
        (("topics.yaml", "topics: []\nzzz: 1\n".to_owned()), super::topics, ""),
        (("topics.yaml", "topics: [{id: a, zzz: 1}]\n".to_owned()), super::topics, "/definitions/Topic"),
        (("en/shared.yaml", "sections: []\nzzz: 1\n".to_owned()), super::shared, ""),
        (("en/shared.yaml", "sections: [{id: s, zzz: 1}]\n".to_owned()), super::shared, "/properties/sections/items"),
    ] {
        let root = schema(make);
        let properties = root.pointer(&format!("{at}/properties")).and_then(Value::as_object);
        let known: Vec<&str> = properties.expect("an object").keys().map(String::as_str).collect();
        let problems = Library::embedded().review(&Source::new(file, &text));
        let unknown = problems.iter().find(|p| p.code == Code::UnknownKey && p.message.contains("zzz"));
        let expected = &unknown.unwrap_or_else(|| panic!("nothing unknown in {text}: {problems:?}")).expected;
        let mut read: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
        read.sort_unstable();
        assert_eq!(known, read, "{at} in {text}");
        let closed = root.pointer(&format!("{at}/additionalProperties"));
        assert_eq!(closed, Some(&Value::Bool(false)), "{at}");
    }
}

#[test]
fn every_key_is_explained() {
    for make in [super::bank as Make, super::shared, super::topics] {
        let root = schema(make);
        let mut unexplained = Vec::new();
        walk(&root, "", &mut |at, schema| {
            for (key, of_key) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
                if of_key.get("description").and_then(Value::as_str).is_none_or(str::is_empty) {
                    unexplained.push(format!("{at}/{key}"));
                }
            }
        });
        assert_eq!(unexplained, [""; 0]);
    }
}

#[test]
fn the_topics_at_hand_are_offered_and_others_may_be_added() {
    let topic = schema(super::bank)["definitions"]["TopicId"].clone();
    let offered = topic["anyOf"][0]["enum"].as_array().expect("a list").len();
    assert_eq!(offered, Library::embedded().topics("en").expect("clean").iter().count());
    assert_eq!(topic["anyOf"][0]["enumDescriptions"].as_array().expect("a list").len(), offered);
    assert_eq!(faults(&Value::from("site.access"), &topic, &topic, ""), [""; 0]);
    assert_ne!(faults(&Value::from("Site access"), &topic, &topic, ""), [""; 0]);
}

fn walk(schema: &Value, at: &str, look: &mut impl FnMut(&str, &Value)) {
    look(at, schema);
    let parts = schema.as_object().into_iter().flatten().map(|(key, part)| (key.clone(), part));
    let items = schema.as_array().into_iter().flatten().enumerate().map(|(n, part)| (n.to_string(), part));
    for (key, part) in parts.chain(items) {
        walk(part, &format!("{at}/{key}"), look);
    }
}

/// What is wrong with a value by a schema: as much of draft 7 as the schemas use. An unknown keyword is a fault, so that
/// none is left out.
fn faults(value: &Value, schema: &Value, root: &Value, at: &str) -> Vec<String> {
    let Some(schema) = schema.as_object() else { return Vec::new() };
    let mut found = Vec::new();
    for (keyword, rule) in schema {
        if !holds(value, keyword, rule, schema, root, at, &mut found) {
            found.push(format!("{at}: {keyword} of {value}"));
        }
    }
    found
}

fn holds(
    value: &Value,
    keyword: &str,
    rule: &Value,
    schema: &Map<String, Value>,
    root: &Value,
    at: &str,
    found: &mut Vec<String>,
) -> bool {
    let fits = |schema: &Value| faults(value, schema, root, at).is_empty();
    let count = || rule.as_array().into_iter().flatten().filter(|schema| fits(schema)).count();
    let object = value.as_object();
    match keyword {
        "$schema" | "$comment" | "title" | "description" | "definitions" | "default" | "enumDescriptions" => true,
        "$ref" => {
            let pointer = rule.as_str().and_then(|rule| rule.strip_prefix('#')).expect("a reference in the document");
            found.extend(faults(value, root.pointer(pointer).expect("what it refers to"), root, at));
            true
        }
        "type" => match rule {
            Value::Array(types) => types.iter().any(|one| is_of(value, one)),
            one => is_of(value, one),
        },
        "enum" => rule.as_array().expect("a list").contains(value),
        "const" => rule == value,
        "anyOf" => count() > 0,
        "allOf" => count() == rule.as_array().map_or(0, Vec::len),
        "oneOf" => count() == 1,
        "required" => {
            let keys = rule.as_array().into_iter().flatten().filter_map(Value::as_str);
            object.is_none_or(|object| keys.into_iter().all(|key| object.contains_key(key)))
        }
        "properties" => {
            for (key, of_key) in rule.as_object().expect("a map") {
                let part = object.and_then(|object| object.get(key));
                found.extend(part.into_iter().flat_map(|part| faults(part, of_key, root, &format!("{at}/{key}"))));
            }
            true
        }
        "additionalProperties" => {
            let known = schema.get("properties").and_then(Value::as_object);
            let others = object.into_iter().flatten().filter(|(key, _)| !known.is_some_and(|k| k.contains_key(*key)));
            others.into_iter().all(|(key, part)| match rule {
                Value::Bool(allowed) => *allowed,
                of_part => faults(part, of_part, root, &format!("{at}/{key}")).is_empty(),
            })
        }
        "propertyNames" => {
            let mut keys = object.into_iter().flatten().map(|(key, _)| Value::from(key.as_str()));
            keys.all(|key| faults(&key, rule, root, at).is_empty())
        }
        "items" => {
            for (n, item) in value.as_array().into_iter().flatten().enumerate() {
                found.extend(faults(item, rule, root, &format!("{at}/{n}")));
            }
            true
        }
        limit => is_within(value, limit, rule),
    }
}

fn is_within(value: &Value, limit: &str, rule: &Value) -> bool {
    let least = rule.as_u64().unwrap_or_default();
    match limit {
        "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= least),
        "minLength" => value.as_str().is_none_or(|text| text.len() as u64 >= least),
        "minProperties" => value.as_object().is_none_or(|object| object.len() as u64 >= least),
        "minimum" => value.as_f64().is_none_or(|number| number >= rule.as_f64().unwrap_or_default()),
        "maximum" => value.as_f64().is_none_or(|number| number <= rule.as_f64().unwrap_or_default()),
        "pattern" => value.as_str().is_none_or(|text| match rule.as_str() {
            Some(ID_PATTERN) => text.split(['.', '-']).all(|part| {
                !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
            }),
            Some(QUANTITY_PATTERN) => text.starts_with(|c: char| c.is_ascii_digit()),
            other => panic!("the test does not know the pattern {other:?}"),
        }),
        other => panic!("the test does not know the keyword {other}"),
    }
}

fn is_of(value: &Value, kind: &Value) -> bool {
    match kind.as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("number") => value.is_number(),
        Some("integer") => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        Some("boolean") => value.is_boolean(),
        Some("null") => value.is_null(),
        other => panic!("the test does not know the type {other:?}"),
    }
}

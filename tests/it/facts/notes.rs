//! Hurried notes labelled by the calls' guide, one a line, written by people who never saw the reader.
//!
//! They are kept out of the project. `BANTAM_NOTES=FILE` names others; a line is `{"id", "at", "topic"?, "text", "facts"}`.

use std::path::Path;

use jiff::civil::DateTime;
use serde_json::Value as Json;

use bantam::bank::TopicId;
use bantam::call::PersonId;
use bantam::signals::{Fact, Reader, Said, Value};

use super::public::topics;
use super::score::{Item, Table, tell};

/// The kinds that are labelled in full.
const KINDS: [&str; 7] = ["money", "percent", "date", "duration", "count", "person", "thing"];

#[test]
fn facts_of_labelled_notes() {
    let named = std::env::var("BANTAM_NOTES");
    let path = named
        .clone()
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../heldout/notes/tune.jsonl").to_owned());
    let Ok(rows) = std::fs::read_to_string(Path::new(&path)) else {
        println!("no labelled notes at {path}: nothing measured");
        return;
    };
    let wanted = std::env::var("MISSES").unwrap_or_default();
    let reader = Reader::new("en", topics());
    let mut table = Table::default();
    for row in rows.lines().filter_map(|line| serde_json::from_str::<Json>(line).ok()) {
        let text = row["text"].as_str().unwrap();
        let at: DateTime = row["at"].as_str().unwrap().parse().unwrap();
        let topic = row["topic"].as_str().map(TopicId::new);
        let said = Said { text, filed: topic.as_ref(), asked: None, at, by: PersonId(0), people: &[] };
        let facts = reader.read(&said).facts;
        for kind in KINDS {
            let said: Vec<_> =
                facts.iter().filter(|fact| fact.value.kind().id() == kind).map(|fact| item(fact, text)).collect();
            let labels: Vec<_> = labels(&row, text, kind);
            let (over, missed) = table.row(kind).count(&said, &labels, same);
            if wanted == kind || wanted == "all" {
                let head = |key: &str| row[key].as_str().unwrap_or("-").to_owned();
                tell(&format!("{} {} at {}", head("id"), head("topic"), head("at")), text, &over, &missed);
            }
        }
    }
    println!("{table}");
    if named.is_err() {
        // The notes that the readers were tuned on must stay read; others are measured only.
        for (kind, tally) in &table.0 {
            assert!(tally.value_f1() >= 90.0, "{kind} fell to {:.1}", tally.value_f1());
        }
    }
}

fn item(fact: &Fact, text: &str) -> Item<Value> {
    Item { span: fact.span.scalars(text), value: fact.value.clone() }
}

/// The labels of a kind. The words stand for their first occurrence that is not yet taken.
fn labels(row: &Json, text: &str, kind: &str) -> Vec<Item<Json>> {
    let mut from = 0;
    let mut found = Vec::new();
    for label in row["facts"].as_array().into_iter().flatten() {
        let words = label["text"].as_str().unwrap();
        let start = text[from..].find(words).map(|at| at + from).or_else(|| text.find(words)).unwrap_or_default();
        from = text.floor_char_boundary(start + 1);
        if label["kind"] == kind {
            let first = text[..start].chars().count();
            found.push(Item { span: (first, first + words.chars().count()), value: label["value"].clone() });
        }
    }
    found
}

/// Values compare without `approx`, `guessed` (optional by the guide) and `does` (free text).
fn same(value: &Value, label: &Json) -> bool {
    let plain = |value: &Json| -> std::collections::BTreeMap<String, String> {
        let figure = |value: &Json| value.as_f64().map_or_else(|| value.to_string(), |n| n.to_string());
        let fields = value.as_object().into_iter().flatten();
        fields
            .filter(|(key, value)| !value.is_null() && !matches!(key.as_str(), "approx" | "guessed" | "does"))
            .map(|(key, value)| (key.clone(), figure(value)))
            .collect()
    };
    plain(&serde_json::to_value(value).unwrap()) == plain(label)
}

//! Measures the extractors on the labelled development calls. Run with `--nocapture` to see the figures; set
//! `MISSES=person` (or another kind) to see what was missed and what was too much.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::DateTime;
use serde_json::Value as Json;

use super::Context;
use crate::bank::source::{Library, files_below, read};
use crate::bank::{TopicId, Topics};
use crate::call::{Contact, PersonId};
use crate::signals::filing::file;
use crate::signals::lexicon::Lexicon;
use crate::signals::reckoning::Reckoning;
use crate::signals::text::Text;
use crate::signals::value::Value;

fn topics() -> Arc<Topics> {
    Library::embedded().topics("en").unwrap()
}

/// A labelled answer of the development calls.
struct Sample {
    place: String,
    text: String,
    /// The topic in the script, if it has one.
    filed: Option<TopicId>,
    /// The topic that it answers.
    topic: Option<TopicId>,
    at: DateTime,
    by: PersonId,
    people: Vec<Contact>,
    facts: Vec<Label>,
}

/// A labelled fact.
#[derive(Clone, PartialEq)]
struct Label {
    topic: String,
    kind: String,
    words: String,
    value: Json,
}

impl Sample {
    fn context(&self) -> Context<'_> {
        Context {
            topic: None,
            at: self.at,
            by: self.by,
            people: &self.people,
            earlier: &[],
            lexicon: Lexicon::for_language("en"),
            reckoning: Reckoning::default(),
        }
    }
}

fn samples() -> Vec<Sample> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/calls");
    let mut paths = files_below(std::path::Path::new(folder));
    paths.retain(|path| path.is_file());
    if paths.is_empty() {
        println!("no development calls at {folder}: nothing measured");
    }
    paths.sort();
    paths.iter().flat_map(|path| call_samples(path)).collect()
}

fn call_samples(path: &std::path::Path) -> Vec<Sample> {
    let call: Json = serde_yaml::from_str(&read(path).unwrap().text).unwrap();
    let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    let contact = &call["lead"]["contact"];
    let mut people = vec![Contact { name: text(&contact["name"]), role: text(&contact["role"]) }];
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    let mut samples = Vec::new();
    for (index, answer) in call["answers"].as_array().unwrap().iter().enumerate() {
        let expected = &call["expect"]["answers"][(index + 1).to_string()];
        let by = answer["by"].as_str().map_or(0, |by| {
            people.iter().position(|person| person.name == by).unwrap_or_else(|| {
                people.push(Contact { name: by.to_owned(), role: String::new() });
                people.len() - 1
            })
        });
        let fact = |fact: &Json| Label {
            topic: text(&fact["topic"]),
            kind: text(&fact["kind"]),
            words: text(&fact["text"]),
            value: fact["value"].clone(),
        };
        let filed = answer["topic"].as_str().map(TopicId::new);
        samples.push(Sample {
            place: format!("{} {}", &name[..3], index + 1),
            text: text(&answer["say"]),
            topic: filed.clone().or_else(|| expected["topic"].as_str().map(TopicId::new)),
            filed,
            at: call["at"].as_str().unwrap().parse().unwrap(),
            by: PersonId(u32::try_from(by).unwrap()),
            people: people.clone(),
            facts: expected["facts"].as_array().into_iter().flatten().map(fact).collect(),
        });
    }
    samples
}

/// Values compare without `approx`, `guessed` (optional by the data's README) and `does` (free text).
fn same_value(a: &Json, b: &Json) -> bool {
    let plain = |value: &Json| -> BTreeMap<String, String> {
        let number = |value: &Json| value.as_f64().map_or_else(|| value.to_string(), |n| n.to_string());
        let fields = value.as_object().into_iter().flatten();
        fields
            .filter(|(key, value)| !value.is_null() && !matches!(key.as_str(), "approx" | "guessed" | "does"))
            .map(|(key, value)| (key.clone(), number(value)))
            .collect()
    };
    plain(a) == plain(b)
}

#[derive(Default)]
struct Tally {
    hit: f64,
    said: f64,
    labelled: f64,
}

impl Tally {
    fn f1(&self) -> f64 {
        2.0 * self.hit / (self.said + self.labelled).max(1.0)
    }
}

#[test]
fn facts_agreement() {
    let topics = topics();
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let (mut on_topic, mut with_topic) = (0.0_f64, 0.0_f64);
    let show = option_env!("MISSES").unwrap_or_default();
    for sample in samples() {
        let text = Text::new(&sample.text);
        let filed = file(&text, &sample.context(), sample.topic.as_ref(), None, &topics);
        let mut left = sample.facts.clone();
        // Choices are not labelled.
        for fact in filed.facts.iter().filter(|fact| !matches!(fact.value, Value::Choice { .. })) {
            let kind = fact.value.kind().id();
            let value = serde_json::to_value(&fact.value).unwrap();
            let words = fact.span.of(&sample.text);
            let tally = tallies.entry(kind.to_owned()).or_default();
            tally.said += 1.0;
            let same = |label: &Label| label.kind == kind && label.words == words && same_value(&label.value, &value);
            if let Some(at) = left.iter().position(same) {
                tally.hit += 1.0;
                with_topic += 1.0;
                let label = left.remove(at);
                on_topic += f64::from(fact.topic == *label.topic.as_str());
                if show == "topics" && fact.topic != *label.topic.as_str() {
                    println!("{} {}\n   <{words}> {} for {}", sample.place, sample.text, fact.topic, label.topic);
                }
            } else if show == kind || show == "all" {
                println!("{} {}\n   + <{words}> {value}", sample.place, sample.text);
            }
        }
        for label in &sample.facts {
            tallies.entry(label.kind.clone()).or_default().labelled += 1.0;
            if (show == label.kind || show == "all") && left.contains(label) {
                println!("{} {}\n   - <{}> {}", sample.place, sample.text, label.words, label.value);
            }
        }
    }
    for (kind, tally) in &tallies {
        let (precision, recall) = (tally.hit / tally.said.max(1.0), tally.hit / tally.labelled.max(1.0));
        println!(
            "{kind:9} labelled {:3} precision {precision:.3} recall {recall:.3} F1 {:.3}",
            tally.labelled,
            tally.f1()
        );
        let floor = if matches!(kind.as_str(), "person" | "thing") { 0.95 } else { 0.97 };
        assert!(tally.f1() >= floor, "{kind} fell below {floor}");
    }
    println!("facts on the labelled topic {on_topic} of {with_topic}");
    assert!(on_topic >= with_topic * 0.96);
}

/// A question that was not asked on the screen: the words alone must find the topic; with the right question on the
/// screen they must not lose it.
#[test]
fn filing_agreement() {
    let topics = topics();
    let (mut unfiled, mut found, mut wrong) = (0.0_f64, 0.0_f64, 0.0_f64);
    let (mut all, mut blind, mut shown, mut hinted) = (0.0_f64, 0.0_f64, 0.0_f64, 0.0_f64);
    for sample in samples() {
        let Some(topic) = &sample.topic else { continue };
        let text = Text::new(&sample.text);
        let alone = file(&text, &sample.context(), None, None, &topics);
        let with_hint = file(&text, &sample.context(), None, Some(topic), &topics);
        all += 1.0;
        blind += f64::from(alone.topic.as_ref() == Some(topic));
        shown += f64::from(alone.candidates.contains(topic));
        hinted += f64::from(with_hint.topic.as_ref() == Some(topic));
        if with_hint.topic.as_ref() != Some(topic) {
            println!("hinted {topic} but {:?}: {}", with_hint.topic.map(|t| t.to_string()), sample.text);
        }
        if sample.filed.is_none() {
            unfiled += 1.0;
            found += f64::from(alone.topic.as_ref() == Some(topic));
            wrong += f64::from(alone.sure && alone.topic.as_ref() != Some(topic));
            if alone.topic.as_ref() != Some(topic) {
                println!("{} {} {topic} as {:?}", sample.place, sample.text, alone.candidates);
            }
        }
    }
    println!("without a question: {found} of {unfiled} filed right, {wrong} surely wrong");
    assert!(found >= unfiled * 0.9, "answers without a question are filed right in nine cases of ten");
    assert!(hinted >= all * 0.95, "the right question on the screen keeps its answer");
    println!("of all {all} answers: {blind} found blind, {shown} among the candidates, {hinted} kept with the hint");
}

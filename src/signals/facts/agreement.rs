//! Measures the extractors on the labelled development calls. Run with `--nocapture` to see the figures; set
//! `MISSES=person` (or another kind) to see what was missed and what was too much.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::DateTime;
use serde_json::Value as Json;

use super::{Context, extract};
use crate::bank::{Level, Topic, TopicId, Topics, ValueKind};
use crate::call::{Contact, PersonId};
use crate::signals::lexicon::Lexicon;
use crate::signals::text::Text;

/// The contract's topics with their kinds (signals.md, "Kind asked").
pub(crate) fn topics() -> Arc<Topics> {
    let kinds = [
        (ValueKind::Money, "budget.amount spend.current pain.cost authority.limit company.revenue"),
        (ValueKind::Date, "timeline.start followup.date"),
        (ValueKind::Person, "authority.signs authority.others buyer.name criteria.owner champion.name authority.role"),
        (ValueKind::Count, "users.team company.size metric.baseline metric.target"),
        (ValueKind::Duration, "process.length"),
        (ValueKind::Thing, "solution.current company.platform"),
        (ValueKind::Place, "company.territory"),
        (ValueKind::YesNo, "budget.approved budget.return_agreed product.familiarity timeline.capacity buyer.access"),
        (
            ValueKind::Text,
            "company.industry company.fit pain.problem pain.kind pain.tried pain.why_now solution.alternatives need.degree \
             priority.rank timeline.driver goal.statement goal.target plan.actions plan.last_year plan.obstacles \
             plan.resources consequence.company consequence.personal implication.next success.picture interest.level \
             buyer.concerns criteria.list criteria.effect process.steps champion.motive note",
        ),
    ];
    let topic = |id: &str, kind| Topic {
        id: TopicId::new(id),
        level: Level::Any,
        kind,
        cue: id.to_owned(),
        yes_no: kind == ValueKind::YesNo,
        knowledge: false,
        exclusive: false,
        tolerance: 0.2,
        conflicts: Vec::new(),
    };
    Arc::new(Topics::new(kinds.iter().flat_map(|(kind, ids)| ids.split_whitespace().map(move |id| topic(id, *kind)))))
}

/// A labelled answer of the development calls.
struct Sample {
    place: String,
    text: String,
    topic: Option<String>,
    at: DateTime,
    by: PersonId,
    people: Vec<Contact>,
    facts: Vec<(String, String, Json)>,
}

fn samples() -> Vec<Sample> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/calls");
    #[expect(clippy::disallowed_methods, reason = "the development set is read by this test only")]
    let Ok(entries) = std::fs::read_dir(folder) else {
        println!("no development calls at {folder}: nothing measured");
        return Vec::new();
    };
    let mut paths: Vec<_> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    paths.iter().flat_map(|path| call_samples(path)).collect()
}

fn call_samples(path: &std::path::Path) -> Vec<Sample> {
    #[expect(clippy::disallowed_methods, reason = "the development set is read by this test only")]
    let call: Json = serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
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
        let fact = |fact: &Json| (text(&fact["kind"]), text(&fact["text"]), fact["value"].clone());
        samples.push(Sample {
            place: format!("{} {}", &name[..3], index + 1),
            text: text(&answer["say"]),
            topic: answer["topic"].as_str().or_else(|| expected["topic"].as_str()).map(str::to_owned),
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
    let show = option_env!("MISSES").unwrap_or_default();
    for sample in samples() {
        let text = Text::new(&sample.text);
        let topic = sample.topic.as_deref().and_then(|id| topics.get(id));
        let lexicon = Lexicon::for_language("en");
        let context = Context { topic, at: sample.at, by: sample.by, people: &sample.people, lexicon };
        let mut left = sample.facts.clone();
        for found in extract(&text, &context) {
            let kind = found.value.kind().id();
            let value = serde_json::to_value(&found.value).unwrap();
            let words = found.span.of(&sample.text);
            let tally = tallies.entry(kind.to_owned()).or_default();
            tally.said += 1.0;
            let label = left.iter().position(|(k, text, v)| k == kind && text == words && same_value(v, &value));
            if let Some(at) = label {
                tally.hit += 1.0;
                left.remove(at);
            } else if show == kind || show == "all" {
                println!("{} [{}] {}\n   + <{words}> {value}", sample.place, context.topic_id(), sample.text);
            }
        }
        for (kind, words, value) in &sample.facts {
            tallies.entry(kind.clone()).or_default().labelled += 1.0;
            if (show == kind || show == "all") && left.iter().any(|(k, w, v)| (k, w, v) == (kind, words, value)) {
                println!("{} [{}] {}\n   - <{words}> {value}", sample.place, context.topic_id(), sample.text);
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
    }
}

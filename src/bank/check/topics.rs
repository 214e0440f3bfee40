//! Checks topics: ids unique, tolerances sensible, conflicts with topics that exist.

use std::collections::BTreeMap;

use super::check_id;
use crate::bank::problem::{Code, Sink};
use crate::bank::raw::RawTopic;
use crate::bank::topic::{Topic, TopicId, Topics};
use crate::bank::yaml::Placed;

/// How far two figures may differ before they contradict, unless a topic says otherwise (signals.md: 20 %).
const DEFAULT_TOLERANCE: f64 = 0.2;

/// Adds topics to a vocabulary, after reporting what is wrong with them.
///
/// A topic of `base` may be given again, which replaces it; within one file an id stands once. Conflicts are made
/// mutual.
pub(crate) fn check_topics(base: &Topics, raw: &[RawTopic], language: &str, sink: &Sink) -> Topics {
    let mut topics = base.clone();
    let mut first_places = BTreeMap::new();
    for topic in raw {
        if let Some(&first) = first_places.get(&topic.id.value) {
            let message = format!("the topic `{}` is given twice", topic.id.value);
            sink.report(
                sink.problem(Code::DuplicateId, topic.id.place, message)
                    .with_fix("keep one of the two, or rename this one")
                    .with_related(sink.file(), first, "first given here"),
            );
        } else if check_id(&topic.id, sink) {
            first_places.insert(topic.id.value.clone(), topic.id.place);
            topics.insert(checked(topic, language, sink));
        }
    }
    for topic in raw {
        for other in &topic.conflicts {
            connect(&mut topics, topic, other, sink);
        }
    }
    topics
}

/// A topic without its conflicts, which can only be checked when all topics are known.
fn checked(raw: &RawTopic, language: &str, sink: &Sink) -> Topic {
    if let Some(tolerance) = &raw.tolerance
        && !(0.0..=1.0).contains(&tolerance.value)
    {
        let message = format!("the tolerance {} is out of range", tolerance.value);
        sink.report(sink.problem(Code::OutOfRange, tolerance.place, message).with_expected("a share from 0 to 1"));
    }
    Topic {
        id: TopicId::new(&raw.id.value),
        level: raw.level,
        kind: raw.kind,
        cue: raw.cue.get(language).unwrap_or(&raw.id.value).to_owned(),
        yes_no: raw.yes_no,
        knowledge: raw.knowledge,
        exclusive: raw.exclusive,
        tolerance: raw.tolerance.as_ref().map_or(DEFAULT_TOLERANCE, |tolerance| tolerance.value),
        conflicts: Vec::new(),
    }
}

/// Names a pair on both sides.
fn connect(topics: &mut Topics, topic: &RawTopic, other: &Placed<String>, sink: &Sink) {
    if topics.get(&other.value).is_none() {
        report_unknown_topic(other, topics, sink);
        return;
    }
    for (from, to) in [(&topic.id.value, &other.value), (&other.value, &topic.id.value)] {
        let Some(mut changed) = topics.get(from).cloned() else { continue };
        let to = TopicId::new(to);
        if !changed.conflicts.contains(&to) {
            changed.conflicts.push(to);
            topics.insert(changed);
        }
    }
}

/// Reports a topic that is not in the vocabulary, with the one that was probably meant.
pub(crate) fn report_unknown_topic(id: &Placed<String>, topics: &Topics, sink: &Sink) {
    if sink.is_full() {
        return;
    }
    sink.report(
        sink.problem(Code::UnknownTopic, id.place, format!("there is no topic `{}`", id.value))
            .with_expected("a topic of `topics.yaml`, or one that this bank adds under `topics:`")
            .with_closest(&id.value, topics.iter().map(|topic| topic.id.as_str())),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::problem::Source;
    use crate::bank::raw::RawTopics;
    use crate::bank::yaml::{FromNode, parse};

    fn load(text: &str) -> (Topics, Vec<String>) {
        let source = Source::new("topics.yaml", text);
        let sink = Sink::new("topics.yaml");
        let raw = parse(&source, &sink).and_then(|root| RawTopics::from_node(&root, &sink));
        let topics = check_topics(&Topics::default(), &raw.map(|raw| raw.topics).unwrap_or_default(), "en", &sink);
        (topics, sink.into_list().iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_topic_is_read_with_its_defaults() {
        let (topics, problems) = load("topics:\n  - {id: a.b, level: any, kind: money, cue: {en: a b, de: ein b}}\n");
        assert_eq!(problems, [""; 0]);
        let topic = topics.get("a.b").expect("the topic");
        assert_eq!((topic.cue.as_str(), topic.tolerance, topic.exclusive), ("a b", 0.2, false));
    }

    #[test]
    fn a_conflict_named_once_holds_both_ways() {
        let (topics, _) = load(
            "topics:\n  - {id: a.b, level: any, kind: money, cue: {en: x}, conflicts: [c.d]}\n  \
             - {id: c.d, level: any, kind: yes_no, cue: {en: x}}\n",
        );
        assert_eq!(topics.get("c.d").expect("the topic").conflicts, [TopicId::new("a.b")]);
        assert_eq!(topics.get("a.b").expect("the topic").conflicts, [TopicId::new("c.d")]);
    }

    #[test]
    fn everything_wrong_with_topics_is_reported() {
        let (_, problems) = load(
            "topics:\n  - {id: a.b, level: any, kind: money, cue: {en: x}, conflicts: [a.c], tolerance: 3}\n  \
             - {id: a.b, level: any, kind: money, cue: {en: x}}\n  - {id: A b, level: al, kind: money, cue: x}\n  \
             - {id: C d, level: any, kind: money, cue: {}}\n",
        );
        assert_eq!(
            problems,
            [
                "topics.yaml:4:22: B008: `al` is not a level; expected one of `organization`, `opportunity`, \
                 `stakeholder`, `any`",
                "topics.yaml:4:44: B007: found the text `x`; expected a text per language, such as `{en: the budget}`",
                "topics.yaml:5:45: B009: no text in any language; expected `en: …`",
                "topics.yaml:2:83: B010: the tolerance 3 is out of range; expected a share from 0 to 1",
                "topics.yaml:3:10: B013: the topic `a.b` is given twice",
                "topics.yaml:5:10: B020: `C d` is not an id; expected lower-case letters, digits and `_`, in parts \
                 joined by `.` or `-`",
                "topics.yaml:2:66: B011: there is no topic `a.c`; expected a topic of `topics.yaml`, or one that this \
                 bank adds under `topics:`; did you mean `a.b`?",
            ]
        );
    }
}

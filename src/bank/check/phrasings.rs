//! Checks the words of a question: braces that facts can fill, samples that hold what they claim, flags that can come.

use std::collections::BTreeMap;

use crate::bank::problem::{Code, Sink};
use crate::bank::raw::{RawCondition, RawQuestion, RawTest};
use crate::bank::reframe::{Piece, SLOTS, pieces};
use crate::bank::topic::Topics;
use crate::bank::vocabulary::FlagKind;
use crate::bank::yaml::Placed;

/// Reports what is wrong with the words of one question.
pub(super) fn review_question(question: &RawQuestion, topics: &Topics, sink: &Sink) {
    for reframe in &question.reframes {
        review_reframe(reframe, topics, sink);
    }
    let probes = question.probes.iter().map(|(_, say)| say);
    for phrasing in question.cue.iter().chain(&question.ask).chain(probes) {
        review_plain(phrasing, sink);
    }
    review_samples(question, sink);
    review_flags(question, topics, sink);
}

fn review_reframe(reframe: &Placed<String>, topics: &Topics, sink: &Sink) {
    let pieces = pieces(&reframe.value);
    let mut has_slot = false;
    for piece in &pieces {
        match piece {
            Piece::Words(words) if words.contains(['{', '}']) => {
                let message = "a brace without its partner".to_owned();
                sink.report(
                    sink.problem(Code::UnevenBraces, reframe.place, message)
                        .with_expected("a name between two braces, such as `{spend.current}`"),
                );
                return;
            }
            Piece::Words(_) => {}
            Piece::Slot(name) => {
                has_slot = true;
                review_slot(name, reframe, topics, sink);
            }
        }
    }
    if !has_slot {
        sink.report(
            sink.problem(Code::PlainReframe, reframe.place, "a reframe without a fact in it")
                .with_fix("move it to `ask`, or put a fact into it, such as `{spend.current}`"),
        );
    }
}

fn review_slot(name: &str, reframe: &Placed<String>, topics: &Topics, sink: &Sink) {
    let names = || SLOTS.iter().map(|(slot, _)| *slot);
    if topics.get(name).is_some() || names().any(|slot| slot == name) {
        return;
    }
    let known = names().chain(topics.iter().map(|topic| topic.id.as_str()));
    let slots: Vec<String> = names().map(|slot| format!("`{{{slot}}}`")).collect();
    sink.report(
        sink.problem(Code::UnknownSlot, reframe.place, format!("nothing fills `{{{name}}}`"))
            .with_expected(format!("a topic in braces, or one of {}", slots.join(", ")))
            .with_closest(name, known),
    );
}

/// Reports braces in words that are shown as they are written.
fn review_plain(phrasing: &Placed<String>, sink: &Sink) {
    let slot = pieces(&phrasing.value).into_iter().find_map(|piece| match piece {
        Piece::Slot(name) => Some(name.to_owned()),
        Piece::Words(_) => None,
    });
    if let Some(name) = slot {
        sink.report(
            sink.problem(Code::SlotElsewhere, phrasing.place, format!("`{{{name}}}` is not filled here"))
                .with_fix("move the phrasing to `reframes`, or write it without braces"),
        );
    }
}

/// Reports samples given twice, and facts whose words do not stand in their sample.
fn review_samples(question: &RawQuestion, sink: &Sink) {
    let mut first_ones = BTreeMap::new();
    for sample in &question.samples {
        let say = &sample.say;
        if let Some(&first) = first_ones.get(say.value.as_str()) {
            sink.report(
                sink.problem(Code::RepeatedSample, say.place, "this sample is given twice")
                    .with_fix("keep one of the two, under the flag that it raises")
                    .with_related(sink.file(), first, "first given here"),
            );
        } else {
            first_ones.insert(say.value.as_str(), say.place);
        }
        let spoken = say.value.to_ascii_lowercase();
        for (_, words) in sample.facts.iter().filter(|(_, words)| !spoken.contains(&words.value.to_ascii_lowercase())) {
            sink.report(
                sink.problem(Code::SampleWords, words.place, format!("`{}` does not stand in the sample", words.value))
                    .with_expected("the very words of the sample that hold the value")
                    .with_related(sink.file(), say.place, "the sample"),
            );
        }
    }
}

/// Reports probes and conditions for a flag that answers on the topic never carry: knowledge is only tested where the
/// topic says so.
fn review_flags(question: &RawQuestion, topics: &Topics, sink: &Sink) {
    let own = question.topic.as_ref().map_or("note", |topic| topic.value.as_str());
    let tests_knowledge = |id: &str| topics.get(id).is_none_or(|topic| topic.knowledge);
    for (flag, say) in &question.probes {
        if *flag == FlagKind::Knowledge && !tests_knowledge(own) {
            report_idle(own, say.place, sink);
        }
    }
    for condition in question.follow_ups.iter().filter_map(|follow_up| follow_up.when.as_ref()) {
        review_flags_of(condition, own, &tests_knowledge, sink);
    }
}

fn review_flags_of(raw: &RawCondition, own: &str, tests_knowledge: &impl Fn(&str) -> bool, sink: &Sink) {
    match &raw.test {
        RawTest::Flag(topic, flags) if flags.contains(&FlagKind::Knowledge) => {
            let topic = topic.as_ref().map_or(own, |topic| topic.value.as_str());
            if !tests_knowledge(topic) {
                report_idle(topic, raw.place, sink);
            }
        }
        RawTest::Any(parts) | RawTest::All(parts) => {
            for part in parts {
                review_flags_of(part, own, tests_knowledge, sink);
            }
        }
        RawTest::Not(part) => review_flags_of(part, own, tests_knowledge, sink),
        _ => {}
    }
}

fn report_idle(topic: &str, place: crate::bank::problem::Place, sink: &Sink) {
    let message = format!("answers on `{topic}` never carry the flag `knowledge`: the topic does not test it");
    sink.report(
        sink.problem(Code::IdleFlag, place, message)
            .with_fix("use `specific`, or say `knowledge: yes` where the topic is defined"),
    );
}

#[cfg(test)]
mod tests {
    use crate::bank::problem::Source;
    use crate::bank::source::Library;

    /// What is found in the words of a question that holds these lines besides what it needs.
    fn found(topic: &str, rest: &str) -> Vec<String> {
        let text = format!(
            "id: tiny\ntitle: Tiny\nlanguage: en\npurpose: P.\naccepts: claimed\nplanned_minutes: 20\nsections:\n- id: a\n  \
             title: A\n  purpose: P.\n  scored: [{{topics: [{topic}], points: 100}}]\n  questions:\n  - id: a.b\n    topic: {topic}\n    \
             cue: the cue\n    ask: [What is it?, How is it?]\n    why: W.\n    {rest}\n"
        );
        let ours = ["B029", "B030", "B031", "B032", "B033", "B128", "B130"];
        let list = Library::embedded().review(&Source::new("en/tiny.yaml", &text));
        let ours = list.iter().filter(|problem| ours.contains(&problem.code.id()));
        ours.map(|problem| problem.to_string().replacen("en/tiny.yaml:18:", "", 1)).collect()
    }

    #[test]
    fn slots_are_topics_or_what_the_call_knows() {
        for good in ["{spend.current}", "{goal}", "{spend} and {price}", "{company}, {contact}", "{ budget.amount }"] {
            assert_eq!(found("note", &format!("reframes: [\"What of {good}?\"]")), [""; 0], "{good}");
        }
        assert_eq!(
            found("note", "reframes: [\"What of {gaol}?\"]"),
            [
                "16: B029: nothing fills `{gaol}`; expected a topic in braces, or one of `{goal}`, `{spend}`, `{price}`, \
              `{company}`, `{contact}`; did you mean `goal`?"
            ]
        );
        assert!(found("note", "reframes: [\"What of {}?\"]")[0].contains("nothing fills `{}`"));
    }

    #[test]
    fn braces_come_in_pairs() {
        for bad in ["{goal", "goal}", "{goal}}", "{{goal}"] {
            let list = found("note", &format!("reframes: [\"What of {bad}?\"]"));
            assert!(list.len() == 1 && list[0].contains("B030"), "{bad}: {list:?}");
        }
    }

    #[test]
    fn nothing_fills_the_braces_of_a_probe() {
        let list = found("note", "probes: {vague: \"Which {goal} is it?\"}");
        assert!(list.len() == 1 && list[0].starts_with("21: B031: `{goal}` is not filled here"), "{list:?}");
    }

    #[test]
    fn the_words_of_a_fact_stand_in_its_sample() {
        let sample = |words: &str| {
            format!("samples: {{specific: {{say: We pay 40k a Month, facts: {{spend.current: {words}}}}}}}")
        };
        assert_eq!(found("spend.current", &sample("40k a month")), [""; 0], "capitals aside");
        let list = found("spend.current", &sample("40k per month"));
        assert!(list.len() == 1 && list[0].contains("B032: `40k per month` does not stand in the sample"), "{list:?}");
    }

    #[test]
    fn knowledge_is_a_flag_of_topics_that_test_it() {
        let follow = "follow_ups: [{to: closing.date, when: {any: [{flag: [vague, knowledge]}, {heard: no}]}}]";
        assert_eq!(found("goal.statement", follow), [""; 0]);
        assert_eq!(found("spend.current", follow).len(), 1);
        assert_eq!(found("spend.current", "probes: {knowledge: What else?, vague: Which?}").len(), 1);
    }
}

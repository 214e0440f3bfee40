//! Checks how a bank hangs together: sections with weight, topics that are asked about, follow-ups that lead somewhere.

use std::collections::{BTreeMap, BTreeSet};

use super::framework::Draft;
use super::graph::{Graph, Node};
use super::search::{Found, Goal, search_conditions};
use crate::bank::problem::{Code, Sink};
use crate::bank::question::Condition;
use crate::bank::raw::{RawBank, RawFollowUp, RawGroup, RawQuestion, RawSection, Standing};
use crate::bank::topic::Topics;
use crate::bank::vocabulary::{FlagKind, Grade};

/// What the questions of a file lack is shown one by one up to so many, else once for all of them.
const MOST_SHOWN: usize = 3;

/// Reports what is wrong, or odd, in how a bank's own parts hang together.
pub(super) fn review_sections(own: &RawBank, graph: &Graph, topics: &Topics, sink: &Sink) {
    let asked: BTreeSet<&str> = graph.nodes.iter().map(|node| node.topic.as_str()).collect();
    review_weights(own, sink);
    for group in own.sections.iter().flat_map(|section| &section.scored) {
        review_group(group, &asked, topics, sink);
    }
    for topic in own.topics.iter().filter(|topic| !asked.contains(topic.id.value.as_str())) {
        let message = format!("no question asks about the topic `{}`, which this bank adds", topic.id.value);
        sink.report(
            sink.problem(Code::UnusedTopic, topic.id.place, message)
                .with_fix(format!("add a question with `topic: {}`, or drop the topic", topic.id.value)),
        );
    }
    if let Some(language) = own.language.as_ref().filter(|language| !is_language_tag(&language.value)) {
        let message = format!("`{}` is no language tag", language.value);
        sink.report(
            sink.problem(Code::BadLanguage, language.place, message)
                .with_expected("a code of two or three letters, such as `en`, `de` or `pt-BR`"),
        );
    }
}

/// Reports sections whose answers earn nothing, where others do.
fn review_weights(own: &RawBank, sink: &Sink) {
    let has_points = |section: &&RawSection| section.scored.iter().any(|group| group.points.value > 0);
    let light: Vec<&RawSection> =
        own.sections.iter().filter(|section| !has_points(section) && !section.questions.is_empty()).collect();
    if !own.sections.iter().any(|section| has_points(&section)) {
        return; // That the points do not add up was reported.
    }
    let many = light.len() > MOST_SHOWN;
    for section in light.iter().take(if many { 1 } else { MOST_SHOWN }) {
        let others = if many { format!("; the same is true of {} in all", light.len()) } else { String::new() };
        let message =
            format!("the section `{}` has no weight: nothing heard in it earns points{others}", section.id.value);
        sink.report(
            sink.problem(Code::NoWeight, section.id.place, message)
                .with_fix("add `scored: [{topics: [...], points: ...}]`, or move its questions to a section that has"),
        );
    }
}

/// Two or three letters, then parts of up to eight letters or digits (BCP 47, as far as banks need it).
fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language.chars().all(|c| c.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// Reports points that no question can earn, and topics that stand in a group twice.
fn review_group(group: &RawGroup, asked: &BTreeSet<&str>, topics: &Topics, sink: &Sink) {
    let mut first_places = BTreeMap::new();
    for topic in &group.topics {
        if let Some(&first) = first_places.get(topic.value.as_str()) {
            let message = format!("the topic `{}` is scored twice in one group", topic.value);
            sink.report(
                sink.problem(Code::RepeatedTopic, topic.place, message)
                    .with_fix("keep one of the two: the best answer counts once")
                    .with_related(sink.file(), first, "first given here"),
            );
        } else {
            first_places.insert(topic.value.as_str(), topic.place);
        }
    }
    if group.topics.iter().any(|topic| topics.get(&topic.value).is_none()) {
        return; // An unknown topic was reported, and what it was meant to be may well be asked about.
    }
    // Of a group the best answer counts, so that one topic asked about is enough.
    if group.points.value > 0
        && !group.topics.iter().any(|topic| asked.contains(topic.value.as_str()))
        && let Some(topic) = group.topics.first()
    {
        let message = format!("{} points that no question of the bank can earn", group.points.value);
        sink.report(
            sink.problem(Code::UnearnedPoints, topic.place, message)
                .with_expected(format!("a question about `{}`", topic.value)),
        );
    }
}

/// Reports follow-ups of one question that repeat each other, and those to a shared question that the bank leaves out.
pub(super) fn review_follow_ups(drafts: &[Draft], graph: &Graph) {
    let kept: BTreeSet<&str> = graph.nodes.iter().map(Node::id).collect();
    for draft in drafts {
        for question in &draft.section.questions {
            review_repeated(question, draft.sink);
            if draft.section.standing == Standing::Own {
                for follow_up in question.follow_ups.iter().filter(|one| !kept.contains(one.to.value.as_str())) {
                    review_lost(follow_up, drafts, graph, draft.sink);
                }
            }
        }
    }
}

fn review_repeated(question: &RawQuestion, sink: &Sink) {
    let mut first_ones: BTreeMap<&str, Vec<&RawFollowUp>> = BTreeMap::new();
    for follow_up in &question.follow_ups {
        let before = first_ones.entry(&follow_up.to.value).or_default();
        let to = &follow_up.to;
        let same = before.iter().find(|one| one.when.as_ref().map(stripped) == follow_up.when.as_ref().map(stripped));
        let problem = match (same, before.first()) {
            (Some(same), _) => sink
                .problem(Code::RepeatedFollowUp, to.place, format!("a follow-up to `{}` is given twice", to.value))
                .with_fix("drop one of the two")
                .with_related(sink.file(), same.to.place, "first given here"),
            (None, Some(first)) => sink
                .problem(Code::SplitFollowUp, to.place, format!("two follow-ups lead from here to `{}`", to.value))
                .with_fix("write one, with `when: {any: [...]}`")
                .with_related(sink.file(), first.to.place, "the other one"),
            (None, None) => {
                before.push(follow_up);
                continue;
            }
        };
        before.push(follow_up);
        sink.report(problem);
    }
}

/// A condition without its places, to be compared.
fn stripped(raw: &crate::bank::raw::RawCondition) -> Condition {
    super::conditions::lower(raw, &crate::bank::topic::TopicId::new(""))
}

/// A follow-up to a shared question that is left out, since the bank asks about its topic itself.
fn review_lost(follow_up: &RawFollowUp, drafts: &[Draft], graph: &Graph, sink: &Sink) {
    let to = &follow_up.to;
    let all = || drafts.iter().flat_map(|draft| draft.section.questions.iter().map(move |question| (draft, question)));
    let Some((_, target)) = all().find(|(_, question)| question.id.value == to.value) else { return };
    let Some(topic) = &target.topic else { return };
    let own = graph.nodes.iter().find(|node| node.is_own() && !node.question.conditional && node.topic == *topic.value);
    let Some(own) = own else { return };
    let message =
        format!("`{}` is left out of this bank, which asks about `{}` itself in `{}`", to.value, topic.value, own.id());
    sink.report(
        sink.problem(Code::LostFollowUp, to.place, message)
            .with_fix(format!("write `to: {}`, or drop the follow-up", own.id()))
            .with_related(own.sink.file(), own.question.id.place, "asks about the same topic"),
    );
}

/// Reports questions that leave the rep without a word when the answer is weak, and those without samples in a file
/// in which most have some.
pub(super) fn review_questions(graph: &Graph) {
    for own in [true, false] {
        let nodes: Vec<&Node> =
            graph.nodes.iter().filter(|node| node.is_own() == own && node.topic != "note").collect();
        let dead_ends: Vec<&Node> = nodes.iter().copied().filter(|node| is_dead_end(node)).collect();
        report_each(
            &dead_ends,
            nodes.len(),
            Code::DeadEnd,
            "is a dead end: after “I don't know” or a no there is nothing to say",
            DEAD_END_FIX,
        );
        for (flag, grade) in [(FlagKind::Vague, Grade::Claimed), (FlagKind::Unknowing, Grade::Open)] {
            let lacking = nodes.iter().copied().filter(|node| !is_dead_end(node) && !is_taken_up(node, flag, grade));
            let what = format!("has no probe for `{flag}`");
            report_each(&lacking.collect::<Vec<_>>(), nodes.len(), Code::NoProbe, &what, PROBE_FIX);
        }
        let untried: Vec<&Node> = nodes.iter().copied().filter(|node| node.question.samples.is_empty()).collect();
        // Where most have none, their writer does without; where a few have none, they were forgotten.
        if untried.len() * 3 <= nodes.len() {
            report_each(&untried, nodes.len(), Code::NoSamples, "has no samples, while others have", SAMPLES_FIX);
        }
    }
}

const DEAD_END_FIX: &str = "add probes (`vague`, `unknowing`), or a follow-up for such an answer";
const PROBE_FIX: &str = "add `probes: {vague: ..., unknowing: ...}`, or a follow-up for such an answer";
const SAMPLES_FIX: &str = "add `samples`, so that a change of the words or of the program shows";

/// Reports each question, or all of them at once where they are many.
fn report_each(lacking: &[&Node], of: usize, code: Code, what: &str, fix: &str) {
    let Some(first) = lacking.first() else { return };
    let report = |node: &Node, message: String| {
        node.sink.report(node.sink.problem(code, node.question.id.place, message).with_fix(fix));
    };
    if lacking.len() <= MOST_SHOWN {
        for node in lacking {
            report(node, format!("the question `{}` {what}", node.id()));
        }
    } else {
        report(
            first,
            format!("the question `{}` {what}; the same is true of {} in all, of {of}", first.id(), lacking.len()),
        );
    }
}

/// Whether a weak answer leads nowhere: neither a shrug nor a no has a probe, or a follow-up that can open on it.
fn is_dead_end(node: &Node) -> bool {
    let refused = Condition::Grade(node.topic.clone(), vec![Grade::Refuted]);
    let probes = [FlagKind::Vague, FlagKind::Short, FlagKind::Unknowing];
    let has_probe = node.question.probes.iter().any(|(flag, _)| probes.contains(flag));
    !has_probe && !is_met(node, FlagKind::Unknowing) && !leads_on(node, &refused)
}

/// Whether there is something to say to a first answer with this flag, which leaves the topic at this grade.
fn is_taken_up(node: &Node, flag: FlagKind, grade: Grade) -> bool {
    let answer = Condition::All(vec![
        Condition::Flag(node.topic.clone(), flag),
        Condition::Grade(node.topic.clone(), vec![grade]),
    ]);
    node.question.probes.iter().any(|(probe, _)| *probe == flag) || leads_on(node, &answer)
}

/// Whether there is something to say, now or later, once an answer had this flag.
fn is_met(node: &Node, flag: FlagKind) -> bool {
    let probed = node.question.probes.iter().any(|(probe, _)| *probe == flag);
    probed || leads_on(node, &Condition::Flag(node.topic.clone(), flag))
}

/// Whether a follow-up of the question can open while this holds.
fn leads_on(node: &Node, answer: &Condition) -> bool {
    let conditions = node.question.follow_ups.iter().filter_map(|follow_up| follow_up.when.as_ref());
    conditions.map(|when| super::conditions::lower(when, &node.topic)).any(|when| {
        let goals = vec![Goal::Holds(&when, true), Goal::Holds(answer, true)];
        !matches!(search_conditions(goals), Found::Impossible)
    })
}

#[cfg(test)]
mod tests {
    use crate::bank::problem::Source;
    use crate::bank::source::Library;

    /// A question: its id, its topic, and whatever else it holds.
    type Asked<'a> = (&'a str, &'a str, &'a str);

    /// A section: its points and its questions.
    type Part<'a> = (u32, &'a [Asked<'a>]);

    /// A bank of sections with points, each with questions `id on a topic`, followed by whatever else they hold.
    fn bank(sections: &[Part]) -> String {
        let mut text = String::from(
            "id: tiny\ntitle: Tiny\nlanguage: en\npurpose: To be checked.\naccepts: claimed\nplanned_minutes: 20\nsections:\n",
        );
        for (number, (points, questions)) in sections.iter().enumerate() {
            let scored = if *points > 0 { format!("{{topics: [note], points: {points}}}") } else { String::new() };
            let section = format!("- id: s{number}\n  title: S\n  purpose: P.\n  scored: [{scored}]\n  questions:\n");
            text.push_str(&section);
            for (id, topic, rest) in *questions {
                let question = format!(
                    "  - {{id: {id}, topic: {topic}, cue: cue, ask: [What is {id}?, How is {id}?], why: W.{rest}}}\n"
                );
                text.push_str(&question);
            }
        }
        text
    }

    const NOTE: Asked = ("aside", "note", "");
    const PROBES: &str = ", probes: {vague: Which one is it?, unknowing: Who would know?}";

    fn found(sections: &[Part], code: &str) -> Vec<String> {
        let list = Library::embedded().review(&Source::new("en/tiny.yaml", &bank(sections)));
        list.iter().filter(|problem| problem.code.id() == code).map(|problem| problem.message.clone()).collect()
    }

    #[test]
    fn a_shrug_or_a_no_has_to_lead_somewhere() {
        let dead = |rest: &str| found(&[(100, &[NOTE, ("a.b", "need.degree", rest)])], "B123").len();
        assert_eq!(dead(""), 1);
        assert_eq!(dead(PROBES), 0);
        assert_eq!(dead(", probes: {short: What else?}"), 0, "there is something to say to a bare no");
        assert_eq!(dead(", follow_ups: [{to: aside, when: {flag: unknowing}}]"), 0);
        assert_eq!(dead(", follow_ups: [{to: aside, when: {grade: [open, refuted]}}]"), 0);
        assert_eq!(dead(", follow_ups: [{to: aside, when: {grade: evidenced}}]"), 0, "it can open later in the call");
        assert_eq!(
            dead(", follow_ups: [{to: aside, when: {all: [{not: {flag: unknowing}}, {is: yes}, {grade: claimed}]}}]"),
            1
        );
    }

    #[test]
    fn a_follow_up_stands_in_for_a_probe() {
        let lacking = |rest: &str| found(&[(100, &[NOTE, ("a.b", "need.degree", rest)])], "B124");
        assert_eq!(lacking(", probes: {vague: Which one is it?}"), ["the question `a.b` has no probe for `unknowing`"]);
        assert_eq!(
            lacking(", probes: {unknowing: Who knows?}, follow_ups: [{to: aside, when: {flag: vague}}]"),
            [""; 0]
        );
        assert_eq!(
            lacking(", follow_ups: [{to: aside, when: {grade: claimed}}]"),
            ["the question `a.b` has no probe for `unknowing`"],
            "a claim is followed up, not knowing is not"
        );
    }

    #[test]
    fn what_many_questions_lack_is_said_once() {
        let ids = ["a.a", "a.b", "a.c", "a.d", "a.e"].map(|id| (id, "need.degree", ", probes: {vague: Which?}"));
        let mut questions = vec![NOTE];
        questions.extend(ids);
        assert_eq!(
            found(&[(100, &questions)], "B124"),
            ["the question `a.a` has no probe for `unknowing`; the same is true of 5 in all, of 5"]
        );
        assert_eq!(found(&[(100, &questions[..4])], "B124").len(), 3);
        let light: [Part; 5] = [(100, &[NOTE]), (0, &ids[0..1]), (0, &ids[1..2]), (0, &ids[2..3]), (0, &ids[3..4])];
        assert_eq!(
            found(&light, "B125"),
            ["the section `s1` has no weight: nothing heard in it earns points; the same is true of 4 in all"]
        );
    }

    #[test]
    fn samples_are_missed_only_where_others_have_some() {
        let with = ("a.a", "need.degree", ", samples: {vague: it would be quite good}");
        let another = ("a.c", "pain.tried", ", samples: {vague: it would be quite good}");
        let without = ("a.b", "need.degree", PROBES);
        assert_eq!(
            found(&[(100, &[NOTE, with, another, without])], "B129"),
            ["the question `a.b` has no samples, while others have"]
        );
        assert_eq!(found(&[(100, &[NOTE, with, without])], "B129"), [""; 0]);
        assert_eq!(found(&[(100, &[NOTE, without])], "B129"), [""; 0]);
    }

    #[test]
    fn one_topic_of_a_group_asked_about_is_enough() {
        let text = bank(&[(100, &[NOTE, ("a.b", "need.degree", PROBES)])]);
        let review = |text: &str| {
            let list = Library::embedded().review(&Source::new("en/tiny.yaml", text));
            list.iter().filter(|problem| problem.code.id() == "B026").count()
        };
        assert_eq!(review(&text.replace("[note]", "[champion.motive, note]")), 0);
        // No shared question asks about this one.
        assert_eq!(review(&text.replace("[note]", "[metric.baseline]")), 1);
        assert_eq!(review(&text.replace("[note]", "[metric.baselin]")), 0, "an unknown topic is reported as such");
    }

    #[test]
    fn languages_are_told_by_their_tags() {
        for tag in ["en", "de", "pt-BR", "zh-Hans", "gsw", "es-419"] {
            assert!(super::is_language_tag(tag), "{tag}");
        }
        for tag in ["", "e", "english", "pt_BR", "pt-", "de-", "12"] {
            assert!(!super::is_language_tag(tag), "{tag}");
        }
    }
}

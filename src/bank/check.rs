//! From content as written to content that the rest of the program trusts: every problem, not only the first.

mod conditions;
mod figures;
mod framework;
mod graph;
mod links;
mod phrasings;
mod possible;
mod reach;
mod search;
mod settled;
mod structure;
mod topics;

pub(crate) use framework::check_bank;
pub(crate) use topics::check_topics;
use topics::report_unknown_topic;

use framework::{Draft, drafts};
use graph::Graph;

use super::problem::{Code, Sink};
use super::raw::{RawBank, RawShared};
use super::topic::Topics;
use super::yaml::Placed;

/// Reports what keeps a bank from serving as its writer meant it to: questions that can never open, and the like.
///
/// This is for those who write banks. A call does not wait for it: what is found here makes no bank unusable. `topics`
/// are those of the program and of the bank together.
pub(crate) fn review_bank(own: &RawBank, sink: &Sink, shared: &RawShared, shared_sink: &Sink, topics: &Topics) {
    let drafts = drafts(own, sink, shared, shared_sink);
    let graph = Graph::of(&drafts);
    reach::review_reach(&graph);
    settled::review_criteria(&graph, own.id.as_ref().map_or(own.place, |id| id.place), sink);
    structure::review_sections(own, &graph, topics, sink);
    review_parts(&drafts, &graph, topics);
}

/// Reports the same of shared sections by themselves, which need not settle anything alone.
pub(crate) fn review_shared(shared: &RawShared, sink: &Sink, topics: &Topics) {
    let nothing = RawBank::without_sections("");
    let drafts = drafts(&nothing, sink, shared, sink);
    let graph = Graph::of(&drafts);
    reach::review_reach(&graph);
    review_parts(&drafts, &graph, topics);
}

fn review_parts(drafts: &[Draft], graph: &Graph, topics: &Topics) {
    structure::review_follow_ups(drafts, graph);
    structure::review_questions(graph);
    for draft in drafts {
        for question in &draft.section.questions {
            phrasings::review_question(question, topics, draft.sink);
        }
    }
}

/// Reports ids that are not `family.name` words of lower-case letters, digits and `_`, with `.` or `-` between.
pub(crate) fn check_id(id: &Placed<String>, sink: &Sink) -> bool {
    let well_formed = !id.value.is_empty()
        && id.value.split(['.', '-']).all(|part| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        });
    if !well_formed {
        let message = format!("`{}` is not an id", id.value);
        sink.report(
            sink.problem(Code::BadId, id.place, message)
                .with_expected("lower-case letters, digits and `_`, in parts joined by `.` or `-`"),
        );
    }
    well_formed
}

#[cfg(test)]
mod tests {
    use crate::bank::problem::{Code, Problem, Source};
    use crate::bank::source::Library;
    use crate::bank::{Bank, Condition, FlagKind, Grade, TopicId};

    /// A small bank in which everything is right, its lines numbered for the tests below.
    const RIGHT: &str = "\
id: tiny
title: Tiny
language: en
purpose: To be checked.
accepts: claimed
planned_minutes: 20
sections:
  - id: money
    title: Money
    purpose: The money.
    scored: [{topics: [budget.amount], points: 100}]
    questions:
      - id: money.plan
        topic: budget.amount
        cue: the money
        ask: [What is set aside?]
        why: To know it.
        probes: {vague: Which figure is it?}
        follow_ups:
          - {to: money.basis, when: {grade: claimed}}
      - id: money.basis
        conditional: yes
        topic: budget.amount
        cue: behind it
        ask: What is that based on?
        why: To trust it.
";

    fn build(text: &str) -> Result<std::sync::Arc<Bank>, Vec<Problem>> {
        Library::embedded().build(&Source::new("tiny.yaml", text)).map_err(|problems| problems.list)
    }

    /// The problems of the small bank after one change, without those of a line that the change moved.
    fn after(from: &str, to: &str) -> Vec<Problem> {
        assert_eq!(RIGHT.matches(from).count(), 1, "`{from}` has to stand there once");
        build(&RIGHT.replace(from, to)).expect_err("a problem")
    }

    /// The one problem after a change, as a line of text.
    fn one(from: &str, to: &str) -> String {
        let list = after(from, to);
        assert_eq!(list.len(), 1, "{list:#?}");
        list[0].to_string()
    }

    #[test]
    fn what_is_right_becomes_a_bank() {
        let bank = build(RIGHT).expect("no problems");
        let own = bank.sections.iter().find(|section| section.id == "money").expect("the section");
        assert_eq!(
            own.questions[0].follow_ups[0].when,
            Condition::Grade(TopicId::new("budget.amount"), vec![Grade::Claimed])
        );
        assert_eq!(own.questions[0].probes[0].flag, FlagKind::Vague);
        assert!(own.questions[1].conditional);
        assert_eq!(own.questions[1].ask, ["What is that based on?"]);
        assert_eq!(bank.hash.len(), 16);
    }

    #[test]
    fn shared_questions_stand_around_those_of_the_framework_and_ask_nothing_twice() {
        let tiny = build(RIGHT).expect("no problems");
        let sections: Vec<&str> = tiny.sections.iter().map(|section| section.id.as_str()).collect();
        assert_eq!(sections, ["opening", "money", "goals", "room", "decision", "closing"]);
        let bant = Library::embedded().bank("bant", "en").expect("BANT is clean");
        let on = |topic: &str| bant.questions().filter(|q| q.topic == topic && !q.conditional).count();
        assert_eq!(on("authority.others"), 1, "BANT asks it, so the shared question is left out");
        assert_eq!(on("timeline.capacity"), 1);
        assert!(bant.question(&crate::bank::QuestionId::new("room.resources")).is_some(), "BANT opens it by itself");
    }

    #[test]
    fn keys_types_and_words() {
        assert_eq!(
            one("        cue: the money", "        cues: x\n        cue: the money"),
            "tiny.yaml:15:9: B005: unknown key `cues` in a question; expected one of `id`, `topic`, `cue`, `ask`, \
             `reframes`, `why`, `listen_for`, `probes`, `follow_ups`, `conditional`, `samples`; did you mean `cue`?"
        );
        assert_eq!(one("    title: Money\n", ""), "tiny.yaml:8:5: B006: a section lacks the key `title`");
        assert_eq!(one("        why: To know it.\n", ""), "tiny.yaml:13:9: B006: a question lacks the key `why`");
        assert_eq!(
            one("planned_minutes: 20", "planned_minutes: soon"),
            "tiny.yaml:6:18: B007: found the text `soon`; expected a whole number from 0"
        );
        assert_eq!(
            one("{vague: Which", "{vag: Which"),
            "tiny.yaml:18:18: B005: unknown key `vag` in the probes, by flag; expected one of `specific`, `knowledge`, \
             `excuse`, `vague`, `short`, `unknowing`, `unrealistic`, `contradiction`; did you mean `vague`?"
        );
        assert_eq!(
            one("accepts: claimed", "accepts: refuted"),
            "tiny.yaml:5:10: B008: `refuted` is not a grade that can be enough; expected one of `claimed`, `evidenced`"
        );
        assert_eq!(
            one("[What is set aside?]", "[]"),
            "tiny.yaml:16:14: B009: a question without words; expected a phrasing"
        );
        assert_eq!(one("purpose: The money.", "purpose: ''"), "tiny.yaml:10:14: B009: an empty text; expected a text");
    }

    #[test]
    fn numbers_and_points() {
        assert_eq!(
            one("planned_minutes: 20", "planned_minutes: 0"),
            "tiny.yaml:6:18: B010: a call of 0 minutes; expected 1 to 480 minutes"
        );
        assert_eq!(
            one("points: 100", "points: 99"),
            "tiny.yaml:11:48: B017: the points of all sections add up to 99; expected 100"
        );
        assert_eq!(
            one("[budget.amount], points", "[], points"),
            "tiny.yaml:11:35: B010: a scored group that can earn nothing; expected at least one topic and at least one point"
        );
    }

    #[test]
    fn topics_and_questions_that_do_not_exist() {
        assert_eq!(
            one("topic: budget.amount\n        cue: the", "topic: budget.amuont\n        cue: the"),
            "tiny.yaml:14:16: B011: there is no topic `budget.amuont`; expected a topic of `topics.yaml`, or one that this \
             bank adds under `topics:`; did you mean `budget.amount`?"
        );
        assert_eq!(
            one("{grade: claimed}", "{is: no, topic: budget.aproved}"),
            "tiny.yaml:20:53: B011: there is no topic `budget.aproved`; expected a topic of `topics.yaml`, or one that this \
             bank adds under `topics:`; did you mean `budget.approved`?"
        );
        assert_eq!(
            one("to: money.basis", "to: money.bases"),
            "tiny.yaml:20:18: B012: there is no question `money.bases`; expected the id of a question of this bank or of \
             a shared section; did you mean `money.basis`?"
        );
    }

    #[test]
    fn duplicates_show_both_places() {
        let list = after("id: money.basis", "id: money.plan");
        let twice = list.iter().find(|problem| problem.code == Code::DuplicateId).expect("the duplicate");
        assert_eq!(twice.to_string(), "tiny.yaml:21:13: B013: the question `money.plan` is given twice");
        let first = twice.related.as_ref().expect("the first place");
        assert_eq!((first.file.as_str(), first.place.line, first.place.column), ("tiny.yaml", 13, 13));

        let list = after("id: money\n", "id: goals\n");
        let first = list[0].related.as_ref().expect("the first place");
        assert_eq!(list[0].to_string(), "tiny.yaml:8:9: B013: the section `goals` is given twice");
        assert_eq!(first.file, "en/shared.yaml");

        let list = after("title: Tiny", "title: Tiny\ntitle: Tony");
        assert_eq!(list[0].to_string(), "tiny.yaml:3:1: B004: the key `title` stands twice");
        assert_eq!(list[0].related.as_ref().map(|first| first.place.line), Some(2));
    }

    #[test]
    fn ids_have_a_form() {
        assert_eq!(
            one("id: tiny", "id: Tiny Bank"),
            "tiny.yaml:1:5: B020: `Tiny Bank` is not an id; expected lower-case letters, digits and `_`, in parts joined \
             by `.` or `-`"
        );
    }

    #[test]
    fn a_section_needs_questions() {
        let start = RIGHT.find("      - id: money.plan").expect("the questions");
        let list = build(&format!("{} []\n", RIGHT[..start].trim_end())).expect_err("a problem");
        assert_eq!(
            list[0].to_string(),
            "tiny.yaml:8:9: B014: the section `money` has no questions; expected at least one question"
        );
    }

    #[test]
    fn circles_are_reported_once_with_their_way() {
        let looped = "        why: To trust it.\n        follow_ups: [{to: money.plan, when: {heard: yes}}]";
        assert_eq!(
            one("        why: To trust it.", looped),
            "tiny.yaml:20:18: B015: follow-ups run in a circle: money.basis → money.plan → money.basis"
        );
    }

    #[test]
    fn questions_that_can_never_open() {
        let list = after("          - {to: money.basis, when: {grade: claimed}}", "          []");
        assert_eq!(
            list[0].to_string(),
            "tiny.yaml:21:13: B016: the question `money.basis` waits for a follow-up, and none can open it"
        );
        assert_eq!(
            one("{grade: claimed}", "{any: []}"),
            "tiny.yaml:20:43: B009: an empty list in a condition; expected at least one entry"
        );
    }

    #[test]
    fn conditions_have_exactly_one_test() {
        let list = after("{grade: claimed}", "{}");
        assert!(
            list[0]
                .to_string()
                .starts_with("tiny.yaml:20:37: B006: a condition tests nothing; expected exactly one of")
        );
        let list = after("{grade: claimed}", "{grade: claimed, heard: yes}");
        assert!(
            list[0].to_string().starts_with("tiny.yaml:20:37: B005: a condition has 2 tests: heard, grade; expected")
        );
    }

    #[test]
    fn every_condition_can_be_written() {
        let text = "{any: [{heard: no}, {flag: [vague, short]}, {all: [{is: yes, topic: budget.approved}, {far: yes, topic: timeline.start}]}, \
                    {fact: money}, {not: {grade: [claimed, evidenced]}}]}";
        let bank = build(&RIGHT.replace("{grade: claimed}", text)).expect("no problems");
        let own = bank.question(&crate::bank::QuestionId::new("money.plan")).expect("the question");
        let Condition::Any(parts) = &own.follow_ups[0].when else { panic!("no any") };
        assert_eq!(parts.len(), 5);
        assert!(matches!(&parts[0], Condition::Not(inner) if matches!(**inner, Condition::Heard(_))));
        assert!(matches!(&parts[2], Condition::All(list) if matches!(list[1], Condition::Far(_))));
    }

    #[test]
    fn all_problems_come_at_once_in_the_order_of_the_lines() {
        let text = RIGHT
            .replace("title: Tiny", "tittle: Tiny")
            .replace("planned_minutes: 20", "planned_minutes: 2000")
            .replace("cue: the money", "cue: [the, money]")
            .replace("to: money.basis", "to: money.bass");
        let codes: Vec<(u32, Code)> =
            build(&text).expect_err("problems").iter().map(|problem| (problem.place.line, problem.code)).collect();
        assert_eq!(
            codes,
            [(2, Code::UnknownKey), (6, Code::OutOfRange), (15, Code::WrongType), (20, Code::UnknownQuestion),]
        );
    }

    #[test]
    fn a_bank_may_add_topics_of_its_own() {
        let added = "sections:\n  - id: money\n";
        let text = RIGHT.replace(
            added,
            &format!("topics: [{{id: site.access, level: any, kind: text, cue: {{en: way in}}}}]\n{added}"),
        );
        let bank = build(
            &text.replace("topic: budget.amount\n        cue: behind", "topic: site.access\n        cue: behind"),
        );
        assert!(bank.expect("no problems").topics.get("site.access").is_some());
    }

    #[test]
    fn the_fingerprint_follows_the_content() {
        let hash = |text: &str| build(text).expect("no problems").hash.clone();
        assert_eq!(hash(RIGHT), hash(RIGHT));
        assert_ne!(hash(RIGHT), hash(&RIGHT.replace("To know it.", "To know it!")));
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(64))]

        /// Lines of the small bank dropped, doubled, cut, or swapped never make it panic or hang.
        #[test]
        fn a_mutilated_bank_is_checked_without_panic(
            picks in proptest::collection::vec((0usize..26, 0usize..5, 0usize..40), 1..6),
        ) {
            let mut lines: Vec<String> = RIGHT.lines().map(str::to_owned).collect();
            for (line, how, at) in picks {
                let line = line % lines.len().max(1);
                match how {
                    0 if lines.len() > 1 => { lines.remove(line); }
                    1 => lines.insert(line, lines[line].clone()),
                    2 => { let cut: String = lines[line].chars().take(at).collect(); lines[line] = cut; }
                    3 => lines[line].insert_str(0, "  "),
                    _ => { let other = at % lines.len(); lines.swap(line, other); }
                }
            }
            let text = lines.join("\n");
            let _ = build(&text);
            let _ = Library::embedded().review(&Source::new("en/tiny.yaml", &text));
        }
    }
}

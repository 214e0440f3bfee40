//! Proves of every question that answers exist which open it, and of every follow-up that it can lead on.
//!
//! A question that waits for a follow-up is open while, along some chain of follow-ups from a question that does not
//! wait, all conditions hold at the same time. Questions are taken in the order of the graph; each is tried first on the
//! answers that opened the one before it, and only where those do not do, all ways to it are searched.

use super::graph::{Graph, Way};
use super::possible::Possible;
use super::search::{Found, Goal, search, search_conditions};
use crate::bank::problem::{Code, Place, Problem, Sink};
use crate::bank::question::Condition;
use crate::bank::raw::{RawCondition, RawTest};
use crate::bank::topic::TopicId;

use super::conditions::lower;

/// What is known of a question.
enum Reached<'g> {
    /// It opens on answers like these; `by` is the way that leads to it, if it waits for one.
    Opens { answers: Possible<'g>, by: Option<usize> },
    /// No answers open it.
    Never,
    /// It was not proved.
    Unknown,
}

/// A condition that has to hold on the way to a question, and where it is written.
struct Need<'a> {
    condition: Condition,
    place: Place,
    sink: &'a Sink,
}

/// Reports conditions that can never hold or always do, and what can therefore never open.
///
/// A bank whose follow-ups run in a circle is left alone but for its single conditions.
pub(super) fn review_reach(graph: &Graph) {
    for node in &graph.nodes {
        for follow_up in node.question.follow_ups.iter().filter_map(|follow_up| follow_up.when.as_ref()) {
            review_condition(follow_up, &node.topic, node.sink);
        }
    }
    let Some(order) = graph.in_order() else { return };
    let mut reached: Vec<Reached> = graph.nodes.iter().map(|_| Reached::Never).collect();
    for number in order {
        let node = &graph.nodes[number];
        let trials: Vec<Reached> =
            node.ways.iter().enumerate().map(|(by, way)| follow(graph, way, by, &reached)).collect();
        let dead: Vec<usize> = (0..trials.len())
            .filter(|&by| matches!(trials[by], Reached::Never))
            .filter(|&by| !matches!(reached[node.ways[by].from], Reached::Never))
            .collect();
        let unproved = trials.iter().position(|trial| matches!(trial, Reached::Unknown));
        reached[number] = if node.question.conditional {
            settle(trials)
        } else {
            Reached::Opens { answers: Possible::default(), by: None }
        };
        let never = matches!(reached[number], Reached::Never);
        for by in dead {
            report_dead(graph, &reached, number, by, never);
        }
        if let (Some(by), Reached::Unknown) = (unproved, &reached[number]) {
            report_unproved(graph, number, by);
        }
    }
}

/// Whether a follow-up can lead on.
fn follow<'g>(graph: &'g Graph, way: &'g Way, by: usize, reached: &[Reached<'g>]) -> Reached<'g> {
    let when = Goal::Holds(&way.when, true);
    let answers = match &reached[way.from] {
        Reached::Never => return Reached::Never,
        Reached::Opens { answers, .. } => answers.clone(),
        Reached::Unknown => Possible::default(),
    };
    let known = search(vec![when], answers, &graph);
    let found = match known {
        Found::Possible(_) => known,
        // Other answers may open the question before, and this one too.
        _ => search(vec![when, Goal::Opens(way.from, true)], Possible::default(), &graph),
    };
    match found {
        Found::Possible(_) if matches!(reached[way.from], Reached::Unknown) => Reached::Unknown,
        Found::Possible(answers) => Reached::Opens { answers, by: Some(by) },
        Found::Impossible => Reached::Never,
        Found::Unknown => Reached::Unknown,
    }
}

/// The best of the ways to a question.
fn settle(trials: Vec<Reached>) -> Reached {
    let mut best = Reached::Never;
    for trial in trials {
        match trial {
            Reached::Opens { .. } => return trial,
            Reached::Unknown => best = trial,
            Reached::Never => {}
        }
    }
    best
}

/// Says why a follow-up can lead nowhere: the conditions that exclude each other on the shortest way known.
fn report_dead(graph: &Graph, reached: &[Reached], to: usize, by: usize, never: bool) {
    let node = &graph.nodes[to];
    let way = &node.ways[by];
    let holder = &graph.nodes[way.from];
    let mut needs = needs_of(way.raw, &holder.topic, holder.sink);
    if excluded(&needs) {
        return; // Reported at the condition itself.
    }
    let own = needs.len();
    let mut at = way.from;
    while let Reached::Opens { by: Some(by), .. } = reached[at] {
        let way = &graph.nodes[at].ways[by];
        let holder = &graph.nodes[way.from];
        needs.extend(needs_of(way.raw, &holder.topic, holder.sink));
        at = way.from;
    }
    let Some((here, before)) = core(needs, own) else { return };
    let words: Vec<String> = before.iter().chain(&here).map(|need| format!("“{}”", need.condition)).collect();
    let words = words.join(" and ");
    let (code, message) = if never {
        (Code::NeverOpens, format!("the question `{}` can never open: {words} exclude each other", node.id()))
    } else {
        (Code::DeadFollowUp, format!("this never leads to `{}`: {words} exclude each other", node.id()))
    };
    let Some(first) = here.first() else { return };
    let problem = first.sink.problem(code, first.place, message).with_fix(
        "change one of the two, or hang the follow-up on a question that can be open while the condition holds",
    );
    first.sink.report(match before.first().or(here.get(1)) {
        Some(other) => problem.with_related(
            other.sink.file(),
            other.place,
            format!("has to hold for `{}` to be asked at all", holder.id()),
        ),
        None => problem,
    });
}

fn report_unproved(graph: &Graph, to: usize, by: usize) {
    let node = &graph.nodes[to];
    let way = &node.ways[by];
    if matches!(search_conditions(vec![Goal::Holds(&way.when, true)]), Found::Unknown) {
        return; // Reported at the condition itself.
    }
    let message = format!("whether `{}` can open could not be proved: too many ways lead to it", node.id());
    let sink = graph.nodes[way.from].sink;
    sink.report(sink.problem(Code::Unproved, way.raw.place, message).with_fix("write fewer, simpler conditions"));
}

/// Reports the parts of a condition that can never hold, or always do, the innermost first. Whether there were any.
fn review_condition(raw: &RawCondition, own: &TopicId, sink: &Sink) -> bool {
    let inner = match &raw.test {
        RawTest::Any(parts) | RawTest::All(parts) => {
            parts.iter().map(|part| review_condition(part, own, sink)).fold(false, |any, one| any | one)
        }
        RawTest::Not(part) => review_condition(part, own, sink),
        _ => false,
    };
    if inner {
        return true;
    }
    let condition = lower(raw, own);
    match search_conditions(vec![Goal::Holds(&condition, true)]) {
        Found::Impossible => {
            report_never_holds(raw, &condition, own, sink);
            return true;
        }
        Found::Unknown => {
            let message = "whether this can hold could not be proved: it has too many parts";
            sink.report(sink.problem(Code::Unproved, raw.place, message).with_fix("write fewer, simpler conditions"));
            return true;
        }
        Found::Possible(_) => {}
    }
    let always = matches!(search_conditions(vec![Goal::Holds(&condition, false)]), Found::Impossible);
    if always {
        let message = format!("this always holds: “{condition}”");
        sink.report(
            sink.problem(Code::AlwaysHolds, raw.place, message)
                .with_fix("drop `conditional` from the question, or say which answers call for it"),
        );
    }
    always
}

fn report_never_holds(raw: &RawCondition, condition: &Condition, own: &TopicId, sink: &Sink) {
    let at = |place, message: String| -> Problem { sink.problem(Code::NeverHolds, place, message) };
    let needs = needs_of(raw, own, sink);
    let count = needs.len();
    let problem = match core(needs, count) {
        Some((parts, _)) if parts.len() > 1 => {
            let words: Vec<String> = parts.iter().map(|need| format!("“{}”", need.condition)).collect();
            at(raw.place, format!("this can never hold: {} exclude each other", words.join(" and ")))
                .with_fix("use `any` instead of `all`, or drop one")
                .with_related(sink.file(), parts[1].place, "excluded by what stands before it")
        }
        _ => at(raw.place, format!("this can never hold: “{condition}”")).with_fix("say which answers call for it"),
    };
    sink.report(problem);
}

/// The conditions that a condition asks for, those of `all` one by one.
fn needs_of<'a>(raw: &RawCondition, own: &TopicId, sink: &'a Sink) -> Vec<Need<'a>> {
    match &raw.test {
        RawTest::All(parts) => parts.iter().flat_map(|part| needs_of(part, own, sink)).collect(),
        _ => vec![Need { condition: lower(raw, own), place: raw.place, sink }],
    }
}

fn excluded(needs: &[Need]) -> bool {
    let goals = needs.iter().map(|need| Goal::Holds(&need.condition, true)).collect();
    matches!(search_conditions(goals), Found::Impossible)
}

/// What is left when every need is dropped without which the others still exclude each other: those among the first
/// `own`, and the others.
fn core(mut needs: Vec<Need<'_>>, own: usize) -> Option<(Vec<Need<'_>>, Vec<Need<'_>>)> {
    if !excluded(&needs) {
        return None;
    }
    let mut own = own;
    let mut at = needs.len();
    while at > 0 {
        at -= 1;
        let need = needs.remove(at);
        if excluded(&needs) {
            own -= usize::from(at < own);
        } else {
            needs.insert(at, need);
        }
    }
    let before = needs.split_off(own);
    Some((needs, before))
}

#[cfg(test)]
mod tests {
    use crate::bank::problem::{Code, Problem, Source};
    use crate::bank::source::Library;

    /// A bank of questions `q.0`, `q.1` and so on, each but the first waiting, with follow-ups from one to another.
    fn bank(questions: usize, follow_ups: &[(usize, usize, &str)]) -> String {
        let mut text = String::from(
            "id: tiny\ntitle: Tiny\nlanguage: en\npurpose: To be checked.\naccepts: claimed\nplanned_minutes: 20\nsections:\n\
             - id: a\n  title: A\n  purpose: All of it.\n  scored: [{topics: [budget.amount, timeline.start], points: 100}]\n  questions:\n",
        );
        let topics = ["budget.amount", "timeline.start", "need.degree", "priority.rank"];
        for number in 0..questions {
            let ways: Vec<String> = follow_ups
                .iter()
                .filter(|(from, ..)| *from == number)
                .map(|(_, to, when)| format!("{{to: q.{to}, when: {when}}}"))
                .collect();
            let topic = topics[number.min(3)];
            let waits = if number > 0 { "yes" } else { "no" };
            let question = format!(
                "  - id: q.{number}\n    topic: {topic}\n    conditional: {waits}\n    cue: cue {number}\n    \
                 ask: What about {number}?\n    why: To know.\n    probes: {{vague: Which?, unknowing: Who knows?}}\n    \
                 follow_ups: [{}]\n",
                ways.join(", ")
            );
            text.push_str(&question);
        }
        text
    }

    fn review(text: &str) -> Vec<Problem> {
        let found = Library::embedded().review(&Source::new("en/tiny.yaml", text));
        let ours = [Code::NeverOpens, Code::NeverHolds, Code::DeadFollowUp, Code::AlwaysHolds, Code::Unproved];
        found.into_iter().filter(|problem| ours.contains(&problem.code)).collect()
    }

    /// What is found when one condition opens the second question, and another one the third from there.
    fn two(first: &str, second: &str) -> Vec<String> {
        review(&bank(3, &[(0, 1, first), (1, 2, second)])).iter().map(|problem| problem.message.clone()).collect()
    }

    #[test]
    fn what_excludes_each_other_along_the_way_is_shown_at_both_places() {
        let text = bank(3, &[(0, 1, "{grade: claimed}"), (1, 2, "{grade: evidenced, topic: budget.amount}")]);
        let found = review(&text);
        assert_eq!(
            found[0].to_string(),
            "en/tiny.yaml:28:34: B016: the question `q.2` can never open: “budget.amount is claimed” and \
             “budget.amount is evidenced” exclude each other"
        );
        let other = found[0].related.as_ref().expect("the other place");
        assert_eq!((other.place.line, other.place.column), (20, 34));
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn atoms_exclude_each_other_as_their_meaning_says() {
        for (first, second) in [
            ("{is: yes}", "{is: no, topic: budget.amount}"),
            ("{heard: no}", "{flag: vague, topic: budget.amount}"),
            ("{heard: no}", "{fact: money, topic: budget.amount}"),
            ("{heard: no}", "{grade: open, topic: budget.amount}"),
            ("{flag: contradiction}", "{grade: claimed, topic: budget.amount}"),
            ("{more_than: 50k}", "{less_than: 20k, topic: budget.amount}"),
            ("{more_than: 5k a month}", "{at_most: 60k a year, topic: budget.amount}"),
            ("{at_least: 20k USD}", "{less_than: 20k USD, topic: budget.amount}"),
            (
                "{more_than: 50k}",
                "{not: {any: [{fact: money, topic: budget.amount}, {fact: count, topic: budget.amount}]}}",
            ),
            ("{far: yes, topic: timeline.start}", "{less_than: 3 months}"),
            ("{far: no, topic: timeline.start}", "{at_least: 9 months}"),
            ("{not: {fact: number}}", "{fact: money, topic: budget.amount}"),
            (
                "{fact: yes_no}",
                "{all: [{not: {is: yes, topic: budget.amount}}, {not: {is: no, topic: budget.amount}}]}",
            ),
            ("{contact: champion}", "{not: {role: champion}}"),
            ("{not: {role: champion}}", "{contact: champion}"),
            ("{grade: [claimed, refuted]}", "{grade: [evidenced, disputed], topic: budget.amount}"),
            ("{any: [{grade: claimed}, {grade: refuted}]}", "{grade: evidenced, topic: budget.amount}"),
        ] {
            let found = two(first, second);
            assert!(found.len() == 1 && found[0].contains("`q.2` can never open"), "{first} {second}: {found:?}");
        }
    }

    #[test]
    fn what_can_hold_together_raises_no_alarm() {
        for (first, second) in [
            ("{grade: claimed}", "{flag: vague, topic: budget.amount}"),
            // Of several answers each can carry a flag of its own.
            ("{flag: vague}", "{flag: specific, topic: budget.amount}"),
            ("{flag: [short, unknowing]}", "{grade: evidenced, topic: budget.amount}"),
            ("{more_than: 20k}", "{less_than: 50k, topic: budget.amount}"),
            // Amounts in other currencies, and for other periods, are other figures.
            ("{more_than: 50k USD}", "{less_than: 20k EUR, topic: budget.amount}"),
            ("{more_than: 50k}", "{less_than: 2k a month, topic: budget.amount}"),
            // A range of which neither is true.
            ("{not: {more_than: 20k}}", "{not: {less_than: 20k, topic: budget.amount}}"),
            ("{far: yes, topic: timeline.start}", "{more_than: 8 months}"),
            ("{far: no, topic: timeline.start}", "{less_than: 3 months}"),
            ("{far: no, topic: timeline.start}", "{heard: no}"),
            ("{role: champion}", "{contact: decision_maker}"),
            ("{role: champion}", "{not: {contact: champion}}"),
            ("{any: [{grade: claimed}, {is: no}]}", "{grade: evidenced, topic: budget.amount}"),
            ("{heard: yes}", "{grade: [open, refuted], topic: budget.amount}"),
            ("{not: {grade: open}}", "{heard: no, topic: budget.amount}"),
            ("{fact: money}", "{fact: number, topic: budget.amount}"),
        ] {
            assert_eq!(two(first, second), [""; 0], "{first} {second}");
        }
    }

    #[test]
    fn another_way_to_a_question_can_save_it() {
        let dead = (0, 2, "{grade: evidenced}");
        let on = "{grade: claimed, topic: budget.amount}";
        // q.2 opens by q.1 as well; q.3 only on what the first way excludes.
        let text = bank(4, &[(0, 1, "{is: no}"), dead, (1, 2, "{heard: no}"), (2, 3, on)]);
        assert_eq!(review(&text), []);
        let text = bank(4, &[(0, 1, "{grade: refuted}"), dead, (1, 2, "{heard: no}"), (2, 3, on)]);
        assert_eq!(review(&text).len(), 1, "both ways are closed now");
    }

    #[test]
    fn a_follow_up_that_is_dead_beside_living_ones_is_told_apart() {
        let follow_ups =
            [(0, 1, "{grade: claimed}"), (0, 2, "{heard: yes}"), (1, 2, "{grade: refuted, topic: budget.amount}")];
        let found = review(&bank(3, &follow_ups));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].code, Code::DeadFollowUp);
        assert!(found[0].message.starts_with("this never leads to `q.2`"), "{}", found[0]);
    }

    #[test]
    fn only_the_root_of_a_dead_branch_is_reported() {
        let follow_ups = [(0, 1, "{is: yes}"), (1, 2, "{is: no, topic: budget.amount}"), (2, 3, "{heard: yes}")];
        assert_eq!(review(&bank(4, &follow_ups)).len(), 1);
    }

    #[test]
    fn three_conditions_can_exclude_each_other_where_no_two_do() {
        let found = two(
            "{all: [{grade: [claimed, refuted]}, {grade: [claimed, evidenced]}]}",
            "{not: {grade: claimed, topic: budget.amount}}",
        );
        assert_eq!(
            found,
            [
                "the question `q.2` can never open: “budget.amount is claimed or refuted” and “budget.amount is claimed or \
              evidenced” and “not: budget.amount is claimed” exclude each other"
            ]
        );
    }

    #[test]
    fn a_condition_can_be_wrong_by_itself() {
        let one =
            |when: &str| -> Vec<String> { review(&bank(2, &[(0, 1, when)])).iter().map(ToString::to_string).collect() };
        assert_eq!(
            one("{all: [{flag: vague}, {not: {flag: vague}}]}"),
            [
                "en/tiny.yaml:20:34: B023: this can never hold: “budget.amount was vague” and “not: budget.amount was vague” \
              exclude each other"
            ]
        );
        assert_eq!(
            one("{any: [{heard: yes}, {less_than: 0}]}"),
            ["en/tiny.yaml:20:55: B023: this can never hold: “budget.amount is less than 0”"]
        );
        assert_eq!(
            one("{any: [{heard: yes}, {heard: no}]}"),
            [
                "en/tiny.yaml:20:34: B120: this always holds: “(budget.amount was heard or not: budget.amount was heard)”"
            ]
        );
        assert_eq!(one("{not: {all: [{is: yes}, {is: no}]}}").len(), 1, "what never holds is shown once");
        assert_eq!(one("{any: [{grade: open}, {heard: no}, {grade: [claimed, evidenced]}]}"), [""; 0]);
    }

    #[test]
    fn what_is_too_entangled_is_said_to_be_unproved() {
        // Each of many pairs has a way out, but for a last clash that only a search of them all would find.
        let pairs: Vec<String> =
            (0..24).map(|n| format!("{{any: [{{more_than: {}}}, {{less_than: {}}}]}}", 100 - n, n + 1)).collect();
        let clash = "{any: [{is: yes}, {is: no}]}, {not: {is: yes}}, {not: {is: no}}";
        let found = review(&bank(2, &[(0, 1, &format!("{{all: [{clash}, {}]}}", pairs.join(", ")))]));
        assert_eq!(found.len(), 1);
        assert!(matches!(found[0].code, Code::Unproved | Code::NeverHolds), "{}", found[0]);
    }

    #[test]
    fn long_chains_and_wide_fans_are_proved_quickly() {
        let chain: Vec<(usize, usize, &str)> = (0..1_500).map(|n| (n, n + 1, "{heard: yes}")).collect();
        assert_eq!(review(&bank(1_501, &chain)), []);
        let ladder: Vec<(usize, usize, &str)> = (0..300)
            .flat_map(|n| [(n, n + 1, "{any: [{is: yes}, {flag: vague}]}"), (n, n + 2, "{grade: claimed}")])
            .collect();
        let found = review(&bank(302, &ladder));
        assert!(found.iter().all(|problem| problem.code != Code::NeverOpens), "{found:#?}");
    }
}

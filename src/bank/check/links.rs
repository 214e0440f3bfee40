//! Checks how questions open one another: every target exists, nothing runs in a circle, everything can open.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::framework::Draft;
use crate::bank::problem::{Code, Sink, closest};
use crate::bank::raw::{RawQuestion, Standing};
use crate::bank::yaml::Placed;

/// A follow-up: from which question, to which, and where it is written.
struct Link<'a> {
    from: &'a str,
    to: &'a Placed<String>,
    sink: &'a Sink,
    /// Whether it stands in the bank's own file.
    is_own: bool,
}

/// A question with the sink of its file.
type Written<'a> = (&'a RawQuestion, &'a Sink);

/// Reports follow-ups to questions that do not exist, circles of follow-ups among the questions that are `kept`, and
/// questions that can never open.
pub(super) fn check_links(drafts: &[Draft], kept: &BTreeSet<&str>) {
    let questions: Vec<Written> = drafts
        .iter()
        .flat_map(|draft| draft.section.questions.iter().map(move |question| (question, draft.sink)))
        .collect();
    let ids: BTreeSet<&str> = questions.iter().map(|(question, _)| question.id.value.as_str()).collect();
    let mut links = Vec::new();
    let mut meant = BTreeSet::new();
    for draft in drafts {
        let (sink, is_own) = (draft.sink, draft.section.standing == Standing::Own);
        for question in &draft.section.questions {
            for to in question.follow_ups.iter().map(|follow_up| &follow_up.to) {
                if ids.contains(to.value.as_str()) {
                    links.push(Link { from: &question.id.value, to, sink, is_own });
                } else if !sink.is_full() {
                    // Of a flood of slips no more is kept, and to compare each with each id would take minutes.
                    let near = closest(&to.value, ids.iter().copied());
                    report_unknown_question(to, near, sink);
                    meant.extend(near);
                }
            }
        }
    }
    let circling = report_circles(&links, kept);
    // What a mistyped follow-up was probably meant to open is not reported on top.
    report_never_open(&questions, &links, &circling.union(&meant).copied().collect());
}

fn report_unknown_question(to: &Placed<String>, near: Option<&str>, sink: &Sink) {
    sink.report(
        sink.problem(Code::UnknownQuestion, to.place, format!("there is no question `{}`", to.value))
            .with_expected("the id of a question of this bank or of a shared section")
            .with_closest(&to.value, near),
    );
}

/// Reports each circle once, at the follow-up that closes it, or else at one of the bank's own file, where it can be
/// broken. Returns the questions on circles.
fn report_circles<'a>(links: &[Link<'a>], kept: &BTreeSet<&str>) -> BTreeSet<&'a str> {
    let is_kept = |link: &&Link| kept.contains(link.from) && kept.contains(link.to.value.as_str());
    let links: Vec<&Link> = links.iter().filter(is_kept).collect();
    let on_circles = on_circles(&links);
    let mut onward: BTreeMap<&str, &Link> = BTreeMap::new();
    for link in links.iter().filter(|link| on_circles.contains(link.to.value.as_str())) {
        onward.entry(link.from).or_insert(link);
    }
    let mut seen = BTreeSet::new();
    for &start in &on_circles {
        // From any such question, following links that stay among them comes back to where it has been.
        let mut path: Vec<&Link> = Vec::new();
        let mut at = start;
        while seen.insert(at) {
            let Some(&link) = onward.get(at) else { break };
            path.push(link);
            at = &link.to.value;
        }
        if let Some(first) = path.iter().position(|link| link.from == at) {
            report_circle(&path[first..]);
        }
    }
    on_circles
}

fn report_circle(circle: &[&Link]) {
    let Some(last) = circle.last() else { return };
    let at = circle.iter().rev().find(|link| link.is_own).unwrap_or(last);
    let mut way: Vec<&str> = circle.iter().map(|link| link.from).collect();
    way.push(&last.to.value);
    let message = format!("follow-ups run in a circle: {}", way.join(" → "));
    at.sink.report(at.sink.problem(Code::FollowUpLoop, at.to.place, message).with_fix("drop one of these follow-ups"));
}

/// The questions on circles, or between two of them: what is left when starts and ends are peeled off for good.
fn on_circles<'a>(links: &[&Link<'a>]) -> BTreeSet<&'a str> {
    let all: BTreeSet<&str> = links.iter().flat_map(|link| [link.from, link.to.value.as_str()]).collect();
    let forward = |link: &&Link<'a>| (link.from, link.to.value.as_str());
    let backward = |link: &&Link<'a>| (link.to.value.as_str(), link.from);
    let left = peel(&all, links.iter().map(forward).collect());
    let inner: Vec<_> = links.iter().filter(|l| left.contains(l.from) && left.contains(l.to.value.as_str())).collect();
    peel(&left, inner.into_iter().map(backward).collect())
}

/// What is left of `all` when questions that no link leads to are taken away, again and again.
fn peel<'a>(all: &BTreeSet<&'a str>, links: Vec<(&'a str, &'a str)>) -> BTreeSet<&'a str> {
    let mut left = all.clone();
    let mut incoming: BTreeMap<&str, usize> = BTreeMap::new();
    let mut outgoing: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (from, to) in links {
        *incoming.entry(to).or_default() += 1;
        outgoing.entry(from).or_default().push(to);
    }
    let mut free: VecDeque<&str> = all.iter().copied().filter(|id| !incoming.contains_key(id)).collect();
    while let Some(id) = free.pop_front() {
        left.remove(id);
        for to in outgoing.remove(id).unwrap_or_default() {
            let count = incoming.entry(to).or_default();
            *count = count.saturating_sub(1);
            if *count == 0 {
                free.push_back(to);
            }
        }
    }
    left
}

/// Reports conditional questions that no follow-up opens, directly or through others, but for those that `known` says
/// were reported for what causes it.
fn report_never_open(questions: &[Written], links: &[Link], known: &BTreeSet<&str>) {
    let mut targets: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for link in links {
        targets.entry(link.from).or_default().push(&link.to.value);
    }
    let mut open: BTreeSet<&str> = BTreeSet::new();
    let mut reached: Vec<&str> = known.iter().copied().collect();
    let by_itself = questions.iter().filter(|(question, _)| !question.conditional);
    reached.extend(by_itself.map(|(question, _)| question.id.value.as_str()));
    while let Some(id) = reached.pop() {
        if open.insert(id) {
            reached.extend(targets.get(id).into_iter().flatten());
        }
    }
    for (question, sink) in questions {
        let id = &question.id.value;
        if !open.contains(id.as_str()) {
            let message = format!("the question `{id}` waits for a follow-up, and none can open it");
            sink.report(
                sink.problem(Code::NeverOpens, question.id.place, message)
                    .with_fix(format!("drop `conditional`, or add a follow-up `to: {id}` to a question that opens")),
            );
        }
    }
}

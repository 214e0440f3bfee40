//! Stance: what one answer does to the thing asked.

use crate::bank::FlagKind;

use super::lexicon::Cue;
use super::rules::Examined;
use super::spans::Spans;
use super::text::Boundary;
use super::value::{Span, Standing, Value};
use super::{Flag, Stance};

/// The stance of an answer whose flags are known.
pub(crate) fn of(examined: &Examined<'_>, flags: &[Flag]) -> Stance {
    let has = |kind| flags.iter().any(|flag| flag.kind == kind);
    if examined.question.idle {
        return Stance::Silent;
    }
    if examined.declines().is_some() {
        return Stance::Declines;
    }
    if has(FlagKind::Unknowing) {
        return Stance::DoesNotKnow;
    }
    if says_no(examined) {
        return Stance::Denies;
    }
    if has(FlagKind::Short) {
        return Stance::Silent;
    }
    // "Bought it, never got it set up" explains and denies nothing.
    let denies = examined.denies().is_some() && !has(FlagKind::Excuse);
    if denies && examined.asked_for().next().is_none() {
        return Stance::Denies;
    }
    if flags.iter().any(|flag| flag.kind != FlagKind::Knowledge) {
        return Stance::Affirms;
    }
    let elsewhere = !examined.question.is_open() && !examined.question.closed && examined.solid().next().is_some();
    match (elsewhere, examined.whole()) {
        (true, _) => Stance::Elsewhere,
        (false, whole) if whole.start >= whole.end => Stance::Silent,
        _ => Stance::Affirms,
    }
}

/// A no to a question that yes or no settle: the fact that says so, or the word in front.
pub(crate) fn says_no(examined: &Examined<'_>) -> bool {
    let topic = &examined.topic.id;
    let told = examined.facts.iter().find_map(|fact| match fact.value {
        Value::YesNo { yes } if fact.topic == *topic => Some(yes == (fact.standing != Standing::Denied)),
        _ => None,
    });
    if let Some(yes) = told {
        return !yes;
    }
    let first = examined.text.tokens().first().map_or(0, |token| token.span.start);
    let refuses = examined.cue("stock.refusal").is_some_and(|span| span.start == first);
    examined.question.closed && refuses && examined.asked_for().next().is_none()
}

/// The words that plainly deny the thing asked: "no budget", "we don't need it", "no problem with returns".
///
/// What follows a "but" takes the denial back.
pub(crate) fn denial(examined: &Examined<'_>) -> Option<Span> {
    let topic = examined.topic.id.as_str();
    let lists = denials(topic);
    if examined.cues(takes_back(topic)).next().is_some() {
        return None;
    }
    // "Can't live without it" and "nothing happens" contain a denial and are none.
    let negated = |cue: &&Cue<'_>| {
        let before = cue.tokens.start.checked_sub(1).map_or(0..0, |at| at..at + 1);
        examined.cues_begun("denial.negation", before).next().is_some()
    };
    let bare: Spans = examined.cues("stock.nothing").map(|cue| cue.span).collect();
    let is_bare = |cue: &&Cue<'_>| bare.hold(&cue.span) && examined.is_brief();
    let says_so = |cue: &&Cue<'_>| !negated(cue) && !is_bare(cue);
    let plainly = || examined.cues("denial.grammar").find(|_| may_be_none(examined));
    let cue = examined.cues_of(lists).find(says_so).or_else(plainly)?;
    let sentence = examined.text.sentence(cue.tokens.start);
    let taken_back = (cue.tokens.end..sentence.end)
        .any(|at| matches!(examined.text.norm(at), "but" | "except" | "although" | "though" | "unless" | "however"));
    let turned_later = (sentence.end..examined.text.tokens().len()).any(|at| {
        examined.text.tokens()[at].boundary == Boundary::Sentence
            && matches!(examined.text.norm(at), "but" | "except" | "however")
    });
    (!taken_back && !turned_later).then_some(cue.span)
}

/// Topics on which a no is an answer in whatever words: what there is of it, who does it and when. Of a problem, a goal or
/// a requirement a no may tell what it is.
const NONE_OF_IT: &[&str] = &[
    "authority.others",
    "buyer.access",
    "champion.name",
    "criteria.owner",
    "goal.target",
    "metric.target",
    "pain.tried",
    "plan.last_year",
    "product.familiarity",
    "solution.alternatives",
    "timeline.capacity",
    "timeline.start",
    "users.team",
];

/// Whether a no in any words denies what was asked: nothing loose stands beside it.
fn may_be_none(examined: &Examined<'_>) -> bool {
    NONE_OF_IT.contains(&examined.topic.id.as_str())
        && examined.loose().is_empty()
        && examined.loose_anywhere().is_empty()
        && examined.cue("hedge.time").is_none()
        && examined.cue("unknowing.ignorance").is_none()
}

/// The list of what sounds like a denial of a topic and affirms it: "nothing else on", "none of it is new to me".
fn takes_back(topic: &str) -> &'static str {
    match topic {
        "timeline.capacity" => "denial.free",
        "product.familiarity" => "denial.familiar",
        _ => "",
    }
}

/// The lists in which denials of a topic stand.
fn denials(topic: &str) -> &'static [&'static str] {
    match topic.split('.').next().unwrap_or_default() {
        "pain" if topic == "pain.tried" => &["denial.tried", "denial.any"],
        "pain" => &["denial.pain"],
        "need" => &["denial.need", "denial.priority"],
        "priority" => &["denial.priority", "denial.need"],
        "budget" | "spend" => &["denial.budget", "denial.any"],
        "authority" if topic == "authority.limit" => &["denial.budget", "denial.authority"],
        "authority" => &["denial.authority"],
        "timeline" if topic == "timeline.driver" => &["denial.timeline", "denial.urgency", "denial.any"],
        "timeline" => &["denial.timeline", "denial.any"],
        "solution" => &["denial.solution", "denial.any"],
        "product" => &["denial.product", "denial.any"],
        "interest" => &["denial.interest", "denial.need"],
        "users" => &["denial.users"],
        "goal" | "metric" => &["denial.goal"],
        "plan" => &["denial.plan", "denial.any"],
        "criteria" => &["denial.criteria", "denial.any"],
        "process" => &["denial.process", "denial.any"],
        "champion" => &["denial.champion"],
        "buyer" => &["denial.buyer"],
        "consequence" | "implication" => &["denial.consequence"],
        "followup" => &["denial.followup"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use crate::signals::rules::judge;
    use crate::signals::rules::samples::{examine, money, person, topic};

    use super::*;

    fn stance(topic_id: &str, raw: &str, facts: &[(&str, Value)]) -> Stance {
        examine(&topic(topic_id), raw, facts, |examined| of(examined, &judge(examined)))
    }

    #[test]
    fn values_affirm() {
        assert_eq!(stance("budget.amount", "85k", &[("85k", money(85_000.0))]), Stance::Affirms);
        assert_eq!(stance("timeline.start", "soon", &[]), Stance::Affirms);
        assert_eq!(stance("budget.return_agreed", "yep", &[]), Stance::Affirms);
    }

    #[test]
    fn denials_deny() {
        assert_eq!(stance("need.degree", "we dont need it", &[]), Stance::Denies);
        assert_eq!(stance("budget.amount", "nothing set aside for that", &[]), Stance::Denies);
        assert_eq!(stance("priority.rank", "its not a priority", &[]), Stance::Denies);
        assert_eq!(stance("budget.approved", "No.", &[]), Stance::Denies);
        assert_eq!(stance("pain.problem", "no problem with no-shows", &[]), Stance::Denies);
    }

    #[test]
    fn what_follows_but_takes_a_denial_back() {
        assert_ne!(stance("pain.problem", "no problem with returns, but invoices go out late", &[]), Stance::Denies);
    }

    #[test]
    fn not_knowing_and_not_telling_differ() {
        assert_eq!(stance("budget.amount", "no idea", &[]), Stance::DoesNotKnow);
        assert_eq!(stance("budget.amount", "I'd rather not say", &[]), Stance::Declines);
    }

    #[test]
    fn another_topic_s_answer_is_elsewhere() {
        assert_eq!(stance("budget.amount", "Kim signs the cheques", &[("Kim", person("Kim"))]), Stance::Elsewhere);
    }

    #[test]
    fn nothing_said_is_silence() {
        assert_eq!(stance("interest.level", "Grand.", &[]), Stance::Silent);
        assert_eq!(stance("note", "one moment", &[]), Stance::Silent);
        assert_eq!(stance("budget.amount", "", &[]), Stance::Silent);
    }
}

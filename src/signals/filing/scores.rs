//! What the words and the facts of a remark say for each topic.

use std::collections::BTreeMap;

use crate::bank::{TimeUnit, ValueKind};
use crate::signals::facts::Found;
use crate::signals::lexicon::{Hit, Lexicon};
use crate::signals::text::Text;
use crate::signals::value::Value;

use super::fill::at_hand;
use super::topic_hits::TopicHits;
use super::{ASKED, FAINT};

/// What a phrase of the strong lists is worth.
const STRONG: f64 = 2.0;
/// What a word of the weak lists is worth.
const WEAK: f64 = 0.6;
/// What the topic gains whose strong phrase stands first: a remark is about what it opens with.
const OPENS: f64 = 1.2;
/// What an aim that is put in per cent says for a target, and an amount that is set aside for the budget.
const TOLD: f64 = 2.0;

/// What the words and the facts say for each topic.
pub(super) fn scores(hits: &TopicHits<'_>, found: &[Found], lexicon: &Lexicon) -> BTreeMap<String, f64> {
    let mut scores: BTreeMap<String, f64> = BTreeMap::new();
    let (text, strong) = (hits.text(), hits.strong());
    for hit in strong {
        let words = hit.tokens.len().min(4) as f64;
        *scores.entry(hit.list.to_owned()).or_default() += STRONG + 0.3 * (words - 1.0);
    }
    if let Some(first) = strong.iter().find(|hit| hit.list != "note") {
        *scores.entry(first.list.to_owned()).or_default() += OPENS;
    }
    for hit in lexicon.topics.weak.find(text) {
        *scores.entry(hit.list.to_owned()).or_default() += WEAK;
    }
    for (topic, worth) in found.iter().flat_map(|fact| hints(&fact.value)) {
        *scores.entry((*topic).to_owned()).or_default() += worth;
    }
    if let Some(topic) = announced(text, lexicon) {
        *scores.entry(topic.to_owned()).or_default() += STRONG;
    }
    for topic in told_together(hits, found, lexicon) {
        *scores.entry(topic.to_owned()).or_default() += TOLD;
    }
    if profile(text, found, strong, lexicon) {
        *scores.entry("company.industry".to_owned()).or_default() += ASKED;
    }
    // A remark with facts of the purchase is no small talk.
    if found.iter().all(|fact| moment(&fact.value)) {
        let business = scores.keys().any(|topic| topic != "note");
        let small_talk = strong.iter().any(|hit| hit.list == "note" && hit.tokens.len() > 1) || asks_the_rep(text);
        let told = found.is_empty() && small_talk && !business;
        if told || aside(hits, &scores) {
            *scores.entry("note".to_owned()).or_default() += ASKED;
        }
    } else {
        scores.remove("note");
    }
    scores
}

/// The topic that a remark opens with: "about the budget, I couldn't say", "the start date is still open".
fn announced<'l>(text: &Text<'_>, lexicon: &'l Lexicon) -> Option<&'l str> {
    /// A noun that opens a remark stands among its first words.
    const FIRST: usize = 6;
    let topics = &lexicon.topics;
    let opens = |hit: &&Hit<'l>| {
        let before = hit.tokens.start;
        before < FIRST && (0..before).all(|at| topics.openers.contains(text.norm(at)))
    };
    let goes_on = |hit: &&Hit<'l>| {
        let next = text.norm(hit.tokens.end);
        matches!(next, "," | ":" | "?" | "-") || topics.copulas.contains(next)
    };
    topics.announced.find(text).iter().find(|hit| opens(hit) && goes_on(hit)).map(|hit| hit.list)
}

/// What words and facts say only together: an aim in per cent is a target, an amount that is set aside a budget, staff
/// that is counted the size of the company.
fn told_together(hits: &TopicHits<'_>, found: &[Found], lexicon: &Lexicon) -> Vec<&'static str> {
    let has = |kind: ValueKind| found.iter().any(|fact| fact.value.kind() == kind);
    let mut topics = Vec::new();
    if has(ValueKind::Percent) && hits.tell("aim") {
        topics.push("goal.target");
    }
    if has(ValueKind::Percent) && hits.tell("merely") {
        topics.push("metric.baseline");
    }
    let running = |fact: &Found| matches!(fact.value, Value::Money { per: Some(_), .. });
    if found.iter().any(running) {
        // What is lost every month is what the problem costs; what else goes out every month is spent on it.
        let lost = hits.tell("loss");
        let told = hits.strong().iter().any(|hit| hit.list != "pain.cost");
        match (lost, told) {
            (true, _) => topics.push("pain.cost"),
            (false, false) => topics.push("spend.current"),
            (false, true) => {}
        }
    }
    let held = || found.iter().any(|fact| at_hand(hits.text(), hits.facts(), fact));
    if has(ValueKind::Money) && (has(ValueKind::YesNo) || held()) {
        topics.push("budget.amount");
    }
    if let [Found { value: Value::Count { of: Some(of), .. }, .. }] = found
        && !lexicon.topics.facts.find_in("staff", &Text::new(of)).is_empty()
        && hits.strong().is_empty()
        && !hits.tell("usage")
    {
        topics.push("company.size");
    }
    topics
}

/// "Food distributor, 400 people, Ohio": a line of business with its staff or its place says who they are, whatever
/// was asked.
fn profile(text: &Text<'_>, found: &[Found], strong: &[Hit<'_>], lexicon: &Lexicon) -> bool {
    let trade = strong.iter().any(|hit| hit.list == "company.industry");
    let elsewhere = strong.iter().any(|hit| !hit.list.starts_with("company."));
    let staff = || {
        found.iter().any(|fact| match &fact.value {
            Value::Count { of: Some(of), .. } => !lexicon.topics.facts.find_in("staff", &Text::new(of)).is_empty(),
            _ => false,
        })
    };
    let place = || {
        (0..text.tokens().len()).any(|at| {
            let norm = text.norm(at);
            let places = &lexicon.places;
            places.countries.contains(norm) || places.states.contains(norm) || places.cities.contains(norm)
        })
    };
    trade && !elsewhere && (staff() || place())
}

/// "give me two minutes": no fact of the purchase.
fn moment(value: &Value) -> bool {
    matches!(value, Value::Duration { unit: TimeUnit::Minute, .. })
}

/// "the dog is going mad": what is around the caller, where no word or little more speaks of the business.
fn aside(hits: &TopicHits<'_>, scores: &BTreeMap<String, f64>) -> bool {
    let business = scores.iter().any(|(topic, score)| topic != "note" && *score >= FAINT);
    !business && !hits.tell("ours") && hits.tell("surroundings")
}

/// A question to the person who calls, with nothing of the company in it: small talk.
fn asks_the_rep(text: &Text<'_>) -> bool {
    let has = |words: &[&str]| text.tokens().iter().any(|token| words.contains(&&*token.norm));
    has(&["?"]) && has(&["you", "your", "u", "ur"]) && !has(&["we", "our", "us", "it", "cost", "price", "much"])
}

/// The topics that a value by itself hints at.
fn hints(value: &Value) -> Vec<(&'static str, f64)> {
    match value {
        Value::Money { per: None, .. } => vec![("budget.amount", 1.2), ("pain.cost", 0.4), ("authority.limit", 0.4)],
        Value::Money { .. } => vec![("spend.current", 1.0), ("pain.cost", 0.9), ("budget.amount", 0.8)],
        Value::Count { of: Some(_), .. } => vec![("users.team", 1.0), ("company.size", 0.7)],
        Value::Count { .. } => vec![("metric.baseline", 0.6), ("budget.amount", 0.5)],
        Value::Percent { .. } => vec![("goal.target", 0.8), ("metric.baseline", 0.8), ("pain.problem", 0.5)],
        Value::Date { from: None, .. } => vec![("timeline.start", 1.6), ("timeline.driver", 0.3)],
        Value::Date { .. } => vec![("timeline.start", 1.0), ("followup.date", 0.9)],
        Value::Duration { .. } => vec![("process.length", 0.9), ("pain.problem", 0.3)],
        Value::Place { .. } => vec![("company.territory", 1.5)],
        Value::Thing { .. } => vec![("solution.current", 1.6), ("product.familiarity", 0.6)],
        Value::YesNo { .. } => vec![("budget.approved", 1.5), ("budget.amount", 1.0)],
        Value::Person { does, .. } => deed_hints(does.as_deref()),
        Value::Choice { .. } => vec![("need.degree", 1.0)],
        Value::Text { .. } => Vec::new(),
    }
}

/// The topics that what a person does hints at.
fn deed_hints(does: Option<&str>) -> Vec<(&'static str, f64)> {
    match does {
        Some("signs" | "decides" | "pays") => vec![("authority.signs", 2.0), ("authority.others", 0.3)],
        Some("owns budget") => vec![("buyer.name", 2.5)],
        Some("sets criteria") => vec![("criteria.owner", 1.5), ("criteria.list", 0.8)],
        Some("champions") => vec![("champion.name", 2.5)],
        Some("introduces") => vec![("buyer.access", 2.5)],
        Some("approves" | "evaluates" | "influences" | "blocks" | "chairs") => vec![("authority.others", 2.0)],
        Some("recommends") => vec![("authority.role", 1.5)],
        _ => vec![("authority.others", 0.6), ("users.team", 0.5), ("champion.name", 0.4)],
    }
}

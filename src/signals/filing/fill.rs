//! Which topic a single fact fills, whatever the remark around it answers.

use crate::bank::{Per, TopicId, Topics};
use crate::signals::facts::Found;
use crate::signals::lexicon::{Class, Lexicon};
use crate::signals::text::Text;
use crate::signals::value::Value;

/// The topic that a fact fills: the answer's, if the fact is of its kind and no words say otherwise; else the one that
/// its own words point to; else the answer's.
pub(super) fn fact_topic(
    text: &Text<'_>,
    found: &[Found],
    index: usize,
    answer: Option<&TopicId>,
    topics: &Topics,
    lexicon: &Lexicon,
) -> TopicId {
    let own = answer.cloned().unwrap_or_else(TopicId::note);
    let pointed = match &found[index].value {
        Value::Place { .. } => Some("company.territory"),
        Value::YesNo { .. } if own != *"budget.return_agreed" => Some("budget.approved"),
        Value::Money { .. } => money_topic(text, found, index, &own, lexicon),
        Value::Count { of, .. } => count_topic(of.as_deref(), &own, lexicon),
        Value::Person { name, role, does } => {
            let speaker = name.is_none() && role.is_none();
            person_topic(does.as_deref(), speaker, &own)
        }
        Value::Thing { .. } => thing_topic(&own),
        Value::Duration { .. } => (own == *"process.steps").then_some("process.length"),
        _ => None,
    };
    pointed.filter(|id| topics.get(id).is_some()).map_or(own, TopicId::new)
}

/// Words of one list of the fact lists in the clause around a fact.
fn told(text: &Text<'_>, found: &Found, list: &str, lexicon: &Lexicon) -> bool {
    let at = text.token_at(found.span.start);
    let clause = text.clause(at);
    let clause = clause.start.max(at.saturating_sub(30))..clause.end.min(at + 30);
    // Only the clause is gone through, so that a long remark does not cost the square of its length.
    let first = text.tokens().get(clause.start).map_or(0, |token| token.span.start);
    let end = clause.end.checked_sub(1).and_then(|at| text.tokens().get(at)).map_or(first, |token| token.span.end);
    let near = Text::new(text.raw().get(first..end).unwrap_or_default());
    lexicon.topics.facts.find(&near).iter().any(|hit| hit.list == list)
}

fn money_topic(
    text: &Text<'_>,
    found: &[Found],
    index: usize,
    own: &TopicId,
    lexicon: &Lexicon,
) -> Option<&'static str> {
    let signing = told(text, &found[index], "limit", lexicon) || beside_signature(text, found, index);
    if set_aside(text, found, index, lexicon) {
        return Some("budget.amount");
    }
    match own.family() {
        "authority" => signing.then_some("authority.limit"),
        "buyer" | "process" if beside_signature(text, found, index) => Some("authority.limit"),
        "pain" if *own != *"pain.tried" => Some("pain.cost"),
        "solution" | "product" => Some("spend.current"),
        "company" => Some("company.revenue"),
        "budget" if other_purchase(text, &found[index], lexicon) => None,
        "budget" => Some("budget.amount"),
        _ => None,
    }
}

/// "We have set aside 60k", "the 60k were approved": a budget, whatever was asked; "I sign up to 60k" is a limit.
fn set_aside(text: &Text<'_>, found: &[Found], index: usize, lexicon: &Lexicon) -> bool {
    let Value::Money { amount: Some(_), per: None | Some(Per::Year), .. } = found[index].value else { return false };
    let sentence = text.sentence(text.token_at(found[index].span.start));
    let approved = found.iter().any(|other| {
        matches!(other.value, Value::YesNo { yes: true }) && sentence.contains(&text.token_at(other.span.start))
    });
    approved
        && found.iter().filter(|other| matches!(other.value, Value::Money { .. })).count() == 1
        && !beside_signature(text, found, index)
        && !other_purchase(text, &found[index], lexicon)
}

/// "We found 80k for the forklifts": money for something else, unlike "we found 80k for this".
fn other_purchase(text: &Text<'_>, found: &Found, lexicon: &Lexicon) -> bool {
    const REACH: usize = 3;
    let at = text.token_at(found.span.start);
    let behind = text.token_at(found.span.end);
    let sentence = text.sentence(at);
    let gathered = (sentence.start.max(at.saturating_sub(6))..at)
        .any(|word| lexicon.grammar.classes(text.norm(word)).has(Class::FoundMoney));
    let purpose = (behind..(behind + REACH).min(sentence.end)).find(|&word| text.norm(word) == "for");
    gathered
        && purpose.is_some_and(|word| {
            let next = lexicon.grammar.classes(text.norm(word + 1));
            !next.has(Class::Demonstrative) && !text.norm(word + 1).is_empty()
        })
}

/// Whether somebody signs in the same sentence as an amount.
fn beside_signature(text: &Text<'_>, found: &[Found], index: usize) -> bool {
    let sentence = text.sentence(text.token_at(found[index].span.start));
    found.iter().any(|other| {
        let signs = matches!(&other.value, Value::Person { does: Some(does), .. } if matches!(does.as_str(), "signs" | "decides" | "pays"));
        signs && sentence.contains(&text.token_at(other.span.start))
    })
}

/// Staff counted in a remark about the company is its size; sites and shops are not.
fn count_topic(of: Option<&str>, own: &TopicId, lexicon: &Lexicon) -> Option<&'static str> {
    if own.family() != "company" {
        return None;
    }
    // "sixty-two of us"
    let Some(of) = of else { return Some("company.size") };
    let noun = Text::new(of);
    let staff = !lexicon.topics.facts.find_in("staff", &noun).is_empty();
    staff.then_some("company.size")
}

fn person_topic(does: Option<&str>, speaker: bool, own: &TopicId) -> Option<&'static str> {
    match (does, own.as_str()) {
        (_, "users.team" | "buyer.access") => None,
        (_, "champion.motive") | (Some("champions"), _) => Some("champion.name"),
        (Some("owns budget"), _) | (None, "budget.amount") => Some("buyer.name"),
        (Some("sets criteria"), _) => Some("criteria.owner"),
        (Some("approves"), "authority.signs") if speaker => None,
        (Some("signs" | "pays"), _) => Some("authority.signs"),
        (Some("decides"), own) => Some(if own == "authority.others" { "authority.others" } else { "authority.signs" }),
        (Some("evaluates" | "approves" | "influences" | "blocks" | "chairs"), _) => Some("authority.others"),
        (None, "need.degree") => Some("users.team"),
        _ => None,
    }
}

fn thing_topic(own: &TopicId) -> Option<&'static str> {
    match own.as_str() {
        "spend.current" | "need.degree" | "users.team" => Some("solution.current"),
        "timeline.capacity" => Some("product.familiarity"),
        _ => None,
    }
}

//! Which topic a single fact fills, whatever the remark around it answers.

use std::collections::BTreeSet;

use crate::bank::{Per, TopicId, Topics, ValueKind};
use crate::signals::facts::Found;
use crate::signals::lexicon::{Class, Hit, Lexicon};
use crate::signals::text::Text;
use crate::signals::value::Value;

use super::topic_hits::TopicHits;

/// The topic that a fact fills: the answer's, if the fact is of its kind and no words say otherwise; else the one that
/// its own words point to; else the answer's.
pub(super) fn fact_topic(
    around: &Around<'_>,
    fact: &Found,
    answer: Option<&TopicId>,
    topics: &Topics,
    lexicon: &Lexicon,
) -> TopicId {
    let own = answer.cloned().unwrap_or_else(TopicId::note);
    let pointed = match &fact.value {
        Value::Place { .. } => Some("company.territory"),
        Value::YesNo { .. } if own != *"budget.return_agreed" => Some("budget.approved"),
        Value::Money { .. } => money_topic(around, fact, &own, lexicon),
        Value::Count { of, .. } => count_topic(around, fact, of.as_deref(), &own, lexicon),
        Value::Date { .. } => date_topic(around, fact, &own),
        Value::Person { name, role, does } => {
            let speaker = name.is_none() && role.is_none();
            person_topic(does.as_deref(), speaker, &own)
        }
        Value::Thing { .. } => thing_topic(&own),
        Value::Duration { .. } => (own == *"process.steps").then_some("process.length"),
        _ => None,
    };
    let told = || around.told(fact, &own, topics);
    pointed.filter(|id| topics.get(id).is_some()).map(TopicId::new).or_else(told).unwrap_or(own)
}

/// The topics on which heads are counted.
const HEADS: [&str; 2] = ["users.team", "timeline.capacity"];

/// What stands around the facts of a remark, found once.
pub(super) struct Around<'t> {
    text: &'t Text<'t>,
    hits: &'t TopicHits<'t>,
    /// A remark of one clause is filed as a whole, whatever phrases stand in it.
    is_one_clause: bool,
    /// Where the sentences begin in which somebody signs.
    signing: BTreeSet<usize>,
    /// Where somebody signs.
    signers: BTreeSet<usize>,
    /// Where the sentences begin in which something is agreed to.
    approving: BTreeSet<usize>,
    /// Where the amounts are.
    amounts: BTreeSet<usize>,
}

impl<'t> Around<'t> {
    /// So far from a fact its clause is looked at.
    const REACH: usize = 30;

    /// Looks around the facts of a remark.
    pub(super) fn new(hits: &'t TopicHits<'t>, found: &[Found]) -> Self {
        let text = hits.text();
        let signs = |fact: &&Found| matches!(&fact.value, Value::Person { does: Some(does), .. } if matches!(does.as_str(), "signs" | "decides" | "pays"));
        let agrees = |fact: &&Found| matches!(fact.value, Value::YesNo { yes: true });
        let amounts = found.iter().filter(|fact| matches!(fact.value, Value::Money { .. }));
        let amounts = amounts.map(|fact| text.token_at(fact.span.start)).collect();
        let sentence = |fact: &Found| text.sentence(text.token_at(fact.span.start)).start;
        Self {
            text,
            hits,
            is_one_clause: text.clause(0).end >= text.tokens().len(),
            signing: found.iter().filter(signs).map(sentence).collect(),
            signers: found.iter().filter(signs).map(|fact| text.token_at(fact.span.start)).collect(),
            approving: found.iter().filter(agrees).map(sentence).collect(),
            amounts,
        }
    }

    /// Whether the only amount of the remark is agreed to in its sentence.
    fn is_approved(&self, fact: &Found) -> bool {
        self.amounts.len() == 1
            && self.approving.contains(&self.text.sentence(self.text.token_at(fact.span.start)).start)
    }

    /// Whether words of one of the fact lists stand in the clause around a fact.
    fn tell(&self, fact: &Found, list: &str) -> bool {
        self.near(self.hits.facts(), fact).any(|hit| hit.list == list)
    }

    /// The topic of the fact's own kind that its clause tells, where the remark is about something of another kind:
    /// what was volunteered beside an answer lands where it belongs.
    fn told(&self, fact: &Found, own: &TopicId, topics: &Topics) -> Option<TopicId> {
        let kind = |id: &str| topics.get(id).map(|topic| topic.kind);
        let wanted = Some(fact.value.kind());
        let asked = kind(own.as_str());
        // Heads and things are counted in answers to everything: only whom the words make users or free for it lands there.
        if wanted == Some(ValueKind::Count) {
            let hit =
                self.near(self.strong(), fact).find(|hit| HEADS.contains(&hit.list) && hit.list != own.as_str())?;
            return Some(TopicId::new(hit.list));
        }
        // What is measured is told in amounts of any kind.
        let measured =
            matches!(asked, Some(ValueKind::Money | ValueKind::Number | ValueKind::Count | ValueKind::Percent));
        if asked == wanted || measured {
            return None;
        }
        self.near(self.strong(), fact).find(|hit| kind(hit.list) == wanted).map(|hit| TopicId::new(hit.list))
    }

    fn strong(&self) -> &[Hit<'t>] {
        if self.is_one_clause { &[] } else { self.hits.strong() }
    }

    /// The hits in the clause around a fact.
    fn near<'h>(&self, hits: &'h [Hit<'t>], fact: &Found) -> impl Iterator<Item = &'h Hit<'t>> {
        let at = self.text.token_at(fact.span.start);
        let clause = self.text.clause(at);
        let (start, end) = (clause.start.max(at.saturating_sub(Self::REACH)), clause.end.min(at + Self::REACH));
        let first = hits.partition_point(|hit| hit.tokens.start < start);
        hits[first..].iter().take_while(move |hit| hit.tokens.start < end).filter(move |hit| hit.tokens.end <= end)
    }

    /// "180 people in two warehouses": counted over sites, which stand right behind.
    fn is_spread(&self, fact: &Found) -> bool {
        const NUMBER: usize = 3;
        let behind = self.text.token_at(fact.span.end);
        let within = matches!(self.text.norm(behind), "in" | "across" | "over" | "at");
        let sites = |hit: &&Hit<'t>| hit.list == "sites" && (behind..=behind + NUMBER).contains(&hit.tokens.start);
        within && self.near(self.hits.facts(), fact).any(|hit| sites(&hit))
    }

    /// Whether a fact stands in a clause of an amount that is granted.
    fn is_granted(&self, fact: &Found) -> bool {
        self.tell(fact, "granted")
    }

    /// Whether somebody signs up to, or from, an amount, all in one clause.
    fn is_limit(&self, fact: &Found) -> bool {
        self.tell(fact, "limit") && self.is_signed_here(fact)
    }

    /// Whether an amount stands in the clause of a fact.
    fn is_beside_amount(&self, fact: &Found) -> bool {
        let clause = self.text.clause(self.text.token_at(fact.span.start));
        self.amounts.range(clause).next().is_some()
    }

    /// Whether somebody signs in the clause of an amount.
    fn is_signed_here(&self, fact: &Found) -> bool {
        let clause = self.text.clause(self.text.token_at(fact.span.start));
        self.signers.range(clause).next().is_some()
    }

    /// Whether somebody signs in the same sentence as an amount.
    fn beside_signature(&self, fact: &Found) -> bool {
        self.signing.contains(&self.text.sentence(self.text.token_at(fact.span.start)).start)
    }
}

fn money_topic(around: &Around<'_>, fact: &Found, own: &TopicId, lexicon: &Lexicon) -> Option<&'static str> {
    if set_aside(around, fact, lexicon) || at_hand(around.text, around.hits.facts(), fact) {
        return Some("budget.amount");
    }
    // "60k approved in March", said beside something else.
    if around.is_granted(fact) && is_whole(fact) && !around.is_signed_here(fact) && own.family() != "spend" {
        return (!other_purchase(around.text, fact, lexicon)).then_some("budget.amount");
    }
    // "CFO Kim signs above 20k" tells a limit, whatever was asked.
    if around.is_limit(fact) {
        return Some("authority.limit");
    }
    match own.family() {
        "authority" => (around.tell(fact, "limit") || around.beside_signature(fact)).then_some("authority.limit"),
        "buyer" | "process" if around.beside_signature(fact) => Some("authority.limit"),
        "pain" if *own != *"pain.tried" => Some("pain.cost"),
        "solution" | "product" => Some("spend.current"),
        "company" => Some("company.revenue"),
        "budget" if other_purchase(around.text, fact, lexicon) => None,
        "budget" => Some("budget.amount"),
        _ => None,
    }
}

/// "We have set aside 60k", "the 60k were approved": a budget, whatever was asked; "I sign up to 60k" is a limit.
fn set_aside(around: &Around<'_>, fact: &Found, lexicon: &Lexicon) -> bool {
    is_whole(fact)
        && around.is_approved(fact)
        && !around.beside_signature(fact)
        && !other_purchase(around.text, fact, lexicon)
}

/// An amount in all, or by the year: what a purchase takes.
fn is_whole(fact: &Found) -> bool {
    matches!(fact.value, Value::Money { amount: Some(_), per: None | Some(Per::Year), .. })
}

/// "We have 16k for it", "we've got 30k for this": money that is there for this purchase.
///
/// `hits` are the words that show which topic a fact fills, in the order of the text: found once, for a paste may hold
/// thousands of amounts.
pub(super) fn at_hand(text: &Text<'_>, hits: &[Hit<'_>], found: &Found) -> bool {
    /// A word or two may stand between: "we have around 16k for it".
    const REACH: usize = 2;
    /// No phrase for what is held has more words.
    const LONGEST: usize = 4;
    if !matches!(found.value, Value::Money { per: None | Some(Per::Year), .. }) {
        return false;
    }
    let (first, behind) = (text.token_at(found.span.start), text.token_at(found.span.end));
    let begun = |from: usize, to: usize| {
        let at = hits.partition_point(|hit| hit.tokens.start < from);
        hits[at..].iter().take_while(move |hit| hit.tokens.start <= to)
    };
    let purpose = begun(behind, behind).any(|hit| hit.list == "purpose");
    let near = first.saturating_sub(REACH)..=first;
    let mut before = begun(first.saturating_sub(REACH + LONGEST), first);
    purpose && before.any(|hit| hit.list == "held" && near.contains(&hit.tokens.end))
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

/// When an amount was granted is no day of anything else that was asked.
fn date_topic(around: &Around<'_>, fact: &Found, own: &TopicId) -> Option<&'static str> {
    let elsewhere = own.family() != "budget" && own.family() != "process";
    (elsewhere && around.is_granted(fact) && around.is_beside_amount(fact)).then_some("budget.approved")
}

/// Staff counted in a remark about the company is its size, and so is staff over several sites; sites and shops are not.
fn count_topic(
    around: &Around<'_>,
    fact: &Found,
    of: Option<&str>,
    own: &TopicId,
    lexicon: &Lexicon,
) -> Option<&'static str> {
    if own.family() != "company" && !(around.is_spread(fact) && own.family() != "users") {
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
        (Some("owns budget"), _) | (None, "budget.amount" | "buyer.concerns") => Some("buyer.name"),
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
        "spend.current" | "need.degree" | "users.team" | "metric.baseline" => Some("solution.current"),
        "timeline.capacity" => Some("product.familiarity"),
        _ => None,
    }
}

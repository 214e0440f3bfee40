//! What is known well enough to be said back to the prospect. A wrong value is worse than a blank.

use std::cell::OnceCell;

use jiff::civil::Date;

use crate::bank::{FlagKind, Grade, TopicId, ValueKind};
use crate::call::{PersonId, same_person};
use crate::qualify::{Case, Ledger};
use crate::signals::facts::{Context, extract};
use crate::signals::lexicon::Lexicon;
use crate::signals::text::Text;
use crate::signals::{Answer, Fact, Reckoning, Standing, Value};

use super::Names;
use super::speech::{Spoken, as_told, both, is_change, is_of_one_thing, quotation, spoken, wish};

/// Where what they spend now is looked for. What the problem costs is a loss, which is no spending.
const SPEND: &str = "spend.current";

/// Flags on an answer of which nothing is said back.
const DOUBTFUL: [FlagKind; 2] = [FlagKind::Unrealistic, FlagKind::Contradiction];

/// Flags on an answer that is too thin to be quoted, or too loose for its figures to be used.
const THIN: [FlagKind; 3] = [FlagKind::Vague, FlagKind::Short, FlagKind::Unknowing];

/// The facts of a call as they may be said back.
pub(super) struct Known<'a> {
    case: &'a Case<'a>,
    ledger: &'a Ledger<'a>,
    names: Names<'a>,
    /// What the price in the config says, read where a phrasing first asks for it.
    price: OnceCell<Option<Spoken>>,
}

impl<'a> Known<'a> {
    /// What is known in a call.
    pub(super) fn new(case: &'a Case<'a>, ledger: &'a Ledger<'a>, names: Names<'a>) -> Self {
        Self { case, ledger, names, price: OnceCell::new() }
    }

    /// What fills a slot: a topic, or one of [`SLOTS`](crate::bank::reframe::SLOTS).
    pub(super) fn slot(&self, name: &str) -> Option<Spoken> {
        let names = self.names;
        match name {
            "goal" => self.goal(),
            "spend" => self.topic(SPEND),
            "price" => self.price.get_or_init(|| self.price()).clone(),
            "company" => named(names.company),
            "contact" => named(names.contact),
            topic => self.topic(topic),
        }
    }

    /// The latest goal that was told with particulars, as it fits behind
    /// "You want"; without one, the latest that was told at all.
    fn goal(&self) -> Option<Spoken> {
        let is_goal = |answer: &&Answer| answer.reading.topic.as_ref().is_some_and(|topic| topic.family() == "goal");
        let told = |grade| {
            let mut answers = self.answers().iter().rev().filter(is_goal);
            answers.find(|answer| answer.reading.grade == grade && self.can_be_quoted(answer))
        };
        told(Grade::Evidenced).or_else(|| told(Grade::Claimed)).and_then(|answer| {
            let spoken = wish(&answer.text)?;
            let money = answer.reading.facts.iter().find(|fact| fact.value.kind() == ValueKind::Money);
            let amount = money.and_then(|fact| self.say(&fact.value, ValueKind::Money)?.amount().cloned());
            Some(spoken.holding(amount))
        })
    }

    /// The price in the words of the config, with the amount that they tell.
    fn price(&self) -> Option<Spoken> {
        let spoken = named(self.names.price)?;
        let lexicon = Lexicon::for_language(&self.case.bank.language);
        let context = Context {
            topic: None,
            at: self.case.at,
            by: PersonId(0),
            people: &[],
            earlier: &[],
            lexicon,
            reckoning: Reckoning::default(),
        };
        let found = extract(&Text::new(self.names.price), &context);
        let money = found.iter().find(|found| found.value.kind() == ValueKind::Money);
        let amount = money.and_then(|found| self.say(&found.value, ValueKind::Money)?.amount().cloned());
        Some(spoken.holding(amount))
    }

    /// What a topic asks for, as it was last told.
    fn topic(&self, topic: &str) -> Option<Spoken> {
        let kind = self.case.bank.topics.get(topic)?.kind;
        if !self.stands(topic) {
            return None;
        }
        if matches!(kind, ValueKind::Text | ValueKind::Choice | ValueKind::YesNo) {
            let last = self.ledger.filed(topic).iter().rev().find(|answer| answer.reading.grade != Grade::Open)?;
            return self.can_be_quoted(last).then(|| quotation(&last.text)).flatten();
        }
        let (answer, _) = self.ledger.facts(topic).iter().rev().find(|(_, fact)| answers(fact, kind))?;
        let facts: Vec<&Fact> = answer.reading.facts_on(topic).filter(|fact| answers(fact, kind)).collect();
        let own = answer.reading.topic.as_ref().is_some_and(|own| own == topic);
        let loose = own && THIN.iter().any(|flag| answer.reading.has(*flag));
        if loose || DOUBTFUL.iter().any(|flag| answer.reading.has(*flag)) {
            return None;
        }
        self.one_of(topic, kind, answer, &facts)
    }

    /// What several facts of one answer say together, if they say one thing.
    fn one_of(&self, topic: &str, kind: ValueKind, answer: &Answer, facts: &[&Fact]) -> Option<Spoken> {
        let say = |fact: &Fact| {
            if is_of_one_thing(&fact.value, &answer.text) {
                return None;
            }
            let before = answer.text.get(..fact.span.start).unwrap_or_default();
            let spoken = self.say(&fact.value, kind)?.behind(before);
            let told = as_told(spoken, &fact.value, before, fact.span.of(&answer.text), self.today())?;
            // "Next Friday" is another one by now, if it was said on another day.
            (!told.is_as_said() || answer.at.date() == self.today()).then_some(told)
        };
        let between = |one: &Fact, other: &Fact| answer.text.get(one.span.end..other.span.start).unwrap_or_default();
        match facts {
            [only] => say(only),
            [one, other] if one.value == other.value => say(one),
            [one, other] => match (&one.value, &other.value) {
                (Value::Thing { name }, Value::Thing { name: second })
                | (Value::Place { name }, Value::Place { name: second }) => both(name, second, between(one, other)),
                (Value::Date { .. }, Value::Date { .. }) => {
                    narrower(&one.value, &other.value).and_then(|is_one| say(if is_one { one } else { other }))
                }
                _ if is_change(between(one, other)) => say(if topic.ends_with(".target") { other } else { one }),
                _ => None,
            },
            _ => None,
        }
    }

    fn say(&self, value: &Value, kind: ValueKind) -> Option<Spoken> {
        if let Value::Person { name: Some(name), .. } = value
            && same_person(name, self.names.contact)
        {
            return None;
        }
        let spoken = spoken(value, self.today())?;
        let is_way_to_a_day = kind == ValueKind::Date && matches!(value, Value::Duration { .. });
        if is_way_to_a_day { spoken.ahead() } else { Some(spoken) }
    }

    fn today(&self) -> Date {
        self.case.at.date()
    }

    fn answers(&self) -> &'a [Answer] {
        self.case.answers
    }

    /// Whether a topic was told, and neither denied since nor disputed.
    fn stands(&self, topic: &str) -> bool {
        matches!(self.ledger.grade(topic), Grade::Claimed | Grade::Evidenced)
    }

    fn can_be_quoted(&self, answer: &Answer) -> bool {
        let reading = &answer.reading;
        let settles = matches!(reading.grade, Grade::Claimed | Grade::Evidenced);
        settles
            && reading.topic.as_ref().map(TopicId::as_str).is_some_and(|topic| self.stands(topic))
            && !DOUBTFUL.iter().chain(&THIN).any(|flag| reading.has(*flag))
    }
}

fn named(name: &str) -> Option<Spoken> {
    let name = name.trim();
    (!name.is_empty()).then(|| Spoken::plain(name))
}

/// Whether a fact is what the topic asks for. Any figure answers where a number is asked for; a day may be told by how
/// far it is off.
fn answers(fact: &Fact, wanted: ValueKind) -> bool {
    use ValueKind::{Count, Date, Duration, Money, Number, Percent};
    let found = fact.value.kind();
    let fits = match wanted {
        Number => matches!(found, Money | Count | Percent | Duration),
        Date => matches!(found, Date | Duration),
        wanted => found == wanted,
    };
    fits && fact.standing == Standing::Asserted
}

/// Of two dates the one that lies within the other, as "Q3" within "next year": whether it is the first of them.
fn narrower(one: &Value, other: &Value) -> Option<bool> {
    let (Value::Date { from, to, .. }, Value::Date { from: other_from, to: other_to, .. }) = (one, other) else {
        return None;
    };
    let within = |from: Option<_>, to: Option<_>, outer_from: Option<_>, outer_to: Option<_>| {
        from.zip(outer_from).is_some_and(|(from, outer)| from >= outer)
            && to.zip(outer_to).is_some_and(|(to, outer)| to <= outer)
    };
    if within(*from, *to, *other_from, *other_to) {
        Some(true)
    } else {
        within(*other_from, *other_to, *from, *to).then_some(false)
    }
}

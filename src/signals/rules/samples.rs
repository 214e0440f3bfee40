//! Samples for the tests of the rules: facts by hand, so that a rule is measured and not an extractor.

use jiff::civil::{Date, date};

use crate::bank::TimeUnit;
use crate::bank::source::Library;
use crate::bank::{FlagKind, Topic};
use crate::signals::Flag;
use crate::signals::lexicon::answer_wording;
use crate::signals::text::Text;
use crate::signals::value::{Fact, Span, Standing, Value};

use super::{Examined, judge};

/// A topic of the shipped vocabulary.
pub(crate) fn topic(id: &str) -> Topic {
    let topics = Library::embedded().topics("en").expect("the shipped topics are clean");
    topics.get(id).unwrap_or_else(|| panic!("no topic {id}")).clone()
}

/// An amount.
pub(crate) fn money(amount: f64) -> Value {
    Value::Money { amount: Some(amount), max: None, currency: None, per: None, approx: false }
}

/// A count.
pub(crate) fn count(n: f64, of: Option<&str>) -> Value {
    Value::Count { n: Some(n), max: None, of: of.map(str::to_owned), approx: false }
}

/// A percentage.
pub(crate) fn percent(n: f64) -> Value {
    Value::Percent { n: Some(n), max: None, approx: false }
}

/// A day by which.
pub(crate) fn until(to: Date) -> Value {
    Value::Date { from: None, to: Some(to), guessed: false }
}

/// A length of time.
pub(crate) fn duration(n: f64, unit: TimeUnit) -> Value {
    Value::Duration { n: Some(n), max: None, unit, approx: false }
}

/// Somebody with a name.
pub(crate) fn person(name: &str) -> Value {
    Value::Person { name: Some(name.to_owned()), role: None, does: None }
}

/// A named product.
pub(crate) fn thing(name: &str) -> Value {
    Value::Thing { name: name.to_owned() }
}

/// Examines a remark whose facts are given by their words; the call is on 2 March 2026, a Monday.
pub(crate) fn examine<T>(
    topic: &Topic,
    raw: &str,
    facts: &[(&str, Value)],
    look: impl FnOnce(&Examined<'_>) -> T,
) -> T {
    let mut from = 0;
    let facts: Vec<Fact> = facts
        .iter()
        .map(|(words, value)| {
            let start = raw[from..].find(words).map(|at| at + from).expect("the words stand in the remark, in order");
            from = start + words.len();
            let span = Span::new(start, from);
            Fact { topic: topic.id.clone(), span, value: value.clone(), standing: Standing::Asserted }
        })
        .collect();
    let text = Text::new(raw);
    look(&Examined::new(&text, topic, &facts, date(2026, 3, 2).at(10, 0, 0, 0), answer_wording("en")))
}

/// The flags on a remark.
pub(crate) fn flags(topic_id: &str, raw: &str, facts: &[(&str, Value)]) -> Vec<Flag> {
    examine(&topic(topic_id), raw, facts, judge)
}

/// Which flags hold on a remark.
pub(crate) fn kinds(topic_id: &str, raw: &str, facts: &[(&str, Value)]) -> Vec<FlagKind> {
    flags(topic_id, raw, facts).iter().map(|flag| flag.kind).collect()
}

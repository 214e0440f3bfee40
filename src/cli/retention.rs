//! How long calls are kept: by default for ever, else as long as the config says.
#![expect(clippy::disallowed_methods, reason = "the edge reads the clock: age is measured from now")]

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{Span, ToSpan as _};
use schemars::JsonSchema;

use crate::bank::problem::{Code, Sink};
use crate::bank::yaml::{Fields, Node};
use crate::store::{Forgotten, StoreError, forget_overdue};

/// How long what is kept of leads is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, JsonSchema)]
#[schemars(deny_unknown_fields, default)]
pub(super) struct Retention {
    /// A call in which nothing has happened for so long is forgotten when bantam starts: a number of days, weeks, months
    /// or years, such as "18 months". Without it, calls are kept for ever.
    #[schemars(with = "Option<String>")]
    pub(super) calls: Option<Age>,
}

/// A length of time as people say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Age {
    count: u16,
    unit: Unit,
}

/// What ages are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

impl Unit {
    const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::Year];

    const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

impl Age {
    /// Reads "18 months"; `None` for anything else, and for nothing at all.
    fn read(text: &str) -> Option<Self> {
        let (count, unit) = text.trim().split_once(' ')?;
        let unit = unit.trim();
        let unit = Unit::ALL.into_iter().find(|one| unit.strip_suffix('s').unwrap_or(unit) == one.name())?;
        let count = count.parse().ok().filter(|&count| count > 0)?;
        Some(Self { count, unit })
    }

    /// As it stands in the config.
    pub(super) fn text(self) -> String {
        format!("{} {}{}", self.count, self.unit.name(), if self.count == 1 { "" } else { "s" })
    }

    fn span(self) -> Span {
        let count = i64::from(self.count);
        match self.unit {
            Unit::Day => count.days(),
            Unit::Week => count.weeks(),
            Unit::Month => count.months(),
            // Ten thousand years reach further back than the calendar does, and so does what lies beyond.
            Unit::Year => count.min(10_000).years(),
        }
    }
}

impl Retention {
    /// Reads what is set. What cannot be read is reported and forgets nothing.
    pub(super) fn read(node: &Node, sink: &Sink) -> Self {
        let mut fields = Fields::of(node, "how long things are kept", sink);
        let calls = fields.optional_node("calls").and_then(|node| age(node, sink));
        fields.finish();
        Self { calls }
    }
}

fn age(node: &Node, sink: &Sink) -> Option<Age> {
    let age = node.as_text().and_then(Age::read);
    if age.is_none() {
        let problem = sink.problem(Code::OutOfRange, node.place, "this is no length of time".to_owned());
        sink.report(problem.with_expected("a number of days, weeks, months or years, such as `18 months`".to_owned()));
    }
    age
}

/// What a sweep has to tell, once it is done.
#[derive(Debug, Clone, Default)]
pub(super) struct Told(Arc<Mutex<Option<String>>>);

impl Told {
    /// What there is to tell and was not told yet.
    pub(super) fn take(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Forgets what is too old, on a thread of its own: nobody who starts a call waits for it.
pub(super) fn sweep(retention: Retention, data_dir: PathBuf, reports: PathBuf) -> Told {
    let told = Told::default();
    let out = told.clone();
    std::thread::spawn(move || {
        let now = jiff::Zoned::now().datetime();
        // A journal that cannot be used is told by whoever holds a call in it.
        let done = forget_overdue(&data_dir, &reports, retention.calls.map(Age::span), now);
        *out.0.lock().unwrap_or_else(PoisonError::into_inner) = in_words(&done, retention);
    });
    told
}

/// What a sweep did; nothing where there is nothing to tell.
fn in_words(done: &Result<Forgotten, StoreError>, retention: Retention) -> Option<String> {
    let done = match done {
        Ok(done) => done,
        Err(error) => return retention.calls.map(|_| format!("old calls could not be forgotten: {error}")),
    };
    let age = retention.calls.map(Age::text).unwrap_or_default();
    let forgotten = match done.calls.len() {
        0 => None,
        1 => Some(format!("1 call older than {age} was forgotten (`retention` in the config)")),
        count => Some(format!("{count} calls older than {age} were forgotten (`retention` in the config)")),
    };
    let unclean = done.unclean.as_ref().map(|why| format!("traces of forgotten calls could not be cleaned yet: {why}"));
    let parts: Vec<String> = forgotten.into_iter().chain(unclean).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_read_as_it_is_said() {
        for text in ["18 months", "1 year", "90 days", "2 weeks"] {
            assert_eq!(Age::read(text).map(Age::text).as_deref(), Some(text));
        }
        for text in ["", "18", "months", "0 days", "-1 years", "1.5 years", "18 moons", "99999999 days", "18months"] {
            assert_eq!(Age::read(text), None, "{text}");
        }
    }

    #[test]
    fn what_was_forgotten_is_told_and_nothing_else() {
        let retention = Retention { calls: Age::read("18 months") };
        assert_eq!(in_words(&Ok(Forgotten::default()), retention), None);
        let done = Forgotten { calls: vec![crate::store::CallId::generate()], ..Forgotten::default() };
        let told = in_words(&Ok(done), retention).unwrap();
        assert!(told.contains("1 call older than 18 months was forgotten"), "{told}");
    }
}

//! A call that goes on as long as a test wants it to.

use jiff::ToSpan;
use jiff::civil::{DateTime, date};

use crate::call::{Closed, Command, Contact, Event, Filing, Started, Timeline};

/// The clock of the sample call, so many seconds in.
pub(super) fn at(second: i64) -> DateTime {
    date(2026, 3, 2).at(10, 0, 0, 0) + second.seconds()
}

/// A call that has begun.
pub(super) fn begun() -> Timeline {
    let mut call = Timeline::default();
    let contact = Contact { name: "Dana Ruiz".into(), role: "VP Operations".into() };
    let started = Started { bank: "bant".into(), hash: "h".into(), company: "Northwind Foods".into(), contact };
    call.apply(&Command::Start(started), at(0)).unwrap();
    call
}

/// Keeps one more remark; returns its events.
pub(super) fn keep(call: &mut Timeline, text: &str) -> Vec<Event> {
    let keep = Command::Keep { text: text.into(), by: None, filing: Filing::Unfiled };
    call.apply(&keep, at(60)).unwrap().to_vec()
}

/// Wraps the call up; returns its events.
pub(super) fn close(call: &mut Timeline) -> Vec<Event> {
    let closed = Closed { verdict: "advance".into(), reasons: Vec::new(), score: 80, engine: "0".into() };
    call.apply(&Command::Close(closed), at(900)).unwrap().to_vec()
}

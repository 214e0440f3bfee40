//! Taking calls in that another bantam wrote out, and adding to a call that nobody holds.

use std::path::Path;

use jiff::civil::DateTime;
use rusqlite::{Transaction, TransactionBehavior};

use crate::call::{Event, Timeline};

use super::forget::forgotten_at;
use super::ledger::{Ledger, insert, summarize, write_draft};
use super::reading::{Draft, read_draft, read_journal};
use super::{CallId, Claim, StoreError, schema};

/// A call from elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Incoming {
    /// Its id.
    pub call: CallId,
    /// Its journal; numbers grow.
    pub events: Vec<Event>,
    /// What was half typed.
    pub draft: Option<Draft>,
}

/// What became of a call from elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It was not here.
    New,
    /// It was here, and nothing is added.
    Same,
    /// It was here, and went on elsewhere: so many events are added.
    Longer {
        /// How many.
        events: usize,
    },
    /// It is here, and has gone on here since: nothing is added.
    Shorter,
}

/// Takes calls in, all of them or none; says what became of each, in order.
///
/// # Errors
///
/// [`StoreError::Forgotten`] where a call was forgotten here; [`StoreError::Differs`] where a call is here already and is
/// not the same as far as both go; [`StoreError::InUse`] where one that would be added to is open in a bantam; else what
/// stands in the way of writing. Nothing is taken in.
pub fn import(data_dir: &Path, incoming: &[Incoming], at: DateTime) -> Result<Vec<Taken>, StoreError> {
    let (mut connection, path) = schema::open(data_dir)?;
    let failed = |error: rusqlite::Error| StoreError::from_sqlite(&path, &error);
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    let mut claims = Vec::new();
    let mut taken = Vec::new();
    for call in incoming {
        if let Some(at) = forgotten_at(&transaction, call.call).map_err(failed)? {
            return Err(StoreError::Forgotten { call: call.call, on: at.date() });
        }
        let (here, outcome) = compare(&transaction, &path, call)?;
        if matches!(outcome, Taken::New | Taken::Longer { .. }) {
            // A bantam that holds the call would take what is added for a conflict.
            if !claims.iter().any(|(id, _)| *id == call.call) {
                claims.push((call.call, Claim::take(data_dir, call.call, at)?));
            }
            let timeline = Timeline::replay(call.events.clone());
            summarize(&transaction, call.call, &timeline).map_err(failed)?;
            for event in &call.events[here..] {
                insert(&transaction, &path, call.call, event)?;
            }
        }
        let has_draft = read_draft(&transaction, call.call).map_err(failed)?.is_some();
        if call.draft.is_some() && !has_draft && outcome != Taken::Shorter {
            write_draft(&transaction, call.call, call.draft.as_ref()).map_err(failed)?;
        }
        taken.push(outcome);
    }
    transaction.commit().map_err(failed)?;
    Ok(taken)
}

/// How many of a call's events are here, and what is to become of it.
fn compare(transaction: &Transaction<'_>, path: &Path, incoming: &Incoming) -> Result<(usize, Taken), StoreError> {
    let here = read_journal(transaction, path, incoming.call)?;
    let differing = here.iter().zip(&incoming.events).find(|(here, incoming)| here != incoming);
    if let Some((here, incoming_event)) = differing {
        return Err(StoreError::Differs { call: incoming.call, seq: here.seq.min(incoming_event.seq) });
    }
    let outcome = match (here.len(), incoming.events.len()) {
        (0, _) => Taken::New,
        (here, there) if here == there => Taken::Same,
        (here, there) if here < there => Taken::Longer { events: there - here },
        _ => Taken::Shorter,
    };
    Ok((here.len(), outcome))
}

/// Adds events to a call and waits until they are on disk; for who holds the call's [`Claim`] and has no screen to keep.
///
/// # Errors
///
/// Where they cannot be written, or do not follow on what is there.
pub fn append(data_dir: &Path, call: CallId, events: &[Event]) -> Result<(), StoreError> {
    Ledger::new(schema::open(data_dir)?).append(&mut None, call, events)
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::store::Store;
    use crate::store::samples::{at, begun, keep};

    fn incoming(call: CallId, timeline: &Timeline) -> Incoming {
        Incoming { call, events: timeline.journal().to_vec(), draft: None }
    }

    fn taken(dir: &TempDir, calls: &[Incoming]) -> Result<Vec<Taken>, StoreError> {
        import(dir.path(), calls, at(0))
    }

    #[test]
    fn a_call_is_taken_in_once_and_goes_on_when_it_went_on() {
        let dir = TempDir::new().unwrap();
        let (call, mut timeline) = (CallId::generate(), begun());
        let short = incoming(call, &timeline);
        keep(&mut timeline, "orders ship late");
        keep(&mut timeline, "since March");
        let long = incoming(call, &timeline);
        let all = [short.clone(), long.clone(), long, short];
        let outcome = [Taken::New, Taken::Longer { events: 2 }, Taken::Same, Taken::Shorter];
        assert_eq!(taken(&dir, &all).unwrap(), outcome);
        let store = Store::open(dir.path()).unwrap();
        assert_eq!(store.journal(call).unwrap(), timeline.journal());
        assert_eq!(store.calls().unwrap()[0].remarks, 2);
    }

    #[test]
    fn of_calls_with_a_differing_one_none_is_taken_in() {
        let dir = TempDir::new().unwrap();
        let (call, mut here) = (CallId::generate(), begun());
        let mut there = here.clone();
        keep(&mut here, "said here");
        keep(&mut there, "said there");
        taken(&dir, &[incoming(call, &here)]).unwrap();
        let other = incoming(CallId::generate(), &here);
        let refused = taken(&dir, &[other, incoming(call, &there)]).unwrap_err();
        assert_eq!(refused, StoreError::Differs { call, seq: 2 });
        let store = Store::open(dir.path()).unwrap();
        assert_eq!(store.calls().unwrap().len(), 1);
        assert_eq!(store.journal(call).unwrap(), here.journal());
    }

    #[test]
    fn a_call_that_is_open_is_not_added_to() {
        let dir = TempDir::new().unwrap();
        let (call, mut timeline) = (CallId::generate(), begun());
        let short = incoming(call, &timeline);
        taken(&dir, std::slice::from_ref(&short)).unwrap();
        let _held = Claim::take(dir.path(), call, at(0)).unwrap();
        assert_eq!(taken(&dir, &[short]).unwrap(), [Taken::Same]);
        keep(&mut timeline, "more");
        assert!(matches!(taken(&dir, &[incoming(call, &timeline)]), Err(StoreError::InUse { .. })));
    }

    #[test]
    fn what_was_half_typed_comes_along_and_takes_no_place() {
        let dir = TempDir::new().unwrap();
        let draft = |text: &str| Some(Draft { text: text.into(), question: None, saved_at: at(9) });
        let call = Incoming { draft: draft("our cf"), ..incoming(CallId::generate(), &begun()) };
        taken(&dir, std::slice::from_ref(&call)).unwrap();
        let id = call.call;
        assert_eq!(Store::open(dir.path()).unwrap().draft(id).unwrap(), call.draft);
        taken(&dir, &[Incoming { draft: draft("other"), ..call.clone() }]).unwrap();
        assert_eq!(Store::open(dir.path()).unwrap().draft(id).unwrap(), call.draft);
    }
}

//! What was said before a call, in the store's earlier calls of the same company.

use crate::call::{CallState, Event, same_company};
use crate::session::{Earlier, Session};
use crate::store::{CallId, Store};

/// So many of the latest calls are heard: what lies further back was superseded, and each has to be read anew.
const LATEST: usize = 3;

/// What was said in the latest calls of the same company that began before this one; `open` makes a session of a
/// journal. A call that has not begun or has no company has none before it, and one that cannot be read is left out:
/// it is no reason to refuse this one.
pub(super) fn said_before(store: &Store, call: &CallState, open: impl Fn(Vec<Event>) -> Option<Session>) -> Earlier {
    let Some(began) = call.started_at.filter(|_| !call.company.trim().is_empty()) else { return Earlier::default() };
    let calls = store.calls().unwrap_or_default();
    let of_lead = calls.iter().filter(|one| one.started_at < began && same_company(&one.company, &call.company));
    let latest: Vec<CallId> = of_lead.map(|one| one.id).take(LATEST).collect();
    latest.into_iter().rev().fold(Earlier::default(), |earlier, id| match store.journal(id).ok().and_then(&open) {
        Some(mut session) => {
            session.remember(earlier);
            session.said()
        }
        None => earlier,
    })
}

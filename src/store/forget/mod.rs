//! Forgetting: every trace of a call or a lead goes, and what stays says nothing about anybody.
//!
//! The order matters, since the program may be killed at any point. The calls are claimed, so that no other bantam
//! writes them; reports go first, for they are found by what the journal still knows; then the rows, in one transaction
//! with the tombstones; then free pages, the log and the backups are [cleaned](scrub), which needs the tombstones alone
//! and is finished at the next start if it was cut short.

mod leads;
mod scrub;
mod trace;

use std::path::Path;

use jiff::Span;
use jiff::civil::DateTime;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::{CallId, Claim, Store, StoreError, schema};

pub use leads::TracedLead;
pub use trace::Traces;

/// Where the store keeps something about a call: a table, and the column with the call's id. A row that hangs on another
/// one stands before it. Whatever table is added has its place here, or below in the test of those that name nobody.
/// What is kept of leads is known to [`leads`].
const PLACES: [(&str, &str); 4] =
    [("drafts", "call_id"), ("events", "call_id"), ("lead_calls", "call_id"), ("calls", "id")];

/// Why something was forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Somebody asked for it.
    Asked,
    /// It was older than the config wants calls to be.
    Age,
}

impl Reason {
    const fn id(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Age => "age",
        }
    }
}

/// What was forgotten.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Forgotten {
    /// The calls that are gone.
    pub calls: Vec<CallId>,
    /// The calls that are not, because they are open.
    pub in_use: Vec<CallId>,
    /// Backups that could not be rewritten, and were taken away whole.
    pub backups_lost: usize,
    /// Why free pages, the log or the backups may still hold something; tried again at every start.
    pub unclean: Option<StoreError>,
}

/// Forgets what was traced. `at` is the clock of the place.
///
/// # Errors
///
/// [`StoreError::InUse`] where one of the calls is open: then nothing at all was done. Else where a report cannot be
/// taken away or the journal not be written.
pub fn forget(data_dir: &Path, traces: &Traces, reason: Reason, at: DateTime) -> Result<Forgotten, StoreError> {
    let claims: Result<Vec<Claim>, StoreError> =
        traces.calls.iter().map(|call| Claim::take(data_dir, call.id, at)).collect();
    let _claims = claims?;
    let (mut connection, path) = schema::open(data_dir)?;
    traces.reports.iter().try_for_each(|report| scrub::take_away(report))?;
    let calls: Vec<CallId> = traces.calls.iter().map(|call| call.id).collect();
    let done = (|| {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for call in &calls {
            delete(&transaction, &call.to_string())?;
            bury(&transaction, &call.to_string(), reason, at)?;
        }
        for lead in &traces.leads {
            leads::delete(&transaction, lead.id)?;
            bury(&transaction, &leads::tombstone(lead.id), reason, at)?;
        }
        transaction.commit()
    })();
    done.map_err(|error| StoreError::from_sqlite(&path, &error))?;
    Ok(Forgotten { calls, ..clean(data_dir, &connection, &path) })
}

/// Finishes what was cut short, then forgets the calls in which nothing has happened for `age`, seen from `now`. With
/// no age, nothing is too old. Calls that are open stay.
///
/// # Errors
///
/// Where the journal cannot be read or written.
pub fn forget_overdue(
    data_dir: &Path,
    reports: &Path,
    age: Option<Span>,
    now: DateTime,
) -> Result<Forgotten, StoreError> {
    let store = Store::open(data_dir)?;
    let mut sum =
        if store.has_unclean()? { clean(data_dir, &store.connection, &store.path) } else { Forgotten::default() };
    let Some(oldest) = age.and_then(|age| now.checked_sub(age).ok()) else { return Ok(sum) };
    for call in store.calls()?.into_iter().filter(|call| call.changed_at < oldest) {
        let id = call.id;
        match forget(data_dir, &store.traces_of((vec![call], Vec::new()), Vec::new(), reports)?, Reason::Age, now) {
            Ok(one) => {
                sum.calls.extend(one.calls);
                sum.backups_lost += one.backups_lost;
                sum.unclean = one.unclean.or(sum.unclean);
            }
            Err(StoreError::InUse { .. }) => sum.in_use.push(id),
            Err(error) => return Err(error),
        }
    }
    Ok(sum)
}

impl Store {
    /// When a call was forgotten; `None` for one that was not.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn forgotten(&self, call: CallId) -> Result<Option<DateTime>, StoreError> {
        forgotten_at(&self.connection, call).map_err(|error| StoreError::from_sqlite(&self.path, &error))
    }

    /// Whether a cleaning was cut short.
    fn has_unclean(&self) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM forgotten WHERE is_clean = 0)";
        let found = self.connection.query_row(sql, [], |row| row.get(0));
        found.map_err(|error| StoreError::from_sqlite(&self.path, &error))
    }
}

/// When a call was forgotten.
pub(super) fn forgotten_at(connection: &Connection, call: CallId) -> rusqlite::Result<Option<DateTime>> {
    let sql = "SELECT forgotten_at FROM forgotten WHERE id = ?1";
    let text: Option<String> =
        connection.prepare_cached(sql)?.query_row([call.to_string()], |row| row.get(0)).optional()?;
    // A tombstone whose day cannot be read is one all the same.
    Ok(text.map(|text| text.parse().unwrap_or_default()))
}

/// Takes every row of an id out of a database; tables that it does not have (an old backup) hold none.
fn delete(database: &Connection, id: &str) -> rusqlite::Result<()> {
    if let Some(lead) = leads::of_tombstone(id) {
        return leads::delete(database, lead);
    }
    for (table, column) in PLACES {
        if database.table_exists(None, table)? {
            database.execute(&format!("DELETE FROM {table} WHERE {column} = ?1"), [id])?;
        }
    }
    leads::delete_what_a_call_told(database, id)
}

/// Leaves a tombstone.
fn bury(transaction: &Transaction<'_>, id: &str, reason: Reason, at: DateTime) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO forgotten (id, forgotten_at, reason, is_clean) VALUES (?1, ?2, ?3, 0)";
    transaction.execute(sql, params![id, at.to_string(), reason.id()]).map(|_| ())
}

/// Cleans what the rows have left behind; what stands in the way is told, and tried again at the next start.
fn clean(data_dir: &Path, connection: &Connection, path: &Path) -> Forgotten {
    let mut done = Forgotten::default();
    match scrub::everything(data_dir, connection, path) {
        Ok(backups_lost) => done.backups_lost = backups_lost,
        Err(error) => done.unclean = Some(error),
    }
    done
}

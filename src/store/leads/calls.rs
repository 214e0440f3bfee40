//! Calls and the leads that they were held with.

use jiff::civil::DateTime;
use rusqlite::params;

use crate::leads::LeadId;
use crate::store::CallId;

use super::rows::{self, parsed};
use super::{LeadBook, StoreError};

/// A call in which something happened that its lead's record does not know yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PendingCall {
    /// The call.
    pub call: CallId,
    /// The lead.
    pub lead: LeadId,
    /// The last event of the call.
    pub last: u32,
}

/// A call held with a lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallOfLead {
    /// The call.
    pub id: CallId,
    /// When it began, on the clock of the place.
    pub started_at: DateTime,
    /// Who was on the line.
    pub contact: String,
    /// How many remarks stand.
    pub remarks: u32,
    /// What the wrap-up showed; `None` while the call is open.
    pub verdict: Option<String>,
}

impl LeadBook {
    /// Notes that a call is held with a lead.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub fn link(&self, call: CallId, lead: LeadId) -> Result<(), StoreError> {
        let sql = "INSERT OR IGNORE INTO lead_calls (call_id, lead, seen) VALUES (?1, ?2, 0)";
        let done = self.connection.execute(sql, params![call.to_string(), lead.0]);
        done.map(|_| ()).map_err(|error| self.failed(&error))
    }

    /// The calls in which something happened that the records do not know yet. A call that was not begun from a lead is
    /// known by its company (`company_key` makes the name comparable) and its contact.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn pending_calls(&self, company_key: impl Fn(&str) -> String) -> Result<Vec<PendingCall>, StoreError> {
        let read = || {
            let sql = "SELECT c.id, c.company, c.contact, k.lead,
                              (SELECT max(seq) FROM events WHERE call_id = c.id) AS last
                       FROM calls c LEFT JOIN lead_calls k ON k.call_id = c.id
                       WHERE k.seen IS NULL OR k.seen <> last ORDER BY c.started_at";
            let mut statement = self.connection.prepare_cached(sql)?;
            let mut found = statement.query([])?;
            let mut pending = Vec::new();
            while let Some(row) = found.next()? {
                let (company, contact): (String, String) = (row.get(1)?, row.get(2)?);
                let linked: Option<i64> = row.get(3)?;
                let lead = match linked {
                    Some(lead) => Some(LeadId(lead)),
                    None => rows::of_company(&self.connection, &company_key(&company), &crate::leads::key(&contact))?,
                };
                let last = row.get::<_, Option<u32>>(4)?.unwrap_or_default();
                if let Some(lead) = lead {
                    pending.push(PendingCall { call: parsed(row, 0)?, lead, last });
                }
            }
            Ok(pending)
        };
        read().map_err(|error| self.failed(&error))
    }

    /// The calls held with a lead, newest first.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn calls_of(&self, lead: LeadId) -> Result<Vec<CallOfLead>, StoreError> {
        let read = || {
            let sql = "SELECT c.id, c.started_at, c.contact, c.remarks, c.verdict
                       FROM lead_calls k JOIN calls c ON c.id = k.call_id WHERE k.lead = ?1 ORDER BY c.started_at DESC";
            let mut statement = self.connection.prepare_cached(sql)?;
            let calls = statement.query_map([lead.0], |row| {
                Ok(CallOfLead {
                    id: parsed(row, 0)?,
                    started_at: parsed(row, 1)?,
                    contact: row.get(2)?,
                    remarks: row.get(3)?,
                    verdict: row.get(4)?,
                })
            })?;
            calls.collect::<rusqlite::Result<Vec<_>>>()
        };
        read().map_err(|error| self.failed(&error))
    }
}

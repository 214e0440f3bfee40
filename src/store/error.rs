//! What can go wrong with the store, each with the place and the remedy.

use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::{Date, DateTime};
use rusqlite::ErrorCode;
use thiserror::Error;

use super::CallId;

/// Why the store could not do what it was asked to.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StoreError {
    /// The data folder is something else.
    #[error("{} is not a folder: move it away, or choose another place with --data-dir", .path.display())]
    NotAFolder {
        /// Where.
        path: PathBuf,
    },
    /// No right to write there, or the medium is read-only.
    #[error("cannot write to {} ({reason}): allow it, or choose another place with --data-dir", .path.display())]
    NotWritable {
        /// Where.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// The disk is full.
    #[error("no room left on the disk of {}: make room", .path.display())]
    DiskFull {
        /// Where.
        path: PathBuf,
    },
    /// The file is no database, or another program's.
    #[error(
        "{} is not a bantam journal: move it away, or choose another place with --data-dir; it was not touched",
        .path.display()
    )]
    NotAJournal {
        /// Where.
        path: PathBuf,
    },
    /// The database contradicts itself.
    #[error("{} is damaged ({reason}): `bantam doctor --salvage` gets out what can be read", .path.display())]
    Damaged {
        /// Where.
        path: PathBuf,
        /// What does not fit.
        reason: String,
    },
    /// The file has a format that this program does not know.
    #[error(
        "{} was written by a newer bantam (format {found}, this one reads up to {known}): update bantam, or choose \
         another place with --data-dir; it was not touched",
        .path.display()
    )]
    NewerFormat {
        /// Where.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The newest format that this program knows.
        known: u32,
    },
    /// Another program keeps the file locked.
    #[error("{} is locked by another program: close it, or wait", .path.display())]
    Busy {
        /// Where.
        path: PathBuf,
    },
    /// Anything else that the system or the database said.
    #[error("cannot use {}: {reason}", .path.display())]
    Failed {
        /// Where.
        path: PathBuf,
        /// What was said.
        reason: String,
    },
    /// An event has a stored form that this program does not know.
    #[error(
        "event {seq} of call {call} was written by a newer bantam (version {found}, this one reads up to {known}): update bantam"
    )]
    NewerEvent {
        /// Which call.
        call: CallId,
        /// Which event.
        seq: u32,
        /// Its version.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// An event cannot be read.
    #[error("event {seq} of call {call} cannot be read ({reason}): `bantam doctor --salvage` gets out the rest")]
    DamagedEvent {
        /// Which call.
        call: CallId,
        /// Which event.
        seq: u32,
        /// What does not fit.
        reason: String,
    },
    /// The journal on disk is not the one that is being added to.
    #[error("another program wrote to call {call} at event {seq}: close the other one and resume the call")]
    Conflict {
        /// Which call.
        call: CallId,
        /// The event that does not follow.
        seq: u32,
    },
    /// A call that was to be taken in is here already, with another content.
    #[error("call {call} is here already, and differs from event {seq} on")]
    Differs {
        /// Which call.
        call: CallId,
        /// The first event that differs.
        seq: u32,
    },
    /// No call has such an id.
    #[error("no call has an id that begins with “{prefix}”: `bantam calls list` shows the ids")]
    UnknownCall {
        /// What was looked for.
        prefix: String,
    },
    /// More than one call has such an id.
    #[error("{} calls have an id that begins with “{prefix}”: give more of it", .candidates.len())]
    AmbiguousCall {
        /// What was looked for.
        prefix: String,
        /// The calls, newest first.
        candidates: Vec<CallId>,
    },
    /// Nobody and nothing kept is called so.
    #[error("no call, company or contact is called “{name}”: `bantam calls list` shows them")]
    UnknownLead {
        /// What was looked for.
        name: String,
    },
    /// The name is borne by several.
    #[error("“{name}” may be {}: say which one", .candidates.join(", or "))]
    AmbiguousLead {
        /// What was looked for.
        name: String,
        /// Who it may be.
        candidates: Vec<String>,
    },
    /// The call was forgotten, and is not to come back unseen.
    #[error("call {call} was forgotten on {on}: nothing of it is taken in again")]
    Forgotten {
        /// Which call.
        call: CallId,
        /// The day.
        on: Date,
    },
    /// The call is being held in another window.
    #[error("call {call} is open in another bantam{}: close it there first", holder(*.pid, *.since))]
    InUse {
        /// Which call.
        call: CallId,
        /// The process that holds it, if it said so.
        pid: Option<u32>,
        /// Since when, on the clock of the place, if it said so.
        since: Option<DateTime>,
    },
}

impl StoreError {
    /// Two to four words for a status line.
    pub fn headline(&self) -> &'static str {
        match self {
            Self::NotAFolder { .. } => "not a folder",
            Self::NotWritable { .. } => "cannot be written",
            Self::DiskFull { .. } => "disk full",
            Self::NotAJournal { .. } => "not a journal",
            Self::Damaged { .. } | Self::DamagedEvent { .. } => "journal damaged",
            Self::NewerFormat { .. } | Self::NewerEvent { .. } => "newer bantam needed",
            Self::Busy { .. } => "journal locked",
            Self::Failed { .. } => "storage failed",
            Self::Conflict { .. } => "written by another",
            Self::Differs { .. } => "differs from what is here",
            Self::UnknownCall { .. } => "no such call",
            Self::AmbiguousCall { .. } => "several such calls",
            Self::UnknownLead { .. } => "nobody of that name",
            Self::AmbiguousLead { .. } => "several of that name",
            Self::Forgotten { .. } => "forgotten",
            Self::InUse { .. } => "open elsewhere",
        }
    }

    /// Who holds a call and since when, as far as it is known, to be put behind the call; empty for other errors.
    pub fn holder(&self) -> String {
        match self {
            Self::InUse { pid, since, .. } => holder(*pid, *since),
            _ => String::new(),
        }
    }

    /// Whether it is a matter of one call only, so that others can still be saved.
    pub(super) fn concerns_one_call(&self) -> bool {
        matches!(
            self,
            Self::Conflict { .. } | Self::NewerEvent { .. } | Self::DamagedEvent { .. } | Self::Forgotten { .. }
        )
    }

    /// What `SQLite` said about the file at `path`.
    pub(super) fn from_sqlite(path: &Path, error: &rusqlite::Error) -> Self {
        let path = path.to_owned();
        let reason = match error {
            rusqlite::Error::SqliteFailure(_, Some(message)) => message.clone(),
            other => other.to_string(),
        };
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull { path },
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
                Self::NotWritable { path, reason }
            }
            Some(ErrorCode::NotADatabase) => Self::NotAJournal { path },
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { path, reason },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed) => {
                Self::Busy { path }
            }
            _ => Self::Failed { path, reason },
        }
    }

    /// What the system said about the file or folder at `path`.
    pub(super) fn from_io(path: &Path, error: &io::Error) -> Self {
        let (path, reason) = (path.to_owned(), error.to_string());
        match error.kind() {
            io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => Self::NotAFolder { path },
            io::ErrorKind::IsADirectory => Self::NotAJournal { path },
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { path },
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::NotWritable { path, reason },
            _ => Self::Failed { path, reason },
        }
    }
}

fn holder(pid: Option<u32>, since: Option<DateTime>) -> String {
    let since = since.map(|since| format!(" since {}", since.strftime("%H:%M on %Y-%m-%d")));
    let pid = pid.map(|pid| format!(" (process {pid})"));
    since.unwrap_or_default() + &pid.unwrap_or_default()
}

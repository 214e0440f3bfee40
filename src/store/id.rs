//! Ids of calls: unique without asking anybody, and sorted by time.
#![expect(clippy::disallowed_methods, reason = "ids are made here, at the edge, and passed in everywhere else")]

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

/// The id of a call: a UUID of version 7, so that journals of several machines can be put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallId(Uuid);

impl CallId {
    /// A new id, which sorts after those made before it.
    pub fn generate() -> Self {
        Self(Uuid::now_v7())
    }
}

impl fmt::Display for CallId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl FromStr for CallId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Uuid::parse_str(text).map(Self)
    }
}

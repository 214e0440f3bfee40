//! The call as it stands: what all events so far add up to.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::DateTime;

use crate::bank::{FlagKind, QuestionId};

use super::event::{Asked, Closed, Contact, Correction, Filing, NextStep, PersonId, RemarkId, Ruling};

/// A call as it stands.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CallState {
    /// When it began; `None` before [`Started`](super::Started).
    pub started_at: Option<DateTime>,
    /// The bank in use, and its fingerprint.
    pub bank: BankInUse,
    /// The company called.
    pub company: String,
    /// Who is on the call; [`PersonId`] indexes it, 0 is the contact that it began with.
    pub people: Vec<Contact>,
    /// Who is speaking.
    pub speaker: PersonId,
    /// Questions in the order in which they were turned to; the last is on the screen.
    pub asked: Vec<Asked>,
    /// The remarks in the order kept, their numbers rising; without gaps (so that [`RemarkId`] − 1 indexes it) but
    /// in a damaged journal. [`CallState::remark`] finds one in either.
    pub remarks: Vec<Remark>,
    /// Questions set aside by hand.
    pub parked: BTreeSet<QuestionId>,
    /// What was agreed.
    pub next_step: Option<NextStep>,
    /// What was shown at the wrap-up, while the call is closed.
    pub closed: Option<Closed>,
}

/// The bank that a call is seen through.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BankInUse {
    /// The bank's id.
    pub id: String,
    /// The bank's fingerprint.
    pub hash: String,
}

/// What somebody said, as noted.
#[derive(Debug, Clone, PartialEq)]
pub struct Remark {
    /// Its number.
    pub id: RemarkId,
    /// When it was kept.
    pub at: DateTime,
    /// Who said it.
    pub by: PersonId,
    /// Its words.
    pub text: String,
    /// Its earlier words, oldest first.
    pub earlier_texts: Vec<String>,
    /// Where it belongs.
    pub filing: Filing,
    /// What a person ruled on its flags.
    pub rulings: BTreeMap<FlagKind, Ruling>,
    /// Its words when each of these was ruled: a dismissal holds while what caused the flag still stands.
    pub ruled_on: BTreeMap<FlagKind, String>,
    /// What a person put right about words in it. Those that no longer stand in it have no effect.
    pub corrections: BTreeMap<String, Correction>,
}

impl CallState {
    /// The remark with this number.
    pub fn remark(&self, id: RemarkId) -> Option<&Remark> {
        self.remarks.get(self.remark_index(id)?)
    }

    /// Where the remark with this number stands in [`CallState::remarks`].
    pub fn remark_index(&self, id: RemarkId) -> Option<usize> {
        // Where nothing is missing, its number tells.
        let place = (id.0 as usize).checked_sub(1)?;
        if self.remarks.get(place).is_some_and(|remark| remark.id == id) {
            return Some(place);
        }
        self.remarks.binary_search_by_key(&id, |remark| remark.id).ok()
    }

    /// The person with this number.
    pub fn person(&self, id: PersonId) -> Option<&Contact> {
        self.people.get(id.0 as usize)
    }

    /// The question on the screen.
    pub fn current_question(&self) -> Option<&Asked> {
        self.asked.last()
    }

    /// Whether the call has begun and is not wrapped up.
    pub fn is_open(&self) -> bool {
        self.started_at.is_some() && self.closed.is_none()
    }
}

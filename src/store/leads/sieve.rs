//! Which leads of a list have the words that are searched for, told lead by lead while the list is walked.
//!
//! A word that many leads have is looked for at each lead: soon there are enough. Where there are not, the leads that have
//! it are gathered from the index of words, as a set of numbers, and the walk goes on with that. A word that half of all
//! leads have is never gathered: that takes longer than all else.

use rusqlite::{CachedStatement, Connection};

use crate::leads::LeadId;

use super::find::Limits;
use super::numbers::Numbers;

/// Takes those leads of a list in that have all the words.
pub(super) struct Sieve<'c> {
    connection: &'c Connection,
    /// No other lead can be meant; `None` for any.
    chosen: Option<Numbers>,
    /// Words that are still looked for, and how many of the leads that were looked at have each.
    words: Vec<(String, usize)>,
    /// The look at a lead for these words.
    look: Option<CachedStatement<'c>>,
    looked_at: usize,
    limits: Limits,
    wanted: usize,
    most: usize,
    ids: Vec<LeadId>,
    is_broken_off: bool,
}

impl<'c> Sieve<'c> {
    /// A sieve for words, by their beginnings, that is to take `wanted` leads at least, if there are, and `most` at most.
    pub(super) fn new(
        connection: &'c Connection,
        words: &[String],
        (wanted, most): (usize, usize),
        limits: Limits,
    ) -> rusqlite::Result<Self> {
        let words = words.iter().map(|word| (word.clone(), 0)).collect();
        let (chosen, ids) = (None, Vec::new());
        let mut sieve = Self {
            connection,
            chosen,
            words,
            look: None,
            looked_at: 0,
            limits,
            wanted,
            most,
            ids,
            is_broken_off: false,
        };
        sieve.make_ready()?;
        Ok(sieve)
    }

    /// Only these leads can be meant, of those that could be until now.
    pub(super) fn choose(&mut self, mut numbers: Numbers) {
        if let Some(chosen) = &self.chosen {
            numbers.keep(chosen);
        }
        self.chosen = Some(numbers);
    }

    /// The only leads that can be meant, where that is known.
    pub(super) const fn chosen(&self) -> Option<&Numbers> {
        self.chosen.as_ref()
    }

    /// The only leads that can be meant, where these are so few that they are rather read than come across on a walk.
    pub(super) fn few(&self) -> Option<&Numbers> {
        self.chosen.as_ref().filter(|chosen| chosen.count() <= self.limits.few)
    }

    /// The words that are still looked for.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|(word, _)| word.as_str())
    }

    /// Whether as many were taken in as are wanted.
    pub(super) const fn has_enough(&self) -> bool {
        self.ids.len() >= self.wanted
    }

    /// What was taken in, in the order of the list, and whether the list was gone through to its end.
    pub(super) fn into_taken(self) -> (Vec<LeadId>, bool) {
        (self.ids, !self.is_broken_off)
    }

    /// Stops before the end of the list: no more are needed.
    pub(super) const fn break_off(&mut self) {
        self.is_broken_off = true;
    }

    /// Takes the next lead of the list in if it has the words; whether the walk is at its end: no more are needed, or all
    /// that can be meant are [few](Self::few).
    pub(super) fn take(&mut self, id: LeadId) -> rusqlite::Result<bool> {
        if self.look.is_some() && self.looked_at >= self.limits.looked_at {
            if self.has_enough() {
                self.break_off();
                return Ok(true);
            }
            self.gather()?;
            if self.few().is_some() {
                return Ok(true);
            }
        }
        if self.has(id)? {
            self.ids.push(id);
        }
        Ok(self.ids.len() >= self.most)
    }

    fn has(&mut self, id: LeadId) -> rusqlite::Result<bool> {
        if self.chosen.as_ref().is_some_and(|chosen| !chosen.has(id)) {
            return Ok(false);
        }
        let Some(look) = &mut self.look else { return Ok(true) };
        self.looked_at += 1;
        look.raw_bind_parameter(self.words.len() + 1, id.0)?;
        let mut rows = look.raw_query();
        let Some(row) = rows.next()? else { return Ok(false) };
        let mut has_all = true;
        for (column, (_, had)) in self.words.iter_mut().enumerate() {
            let is_there: bool = row.get(column)?;
            *had += usize::from(is_there);
            has_all &= is_there;
        }
        Ok(has_all)
    }

    /// Chooses the leads that have a word.
    pub(super) fn gather_word(&mut self, word: &str) -> rusqlite::Result<()> {
        self.gather_if(|(other, _)| other == word)
    }

    /// Chooses the leads that have the words, but for those words that half of the leads looked at so far have.
    pub(super) fn gather(&mut self) -> rusqlite::Result<()> {
        let looked_at = self.looked_at;
        self.gather_if(|(_, had)| *had == 0 || had * 2 < looked_at)
    }

    fn gather_if(&mut self, is_meant: impl Fn(&(String, usize)) -> bool) -> rusqlite::Result<()> {
        let (rare, common): (Vec<_>, Vec<_>) = std::mem::take(&mut self.words).into_iter().partition(is_meant);
        let found = if rare.is_empty() { None } else { self.found(&rare)? };
        self.words = common;
        match found {
            Some(numbers) => self.choose(numbers),
            None => self.words.extend(rare),
        }
        self.looked_at = 0;
        self.words.iter_mut().for_each(|(_, had)| *had = 0);
        self.make_ready()
    }

    /// The leads that have words, as the index tells; `None` where it does not know such words.
    fn found(&self, words: &[(String, usize)]) -> rusqlite::Result<Option<Numbers>> {
        let beginnings: Vec<String> = words.iter().map(|(word, _)| format!("\"{word}\"*")).collect();
        let sql = "SELECT rowid FROM lead_words WHERE lead_words MATCH ?";
        match Numbers::read(self.connection, sql, [beginnings.join(" AND ")]) {
            Ok(numbers) => Ok(Some(numbers)),
            // Letters of a script that the index is too old for: it may cut a word in two, and cannot look that up.
            Err(rusqlite::Error::SqliteFailure(error, _)) if error.code == rusqlite::ErrorCode::Unknown => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Makes the look at a lead ready for the words that are left.
    fn make_ready(&mut self) -> rusqlite::Result<()> {
        self.look = None;
        if !self.words.is_empty() {
            let tests = vec!["instr(words, ?) > 0"; self.words.len()].join(", ");
            let sql = format!("SELECT {tests} FROM leads WHERE id = ?");
            let mut look = self.connection.prepare_cached(&sql)?;
            for (at, (word, _)) in self.words.iter().enumerate() {
                look.raw_bind_parameter(at + 1, format!(" {word}"))?;
            }
            self.look = Some(look);
        }
        Ok(())
    }
}

//! Which leads have what: for every value that lists filter by, the set of its leads, kept in [blocks](super::block).
//!
//! A filter is the intersection of sets, which are read in a thousandth of a second each, and tells how many leads there
//! are before any of them is looked at. All is derived from the leads, by one rule: [`Facets`].

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use rusqlite::{CachedStatement, Connection, OptionalExtension as _, Row, params};

use crate::leads::{Lead, LeadId, Standing};

use super::block;
use super::numbers::Numbers;
use super::rows::{self, Terms};

/// What a set tells of its leads. The numbers stand in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// That they are there.
    Lead = 0,
    Type = 1,
    Stage = 2,
    Source = 3,
    Owner = 4,
    Territory = 5,
    Industry = 6,
    Tag = 7,
    /// The score, in three digits.
    Score = 8,
    /// The rank, by [`rank_value`].
    Rank = 9,
    /// The day of the next action.
    Due = 10,
    /// A word that a search finds.
    Word = 11,
    /// The first letter or the first two of a word: so many words begin with one of them that they are not looked up one
    /// by one.
    Beginning = 12,
    /// The first two letters of the title: a list by title skips those that no lead of the list has.
    Title = 13,
}

/// How many kinds there are.
const KINDS: usize = 14;

/// How many letters a [beginning](Kind::Beginning) has at most, and one of a [title](Kind::Title).
pub(super) const BEGINNING: usize = 2;

/// What stands behind every value that begins with a text.
pub(super) const LAST: &str = "\u{10ffff}";

/// So many changes are gathered before they are written: they take some 50 MB with the words that they are of.
pub(super) const GATHERED: usize = 6_000_000;

/// A rank as a value that is ordered as ranks are.
fn rank_value(rank: i32) -> String {
    format!("{:010}", i64::from(rank) - i64::from(i32::MIN))
}

/// A score as a value that is ordered as scores are.
pub(super) fn score_value(score: u8) -> String {
    format!("{score:03}")
}

/// What lists filter by, of one lead.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facets<'l> {
    lead: &'l Lead,
    words: &'l str,
    title: &'l str,
}

impl<'l> Facets<'l> {
    /// A lead with the words that a search looks through, and the title that lists are ordered by.
    pub(super) const fn of(lead: &'l Lead, (words, title): (&'l str, &'l str)) -> Self {
        Self { lead, words, title }
    }

    /// Names every set that the lead is in; one that it is in twice may be named twice.
    pub(super) fn each(self, mut name: impl FnMut(Kind, &str)) {
        let Self { lead, words, title } = self;
        name(Kind::Lead, "");
        for (kind, value) in shared(lead) {
            // Letter case is no difference to those who type it, whatever the script.
            if value.is_ascii() && !value.bytes().any(|byte| byte.is_ascii_uppercase()) {
                name(kind, value);
            } else {
                name(kind, &value.to_lowercase());
            }
        }
        lead.tags.iter().for_each(|tag| name(Kind::Tag, &tag.to_lowercase()));
        name(Kind::Score, &score_value(lead.standing.score));
        name(Kind::Rank, &rank_value(lead.standing.rank));
        if let Some(day) = lead.next.on {
            name(Kind::Due, &day.to_string());
        }
        let end = title.char_indices().nth(BEGINNING).map_or(title.len(), |(end, _)| end);
        name(Kind::Title, &title[..end]);
        for word in words.split(' ').filter(|word| !word.is_empty()) {
            name(Kind::Word, word);
            for (end, _) in word.char_indices().skip(1).take(BEGINNING) {
                name(Kind::Beginning, &word[..end]);
            }
            if word.chars().nth(BEGINNING).is_none() {
                name(Kind::Beginning, word);
            }
        }
    }

    fn all(self) -> BTreeSet<(Kind, String)> {
        let mut all = BTreeSet::new();
        self.each(|kind, value| {
            all.insert((kind, value.to_owned()));
        });
        all
    }
}

fn shared(lead: &Lead) -> [(Kind, &str); 6] {
    [
        (Kind::Type, lead.kind.id()),
        (Kind::Stage, &lead.stage),
        (Kind::Source, &lead.source),
        (Kind::Owner, &lead.owner),
        (Kind::Territory, &lead.company.territory),
        (Kind::Industry, &lead.company.industry),
    ]
}

/// Changes of the sets that were not written yet. They are gathered so that the sets of a hundred thousand new leads are
/// each written once.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// By kind and value: the leads, in the order of the changes; the lowest bit of each tells whether it comes in.
    of: [HashMap<String, Vec<u32>>; KINDS],
    count: usize,
}

impl Changes {
    /// A lead comes in.
    pub(super) fn add(&mut self, id: LeadId, facets: Facets<'_>) {
        facets.each(|kind, value| self.note(id, kind, value, true));
    }

    /// A lead goes.
    pub(super) fn remove(&mut self, id: LeadId, facets: Facets<'_>) {
        facets.each(|kind, value| self.note(id, kind, value, false));
    }

    /// A lead becomes another.
    pub(super) fn replace(&mut self, id: LeadId, before: Facets<'_>, after: Facets<'_>) {
        let (before, after) = (before.all(), after.all());
        before.difference(&after).for_each(|(kind, value)| self.note(id, *kind, value, false));
        after.difference(&before).for_each(|(kind, value)| self.note(id, *kind, value, true));
    }

    /// The standing of a lead becomes another.
    pub(super) fn restand(&mut self, id: LeadId, before: Standing, after: Standing) {
        for (kind, before, after) in [
            (Kind::Score, score_value(before.score), score_value(after.score)),
            (Kind::Rank, rank_value(before.rank), rank_value(after.rank)),
        ] {
            if before != after {
                self.note(id, kind, &before, false);
                self.note(id, kind, &after, true);
            }
        }
    }

    /// A lead comes into a set, or goes out of it.
    pub(super) fn note(&mut self, id: LeadId, kind: Kind, value: &str, comes_in: bool) {
        // A number that is too high for that is none that a book gives.
        let Some(change) = u32::try_from(id.0).ok().and_then(|id| id.checked_mul(2)) else { return };
        let change = change | u32::from(comes_in);
        let of = &mut self.of[kind as usize];
        match of.get_mut(value) {
            // The same again: two words that begin with the same letters.
            Some(changes) if changes.last() == Some(&change) => return,
            Some(changes) => changes.push(change),
            None => {
                of.insert(value.to_owned(), vec![change]);
            }
        }
        self.count += 1;
    }

    /// Whether so much was gathered that it should be written.
    pub(super) const fn are_many(&self) -> bool {
        self.count >= GATHERED
    }

    /// Writes what was gathered if it is much.
    pub(super) fn flush_if_many(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        if self.are_many() { self.flush(connection) } else { Ok(()) }
    }

    /// Writes what was gathered. Belongs before every commit.
    pub(super) fn flush(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let Self { of, .. } = std::mem::take(self);
        let mut writer = Writer::new(connection)?;
        for (kind, of) in (0_i64..).zip(of) {
            // In the order of the table, so that each of its pages is written once.
            let mut of: Vec<(String, Vec<u32>)> = of.into_iter().collect();
            of.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
            for (value, changes) in &of {
                writer.write(kind, value, changes)?;
            }
        }
        Ok(())
    }
}

/// Writes changes of sets into their table.
struct Writer<'c> {
    read: CachedStatement<'c>,
    add: CachedStatement<'c>,
    replace: CachedStatement<'c>,
    delete: CachedStatement<'c>,
    /// The changes of one block.
    places: Vec<(u16, bool)>,
}

impl<'c> Writer<'c> {
    fn new(connection: &'c Connection) -> rusqlite::Result<Self> {
        let which = "kind = ?1 AND value = ?2 AND block = ?3";
        Ok(Self {
            read: connection.prepare_cached(&format!("SELECT leads FROM lead_sets WHERE {which}"))?,
            add: connection.prepare_cached(
                "INSERT OR IGNORE INTO lead_sets (kind, value, block, leads) VALUES (?1, ?2, ?3, ?4)",
            )?,
            replace: connection.prepare_cached(&format!("UPDATE lead_sets SET leads = ?4 WHERE {which}"))?,
            delete: connection.prepare_cached(&format!("DELETE FROM lead_sets WHERE {which}"))?,
            places: Vec::new(),
        })
    }

    /// Writes the changes of a set, in their order.
    fn write(&mut self, kind: i64, value: &str, changes: &[u32]) -> rusqlite::Result<()> {
        let placed = |change: &u32| block::place(LeadId(i64::from(change / 2)));
        let mut left = changes;
        while let Some((number, _)) = left.first().and_then(placed) {
            let of_block = |change: &&u32| placed(change).is_some_and(|(other, _)| other == number);
            let many = left.iter().take_while(of_block).count();
            let of_this = left[..many].iter().filter_map(|change| Some((placed(change)?.1, change % 2 == 1)));
            self.places.clear();
            self.places.extend(of_this);
            left = &left[many..];
            self.write_block(kind, value, number)?;
        }
        Ok(())
    }

    fn write_block(&mut self, kind: i64, value: &str, number: i64) -> rusqlite::Result<()> {
        // Most words are of few leads, and new: they are not looked for first.
        if self.places.iter().all(|(_, comes_in)| *comes_in) {
            let leads = block::changed(&[], &self.places);
            if self.add.execute(params![kind, value, number, leads])? == 1 {
                return Ok(());
            }
        }
        let kept: Option<Vec<u8>> = self.read.query_row(params![kind, value, number], |row| row.get(0)).optional()?;
        let leads = block::changed(kept.as_deref().unwrap_or_default(), &self.places);
        match (kept.is_some(), leads.is_empty()) {
            (true, true) => self.delete.execute(params![kind, value, number])?,
            (true, false) => self.replace.execute(params![kind, value, number, leads])?,
            (false, false) => self.add.execute(params![kind, value, number, leads])?,
            (false, true) => 0,
        };
        Ok(())
    }
}

/// The leads of all values of a kind from one to another, both included.
pub(super) fn read(connection: &Connection, kind: Kind, (from, to): (&str, &str)) -> rusqlite::Result<Numbers> {
    let mut numbers = Numbers::default();
    let sql = "SELECT block, leads FROM lead_sets WHERE kind = ?1 AND value >= ?2 AND value <= ?3";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![kind as i64, from, to])?;
    while let Some(row) = rows.next()? {
        // What damage left there is no list of leads.
        numbers.add_block(row.get(0)?, row.get_ref(1)?.as_blob().unwrap_or_default());
    }
    Ok(numbers)
}

/// Gives the leads of a kind that are among those chosen to `with`, value by value, in the order of the values or the
/// other way round, until it says that it has enough. Those of a value come in the order of their numbers.
pub(super) fn by_value(
    connection: &Connection,
    (kind, is_downward): (Kind, bool),
    chosen: &Numbers,
    mut with: impl FnMut(&str, &mut Vec<LeadId>) -> rusqlite::Result<bool>,
) -> rusqlite::Result<()> {
    let way = if is_downward { "DESC" } else { "ASC" };
    let sql = format!("SELECT value, block, leads FROM lead_sets WHERE kind = ?1 ORDER BY value {way}, block {way}");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([kind as i64])?;
    let (mut value, mut ids) = (String::new(), Vec::new());
    let mut told = |value: &str, ids: &mut Vec<LeadId>| {
        ids.sort();
        let is_enough = !ids.is_empty() && with(value, ids)?;
        ids.clear();
        rusqlite::Result::Ok(is_enough)
    };
    while let Some(row) = rows.next()? {
        let next = row.get_ref(0)?.as_str().unwrap_or_default();
        if next != value {
            if told(&value, &mut ids)? {
                return Ok(());
            }
            next.clone_into(&mut value);
        }
        chosen.common(row.get(1)?, row.get_ref(2)?.as_blob().unwrap_or_default(), &mut ids);
    }
    told(&value, &mut ids).map(|_| ())
}

/// Derives all sets anew from the leads.
pub(in crate::store) fn derive(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM lead_sets", [])?;
    let terms = RefCell::<Terms>::default();
    let mut changes = Changes::default();
    let mut statement = connection.prepare("SELECT id, words, title FROM leads ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id = LeadId(row.get(0)?);
        if let Some(lead) = rows::read(connection, &terms, id)? {
            let text = |column| row.get_ref(column).map(|text| text.as_str().unwrap_or_default());
            changes.add(id, Facets::of(&lead, (text(1)?, text(2)?)));
        }
        changes.flush_if_many(connection)?;
    }
    changes.flush(connection)
}

/// Takes a lead that is still there out of all sets.
pub(in crate::store) fn take_out(connection: &Connection, id: i64) -> rusqlite::Result<()> {
    let sql = "SELECT words, title FROM leads WHERE id = ?1";
    let texts = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?));
    let texts = connection.prepare_cached(sql)?.query_row([id], texts).optional()?;
    let lead = rows::read(connection, &RefCell::default(), LeadId(id))?;
    if let (Some((words, title)), Some(lead)) = (texts, lead) {
        let mut changes = Changes::default();
        changes.remove(LeadId(id), Facets::of(&lead, (&words, &title)));
        changes.flush(connection)?;
    }
    Ok(())
}

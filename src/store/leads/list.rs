//! The list of leads: any filter, any order, quick on a million.
//!
//! For each order there is an index that holds what filters by shared words and scores ask for, so the list is walked in
//! its order without a look at the leads themselves. A million entries take half a tenth of a second, and all of them are
//! walked only where fewer leads are found than were asked for. What words and tags find is gathered first, as a set of
//! numbers that the walk then tests. Words that very many leads have are not gathered but looked for on the way: soon
//! there are enough.

use rusqlite::types::Value;
use rusqlite::{CachedStatement, Connection, OptionalExtension as _, params_from_iter};

use crate::leads::{Condition, Field, Filter, Lead, LeadId, Sort, SortKey};

use super::numbers::Numbers;
use super::rows::{self, known_term};
use super::{LeadBook, StoreError};

/// So many leads at most are counted: more are "more than" so many.
const COUNTED: usize = 10_000;

/// Words that more leads have are common.
const COMMON: usize = 200_000;

/// So few leads with certain words are rather read and put in order than found by a walk.
const FEW: usize = 5_000;

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// The leads, in order.
    pub leads: Vec<(LeadId, Lead)>,
    /// There are more.
    pub has_more: bool,
    /// How many leads meet the filter, as far as they were counted.
    pub found: usize,
    /// There are more than were counted.
    pub found_more: bool,
}

/// A filter as SQL, on the table `l`.
#[derive(Default)]
struct Query {
    /// What the indices of the orders can tell.
    shared: Vec<String>,
    shared_values: Vec<Value>,
    /// A day on which, or before which, something is due.
    due: Option<Value>,
    /// What is looked for among the words of all leads.
    words: Vec<String>,
    /// What only a look at the lead tells, for words that were not gathered.
    texts: Vec<String>,
    text_values: Vec<Value>,
    /// The look is needed in any case: words are not all of a tag.
    has_tags: bool,
}

/// What was gathered for words.
enum Gathered {
    /// No words are looked for.
    All,
    /// The leads that have them.
    These(Numbers),
    /// Too many have them, or the index does not know such words.
    Common,
}

impl LeadBook {
    /// A page of the list, `skip` leads from its top.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn page(&self, filter: &Filter, sort: Sort, (skip, most): (usize, usize)) -> Result<Page, StoreError> {
        let end = skip.saturating_add(most);
        let ids = self.ids(filter, sort, COUNTED.max(end).saturating_add(1))?;
        let shown = ids.get(skip..end.min(ids.len())).unwrap_or_default();
        Ok(Page {
            leads: self.leads(shown)?,
            has_more: ids.len() > end,
            found: ids.len().min(COUNTED.max(end)),
            found_more: ids.len() > COUNTED.max(end),
        })
    }

    /// The numbers of the leads that meet a filter, in order, so many at most.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn ids(&self, filter: &Filter, sort: Sort, most: usize) -> Result<Vec<LeadId>, StoreError> {
        let read = || match Query::new(&self.connection, filter)? {
            Some(query) => query.ids(&self.connection, sort, most),
            None => Ok(Vec::new()),
        };
        read().map_err(|error| self.failed(&error))
    }

    /// Leads by their numbers; those that are gone are left out.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn leads(&self, ids: &[LeadId]) -> Result<Vec<(LeadId, Lead)>, StoreError> {
        let mut leads = Vec::with_capacity(ids.len());
        for id in ids {
            let lead = rows::read(&self.connection, &self.terms, *id).map_err(|error| self.failed(&error))?;
            leads.extend(lead.map(|lead| (*id, lead)));
        }
        Ok(leads)
    }
}

impl Query {
    /// A filter as SQL; `None` where a condition can hold for no lead.
    fn new(connection: &Connection, filter: &Filter) -> rusqlite::Result<Option<Self>> {
        let mut query = Self::default();
        for condition in &filter.conditions {
            match condition {
                Condition::Score(low, high) => {
                    query.shared.push("l.score BETWEEN ? AND ?".to_owned());
                    query.shared_values.extend([*low, *high].map(|score| Value::Integer(score.into())));
                }
                Condition::DueBy(day) => {
                    let day = Value::Text(day.to_string());
                    // Of two days the earlier counts: ISO days compare as text.
                    query.due = match query.due.take() {
                        Some(Value::Text(other)) if Value::Text(other.clone()) != day => {
                            let Value::Text(day) = day else { continue };
                            Some(Value::Text(day.min(other)))
                        }
                        _ => Some(day),
                    };
                }
                Condition::Tag(tag) => query.add_tag(tag),
                Condition::Words(words) => query.add_words(words),
                Condition::Type(_) | Condition::Stage(_) | Condition::Is(..) => {
                    let Some((column, term)) = shared(connection, condition)? else { return Ok(None) };
                    query.shared.push(format!("l.{column} = ?"));
                    query.shared_values.push(Value::Integer(term));
                }
            }
        }
        Ok(Some(query))
    }

    /// Words by their beginnings.
    fn add_words(&mut self, words: &str) {
        for word in words.split(' ').filter(|word| !word.is_empty()) {
            self.words.push(format!("{{words}} : \"{word}\"*"));
            self.texts.push("instr(l.words, ?) > 0".to_owned());
            self.text_values.push(Value::Text(format!(" {word}")));
        }
    }

    fn add_tag(&mut self, tag: &str) {
        let lower = tag.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        self.words.extend(words.map(|word| format!("{{tags}} : \"{word}\"")));
        self.texts.push("(instr(lower(l.tags), ?) > 0 OR instr(l.tags, ?) > 0)".to_owned());
        self.text_values.extend([format!("|{lower}|"), format!("|{tag}|")].map(Value::Text));
        self.has_tags = true;
    }

    /// The leads that have the words.
    fn gather(&self, connection: &Connection) -> rusqlite::Result<Gathered> {
        if self.words.is_empty() {
            return Ok(if self.has_tags { Gathered::Common } else { Gathered::All });
        }
        let sql = "SELECT rowid FROM lead_words WHERE lead_words MATCH ?1 LIMIT ?2";
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query((self.words.join(" AND "), COMMON as i64 + 1))?;
        let mut numbers = Numbers::default();
        loop {
            match rows.next() {
                Ok(Some(row)) => numbers.add(LeadId(row.get(0)?)),
                Ok(None) => break,
                // Letters of a script that the index is too old for: it may cut a word in two, and cannot look that up.
                Err(rusqlite::Error::SqliteFailure(error, _)) if error.code == rusqlite::ErrorCode::Unknown => {
                    return Ok(Gathered::Common);
                }
                Err(error) => return Err(error),
            }
        }
        Ok(if numbers.count() > COMMON { Gathered::Common } else { Gathered::These(numbers) })
    }

    fn ids(&self, connection: &Connection, sort: Sort, most: usize) -> rusqlite::Result<Vec<LeadId>> {
        let gathered = self.gather(connection)?;
        if let Gathered::These(numbers) = &gathered
            && numbers.count() <= FEW
        {
            return self.few(connection, sort, most);
        }
        let mut found = Vec::new();
        let mut look = match gathered {
            Gathered::Common => Some(self.look(connection)?),
            _ if self.has_tags => Some(self.look(connection)?),
            _ => None,
        };
        // Whether there are enough.
        let mut take = |id: LeadId| -> rusqlite::Result<bool> {
            let has_words = !matches!(&gathered, Gathered::These(numbers) if !numbers.has(id));
            if has_words && look.as_mut().map_or(Ok(true), |look| self.holds(look, id))? {
                found.push(id);
            }
            Ok(found.len() >= most)
        };
        if sort.key == SortKey::Newest && !(self.shared.is_empty() && self.due.is_none()) {
            // No index has the numbers in order and the filters' columns too.
            let mut numbers = Numbers::default();
            self.walk(connection, Sort::default(), false, |id| {
                numbers.add(id);
                Ok(false)
            })?;
            let mut all = numbers.all();
            while let Some(id) = if sort.reversed { all.next() } else { all.next_back() } {
                if take(id)? {
                    break;
                }
            }
        } else {
            self.walk(connection, sort, true, take)?;
        }
        Ok(found)
    }

    /// Walks the leads that meet all but the words, in order if need be, until `take` has enough.
    fn walk(
        &self,
        connection: &Connection,
        sort: Sort,
        is_ordered: bool,
        mut take: impl FnMut(LeadId) -> rusqlite::Result<bool>,
    ) -> rusqlite::Result<()> {
        let index = match sort.key {
            _ if self.due.is_some() => "INDEXED BY leads_by_next",
            SortKey::Rank => "INDEXED BY leads_by_rank",
            SortKey::Score => "INDEXED BY leads_by_score",
            SortKey::Company => "INDEXED BY leads_by_title",
            SortKey::Next => "INDEXED BY leads_by_next",
            SortKey::Newest => "NOT INDEXED",
        };
        let (holds, values) = self.holds_for_all(sort);
        let order = if is_ordered { order(sort) } else { String::new() };
        let sql = format!("SELECT l.id FROM leads l {index} WHERE {holds} {order}");
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            if take(LeadId(row.get(0)?))? {
                break;
            }
        }
        Ok(())
    }

    /// Few leads with certain words: they are looked up by their numbers.
    fn few(&self, connection: &Connection, sort: Sort, most: usize) -> rusqlite::Result<Vec<LeadId>> {
        let (holds, values) = self.holds_for_all(sort);
        let texts = self.texts.join(" AND ");
        let sql = format!(
            "SELECT l.id FROM leads l NOT INDEXED
             WHERE l.id IN (SELECT rowid FROM lead_words WHERE lead_words MATCH ?) AND {holds} AND {texts} {} LIMIT ?",
            order(sort)
        );
        let values = std::iter::once(Value::Text(self.words.join(" AND ")))
            .chain(values)
            .chain(self.text_values.iter().cloned())
            .chain([Value::Integer(i64::try_from(most).unwrap_or(i64::MAX))]);
        let mut statement = connection.prepare_cached(&sql)?;
        let ids = statement.query_map(params_from_iter(values), |row| row.get(0).map(LeadId))?;
        ids.collect()
    }

    /// What holds for every lead that is found, words aside.
    fn holds_for_all(&self, sort: Sort) -> (String, Vec<Value>) {
        let mut holds: Vec<&str> = self.shared.iter().map(String::as_str).collect();
        let mut values = self.shared_values.clone();
        if let Some(day) = &self.due {
            holds.push("l.next_on <= ?");
            values.push(day.clone());
        }
        if self.due.is_some() || sort.key == SortKey::Next {
            holds.push("l.next_on IS NOT NULL");
        }
        (if holds.is_empty() { "1".to_owned() } else { holds.join(" AND ") }, values)
    }

    /// A look at one lead.
    fn look<'c>(&self, connection: &'c Connection) -> rusqlite::Result<CachedStatement<'c>> {
        connection.prepare_cached(&format!("SELECT {} FROM leads l WHERE l.id = ?", self.texts.join(" AND ")))
    }

    fn holds(&self, look: &mut CachedStatement<'_>, id: LeadId) -> rusqlite::Result<bool> {
        let values = self.text_values.iter().cloned().chain([Value::Integer(id.0)]);
        look.query_row(params_from_iter(values), |row| row.get(0))
    }
}

/// The column of a condition on a shared word, and the word's number; `None` where no lead has it.
fn shared(connection: &Connection, condition: &Condition) -> rusqlite::Result<Option<(&'static str, i64)>> {
    let (column, text) = match condition {
        Condition::Type(kind) => ("type", kind.id().to_owned()),
        Condition::Stage(stage) => ("stage", stage.clone()),
        Condition::Is(field, value) => {
            let column = match field {
                Field::Source => "source",
                Field::Territory => "territory",
                Field::Industry => "industry",
                _ => "owner",
            };
            // People type names in small letters; the book has each as it was written first.
            let sql = "SELECT text FROM lead_terms WHERE text = ?1 OR lower(text) = lower(?1) ORDER BY text = ?1 DESC LIMIT 1";
            let mut statement = connection.prepare_cached(sql)?;
            let found: Option<String> = statement.query_row([value], |row| row.get(0)).optional()?;
            (column, found.unwrap_or_else(|| value.clone()))
        }
        _ => return Ok(None),
    };
    Ok(known_term(connection, &text)?.map(|term| (column, term)))
}

fn order(sort: Sort) -> String {
    let (first, then, down) = match sort.key {
        SortKey::Rank => ("l.rank", None, true),
        SortKey::Score => ("l.score", Some("l.rank"), true),
        SortKey::Company => ("l.title", None, false),
        SortKey::Next => ("l.next_on", Some("l.rank"), false),
        SortKey::Newest => ("l.id", None, true),
    };
    let way = |is_down: bool| if is_down == sort.reversed { "ASC" } else { "DESC" };
    let then = then.map(|then| format!(", {then} {}", way(true))).unwrap_or_default();
    format!("ORDER BY {first} {}{then}", way(down))
}

//! Which leads a list shows: any filter, any order, quick on a million.
//!
//! For each order there is an index that holds what filters by shared words and scores ask for, so the list is walked in
//! its order without a look at the leads themselves. A million entries take half a tenth of a second, and all of them are
//! walked only where fewer leads are found than were asked for. What words and tags find is gathered first, as a set of
//! numbers that the walk then tests. Words that very many leads have are not gathered but looked for on the way: soon
//! there are enough, or they are gathered after all.

use rusqlite::types::Value;
use rusqlite::{CachedStatement, Connection, OptionalExtension as _, params_from_iter};

use crate::leads::{Condition, Field, Filter, LeadId, Sort, SortKey};

use super::numbers::Numbers;
use super::rows::known_term;

/// A filter as SQL, on the table `l`.
#[derive(Default)]
pub(super) struct Query {
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
    /// A word of one letter begins so many words that it takes long to gather them.
    has_letter: bool,
}

/// From where on a list is found in another way. Each way finds the same.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Words that more leads have are common: they are looked for on the way.
    pub(super) common: u32,
    /// So many leads are looked at on the way.
    pub(super) looked_at: usize,
    /// So few leads with certain words are rather read and put in order than found by a walk.
    pub(super) few: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { common: 60_000, looked_at: 5_000, few: 15_000 }
    }
}

/// The leads that meet a filter, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) ids: Vec<LeadId>,
    /// There are no more, but for those beyond the most that were asked for.
    pub(super) are_all: bool,
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

impl Gathered {
    /// Whether a lead may have the words.
    fn has(&self, id: LeadId) -> bool {
        !matches!(self, Self::These(numbers) if !numbers.has(id))
    }
}

impl Query {
    /// A filter as SQL; `None` where a condition can hold for no lead.
    pub(super) fn new(connection: &Connection, filter: &Filter) -> rusqlite::Result<Option<Self>> {
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
            self.has_letter |= word.chars().count() == 1;
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

    /// The leads that have the words, unless more than so many have.
    fn gather(&self, connection: &Connection, most: Option<u32>) -> rusqlite::Result<Gathered> {
        if self.words.is_empty() {
            return Ok(if self.has_tags { Gathered::Common } else { Gathered::All });
        }
        let sql = "SELECT rowid FROM lead_words WHERE lead_words MATCH ?1 LIMIT ?2";
        let mut statement = connection.prepare_cached(sql)?;
        let limit = most.map_or(-1, |most| i64::from(most) + 1);
        let mut rows = statement.query((self.words.join(" AND "), limit))?;
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
        let is_common = most.is_some_and(|most| numbers.count() > most as usize);
        Ok(if is_common { Gathered::Common } else { Gathered::These(numbers) })
    }

    /// The leads that meet the filter, in order: so many as are wanted at least, if there are, and so many at most.
    pub(super) fn found(
        &self,
        connection: &Connection,
        sort: Sort,
        (wanted, most): (usize, usize),
        limits: Limits,
    ) -> rusqlite::Result<Found> {
        let mut gathered =
            if self.has_letter { Gathered::Common } else { self.gather(connection, Some(limits.common))? };
        let is_newest = sort.key == SortKey::Newest && !(self.shared.is_empty() && self.due.is_none());
        if is_newest || matches!(gathered, Gathered::Common) {
            let (ids, are_all) = self.on_the_way(connection, sort, limits.looked_at, &gathered)?;
            if ids.len() >= wanted || are_all {
                return Ok(Found { ids, are_all });
            }
            if matches!(gathered, Gathered::Common) {
                gathered = self.gather(connection, None)?;
            }
        }
        if let Gathered::These(numbers) = &gathered
            && numbers.count() <= limits.few
        {
            return Ok(Found { ids: self.few(connection, sort, most)?, are_all: true });
        }
        let mut ids = Vec::new();
        let is_looked_at = self.has_tags || matches!(gathered, Gathered::Common);
        let mut look = if is_looked_at { Some(self.look(connection)?) } else { None };
        // Whether there are enough.
        let mut take = |id: LeadId| -> rusqlite::Result<bool> {
            if gathered.has(id) && look.as_mut().map_or(Ok(true), |look| self.holds(look, id))? {
                ids.push(id);
            }
            Ok(ids.len() >= most)
        };
        if is_newest {
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
        Ok(Found { ids, are_all: true })
    }

    /// Looks at the first so many leads of the list: those that meet the filter, and whether there are no others.
    fn on_the_way(
        &self,
        connection: &Connection,
        sort: Sort,
        looked_at: usize,
        gathered: &Gathered,
    ) -> rusqlite::Result<(Vec<LeadId>, bool)> {
        let mut ids = Vec::new();
        let mut left = looked_at;
        if sort.key == SortKey::Newest {
            let (holds, values) = self.holds_for_all(sort);
            let texts = if self.texts.is_empty() { "1".to_owned() } else { self.texts.join(" AND ") };
            let sql =
                format!("SELECT l.id, {holds} AND {texts} FROM leads l NOT INDEXED {} LIMIT {looked_at}", order(sort));
            let mut statement = connection.prepare_cached(&sql)?;
            let values = values.into_iter().chain(self.text_values.iter().cloned());
            let mut rows = statement.query(params_from_iter(values))?;
            while let Some(row) = rows.next()? {
                left = left.saturating_sub(1);
                if row.get::<_, Option<bool>>(1)?.unwrap_or_default() {
                    ids.push(LeadId(row.get(0)?));
                }
            }
        } else {
            let mut look = self.look(connection)?;
            self.walk(connection, sort, true, |id| {
                if left == 0 {
                    return Ok(true);
                }
                left -= 1;
                if gathered.has(id) && self.holds(&mut look, id)? {
                    ids.push(id);
                }
                Ok(false)
            })?;
        }
        Ok((ids, left > 0))
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

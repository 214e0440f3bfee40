//! Which leads a list shows: any filter, any order, quick on a million.
//!
//! For each order there is an index that holds what filters by shared words and scores ask for, so the list is walked in
//! its order without a look at the leads themselves. A million entries take half a tenth of a second, and all of them are
//! walked only where fewer leads are found than were asked for. Tags, days and rare words have indices of their own:
//! what these tell is gathered first, as a set of numbers that the walk then tests; a small set is read and put in order
//! without a walk. Other words are [looked for on the way](Sieve).

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, params_from_iter};

use crate::leads::{Condition, Field, Filter, LeadId, Sort, SortKey};

use super::numbers::Numbers;
use super::rows::known_term;
use super::sieve::Sieve;

/// A filter, as the tables know it.
#[derive(Default)]
pub(super) struct Query {
    /// What the indices of the orders can tell, as SQL on the table `l`.
    shared: Vec<String>,
    shared_values: Vec<Value>,
    /// A day on which, or before which, something is due; ISO days compare as text.
    due: Option<String>,
    tags: Vec<String>,
    /// Beginnings of words.
    words: Vec<String>,
}

/// From where on a list is found in another way. Each way finds the same.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Words that more leads have are not rare.
    pub(super) rare: u32,
    /// So many leads are looked at on the way.
    pub(super) looked_at: usize,
    /// So few leads are rather read and put in order than found by a walk.
    pub(super) few: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { rare: 4_000, looked_at: 2_000, few: 10_000 }
    }
}

/// The leads that meet a filter, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) ids: Vec<LeadId>,
    /// There are no more, but for those beyond the most that were asked for.
    pub(super) are_all: bool,
}

impl Query {
    /// A filter as the tables know it; `None` where a condition can hold for no lead.
    pub(super) fn new(connection: &Connection, filter: &Filter) -> rusqlite::Result<Option<Self>> {
        let mut query = Self::default();
        for condition in &filter.conditions {
            match condition {
                Condition::Score(low, high) => {
                    query.shared.push("l.score BETWEEN ? AND ?".to_owned());
                    query.shared_values.extend([*low, *high].map(|score| Value::Integer(score.into())));
                }
                Condition::DueBy(day) => {
                    let day = day.to_string();
                    // Of two days the earlier counts.
                    query.due = Some(query.due.take().map_or(day.clone(), |other| other.min(day)));
                }
                Condition::Tag(tag) => query.tags.push(tag.clone()),
                Condition::Words(words) => {
                    query.words.extend(words.split(' ').filter(|word| !word.is_empty()).map(str::to_owned));
                }
                Condition::Type(_) | Condition::Stage(_) | Condition::Is(..) => {
                    let Some((column, term)) = shared(connection, condition)? else { return Ok(None) };
                    query.shared.push(format!("l.{column} = ?"));
                    query.shared_values.push(Value::Integer(term));
                }
            }
        }
        Ok(Some(query))
    }

    /// The leads that meet the filter, in order: so many as are wanted at least, if there are, and so many at most.
    pub(super) fn found(
        &self,
        connection: &Connection,
        sort: Sort,
        (wanted, most): (usize, usize),
        limits: Limits,
    ) -> rusqlite::Result<Found> {
        let mut sieve = Sieve::new(connection, &self.words, (wanted, most), limits)?;
        for tag in &self.tags {
            // An older bantam made letters small only where they are plain ones.
            let sql = "SELECT lead FROM lead_tags WHERE tag IN (?1, lower(?2))";
            sieve.choose(Numbers::read(connection, sql, [&tag.to_lowercase(), tag])?);
        }
        if let (Some(day), true) = (&self.due, sort.key != SortKey::Next) {
            let sql = "SELECT id FROM leads INDEXED BY leads_by_next WHERE next_on <= ?";
            sieve.choose(Numbers::read(connection, sql, [day])?);
        }
        if let Some(word) = self.rare_word(connection, limits.rare)? {
            sieve.gather_word(word)?;
        }
        if sieve.few().is_some() {
            // A walk is not needed.
        } else if sort.key == SortKey::Newest {
            self.newest(connection, sort.reversed, &mut sieve, limits)?;
        } else {
            self.walk(connection, sort, &order(sort), |id| sieve.take(id))?;
        }
        if let Some(few) = sieve.few() {
            let ids = self.few(connection, sort, few, sieve.words(), most)?;
            return Ok(Found { ids, are_all: true });
        }
        let (ids, are_all) = sieve.into_taken();
        Ok(Found { ids, are_all })
    }

    /// A word that stands so seldom that the leads which have it are quickly gathered.
    fn rare_word(&self, connection: &Connection, most: u32) -> rusqlite::Result<Option<&str>> {
        let sql = "SELECT count(*) FROM (SELECT 1 FROM temp.lead_vocabulary WHERE term >= ?1 AND term < ?2 LIMIT ?3)";
        let mut statement = connection.prepare_cached(sql)?;
        for word in &self.words {
            let count: u32 = statement.query_row((word, format!("{word}\u{10ffff}"), most + 1), |row| row.get(0))?;
            if count <= most {
                return Ok(Some(word));
            }
        }
        Ok(None)
    }

    /// Few leads: they are looked up by their numbers.
    fn few<'w>(
        &self,
        connection: &Connection,
        sort: Sort,
        which: &Numbers,
        words: impl Iterator<Item = &'w str>,
        most: usize,
    ) -> rusqlite::Result<Vec<LeadId>> {
        let (mut holds, mut values) = self.holds(sort);
        for word in words {
            holds.push_str(" AND instr(l.words, ?) > 0");
            values.push(Value::Text(format!(" {word}")));
        }
        let numbers: Vec<String> = which.all().map(|id| id.0.to_string()).collect();
        values.insert(0, Value::Text(format!("[{}]", numbers.join(","))));
        values.push(Value::Integer(i64::try_from(most).unwrap_or(i64::MAX)));
        let sql = format!(
            "SELECT l.id FROM leads l NOT INDEXED WHERE l.id IN (SELECT value FROM json_each(?)) AND {holds} {} LIMIT ?",
            order(sort)
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let ids = statement.query_map(params_from_iter(values), |row| row.get(0).map(LeadId))?;
        ids.collect()
    }

    /// Walks the leads that meet all that the index of an order tells, until `take` has enough.
    fn walk(
        &self,
        connection: &Connection,
        sort: Sort,
        order: &str,
        mut take: impl FnMut(LeadId) -> rusqlite::Result<bool>,
    ) -> rusqlite::Result<()> {
        let index = match sort.key {
            SortKey::Rank => "INDEXED BY leads_by_rank",
            SortKey::Score => "INDEXED BY leads_by_score",
            SortKey::Company => "INDEXED BY leads_by_title",
            SortKey::Next => "INDEXED BY leads_by_next",
            SortKey::Newest => "NOT INDEXED",
        };
        let (holds, values) = self.holds(sort);
        let mut statement =
            connection.prepare_cached(&format!("SELECT l.id FROM leads l {index} WHERE {holds} {order}"))?;
        let mut rows = statement.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            if take(LeadId(row.get(0)?))? {
                break;
            }
        }
        Ok(())
    }

    /// Walks the leads by their numbers. No index has these in order and the filters' columns too: the first leads are
    /// read themselves, and where these are not enough, all that the filter leaves are gathered before the walk goes on.
    fn newest(
        &self,
        connection: &Connection,
        is_upward: bool,
        sieve: &mut Sieve<'_>,
        limits: Limits,
    ) -> rusqlite::Result<()> {
        let sort = Sort { key: SortKey::Newest, reversed: is_upward };
        if self.shared.is_empty() && self.words.is_empty() && sieve.chosen().is_none() {
            return self.walk(connection, sort, &order(sort), |id| sieve.take(id));
        }
        let (holds, values) = self.holds(sort);
        let sql = format!("SELECT l.id, {holds} FROM leads l NOT INDEXED {} LIMIT {}", order(sort), limits.looked_at);
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let (mut read, mut last) = (0, None);
        while let Some(row) = rows.next()? {
            let id = LeadId(row.get(0)?);
            (read, last) = (read + 1, Some(id));
            if row.get(1)? && sieve.take(id)? {
                return Ok(());
            }
        }
        if read < limits.looked_at {
            return Ok(());
        }
        if sieve.has_enough() {
            sieve.break_off();
            return Ok(());
        }
        if self.shared.is_empty() {
            sieve.gather()?;
            if sieve.few().is_some() {
                return Ok(());
            }
        }
        let numbers = match sieve.chosen() {
            Some(chosen) if self.shared.is_empty() => chosen.clone(),
            _ => self.all(connection)?,
        };
        let mut all = numbers.all();
        while let Some(id) = if is_upward { all.next() } else { all.next_back() } {
            let is_read = last.is_some_and(|last| if is_upward { id <= last } else { id >= last });
            if !is_read && sieve.take(id)? {
                break;
            }
        }
        Ok(())
    }

    /// The leads that meet all that the index of an order tells.
    fn all(&self, connection: &Connection) -> rusqlite::Result<Numbers> {
        let mut numbers = Numbers::default();
        self.walk(connection, Sort::default(), "", |id| {
            numbers.add(id);
            Ok(false)
        })?;
        Ok(numbers)
    }

    /// What the index of an order tells of every lead that is found.
    fn holds(&self, sort: Sort) -> (String, Vec<Value>) {
        let mut holds = vec!["1"];
        holds.extend(self.shared.iter().map(String::as_str));
        let mut values = self.shared_values.clone();
        if sort.key == SortKey::Next {
            holds.push("l.next_on IS NOT NULL");
            if let Some(day) = &self.due {
                holds.push("l.next_on <= ?");
                values.push(Value::Text(day.clone()));
            }
        }
        (holds.join(" AND "), values)
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

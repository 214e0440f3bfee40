//! The list of leads: any filter, any order, quick on a million.
//!
//! Each condition is first counted within its own index, up to [`FEW`]. If one holds for few leads, those are read and
//! the rest is checked on them. If every one holds for many, the list is walked in its order until the page is full: where
//! each holds for at least one lead in fifty, that is soon. Filters by shared words walk an index that holds all of their
//! columns, so that even filters that exclude each other need no look at the leads themselves.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, params_from_iter};

use crate::leads::{Condition, Field, Filter, Lead, LeadId, Sort, SortKey};

use super::rows::{self, known_term};
use super::{LeadBook, StoreError};

/// As many leads are read for one condition before the list is rather walked.
const FEW: i64 = 20_000;

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// The leads, in order.
    pub leads: Vec<(LeadId, Lead)>,
    /// There are more.
    pub has_more: bool,
}

/// A condition as SQL.
struct Clause {
    /// On the table `l`.
    sql: String,
    values: Vec<Value>,
    /// The index that finds the leads for which it holds.
    index: Way,
    /// For how many leads it holds, [`FEW`] + 1 at most.
    holds_for: i64,
}

/// How the leads for which a condition holds are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// In an index whose next column is the rank, and which holds all that filters by shared words ask for.
    Ranked(&'static str),
    /// In an index.
    Index(&'static str),
    /// Among the words of all leads.
    Words,
    /// Only by looking at each.
    Each,
}

impl LeadBook {
    /// A page of the list, `skip` leads from its top.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn page(&self, filter: &Filter, sort: Sort, (skip, most): (usize, usize)) -> Result<Page, StoreError> {
        let read = || {
            let Some(clauses) = self.clauses(filter)? else { return Ok(Page::default()) };
            let ids = self.ids(&clauses, sort, skip, most + 1)?;
            let mut page = Page { has_more: ids.len() > most, leads: Vec::with_capacity(ids.len().min(most)) };
            for id in ids.into_iter().take(most) {
                let lead = rows::read(&self.connection, &self.terms, id)?;
                page.leads.extend(lead.map(|lead| (id, lead)));
            }
            Ok(page)
        };
        read().map_err(|error| self.failed(&error))
    }

    /// The conditions as SQL; `None` where one can hold for no lead.
    fn clauses(&self, filter: &Filter) -> rusqlite::Result<Option<Vec<Clause>>> {
        let mut clauses = Vec::new();
        for condition in &filter.conditions {
            let Some(mut clause) = clause(&self.connection, condition)? else { return Ok(None) };
            clause.holds_for = clause.count(&self.connection)?;
            clauses.push(clause);
        }
        clauses.sort_by_key(|clause| clause.holds_for);
        Ok(Some(clauses))
    }

    fn ids(&self, clauses: &[Clause], sort: Sort, skip: usize, most: usize) -> rusqlite::Result<Vec<LeadId>> {
        let by_rank = sort == Sort::default();
        let first = clauses.first();
        let index = match first.map(|clause| (clause.index, clause.holds_for <= FEW)) {
            Some((Way::Ranked(index) | Way::Index(index), true)) => format!("INDEXED BY {index}"),
            Some((Way::Words, true)) => "NOT INDEXED".to_owned(),
            _ if by_rank => {
                let ranked = clauses.iter().find_map(|clause| match clause.index {
                    Way::Ranked(index) => Some(index),
                    _ => None,
                });
                format!("INDEXED BY {}", ranked.unwrap_or("leads_by_rank"))
            }
            _ => walk(sort.key).to_owned(),
        };
        let mut conditions: Vec<&str> = clauses.iter().map(|clause| clause.sql.as_str()).collect();
        let mut values: Vec<Value> = clauses.iter().flat_map(|clause| clause.values.iter().cloned()).collect();
        // Few leads with certain words: they are looked up by their numbers.
        let by_words = first.filter(|clause| clause.index == Way::Words && clause.holds_for <= FEW);
        if let Some(clause) = by_words {
            conditions.insert(0, "l.id IN (SELECT rowid FROM lead_words WHERE lead_words MATCH ?)");
            values.insert(0, Value::Text(matching(clause)));
        }
        if sort.key == SortKey::Next {
            conditions.push("l.next_on IS NOT NULL");
        }
        let holds = if conditions.is_empty() { "1".to_owned() } else { conditions.join(" AND ") };
        let sql = format!(
            "SELECT l.id FROM leads l {index} WHERE {holds} ORDER BY {} LIMIT {most} OFFSET {skip}",
            order(sort)
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let ids = statement.query_map(params_from_iter(values), |row| row.get(0).map(LeadId))?;
        ids.collect()
    }
}

impl Clause {
    /// For how many leads it holds, [`FEW`] + 1 at most.
    fn count(&self, connection: &Connection) -> rusqlite::Result<i64> {
        let limit = FEW + 1;
        let (sql, values) = match self.index {
            Way::Each => return Ok(limit),
            Way::Words => {
                let sql =
                    format!("SELECT count(*) FROM (SELECT 1 FROM lead_words WHERE lead_words MATCH ? LIMIT {limit})");
                (sql, vec![Value::Text(matching(self))])
            }
            Way::Ranked(index) | Way::Index(index) => {
                let holds = &self.sql;
                let sql = format!(
                    "SELECT count(*) FROM (SELECT 1 FROM leads l INDEXED BY {index} WHERE {holds} LIMIT {limit})"
                );
                (sql, self.values.clone())
            }
        };
        connection.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| row.get(0))
    }
}

/// What is looked for among the words of all leads; a clause of words carries it as its last value.
fn matching(clause: &Clause) -> String {
    match clause.values.last() {
        Some(Value::Text(text)) if text.starts_with('{') => text.clone(),
        _ => String::new(),
    }
}

/// A condition as SQL; `None` where it can hold for no lead.
fn clause(connection: &Connection, condition: &Condition) -> rusqlite::Result<Option<Clause>> {
    let shared = |column: &str, index, text: &str| {
        let term = known_term(connection, text)?;
        Ok(term.map(|term| Clause {
            sql: format!("l.{column} = ?"),
            values: vec![Value::Integer(term)],
            index: Way::Ranked(index),
            holds_for: 0,
        }))
    };
    match condition {
        Condition::Type(kind) => shared("type", "leads_by_type", kind.id()),
        Condition::Stage(stage) => shared("stage", "leads_by_stage", stage),
        Condition::Is(field, value) => {
            let (column, index) = match field {
                Field::Source => ("source", "leads_by_source"),
                Field::Territory => ("territory", "leads_by_territory"),
                Field::Industry => ("industry", "leads_by_industry"),
                _ => ("owner", "leads_by_owner"),
            };
            // People type names in small letters; the book has each as it was written first.
            let sql = "SELECT text FROM lead_terms WHERE text = ?1 OR lower(text) = lower(?1) ORDER BY text = ?1 DESC LIMIT 1";
            let mut statement = connection.prepare_cached(sql)?;
            let found: Option<String> = statement.query_row([value], |row| row.get(0)).optional()?;
            shared(column, index, found.as_ref().unwrap_or(value))
        }
        Condition::Score(low, high) => Ok(Some(Clause {
            sql: "l.score BETWEEN ? AND ?".to_owned(),
            values: vec![Value::Integer(i64::from(*low)), Value::Integer(i64::from(*high))],
            index: Way::Index("leads_by_score"),
            holds_for: 0,
        })),
        Condition::DueBy(day) => Ok(Some(Clause {
            sql: "l.next_on <= ?".to_owned(),
            values: vec![Value::Text(day.to_string())],
            index: Way::Index("leads_by_next"),
            holds_for: 0,
        })),
        Condition::Tag(tag) => Ok(Some(of_tag(tag))),
        Condition::Words(words) => Ok(Some(of_words(words))),
    }
}

fn of_tag(tag: &str) -> Clause {
    let words: Vec<String> = tag.to_lowercase().split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
    let words: Vec<String> =
        words.into_iter().filter(|word| !word.is_empty()).map(|word| format!("\"{word}\"")).collect();
    let index = if words.is_empty() { Way::Each } else { Way::Words };
    Clause {
        sql: "(instr(lower(l.tags), ?) > 0 OR instr(l.tags, ?) > 0) AND ? <> ''".to_owned(),
        values: vec![
            Value::Text(format!("|{}|", tag.to_lowercase())),
            Value::Text(format!("|{tag}|")),
            Value::Text(format!("{{tags}} : ({} )", words.join(" AND "))),
        ],
        index,
        holds_for: 0,
    }
}

/// Words by their beginnings. One letter begins too many words to be counted.
fn of_words(words: &str) -> Clause {
    let each: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
    let long: Vec<String> =
        each.iter().filter(|word| word.chars().count() > 1).map(|word| format!("\"{word}\"*")).collect();
    let index = if long.is_empty() { Way::Each } else { Way::Words };
    let holds: Vec<&str> = each.iter().map(|_| "instr(l.words, ?) > 0").collect();
    let values = each.iter().map(|word| Value::Text(format!(" {word}")));
    let matching = Value::Text(format!("{{words}} : ({} )", long.join(" AND ")));
    let sql = holds.into_iter().chain(["? <> ''"]).collect::<Vec<_>>().join(" AND ");
    Clause { sql, values: values.chain([matching]).collect(), index, holds_for: 0 }
}

fn order(sort: Sort) -> String {
    let (column, down) = match sort.key {
        SortKey::Rank => ("l.rank", true),
        SortKey::Score => ("l.score", true),
        SortKey::Company => ("l.title", false),
        SortKey::Next => ("l.next_on", false),
        SortKey::Newest => ("l.id", true),
    };
    let way = if down == sort.reversed { "ASC" } else { "DESC" };
    format!("{column} {way}")
}

/// The index that has a list in its order.
const fn walk(key: SortKey) -> &'static str {
    match key {
        SortKey::Rank => "INDEXED BY leads_by_rank",
        SortKey::Score => "INDEXED BY leads_by_score",
        SortKey::Company => "INDEXED BY leads_by_title",
        SortKey::Next => "INDEXED BY leads_by_next",
        SortKey::Newest => "NOT INDEXED",
    }
}

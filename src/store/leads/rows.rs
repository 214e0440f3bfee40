//! A lead as rows, and back.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::leads::{Company, Keys, Lead, LeadId, LeadType, NextAction, Person, Standing};

/// Words that leads share, by number and back, as far as they were met.
#[derive(Debug, Default)]
pub(super) struct Terms {
    ids: HashMap<String, i64>,
    texts: HashMap<i64, String>,
}

/// The number of a word; it gets one if it has none.
pub(super) fn term(connection: &Connection, terms: &RefCell<Terms>, text: &str) -> rusqlite::Result<i64> {
    if let Some(id) = terms.borrow().ids.get(text) {
        return Ok(*id);
    }
    connection.prepare_cached("INSERT OR IGNORE INTO lead_terms (text) VALUES (?1)")?.execute([text])?;
    let id = known_term(connection, text)?.unwrap_or_default();
    terms.borrow_mut().ids.insert(text.to_owned(), id);
    Ok(id)
}

/// The number of a word, if it has one.
fn known_term(connection: &Connection, text: &str) -> rusqlite::Result<Option<i64>> {
    let mut statement = connection.prepare_cached("SELECT id FROM lead_terms WHERE text = ?1")?;
    statement.query_row([text], |row| row.get(0)).optional()
}

fn text_of(connection: &Connection, terms: &RefCell<Terms>, id: i64) -> rusqlite::Result<String> {
    if let Some(text) = terms.borrow().texts.get(&id) {
        return Ok(text.clone());
    }
    let mut statement = connection.prepare_cached("SELECT text FROM lead_terms WHERE id = ?1")?;
    let text: String = statement.query_row([id], |row| row.get(0)).optional()?.unwrap_or_default();
    terms.borrow_mut().texts.insert(id, text.clone());
    Ok(text)
}

/// Forgets numbers that were given in a transaction that did not come to its end.
pub(super) fn forget_terms(terms: &RefCell<Terms>) {
    *terms.borrow_mut() = Terms::default();
}

/// Reads a lead.
pub(super) fn read(connection: &Connection, terms: &RefCell<Terms>, id: LeadId) -> rusqlite::Result<Option<Lead>> {
    let sql =
        "SELECT l.name, l.role, l.email, l.phone, l.next_what, l.next_on, l.spoken_on, l.starts_on, l.tags, l.extra,
                      l.score, l.fit, l.interest, l.ability, l.rank, l.type, l.stage, l.source, l.owner,
                      c.name, c.domain, c.size, c.revenue, c.platform, c.industry, c.territory
               FROM leads l JOIN companies c ON c.id = l.company WHERE l.id = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    statement.query_row([id.0], |row| lead(row, |id| text_of(connection, terms, id))).optional()
}

fn lead(row: &Row<'_>, text: impl Fn(i64) -> rusqlite::Result<String>) -> rusqlite::Result<Lead> {
    let shared = |column: usize| text(row.get(column)?);
    let extra: String = row.get(9)?;
    Ok(Lead {
        person: Person { name: row.get(0)?, role: row.get(1)?, email: row.get(2)?, phone: row.get(3)? },
        next: NextAction { what: row.get(4)?, on: day(row, 5)? },
        spoken_on: day(row, 6)?,
        starts_on: day(row, 7)?,
        tags: tags(&row.get::<_, String>(8)?),
        extra: serde_json::from_str::<BTreeMap<String, String>>(&extra).unwrap_or_default(),
        standing: Standing {
            score: row.get(10)?,
            fit: row.get(11)?,
            interest: row.get(12)?,
            ability: row.get(13)?,
            rank: row.get(14)?,
        },
        kind: LeadType::named(&shared(15)?).unwrap_or_default(),
        stage: shared(16)?,
        source: shared(17)?,
        owner: shared(18)?,
        company: company(row, 19, &text)?,
    })
}

/// Reads a company; one that is gone is one of which nothing is known.
pub(super) fn read_company(connection: &Connection, terms: &RefCell<Terms>, id: i64) -> rusqlite::Result<Company> {
    let sql = "SELECT name, domain, size, revenue, platform, industry, territory FROM companies WHERE id = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let read = statement.query_row([id], |row| company(row, 0, |id| text_of(connection, terms, id))).optional()?;
    Ok(read.unwrap_or_default())
}

/// The columns of a company, from `first` on.
fn company(row: &Row<'_>, first: usize, text: impl Fn(i64) -> rusqlite::Result<String>) -> rusqlite::Result<Company> {
    Ok(Company {
        name: row.get(first)?,
        domain: row.get(first + 1)?,
        size: row.get(first + 2)?,
        revenue: row.get(first + 3)?,
        platform: row.get(first + 4)?,
        industry: text(row.get(first + 5)?)?,
        territory: text(row.get(first + 6)?)?,
    })
}

/// A column that holds a day; one that cannot be read is none, so that a damaged lead can still be opened.
fn day(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Date>> {
    Ok(row.get::<_, Option<String>>(column)?.and_then(|text| text.parse().ok()))
}

/// A column of text that holds something else.
pub(super) fn parsed<T>(row: &Row<'_>, column: usize) -> rusqlite::Result<T>
where
    T: std::str::FromStr<Err: std::error::Error + Send + Sync + 'static>,
{
    let text: String = row.get(column)?;
    text.parse().map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}

fn tags(column: &str) -> Vec<String> {
    column.split('|').filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
}

/// Tags as one column: each between two marks, so that one can be found whole.
fn tags_column(tags: &[String]) -> String {
    if tags.is_empty() { String::new() } else { format!("|{}|", tags.join("|")) }
}

fn extra_column(lead: &Lead) -> String {
    if lead.extra.is_empty() { String::new() } else { serde_json::to_string(&lead.extra).unwrap_or_default() }
}

/// The number of the company that a lead is of, if it is in the book: by its domain, else by its name.
fn find_company(connection: &Connection, keys: &Keys) -> rusqlite::Result<Option<i64>> {
    let by = |sql: &str, key: &str| {
        if key.is_empty() {
            return Ok(None);
        }
        connection.prepare_cached(sql)?.query_row([key], |row| row.get(0)).optional()
    };
    let by_domain = by("SELECT id FROM companies WHERE domain = ?1 AND domain <> '' LIMIT 1", &keys.domain)?;
    let sql = "SELECT id, domain FROM companies WHERE name_key = ?1 AND name_key <> '' LIMIT 8";
    match by_domain {
        Some(company) => Ok(Some(company)),
        None if keys.company.is_empty() => Ok(None),
        None => {
            // Two companies may share a name; that they have different domains tells them apart.
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement.query_map([&keys.company], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
            let found = rows.collect::<rusqlite::Result<Vec<(i64, String)>>>()?;
            let is_same = |(_, domain): &&(i64, String)| domain.is_empty() || keys.domain.is_empty();
            Ok(found.iter().find(is_same).map(|(id, _)| *id))
        }
    }
}

/// What of a lead is in the book.
pub(super) enum Found {
    Lead(LeadId),
    Company(i64),
    Nothing,
}

/// The lead that this one is the same as, by mail address, else by company and name; without one, its company.
pub(super) fn find(connection: &Connection, lead: &Lead, keys: &Keys) -> rusqlite::Result<Found> {
    if !lead.person.email.is_empty() {
        let sql = "SELECT id FROM leads WHERE email = ?1 AND email <> '' LIMIT 1";
        let found = connection.prepare_cached(sql)?.query_row([&lead.person.email], |row| row.get(0)).optional()?;
        if let Some(id) = found {
            return Ok(Found::Lead(LeadId(id)));
        }
    }
    let Some(company) = find_company(connection, keys)? else { return Ok(Found::Nothing) };
    // Another address is another person, even of the same name; without any, the name decides.
    let sql = "SELECT id FROM leads WHERE company = ?1 AND name_key = ?2 AND (email = '' OR ?3 = '') LIMIT 1";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row(params![company, keys.person, lead.person.email], |row| row.get(0)).optional()?;
    Ok(found.map_or(Found::Company(company), |id| Found::Lead(LeadId(id))))
}

/// A lead of a company by the company's name as it is compared: the one of this contact, or the company's best.
pub(super) fn of_company(connection: &Connection, company: &str, person: &str) -> rusqlite::Result<Option<LeadId>> {
    if company.is_empty() {
        return Ok(None);
    }
    let sql = "SELECT l.id FROM leads l JOIN companies c ON c.id = l.company
               WHERE c.name_key = ?1 AND c.name_key <> '' ORDER BY l.name_key = ?2 DESC, l.rank DESC LIMIT 1";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row([company, person], |row| row.get(0)).optional()?.map(LeadId))
}

/// Writes a company; the number of the new one, or of the one that was there.
pub(super) fn write_company(
    connection: &Connection,
    terms: &RefCell<Terms>,
    known: Option<i64>,
    (lead, keys): (&Lead, &Keys),
) -> rusqlite::Result<i64> {
    let company = &lead.company;
    let (industry, territory) =
        (term(connection, terms, &company.industry)?, term(connection, terms, &company.territory)?);
    let domain = if company.domain.is_empty() { &keys.domain } else { &company.domain };
    let sql = match known {
        None => {
            "INSERT INTO companies (name, name_key, domain, size, revenue, platform, industry, territory)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        }
        Some(_) => {
            "UPDATE companies SET name = ?1, name_key = ?2, domain = ?3, size = ?4, revenue = ?5, platform = ?6,
                                  industry = ?7, territory = ?8 WHERE id = ?9"
        }
    };
    let mut statement = connection.prepare_cached(sql)?;
    let (size, revenue) = (company.size, company.revenue);
    match known {
        None => {
            let platform = &company.platform;
            statement.insert(params![company.name, keys.company, domain, size, revenue, platform, industry, territory])
        }
        Some(id) => {
            let platform = &company.platform;
            let values = params![company.name, keys.company, domain, size, revenue, platform, industry, territory, id];
            statement.execute(values)?;
            Ok(id)
        }
    }
}

/// Writes a new lead.
const INSERT_LEAD: &str =
    "INSERT INTO leads (company, name, name_key, role, email, phone, next_what, next_on, spoken_on, starts_on, tags,
    extra, words, title, score, fit, interest, ability, rank, type, stage, source, owner)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
    ?23)";

/// Writes a lead that is there: the same values in the same order, then its number.
const UPDATE_LEAD: &str =
    "UPDATE leads SET company = ?1, name = ?2, name_key = ?3, role = ?4, email = ?5, phone = ?6, next_what = ?7,
    next_on = ?8, spoken_on = ?9, starts_on = ?10, tags = ?11, extra = ?12, words = ?13,
    title = ?14, score = ?15, fit = ?16, interest = ?17, ability = ?18, rank = ?19, type = ?20,
    stage = ?21, source = ?22, owner = ?23
    WHERE id = ?24";

/// Writes a lead; the number of the new one, or of the one that was there.
pub(super) fn write_lead(
    connection: &Connection,
    terms: &RefCell<Terms>,
    (known, company): (Option<LeadId>, i64),
    (lead, keys): (&Lead, &Keys),
) -> rusqlite::Result<i64> {
    let shared = |text: &str| term(connection, terms, text);
    let sql = if known.is_some() { UPDATE_LEAD } else { INSERT_LEAD };
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let (person, standing) = (&lead.person, lead.standing);
    let mut statement = connection.prepare_cached(sql)?;
    let values = params![
        company,
        person.name,
        keys.person,
        person.role,
        person.email,
        person.phone,
        lead.next.what,
        day(lead.next.on),
        day(lead.spoken_on),
        day(lead.starts_on),
        tags_column(&lead.tags),
        extra_column(lead),
        keys.words,
        keys.title,
        standing.score,
        standing.fit,
        standing.interest,
        standing.ability,
        standing.rank,
        shared(lead.kind.id())?,
        shared(&lead.stage)?,
        shared(&lead.source)?,
        shared(&lead.owner)?,
    ];
    match known {
        None => statement.insert(values),
        Some(id) => {
            let values: Vec<&dyn rusqlite::ToSql> =
                values.iter().copied().chain([&id.0 as &dyn rusqlite::ToSql]).collect();
            statement.execute(values.as_slice())?;
            Ok(id.0)
        }
    }
}

/// Writes only what a lead is worth.
pub(super) fn write_standing(connection: &Connection, id: i64, lead: &Lead) -> rusqlite::Result<()> {
    let standing = lead.standing;
    let sql = "UPDATE leads SET score = ?1, fit = ?2, interest = ?3, ability = ?4, rank = ?5 WHERE id = ?6";
    let values = params![standing.score, standing.fit, standing.interest, standing.ability, standing.rank, id];
    connection.prepare_cached(sql)?.execute(values).map(|_| ())
}

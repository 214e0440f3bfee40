//! Which leads a list shows: any filter, any order, quick on a million.
//!
//! A filter is the intersection of [sets]. An order goes through the sets of what it is by, from one value to the next,
//! until there are enough leads; the order by company walks an index of titles too, as far as leads of the list are
//! there. A few leads are rather read themselves and put in order.

use rusqlite::Connection;

use crate::leads::{Condition, Field, Filter, LeadId, Sort, SortKey};

use super::numbers::Numbers;
use super::sets::{self, BEGINNING, Kind, LAST};

/// So few leads are rather read and put in order than found in the sets of an order.
pub(super) const FEW: usize = 2_000;

/// A stretch of the leads that meet a filter, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Found {
    /// Those that were asked for.
    pub(super) ids: Vec<LeadId>,
    /// How many there are in all.
    pub(super) count: usize,
}

/// The leads that meet a filter, in order, so many at most behind so many others; if there are no more than `few` in all,
/// they are read themselves.
pub(super) fn found(
    connection: &Connection,
    filter: &Filter,
    sort: Sort,
    (skip, most): (usize, usize),
    few: usize,
) -> rusqlite::Result<Found> {
    let mut chosen: Option<Numbers> = None;
    let mut asked: Vec<Asked> = filter.conditions.iter().flat_map(asked).collect();
    match sort.key {
        // A list of what is due is one of leads that have a day.
        SortKey::Next => asked.push(Asked::between(Kind::Due, String::new(), LAST.to_owned())),
        _ if asked.is_empty() => asked.push(Asked::just(Kind::Lead, String::new())),
        _ => {}
    }
    for Asked { kind, from, to } in &asked {
        let mut numbers = sets::read(connection, *kind, (from, to))?;
        if let Some(chosen) = &chosen {
            numbers.keep(chosen);
        }
        chosen = Some(numbers);
    }
    let chosen = chosen.unwrap_or_default();
    let count = chosen.count();
    let (skip, end) = (skip.min(count), skip.saturating_add(most).min(count));
    // What is nearer to the end of the list is looked for from there.
    let is_from_behind = skip > count - end;
    let (passed, taken) = if is_from_behind { (count - end, count - skip) } else { (skip, end) };
    let sort = Sort { reversed: sort.reversed != is_from_behind, ..sort };
    let mut ids = List { connection, chosen, sort, most: taken, few }.first(count)?;
    ids.drain(..passed.min(ids.len()));
    if is_from_behind {
        ids.reverse();
    }
    Ok(Found { ids, count })
}

/// A condition, as the sets know it: leads of any of these values.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Asked {
    kind: Kind,
    from: String,
    /// Included.
    to: String,
}

impl Asked {
    fn just(kind: Kind, value: String) -> Self {
        Self { kind, from: value.clone(), to: value }
    }

    const fn between(kind: Kind, from: String, to: String) -> Self {
        Self { kind, from, to }
    }

    fn word(word: &str) -> Self {
        if word.chars().nth(BEGINNING).is_none() {
            return Self::just(Kind::Beginning, word.to_owned());
        }
        Self::between(Kind::Word, word.to_owned(), format!("{word}{LAST}"))
    }
}

/// What a condition asks for; all of it must hold.
fn asked(condition: &Condition) -> Vec<Asked> {
    let one = match condition {
        Condition::Type(kind) => Asked::just(Kind::Type, kind.id().to_owned()),
        Condition::Stage(stage) => Asked::just(Kind::Stage, stage.to_lowercase()),
        Condition::Is(field, value) => {
            let kind = match field {
                Field::Source => Kind::Source,
                Field::Territory => Kind::Territory,
                Field::Industry => Kind::Industry,
                _ => Kind::Owner,
            };
            Asked::just(kind, value.to_lowercase())
        }
        Condition::Tag(tag) => Asked::just(Kind::Tag, tag.to_lowercase()),
        Condition::Score(low, high) => Asked::between(Kind::Score, sets::score_value(*low), sets::score_value(*high)),
        Condition::DueBy(day) => Asked::between(Kind::Due, String::new(), day.to_string()),
        Condition::Words(words) => {
            return words.split(' ').filter(|word| !word.is_empty()).map(Asked::word).collect();
        }
    };
    vec![one]
}

/// A list that is to be put in order.
struct List<'c> {
    connection: &'c Connection,
    chosen: Numbers,
    sort: Sort,
    /// How many of the first are asked for; there are as many.
    most: usize,
    few: usize,
}

impl List<'_> {
    /// The first of the list, of so many leads in all.
    fn first(&self, count: usize) -> rusqlite::Result<Vec<LeadId>> {
        Ok(match self.sort.key {
            _ if self.most == 0 => Vec::new(),
            SortKey::Newest if self.sort.reversed => self.chosen.all().take(self.most).collect(),
            SortKey::Newest => self.chosen.all().rev().take(self.most).collect(),
            _ if count <= self.few => self.looked_up(self.chosen.all())?,
            // Nobody who wants so many is spared much.
            SortKey::Company if self.most > self.few => self.walked("", self.most)?,
            SortKey::Company => self.by_title()?,
            SortKey::Rank => self.by_value(Kind::Rank)?,
            SortKey::Score => self.by_value(Kind::Score)?,
            SortKey::Next => self.by_value(Kind::Due)?,
        })
    }

    /// The first of few leads: they are looked up by their numbers.
    fn looked_up(&self, ids: impl Iterator<Item = LeadId>) -> rusqlite::Result<Vec<LeadId>> {
        let numbers: Vec<String> = ids.map(|id| id.0.to_string()).collect();
        let sql = format!(
            "SELECT id FROM leads NOT INDEXED WHERE id IN (SELECT value FROM json_each(?1)) {} LIMIT ?2",
            order(self.sort)
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let most = i64::try_from(self.most).unwrap_or(i64::MAX);
        let ids = statement.query_map((format!("[{}]", numbers.join(",")), most), |row| row.get(0).map(LeadId))?;
        ids.collect()
    }

    /// Goes through the beginnings of titles.
    fn by_title(&self) -> rusqlite::Result<Vec<LeadId>> {
        let mut ids = Vec::with_capacity(self.most);
        sets::by_value(self.connection, (Kind::Title, self.sort.reversed), &self.chosen, |beginning, of_value| {
            let left = self.most - ids.len();
            let is_whole = beginning.chars().count() == BEGINNING;
            ids.extend(if is_whole && of_value.len() > self.few {
                self.walked(beginning, of_value.len().min(left))?
            } else {
                let mut first = self.looked_up(of_value.iter().copied())?;
                first.truncate(left);
                first
            });
            Ok(ids.len() >= self.most)
        })?;
        Ok(ids)
    }

    /// Walks the titles of a beginning until so many leads are found, which must be there.
    fn walked(&self, beginning: &str, many: usize) -> rusqlite::Result<Vec<LeadId>> {
        let sql = format!(
            "SELECT id FROM leads INDEXED BY leads_by_title WHERE title >= ?1 AND title <= ?2 {}",
            order(self.sort)
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query([beginning, &format!("{beginning}{LAST}{LAST}")])?;
        let mut ids = Vec::with_capacity(many);
        while ids.len() < many
            && let Some(row) = rows.next()?
        {
            let id = LeadId(row.get(0)?);
            if self.chosen.has(id) {
                ids.push(id);
            }
        }
        Ok(ids)
    }

    /// Goes through the sets of what the list is ordered by; leads of one value are ordered by rank, those of one rank by
    /// their numbers.
    fn by_value(&self, kind: Kind) -> rusqlite::Result<Vec<LeadId>> {
        let is_downward = (kind == Kind::Due) == self.sort.reversed;
        let (mut values, mut met) = (Vec::new(), 0);
        sets::by_value(self.connection, (kind, is_downward), &self.chosen, |_, of_value| {
            met += of_value.len();
            values.push(std::mem::take(of_value));
            Ok(met >= self.most)
        })?;
        let ranks = if kind == Kind::Rank { Vec::new() } else { self.ranks(&values)? };
        let rank = |id: &LeadId| (ranks.get(id.0.max(0) as usize).copied().unwrap_or_default(), *id);
        let compare = |one: &LeadId, other: &LeadId| {
            let order = rank(one).cmp(&rank(other));
            if self.sort.reversed { order.reverse() } else { order }
        };
        let mut ids = Vec::with_capacity(self.most);
        for mut of_value in values {
            let left = self.most - ids.len();
            if of_value.len() > left && left > 0 {
                // A hundred thousand leads of one score are not all put in order for the first two hundred.
                of_value.select_nth_unstable_by(left - 1, compare);
                of_value.truncate(left);
            }
            of_value.sort_unstable_by(compare);
            ids.extend(of_value.iter().take(left));
        }
        Ok(ids)
    }

    /// The place of the ranks of these leads among all ranks, the highest first, by the leads' numbers.
    fn ranks(&self, values: &[Vec<LeadId>]) -> rusqlite::Result<Vec<u32>> {
        let meant = values.iter().flatten().copied().collect::<Numbers>();
        let mut ranks = vec![u32::MAX; meant.room()];
        let mut place = 0;
        sets::by_value(self.connection, (Kind::Rank, true), &meant, |_, ids| {
            for id in ids.iter() {
                if let Some(rank) = ranks.get_mut(id.0.max(0) as usize) {
                    *rank = place;
                }
            }
            place += 1;
            Ok(false)
        })?;
        Ok(ranks)
    }
}

fn order(sort: Sort) -> String {
    let (first, then, down) = match sort.key {
        SortKey::Rank => ("rank", None, true),
        SortKey::Score => ("score", Some("rank"), true),
        SortKey::Company => ("title", None, false),
        SortKey::Next => ("next_on", Some("rank"), false),
        SortKey::Newest => ("id", None, true),
    };
    let way = |is_down: bool| if is_down == sort.reversed { "ASC" } else { "DESC" };
    let then = then.map(|then| format!(", {then} {}", way(true))).unwrap_or_default();
    // Those that are alike otherwise come in the order of their numbers.
    format!("ORDER BY {first} {}{then}, id {}", way(down), way(false))
}

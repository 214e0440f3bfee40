//! What is kept of drills, by trainee: how each exercise stands, and every answer.
//!
//! Nobody is on the line in a drill, so an answer is committed before the next exercise is shown, without the writing
//! thread of a call: what was answered is on disk, whatever happens next.

use std::collections::BTreeMap;
use std::str::FromStr;

use jiff::civil::Date;
use rusqlite::{Params, Row, Transaction, TransactionBehavior, params};

use crate::practice::drill::fsrs::{Memory, Rating};
use crate::practice::drill::{CardState, DrillAnswer, Kind, Review};

use super::{Store, StoreError};

impl Store {
    /// How each exercise stands with a trainee, by the exercise's id.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn drill_cards(&self, trainee: &str) -> Result<BTreeMap<String, CardState>, StoreError> {
        let sql = "SELECT card, stability_days, difficulty, last_on, due_on, reviews, lapses
                   FROM drill_cards WHERE trainee = ?1";
        self.rows(sql, [trainee], |row| Ok((row.get(0)?, state(row, 1)?))).map(BTreeMap::from_iter)
    }

    /// How many exercises are due for a trainee on a day, of those met before.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn drills_due(&self, trainee: &str, today: Date) -> Result<usize, StoreError> {
        let sql = "SELECT count(*) FROM drill_cards WHERE trainee = ?1 AND due_on <= ?2";
        let count = |row: &Row<'_>| row.get::<_, u32>(0);
        let found = self.connection.query_row(sql, params![trainee, today.to_string()], count);
        found.map(|count| count as usize).map_err(|error| self.failed(&error))
    }

    /// How many exercises a trainee met for the first time on a day.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn drills_met(&self, trainee: &str, day: Date) -> Result<usize, StoreError> {
        let sql = "SELECT count(*) FROM drill_reviews WHERE trainee = ?1 AND is_first AND substr(at, 1, 10) = ?2";
        let count = |row: &Row<'_>| row.get::<_, u32>(0);
        let found = self.connection.query_row(sql, params![trainee, day.to_string()], count);
        found.map(|count| count as usize).map_err(|error| self.failed(&error))
    }

    /// Keeps an answer: the review and how the exercise stands since, both or neither. It is on disk on return.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written; nothing of the answer is kept then.
    pub fn keep_review(&self, trainee: &str, review: &Review) -> Result<(), StoreError> {
        self.in_one_commit(|transaction| {
            let card = "INSERT OR REPLACE INTO drill_cards
                            (trainee, card, stability_days, difficulty, last_on, due_on, reviews, lapses)
                        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
            let CardState { memory, last, due, reviews, lapses } = review.state;
            let (stability, difficulty) = (memory.stability_days, memory.difficulty);
            let (last, due) = (last.to_string(), due.to_string());
            transaction.execute(
                card,
                params![trainee, review.answer.card, stability, difficulty, last, due, reviews, lapses],
            )?;
            let line = "INSERT INTO drill_reviews (trainee, card, kind, at, rating, seconds, said, is_first)
                        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
            let DrillAnswer { card, kind, at, rating, seconds, said, is_first } = &review.answer;
            let (kind, at, rating) = (kind.id(), at.to_string(), rating.number());
            transaction.execute(line, params![trainee, card, kind, at, rating, seconds, said, is_first]).map(drop)
        })
    }

    /// Forgets how exercises stand that no longer exist, so that they are not counted as due; what was answered stays.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written.
    pub fn retire_drill_cards(&self, trainee: &str, cards: &[String]) -> Result<(), StoreError> {
        self.in_one_commit(|transaction| {
            let sql = "DELETE FROM drill_cards WHERE trainee = ?1 AND card = ?2";
            cards.iter().try_for_each(|card| transaction.execute(sql, params![trainee, card]).map(drop))
        })
    }

    /// Everything that a trainee answered, oldest first.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn drill_reviews(&self, trainee: &str) -> Result<Vec<DrillAnswer>, StoreError> {
        let sql = "SELECT card, kind, at, rating, seconds, said, is_first
                   FROM drill_reviews WHERE trainee = ?1 ORDER BY id";
        self.rows(sql, [trainee], |row| {
            let rating: u8 = row.get(3)?;
            Ok(DrillAnswer {
                card: row.get(0)?,
                kind: parsed::<Kind>(row, 1)?,
                at: parsed(row, 2)?,
                // A number from a damaged file counts as wrong rather than as learned.
                rating: Rating::numbered(rating).unwrap_or(Rating::Again),
                seconds: row.get(4)?,
                said: row.get(5)?,
                is_first: row.get(6)?,
            })
        })
    }

    /// Everybody who answered in a drill, in the order of their names.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn drill_trainees(&self) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT DISTINCT trainee FROM drill_reviews ORDER BY trainee";
        self.rows(sql, [], |row| row.get(0))
    }

    fn rows<T>(
        &self,
        sql: &str,
        parameters: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        let failed = |error: rusqlite::Error| self.failed(&error);
        let mut statement = self.connection.prepare_cached(sql).map_err(failed)?;
        let rows = statement.query_map(parameters, read).map_err(failed)?;
        rows.collect::<Result<Vec<T>, _>>().map_err(failed)
    }

    fn in_one_commit(&self, work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>) -> Result<(), StoreError> {
        let committed = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)
            .and_then(|transaction| work(&transaction).and_then(|()| transaction.commit()));
        committed.map_err(|error| self.failed(&error))
    }

    fn failed(&self, error: &rusqlite::Error) -> StoreError {
        StoreError::from_sqlite(self.path(), error)
    }
}

/// The state of a card from six columns in a row.
fn state(row: &Row<'_>, first: usize) -> rusqlite::Result<CardState> {
    Ok(CardState {
        memory: Memory { stability_days: row.get(first)?, difficulty: row.get(first + 1)? },
        last: parsed(row, first + 2)?,
        due: parsed(row, first + 3)?,
        reviews: row.get(first + 4)?,
        lapses: row.get(first + 5)?,
    })
}

/// A column of text that holds something else.
fn parsed<T>(row: &Row<'_>, column: usize) -> rusqlite::Result<T>
where
    T: FromStr<Err: std::error::Error + Send + Sync + 'static>,
{
    let text: String = row.get(column)?;
    text.parse().map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::{DateTime, date};
    use tempfile::TempDir;

    use super::*;

    fn review(card: &str, before: Option<&CardState>, rating: Rating, at: DateTime) -> Review {
        let answer = DrillAnswer {
            card: card.into(),
            kind: Kind::Signal,
            at,
            rating,
            seconds: 4,
            said: "vague — “soon”".into(),
            is_first: before.is_none(),
        };
        Review { answer, state: CardState::after(before, rating, at.date()) }
    }

    #[test]
    fn an_answer_is_there_after_the_program_is_gone() {
        let dir = TempDir::new().unwrap();
        let at = date(2026, 3, 2).at(10, 0, 0, 0);
        let first = review("en/signal/a", None, Rating::Good, at);
        let second = review("en/signal/a", Some(&first.state), Rating::Again, at + 48.hours());
        let store = Store::open(dir.path()).unwrap();
        store.keep_review("you", &first).unwrap();
        store.keep_review("you", &second).unwrap();
        store.keep_review("Ana", &review("en/signal/b", None, Rating::Easy, at)).unwrap();

        let store = Store::open(dir.path()).unwrap();
        assert_eq!(store.drill_cards("you").unwrap(), BTreeMap::from([("en/signal/a".into(), second.state)]));
        let ratings: Vec<_> =
            store.drill_reviews("you").unwrap().iter().map(|one| (one.rating, one.is_first)).collect();
        assert_eq!(ratings, [(Rating::Good, true), (Rating::Again, false)]);
        assert_eq!(store.drills_due("you", second.state.due).unwrap(), 1);
        assert_eq!(store.drills_due("you", date(2026, 3, 1)).unwrap(), 0);
        let met = [2, 4].map(|day| store.drills_met("you", date(2026, 3, day)).unwrap());
        assert_eq!(met, [1, 0]);
        assert_eq!(store.drill_trainees().unwrap(), ["Ana", "you"]);
    }

    #[test]
    fn an_exercise_that_is_gone_is_no_longer_due_but_its_answers_stay() {
        let dir = TempDir::new().unwrap();
        let at = date(2026, 3, 2).at(10, 0, 0, 0);
        let store = Store::open(dir.path()).unwrap();
        store.keep_review("you", &review("en/signal/a", None, Rating::Again, at)).unwrap();
        assert_eq!(store.drills_due("you", at.date()).unwrap(), 1);
        store.retire_drill_cards("you", &["en/signal/a".into()]).unwrap();
        assert_eq!(store.drills_due("you", at.date()).unwrap(), 0);
        assert_eq!(store.drill_reviews("you").unwrap().len(), 1);
    }
}

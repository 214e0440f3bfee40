//! A set of leads by their numbers: a bit a lead, so that a million take an eighth of a megabyte.

use rusqlite::{Connection, Params};

use crate::leads::LeadId;

/// A set of leads.
#[derive(Debug, Clone, Default)]
pub(super) struct Numbers {
    bits: Vec<u64>,
    count: usize,
}

impl Numbers {
    /// The leads whose numbers a query gives.
    pub(super) fn read(connection: &Connection, sql: &str, values: impl Params) -> rusqlite::Result<Self> {
        let mut numbers = Self::default();
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query(values)?;
        while let Some(row) = rows.next()? {
            numbers.add(LeadId(row.get(0)?));
        }
        Ok(numbers)
    }

    /// Adds a lead; numbers begin at 1.
    pub(super) fn add(&mut self, id: LeadId) {
        let (word, bit) = place(id);
        if word >= self.bits.len() {
            self.bits.resize(word + 1, 0);
        }
        self.count += usize::from(self.bits[word] & bit == 0);
        self.bits[word] |= bit;
    }

    /// Keeps only those that are among others too.
    pub(super) fn keep(&mut self, others: &Self) {
        self.bits.truncate(others.bits.len());
        for (bits, others) in self.bits.iter_mut().zip(&others.bits) {
            *bits &= others;
        }
        self.count = self.bits.iter().map(|bits| bits.count_ones() as usize).sum();
    }

    /// Whether a lead is among them.
    pub(super) fn has(&self, id: LeadId) -> bool {
        let (word, bit) = place(id);
        self.bits.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// How many there are.
    pub(super) const fn count(&self) -> usize {
        self.count
    }

    /// All of them, the lowest number first.
    pub(super) fn all(&self) -> impl DoubleEndedIterator<Item = LeadId> + '_ {
        let is_there = |at: &usize| self.bits[at / 64] >> (at % 64) & 1 == 1;
        (0..self.bits.len() * 64).filter(is_there).filter_map(|at| i64::try_from(at).ok().map(LeadId))
    }
}

fn place(id: LeadId) -> (usize, u64) {
    let at = id.0.max(0) as usize;
    (at / 64, 1 << (at % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_in_order_and_once() {
        let mut numbers = Numbers::default();
        for id in [700, 1, 64, 63, 1] {
            numbers.add(LeadId(id));
        }
        let ids = |ids: &[i64]| ids.iter().map(|id| LeadId(*id)).collect::<Vec<_>>();
        assert_eq!(numbers.all().collect::<Vec<_>>(), ids(&[1, 63, 64, 700]));
        assert_eq!(numbers.all().next_back(), Some(LeadId(700)));
        assert_eq!(numbers.count(), 4);
        let mut kept = numbers.clone();
        kept.keep(&ids(&[2, 63, 64]).into_iter().fold(Numbers::default(), |mut others, id| {
            others.add(id);
            others
        }));
        assert_eq!((kept.all().collect::<Vec<_>>(), kept.count()), (ids(&[63, 64]), 2));
        assert!(numbers.has(LeadId(64)) && !numbers.has(LeadId(65)) && !numbers.has(LeadId(99_999)));
    }
}

//! A set of leads by their numbers: a bit a lead, so that a million take an eighth of a megabyte.

use crate::leads::LeadId;

/// A set of leads.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    bits: Vec<u64>,
    count: usize,
}

impl Numbers {
    /// Adds a lead; numbers begin at 1.
    pub(super) fn add(&mut self, id: LeadId) {
        let (word, bit) = place(id);
        if word >= self.bits.len() {
            self.bits.resize(word + 1, 0);
        }
        self.count += usize::from(self.bits[word] & bit == 0);
        self.bits[word] |= bit;
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
        assert!(numbers.has(LeadId(64)) && !numbers.has(LeadId(65)) && !numbers.has(LeadId(99_999)));
    }
}

//! A set of leads by their numbers: a bit a lead, so that a million take an eighth of a megabyte.

use crate::leads::LeadId;

use super::block::{self, WORDS};

/// How many blocks a set may have: no book has a quarter of a thousand million leads, and a number that damage made larger
/// must not ask for memory.
const MOST_BLOCKS: usize = 4_096;

/// A set of leads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Numbers {
    bits: Vec<u64>,
}

impl Numbers {
    /// Adds the leads of a block, as they are [kept](super::block).
    pub(super) fn add_block(&mut self, number: i64, kept: &[u8]) {
        if let Some(words) = self.words_of(number) {
            block::add_to(words, kept);
        }
    }

    fn words_of(&mut self, block: i64) -> Option<&mut [u64]> {
        let first = usize::try_from(block).ok().filter(|block| *block < MOST_BLOCKS)? * WORDS;
        if self.bits.len() < first + WORDS {
            self.bits.resize(first + WORDS, 0);
        }
        self.bits.get_mut(first..first + WORDS)
    }

    /// Adds to `common` those that are in a block too.
    pub(super) fn common(&self, number: i64, kept: &[u8], common: &mut Vec<LeadId>) {
        let Some(first) = usize::try_from(number).ok().and_then(|number| number.checked_mul(WORDS)) else { return };
        let end = first.saturating_add(WORDS).min(self.bits.len());
        if let Some(words) = self.bits.get(first..end) {
            common.extend(block::common(words, kept).map(|place| number_of(first * 64 + place)));
        }
    }

    /// Keeps only those that are among others too.
    pub(super) fn keep(&mut self, others: &Self) {
        self.bits.truncate(others.bits.len());
        for (bits, others) in self.bits.iter_mut().zip(&others.bits) {
            *bits &= others;
        }
    }

    /// Whether a lead is among them.
    pub(super) fn has(&self, id: LeadId) -> bool {
        let at = id.0.max(0) as usize;
        self.bits.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.bits.iter().map(|bits| bits.count_ones() as usize).sum()
    }

    /// One more than the highest number that there is room for.
    pub(super) const fn room(&self) -> usize {
        self.bits.len() * 64
    }

    /// All of them, the lowest number first.
    pub(super) fn all(&self) -> impl DoubleEndedIterator<Item = LeadId> + '_ {
        let words = self.bits.iter().enumerate();
        words.flat_map(|(at, bits)| Bits(*bits).map(move |bit| number_of(at * 64 + bit)))
    }
}

impl FromIterator<LeadId> for Numbers {
    fn from_iter<T: IntoIterator<Item = LeadId>>(ids: T) -> Self {
        let mut numbers = Self::default();
        for id in ids {
            let words = block::place(id).and_then(|(block, place)| Some((numbers.words_of(block)?, place)));
            if let Some((words, place)) = words {
                words[usize::from(place) / 64] |= 1 << (place % 64);
            }
        }
        numbers
    }
}

fn number_of(at: usize) -> LeadId {
    LeadId(i64::try_from(at).unwrap_or(i64::MAX))
}

/// The bits of a word that are set.
pub(super) struct Bits(pub(super) u64);

impl Iterator for Bits {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let bit = self.0.trailing_zeros();
        self.0 &= self.0.wrapping_sub(1);
        (bit < 64).then_some(bit as usize)
    }
}

impl DoubleEndedIterator for Bits {
    fn next_back(&mut self) -> Option<usize> {
        let bit = 63_u32.checked_sub(self.0.leading_zeros())?;
        self.0 ^= 1 << bit;
        Some(bit as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(ids: &[i64]) -> Numbers {
        let mut numbers = Numbers::default();
        for id in ids {
            let (block, offset) = block::place(LeadId(*id)).unwrap();
            numbers.add_block(block, &block::changed(&[], &[(offset, true)]));
        }
        assert_eq!(ids.iter().map(|id| LeadId(*id)).collect::<Numbers>(), numbers);
        numbers
    }

    #[test]
    fn numbers_come_back_in_order_and_once() {
        let numbers = numbers(&[700, 1, 64, 63, 70_000, 1]);
        let ids = |ids: &[i64]| ids.iter().map(|id| LeadId(*id)).collect::<Vec<_>>();
        assert_eq!(numbers.all().collect::<Vec<_>>(), ids(&[1, 63, 64, 700, 70_000]));
        assert_eq!(numbers.all().rev().collect::<Vec<_>>(), ids(&[70_000, 700, 64, 63, 1]));
        assert_eq!(numbers.count(), 5);
        let mut kept = numbers.clone();
        kept.keep(&super::tests::numbers(&[2, 63, 64]));
        assert_eq!((kept.all().collect::<Vec<_>>(), kept.count()), (ids(&[63, 64]), 2));
        assert!(numbers.has(LeadId(64)) && !numbers.has(LeadId(65)) && !numbers.has(LeadId(99_999_999)));
    }

    #[test]
    fn a_damaged_number_asks_for_no_memory() {
        let mut numbers = Numbers::default();
        for block in [-1, i64::MIN, i64::MAX, 5_000] {
            numbers.add_block(block, &[0, 0]);
        }
        assert_eq!((numbers.count(), numbers.room()), (0, 0));
    }
}

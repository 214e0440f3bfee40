//! A block of a set of leads, as it is kept: which of 65,536 leads in a row are in the set.
//!
//! Few leads are kept as a list of their places, two bytes each, in order; many as a bit for each place. Which of the two it
//! is, the length tells.

use crate::leads::LeadId;

use super::numbers::Bits;

/// How many leads a block spans.
const SPAN: i64 = 65_536;

/// How many words of 64 bits a block has.
pub(super) const WORDS: usize = 1_024;

/// How many bytes a block takes that has a bit for each place.
const BYTES: usize = WORDS * 8;

/// More changes than this are rather made bit by bit.
const FEW: usize = 64;

/// The block of a lead, and its place there; `None` for a number that no lead has.
pub(super) fn place(id: LeadId) -> Option<(i64, u16)> {
    Some((id.0.div_euclid(SPAN), u16::try_from(id.0.rem_euclid(SPAN)).ok()?)).filter(|_| id.0 > 0)
}

/// Adds the leads of a block to a set's words, of which there are [`WORDS`].
pub(super) fn add_to(words: &mut [u64], kept: &[u8]) {
    if kept.len() == BYTES {
        for (word, bytes) in words.iter_mut().zip(kept.as_chunks::<8>().0) {
            *word |= u64::from_le_bytes(*bytes);
        }
    } else {
        for place in places(kept) {
            if let Some(word) = words.get_mut(usize::from(place) / 64) {
                *word |= 1 << (place % 64);
            }
        }
    }
}

/// The places of a block that are set in these words too.
pub(super) fn common<'k>(words: &'k [u64], kept: &'k [u8]) -> impl Iterator<Item = usize> + 'k {
    let (bits, list) = if kept.len() == BYTES { (kept, &[][..]) } else { (&[][..], kept) };
    let both = words.iter().zip(bits.as_chunks::<8>().0).map(|(word, bytes)| word & u64::from_le_bytes(*bytes));
    let of_bits = both.enumerate().flat_map(|(at, both)| Bits(both).map(move |bit| at * 64 + bit));
    let is_there = |place: &usize| words.get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1);
    of_bits.chain(places(list).map(usize::from).filter(is_there))
}

/// A block after changes: places that come in (`true`) or go, the later change of the same place being the one that
/// holds. Empty if no lead is left.
pub(super) fn changed(kept: &[u8], changes: &[(u16, bool)]) -> Vec<u8> {
    if kept.len() > FEW * 2 || changes.len() > FEW {
        let mut words = vec![0; WORDS];
        add_to(&mut words, kept);
        for (place, comes_in) in changes {
            let word = &mut words[usize::from(*place) / 64];
            let bit = 1 << (place % 64);
            *word = if *comes_in { *word | bit } else { *word & !bit };
        }
        return of_words(&words);
    }
    let mut list: Vec<u16> = places(kept).collect();
    for (place, comes_in) in changes {
        match (list.binary_search(place), *comes_in) {
            (Err(at), true) => list.insert(at, *place),
            (Ok(at), false) => {
                list.remove(at);
            }
            _ => {}
        }
    }
    list.iter().flat_map(|place| place.to_le_bytes()).collect()
}

fn places(kept: &[u8]) -> impl Iterator<Item = u16> {
    kept.as_chunks::<2>().0.iter().map(|bytes| u16::from_le_bytes(*bytes))
}

fn of_words(words: &[u64]) -> Vec<u8> {
    let count: usize = words.iter().map(|word| word.count_ones() as usize).sum();
    if count * 2 >= BYTES {
        return words.iter().flat_map(|word| word.to_le_bytes()).collect();
    }
    let mut kept = Vec::with_capacity(count * 2);
    for (at, word) in words.iter().enumerate() {
        kept.extend(Bits(*word).flat_map(|bit| ((at * 64 + bit) as u16).to_le_bytes()));
    }
    kept
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn read(kept: &[u8]) -> BTreeSet<u16> {
        let mut words = vec![0; WORDS];
        add_to(&mut words, kept);
        (0..=u16::MAX).filter(|place| words[usize::from(*place) / 64] >> (place % 64) & 1 == 1).collect()
    }

    #[test]
    fn a_full_block_takes_no_more_than_a_bit_a_lead_and_comes_back() {
        let all: Vec<(u16, bool)> = (0..=u16::MAX).map(|place| (place, true)).collect();
        let full = changed(&[], &all);
        assert_eq!((full.len(), read(&full).len()), (8_192, 65_536));
        let none: Vec<(u16, bool)> = all.iter().map(|(place, _)| (*place, false)).collect();
        assert!(changed(&full, &none).is_empty());
    }

    #[test]
    fn numbers_that_no_lead_has_have_no_place() {
        assert_eq!((place(LeadId(65_537)), place(LeadId(65_535))), (Some((1, 1)), Some((0, 65_535))));
        assert_eq!((place(LeadId(0)), place(LeadId(-5))), (None, None));
    }

    proptest! {
        #[test]
        fn changes_come_out_as_those_of_a_set(
            rounds in prop::collection::vec(prop::collection::vec((0_u16..9_000, any::<bool>()), 0..3_000), 1..4),
        ) {
            let (mut kept, mut set) = (Vec::new(), BTreeSet::new());
            for changes in rounds {
                kept = changed(&kept, &changes);
                for (place, comes_in) in changes {
                    if comes_in { set.insert(place); } else { set.remove(&place); }
                }
                prop_assert_eq!(read(&kept), set.clone());
                prop_assert!(kept.len() <= BYTES && kept.len() <= set.len() * 2);
            }
        }

        #[test]
        fn no_bytes_break_anything(kept in prop::collection::vec(any::<u8>(), 0..9_000)) {
            let _ = read(&kept);
            let _ = changed(&kept, &[(7, true), (7, false)]);
        }
    }
}

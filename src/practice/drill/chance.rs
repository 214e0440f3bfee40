//! Chance without a generator: every choice is a rank that follows from the seed and a name, the same on every machine.

/// A number that follows from a seed and a name: FNV-1a over both, its bits mixed by the end of `SplitMix64`.
///
/// Part of what a seed means: changed, the same seed would give another round.
pub(super) fn rank(seed: u64, name: &str) -> u64 {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let bytes = seed.to_le_bytes().into_iter().chain(name.bytes());
    let hash = bytes.fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME));
    let mixed = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// Puts things in an order of chance.
pub(super) fn shuffle<T>(things: &mut [T], seed: u64, name: impl Fn(&T) -> String) {
    things.sort_by_cached_key(|thing| rank(seed, &name(thing)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_means_the_same_for_ever_and_another_seed_something_else() {
        assert_eq!(rank(7, "en/open/priority"), 0x3cb0_66a7_0e23_913c);
        let order = |seed| {
            let mut letters: Vec<char> = ('a'..='z').collect();
            shuffle(&mut letters, seed, ToString::to_string);
            letters.into_iter().collect::<String>()
        };
        assert_eq!(order(1), order(1));
        assert_ne!(order(1), order(2));
        assert_ne!(order(1), "abcdefghijklmnopqrstuvwxyz");
    }
}

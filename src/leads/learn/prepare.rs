//! Which columns can be learned from, and which rows are held back.

use std::collections::HashSet;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

use crate::leads::words::key;

use super::Wish;
use super::hints::Hints;
use super::table::{Column, Kind, MISSING};

/// How many different words an attribute of a lead has at most.
const MOST_WORDS: usize = 250;

/// Why a column cannot be learned from; `None` where it can.
pub(super) fn useless(column: &Column, rows: usize, wish: &Wish, hints: &Hints) -> Option<String> {
    let is_named = |names: &std::collections::BTreeSet<String>| names.iter().any(|name| key(name) == key(&column.name));
    if is_named(&wish.leave_out) {
        return Some("as you said".to_owned());
    }
    let told = (0..rows).filter(|row| !column.is_missing(*row)).count();
    if told == 0 {
        return Some("it is empty".to_owned());
    }
    match &column.kind {
        Kind::Words { overflows: true, .. } => Some("nearly every lead has a value of its own".to_owned()),
        Kind::Words { values, .. } if values.len() == 1 && told == rows => {
            Some("every lead has the same value".to_owned())
        }
        Kind::Words { values, rows: codes, .. } => {
            let used = codes.iter().filter(|code| **code != MISSING).collect::<HashSet<_>>().len();
            let is_own = used > MOST_WORDS || (used > 20 && used * 2 > told);
            let is_told = used.max(values.len()) > 20 && used * 5 > told && hints.is_id(&column.name);
            (is_own || is_told)
                .then(|| format!("{used} different values for {told} leads tell leads apart, not kinds of them"))
        }
        Kind::Figures(figures) => {
            is_number_of_row(figures, told, hints.is_id(&column.name)).then(|| "it numbers the leads".to_owned())
        }
    }
}

/// Whether figures are whole, all different, and either called a number or without many gaps.
fn is_number_of_row(figures: &[f64], told: usize, is_named: bool) -> bool {
    let known = || figures.iter().filter(|n| !n.is_nan());
    if told < 20 || known().any(|n| n.fract() != 0.0) {
        return false;
    }
    let different = known().map(|n| n.to_bits()).collect::<HashSet<_>>().len();
    let (low, high) = known().fold((f64::MAX, f64::MIN), |(low, high), n| (low.min(*n), high.max(*n)));
    different == told && (is_named || high - low < 3.0 * told as f64)
}

/// Rows to learn from and rows held back, in the same shares of customers, drawn by a seed.
pub(super) fn split(outcomes: &[bool], held_back: f64, seed: u64) -> (Vec<usize>, Vec<usize>) {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let (mut train, mut test) = (Vec::new(), Vec::new());
    for end in [true, false] {
        let mut rows: Vec<usize> = (0..outcomes.len()).filter(|row| outcomes[*row] == end).collect();
        for at in (1..rows.len()).rev() {
            let other = chance.next_u64() % (at as u64 + 1);
            rows.swap(at, other as usize);
        }
        let held = (rows.len() as f64 * held_back).round() as usize;
        test.extend_from_slice(&rows[..held]);
        train.extend_from_slice(&rows[held..]);
    }
    train.sort_unstable();
    test.sort_unstable();
    (train, test)
}

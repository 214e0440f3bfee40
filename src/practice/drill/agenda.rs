//! What a trainee has to do today: what is due, then what is new.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::chance::{rank, shuffle};
use super::deck::{Card, Deck};
use super::{CardState, Kind};

/// How many exercises a trainee meets for the first time in a day: each comes back several times.
pub const NEW_A_DAY: usize = 12;

/// What a trainee has done so far.
#[derive(Debug, Clone, Copy)]
pub struct Progress<'a> {
    /// How each exercise stands that was met.
    pub cards: &'a BTreeMap<String, CardState>,
    /// How many were met for the first time today.
    pub new_today: usize,
    /// The day.
    pub today: Date,
}

/// An exercise of the agenda, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Its id.
    pub card: String,
    /// What it trains.
    pub kind: Kind,
    /// Since when it is due; `None` of one that is new.
    pub due: Option<Date>,
}

impl Deck {
    /// What is to be done today, in order, of these kinds (none: all): what is due by its day, then what is new, the kinds
    /// in turn. What has the same day is put in an order of chance by the seed.
    pub fn due(&self, progress: &Progress<'_>, kinds: &[Kind], seed: u64) -> Vec<Due> {
        let cards = self.agenda(progress, kinds, seed).into_iter();
        cards.map(|card| Due { card: card.id.clone(), kind: card.kind(), due: progress.due(card) }).collect()
    }

    pub(super) fn agenda(&self, progress: &Progress<'_>, kinds: &[Kind], seed: u64) -> Vec<&Card> {
        let mut due: Vec<&Card> = self.of_kinds(kinds).into_iter().filter(|card| progress.is_due(card)).collect();
        due.sort_by_cached_key(|card| (progress.due(card), rank(seed, &card.id)));
        let room = NEW_A_DAY.saturating_sub(progress.new_today);
        due.extend(self.unmet(progress, kinds, seed).into_iter().take(room));
        due
    }

    /// What can be done beyond today's agenda: what is new, then what falls due next.
    pub(super) fn ahead(&self, progress: &Progress<'_>, kinds: &[Kind], seed: u64) -> Vec<&Card> {
        let today: BTreeSet<&str> = self.agenda(progress, kinds, seed).iter().map(|card| card.id.as_str()).collect();
        let mut ahead = self.unmet(progress, kinds, seed);
        let mut later: Vec<&Card> =
            self.of_kinds(kinds).into_iter().filter(|card| progress.cards.contains_key(&card.id)).collect();
        later.sort_by_cached_key(|card| (progress.due(card), rank(seed, &card.id)));
        ahead.extend(later);
        ahead.retain(|card| !today.contains(card.id.as_str()));
        ahead
    }

    fn of_kinds(&self, kinds: &[Kind]) -> Vec<&Card> {
        self.cards.iter().filter(|card| kinds.is_empty() || kinds.contains(&card.kind())).collect()
    }

    /// What was never met, the kinds in turn.
    fn unmet(&self, progress: &Progress<'_>, kinds: &[Kind], seed: u64) -> Vec<&Card> {
        let mut places = Vec::new();
        for (turn, kind) in Kind::ALL.into_iter().enumerate() {
            let mut cards: Vec<&Card> = self.of_kinds(kinds).into_iter().filter(|card| card.kind() == kind).collect();
            cards.retain(|card| !progress.cards.contains_key(&card.id));
            shuffle(&mut cards, seed, |card| card.id.clone());
            places.extend(cards.into_iter().enumerate().map(|(at, card)| ((at, turn), card)));
        }
        places.sort_by_key(|(place, _)| *place);
        places.into_iter().map(|(_, card)| card).collect()
    }
}

impl Progress<'_> {
    fn is_due(&self, card: &Card) -> bool {
        self.cards.get(&card.id).is_some_and(|state| state.is_due(self.today))
    }

    fn due(&self, card: &Card) -> Option<Date> {
        self.cards.get(&card.id).map(|state| state.due)
    }
}

//! What is known of a trainee and one exercise, and what a review makes of it.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;
use thiserror::Error;

use super::fsrs::{Memory, Rating};
use super::record::DrillAnswer;

/// What an exercise trains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Name the signals in an answer.
    Signal,
    /// Pick what to say to a weak answer.
    Probe,
    /// Turn a closed question into an open one.
    Open,
    /// Recall what a framework asks next.
    Recall,
}

impl Kind {
    /// Every kind, in the order in which a round mixes them.
    pub const ALL: [Self; 4] = [Self::Signal, Self::Probe, Self::Open, Self::Recall];

    /// The word that it is asked for and stored by.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Signal => "signal",
            Self::Probe => "probe",
            Self::Open => "open",
            Self::Recall => "recall",
        }
    }

    /// What it is called on the screen.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Signal => "Name the signal",
            Self::Probe => "Pick the probe",
            Self::Open => "Open it up",
            Self::Recall => "What comes next",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// A word that is no kind of exercise.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{0}` is no kind of exercise")]
pub struct NoKind(String);

impl FromStr for Kind {
    type Err = NoKind;

    fn from_str(id: &str) -> Result<Self, NoKind> {
        Self::ALL.into_iter().find(|kind| kind.id() == id).ok_or_else(|| NoKind(id.to_owned()))
    }
}

/// How an exercise stands with a trainee who has met it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CardState {
    /// What is left of it.
    pub memory: Memory,
    /// The day of the last review.
    pub last: Date,
    /// The day on which it is to be asked again.
    pub due: Date,
    /// How often it was answered.
    pub reviews: u32,
    /// How often it was answered wrong.
    pub lapses: u32,
}

impl CardState {
    /// The state after a review: of a card never seen before (`None`), or of one that was.
    ///
    /// What was wrong is due again the same day.
    pub fn after(before: Option<&Self>, rating: Rating, today: Date) -> Self {
        let elapsed_days = before.map(|before| days_between(before.last, today));
        let memory = match (before, elapsed_days) {
            (Some(before), Some(days)) => before.memory.reviewed(rating, days),
            _ => Memory::first(rating),
        };
        let wait_days = if rating == Rating::Again { 0 } else { i64::from(memory.interval_days()) };
        Self {
            memory,
            last: today,
            due: today.saturating_add(wait_days.days()),
            reviews: before.map_or(0, |before| before.reviews) + 1,
            lapses: before.map_or(0, |before| before.lapses) + u32::from(rating == Rating::Again),
        }
    }

    /// Whether it is to be asked on this day.
    pub fn is_due(&self, today: Date) -> bool {
        self.due <= today
    }
}

/// Whole days from one day to a later one; none where the clock was set back.
fn days_between(from: Date, to: Date) -> f64 {
    f64::from((to - from).get_days().max(0))
}

/// One answer of a trainee, and what it changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// The answer.
    pub answer: DrillAnswer,
    /// How the exercise stands since.
    pub state: CardState,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_new_card_that_was_right_comes_back_in_days_and_a_wrong_one_the_same_day() {
        let today = date(2026, 3, 2);
        let good = CardState::after(None, Rating::Good, today);
        assert_eq!((good.due, good.reviews, good.lapses), (date(2026, 3, 4), 1, 0));
        let wrong = CardState::after(None, Rating::Again, today);
        assert_eq!((wrong.due, wrong.reviews, wrong.lapses), (today, 1, 1));
        assert!(wrong.is_due(today) && !good.is_due(today) && good.is_due(date(2026, 5, 1)));
    }

    #[test]
    fn intervals_grow_as_long_as_it_goes_well() {
        let mut state = CardState::after(None, Rating::Good, date(2026, 3, 2));
        let mut waits = Vec::new();
        for _ in 0..4 {
            let before = state;
            state = CardState::after(Some(&before), Rating::Good, before.due);
            waits.push((state.due - state.last).get_days());
        }
        assert!(waits.is_sorted() && waits[0] > 5 && waits[3] > 100, "{waits:?}");
        let forgotten = CardState::after(Some(&state), Rating::Again, state.due);
        assert!(forgotten.memory.stability_days < 10.0 && forgotten.lapses == 1);
    }

    #[test]
    fn a_clock_that_was_set_back_does_no_harm() {
        let state = CardState::after(None, Rating::Good, date(2026, 3, 2));
        let earlier = CardState::after(Some(&state), Rating::Good, date(2026, 2, 1));
        assert!(earlier.memory.stability_days >= state.memory.stability_days);
    }
}

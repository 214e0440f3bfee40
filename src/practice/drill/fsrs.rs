//! When to ask again: the FSRS-6 memory model with its published default parameters.
//!
//! Formulas and parameters are those of the Free Spaced Repetition Scheduler, version 6 ("The Algorithm", the wiki of
//! open-spaced-repetition/fsrs4anki). A memory is two numbers: its stability, the days after which the chance of recall
//! has fallen to nine in ten, and its difficulty from 1 to 10. Each review moves both.

/// The parameters w₀ to w₂₀ that FSRS-6 starts everybody with, fitted by its authors to the reviews of many learners.
const W: [f64; 21] = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629,
    1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];

/// The chance of recall at which a card falls due.
pub const RETENTION: f64 = 0.9;

/// Stability stays within these many days: FSRS knows nothing of shorter and longer ones.
const STABILITY_DAYS: (f64, f64) = (0.001, 36_500.0);

/// How a review went, from 1 (not recalled) to 4 (at once).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rating {
    /// Wrong.
    Again = 1,
    /// Right, with effort.
    Hard = 2,
    /// Right.
    Good = 3,
    /// Right at once.
    Easy = 4,
}

/// What is left of something learned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Memory {
    /// Days until the chance of recall has fallen to nine in ten; at least 0.001.
    pub stability_days: f64,
    /// From 1 (easy) to 10.
    pub difficulty: f64,
}

impl Rating {
    /// Every rating, the worst first.
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];

    /// The number that formulas and records know it by, from 1 to 4.
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The rating of this number.
    pub fn numbered(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|rating| rating.number() == number)
    }
}

impl Memory {
    /// The memory after a first review.
    pub fn first(rating: Rating) -> Self {
        let stability = W[usize::from(rating.number()) - 1];
        Self { stability_days: stability, difficulty: first_difficulty(f64::from(rating.number())).clamp(1.0, 10.0) }
    }

    /// The memory after a further review, so many days after the last one. On the same day (less than one day later) the
    /// short-term formula holds.
    #[must_use]
    pub fn reviewed(self, rating: Rating, elapsed_days: f64) -> Self {
        let stability = if elapsed_days < 1.0 {
            self.same_day(rating)
        } else if rating == Rating::Again {
            self.forgotten(elapsed_days)
        } else {
            self.recalled(rating, elapsed_days)
        };
        let (least, most) = STABILITY_DAYS;
        Self { stability_days: stability.clamp(least, most), difficulty: self.next_difficulty(rating) }
    }

    /// The chance of recall, from 0 to 1, so many days after the last review.
    pub fn recall(self, elapsed_days: f64) -> f64 {
        let decay = -W[20];
        let factor = RETENTION.powf(1.0 / decay) - 1.0;
        (1.0 + factor * elapsed_days.max(0.0) / self.stability_days).powf(decay)
    }

    /// Whole days until the chance of recall has fallen to [`RETENTION`], at least one: by definition, the stability.
    pub fn interval_days(self) -> u32 {
        self.stability_days.round().max(1.0) as u32
    }

    fn next_difficulty(self, rating: Rating) -> f64 {
        let change = -W[6] * (f64::from(rating.number()) - 3.0);
        let damped = self.difficulty + change * (10.0 - self.difficulty) / 9.0;
        // Drawn back a little towards where an easy card begins, so that no card stays hard for ever.
        (W[7] * first_difficulty(4.0) + (1.0 - W[7]) * damped).clamp(1.0, 10.0)
    }

    fn recalled(self, rating: Rating, elapsed_days: f64) -> f64 {
        let effort = match rating {
            Rating::Hard => W[15],
            Rating::Easy => W[16],
            _ => 1.0,
        };
        let gain = W[8].exp()
            * (11.0 - self.difficulty)
            * self.stability_days.powf(-W[9])
            * ((W[10] * (1.0 - self.recall(elapsed_days))).exp() - 1.0)
            * effort;
        self.stability_days * (1.0 + gain)
    }

    fn forgotten(self, elapsed_days: f64) -> f64 {
        let relearned = W[11]
            * self.difficulty.powf(-W[12])
            * ((self.stability_days + 1.0).powf(W[13]) - 1.0)
            * (W[14] * (1.0 - self.recall(elapsed_days))).exp();
        relearned.min(self.stability_days / (W[17] * W[18]).exp())
    }

    fn same_day(self, rating: Rating) -> f64 {
        let change = (W[17] * (f64::from(rating.number()) - 3.0 + W[18])).exp() * self.stability_days.powf(-W[19]);
        // What was recalled is never weaker for it.
        self.stability_days * if rating >= Rating::Good { change.max(1.0) } else { change }
    }
}

/// The difficulty after a first review, before it is kept within its range.
fn first_difficulty(rating: f64) -> f64 {
    W[4] - (W[5] * (rating - 1.0)).exp() + 1.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn reaches(memory: Memory, stability_days: f64, difficulty: f64) {
        let close = |found: f64, wanted: f64| (found - wanted).abs() < 0.000_1;
        assert!(
            close(memory.stability_days, stability_days) && close(memory.difficulty, difficulty),
            "{memory:?}, expected {stability_days} {difficulty}"
        );
    }

    /// The values that the scheduler's own implementation (the crate `fsrs`) gives for these reviews.
    #[test]
    fn memories_are_those_of_the_published_implementation() {
        use Rating::{Again, Easy, Good};
        let mut memory = Memory::first(Good);
        reaches(memory, 2.3065, 2.1181);
        for (rating, elapsed_days, stability_days, difficulty) in [
            (Good, 2.0, 10.9643, 2.1112),
            (Good, 11.0, 46.2803, 2.1043),
            (Again, 46.0, 2.9326, 7.3900),
            (Good, 3.0, 7.7782, 7.3778),
            (Easy, 8.0, 28.3865, 6.4868),
        ] {
            memory = memory.reviewed(rating, elapsed_days);
            reaches(memory, stability_days, difficulty);
        }
    }

    #[test]
    fn a_card_falls_due_when_one_in_ten_would_be_lost() {
        let memory = Memory { stability_days: 10.0, difficulty: 5.0 };
        assert_eq!(memory.interval_days(), 10);
        assert!((memory.recall(10.0) - RETENTION).abs() < 1e-9);
        assert!((memory.recall(0.0) - 1.0).abs() < 1e-9);
        assert_eq!(Memory::first(Rating::Again).interval_days(), 1, "never less than a day");
    }

    #[test]
    fn reviews_of_the_same_day_change_little() {
        let first = Memory::first(Rating::Again);
        let again = first.reviewed(Rating::Good, 0.0);
        assert!(again.stability_days > first.stability_days && again.stability_days < 1.0, "{again:?}");
        let good = Memory::first(Rating::Good);
        assert!(good.reviewed(Rating::Good, 0.0).stability_days >= good.stability_days);
    }

    fn rating() -> impl Strategy<Value = Rating> {
        (1..=4_u8).prop_map(|number| Rating::numbered(number).unwrap())
    }

    proptest! {
        #[test]
        fn memories_stay_in_their_ranges(reviews in proptest::collection::vec((rating(), 0.0..4_000.0), 1..60)) {
            let mut memory = Memory::first(reviews[0].0);
            for &(rating, elapsed_days) in &reviews[1..] {
                memory = memory.reviewed(rating, elapsed_days);
                prop_assert!((0.001..=36_500.0).contains(&memory.stability_days), "{memory:?}");
                prop_assert!((1.0..=10.0).contains(&memory.difficulty), "{memory:?}");
                prop_assert!((0.0..=1.0).contains(&memory.recall(elapsed_days)));
            }
        }

        #[test]
        fn a_better_answer_never_leaves_a_weaker_memory(days in 0.0..400.0_f64, first in rating()) {
            let memory = Memory::first(first).reviewed(Rating::Good, 5.0);
            let after = Rating::ALL.map(|rating| memory.reviewed(rating, days).stability_days);
            prop_assert!(after.is_sorted(), "{after:?}");
        }
    }
}

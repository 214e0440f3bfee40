//! What is kept of a trainee, and what a manager reads from it.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};

use super::fsrs::Rating;
use super::{CardState, Kind};
use crate::practice::{CheckKind, GradeSummary};

/// How many checks are listed as the weakest.
const WEAKEST: usize = 3;

/// An answer in a drill, as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrillAnswer {
    /// The exercise.
    pub card: String,
    /// What it trains.
    pub kind: Kind,
    /// When it was answered, on the clock of the place.
    pub at: DateTime,
    /// How it went.
    pub rating: Rating,
    /// Seconds from question to answer.
    pub seconds: u32,
    /// What was chosen or typed.
    pub said: String,
    /// Whether the exercise was met for the first time.
    pub is_first: bool,
}

/// What a manager reads of one trainee.
#[derive(Debug, Clone, PartialEq)]
pub struct TraineeRecord {
    /// Who.
    pub trainee: String,
    /// How many practice calls were graded.
    pub sessions: usize,
    /// The mean share of checks that held, in percent; `None` without a session.
    pub mean_percent: Option<f64>,
    /// Percentage points a session: the slope of a straight line through all grades; `None` with less than two.
    pub trend_points: Option<f64>,
    /// The checks that failed most often, the weakest first.
    pub weakest: Vec<WeakCheck>,
    /// How many answers were given in drills.
    pub drills: usize,
    /// How many of them were right, in percent.
    pub drills_right_percent: Option<f64>,
    /// Of exercises met again on a later day, how many were still known, in percent.
    pub retention_percent: Option<f64>,
    /// How many exercises are due.
    pub due: usize,
    /// The day of the last practice of any kind.
    pub last: Option<Date>,
}

/// What was looked at in practice calls and failed, and how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeakCheck {
    /// What was looked at.
    pub check: CheckKind,
    /// How many checks of it failed.
    pub failed: u32,
    /// How many were made.
    pub of: u32,
}

impl TraineeRecord {
    /// Adds up what is kept of a trainee: grades and answers oldest first, and how each exercise stands.
    pub fn new(
        trainee: &str,
        grades: &[GradeSummary],
        answers: &[DrillAnswer],
        cards: &BTreeMap<String, CardState>,
        today: Date,
    ) -> Self {
        let percents: Vec<f64> =
            grades.iter().filter_map(|grade| percent(grade.passed as usize, grade.of as usize)).collect();
        let right = answers.iter().filter(|answer| answer.rating != Rating::Again).count();
        let days = grades.iter().map(|grade| grade.at.date()).chain(answers.iter().map(|answer| answer.at.date()));
        Self {
            trainee: trainee.to_owned(),
            sessions: grades.len(),
            mean_percent: mean(&percents),
            trend_points: slope(&percents),
            weakest: weakest(grades),
            drills: answers.len(),
            drills_right_percent: percent(right, answers.len()),
            retention_percent: retention(answers),
            due: cards.values().filter(|card| card.is_due(today)).count(),
            last: days.max(),
        }
    }
}

/// What is looked at that failed, by its share of failures.
fn weakest(grades: &[GradeSummary]) -> Vec<WeakCheck> {
    let mut counts: BTreeMap<CheckKind, (u32, u32)> = BTreeMap::new();
    for (&kind, &(passed, of)) in grades.iter().flat_map(|grade| &grade.by_kind) {
        let (all_failed, all) = counts.entry(kind).or_default();
        *all_failed += of.saturating_sub(passed);
        *all += of;
    }
    let failed = counts.into_iter().filter(|(_, (failed, _))| *failed > 0);
    let mut checks: Vec<WeakCheck> = failed.map(|(check, (failed, of))| WeakCheck { check, failed, of }).collect();
    // Fractions are compared crosswise; of equals, the one checked more often comes first.
    checks.sort_by_key(|weak| std::cmp::Reverse(weak.of));
    checks.sort_by(|a, b| (u64::from(b.failed) * u64::from(a.of)).cmp(&(u64::from(a.failed) * u64::from(b.of))));
    checks.truncate(WEAKEST);
    checks
}

/// Of answers to exercises last seen on an earlier day, how many were right, in percent.
fn retention(answers: &[DrillAnswer]) -> Option<f64> {
    let mut last: BTreeMap<&str, Date> = BTreeMap::new();
    let (mut known, mut of) = (0, 0);
    for answer in answers {
        let day = answer.at.date();
        if last.insert(&answer.card, day).is_some_and(|before| before < day) {
            of += 1;
            known += usize::from(answer.rating != Rating::Again);
        }
    }
    percent(known, of)
}

fn percent(part: usize, of: usize) -> Option<f64> {
    (of > 0).then(|| 100.0 * part as f64 / of as f64)
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The slope of the straight line that fits the values best (least squares), a step from each value to the next.
fn slope(values: &[f64]) -> Option<f64> {
    let mean_value = mean(values).filter(|_| values.len() > 1)?;
    let mean_step = (values.len() - 1) as f64 / 2.0;
    let steps = || (0..values.len()).map(|step| step as f64 - mean_step);
    let rise: f64 = steps().zip(values).map(|(step, value)| step * (value - mean_value)).sum();
    let run: f64 = steps().map(|step| step * step).sum();
    Some(rise / run)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn grade(day: i8, by_kind: &[(CheckKind, u32, u32)]) -> GradeSummary {
        let by_kind: BTreeMap<_, _> = by_kind.iter().map(|&(kind, passed, of)| (kind, (passed, of))).collect();
        GradeSummary {
            persona: "terse-operations-head".into(),
            bank: "bant".into(),
            seed: 1,
            at: date(2026, 3, day).at(9, 0, 0, 0),
            seconds: 600,
            passed: by_kind.values().map(|(passed, _)| passed).sum(),
            of: by_kind.values().map(|(_, of)| of).sum(),
            by_kind,
        }
    }

    fn answer(card: &str, day: i8, rating: Rating) -> DrillAnswer {
        let at = date(2026, 3, day).at(9, 0, 0, 0);
        DrillAnswer {
            card: card.into(),
            kind: Kind::Open,
            at,
            rating,
            seconds: 9,
            said: String::new(),
            is_first: false,
        }
    }

    #[test]
    fn a_record_says_how_good_how_much_better_and_where_it_is_weak() {
        use CheckKind::{Open, Probe, Verdict};
        let grades = [
            grade(2, &[(Open, 0, 1), (Probe, 1, 2), (Verdict, 1, 1)]),
            grade(3, &[(Open, 0, 1), (Probe, 2, 2), (Verdict, 1, 1)]),
            grade(4, &[(Open, 1, 1), (Probe, 2, 2), (Verdict, 1, 1)]),
        ];
        let record = TraineeRecord::new("Ana", &grades, &[], &BTreeMap::new(), date(2026, 3, 9));
        assert_eq!((record.sessions, record.mean_percent, record.trend_points), (3, Some(75.0), Some(25.0)));
        let weak: Vec<_> = record.weakest.iter().map(|weak| (weak.check, weak.failed, weak.of)).collect();
        assert_eq!(weak, [(Open, 2, 3), (Probe, 1, 6)]);
        assert_eq!((record.last, record.drills, record.retention_percent), (Some(date(2026, 3, 4)), 0, None));
    }

    #[test]
    fn retention_counts_what_was_met_again_on_a_later_day() {
        use Rating::{Again, Good};
        let answers = [
            answer("a", 2, Again),
            answer("a", 2, Good),
            answer("b", 2, Good),
            answer("a", 5, Good),
            answer("b", 6, Again),
        ];
        let cards = BTreeMap::from([("a".to_owned(), CardState::after(None, Good, date(2026, 3, 5)))]);
        let record = TraineeRecord::new("you", &[], &answers, &cards, date(2026, 3, 8));
        assert_eq!((record.drills, record.drills_right_percent, record.retention_percent), (5, Some(60.0), Some(50.0)));
        assert_eq!((record.due, record.mean_percent, record.trend_points), (1, None, None));
        assert_eq!(TraineeRecord::new("x", &[], &[], &BTreeMap::new(), date(2026, 3, 8)).last, None);
    }
}

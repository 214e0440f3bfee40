//! What is kept of a trainee, and what a manager reads from it.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};

use super::fsrs::Rating;
use super::{CardState, Kind};

/// How many checks are listed as the weakest.
const WEAKEST: usize = 3;

/// A practice call as its grade left it: enough for a trend and for what to train next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradeSummary {
    /// Who practised.
    pub trainee: String,
    /// When the call ended, on the clock of the place.
    pub at: DateTime,
    /// The persona's id.
    pub persona: String,
    /// The seed that it was played with: with persona and bank, the same call again.
    pub seed: u64,
    /// The bank's id.
    pub bank: String,
    /// The yes/no checks, in the order of the grade.
    pub checks: Vec<CheckResult>,
}

/// One yes/no check of a grade.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckResult {
    /// What was checked, in words that stay the same from call to call ("used a probe on a vague answer").
    pub check: String,
    /// Whether it holds.
    pub passed: bool,
}

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

/// A check that failed, and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeakCheck {
    /// What was checked.
    pub check: String,
    /// In how many sessions it failed.
    pub failed: usize,
    /// In how many it was checked.
    pub of: usize,
}

impl GradeSummary {
    /// How many checks hold.
    pub fn passed(&self) -> usize {
        self.checks.iter().filter(|check| check.passed).count()
    }

    /// The share of checks that hold, in percent; `None` of a grade without checks.
    pub fn percent(&self) -> Option<f64> {
        percent(self.passed(), self.checks.len())
    }
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
        let percents: Vec<f64> = grades.iter().filter_map(GradeSummary::percent).collect();
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

/// The checks that failed, by the share of sessions in which they did.
fn weakest(grades: &[GradeSummary]) -> Vec<WeakCheck> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for result in grades.iter().flat_map(|grade| &grade.checks) {
        let (failed, of) = counts.entry(&result.check).or_default();
        *failed += usize::from(!result.passed);
        *of += 1;
    }
    let mut checks: Vec<WeakCheck> = counts
        .into_iter()
        .filter(|(_, (failed, _))| *failed > 0)
        .map(|(check, (failed, of))| WeakCheck { check: check.to_owned(), failed, of })
        .collect();
    // Fractions are compared crosswise; of equals, the one checked more often.
    checks.sort_by(|a, b| (b.failed * a.of, b.of).cmp(&(a.failed * b.of, a.of)).then_with(|| a.check.cmp(&b.check)));
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

    fn grade(day: i8, checks: &[(&str, bool)]) -> GradeSummary {
        let result = |(check, passed): &(&str, bool)| CheckResult { check: (*check).into(), passed: *passed };
        GradeSummary {
            trainee: "Ana".into(),
            at: date(2026, 3, day).at(9, 0, 0, 0),
            persona: "terse-operations".into(),
            seed: 1,
            bank: "bant".into(),
            checks: checks.iter().map(result).collect(),
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
        let grades = [
            grade(2, &[("open questions", false), ("one at a time", false), ("verdict", true), ("time", true)]),
            grade(3, &[("open questions", false), ("one at a time", true), ("verdict", true), ("time", true)]),
            grade(4, &[("open questions", true), ("one at a time", true), ("verdict", true), ("time", true)]),
        ];
        let record = TraineeRecord::new("Ana", &grades, &[], &BTreeMap::new(), date(2026, 3, 9));
        assert_eq!((record.sessions, record.mean_percent, record.trend_points), (3, Some(75.0), Some(25.0)));
        let weak: Vec<_> = record.weakest.iter().map(|weak| (weak.check.as_str(), weak.failed, weak.of)).collect();
        assert_eq!(weak, [("open questions", 2, 3), ("one at a time", 1, 3)]);
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

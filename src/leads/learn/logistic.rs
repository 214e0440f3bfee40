//! Logistic regression: fits the columns' weights, and by itself stands beside the points to compare them with.

use super::bins::Bins;
use super::evidence::fewest;
use super::measure::logistic;
use super::table::{Column, Kind, Table};

/// A row as the features that are not zero, each with its number.
pub(super) type Sparse = Vec<(u32, f64)>;

/// Most steps of Newton's method; five to eight are usual.
const MOST_STEPS: usize = 30;

/// A fitted regression.
#[derive(Debug)]
pub(super) struct Fitted {
    pub(super) intercept: f64,
    pub(super) weights: Vec<f64>,
}

impl Fitted {
    fn log_odds(&self, features: &Sparse) -> f64 {
        self.intercept + features.iter().map(|(at, value)| self.weights[*at as usize] * value).sum::<f64>()
    }
}

/// Fits a regression with so many features by Newton's method; `ridge` is the penalty on squared weights (L2), which
/// the intercept does not bear.
pub(super) fn fit(rows: &[Sparse], outcomes: &[bool], features: usize, ridge: f64) -> Fitted {
    let won = outcomes.iter().filter(|won| **won).count() as f64;
    let share = ((won + 0.5) / (outcomes.len() as f64 + 1.0)).clamp(1e-6, 1.0 - 1e-6);
    let mut fitted = Fitted { intercept: (share / (1.0 - share)).ln(), weights: vec![0.0; features] };
    let size = features + 1;
    let mut loss = loss_of(&fitted, rows, outcomes, ridge);
    for _ in 0..MOST_STEPS {
        let mut slope = vec![0.0; size];
        let mut curve = vec![0.0; size * size];
        for (row, won) in rows.iter().zip(outcomes) {
            let chance = logistic(fitted.log_odds(row));
            let (miss, spread) = (chance - f64::from(u8::from(*won)), (chance * (1.0 - chance)).max(1e-9));
            // The intercept is the last feature.
            let with_intercept = || row.iter().copied().chain([(features as u32, 1.0)]);
            for (one, value) in with_intercept() {
                slope[one as usize] += miss * value;
                for (other, beside) in with_intercept() {
                    curve[one as usize * size + other as usize] += spread * value * beside;
                }
            }
        }
        for (at, weight) in fitted.weights.iter().enumerate() {
            slope[at] += ridge * weight;
            curve[at * size + at] += ridge;
        }
        curve[size * size - 1] += 1e-9;
        let Some(step) = solved(curve, slope, size) else { break };
        let Some((next, next_loss)) = downhill(&fitted, &step, rows, outcomes, (ridge, loss)) else { break };
        let gained = loss - next_loss;
        (fitted, loss) = (next, next_loss);
        if gained < 1e-8 * loss.abs().max(1.0) {
            break;
        }
    }
    fitted
}

/// The fit after a step, halved until it leads downhill; `None` where none does.
fn downhill(
    fitted: &Fitted,
    step: &[f64],
    rows: &[Sparse],
    outcomes: &[bool],
    (ridge, loss): (f64, f64),
) -> Option<(Fitted, f64)> {
    let features = fitted.weights.len();
    let mut length = 1.0;
    for _ in 0..12 {
        let weights = fitted.weights.iter().zip(step).map(|(weight, step)| weight - length * step).collect();
        let next = Fitted { intercept: fitted.intercept - length * step[features], weights };
        let next_loss = loss_of(&next, rows, outcomes, ridge);
        if next_loss.is_finite() && next_loss <= loss {
            return Some((next, next_loss));
        }
        length /= 2.0;
    }
    None
}

fn loss_of(fitted: &Fitted, rows: &[Sparse], outcomes: &[bool], ridge: f64) -> f64 {
    let of_row = |(row, won): (&Sparse, &bool)| {
        let odds = fitted.log_odds(row);
        let signed = if *won { -odds } else { odds };
        // ln(1 + e^x), without overflow.
        signed.max(0.0) + (-signed.abs()).exp().ln_1p()
    };
    let penalty = fitted.weights.iter().map(|weight| weight * weight).sum::<f64>() * ridge / 2.0;
    rows.iter().zip(outcomes).map(of_row).sum::<f64>() + penalty
}

/// Solves a symmetric system by Cholesky's method; `None` where it has no one solution.
fn solved(mut matrix: Vec<f64>, mut right: Vec<f64>, size: usize) -> Option<Vec<f64>> {
    for at in 0..size {
        for row in at..size {
            let mut sum = matrix[row * size + at];
            for k in 0..at {
                sum -= matrix[row * size + k] * matrix[at * size + k];
            }
            if row == at {
                if sum <= 0.0 || !sum.is_finite() {
                    return None;
                }
                matrix[at * size + at] = sum.sqrt();
            } else {
                matrix[row * size + at] = sum / matrix[at * size + at];
            }
        }
    }
    for at in 0..size {
        for k in 0..at {
            right[at] -= matrix[at * size + k] * right[k];
        }
        right[at] /= matrix[at * size + at];
    }
    for at in (0..size).rev() {
        for k in at + 1..size {
            right[at] -= matrix[k * size + at] * right[k];
        }
        right[at] /= matrix[at * size + at];
    }
    Some(right)
}

/// A regression on the columns as they are: every word a feature of its own, figures measured in their spread.
#[derive(Debug)]
pub(super) struct Baseline {
    columns: Vec<Input>,
    fitted: Fitted,
}

#[derive(Debug)]
struct Input {
    at: usize,
    /// The number of its first feature.
    first: u32,
    bins: Bins,
    /// Mean and spread of its figures.
    figures: Option<(f64, f64)>,
}

impl Baseline {
    /// Fits the regression on some rows.
    pub(super) fn fit(table: &Table, columns: &[usize], rows: &[usize]) -> Self {
        let mut first = 0;
        let mut inputs = Vec::new();
        for at in columns {
            let input = Input::new(&table.columns[*at], *at, first, rows);
            first += input.features();
            inputs.push(input);
        }
        let mut baseline = Self { columns: inputs, fitted: Fitted { intercept: 0.0, weights: Vec::new() } };
        let features: Vec<Sparse> = rows.iter().map(|row| baseline.features(table, *row)).collect();
        let outcomes: Vec<bool> = rows.iter().map(|row| table.outcomes[*row]).collect();
        baseline.fitted = fit(&features, &outcomes, first as usize, 1.0);
        baseline
    }

    fn features(&self, table: &Table, row: usize) -> Sparse {
        self.columns.iter().map(|input| input.of(&table.columns[input.at], row)).collect()
    }

    /// The chance that a row becomes a customer.
    pub(super) fn chance(&self, table: &Table, row: usize) -> f64 {
        logistic(self.fitted.log_odds(&self.features(table, row)))
    }
}

impl Input {
    fn new(column: &Column, at: usize, first: u32, rows: &[usize]) -> Self {
        let figures = match &column.kind {
            Kind::Words { .. } => None,
            Kind::Figures(figures) => {
                let known: Vec<f64> = rows.iter().map(|row| figures[*row]).filter(|n| !n.is_nan()).collect();
                let mean = known.iter().sum::<f64>() / known.len().max(1) as f64;
                let spread = known.iter().map(|n| (n - mean) * (n - mean)).sum::<f64>() / known.len().max(1) as f64;
                Some((mean, spread.sqrt().max(1e-9)))
            }
        };
        Self { at, first, bins: Bins::new(column, rows, fewest(rows.len()).min(10)), figures }
    }

    fn features(&self) -> u32 {
        if self.figures.is_some() { 2 } else { self.bins.labels.len() as u32 }
    }

    fn of(&self, column: &Column, row: usize) -> (u32, f64) {
        let Some((mean, spread)) = self.figures else {
            return (self.first + self.bins.of(column, row) as u32, 1.0);
        };
        match &column.kind {
            Kind::Figures(figures) if !figures[row].is_nan() => (self.first, (figures[row] - mean) / spread),
            _ => (self.first + 1, 1.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_regression_finds_the_odds_that_are_there() {
        // Of the rows with the feature 80 of 100 won, of those without 20 of 100.
        let rows: Vec<Sparse> = (0..200).map(|row| if row < 100 { vec![(0, 1.0)] } else { Vec::new() }).collect();
        let outcomes: Vec<bool> = (0..200).map(|row| row % 100 < if row < 100 { 80 } else { 20 }).collect();
        let fitted = fit(&rows, &outcomes, 1, 1e-6);
        let (lone, both) = (logistic(fitted.intercept), logistic(fitted.intercept + fitted.weights[0]));
        assert!((lone - 0.2).abs() < 1e-3 && (both - 0.8).abs() < 1e-3, "{lone} {both}");
    }

    #[test]
    fn what_separates_wholly_does_not_run_away() {
        let rows: Vec<Sparse> = (0..100).map(|row| vec![(u32::from(row < 50), 1.0)]).collect();
        let outcomes: Vec<bool> = (0..100).map(|row| row < 50).collect();
        let fitted = fit(&rows, &outcomes, 2, 1.0);
        assert!(fitted.weights.iter().all(|weight| weight.abs() < 20.0), "{fitted:?}");
    }
}

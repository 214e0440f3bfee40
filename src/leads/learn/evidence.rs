//! Points by weight of evidence: what each value tells, and how much each column adds to the others.

use crate::leads::score::{Attribute, Band, Model, Part, Test};

use super::bins::{Bins, Label};
use super::hints::Hints;
use super::logistic::{self, Sparse};
use super::table::Table;
use super::{PRIOR_LEADS, measure};

/// How far from 50 the scores of all but two in a hundred leads lie at most.
const SPREAD: f64 = 47.0;

/// So many points a doubled chance is worth at most: a history that tells little must not be blown up.
const MOST_POINTS_FOR_DOUBLE: f64 = 12.0;

/// The penalty on what a value tells beyond its weighed evidence: so many leads of doubt at every value.
const SETTLING: f64 = 6.0;

/// What a value is worth.
#[derive(Debug, Clone, PartialEq)]
pub struct LearnedValue {
    /// The value, for people.
    pub value: String,
    /// The leads that had it.
    pub leads: usize,
    /// The customers among them.
    pub won: usize,
    /// Its points, out of 100.
    pub points: f64,
}

impl LearnedValue {
    /// Customers who had it ÷ all leads who had it.
    pub fn ratio(&self) -> f64 {
        self.won as f64 / self.leads.max(1) as f64
    }
}

/// What a column is worth.
#[derive(Debug, Clone, PartialEq)]
pub struct LearnedColumn {
    /// Its name.
    pub name: String,
    /// What it tells of.
    pub part: Part,
    /// How much of its evidence counts beside the other columns: 1 all of it, 0 nothing.
    pub weight: f64,
    /// What its values are worth, the best first.
    pub values: Vec<LearnedValue>,
}

/// What was learned from some rows.
#[derive(Debug)]
pub(super) struct Evidence {
    columns: Vec<Column>,
    intercept: f64,
    /// The log odds of the control.
    control: f64,
    /// Points for one unit of log odds.
    scale: f64,
}

#[derive(Debug)]
struct Column {
    at: usize,
    name: String,
    bins: Bins,
    counts: Vec<(usize, usize)>,
    woe: Vec<f64>,
    weight: f64,
    /// What each value tells beside the other columns, on top of its weighed evidence.
    beside: Vec<f64>,
}

/// How few leads a value must have to be counted by itself.
pub(super) fn fewest(rows: usize) -> usize {
    (rows / 200).clamp(5, 30)
}

impl Evidence {
    /// Learns from some rows of a table.
    pub(super) fn learn(table: &Table, columns: &[usize], rows: &[usize]) -> Self {
        let won = rows.iter().filter(|row| table.outcomes[**row]).count();
        let share = (won as f64 + 0.5) / (rows.len() as f64 + 1.0);
        let control = logit(share);
        let columns = columns.iter().map(|at| Column::count(table, *at, rows, share)).collect();
        let mut evidence = Self { columns, intercept: control, control, scale: 0.0 };
        evidence.weigh(table, rows);
        evidence.settle(table, rows);
        evidence.calibrate(table, rows);
        evidence
    }

    /// Fits the columns' weights together. A column that would count against its own evidence only repeats others: its
    /// weight is zero.
    fn weigh(&mut self, table: &Table, rows: &[usize]) {
        let outcomes: Vec<bool> = rows.iter().map(|row| table.outcomes[*row]).collect();
        let mut used: Vec<usize> = (0..self.columns.len()).collect();
        loop {
            let features: Vec<Sparse> = rows.iter().map(|row| self.features(table, *row, &used)).collect();
            let fitted = logistic::fit(&features, &outcomes, used.len(), 1.0);
            let below = |(_, weight): &(usize, &f64)| **weight <= 0.0;
            let Some((worst, _)) = fitted.weights.iter().enumerate().filter(below).min_by(|a, b| a.1.total_cmp(b.1))
            else {
                self.intercept = fitted.intercept;
                for (at, weight) in used.iter().zip(&fitted.weights) {
                    self.columns[*at].weight = weight.min(1.25);
                }
                return;
            };
            used.remove(worst);
        }
    }

    /// Lets each value differ from its weighed evidence where the other columns call for it: a channel whose visitors stay
    /// for a minute may be a good one all the same. A penalty keeps values of few leads at their evidence.
    fn settle(&mut self, table: &Table, rows: &[usize]) {
        let outcomes: Vec<bool> = rows.iter().map(|row| table.outcomes[*row]).collect();
        let mut first = vec![1_u32];
        for column in &self.columns {
            first.push(first[first.len() - 1] + column.bins.labels.len() as u32);
        }
        let features = |row: &usize| {
            let mut features = vec![(0, self.log_odds(table, *row) * SETTLING)];
            for (column, first) in self.columns.iter().zip(&first) {
                features.push((first + column.bins.of(&table.columns[column.at], *row) as u32, 1.0));
            }
            features
        };
        let features: Vec<Sparse> = rows.iter().map(features).collect();
        let size = first[first.len() - 1] as usize;
        let fitted = logistic::fit(&features, &outcomes, size, SETTLING);
        // The evidence as a whole bears nearly no penalty: its feature is made large, and its weight small.
        let trust = fitted.weights[0] * SETTLING;
        self.intercept = fitted.intercept + trust * self.intercept;
        for (column, first) in self.columns.iter_mut().zip(&first) {
            column.weight *= trust;
            let values = *first as usize..*first as usize + column.bins.labels.len();
            column.beside = fitted.weights[values].to_vec();
        }
        self.centre();
    }

    /// Takes out of each column what all of its leads have in common, so that points tell values from one another.
    fn centre(&mut self) {
        for column in &mut self.columns {
            let leads: usize = column.counts.iter().map(|(leads, _)| leads).sum();
            let sum: f64 = (0..column.woe.len()).map(|bin| column.tells(bin) * column.counts[bin].0 as f64).sum();
            let mean = sum / leads.max(1) as f64;
            self.intercept += mean;
            for beside in &mut column.beside {
                *beside -= mean;
            }
        }
    }

    fn features(&self, table: &Table, row: usize, used: &[usize]) -> Sparse {
        let of = |(feature, at): (usize, &usize)| (feature as u32, self.columns[*at].evidence(table, row));
        used.iter().enumerate().map(of).collect()
    }

    /// Puts the points on their scale: 50 is the control, nearly all leads lie between 3 and 97.
    fn calibrate(&mut self, table: &Table, rows: &[usize]) {
        let mut far: Vec<f64> = rows.iter().map(|row| (self.log_odds(table, *row) - self.control).abs()).collect();
        far.sort_by(f64::total_cmp);
        let most = far.get(far.len() * 98 / 100).copied().unwrap_or(1.0).max(1e-6);
        self.scale = (SPREAD / most).min(MOST_POINTS_FOR_DOUBLE / std::f64::consts::LN_2);
    }

    fn log_odds(&self, table: &Table, row: usize) -> f64 {
        self.intercept + self.columns.iter().map(|column| column.says(table, row)).sum::<f64>()
    }

    /// The score of a row, as the model gives it.
    pub(super) fn score(&self, table: &Table, row: usize) -> u8 {
        let base = tenth(self.base());
        let points = |column: &Column| tenth(self.scale * column.says(table, row));
        let sum = base + self.columns.iter().map(points).sum::<f64>();
        sum.round().clamp(0.0, 100.0) as u8
    }

    /// The chance that a row becomes a customer.
    pub(super) fn chance(&self, table: &Table, row: usize) -> f64 {
        measure::logistic(self.log_odds(table, row))
    }

    fn base(&self) -> f64 {
        50.0 + self.scale * (self.intercept - self.control)
    }

    /// What every value is worth, the column that moves the score most first.
    pub(super) fn columns(&self, hints: &Hints) -> Vec<LearnedColumn> {
        let mut columns: Vec<(f64, LearnedColumn)> =
            self.columns.iter().map(|column| self.column(column, hints)).collect();
        columns.sort_by(|one, other| other.0.total_cmp(&one.0));
        columns.into_iter().map(|(_, column)| column).collect()
    }

    /// A column with how far it moves a score on average.
    fn column(&self, column: &Column, hints: &Hints) -> (f64, LearnedColumn) {
        let total: usize = column.counts.iter().map(|(leads, _)| leads).sum();
        let mut moves = 0.0;
        let mut values = Vec::new();
        for (bin, (label, (leads, won))) in column.bins.labels.iter().zip(&column.counts).enumerate() {
            let points = tenth(self.scale * column.tells(bin));
            moves += points.abs() * *leads as f64 / total.max(1) as f64;
            if *leads > 0 {
                values.push(LearnedValue { value: label.shown(), leads: *leads, won: *won, points });
            }
        }
        values.sort_by(|one, other| other.points.total_cmp(&one.points).then(other.ratio().total_cmp(&one.ratio())));
        let (name, part) = (column.name.clone(), hints.part(&column.name));
        (moves, LearnedColumn { name, part, weight: column.weight, values })
    }

    /// The points as a model; columns that add nothing are left out.
    pub(super) fn model(&self, hints: &Hints) -> Model {
        let attribute = |column: &Column| {
            let points = |bin: usize| tenth(self.scale * column.tells(bin));
            let bands = column.bins.labels.iter().enumerate().filter_map(|(bin, label)| {
                let test = match label {
                    Label::Word(word) => Test::Is(vec![word.clone()]),
                    Label::Range(from, to) => Test::Range(*from, *to),
                    Label::Missing => Test::Missing,
                    Label::Other => return None,
                };
                Some(Band { test, points: points(bin) })
            });
            Attribute {
                column: column.name.clone(),
                part: hints.part(&column.name),
                adds_up: false,
                bands: bands.collect(),
                otherwise: points(column.bins.labels.len() - 2),
            }
        };
        let attributes = self
            .columns
            .iter()
            .map(attribute)
            .filter(|attribute| attribute.bands.iter().any(|band| band.points != 0.0))
            .collect();
        Model { base: tenth(self.base()), attributes }
    }
}

impl Column {
    fn count(table: &Table, at: usize, rows: &[usize], share: f64) -> Self {
        let column = &table.columns[at];
        let bins = Bins::new(column, rows, fewest(rows.len()));
        let mut counts = vec![(0, 0); bins.labels.len()];
        for row in rows {
            let (leads, won) = &mut counts[bins.of(column, *row)];
            *leads += 1;
            *won += usize::from(table.outcomes[*row]);
        }
        let woe = counts.iter().map(|(leads, won)| woe(*leads, *won, share)).collect();
        let beside = vec![0.0; bins.labels.len()];
        Self { at, name: column.name.clone(), bins, counts, woe, weight: 0.0, beside }
    }

    /// What a value tells beside the other columns, in log odds.
    fn tells(&self, bin: usize) -> f64 {
        self.weight * self.woe[bin] + self.beside[bin]
    }

    /// What a row's value tells beside the other columns, in log odds.
    fn says(&self, table: &Table, row: usize) -> f64 {
        self.tells(self.bins.of(&table.columns[self.at], row))
    }

    fn evidence(&self, table: &Table, row: usize) -> f64 {
        self.woe[self.bins.of(&table.columns[self.at], row)]
    }
}

/// What a value tells, in log odds beside the control, after leads of no luck were added.
pub(super) fn woe(leads: usize, won: usize, share: f64) -> f64 {
    let ratio = (won as f64 + PRIOR_LEADS * share) / (leads as f64 + PRIOR_LEADS);
    logit(ratio.clamp(1e-6, 1.0 - 1e-6)) - logit(share)
}

fn logit(share: f64) -> f64 {
    (share / (1.0 - share)).ln()
}

fn tenth(points: f64) -> f64 {
    (points * 10.0).round() / 10.0
}

impl Label {
    /// The values, for people.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Word(word) => word.clone(),
            Self::Range(None, None) => "any figure".to_owned(),
            Self::Range(None, Some(to)) => format!("below {to}"),
            Self::Range(Some(from), None) => format!("{from} and more"),
            Self::Range(Some(from), Some(to)) => format!("{from} to below {to}"),
            Self::Other => "(others)".to_owned(),
            Self::Missing => "(nothing)".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_lucky_leads_prove_little() {
        let lucky = woe(3, 3, 0.3);
        let proven = woe(300, 270, 0.3);
        assert!(lucky > 0.0 && lucky < proven / 4.0, "{lucky} {proven}");
        assert!(woe(0, 0, 0.3).abs() < 1e-9);
        assert!(woe(100, 36, 0.3) > 0.0 && woe(100, 25, 0.3) < 0.0);
    }
}

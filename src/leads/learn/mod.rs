//! Points learned from last quarter's history (domain.md, section 8).
//!
//! Control value = customers ÷ all leads. For each value of each attribute: customers who had it ÷ all leads who had it.
//! The ratio is pulled towards the control by [`PRIOR_LEADS`] leads of no luck, so that three lucky ones prove nothing, and
//! compared with the control in log odds: that is its weight of evidence. A sum of these would count twice what two
//! columns both tell, so each column gets a weight, never below zero, fitted for all columns at once, and each
//! value may then differ from its weighed evidence as far as the other columns call for it. Points are the result, on a
//! scale where 50 is a lead like any other. Every value of every column so has its points, and they add up.
//!
//! Before that, columns that give the outcome away are found and left out (`leaks`), and a part of the history is held
//! back to say how good the points are, beside a logistic regression on the same rows.

mod bins;
mod evidence;
mod hints;
mod leaks;
mod logistic;
mod measure;
mod plot;
mod prepare;
mod table;

use std::collections::BTreeSet;

use thiserror::Error;

use super::score::Model;

pub use evidence::{LearnedColumn, LearnedValue};
pub use hints::Hints;
pub use leaks::Leak;
pub use measure::{Calibration, Quality};
pub use plot::{calibration_plot, points_plot};
pub use table::{Collector, Outcome};

use evidence::Evidence;
use table::Table;

/// How many leads of no luck are added to every value: a value with as many leads goes half the way from the control to
/// its own ratio.
pub const PRIOR_LEADS: f64 = 20.0;

/// The share of a history that is held back to measure.
const HELD_BACK: f64 = 0.3;

/// How few customers, and how few others, tell nothing.
const FEWEST_OF_EACH: usize = 5;

/// What to learn from a history.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wish {
    /// Columns to use though they look as if they gave the outcome away.
    pub keep: BTreeSet<String>,
    /// Columns to leave out.
    pub leave_out: BTreeSet<String>,
    /// The seed of the split.
    pub seed: u64,
}

/// What was learned.
#[derive(Debug, Clone, PartialEq)]
pub struct Lesson {
    /// The leads that count: those whose end is known.
    pub leads: usize,
    /// The customers among them.
    pub won: usize,
    /// What every value is worth, the strongest column first.
    pub columns: Vec<LearnedColumn>,
    /// Columns that give the outcome away, with the reasons; left out unless they were to be kept.
    pub leaks: Vec<Leak>,
    /// Columns left out for other reasons, with these.
    pub left_out: Vec<(String, String)>,
    /// How good the points are on the part held back; `None` where the history is too short to hold any back.
    pub quality: Option<Quality>,
    /// The model.
    pub model: Model,
}

impl Lesson {
    /// Customers ÷ all leads.
    pub fn control(&self) -> f64 {
        self.won as f64 / self.leads.max(1) as f64
    }
}

/// Why nothing can be learned.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NoLesson {
    /// No column tells how it ended.
    #[error("no column tells who became a customer; name it with --outcome COLUMN (there are: {})", .0.join(", "))]
    NoOutcome(Vec<String>),
    /// The column that was named is not there.
    #[error("there is no column `{name}`; there are: {}", .columns.join(", "))]
    NoColumn {
        /// What was asked for.
        name: String,
        /// The columns.
        columns: Vec<String>,
    },
    /// The outcome column has no word for a customer.
    #[error("the column `{column}` holds no word for a customer or for none (such as 1 and 0, yes and no, won and lost); it holds: {}", .values.join(", "))]
    NoWords {
        /// The column.
        column: String,
        /// Some of its values.
        values: Vec<String>,
    },
    /// Too few leads of a kind.
    #[error(
        "{won} customers among {leads} leads are too few to learn from; it takes {FEWEST_OF_EACH} customers and as many others"
    )]
    TooFew {
        /// All leads.
        leads: usize,
        /// The customers.
        won: usize,
    },
    /// Every column was left out.
    #[error("no column is left to learn from: all give the outcome away, tell rows apart or hold one value")]
    NoColumns,
}

/// Learns points from a history.
///
/// # Errors
///
/// Where it holds nothing to be learned.
pub fn learn(table: &Collector, wish: &Wish, hints: &Hints) -> Result<Lesson, NoLesson> {
    let table = table.table();
    let won = table.outcomes.iter().filter(|won| **won).count();
    let leads = table.outcomes.len();
    if won < FEWEST_OF_EACH || leads - won < FEWEST_OF_EACH {
        return Err(NoLesson::TooFew { leads, won });
    }
    let mut left_out = Vec::new();
    let mut useful = Vec::new();
    for (at, column) in table.columns.iter().enumerate() {
        match prepare::useless(column, leads, wish, hints) {
            Some(why) => left_out.push((column.name.clone(), why)),
            None => useful.push(at),
        }
    }
    let given_away = leaks::find(&table, &useful, wish, hints);
    useful.retain(|at| !given_away.iter().any(|leak| !leak.kept && leak.column == table.columns[*at].name));
    if useful.is_empty() {
        return Err(NoLesson::NoColumns);
    }
    let quality = measured(&table, &useful, wish.seed);
    let all: Vec<usize> = (0..leads).collect();
    let evidence = Evidence::learn(&table, &useful, &all);
    Ok(Lesson {
        leads,
        won,
        columns: evidence.columns(hints),
        leaks: given_away,
        left_out,
        quality,
        model: evidence.model(hints),
    })
}

/// How good points are that were learned from one part of the history, on the other.
fn measured(table: &Table, columns: &[usize], seed: u64) -> Option<Quality> {
    let (train, test) = prepare::split(&table.outcomes, HELD_BACK, seed);
    let ends = |rows: &[usize]| {
        let won = rows.iter().filter(|row| table.outcomes[**row]).count();
        won >= FEWEST_OF_EACH && rows.len() - won >= FEWEST_OF_EACH
    };
    if !ends(&train) || !ends(&test) {
        return None;
    }
    let outcomes: Vec<bool> = test.iter().map(|row| table.outcomes[*row]).collect();
    let evidence = Evidence::learn(table, columns, &train);
    let scores: Vec<f64> = test.iter().map(|row| f64::from(evidence.score(table, *row))).collect();
    let chances: Vec<f64> = test.iter().map(|row| evidence.chance(table, *row)).collect();
    let baseline = logistic::Baseline::fit(table, columns, &train);
    let others: Vec<f64> = test.iter().map(|row| baseline.chance(table, *row)).collect();
    Some(Quality {
        learned_from: train.len(),
        held_back: test.len(),
        auc: measure::auc(&scores, &outcomes),
        regression_auc: measure::auc(&others, &outcomes),
        brier: measure::brier(&chances, &outcomes),
        regression_brier: measure::brier(&others, &outcomes),
        calibration: measure::calibration(&scores, &chances, &outcomes),
    })
}

#[cfg(test)]
mod history;
#[cfg(test)]
mod tests;

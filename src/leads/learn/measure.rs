//! How good scores are: whether customers stand above others, and whether chances come true.

/// How good points are on leads that they were not learned from, beside a logistic regression on the same leads.
#[derive(Debug, Clone, PartialEq)]
pub struct Quality {
    /// How many leads the points were learned from.
    pub learned_from: usize,
    /// How many leads were held back to measure.
    pub held_back: usize,
    /// The chance that a customer has the higher score of two leads, one a customer and one not (AUC).
    pub auc: f64,
    /// The same of the regression.
    pub regression_auc: f64,
    /// The mean squared distance between chance and outcome; 0 is best.
    pub brier: f64,
    /// The same of the regression.
    pub regression_brier: f64,
    /// By ranges of the score: what was foretold and what came.
    pub calibration: Vec<Calibration>,
}

/// What was foretold for a range of scores, and what came.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// The lowest score.
    pub from: u8,
    /// The highest score.
    pub to: u8,
    /// The leads.
    pub leads: usize,
    /// The mean of their chances.
    pub foretold: f64,
    /// Customers ÷ leads.
    pub came: f64,
}

/// The chance that log odds mean.
pub(super) fn logistic(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

/// The area under the ROC curve; leads of equal score count half. One half where there are no two kinds of leads.
pub(super) fn auc(scores: &[f64], outcomes: &[bool]) -> f64 {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|one, other| scores[*one].total_cmp(&scores[*other]));
    let won = outcomes.iter().filter(|won| **won).count() as f64;
    let lost = outcomes.len() as f64 - won;
    if won == 0.0 || lost == 0.0 {
        return 0.5;
    }
    let (mut ranks, mut at) = (0.0, 0);
    while at < order.len() {
        let score = scores[order[at]];
        let end = at + order[at..].iter().take_while(|row| scores[**row].total_cmp(&score).is_eq()).count();
        let mean_rank = f64::midpoint((at + 1) as f64, end as f64);
        ranks += mean_rank * order[at..end].iter().filter(|row| outcomes[**row]).count() as f64;
        at = end;
    }
    (ranks - won * (won + 1.0) / 2.0) / (won * lost)
}

/// The mean squared distance between chances and outcomes.
pub(super) fn brier(chances: &[f64], outcomes: &[bool]) -> f64 {
    let miss = |(chance, won): (&f64, &bool)| (chance - f64::from(u8::from(*won))).powi(2);
    chances.iter().zip(outcomes).map(miss).sum::<f64>() / chances.len().max(1) as f64
}

/// What was foretold and what came, by tens of the score.
pub(super) fn calibration(scores: &[f64], chances: &[f64], outcomes: &[bool]) -> Vec<Calibration> {
    const RANGES: u8 = 10;
    let range = |n: u8| {
        let (from, to) = (n * 10, if n + 1 == RANGES { 100 } else { n * 10 + 9 });
        let rows: Vec<usize> =
            (0..scores.len()).filter(|row| (f64::from(from)..=f64::from(to)).contains(&scores[*row])).collect();
        let leads = rows.len();
        let mean = |sum: f64| sum / leads.max(1) as f64;
        let foretold = mean(rows.iter().map(|row| chances[*row]).sum());
        let came = mean(rows.iter().filter(|row| outcomes[**row]).count() as f64);
        (leads > 0).then_some(Calibration { from, to, leads, foretold, came })
    };
    (0..RANGES).filter_map(range).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_area_counts_pairs_in_order_and_ties_by_half() {
        let outcomes = [true, false, true, false];
        assert!((auc(&[0.9, 0.1, 0.8, 0.2], &outcomes) - 1.0).abs() < 1e-12);
        assert!((auc(&[0.5; 4], &outcomes) - 0.5).abs() < 1e-12);
        assert!((auc(&[0.1, 0.9, 0.2, 0.8], &outcomes)).abs() < 1e-12);
        assert!((auc(&[0.9, 0.5, 0.5, 0.1], &outcomes) - 0.875).abs() < 1e-12);
        assert!((auc(&[0.9], &[true]) - 0.5).abs() < 1e-12);
    }
}

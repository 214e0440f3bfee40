//! A column cut into values that are counted: its words, ranges of its figures, and that nothing is known.

use super::table::{Column, Kind, MISSING};

/// Into how many ranges figures are cut at most.
const MOST_RANGES: usize = 10;

/// How a column is cut.
#[derive(Debug, Clone)]
pub(super) struct Bins {
    /// What is counted, in the order of the codes; the last two are "any other value" and "nothing is known".
    pub(super) labels: Vec<Label>,
    /// For words: the bin of each code. For figures: nothing.
    of_code: Vec<usize>,
    /// For figures: where each range but the first begins.
    edges: Vec<f64>,
}

/// What a bin holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Label {
    /// One word.
    Word(String),
    /// Figures from the first (included) to the second (not included).
    Range(Option<f64>, Option<f64>),
    /// Words that too few leads had, and those that nobody had.
    Other,
    /// Nothing is known.
    Missing,
}

impl Bins {
    /// Cuts a column by the rows that are learned from. A word of fewer leads than `fewest` counts among the others, and
    /// no range has fewer.
    pub(super) fn new(column: &Column, rows: &[usize], fewest: usize) -> Self {
        match &column.kind {
            Kind::Words { values, rows: codes, .. } => Self::of_words(values, codes, rows, fewest),
            Kind::Figures(figures) => Self::of_figures(figures, rows, fewest),
        }
    }

    fn of_words(values: &[String], codes: &[u32], rows: &[usize], fewest: usize) -> Self {
        let mut counts = vec![0_usize; values.len()];
        for row in rows {
            if let Some(count) = counts.get_mut(codes[*row] as usize) {
                *count += 1;
            }
        }
        let kept: Vec<usize> = (0..values.len()).filter(|code| counts[*code] >= fewest.max(1)).collect();
        let mut of_code = vec![kept.len(); values.len()];
        for (bin, code) in kept.iter().enumerate() {
            of_code[*code] = bin;
        }
        let labels = kept.iter().map(|code| Label::Word(values[*code].clone()));
        Self { labels: labels.chain([Label::Other, Label::Missing]).collect(), of_code, edges: Vec::new() }
    }

    fn of_figures(figures: &[f64], rows: &[usize], fewest: usize) -> Self {
        let mut known: Vec<f64> = rows.iter().map(|row| figures[*row]).filter(|n| !n.is_nan()).collect();
        known.sort_by(f64::total_cmp);
        let ranges = MOST_RANGES.min(known.len() / fewest.max(1)).max(1);
        let mut edges: Vec<f64> = Vec::new();
        let mut last = 0;
        for cut in 1..ranges {
            let at = cut * known.len() / ranges;
            // A range begins where a new figure does: equal ones stay together.
            let edge = known[at];
            let begins = known.partition_point(|n| *n < edge);
            let (edge, begins) = if begins >= last + fewest.max(1) {
                (edge, begins)
            } else {
                let next = known.partition_point(|n| *n <= edge);
                let Some(after) = known.get(next) else { continue };
                (*after, next)
            };
            if begins >= last + fewest.max(1)
                && known.len() - begins >= fewest
                && edges.last().is_none_or(|e| edge > *e)
            {
                edges.push(edge);
                last = begins;
            }
        }
        let starts = std::iter::once(None).chain(edges.iter().copied().map(Some));
        let ends = edges.iter().copied().map(Some).chain([None]);
        let labels = starts.zip(ends).map(|(from, to)| Label::Range(from, to));
        Self { labels: labels.chain([Label::Other, Label::Missing]).collect(), of_code: Vec::new(), edges }
    }

    /// The bin of a row's value.
    pub(super) fn of(&self, column: &Column, row: usize) -> usize {
        let missing = self.labels.len() - 1;
        match &column.kind {
            Kind::Words { rows, .. } if rows[row] == MISSING => missing,
            Kind::Words { rows, .. } => self.of_code.get(rows[row] as usize).copied().unwrap_or(missing - 1),
            Kind::Figures(figures) if figures[row].is_nan() => missing,
            Kind::Figures(figures) => self.edges.partition_point(|edge| *edge <= figures[row]),
        }
    }
}

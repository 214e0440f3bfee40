//! A history as columns of figures and words, collected row by row.

use std::collections::HashMap;

use crate::leads::columns::Columns;
use crate::leads::words::key;

use super::NoLesson;
use super::hints::Hints;

/// The code of a cell that holds nothing.
pub(super) const MISSING: u32 = u32::MAX;

/// The largest number of different values that a column keeps; one with more is no attribute of a lead.
const MOST_VALUES: usize = 20_000;

/// The column that tells how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Its place.
    pub at: usize,
    /// Its name.
    pub name: String,
}

/// Takes in a history row by row.
#[derive(Debug)]
pub struct Collector {
    outcome: Outcome,
    names: Vec<String>,
    words: Vec<Words>,
    outcomes: Vec<bool>,
    /// Words of the outcome column that tell neither.
    unclear: HashMap<String, usize>,
}

/// The different values of a column, and which row has which.
#[derive(Debug, Default)]
struct Words {
    codes: HashMap<String, u32>,
    values: Vec<String>,
    rows: Vec<u32>,
    overflows: bool,
}

/// A history as columns.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) columns: Vec<Column>,
    pub(super) outcomes: Vec<bool>,
}

/// A column.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Kind,
}

/// What a column holds.
#[derive(Debug)]
pub(super) enum Kind {
    /// Figures; what is missing is no number.
    Figures(Vec<f64>),
    /// Words: the different values, and the code of each row's.
    Words {
        values: Vec<String>,
        rows: Vec<u32>,
        /// There were too many to be kept.
        overflows: bool,
    },
}

impl Collector {
    /// Begins with the names of the columns; `outcome` names the one that tells how it ended, else it is found by the
    /// usual names.
    ///
    /// # Errors
    ///
    /// Where there is no such column.
    pub fn new(names: &[String], outcome: Option<&str>, hints: &Hints) -> Result<Self, NoLesson> {
        let at = match outcome {
            Some(wanted) => names
                .iter()
                .position(|name| key(name) == key(wanted))
                .ok_or_else(|| NoLesson::NoColumn { name: wanted.to_owned(), columns: names.to_vec() })?,
            None => hints.outcome_column(names).ok_or_else(|| NoLesson::NoOutcome(names.to_vec()))?,
        };
        let words = names.iter().map(|_| Words::default()).collect();
        let outcome = Outcome { at, name: names[at].clone() };
        Ok(Self { outcome, names: names.to_vec(), words, outcomes: Vec::new(), unclear: HashMap::new() })
    }

    /// The column that tells how it ended.
    pub const fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// Takes a row in; one whose end is not known is counted and left out. Cells that are lacking hold nothing.
    pub fn take<S: AsRef<str>>(&mut self, cells: &[S], columns: &Columns, hints: &Hints) {
        let cell = |at: usize| cells.get(at).map_or("", |cell| columns.cell(cell.as_ref()));
        let end = cell(self.outcome.at);
        let Some(won) = hints.is_won(end) else {
            if self.unclear.len() < 1_000 {
                *self.unclear.entry(end.to_owned()).or_default() += 1;
            }
            return;
        };
        self.outcomes.push(won);
        for (at, words) in self.words.iter_mut().enumerate() {
            words.take(cell(at));
        }
    }

    /// How many rows told neither of a customer nor of none.
    pub fn unclear(&self) -> usize {
        self.unclear.values().sum()
    }

    /// Whether a column was found whose words tell nothing.
    ///
    /// # Errors
    ///
    /// [`NoLesson::NoWords`], with some of the words.
    pub fn check(&self) -> Result<(), NoLesson> {
        if !self.outcomes.is_empty() || self.unclear.is_empty() {
            return Ok(());
        }
        let mut values: Vec<String> = self.unclear.keys().cloned().collect();
        values.sort();
        values.truncate(8);
        Err(NoLesson::NoWords { column: self.outcome.name.clone(), values })
    }

    pub(super) fn table(&self) -> Table {
        let attributes = self.names.iter().zip(&self.words).enumerate().filter(|(at, _)| *at != self.outcome.at);
        let columns = attributes.map(|(_, (name, words))| Column { name: name.clone(), kind: words.kind() }).collect();
        Table { columns, outcomes: self.outcomes.clone() }
    }
}

impl Words {
    fn take(&mut self, cell: &str) {
        if cell.is_empty() {
            self.rows.push(MISSING);
            return;
        }
        if let Some(code) = self.codes.get(cell) {
            self.rows.push(*code);
            return;
        }
        if self.values.len() >= MOST_VALUES {
            self.overflows = true;
            self.rows.push(MISSING);
            return;
        }
        let code = self.values.len() as u32;
        self.codes.insert(cell.to_owned(), code);
        self.values.push(cell.to_owned());
        self.rows.push(code);
    }

    /// Figures, where nearly all values are and there are more than a few of them; else words.
    fn kind(&self) -> Kind {
        const FEW_VALUES: usize = 6;
        const NEARLY_ALL: f64 = 0.98;
        let figures: Vec<Option<f64>> = self.values.iter().map(|value| figure(value)).collect();
        let told = self.rows.iter().filter(|code| **code != MISSING).count();
        let is_figure = |code: &&u32| figures.get(**code as usize).copied().flatten().is_some();
        let read = self.rows.iter().filter(is_figure).count();
        if !self.overflows && self.values.len() > FEW_VALUES && read as f64 >= NEARLY_ALL * told as f64 {
            let of = |code: &u32| figures.get(*code as usize).copied().flatten().unwrap_or(f64::NAN);
            return Kind::Figures(self.rows.iter().map(of).collect());
        }
        Kind::Words { values: self.values.clone(), rows: self.rows.clone(), overflows: self.overflows }
    }
}

/// A cell that holds a figure and nothing else.
fn figure(cell: &str) -> Option<f64> {
    let plain = cell.trim().trim_end_matches('%').replace(',', "");
    let is_plain = plain.chars().all(|c| c.is_ascii_digit() || ".-+eE".contains(c));
    plain.parse::<f64>().ok().filter(|n| is_plain && n.is_finite())
}

impl Column {
    /// The code of a row's value, for words; [`MISSING`] for figures.
    pub(super) fn is_missing(&self, row: usize) -> bool {
        match &self.kind {
            Kind::Figures(figures) => figures[row].is_nan(),
            Kind::Words { rows, .. } => rows[row] == MISSING,
        }
    }
}

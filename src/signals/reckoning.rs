//! How a house reckons dates where the words alone leave two readings.

use serde::{Deserialize, Serialize};

/// In which order a day and a month are written in figures: `4/5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayOrder {
    /// `4/5` is the fifth of April, as in the United States.
    #[default]
    MonthFirst,
    /// `4/5` is the fourth of May, as nearly everywhere else.
    DayFirst,
}

/// What a user sets about dates. A date that only one order allows (`13/2`) is read by that order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reckoning {
    /// The order of day and month in figures.
    pub day_order: DayOrder,
    /// The month in which the fiscal year begins, 1 to 12. Where nothing is set, "fiscal year" and `FY27` begin in
    /// January, and "financial year" and `FY 2027-28` in April, as in the United Kingdom and India.
    pub fiscal_year_start: Option<i8>,
}

//! How a house reckons dates where the words alone leave two readings.

use schemars::JsonSchema;

/// In which order a day and a month are written in figures: `4/5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, JsonSchema)]
#[schemars(rename_all = "snake_case")]
pub enum DayOrder {
    /// `4/5` is the fifth of April, as in the United States.
    #[default]
    MonthFirst,
    /// `4/5` is the fourth of May, as nearly everywhere else.
    DayFirst,
}

impl DayOrder {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::MonthFirst, Self::DayFirst];

    /// The word that a config uses.
    pub const fn id(self) -> &'static str {
        match self {
            Self::MonthFirst => "month_first",
            Self::DayFirst => "day_first",
        }
    }
}

/// A month of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Month {
    January,
    February,
    March,
    April,
    May,
    June,
    July,
    August,
    September,
    October,
    November,
    December,
}

impl Month {
    /// All of them, in the order of the year.
    pub const ALL: [Self; 12] = [
        Self::January,
        Self::February,
        Self::March,
        Self::April,
        Self::May,
        Self::June,
        Self::July,
        Self::August,
        Self::September,
        Self::October,
        Self::November,
        Self::December,
    ];

    /// Its place in the year, from 1.
    pub const fn number(self) -> i8 {
        self as i8 + 1
    }

    /// The word that a config uses.
    pub const fn id(self) -> &'static str {
        match self {
            Self::January => "january",
            Self::February => "february",
            Self::March => "march",
            Self::April => "april",
            Self::May => "may",
            Self::June => "june",
            Self::July => "july",
            Self::August => "august",
            Self::September => "september",
            Self::October => "october",
            Self::November => "november",
            Self::December => "december",
        }
    }
}

/// What a user sets about dates that have two readings. A date that only one order allows (`13/2`) is read by that
/// order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, JsonSchema)]
#[schemars(rename = "Dates", deny_unknown_fields, default)]
pub struct Reckoning {
    /// Which way 4/5 is read: `month_first` is 5 April, `day_first` 4 May.
    pub day_order: DayOrder,
    /// The month in which the fiscal year begins. Without one, "fiscal year" and FY27 begin in January, and "financial
    /// year" and FY 2027-28 in April, as in the United Kingdom and India.
    pub fiscal_year_start: Option<Month>,
}

//! What a user has set, as far as a call depends on it.

use crate::bank::problem::Sink;
use crate::bank::yaml::{Fields, Node, word};
use crate::qualify::{Icp, Known};
use crate::signals::{DayOrder, Month, Reckoning};

/// What a user has set, as far as a call depends on it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Setup {
    /// The ideal customer profile.
    pub icp: Icp,
    /// The price of the product, in words as they are said ("15 thousand a year"), for phrasings that name it.
    pub price: Option<String>,
    /// How dates are reckoned that have two readings.
    pub reckoning: Reckoning,
    /// What is on record of the company before anybody speaks.
    pub known: Known,
}

impl From<Icp> for Setup {
    fn from(icp: Icp) -> Self {
        Self { icp, ..Self::default() }
    }
}

/// Reads how dates are reckoned; what cannot be read is reported, and stays as if it were not set.
pub fn reckoning(node: &Node, sink: &Sink) -> Reckoning {
    let mut fields = Fields::of(node, "how dates are read", sink);
    let order = |node| word(node, "an order of day and month", &DayOrder::ALL, DayOrder::id, sink);
    let day_order = fields.optional_node("day_order").and_then(order).unwrap_or_default();
    let month = |node| word(node, "the name of a month", &Month::ALL, Month::id, sink);
    let fiscal_year_start = fields.optional_node("fiscal_year_start").and_then(month);
    fields.finish();
    Reckoning { day_order, fiscal_year_start }
}

//! The ideal customer profile: what a lead is compared with (domain.md, section 3).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An inclusive range; an open end is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Range {
    /// The lower end.
    pub min: Option<f64>,
    /// The upper end.
    pub max: Option<f64>,
}

impl Range {
    /// Whether it leaves every number free.
    pub(super) fn is_free(self) -> bool {
        self.min.is_none() && self.max.is_none()
    }

    /// Whether some of the numbers from one to another lie in it.
    pub(super) fn meets(self, low: f64, high: f64) -> bool {
        self.min.is_none_or(|min| high >= min) && self.max.is_none_or(|max| low <= max)
    }
}

/// The ideal customer profile. An empty list or an open range constrains nothing.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Icp {
    /// Industries that we sell to.
    pub industries: Vec<String>,
    /// Territories that we sell in.
    pub territories: Vec<String>,
    /// Company size in people.
    pub size: Range,
    /// Yearly revenue, in whatever currency the lead is in.
    pub revenue: Range,
    /// The pains that the product solves.
    pub pains: Vec<String>,
    /// Roles that usually buy.
    pub personas: Vec<String>,
    /// What rules a company out, whatever the rest says.
    pub deal_breakers: Vec<String>,
}

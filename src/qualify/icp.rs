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

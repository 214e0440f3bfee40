//! The ideal customer profile as people write it: in a config, a call script, a persona.

use super::icp::{Icp, Range};
use crate::bank::problem::{Code, Sink};
use crate::bank::yaml::{Fields, FromNode, Node};

impl FromNode for Icp {
    /// What cannot be read is reported, and constrains nothing.
    fn from_node(node: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(node, "an ideal customer profile", sink);
        let icp = Self {
            industries: fields.list("industries"),
            territories: fields.list("territories"),
            size: range(fields.optional_node("size"), sink),
            revenue: range(fields.optional_node("revenue"), sink),
            pains: fields.list("pains"),
            personas: fields.list("personas"),
            deal_breakers: fields.list("deal_breakers"),
        };
        fields.finish();
        Some(icp)
    }
}

fn range(node: Option<&Node>, sink: &Sink) -> Range {
    let Some(node) = node else { return Range::default() };
    let mut fields = Fields::of(node, "a range", sink);
    let range = Range { min: fields.optional("min"), max: fields.optional("max") };
    fields.finish();
    let bad = match (range.min, range.max) {
        (Some(min), Some(max)) if min > max => Some(format!("no number is from {min} to {max}")),
        (Some(end), _) | (_, Some(end)) if end < 0.0 => Some(format!("{end} is below zero")),
        _ => None,
    };
    if let Some(message) = bad {
        sink.report(
            sink.problem(Code::OutOfRange, node.place, message)
                .with_expected("numbers from 0, the smaller one as `min`, such as {min: 50, max: 5000}"),
        );
    }
    range
}

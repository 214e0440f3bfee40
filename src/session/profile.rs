//! The ideal customer profile as people write it, in a config or a call script.

use crate::bank::problem::Sink;
use crate::bank::yaml::{FromNode as _, Node};
use crate::qualify::Icp;

/// Reads a profile; what cannot be read is reported, and constrains nothing.
pub fn icp(node: &Node, sink: &Sink) -> Icp {
    Icp::from_node(node, sink).unwrap_or_default()
}

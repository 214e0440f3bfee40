//! The signals in an answer: one flag a file, one table, and the precedence between them (signals.md).
//!
//! A remark is examined once ([`Examined`]); every rule then says whether its flag holds by itself, and
//! [`judge`] lets the stronger flags silence the weaker ones.

mod disowning;
mod examined;
mod excuse;
mod extravagance;
mod horizon;
mod knowledge;
mod links;
mod particulars;
mod question;
#[cfg(test)]
pub(crate) mod samples;
mod short;
mod specific;
mod steps;
mod tale;
mod unknowing;
mod unrealistic;
mod vague;
mod weighed;

pub(crate) use examined::Examined;
pub use weighed::unknowing_features;

use crate::bank::FlagKind;

use super::Flag;
use super::value::Span;

/// A rule: whether its flag holds, taken by itself.
type Rule = fn(&Examined<'_>) -> Option<Flag>;

/// Every flag that one answer can carry by itself, in the order in which they are shown.
const RULES: &[Rule] =
    &[specific::rule, knowledge::rule, excuse::rule, unknowing::rule, unrealistic::rule, vague::rule, short::rule];

/// Who silences whom: where the first holds, the second does not (signals.md, "Order of precedence").
const SILENCES: &[(FlagKind, FlagKind)] = &[
    (FlagKind::Unknowing, FlagKind::Short),
    (FlagKind::Unknowing, FlagKind::Vague),
    (FlagKind::Unknowing, FlagKind::Excuse),
    (FlagKind::Unrealistic, FlagKind::Specific),
    (FlagKind::Unrealistic, FlagKind::Vague),
    (FlagKind::Unrealistic, FlagKind::Short),
    (FlagKind::Excuse, FlagKind::Vague),
    (FlagKind::Excuse, FlagKind::Short),
    (FlagKind::Specific, FlagKind::Vague),
    (FlagKind::Specific, FlagKind::Short),
    (FlagKind::Specific, FlagKind::Unknowing),
    (FlagKind::Vague, FlagKind::Short),
];

/// The flags that hold on one answer, contradictions apart.
pub(crate) fn judge(examined: &Examined<'_>) -> Vec<Flag> {
    if examined.question.idle || examined.declines().is_some() {
        return Vec::new();
    }
    let raised: Vec<Flag> = RULES.iter().filter_map(|rule| rule(examined)).collect();
    let holds = |kind| raised.iter().any(|flag: &Flag| flag.kind == kind);
    let silenced = |flag: &Flag| SILENCES.iter().any(|&(stronger, weaker)| weaker == flag.kind && holds(stronger));
    let claim = raised.iter().find(|flag| flag.kind == FlagKind::Unrealistic);
    let empty = |flag: &Flag| {
        flag.kind == FlagKind::Knowledge && claim.is_some_and(|claim| examined.particulars_beside(&claim.spans) < 2)
    };
    // What explains an excuse is no evidence by itself: only figures, names and days beside it are.
    let excused = holds(FlagKind::Excuse) && examined.question.is_open() && examined.checked_values() < 2;
    let spent = |flag: &Flag| excused && matches!(flag.kind, FlagKind::Specific | FlagKind::Knowledge);
    raised.iter().filter(|flag| !silenced(flag) && !empty(flag) && !spent(flag)).cloned().collect()
}

/// A flag of one answer.
fn flag(kind: FlagKind, spans: Vec<Span>, why: String, advice: &str) -> Flag {
    Flag { kind, spans: in_order(spans), why, advice: advice.to_owned(), against: None }
}

/// Spans in the order of the text, each once, those inside another left out.
fn in_order(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut reach = 0;
    spans.retain(|span| {
        let is_new = span.start < span.end && span.end > reach;
        reach = reach.max(span.end);
        is_new
    });
    spans
}

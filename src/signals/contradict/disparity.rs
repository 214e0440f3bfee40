//! Answers that do not agree and contradict nothing: what has changed since an earlier call, and what two contacts tell
//! differently. Both are shown with their words; neither is a flag (signals.md).

use crate::call::{PersonId, RemarkId};
use crate::signals::Answer;
use crate::signals::value::Span;

use super::Present;

/// Why two answers that do not agree are no contradiction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisparityKind {
    /// The same contact said otherwise on an earlier day and tells openly that things changed: history.
    Changed,
    /// Another contact of the lead said otherwise: they differ.
    Differs,
}

/// An earlier answer that does not agree with the one at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disparity {
    /// Why it is no contradiction.
    pub kind: DisparityKind,
    /// The earlier remark.
    pub with: RemarkId,
    /// Who made it.
    pub by: PersonId,
    /// The earlier words, as bytes of the earlier text.
    pub before: Span,
    /// The words at hand.
    pub now: Span,
    /// Both quotes with the time of the earlier one.
    pub why: String,
}

impl Disparity {
    pub(super) fn new(kind: DisparityKind, present: &Present<'_>, answer: &Answer, before: Span, now: Span) -> Self {
        let claim = match kind {
            DisparityKind::Changed => "has changed",
            DisparityKind::Differs => "they differ",
        };
        let why = format!("{claim}: {}", both(present, answer, before, now));
        Self { kind, with: answer.remark, by: answer.by, before, now, why }
    }
}

/// Both quotes, the earlier with its time.
pub(super) fn both(present: &Present<'_>, answer: &Answer, before: Span, now: Span) -> String {
    let (earlier, later) = (before.of(&answer.text).trim(), now.of(present.side.text).trim());
    format!("“{earlier}” {}, “{later}” now", when(present, answer))
}

/// When an earlier answer was given, as far as it differs from now: "at 14:32", "on 12 May", "on 12 May 2025".
fn when(present: &Present<'_>, answer: &Answer) -> String {
    let (then, now) = (answer.at, present.at);
    let shown = match () {
        () if then == now => return "before".to_owned(),
        () if then.date() == now.date() => then.strftime("at %H:%M"),
        () if then.year() == now.year() => then.strftime("on %-d %B"),
        () => then.strftime("on %-d %B %Y"),
    };
    shown.to_string()
}

//! How a criterion is put in words, from the answers that settle it.

use crate::bank::{CRITERIA, CriterionRow, Grade, Level};

use super::Criterion;
use super::icp::Icp;
use super::ledger::{Ledger, Standpoint};

/// The topics heard that settle a criterion, families resolved.
pub(super) fn topics_heard<'a>(row: &CriterionRow, ledger: &Ledger<'a>) -> Vec<&'a str> {
    ledger.heard().filter(|topic| row.covers(topic)).collect()
}

/// What is still to find out while a criterion is open ("who would use it").
pub fn criterion_asks(id: &str) -> &'static str {
    row_of(id).asks
}

/// The criterion that a topic settles, with its level.
pub fn criterion_of(topic: &str) -> Option<(Level, &'static str)> {
    CRITERIA.iter().find(|row| row.covers(topic)).map(|row| (row.level, row.id))
}

/// The row with this id.
pub(super) fn row_of(id: &str) -> &'static CriterionRow {
    CRITERIA.iter().find(|row| row.id == id).unwrap_or(&CRITERIA[0])
}

/// A criterion that stands where its answers put it.
pub(super) fn settled(row: &CriterionRow, stands: Standpoint, accepts: Grade, ledger: &Ledger<'_>) -> Criterion {
    let why = reason(&stands, accepts, ledger);
    decided(row, stands, accepts, why)
}

/// A criterion with a reason of its own.
pub(super) fn decided(row: &CriterionRow, stands: Standpoint, accepts: Grade, why: String) -> Criterion {
    Criterion {
        id: row.id,
        title: row.title,
        grade: stands.grade,
        met: stands.grade.is_enough(accepts),
        failed: stands.grade == Grade::Refuted,
        answers: stands.answers,
        why,
    }
}

/// A criterion that the profile leaves free. Where no profile is set at all, it says so: nothing was compared.
pub(super) fn unconstrained(row: &CriterionRow, icp: &Icp) -> Criterion {
    let is_set = *icp != Icp::default();
    Criterion {
        id: row.id,
        title: row.title,
        grade: Grade::Open,
        met: true,
        failed: false,
        answers: Vec::new(),
        why: if is_set { "the profile leaves it free" } else { "no profile is set: every company fits" }.to_owned(),
    }
}

/// Why a criterion stands at its grade, in one sentence with the words that put it there.
fn reason(stands: &Standpoint, accepts: Grade, ledger: &Ledger<'_>) -> String {
    let words = quotes(stands, ledger);
    match stands.grade {
        Grade::Open => "nothing heard that settles it".to_owned(),
        Grade::Claimed if accepts == Grade::Evidenced => format!("only claimed so far: {words}"),
        Grade::Claimed => format!("claimed, without particulars: {words}"),
        Grade::Evidenced => format!("told with particulars: {words}"),
        Grade::Refuted => format!("denied: {words}"),
        Grade::Disputed => format!("the answers disagree: {words}"),
    }
}

/// The words behind a standpoint, quoted; two at most, the first and the last.
pub(super) fn quotes(stands: &Standpoint, ledger: &Ledger<'_>) -> String {
    let texts: Vec<String> = match stands.answers.as_slice() {
        [] => Vec::new(),
        [only] => vec![quote_of(ledger, *only)],
        [first, .., last] => vec![quote_of(ledger, *first), quote_of(ledger, *last)],
    };
    texts.join(" / ")
}

fn quote_of(ledger: &Ledger<'_>, id: crate::call::RemarkId) -> String {
    ledger.answer(id).map(|answer| quote(&answer.text)).unwrap_or_default()
}

/// The longest quote, in characters.
const QUOTE_LENGTH: usize = 72;

/// A remark in quotation marks, cut at a word when it is long.
pub(super) fn quote(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= QUOTE_LENGTH {
        return format!("“{text}”");
    }
    let cut: String = text.chars().take(QUOTE_LENGTH).collect();
    let cut = cut.rsplit_once(char::is_whitespace).map_or(cut.as_str(), |(whole, _)| whole);
    format!("“{}…”", cut.trim_end_matches([',', ';', ':', ' ']))
}

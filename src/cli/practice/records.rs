//! The practice calls that are kept: a folder of their own, so that no list of real calls knows of them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::bank::source;
use crate::cli::context::{Context, Outcome};
use crate::cli::paths::files_in;
use crate::practice::{GradeSummary, Record};
use crate::report::printable;

/// A practice call that is kept.
pub(super) struct Kept {
    /// Its id.
    pub(super) id: String,
    /// Its other end; the journal is in the store.
    pub(super) record: Record,
}

/// Every practice call, the oldest first; what cannot be read is left out.
pub(super) fn all(data_dir: &Path) -> Vec<Kept> {
    let records = Record::folder(data_dir).join(Record::RECORDS);
    let mut files: Vec<PathBuf> = files_in(&records).into_iter().map(|(_, path)| path).collect();
    // Ids begin with the time.
    files.sort();
    files.iter().filter_map(|path| Some(Kept { id: id_of(path)?, record: read(path).ok()? })).collect()
}

fn id_of(path: &Path) -> Option<String> {
    Some(path.file_name()?.to_str()?.strip_suffix(".json")?.to_owned()).filter(|id| !id.starts_with('.'))
}

/// Reads a practice call from a file.
///
/// # Errors
/// That it cannot be read, or is none, in a sentence for people.
pub(super) fn read(path: &Path) -> Result<Record, String> {
    let source = source::read(path).map_err(|problems| problems.to_string())?;
    Record::parse(&source.text)
}

/// The grades over time, with what is passed less often than the rest.
pub(super) fn trend(context: &mut Context<'_>) -> anyhow::Result<Outcome> {
    let summaries: Vec<GradeSummary> =
        all(&context.paths.data_dir).into_iter().filter_map(|kept| kept.record.summary).collect();
    let mut text = String::new();
    if summaries.is_empty() {
        text.push_str("No practice call was wrapped up yet. `bantam practice` begins one.");
    }
    for summary in &summaries {
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{}  {:>3}%  {:>2}/{:<3} {:<24} {:<10} seed {}",
            summary.at.strftime("%Y-%m-%d %H:%M"),
            percent(summary.passed, summary.of),
            summary.passed,
            summary.of,
            printable(&summary.persona),
            printable(&summary.bank),
            summary.seed,
        );
    }
    let weakest = weakest(&summaries);
    if !weakest.is_empty() {
        let _ = writeln!(text, "\nBy check, the weakest first (in brackets: the first half of your calls):");
    }
    for (kind, share, before) in &weakest {
        let before = before.map_or_else(String::new, |before| format!("  ({before}%)"));
        let _ = writeln!(text, "{kind:<12} {share:>3}%{before}");
    }
    let by_kind: Vec<_> = weakest
        .iter()
        .map(|(kind, share, before)| json!({"check": kind, "percent": share, "before": before}))
        .collect();
    context.print(&json!({ "calls": summaries, "checks": by_kind }), &text)?;
    Ok(Outcome::Fine)
}

/// How often each kind of check is passed in the later half of the calls, and in the first, the weakest first.
fn weakest(summaries: &[GradeSummary]) -> Vec<(String, u32, Option<u32>)> {
    let (first, second) = summaries.split_at(summaries.len() / 2);
    let share = |of: &[GradeSummary], kind| {
        let counts = of.iter().filter_map(|summary| summary.by_kind.get(&kind));
        let (passed, made) = counts.fold((0, 0), |(a, b), (passed, of)| (a + passed, b + of));
        (made > 0).then(|| percent(passed, made))
    };
    let kinds = crate::practice::CheckKind::ALL
        .iter()
        .filter_map(|&kind| Some((kind.id().replace('_', " "), share(second, kind)?, share(first, kind))));
    let mut kinds: Vec<_> = kinds.collect();
    kinds.sort_by_key(|(_, share, _)| *share);
    kinds
}

fn percent(passed: u32, of: u32) -> u32 {
    (passed * 100).checked_div(of).unwrap_or_default()
}

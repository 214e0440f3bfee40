//! What to do better next time: at most three things, each with the line that shows it.

use super::{Check, CheckKind};

/// How many things are enough for one call.
const MOST: usize = 3;

/// What to do about a kind of failed check, and what one failure of it costs beside the others: what decides the call
/// comes before how it was held, and the cause before what follows from it.
const fn rule(kind: CheckKind) -> (usize, &'static str) {
    match kind {
        CheckKind::Open => (12, "Ask openly: begin with what, how, who, which, when"),
        CheckKind::Line => (10, "Keep the prospect on the line: open questions warm, closed and repeated ones cool"),
        CheckKind::Bunch => (8, "Break rows of closed or hard questions: go back to their work and goals for a moment"),
        CheckKind::Probe => (4, "Probe weak answers at once: ask for the figure, the date, the name"),
        CheckKind::FoundOut => (3, "Find out what decides"),
        CheckKind::Twice => (3, "Look at what was heard before you ask"),
        CheckKind::Flag => (2, "Flag what you hear, and note the words that carry it"),
        CheckKind::FalseFlag => (2, "Flag only what was said"),
        CheckKind::Fact => (2, "Note figures, dates and names with all that belongs to them"),
        CheckKind::Time => (2, "Mind the time: settle first what can still change the verdict"),
        CheckKind::Level | CheckKind::Verdict => (1, "Settle all three levels before you wrap up"),
    }
}

pub(super) fn advice(checks: &[Check]) -> Vec<String> {
    let mut costs: Vec<(usize, CheckKind, &Check)> = Vec::new();
    for kind in CheckKind::ALL {
        let mut failed = checks.iter().filter(|check| check.kind == *kind && !check.passed);
        if let Some(first) = failed.next() {
            costs.push(((1 + failed.count()) * rule(*kind).0, *kind, first));
        }
    }
    // Of two that cost the same, the one listed first.
    costs.sort_by_key(|(cost, kind, _)| (std::cmp::Reverse(*cost), *kind));
    let line = |(_, kind, first): &(usize, CheckKind, &Check)| {
        let what = if *kind == CheckKind::FoundOut { format!(" ({})", first.what) } else { String::new() };
        format!("{}{what}: {}", rule(*kind).1, first.proof)
    };
    costs.iter().take(MOST).map(line).collect()
}

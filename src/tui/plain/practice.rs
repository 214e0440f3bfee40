//! Practice in words.

use super::words::quote;
use crate::practice::Grade;
use crate::session::rehearsal::LineView;

/// What is heard on the line.
pub(super) fn line(heard: &LineView) -> Vec<String> {
    let asked = (!heard.asked.is_empty()).then(|| format!("You: {}", heard.asked));
    asked.into_iter().chain([format!("{} ({}): {}", heard.name, heard.mood, quote(&heard.answer))]).collect()
}

/// How a practice call is held line by line.
pub(super) fn introduction() -> String {
    "Practice: Enter alone asks the question; ? and words ask in your own, ? alone probes; other words are your note."
        .to_owned()
}

/// The grade, check by check.
pub(super) fn grade(grade: &Grade) -> Vec<String> {
    let mut lines =
        vec![format!("Grade: {}%, {} of {} checks hold.", grade.percent(), grade.passed(), grade.checks.len())];
    lines.extend(grade.advice.iter().enumerate().map(|(n, advice)| format!("Next time, {}: {advice}", n + 1)));
    lines.extend(
        grade
            .checks
            .iter()
            .map(|check| format!("{}: {}. {}", if check.passed { "yes" } else { "NO" }, check.what, check.proof)),
    );
    lines
}

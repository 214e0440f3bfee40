//! Practice on the screen: what is heard on the line, and the grade.

use super::pen::{Line, Pen, paragraph, piece};
use crate::practice::{Check, Grade};
use crate::tui::model::CallScreen;
use crate::tui::text::clean;
use crate::tui::theme::{Look, Role};

/// More rows than any answer takes: what was said is not cut.
const ANSWER_ROWS: usize = 8;

/// The line of a practice call: what was asked last, where the screen shows another question, and the answer.
pub(super) fn line(call: &CallScreen, pen: &Pen<'_>, width: usize) -> Vec<Line> {
    let Some(heard) = &call.practice.line else { return Vec::new() };
    let [open, close] = pen.look.shapes().quotes;
    let shown = call.brief.prompt.as_ref().is_some_and(|prompt| prompt.ask.contains(&heard.asked));
    let mut lines = Vec::new();
    if !heard.asked.is_empty() && !shown {
        let lead = [piece("you  ", Role::Quiet)];
        lines.extend(paragraph(&clean(&heard.asked), width, Role::Quiet, &lead, 3));
    }
    let lead =
        [piece(format!("{} ", clean(&heard.name)), Role::Title), piece(format!("({})  ", heard.mood), Role::Quiet)];
    lines.extend(paragraph(&format!("{open}{}{close}", clean(&heard.answer)), width, Role::Cue, &lead, ANSWER_ROWS));
    lines
}

/// The grade: its figure, three things to do better, and every check with the line that proves it.
pub(super) fn grade(look: Look, grade: &Grade, width: usize) -> Vec<Line> {
    let head = format!("{}%", grade.percent());
    let of = format!("   {} of {} checks hold", grade.passed(), grade.checks.len());
    let mut lines = vec![vec![piece(head, Role::Title), piece(of, Role::Text)]];
    if !grade.advice.is_empty() {
        lines.push(Vec::new());
        lines.push(vec![piece("Next time", Role::Title)]);
    }
    for (n, advice) in grade.advice.iter().enumerate() {
        let lead = [piece(format!("{} ", n + 1), Role::Key)];
        lines.extend(paragraph(&clean(advice), width, Role::Text, &lead, 4));
    }
    lines.push(Vec::new());
    lines.push(vec![piece("Every check, those that failed first", Role::Title)]);
    let (passed, failed): (Vec<&Check>, Vec<&Check>) = grade.checks.iter().partition(|check| check.passed);
    for check in failed.into_iter().chain(passed) {
        let (shape, role) =
            if check.passed { (look.shapes().check, Role::Good) } else { (look.shapes().cross, Role::Bad) };
        let lead = [piece(format!("{shape} "), role)];
        lines.extend(paragraph(&clean(&check.what), width, Role::Text, &lead, 2));
        lines.extend(paragraph(&clean(&check.proof), width, Role::Quiet, &[piece("  ", Role::Text)], 3));
    }
    lines
}

/// What the help says besides in a practice call.
pub(super) fn help(width: usize) -> Vec<Line> {
    let rows = [
        ("Enter", "on an empty line asks the question on the screen"),
        ("?", "and Enter says a probe; Esc p shows the probes"),
        ("?words", "asks in your own words; the nearest question of the bank is heard"),
        ("words", "without ? are your note, as in any call"),
        ("Esc o", "wraps the call up and grades it"),
    ];
    let mut lines = vec![vec![piece("Practice", Role::Title)]];
    for (key, text) in rows {
        lines.extend(paragraph(text, width, Role::Text, &[piece(format!("{key:<8} "), Role::Key)], 2));
    }
    lines.push(Vec::new());
    lines
}

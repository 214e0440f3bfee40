//! Why: the verdict, and every mark of the three levels with the words and the rule behind it.

use crate::session::{CriterionView, VerdictView};
use crate::tui::model::CallScreen;
use crate::tui::text::{column, head};
use crate::tui::theme::{Look, Role, verdict};

use super::call::{graded, stamp, status_of};
use super::pen::{Line, paragraph, piece};
use super::side::level_name;

/// The lines of the overlay.
pub(super) fn lines(look: Look, call: &CallScreen, width: usize) -> Vec<Line> {
    let mut lines = verdict_lines(look, &call.brief.verdict, width);
    for level in &call.brief.levels {
        lines.push(Vec::new());
        lines.push(vec![
            piece(format!("{}  ", level_name(level.level)), Role::Title),
            status_of(look, level.status),
            piece(format!("  {}/{}", level.met, level.criteria.len()), Role::Quiet),
        ]);
        for criterion in &level.criteria {
            lines.extend(criterion_lines(look, call, criterion, width));
        }
    }
    lines.push(Vec::new());
    lines.extend(points(look, call));
    lines.push(Vec::new());
    lines.push(vec![piece("Heard", Role::Title)]);
    for heard in &call.brief.heard {
        let (shape, role) = look.grade(heard.grade);
        let cue = column(&heard.cue, 24, look.shapes().ellipsis);
        let first = [piece(format!("  {shape} "), role), piece(format!("{cue} "), Role::Quiet)];
        lines.extend(paragraph(&heard.shown, width, Role::Text, &first, 3));
    }
    lines
}

fn verdict_lines(look: Look, shown: &VerdictView, width: usize) -> Vec<Line> {
    let (word, role) = verdict(shown.kind);
    let mut lines: Vec<Line> = vec![vec![piece(format!("{} {word}", look.shapes().arrow), role)]];
    for (label, items) in [("because", &shown.reasons), ("turns if", &shown.flips), ("next", &shown.next)] {
        for item in items {
            lines.extend(paragraph(item, width, Role::Text, &[piece(format!("  {label:<9}"), Role::Quiet)], 3));
        }
    }
    lines
}

/// A criterion: how it stands, by which rule, on which words.
fn criterion_lines(look: Look, call: &CallScreen, criterion: &CriterionView, width: usize) -> Vec<Line> {
    let shapes = look.shapes();
    let word = if criterion.met {
        piece(format!("{} met", shapes.check), Role::Good)
    } else if criterion.failed {
        piece(format!("{} against", shapes.cross), Role::Bad)
    } else {
        graded(look, criterion.grade)
    };
    let title = column(criterion.title, 28, shapes.ellipsis);
    let mut lines: Vec<Line> = vec![vec![piece(format!("  {title} "), Role::Text), word]];
    lines.extend(paragraph(&criterion.why, width, Role::Quiet, &[piece("    ", Role::Text)], 3));
    let newest = criterion.answers.len().saturating_sub(3);
    // The rule often quotes the words already.
    let quoted = |text: &str| criterion.why.contains(head(text, 60));
    let remarks = criterion.answers[newest..].iter().filter_map(|&id| call.remark(id));
    for remark in remarks.filter(|remark| !quoted(&remark.text)) {
        let [open, close] = shapes.quotes;
        let first = [piece(format!("    {} ", stamp(remark.elapsed_seconds)), Role::Quiet)];
        lines.extend(paragraph(&format!("{open}{}{close}", remark.text), width, Role::Text, &first, 2));
    }
    lines
}

/// The framework's points by section.
fn points(look: Look, call: &CallScreen) -> Vec<Line> {
    let framework = &call.brief.framework;
    let title = format!("{} {} of 100", call.brief.head.bank_title, framework.score);
    let sections = framework.sections.iter().map(|section| {
        let name = column(&section.title, 28, look.shapes().ellipsis);
        let points = format!("  {name} {:>3}/{:<3} ", section.score, section.of);
        vec![piece(points, Role::Text), graded(look, section.grade)]
    });
    let cap = framework.caps.first().map(|cap| vec![piece(format!("  {cap}"), Role::Quiet)]);
    std::iter::once(vec![piece(title, Role::Title)]).chain(cap).chain(sections).collect()
}

//! Why: the verdict, and every mark of the three levels with the words and the rule behind it.

use super::call::{graded, stamp, status_of};
use super::pen::{Line, paragraph, piece};
use super::side::level_name;
use crate::tui::model::CallScreen;
use crate::tui::text::fit;
use crate::tui::theme::{Look, Role, verdict};

/// The lines of the overlay.
pub(super) fn lines(look: Look, call: &CallScreen, width: usize) -> Vec<Line> {
    let shapes = look.shapes();
    let shown = &call.brief.verdict;
    let (word, role) = verdict(shown.kind);
    let mut lines: Vec<Line> = vec![vec![piece(format!("{} {word}", shapes.arrow), role)]];
    let list = |lines: &mut Vec<Line>, label: &str, items: &[String]| {
        for item in items {
            lines.extend(paragraph(item, width, Role::Text, &[piece(format!("  {label:<9}"), Role::Quiet)], 3));
        }
    };
    list(&mut lines, "because", &shown.reasons);
    list(&mut lines, "turns if", &shown.flips);
    list(&mut lines, "next", &shown.next);
    for level in &call.brief.levels {
        lines.push(Vec::new());
        lines.push(vec![
            piece(format!("{}  ", level_name(level.level)), Role::Title),
            status_of(look, level.status),
            piece(format!("  {}/{}", level.met, level.criteria.len()), Role::Quiet),
        ]);
        for criterion in &level.criteria {
            let word = if criterion.met {
                piece(format!("{} met", shapes.check), Role::Good)
            } else if criterion.failed {
                piece(format!("{} against", shapes.cross), Role::Bad)
            } else {
                graded(look, criterion.grade)
            };
            lines.push(vec![piece(format!("  {:<28} ", fit(criterion.title, 28, shapes.ellipsis)), Role::Text), word]);
            lines.extend(paragraph(&criterion.why, width, Role::Quiet, &[piece("    ", Role::Text)], 3));
            for remark in criterion.answers.iter().rev().take(3).rev().filter_map(|&id| call.remark(id)) {
                let [open, close] = shapes.quotes;
                let first = [piece(format!("    {} ", stamp(remark.elapsed_seconds)), Role::Quiet)];
                lines.extend(paragraph(&format!("{open}{}{close}", remark.text), width, Role::Text, &first, 2));
            }
        }
    }
    lines.push(Vec::new());
    let title = format!("{} {} of 100", call.brief.head.bank_title, call.brief.framework.score);
    lines.push(vec![piece(title, Role::Title)]);
    for section in &call.brief.framework.sections {
        let points =
            format!("  {:<28} {:>3}/{:<3} ", fit(&section.title, 28, shapes.ellipsis), section.score, section.of);
        lines.push(vec![piece(points, Role::Text), graded(look, section.grade)]);
    }
    lines
}

//! Frameworks side by side: their scores, verdicts and levels, and the criteria on which they differ.

use crate::session::{LensView, LensesView};
use crate::tui::text::{cells, column};
use crate::tui::theme::{Look, Role, verdict};

use super::pen::{Line, paragraph, piece};

/// The widest title of a criterion that is shown whole, and the narrowest column for them.
const TITLE_CELLS: (usize, usize) = (26, 14);

/// The widest title of a framework beside a criterion.
const LENS_CELLS: usize = 8;

/// The lines of the overlay.
pub(super) fn lines(look: Look, shown: Option<&LensesView>, width: usize) -> Vec<Line> {
    let Some(shown) = shown else {
        return vec![vec![piece(format!("reading the frameworks{}", look.shapes().ellipsis), Role::Quiet)]];
    };
    let ellipsis = look.shapes().ellipsis;
    let widest = shown.lenses.iter().map(|lens| cells(&lens.title)).max().unwrap_or(0).min(14);
    let mut lines: Vec<Line> = Vec::new();
    for lens in &shown.lenses {
        let (word, role) = verdict(lens.verdict);
        let mut line = vec![
            piece(format!("{} ", column(&lens.title, widest, ellipsis)), Role::Title),
            piece(format!("{:>3}  ", lens.score), Role::Cue),
        ];
        for status in lens.levels {
            let (shape, role) = look.status(status);
            line.push(piece(format!("{shape} "), role));
        }
        line.push(piece(format!(" {} {word}", look.shapes().arrow), role));
        lines.push(line);
        if let Some(cap) = &lens.cap {
            let indent = [piece(" ".repeat(widest + 2), Role::Text)];
            lines.extend(paragraph(cap, width, Role::Quiet, &indent, 2));
        }
    }
    lines.push(Vec::new());
    if shown.differing.is_empty() {
        lines.push(vec![piece("They see every criterion alike.", Role::Quiet)]);
        return lines;
    }
    lines.push(vec![piece("Where they differ", Role::Title)]);
    let short = |lens: &LensView| cells(&lens.title).min(LENS_CELLS);
    let taken: usize = shown.lenses.iter().map(|lens| short(lens) + 3).sum();
    let titles = width.saturating_sub(taken + 3).clamp(TITLE_CELLS.1, TITLE_CELLS.0);
    for line in &shown.differing {
        let mut row = vec![piece(format!("  {} ", column(line.title, titles, ellipsis)), Role::Text)];
        for (lens, (grade, met)) in shown.lenses.iter().zip(&line.seen) {
            let (shape, role) = if *met { (look.shapes().check, Role::Good) } else { look.grade(*grade) };
            row.push(piece(format!(" {}", column(&lens.title, short(lens), ellipsis)), Role::Quiet));
            row.push(piece(format!(" {shape}"), role));
        }
        lines.push(row);
        lines.extend(paragraph(&line.why, width, Role::Quiet, &[piece("    ", Role::Text)], 2));
    }
    lines
}

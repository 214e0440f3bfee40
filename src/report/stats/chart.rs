//! Bars in a terminal: as wide as there is room for, in whatever signs the terminal has.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::Paper;
use crate::report::plain::printable;

/// A bar: what it is of, its length, and the words behind it.
pub(super) struct Bar {
    pub(super) label: String,
    pub(super) value: f64,
    pub(super) words: String,
}

/// Eighths of a cell, so that short bars differ too.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// Cells of a label at most, and of a bar at least.
const LABEL: usize = 28;
const SHORTEST: usize = 8;

/// Bars under one another; the longest takes the room that labels and words leave.
pub(super) fn bars(bars: &[Bar], paper: Paper) -> String {
    let labels: Vec<String> = bars.iter().map(|bar| cut(&bar.label, LABEL, paper)).collect();
    let widest = |texts: &mut dyn Iterator<Item = usize>| texts.max().unwrap_or(0);
    let label = widest(&mut labels.iter().map(|label| label.width()));
    let words = widest(&mut bars.iter().map(|bar| printable(&bar.words).width()));
    // Two cells before the label, two behind it, one before the words.
    let room = paper.width.saturating_sub(label + words + 5).max(SHORTEST);
    let longest = bars.iter().map(|bar| bar.value).fold(0.0, f64::max);
    let mut text = String::new();
    for (bar, name) in bars.iter().zip(&labels) {
        let share = if longest > 0.0 { (bar.value / longest).clamp(0.0, 1.0) } else { 0.0 };
        let gap = " ".repeat(label - name.width());
        let drawn = drawn(share * room as f64, paper);
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {name}{gap}  {drawn} {}", printable(&bar.words));
    }
    text
}

fn drawn(cells: f64, paper: Paper) -> String {
    if paper.unicode {
        let eighths = (cells * 8.0).round() as usize;
        format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8])
    } else {
        "#".repeat(cells.round() as usize)
    }
}

/// A text in so many cells at most.
pub(super) fn cut(text: &str, cells: usize, paper: Paper) -> String {
    let text = printable(text);
    if text.width() <= cells {
        return text.into_owned();
    }
    let sign = if paper.unicode { "…" } else { "." };
    let mut kept = String::new();
    for c in text.chars() {
        kept.push(c);
        if kept.width() + 1 > cells {
            kept.pop();
            break;
        }
    }
    kept + sign
}

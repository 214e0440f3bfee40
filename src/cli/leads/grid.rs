//! Rows in columns, for people.

use crate::report::printable;

/// The longest cell, in characters; a longer one is cut.
const LONGEST: usize = 36;

/// Lines of columns that stand under each other, the first being their names.
pub(super) fn grid(rows: &[Vec<String>]) -> String {
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| short(cell)).collect()).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let wide = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cells(cell)).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(wide).collect();
    let mut text = String::new();
    for row in &rows {
        let padded = row.iter().zip(&widths).map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cells(cell))));
        text.push_str(padded.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
    }
    text
}

fn short(cell: &str) -> String {
    let cell = printable(cell);
    if cell.chars().count() <= LONGEST {
        cell.into_owned()
    } else {
        cell.chars().take(LONGEST - 1).chain(['…']).collect()
    }
}

/// The width of a text on the screen: wide characters take two cells, combining ones none.
fn cells(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

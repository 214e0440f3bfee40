//! What was learned, drawn with letters.

use std::fmt::Write as _;

use super::{Calibration, LearnedColumn};

/// How wide a bar is at most, in cells.
const BAR: usize = 24;

/// The points of the strongest values as bars on both sides of zero.
pub fn points_plot(columns: &[LearnedColumn], most: usize, is_unicode: bool) -> String {
    let mut values: Vec<(&str, &str, f64)> = Vec::new();
    for column in columns {
        values.extend(column.values.iter().map(|value| (column.name.as_str(), value.value.as_str(), value.points)));
    }
    values.retain(|(_, _, points)| points.abs() >= 0.5);
    values.sort_by(|one, other| other.2.abs().total_cmp(&one.2.abs()));
    values.truncate(most);
    values.sort_by(|one, other| other.2.total_cmp(&one.2));
    let largest = values.iter().map(|(_, _, points)| points.abs()).fold(1.0, f64::max);
    let (full, axis) = if is_unicode { ('█', '│') } else { ('#', '|') };
    let mut plot = String::new();
    for (column, value, points) in values {
        let cells = (points.abs() / largest * BAR as f64).round() as usize;
        let bar: String = std::iter::repeat_n(full, cells).collect();
        let gap = " ".repeat(BAR - cells);
        let (left, right) = if points < 0.0 { (format!("{gap}{bar}"), String::new()) } else { (" ".repeat(BAR), bar) };
        // Writing to a string cannot fail.
        let _ = writeln!(plot, "{left}{axis}{right:<BAR$} {points:>+6.1}  {column}: {value}");
    }
    plot
}

/// What was foretold (o) and what came (bar), by ranges of the score.
pub fn calibration_plot(calibration: &[Calibration], is_unicode: bool) -> String {
    const WIDTH: usize = 40;
    let (full, mark) = if is_unicode { ('█', '◆') } else { ('#', 'o') };
    let mut plot = String::new();
    for range in calibration {
        let at = |share: f64| ((share * WIDTH as f64).round() as usize).min(WIDTH);
        let mut cells: Vec<char> = vec![' '; WIDTH + 1];
        cells[..at(range.came)].fill(full);
        cells[at(range.foretold)] = mark;
        let bar: String = cells.into_iter().collect();
        let _ = writeln!(
            plot,
            "{:>3}-{:<3} {bar} foretold {:>3.0} %, came {:>3.0} %  ({} leads)",
            range.from,
            range.to,
            range.foretold * 100.0,
            range.came * 100.0,
            range.leads
        );
    }
    plot
}

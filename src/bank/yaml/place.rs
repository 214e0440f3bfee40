//! Lines, columns and bytes of what stands in a text.

use granit_parser::Marker;

use crate::bank::problem::Place;

/// A place as the parser tells it, with its bytes on character boundaries of the text.
pub(super) fn place(text: &str, start: Marker, end: Marker) -> Place {
    let bytes = |marker: Marker| floor_char_boundary(text, marker.byte_offset().unwrap_or_default());
    let first = bytes(start);
    Place { line: start.line() as u32, column: start.col() as u32 + 1, start: first, end: bytes(end).max(first) }
}

fn floor_char_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Where certain characters stand; of a flood of them only the first hundred.
pub(super) fn places(text: &str, wanted: impl Fn(char) -> bool) -> impl Iterator<Item = (char, Place)> {
    const MOST_PLACES: usize = 100;
    let (mut line, mut column) = (1, 0);
    let mut before = ' ';
    text.char_indices()
        .filter_map(move |(start, c)| {
            if before == '\n' || (before == '\r' && c != '\n') {
                (line, column) = (line + 1, 0);
            }
            column += 1;
            before = c;
            wanted(c).then_some((c, Place { line, column, start, end: start + c.len_utf8() }))
        })
        .take(MOST_PLACES)
}

/// The place of some bytes. A line ends at a line feed, or at a carriage return that none follows.
pub(super) fn place_of(text: &str, start: usize, length: usize) -> Place {
    let before = &text[..start];
    let bytes = before.as_bytes();
    let lone_return = |at: usize| bytes[at] == b'\r' && text.as_bytes().get(at + 1) != Some(&b'\n');
    let ends_line = |at: &usize| bytes[*at] == b'\n' || lone_return(*at);
    let line = (0..start).filter(ends_line).count() + 1;
    let line_start = (0..start).rev().find(ends_line).map_or(0, |at| at + 1);
    Place {
        line: line as u32,
        column: before[line_start..].chars().count() as u32 + 1,
        start,
        end: (start + length).min(text.len()),
    }
}

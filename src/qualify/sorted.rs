//! Texts whose lines are sorted by the name that each opens with, searched where they stand: nothing is loaded for it.

use std::cmp::Ordering;

/// The line that opens with a name: the name, and what stands behind it (a sign of `:`, `=` or `*`, and the rest). Found by
/// halving the text.
pub(super) fn line_of<'t>(text: &'t str, name: &str) -> Option<(&'t str, &'t str)> {
    let mut rest = text;
    while !rest.is_empty() {
        let middle = rest.len() / 2;
        let start = rest.as_bytes()[..middle].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let end = rest.as_bytes()[start..].iter().position(|&byte| byte == b'\n').map_or(rest.len(), |at| start + at);
        let line = taken_apart(&rest[start..end]);
        match name.cmp(line.0) {
            Ordering::Equal => return Some(line),
            Ordering::Less => rest = &rest[..start],
            Ordering::Greater => rest = rest.get(end + 1..).unwrap_or_default(),
        }
    }
    None
}

fn taken_apart(line: &str) -> (&str, &str) {
    line.split_at(line.find([':', '=', '*']).unwrap_or(line.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_found_by_its_whole_name() {
        let text = "ab:1\nabc=2\nb*:3\nç:4";
        let found = ["ab", "abc", "b", "ç"].map(|name| line_of(text, name).unwrap().1);
        assert_eq!(found, [":1", "=2", "*:3", ":4"]);
        for name in ["", "a", "abcd", "z", "ab:1"] {
            assert_eq!(line_of(text, name), None, "{name}");
        }
        assert_eq!(line_of("", "a"), None);
    }
}

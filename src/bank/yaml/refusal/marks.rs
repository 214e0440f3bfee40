//! Brackets and quotes in a text that the parser could not read: where they open, and whether they close.

use crate::bank::problem::Place;
use crate::bank::yaml::place::place_of;

/// A `[` or `{` that is not closed yet.
#[derive(Debug, Clone, Copy)]
pub(in crate::bank::yaml) struct Bracket {
    /// `[` or `{`.
    pub(super) sign: char,
    pub(super) place: Place,
}

impl Bracket {
    /// The bracket at a place, if one stands there.
    pub(in crate::bank::yaml) fn at(place: Place, text: &str) -> Option<Self> {
        let sign = text.get(place.start..)?.chars().next().filter(|sign| "[{".contains(*sign))?;
        Some(Self { sign, place: Place { end: place.start + 1, ..place } })
    }

    /// The same with its line and column: to count them for every bracket that is passed would take too long.
    pub(super) fn located(self, text: &str) -> Self {
        Self { place: place_of(text, self.place.start, 1), ..self }
    }

    pub(super) const fn closing(self) -> char {
        if self.sign == '[' { ']' } else { '}' }
    }
}

/// Follows the brackets of a stretch of text. Where one closes another kind, its place is returned.
pub(super) fn read_brackets(text: &str, from: usize, to: usize, open: &mut Vec<Bracket>) -> Option<usize> {
    let mut at = from.min(to);
    let mut before = ' ';
    while at < to {
        let c = text[at..].chars().next()?;
        let begins = open.is_empty() && matches!(before, ':' | '-' | '?' | '\n') || !open.is_empty();
        match c {
            '"' | '\'' if begins && !before.is_alphanumeric() => {
                at += end_of_quoted(&text[at..], c as u8).unwrap_or(1);
                before = c;
                continue;
            }
            '#' if text[..at].ends_with(char::is_whitespace) => {
                at += text[at..].find('\n').unwrap_or(text.len() - at);
                continue;
            }
            '[' | '{' if begins => {
                open.push(Bracket { sign: c, place: Place { start: at, end: at + 1, ..Place::default() } });
            }
            ']' | '}' => {
                if open.last().is_some_and(|bracket| bracket.closing() != c) {
                    return Some(at);
                }
                open.pop();
            }
            _ => {}
        }
        if c == '\n' || !c.is_whitespace() {
            before = c;
        }
        at += c.len_utf8();
    }
    None
}

/// Where the next quote stands that can open a text: at its beginning, not within a word.
pub(super) fn next_quote(text: &str) -> Option<usize> {
    let mut before = ' ';
    let mut in_comment = false;
    for (at, c) in text.char_indices() {
        match c {
            '\n' => in_comment = false,
            '#' if before.is_whitespace() => in_comment = true,
            '"' | '\'' if !in_comment && (before.is_whitespace() || "[{,:".contains(before)) => return Some(at),
            _ => {}
        }
        before = c;
    }
    None
}

/// The length of a text in quotes, with both of them; `None` if it does not end.
pub(super) fn end_of_quoted(text: &str, quote: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote == b'"' => at += 1,
            b'\'' if quote == b'\'' && bytes.get(at + 1) == Some(&b'\'') => at += 1,
            byte if byte == quote => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
    None
}

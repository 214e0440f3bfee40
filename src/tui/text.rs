//! Text on its way to the terminal: made harmless, measured in cells, wrapped by words.
//!
//! Every string that the screen shows passes through [`clean`]: what a prospect, a bank or a pasted page contains
//! must never steer the terminal.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::bank::hostile::{SCALARS_PER_GRAPHEME, has_pile, is_hostile, is_joiner, without_piles};

/// The text with everything neutralised that could steer a terminal or hide or reorder words.
///
/// Line ends and tabs become spaces; other control characters a replacement character; bidirectional overrides,
/// tags and free-standing zero-width characters disappear. Joiners stay inside a visible grapheme, because scripts and
/// emoji are built with them.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    // Nearly all that is shown is plain ASCII, and all of it passes here at every key.
    if is_plain(text) || !text.chars().any(|c| is_hostile(c) || is_joiner(c)) && !has_pile(text) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len());
    for grapheme in text.graphemes(true) {
        let visible = grapheme.chars().any(|c| !is_hostile(c) && !is_joiner(c));
        for c in grapheme.chars() {
            match c {
                '\n' if grapheme == "\r\n" => {}
                '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => safe.push(' '),
                c if c.is_control() => safe.push('\u{fffd}'),
                c if is_hostile(c) || (is_joiner(c) && !visible) => {}
                c => safe.push(c),
            }
        }
    }
    without_piles(Cow::Owned(safe))
}

/// Whether a text is printable ASCII throughout: harmless, and as many cells as bytes.
pub(crate) fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// The text with the typographic signs that the program itself writes put in ASCII; other letters stay as they are.
pub(crate) fn ascii_signs(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '“' | '”' | '„' => plain.push('"'),
            '‘' | '’' => plain.push('\''),
            '–' | '—' | '·' | '•' => plain.push('-'),
            '…' => plain.push_str(".."),
            '→' => plain.push_str("->"),
            c => plain.push(c),
        }
    }
    plain
}

/// How many cells the text takes once it is clean.
pub(crate) fn cells(text: &str) -> usize {
    if is_plain(text) { text.len() } else { clean(text).width() }
}

/// The text cut to a width, with an ellipsis where something is left out.
pub(crate) fn fit(text: &str, width: usize, ellipsis: &str) -> String {
    if text.len() <= width && is_plain(text) {
        return text.to_owned();
    }
    // No terminal is wide enough for more than this; the rest need not even be measured.
    let head = head(text, width.saturating_mul(SCALARS_PER_GRAPHEME) + SCALARS_PER_GRAPHEME);
    let room = width.saturating_sub(ellipsis.width());
    if is_plain(head) && ellipsis.width() <= width {
        return format!("{}{ellipsis}", &head[..room.min(head.len())]);
    }
    let safe = clean(head);
    if safe.width() <= width && head.len() == text.len() {
        return safe.into_owned();
    }
    let mut kept = String::new();
    let mut used = 0;
    for grapheme in safe.graphemes(true) {
        let wide = grapheme.width();
        if used + wide > room {
            break;
        }
        used += wide;
        kept.push_str(grapheme);
    }
    if ellipsis.width() <= width {
        kept.push_str(ellipsis);
    }
    kept
}

/// The text in a column: cut or filled up to exactly so many cells.
pub(crate) fn column(text: &str, width: usize, ellipsis: &str) -> String {
    let mut shown = fit(text, width, ellipsis);
    let gap = width.saturating_sub(shown.width());
    shown.extend(std::iter::repeat_n(' ', gap));
    shown
}

/// At most so many bytes of the text, cut on a character boundary.
pub(crate) fn head(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes.min(text.len()))).unwrap_or_default()
}

/// One row of a wrapped text, in bytes of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Row {
    /// Its first byte.
    pub(crate) start: usize,
    /// One past its last byte to be shown.
    pub(crate) end: usize,
    /// Where the next row starts; white space at a break belongs to neither.
    pub(crate) next: usize,
}

/// Wraps a text by words, lazily: only the rows that are taken cost anything.
///
/// Words longer than a row break between graphemes, so that text without spaces wraps too. A text that is empty or
/// ends in a line end has a last empty row.
pub(crate) fn wrap(text: &str, width: usize) -> Rows<'_> {
    Rows { text, width: width.max(1), at: Some(0) }
}

/// The rows of a text; see [`wrap`].
#[derive(Debug, Clone)]
pub(crate) struct Rows<'a> {
    text: &'a str,
    width: usize,
    at: Option<usize>,
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        let start = self.at?;
        let row = self.row_from(start);
        let ends_in_line_end = row.next > row.end && self.text[row.end..row.next].ends_with('\n');
        self.at = (row.next < self.text.len() || ends_in_line_end).then_some(row.next);
        Some(row)
    }
}

impl Rows<'_> {
    fn row_from(&self, start: usize) -> Row {
        // Nearly all that is wrapped is plain ASCII, and all of it is wrapped at every key.
        self.plain_row_from(start).unwrap_or_else(|| self.any_row_from(start))
    }

    /// The row from here on as far as nothing but plain ASCII is met in it, a byte a cell.
    fn plain_row_from(&self, start: usize) -> Option<Row> {
        let mut word: Option<(usize, usize)> = None;
        let mut in_space = false;
        for (at, &byte) in self.text.as_bytes().iter().enumerate().skip(start) {
            match byte {
                b'\n' => return Some(Row { start, end: at, next: at + 1 }),
                b' ' if !in_space => word = Some((at, at)),
                b' '..=b'~' => {}
                _ => return None,
            }
            if byte != b' ' {
                if in_space {
                    word = word.map(|(end, _)| (end, at));
                }
                if at - start >= self.width && at > start {
                    let (end, next) = word.filter(|&(_, next)| next > start).unwrap_or((at, at));
                    return Some(Row { start, end, next });
                }
            }
            in_space = byte == b' ';
        }
        Some(Row { start, end: self.text.len(), next: self.text.len() })
    }

    fn any_row_from(&self, start: usize) -> Row {
        let mut used = 0;
        let mut word: Option<(usize, usize)> = None;
        let mut in_space = false;
        for (offset, grapheme) in self.text[start..].grapheme_indices(true) {
            let at = start + offset;
            if matches!(grapheme, "\n" | "\r\n" | "\r") {
                return Row { start, end: at, next: at + grapheme.len() };
            }
            let space = grapheme.chars().all(char::is_whitespace);
            used += cells(grapheme);
            if space && !in_space {
                word = Some((at, at));
            } else if !space {
                if in_space {
                    word = word.map(|(end, _)| (end, at));
                }
                if used > self.width && at > start {
                    let (end, next) = word.filter(|&(_, next)| next > start).unwrap_or((at, at));
                    return Row { start, end, next };
                }
            }
            in_space = space;
        }
        Row { start, end: self.text.len(), next: self.text.len() }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(text: &str, width: usize) -> Vec<&str> {
        wrap(text, width).map(|row| &text[row.start..row.end]).collect()
    }

    #[test]
    fn escape_sequences_lose_their_escape() {
        assert_eq!(clean("\u{1b}[31mred\u{7}"), "\u{fffd}[31mred\u{fffd}");
        assert_eq!(clean("\u{9b}2J"), "\u{fffd}2J");
    }

    #[test]
    fn nothing_hostile_gets_through() {
        for c in crate::bank::hostile::hostile() {
            assert!(!clean(&format!("a{c}b")).contains(c), "{c:?}");
        }
    }

    #[test]
    fn words_cannot_be_hidden_or_turned_around() {
        assert_eq!(clean("pay \u{202e}k02\u{202c} now\u{200b}!"), "pay k02 now!");
        assert_eq!(clean("a\u{200d}"), "a\u{200d}", "a joiner inside a grapheme joins");
        assert_eq!(clean("\u{200d}"), "", "alone it only hides");
    }

    #[test]
    fn lines_and_tabs_become_one_space_each() {
        assert_eq!(clean("one\r\ntwo\tthree\n"), "one two three ");
    }

    #[test]
    fn families_and_accents_stay_whole() {
        for text in ["👨‍👩‍👧", "café", "cafe\u{301}", "日本語", "नमस्ते"] {
            assert_eq!(clean(text), text);
        }
        assert_eq!(cells("👨‍👩‍👧"), 2);
        assert_eq!(cells("日本"), 4);
    }

    #[test]
    fn a_pile_of_marks_is_cut() {
        let pile = format!("a{}", "\u{301}".repeat(500));
        assert_eq!(clean(&pile).chars().count(), SCALARS_PER_GRAPHEME);
        let apart = format!("a{}", "\u{301}\u{2069}".repeat(500));
        assert_eq!(
            clean(&apart).chars().count(),
            SCALARS_PER_GRAPHEME,
            "what is dropped between them holds none apart"
        );
    }

    #[test]
    fn wraps_by_words_and_breaks_what_has_none() {
        assert_eq!(rows("forty thousand a month", 10), ["forty", "thousand a", "month"]);
        assert_eq!(rows("日本語日本語", 5), ["日本", "語日", "本語"]);
        assert_eq!(rows("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(rows("", 5), [""]);
        assert_eq!(rows("a\n\nb\n", 5), ["a", "", "b", ""]);
    }

    #[test]
    fn fits_with_an_ellipsis() {
        assert_eq!(fit("decision process", 9, "…"), "decision…");
        assert_eq!(fit("日本語", 5, "…"), "日本…");
        assert_eq!(fit("short", 5, "…"), "short");
        assert_eq!(fit("short", 0, "…"), "");
    }

    #[test]
    fn columns_are_as_wide_as_they_are_said_to_be() {
        for text in ["", "budget", "予算の承認", "the whole length of it"] {
            assert_eq!(cells(&column(text, 8, "…")), 8, "{text}");
        }
    }

    proptest! {
        #[test]
        fn plain_rows_are_the_rows_of_any_text(text in "[a-z \n]{0,60}é?[a-z ]{0,9}", width in 1usize..12) {
            let quick: Vec<Row> = wrap(&text, width).collect();
            let mut at = Some(0);
            let mut slow = Vec::new();
            while let Some(start) = at {
                let row = wrap(&text, width).any_row_from(start);
                let goes_on = row.next < text.len() || row.next > row.end && text[row.end..row.next].ends_with('\n');
                at = goes_on.then_some(row.next);
                slow.push(row);
            }
            prop_assert_eq!(quick, slow);
        }

        #[test]
        fn no_row_is_wider_than_the_screen_and_none_is_lost(text in "\\PC{0,60}|[a-z \n日é👍]{0,80}", width in 2usize..20) {
            let mut covered = 0;
            for row in wrap(&text, width) {
                prop_assert!(row.start == covered && row.end >= row.start && row.next >= row.end);
                let shown = &text[row.start..row.end];
                prop_assert!(cells(shown) <= width || shown.graphemes(true).count() == 1 || shown.trim_end().len() < shown.len());
                covered = row.next;
            }
            prop_assert_eq!(covered, text.len());
        }

        #[test]
        fn nothing_that_steers_gets_through(text in any::<String>()) {
            prop_assert!(!clean(&text).chars().any(char::is_control));
        }
    }
}

//! Characters that must not reach a reader or a terminal as they are: the one table of them.
//!
//! In content that people write they are a problem, reported with its place. What becomes of them in other texts is for
//! whoever shows the text: the screen drops them and counts its cells anew, documents put a visible sign in their place.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation as _;

/// First and last of each range of hostile characters, rising.
const HOSTILE: [(char, char); 13] = [
    // Controls, those beyond ASCII too: they steer a terminal.
    ('\u{0}', '\u{1f}'),
    ('\u{7f}', '\u{9f}'),
    // Soft hyphen and grapheme joiner: invisible within a word.
    ('\u{ad}', '\u{ad}'),
    ('\u{34f}', '\u{34f}'),
    // The Arabic letter mark turns the direction of writing.
    ('\u{61c}', '\u{61c}'),
    ('\u{180e}', '\u{180e}'),
    ('\u{200b}', '\u{200b}'),
    ('\u{200e}', '\u{200f}'),
    // Line and paragraph separators, and what embeds, overrides or isolates a direction.
    ('\u{2028}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{fff9}', '\u{fffb}'),
    // Tags: whole sentences that nobody sees.
    ('\u{e0000}', '\u{e0fff}'),
];

/// Whether a character can steer a terminal, break a line, or hide or reorder words.
pub(crate) fn is_hostile(c: char) -> bool {
    HOSTILE.iter().any(|&(first, last)| (first..=last).contains(&c))
}

/// Zero-width joiner and non-joiner: scripts and emoji are built with them, so they are hostile only by themselves.
pub(crate) const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Scalars that one grapheme may keep on its way to a reader; a longer pile of combining marks spills over its neighbours.
pub(crate) const SCALARS_PER_GRAPHEME: usize = 16;

/// Whether a grapheme of the text is longer than a screen or a page should bear.
pub(crate) fn has_pile(text: &str) -> bool {
    // Only the first scalar of a pile can be ASCII, so a text without so long a run of others needs no closer look.
    let mut run = 0;
    let is_possible = text.chars().any(|c| {
        run = if c.is_ascii() { 0 } else { run + 1 };
        run >= SCALARS_PER_GRAPHEME
    });
    is_possible && text.graphemes(true).any(|grapheme| grapheme.chars().count() > SCALARS_PER_GRAPHEME)
}

/// The text with every pile of marks cut. Comes last on the way to a reader: where a hostile character is taken out, the
/// marks before and behind it come to stand on one letter.
pub(crate) fn without_piles(text: Cow<'_, str>) -> Cow<'_, str> {
    let mut text = text;
    // What is left of one pile may hold on to what follows it, and be a pile again.
    while has_pile(&text) {
        let kept = text.graphemes(true).flat_map(|grapheme| grapheme.chars().take(SCALARS_PER_GRAPHEME));
        text = Cow::Owned(kept.collect());
    }
    text
}

/// Every hostile character, for the tests of whatever shows text.
#[cfg(test)]
pub(crate) fn hostile() -> impl Iterator<Item = char> {
    HOSTILE.into_iter().flat_map(|(first, last)| first..=last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_languages_and_emoji_are_written_with_is_none_of_them() {
        for text in ["café cafe\u{301}", "日本語", "नमस्ते", "👨‍👩‍👧 🏳️‍🌈", "שלום", "می‌خواهم", "“40k” – ok…"]
        {
            assert!(!text.chars().any(is_hostile), "{text}");
        }
    }
}

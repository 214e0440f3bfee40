//! Where figures in digits begin and end: `46.000`, `1,20,000`, `1'200`, `.5`, `1½`, `1.3e6`.

use std::borrow::Cow;

use super::scanner::{fold, is_apostrophe, is_word};

/// Whether figures begin here: with a figure, or with a point right before one (`.5`).
pub(super) fn begin(rest: &str, spaced: bool) -> bool {
    let mut chars = rest.chars();
    match chars.next() {
        Some('.') => spaced && chars.next().is_some_and(|next| next.is_ascii_digit()),
        Some(first) => first.is_numeric(),
        None => false,
    }
}

/// How many bytes the figures take that a text begins with, and their folded form. `listed`: behind `22,`, which was
/// found to be one of a list.
pub(super) fn take(rest: &str, listed: bool) -> (usize, Cow<'_, str>) {
    if rest.starts_with(is_raised) {
        let len = rest.find(|c| !is_raised(c)).unwrap_or(rest.len());
        return (len, Cow::Borrowed(&rest[..len]));
    }
    let len = with_exponent(rest, one_of_list(rest, marked_len(rest), listed));
    let figures = &rest[..len];
    match figures.chars().next_back().filter(|&last| is_fraction(last)) {
        // Its compatibility form would run into the figures before it.
        Some(last) => (len, Cow::Owned(format!("{}{last}", fold(&figures[..len - last.len_utf8()])))),
        None => (len, fold(figures)),
    }
}

/// No number has a comma so many bytes behind its start; what goes on there is a list.
const LONGEST_GROUPED: usize = 32;

/// Figures, with marks that are followed by figures again; a fraction sign ends them.
fn marked_len(rest: &str) -> usize {
    let mut len = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mark = matches!(c, '.' | ',') || (is_apostrophe(c) && three_figures(&rest[at + c.len_utf8()..]));
        let figure_follows = chars.peek().is_some_and(|&(_, next)| next.is_ascii_digit());
        let endless = c == ',' && at >= LONGEST_GROUPED;
        if !(c.is_numeric() && !is_raised(c) || (mark && figure_follows && !endless)) {
            break;
        }
        len = at + c.len_utf8();
        if is_fraction(c) {
            break;
        }
    }
    len
}

/// `22,24,26` is a list: its first figure. `1,20,000` and `3,5` are numbers.
fn one_of_list(rest: &str, len: usize, listed: bool) -> usize {
    let figures = &rest[..len];
    let Some(head) = figures.find(',') else { return len };
    if figures.contains('.') {
        return len;
    }
    let mut parts = figures[head + 1..].split(',').map(str::len).peekable();
    let single = figures.matches(',').count() == 1;
    let mut number = !listed;
    while let Some(part) = parts.next() {
        number &= match (single, parts.peek()) {
            (true, _) => part < 3 || head <= 3,
            (false, Some(_)) => matches!(part, 2 | 3) && head <= 3,
            (false, None) => part == 3,
        };
    }
    if number { len } else { head }
}

/// `1e10`, `1.3e-6`: figures to a power of ten.
fn with_exponent(rest: &str, len: usize) -> usize {
    let Some(tail) = rest[len..].strip_prefix(['e', 'E']) else { return len };
    let sign = usize::from(tail.starts_with(['-', '+']));
    let figures = tail[sign..].bytes().take_while(u8::is_ascii_digit).count();
    let ends = !tail[sign + figures..].chars().next().is_some_and(is_word);
    if matches!(figures, 1 | 2) && ends { len + 1 + sign + figures } else { len }
}

pub(super) fn three_figures(after: &str) -> bool {
    after.bytes().take(4).take_while(u8::is_ascii_digit).count() == 3
}

fn is_raised(c: char) -> bool {
    matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹')
}

fn is_fraction(c: char) -> bool {
    matches!(c, '¼'..='¾' | '⅐'..='⅞')
}

#[cfg(test)]
mod tests {
    use crate::signals::text::Text;

    fn norms(raw: &str) -> Vec<String> {
        Text::new(raw).tokens().iter().map(|token| token.norm.to_string()).collect()
    }

    #[test]
    fn marks_belong_to_numbers_and_part_lists() {
        assert_eq!(norms("1,20,000 or 22,24,26 or 3,5"), ["1,20,000", "or", "22", ",", "24", ",", "26", "or", "3,5"]);
        assert_eq!(norms("2024,2025"), ["2024", ",", "2025"]);
        assert_eq!(norms("1.234,50"), ["1.234,50"]);
    }

    #[test]
    fn points_fractions_powers_and_raised_figures_stay_what_they_are() {
        assert_eq!(norms(".5 and $.75"), [".5", "and", "$", ".75"]);
        assert_eq!(norms("done.5 left"), ["done", ".", "5", "left"]);
        assert_eq!(norms("1½ of ⅔"), ["1½", "of", "⅔"]);
        assert_eq!(norms("1.3E6 2e3x 10²"), ["1.3e6", "2", "e3x", "10", "²"]);
    }
}

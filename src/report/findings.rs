//! What was found in each remark, under the words that it was found in: for whoever tunes the rules, and for a rep who
//! wants to know why.
//!
//! ```text
//! 1. Dana Ruiz on why now (pain.why_now), evidenced
//!    orders ship late, ~40k a month in penalties since the March import broke
//!                       ~~~~~~~~~~~ money 40k a month, for pain.cost
//!                       ^^^^^^^^^^^                          ^^^^^ specific: …
//! ```

use std::fmt::Write as _;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::session::{Brief, FactView, FlagView, RemarkView};

use super::plain::printable;

/// Cells of a row of text.
const WIDTH: usize = 100;

/// Every remark with its facts (`~`) and flags (`^`) under the words that caused them.
pub fn findings(brief: &Brief) -> String {
    let mut text = String::new();
    for remark in &brief.remarks {
        // Writing to a string cannot fail.
        let _ = write_remark(&mut text, remark);
    }
    text
}

fn write_remark(to: &mut String, remark: &RemarkView) -> std::fmt::Result {
    let topic = remark.topic.as_ref().map_or_else(|| "unfiled".to_owned(), |id| format!("{} ({id})", remark.topic_cue));
    writeln!(to, "{}. {} on {}, {}", remark.id.0, printable(&remark.by.name), printable(&topic), remark.grade)?;
    let marks = marks(remark);
    let rows = rows(&remark.text);
    for (n, row) in rows.iter().enumerate() {
        writeln!(to, "   {}", printable(&remark.text[row.clone()]).trim_end())?;
        let ends = rows.get(n + 1).map_or(usize::MAX, |next| next.start);
        for mark in &marks {
            let here: Vec<_> =
                mark.spans.iter().filter(|(from, until)| *from < row.end && *until > row.start).collect();
            if !here.is_empty() {
                let last = mark.spans.iter().all(|(_, until)| *until <= ends);
                let line = underline(&remark.text, row, &here, mark.sign);
                writeln!(to, "   {line}{}", if last { format!(" {}", printable(&mark.label)) } else { String::new() })?;
            }
        }
    }
    for mark in marks.iter().filter(|mark| mark.spans.is_empty()) {
        writeln!(to, "   {} {}", mark.sign, printable(&mark.label))?;
    }
    Ok(())
}

/// One finding: where it stands and what it says.
struct Mark {
    spans: Vec<(usize, usize)>,
    sign: char,
    label: String,
}

fn marks(remark: &RemarkView) -> Vec<Mark> {
    let fact = |fact: &FactView| Mark {
        spans: vec![fact.span],
        sign: '~',
        label: format!("{} {}, for {}", fact.kind, fact.shown, fact.topic),
    };
    let flag = |flag: &FlagView| {
        let against = flag.against.map(|earlier| format!(" with {}", earlier.0)).unwrap_or_default();
        let by_hand = if flag.by_hand { " by hand" } else { "" };
        Mark { spans: flag.spans.clone(), sign: '^', label: format!("{}{by_hand}{against}: {}", flag.kind, flag.why) }
    };
    let dismissed =
        |flag: &FlagView| Mark { spans: flag.spans.clone(), sign: 'x', label: format!("{}, dismissed", flag.kind) };
    let facts = remark.facts.iter().map(fact);
    facts.chain(remark.flags.iter().map(flag)).chain(remark.dismissed.iter().map(dismissed)).collect()
}

/// The bytes of the rows that a text is shown in, broken between words.
fn rows(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut rows = Vec::new();
    let (mut start, mut cells) = (0, 0);
    for (at, word) in text.split_word_bound_indices() {
        let width = printable(word).width();
        if cells + width > WIDTH && cells > 0 && !word.trim().is_empty() {
            rows.push(start..at);
            (start, cells) = (at, 0);
        }
        cells += width;
    }
    rows.push(start..text.len());
    rows
}

/// Signs under the cells of the spans that lie in a row.
fn underline(text: &str, row: &std::ops::Range<usize>, spans: &[&(usize, usize)], sign: char) -> String {
    let mut line = String::new();
    for (at, grapheme) in text[row.clone()].grapheme_indices(true) {
        let at = row.start + at;
        let marked = spans.iter().any(|(from, until)| *from <= at && at < *until);
        let width = printable(grapheme).width();
        line.extend(std::iter::repeat_n(if marked { sign } else { ' ' }, width));
    }
    line.truncate(line.trim_end().len());
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::sample;

    #[test]
    fn signs_stand_under_the_words_whatever_their_width() {
        let text = "王 pays 40k, e\u{301}h";
        let line = underline(text, &(0..text.len()), &[&(9, 12)], '^');
        assert_eq!(line, "        ^^^");
        let line = underline(text, &(0..text.len()), &[&(14, 18)], '~');
        assert_eq!(line, "             ~~");
    }

    #[test]
    fn a_long_remark_is_broken_between_words_and_nothing_is_lost() {
        let text = "penalties and late orders ".repeat(20);
        let rows = rows(&text);
        assert!(rows.len() > 3);
        assert_eq!(rows.iter().map(|row| &text[row.clone()]).collect::<String>(), text);
        assert!(rows.iter().all(|row| text[row.clone()].trim_end().width() <= WIDTH));
    }

    #[test]
    fn every_flag_and_fact_of_a_call_is_told() {
        let brief = sample::brief();
        let told = findings(&brief);
        for remark in &brief.remarks {
            assert!(told.contains(remark.text.split(' ').next().unwrap()), "{told}");
            for flag in &remark.flags {
                assert!(told.contains(&flag.why), "{told}");
            }
        }
        assert!(!told.contains('\u{1b}'));
    }
}

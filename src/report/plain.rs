//! A call as plain text for a terminal.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::bank::hostile::{is_hostile, without_piles};
use crate::bank::{Colour, FlagKind, LevelStatus, VerdictKind};
use crate::session::{Brief, RemarkView};

/// A compact summary: verdict, levels, score, and what was said with its flags.
pub fn summary(brief: &Brief) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write_summary(&mut text, brief);
    text
}

fn write_summary(text: &mut String, brief: &Brief) -> std::fmt::Result {
    let head = &brief.head;
    let company = if head.company.is_empty() { "(no company)" } else { &head.company };
    writeln!(text, "{}", joined(&[company, &contact(brief), &head.started_at.strftime("%Y-%m-%d %H:%M").to_string()]))?;
    let shown = &brief.verdict;
    writeln!(
        text,
        "Verdict: {}  ({} {} of 100)",
        verdict_words(shown.kind),
        printable(&head.bank_title),
        brief.framework.score
    )?;
    for reason in &shown.reasons {
        writeln!(text, "  because {}", printable(reason))?;
    }
    for step in &shown.next {
        writeln!(text, "  next: {}", printable(step))?;
    }
    writeln!(text)?;
    for level in &brief.levels {
        writeln!(
            text,
            "  {:<13} {} {}/{}",
            capital(level.level.id()),
            status_words(level.status),
            level.met,
            level.criteria.len()
        )?;
    }
    if !brief.framework.sections.is_empty() {
        let sections: Vec<String> = (brief.framework.sections.iter())
            .map(|section| format!("{} {}/{}", printable(&section.title), section.score, section.of))
            .collect();
        writeln!(text, "  {}", sections.join(" · "))?;
    }
    writeln!(text)?;
    for remark in &brief.remarks {
        write_remark(text, remark)?;
    }
    if !brief.next.is_empty() {
        writeln!(text, "\nAsk next:")?;
        for next in &brief.next {
            writeln!(text, "  {} ({})", printable(&next.ask), printable(&next.because))?;
        }
    }
    Ok(())
}

fn write_remark(text: &mut String, remark: &RemarkView) -> std::fmt::Result {
    writeln!(text, "{:>3}. {:<22} {}", remark.id.0, printable(&remark.topic_cue), printable(&remark.text))?;
    for flag in &remark.flags {
        let mark = if flag.colour == Colour::Green { '+' } else { '-' };
        let against = flag.against.map(|earlier| format!(" against answer {}", earlier.0)).unwrap_or_default();
        let quote = if flag.words.is_empty() { String::new() } else { format!(" “{}”", printable(&flag.words)) };
        writeln!(text, "     {mark} {}{against}{quote}", flag.kind)?;
        // An answer of another call has no number here; why the flag was raised tells its words and day.
        if flag.kind == FlagKind::Contradiction && flag.against.is_none() {
            writeln!(text, "       {}", printable(&flag.why))?;
        }
    }
    Ok(())
}

fn contact(brief: &Brief) -> String {
    match (brief.head.contact.as_str(), brief.head.role.as_str()) {
        (name, "") => name.to_owned(),
        ("", role) => role.to_owned(),
        (name, role) => format!("{name}, {role}"),
    }
}

fn joined(parts: &[&str]) -> String {
    let parts: Vec<_> = parts.iter().filter(|part| !part.is_empty()).map(|part| printable(part)).collect();
    parts.join(" · ")
}

/// A verdict in words.
pub(super) const fn verdict_words(kind: VerdictKind) -> &'static str {
    match kind {
        VerdictKind::Advance => "advance",
        VerdictKind::KeepGoing => "keep going",
        VerdictKind::ChangeContact => "change contact",
        VerdictKind::Nurture => "nurture",
        VerdictKind::Disqualify => "disqualify",
    }
}

/// A level's status in words.
pub(super) const fn status_words(status: LevelStatus) -> &'static str {
    match status {
        LevelStatus::Qualified => "qualified",
        LevelStatus::Open => "open",
        LevelStatus::AtRisk => "at risk",
        LevelStatus::Disqualified => "disqualified",
    }
}

/// A word with a capital letter.
pub(super) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A text that is safe to send to a terminal, on one line.
///
/// Line breaks and tabs become spaces. Every other control character, and whatever hides or reorders words, becomes `�`. Of
/// a pile of marks on one letter, a few are kept.
pub fn printable(text: &str) -> Cow<'_, str> {
    without_piles(harmless(text))
}

fn harmless(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_hostile) {
        Cow::Owned(
            text.chars()
                .map(|c| match c {
                    '\n' | '\r' | '\t' => ' ',
                    c if is_hostile(c) => char::REPLACEMENT_CHARACTER,
                    c => c,
                })
                .collect(),
        )
    } else {
        Cow::Borrowed(text)
    }
}

/// A count with a comma between its thousands: `1,204`.
pub fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::json;

    #[test]
    fn thousands_are_told_apart() {
        assert_eq!([0, 999, 1_000, 12_345, 1_000_000].map(grouped), ["0", "999", "1,000", "12,345", "1,000,000"]);
    }

    #[test]
    fn no_document_lets_a_hostile_character_through() {
        for c in crate::bank::hostile::hostile() {
            let text = format!("a{c}b");
            assert!(!printable(&text).contains(c), "{c:?} in a text");
            assert!(!json::line(&text).unwrap().contains(c), "{c:?} in JSON");
            assert_eq!(serde_json::from_str::<String>(&json::line(&text).unwrap()).unwrap(), text);
        }
    }

    #[test]
    fn a_pile_of_marks_is_cut() {
        let pile = format!("a{} b", "\u{301}".repeat(1000));
        assert!(printable(&pile).chars().count() < 20 && printable(&pile).ends_with(" b"));
        let apart = format!("a{}", "\u{301}\u{301}\u{2069}".repeat(300));
        assert!(!printable(&apart).contains(&"\u{301}".repeat(17)));
    }

    #[test]
    fn nothing_typed_can_steer_the_terminal() {
        assert_eq!(
            printable("a\u{1b}]0;evil\u{7}b\nc\u{9b}2J\u{202e}"),
            "a\u{fffd}]0;evil\u{fffd}b c\u{fffd}2J\u{fffd}"
        );
        assert_eq!(printable("40k a month, naïve 日本 👨‍👩‍👧"), "40k a month, naïve 日本 👨‍👩‍👧");
    }
}

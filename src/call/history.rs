//! The acts of a call under short names for people: what the history lists and what undo takes back.

use jiff::civil::DateTime;
use unicode_segmentation::UnicodeSegmentation;

use super::event::{ActId, Contact, Correction, Filing, PersonId, RemarkId, Ruling, Started, What};
use super::state::CallState;

/// How much of a text a name quotes, in graphemes.
const QUOTED_GRAPHEMES: usize = 26;

/// One act of the rep's as the history shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// Its number.
    pub id: ActId,
    /// When it was done.
    pub at: DateTime,
    /// What it did, in words (`kept “40k a month…”`).
    pub name: String,
    /// Whether it stands (not undone).
    pub stands: bool,
}

/// Names what an event did, in the past tense; `before` is the call as it stood until then.
pub(super) fn name(before: &CallState, what: &What) -> String {
    match what {
        What::Started(started) => begun(started),
        What::Asked(asked) => with_quote("turned to ", &asked.wording),
        What::Kept(kept) => with_quote("kept ", &kept.text),
        What::Amended { remark, text } => ["changed ", &remark_of(before, *remark), " to ", &quoted(text)].concat(),
        What::Filed { remark, filing } => filed(&remark_of(before, *remark), filing),
        What::FlagRuled { remark, flag, ruling } => {
            let remark = remark_of(before, *remark);
            match ruling {
                Some(Ruling::Dismissed) => ["dismissed ", flag.id(), " on ", &remark].concat(),
                Some(Ruling::Raised) => ["raised ", flag.id(), " on ", &remark].concat(),
                None => format!("left {flag} on {remark} to the rules"),
            }
        }
        What::FactCorrected { words, correction, .. } => match correction {
            Some(Correction::Means(text)) => format!("corrected {} to {}", quoted(words), quoted(text)),
            Some(Correction::Nothing) => format!("took {} for no fact", quoted(words)),
            None => format!("left {} to the rules", quoted(words)),
        },
        What::Attributed { remark, by } => {
            format!("attributed {} to {}", remark_of(before, *remark), person_of(before, *by))
        }
        What::PersonAdded { contact, .. } => format!("added {}", contact_name(contact)),
        What::PersonChanged { person, contact } => {
            format!("changed {} to {}", person_of(before, *person), contact_name(contact))
        }
        What::SpeakerChanged { to } => format!("let {} speak", person_of(before, *to)),
        What::Parked { question } => format!("parked {question}"),
        What::Unparked { question } => format!("took up {question} again"),
        What::BankSwitched { bank, .. } => format!("switched to {bank}"),
        What::NextStepSet { step: Some(step) } => match step.on {
            Some(day) => format!("agreed on {} for {day}", quoted(&step.what)),
            None => format!("agreed on {}", quoted(&step.what)),
        },
        What::NextStepSet { step: None } => "cleared the next step".to_owned(),
        What::Closed(closed) => format!("closed the call: {}", closed.verdict.replace('_', " ")),
        What::Reopened => "reopened the call".to_owned(),
        What::Undone { undone } => format!("undid act {}", undone.0),
        What::Redone { redone } => format!("redid act {}", redone.0),
    }
}

fn begun(started: &Started) -> String {
    if started.company.is_empty() { "began the call".to_owned() } else { format!("began with {}", started.company) }
}

fn filed(remark: &str, filing: &Filing) -> String {
    match filing {
        Filing::To { topic, .. } => format!("filed {remark} under {topic}"),
        Filing::Unfiled => format!("moved {remark} to the unfiled"),
        Filing::Auto { .. } => format!("filed {remark} by its words"),
    }
}

fn remark_of(state: &CallState, id: RemarkId) -> String {
    state.remark(id).map_or_else(|| format!("remark {}", id.0), |remark| quoted(&remark.text))
}

fn person_of(state: &CallState, id: PersonId) -> String {
    state.person(id).map_or_else(|| format!("person {}", id.0), contact_name)
}

fn contact_name(contact: &Contact) -> String {
    let name = if contact.name.is_empty() { &contact.role } else { &contact.name };
    if name.is_empty() { "somebody".to_owned() } else { name.clone() }
}

/// The beginning of a text in quotes.
fn quoted(text: &str) -> String {
    with_quote("", text)
}

/// What was done, and the beginning of a text in quotes, on one line; cut between words where it can be.
fn with_quote(done: &str, text: &str) -> String {
    let made;
    let (line, end) = if let Some(plain) = plain_line(text) {
        plain
    } else {
        let (line, end) = line(text);
        made = line;
        (made.as_str(), end)
    };
    let Some(end) = end else { return [done, "“", line, "”"].concat() };
    let (cut, behind) = line.split_at(end);
    let cut = match cut.rfind(' ') {
        Some(space) if !behind.starts_with(' ') && space >= end / 2 => &cut[..space],
        _ => cut,
    };
    [done, "“", cut.trim_end_matches([' ', ',', ';', ':', '.']), "…”"].concat()
}

/// The beginning of a text on one line, and where it is cut if it is too long.
fn line(text: &str) -> (String, Option<usize>) {
    let line = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    // A long note is cut anyway: more words than graphemes are never shown.
    let line = line.take(QUOTED_GRAPHEMES + 1).collect::<Vec<_>>().join(" ");
    let end = line.grapheme_indices(true).nth(QUOTED_GRAPHEMES).map(|(end, _)| end);
    (line, end)
}

/// The beginning of a text that stands on one line as it is, each byte of it a grapheme, and where it is cut if it is
/// too long: nearly every text is such a one.
fn plain_line(text: &str) -> Option<(&str, Option<usize>)> {
    let line = text.get(..QUOTED_GRAPHEMES + 1).unwrap_or(text);
    let bytes = line.as_bytes();
    let is_plain = bytes.iter().all(|byte| matches!(byte, b' '..=b'~'));
    let is_parted_once = !bytes.windows(2).any(|pair| pair == b"  ");
    let is_line = is_plain && is_parted_once && !bytes.starts_with(b" ") && !bytes.ends_with(b" ");
    is_line.then_some((line, (line.len() > QUOTED_GRAPHEMES).then_some(QUOTED_GRAPHEMES)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_long_text_is_cut_between_words() {
        assert_eq!(quoted("we lose about 40k a month in penalties"), "“we lose about 40k a month…”");
        assert_eq!(quoted("\t we\r\n\u{b}lose  it \u{7f}"), "“we lose it”");
        assert_eq!(quoted("abcdefghijklmnopqrstuvwxyz"), "“abcdefghijklmnopqrstuvwxyz”");
        assert_eq!(quoted("abcdefghijklmnopqrstuvwxyz é"), "“abcdefghijklmnopqrstuvwxyz…”");
        assert_eq!(quoted("abcdefghijklmnopqrstuvwxyé"), "“abcdefghijklmnopqrstuvwxyé”");
        assert_eq!(quoted("abcdefghijklmnopqrstuvwxyze\u{301}"), "“abcdefghijklmnopqrstuvwxyz…”");
        assert_eq!(with_quote("kept ", "naïve, all in all: a bit naïve"), "kept “naïve, all in all: a bit…”");
    }

    proptest! {
        #[test]
        fn plain_texts_are_cut_as_all_others(text in "[ -~\\t\\né]{0,3}[ -~]{0,60}[ -~\\t\\né]{0,3}") {
            let shown = |line: &str, end: Option<usize>| (line[..end.unwrap_or(line.len())].to_owned(), end.is_some());
            if let Some((plain, end)) = plain_line(&text) {
                let (line, end_of_line) = line(&text);
                prop_assert_eq!(shown(plain, end), shown(&line, end_of_line));
                prop_assert_eq!(plain.chars().nth(QUOTED_GRAPHEMES), line.chars().nth(QUOTED_GRAPHEMES));
            }
        }
    }
}

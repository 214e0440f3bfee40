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
        What::Asked(asked) => format!("turned to {}", quoted(&asked.wording)),
        What::Kept(kept) => ["kept ", &quoted(&kept.text)].concat(),
        What::Amended { remark, text } => format!("changed {} to {}", remark_of(before, *remark), quoted(text)),
        What::Filed { remark, filing } => filed(&remark_of(before, *remark), filing),
        What::FlagRuled { remark, flag, ruling } => {
            let remark = remark_of(before, *remark);
            match ruling {
                Some(Ruling::Dismissed) => format!("dismissed {flag} on {remark}"),
                Some(Ruling::Raised) => format!("raised {flag} on {remark}"),
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

/// The beginning of a text in quotes, on one line; cut between words where it can be.
fn quoted(text: &str) -> String {
    let (line, end) = plain_line(text).unwrap_or_else(|| line(text));
    let Some(end) = end else { return ["“", &line, "”"].concat() };
    let cut = &line[..end];
    let cut = match cut.rfind(' ') {
        Some(space) if !line[end..].starts_with(' ') && space >= end / 2 => &cut[..space],
        _ => cut,
    };
    ["“", cut.trim_end_matches([' ', ',', ';', ':', '.']), "…”"].concat()
}

/// The beginning of a text on one line, and where it is cut if it is too long.
fn line(text: &str) -> (String, Option<usize>) {
    let line = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    // A long note is cut anyway: more words than graphemes are never shown.
    let line = line.take(QUOTED_GRAPHEMES + 1).collect::<Vec<_>>().join(" ");
    let end = line.grapheme_indices(true).nth(QUOTED_GRAPHEMES).map(|(end, _)| end);
    (line, end)
}

/// The same for a text that begins in ASCII, where every letter is a grapheme: quick, since every act of a replayed
/// journal is named.
fn plain_line(text: &str) -> Option<(String, Option<usize>)> {
    let mut line = String::with_capacity(QUOTED_GRAPHEMES + 2);
    let mut is_parted = false;
    for byte in text.bytes() {
        match byte {
            b' ' | 0x7f | ..0x20 => is_parted = true,
            0x80.. => return None,
            _ => {
                if std::mem::take(&mut is_parted) && !line.is_empty() {
                    line.push(' ');
                }
                line.push(char::from(byte));
                if line.len() > QUOTED_GRAPHEMES {
                    return Some((line, Some(QUOTED_GRAPHEMES)));
                }
            }
        }
    }
    Some((line, None))
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
    }

    proptest! {
        #[test]
        fn plain_texts_are_cut_as_all_others(text in "[ -~\\t\\n\\r\\x0b]{0,60}") {
            prop_assert_eq!(plain_line(&text).map(|(line, end)| line[..end.unwrap_or(line.len())].to_owned()), {
                let (line, end) = line(&text);
                Some(line[..end.unwrap_or(line.len())].to_owned())
            });
        }
    }
}

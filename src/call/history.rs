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
        What::Kept(kept) => format!("kept {}", quoted(&kept.text)),
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
    let line = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    // A long note is cut anyway: more words than graphemes are never shown.
    let line = line.take(QUOTED_GRAPHEMES + 1).collect::<Vec<_>>().join(" ");
    let Some((end, _)) = line.grapheme_indices(true).nth(QUOTED_GRAPHEMES) else {
        return format!("“{line}”");
    };
    let cut = &line[..end];
    let cut = match cut.rfind(' ') {
        Some(space) if !line[end..].starts_with(' ') && space >= end / 2 => &cut[..space],
        _ => cut,
    };
    format!("“{}…”", cut.trim_end_matches([' ', ',', ';', ':', '.']))
}

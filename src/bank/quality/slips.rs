//! Slips of the pen that YAML accepts and that change what is said: a remark sign in a text, a forgotten dash.

use crate::bank::problem::{Code, Sink};
use crate::bank::raw::{RawQuestion, RawSection};
use crate::bank::yaml::Placed;

/// Signs that end a sentence.
const ENDS: [char; 6] = ['?', '.', '!', '…', '？', '。'];

/// Reports phrasings and probes that end at a `#` in the middle of a sentence, and those that hold a second item.
pub(crate) fn review_slips(sections: &[RawSection], text: &str, sink: &Sink) {
    for phrasing in sections.iter().flat_map(|section| &section.questions).flat_map(said) {
        if is_joined(&phrasing.value) {
            sink.report(
                sink.problem(Code::JoinedLines, phrasing.place, "two lines are read as one text")
                    .with_fix("begin each item with `- `: a plain hyphen and a space, the first one too"),
            );
        }
        let rest = text.get(phrasing.place.end..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        if rest.trim_start().starts_with('#') && !phrasing.value.ends_with(ENDS) {
            sink.report(
                sink.problem(
                    Code::CutShort,
                    phrasing.place,
                    "the text ends here: what follows ` #` is taken for a remark",
                )
                .with_fix("put the whole text in quotes: \"…\""),
            );
        }
    }
}

/// Whether a text holds the dash of a next item, or begins with one that is no plain hyphen.
pub(super) fn is_joined(text: &str) -> bool {
    text.contains("? - ") || text.contains("? – ") || text.starts_with(['-', '–', '—', '•'])
}

/// What is said aloud.
fn said(question: &RawQuestion) -> impl Iterator<Item = &Placed<String>> {
    question.ask.iter().chain(&question.reframes).chain(question.probes.iter().map(|(_, say)| say))
}

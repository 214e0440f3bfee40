//! What stands in a text and may not: each as a problem with its fix.

use crate::bank::problem::{Code, Place, Problem, Sink};
use crate::bank::yaml::place::{place_of, places};
use crate::bank::yaml::{DEEPEST_NESTING, MOST_NODES};

/// Reports the characters that no text may hold (YAML 1.2, section 5.1). Whether there were any.
pub(in crate::bank::yaml) fn report_control_characters(text: &str, sink: &Sink) -> bool {
    // Most texts have none, and bytes are quicker to look through than characters.
    let suspicious = |byte: u8| byte == 0x7f || byte == 0xc2 || (byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r'));
    if !text.bytes().any(suspicious) {
        return false;
    }
    let mut found = false;
    for (c, place) in places(text, |c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}')) {
        sink.report(control_character(c, place, sink));
        found = true;
    }
    found
}

pub(in crate::bank::yaml) fn control_character(c: char, place: Place, sink: &Sink) -> Problem {
    let fix = if c == '\0' {
        "delete it; if there are many of them, the file is saved as UTF-16 or is no text: save it as UTF-8"
    } else {
        "delete it; it cannot be seen, so retype the words around it if need be"
    };
    let message = format!("the control character U+{:04X} stands in the text", c as u32);
    sink.problem(Code::ControlCharacter, place, message).with_fix(fix)
}

/// A tab or another white space that is no space, where only spaces may stand.
pub(in crate::bank::yaml) fn indentation(text: &str, at: usize, c: char, sink: &Sink) -> Problem {
    let message = if c == '\t' {
        "a tab stands before the words of this line".to_owned()
    } else {
        format!("a white space that is no plain space (U+{:04X}) stands here", c as u32)
    };
    sink.problem(Code::Tab, place_of(text, at, c.len_utf8()), message)
        .with_expected("spaces")
        .with_fix("replace it by spaces, two for each step inwards; most editors can do that for the whole file")
}

pub(in crate::bank::yaml) fn too_deep(place: Place, sink: &Sink) -> Problem {
    sink.problem(Code::TooLarge, place, format!("more than {DEEPEST_NESTING} maps and lists in one another"))
        .with_fix("take the innermost ones out; no part of a bank needs more than nine")
}

pub(in crate::bank::yaml) fn too_many(place: Place, sink: &Sink) -> Problem {
    sink.problem(Code::TooLarge, place, format!("more than {MOST_NODES} values in one file"))
        .with_fix("split it into several banks")
}

pub(in crate::bank::yaml) fn second_document(place: Place, sink: &Sink) -> Problem {
    sink.problem(Code::SecondDocument, place, "a second document begins here")
        .with_expected("one document in a file")
        .with_fix("delete the line `---`, or put what follows into a file of its own")
}

pub(in crate::bank::yaml) fn alias(place: Place, text: &str, sink: &Sink) -> Problem {
    let words = text.get(place.start..place.end).unwrap_or("*");
    sink.problem(Code::Alias, place, format!("`{words}` stands for something that is written elsewhere"))
        .with_fix("write it out here; if it is meant as a text, put the text in quotes")
}

pub(in crate::bank::yaml) fn anchor(place: Place, text: &str, sink: &Sink) -> Problem {
    let words = text.get(place.start..place.end).unwrap_or("&");
    sink.problem(Code::Alias, place, format!("`{words}` gives a name to what follows, to be repeated elsewhere"))
        .with_fix("delete it, and write out what was to be repeated; if it is meant as a text, put the text in quotes")
}

pub(in crate::bank::yaml) fn merge_key(place: Place, sink: &Sink) -> Problem {
    sink.problem(Code::Alias, place, "`<<` copies the keys of another map").with_fix("write the keys out here")
}

pub(in crate::bank::yaml) fn tag(place: Place, text: &str, sink: &Sink) -> Problem {
    let words = text.get(place.start..place.end).unwrap_or("!");
    sink.problem(
        Code::Tag,
        place,
        format!("`{words}` asks for a type of value, and there are only texts, numbers, lists and maps here"),
    )
    .with_fix("delete it; if it is meant as a text, put the text in quotes")
}

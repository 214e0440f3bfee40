//! Problems in content, drawn as a compiler draws them: the line, the words that are wrong, what to write instead.
//!
//! Content is not trusted: control characters in it never reach the terminal.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet};

use crate::bank::hostile::{SCALARS_PER_GRAPHEME, has_pile, is_hostile};
use crate::bank::problem::{Place, Problem, Problems, Severity, Source};
use crate::report::printable;

/// More problems than this are counted and not shown: nobody reads on.
const MOST_SHOWN: usize = 50;

/// Lines shown before and after the one that is wrong.
const LINES_AROUND: usize = 1;

/// A longer stretch of text is not shown: it is no content that anybody wrote by hand.
const LONGEST_WINDOW: usize = 4096;

/// Draws all problems, most of them with the lines that they stand in, each ending in an empty line.
///
/// With `styled`, in the terminal's own colours; the shape says the same without.
pub fn render(problems: &Problems, styled: bool) -> String {
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for problem in problems.list.iter().take(MOST_SHOWN) {
        text.push_str(&renderer.render(&groups(problem, problems)));
        text.push_str("\n\n");
    }
    if problems.list.len() > MOST_SHOWN {
        text.push_str(&format_more(problems.list.len() - MOST_SHOWN));
    }
    text
}

fn format_more(hidden: usize) -> String {
    format!("… and {hidden} more\n\n")
}

/// A problem as the drawing library wants it.
fn groups<'a>(problem: &Problem, problems: &Problems) -> Vec<Group<'a>> {
    let level = match problem.code.severity() {
        Severity::Error => Level::ERROR,
        Severity::Advice => Level::WARNING.with_name("advice"),
    };
    let mut group = Group::with_title(level.primary_title(shown(&problem.message)).id(problem.code.id()));
    let expected = if problem.expected.is_empty() { String::new() } else { format!("expected {}", problem.expected) };
    group = with_place(group, &problem.file, problem.place, problems, AnnotationKind::Primary, &expected);
    if let Some(related) = &problem.related {
        group = with_place(group, &related.file, related.place, problems, AnnotationKind::Context, &related.message);
    }
    if !problem.fix.is_empty() {
        group = group.element(Level::HELP.message(shown(&problem.fix)));
    }
    let mut groups = vec![group];
    groups.extend(problem.did_you_mean.as_deref().map(|word| suggestion(word, problem, problems)));
    groups
}

/// Adds the lines around a place with a label under the words; where there are none, file and label only.
fn with_place<'a>(
    group: Group<'a>,
    file: &str,
    place: Place,
    problems: &Problems,
    kind: AnnotationKind,
    label: &str,
) -> Group<'a> {
    if let Some(window) = problems.source(file).and_then(|source| Window::around(source, place)) {
        let annotation = kind.span(window.span);
        let annotation = if label.is_empty() { annotation } else { annotation.label(shown(label)) };
        return group.element(
            Snippet::source(window.text)
                .line_start(window.first_line)
                .path(shown(file))
                .fold(false)
                .annotation(annotation),
        );
    }
    let group = match (file, place.line as usize) {
        ("", _) => group,
        (file, 0) => group.element(Origin::path(shown(file))),
        (file, line) => group.element(Origin::path(shown(file)).line(line).char_column(place.column as usize)),
    };
    if label.is_empty() { group } else { group.element(Level::NOTE.message(shown(label))) }
}

/// "Did you mean": as a change of the line where there is one, else in words.
fn suggestion<'a>(word: &str, problem: &Problem, problems: &Problems) -> Group<'a> {
    let title = Level::HELP.secondary_title(format!("did you mean `{}`?", shown(word)));
    let source = problems.source(&problem.file);
    // Quotes around the word stay as they are, so the change is only drawn where the bare word stands.
    let is_bare = |source: &&Source| {
        let found = source.text.get(problem.place.start..problem.place.end).unwrap_or_default();
        !found.is_empty() && found.chars().all(|c| c.is_alphanumeric() || ".-_".contains(c))
    };
    match source.filter(is_bare).and_then(|source| Window::around(source, problem.place)) {
        Some(window) => title.element(
            Snippet::source(window.text)
                .line_start(window.first_line)
                .path(shown(&problem.file))
                .patch(Patch::new(window.span, shown(word))),
        ),
        None => Group::with_title(title),
    }
}

/// A few lines of a source, made safe to print, and where in them a place stands.
struct Window {
    text: String,
    first_line: usize,
    span: Range<usize>,
}

impl Window {
    /// `None` where there is no such place, or the lines are too long to show.
    fn around(source: &Source, place: Place) -> Option<Self> {
        let line = (place.line as usize).checked_sub(1)?;
        let before = source.text.get(..place.start)?;
        let after = source.text.get(place.start..)?;
        let lines_before = LINES_AROUND.min(line);
        let start = before.rmatch_indices('\n').nth(lines_before).map_or(0, |(at, _)| at + 1);
        let end = after.match_indices('\n').nth(LINES_AROUND).map_or(source.text.len(), |(at, _)| place.start + at);
        if end - start > LONGEST_WINDOW {
            return None;
        }
        let marked = place.start..marked_end(after, place.end.saturating_sub(place.start)) + place.start;
        Some(Self {
            text: neutral(source.text.get(start..end)?),
            first_line: line + 1 - lines_before,
            span: marked.start - start..marked.end - start,
        })
    }
}

/// Where the marked words end: at the end of the first line at most; where no words are marked (a map begins there),
/// at the end of the first one.
fn marked_end(after: &str, length: usize) -> usize {
    let line = after.split('\n').next().unwrap_or_default();
    let marked = line.get(..length).unwrap_or(line).trim_end();
    if !marked.is_empty() {
        return marked.len();
    }
    let word = line.split(|c: char| c.is_whitespace() || c == ':').next().unwrap_or_default();
    word.len().max(line.chars().next().map_or(0, char::len_utf8))
}

/// The text with every character that could steer a terminal replaced by a harmless one of the same length, so that
/// spans stay right.
fn neutral(text: &str) -> String {
    let has_pile = has_pile(text);
    let mut marks = 0;
    text.chars().fold(String::with_capacity(text.len()), |mut safe, c| {
        // Whatever adds to the character before it is no ASCII.
        marks = if c.is_ascii() { 0 } else { marks + 1 };
        let is_hostile = |c| is_hostile(c) || (has_pile && marks >= SCALARS_PER_GRAPHEME);
        match (c, c.len_utf8()) {
            ('\r', _) => safe.push(' '),
            ('\n' | '\t', _) => safe.push(c),
            _ if !is_hostile(c) => safe.push(c),
            (_, 1) => safe.push('?'),
            (_, 2) => safe.push('¿'),
            (_, 3) => safe.push(char::REPLACEMENT_CHARACTER),
            _ => safe.push_str("\u{fffd}?"),
        }
        safe
    })
}

fn shown(text: &str) -> String {
    printable(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::source::Library;

    fn drawn(text: &str) -> String {
        let problems = Library::embedded().build(&Source::new("tiny.yaml", text)).expect_err("problems");
        render(&problems, false)
    }

    #[test]
    fn a_slip_is_drawn_with_its_line_and_the_word_to_write() {
        let text =
            drawn("id: tiny\ntitle: T\nlanguag: en\npurpose: p\naccepts: claimed\nplanned_minutes: 9\nsections: []\n");
        let expected = "\
error[B005]: unknown key `languag` in a bank
 --> tiny.yaml:3:1
  |
2 | title: T
3 | languag: en
  | ^^^^^^^ expected one of";
        assert!(text.contains(expected), "{text}");
        assert!(text.contains("help: did you mean `language`?"), "{text}");
        assert!(text.contains("3 | language: en"), "{text}");
    }

    #[test]
    fn both_ends_of_a_duplicate_are_drawn() {
        let text = drawn("id: tiny\nid: tony\n");
        assert!(
            text.contains("2 | id: tony") && text.contains("1 | id: tiny") && text.contains("first given here"),
            "{text}"
        );
    }

    #[test]
    fn control_characters_never_reach_the_terminal() {
        let text = drawn("\"id\\e[31m\u{202e}\": x\u{9b}\u{202e}\ntitle: [\u{85}, \"\\e]0;x\\a\"]\n");
        assert!(
            text.chars().all(|c| c == '\n'
                || !printable(&c.to_string()).contains(char::REPLACEMENT_CHARACTER)
                || c == char::REPLACEMENT_CHARACTER),
            "{text:?}"
        );
    }

    #[test]
    fn what_is_neutralised_keeps_its_length() {
        for text in ["a\u{1b}b", "a\u{9b}b", "a\u{202e}b", "a\u{e0041}b"] {
            let safe = neutral(text);
            assert_eq!(safe.len(), text.len());
            assert!(!safe.chars().any(is_hostile), "{safe:?}");
        }
    }

    #[test]
    fn a_problem_of_the_whole_file_names_the_file() {
        assert!(
            drawn("").contains("error[B003]: the file is empty") && drawn("").contains("--> tiny.yaml"),
            "{}",
            drawn("")
        );
    }

    #[test]
    fn a_flood_of_problems_is_counted() {
        let text = drawn(&(0..200).map(|n| format!("key{n}: x\n")).collect::<Vec<_>>().concat());
        assert!(text.trim_end().ends_with("more"), "{text}");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_drawn_without_panic(text in "(?s)([a-z]{2}: |[\\[{\"'é日\u{9b}\r\n\t -]|\u{1b}){0,60}") {
            if let Err(problems) = Library::embedded().build(&Source::new("a.yaml", &text)) {
                let drawn = render(&problems, false);
                let steered = drawn.contains(['\u{1b}', '\u{9b}']);
                proptest::prop_assert!(!steered);
            }
        }
    }
}

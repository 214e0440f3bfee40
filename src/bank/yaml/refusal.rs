//! Why a text is not read, in words for people who do not know YAML: what stands where, and what to write instead.
//!
//! The parser tells where it had to stop, which is often far from the slip: a bracket that is never closed is noticed
//! at the next line that does not fit. So brackets, quotes and tabs are looked for from there backwards.

use granit_parser::{ErrorKind, ScanError};

use super::place::{place, place_of};
use crate::bank::problem::{Code, Place, Problem, Sink};

mod marks;
mod unwanted;

pub(super) use marks::Bracket;
use marks::{end_of_quoted, next_quote, read_brackets};
pub(super) use unwanted::{
    alias, anchor, control_character, indentation, merge_key, report_control_characters, second_document, tag,
    too_deep, too_many,
};

/// A problem for the parser's error, at the place that has to be mended.
///
/// `read_up_to` is the end, in bytes, of what was read before; `brackets` were open there.
pub(super) fn explain(error: &ScanError, text: &str, read_up_to: usize, brackets: &[Bracket], sink: &Sink) -> Problem {
    use ErrorKind as Kind;

    let stop = place(text, *error.marker(), *error.marker());
    let stopped = Stopped { text, stop, read_up_to, sink };
    if let Some(problem) = stopped.bad_indentation(is_tab(error.kind())) {
        return problem;
    }
    match error.kind() {
        Kind::RecursionLimitExceeded => too_deep(stop, sink),
        Kind::UnclosedQuotedScalar | Kind::DocumentIndicatorInQuotedScalar | Kind::InvalidQuotedScalarIndent => {
            stopped.unclosed_quote()
        }
        Kind::InvalidTrailingSingleQuotedScalar | Kind::InvalidTrailingDoubleQuotedScalar => stopped.text_after_quote(),
        Kind::MisplacedFlowCollectionEnd => stopped.closes_nothing(),
        // Of these two the parser tells where the bracket opens.
        Kind::MismatchedFlowCollectionEnd { .. } | Kind::UnclosedFlowCollection { .. } => {
            let bracket = Bracket::at(stop, text);
            bracket.map_or_else(|| stopped.other(error), |bracket| stopped.closed_wrongly(bracket))
        }
        kind if is_escape(kind) => stopped.bad_escape(),
        kind if is_tag(kind) => tag(stopped.word(), text, sink),
        kind => stopped
            .unclosed_bracket(brackets)
            .or_else(|| stopped.needs_quotes(kind))
            .or_else(|| stopped.misplaced(kind))
            .unwrap_or_else(|| stopped.other(error)),
    }
}

const fn is_tab(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInPlainScalar
    )
}

const fn is_escape(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::UnknownQuotedScalarEscape
            | ErrorKind::InvalidQuotedScalarHexEscape
            | ErrorKind::InvalidLowSurrogateHexEscape
            | ErrorKind::InvalidLowSurrogate
            | ErrorKind::MissingLowSurrogate
            | ErrorKind::UnpairedLowSurrogate
            | ErrorKind::InvalidUnicodeEscape
    )
}

const fn is_tag(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::UndeclaredTagHandle
            | ErrorKind::ExpectedTagBang
            | ErrorKind::InvalidGlobalTagCharacter
            | ErrorKind::InvalidTagTerminator
            | ErrorKind::MissingTagUri
            | ErrorKind::UnclosedVerbatimTag
            | ErrorKind::InvalidTagEscape
            | ErrorKind::InvalidTagUtf8LeadingByte
            | ErrorKind::InvalidTagUtf8TrailingByte
            | ErrorKind::InvalidTagUtf8
    )
}

/// Where and in what the parser stopped.
struct Stopped<'a> {
    text: &'a str,
    stop: Place,
    /// Where the last thing that was read ends.
    read_up_to: usize,
    sink: &'a Sink,
}

impl Stopped<'_> {
    fn problem(&self, code: Code, place: Place, message: impl Into<String>) -> Problem {
        self.sink.problem(code, place, message)
    }

    /// A tab, or a space that is none, before the first word of the line where the parser stopped or of the one before.
    fn bad_indentation(&self, is_tab: bool) -> Option<Problem> {
        let line = self.line_start(self.stop.start);
        let before = self.line_start(line.saturating_sub(1));
        let in_indentation = |start: usize| {
            let margin = self.text[start..].chars().take_while(|c| c.is_whitespace() && *c != '\n' && *c != '\r');
            let mut at = start;
            for c in margin {
                if c != ' ' {
                    return Some((at, c));
                }
                at += c.len_utf8();
            }
            None
        };
        // The parser may have stopped at a tab further inside a line: after `-`, say.
        let at_stop = self.text[self.stop.start..].chars().next().filter(|c| is_tab && *c == '\t');
        let found = in_indentation(line)
            .or_else(|| at_stop.map(|tab| (self.stop.start, tab)))
            .or_else(|| in_indentation(before))
            .or_else(|| is_tab.then(|| self.text[line..].find('\t').map(|at| (line + at, '\t'))).flatten())?;
        Some(indentation(self.text, found.0, found.1, self.sink))
    }

    /// A quote that opens and is not closed.
    fn unclosed_quote(&self) -> Problem {
        let open = self.quote().unwrap_or(self.stop);
        let quote = self.text[open.start..].chars().next().unwrap_or('"');
        self.problem(Code::Unclosed, open, format!("the quote {quote} opens here and is not closed"))
            .with_fix(format!("put a {quote} at the end of the text"))
    }

    /// Words after a quote that closed too early: `"What is "this"?"`, `'What's this?'`.
    fn text_after_quote(&self) -> Problem {
        let Some(open) = self.quote() else {
            return self.problem(Code::Unclosed, self.stop, "words stand after the end of a text in quotes");
        };
        let quote = self.text[open.start..].chars().next().unwrap_or('"');
        if open.line != self.stop.line {
            // It ran on to the next quote, lines below.
            return self
                .problem(Code::Unclosed, open, format!("the quote {quote} opens here and is not closed in this line"))
                .with_fix(format!("put a {quote} at the end of the text"))
                .with_related(self.sink.file(), self.stop, "read as one text up to here");
        }
        let fix = match quote {
            '\'' => "write an apostrophe within '…' twice (''), or put the text in \"…\"",
            _ => "write a quote within \"…\" as \\\", or put the text in '…'",
        };
        self.problem(Code::QuoteEndsEarly, self.stop, format!("the text in {quote} has ended before this"))
            .with_fix(fix)
            .with_related(self.sink.file(), open, "it begins here")
    }

    /// The quote that opens the text in which the parser stopped, looked for from what was read before.
    fn quote(&self) -> Option<Place> {
        let mut at = self.read_up_to.min(self.stop.start);
        loop {
            let open = at + next_quote(&self.text[at..])?;
            let quote = self.text.as_bytes()[open];
            match end_of_quoted(&self.text[open..], quote) {
                // What follows a complete text in quotes is read on, unless the parser stopped right behind it.
                Some(length)
                    if self.text[open + length..].trim_start().len()
                        > self.text[self.stop.start..].trim_start().len() =>
                {
                    at = open + length;
                }
                _ => return Some(place_of(self.text, open, 1)),
            }
        }
    }

    fn closes_nothing(&self) -> Problem {
        let sign = self.text[self.stop.start..].chars().next().unwrap_or(']');
        self.problem(Code::Unclosed, self.stop, format!("`{sign}` closes nothing"))
            .with_fix("delete it, or put the text that it stands in into quotes")
    }

    /// A bracket that is closed by one of the other kind, or not at all.
    fn closed_wrongly(&self, bracket: Bracket) -> Problem {
        let mut open = vec![bracket];
        match read_brackets(self.text, bracket.place.end, self.text.len(), &mut open) {
            Some(at) => {
                let closing = self.text[at..].chars().next().unwrap_or(']');
                let inner = open.last().copied().unwrap_or(bracket).located(self.text);
                self.problem(
                    Code::Unclosed,
                    place_of(self.text, at, 1),
                    format!("`{}` is closed by `{closing}`", inner.sign),
                )
                .with_expected(format!("`{}`", inner.closing()))
                .with_related(self.sink.file(), inner.place, "it opens here")
            }
            None => self.never_closed(bracket),
        }
    }

    fn never_closed(&self, bracket: Bracket) -> Problem {
        let Bracket { sign, place } = bracket;
        let what = if sign == '{' { "map" } else { "list" };
        let fix = format!(
            "put a `{}` where the {what} ends; a text that begins with `{sign}` needs quotes",
            bracket.closing()
        );
        self.problem(Code::Unclosed, place, format!("`{sign}` opens here and is not closed")).with_fix(fix)
    }

    /// A bracket that is still open where the parser stopped, and what does not fit into it.
    fn unclosed_bracket(&self, brackets: &[Bracket]) -> Option<Problem> {
        let mut open = brackets.to_vec();
        read_brackets(self.text, self.read_up_to, self.stop.start, &mut open);
        let bracket = open.last()?.located(self.text);
        if bracket.place.line != self.stop.line || self.ends_line() {
            return Some(self.never_closed(bracket));
        }
        let message = format!("this does not fit between `{}` and `{}`", bracket.sign, bracket.closing());
        Some(
            self.problem(Code::Unclosed, self.word(), message)
                .with_fix("put a comma between two items, and quotes around texts that hold , : [ ] { } or quotes")
                .with_related(self.sink.file(), bracket.place, "it opens here"),
        )
    }

    /// The word at which the parser stopped.
    fn word(&self) -> Place {
        let rest = &self.text[self.stop.start..];
        let length = rest.find(|c: char| c.is_whitespace() || ",[]{}".contains(c)).unwrap_or(rest.len());
        let first = rest.chars().next().map_or(0, char::len_utf8);
        Place { end: self.stop.start + length.max(first), ..self.stop }
    }

    /// Whether nothing but white space follows in the line where the parser stopped.
    fn ends_line(&self) -> bool {
        self.text[self.stop.start..].lines().next().is_none_or(|rest| rest.trim().is_empty())
    }

    /// Signs that mean something to YAML at the beginning of a text, and colons within one.
    fn needs_quotes(&self, kind: &ErrorKind) -> Option<Problem> {
        let message = match kind {
            ErrorKind::UnexpectedCharacter { character } => format!("a text cannot begin with the sign {character}"),
            ErrorKind::UnexpectedEofBlockMapping | ErrorKind::UnexpectedEofBlockSequence if self.word_is(',') => {
                "a text cannot begin with the sign ,".to_owned()
            }
            ErrorKind::InvalidBlockScalarHeader | ErrorKind::ZeroBlockScalarIndent => {
                "after `|` or `>` the text begins in the next line".to_owned()
            }
            ErrorKind::DirectiveDisallowed => "`%` means something at the beginning of a line".to_owned(),
            ErrorKind::MissingAnchorOrAliasName => "`&` and `*` mean something at the beginning of a text".to_owned(),
            _ if self.follows_bracket() => "words stand after a list or map in brackets".to_owned(),
            ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement if self.has_colon_before() => {
                "a colon and a space stand within a text".to_owned()
            }
            _ => return None,
        };
        Some(self.problem(Code::NeedsQuotes, self.word(), message).with_fix("put the whole text in quotes: \"…\""))
    }

    fn word_is(&self, sign: char) -> bool {
        self.text[self.stop.start..].starts_with(sign)
    }

    /// Whether the line goes on after a closing bracket: `{goal} comes first`.
    fn follows_bracket(&self) -> bool {
        let before = self.text[self.line_start(self.stop.start)..self.stop.start].trim_end();
        before.ends_with([']', '}']) && !self.ends_line()
    }

    /// Whether the line has a key before the place where the parser stopped: `ask: this: that`.
    fn has_colon_before(&self) -> bool {
        let line = &self.text[self.line_start(self.stop.start)..self.stop.start];
        line.contains(": ") || line.trim_start().starts_with("- ")
    }

    /// Lines that stand further in or out than the rest of their list or map.
    fn misplaced(&self, kind: &ErrorKind) -> Option<Problem> {
        let fits = matches!(
            kind,
            ErrorKind::InvalidIndentation
                | ErrorKind::ExpectedBlockMappingKey
                | ErrorKind::ExpectedBlockSequenceEntry
                | ErrorKind::BlockSequenceEntryNotAllowed
                | ErrorKind::MappingValueNotAllowed
                | ErrorKind::MappingKeyNotAllowed
                | ErrorKind::SimpleKeyExpected
                | ErrorKind::InvalidSimpleKey
                | ErrorKind::InvalidBlockScalarIndent
                | ErrorKind::ExpectedNodeContent
                | ErrorKind::CommentInterceptedScalar
        );
        fits.then(|| {
            self.after_colon().or_else(|| self.too_far_in(kind)).unwrap_or_else(|| {
                self.problem(Code::Indentation, self.word(), "this line does not line up with those above it").with_fix(
                    "a key is written `key: value`, an item `- item`; put those of one map or list below each other, \
                     with the same number of spaces before them",
                )
            })
        })
    }

    /// A colon of the line where the parser stopped, or of the one before, that no plain space follows.
    fn after_colon(&self) -> Option<Problem> {
        let line = self.line_start(self.stop.start);
        let before = self.line_start(line.saturating_sub(1));
        [line, before].into_iter().find_map(|start| {
            let words = self.text[start..].lines().next()?;
            let key = words.trim_start().trim_start_matches("- ").trim_start();
            let name = key.split(':').next()?;
            let is_key = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
            let behind = start + (words.len() - key.len()) + name.len() + 1;
            let next = self.text.get(behind..)?.chars().next().filter(|_| is_key && key.len() > name.len())?;
            match next {
                ' ' | '\n' | '\r' => None,
                next if next.is_whitespace() => Some(indentation(self.text, behind, next, self.sink)),
                _ => Some(
                    self.problem(
                        Code::Indentation,
                        place_of(self.text, behind, next.len_utf8()),
                        "a space is missing after the colon",
                    )
                    .with_fix(format!("write `{name}: …`")),
                ),
            }
        })
    }

    /// A line that stands further in than the finished one above it: the parser took it for more of the same text, and
    /// stopped at the remark between them.
    fn too_far_in(&self, kind: &ErrorKind) -> Option<Problem> {
        if !matches!(kind, ErrorKind::CommentInterceptedScalar) {
            return None;
        }
        let next = self.text[self.stop.start..].find('\n').map(|end| self.stop.start + end + 1)?;
        let rest = self.text.get(next..).filter(|rest| !rest.trim().is_empty())?;
        let margin = rest.len() - rest.trim_start().len();
        let word = rest.trim_start().split(|c: char| c.is_whitespace()).next().unwrap_or_default();
        Some(
            self.problem(
                Code::Indentation,
                place_of(self.text, next + margin, word.len()),
                "this line stands further in than the one above it",
            )
            .with_fix(
                "give it the same number of spaces; a text that goes on in the next line can have no remark after `#`",
            ),
        )
    }

    fn bad_escape(&self) -> Problem {
        self.problem(Code::NeedsQuotes, self.stop, "`\\` means something within \"…\", and not what follows here")
            .with_fix("write a backslash as \\\\, or put the text in '…'")
    }

    fn other(&self, error: &ScanError) -> Problem {
        self.problem(Code::Syntax, self.stop, format!("not valid YAML: {}", error.kind()))
            .with_fix("check the spaces before the words, and put texts that hold `: ` or ` #` in quotes")
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |newline| newline + 1)
    }
}

#[cfg(test)]
mod tests {
    use crate::bank::problem::{Problem, Sink, Source};
    use crate::bank::yaml::parse_content;

    /// What is reported for a text, with the fix and the second place behind it.
    fn reported(text: &str) -> Vec<String> {
        let sink = Sink::new("a.yaml");
        parse_content(&Source::new("a.yaml", text), &sink);
        let shown = |problem: &Problem| {
            let related =
                problem.related.as_ref().map(|r| format!(" [{}:{} {}]", r.place.line, r.place.column, r.message));
            format!("{} -> {}{}", problem, problem.fix, related.unwrap_or_default()).replacen("a.yaml:", "", 1)
        };
        sink.into_list().iter().map(shown).collect()
    }

    #[track_caller]
    fn is_reported(text: &str, as_is: &str) {
        let list = reported(text);
        assert_eq!(list.len(), 1, "{text:?}: {list:#?}");
        assert!(list[0].starts_with(as_is), "{text:?}\n found {}\nwanted {as_is}", list[0]);
    }

    #[test]
    fn brackets_are_shown_where_they_open() {
        for (text, place) in [
            ("a: [b, c\nd: e\n", "1:4"),
            ("a: [b, c", "1:4"),
            ("a: [\n  b,\n  c\nd: [e]\n", "1:4"),
            ("a:\n  - [b, c\n  - [d, e]\n", "2:5"),
        ] {
            is_reported(
                text,
                &format!("{place}: B054: `[` opens here and is not closed -> put a `]` where the list ends"),
            );
        }
        for (text, place) in [
            ("a: {b: c\nd: e\nf: g\n", "1:4"),
            ("{a: b\n", "1:1"),
            ("a:\n  - {to: x, when: {grade: claimed}\n  - {to: y, when: {grade: claimed}}\n", "2:5"),
        ] {
            is_reported(
                text,
                &format!("{place}: B054: `{{` opens here and is not closed -> put a `}}` where the map ends"),
            );
        }
        is_reported("a: [b, {c: d]\n", "1:13: B054: `{` is closed by `]`; expected `}` ->  [1:8 it opens here]");
        is_reported("a: [b, c}\n", "1:9: B054: `[` is closed by `}`; expected `]` ->  [1:4 it opens here]");
        is_reported("a: b\n}\n", "2:1: B054: `}` closes nothing -> delete it");
        is_reported("a: {b: c, d: e,\n    f: g}}\n", "2:10: B054: `}` closes nothing");
    }

    #[test]
    fn quotes_are_shown_where_they_open() {
        for text in ["a: \"b\nc: d\n", "a: \"b\nc: \"d\"\n", "a: \"b\n---\nc\"\n", "x: [\"é\", 'y']\na: \"b\nc: d\n"] {
            let (line, quoted) = (text.lines().position(|line| line.starts_with("a:")).unwrap() + 1, '"');
            is_reported(text, &format!("{line}:4: B054: the quote {quoted} opens here and is not closed"));
        }
        is_reported("a: 'b\nc: 'd'\n", "1:4: B054: the quote ' opens here and is not closed");
        is_reported(
            "a:\n  - \"What is \"this\" about?\"\n",
            "2:15: B063: the text in \" has ended before this -> write a quote within \"…\" as \\\", or put the text in '…' \
             [2:5 it begins here]",
        );
        is_reported(
            "a:\n  - 'What's it?'\n",
            "2:11: B063: the text in ' has ended before this -> write an apostrophe within '…' twice (''), or put the \
             text in \"…\" [2:5 it begins here]",
        );
    }

    #[test]
    fn tabs_are_called_tabs() {
        for (text, place) in [
            ("a:\n\tb: c\n", "2:1"),
            ("a:\n  - b\n\t- c\n", "3:1"),
            ("a:\n  - b: c\n\t  d: e\n", "3:1"),
            ("a:\n  b: c\n  \td: e\n", "3:3"),
        ] {
            is_reported(text, &format!("{place}: B053: a tab stands before the words of this line; expected spaces"));
        }
        assert!(
            reported("a:\n\u{a0}\u{a0}- b\n")[0]
                .starts_with("2:1: B053: a white space that is no plain space (U+00A0)")
        );
        assert_eq!(reported("a: b\t# c\nd:\te\n"), [""; 0], "a tab between words harms nobody");
    }

    #[test]
    fn a_colon_wants_a_plain_space_behind_it() {
        assert!(
            reported("a: b\ncue:\u{a0}c\nd: e\n")[0].starts_with("2:5: B053: a white space that is no plain space")
        );
        assert!(reported("a: b\ncue:c\nd: e\n")[0].starts_with("2:5: B061: a space is missing after the colon"));
    }

    #[test]
    fn a_line_too_far_in_is_told_itself() {
        assert!(reported("a:\n  b: c # remark\n   d: e\n")[0].starts_with("3:4: B061: this line stands further in"));
    }

    #[test]
    fn signs_that_need_quotes() {
        for (text, found) in [
            ("a: @b\n", "1:4: B055: a text cannot begin with the sign @"),
            ("a: `b`\n", "1:4: B055: a text cannot begin with the sign `"),
            ("a: %b\n", "1:4: B055: a text cannot begin with the sign %"),
            ("a: , b\n", "1:4: B055: a text cannot begin with the sign ,"),
            ("%b\n", "1:1: B055: `%` means something at the beginning of a line"),
            ("a: * b\n", "1:4: B055: `&` and `*` mean something at the beginning of a text"),
            ("a: | b\n  c\n", "1:4: B055: after `|` or `>` the text begins in the next line"),
            ("a: What is it: a plan?\n", "1:14: B055: a colon and a space stand within a text"),
            ("a: {goal} is what\n", "1:11: B055: words stand after a list or map in brackets"),
        ] {
            is_reported(text, &format!("{found} -> put the whole text in quotes: \"…\""));
        }
        is_reported(
            "a: \"C:\\Users\"\n",
            "1:4: B055: `\\` means something within \"…\", and not what follows here -> write",
        );
    }

    #[test]
    fn what_a_bank_has_no_use_for() {
        is_reported("a: &b c\n", "1:4: B056: `&b` gives a name to what follows, to be repeated elsewhere -> delete it");
        is_reported("a: *b\n", "1:4: B056: `*b` stands for something that is written elsewhere -> write it out here");
        is_reported("a: {<<: {b: c}}\n", "1:5: B056: `<<` copies the keys of another map -> write the keys out here");
        for (text, word) in [
            ("!!binary aGk=", "!!binary"),
            ("!!python/object:os.system x", "!!python/object:os.system"),
            ("!x!y b", "!x!y"),
        ] {
            is_reported(&format!("a: {text}\n"), &format!("1:4: B057: `{word}` asks for a type of value"));
        }
        for text in ["a: b\n---\nc: d\n", "--- a\n--- b\n"] {
            is_reported(text, "2:1: B062: a second document begins here; expected one document in a file -> delete");
        }
        let list = reported("a: &x [*x, *x]\nb: {<<: *x}\n");
        assert_eq!(list.len(), 5, "all of them at once: {list:#?}");
    }

    #[test]
    fn lines_that_stand_wrongly() {
        for (text, place) in [
            ("a:\n  b: c\n d: e\n", "3:2"),
            ("a:\n  - b\n - c\n", "3:2"),
            ("a: b\nc\nd: e\n", "2:1"),
            ("- a\nb: c\n", "2:1"),
            ("a:\n  - b\n  c: d\n", "3:3"),
        ] {
            is_reported(
                text,
                &format!("{place}: B061: this line does not line up with those above it -> a key is written"),
            );
        }
    }

    #[test]
    fn characters_that_no_text_may_hold() {
        is_reported("a\0: b\n", "1:2: B051: the control character U+0000 stands in the text -> delete it");
        is_reported("é: b\u{7}\n", "1:5: B051: the control character U+0007 stands in the text -> delete it");
        assert_eq!(reported(&"\u{1}\u{9b}\n".repeat(1_000)).len(), 100, "a flood is cut");
    }
}

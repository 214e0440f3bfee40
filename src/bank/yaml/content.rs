//! What a bank may not hold beyond what YAML forbids: characters that nobody sees, words that other programs read as
//! truth values, lines that no editor shows.

use super::place::{place_of, places};
use super::refusal::{control_character, indentation};
use super::{Content, Node, parse};
use crate::bank::hostile::is_hostile;
use crate::bank::problem::{Code, Place, Problem, Sink, Source};

/// The longest line, in bytes. A bank written as one line of JSON is shorter.
const LONGEST_LINE: usize = 100_000;

/// The one control character beyond ASCII that YAML allows.
const NEXT_LINE: char = '\u{85}';

/// Plain words that YAML 1.1, and with it many an editor and tool, reads as truth values.
const TRUTH_WORDS: [&str; 6] = ["yes", "no", "on", "off", "y", "n"];

/// The keys of banks, topics and personas whose values are truth values.
const TRUTH_KEYS: [&str; 8] = ["conditional", "heard", "is", "far", "yes_no", "knowledge", "exclusive", "key"];

/// Reads a file of content that people share: a bank, topics, shared sections.
///
/// On top of [`parse`] it reports invisible characters and those that turn the direction of writing (B052), in texts
/// and keys and comments, also when written as escapes; plain words that other programs read as truth values (B058),
/// line ends of old (B059), lines too long for any editor (B060) and indentation by other white space than spaces
/// (B053). What can be read is returned nevertheless, so that all problems come at once.
pub fn parse_content(source: &Source, sink: &Sink) -> Option<Node> {
    // What ships was looked through by a test.
    if source.apart.is_some() {
        return parse(source, sink);
    }
    report_characters(&source.text, sink);
    report_lines(&source.text, sink);
    let root = parse(source, sink)?;
    report_texts(&root, false, &source.text, sink);
    Some(root)
}

/// Reports characters that hide or reorder words. Control characters are no YAML, and reported by [`parse`].
fn report_characters(text: &str, sink: &Sink) {
    if text.is_ascii() {
        return;
    }
    let is_hidden = |c: char| !c.is_ascii() && is_hostile(c) && (!c.is_control() || c == NEXT_LINE);
    for (c, place) in places(text, is_hidden) {
        sink.report(hidden(c, place, sink));
    }
}

fn hidden(c: char, place: Place, sink: &Sink) -> Problem {
    let what = match c {
        c if c.is_control() && c != NEXT_LINE => return control_character(c, place, sink),
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "turns the direction of writing, so that words read otherwise than they are"
        }
        NEXT_LINE | '\u{2028}' | '\u{2029}' => "ends a line, and most editors do not show it",
        _ => "is invisible",
    };
    sink.problem(Code::HiddenCharacter, place, format!("the character U+{:04X} {what}", c as u32))
        .with_fix("delete it; if it cannot be seen, retype the words around it")
}

fn report_lines(text: &str, sink: &Sink) {
    let bytes = text.as_bytes();
    if bytes.contains(&b'\r') {
        let lone = (0..bytes.len()).find(|&at| bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
        if let Some(at) = lone {
            let problem = sink.problem(Code::LineEnd, place_of(text, at, 1), "a carriage return alone ends this line");
            sink.report(problem.with_fix("save the file with line ends of Unix (LF) or Windows (CRLF)"));
        }
    }
    let mut start = 0;
    for line in text.split('\n') {
        if line.len() > LONGEST_LINE {
            let place = Place { end: start, ..place_of(text, start, 0) };
            let message = format!("a line of {} characters", line.chars().count());
            let problem = sink.problem(Code::LongLine, place, message);
            sink.report(problem.with_expected("lines that can be read").with_fix("break it into several lines"));
        }
        let margin = line.len() - line.trim_start_matches(' ').len();
        if let Some(c) = line[margin..].chars().next().filter(|c| c.is_whitespace() && !c.is_ascii()) {
            sink.report(indentation(text, start + margin, c, sink));
        }
        start += line.len() + 1;
    }
}

/// Reports truth values where texts are meant, and hidden characters that are written as escapes.
fn report_texts(node: &Node, may_be_truth: bool, text: &str, sink: &Sink) {
    match &node.content {
        Content::Text(words) => {
            let written = text.get(node.place.start..node.place.end).unwrap_or_default();
            if !may_be_truth && written == words && TRUTH_WORDS.iter().any(|word| words.eq_ignore_ascii_case(word)) {
                sink.report(truth_word(words, node.place, sink));
            }
            if written.contains('\\')
                && let Some(c) = words.chars().find(|&c| is_hostile(c) && !"\n\t".contains(c))
            {
                sink.report(hidden(c, node.place, sink));
            }
        }
        Content::List(items) => items.iter().for_each(|item| report_texts(item, false, text, sink)),
        Content::Map(entries) => {
            for entry in entries {
                let escaped = |c: &char| is_hostile(*c) && !text[entry.place.start..entry.place.end].contains(*c);
                if let Some(c) = entry.key.chars().find(escaped) {
                    sink.report(hidden(c, entry.place, sink));
                }
                report_texts(&entry.value, TRUTH_KEYS.contains(&entry.key.as_str()), text, sink);
            }
        }
        Content::Null | Content::Bool(_) | Content::Number(..) => {}
    }
}

fn truth_word(words: &str, place: Place, sink: &Sink) -> Problem {
    sink.problem(
        Code::TruthWord,
        place,
        format!("many programs read `{words}` without quotes as yes or no, and not as a text"),
    )
    .with_fix(format!("put it in quotes: \"{words}\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reported(text: &str) -> Vec<String> {
        let sink = Sink::new("a.yaml");
        parse_content(&Source::new("a.yaml", text), &sink);
        sink.into_list().iter().map(|problem| problem.to_string().replacen("a.yaml:", "", 1)).collect()
    }

    #[test]
    fn characters_that_nobody_sees_are_reported_wherever_they_stand() {
        let turns = "turns the direction of writing, so that words read otherwise than they are";
        assert_eq!(reported("é: b\u{202e}c\n"), [format!("1:5: B052: the character U+202E {turns}")]);
        assert_eq!(
            reported("a\u{200b}: b\n# \u{feff}c\n"),
            ["1:2: B052: the character U+200B is invisible", "2:3: B052: the character U+FEFF is invisible",]
        );
        assert_eq!(reported("a: [\"b\\u2066\"]\n"), [format!("1:5: B052: the character U+2066 {turns}")]);
        assert_eq!(reported("\"a\\0\": b\n"), ["1:1: B051: the control character U+0000 stands in the text"]);
        assert_eq!(reported("a: \"b\\nc\\td\"\ne: 👨‍👩‍👧 می‌خواهم\n"), [""; 0]);
        assert_eq!(
            reported(&"a: \u{202e}\n".repeat(200)).len(),
            100 + 199,
            "a flood is cut: 100 of them, and the duplicates"
        );
    }

    #[test]
    fn words_that_others_read_as_truth_values_need_quotes() {
        let read = |at: &str, word: &str| {
            format!("{at}: B058: many programs read `{word}` without quotes as yes or no, and not as a text")
        };
        assert_eq!(
            reported("language: no\na: [NO, yes, \"no\", 'on', Off]\n"),
            [read("1:11", "no"), read("2:5", "NO"), read("2:9", "yes"), read("2:26", "Off")]
        );
        assert_eq!(reported("conditional: yes\nwhen: {is: no}\na: no budget\n"), [""; 0]);
    }

    #[test]
    fn lines_have_to_end_and_to_be_seen() {
        assert_eq!(reported("a: b\rc: d\r"), ["1:5: B059: a carriage return alone ends this line"]);
        assert_eq!(reported("a: b\r\nc: d\r\n"), [""; 0], "Windows");
        assert_eq!(reported("\u{feff}a: b\n"), [""; 0], "a byte order mark");
        let long = format!("a: b\nc: {}\n", "word ".repeat(50_000));
        assert_eq!(reported(&long), ["2:1: B060: a line of 250003 characters; expected lines that can be read"]);
    }
}

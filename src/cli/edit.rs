//! Changing one value of the config and nothing else: what a user wrote around it stays as it is.

use crate::bank::problem::{Sink, Source};
use crate::bank::yaml::{self, Content, Entry, Node};

/// The text with a value under a path of at most two keys; `value` is a word, a number, `true`, `false` or `null`.
///
/// # Errors
///
/// Why the text cannot be changed by a program, for people.
pub(super) fn set(text: &str, path: &[&str], value: &str) -> Result<String, String> {
    let by_hand = || format!("this config has to be changed by hand: {}: {value}", path.join(": "));
    let root = if is_blank(text) { None } else { Some(parse(text).ok_or_else(by_hand)?) };
    let (first, rest) = path.split_first().ok_or_else(by_hand)?;
    let changed = match (root.as_ref().and_then(|root| entry(root, first)), rest.first()) {
        (Some(top), None) => replaced(text, top, value),
        (Some(top), Some(key)) => match entry(&top.value, key) {
            Some(inner) => replaced(text, inner, value),
            None => inserted(text, top, &format!("{key}: {value}")),
        },
        (None, None) => Some(appended(text, &format!("{first}: {value}"))),
        (None, Some(key)) => Some(appended(text, &format!("{first}: {{{key}: {value}}}"))),
    };
    let changed = changed.ok_or_else(by_hand)?;
    let reads_so = parse(&changed).is_some_and(|root| {
        let node = path.iter().try_fold(&root, |node, key| node.get(key));
        node.is_some_and(|node| node.content == meaning(value))
    });
    if reads_so { Ok(changed) } else { Err(by_hand()) }
}

fn is_blank(text: &str) -> bool {
    text.lines().all(|line| line.trim_start().is_empty() || line.trim_start().starts_with('#'))
}

fn parse(text: &str) -> Option<Node> {
    let source = Source::new("config", text);
    let sink = Sink::new(&source.name);
    let root = yaml::parse(&source, &sink);
    root.filter(|_| sink.into_list().is_empty())
}

fn entry<'n>(map: &'n Node, key: &str) -> Option<&'n Entry> {
    let Content::Map(entries) = &map.content else { return None };
    entries.iter().find(|entry| entry.key == key)
}

fn meaning(value: &str) -> Content {
    match value {
        "null" => Content::Null,
        "true" => Content::Bool(true),
        "false" => Content::Bool(false),
        number if number.parse::<f64>().is_ok() => {
            Content::Number(number.parse().unwrap_or_default(), number.to_owned())
        }
        word => Content::Text(word.to_owned()),
    }
}

/// The text with another value for a key that has one.
fn replaced(text: &str, entry: &Entry, value: &str) -> Option<String> {
    let place = entry.value.place;
    match entry.value.content {
        Content::List(_) | Content::Map(_) => None,
        Content::Null if place.end <= place.start => {
            let colon = entry.place.end + text.get(entry.place.end..)?.find(':')? + 1;
            spliced(text, colon, colon, &format!(" {value}"))
        }
        _ => spliced(text, place.start, place.end, value),
    }
}

/// The text with a further line in a map, before its first one.
fn inserted(text: &str, top: &Entry, line: &str) -> Option<String> {
    let at = top.value.place.start;
    match &top.value.content {
        Content::Null => replaced(text, top, &format!("{{{line}}}")),
        Content::Map(entries) if text.get(at..)?.starts_with('{') => {
            let comma = if entries.is_empty() { "" } else { ", " };
            spliced(text, at + 1, at + 1, &format!("{line}{comma}"))
        }
        Content::Map(entries) => {
            let first = entries.first()?.place.start;
            let indent = &text[text[..first].rfind('\n')? + 1..first];
            spliced(text, first, first, &format!("{line}\n{indent}"))
        }
        _ => None,
    }
}

fn spliced(text: &str, start: usize, end: usize, with: &str) -> Option<String> {
    Some(format!("{}{with}{}", text.get(..start)?, text.get(end..)?))
}

fn appended(text: &str, line: &str) -> String {
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    format!("{text}{end}{line}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::config::TEMPLATE;

    fn theme(text: &str) -> String {
        set(text, &["screen", "theme"], "dark").unwrap()
    }

    #[test]
    fn only_the_value_changes() {
        assert_eq!(theme(""), "screen: {theme: dark}\n");
        assert_eq!(theme("# mine\n"), "# mine\nscreen: {theme: dark}\n");
        assert_eq!(theme("language: en"), "language: en\nscreen: {theme: dark}\n");
        assert_eq!(
            theme("screen: {theme: light, mouse: false} # mine\n"),
            "screen: {theme: dark, mouse: false} # mine\n"
        );
        assert_eq!(theme("screen: {mouse: false}\n"), "screen: {theme: dark, mouse: false}\n");
        assert_eq!(theme("screen: {}\n"), "screen: {theme: dark}\n");
        assert_eq!(
            theme("screen:\n  # colours\n  theme: light  # for now\n  mouse: false\n"),
            "screen:\n  # colours\n  theme: dark  # for now\n  mouse: false\n"
        );
        assert_eq!(theme("screen:\n    mouse: false\n"), "screen:\n    theme: dark\n    mouse: false\n");
        assert_eq!(set("planned_minutes: 20\n", &["planned_minutes"], "45").unwrap(), "planned_minutes: 45\n");
        assert_eq!(set("planned_minutes: 20\n", &["planned_minutes"], "null").unwrap(), "planned_minutes: null\n");
        assert_eq!(
            set("dates: {fiscal_year_start: null}\n", &["dates", "fiscal_year_start"], "april").unwrap(),
            "dates: {fiscal_year_start: april}\n"
        );
    }

    #[test]
    fn an_empty_key_is_filled() {
        assert_eq!(theme("screen:\nlanguage: en\n"), "screen: {theme: dark}\nlanguage: en\n");
        assert_eq!(set("planned_minutes:\n", &["planned_minutes"], "45").unwrap(), "planned_minutes: 45\n");
    }

    #[test]
    fn what_no_program_should_touch_is_left_alone() {
        for broken in ["screen: [\n", "screen: dark\n", "screen: {theme: [a]}\n"] {
            assert!(set(broken, &["screen", "theme"], "dark").unwrap_err().contains("by hand"), "{broken}");
        }
    }

    #[test]
    fn the_template_takes_every_setting() {
        let text = theme(TEMPLATE);
        assert!(text.starts_with(TEMPLATE));
    }
}

//! Which keys run which command: the table's own, unless the config says otherwise.

use crokey::{KeyCombination, key};
use crossterm::event::{KeyCode, KeyModifiers};

use super::commands::{COMMANDS, CommandId, CommandRow, row};
use crate::bank::problem::{Code, Sink};
use crate::bank::yaml::{Content, Node, Placed};

/// Keys that edit the note or move in lists; a command on them would take them away from every field.
const TAKEN: &[(KeyCombination, &str)] = &[
    (key!(enter), "keeps the note"),
    (key!(tab), "files the note elsewhere"),
    (key!(esc), "opens the row of commands"),
    (key!(backspace), "deletes a letter"),
    (key!(delete), "deletes a letter"),
    (key!(up), "chooses a remark"),
    (key!(down), "chooses a remark"),
    (key!(left), "moves the caret"),
    (key!(right), "moves the caret"),
    (key!(ctrl - a), "goes to the start of the line"),
    (key!(ctrl - e), "goes to the end of the line"),
    (key!(ctrl - k), "deletes to the end of the line"),
    (key!(ctrl - u), "deletes to the start of the line"),
    (key!(ctrl - w), "deletes a word"),
];

/// How to say a key in the config.
const EXPECTED: &str = "keys such as `ctrl-n`, `f2`, `alt-x`, or `esc n` for a letter of the command row";

/// The keys of every command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap(Vec<Bound>);

/// The keys of one command.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Bound {
    id: CommandId,
    /// Keys that work at any moment of a call.
    keys: Vec<KeyCombination>,
    /// The letter after Esc, or with Alt.
    letter: Option<char>,
}

/// A key as it can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stroke {
    Key(KeyCombination),
    Letter(char),
}

impl Default for Keymap {
    fn default() -> Self {
        let bound = |row: &CommandRow| Bound { id: row.id, keys: row.keys.to_vec(), letter: Some(row.letter) };
        Self(COMMANDS.iter().map(bound).collect())
    }
}

impl Keymap {
    /// Reads the keys that a user has set: a map from commands to lists of keys. What cannot be read is reported, and the
    /// command keeps the keys of the table; so do both commands of a clash.
    pub fn read(node: &Node, sink: &Sink) -> Self {
        let Content::Map(entries) = &node.content else {
            let message = format!("keys must be a map, not {}", node.describe());
            sink.report(sink.problem(Code::WrongType, node.place, message).with_expected("commands with their keys"));
            return Self::default();
        };
        let mut map = Self::default();
        let mut set: Vec<(&'static str, Placed<Stroke>)> = Vec::new();
        for entry in entries {
            let names = || COMMANDS.iter().map(|row| row.name);
            let Some(row) = COMMANDS.iter().find(|row| row.name == entry.key) else {
                let message = format!("no command is called `{}`", entry.key);
                let known: Vec<&str> = names().collect();
                let problem = sink.problem(Code::UnknownKey, entry.place, message);
                sink.report(problem.with_expected(known.join(", ")).with_closest(&entry.key, names()));
                continue;
            };
            if let Some(strokes) = strokes(&entry.value, sink) {
                map.bind(row.id, strokes.iter().map(|stroke| stroke.value));
                set.extend(strokes.into_iter().map(|stroke| (row.name, stroke)));
            }
        }
        let clashes = map.clashes();
        for (stroke, names) in &clashes {
            let place = set.iter().find(|(name, set)| set.value == *stroke && names.contains(name));
            let place = place.map_or(node.place, |(_, set)| set.place);
            let message = format!("{} runs both `{}` and `{}`", shown(*stroke), names[0], names[1]);
            let fix = format!("give `{}` another key, or none with `{}: []`", names[1], names[1]);
            sink.report(sink.problem(Code::KeyClash, place, message).with_fix(fix));
        }
        for name in clashes.iter().flat_map(|(_, names)| names) {
            if let Some(row) = COMMANDS.iter().find(|row| row.name == *name) {
                map.reset(row);
            }
        }
        // A command that went back to its own keys may now meet one that took them.
        if map.clashes().is_empty() { map } else { Self::default() }
    }

    /// The command of a letter.
    pub(crate) fn by_letter(&self, letter: char) -> Option<&'static CommandRow> {
        let letter = letter.to_ascii_lowercase();
        self.0.iter().find(|bound| bound.letter == Some(letter)).and_then(|bound| row(bound.id))
    }

    /// The command of a key that works at any moment.
    pub(crate) fn by_key(&self, pressed: KeyCombination) -> Option<&'static CommandRow> {
        self.0.iter().find(|bound| bound.keys.contains(&pressed)).and_then(|bound| row(bound.id))
    }

    /// The letter of a command.
    pub(crate) fn letter(&self, id: CommandId) -> Option<char> {
        self.of(id).and_then(|bound| bound.letter)
    }

    /// The first key of a command as shown: `Ctrl-n`; empty where it has none.
    pub(crate) fn key(&self, id: CommandId) -> String {
        let key = self.of(id).and_then(|bound| bound.keys.first());
        key.map(|key| shown(Stroke::Key(*key))).unwrap_or_default()
    }

    /// How a command is run, as shown: `Ctrl-n` or `Esc j`; empty where no key runs it.
    pub(crate) fn shown(&self, id: CommandId) -> String {
        let letter = || self.letter(id).map(|letter| shown(Stroke::Letter(letter))).unwrap_or_default();
        Some(self.key(id)).filter(|key| !key.is_empty()).unwrap_or_else(letter)
    }

    fn of(&self, id: CommandId) -> Option<&Bound> {
        self.0.iter().find(|bound| bound.id == id)
    }

    fn bind(&mut self, id: CommandId, strokes: impl Iterator<Item = Stroke>) {
        let Some(bound) = self.0.iter_mut().find(|bound| bound.id == id) else { return };
        *bound = Bound { id, keys: Vec::new(), letter: None };
        for stroke in strokes {
            match stroke {
                Stroke::Key(key) => bound.keys.push(key),
                Stroke::Letter(letter) => bound.letter = Some(letter),
            }
        }
    }

    fn reset(&mut self, row: &CommandRow) {
        if let Some(bound) = self.0.iter_mut().find(|bound| bound.id == row.id) {
            *bound = Bound { id: row.id, keys: row.keys.to_vec(), letter: Some(row.letter) };
        }
    }

    /// Keys that run two commands, with the names of both.
    fn clashes(&self) -> Vec<(Stroke, [&'static str; 2])> {
        let strokes = |bound: &Bound| -> Vec<Stroke> {
            let keys = bound.keys.iter().copied().map(Stroke::Key);
            keys.chain(bound.letter.map(Stroke::Letter)).collect()
        };
        let all: Vec<(Stroke, CommandId)> =
            self.0.iter().flat_map(|bound| strokes(bound).into_iter().map(move |stroke| (stroke, bound.id))).collect();
        let name = |id| row(id).map_or("", |row| row.name);
        let pairs = all.iter().enumerate().flat_map(|(at, one)| all[at + 1..].iter().map(move |other| (one, other)));
        pairs
            .filter(|(one, other)| one.0 == other.0 && one.1 != other.1)
            .map(|(one, other)| (one.0, [name(one.1), name(other.1)]))
            .collect()
    }
}

/// The keys of a list; `None` after what is wrong with one of them was reported.
fn strokes(node: &Node, sink: &Sink) -> Option<Vec<Placed<Stroke>>> {
    let one = std::slice::from_ref(node);
    let items = match &node.content {
        Content::List(items) => items.as_slice(),
        _ => one,
    };
    let read: Vec<Option<Placed<Stroke>>> = items.iter().map(|item| stroke(item, sink)).collect();
    read.into_iter().collect()
}

fn stroke(node: &Node, sink: &Sink) -> Option<Placed<Stroke>> {
    let name = node.as_text().unwrap_or_default();
    let problem = |message: String| {
        sink.report(sink.problem(Code::UnknownWord, node.place, message).with_expected(EXPECTED));
        None
    };
    let Some(stroke) = parsed(name) else { return problem(format!("no key is called `{name}`")) };
    if let Stroke::Key(key) = stroke {
        if let Some((_, does)) = TAKEN.iter().find(|(taken, _)| *taken == key) {
            return problem(format!("{} is taken: it {does}", shown(stroke)));
        }
        if is_text(key) {
            return problem(format!("`{name}` alone is text; `esc {name}` is its place in the command row"));
        }
    }
    Some(Placed { value: stroke, place: node.place })
}

/// Letters are always text.
fn is_text(key: KeyCombination) -> bool {
    let event: crossterm::event::KeyEvent = key.into();
    matches!(event.code, KeyCode::Char(_)) && (event.modifiers - KeyModifiers::SHIFT).is_empty()
}

fn parsed(name: &str) -> Option<Stroke> {
    let lower = name.trim().to_lowercase();
    if let Some(rest) = lower.strip_prefix("esc ") {
        let mut letters = rest.trim().chars();
        return letters.next().filter(|_| letters.next().is_none()).map(Stroke::Letter);
    }
    crokey::parse(&lower).ok().map(Stroke::Key)
}

fn shown(stroke: Stroke) -> String {
    match stroke {
        Stroke::Key(key) => crokey::KeyCombinationFormat::default().to_string(key),
        Stroke::Letter(letter) => format!("Esc {letter}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::problem::Source;
    use crate::bank::yaml;

    fn read(text: &str) -> (Keymap, Vec<String>) {
        let source = Source::new("config.yaml", text);
        let sink = Sink::new(&source.name);
        let root = yaml::parse(&source, &sink).unwrap();
        let map = Keymap::read(&root, &sink);
        (map, sink.into_list().iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_command_takes_the_keys_it_is_given_and_no_others() {
        let (map, problems) = read("next_question: [f2, esc 1]\npark: []\nrephrase: ctrl-t\n");
        assert_eq!(problems, [""; 0]);
        assert_eq!(map.by_key(key!(f2)).map(|row| row.id), Some(CommandId::NextQuestion));
        assert_eq!(map.by_letter('1').map(|row| row.id), Some(CommandId::NextQuestion));
        assert!(map.by_key(key!(ctrl - n)).is_none() && map.by_letter('n').is_none());
        assert_eq!(map.shown(CommandId::Park), "");
        assert_eq!(map.shown(CommandId::Rephrase), "Ctrl-t");
        assert_eq!(map.shown(CommandId::Undo), "Ctrl-z", "what is not named keeps its keys");
    }

    #[test]
    fn a_clash_names_both_commands_and_gives_neither_the_key() {
        let (map, problems) = read("park: ctrl-n\n");
        assert_eq!(problems.len(), 1);
        assert!(
            problems[0].starts_with("config.yaml:1:7: B035: Ctrl-n runs both `next_question` and `park`"),
            "{problems:?}"
        );
        assert_eq!(map, Keymap::default());
        let (map, problems) = read("park: esc w\nwhy: esc k\n");
        assert_eq!(problems, [""; 0], "two may change places");
        assert_eq!(map.letter(CommandId::Why), Some('k'));
    }

    #[test]
    fn keys_of_the_note_and_letters_are_left_alone() {
        let (_, problems) = read("park: enter\n");
        assert!(problems[0].contains("Enter is taken: it keeps the note"), "{problems:?}");
        let (_, problems) = read("park: k\n");
        assert!(problems[0].contains("`k` alone is text; `esc k`"), "{problems:?}");
        let (_, problems) = read("prak: f2\n");
        assert!(
            problems[0].contains("no command is called `prak`") && problems[0].contains("did you mean `park`?"),
            "{problems:?}"
        );
        let (_, problems) = read("park: cntrl-x\n");
        assert!(problems[0].contains("no key is called `cntrl-x`"), "{problems:?}");
    }

    #[test]
    fn keys_read_like_keys() {
        let map = Keymap::default();
        assert_eq!(map.shown(CommandId::Find), "Ctrl-p");
        assert_eq!(map.shown(CommandId::Why), "Esc w");
    }
}

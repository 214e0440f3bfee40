//! A typed line: a note, or a command by its word, its letter or its name in the config.

use crate::bank::problem::closest;
use crate::call::RemarkId;
use crate::tui::commands::{COMMANDS, CommandId, CommandRow};
use crate::tui::keymap::Keymap;

/// What a typed line is.
pub(super) enum Typed<'a> {
    /// Words for the field that has the focus; at the note line, a note.
    Words(&'a str),
    /// A command, the remark that it is for, and the words behind it.
    Command(CommandId, Option<RemarkId>, &'a str),
    /// Something to be said once more.
    Saying(Saying),
    /// Out of a list or a field, without a choice.
    Back,
    /// What cannot be run, and why.
    Wrong(String),
}

/// What can be said at any moment without a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Saying {
    State,
    Question,
    Remarks,
}

/// A saying with its words.
pub(super) struct SayingRow {
    saying: Saying,
    /// What calls for it.
    pub(super) words: &'static [&'static str],
    /// One sentence for the help.
    pub(super) help: &'static str,
}

/// What a screen shows all the time and has no command for.
pub(super) const SAYINGS: &[SayingRow] = &[
    SayingRow {
        saying: Saying::State,
        words: &["state", "levels"],
        help: "Where the call stands: time, levels, verdict, what to ask.",
    },
    SayingRow { saying: Saying::Question, words: &["question"], help: "The question again." },
    SayingRow { saying: Saying::Remarks, words: &["remarks"], help: "Every remark with its number." },
];

/// The way out of a list or a field.
const BACK: &str = "back";

/// The sentence of a command; what a screen does with keys or the clipboard is done otherwise here.
pub(super) const fn help(row: &CommandRow) -> &'static str {
    match row.id {
        CommandId::Report => "Write the hand-over to a file.",
        CommandId::Undo => "Take the last act back.",
        CommandId::Help => "All commands.",
        CommandId::Leave => "Leave at once; the call can be resumed.",
        CommandId::Speaker => "Choose who is speaking, add or name a person; /speaker #3 says who said remark 3.",
        _ => row.help,
    }
}

/// Reads a typed line.
pub(super) fn read<'a>(line: &'a str, keymap: &Keymap) -> Typed<'a> {
    let line = line.trim();
    let Some(command) = line.strip_prefix('/') else { return Typed::Words(line) };
    if command.starts_with('/') {
        return Typed::Words(command);
    }
    let (word, rest) = command.split_once(char::is_whitespace).unwrap_or((command, ""));
    let rest = rest.trim();
    let name = word.to_lowercase();
    if let Some(row) = SAYINGS.iter().find(|row| row.words.contains(&name.as_str())) {
        return alone(word, rest).map_or(Typed::Saying(row.saying), Typed::Wrong);
    }
    match find(&name, keymap) {
        _ if name == BACK => alone(word, rest).map_or(Typed::Back, Typed::Wrong),
        Some(id) => with_rest(id, word, rest),
        None => Typed::Wrong(unknown(word)),
    }
}

fn find(name: &str, keymap: &Keymap) -> Option<CommandId> {
    let mut letters = name.chars();
    let by_letter = match (letters.next(), letters.next()) {
        (Some(letter), None) => keymap.by_letter(letter).map(|row| row.id),
        _ => None,
    };
    let name = name.replace('-', "_");
    by_letter.or_else(|| COMMANDS.iter().find(|row| row.word == name || row.name == name).map(|row| row.id))
}

/// A command with what stands behind it.
fn with_rest<'a>(id: CommandId, word: &str, rest: &'a str) -> Typed<'a> {
    match id {
        CommandId::Find | CommandId::Cards | CommandId::Switch => Typed::Command(id, None, rest),
        CommandId::Flags | CommandId::Facts | CommandId::File | CommandId::Edit => {
            let (remark, rest) = numbered(rest, false);
            Typed::Command(id, remark, rest)
        }
        CommandId::Speaker => {
            let (remark, rest) = numbered(rest, true);
            Typed::Command(id, remark, rest)
        }
        _ => alone(word, rest).map_or(Typed::Command(id, None, ""), Typed::Wrong),
    }
}

/// The remark's number in front of the words: `3 …` or `#3 …`.
fn numbered(rest: &str, needs_mark: bool) -> (Option<RemarkId>, &str) {
    let (first, words) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let number = first.strip_prefix('#').or(if needs_mark { None } else { Some(first) });
    match number.and_then(|number| number.parse().ok()) {
        Some(number) => (Some(RemarkId(number)), words.trim()),
        None => (None, rest),
    }
}

/// Why a command that takes no words does not run with some: they may be a note with a slash by mistake.
fn alone(word: &str, rest: &str) -> Option<String> {
    (!rest.is_empty())
        .then(|| format!("/{word} takes nothing behind it; a note that begins with a slash begins with //"))
}

fn unknown(word: &str) -> String {
    let words = COMMANDS
        .iter()
        .map(|row| row.word)
        .chain(SAYINGS.iter().flat_map(|row| row.words.iter().copied()))
        .chain([BACK]);
    let meant = closest(word, words).map_or_else(String::new, |word| format!("did you mean /{word}? "));
    format!("no command is called /{word}; {meant}/help lists them, // begins a note with a slash")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(line: &str) -> String {
        match read(line, &Keymap::default()) {
            Typed::Words(words) => format!("words {words}"),
            Typed::Command(id, remark, rest) => format!("{id:?} {} {rest}", remark.map_or(0, |remark| remark.0)),
            Typed::Saying(saying) => format!("say {saying:?}"),
            Typed::Back => "back".to_owned(),
            Typed::Wrong(why) => why,
        }
    }

    #[test]
    fn words_letters_and_names_call_the_same_command() {
        for line in ["/next", "/n", "/N", "/next_question", "/next-question", "  /NEXT "] {
            assert_eq!(said(line), "NextQuestion 0 ", "{line}");
        }
        assert_eq!(said("/levels"), "say State");
    }

    #[test]
    fn numbers_in_front_mean_a_remark() {
        assert_eq!(said("/edit 3 soon, in May"), "Edit 3 soon, in May");
        assert_eq!(said("/edit #3 40 users"), "Edit 3 40 users");
        assert_eq!(said("/file who signs"), "File 0 who signs");
        assert_eq!(said("/file 40k"), "File 0 40k");
        assert_eq!(said("/speaker 2"), "Speaker 0 2", "a number behind /speaker is a person");
        assert_eq!(said("/speaker #2 Kim"), "Speaker 2 Kim");
    }

    #[test]
    fn what_is_no_command_is_told_with_the_likely_one() {
        assert!(said("/undoo").contains("did you mean /undo?"), "{}", said("/undoo"));
        assert!(said("/usr/bin").contains("no command is called /usr/bin"));
        assert!(said("/undo that please").contains("takes nothing behind it"));
        assert_eq!(said("//usr/bin is full"), "words /usr/bin is full");
        assert!(said("/").contains("no command"));
    }

    #[test]
    fn every_command_is_called_by_its_word() {
        for row in COMMANDS {
            assert!(said(&format!("/{}", row.word)).starts_with(&format!("{:?} ", row.id)), "{}", row.word);
        }
    }
}

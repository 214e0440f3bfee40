//! The command table: the one source of dispatch, footer, help and palette.
//!
//! A key or a command costs one row here. Whether a command works is asked of a [`Snapshot`], plain facts about the
//! model, never of what was drawn; a command that does not work says why.

use crokey::{KeyCombination, key};

mod group;
mod snapshot;

pub(crate) use group::Group;
pub(crate) use snapshot::{Snapshot, Stage};
use snapshot::{in_call, need, open, question, remark};

/// A thing that the rep can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum CommandId {
    NextQuestion,
    Rephrase,
    StillSo,
    Probes,
    Find,
    Cards,
    Park,
    Switch,
    Dismiss,
    Flags,
    Facts,
    File,
    Edit,
    Speaker,
    Why,
    Compare,
    People,
    Undo,
    Redo,
    History,
    WrapUp,
    EditNote,
    Report,
    Grade,
    Settings,
    Help,
    Home,
    Leave,
}

/// A row of the table.
pub(crate) struct CommandRow {
    /// Which command.
    pub(crate) id: CommandId,
    /// Its name in the config.
    pub(crate) name: &'static str,
    /// The word behind the slash where commands are typed.
    pub(crate) word: &'static str,
    /// Keys that work at any moment of a call.
    pub(crate) keys: &'static [KeyCombination],
    /// The letter after Esc, or with Alt.
    pub(crate) letter: char,
    /// What it does, in two or three words.
    pub(crate) title: &'static str,
    /// One sentence for the help.
    pub(crate) help: &'static str,
    /// Where it is listed.
    pub(crate) group: Group,
    /// `Ok` while it works, else why not.
    pub(crate) when: fn(&Snapshot) -> Result<(), &'static str>,
}

/// Every command, in the order of help and palette.
pub(crate) const COMMANDS: &[CommandRow] = &[
    CommandRow {
        id: CommandId::NextQuestion,
        name: "next_question",
        word: "next",
        keys: &[key!(ctrl - n)],
        letter: 'n',
        title: "next question",
        help: "Turn to the question that is worth most now.",
        group: Group::Ask,
        when: |now| open(now).and(need(now.next > 0, "nothing is left to ask")),
    },
    CommandRow {
        id: CommandId::Find,
        name: "find_anything",
        word: "find",
        keys: &[key!(ctrl - p)],
        letter: 'j',
        title: "find anything",
        help: "Jump to a question, a remark, a person or a card, or run a command, by a few letters; at home, \
               find a call by its names or by what was noted in it.",
        group: Group::Ask,
        when: |_| Ok(()),
    },
    CommandRow {
        id: CommandId::Cards,
        name: "cards",
        word: "cards",
        keys: &[],
        letter: '!',
        title: "cards",
        help: "What to say to an objection, and what proves a point, by a few letters.",
        group: Group::Ask,
        when: |now| in_call(now).and(need(now.cards > 0, "there are no cards: write a cards.yaml beside your banks")),
    },
    CommandRow {
        id: CommandId::Rephrase,
        name: "rephrase",
        word: "rephrase",
        keys: &[key!(ctrl - r)],
        letter: 'r',
        title: "rephrase",
        help: "Show the question in other words.",
        group: Group::Ask,
        when: |now| question(now).and(need(now.phrasings > 1, "the question has one phrasing")),
    },
    CommandRow {
        id: CommandId::StillSo,
        name: "still_so",
        word: "still",
        keys: &[],
        letter: '=',
        title: "still so",
        help: "Keep what was said in an earlier call as said again: first what the question asks about.",
        group: Group::Ask,
        when: |now| open(now).and(need(now.before > 0, "nothing stands from an earlier call")),
    },
    CommandRow {
        id: CommandId::Probes,
        name: "probes",
        word: "probes",
        keys: &[],
        letter: 'p',
        title: "probes",
        help: "Show or hide what to say when an answer falls short, and what to listen for.",
        group: Group::Ask,
        when: |now| question(now).and(need(now.probes > 0, "the question has no probes")),
    },
    CommandRow {
        id: CommandId::Park,
        name: "park",
        word: "park",
        keys: &[],
        letter: 'k',
        title: "park question",
        help: "Set the question aside; find it again by its name.",
        group: Group::Ask,
        when: |now| open(now).and(question(now)),
    },
    CommandRow {
        id: CommandId::Switch,
        name: "switch_framework",
        word: "switch",
        keys: &[],
        letter: 'l',
        title: "switch framework",
        help: "See the call through another framework; what was heard stays, and nothing is asked twice.",
        group: Group::Ask,
        when: |now| open(now).and(need(now.banks > 1, "there is no other framework")),
    },
    CommandRow {
        id: CommandId::Dismiss,
        name: "ignore_flag",
        word: "dismiss",
        keys: &[],
        letter: 'i',
        title: "ignore flag",
        help: "Dismiss the flag that asks for attention, in one stroke.",
        group: Group::Remark,
        when: |now| open(now).and(need(now.attention, "no flag asks for attention")),
    },
    CommandRow {
        id: CommandId::Flags,
        name: "flags",
        word: "flags",
        keys: &[],
        letter: 'x',
        title: "flags",
        help: "Dismiss or raise a flag on the chosen remark.",
        group: Group::Remark,
        when: remark,
    },
    CommandRow {
        id: CommandId::Facts,
        name: "facts",
        word: "facts",
        keys: &[],
        letter: 't',
        title: "facts",
        help: "See what was read in the chosen remark; put a value right, or take it for no fact.",
        group: Group::Remark,
        when: |now| remark(now).and(need(now.facts > 0, "nothing was read in this remark")),
    },
    CommandRow {
        id: CommandId::File,
        name: "file_elsewhere",
        word: "file",
        keys: &[],
        letter: 'm',
        title: "file elsewhere",
        help: "Say what the chosen remark answers.",
        group: Group::Remark,
        when: remark,
    },
    CommandRow {
        id: CommandId::Edit,
        name: "edit_remark",
        word: "edit",
        keys: &[],
        letter: 'e',
        title: "edit remark",
        help: "Put the chosen remark in other words; the old ones are kept.",
        group: Group::Remark,
        when: remark,
    },
    CommandRow {
        id: CommandId::Speaker,
        name: "speaker",
        word: "speaker",
        keys: &[],
        letter: 's',
        title: "speaker",
        help: "Choose who is speaking, add or name a person; with a chosen remark, who said it.",
        group: Group::Remark,
        when: open,
    },
    CommandRow {
        id: CommandId::Why,
        name: "why",
        word: "why",
        keys: &[],
        letter: 'w',
        title: "why",
        help: "Every mark with the words and the rule behind it.",
        group: Group::Call,
        when: in_call,
    },
    CommandRow {
        id: CommandId::Compare,
        name: "compare_frameworks",
        word: "compare",
        keys: &[],
        letter: 'z',
        title: "compare",
        help: "Frameworks side by side, with the lines on which they differ.",
        group: Group::Call,
        when: |now| in_call(now).and(need(now.banks > 1, "there is no other framework")),
    },
    CommandRow {
        id: CommandId::People,
        name: "people",
        word: "people",
        keys: &[],
        letter: 'a',
        title: "all people",
        help: "Who is who in the purchase, and which parts nobody has yet.",
        group: Group::Call,
        when: in_call,
    },
    CommandRow {
        id: CommandId::Undo,
        name: "undo",
        word: "undo",
        keys: &[key!(ctrl - z)],
        letter: 'u',
        title: "undo",
        help: "Take the last act back; while you type, the last word.",
        group: Group::Call,
        when: |now| in_call(now).and(need(now.undo, "nothing to undo")),
    },
    CommandRow {
        id: CommandId::Redo,
        name: "redo",
        word: "redo",
        keys: &[key!(ctrl - y)],
        letter: 'y',
        title: "redo",
        help: "Do again what was taken back.",
        group: Group::Call,
        when: |now| in_call(now).and(need(now.redo, "nothing to redo")),
    },
    CommandRow {
        id: CommandId::History,
        name: "history",
        word: "history",
        keys: &[],
        letter: 'h',
        title: "history",
        help: "Everything that was done, and undo and redo by name.",
        group: Group::Call,
        when: in_call,
    },
    CommandRow {
        id: CommandId::EditNote,
        name: "edit_note",
        word: "editor",
        keys: &[key!(ctrl - x)],
        letter: '$',
        title: "note in editor",
        help: "Write a long note in your own editor ($VISUAL or $EDITOR); it comes back into the note line.",
        group: Group::Call,
        when: open,
    },
    CommandRow {
        id: CommandId::WrapUp,
        name: "wrap_up",
        word: "wrap",
        keys: &[],
        letter: 'o',
        title: "wrap up",
        help: "Unfiled remarks, the verdict, the next step, the report; reopens a closed call.",
        group: Group::Call,
        when: in_call,
    },
    CommandRow {
        id: CommandId::Report,
        name: "copy_report",
        word: "report",
        keys: &[],
        letter: 'c',
        title: "copy report",
        help: "Copy the hand-over to the clipboard.",
        group: Group::Call,
        when: |now| in_call(now).and(need(now.remarks > 0, "nothing was noted yet")),
    },
    CommandRow {
        id: CommandId::Grade,
        name: "grade",
        word: "grade",
        keys: &[],
        letter: '%',
        title: "grade",
        help: "The grade of a practice call: every check, with the line that proves it.",
        group: Group::Call,
        when: |now| need(now.checks > 0, "only a practice call that is wrapped up has a grade"),
    },
    CommandRow {
        id: CommandId::Settings,
        name: "settings",
        word: "settings",
        keys: &[],
        letter: 'v',
        title: "settings",
        help: "Colours, shapes, mouse, dates, and where the config is.",
        group: Group::Program,
        when: |_| Ok(()),
    },
    CommandRow {
        id: CommandId::Help,
        name: "help",
        word: "help",
        keys: &[key!(f1)],
        letter: '?',
        title: "help",
        help: "All keys and commands.",
        group: Group::Program,
        when: |_| Ok(()),
    },
    CommandRow {
        id: CommandId::Home,
        name: "go_home",
        word: "home",
        keys: &[],
        letter: 'g',
        title: "go home",
        help: "Back to the list of calls; this one can be resumed.",
        group: Group::Program,
        when: in_call,
    },
    CommandRow {
        id: CommandId::Leave,
        name: "leave",
        word: "leave",
        keys: &[key!(ctrl - c)],
        letter: 'q',
        title: "leave",
        help: "Leave at once; the call can be resumed, the half-typed note included.",
        group: Group::Program,
        when: |_| Ok(()),
    },
];

/// The row of a command.
pub(crate) fn row(id: CommandId) -> Option<&'static CommandRow> {
    COMMANDS.iter().find(|row| row.id == id)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_commands_share_a_key_or_a_letter() {
        let mut taken = HashSet::new();
        for row in COMMANDS {
            assert!(taken.insert(format!("letter {}", row.letter)), "{}", row.title);
            assert!(row.word.len() > 1 && taken.insert(format!("word {}", row.word)), "{}", row.title);
            for pressed in row.keys {
                assert!(taken.insert(format!("{pressed}")), "{}", row.title);
            }
        }
    }

    #[test]
    fn letters_leave_the_word_keys_of_readline_alone() {
        assert!(COMMANDS.iter().all(|row| !matches!(row.letter, 'b' | 'f' | 'd')));
    }

    #[test]
    fn what_does_not_work_says_why() {
        let empty = Snapshot { stage: Stage::Open, ..Snapshot::default() };
        for row in COMMANDS {
            if let Err(why) = (row.when)(&empty) {
                assert!(why.len() > 8, "{}", row.title);
            }
        }
        assert_eq!((row(CommandId::Undo).unwrap().when)(&empty), Err("nothing to undo"));
    }

    #[test]
    fn every_command_has_one_row_and_every_row_a_sentence() {
        let ids: HashSet<_> = COMMANDS.iter().map(|row| row.id).collect();
        assert_eq!(ids.len(), COMMANDS.len());
        assert!(COMMANDS.iter().all(|row| row.help.ends_with('.') && !row.title.is_empty()));
        assert!(COMMANDS.iter().all(|row| Group::ALL.contains(&row.group)));
    }
}

//! Streams of keys, pastes, clicks and sizes at the whole program without a terminal.

use bantam::tui::keys;
use tempfile::TempDir;

use super::{PIECES, campaign};
use crate::hostile::strings::{self, steering};
use crate::random::Random;
use crate::stage;

/// A stream as a line for each act, so that a failure can be read and played again.
fn stream(random: &mut Random) -> String {
    let hostile = strings::all();
    let most = if cfg!(debug_assertions) { 16 } else { 60 };
    let acts = (0..=random.below(most)).map(|_| match random.below(12) {
        0 => format!("size {} {}", random.below(200), random.below(70)),
        1 => format!("paste {}", serde_json::to_string(random.pick(&hostile).1.as_str()).unwrap()),
        2 => format!("paste {}", serde_json::to_string(random.pick(&PIECES)).unwrap()),
        3 => format!("click {} {}", random.below(200), random.below(70)),
        4 => "wait 61".to_owned(),
        5 | 6 => format!("esc {}", random.pick(&LETTERS)),
        7 => "type the budget is 60k, Kim signs".to_owned(),
        _ => (*random.pick(&KEYS)).to_owned(),
    });
    acts.collect::<Vec<_>>().join("\n")
}

const LETTERS: [&str; 30] = [
    "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w",
    "x", "y", "z", "1", "enter", "tab", "/",
];

const KEYS: [&str; 28] = [
    "enter",
    "enter",
    "esc",
    "tab",
    "shift-tab",
    "backspace",
    "delete",
    "up",
    "down",
    "left",
    "right",
    "home",
    "end",
    "pageup",
    "pagedown",
    "ctrl-n",
    "ctrl-r",
    "ctrl-p",
    "ctrl-z",
    "ctrl-y",
    "ctrl-w",
    "ctrl-u",
    "ctrl-k",
    "ctrl-a",
    "ctrl-e",
    "f1",
    "a",
    "space",
];

#[test]
fn any_keys_are_survived() {
    campaign("keys", stream, |text| {
        let dir = TempDir::new().unwrap();
        let mut stage = stage::open(dir.path(), Some(("Harbour Tools", "Dana Ruiz", "CFO")), (100, 30));
        for act in text.lines() {
            play(&mut stage, act);
            if !stage.is_open() {
                break;
            }
            let (shown, caret) = stage.text();
            assert_eq!(steering(&shown), None, "{act}: {shown:?}");
            let rows = shown.lines().count() as u16;
            assert!(caret.is_none_or(|(_, y)| y < rows.max(1)), "{act}: the cursor is on the screen");
            assert!(stage.is_drawn_over(), "{act}: a pane that shows something else was taken to stand still");
        }
    });
}

/// One act of a stream.
pub(crate) fn play(stage: &mut bantam::tui::Stage, act: &str) {
    let (word, rest) = act.split_once(' ').unwrap_or((act, ""));
    let two = || rest.split_once(' ').map(|(one, two)| (one.parse().unwrap(), two.parse().unwrap()));
    match word {
        "size" => two().into_iter().for_each(|(columns, rows)| stage.resize(columns, rows)),
        "click" => two().into_iter().for_each(|(column, row)| stage.click(column, row)),
        "paste" => stage.paste(&serde_json::from_str::<String>(rest).unwrap()),
        "type" => rest.chars().for_each(|letter| stage.letter(letter)),
        "wait" => stage.wait(rest.parse().unwrap()),
        _ => keys(act).unwrap().into_iter().for_each(|key| stage.key(key)),
    }
}

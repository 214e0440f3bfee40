//! How far everything is: no command is further than two strokes, and help is nearer than that.

use super::{drawn, press};
use crate::tui::commands::{COMMANDS, CommandId};
use crate::tui::fixture;
use crate::tui::layout::SMALLEST;
use crate::tui::message::Message;
use crate::tui::update::update;

const SIZES: [(u16, u16); 6] = [SMALLEST, (60, 20), (80, 24), (110, 30), (140, 40), (200, 60)];

#[test]
fn every_command_is_two_strokes_away_by_the_row_that_names_it() {
    for (width, height) in SIZES {
        let mut row = fixture::model(width, height);
        press(&mut row, "Esc");
        let (screen, _) = drawn(&row);
        for command in COMMANDS {
            let name: String = command.title.chars().take(4).collect();
            let shown = format!("{} {}", command.letter, name.trim_end());
            assert!(screen.contains(&shown), "{shown:?} is not in the row at {width}x{height}:\n{screen}");
        }
    }
    for command in COMMANDS {
        let (mut by_strokes, mut by_name) = (fixture::model(80, 24), fixture::model(80, 24));
        let of_strokes = press(&mut by_strokes, &format!("Esc {}", command.letter));
        let mut of_name = update(&mut by_name, Message::Run(command.id, None));
        if of_name.contains(&crate::tui::message::Effect::Lenses) {
            update(&mut by_name, Message::Lenses(fixture::lenses()));
        }
        of_name.truncate(of_strokes.len());
        assert_eq!(of_strokes, of_name, "{}", command.name);
        assert_eq!(drawn(&by_strokes), drawn(&by_name), "{}", command.name);
    }
}

#[test]
fn every_command_is_in_the_palette_by_its_name() {
    for command in COMMANDS {
        let mut model = fixture::model(80, 24);
        press(&mut model, &format!("Ctrl-p {}", command.title.replace(' ', " Space ")));
        let (screen, _) = drawn(&model);
        assert!(screen.contains(&format!("▸ {}", command.title)), "{}:\n{screen}", command.title);
    }
}

#[test]
fn a_newcomer_finds_how_to_undo_in_one_stroke() {
    for (width, height) in SIZES {
        let mut row = fixture::model(width, height);
        press(&mut row, "Esc");
        assert!(drawn(&row).0.contains("u undo"), "{width}x{height}:\n{}", drawn(&row).0);
        let mut help = fixture::model(width, height);
        press(&mut help, "F1");
        assert!(drawn(&help).0.contains("Ctrl-z takes"), "{width}x{height}:\n{}", drawn(&help).0);
    }
    let model = fixture::model(140, 40);
    assert!(drawn(&model).0.contains("Ctrl-z undo"), "with room enough, without a stroke");
}

#[test]
fn a_letter_of_the_row_can_be_clicked() {
    let mut model = fixture::model(80, 24);
    press(&mut model, "Esc");
    let (screen, _) = drawn(&model);
    let (row, line) = screen.lines().enumerate().find(|(_, line)| line.contains("h history")).unwrap();
    let at = line.find("h history").unwrap();
    let column = line[..at].chars().count();
    let mouse = crossterm::event::MouseEvent {
        kind: crossterm::event::MouseEventKind::Down(crossterm::event::MouseButton::Left),
        column: column as u16 + 3,
        row: row as u16,
        modifiers: crossterm::event::KeyModifiers::NONE,
    };
    update(&mut model, Message::Mouse(mouse));
    assert!(drawn(&model).0.contains("History") && !model.letters, "{}", drawn(&model).0);
    assert!(COMMANDS.iter().any(|command| command.id == CommandId::History));
}

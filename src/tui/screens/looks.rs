//! What is drawn, at any size, in any look, whatever the texts hold.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier};

use super::{drawn, keep_effect, press};
use crate::bank::FlagKind;
use crate::call::RemarkId;
use crate::session::FlagView;
use crate::tui::fixture;
use crate::tui::message::{Effect, Message};
use crate::tui::theme::Look;
use crate::tui::update::update;
use crate::tui::view::view;

/// Every overlay, by the keys that open it.
const OVERLAYS: [(&str, &str); 13] = [
    ("none", "Space"),
    ("letters", "Esc"),
    ("find", "Ctrl-p"),
    ("frameworks", "Alt-l"),
    ("why", "Alt-w"),
    ("flags", "Alt-x"),
    ("file", "Alt-m"),
    ("edit", "Alt-e"),
    ("speaker", "Alt-s"),
    ("history", "Alt-h"),
    ("wrap up", "Alt-o"),
    ("help", "F1"),
    ("probes", "Alt-p Up Up"),
];

#[test]
fn ten_thousand_pasted_lines_hold_nothing_up_and_are_not_lost() {
    let mut model = fixture::model(80, 24);
    let pasted = "pasted minutes of a meeting\n".repeat(10_000);
    update(&mut model, Message::Paste(pasted.clone()));
    let (screen, cursor) = drawn(&model);
    assert!(screen.contains("pasted minutes") && cursor.is_some());
    let effects = update(&mut model, Message::DraftDue);
    let [Effect::SaveDraft(draft), Effect::Preview(head)] = effects.as_slice() else { panic!("{}", effects.len()) };
    assert!(*draft == pasted && head.len() <= 4_000);
    assert!(press(&mut model, "Enter").is_empty());
    assert!(drawn(&model).0.contains("too long for one remark (10000 lines)"));
    assert_eq!(model.call.unwrap().note.text(), pasted);
}

#[test]
fn a_pasted_page_is_one_remark() {
    let mut model = fixture::model(80, 24);
    update(&mut model, Message::Paste("a line of it\r\n".repeat(100)));
    let effects = press(&mut model, "Enter");
    assert_eq!(keep_effect(&effects).unwrap().0.lines().count(), 100);
}

#[test]
fn the_clock_of_a_call_that_is_wrapped_up_stands() {
    let mut brief = fixture::brief();
    brief.history[1].at = fixture::start().saturating_add(jiff::Span::new().seconds(754));
    brief.ending.closed = Some(brief.closing());
    let mut model = fixture::with(brief, 110, 30);
    for hours in [1, 30] {
        let now = fixture::start().saturating_add(jiff::Span::new().hours(hours));
        update(&mut model, Message::Clock(now));
        assert!(drawn(&model).0.contains("lasted 12:34"), "{}", drawn(&model).0);
    }
    assert!(!drawn(&model).0.contains("of 30:00"));
}

#[test]
fn what_is_read_aloud_and_why_is_not_cut_where_there_is_room() {
    let mut brief = fixture::brief();
    brief.verdict.reasons = vec!["Opportunity is still open: what they know of such products is not heard".to_owned()];
    brief.verdict.flips = vec!["a named person with a role who signs for such a sum at their company".to_owned()];
    let prompt = brief.prompt.as_mut().unwrap();
    let ask = "When something like this was bought last, whose signature did it need, and who else had a word in it \
               before it went there, from your side, from the side of finance, and from the side of the works council?";
    prompt.ask = vec![ask.to_owned()];
    prompt.why =
        "a champion is seldom the buyer, and a buyer whom nobody has named cannot be won over by anyone".to_owned();
    for (width, height) in [(80, 24), (140, 40)] {
        let (screen, _) = drawn(&fixture::with(brief.clone(), width, height));
        for last in ["not heard", "at their company", "works council?", "by anyone"] {
            let words: Vec<&str> = last.split(' ').collect();
            assert!(words.iter().all(|word| screen.contains(word)), "{last} at {width}:\n{screen}");
        }
    }
}

#[test]
fn nothing_hostile_reaches_the_terminal() {
    let hostile = "a\u{1b}]52;c;AAAA\u{7}b\u{202e}c\u{9b}2Jd\u{200b}\u{0}e";
    let mut brief = fixture::brief();
    brief.head.company = hostile.to_owned();
    brief.remarks[0].text = hostile.to_owned();
    brief.remarks[0].flags[0].words = hostile.to_owned();
    brief.heard[0].shown = hostile.to_owned();
    brief.verdict.reasons = vec![hostile.to_owned()];
    brief.next[0].because = hostile.to_owned();
    brief.history[0].name = hostile.to_owned();
    for (name, keys) in OVERLAYS {
        let mut model = fixture::with(brief.clone(), 140, 40);
        update(&mut model, Message::Paste(hostile.to_owned()));
        press(&mut model, keys);
        let (screen, _) = drawn(&model);
        let steering = |c: char| c != '\n' && (c.is_control() || matches!(c, '\u{202e}' | '\u{200b}'));
        assert!(!screen.contains(steering), "{name}");
    }
}

#[test]
fn every_size_is_drawn_and_the_cursor_stays_on_the_screen() {
    for (name, keys) in OVERLAYS {
        let mut model = fixture::model(80, 24);
        press(&mut model, "our Space cfo Space 日本 Space kim Space 👨‍👩‍👧");
        press(&mut model, keys);
        for width in [1, 7, 39, 40, 53, 79, 80, 110, 200] {
            for height in [1, 5, 9, 10, 15, 24, 60] {
                update(&mut model, Message::Resize(width, height));
                let (_, cursor) = drawn(&model);
                let inside = |at: Position| at.x < width && at.y < height;
                assert!(cursor.is_none_or(inside), "{name} {width}x{height} {cursor:?}");
            }
        }
    }
}

#[test]
fn too_small_a_terminal_is_told_in_a_sentence() {
    for (width, height) in [(39, 10), (40, 9), (39, 9)] {
        let (screen, _) = drawn(&fixture::model(width, height));
        assert!(screen.contains("40 columns"), "{screen}");
    }
    assert!(drawn(&fixture::model(40, 10)).0.contains("Who else signs?"));
}

#[test]
fn the_ascii_set_draws_ascii_only() {
    let mut brief = fixture::brief();
    brief.remarks.pop();
    for (name, keys) in OVERLAYS {
        let mut model = fixture::with(brief.clone(), 80, 24);
        model.look = Look { colour: false, unicode: false, ..Look::default() };
        press(&mut model, keys);
        let (screen, _) = drawn(&model);
        assert!(screen.is_ascii(), "{name}\n{screen}");
    }
}

#[test]
fn without_colour_the_words_still_say_it() {
    let mut model = fixture::model(110, 30);
    model.look.colour = false;
    let mut buffer = Buffer::empty(Rect::new(0, 0, 110, 30));
    view(&model, &mut buffer);
    assert!(buffer.content.iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset));
    let (screen, _) = drawn(&model);
    for word in ["▼ vague", "▲ specific", "✓ qualified", "~ at risk", "● saved", "⌂ unfiled"] {
        assert!(screen.contains(word), "{word}");
    }
}

#[test]
fn what_speaks_for_the_lead_takes_one_row_until_the_remark_is_chosen() {
    let mut brief = fixture::brief();
    let text = brief.remarks[0].text.clone();
    brief.remarks[0].flags.push(fixture::flag(FlagKind::Knowledge, &text, "since March"));
    let mut model = fixture::with(brief, 110, 30);
    assert!(drawn(&model).0.contains("▲ specific, knowledge  40k a month"));
    press(&mut model, "Up Up Up");
    let (screen, _) = drawn(&model);
    assert!(screen.contains("▲ specific  40k a month") && screen.contains("▲ knowledge  since March"), "{screen}");
}

#[test]
fn a_contradiction_shows_both_quotes_and_times() {
    let mut brief = fixture::brief();
    let text = brief.remarks[1].text.clone();
    let against = Some(RemarkId(1));
    brief.remarks[1].flags = vec![FlagView { against, ..fixture::flag(FlagKind::Contradiction, &text, "soon") }];
    let (screen, _) = drawn(&fixture::with(brief, 140, 40));
    assert!(screen.contains("▼ contradiction  soon"), "{screen}");
    assert!(screen.contains("against 12:05 “40k a month in penalties since March”"), "{screen}");
    assert!(screen.contains("≠ 12:20 against 12:05"), "{screen}");
}

#[test]
fn the_words_that_raised_a_flag_are_underlined() {
    let model = fixture::model(110, 30);
    let mut buffer = Buffer::empty(Rect::new(0, 0, 110, 30));
    view(&model, &mut buffer);
    let underlined: String = buffer
        .content
        .iter()
        .filter(|cell| cell.modifier.contains(Modifier::UNDERLINED))
        .map(ratatui::buffer::Cell::symbol)
        .collect();
    assert_eq!(underlined, "40k a monthsoon");
}

#[test]
fn a_call_of_five_hundred_remarks_shows_the_newest_and_the_chosen_one() {
    let mut brief = fixture::brief();
    brief.remarks =
        (1..=500).map(|n| fixture::remark(n, i64::from(n) * 9, &format!("remark {n}"), None, vec![])).collect();
    let mut model = fixture::with(brief, 80, 24);
    assert!(drawn(&model).0.contains("remark 500"));
    press(&mut model, &"PageUp ".repeat(110));
    assert!(drawn(&model).0.contains("remark 1 "), "{}", drawn(&model).0);
    press(&mut model, "Esc Esc");
    assert!(drawn(&model).0.contains("remark 500"), "Esc twice lets go of the choice");
}

#[test]
fn the_chosen_remark_is_always_in_sight() {
    let mut brief = fixture::brief();
    let long = "a long remark with many words that wraps over many rows ".repeat(12);
    brief.remarks =
        (1..=40).map(|n| fixture::remark(n, i64::from(n), &format!("no{n} {long}"), None, vec![])).collect();
    let mut model = fixture::with(brief, 80, 24);
    for n in (1..=40).rev() {
        press(&mut model, "Up");
        assert!(drawn(&model).0.contains(&format!("no{n} ")), "{n}");
    }
}

#[test]
fn home_is_drawn_at_every_size() {
    for width in [1, 5, 39, 40, 60, 80, 140, 200] {
        for height in [1, 5, 9, 10, 11, 13, 24, 60] {
            let mut model = fixture::home();
            update(&mut model, Message::Resize(width, height));
            drawn(&model);
            press(&mut model, "n Down Down Down");
            drawn(&model);
        }
    }
}

#[test]
fn the_screens_are_as_they_were_agreed() {
    let mut screens = Vec::new();
    for (width, height) in [(80, 24), (140, 40), (60, 15)] {
        let mut model = fixture::model(width, height);
        press(&mut model, "our Space cfo Space kim");
        screens.push(format!("{width}x{height}\n{}", drawn(&model).0));
    }
    for (name, keys) in OVERLAYS {
        let mut model = fixture::model(80, 24);
        press(&mut model, keys);
        screens.push(format!("{name}\n{}", drawn(&model).0));
    }
    screens.push(format!("home\n{}", drawn(&fixture::home()).0));
    insta::assert_snapshot!(screens.join("\n"));
}

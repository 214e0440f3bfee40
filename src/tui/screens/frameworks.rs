//! What keys do with other frameworks.

use super::{drawn, press};
use crate::tui::fixture;
use crate::tui::message::{Effect, Message};
use crate::tui::update::update;

#[test]
fn the_call_is_seen_through_another_framework() {
    let mut model = fixture::model(80, 24);
    press(&mut model, "half Space a");
    let effects = press(&mut model, "Esc l Down Enter");
    assert_eq!(effects, [Effect::Lenses, Effect::Switch("meddic".to_owned())]);
    assert_eq!(model.call.as_ref().unwrap().note.text(), "half a", "what is being typed stays");
    press(&mut model, "Alt-l");
    let (screen, cursor) = drawn(&model);
    assert!(screen.contains("▸ BANT  ✓ in use") && screen.contains("For long, costly purchases"), "{screen}");
    assert!(cursor.is_some(), "a few letters choose, too");
    assert!(press(&mut model, "Enter").is_empty());
    assert!(drawn(&model).0.contains("the call is seen through BANT already"));
    let effects = press(&mut model, "Alt-l who Space pushes Enter");
    assert_eq!(effects[1], Effect::Switch("meddic".to_owned()), "what it is made for is searched as well");
}

#[test]
fn a_newer_version_of_the_framework_in_use_can_be_taken_up() {
    let mut model = fixture::model(80, 24);
    let mut lenses = fixture::lenses();
    lenses[0].in_use = false;
    update(&mut model, Message::Lenses(lenses));
    let (screen, _) = drawn(&model);
    assert!(screen.contains("▸ BANT  a newer version than the one in use"), "{screen}");
    assert_eq!(press(&mut model, "Enter"), [Effect::Switch("bant".to_owned())]);
}

#[test]
fn frameworks_that_are_read_by_now_leave_what_was_typed_and_chosen_alone() {
    let mut model = fixture::model(80, 24);
    press(&mut model, "Alt-l Down Down");
    let mut read = fixture::lenses();
    read[2].purpose = Ok("Our own.".to_owned());
    update(&mut model, Message::LensesRead(read.clone()));
    assert!(drawn(&model).0.contains("▸ Ours") && drawn(&model).0.contains("Our own."), "{}", drawn(&model).0);
    press(&mut model, "medd");
    update(&mut model, Message::LensesRead(read.clone()));
    assert!(drawn(&model).0.contains("› medd") && drawn(&model).0.contains("▸ MEDDIC"), "{}", drawn(&model).0);
    press(&mut model, "Esc");
    update(&mut model, Message::LensesRead(read));
    assert!(model.overlay.is_none(), "nothing opens by itself");
}

#[test]
fn frameworks_side_by_side_open_at_once_and_are_filled_in() {
    let mut model = fixture::model(80, 24);
    assert_eq!(press(&mut model, "Alt-z"), [Effect::Compare]);
    update(&mut model, Message::Comparing);
    assert!(drawn(&model).0.contains("reading the frameworks…"), "{}", drawn(&model).0);
    let seen = crate::session::LensesView { lenses: Vec::new(), differing: Vec::new() };
    update(&mut model, Message::Compared(seen.clone()));
    assert!(drawn(&model).0.contains("They see every criterion alike."), "{}", drawn(&model).0);
    press(&mut model, "Esc");
    update(&mut model, Message::Compared(seen));
    assert!(model.overlay.is_none(), "nothing opens by itself");
}

#[test]
fn a_framework_that_cannot_be_used_says_why_and_is_not_taken() {
    let mut model = fixture::model(80, 24);
    assert_eq!(press(&mut model, "Alt-l ours Enter"), [Effect::Lenses]);
    let (screen, _) = drawn(&model);
    assert!(screen.contains("Switch framework") && screen.contains("ours.yaml, line 3: unknown topic"), "{screen}");
    assert!(press(&mut model, "zzz Enter").is_empty(), "nothing is chosen");
    press(&mut model, "Esc");
    assert!(model.overlay.is_none());
}

#[test]
fn there_is_nothing_to_switch_to_with_one_framework_or_in_a_closed_call() {
    let mut model = fixture::model(80, 24);
    model.home.banks.truncate(1);
    assert!(press(&mut model, "Alt-l").is_empty());
    assert!(drawn(&model).0.contains("there is no other framework"));
    let mut brief = fixture::brief();
    brief.ending.closed = Some(brief.closing());
    assert!(press(&mut fixture::with(brief, 80, 24), "Alt-l").is_empty());
}

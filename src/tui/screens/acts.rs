//! What keys do.

use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{drawn, keep_effect, press};
use crate::bank::{FlagKind, QuestionId};
use crate::call::{Command, Contact, Correction, Filing, NextStep, PersonId, RemarkId, Ruling};
use crate::session::Preview;
use crate::tui::fixture;
use crate::tui::message::{Applied, Effect, Message, NewCall, Opened};
use crate::tui::settings::Setting;
use crate::tui::theme::Theme;
use crate::tui::update::update;

#[test]
fn letters_are_text_and_enter_keeps_them() {
    let mut model = fixture::model(80, 24);
    let effects = press(&mut model, "quit Space now? Enter");
    let (text, filing) = keep_effect(&effects).unwrap();
    assert_eq!(text, "quit now?");
    assert!(matches!(filing, Filing::Auto { asked: Some(asked), .. } if asked.as_str() == "authority.signs"));
    assert!(!effects.contains(&Effect::Quit));
}

#[test]
fn a_refused_note_comes_back() {
    let mut model = fixture::model(80, 24);
    press(&mut model, "hello Enter");
    assert!(model.call.as_ref().unwrap().note.is_blank());
    update(&mut model, Message::Refused("the call is wrapped up".to_owned()));
    assert!(drawn(&model).0.contains("› hello"));
    assert!(drawn(&model).0.contains("the call is wrapped up"));
}

#[test]
fn tab_turns_to_the_next_proposal_and_doing_nothing_leaves_it_to_the_program() {
    let mut model = fixture::model(80, 24);
    press(&mut model, "kim");
    let targets = vec![fixture::topic("buyer.name", "the buyer"), fixture::topic("authority.signs", "who signs")];
    update(&mut model, Message::Previewed(Preview { targets, sure: true }));
    assert!(drawn(&model).0.contains("→ the buyer"));
    press(&mut model, "Tab");
    assert!(drawn(&model).0.contains("→ who signs  by hand"));
    let effects = press(&mut model, "Enter");
    assert!(matches!(keep_effect(&effects), Some((_, Filing::To { topic, .. })) if *topic == "authority.signs"));
}

#[test]
fn one_key_each_way_opens_what_the_letter_row_opens() {
    let mut by_row = fixture::model(80, 24);
    press(&mut by_row, "Esc w");
    let mut by_alt = fixture::model(80, 24);
    press(&mut by_alt, "Alt-w");
    assert!(drawn(&by_row).0.contains("because"));
    assert_eq!(drawn(&by_row), drawn(&by_alt));
}

#[test]
fn a_remark_counts_as_saved_only_after_its_commit() {
    let mut model = fixture::model(110, 30);
    let brief = fixture::brief();
    let applied = Applied { brief: Arc::new(brief), touched: vec![RemarkId(2)], last: 12, topics: None };
    update(&mut model, Message::Applied(Box::new(applied)));
    assert!(drawn(&model).0.contains("when to start ○ saving"));
    update(&mut model, Message::Saved(11));
    assert!(drawn(&model).0.contains("when to start ○ saving"));
    update(&mut model, Message::NotSaved("disk full".to_owned()));
    assert!(drawn(&model).0.contains("when to start ✗ not saved") && drawn(&model).0.contains("not saved: disk full"));
    update(&mut model, Message::Saved(12));
    update(&mut model, Message::Recovered);
    let (screen, _) = drawn(&model);
    assert!(screen.contains("● saved") && !screen.contains("not saved") && !screen.contains("○ saving"));
}

#[test]
fn an_outage_outlasts_the_call_until_all_is_written() {
    let mut model = fixture::home();
    update(&mut model, Message::NotSaved("the disk is full".to_owned()));
    assert!(drawn(&model).0.contains("not saved: the disk is full"), "at home: {}", drawn(&model).0);
    let opened = Opened {
        brief: Arc::new(fixture::brief()),
        topics: vec![],
        cards: vec![],
        draft: String::new(),
        saved: 9,
        line: None,
    };
    update(&mut model, Message::Opened(Box::new(opened)));
    let (screen, _) = drawn(&model);
    assert!(screen.contains("✗ not saved") && screen.contains("the disk is full"), "in the next call: {screen}");
    update(&mut model, Message::Saved(9));
    assert!(drawn(&model).0.contains("the disk is full"), "one commit is not all of them");
    update(&mut model, Message::Recovered);
    let (screen, _) = drawn(&model);
    assert!(screen.contains("● saved") && !screen.contains("the disk is full"), "{screen}");
}

#[test]
fn a_changed_draft_is_kept_when_it_is_due_and_when_leaving() {
    let mut model = fixture::model(80, 24);
    press(&mut model, "half Space a");
    assert!(model.call.as_ref().unwrap().draft_dirty);
    assert_eq!(update(&mut model, Message::DraftDue), [Effect::SaveDraft("half a".to_owned())]);
    assert!(update(&mut model, Message::DraftDue).is_empty());
    press(&mut model, "b");
    assert_eq!(press(&mut model, "Ctrl-c"), [Effect::SaveDraft("half ab".to_owned()), Effect::Quit]);
}

#[test]
fn undo_belongs_to_the_typing_while_there_is_some() {
    let mut model = fixture::model(80, 24);
    press(&mut model, "one Space two Ctrl-z");
    assert_eq!(model.call.as_ref().unwrap().note.text(), "one ");
    press(&mut model, "Ctrl-z");
    assert_eq!(press(&mut model, "Ctrl-z"), [Effect::Do(Command::Undo)]);
    assert!(drawn(&model).0.contains("undone: kept “40k a month…”"));
}

#[test]
fn jumping_by_a_few_letters() {
    let mut model = fixture::model(80, 24);
    let effects = press(&mut model, "Ctrl-p spnd Enter");
    assert_eq!(effects, [Effect::Turn(QuestionId::new("budget.spend"))]);
    let effects = press(&mut model, "Ctrl-p what Space moves Enter");
    let question = QuestionId::new("authority.moves");
    assert_eq!(effects, [Effect::Do(Command::Unpark(question.clone())), Effect::Turn(question)]);
    press(&mut model, "Ctrl-p penalties Enter");
    assert_eq!(model.call.as_ref().unwrap().chosen, Some(RemarkId(1)));
}

#[test]
fn a_flag_is_dismissed_or_raised_with_one_key() {
    let mut model = fixture::model(80, 24);
    let effects = press(&mut model, "Up Up Alt-x Enter");
    let dismiss = Command::RuleFlag { remark: RemarkId(2), flag: FlagKind::Vague, ruling: Some(Ruling::Dismissed) };
    assert_eq!(effects, [Effect::Do(dismiss)]);
    assert_eq!(press(&mut model, "Esc Alt-i"), effects, "the one that asks for attention goes in one stroke");
    let effects = press(&mut model, "Alt-x Up Enter");
    let raise = Command::RuleFlag { remark: RemarkId(2), flag: FlagKind::Excuse, ruling: Some(Ruling::Raised) };
    assert_eq!(effects, [Effect::Do(raise)]);
}

#[test]
fn a_remark_is_filed_elsewhere_and_put_in_other_words() {
    let mut model = fixture::model(80, 24);
    let effects = press(&mut model, "Alt-m budget Enter");
    let filing = Filing::To { topic: crate::bank::TopicId::new("budget.amount"), question: None };
    assert_eq!(effects, [Effect::Do(Command::File { remark: RemarkId(3), filing })]);
    let effects = press(&mut model, "Alt-e Ctrl-w 30k Enter");
    let text = "Kim 日本 café signs above 30k".to_owned();
    assert_eq!(effects, [Effect::Do(Command::Amend { remark: RemarkId(3), text })]);
}

#[test]
fn a_person_is_added_with_a_role_and_speaks() {
    let mut model = fixture::model(80, 24);
    let effects = press(&mut model, "Alt-s Lee, Space CTO Enter");
    let lee = Contact { name: "Lee".to_owned(), role: "CTO".to_owned() };
    let speak = Effect::Do(Command::Speak(PersonId(1)));
    assert_eq!(effects, [Effect::Do(Command::AddPerson(lee)), speak.clone()]);
    // Nothing has said yet that Lee was taken, so the field still holds the words.
    let effects = press(&mut model, "Alt-s Ctrl-u Down Enter");
    let kim = Contact { name: "Kim Sato".to_owned(), role: "CFO".to_owned() };
    assert_eq!(effects, [Effect::Do(Command::AddPerson(kim)), speak], "a person heard of is proposed");
    let effects = press(&mut model, "Up Alt-s Up Enter");
    let attribute = Command::Attribute { remark: RemarkId(3), by: PersonId(0) };
    assert_eq!(effects, [Effect::Do(attribute)], "with a chosen remark it is about that one");
}

#[test]
fn a_contact_without_a_name_gets_one() {
    let mut brief = fixture::brief();
    brief.people[0].name.clear();
    let mut model = fixture::with(brief, 80, 24);
    let effects = press(&mut model, "Alt-s Dana Enter");
    let contact = Contact { name: "Dana".to_owned(), role: "VP Operations".to_owned() };
    assert_eq!(effects[0], Effect::Do(Command::ChangePerson { person: PersonId(0), contact }));
}

#[test]
fn the_wrap_up_walks_through_tray_and_next_step() {
    let mut model = fixture::model(80, 24);
    press(&mut model, "Alt-o Enter");
    let effects = press(&mut model, "cost Enter");
    assert!(matches!(effects.as_slice(), [Effect::Do(Command::File { remark: RemarkId(3), .. })]));
    let effects = press(&mut model, "Down demo Enter soon Enter Enter");
    assert!(effects.is_empty());
    assert!(drawn(&model).0.contains("which day?"), "a day that cannot be read is not guessed");
    press(&mut model, "Ctrl-u +7");
    assert!(drawn(&model).0.contains("→ Monday, 9 March 2026"), "{}", drawn(&model).0);
    let effects = press(&mut model, "Enter Enter");
    let step = NextStep { what: "demo".to_owned(), on: Some(jiff::civil::date(2026, 3, 9)) };
    assert_eq!(effects[0], Effect::Do(Command::SetNextStep(Some(step))));
    assert!(matches!(&effects[1], Effect::Do(Command::Close(closed)) if closed.verdict == "keep_going"));
}

#[test]
fn a_day_without_words_is_a_follow_up_and_stays_typed_when_it_is_refused() {
    let mut model = fixture::model(80, 24);
    let effects = press(&mut model, "Alt-o Down Down +7 Enter Enter");
    let step = NextStep { what: "Follow up".to_owned(), on: Some(jiff::civil::date(2026, 3, 9)) };
    assert_eq!(effects[0], Effect::Do(Command::SetNextStep(Some(step))));
    update(&mut model, Message::Refused("say what happens next".to_owned()));
    let (screen, _) = drawn(&model);
    assert!(screen.contains("On (day)  +7") && screen.contains("say what happens next"), "{screen}");
}

#[test]
fn a_call_taken_up_again_hears_what_is_typed_next() {
    let mut model = fixture::model(80, 24);
    let brief = Arc::make_mut(&mut model.call.as_mut().unwrap().brief);
    brief.ending.closed = Some(brief.closing());
    let effects = press(&mut model, "Alt-o Down Down Down Enter");
    assert_eq!(effects, [Effect::Do(Command::Reopen)]);
    assert!(model.overlay.is_none(), "what is typed next belongs into the note line");
}

#[test]
fn words_left_by_esc_are_there_again() {
    let mut model = fixture::model(80, 24);
    press(&mut model, "Alt-e Space tomorrow Esc");
    assert!(drawn(&model).0.contains("not kept yet"), "{}", drawn(&model).0);
    press(&mut model, "Alt-e");
    assert!(drawn(&model).0.contains("signs above 20k tomorrow"), "{}", drawn(&model).0);
    press(&mut model, "Esc Alt-s Lee,CTO Esc Alt-s");
    assert!(drawn(&model).0.contains("add (name, role): Lee,CTO"), "{}", drawn(&model).0);
    let mut home = fixture::home();
    press(&mut home, "n Acme Esc n");
    assert!(drawn(&home).0.contains("Company   Acme"), "{}", drawn(&home).0);
}

#[test]
fn what_is_typed_anywhere_is_saved_as_the_draft() {
    let edit = "Alt-e Space tomorrow";
    for (keys, draft) in [
        (edit.to_owned(), "Kim 日本 café signs above 20k tomorrow"),
        (format!("{edit} Esc"), "Kim 日本 café signs above 20k tomorrow"),
        (format!("half {edit}"), "half\nKim 日本 café signs above 20k tomorrow"),
        ("Alt-s Lee".to_owned(), "Lee"),
        ("Alt-o Down demo Down fri".to_owned(), "demo fri"),
        ("Alt-e".to_owned(), ""),
    ] {
        let mut model = fixture::model(80, 24);
        press(&mut model, &keys);
        let due = update(&mut model.clone(), Message::DraftDue);
        assert!(due.is_empty() || due == [Effect::SaveDraft(draft.to_owned())], "{keys}: {due:?}");
        assert_eq!(press(&mut model, "Ctrl-c"), [Effect::SaveDraft(draft.to_owned()), Effect::Quit], "{keys}");
    }
}

#[test]
fn a_refused_edit_keeps_its_words_and_one_that_stands_lets_them_go() {
    let mut model = fixture::model(80, 24);
    press(&mut model, "Alt-e Space tomorrow Enter");
    update(&mut model, Message::Refused("the call is closed".to_owned()));
    press(&mut model, "Alt-e");
    assert!(drawn(&model).0.contains("signs above 20k tomorrow"));
    press(&mut model, "Enter");
    let mut brief = fixture::brief();
    brief.remarks[2].text.push_str(" tomorrow");
    update(
        &mut model,
        Message::Applied(Box::new(Applied {
            brief: Arc::new(brief),
            touched: vec![RemarkId(3)],
            last: 12,
            topics: None,
        })),
    );
    assert!(model.call.unwrap().unkept.edits.is_empty());
}

#[test]
fn home_begins_resumes_and_leaves() {
    let mut model = fixture::home();
    let (screen, _) = drawn(&model);
    assert!(screen.contains("Unfinished calls") && screen.contains("Northwind Foods · Dana Ruiz"), "{screen}");
    assert_eq!(press(&mut model, "Enter"), [Effect::Open("1".to_owned())], "the unfinished call comes first");
    press(&mut model, "n Acme Enter Lee Enter CTO Enter");
    let effects = press(&mut model, "Enter");
    let new =
        NewCall { bank: "bant".into(), company: "Acme".into(), contact: "Lee".into(), role: "CTO".into(), lead: None };
    assert_eq!(effects, [Effect::Begin(new)]);
    press(&mut model, "Esc");
    assert_eq!(press(&mut model, "d"), [Effect::Demo]);
    assert_eq!(press(&mut model, "q"), [Effect::Quit]);
}

#[test]
fn released_keys_are_nothing() {
    let mut model = fixture::model(80, 24);
    let mut key = KeyEvent::new(KeyCode::Char('x'), KeyModifiers::NONE);
    key.kind = crossterm::event::KeyEventKind::Release;
    assert!(update(&mut model, Message::Key(key)).is_empty());
    assert!(model.call.unwrap().note.is_blank());
}

/// A call whose newest remark holds one amount.
fn with_a_fact() -> crate::tui::model::Model {
    let mut brief = fixture::brief();
    let remark = brief.remarks.last_mut().unwrap();
    remark.text = "we have sixty for it".to_owned();
    remark.facts = vec![fixture::fact("budget.amount", "sixty", "60", &remark.text)];
    fixture::with(brief, 110, 30)
}

#[test]
fn what_was_read_can_be_put_right_or_taken_for_no_fact() {
    let corrected =
        |words: &str, correction| Command::CorrectFact { remark: RemarkId(3), words: words.into(), correction };
    let mut model = with_a_fact();
    press(&mut model, "Esc t");
    let (screen, _) = drawn(&model);
    assert!(screen.contains("What was read in it") && screen.contains("60  budget"), "{screen}");
    let effects = press(&mut model, "x");
    assert_eq!(effects, [Effect::Do(corrected("sixty", Some(Correction::Nothing)))]);
    press(&mut model, "Enter");
    assert!(drawn(&model).0.contains("“sixty” means: sixty"));
    let effects = press(&mut model, "Ctrl-u 60k Enter");
    assert_eq!(effects, [Effect::Do(corrected("sixty", Some(Correction::Means("60k".into()))))]);
    // What stands by hand is given back to the rules by the same key.
    let brief = model.call.as_mut().map(|call| Arc::make_mut(&mut call.brief)).unwrap();
    brief.remarks.last_mut().unwrap().corrections = vec![fixture::correction("sixty", Some("60k"))];
    assert_eq!(press(&mut model, "x"), [Effect::Do(corrected("sixty", None))]);
    assert!(drawn(&model).0.contains("sixty  by hand"));
}

#[test]
fn a_value_typed_and_left_is_there_again_and_in_the_draft() {
    let mut model = with_a_fact();
    press(&mut model, "Alt-t Enter Ctrl-u 60 Space grand Esc");
    assert!(drawn(&model).0.contains("your words are there when you open this again"));
    press(&mut model, "Enter");
    assert!(drawn(&model).0.contains("means: 60 grand"));
    let effects = press(&mut model, "Esc Esc Ctrl-c");
    assert!(effects.contains(&Effect::SaveDraft("60 grand".to_owned())), "{effects:?}");
}

#[test]
fn a_remark_without_facts_has_no_list_of_them() {
    let mut model = fixture::model(110, 30);
    press(&mut model, "Esc t");
    assert!(drawn(&model).0.contains("nothing was read in this remark"));
}

#[test]
fn a_setting_shows_at_once_and_is_kept() {
    let mut model = fixture::home();
    press(&mut model, "v");
    assert!(drawn(&model).0.contains("colours             the terminal's own"));
    let effects = press(&mut model, "Enter");
    assert_eq!(effects, [Effect::Set(Setting::Theme, "dark".to_owned())]);
    assert_eq!(model.look.theme, Theme::Dark);
    press(&mut model, "Left");
    assert_eq!(model.look.theme, Theme::Terminal, "and back again");
    let effects = press(&mut model, "Down Down Space");
    assert_eq!(effects, [Effect::Set(Setting::Mouse, "false".to_owned()), Effect::Mouse(false)]);
    press(&mut model, "Down Space");
    assert!(drawn(&model).0.contains("length of a call    15 minutes  from the next call on"));
}

#[test]
fn a_letter_more_waits_to_be_read_and_all_that_wait_are_read_at_once() {
    let mut model = fixture::model(80, 24);
    assert!(matches!(press(&mut model, "k").as_slice(), [Effect::Preview(text)] if text == "k"));
    assert!(press(&mut model, "im").is_empty() && model.is_unread());
    let read = update(&mut model, Message::ReadDue);
    assert!(matches!(read.as_slice(), [Effect::Preview(text)] if text == "kim"), "{read:?}");
    assert!(!model.is_unread() && update(&mut model, Message::ReadDue).is_empty());
}

//! From a message to rest: the model is updated, and its effects are carried out until nothing is left to do.

use std::collections::VecDeque;
use std::io;
use std::path::Path;

use crossterm::event::{KeyCode, KeyEventKind, KeyModifiers};
use jiff::civil::DateTime;

use super::desk::Desk;
use super::message::{Effect, Message};
use super::model::Model;
use super::update::update;

/// What the desk cannot do by itself.
pub(super) trait Surroundings {
    /// The wall clock of the place.
    fn now(&self) -> DateTime;

    /// Uses the mouse, or leaves it to the terminal.
    fn mouse(&mut self, on: bool) -> io::Result<()>;

    /// Puts a text on the clipboard.
    fn copy(&mut self, text: &str) -> io::Result<()>;

    /// Has a text edited in the rep's own editor, in this file, and says what came of it.
    fn edit(&mut self, file: &Path, text: &str) -> Vec<Message>;
}

/// Updates the model and carries effects out until nothing is left to do; whether the program goes on.
pub(super) fn settle(
    model: &mut Model,
    desk: &mut Desk,
    messages: Vec<Message>,
    around: &mut impl Surroundings,
) -> bool {
    let mut messages: VecDeque<Message> = messages.into();
    while let Some(mut message) = messages.pop_front() {
        if model.is_unread() && is_choice(&message) {
            messages.push_front(std::mem::replace(&mut message, Message::ReadDue));
        }
        let effects = update(model, message);
        let quits = effects.contains(&Effect::Quit);
        let is_searching = model.home.leads.as_ref().is_some_and(|leads| leads.is_searching);
        let overtaken = is_searching && messages.front().is_some_and(is_typed);
        let outcome = carry_until_refused(effects, |effect| match effect {
            Effect::Mouse(on) => mouse(around, on),
            Effect::CopyReport(form) => vec![copy("report", desk.report(form, around.now()), around)],
            Effect::EditNote(text) => desk.sheet().map(|file| around.edit(&file, &text)).unwrap_or_default(),
            Effect::Copy(words) => vec![copy("card", Ok((words, "")), around)],
            // A million leads are not searched for what the next letter, which is typed already, makes longer.
            Effect::Leads(_) if overtaken => Vec::new(),
            effect => desk.carry(effect, around.now()),
        });
        if quits {
            return false;
        }
        // What came of a message is heard before the next key.
        for message in outcome.into_iter().rev() {
            messages.push_front(message);
        }
    }
    true
}

/// Whether a message may act on what the half-typed note would become, as Tab does. Letters only make it longer, and
/// are on the screen before they are read.
fn is_choice(message: &Message) -> bool {
    matches!(message, Message::Key(_) | Message::Mouse(_) | Message::Run(..)) && !is_typed(message)
}

/// Whether a message is a letter that a text field takes in.
fn is_typed(message: &Message) -> bool {
    let Message::Key(key) = message else { return false };
    let is_pressed = key.kind != KeyEventKind::Release;
    is_pressed && matches!(key.code, KeyCode::Char(_)) && (key.modifiers - KeyModifiers::SHIFT).is_empty()
}

/// Carries a message's effects out in order. They are steps of one wish: what stands behind a refused one is left
/// undone, so that no call is closed over a next step that was not taken.
fn carry_until_refused(effects: Vec<Effect>, mut carry: impl FnMut(Effect) -> Vec<Message>) -> Vec<Message> {
    let mut outcome = Vec::new();
    for effect in effects {
        outcome.extend(carry(effect));
        if matches!(outcome.last(), Some(Message::Refused(_))) {
            break;
        }
    }
    outcome
}

fn mouse(around: &mut impl Surroundings, on: bool) -> Vec<Message> {
    let failed = around.mouse(on).err();
    failed.map(|error| Message::Failed(format!("the terminal cannot be told: {error}"))).into_iter().collect()
}

/// Copies a text that may come with something to be said about it.
fn copy(what: &str, text: Result<(String, &'static str), String>, around: &mut impl Surroundings) -> Message {
    match text.map(|(text, note)| around.copy(&text).map(|()| note)) {
        Ok(Ok(note)) => {
            Message::Told(format!("{what} sent to the clipboard (by OSC 52; some terminals ignore it){note}"))
        }
        Ok(Err(error)) => Message::Failed(format!("the {what} was not copied: {error}")),
        Err(why) => Message::Failed(format!("the {what} was not copied: {why}")),
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyEvent;

    use super::*;
    use crate::call::Command;

    #[test]
    fn only_letters_make_a_search_longer() {
        let key = |code, modifiers| Message::Key(KeyEvent::new(code, modifiers));
        assert!(is_typed(&key(KeyCode::Char('a'), KeyModifiers::NONE)));
        assert!(is_typed(&key(KeyCode::Char('A'), KeyModifiers::SHIFT)));
        assert!(!is_typed(&key(KeyCode::Char('a'), KeyModifiers::CONTROL)));
        assert!(!is_typed(&key(KeyCode::Enter, KeyModifiers::NONE)) && !is_typed(&Message::End));
    }

    #[test]
    fn nothing_is_done_behind_a_refusal() {
        let effects = vec![Effect::List, Effect::Do(Command::SetNextStep(None)), Effect::Do(Command::Reopen)];
        let mut tried = 0;
        let outcome = carry_until_refused(effects, |effect| {
            tried += 1;
            match effect {
                Effect::List => vec![Message::Listed(Vec::new())],
                _ => vec![Message::Refused("say what happens next".to_owned())],
            }
        });
        assert_eq!(tried, 2);
        assert!(matches!(outcome.as_slice(), [Message::Listed(_), Message::Refused(_)]), "{outcome:?}");
    }
}

//! The call through other frameworks than the one in use.

use std::sync::Arc;

use jiff::civil::DateTime;

use super::{Carried, Desk};
use crate::tui::message::{BankChoice, Lens, Message};

impl Desk {
    /// The frameworks that the call can be seen through, each with what it is made for.
    pub(super) fn lenses(&mut self) -> Vec<Lens> {
        let banks = self.shelf.banks();
        let lens = |choice: BankChoice| {
            let bank = self.shelf.bank(&choice.id);
            let note = self.shelf.note();
            // The name of the version that a switch would take up: what stands in may have another one than the file.
            let title = bank.as_ref().map_or(choice.title, |bank| bank.title.clone());
            let is_in_use = |hash: &str| self.open.as_ref().is_some_and(|open| open.session.bank().hash == hash);
            let in_use = bank.as_ref().is_ok_and(|bank| is_in_use(&bank.hash));
            let purpose = bank.map(|bank| note.unwrap_or_else(|| bank.purpose.clone()));
            Lens { bank: choice.id, title, purpose, in_use }
        };
        banks.into_iter().map(lens).collect()
    }

    /// The call through all frameworks that can be used.
    pub(super) fn compare(&mut self, now: DateTime) -> Vec<Message> {
        let at = self.clock(now);
        let choices = self.shelf.banks();
        let banks: Vec<_> = choices.iter().filter_map(|choice| self.shelf.bank(&choice.id).ok()).collect();
        // What has to be said of a bank is said when the call is switched to it.
        let _ = self.shelf.note();
        self.open.iter().map(|open| Message::Compared(open.session.lenses(&banks, at))).collect()
    }

    pub(super) fn switch(&mut self, id: &str, now: DateTime) -> Carried {
        let bank = self.shelf.bank(id)?;
        let note = self.shelf.note();
        let at = self.clock(now);
        let Some(open) = &mut self.open else { return Err("no call is open".to_owned()) };
        let is_apart = open.apart.is_some();
        let command = open.session.switch(Arc::clone(&bank), at);
        let mut messages = self.apply(&command, now);
        if matches!(messages.last(), Some(Message::Applied(_))) {
            if !is_apart {
                self.shelf.keep(&bank);
            }
            let told = format!("now seen through {}; undo goes back", bank.title);
            messages.push(Message::Told(note.map_or(told.clone(), |note| format!("{told}; {note}"))));
        }
        Ok(messages)
    }
}

//! The frameworks that a call can be seen through, and the switch to another one.

use std::sync::Arc;

use jiff::civil::DateTime;

use super::{Carried, Desk};
use crate::tui::launch::BankRead;
use crate::tui::message::{Lens, Message};

impl Desk {
    /// The frameworks as they were read, each with what it is made for.
    pub(super) fn lenses(&self) -> Vec<Lens> {
        let hash = self.open.as_ref().map(|open| open.session.bank().hash.as_str());
        let lens = |read: &BankRead| {
            let bank = read.bank.as_ref();
            // The name of the version that a switch would take up: what stands in may have another one than the file.
            let title = bank.map_or_else(|_| read.choice.title.clone(), |bank| bank.title.clone());
            let in_use = bank.is_ok_and(|bank| Some(bank.hash.as_str()) == hash);
            let purpose = |bank: &crate::bank::Bank| read.note.clone().unwrap_or_else(|| bank.purpose.clone());
            let purpose = bank.map(|bank| purpose(bank)).map_err(Clone::clone);
            Lens { bank: read.choice.id.clone(), title, purpose, in_use }
        };
        self.errands.banks.iter().flatten().map(lens).collect()
    }

    /// The frameworks as the heads of their files tell of them, before any is read.
    pub(super) fn heads(&self) -> Vec<Lens> {
        let in_use = self.open.as_ref().map(|open| open.session.bank().id.as_str());
        let lens = |choice: crate::tui::message::BankChoice| Lens {
            purpose: Ok(self.shelf.purpose(&choice.id).unwrap_or_default()),
            in_use: Some(choice.id.as_str()) == in_use,
            bank: choice.id,
            title: choice.title,
        };
        self.shelf.banks().into_iter().map(lens).collect()
    }

    pub(super) fn switch(&mut self, id: &str, now: DateTime) -> Carried {
        let read = self.errands.banks.iter().flatten().find(|read| read.choice.id == id).cloned();
        // One framework is read within a frame; only all of them take longer.
        let (bank, note) = match read {
            Some(read) => (read.bank?, read.note),
            None => (self.shelf.bank(id)?, self.shelf.note()),
        };
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

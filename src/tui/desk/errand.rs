//! Work that takes longer than a key may wait, done on a thread of its own: reading every framework, and seeing the call
//! through all of them.

use std::sync::Arc;
use std::thread;

use jiff::civil::DateTime;

use super::{Carried, Desk};
use crate::session::LensesView;
use crate::store::CallId;
use crate::tui::launch::BankRead;
use crate::tui::message::Message;

/// Where it is told what came of an errand.
pub(in crate::tui) type Tell = Arc<dyn Fn(Done) + Send + Sync>;

/// What came of an errand.
pub(in crate::tui) struct Done {
    /// The call for whose sake it was run.
    call: CallId,
    banks: Vec<BankRead>,
    /// The call through all of them, where that was asked for.
    compared: Option<LensesView>,
}

/// The errands of a desk.
pub(super) struct Errands {
    tell: Tell,
    /// How many are run now.
    under_way: usize,
    /// Every bank as it was read for the call on the screen.
    pub(super) banks: Option<Vec<BankRead>>,
}

impl Errands {
    pub(super) fn new(tell: Tell) -> Self {
        Self { tell, under_way: 0, banks: None }
    }

    /// Does work beside the screen.
    fn run(&mut self, work: impl FnOnce() -> Done + Send + 'static) -> Result<(), String> {
        let tell = Arc::clone(&self.tell);
        let begun = thread::Builder::new().name("errand".to_owned()).spawn(move || tell(work()));
        begun.map_err(|error| format!("the frameworks cannot be read: {error}"))?;
        self.under_way += 1;
        Ok(())
    }
}

impl Desk {
    /// Whether an errand is run, of which something will be heard.
    pub(in crate::tui) const fn is_out(&self) -> bool {
        self.errands.under_way > 0
    }

    /// What it means to the screen that an errand is done; nothing where the call is not on it any more.
    pub(in crate::tui) fn done(&mut self, done: Done) -> Option<Message> {
        self.errands.under_way = self.errands.under_way.saturating_sub(1);
        self.open.as_ref().filter(|open| open.id == done.call)?;
        self.errands.banks = Some(done.banks);
        Some(done.compared.map_or_else(|| Message::LensesRead(self.lenses()), Message::Compared))
    }

    /// The frameworks: at once from the heads of their files, and once more when all of them are read.
    pub(super) fn list_lenses(&mut self) -> Carried {
        let Some(open) = self.open.as_ref().filter(|_| self.errands.banks.is_none()) else {
            return Ok(vec![Message::Lenses(self.lenses())]);
        };
        let (call, reading) = (open.id, self.shelf.reading());
        self.errands.run(move || Done { call, banks: reading(), compared: None })?;
        Ok(vec![Message::Lenses(self.heads())])
    }

    /// Begins to see the call through all frameworks that can be used.
    pub(super) fn compare(&mut self, now: DateTime) -> Carried {
        let at = self.clock(now);
        let Some(open) = &self.open else { return Ok(Vec::new()) };
        let (call, session) = (open.id, open.session.clone());
        let (known, reading) = (self.errands.banks.clone(), self.shelf.reading());
        self.errands.run(move || {
            let banks = known.unwrap_or_else(reading);
            let usable: Vec<_> = banks.iter().filter_map(|read| read.bank.clone().ok()).collect();
            let compared = Some(session.lenses(&usable, at));
            Done { call, banks, compared }
        })?;
        Ok(vec![Message::Comparing])
    }
}

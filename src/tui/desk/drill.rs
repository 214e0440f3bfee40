//! The desk in a drill: rounds are dealt from what the store knows, and answers go there at once.

use jiff::civil::DateTime;

use super::Desk;
use crate::practice::drill::{Plan, Progress, Review, Round};
use crate::store::{Store, StoreError};
use crate::tui::drill::{DrillNews, DrillWish, Kept};
use crate::tui::launch::Shelf;
use crate::tui::message::Message;

/// What the desk remembers of drills.
#[derive(Debug, Default)]
pub(in crate::tui) struct DrillDesk {
    /// Who practises in the round at hand.
    trainee: String,
    /// Answers that the disk did not take, oldest first.
    unkept: Vec<Review>,
}

impl DrillDesk {
    fn carry(
        &mut self,
        wish: DrillWish,
        store: &Store,
        owner: &mut dyn Shelf,
        now: DateTime,
    ) -> Result<Vec<Message>, String> {
        let news = match wish {
            DrillWish::Deal(plan) => {
                let plan = plan.unwrap_or_else(|| Plan::minute(&self.whose(owner), now.date()));
                self.trainee.clone_from(&plan.trainee);
                DrillNews::Dealt(Box::new(deal(plan, store, owner, now)?))
            }
            DrillWish::Keep(review) => DrillNews::Kept(self.keep(*review, store)),
        };
        Ok(vec![Message::Drill(news)])
    }

    /// How many exercises are due for whoever practises here; a store that cannot be read says nothing.
    pub(super) fn due(&self, store: &Store, owner: &dyn Shelf, now: DateTime) -> Message {
        Message::Drill(DrillNews::Due(store.drills_due(&self.whose(owner), now.date()).unwrap_or_default()))
    }

    /// Whose drills these are: whoever practised last here, else whoever the config names.
    fn whose(&self, owner: &dyn Shelf) -> String {
        if self.trainee.is_empty() { owner.trainee() } else { self.trainee.clone() }
    }

    /// Keeps an answer, and those before it that the disk did not take.
    fn keep(&mut self, review: Review, store: &Store) -> Kept {
        self.unkept.push(review);
        while let Some(first) = self.unkept.first() {
            match store.keep_review(&self.trainee, first) {
                Ok(()) => drop(self.unkept.remove(0)),
                Err(why) => return Kept::NotYet(why.headline().to_owned()),
            }
        }
        Kept::All
    }
}

impl Desk {
    /// Carries out what a drill wants done.
    pub(super) fn drill(&mut self, wish: DrillWish, now: DateTime) -> Result<Vec<Message>, String> {
        self.drill.carry(wish, &self.store, &mut *self.shelf, now)
    }
}

fn deal(plan: Plan, store: &Store, owner: &mut dyn Shelf, now: DateTime) -> Result<Round, String> {
    let deck = owner.deck()?;
    let words = |error: StoreError| error.to_string();
    let cards = store.drill_cards(&plan.trainee).map_err(words)?;
    store.retire_drill_cards(&plan.trainee, &deck.gone(cards.keys())).map_err(words)?;
    let new_today = store.drills_met(&plan.trainee, now.date()).map_err(words)?;
    Ok(Round::deal(&deck, &Progress { cards: &cards, new_today, today: now.date() }, plan, now))
}

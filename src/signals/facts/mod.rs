//! Facts: what could be checked in a remark. One extractor a file; this one runs them in order.
//!
//! The order matters, because a token belongs to one fact only: what is no fact at all is set aside first (idioms,
//! clock times, telephone numbers), then dates take their figures, then the other figures are read, then names.

mod calendar;
mod count;
mod date;
mod duration;
mod framing;
mod money;
mod naming;
mod number;
mod percent;
mod person;
mod place;
mod quantity;
mod relative;
mod scene;
mod speaker;
mod tense;
mod thing;
mod yes_no;

use jiff::civil::DateTime;

use crate::bank::Topic;
use crate::call::{Contact, PersonId};
use crate::signals::lexicon::Lexicon;
use crate::signals::text::Text;
use crate::signals::value::{Span, Standing, Value};

use scene::Scene;

/// What an extractor may know besides the words.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The topic that the remark answers, if it is known: decides between readings (a bare "85k" is money).
    pub topic: Option<&'a Topic>,
    /// The clock of the call.
    pub at: DateTime,
    /// Who said it.
    pub by: PersonId,
    /// The people of the call.
    pub people: &'a [Contact],
    /// The vocabulary.
    pub lexicon: &'a Lexicon,
}

impl Context<'_> {
    /// The id of the topic; empty if it is not known.
    pub fn topic_id(&self) -> &str {
        self.topic.map_or("", |topic| topic.id.as_str())
    }

    /// Whether the topic is known and belongs to a family (`budget`).
    pub fn in_family(&self, family: &str) -> bool {
        self.topic.is_some_and(|topic| topic.id.family() == family)
    }
}

/// A value and where it was found; its topic is decided by [`filing`](crate::signals::filing).
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The shortest words that hold the value.
    pub span: Span,
    /// The value.
    pub value: Value,
    /// In what way it is put.
    pub standing: Standing,
}

/// Every fact in a remark, in the order of the text. Any text gives an answer.
pub fn extract(text: &Text<'_>, context: &Context<'_>) -> Vec<Found> {
    let mut scene = Scene::new(text, context);
    date::extract(&mut scene);
    place::extract(&mut scene);
    person::extract(&mut scene);
    thing::extract(&mut scene);
    let quantities = quantity::quantities(&mut scene);
    for quantity in &quantities {
        let _ = percent::extract(&mut scene, quantity)
            || money::extract(&mut scene, quantity)
            || duration::extract(&mut scene, quantity)
            || count::extract(&mut scene, quantity);
    }
    yes_no::extract(&mut scene);
    framing::finish(scene)
}

#[cfg(test)]
mod agreement;

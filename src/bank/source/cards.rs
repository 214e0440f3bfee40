//! The cards of a language.

use super::{Library, in_language};
use crate::bank::card::{Card, CardKind, read_cards};
use crate::bank::problem::{Problem, Sink};
use crate::bank::yaml;

impl Library {
    /// The cards in a language (with the fallbacks of [`Library::bank`]), objections first, and everything wrong in
    /// their files: a slip in one card loses that card alone.
    pub fn cards(&self, language: &str) -> (Vec<Card>, Vec<Problem>) {
        let known = self.common.borrow().cards.get(language).cloned();
        known.unwrap_or_else(|| {
            let read = self.read_cards(language);
            self.common.borrow_mut().cards.insert(language.to_owned(), read.clone());
            read
        })
    }

    fn read_cards(&self, language: &str) -> (Vec<Card>, Vec<Problem>) {
        let (mut cards, mut problems) = (Vec::<Card>::new(), Vec::new());
        for source in in_language(&self.cards, language).into_iter().flatten() {
            let sink = Sink::new(&source.name);
            for card in yaml::parse_content(source, &sink).map(|root| read_cards(&root, &sink)).unwrap_or_default() {
                match cards.iter_mut().find(|known| known.id == card.id) {
                    Some(known) => *known = card,
                    None => cards.push(card),
                }
            }
            problems.extend(sink.into_list());
        }
        cards.sort_by_key(|card| CardKind::ALL.iter().position(|kind| *kind == card.kind));
        (cards, problems)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::problem::Source;

    #[test]
    fn what_ships_is_sound_and_a_folder_replaces_by_id() {
        let mut library = Library::embedded();
        let (shipped, problems) = library.cards("en-GB");
        assert!(problems.is_empty() && shipped.len() >= 12, "{problems:?}");
        let own = "cards:\n  - {id: no-budget, kind: objection, title: no money, say: I see.}\n  \
                   - {id: ours, kind: proof, title: half the time, say: It took them half the time.}\n";
        library.add("en/cards.yaml", Source::new("mine/en/cards.yaml", own));
        let (cards, problems) = library.cards("en");
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(cards.len(), shipped.len() + 1);
        assert!(
            cards.iter().any(|card| card.title == "no money")
                && !cards.iter().any(|card| card.title == "we have no budget")
        );
        assert_eq!(cards.last().map(|card| card.kind), Some(CardKind::Proof));
    }
}

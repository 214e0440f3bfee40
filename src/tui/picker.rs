//! Choosing by a few letters: a query, and the items that match it, best first.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::bank::{QuestionId, TopicId};
use crate::call::RemarkId;

use super::commands::CommandId;
use super::editor::{Editor, Typed};

/// A list that is searched by typing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Picker {
    /// What was typed.
    pub(crate) query: Editor,
    /// Everything that could be chosen.
    pub(crate) items: Vec<Item>,
    /// The items that match, best first, as indices.
    pub(crate) shown: Vec<usize>,
    /// The chosen one among the shown.
    pub(crate) at: usize,
}

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    /// What is chosen.
    pub(crate) choice: Choice,
    /// Its name.
    pub(crate) label: String,
    /// What stands behind the name.
    pub(crate) detail: String,
}

/// What can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Choice {
    /// A question.
    Question(QuestionId),
    /// A remark.
    Remark(RemarkId),
    /// A call of the store, perhaps at one of its remarks.
    Call(String, Option<RemarkId>),
    /// A person of the call, by the place in the list.
    Person(usize),
    /// A card, by its place in the list.
    Card(usize),
    /// A command.
    Command(CommandId),
    /// A topic to file under.
    Topic(TopicId),
    /// A framework, by the id of its bank.
    Bank(String),
    /// The tray.
    Unfiled,
}

impl Picker {
    /// A picker over items, all of them shown.
    pub(crate) fn over(items: Vec<Item>) -> Self {
        let shown = (0..items.len()).collect();
        Self { query: Editor::default(), items, shown, at: 0 }
    }

    /// The chosen item.
    pub(crate) fn chosen(&self) -> Option<&Item> {
        self.items.get(*self.shown.get(self.at)?)
    }

    /// Moves the choice or edits the query.
    pub(crate) fn key(&mut self, key: KeyEvent) {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let last = self.shown.len().saturating_sub(1);
        match key.code {
            KeyCode::Up => self.at = self.at.saturating_sub(1),
            KeyCode::Down | KeyCode::Tab => self.at = (self.at + 1).min(last),
            KeyCode::Char('p') if ctrl => self.at = self.at.saturating_sub(1),
            KeyCode::Char('n') if ctrl => self.at = (self.at + 1).min(last),
            KeyCode::PageUp => self.at = self.at.saturating_sub(10),
            KeyCode::PageDown => self.at = (self.at + 10).min(last),
            _ => {
                if self.query.key(key) == Typed::Changed {
                    self.filter();
                }
            }
        }
    }

    /// Edits the query by a paste.
    pub(crate) fn paste(&mut self, text: &str) {
        self.query.paste(&super::text::head(text, 200).replace(['\n', '\r'], " "));
        self.filter();
    }

    /// Replaces the query.
    pub(crate) fn search(&mut self, query: &str) {
        self.query = Editor::with(super::text::head(query, 200));
        self.filter();
    }

    /// Replaces the items; what was typed and chosen stays, as far as it is still there.
    pub(crate) fn renew(&mut self, items: Vec<Item>) {
        let chosen = self.chosen().map(|item| item.choice.clone());
        self.items = items;
        self.filter();
        let place = |at: &usize| self.items.get(*at).map(|item| &item.choice) == chosen.as_ref();
        self.at = self.shown.iter().position(place).unwrap_or(0);
    }

    fn filter(&mut self) {
        self.at = 0;
        if self.query.is_blank() {
            self.shown = (0..self.items.len()).collect();
            return;
        }
        let pattern = Pattern::new(self.query.text(), CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut buffer = Vec::new();
        let mut scored: Vec<(u32, usize)> = self
            .items
            .iter()
            .enumerate()
            .filter_map(|(index, item)| {
                // A hit in the name is worth more than one in what stands behind it.
                let in_label =
                    pattern.score(Utf32Str::new(&item.label, &mut buffer), &mut matcher).map(|score| score * 2);
                let both = format!("{} {}", item.label, item.detail);
                let score = in_label.or_else(|| pattern.score(Utf32Str::new(&both, &mut buffer), &mut matcher))?;
                Some((score, index))
            })
            .collect();
        scored.sort_by_key(|&(score, index)| (std::cmp::Reverse(score), index));
        self.shown = scored.into_iter().map(|(_, index)| index).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picker() -> Picker {
        let item = |label: &str, detail: &str| Item {
            choice: Choice::Unfiled,
            label: label.to_owned(),
            detail: detail.to_owned(),
        };
        Picker::over(vec![item("budget", "amount"), item("who signs", "authority"), item("décision", "steps, budget")])
    }

    fn labels(picker: &Picker) -> Vec<&str> {
        picker.shown.iter().map(|&index| picker.items[index].label.as_str()).collect()
    }

    fn type_in(picker: &mut Picker, text: &str) {
        for c in text.chars() {
            picker.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
        }
    }

    #[test]
    fn a_few_letters_are_enough_and_names_come_first() {
        let mut picker = picker();
        type_in(&mut picker, "whsg");
        assert_eq!(labels(&picker), ["who signs"]);
        picker.query.take();
        type_in(&mut picker, "bud");
        assert_eq!(labels(&picker), ["budget", "décision"]);
        picker.query.take();
        type_in(&mut picker, "decision");
        assert_eq!(labels(&picker), ["décision"], "accents need not be typed");
    }

    #[test]
    fn the_choice_stays_inside_the_list() {
        let mut picker = picker();
        for _ in 0..9 {
            picker.key(KeyEvent::new(KeyCode::Down, KeyModifiers::NONE));
        }
        assert_eq!(picker.at, 2);
        type_in(&mut picker, "zzzz");
        assert!(picker.chosen().is_none());
    }
}

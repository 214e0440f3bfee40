//! What the words of a history hint at, as content.

use std::collections::BTreeSet;

use crate::bank::problem::Sink;
use crate::bank::yaml::{Fields, Node};
use crate::leads::content::{self, Content};
use crate::leads::score::Part;
use crate::leads::words::key;

/// Names of columns and words in cells that hint at what a column is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hints {
    outcome_columns: Vec<String>,
    won: BTreeSet<String>,
    lost: BTreeSet<String>,
    after_contact: Vec<String>,
    contact_values: Vec<String>,
    ids: Vec<String>,
    interest: Vec<String>,
    ability: Vec<String>,
}

impl Content for Hints {
    const FILE: &'static str = "hints.yaml";
    const SHIPPED: &'static str = include_str!("hints.yaml");

    fn read(root: &Node, sink: &Sink) -> Option<Self> {
        let mut fields = Fields::of(root, "hints for learning", sink);
        let mut list = |name| fields.list::<String>(name).iter().map(|word| key(word)).collect::<Vec<_>>();
        let hints = Self {
            outcome_columns: list("outcome_columns"),
            won: list("won").into_iter().collect(),
            lost: list("lost").into_iter().collect(),
            after_contact: list("after_contact"),
            contact_values: list("contact_values"),
            ids: list("ids"),
            interest: list("interest"),
            ability: list("ability"),
        };
        fields.finish();
        Some(hints)
    }
}

impl Hints {
    /// What ships.
    pub fn shipped() -> Self {
        content::shipped()
    }

    /// The column that tells how it ended: the first of the usual names that is there.
    pub(super) fn outcome_column(&self, names: &[String]) -> Option<usize> {
        let keys: Vec<String> = names.iter().map(|name| key(name)).collect();
        self.outcome_columns.iter().find_map(|usual| keys.iter().position(|name| name == usual))
    }

    /// Whether a cell of the outcome column tells of a customer; `None` where it tells neither.
    pub(super) fn is_won(&self, cell: &str) -> Option<bool> {
        let cell = key(cell);
        if self.won.contains(&cell) { Some(true) } else { self.lost.contains(&cell).then_some(false) }
    }

    /// Whether a column's name says that it is filled in after somebody was in touch; the words that say so.
    pub(super) fn after_contact(&self, name: &str) -> Option<&str> {
        named(&self.after_contact, name)
    }

    /// Whether a value speaks of a contact that has taken place.
    pub(super) fn speaks_of_contact(&self, value: &str) -> bool {
        named(&self.contact_values, value).is_some()
    }

    /// Whether a column's name says that it tells rows apart.
    pub(super) fn is_id(&self, name: &str) -> bool {
        let name = key(name);
        self.ids.iter().any(|id| name == *id || name.ends_with(&format!(" {id}")))
    }

    /// What a column tells of, by its name.
    pub(super) fn part(&self, name: &str) -> Part {
        if named(&self.ability, name).is_some() {
            Part::Ability
        } else if named(&self.interest, name).is_some() {
            Part::Interest
        } else {
            Part::Fit
        }
    }
}

/// The first of some phrases whose words stand in a text, side by side.
fn named<'a>(phrases: &'a [String], text: &str) -> Option<&'a str> {
    let text = format!(" {} ", key(text));
    phrases.iter().map(String::as_str).find(|phrase| text.contains(&format!(" {phrase} ")))
}

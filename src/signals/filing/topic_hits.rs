//! The phrases of topics in a remark: each kind is looked for once, when it is first asked for, because filing and the
//! topics of the facts want the same ones.

use std::cell::OnceCell;

use crate::signals::lexicon::{Hit, TopicWords};
use crate::signals::text::Text;

/// Phrases that show where a remark or a fact belongs, in the order of the text.
pub(super) struct TopicHits<'t> {
    text: &'t Text<'t>,
    words: &'t TopicWords,
    strong: OnceCell<Vec<Hit<'t>>>,
    facts: OnceCell<Vec<Hit<'t>>>,
}

impl<'t> TopicHits<'t> {
    /// Those of a remark, none of them looked for yet.
    pub(super) fn new(text: &'t Text<'t>, words: &'t TopicWords) -> Self {
        Self { text, words, strong: OnceCell::new(), facts: OnceCell::new() }
    }

    /// The remark.
    pub(super) fn text(&self) -> &'t Text<'t> {
        self.text
    }

    /// Phrases that are enough to tell a topic.
    pub(super) fn strong(&self) -> &[Hit<'t>] {
        self.strong.get_or_init(|| self.words.strong.find(self.text))
    }

    /// Words that show which topic a fact fills.
    pub(super) fn facts(&self) -> &[Hit<'t>] {
        self.facts.get_or_init(|| self.words.facts.find(self.text))
    }

    /// Whether words of one of the lists of facts stand in the remark.
    pub(super) fn tell(&self, list: &str) -> bool {
        self.facts().iter().any(|hit| hit.list == list)
    }
}

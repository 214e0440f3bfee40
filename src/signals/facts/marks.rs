//! Phrases found in a remark, in the order of the text, with a quick way to those that begin or end at a token.
//!
//! Extractors look around almost every token; going through all the phrases each time would make a long remark cost
//! the square of its length.

use std::ops::{Deref, Range};

use crate::signals::lexicon::Hit;

/// The phrases of one vocabulary in a remark.
pub(super) struct Marks<'a> {
    /// By first token.
    hits: Vec<Hit<'a>>,
    /// For every token, how many of the phrases begin before it.
    begun_before: Vec<usize>,
    /// Places in `hits`, in the order in which the phrases end.
    by_end: Vec<usize>,
    /// The same of their ends, one past the last token.
    ended_before: Vec<usize>,
}

impl<'a> Marks<'a> {
    /// Takes phrases in any order.
    pub(super) fn new(mut hits: Vec<Hit<'a>>) -> Self {
        hits.sort_by_key(|hit| hit.tokens.start);
        let mut by_end: Vec<usize> = (0..hits.len()).collect();
        by_end.sort_by_key(|&at| hits[at].tokens.end);
        let begun_before = counted(hits.iter().map(|hit| hit.tokens.start));
        let ended_before = counted(by_end.iter().map(|&at| hits[at].tokens.end));
        Self { hits, begun_before, by_end, ended_before }
    }

    /// The phrases that begin within these tokens.
    pub(super) fn begun(&self, tokens: Range<usize>) -> &[Hit<'a>] {
        let before = |token: usize| self.begun_before.get(token).copied().unwrap_or(self.hits.len());
        let (first, end) = (before(tokens.start), before(tokens.end));
        &self.hits[first..end.max(first)]
    }

    /// The phrases that begin at a token.
    pub(super) fn at(&self, token: usize) -> &[Hit<'a>] {
        self.begun(token..token.saturating_add(1))
    }

    /// The phrases whose last token stands right before a token.
    pub(super) fn ending(&self, token: usize) -> impl Iterator<Item = &Hit<'a>> {
        let before = |token: usize| self.ended_before.get(token).copied().unwrap_or(self.hits.len());
        self.by_end[before(token)..before(token.saturating_add(1))].iter().map(|&at| &self.hits[at])
    }
}

/// For every number up to the last of a row that rises, how many of the row are less.
fn counted(row: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut less = Vec::new();
    for (count, number) in row.enumerate() {
        less.resize(less.len().max(number + 1), count);
    }
    less
}

impl<'a> Deref for Marks<'a> {
    type Target = [Hit<'a>];

    fn deref(&self) -> &Self::Target {
        &self.hits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signals::lexicon::Lexicon;
    use crate::signals::text::Text;

    #[test]
    fn phrases_are_found_by_either_end() {
        let text = Text::new("up to 20k, or at most 30k");
        let marks = Marks::new(Lexicon::for_language("en").framing.find(&text));
        assert!(marks.at(0).iter().any(|hit| hit.phrase == "up to"));
        assert!(marks.ending(2).any(|hit| hit.phrase == "up to"));
        assert!(marks.at(2).is_empty());
        assert!(marks.ending(0).next().is_none());
    }
}

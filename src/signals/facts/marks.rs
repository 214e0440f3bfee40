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
    /// One past the last token, and the place in `hits`, in that order.
    ends: Vec<(usize, usize)>,
}

impl<'a> Marks<'a> {
    /// Takes phrases in any order.
    pub(super) fn new(mut hits: Vec<Hit<'a>>) -> Self {
        hits.sort_by_key(|hit| hit.tokens.start);
        let mut ends: Vec<(usize, usize)> = hits.iter().enumerate().map(|(at, hit)| (hit.tokens.end, at)).collect();
        ends.sort_unstable();
        Self { hits, ends }
    }

    /// The phrases that begin within these tokens.
    pub(super) fn begun(&self, tokens: Range<usize>) -> &[Hit<'a>] {
        let first = self.hits.partition_point(|hit| hit.tokens.start < tokens.start);
        let end = self.hits.partition_point(|hit| hit.tokens.start < tokens.end);
        &self.hits[first..end.max(first)]
    }

    /// The phrases that begin at a token.
    pub(super) fn at(&self, token: usize) -> &[Hit<'a>] {
        self.begun(token..token + 1)
    }

    /// The phrases whose last token stands right before a token.
    pub(super) fn ending(&self, token: usize) -> impl Iterator<Item = &Hit<'a>> {
        let first = self.ends.partition_point(|&(end, _)| end < token);
        self.ends[first..].iter().take_while(move |&&(end, _)| end == token).map(|&(_, at)| &self.hits[at])
    }
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

//! Whether a date lies behind the clock or ahead of it, by the verbs around it and by what was asked.

use std::ops::Range;

use crate::signals::lexicon::{Bound, DateClass};
use crate::signals::text::TokenKind;

use super::almanac::Almanac;

/// On which side of the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    /// Behind it.
    Past,
    /// Ahead of it.
    Future,
}

/// How many tokens to either side may tell the tense.
const REACH: usize = 60;

/// Of some tokens those that are near enough to one.
fn near(tokens: &Range<usize>, index: usize) -> Range<usize> {
    tokens.start.max(index.saturating_sub(REACH))..tokens.end.min(index + REACH)
}

impl Almanac<'_, '_> {
    /// The tense that surrounds a token: of its clause, else of its sentence, else what the topic suggests.
    ///
    /// "By", "until" and "from" look ahead by themselves: there only a few verbs of the same clause speak of the past ("they
    /// were tied up until March").
    pub(super) fn tense_at(&self, index: usize) -> Tense {
        let sentence = self.text().sentence(index);
        let clause = self.text().clause(index);
        let past_asked = self.asked(DateClass::LooksBack);
        match self.bound_word(index) {
            Some(Bound::NotBefore) => return Tense::Future,
            Some(Bound::By | Bound::Before | Bound::From) if !past_asked => {
                let behind = near(&clause, index).any(|at| self.is(at, DateClass::PastUntil));
                return if behind { Tense::Past } else { Tense::Future };
            }
            _ => {}
        }
        // "audit on 16 Nov, last one we failed": a clause without a verb takes no tense from the ones behind it, where what
        // is to come was asked.
        let named = self.asked(DateClass::LooksAhead) && self.names_event(&clause, index);
        let around = if named { clause.clone() } else { sentence };
        let told = self.told(&clause, index).or_else(|| self.told(&around, index));
        told.unwrap_or(if past_asked { Tense::Past } else { Tense::Future })
    }

    /// Whether the clause says what happens at a date, not only when.
    fn names_event(&self, clause: &Range<usize>, index: usize) -> bool {
        let noun =
            |at: usize| self.kind(at) == Some(TokenKind::Word) && !self.word(at).is_any() && !self.is_function_word(at);
        near(clause, index).any(noun)
    }

    /// Whether words of the same clause or sentence say that it is past; the topic alone does not.
    pub(super) fn tells_past(&self, index: usize) -> bool {
        self.bound_word(index).is_none() && self.told(&self.text().clause(index), index) == Some(Tense::Past)
    }

    /// Whether something lasted or shall last until a token.
    pub(super) fn lasts_until(&self, index: usize) -> bool {
        self.bound_word(index) == Some(Bound::By)
    }

    /// The bound right before a token, or before "the end of" it.
    fn bound_word(&self, index: usize) -> Option<Bound> {
        let mut at = index;
        for _ in 0..3 {
            while at > 0 && (self.is(at - 1, DateClass::Filler) || self.norm(at - 1) == "-") {
                at -= 1;
            }
            match self.calendar.edges.before(self.text(), at) {
                Some((_, start)) if start < at => at = start,
                _ => break,
            }
        }
        self.calendar.bounds.leading.before(self.text(), at).map(|(bound, _)| bound)
    }

    /// The tense of the marker nearest to a token.
    fn told(&self, tokens: &Range<usize>, index: usize) -> Option<Tense> {
        let marked =
            |at: usize| self.marker(at, index).map(|tense| (at.abs_diff(index) * 2 + usize::from(at > index), tense));
        near(tokens, index).filter_map(marked).min_by_key(|&(distance, _)| distance).map(|(_, tense)| tense)
    }

    fn marker(&self, at: usize, index: usize) -> Option<Tense> {
        let word = self.word(at);
        // "Sat, Jul 18" sits nowhere, and "the last friday of october" is not behind us.
        let named = word.weekday.is_some() && self.token(at).is_some_and(|token| token.capital);
        let counts = at < index && index - at <= 5 && word.is(DateClass::Last) && {
            let next = self.word(at + 1);
            let unit = self.word(at + 2).unit.or(next.unit);
            (unit.is_some() || next.weekday.is_some()) && (at + 2..index).any(|at| self.is(at, DateClass::Within))
        };
        // "we will put it in in May", "to cut it by March"
        let infinitive = || at > 0 && (self.is(at - 1, DateClass::Future) || self.is(at - 1, DateClass::Through));
        // "and Leeds last, in January": the last of a row, not the one before.
        let of_row = || word.is(DateClass::Last) && matches!(self.norm(at + 1), "," | ".");
        if named
            || counts
            || of_row()
            || word.is(DateClass::Tenseless) && (self.asked(DateClass::AsksWhen) || infinitive())
        {
            return None;
        }
        let state = || self.follows(at, DateClass::State);
        if word.is(DateClass::Past) && !(word.is(DateClass::Participle) && state()) {
            return Some(Tense::Past);
        }
        if word.is(DateClass::Future) {
            // "were gonna swap it in February": what was meant lies behind.
            if word.is(DateClass::Would) && !self.follows(at, DateClass::Pronoun) {
                // "ok'd in September"
                return Some(Tense::Past);
            }
            let meant = word.is(DateClass::Meant) && at > 0 && self.is(at - 1, DateClass::PastUntil);
            return Some(if meant { Tense::Past } else { Tense::Future });
        }
        let norm = self.norm(at);
        let participle = norm.len() > 3 && norm.ends_with("ed") && !norm.ends_with("eed");
        (participle && !state() && !word.is(DateClass::PastNot)).then_some(Tense::Past)
    }
}

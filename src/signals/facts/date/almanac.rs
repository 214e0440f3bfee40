//! A remark as the calendar sees it: what every word of it may mean in dates.

use jiff::civil::Date;

use crate::signals::facts::scene::Scene;
use crate::signals::lexicon::{Calendar, DateClass, DateWord};
use crate::signals::text::{Text, Token, TokenKind};

/// A remark while dates are read from it.
pub(in crate::signals::facts) struct Almanac<'s, 'a> {
    /// The working table.
    pub scene: &'s Scene<'a>,
    /// The vocabulary.
    pub calendar: &'a Calendar,
    /// The day of the call.
    pub today: Date,
}

impl<'s, 'a> Almanac<'s, 'a> {
    /// A remark to be read.
    pub(in crate::signals::facts) fn new(scene: &'s Scene<'a>) -> Self {
        let calendar: &'a Calendar = &scene.context.lexicon.calendar;
        Self { scene, calendar, today: scene.context.at.date() }
    }

    /// The remark.
    pub(in crate::signals::facts) fn text(&self) -> &'a Text<'a> {
        self.scene.text
    }

    /// A token.
    pub(in crate::signals::facts) fn token(&self, at: usize) -> Option<&'a Token<'a>> {
        self.scene.tokens().get(at)
    }

    /// The folded form at an index; empty outside.
    pub(in crate::signals::facts) fn norm(&self, at: usize) -> &'a str {
        self.scene.norm(at)
    }

    /// The kind at an index.
    pub(in crate::signals::facts) fn kind(&self, at: usize) -> Option<TokenKind> {
        self.scene.kind(at)
    }

    /// Whether the token at an index is written right behind the one before.
    pub(in crate::signals::facts) fn glued(&self, at: usize) -> bool {
        self.scene.glued(at)
    }

    /// Whether no other fact has the token at an index.
    pub(in crate::signals::facts) fn free(&self, at: usize) -> bool {
        self.scene.free(at..at + 1)
    }

    /// What the word at an index may mean.
    pub(in crate::signals::facts) fn word(&self, at: usize) -> DateWord {
        self.scene.date_word(at)
    }

    /// Whether the word at an index belongs to a class.
    pub(in crate::signals::facts) fn is(&self, at: usize, class: DateClass) -> bool {
        self.word(at).is(class)
    }

    /// Whether the word before an index belongs to a class.
    pub(in crate::signals::facts) fn follows(&self, at: usize, class: DateClass) -> bool {
        at > 0 && self.is(at - 1, class)
    }

    /// The index behind a word of a class that may stand there.
    pub(in crate::signals::facts) fn skip(&self, at: usize, class: DateClass) -> usize {
        at + usize::from(self.is(at, class))
    }

    /// The index behind a hyphen that joins, if one stands there.
    pub(in crate::signals::facts) fn skip_joiner(&self, at: usize) -> usize {
        at + usize::from(self.kind(at) == Some(TokenKind::Joiner))
    }

    /// Plain figures of one to four digits.
    pub(in crate::signals::facts) fn figures(&self, at: usize) -> Option<i16> {
        let norm = self.norm(at);
        let plain = self.kind(at) == Some(TokenKind::Number) && norm.bytes().all(|b| b.is_ascii_digit());
        (plain && norm.len() <= 4).then(|| norm.parse().ok()).flatten()
    }

    /// A year of four figures.
    pub(in crate::signals::facts) fn full_year(&self, at: usize) -> Option<i16> {
        self.figures(at).filter(|year| self.norm(at).len() == 4 && (1900..2100).contains(year))
    }

    /// Whether a plural noun follows, which the figure before it counts.
    pub(in crate::signals::facts) fn counts_at(&self, at: usize) -> bool {
        let plural = |norm: &str| norm.ends_with('s') && !norm.ends_with("ss") && norm.len() > 3;
        self.token(at).is_some_and(|next| {
            next.kind == TokenKind::Word && plural(&next.norm) && !self.is_function_word(at) && !self.word(at).is_any()
        })
    }

    /// Whether the word at an index ends a noun phrase.
    pub(in crate::signals::facts) fn is_function_word(&self, at: usize) -> bool {
        self.scene.context.lexicon.numbers.nouns.function_words.contains(self.norm(at))
    }

    /// Whether the remark answers a topic of a class.
    pub(in crate::signals::facts) fn asked(&self, class: DateClass) -> bool {
        let Some(topic) = self.scene.context.topic else { return false };
        self.calendar.word(topic.id.as_str()).is(class) || self.calendar.word(topic.id.family()).is(class)
    }
}

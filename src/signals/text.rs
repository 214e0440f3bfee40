//! A remark as tokens: what every extractor and every rule reads instead of the raw string.
//!
//! Remarks are typed during a call, so the tokens fold what typing varies: case, Unicode form, curly apostrophes,
//! `don't` and `dont`, `w/` and `with`, `til` and `until`. Figures come apart into their pieces: `$40k/mo` is
//! `$` `40` `k` `/` `mo`, each with its bytes and whether it is glued to the one before.

mod figures;
mod reported;
mod scanner;
mod typing;

use std::borrow::Cow;

use super::value::Span;

pub(in crate::signals) use scanner::is_folded;
use scanner::scan;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, perhaps with figures behind them (`q3`).
    Word,
    /// Figures with their grouping and decimal marks (`46.000`).
    Number,
    /// A currency sign.
    Currency,
    /// Another sign that stands for something: `%`, `/`, `+`, `~`, `->`.
    Symbol,
    /// Punctuation that separates.
    Punctuation,
    /// A hyphen, en dash or apostrophe that joins what stands on both sides of it.
    Joiner,
}

/// What begins with a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Boundary {
    /// Nothing: it continues.
    Inside,
    /// A clause: a comma, colon, bracket or dash stands before it.
    Clause,
    /// A sentence: a full stop, question or exclamation mark, or a new line stands before it.
    Sentence,
}

/// One token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token<'a> {
    /// Its bytes.
    pub span: Span,
    /// Its folded form, for comparing.
    pub norm: Cow<'a, str>,
    /// What it is.
    pub kind: TokenKind,
    /// No white space stands before it.
    pub glued: bool,
    /// What begins with it.
    pub boundary: Boundary,
    /// Its first letter is a capital, or of a script that has no small letters.
    pub capital: bool,
}

/// A remark, taken apart once.
#[derive(Debug, Clone)]
pub struct Text<'a> {
    raw: &'a str,
    tokens: Vec<Token<'a>>,
    /// The tokens with which a clause begins, and those with which a sentence begins.
    clauses: Vec<usize>,
    sentences: Vec<usize>,
}

impl<'a> Text<'a> {
    /// Takes a remark apart.
    pub fn new(raw: &'a str) -> Self {
        Self::of(raw, scan(raw))
    }

    /// Takes what a contact said apart; a note in the third person is heard as their own words.
    pub fn told(raw: &'a str) -> Self {
        let mut tokens = scan(raw);
        reported::hear(&mut tokens);
        Self::of(raw, tokens)
    }

    fn of(raw: &'a str, mut tokens: Vec<Token<'a>>) -> Self {
        if shouted(raw, &tokens) {
            for token in &mut tokens {
                token.capital &=
                    !raw.get(token.span.start..token.span.end).is_some_and(|typed| typed.contains(char::is_uppercase));
            }
        }
        let begun = |at_least| (0..tokens.len()).filter(|&at| tokens[at].boundary >= at_least).collect();
        let (clauses, sentences) = (begun(Boundary::Clause), begun(Boundary::Sentence));
        Self { raw, tokens, clauses, sentences }
    }

    /// The remark as typed.
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// Its tokens in order.
    pub fn tokens(&self) -> &[Token<'a>] {
        &self.tokens
    }

    /// The folded form of the token at an index; empty outside the text.
    pub fn norm(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| &*token.norm)
    }

    /// The bytes from the first to the last token of a range of indices.
    pub fn span(&self, first: usize, last: usize) -> Span {
        let start = self.tokens.get(first).map_or(self.raw.len(), |token| token.span.start);
        let end = self.tokens.get(last).map_or(start, |token| token.span.end);
        Span::new(start, end.max(start))
    }

    /// The index of the first token that touches a span or lies behind it.
    pub fn token_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| token.span.end <= byte)
    }

    /// The tokens of the sentence around an index, as a range of indices.
    pub fn sentence(&self, index: usize) -> std::ops::Range<usize> {
        self.stretch(index, Boundary::Sentence)
    }

    /// The tokens of the clause around an index, as a range of indices.
    pub fn clause(&self, index: usize) -> std::ops::Range<usize> {
        self.stretch(index, Boundary::Clause)
    }

    fn stretch(&self, index: usize, at_least: Boundary) -> std::ops::Range<usize> {
        let starts = if at_least == Boundary::Sentence { &self.sentences } else { &self.clauses };
        let after = starts.partition_point(|&start| start <= index);
        let start = after.checked_sub(1).map_or(0, |before| starts[before]);
        let end = starts.get(after).copied().unwrap_or(self.tokens.len());
        start..end
    }
}

/// Whether a remark is typed in capitals throughout, which then tell nothing: "CFO KIM SIGNS ABOVE 20K". A row of initials
/// ("SAP, CRM") has no longer word.
fn shouted(raw: &str, tokens: &[Token<'_>]) -> bool {
    const FEWEST: usize = 3;
    const LONGER: usize = 5;
    if raw.contains(char::is_lowercase) || !raw.contains(char::is_uppercase) {
        return false;
    }
    let words = || tokens.iter().filter(|token| token.kind == TokenKind::Word);
    words().count() >= FEWEST && words().any(|word| word.norm.chars().count() >= LONGER)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn norms(raw: &str) -> Vec<String> {
        Text::new(raw).tokens().iter().map(|token| token.norm.to_string()).collect()
    }

    #[test]
    fn figures_come_apart_into_sign_number_and_suffix() {
        assert_eq!(norms("$40k/mo"), ["$", "40", "k", "/", "mo"]);
        assert_eq!(norms("86% -> 95%"), ["86", "%", "->", "95", "%"]);
        assert_eq!(norms("€46.000, 1’200"), ["€", "46.000", ",", "1'200"]);
        assert_eq!(norms("$50–60K"), ["$", "50", "-", "60", "k"]);
        assert_eq!(norms("March '25"), ["march", "'", "25"]);
    }

    #[test]
    fn typing_variants_are_folded() {
        assert_eq!(norms("Don’t"), norms("dont"));
        assert_eq!(norms("you'd"), norms("youd"));
        assert_eq!(norms("w/ Kim til May bc w/o her"), ["with", "kim", "until", "may", "because", "without", "her"]);
        assert_eq!(norms("Kim's ok"), ["kim", "'s", "ok"]);
        assert_eq!(norms("O’Brien"), ["o'brien"]);
    }

    #[test]
    fn joined_words_read_as_two_and_initials_as_one() {
        let solid = |token: &&Token<'_>| token.kind != TokenKind::Joiner;
        let text = Text::new("must-have");
        assert_eq!(text.tokens().iter().filter(solid).map(|token| &*token.norm).collect::<Vec<_>>(), ["must", "have"]);
        assert_eq!(norms("the U.S. R&D at acme.com"), ["the", "u.s", ".", "r&d", "at", "acme.com"]);
        assert_eq!(norms("done. Then"), ["done", ".", "then"]);
    }

    #[test]
    fn sentences_and_clauses_begin_where_the_signs_say() {
        let text = Text::new("Yes, we do. But not now - later");
        let boundaries: Vec<_> =
            text.tokens().iter().filter(|t| t.boundary > Boundary::Inside).map(|t| (&*t.norm, t.boundary)).collect();
        assert!(boundaries.contains(&("yes", Boundary::Sentence)));
        assert!(boundaries.contains(&("we", Boundary::Clause)));
        assert!(boundaries.contains(&("but", Boundary::Sentence)));
        assert!(boundaries.contains(&("later", Boundary::Clause)));
        assert_eq!(text.sentence(1), 0..5);
    }

    proptest! {
        #[test]
        fn any_text_gives_ordered_tokens_on_character_boundaries(raw in "\\PC{0,60}") {
            let text = Text::new(&raw);
            let mut end = 0;
            for token in text.tokens() {
                prop_assert!(token.span.start >= end && token.span.end > token.span.start);
                prop_assert!(raw.get(token.span.start..token.span.end).is_some());
                end = token.span.end;
            }
        }

        #[test]
        fn typed_noise_never_breaks_it(raw in "[a-zA-Z0-9$€£%.,'’/&~ \\n-]{0,60}") {
            let text = Text::new(&raw);
            for index in 0..text.tokens().len() {
                prop_assert!(text.sentence(index).contains(&index));
                prop_assert!(text.clause(index).contains(&index));
            }
        }
    }
}

//! What one answer says, made ready once for being compared with later ones.
//!
//! Comparing reads no text: the words that say something are kept by their stems, and the wording found in the answer
//! by its places.

use crate::signals::lexicon::Cue;
use crate::signals::text::{Boundary, Text, TokenKind};
use crate::signals::value::Span;

/// An answer's words and wording.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    words: Vec<Word>,
    cues: Vec<(&'static str, Span)>,
    whole: Span,
}

/// A word of an answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    /// Where it stands.
    pub(super) span: Span,
    /// What is left of it without its ending; empty where it says nothing by itself.
    pub(super) stem: Box<str>,
    /// The part of the answer that it stands in: a clause, or what follows a "but".
    pub(super) part: u16,
    /// The sentence that it stands in.
    pub(super) sentence: u16,
}

impl Statement {
    /// Takes an answer apart; `cues` is the wording found in it.
    pub(crate) fn new(text: &Text<'_>, cues: &[Cue<'static>]) -> Self {
        let count = text.tokens().len();
        let marked = |list: fn(&str) -> bool| {
            let mut marked = vec![false; count];
            for cue in cues.iter().filter(|cue| list(cue.list)) {
                marked[cue.tokens.clone()].fill(true);
            }
            marked
        };
        let silent = marked(|list| list.starts_with("stock.") || list == "opposition.blank");
        let turns = marked(|list| list == "opposition.turn");
        let mut kept: Vec<(&'static str, Span)> =
            cues.iter().filter(|cue| !cue.list.starts_with("stock.")).map(|cue| (cue.list, cue.span)).collect();
        let (mut part, mut sentence) = (0, 0);
        let mut words = Vec::with_capacity(count);
        for (at, token) in text.tokens().iter().enumerate() {
            part += u16::from(token.boundary != Boundary::Inside || turns[at]);
            sentence += u16::from(token.boundary == Boundary::Sentence);
            if !matches!(token.kind, TokenKind::Word | TokenKind::Number) {
                continue;
            }
            // The department, not the pronoun.
            if token.span.of(text.raw()) == "IT" {
                kept.push(("opposition.scope", token.span));
            }
            let says = token.kind == TokenKind::Word && !silent[at] && !token.norm.starts_with('\'');
            let stem = if says && token.norm.chars().count() > 2 { stem(&token.norm) } else { String::new() };
            words.push(Word { span: token.span, stem: stem.into(), part, sentence });
        }
        let raw = text.raw();
        let start = raw.len() - raw.trim_start().len();
        Self { words, cues: kept, whole: Span::new(start, start + raw.trim().len()) }
    }

    /// Its words in order.
    pub(super) fn words(&self) -> &[Word] {
        &self.words
    }

    /// The first words of a list.
    pub(super) fn cue(&self, list: &str) -> Option<Span> {
        self.cues.iter().find(|(name, _)| *name == list).map(|&(_, span)| span)
    }

    /// The words of a list.
    pub(super) fn cues(&self, list: &'static str) -> impl Iterator<Item = Span> {
        self.cues.iter().filter(move |(name, _)| *name == list).map(|&(_, span)| span)
    }

    /// The place of the first word that ends behind a byte.
    pub(super) fn word_at(&self, byte: usize) -> usize {
        self.words.partition_point(|word| word.span.end <= byte)
    }

    /// All of it.
    pub(super) const fn whole(&self) -> Span {
        self.whole
    }
}

/// A word without its ending, enough to tell that "reports" and "report", "shipped" and "shipping" are one.
fn stem(word: &str) -> String {
    let long = |stem: &&str| stem.chars().count() > 2;
    let plural = match word {
        _ if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") => word.to_owned(),
        _ => match (word.strip_suffix("ies").filter(long), word.strip_suffix('s').filter(long)) {
            (Some(stem), _) => format!("{stem}y"),
            (None, Some(stem)) => stem.to_owned(),
            (None, None) => word.to_owned(),
        },
    };
    let longer = |stem: &&str| stem.chars().count() > 3;
    let verb = plural.strip_suffix("ing").or_else(|| plural.strip_suffix("ed")).filter(longer);
    let mut stem = verb.map_or_else(|| plural.trim_end_matches('e').to_owned(), str::to_owned);
    // "Shipped" and "ship", "boxes" and "box".
    let doubled =
        verb.is_some() && stem.chars().rev().take(2).collect::<Vec<_>>().windows(2).any(|two| two[0] == two[1]);
    if doubled {
        stem.pop();
    }
    if stem.is_empty() { word.to_owned() } else { stem }
}

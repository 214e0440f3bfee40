//! What one answer says, made ready once for being compared with later ones.
//!
//! Comparing reads no text: the words that say something are kept by their stems, and the wording found in the answer
//! by its places.

use std::borrow::Cow;

use crate::signals::lexicon::Cue;
use crate::signals::text::{Boundary, Text, TokenKind};
use crate::signals::value::Span;

/// Lists of words that tell what part of the organization or the purchase an answer speaks of, or stand before its name.
const SCOPE: [&str; 3] = ["opposition.scope", "opposition.purchase", "opposition.within"];

/// An answer's words and wording.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    words: Vec<Word>,
    cues: Vec<(&'static str, Span)>,
    whole: Span,
    /// Whether words stand in it that tell a scope. Most answers have none, and nearly every comparison asks.
    tells_scope: bool,
}

/// A word of an answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    /// Where it stands.
    pub(super) span: Span,
    /// What is left of it without its ending; empty where it says nothing by itself.
    pub(super) stem: Box<str>,
    /// The same where it says nothing by itself but may be a deed: "lose", "use".
    pub(super) root: Box<str>,
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
        let empty = marked(|list| list.starts_with("stock."));
        let silent = marked(|list| list.starts_with("stock.") || list == "opposition.blank");
        let turns = marked(|list| list == "opposition.turn");
        let groups = groups(cues, count);
        let speaks = |cue: &&Cue<'static>| !cue.list.starts_with("stock.") && !cue.list.starts_with(ALIKE);
        let mut kept: Vec<(&'static str, Span)> = cues.iter().filter(speaks).map(|cue| (cue.list, cue.span)).collect();
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
            let stem = match groups[at] {
                Some(group) => Cow::Borrowed(group),
                None if says && token.norm.chars().count() > 2 => stem_of(&token.norm),
                None => Cow::Borrowed(""),
            };
            let root = match &stem {
                stem if !stem.is_empty() => stem.clone(),
                _ if token.kind == TokenKind::Word && !empty[at] => stem_of(&token.norm),
                _ => Cow::Borrowed(""),
            };
            words.push(Word { span: token.span, stem: stem.into(), root: root.into(), part, sentence });
        }
        let raw = text.raw();
        let start = raw.len() - raw.trim_start().len();
        let tells_scope = kept.iter().any(|(list, _)| SCOPE.contains(list));
        Self { words, cues: kept, whole: Span::new(start, start + raw.trim().len()), tells_scope }
    }

    /// What it speaks of: its words without their endings, but for those that say nothing by themselves.
    pub(crate) fn stems(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| &*word.stem).filter(|stem| !stem.is_empty())
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

    /// Whether words stand in it that tell what part of the organization or the purchase it speaks of.
    pub(super) const fn tells_scope(&self) -> bool {
        self.tells_scope
    }

    /// All of it.
    pub(super) const fn whole(&self) -> Span {
        self.whole
    }
}

/// The lists of words that name one thing.
const ALIKE: &str = "alike.";

/// For every token the group of likes that it begins, or nothing where it goes on with one: "month end" and "closing the
/// books" are one thing. Of two groups the one with more words holds.
fn groups(cues: &[Cue<'static>], count: usize) -> Vec<Option<&'static str>> {
    let mut groups = vec![None; count];
    let mut found: Vec<(&Cue<'static>, &'static str)> =
        cues.iter().filter_map(|cue| Some((cue, cue.list.strip_prefix(ALIKE)?))).collect();
    found.sort_by_key(|(cue, _)| cue.tokens.len());
    for (cue, group) in found {
        for at in cue.tokens.clone() {
            groups[at] = Some(if at == cue.tokens.start { group } else { "" });
        }
    }
    groups
}

/// A word without its ending, enough to tell that "reports" and "report", "shipped" and "shipping" are one.
pub(super) fn stem_of(word: &str) -> Cow<'_, str> {
    let long = |stem: &&str| stem.chars().count() > 2;
    let ends_in_s = word.ends_with("ss") || word.ends_with("us") || word.ends_with("is");
    if !ends_in_s && let Some(stem) = word.strip_suffix("ies").filter(long) {
        return Cow::Owned(format!("{stem}y"));
    }
    let singular = word.strip_suffix('s').filter(|stem| !ends_in_s && long(stem)).unwrap_or(word);
    let longer = |stem: &&str| stem.chars().count() > 3;
    let verb = singular.strip_suffix("ing").or_else(|| singular.strip_suffix("ed")).filter(longer);
    let mut stem = verb.unwrap_or_else(|| singular.trim_end_matches('e'));
    // "Shipped" and "ship", "boxes" and "box".
    let mut last = stem.chars().rev();
    if let (Some(_), Some(last), Some(before)) = (verb, last.next(), last.next())
        && last == before
    {
        stem = &stem[..stem.len() - last.len_utf8()];
    }
    Cow::Borrowed(if stem.is_empty() { word } else { stem })
}

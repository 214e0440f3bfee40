//! The working table of the extractors: the remark, which of its tokens are spoken for, and what was found.

use std::cell::{Cell, OnceCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::bank::ValueKind;

use crate::signals::lexicon::{Class, Classes, DateWord, Lexicon, Names, Numbers};
use crate::signals::text::{Text, Token, TokenKind};
use crate::signals::value::{Standing, Value};

use super::listed::Listed;
use super::marks::Marks;
use super::number::Figure;
use super::{Context, Found};

/// A remark while facts are taken from it.
pub(super) struct Scene<'a> {
    /// The remark.
    pub text: &'a Text<'a>,
    /// What is known besides.
    pub context: &'a Context<'a>,
    /// Phrases that say how something is put.
    pub framing: Marks<'a>,
    /// Phrases that say what somebody does in a purchase.
    pub deeds: Marks<'a>,
    /// Bodies that may sign or approve.
    pub bodies: Marks<'a>,
    /// Known products and the words around products, found when first asked for.
    things: OnceCell<Marks<'a>>,
    /// Whether the remark speaks of money, told when it is first asked.
    money_talk: OnceCell<bool>,
    /// What every token may mean, looked up once because several readers ask for each.
    meanings: Vec<Meaning>,
    /// The words of the names of those on the call, in small letters.
    called: Vec<String>,
    /// Whether its figures show that dots group, told when it is first asked.
    european: OnceCell<bool>,
    taken: Vec<bool>,
    /// How often tokens were taken.
    takes: usize,
    /// The number that was read last: the token, how often tokens had been taken, and the number. Several readers ask for
    /// the same one after each other.
    last_figure: Cell<Option<(usize, usize, Option<Figure>)>>,
    found: FoundSoFar,
}

/// What a token may mean by itself.
struct Meaning {
    classes: Classes,
    date: DateWord,
    /// A role may end with it.
    head: bool,
    /// A number in words may begin with it.
    counting: bool,
    /// Which lists it stands in.
    listed: Listed,
}

/// What was found so far, with quick ways to it.
#[derive(Default)]
struct FoundSoFar {
    /// In the order found.
    drafts: Vec<Draft>,
    kinds: BTreeSet<ValueKind>,
    /// Where people begin, by one past their last token.
    people: BTreeMap<usize, usize>,
    /// One past the last token of whoever was read last.
    met: usize,
}

/// A fact together with its tokens.
pub(super) struct Draft {
    /// Token indices, end exclusive.
    pub tokens: Range<usize>,
    /// The fact.
    pub fact: Found,
}

impl<'a> Scene<'a> {
    /// Lays the table: what is no fact is set aside.
    pub(super) fn new(text: &'a Text<'a>, context: &'a Context<'a>) -> Self {
        let framing = Marks::new(context.lexicon.framing.find(text));
        let deeds = Marks::new(context.lexicon.names.deeds.find(text));
        let bodies = Marks::new(context.lexicon.names.bodies.find(text));
        let mut scene = Self {
            text,
            context,
            framing,
            deeds,
            bodies,
            things: OnceCell::new(),
            money_talk: OnceCell::new(),
            meanings: text.tokens().iter().map(|token| Meaning::of(token, context.lexicon)).collect(),
            called: context
                .people
                .iter()
                .flat_map(|person| person.name.split_whitespace())
                .map(str::to_lowercase)
                .collect(),
            european: OnceCell::new(),
            taken: vec![false; text.tokens().len()],
            takes: 0,
            last_figure: Cell::new(None),
            found: FoundSoFar::default(),
        };
        // "forty-two cents" has nothing of "two cents".
        let number = |at: usize| {
            text.tokens()[at].kind == TokenKind::Number || context.lexicon.numbers.words.contains_key(text.norm(at))
        };
        let whole = |tokens: &Range<usize>| match tokens.start.checked_sub(1) {
            // "four dozens"
            Some(before) => text.tokens()[before].kind != TokenKind::Joiner && !(tokens.len() == 1 && number(before)),
            None => true,
        };
        let idioms: Vec<_> = scene
            .framing
            .iter()
            .filter(|hit| hit.list == "idiom" && whole(&hit.tokens))
            .map(|hit| hit.tokens.clone())
            .collect();
        for tokens in idioms {
            scene.take(tokens);
        }
        super::set_aside::set_aside(&mut scene);
        scene
    }

    /// The tokens.
    pub(super) fn tokens(&self) -> &'a [Token<'a>] {
        self.text.tokens()
    }

    /// The folded form at an index; empty outside.
    pub(super) fn norm(&self, index: usize) -> &'a str {
        self.text.norm(index)
    }

    /// The kind at an index.
    pub(super) fn kind(&self, index: usize) -> Option<TokenKind> {
        self.tokens().get(index).map(|token| token.kind)
    }

    /// Whether the word at an index belongs to a class; outside the text none does.
    pub(super) fn is(&self, index: usize, class: Class) -> bool {
        self.meanings.get(index).is_some_and(|meaning| meaning.classes.has(class))
    }

    /// What the word at an index may mean in dates.
    pub(super) fn date_word(&self, index: usize) -> DateWord {
        self.meanings.get(index).map(|meaning| meaning.date).unwrap_or_default()
    }

    /// Whether the word at an index is the head of a role.
    pub(super) fn is_head(&self, index: usize) -> bool {
        self.meanings.get(index).is_some_and(|meaning| meaning.head)
    }

    /// Whether a folded word is one of the name of somebody on the call.
    pub(super) fn is_called(&self, word: &str) -> bool {
        self.called.iter().any(|name| name == word)
    }

    /// Whether a number in words may begin at an index.
    pub(super) fn may_count(&self, index: usize) -> bool {
        self.meanings.get(index).is_some_and(|meaning| meaning.counting)
    }

    /// Which lists the word at an index stands in.
    pub(super) fn listed(&self, index: usize) -> Option<&Listed> {
        self.meanings.get(index).map(|meaning| &meaning.listed)
    }

    /// Whether the word before an index belongs to a class.
    pub(super) fn before_is(&self, index: usize, class: Class) -> bool {
        index.checked_sub(1).is_some_and(|before| self.is(before, class))
    }

    /// Whether a phrase ends before an index: a sign or the end of the text stands there.
    pub(super) fn stops(&self, index: usize) -> bool {
        !matches!(self.kind(index), Some(TokenKind::Word | TokenKind::Number | TokenKind::Currency | TokenKind::Joiner))
    }

    /// Whether the token at an index is written right behind the one before.
    pub(super) fn glued(&self, index: usize) -> bool {
        self.tokens().get(index).is_some_and(|token| token.glued)
    }

    /// Known products, and the words that stand around products.
    pub(super) fn things(&self) -> &Marks<'a> {
        self.things.get_or_init(|| Marks::new(self.context.lexicon.things.around.find(self.text)))
    }

    /// Whether a known product begins at a token, or a word that stands behind products (`after`).
    pub(super) fn thing_word(&self, list: &str, at: usize) -> bool {
        self.things().at(at).iter().any(|hit| hit.list == list)
    }

    /// Whether the remark speaks of money.
    pub(super) fn speaks_of_money(&self) -> bool {
        *self.money_talk.get_or_init(|| !self.context.lexicon.money_talk.find(self.text).is_empty())
    }

    /// Whether some figures show that in this remark a dot groups: `1.234,50`, `3,5`.
    pub(super) fn european(&self) -> bool {
        *self.european.get_or_init(|| {
            let figures = self.tokens().iter().filter(|token| token.kind == TokenKind::Number);
            figures.filter_map(|token| super::digits::digits(&token.norm)).any(|read| read.european)
        })
    }

    /// Whether no fact has any of these tokens yet.
    pub(super) fn free(&self, tokens: Range<usize>) -> bool {
        tokens.end <= self.taken.len() && self.taken[tokens].iter().all(|taken| !taken)
    }

    /// Sets tokens aside.
    pub(super) fn take(&mut self, tokens: Range<usize>) {
        self.takes += 1;
        let end = tokens.end.min(self.taken.len());
        for taken in &mut self.taken[tokens.start.min(end)..end] {
            *taken = true;
        }
    }

    /// Sets the tokens of somebody aside, who becomes the one that was read last.
    pub(super) fn meet(&mut self, tokens: Range<usize>) {
        self.found.met = tokens.end;
        self.take(tokens);
    }

    /// One past the last token of whoever was read last; 0 where nobody was.
    pub(super) fn met(&self) -> usize {
        self.found.met
    }

    /// Keeps a fact and takes its tokens.
    pub(super) fn keep(&mut self, tokens: Range<usize>, value: Value) {
        if tokens.is_empty() {
            return;
        }
        let span = self.text.span(tokens.start, tokens.end - 1);
        self.take(tokens.clone());
        self.found.kinds.insert(value.kind());
        if matches!(value, Value::Person { .. }) {
            self.found.people.entry(tokens.end).or_insert(tokens.start);
        }
        self.found.drafts.push(Draft { tokens, fact: Found { span, value, standing: Standing::Asserted } });
    }

    /// Whether a fact of a kind was found so far.
    pub(super) fn has_found(&self, kind: ValueKind) -> bool {
        self.found.kinds.contains(&kind)
    }

    /// Where somebody begins whose last token stands right before a token.
    pub(super) fn person_ending(&self, at: usize) -> Option<usize> {
        self.found.people.get(&at).copied()
    }

    /// The number at a token, read once where the last one asked for is asked again.
    pub(super) fn figure(&self, at: usize, read: impl FnOnce() -> Option<Figure>) -> Option<Figure> {
        if let Some((_, _, figure)) =
            self.last_figure.get().filter(|&(last, takes, _)| (last, takes) == (at, self.takes))
        {
            return figure;
        }
        let figure = read();
        self.last_figure.set(Some((at, self.takes, figure)));
        figure
    }

    /// What was found so far, in the order found.
    pub(super) fn found(&self) -> &[Draft] {
        &self.found.drafts
    }

    /// Drops facts that do not pass.
    pub(super) fn drop_unless(&mut self, keep: impl Fn(usize) -> bool) {
        let mut index = 0;
        self.found.drafts.retain(|_| {
            index += 1;
            keep(index - 1)
        });
    }

    /// Gives up what was found.
    pub(super) fn into_found(self) -> Vec<Draft> {
        self.found.drafts
    }

    /// The first token of a phrase of this list that ends right before an index.
    pub(super) fn phrase_before(&self, list: &str, index: usize) -> Option<usize> {
        self.framing.ending(index).filter(|hit| hit.list == list).map(|hit| hit.tokens.start).min()
    }

    /// One past the last token of a phrase of this list that begins at an index.
    pub(super) fn phrase_after(&self, list: &str, index: usize) -> Option<usize> {
        self.framing.at(index).iter().filter(|hit| hit.list == list).map(|hit| hit.tokens.end).max()
    }

    /// Whether a verb of movement stands before "up to" or "under", which then bounds nothing ("gone up to 7%").
    pub(super) fn moves_to(&self, start: usize) -> bool {
        self.phrase_before("movement", start).is_some()
    }

    /// Whether a phrase of this list stands among these tokens.
    pub(super) fn phrase_within(&self, list: &str, tokens: &Range<usize>) -> bool {
        self.framing.begun(tokens.clone()).iter().any(|hit| hit.list == list && hit.tokens.end <= tokens.end)
    }
}

impl Meaning {
    fn of(token: &Token<'_>, lexicon: &Lexicon) -> Self {
        Self {
            classes: lexicon.grammar.classes(&token.norm),
            date: lexicon.calendar.word(&token.norm),
            head: is_head(&lexicon.names, token),
            counting: counts(&lexicon.numbers, token),
            listed: Listed::default(),
        }
    }
}

/// Whether a role may end with a token.
fn is_head(names: &Names, token: &Token<'_>) -> bool {
    token.kind == TokenKind::Word && (names.chiefs.contains(&token.norm) || names.heads.contains(&token.norm))
}

/// Whether a number in words, its sign or its article is written in a token.
fn counts(numbers: &Numbers, token: &Token<'_>) -> bool {
    let (norm, grammar) = (&*token.norm, &numbers.grammar);
    token.kind == TokenKind::Word
        && (numbers.words.contains_key(norm)
            || numbers.parts.contains_key(norm)
            || grammar.articles.contains(norm)
            || grammar.pairs.contains(norm)
            || grammar.point.contains(norm)
            || grammar.minus.contains(norm))
}

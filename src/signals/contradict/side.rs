//! One side of a comparison: an answer, earlier or present, with its words and facts at hand.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeSet;

use crate::bank::{TopicId, Topics, ValueKind};
use crate::signals::lexicon::{Cues, Patterns};
use crate::signals::rules::Examined;
use crate::signals::text::{Text, TokenKind};
use crate::signals::value::{Fact, Span, Standing, Value};
use crate::signals::{Answer, Stance};

/// An answer to be compared.
#[derive(Debug)]
pub(super) struct Side<'a> {
    /// The topic that it answers.
    pub(super) topic: TopicId,
    /// Its facts.
    pub(super) facts: &'a [Fact],
    /// What it does to its topic.
    pub(super) stance: Stance,
    raw: &'a str,
    wording: &'a Patterns,
    /// Taken apart when a comparison first asks for it: most need only the facts.
    told: OnceCell<Told<'a>>,
}

/// The words of an answer.
#[derive(Debug)]
struct Told<'a> {
    words: Vec<Word<'a>>,
    cues: Cues<'a>,
}

#[derive(Debug)]
struct Word<'a> {
    norm: Cow<'a, str>,
    span: Span,
    says_something: bool,
    is_it: bool,
}

impl<'a> Side<'a> {
    /// The present answer.
    pub(super) fn now(examined: &'a Examined<'a>, stance: Stance, wording: &'a Patterns) -> Self {
        let content: BTreeSet<usize> = examined.content_tokens(0..examined.text.tokens().len()).collect();
        let told = Told { words: words(examined.text, |at| content.contains(&at)), cues: examined.all_cues().clone() };
        Self {
            topic: examined.topic.id.clone(),
            facts: examined.facts,
            stance,
            raw: examined.text.raw(),
            wording,
            told: OnceCell::from(told),
        }
    }

    /// An earlier answer; `None` while its topic is unknown.
    pub(super) fn earlier(answer: &'a Answer, topics: &Topics, wording: &'a Patterns) -> Option<Self> {
        let topic = topics.get(answer.reading.topic.as_ref()?.as_str())?;
        Some(Self {
            topic: topic.id.clone(),
            facts: &answer.reading.facts,
            stance: answer.reading.stance,
            raw: &answer.text,
            wording,
            told: OnceCell::new(),
        })
    }

    fn words(&self) -> &[Word<'a>] {
        &self.told().words
    }

    fn told(&self) -> &Told<'a> {
        self.told.get_or_init(|| {
            let text = Text::new(self.raw);
            let cues = self.wording.find(&text);
            let stock = cues.covered(text.tokens().len(), |list| list.starts_with("stock."));
            Told { words: words(&text, |at| !stock[at]), cues }
        })
    }

    /// The asserted facts that fill a topic, of one kind.
    pub(super) fn asserted(&self, topic: &str, kind: ValueKind) -> Vec<&'a Fact> {
        let holds =
            |fact: &&Fact| fact.topic == *topic && fact.value.kind() == kind && fact.standing == Standing::Asserted;
        self.facts.iter().filter(holds).collect()
    }

    /// The first words of a list.
    pub(super) fn cue(&self, list: &str) -> Option<Span> {
        self.told().cues.of(list).next().map(|cue| cue.span)
    }

    /// The words of a list.
    pub(super) fn cues(&self, list: &'static str) -> impl Iterator<Item = Span> {
        self.told().cues.of(list).map(|cue| cue.span)
    }

    /// Whether it openly corrects what was said before: "no, it's Keller", "sorry, I had that wrong". Where a yes or
    /// a no is a full answer, a "no" in front is one.
    pub(super) fn corrects(&self, closed: bool) -> bool {
        let first = self.words().first().map_or(0, |word| word.span.start);
        let opens = self.cues("opposition.opening_no").find(|span| span.start == first);
        let stands_alone = opens.is_some_and(|opening| {
            // "No, …" corrects, "no tool" does not: something has to stand between the word and the next.
            self.words()
                .iter()
                .find(|word| word.span.start >= opening.end)
                .is_some_and(|next| next.span.start > opening.end + 1)
        });
        (stands_alone && !closed) || self.cue("opposition.reversal").is_some()
    }

    /// Whether it tells of a change since the last time.
    pub(super) fn tells_of_change(&self) -> bool {
        self.cue("opposition.change").is_some()
    }

    /// What part of the organization or the purchase it speaks of ("group", "licences"); another scope explains a difference.
    pub(super) fn scope(&self) -> BTreeSet<String> {
        let named = self.words().iter().filter(|word| word.is_it).map(|word| word.norm.to_string());
        self.cues_in_words("opposition.scope").chain(named).collect()
    }

    /// The words that say what is spoken of, figures apart, in a rough singular.
    pub(super) fn subjects(&self) -> BTreeSet<String> {
        let inside = |span: &Span| self.facts.iter().any(|fact| is_figure(fact) && fact.span.overlaps(span));
        self.words()
            .iter()
            .filter(|word| word.says_something && word.norm.chars().count() > 2 && !inside(&word.span))
            .map(|word| singular(&word.norm))
            .collect()
    }

    /// Whether one of these words stands in it.
    pub(super) fn says(&self, words: &[&str]) -> bool {
        self.words().iter().any(|word| words.contains(&&*word.norm))
    }

    /// The words right behind a span, at most so many.
    pub(super) fn behind(&self, span: Span, most: usize) -> impl Iterator<Item = &str> {
        self.words().iter().filter(move |word| word.span.start >= span.end).take(most).map(|word| &*word.norm)
    }

    /// The words right before a span, at most so many.
    pub(super) fn before(&self, span: Span, most: usize) -> impl Iterator<Item = &str> {
        self.words().iter().rev().filter(move |word| word.span.end <= span.start).take(most).map(|word| &*word.norm)
    }

    /// Whether words begin with the speaker: "I sign".
    pub(super) fn begins_with_speaker(&self, span: Span) -> bool {
        let speaker = ["i", "me", "my", "myself", "as"];
        self.words().iter().find(|word| span.contains(&word.span)).is_some_and(|word| speaker.contains(&&*word.norm))
    }

    /// All of it.
    pub(super) fn whole(&self) -> Span {
        let end = self.raw.trim_end().len();
        let start = self.raw.len() - self.raw.trim_start().len();
        Span::new(start.min(end), end)
    }

    fn cues_in_words(&self, list: &'static str) -> impl Iterator<Item = String> {
        let words = |span: Span| {
            let parts: Vec<&str> =
                self.words().iter().filter(|word| span.contains(&word.span)).map(|word| &*word.norm).collect();
            parts.join(" ")
        };
        self.cues(list).map(words)
    }
}

fn words<'a>(text: &Text<'a>, says_something: impl Fn(usize) -> bool) -> Vec<Word<'a>> {
    text.tokens()
        .iter()
        .enumerate()
        .filter(|(_, token)| matches!(token.kind, TokenKind::Word | TokenKind::Number))
        .map(|(at, token)| Word {
            norm: token.norm.clone(),
            span: token.span,
            says_something: says_something(at) && token.kind == TokenKind::Word && !token.norm.starts_with('\''),
            is_it: token.span.of(text.raw()) == "IT",
        })
        .collect()
}

/// Whether a fact holds a figure or a day, whose words are no subject.
fn is_figure(fact: &Fact) -> bool {
    matches!(
        fact.value,
        Value::Money { .. } | Value::Percent { .. } | Value::Date { .. } | Value::Duration { .. } | Value::YesNo { .. }
    )
}

/// A rough singular, enough to tell that "reports" and "report" are one.
fn singular(word: &str) -> String {
    let stem = word.strip_suffix("ies").or_else(|| word.strip_suffix("es")).or_else(|| word.strip_suffix('s'));
    stem.filter(|stem| stem.chars().count() > 2).unwrap_or(word).to_owned()
}

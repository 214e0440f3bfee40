//! One side of a comparison: an answer, earlier or present, with its words and facts at hand.

use std::collections::BTreeSet;

use crate::bank::{TopicId, Topics, ValueKind};
use crate::signals::lexicon::{Cue, Patterns};
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
    words: Vec<Word>,
    cues: Vec<Cue<'a>>,
    whole: Span,
}

#[derive(Debug)]
struct Word {
    norm: String,
    span: Span,
    says_something: bool,
    is_it: bool,
}

impl<'a> Side<'a> {
    /// The present answer.
    pub(super) fn now(examined: &'a Examined<'a>, stance: Stance) -> Self {
        let content: BTreeSet<usize> = examined.content_tokens(0..examined.text.tokens().len()).collect();
        Self {
            topic: examined.topic.id.clone(),
            facts: examined.facts,
            stance,
            words: words(examined.text, |at| content.contains(&at)),
            cues: examined.all_cues().to_vec(),
            whole: examined.whole(),
        }
    }

    /// An earlier answer; `None` while its topic is unknown.
    pub(super) fn earlier(answer: &'a Answer, topics: &Topics, wording: &'a Patterns) -> Option<Self> {
        let topic = topics.get(answer.reading.topic.as_ref()?.as_str())?;
        let text = Text::new(&answer.text);
        let cues = wording.find(&text);
        let stock = |at: usize| cues.iter().any(|cue| cue.list.starts_with("stock.") && cue.tokens.contains(&at));
        let words = words(&text, |at| !stock(at));
        let end = answer.text.trim_end().len();
        let start = answer.text.len() - answer.text.trim_start().len();
        Some(Self {
            topic: topic.id.clone(),
            facts: &answer.reading.facts,
            stance: answer.reading.stance,
            words,
            cues,
            whole: Span::new(start.min(end), end),
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
        self.cues.iter().find(|cue| cue.list == list).map(|cue| cue.span)
    }

    /// The words of a list.
    pub(super) fn cues(&self, list: &'static str) -> impl Iterator<Item = Span> {
        self.cues.iter().filter(move |cue| cue.list == list).map(|cue| cue.span)
    }

    /// Whether it openly corrects what was said before: "no, it's Keller", "sorry, I had that wrong". Where a yes or
    /// a no is a full answer, a "no" in front is one.
    pub(super) fn corrects(&self, closed: bool) -> bool {
        let first = self.words.first().map_or(0, |word| word.span.start);
        let opens = self.cues("opposition.opening_no").find(|span| span.start == first);
        let stands_alone = opens.is_some_and(|opening| {
            // "No, …" corrects, "no tool" does not: something has to stand between the word and the next.
            self.words
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
        let named = self.words.iter().filter(|word| word.is_it).map(|word| word.norm.clone());
        self.cues_in_words("opposition.scope").chain(named).collect()
    }

    /// The words that say what is spoken of, figures apart, in a rough singular.
    pub(super) fn subjects(&self) -> BTreeSet<String> {
        let inside = |span: &Span| self.facts.iter().any(|fact| is_figure(fact) && fact.span.overlaps(span));
        self.words
            .iter()
            .filter(|word| word.says_something && word.norm.chars().count() > 2 && !inside(&word.span))
            .map(|word| singular(&word.norm))
            .collect()
    }

    /// Whether one of these words stands in it.
    pub(super) fn says(&self, words: &[&str]) -> bool {
        self.words.iter().any(|word| words.contains(&word.norm.as_str()))
    }

    /// The words right behind a span, at most so many.
    pub(super) fn behind(&self, span: Span, most: usize) -> impl Iterator<Item = &str> {
        self.words.iter().filter(move |word| word.span.start >= span.end).take(most).map(|word| word.norm.as_str())
    }

    /// The words right before a span, at most so many.
    pub(super) fn before(&self, span: Span, most: usize) -> impl Iterator<Item = &str> {
        self.words
            .iter()
            .rev()
            .filter(move |word| word.span.end <= span.start)
            .take(most)
            .map(|word| word.norm.as_str())
    }

    /// Whether words begin with the speaker: "I sign".
    pub(super) fn begins_with_speaker(&self, span: Span) -> bool {
        let speaker = ["i", "me", "my", "myself", "as"];
        self.words
            .iter()
            .find(|word| span.contains(&word.span))
            .is_some_and(|word| speaker.contains(&word.norm.as_str()))
    }

    /// All of it.
    pub(super) const fn whole(&self) -> Span {
        self.whole
    }

    fn cues_in_words(&self, list: &'static str) -> impl Iterator<Item = String> {
        let words = |span: Span| {
            let parts: Vec<&str> =
                self.words.iter().filter(|word| span.contains(&word.span)).map(|word| word.norm.as_str()).collect();
            parts.join(" ")
        };
        self.cues(list).map(words)
    }
}

fn words(text: &Text<'_>, says_something: impl Fn(usize) -> bool) -> Vec<Word> {
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

//! A remark as the rules see it: tokens, topic, facts, wording and particulars, worked out once.

use jiff::civil::DateTime;

use crate::bank::{Topic, ValueKind};
use crate::signals::lexicon::{Cue, Cues, Patterns};
use crate::signals::spans::Spans;
use crate::signals::stance;
use crate::signals::text::{Text, TokenKind};
use crate::signals::value::{Fact, Span, Standing, Value};

use super::particulars::{self, Particular, Sort};
use super::question::Question;

/// A remark, examined.
#[derive(Debug)]
pub(crate) struct Examined<'a> {
    /// Its tokens.
    pub(crate) text: &'a Text<'a>,
    /// The topic that it answers.
    pub(crate) topic: &'a Topic,
    /// What that topic asks for.
    pub(crate) question: Question,
    /// The clock of the call.
    pub(crate) at: DateTime,
    /// The facts in it.
    pub(crate) facts: &'a [Fact],
    /// What could be checked in it.
    pub(crate) particulars: Vec<Particular>,
    /// How many words say something: neither function words nor fillers.
    pub(crate) content_words: usize,
    cues: Cues<'static>,
    /// For every token, whether it stands in a stock phrase.
    stock: Vec<bool>,
    /// How many words stand beside stock phrases, function words included.
    words: usize,
}

impl<'a> Examined<'a> {
    /// Examines a remark that answers a topic.
    pub(crate) fn new(
        text: &'a Text<'a>,
        topic: &'a Topic,
        facts: &'a [Fact],
        at: DateTime,
        wording: &'static Patterns,
    ) -> Self {
        let cues = wording.find(text);
        let stock = cues.covered(text.tokens().len(), |list| list.starts_with("stock."));
        let mut examined = Self {
            text,
            topic,
            question: Question::about(topic),
            at,
            facts,
            particulars: Vec::new(),
            content_words: 0,
            cues,
            stock,
            words: 0,
        };
        examined.words = examined.count_words();
        examined.content_words = examined.content_in(0..text.tokens().len());
        examined.particulars = particulars::of(&examined);
        examined
    }

    /// The wording of one list, in the order of the text.
    pub(crate) fn cues(&self, list: &'static str) -> impl Iterator<Item = &Cue<'static>> {
        self.cues.of(list)
    }

    /// The wording of several lists.
    pub(crate) fn cues_of(&self, lists: &'static [&'static str]) -> impl Iterator<Item = &Cue<'static>> {
        self.cues.iter().filter(move |cue| lists.contains(&cue.list))
    }

    /// The wording of one list that begins within some tokens.
    pub(crate) fn cues_begun(&self, list: &str, tokens: std::ops::Range<usize>) -> impl Iterator<Item = &Cue<'a>> {
        self.cues.begun(list, tokens)
    }

    /// All the wording found.
    pub(crate) fn all_cues(&self) -> &Cues<'static> {
        &self.cues
    }

    /// The first words of a list.
    pub(crate) fn cue(&self, list: &'static str) -> Option<Span> {
        self.cues(list).next().map(|cue| cue.span)
    }

    /// The words that refuse to tell, if any do.
    pub(crate) fn declines(&self) -> Option<Span> {
        // "Such things they won't tell us" is said of others.
        let of_others = |cue: &&Cue<'_>| {
            let before = cue.tokens.start.checked_sub(1).map_or(0..0, |at| at..at + 1);
            self.cues_begun("disowning.others", before).next().is_some()
        };
        let refusal = self.cues("decline.decline").find(|cue| !of_others(cue)).map(|cue| cue.span);
        // "Solar. 64 staff. Next question." has told.
        refusal.filter(|_| self.solid().next().is_none())
    }

    /// The words that plainly deny what was asked, if any do.
    pub(crate) fn denies(&self) -> Option<Span> {
        stance::denial(self)
    }

    /// The particulars that count: those not drowned in a hedge.
    pub(crate) fn solid(&self) -> impl Iterator<Item = &Particular> {
        self.particulars.iter().filter(|particular| !particular.drowned)
    }

    /// The particulars of the kind asked that count.
    pub(crate) fn asked_for(&self) -> impl Iterator<Item = &Particular> {
        self.solid().filter(|particular| match particular.sort {
            Sort::Value(ValueKind::Money) if self.limits_the_speaker() => true,
            Sort::Value(kind) => self.question.asks_for(kind),
            // "On-premises only" is a platform, though no product.
            Sort::Named => self.topic.id == *"company.platform",
            Sort::Share => self.question.asks_for(ValueKind::Number),
            Sort::Time => self.question.asks_for(ValueKind::Duration) && !self.question.asks_for(ValueKind::Date),
            _ => false,
        })
    }

    /// How many typed values and names count.
    pub(crate) fn checked_values(&self) -> usize {
        self.solid().filter(|particular| matches!(particular.sort, Sort::Value(_) | Sort::Name)).count()
    }

    /// "I do, up to 20k": who signs is answered by the speaker's limit.
    fn limits_the_speaker(&self) -> bool {
        matches!(self.topic.id.as_str(), "authority.signs" | "authority.role") && self.cue("cause.speaker").is_some()
    }

    /// How many particulars stand outside some words.
    pub(crate) fn particulars_beside(&self, spans: &[Span]) -> usize {
        let spans: Spans = spans.iter().copied().collect();
        self.solid().filter(|particular| !spans.overlap(&particular.span)).count()
    }

    /// Loose values for what was asked ("soon" for a date), in the order of the text.
    pub(crate) fn loose(&self) -> Vec<Span> {
        let lists: &'static [&'static str] = match self.topic.kind {
            ValueKind::Money => &["hedge.money"],
            ValueKind::Date | ValueKind::Duration => &["hedge.time"],
            ValueKind::Count => &["hedge.count"],
            ValueKind::Person => &["hedge.person"],
            ValueKind::Number | ValueKind::Percent => &["hedge.number"],
            ValueKind::Thing => &["hedge.thing"],
            ValueKind::Text if self.topic.id == *"company.industry" => &["hedge.industry"],
            ValueKind::Text | ValueKind::Choice | ValueKind::YesNo | ValueKind::Place => &[],
        };
        let asked = |sort| matches!(sort, Sort::Value(kind) if self.question.asks_for(kind));
        let values: Spans = self.particulars.iter().filter(|p| asked(p.sort)).map(|p| p.span).collect();
        self.cues_of(lists).map(|cue| cue.span).filter(|span| !values.overlap(span)).collect()
    }

    /// Words that are loose whatever was asked ("sort of", "better"), where they are more than a filler.
    pub(crate) fn loose_anywhere(&self) -> Vec<Span> {
        let fillers: Spans = self.cues("stock.filler").map(|cue| cue.span).collect();
        self.cues("hedge.any").map(|cue| cue.span).filter(|span| !fillers.hold(span)).collect()
    }

    /// Whether nothing is said but yes or no, with its trimmings.
    pub(crate) fn is_bare_agreement(&self) -> bool {
        let answers = self.cues_of(&["stock.agreement", "stock.refusal"]).next().is_some();
        let told = self.facts.iter().any(|fact| fact.value.kind() == ValueKind::YesNo && fact.topic == self.topic.id);
        answers && self.content_words <= 2 && (told || self.words <= 3)
    }

    /// Whether yes or no is what it says: by a bare word, or in plain words of its own ("it's all signed off").
    pub(crate) fn answers_yes_or_no(&self) -> bool {
        let told = |fact: &Fact| fact.value.kind() == ValueKind::YesNo && fact.topic == self.topic.id;
        self.is_bare_agreement() || (self.loose_anywhere().is_empty() && self.facts.iter().any(told))
    }

    /// The degree or rank that was asked for: "must have", "second".
    pub(crate) fn chosen(&self) -> impl Iterator<Item = Span> {
        let chosen = |fact: &&Fact| matches!(fact.value, Value::Choice { .. }) && fact.standing == Standing::Asserted;
        self.facts.iter().filter(chosen).map(|fact| fact.span)
    }

    /// Whether it names that degree or rank.
    pub(crate) fn chooses(&self) -> bool {
        self.chosen().next().is_some()
    }

    /// Whether it says nothing beside it.
    pub(crate) fn only_chooses(&self) -> bool {
        let chosen: Spans = self.chosen().collect();
        let tokens = self.text.tokens();
        let beside = |at: usize| !chosen.hold(&tokens[at].span);
        !chosen.is_empty() && !self.content_tokens(0..tokens.len()).any(beside)
    }

    /// Whether it is as brief as a short answer: stock phrases, or one telling word among no more than three.
    pub(crate) fn is_brief(&self) -> bool {
        self.content_words == 0 || (self.content_words == 1 && self.words <= 3)
    }

    /// How many words stand beside stock phrases, function words included.
    fn count_words(&self) -> usize {
        let tokens = self.text.tokens();
        // Only at the ends of a remark are stock phrases trimmings: in "people don't like change" they are not.
        let stock = |list: &str| list.starts_with("stock.") && list != "stock.function";
        let stock = self.cues.covered(tokens.len(), stock);
        let trimmed = |&at: &usize| stock[at] || !matches!(tokens[at].kind, TokenKind::Word | TokenKind::Number);
        let from = (0..tokens.len()).take_while(trimmed).count();
        let to = tokens.len() - (from..tokens.len()).rev().take_while(trimmed).count();
        let words = tokens[from..to].iter();
        words.filter(|token| token.kind == TokenKind::Word && !token.norm.starts_with('\'')).count()
    }

    /// How many words in a stretch say something.
    pub(crate) fn content_in(&self, tokens: std::ops::Range<usize>) -> usize {
        self.content_tokens(tokens).count()
    }

    /// The tokens in a stretch that say something.
    pub(crate) fn content_tokens(&self, tokens: std::ops::Range<usize>) -> impl DoubleEndedIterator<Item = usize> {
        tokens.filter(|&at| {
            let token = &self.text.tokens()[at];
            let solid = matches!(token.kind, TokenKind::Word | TokenKind::Number) && !token.norm.starts_with('\'');
            solid && !self.stock[at]
        })
    }

    /// The whole remark, without the space around it.
    pub(crate) fn whole(&self) -> Span {
        let raw = self.text.raw();
        let start = raw.len() - raw.trim_start().len();
        Span::new(start, start + raw.trim().len())
    }

    /// Some words as a quote.
    pub(crate) fn quote(&self, span: Span) -> &'a str {
        span.of(self.text.raw()).trim()
    }

    /// Several stretches of words as quotes, joined.
    pub(crate) fn quotes(&self, spans: &[Span]) -> String {
        let mut quotes: Vec<&str> = Vec::new();
        for span in super::in_order(spans.to_vec()) {
            quotes.push(self.quote(span));
        }
        quotes.join(", ")
    }
}

//! One side of a comparison: an answer, earlier or present, with its facts and words at hand.

use std::collections::BTreeSet;

use crate::bank::{TopicId, ValueKind};
use crate::signals::Stance;
use crate::signals::value::{Fact, Span, Standing, Value};

use super::statement::{Statement, Word};

/// An answer to be compared.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Side<'a> {
    /// The topic that it answers; `None` where nobody could tell.
    pub(crate) topic: Option<&'a TopicId>,
    /// Whether a person or a script put it there; else its words did.
    pub(crate) placed: bool,
    /// Its facts.
    pub(crate) facts: &'a [Fact],
    /// What it does to its topic.
    pub(crate) stance: Stance,
    /// Its words.
    pub(crate) text: &'a str,
    /// The same, taken apart.
    pub(crate) said: &'a Statement,
}

/// In what time or mood something is said. Two figures in different ones can both be right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mood {
    /// It is so.
    Now,
    /// It was so.
    Past,
    /// It is to be so.
    Goal,
    /// It is so under a condition.
    If,
    /// It is so of somebody else.
    Elsewhere,
}

impl<'a> Side<'a> {
    /// Whether it answers this topic.
    pub(super) fn is_on(&self, topic: &str) -> bool {
        self.topic.is_some_and(|own| *own == *topic)
    }

    /// Whether it answers a topic of this family.
    pub(super) fn is_in(&self, family: &str) -> bool {
        self.topic.is_some_and(|own| own.family() == family)
    }

    /// The asserted facts that fill a topic, of one kind.
    pub(super) fn asserted(&self, topic: &str, kind: ValueKind) -> Vec<&'a Fact> {
        let holds =
            |fact: &&Fact| fact.topic == *topic && fact.value.kind() == kind && fact.standing == Standing::Asserted;
        self.facts.iter().filter(holds).collect()
    }

    /// The first words of a list.
    pub(super) fn cue(&self, list: &'static str) -> Option<Span> {
        self.said.cue(list)
    }

    /// The words of a list.
    pub(super) fn cues(&self, list: &'static str) -> impl Iterator<Item = Span> + 'a {
        self.said.cues(list)
    }

    /// Whether words of a list stand in it.
    pub(super) fn has(&self, list: &'static str) -> bool {
        self.cue(list).is_some()
    }

    /// Whether words of a list stand in the sentence around a span.
    pub(super) fn has_around(&self, list: &'static str, span: Span) -> bool {
        let here = self.sentence_at(span);
        self.cues(list).any(|cue| self.sentence_at(cue) == here)
    }

    /// Whether words of a list stand in the part of the answer around a span.
    pub(super) fn has_in_part(&self, list: &'static str, span: Span) -> bool {
        let here = self.part_at(span);
        self.cues(list).any(|cue| self.part_at(cue) == here)
    }

    /// Whether words of a list end at most so many words before a span.
    pub(super) fn has_before(&self, list: &'static str, span: Span, most: usize) -> bool {
        let at = self.said.word_at(span.start);
        self.cues(list).any(|cue| cue.end <= span.start && self.said.word_at(cue.end.saturating_sub(1)) + most >= at)
    }

    /// Whether words of a list begin at most so many words behind a span.
    pub(super) fn has_behind(&self, list: &'static str, span: Span, most: usize) -> bool {
        let end = self.said.word_at(span.end.saturating_sub(1));
        self.cues(list).any(|cue| cue.start >= span.end && self.said.word_at(cue.start) <= end + most)
    }

    /// Whether it openly corrects what was said before: "no, it's Keller", "sorry, I had that wrong". Where a yes or
    /// a no is a full answer, a "no" in front is one.
    pub(super) fn corrects(&self, closed: bool) -> bool {
        let words = self.said.words();
        let first = words.first().map_or(0, |word| word.span.start);
        let opens = self.cues("opposition.opening_no").find(|span| span.start == first);
        let stands_alone = opens.is_some_and(|opening| {
            // "No, …" corrects, "no tool" does not: something has to stand between the word and the next.
            let next = words.iter().find(|word| word.span.start >= opening.end);
            next.is_some_and(|next| next.span.start > opening.end + 1)
        });
        // "I can't introduce you, sorry" excuses itself and corrects nothing.
        let last = words.last().map_or(0, |word| word.span.end);
        let excuse = |span: Span| span.end == last && self.cues("opposition.apology").any(|sorry| sorry == span);
        (stands_alone && !closed) || self.cues("opposition.reversal").any(|span| !excuse(span))
    }

    /// Whether it tells of a change since the last time.
    pub(super) fn tells_of_change(&self) -> bool {
        self.has("opposition.change")
    }

    /// What part of the organization or the purchase it speaks of ("group", "licences", "leeds"); another scope explains
    /// a difference.
    pub(super) fn scope(&self) -> BTreeSet<String> {
        if !self.said.tells_scope() && !self.facts.iter().any(|fact| matches!(fact.value, Value::Place { .. })) {
            return BTreeSet::new();
        }
        let mut scope = self.part_of_organization();
        scope.extend(self.named("opposition.purchase"));
        scope
    }

    /// The scope without those with whom something was agreed: "that's fixed with the Hamburg office".
    pub(super) fn scope_of_own(&self) -> BTreeSet<String> {
        let agreed: Vec<Span> = self.cues("opposition.agreed_with").collect();
        if agreed.is_empty() {
            return self.scope();
        }
        let companion =
            |span: Span| agreed.iter().any(|cue| cue.end <= span.start && self.part_at(*cue) == self.part_at(span));
        let places = self.facts.iter().filter(|fact| matches!(fact.value, Value::Place { .. })).map(|fact| fact.span);
        let cues =
            ["opposition.scope", "opposition.purchase"].into_iter().flat_map(|list| self.cues(list)).chain(places);
        let theirs: BTreeSet<String> =
            cues.filter(|span| companion(*span)).map(|span| span.of(self.text).to_lowercase()).collect();
        self.scope().difference(&theirs).cloned().collect()
    }

    /// The scope as far as the part of the answer around a span tells it.
    pub(super) fn scope_in_part(&self, span: Span) -> BTreeSet<String> {
        let here = self.part_at(span);
        let lists = ["opposition.scope", "opposition.purchase"];
        let cues = lists.into_iter().flat_map(|list| self.cues(list)).filter(|cue| self.part_at(*cue) == here);
        let places = self.facts.iter().filter(|fact| matches!(fact.value, Value::Place { .. })).map(|fact| fact.span);
        cues.chain(places.filter(|place| self.part_at(*place) == here))
            .map(|span| span.of(self.text).to_lowercase())
            .collect()
    }

    /// The scope where all of the organization is asked for: that it is the company's says nothing more.
    pub(super) fn scope_within_company(&self) -> BTreeSet<String> {
        let whole: BTreeSet<String> = self.named("opposition.whole_company").collect();
        self.scope().difference(&whole).cloned().collect()
    }

    /// The same for the part of the answer around a span.
    pub(super) fn scope_in_part_within_company(&self, span: Span) -> BTreeSet<String> {
        let whole: BTreeSet<String> = self.named("opposition.whole_company").collect();
        self.scope_in_part(span).difference(&whole).cloned().collect()
    }

    /// What part of the organization it speaks of, and what case ("the group", "in Leeds", "the big ones").
    pub(super) fn part_of_organization(&self) -> BTreeSet<String> {
        let places = self.facts.iter().filter_map(|fact| match &fact.value {
            Value::Place { name } => Some(name.to_lowercase()),
            _ => None,
        });
        self.named("opposition.scope").chain(places).chain(self.places_named()).collect()
    }

    /// Names behind an "in" or "at" that no fact holds: "overtime in Leeds".
    fn places_named(&self) -> impl Iterator<Item = String> {
        let words = self.said.words();
        let behind = self.cues("opposition.within").filter_map(|cue| words.get(self.said.word_at(cue.end - 1) + 1));
        let known = |word: &&Word| self.facts.iter().any(|fact| fact.span.overlaps(&word.span));
        let name = |word: &&Word| {
            let mut letters = word.span.of(self.text).chars();
            letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
        };
        let names: Vec<String> = behind
            .filter(|word| name(word) && !known(word) && !word.stem.is_empty())
            .map(|word| word.span.of(self.text).to_lowercase())
            .collect();
        names.into_iter()
    }

    /// The words of a list, in lower case, those of people's titles left out.
    pub(super) fn named(&self, list: &'static str) -> impl Iterator<Item = String> {
        let person = |fact: &&Fact| matches!(fact.value, Value::Person { .. });
        // "Marc in finance" is a person, and no part of the company.
        let behind = |fact: &Fact, span: &Span| {
            let end = self.said.word_at(fact.span.end.saturating_sub(1));
            let at = self.said.word_at(span.start);
            let mut of = self.cues("opposition.title_of").filter(|of| {
                of.start >= fact.span.end && self.said.word_at(of.start) <= end + 1 && of.end <= span.start
            });
            of.any(|of| at <= self.said.word_at(of.end.saturating_sub(1)) + 2)
        };
        let title = move |span: &Span| {
            self.facts.iter().filter(person).any(|fact| fact.span.overlaps(span) || behind(fact, span))
        };
        // "No branch complains" speaks of all of them, and "6 hrs" of no people.
        let all = move |span: &Span| self.has_before("opposition.whole", *span, 1);
        let unit = move |span: &Span| self.facts.iter().any(|fact| is_figure(fact) && fact.span.overlaps(span));
        let rate = move |span: &Span| self.cues("opposition.per_hour").any(|cue| cue.overlaps(span));
        self.cues(list)
            .filter(move |span| !title(span) && !all(span) && !unit(span) && !rate(span))
            .map(|span| span.of(self.text).to_lowercase())
    }

    /// The time or mood of the sentence around a span.
    pub(super) fn mood(&self, span: Span) -> Mood {
        // "That should be plenty" says nothing of the figure before it.
        let own = |list| {
            if list == "opposition.goal_here" { self.has_in_part(list, span) } else { self.has_around(list, span) }
        };
        Self::mood_by(|list| if list == "opposition.past" { self.was_around(span) } else { own(list) })
    }

    /// Whether the sentence around a span tells of what was. "Since last year" it is so still.
    fn was_around(&self, span: Span) -> bool {
        let here = self.sentence_at(span);
        let was = self.cues("opposition.past").filter(|cue| self.sentence_at(*cue) == here);
        was.filter(|cue| !self.has_before("opposition.since", *cue, 1)).count() > 0
    }

    /// The time or mood of the part of the answer around a span: "it's a sore point, we had four accidents last year".
    pub(super) fn mood_of_part(&self, span: Span) -> Mood {
        let here = self.part_at(span);
        Self::mood_by(|list| self.cues(list).any(|cue| self.part_at(cue) == here))
    }

    fn mood_by(has: impl Fn(&'static str) -> bool) -> Mood {
        match () {
            () if has("opposition.foreign") => Mood::Elsewhere,
            () if has("opposition.past") => Mood::Past,
            () if has("opposition.condition") => Mood::If,
            () if has("opposition.goal") || has("opposition.goal_here") => Mood::Goal,
            () => Mood::Now,
        }
    }

    /// The stems of all words that say what is spoken of, figures apart.
    pub(super) fn subjects(&self) -> BTreeSet<&'a str> {
        self.stems(|_| true)
    }

    /// The same for the part of the answer around a span; where that names nothing, for its sentence, and then for all
    /// of it: "scrap? call it 15k a month".
    pub(super) fn subjects_around(&self, span: Span) -> BTreeSet<&'a str> {
        let Some(here) = self.said.words().get(self.said.word_at(span.start)) else { return BTreeSet::new() };
        let named = |wanted: &dyn Fn(&Word) -> bool| Some(self.stems(wanted)).filter(|stems| !stems.is_empty());
        // "The late vans, they cost us 5k": what is spoken of stands in front.
        let in_front = |word: &Word| self.resumes(here) && word.part + 1 == here.part && word.sentence == here.sentence;
        // "Defects closed within a day: 82%".
        let beside = |word: &Word| word.part.abs_diff(here.part) == 1 && word.sentence == here.sentence;
        named(&in_front)
            .or_else(|| named(&|word| word.part == here.part))
            .or_else(|| named(&beside))
            .or_else(|| named(&|word| word.sentence == here.sentence))
            .unwrap_or_else(|| self.subjects())
    }

    /// The stems of what words say something of: what stands before them in their part, or in front of it.
    pub(super) fn subjects_before(&self, span: Span) -> BTreeSet<&'a str> {
        let Some(here) = self.said.words().get(self.said.word_at(span.start)) else { return BTreeSet::new() };
        let before = self.stems(|word| word.part == here.part && word.span.end <= span.start);
        if before.is_empty() {
            return self
                .stems(|word| self.resumes(here) && word.part + 1 == here.part && word.sentence == here.sentence);
        }
        before
    }

    /// What stands before words in their part, where it is not what the call is about: "the hiring plan isn't approved".
    pub(super) fn own_subjects(&self, cue: Span) -> BTreeSet<&'a str> {
        let here = self.part_at(cue);
        let generic = |word: &Word| self.cues("opposition.generic").any(|cue| cue.overlaps(&word.span));
        self.stems(|word| Some(word.part) == here && word.span.end <= cue.start && !generic(word))
    }

    /// What words are said of, behind them: "no concerns about the price". Nothing where that is what the call is about.
    pub(super) fn object(&self, cue: Span) -> BTreeSet<&'a str> {
        let here = self.part_at(cue);
        let until =
            self.cues("opposition.until").find(|until| until.start >= cue.end).map_or(usize::MAX, |until| until.start);
        let generic = |word: &Word| self.cues("opposition.generic").any(|cue| cue.overlaps(&word.span));
        let behind = |word: &Word| word.span.start >= cue.end && word.span.start < until;
        self.stems(|word| Some(word.part) == here && behind(word) && !generic(word))
    }

    /// What the part of the answer around a span says that it is for: "for machines".
    pub(super) fn purpose(&self, span: Span) -> BTreeSet<&'a str> {
        let here = self.part_at(span);
        match self.cues("opposition.purpose").find(|cue| self.part_at(*cue) == here) {
            Some(cue) => self.stems(|word| Some(word.part) == here && word.span.start >= cue.end),
            None => BTreeSet::new(),
        }
    }

    /// The words of the part of the answer that a span stands in, so that a quote says what is meant.
    pub(super) fn part_around(&self, span: Span) -> Span {
        let here = self.part_at(span);
        let part = self.said.words().iter().filter(|word| Some(word.part) == here);
        part.fold(span, |whole, word| Span::new(whole.start.min(word.span.start), whole.end.max(word.span.end)))
    }

    /// Whether the part of a word begins with what stands for the words in front of it: "…, they", "…, that's".
    fn resumes(&self, here: &Word) -> bool {
        let first = self.said.words().iter().find(|word| word.part == here.part).map(|word| word.span.start);
        self.cues("opposition.resumes").any(|cue| Some(cue.start) == first)
    }

    /// Whether it begins with words of a list.
    pub(super) fn opens_with(&self, list: &'static str) -> bool {
        let first = self.said.words().first().map(|word| word.span.start);
        self.cues(list).any(|span| Some(span.start) == first)
    }

    /// Whether it begins with this span.
    pub(super) fn opens_with_span(&self, span: Span) -> bool {
        self.said.words().first().is_some_and(|word| word.span.start == span.start)
    }

    /// The stems of the words that say something, where `wanted` holds and no figure stands.
    pub(super) fn stems(&self, wanted: impl Fn(&Word) -> bool) -> BTreeSet<&'a str> {
        let inside = |span: &Span| self.facts.iter().any(|fact| is_figure(fact) && fact.span.overlaps(span));
        let says = |word: &&Word| !word.stem.is_empty() && wanted(word) && !inside(&word.span);
        self.said.words().iter().filter(says).map(|word| &*word.stem).collect()
    }

    /// Whether words begin with the speaker: "I sign".
    pub(super) fn begins_with_speaker(&self, span: Span) -> bool {
        self.cues("opposition.speaker").any(|cue| cue.start == span.start)
    }

    /// All of it.
    pub(super) const fn whole(&self) -> Span {
        self.said.whole()
    }

    /// The part of the answer that a span stands in.
    pub(super) fn part_at(&self, span: Span) -> Option<u16> {
        self.said.words().get(self.said.word_at(span.start)).map(|word| word.part)
    }

    /// The sentence that a span stands in.
    pub(super) fn sentence_at(&self, span: Span) -> Option<u16> {
        self.said.words().get(self.said.word_at(span.start)).map(|word| word.sentence)
    }
}

/// Whether a fact holds a figure or a day, whose words are no subject.
const fn is_figure(fact: &Fact) -> bool {
    matches!(
        fact.value,
        Value::Money { .. } | Value::Percent { .. } | Value::Date { .. } | Value::Duration { .. } | Value::YesNo { .. }
    )
}

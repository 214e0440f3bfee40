//! Wording with alternatives: how a thing can be said, written once for all its variants.
//!
//! A pattern is a row of slots. A slot is a word, or alternatives in brackets, each of one word or several:
//! `(no|zero) (earthly|) (idea|clue)`. An empty alternative leaves the slot out; `_` stands for any one word.

use std::collections::BTreeMap;
use std::ops::{Deref, Range};

use crate::signals::text::{Text, TokenKind};
use crate::signals::value::Span;
use crate::signals::words::WordMap;

mod writing;

use writing::Writing;

/// Named lists of patterns, found in a text by whole words in their folded form.
#[derive(Debug, Default)]
pub struct Patterns {
    lists: Vec<String>,
    entries: Vec<Pattern>,
    wording: Wording,
    /// Every word of a pattern has a number, so that matching compares numbers.
    numbers: WordMap<WordNumber>,
    /// The patterns that can begin with a word, the words in the order of their numbers.
    openings: Vec<Opening>,
    /// By the number of a word where its patterns begin in `openings`; and where the last ones end.
    begins: Vec<u32>,
    /// What hurried typists write, with the words that they mean.
    shorthand: WordMap<Vec<WordNumber>>,
}

/// The patterns found in a text, in the order of the text, with a quick way to those of one list.
#[derive(Debug, Clone, Default)]
pub struct Cues<'p> {
    cues: Vec<Cue<'p>>,
    /// Places in `cues`, by the name of the list.
    by_list: Vec<usize>,
}

impl<'p> Cues<'p> {
    /// Cues in the order of the text, each with the place of its list in the order of the lists' names.
    fn new(cues: Vec<Cue<'p>>, lists: &[usize]) -> Self {
        let mut by_list: Vec<usize> = (0..cues.len()).collect();
        by_list.sort_by_key(|&at| lists[at]);
        Self { cues, by_list }
    }

    /// Those of one list, in the order of the text.
    pub fn of(&self, list: &str) -> impl Iterator<Item = &Cue<'p>> {
        let first = self.by_list.partition_point(|&at| self.cues[at].list < list);
        self.by_list[first..].iter().map(|&at| &self.cues[at]).take_while(move |cue| cue.list == list)
    }

    /// Those of one list that begin within some tokens, in the order of the text.
    pub fn begun(&self, list: &str, tokens: Range<usize>) -> impl Iterator<Item = &Cue<'p>> {
        let first = self.by_list.partition_point(|&at| {
            let cue = &self.cues[at];
            (cue.list, cue.tokens.start) < (list, tokens.start)
        });
        let cues = self.by_list[first..].iter().map(|&at| &self.cues[at]);
        cues.take_while(move |cue| cue.tokens.start < tokens.end && cue.list == list)
    }

    /// For every token of the text, whether it stands in one of these.
    pub fn covered(&self, tokens: usize, wanted: impl Fn(&str) -> bool) -> Vec<bool> {
        let mut covered = vec![false; tokens];
        for cue in self.cues.iter().filter(|cue| wanted(cue.list)) {
            covered[cue.tokens.clone()].fill(true);
        }
        covered
    }
}

impl<'p> Deref for Cues<'p> {
    type Target = [Cue<'p>];

    fn deref(&self) -> &Self::Target {
        &self.cues
    }
}

/// A pattern found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue<'p> {
    /// The list that it stands in, as `file.list`.
    pub list: &'p str,
    /// The words that match.
    pub span: Span,
    /// The same as token indices, end exclusive.
    pub tokens: Range<usize>,
}

#[derive(Debug)]
struct Pattern {
    list: u32,
    slots: Range<u32>,
}

/// What patterns are made of, all of it in three rows: thousands of small ones would take longer to lay out than to read.
#[derive(Debug, Default)]
struct Wording {
    /// Of every slot its alternatives, in `rows`.
    slots: Vec<Range<u32>>,
    /// Of every alternative its words, in `words`; one without words leaves the slot out.
    rows: Vec<Range<u32>>,
    words: Vec<WordNumber>,
}

type WordNumber = u32;

/// A pattern that can begin with a word, and what can follow. Common words begin hundreds of patterns; nearly all of them
/// are ruled out by the two words behind.
#[derive(Debug, Clone, Copy, Default)]
struct Opening {
    seconds: Followers,
    thirds: Followers,
    pattern: u32,
}

/// Which words can stand at some place of a match, a bit for the words of every sixty-fourth number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Followers(u64);

impl Followers {
    /// A match may end before, or any word may stand there.
    const ANY: Self = Self(u64::MAX);

    fn add(&mut self, word: WordNumber) {
        self.0 |= if word == ANY { u64::MAX } else { 1 << (word % 64) };
    }

    fn may_hold(self, next: Option<&WordNumber>) -> bool {
        next.map_or(self == Self::ANY, |&next| self.0 & 1 << (next % 64) != 0)
    }
}

/// Stands for any one word in a pattern.
const ANY_WORD: &str = "_";
const ANY: WordNumber = WordNumber::MAX;
/// A word that no pattern knows; a wildcard still takes it.
const UNKNOWN: WordNumber = WordNumber::MAX - 1;
/// A sign: neither a word that a pattern knows nor one that a wildcard takes.
const SIGN: WordNumber = WordNumber::MAX - 2;

impl Patterns {
    /// Whether a word stands in any pattern.
    pub fn knows(&self, word: &str) -> bool {
        self.numbers.contains_key(word)
    }

    /// The lists of files, each under its name, and the spellings of hurried typists, each with the words that it stands for:
    /// patterns are written without them. Files come in the order of their names.
    pub fn new<'w>(
        files: impl IntoIterator<Item = (&'w str, BTreeMap<&'w str, Vec<&'w str>>)>,
        shorthand: &BTreeMap<&str, &str>,
    ) -> Self {
        let mut writing = Writing::default();
        for (file, lists) in files {
            writing.add(file, &lists);
        }
        for (short, long) in shorthand {
            writing.add_shorthand(short, long);
        }
        writing.finish()
    }

    /// Every pattern in a text, in the order of the text, each as long as it can be. They may overlap.
    pub fn find<'p>(&'p self, text: &Text<'_>) -> Cues<'p> {
        // Every word with the token that it stands for; shorthand may stand for several ("gonna").
        let mut places: Vec<usize> = Vec::with_capacity(text.tokens().len());
        let mut words: Vec<WordNumber> = Vec::with_capacity(text.tokens().len());
        for at in (0..text.tokens().len()).filter(|&at| text.tokens()[at].kind != TokenKind::Joiner) {
            self.push_numbers(text, at, &mut words);
            places.resize(words.len(), at);
        }
        let (mut cues, mut lists) = (Vec::new(), Vec::new());
        for (place, &word) in words.iter().enumerate() {
            let (second, third) = (words.get(place + 1), words.get(place + 2));
            for opening in
                self.begun_by(word).iter().filter(|open| open.seconds.may_hold(second) && open.thirds.may_hold(third))
            {
                let pattern = &self.entries[opening.pattern as usize];
                let end = self.wording.longest(pattern.slots.clone(), &words, place);
                let Some(end) = end.filter(|&end| end > place) else { continue };
                let (first, last) = (places[place], places[end - 1]);
                let span = text.span(first, last);
                let number = pattern.list as usize;
                cues.push(Cue { list: &self.lists[number], span, tokens: first..last + 1 });
                lists.push(number);
            }
        }
        Cues::new(cues, &lists)
    }

    /// How many patterns there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The patterns that can begin with a word.
    fn begun_by(&self, word: WordNumber) -> &[Opening] {
        let begin = |word: usize| self.begins.get(word).map(|&begin| begin as usize);
        let found = begin(word as usize).zip(begin(word as usize + 1));
        found.map_or(&[], |(begin, end)| &self.openings[begin..end])
    }

    /// Adds the words that a token of a text stands for, one but for shorthand.
    fn push_numbers(&self, text: &Text<'_>, at: usize, words: &mut Vec<WordNumber>) {
        let norm = text.norm(at);
        if let Some(row) = self.shorthand.get(norm) {
            words.extend(row);
            return;
        }
        let solid = matches!(text.tokens()[at].kind, TokenKind::Word | TokenKind::Number);
        let known = self.numbers.get(norm).copied().or_else(|| self.respelt(norm));
        words.push(known.unwrap_or(if solid { UNKNOWN } else { SIGN }));
    }

    /// A word of a pattern in another spelling: "pushin" for "pushing", "organised" for "organized" and back.
    fn respelt(&self, norm: &str) -> Option<WordNumber> {
        // All of them have an i, which most words have not.
        if !norm.as_bytes().contains(&b'i') {
            return None;
        }
        let swapped = |from: &str, to: &str| {
            let (head, tail) = norm.rsplit_once(from)?;
            self.numbers.get(format!("{head}{to}{tail}").as_str()).copied()
        };
        let dropped = || norm.ends_with("in").then(|| self.numbers.get(format!("{norm}g").as_str()).copied()).flatten();
        dropped().or_else(|| swapped("is", "iz")).or_else(|| swapped("iz", "is"))
    }
}

impl Wording {
    /// The rows of a slot.
    fn rows(&self, slot: u32) -> &[Range<u32>] {
        let rows = &self.slots[slot as usize];
        &self.rows[rows.start as usize..rows.end as usize]
    }

    /// The alternatives of a slot.
    fn alternatives(&self, slot: u32) -> impl Iterator<Item = &[WordNumber]> {
        self.rows(slot).iter().map(|row| &self.words[row.start as usize..row.end as usize])
    }

    fn can_be_left_out(&self, slot: u32) -> bool {
        self.alternatives(slot).any(<[_]>::is_empty)
    }

    /// Of some slots those that a match can begin with: up to the first that cannot be left out.
    fn opening(&self, slots: Range<u32>) -> Range<u32> {
        let needed = slots.clone().find(|&slot| !self.can_be_left_out(slot));
        slots.start..needed.map_or(slots.end, |slot| slot + 1)
    }

    /// What can stand second and third in a match.
    fn followers(&self, slots: Range<u32>) -> [Followers; 2] {
        let mut followers = [Followers::default(); 2];
        // So many words can stand before a slot: none, one, two.
        let mut before = [true, false, false];
        for slot in slots {
            let mut behind = [false; 3];
            for row in self.alternatives(slot) {
                for words in (0..before.len()).filter(|&words| before[words]) {
                    for (place, &word) in (words..before.len()).zip(row) {
                        if let Some(at) = place.checked_sub(1) {
                            followers[at].add(word);
                        }
                    }
                    if let Some(reached) = behind.get_mut(words + row.len()) {
                        *reached = true;
                    }
                }
            }
            before = behind;
        }
        // A match of so few words ends there, whatever follows.
        match before {
            [_, true, _] => [Followers::ANY; 2],
            [.., true] => [followers[0], Followers::ANY],
            _ => followers,
        }
    }

    /// Where the longest match of the slots from a place ends.
    fn longest(&self, slots: Range<u32>, words: &[WordNumber], place: usize) -> Option<usize> {
        if slots.is_empty() {
            return Some(place);
        }
        let after = |row: &[WordNumber]| {
            let here = words.get(place..place + row.len())?;
            let fits = row.iter().zip(here).all(|(&wanted, &word)| wanted == word || (wanted == ANY && word != SIGN));
            fits.then(|| self.longest(slots.start + 1..slots.end, words, place + row.len())).flatten()
        };
        self.alternatives(slots.start).filter_map(after).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(patterns: &[&str], raw: &str) -> Vec<String> {
        let set = Patterns::new([("test", BTreeMap::from([("list", patterns.to_vec())]))], &BTreeMap::new());
        set.find(&Text::new(raw)).iter().map(|cue| cue.span.of(raw).to_owned()).collect()
    }

    #[test]
    fn every_alternative_is_found_and_an_empty_one_leaves_the_slot_out() {
        let patterns = ["(no|zero) (earthly|) (idea|clue at all)"];
        assert_eq!(found(&patterns, "I've no earthly idea"), ["no earthly idea"]);
        assert_eq!(found(&patterns, "zero idea"), ["zero idea"]);
        assert_eq!(found(&patterns, "No clue at all, sir"), ["No clue at all"]);
        assert!(found(&patterns, "no, idea").is_empty());
        assert!(found(&patterns, "no unearthly idea").is_empty());
    }

    #[test]
    fn contractions_match_however_they_are_typed() {
        let patterns = ["(I'd|we'd) have to ask", "don't know"];
        assert_eq!(found(&patterns, "We’d have to ask"), ["We’d have to ask"]);
        assert_eq!(found(&patterns, "dont know, don’t know"), ["dont know", "don’t know"]);
    }

    #[test]
    fn the_longest_way_wins_and_a_wildcard_takes_one_word() {
        assert_eq!(found(&["not (really|) _"], "not really sure"), ["not really sure"]);
        assert!(found(&["not _"], "not.").is_empty());
    }

    #[test]
    fn a_pattern_may_begin_with_a_slot_that_can_be_left_out() {
        assert_eq!(found(&["(so|) it sat"], "it sat"), ["it sat"]);
        assert_eq!(found(&["(so|) it sat"], "so it sat"), ["so it sat", "it sat"]);
    }

    #[test]
    fn shorthand_is_read_as_the_words_that_it_stands_for() {
        let written = vec!["(was|were) going to (push|pushing)", "organized"];
        let set =
            Patterns::new([("test", BTreeMap::from([("list", written)]))], &BTreeMap::from([("gonna", "going to")]));
        let found = |raw: &str| -> Vec<String> {
            set.find(&Text::new(raw)).iter().map(|cue| cue.span.of(raw).to_owned()).collect()
        };
        assert_eq!(found("we were gonna push it"), ["were gonna push"]);
        assert_eq!(found("we were gonna pushin' it"), ["were gonna pushin"]);
        assert_eq!(found("well organised"), ["organised"]);
        assert!(found("we were gone").is_empty());
    }

    #[test]
    fn those_of_one_list_are_found_from_any_token_on() {
        let lists = [("doubt", "(maybe|perhaps)"), ("figure", "(maybe|) (ten|_ twenty)"), ("few", "ten")];
        let lists = lists.map(|(list, written)| (list, vec![written]));
        let set = Patterns::new([("test", BTreeMap::from(lists))], &BTreeMap::new());
        let text = Text::new("maybe ten, perhaps ten, maybe about twenty");
        let cues = set.find(&text);
        for list in ["test.doubt", "test.few", "test.figure", "test.none"] {
            let all: Vec<_> = cues.iter().filter(|cue| cue.list == list).collect();
            assert_eq!(cues.of(list).collect::<Vec<_>>(), all, "{list}");
            for (start, end) in [(0, 9), (1, 9), (2, 4), (3, 3), (8, 20)] {
                let within: Vec<_> = all.iter().filter(|cue| (start..end).contains(&cue.tokens.start)).collect();
                assert_eq!(
                    cues.begun(list, start..end).collect::<Vec<_>>().iter().collect::<Vec<_>>(),
                    within,
                    "{list}"
                );
            }
        }
    }

    #[test]
    fn what_follows_a_first_word_rules_no_match_out() {
        let patterns = ["a (|b c|d) (e|)", "a _ f", "(a|) (b|c) d", "a b c d e"];
        for raw in ["a", "a e", "a b c", "a b c e", "a d e", "a d", "a x f", "a b d", "a c d", "b d", "a b c d e"] {
            assert!(found(&patterns, raw).iter().any(|found| found == raw), "{raw}");
        }
        assert!(found(&patterns[1..], "a x g").is_empty());
    }

    #[test]
    fn broken_brackets_never_panic() {
        assert!(found(&["(a|b", "", "()", ") x"], "c").is_empty());
    }
}

//! Finding the names of people and companies in a text, however they were typed.

use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::bank::hostile::{is_hostile, is_joiner};
use crate::bank::yaml::apart::{apart, parsed};

/// What is no name by itself.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Words {
    articles: Vec<String>,
    glue: Vec<String>,
    titles: Vec<String>,
    legal_forms: Vec<String>,
    /// Last parts of addresses on the web.
    pub(super) domains: Vec<String>,
}

/// The word lists; a test sees to it that they can be read.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| parsed(apart!("src/report/redact/words.yaml")));

/// Somebody whose name is to go.
#[derive(Debug, Clone)]
pub(super) struct Somebody {
    /// The name as it was given.
    name: String,
    /// The role without names; empty if not known.
    pub(super) role: String,
    /// The words of the name.
    parts: Vec<Part>,
    /// The whole name as one word ("northwindfoods", "danaruiz"), with and without what is no name by itself.
    joined: Vec<String>,
}

/// A word of a name.
#[derive(Debug, Clone)]
struct Part {
    key: String,
    strength: Strength,
}

/// What a word of a name is when it stands alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Strength {
    /// The name.
    Alone,
    /// The name where it is written with a capital letter.
    Capital,
    /// Nothing: it goes with the name only.
    Within,
}

impl Somebody {
    pub(super) fn person(name: &str) -> Self {
        let strength = |key: &str, _| {
            let is_weak = WORDS.glue.iter().chain(&WORDS.titles).any(|word| word == key) || key.chars().count() < 2;
            if is_weak { Strength::Within } else { Strength::Alone }
        };
        let mut somebody = Self::new(name, strength);
        let strong = |part: &&Part| part.strength == Strength::Alone;
        let initials: Vec<String> =
            somebody.parts.iter().filter(strong).filter_map(|part| part.key.chars().next()).map(String::from).collect();
        somebody.parts.extend(initials.into_iter().map(|key| Part { key, strength: Strength::Within }));
        somebody
    }

    pub(super) fn company(name: &str) -> Self {
        let mut is_first = true;
        let strength = |key: &str, is_only: bool| {
            let empty = |list: &[String]| list.iter().any(|word| word == key);
            if is_only {
                Strength::Alone
            } else if empty(&WORDS.articles) || empty(&WORDS.glue) || empty(&WORDS.legal_forms) {
                Strength::Within
            } else if std::mem::take(&mut is_first) {
                Strength::Alone
            } else {
                Strength::Capital
            }
        };
        let mut somebody = Self::new(name, strength);
        let known: Vec<String> = somebody.parts.iter().map(|part| part.key.clone()).collect();
        // "Northwind Foods Limited" is "Northwind Foods Ltd".
        let forms = WORDS.legal_forms.iter().filter(|form| !known.contains(form));
        somebody.parts.extend(forms.map(|form| Part { key: form.clone(), strength: Strength::Within }));
        somebody
    }

    fn new(name: &str, mut strength: impl FnMut(&str, bool) -> Strength) -> Self {
        let words: Vec<String> = tokens(name).iter().map(|token| key(&name[token.clone()])).collect();
        let is_only = words.len() == 1;
        let mut parts: Vec<Part> = Vec::new();
        for word in &words {
            parts.push(Part { key: word.clone(), strength: strength(word, is_only) });
        }
        let bare =
            parts.iter().filter(|part| part.strength != Strength::Within).map(|part| part.key.as_str()).collect();
        let mut joined = vec![words.concat(), bare];
        joined.extend(
            name.split_whitespace().filter(|word| word.contains(APOSTROPHES)).flat_map(|word| word.split('-')).map(key),
        );
        joined.retain(|word: &String| word.chars().count() > 2);
        Self { name: name.to_owned(), role: String::new(), parts, joined }
    }

    /// Whether a name is this one, letter case and spaces aside.
    pub(super) fn is_called(&self, name: &str) -> bool {
        let words = |name: &str| tokens(name).into_iter().map(|token| key(&name[token])).collect::<Vec<_>>();
        !name.trim().is_empty() && words(&self.name) == words(name)
    }

    /// The strength of a word as a part of this name.
    fn strength(&self, word: &Word) -> Option<Strength> {
        let of_part = |part: &Part| word.is(&part.key).then_some(part.strength);
        if self.joined.iter().any(|joined| word.is(joined)) {
            return Some(Strength::Alone);
        }
        // A single letter is an initial only where it is a capital.
        let found = self.parts.iter().find_map(of_part).filter(|_| word.key.chars().count() > 1 || word.is_capital);
        match found {
            Some(Strength::Capital) if word.is_capital => Some(Strength::Alone),
            Some(Strength::Capital) => Some(Strength::Within),
            found => found,
        }
    }
}

/// A word of a text.
struct Word {
    at: Range<usize>,
    key: String,
    is_capital: bool,
}

impl Word {
    fn of(text: &str, at: Range<usize>) -> Self {
        let word = &text[at.clone()];
        Self { at, key: key(word), is_capital: word.chars().next().is_some_and(char::is_uppercase) }
    }

    /// Whether it is a word of a name: as it stands, or with the ending that says whose something is.
    fn is(&self, part: &str) -> bool {
        let owns = || part.chars().count() > 2 && self.key.strip_suffix('s') == Some(part);
        self.key == part || owns()
    }
}

/// Where somebody is named, in order, and who: the longest name that fits.
pub(super) fn find(text: &str, everybody: &[&Somebody]) -> Vec<(Range<usize>, usize)> {
    let words: Vec<Word> = tokens(text).into_iter().map(|at| Word::of(text, at)).collect();
    let mut found = within_words(text, everybody);
    let mut at = 0;
    while at < words.len() {
        let runs = everybody.iter().enumerate().map(|(who, somebody)| (run(text, &words[at..], somebody), who));
        // Of equals the first is meant, who stands further up.
        let best = runs.max_by_key(|&(length, who)| (length, std::cmp::Reverse(who)));
        match best {
            Some((length @ 1.., who)) => {
                let whole = words[at].at.start..words[at + length - 1].at.end;
                if !found.iter().any(|(other, _)| other.start < whole.end && whole.start < other.end) {
                    found.push((whole, who));
                }
                at += length;
            }
            _ => at += 1,
        }
    }
    found
}

/// How many words from the first on are somebody's name.
fn run(text: &str, words: &[Word], somebody: &Somebody) -> usize {
    let (mut length, mut is_named) = (0, false);
    for (n, word) in words.iter().enumerate() {
        let follows = n == 0 || is_gap(text, &words[n - 1], word);
        let Some(strength) = somebody.strength(word).filter(|_| follows) else { break };
        is_named |= strength == Strength::Alone;
        length = n + 1;
    }
    if is_named { length } else { 0 }
}

/// Whether two words may be of one name by what stands between them.
fn is_gap(text: &str, one: &Word, next: &Word) -> bool {
    let gap = text.get(one.at.end..next.at.start).unwrap_or_default();
    let is_initial = one.key.chars().count() == 1;
    gap.chars().count() <= 3
        && gap.chars().all(|c| {
            (matches!(c, ' ' | '-' | '_' | '&' | '/' | '\u{a0}') || APOSTROPHES.contains(&c))
                || (c == '.' && (is_initial || gap.len() == 1))
        })
}

/// Names in scripts that put no spaces between words are found within them.
fn within_words(text: &str, everybody: &[&Somebody]) -> Vec<(Range<usize>, usize)> {
    let mut found: Vec<(Range<usize>, usize)> = Vec::new();
    for (who, somebody) in everybody.iter().enumerate() {
        let name = somebody.name.trim();
        if !name.chars().any(is_unspaced) {
            continue;
        }
        for (at, _) in text.match_indices(name) {
            let whole = at..at + name.len();
            if !found.iter().any(|(other, _)| other.start < whole.end && whole.start < other.end) {
                found.push((whole, who));
            }
        }
    }
    found
}

/// Whether a character is of a script without spaces: Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese.
const fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The words of a text. Marks and characters that nobody sees belong to the word that they stand in.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() || (start.is_some() && is_silent(c)) {
            start.get_or_insert(at);
        } else if let Some(start) = start.take() {
            words.push(start..at);
        }
    }
    words.extend(start.map(|start| start..text.len()));
    words
}

/// What stands between the parts of a word: "O'Brien", "Kim's".
const APOSTROPHES: [char; 4] = ['\'', '’', '`', 'ʼ'];

/// Whether a character adds nothing that is read by itself.
fn is_silent(c: char) -> bool {
    is_combining_mark(c) || is_joiner(c) || (is_hostile(c) && !c.is_whitespace())
}

/// A word as it is compared: without marks, in small letters.
fn key(word: &str) -> String {
    let bare = word.nfkd().filter(|c| c.is_alphanumeric() && !is_silent(*c));
    bare.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_lists_can_be_read() {
        assert!(!WORDS.legal_forms.is_empty() && !WORDS.domains.is_empty() && !WORDS.glue.is_empty());
    }
}

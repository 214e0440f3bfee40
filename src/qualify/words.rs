//! Words reduced to stems, so that "failures", "failed" and "fail" are one word to the matching.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word of a text: as it was typed, and folded to lower case without accents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Lower case, accents and apostrophes removed.
    pub folded: String,
    /// It opens with a capital.
    pub capital: bool,
    /// Every letter of it is a capital.
    pub shouted: bool,
}

/// A text or a phrase as stems, each with a space before it and one behind the last, so that a phrase stands in a text where
/// its letters do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Stems(String);

impl Stems {
    /// The stems of a text in order.
    pub(super) fn of(text: &str) -> Self {
        let mut stems = String::with_capacity(text.len() + 2);
        push_stems(&mut stems, text);
        Self(stems)
    }

    /// A phrase of these stems.
    pub(super) fn of_stems(stems: &[&str]) -> Self {
        if stems.is_empty() { Self::default() } else { Self(format!(" {} ", stems.join(" "))) }
    }

    /// As one text; empty where there is no stem.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Each stem by itself.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.0.split_ascii_whitespace()
    }

    /// Whether a phrase stands in this text. An empty phrase is nowhere.
    pub(super) fn holds(&self, phrase: &str) -> bool {
        !phrase.is_empty() && self.0.contains(phrase)
    }
}

/// Words and phrases of one list, each as [`Stems`] has it, with commas between them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Terms(String);

impl Terms {
    /// Reads a list with commas.
    pub(super) fn read(list: &str) -> Self {
        let mut terms = String::with_capacity(list.len() + list.len() / 2);
        for item in list.split(',') {
            let end = terms.len();
            if end > 0 {
                terms.push(',');
            }
            let start = terms.len();
            push_stems(&mut terms, item);
            if terms.len() == start {
                terms.truncate(end);
            }
        }
        terms.shrink_to_fit();
        Self(terms)
    }

    /// A list of single stems.
    pub(super) fn of_stems(stems: &[&str]) -> Self {
        Self(stems.iter().map(|stem| format!(" {stem} ")).collect::<Vec<_>>().join(","))
    }

    /// The terms in order, each with a space before it and behind it.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split(',').filter(|term| !term.is_empty())
    }

    /// Whether one of the terms is this phrase.
    pub(super) fn hold(&self, phrase: &str) -> bool {
        self.iter().any(|term| term == phrase)
    }

    /// Whether one of the terms is this single stem.
    pub(super) fn hold_word(&self, word: &str) -> bool {
        self.iter().any(|term| term.trim_ascii() == word)
    }

    /// Whether one of the terms stands in a text.
    pub(super) fn stand_in(&self, text: &Stems) -> bool {
        self.iter().any(|term| text.holds(term))
    }
}

/// Takes a text apart at everything that is neither letter, digit nor apostrophe.
pub(super) fn words(text: &str) -> Vec<Word> {
    raw_words(text)
        .map(|raw| Word {
            folded: fold(raw),
            capital: raw.chars().next().is_some_and(char::is_uppercase),
            shouted: raw.chars().any(char::is_uppercase) && !raw.chars().any(char::is_lowercase),
        })
        .filter(|word| !word.folded.is_empty())
        .collect()
}

fn raw_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || is_apostrophe(c) || (!c.is_ascii() && is_combining_mark(c))))
        .filter(|raw| !raw.is_empty())
}

/// Adds the stems of a text to a buffer, with a space before each and one behind the last.
fn push_stems(out: &mut String, text: &str) {
    let start = out.len();
    let mut word = String::new();
    for raw in raw_words(text) {
        word.clear();
        fold_into(&mut word, raw);
        if !word.is_empty() {
            stem(&mut word);
            out.push(' ');
            out.push_str(&word);
        }
    }
    if out.len() > start {
        out.push(' ');
    }
}

/// Lower case without accents and apostrophes, so that "Zürich" and "zurich", "don't" and "dont" are one.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(&mut folded, text);
    folded
}

fn fold_into(out: &mut String, text: &str) {
    // Nearly every word is plain ASCII, and the vocabulary alone has thousands of them.
    if text.is_ascii() {
        for part in text.split('\'') {
            let start = out.len();
            out.push_str(part);
            out[start..].make_ascii_lowercase();
        }
        return;
    }
    let letters = text.nfd().filter(|c| !is_combining_mark(*c) && !is_apostrophe(*c)).flat_map(char::to_lowercase);
    out.extend(letters.map(|c| match c {
        'ø' => 'o',
        'ł' => 'l',
        _ => c,
    }));
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// Endings that a stem loses, the longest first, each with the least number of letters that must remain.
const ENDINGS: [(&str, usize); 17] = [
    ("ations", 4),
    ("ation", 4),
    ("ment", 4),
    ("ness", 4),
    ("ance", 4),
    ("ence", 4),
    ("ure", 4),
    ("ing", 3),
    ("ery", 4),
    ("ion", 5),
    ("er", 4),
    ("or", 5),
    ("ed", 3),
    ("ly", 4),
    ("e", 3),
    ("y", 5),
    ("i", 5),
];

/// Makes a word a light stem: the plural ending and one further ending go, a doubled last consonant is undone.
///
/// It need not be right, only the same for the forms of one word.
fn stem(word: &mut String) {
    make_singular(word);
    let last = word.bytes().last();
    let ends = |ending: &&(&str, usize)| ending.0.bytes().last() == last && word.ends_with(ending.0);
    let leaves = |(ending, least): &(&str, usize)| {
        let rest = &word[..word.len() - ending.len()];
        has_letters(rest, *least).then_some(rest.len())
    };
    let Some(rest) = ENDINGS.iter().filter(ends).find_map(leaves) else { return };
    word.truncate(rest);
    if word.ends_with(['e', 'i']) && word.len() > 4 {
        word.pop();
    }
    let mut tail = word.chars().rev();
    let last = tail.next();
    if last.is_some_and(|last| tail.next() == Some(last) && !"aeioulsz".contains(last)) {
        word.pop();
    }
}

/// Whether a word has this many letters, without counting the others.
fn has_letters(word: &str, least: usize) -> bool {
    word.chars().nth(least - 1).is_some()
}

fn make_singular(word: &mut String) {
    if !has_letters(word, 4) {
        return;
    }
    // "emptied" is a form of "empty"; "tied" and "died" are their own words.
    let is_form_of_y = word.ends_with("ies") || word.strip_suffix("ied").is_some_and(|rest| has_letters(rest, 3));
    if is_form_of_y {
        word.truncate(word.len() - 3);
        word.push('y');
    } else if ["sses", "xes", "ches", "shes"].iter().any(|ending| word.ends_with(ending)) {
        word.truncate(word.trim_end_matches("es").len());
    } else if word.strip_suffix('s').is_some_and(|rest| !rest.ends_with(['s', 'u', 'i'])) {
        word.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) {
        assert_eq!(Stems::of(a), Stems::of(b), "{a} / {b}");
    }

    #[test]
    fn the_forms_of_a_word_are_one() {
        same("failures", "failed");
        same("deliveries", "delivery");
        same("reconciliation", "reconcile");
        same("insurance", "insurer");
        same("rejected", "rejection");
        same("scheduling", "schedules");
        same("no-shows", "no show");
        same("emptied", "empty");
        same("Zürich", "zurich");
        same("don't", "dont");
    }

    #[test]
    fn words_that_only_look_alike_stay_apart() {
        assert_ne!(Stems::of("hospital"), Stems::of("hospitality"));
        assert_ne!(Stems::of("order"), Stems::of("ordinary"));
        assert_ne!(Stems::of("late"), Stems::of("lately later"));
    }

    #[test]
    fn a_phrase_stands_in_a_text_by_whole_words() {
        let text = Stems::of("We ran out of stock twice");
        let holds = |phrase| text.holds(Stems::of(phrase).as_str());
        assert!(holds("out of stock") && holds("we") && holds("Twice"));
        assert!(!holds("run out"), "irregular forms are the lexicon's matter");
        assert!(!holds("") && !holds("ut of") && !holds("out stock"));
    }

    #[test]
    fn a_list_holds_its_terms_and_no_empty_one() {
        let terms = Terms::read("late orders, , out of stock,--,");
        assert_eq!(terms.iter().collect::<Vec<_>>(), [" lat order ", " out of stock "]);
        assert!(terms.hold(" lat order ") && !terms.hold(" lat ") && !terms.hold_word("lat"));
        assert!(Terms::read("late").hold_word("lat"));
        assert!(terms.stand_in(&Stems::of("orders out of stock")) && !terms.stand_in(&Stems::of("orders are late")));
        assert_eq!(Terms::read(" , ,"), Terms::default());
    }

    #[test]
    fn any_text_is_taken_apart() {
        for text in ["", "'", "é", "日本語", "🙂🙂", "s", "ies", "sses", "\u{301}"] {
            let _ = Stems::of(text);
        }
    }
}

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

/// Takes a text apart at everything that is neither letter, digit nor apostrophe.
pub(super) fn words(text: &str) -> Vec<Word> {
    text.split(|c: char| !(c.is_alphanumeric() || is_apostrophe(c) || (!c.is_ascii() && is_combining_mark(c))))
        .filter_map(|raw| {
            let folded = fold(raw);
            (!folded.is_empty()).then(|| Word {
                folded,
                capital: raw.chars().next().is_some_and(char::is_uppercase),
                shouted: raw.chars().any(char::is_uppercase) && !raw.chars().any(char::is_lowercase),
            })
        })
        .collect()
}

/// The stems of a text in order.
pub(super) fn stems(text: &str) -> Vec<String> {
    words(text).iter().map(|word| stem(&word.folded)).collect()
}

/// Where a phrase begins in a text; both as stems. An empty phrase is nowhere.
pub(super) fn find(text: &[String], phrase: &[String]) -> Option<usize> {
    if phrase.is_empty() {
        return None;
    }
    text.windows(phrase.len()).position(|window| window == phrase)
}

/// Lower case without accents and apostrophes, so that "Zürich" and "zurich", "don't" and "dont" are one.
pub(super) fn fold(text: &str) -> String {
    // Nearly every word is plain ASCII, and the gazetteer alone has thousands of them.
    if text.is_ascii() {
        let mut folded = text.to_ascii_lowercase();
        folded.retain(|c| c != '\'');
        return folded;
    }
    text.nfd()
        .filter(|c| !is_combining_mark(*c) && !is_apostrophe(*c))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'ø' => 'o',
            'ł' => 'l',
            _ => c,
        })
        .collect()
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

/// A light stem: the plural ending and one further ending go, a doubled last consonant is undone.
///
/// It need not be right, only the same for the forms of one word.
fn stem(word: &str) -> String {
    let singular = singular(word);
    let Some(rest) = ENDINGS
        .iter()
        .find_map(|(ending, least)| singular.strip_suffix(ending).filter(|rest| rest.chars().count() >= *least))
    else {
        return singular;
    };
    let rest = rest.strip_suffix(['e', 'i']).filter(|shorter| shorter.len() >= 4).unwrap_or(rest);
    undouble(rest)
}

fn singular(word: &str) -> String {
    if word.chars().count() <= 3 {
        return word.to_owned();
    }
    if let Some(rest) = word.strip_suffix("ies") {
        return format!("{rest}y");
    }
    // "emptied" is a form of "empty"; "tied" and "died" are their own words.
    if let Some(rest) = word.strip_suffix("ied").filter(|rest| rest.chars().count() >= 3) {
        return format!("{rest}y");
    }
    for ending in ["sses", "xes", "ches", "shes"] {
        if word.ends_with(ending) {
            return word.trim_end_matches("es").to_owned();
        }
    }
    match word.strip_suffix('s') {
        Some(rest) if !rest.ends_with(['s', 'u', 'i']) => rest.to_owned(),
        _ => word.to_owned(),
    }
}

fn undouble(word: &str) -> String {
    let mut tail = word.chars().rev();
    match (tail.next(), tail.next()) {
        (Some(last), Some(before)) if last == before && !"aeioulsz".contains(last) => {
            word.chars().take(word.chars().count() - 1).collect()
        }
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) {
        assert_eq!(stems(a), stems(b), "{a} / {b}");
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
        assert_ne!(stems("hospital"), stems("hospitality"));
        assert_ne!(stems("order"), stems("ordinary"));
        assert_ne!(stems("late"), stems("lately later"));
    }

    #[test]
    fn a_phrase_is_found_where_it_begins() {
        let text = stems("We ran out of stock twice");
        assert_eq!(find(&text, &stems("run out")), None, "irregular forms are the lexicon's matter");
        assert_eq!(find(&text, &stems("out of stock")), Some(2));
        assert_eq!(find(&text, &[]), None);
    }

    #[test]
    fn any_text_is_taken_apart() {
        for text in ["", "'", "é", "日本語", "🙂🙂", "s", "ies", "sses", "\u{301}"] {
            let _ = stems(text);
        }
    }
}

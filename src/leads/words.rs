//! Names as they are compared and searched: letter case, accents, legal forms and spaces aside.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The longest text that is searched, in characters: a company's name and a contact's are far shorter.
const LONGEST_SEARCHED: usize = 400;

/// A text as it is compared: small letters without accents, one space between words, nothing else.
pub fn key(text: &str) -> String {
    if text.is_ascii() {
        // Nothing to take apart: of a hundred thousand rows most are such.
        return folded(text.len(), text.chars().map(|c| c.to_ascii_lowercase()));
    }
    folded(text.len(), text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase))
}

fn folded(bytes: usize, text: impl Iterator<Item = char>) -> String {
    let mut key = String::with_capacity(bytes);
    let mut is_gap = false;
    for c in text {
        if c.is_alphanumeric() {
            if is_gap && !key.is_empty() {
                key.push(' ');
            }
            is_gap = false;
            key.push(c);
        } else if !matches!(c, '\'' | '’') {
            is_gap = true;
        }
    }
    key
}

/// The name of a company as it is compared, without the legal form at its end.
pub fn company_key(name: &str, legal_forms: &[String]) -> String {
    let mut key = key(name);
    while let Some((rest, last)) = key.rsplit_once(' ') {
        if !legal_forms.iter().any(|form| form == last) {
            break;
        }
        key.truncate(rest.len());
    }
    key
}

/// The domain within a web address, a mail address or a domain, without `www.`.
pub fn domain_of(address: &str) -> String {
    let address = address.trim().to_lowercase();
    let after_scheme = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
    let after_name = after_scheme.rsplit_once('@').map_or(after_scheme, |(_, host)| host);
    let host = after_name.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let host = host.trim_end_matches('.');
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}

/// What a search looks through: the words of several texts, each with a space before it, so that the beginning of a word
/// can be told from its middle. Scripts without spaces are searched by the letter.
pub fn search_words<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut words = String::new();
    for text in texts {
        let mut begins = true;
        for c in key(text).chars().take(LONGEST_SEARCHED) {
            let alone = is_word_by_itself(c);
            if c != ' ' && (begins || alone) {
                words.push(' ');
            }
            if c != ' ' {
                words.push(c);
            }
            begins = alone || c == ' ';
        }
    }
    words
}

/// A letter of a script that writes no spaces.
fn is_word_by_itself(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A figure as people write it in a table: `1,200`, `1.2M`, `51-200` (the middle), `5k+`, `$2 million`.
pub(super) fn number(text: &str) -> Option<f64> {
    let text = text.trim().to_lowercase();
    let (low, high) = match text.split_once(['–', '-']).or_else(|| text.split_once(" to ")) {
        Some((low, high)) if !low.trim().is_empty() => (low.to_owned(), Some(high.to_owned())),
        _ => (text.clone(), None),
    };
    let low = one_number(&low)?;
    match high {
        Some(high) => one_number(&high).map(|high| f64::midpoint(low, high)),
        None => Some(low),
    }
}

fn one_number(text: &str) -> Option<f64> {
    let text = text.trim().trim_start_matches(['<', '>', '~', '≥', '≤', '=']).trim_end_matches('+').trim();
    let start = text.find(|c: char| c.is_ascii_digit())?;
    if text[..start].chars().count() > 4 {
        return None;
    }
    let figure_end = text[start..].find(|c: char| !c.is_ascii_digit() && !".,' \u{a0}".contains(c));
    let (figure, unit) = text[start..].split_at(figure_end.unwrap_or(text.len() - start));
    let times = match unit.trim() {
        unit if unit.starts_with('k') || unit.starts_with("thousand") => 1e3,
        unit if unit.starts_with("bn") || unit.starts_with('b') => 1e9,
        unit if unit.starts_with('m') => 1e6,
        unit if unit.chars().count() <= 10 => 1.0,
        _ => return None,
    };
    let plain: String = plain_figure(figure.trim_end_matches([',', '.', ' ']));
    plain.parse::<f64>().ok().filter(|n| n.is_finite()).map(|n| n * times)
}

/// A figure without the marks between its thousands, with a point before its decimals.
fn plain_figure(figure: &str) -> String {
    let figure = figure.replace(['\'', ' ', '\u{a0}'], "");
    let last = figure.rfind(['.', ',']);
    let decimals = last.map_or(0, |at| figure.len() - at - 1);
    let kinds = usize::from(figure.contains('.')) + usize::from(figure.contains(','));
    let marks = figure.matches(['.', ',']).count();
    // One mark with three digits behind it stands between thousands; several do, but for a last one of another kind.
    let is_decimal = last.is_some() && ((marks == 1 && decimals != 3) || (kinds == 2 && marks > 1));
    let mut plain = String::new();
    for (at, c) in figure.char_indices() {
        match c {
            '.' | ',' if is_decimal && Some(at) == last => plain.push('.'),
            '.' | ',' => {}
            c => plain.push(c),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_compared_without_case_accents_and_legal_forms() {
        let forms = ["gmbh".to_owned(), "inc".to_owned(), "co".to_owned(), "kg".to_owned()];
        assert_eq!(company_key("Müller  & Söhne GmbH & Co. KG", &forms), "muller sohne");
        assert_eq!(company_key("Harbour Tools, Inc.", &forms), "harbour tools");
        assert_eq!(company_key("Inc", &forms), "inc", "a name is never emptied");
        assert_eq!(key("O’Neill's"), "oneills");
    }

    #[test]
    fn a_domain_is_found_in_every_kind_of_address() {
        for address in [
            "https://www.Harbour.example/about?x=1",
            "harbour.example",
            "kim@harbour.example",
            "www.harbour.example:443",
        ] {
            assert_eq!(domain_of(address), "harbour.example", "{address}");
        }
        assert_eq!(domain_of(""), "");
    }

    #[test]
    fn words_are_searched_by_their_beginning() {
        assert_eq!(search_words(["Harbour Tools", "", "Kim Sato"]), " harbour tools kim sato");
        assert_eq!(search_words(["東京 支店A", "x"]), " 東 京 支 店 a x");
    }

    #[test]
    fn figures_are_read_as_tables_write_them() {
        for (text, n) in [
            ("1,200", 1200.0),
            ("1.200", 1200.0),
            ("1,200.50", 1200.5),
            ("1.200.000,5", 1_200_000.5),
            ("51-200", 125.5),
            ("5k+", 5000.0),
            ("$2.5 million", 2.5e6),
            ("USD 3bn", 3e9),
            ("< 50 people", 50.0),
            ("12.5", 12.5),
        ] {
            assert_eq!(number(text), Some(n), "{text}");
        }
        for text in ["", "many", "-", "about sixty 5", "1.2.3.4.5.x long unit of no kind"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_anything(text in "\\PC{0,60}", other in "\\PC{0,20}") {
            let key = key(&text);
            prop_assert_eq!(super::key(&key), key.clone());
            let words = search_words([text.as_str(), other.as_str()]);
            prop_assert!(words.is_empty() || words.starts_with(' '));
                let _ = (domain_of(&text), number(&text), company_key(&text, &[other]));
        }
    }
}

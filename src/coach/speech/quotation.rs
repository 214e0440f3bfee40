//! A few of somebody's own words, and what stands between two things that they named.

use super::Spoken;
use super::words::words;

/// A longer sentence is cut before it is quoted, in words.
const LONGEST_WORDS: usize = 12;

/// A few of somebody's words as a quotation: their first sentence, without its opening, cut where it runs on.
pub(in crate::coach) fn quotation(text: &str) -> Option<Spoken> {
    let texts = &words().quotes;
    let mut rest = first_sentence(text);
    while let Some(shorter) = texts.openers.iter().find_map(|opener| without_opener(rest, opener)) {
        rest = shorter;
    }
    let said = short_enough(rest, &texts.breaks);
    let said =
        said.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '%' | '$' | '€' | '£' | ')' | '(' | '…'));
    (!said.is_empty()).then(|| Spoken::plain(texts.quotation.replace("{words}", &unquoted(said))))
}

/// Two names with what joins them, if the words between them mean both: "Excel and SAP".
pub(in crate::coach) fn both(one: &str, other: &str, between: &str) -> Option<Spoken> {
    let quotes = &words().quotes;
    let is_joined = quotes.joined_by.iter().any(|word| word == between.trim());
    is_joined.then(|| Spoken::plain(quotes.and.replace("{one}", one).replace("{other}", other)))
}

/// Whether the words between two figures make the first become the second: "86% -> 95%".
pub(in crate::coach) fn is_change(between: &str) -> bool {
    words().figures.changed_by.iter().any(|word| word == between.trim())
}

/// The first sentence of the first line that has one.
fn first_sentence(text: &str) -> &str {
    sentences(text).map(|(sentence, _)| sentence).next().unwrap_or_default()
}

/// The sentences of a text, line by line, each with whether it asks something. "2.5" and "acme.com" hold no end of one.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut rest = "";
    std::iter::from_fn(move || {
        if rest.is_empty() {
            rest = lines.next()?;
        }
        let line = rest;
        let Some((at, mark)) = end_of_sentence(line) else {
            rest = "";
            return Some((line, false));
        };
        rest = line[at + mark.len_utf8()..].trim_start();
        Some((&line[..at], matches!(mark, '?' | '？')))
    })
}

/// Where the first sentence of a line ends, and with what mark.
fn end_of_sentence(line: &str) -> Option<(usize, char)> {
    line.char_indices().find(|&(at, c)| {
        let rest = &line[at + c.len_utf8()..];
        matches!(c, '.' | '!' | '?' | '。' | '！' | '？') && (rest.is_empty() || rest.starts_with(char::is_whitespace))
    })
}

/// The text behind an opener, if it begins with it and goes on.
fn without_opener<'a>(text: &'a str, opener: &str) -> Option<&'a str> {
    let (start, rest) = (text.get(..opener.len())?, text.get(opener.len()..)?);
    let ends = rest.starts_with(|c: char| c.is_whitespace() || matches!(c, ',' | ':'));
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':'));
    (ends && !rest.is_empty() && start.eq_ignore_ascii_case(opener)).then_some(rest)
}

/// The text up to the first break that leaves something to quote, or so many of its words.
fn short_enough(text: &str, breaks: &[String]) -> String {
    let all: Vec<&str> = text.split_whitespace().collect();
    if all.len() <= LONGEST_WORDS {
        return all.join(" ");
    }
    let is_short = |part: &&str| (2..=LONGEST_WORDS).contains(&part.split_whitespace().count());
    let part = breaks.iter().filter_map(|stop| text.split_once(stop.as_str())).map(|(part, _)| part).find(is_short);
    part.map_or_else(|| format!("{}…", all[..LONGEST_WORDS].join(" ")), str::to_owned)
}

/// Quotation marks inside a quotation only confuse.
fn unquoted(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '“' | '”' | '"' | '„' | '«' | '»')).collect()
}

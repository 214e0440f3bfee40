//! Fitting what is said to the words around it: no preposition twice, no period twice, a capital where a sentence begins.

use super::words::{Words, words};
use super::{Lead, Spoken};

/// What to put between the words before a slot and those behind it: how many bytes of the words before stay, and the
/// value in words. `None` where the two cannot be joined to a sentence that is right.
pub(in crate::coach) fn fitted(before: &str, spoken: &Spoken, after: &str) -> Option<(usize, String)> {
    let words = words();
    let last = last_word(before);
    let (kept, value) = match spoken.lead {
        Lead::None | Lead::UpTo | Lead::Under => (before.len(), figure(words, &last, spoken)),
        Lead::Wish if words.before.wishes.contains(&last) => (before.len(), spoken.value.clone()),
        Lead::Wish => return None,
        _ => day(words, before, &last, spoken)?,
    };
    let before = &before[..kept];
    let value = match per(words, spoken, after)? {
        "" => value,
        per => format!("{value} {per}"),
    };
    let value = in_full(spoken, value, after);
    let value = without_repeats(before, &value, after);
    Some((kept, if begins_sentence(before) { capitalized(&value) } else { value }))
}

/// A figure with its unit, and in front of it what the words before have not said.
fn figure(words: &Words, last: &str, spoken: &Spoken) -> String {
    let (leads, said) = (&words.leads, &words.before);
    let is = |list: &[String]| list.iter().any(|word| word == last);
    let mut parts: Vec<&str> = Vec::new();
    match spoken.lead {
        Lead::UpTo if !is(&said.up_to) => parts.push(&leads.up_to),
        Lead::Under if !is(&said.up_to) => parts.push(&leads.under),
        _ => {}
    }
    if spoken.about && !is(&said.about) {
        parts.push(if is(&said.articles) { &leads.about_after_article } else { &leads.about });
    }
    let range = if last == leads.between { &words.figures.range_after_between } else { &words.figures.range };
    let value = match &spoken.low {
        Some(low) => range.replace("{low}", low).replace("{high}", &spoken.value),
        None => spoken.value.clone(),
    };
    parts.push(&value);
    parts.extend((!spoken.unit.is_empty()).then_some(spoken.unit.as_str()));
    parts.join(" ")
}

/// A day, or an interval, with the preposition that it needs behind these words.
fn day(words: &Words, before: &str, last: &str, spoken: &Spoken) -> Option<(usize, String)> {
    let (leads, said, figures) = (&words.leads, &words.before, &words.figures);
    let is = |list: &[String]| list.iter().any(|word| word == last);
    let whole = || match &spoken.low {
        Some(low) => figures.range.replace("{low}", low).replace("{high}", &spoken.value),
        None => spoken.value.clone(),
    };
    let bare = if is(&said.begins) {
        Some(spoken.low.clone().unwrap_or_else(|| spoken.value.clone()))
    } else if is(&said.ends) {
        Some(spoken.value.clone())
    } else if is(&said.spans) || is(&said.articles) {
        Some(whole())
    } else {
        None
    };
    match (bare, spoken.lead) {
        (Some(_), Lead::Ahead | Lead::AsSaid) => return None,
        (Some(bare), _) => return Some((before.len(), bare)),
        _ => {}
    }
    // The word for a point gives way to the one that fits the value.
    let kept = if is(&said.points) { before.trim_end().len() - last.len() } else { before.len() };
    let value = match spoken.lead {
        Lead::Between => {
            let ends = figures.range_after_between.replace("{low}", spoken.low.as_deref()?);
            format!("{} {}", leads.between, ends.replace("{high}", &spoken.value))
        }
        Lead::Ahead => format!("{} {}", leads.r#in, figure(words, &leads.r#in, spoken)),
        Lead::In => format!("{} {}", leads.r#in, spoken.value),
        Lead::On => format!("{} {}", leads.on, spoken.value),
        Lead::By => format!("{} {}", leads.by, spoken.value),
        Lead::From => format!("{} {}", leads.from, spoken.value),
        Lead::At => format!("{} {}", leads.at, spoken.value),
        Lead::Bare | Lead::AsSaid | Lead::None | Lead::UpTo | Lead::Under | Lead::Wish => spoken.value.clone(),
    };
    Some((kept, value))
}

/// What an amount is for; empty where the words behind say so too, `None` where they say something else, or more.
fn per<'a>(words: &Words, spoken: &'a Spoken, after: &str) -> Option<&'a str> {
    let Some(own) = spoken.per.as_deref() else { return Some("") };
    match words.figures.per.values().find(|per| starts_with_words(after, per)) {
        Some(said) if said == own => Some(""),
        Some(_) => None,
        None => Some(own),
    }
}

/// Somebody by name and role, with a comma behind where the sentence goes on; the name alone where something is theirs.
fn in_full(spoken: &Spoken, value: String, after: &str) -> String {
    let Some(full) = &spoken.in_full else { return value };
    match after.chars().next() {
        Some('\'' | '’') => value,
        Some(c) if c.is_whitespace() => format!("{full},"),
        _ => full.clone(),
    }
}

/// The value without the words that stand right before or right behind it anyway.
fn without_repeats(before: &str, value: &str, after: &str) -> String {
    let parts: Vec<&str> = value.split(' ').collect();
    let same = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
    let earlier: Vec<&str> =
        if before.ends_with(char::is_whitespace) { before.split_whitespace().collect() } else { Vec::new() };
    let later: Vec<&str> = if after.starts_with(char::is_whitespace) { words_of(after) } else { Vec::new() };
    let most = parts.len() - 1;
    let front = (1..=most.min(earlier.len())).rev().find(|&n| {
        let ends = &earlier[earlier.len() - n..];
        ends.iter().zip(&parts).all(|(one, other)| same(one, other))
    });
    let front = front.unwrap_or(0);
    let back = (1..=(most - front).min(later.len())).rev().find(|&n| {
        let ends = &parts[parts.len() - n..];
        ends.iter().zip(&later).all(|(one, other)| same(one, other))
    });
    parts[front..parts.len() - back.unwrap_or(0)].join(" ")
}

/// The words of a text without the marks behind them.
fn words_of(text: &str) -> Vec<&str> {
    text.split_whitespace().map(|word| word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '%')).collect()
}

fn starts_with_words(text: &str, wanted: &str) -> bool {
    let later = words_of(text);
    let wanted: Vec<&str> = wanted.split(' ').collect();
    text.starts_with(char::is_whitespace) && later.len() >= wanted.len() && later[..wanted.len()] == wanted[..]
}

/// The last word before the slot, in lower case; none where a mark stands between.
fn last_word(before: &str) -> String {
    let words = before.trim_end();
    if words.len() == before.len() {
        return String::new();
    }
    let start =
        words.char_indices().rev().take_while(|(_, c)| c.is_alphanumeric()).last().map_or(words.len(), |(at, _)| at);
    words[start..].to_lowercase()
}

fn begins_sentence(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty() || before.ends_with(['.', '!', '?'])
}

fn capitalized(text: &str) -> String {
    let Some((at, first)) = text.char_indices().find(|(_, c)| c.is_alphanumeric()) else { return text.to_owned() };
    let rest = &text[at + first.len_utf8()..];
    format!("{}{}{rest}", &text[..at], first.to_uppercase())
}

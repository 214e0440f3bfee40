//! Notes in the third person: "says he signs himself, his ceiling is 15k" is read as what the contact said.
//!
//! Only where the note says so itself: it begins by telling that somebody said it, and nobody in it speaks of themself.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Boundary, Token, TokenKind};
use crate::bank::yaml::apart::{apart, parsed};
use crate::signals::words::{WordMap, WordSet};

/// The words of it, for one language (`reported.yaml`).
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Words {
    verbs: WordSet,
    behind_pronoun: WordSet,
    to_somebody: WordSet,
    links: WordSet,
    first_person: WordSet,
    subjects: WordMap<String>,
    others: WordMap<String>,
    forms: WordMap<String>,
    adverbs: WordSet,
}

fn words() -> &'static Words {
    static ENGLISH: LazyLock<Words> = LazyLock::new(|| parsed(apart!("src/signals/lexicon/en/reported.yaml")));
    &ENGLISH
}

/// Reads a note that tells over what was said as if the contact spoke.
pub(super) fn hear(tokens: &mut Vec<Token<'_>>) {
    let words = words();
    let Some(said) = opening(tokens, words) else { return };
    if tokens.iter().any(|token| words.first_person.contains(&token.norm)) {
        return;
    }
    tokens.drain(..said);
    if let Some(first) = tokens.first_mut() {
        first.boundary = Boundary::Sentence;
    }
    turn(tokens, words);
}

/// How many tokens tell that something was said: "says", "she reckons that".
fn opening(tokens: &[Token<'_>], words: &'static Words) -> Option<usize> {
    let norm = |at: usize| tokens.get(at).map_or("", |token: &Token<'_>| &*token.norm);
    // "They say" is hearsay, and no note of what the contact said.
    let subject = usize::from(words.subjects.get(norm(0)).is_some_and(|meant| meant == "i"));
    let verb = norm(subject);
    let told = words.to_somebody.contains(verb) && words.links.contains(norm(subject + 1));
    if !(words.verbs.contains(verb) || told || subject == 1 && words.behind_pronoun.contains(verb)) {
        return None;
    }
    let mut at = subject + 1;
    while words.links.contains(norm(at)) || norm(at) == ":" {
        at += 1;
    }
    (at < tokens.len()).then_some(at)
}

/// Turns third persons into first ones, and the verbs behind them.
fn turn(tokens: &mut [Token<'_>], words: &'static Words) {
    let mut subject = false;
    for token in tokens {
        if let Some(meant) = words.subjects.get(&token.norm) {
            token.norm = meant.as_str().into();
            subject = true;
            continue;
        }
        if let Some(meant) = words.others.get(&token.norm) {
            token.norm = meant.as_str().into();
        } else if subject && token.kind == TokenKind::Word && !words.adverbs.contains(&token.norm) {
            if let Some(form) = first_person(&token.norm, words) {
                token.norm = form.into();
            }
            subject = false;
        }
    }
}

/// A verb as it stands behind "I": "signs" is "sign".
fn first_person(verb: &str, words: &Words) -> Option<String> {
    if let Some(form) = words.forms.get(verb) {
        return Some(form.clone());
    }
    let stem = verb.strip_suffix('s').filter(|stem| stem.len() > 2 && !stem.ends_with(['s', 'i', 'u']))?;
    let hissing = ["sse", "she", "che", "xe"].iter().any(|ending| stem.ends_with(ending));
    Some(match stem.strip_suffix("ie") {
        Some(root) => format!("{root}y"),
        None if hissing => stem[..stem.len() - 1].to_owned(),
        None => stem.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use crate::signals::text::{Text, TokenKind};

    fn heard(raw: &str) -> String {
        let text = Text::told(raw);
        let said = text.tokens().iter().filter(|token| token.kind != TokenKind::Punctuation);
        said.map(|token| &*token.norm).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_somebody_is_told_to_have_said_is_their_own() {
        assert_eq!(heard("says he signs himself, his ceiling is 15k"), "i sign myself my ceiling is 15 k");
        assert_eq!(heard("She reckons they lose 5%"), "we lose 5 %");
        assert_eq!(heard("told me that he never decides alone"), "i never decide alone");
        assert_eq!(heard("says yes"), "yes");
    }

    #[test]
    fn who_speaks_of_themself_told_it_themself() {
        for own in ["said I would sign", "he signs, I don't", "they say it works", "my boss says he signs"] {
            assert!(heard(own).starts_with(&own[..4]), "{own}");
        }
        assert_eq!(heard("my boss says he signs"), "my boss says he signs");
    }

    #[test]
    fn the_file_parses() {
        assert!(super::words().verbs.contains("says"));
    }
}

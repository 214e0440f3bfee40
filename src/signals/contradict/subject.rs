//! What words of praise or blame are said of: "the handover reports are late", "no issue at all with the planning".

use crate::signals::value::Span;

use super::side::Side;
use super::statement::Word;

/// So many words say what is judged, the noun and what sort of it.
const WORDS: usize = 3;

/// So many words at the head of an answer can be what it speaks of: "the lifts? nothing wrong there".
const ASKED: usize = 3;

/// The noun that a word of one of two lists is said of, and what else is said of it. `with` tells whether what is judged
/// may stand behind: "no trouble with the stamps".
pub(super) fn judged<'a>(
    side: &Side<'a>,
    lists: [&'static str; 2],
    span: Span,
    with: bool,
) -> Option<(&'a Word, Vec<&'a Word>)> {
    let here = side.said.words().get(side.said.word_at(span.start))?;
    // Another word of praise or blame is no subject.
    let judges = |word: &Word| lists.iter().any(|list| side.cues(list).any(|cue| cue.overlaps(&word.span)));
    let counts = |word: &Word| !word.stem.is_empty() && !judges(word);
    let with = with.then(|| with_behind(side, span)).flatten();
    let behind: Vec<&Word> = with.map_or_else(Vec::new, |with| behind(side, with, counts));
    // "The schedule has been one long mess": what stands behind the verb tells how bad it is.
    let verb =
        side.cues("opposition.copula").filter(|cue| cue.end <= span.start && side.part_at(*cue) == Some(here.part));
    let mut before = verb.last().map_or_else(Vec::new, |verb| before(side, here.part, verb.start, counts));
    if before.is_empty() {
        before = self::before(side, here.part, span.start, counts);
    }
    if before.is_empty() && behind.is_empty() {
        before = asked(side, here).into_iter().filter(|word| counts(word)).collect();
    }
    // "The radios cut out on every route": nothing is judged behind the "on".
    let loosely = with.is_some_and(|with| side.cues("opposition.judged_loosely").any(|cue| cue == with));
    // The noun stands last: "the handover reports", "with the handover reports".
    let (head, rest) = if behind.is_empty() || (loosely && !before.is_empty()) {
        before.split_first()?
    } else {
        behind.split_last()?
    };
    Some((head, rest.to_vec()))
}

/// A "with" right behind some words, or with no more than emphasis between.
fn with_behind(side: &Side<'_>, span: Span) -> Option<Span> {
    let words = side.said.words();
    let last = side.said.word_at(span.end.saturating_sub(1));
    side.cues("opposition.judged").filter(|with| with.start >= span.end).find(|with| {
        let between = words.get(last + 1..side.said.word_at(with.start));
        between.is_some_and(|between| between.iter().all(|word| is_emphasis(side, word)))
    })
}

fn is_emphasis(side: &Side<'_>, word: &Word) -> bool {
    side.cues("opposition.emphasis").any(|cue| cue.overlaps(&word.span))
}

/// The words behind a "with", in its part.
fn behind<'a>(side: &Side<'a>, with: Span, counts: impl Fn(&Word) -> bool) -> Vec<&'a Word> {
    let part = side.part_at(with);
    let behind = side.said.words().iter().filter(|word| word.span.start >= with.end && Some(word.part) == part);
    behind.filter(|word| counts(word) && !is_emphasis(side, word)).take(WORDS - 1).collect()
}

/// The words of a part up to some byte, the last first. Of "the batteries of the scanners" not the scanners.
fn before<'a>(side: &Side<'a>, part: u16, until: usize, counts: impl Fn(&Word) -> bool) -> Vec<&'a Word> {
    let subject = |until: usize| -> Vec<&'a Word> {
        let before = side.said.words().iter().rev().filter(|word| word.part == part && word.span.end <= until);
        before.filter(|word| counts(word)).take(WORDS).collect()
    };
    let of = side.cues("opposition.share_of").filter(|of| side.part_at(*of) == Some(part) && of.end <= until).last();
    let owned = of.map_or_else(Vec::new, |of| subject(of.start));
    if owned.is_empty() { subject(until) } else { owned }
}

/// The words that open an answer as that which the part behind them speaks of, the last first.
fn asked<'a>(side: &Side<'a>, here: &Word) -> Vec<&'a Word> {
    let words = side.said.words();
    let Some(first) = words.first() else { return Vec::new() };
    let opening: Vec<&Word> = words.iter().filter(|word| word.part == first.part).collect();
    if opening.len() <= ASKED && first.part + 1 == here.part { opening.into_iter().rev().collect() } else { Vec::new() }
}

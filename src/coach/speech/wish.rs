//! What somebody wants, as it fits behind "You want": "to grow by a third", or a thing, "95% on time". What fits neither
//! is not said back: a wrong word is worse than a blank.

use super::quotation::sentences;
use super::words::{Wishes, words};
use super::{Lead, Spoken};

/// A wish that takes more words than these is not said back.
const MOST_WORDS: usize = 14;

/// What these words want, from their first sentence that says it.
pub(in crate::coach) fn wish(text: &str) -> Option<Spoken> {
    let said = sentences(text).filter(|(_, asks)| !asks).map(|(sentence, _)| sentence.replace('’', "'"));
    let said: Vec<String> = said.collect();
    said.iter().find_map(|sentence| in_sentence(sentence))
}

/// How a wish begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// "we want to …".
    ToDo,
    /// "we want …".
    ToHave,
    /// "our goal is …".
    Goal,
}

/// A word of a sentence in lower case, without its marks.
struct Word {
    plain: String,
    /// Where it begins in the sentence.
    start: usize,
    /// A mark stands behind it.
    ends_clause: bool,
}

fn in_sentence(sentence: &str) -> Option<Spoken> {
    let all = split(sentence);
    let found = (0..all.len()).find_map(|at| opened_at(&all, at));
    let Some((opening, by_others, next)) = found else { return thing(sentence, false) };
    let rest = &sentence[all.get(next)?.start..];
    match opening {
        Opening::ToDo => to_do(rest, by_others),
        Opening::ToHave => had(rest, by_others),
        Opening::Goal => thing(rest, true),
    }
}

/// The words of a sentence, the contracted ones in full.
fn split(sentence: &str) -> Vec<Word> {
    let contractions = &words().wishes.contractions;
    let mut all = Vec::new();
    let mut from = 0;
    for written in sentence.split_whitespace() {
        let start = from + sentence[from..].find(written).unwrap_or_default();
        from = start + written.len();
        let plain = plain(written);
        let ends_clause = written.ends_with([',', ':', ';']) || plain.is_empty();
        let in_full = contractions.get(&plain).cloned().unwrap_or(plain);
        all.extend(in_full.split(' ').map(|plain| Word { plain: plain.to_owned(), start, ends_clause }));
    }
    all
}

/// A word in lower case, without the marks around it.
fn plain(written: &str) -> String {
    written.trim_matches(|c: char| c.is_ascii_punctuation() && !"<>=|?-".contains(c)).to_lowercase()
}

/// The wish that begins at a word, whether somebody else's, and the word behind its opening.
fn opened_at(all: &[Word], at: usize) -> Option<(Opening, bool, usize)> {
    let wishes = &words().wishes;
    let is_first = all[..at].iter().all(|word| word.ends_clause || is_opener(&word.plain));
    let is_blocked = all[..at].iter().any(|word| wishes.blockers.contains(&word.plain));
    if is_first && let Some(next) = goal_is(wishes, all, at) {
        let does = all.get(next).is_some_and(|word| word.plain == wishes.to);
        return Some(if does { (Opening::ToDo, false, next + 1) } else { (Opening::Goal, false, next) });
    }
    let (by_others, verb) = match subject(wishes, all, at) {
        Some((true, verb)) if is_first => (true, verb),
        Some((false, verb)) if !is_blocked => (false, verb),
        None if is_first => (false, at),
        _ => return None,
    };
    let skipped = all.get(verb..)?.iter().take_while(|word| wishes.adverbs.contains(&word.plain)).count();
    let verb = verb + skipped;
    if let Some(next) = phrase(&wishes.to_do, all, verb) {
        return Some((Opening::ToDo, by_others, next));
    }
    phrase(&wishes.to_have, all, verb).map(|next| (Opening::ToHave, by_others, next))
}

fn is_opener(word: &str) -> bool {
    words().quotes.openers.iter().any(|opener| opener == word)
}

/// Who wants it: whether somebody other than the speakers, and the word behind them.
fn subject(wishes: &Wishes, all: &[Word], at: usize) -> Option<(bool, usize)> {
    let word = |at: usize| all.get(at).map(|word| word.plain.as_str()).unwrap_or_default();
    let is = |list: &[String], at: usize| list.iter().any(|own| own == word(at));
    if is(&wishes.speakers, at) {
        return Some((false, at + 1));
    }
    if is(&wishes.others, at) {
        return Some((true, at + 1));
    }
    let body = is(&wishes.articles, at).then(|| (at + 1..at + 3).find(|&body| is(&wishes.bodies, body)))??;
    Some((true, body + 1))
}

/// The word behind "our goal for the year is", or behind "goal:".
fn goal_is(wishes: &Wishes, all: &[Word], at: usize) -> Option<usize> {
    let is = |list: &[String], at: usize| all.get(at).is_some_and(|word| list.contains(&word.plain));
    let noun = (at..at + 3).find(|&noun| is(&wishes.goals, noun))?;
    if noun > at && !is(&wishes.articles, at) {
        return None;
    }
    if all[noun].ends_clause {
        return (noun + 1 < all.len()).then_some(noun + 1);
    }
    let verb = (noun + 1..noun + 6).find(|&verb| is(&wishes.is, verb))?;
    (verb + 1 < all.len()).then_some(verb + 1)
}

/// The word behind the first of some phrases that stands at a word; longer ones stand before those they begin with.
fn phrase(phrases: &[String], all: &[Word], at: usize) -> Option<usize> {
    phrases.iter().find_map(|phrase| {
        let mut count = 0;
        let fits = phrase.split(' ').all(|own| {
            count += 1;
            all.get(at + count - 1).is_some_and(|word| word.plain == own)
        });
        (fits && at + count < all.len()).then_some(at + count)
    })
}

/// Something to do.
fn to_do(rest: &str, by_others: bool) -> Option<Spoken> {
    let (things, said) = (&words().things, echoed(rest, by_others)?);
    let all = split(&said);
    let (first, second) = (all.first()?, all.get(1)?);
    let opening = format!("{} {}", first.plain, second.plain);
    let is_goal = !things.no_goals.iter().any(|no| *no == first.plain || *no == opening);
    let is_verb = first.plain.starts_with(char::is_alphabetic) && !words().before.articles.contains(&first.plain);
    let value = format!("{} {said}", words().wishes.to);
    (is_goal && is_verb).then(|| Spoken { lead: Lead::Wish, ..Spoken::plain(value) })
}

/// Something to have, as the object of a wish.
fn had(rest: &str, by_others: bool) -> Option<Spoken> {
    let said = echoed(rest, by_others)?;
    let all = split(&said);
    let things = &words().things;
    let is_whole = all.len() > 1 && !things.never.contains(&all[0].plain) && !is_followed_by_verb(&all);
    let is_clause = all.iter().any(|word| things.finite.contains(&word.plain));
    (is_whole && !is_clause).then(|| Spoken::plain(said))
}

/// A thing that no wish stands before; behind "our goal is" it may begin with an article too.
fn thing(rest: &str, is_goal: bool) -> Option<Spoken> {
    let said = echoed(rest, false)?;
    let all = split(&said);
    let (things, first) = (&words().things, all.first()?);
    let figure = said.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '$' | '€' | '£' | '<' | '>'));
    let is_measured = all.get(1).is_some_and(|word| things.measures.contains(&word.plain));
    let is_measured = is_measured && first.plain.starts_with(char::is_alphabetic);
    let begins = figure
        || things.begins.contains(&first.plain)
        || (is_measured && !things.verbs.contains(&first.plain) && !things.never.contains(&first.plain))
        || (is_goal && words().before.articles.contains(&first.plain) && !things.never.contains(&first.plain));
    let is_clause = all.iter().any(|word| things.finite.contains(&word.plain));
    (begins && all.len() > 1 && !is_clause && !is_followed_by_verb(&all)).then(|| Spoken::plain(said))
}

/// Whether it says "our people to be home by five", which is no thing.
fn is_followed_by_verb(all: &[Word]) -> bool {
    let to = &words().wishes.to;
    all.windows(2).any(|two| two[0].plain == *to && two[1].plain.starts_with(char::is_alphabetic))
}

/// Their words as a rep says them: up to where the wish ends, "our" as "your".
fn echoed(rest: &str, by_others: bool) -> Option<String> {
    let echo = &words().echo;
    let lower = rest.to_lowercase();
    // Lower case may be of another length: then nothing is cut.
    let ends = echo.breaks.iter().filter_map(|stop| lower.find(stop.as_str())).filter(|_| lower.len() == rest.len());
    let whole = rest.get(..ends.min().unwrap_or(rest.len())).unwrap_or(rest);
    let said = up_to_comma(whole).trim().trim_end_matches(|c: char| !c.is_alphanumeric() && c != '%' && c != '€');
    let all: Vec<&str> = said.split_whitespace().collect();
    let is_unsaid = |written: &&str| {
        let plain = plain(written);
        echo.unsaid.contains(&plain) || (by_others && echo.theirs.contains(&plain))
    };
    if all.is_empty() || all.len() > MOST_WORDS || all.iter().any(is_unsaid) || said.contains(['“', '”', '"', '{', '}'])
    {
        return None;
    }
    Some(all.into_iter().map(turned).collect::<Vec<_>>().join(" "))
}

/// The text up to its first comma, or all of it where that parts a list.
fn up_to_comma(text: &str) -> &str {
    let echo = &words().echo;
    let Some((first, behind)) = text.split_once(", ") else { return text };
    let mut later = behind.split_whitespace().map(plain);
    let begins_clause = later.next().is_none_or(|word| echo.clauses.contains(&word));
    let is_list = !begins_clause && later.any(|word| echo.lists.contains(&word));
    if is_list { text } else { first }
}

/// "our" as "your". "US" is a country.
fn turned(written: &str) -> String {
    let bare = written.trim_matches(|c: char| c.is_ascii_punctuation() && c != '\'');
    let is_capital = bare.len() > 1 && bare.starts_with(char::is_uppercase);
    let yours = (!is_capital).then(|| words().echo.yours.get(&bare.to_lowercase())).flatten();
    yours.map_or_else(|| written.to_owned(), |yours| written.replacen(bare, yours, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wanted_fits_behind_you_want() {
        for (text, expected) in [
            ("we want to grow online sales by 30% this year", "to grow online sales by 30% this year"),
            ("Well, we'd like to double our output by May. Kim too.", "to double your output by May"),
            ("the board wants to open in the US, it's about time", "to open in the US"),
            ("honestly we really need to ship on the promised day because Kim asks", "to ship on the promised day"),
            ("sales are flat. our new owners plan to halve returns", "to halve returns"),
            ("next year we want to sell in Spain, France and Italy", "to sell in Spain, France and Italy"),
            ("our goal for this year is to get paid within 30 days", "to get paid within 30 days"),
            ("want to cut our returns but no idea how", "to cut your returns"),
            ("the board wants returns cut in half by year end", "returns cut in half by year end"),
            ("our goal is returns below 1% by October", "returns below 1% by October"),
            ("95% on time by September", "95% on time by September"),
            ("no more returns because of labels by October", "no more returns"),
            ("goal: 20% less waste", "20% less waste"),
            ("our goal is a second line by June", "a second line by June"),
            ("growth of 30%", "growth of 30%"),
            ("we are aiming for 99.5% uptime", "99.5% uptime"),
        ] {
            assert_eq!(wish(text).map(|spoken| spoken.value).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_would_come_out_wrong_is_not_said_back() {
        for text in [
            "",
            "…",
            "growth",
            "our customers want to pay by card",
            "we don't want to grow",
            "we never want to do that again",
            "if we want to grow we need people",
            "do we want to grow by 30%?",
            "we want to know more about it",
            "we want it live by May",
            "we want our people to be home by five",
            "we want to see what you can do",
            "they want to double their share",
            "the CFO said his wife left",
            "customers complain every week",
            "our goal is ambitious",
            "the goal is still open",
            "the goal is that returns fall",
            "our goal is growing by 30%",
            "30% of them are late",
            "get returns below 1%",
            "drop below 4%",
            "we want 86% -> 95%",
        ] {
            assert_eq!(wish(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_survived(text in "\\PC{0,60}", rest in "\\PC{0,40}") {
            let _ = wish(&text);
            if let Some(spoken) = wish(&format!("we want to {rest}")) {
                proptest::prop_assert!(spoken.value.starts_with("to "));
            }
        }
    }
}

//! A tale of the past, as `excuse` hears it: what was meant or begun, what happened instead, and how it stands.
//!
//! Vocabulary names what people mean to do and the turns of such tales; what came in between may be anything. That it
//! was not their own doing is read from the grammar: a statement about the past whose subject is neither *we* nor *I*.

use std::cmp::Reverse;
use std::ops::Range;

use crate::bank::ValueKind;
use crate::signals::spans::Spans;
use crate::signals::text::{Boundary, TokenKind};
use crate::signals::value::Span;

use super::Examined;

/// What a remark tells of the past.
pub(super) struct Tale {
    /// An intention that its own wording leaves unfulfilled: "were going to", "should have", "kept meaning to".
    pub(super) intention: Option<Span>,
    /// Something that was done or begun: "bought 60 tablets", "the pilot was booked".
    pub(super) deed: Option<Span>,
    /// What came in between.
    pub(super) event: Option<Event>,
    /// How it was left: "still in its box", "nobody took it up", "we gave it away".
    pub(super) standstill: Option<Span>,
    /// It had its chance: "ran it for three months".
    pub(super) tried: bool,
    statements: Vec<Statement>,
}

/// Something that happened to them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Event {
    /// The words that tell it.
    pub(super) span: Span,
    /// It is bad by itself: "the hall burnt down", "he wouldn't hear of it".
    pub(super) adverse: bool,
    /// A word such as "but" or "until" turns to it.
    pub(super) turned: bool,
}

/// A row of words with one verb at most.
struct Statement {
    tokens: Range<usize>,
    turned: bool,
}

impl Statement {
    fn span(&self, examined: &Examined<'_>) -> Span {
        span(examined, &self.tokens)
    }
}

/// Behind so many participles of one statement its verb is not looked for.
const VERBS: usize = 4;

/// So many words at most stand between "never" and the verb that it denies.
const NEGATED: usize = 3;

/// Reads the tale in a remark.
pub(super) fn of(examined: &Examined<'_>) -> Tale {
    let whole = |list: &'static str| examined.cues(list).map(|cue| cue.tokens.clone()).next();
    let (intention, deed) = (whole("tale.intention"), whole("tale.deed").or_else(|| whole("tale.undertaking")));
    let begun = match (&intention, &deed) {
        (Some(first), Some(second)) => Some(first.start.min(second.start)),
        (first, second) => first.as_ref().or(second.as_ref()).map(|tokens| tokens.start),
    };
    let own: Spans = examined.cues_of(&["tale.intention", "tale.deed"]).map(|cue| cue.span).collect();
    let statements = statements(examined);
    // "The money was cut before we could sign": a turn to the intention lets what stands in front of it count.
    let reversed = |begun: usize| statements.iter().any(|told| told.turned && told.tokens.contains(&begun));
    let from = begun.filter(|&begun| !reversed(begun)).unwrap_or(0);
    let behind = statements.iter().filter(|statement| statement.tokens.end > from);
    let events = behind.filter_map(|statement| event(examined, statement, &own));
    // Of several the first that explains most.
    let event = events.min_by_key(|event| Reverse((event.adverse, event.turned)));
    Tale {
        intention: intention.map(|tokens| span(examined, &tokens)),
        deed: deed.map(|tokens| span(examined, &tokens)),
        event,
        standstill: standstill(examined, begun.unwrap_or(0)),
        tried: whole("tale.trial").is_some(),
        statements,
    }
}

impl Tale {
    /// What a "but" or "then" turns to, whatever its words: the first statement so turned to, if it is not about them
    /// and none behind it tells what they made of it.
    ///
    /// "Last season we put in two, then the mast came down" and "we keep meaning to, but the fees always catch us first".
    pub(super) fn obstacle(&self, examined: &Examined<'_>) -> Option<Span> {
        let turned = |told: &Statement| told.turned && examined.content_in(told.tokens.clone()) >= 2;
        let (first, obstacle) = self.statements.iter().enumerate().find(|(_, told)| turned(told))?;
        let before = 0..obstacle.tokens.start;
        let begins = |list: &&str| examined.cues_begun(list, before.clone()).next().is_some();
        let meant = ["tale.intention", "tale.deed", "tale.undertaking"].iter().any(begins);
        let told = meant || examined.content_in(before.clone()) >= 2;
        let helped = |told: &Statement| did_something(examined, told) || measures(examined, told.span(examined));
        let came_of_it = self.statements[first..].iter().any(helped);
        (told && !is_about_them(examined, obstacle) && !came_of_it).then(|| obstacle.span(examined))
    }
}

/// Whether *we* or *I* stands where the subject of a statement does.
fn is_about_them(examined: &Examined<'_>, told: &Statement) -> bool {
    const SUBJECT_WITHIN: usize = 3;
    let Range { start, end } = told.tokens;
    examined.cues_begun("tale.own", start..end.min(start + SUBJECT_WITHIN)).next().is_some()
}

/// Whether a statement tells what they did, and not how they were stuck.
fn did_something(examined: &Examined<'_>, told: &Statement) -> bool {
    let stuck = ["tale.left", "tale.happening", "tale.negator", "tale.adverse", "excuse.lack"];
    let is_stuck = || stuck.iter().any(|list| examined.cues_begun(list, told.tokens.clone()).next().is_some());
    is_about_them(examined, told) && told.tokens.clone().any(|at| is_past_form(examined, at)) && !is_stuck()
}

fn span(examined: &Examined<'_>, tokens: &Range<usize>) -> Span {
    examined.text.span(tokens.start, tokens.end - 1)
}

/// What happened to them in one statement; `own` are the words for what they meant or did.
fn event(examined: &Examined<'_>, statement: &Statement, own: &Spans) -> Option<Event> {
    let Range { start, end } = statement.tokens;
    let tokens = examined.text.tokens();
    let last = (start + 1..end).rev().find(|&at| tokens[at].kind != TokenKind::Punctuation).unwrap_or(start);
    let span = examined.text.span(start, last);
    let within = |list: &'static str| examined.cues_begun(list, start..end).next().is_some();
    if own.overlap(&span) || measures(examined, span) || (!statement.turned && within("tale.result")) {
        return None;
    }
    if within("tale.happening") {
        return Some(Event { span, adverse: true, turned: statement.turned });
    }
    let mut verbs = (start..end).filter(|&at| is_past_form(examined, at)).take(VERBS);
    let verb = verbs.find(|&at| acts_on_them(examined, start..at))?;
    let adverse = examined.cues_begun("tale.adverse", verb..end).next().is_some();
    Some(Event { span, adverse, turned: statement.turned })
}

/// "Output rose by 60 %" and "scrap fell to 3 %" are results, not what stood in the way.
fn measures(examined: &Examined<'_>, span: Span) -> bool {
    let first = examined.facts.partition_point(|fact| fact.span.start < span.start);
    let mut figures = examined.facts[first..].iter().take_while(|fact| fact.span.start < span.end);
    figures.any(|fact| fact.value.kind() == ValueKind::Percent)
}

/// Whether the subject in front of a verb is somebody or something else: "the bank pulled", "they froze", but neither
/// "we bought" nor "it went" nor a verb whose subject is left out.
fn acts_on_them(examined: &Examined<'_>, subject: Range<usize>) -> bool {
    let own = examined.cues_begun("tale.own", subject.clone()).next().is_some();
    let named = examined.content_tokens(subject.clone()).any(|at| examined.text.tokens()[at].kind == TokenKind::Word);
    let somebody = examined.cues_begun("tale.somebody", subject).next().is_some();
    !own && (named || somebody)
}

/// "Resigned", "burnt", "wouldn't": a word that tells of the past.
fn is_past_form(examined: &Examined<'_>, at: usize) -> bool {
    let word = examined.text.norm(at);
    let regular = word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed");
    regular || examined.cues_begun("tale.happened", at..at + 1).next().is_some()
}

/// How it was left, in words for that or as a denial of the past: "the swap never happened", "nobody took it up".
fn standstill(examined: &Examined<'_>, from: usize) -> Option<Span> {
    examined.cue("tale.left").or_else(|| {
        examined.cues("tale.negator").filter(|cue| cue.tokens.start >= from).find_map(|cue| {
            let end = examined.text.clause(cue.tokens.start).end.min(cue.tokens.end + NEGATED);
            let verb = (cue.tokens.end..end).find(|&at| is_past_form(examined, at))?;
            Some(examined.text.span(cue.tokens.start, verb))
        })
    })
}

/// The statements of a remark: its clauses, parted further at words such as "and", "then" or "until".
fn statements(examined: &Examined<'_>) -> Vec<Statement> {
    let tokens = examined.text.tokens();
    let mut opened = vec![None; tokens.len()];
    for (at, token) in tokens.iter().enumerate() {
        let joins = token.kind == TokenKind::Symbol && matches!(&*token.norm, "+" | "&" | "->" | "/");
        if at == 0 || joins || token.boundary >= Boundary::Clause {
            opened[at] = Some(false);
        }
    }
    for cue in examined.cues("tale.joint") {
        opened[cue.tokens.start] = opened[cue.tokens.start].or(Some(false));
    }
    for cue in examined.cues("tale.turn") {
        opened[cue.tokens.start] = Some(true);
    }
    let starts: Vec<usize> = (0..tokens.len()).filter(|&at| opened[at].is_some()).collect();
    let ends = starts.iter().skip(1).copied().chain([tokens.len()]);
    let mut turned = false;
    let mut statements = Vec::new();
    for (&start, end) in starts.iter().zip(ends) {
        // "But, I'm afraid, the hall burnt": a turn holds for all that is told behind it.
        turned |= opened[start] == Some(true);
        statements.push(Statement { tokens: start..end, turned });
    }
    statements
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signals::rules::samples::{examine, topic};

    fn told(raw: &str) -> (bool, Option<(bool, bool)>, bool) {
        examine(&topic("pain.tried"), raw, &[], |examined| {
            let tale = of(examined);
            let event = tale.event.map(|event| (event.adverse, event.turned));
            (tale.intention.is_some(), event, tale.standstill.is_some())
        })
    }

    #[test]
    fn what_was_meant_what_happened_and_how_it_was_left_are_told_apart() {
        assert_eq!(
            told("we were going to swap them, then the roof caved in, so they are still in the crate"),
            (true, Some((true, true)), true)
        );
        assert_eq!(told("the bank pulled the credit line"), (false, Some((true, false)), false));
        assert_eq!(told("we meant to, lockout, swap never happened"), (true, Some((true, false)), true));
    }

    #[test]
    fn one_s_own_doing_is_no_event() {
        assert_eq!(told("we meant to, then we pulled two people in"), (true, None, false));
        assert_eq!(told("bought scanners, trained everybody"), (false, None, false));
    }

    #[test]
    fn a_dull_statement_about_others_is_an_event_but_not_adverse() {
        assert_eq!(told("the drivers liked it"), (false, Some((false, false)), false));
    }
}

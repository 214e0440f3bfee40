//! `unknowing`: the contact does not know, or cannot say, what a stakeholder should know.
//!
//! **Notices** "no idea", "couldn't tell you", "above my pay grade", "nobody tells us", "you'd have to ask finance".
//! **Matters** because somebody else knows: ask who, and carry the opportunity on with them.
//! **Example** "above my pay grade, you'd have to ask finance" to the budget.
//! **Near miss** "the limit is 50k; for the exact code ask Kim" delegates a detail beside real knowledge; "we have no
//! idea which orders are late" describes the problem.

use std::ops::Range;

use crate::bank::{FlagKind, ValueKind};
use crate::signals::Flag;
use crate::signals::lexicon::Cue;
use crate::signals::text::TokenKind;
use crate::signals::value::{Fact, Span};

use super::disowning::disowned;
use super::particulars::Sort;
use super::weighed::weighed;
use super::{Examined, flag};

const ADVICE: &str = "Ask who would know, and for a way to reach them.";

const LISTS: &[&str] = &[
    "unknowing.ignorance",
    "unknowing.outside",
    "unknowing.untold",
    "unknowing.unreached",
    "unknowing.refer",
    "unknowing.held",
    "unknowing.handled",
    "unknowing.imperative",
    "unknowing.not_mine",
    "unknowing.alone",
    "unknowing.subjectless",
];

pub(super) fn rule(examined: &Examined<'_>) -> Option<Flag> {
    let unmeasured = examined.cues("unknowing.unmeasured").filter(|_| !examined.question.is_open());
    let cues: Vec<&Cue<'_>> = examined
        .cues_of(LISTS)
        .filter(|cue| {
            let other = is_about_others(examined, cue)
                || describes_the_problem(examined, cue)
                || tells_how_it_runs(examined, cue)
                || guesses_on(examined, cue)
                || !stands_by_itself(examined, cue);
            !other && (!is_their_own_affair(examined) || opens_with(examined, cue))
        })
        .chain(unmeasured)
        .collect();
    let mut spans: Vec<Span> = cues.iter().map(|cue| cue.span).collect();
    if spans.is_empty() {
        spans.extend(disowned(examined));
    }
    if spans.is_empty() {
        spans.extend(weighed(examined));
    }
    if spans.is_empty() || answers_beside(examined) {
        return None;
    }
    let why = format!("does not know what a stakeholder should: {}", examined.quotes(&spans));
    Some(flag(FlagKind::Unknowing, spans, why, ADVICE))
}

/// Whether the remark says anywhere that something is not known, flag or no flag.
pub(super) fn is_said(examined: &Examined<'_>) -> bool {
    examined.cues_of(LISTS).any(|cue| {
        !is_about_others(examined, cue) && !describes_the_problem(examined, cue) && stands_by_itself(examined, cue)
    })
}

/// Whether a topic asks what is wrong: there, what nobody knows may be the very trouble.
fn asks_for_trouble(examined: &Examined<'_>) -> bool {
    matches!(examined.topic.id.family(), "pain" | "need" | "consequence" | "success")
}

/// Whether a token stands in the clause that holds what is not known: "whether the committee has a say, I couldn't tell
/// you", "no idea if it pays for itself".
pub(super) fn is_what_is_unknown(examined: &Examined<'_>, at: usize) -> bool {
    let (clause, sentence) = (examined.text.clause(at), examined.text.sentence(at));
    let asked = |tokens| examined.cues_begun("unknowing.asked", tokens).next().is_some();
    let mut said = examined.cues_begun("unknowing.ignorance", sentence).filter(|cue| !cue.tokens.contains(&at));
    let opens = asked(clause.start..clause.start + 1);
    !asks_for_trouble(examined)
        && said.any(|cue| {
            let behind = clause.contains(&cue.tokens.start) && cue.tokens.end <= at;
            opens || (behind && asked(cue.tokens.end - 1..cue.tokens.end + 1))
        })
}

/// Whether a stretch of words says that something is not known, where that is not the trouble itself.
pub(super) fn is_said_in(examined: &Examined<'_>, tokens: Range<usize>) -> bool {
    !asks_for_trouble(examined) && examined.cues_begun("unknowing.ignorance", tokens).next().is_some()
}

/// Whether what somebody does not know is the trouble that was asked for.
pub(super) fn tells_the_trouble(examined: &Examined<'_>) -> bool {
    examined.cues_of(LISTS).any(|cue| describes_the_problem(examined, cue))
}

/// Whether real knowledge stands beside the words: a value of the kind asked, or enough to check on an open question.
fn answers_beside(examined: &Examined<'_>) -> bool {
    if examined.question.is_open() {
        let enough = if examined.cue("unknowing.exactness").is_some() { 1 } else { 2 };
        // A name beside it says whom it is about: "what Arild fears I couldn't say".
        return examined.solid().filter(|particular| particular.sort != Sort::Name).count() >= enough;
    }
    examined.asked_for().next().is_some()
}

/// When they are free, how keen they are and which products they know, nobody has to know beforehand.
fn is_their_own_affair(examined: &Examined<'_>) -> bool {
    matches!(examined.topic.id.family(), "followup" | "interest" | "product")
}

/// Whether the answer begins by saying so: "no idea what's out there". A product that they do not know is denied.
fn opens_with(examined: &Examined<'_>, cue: &Cue<'_>) -> bool {
    cue.list == "unknowing.ignorance" && cue.tokens.start <= 2 && examined.denies().is_none()
}

/// "Between 500 and, I don't know, 20 grand": a filler inside a guess, which goes on behind it.
fn guesses_on(examined: &Examined<'_>, cue: &Cue<'_>) -> bool {
    let clause = examined.text.clause(cue.tokens.start);
    let alone = examined.content_in(clause.start..cue.tokens.start) == 0
        && examined.content_in(cue.tokens.end..clause.end) == 0;
    let figure = |before: bool| {
        examined.particulars.iter().any(|particular| {
            let at = examined.text.token_at(particular.span.start);
            if before { at < clause.start } else { at >= clause.end }
        })
    };
    cue.list == "unknowing.ignorance" && alone && ((figure(true) && figure(false)) || is_filler(examined, clause))
}

/// "Just, I don't know, a happier shop": in the middle of a wish, before the words of it.
fn is_filler(examined: &Examined<'_>, clause: Range<usize>) -> bool {
    let sentence = examined.text.sentence(clause.start);
    let next = examined.text.clause(clause.end);
    // "I am sorry, I don't know, it is not explained to us" goes on saying so.
    let denied = examined.cues_begun("denial.negator", next.clone()).next().is_some();
    let goes_on = next.end <= sentence.end && examined.content_in(next.clone()) >= 2 && !denied;
    let unsaid = LISTS.iter().all(|list| examined.cues_begun(list, clause.end..sentence.end).next().is_none());
    examined.question.is_open() && clause.start > sentence.start && clause.end < sentence.end && goes_on && unsaid
}

/// Wording that sends the rep on or disowns the matter only where a clause says nothing else: "try Virpi", "that's not
/// my drawer", but not "ask Kim to sign" or "not my first supplier".
fn stands_by_itself(examined: &Examined<'_>, cue: &Cue<'_>) -> bool {
    let clause = examined.text.clause(cue.tokens.start);
    match cue.list {
        "unknowing.imperative" => {
            let whom = &examined.text.tokens()[cue.tokens.end - 1];
            let person = |fact: &Fact| fact.value.kind() == ValueKind::Person && fact.span.overlaps(&whom.span);
            let named = (whom.capital && whom.kind == TokenKind::Word) || examined.facts.iter().any(person);
            named && cue.tokens.start == clause.start && examined.content_in(cue.tokens.end..clause.end) <= 1
        }
        "unknowing.not_mine" => {
            let judges = ["pain", "need", "interest", "consequence", "implication", "success", "product", "solution"];
            cue.tokens.end == clause.end && !judges.contains(&examined.topic.id.family())
        }
        "unknowing.subjectless" => cue.tokens.start == clause.start && !asks_for_trouble(examined),
        "unknowing.alone" => {
            examined.content_in(clause.start..cue.tokens.start) + examined.content_in(cue.tokens.end..clause.end) == 0
        }
        _ => true,
    }
}

/// "Customers don't know", "you know": somebody else's not knowing is not the contact's.
fn is_about_others(examined: &Examined<'_>, cue: &Cue<'_>) -> bool {
    let others = |at: usize| examined.cues_begun("disowning.others", at..at + 1).next().is_some();
    let before = |steps: usize| cue.tokens.start.checked_sub(steps).map_or("", |at| examined.text.norm(at));
    let ignorant = cue.list == "unknowing.ignorance" && cue.tokens.start.checked_sub(1).is_some_and(others);
    // "Yesterday, if you ask my boss" refers nobody to the boss.
    let spoken_of = cue.list == "unknowing.refer" && before(1) == "you" && matches!(before(2), "if" | "when");
    // "Can't say that we have one" denies it.
    let after = examined.text.norm(cue.tokens.end);
    let denies = examined.text.norm(cue.tokens.end - 1) == "say" && matches!(after, "that" | "we" | "there" | "it");
    // "Nobody's ever asked me for a second name" tells of no being left out.
    let asked = matches!(after, "for" | "to") && examined.text.norm(cue.tokens.end - 2) == "asked";
    // "No idea is too small", "don't get me started": the words of it, and another meaning.
    let idiom = examined.cues("unknowing.not_so").any(|other| other.span.overlaps(&cue.span));
    ignorant || spoken_of || denies || asked || idiom || is_opinion(examined, cue)
}

/// "I would not say at the tail" and "I don't know anybody who likes it" tell what the contact thinks.
fn is_opinion(examined: &Examined<'_>, cue: &Cue<'_>) -> bool {
    let clause = examined.text.clause(cue.tokens.start);
    let (first, last) = (examined.text.norm(cue.tokens.start), examined.text.norm(cue.tokens.end - 1));
    let asked = examined.cues_begun("unknowing.asked", cue.tokens.end..cue.tokens.end + 1).next().is_some();
    let softened = matches!(first, "wouldnt" | "would") && last == "say" && !asked;
    let of_people = matches!(last, "anybody" | "anyone") && !examined.question.asks_for(ValueKind::Person);
    (softened || of_people) && examined.content_in(cue.tokens.end..clause.end) > 0
}

/// On pains, "we have no idea which order is late" and "nobody tells us" are the pain itself; only the speaker's own
/// not knowing counts there.
fn describes_the_problem(examined: &Examined<'_>, cue: &Cue<'_>) -> bool {
    /// In so many words behind a cue something is said, or nothing is.
    const REACH: usize = 40;
    if !asks_for_trouble(examined) {
        return false;
    }
    // "We have no idea what causes it" answers what the cause is; "nobody knows, to be honest" leaves it at that.
    let clause_end = examined.text.clause(cue.tokens.start).end.min(cue.tokens.end + REACH);
    let asked = examined.cues("unknowing.the_cause").any(|cause| cause.tokens.start + 1 >= cue.tokens.end);
    let left_at_that = || examined.solid().next().is_none() && examined.content_in(cue.tokens.end..clause_end) == 0;
    if asked || matches!(cue.list, "unknowing.ignorance" | "unknowing.untold") && left_at_that() {
        return false;
    }
    // "You'd have to ask finance" is said to the rep; "you have to ask three people for each order" is the pain.
    let supposed = cue.tokens.clone().any(|at| matches!(examined.text.norm(at), "'d" | "would" | "youd" | "ud"));
    match cue.list {
        "unknowing.ignorance" => {}
        "unknowing.refer" => return !supposed,
        list => return list != "unknowing.outside",
    }
    let start = cue.tokens.start;
    let reach = start.saturating_sub(3)..(start + 2).min(cue.tokens.end);
    let words: Vec<&str> = reach.map(|at| examined.text.norm(at)).collect();
    words.iter().any(|word| matches!(*word, "we" | "they" | "nobody" | "everyone" | "people")) && !words.contains(&"i")
}

/// "Then it sits with legal" is a step of a procedure or a plan, "the figures sit with legal" is not knowing them; and
/// "management looks after that" is a loose answer where somebody was asked for.
fn tells_how_it_runs(examined: &Examined<'_>, cue: &Cue<'_>) -> bool {
    let runs = matches!(examined.topic.id.family(), "process" | "plan" | "timeline");
    match cue.list {
        "unknowing.held" | "unknowing.imperative" => runs,
        "unknowing.handled" => runs || examined.question.asks_for(ValueKind::Person),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signals::rules::samples::{count, flags, kinds, money, percent, person};
    use FlagKind::{Specific, Unknowing, Vague};

    #[test]
    fn not_knowing_is_recognised_in_many_words() {
        for say in [
            "no idea",
            "Not the foggiest, I'm afraid",
            "I honestly couldn't tell you",
            "dunno, that's finance",
            "above my pay grade",
            "not involved in any of that",
            "you'd have to ask finance",
            "nobody tells us that kind of thing",
            "they keep that to themselves",
            "I wouldn't know, procurement does all that",
        ] {
            assert_eq!(kinds("budget.amount", say, &[]), [Unknowing], "{say}");
        }
    }

    #[test]
    fn being_sent_on_to_others_is_not_knowing_and_having_to_ask_them_is_the_pain() {
        assert_eq!(kinds("pain.cost", "you'd have to ask finance", &[]), [Unknowing]);
        let pain = kinds("pain.problem", "you have to ask finance for every single order number", &[]);
        assert!(!pain.contains(&Unknowing), "{pain:?}");
    }

    #[test]
    fn idioms_of_standing_outside_are_recognised() {
        for (topic, say) in [
            ("budget.amount", "Search me."),
            ("authority.signs", "u got me there"),
            ("authority.signs", "it's thrashed out in a meeting that I never get asked to"),
            ("goal.target", "miles over my head, that"),
            ("goal.statement", "I just drive the van, they don't tell us anything"),
            ("budget.amount", "that's one for our treasurer"),
            ("metric.baseline", "cldnt put a figure on it, nobody's ever counted"),
            ("spend.current", "the invoices never cross my desk"),
            ("criteria.list", "the list sits with procurement"),
            ("goal.statement", "I'm only a temp, three weeks in"),
        ] {
            assert_eq!(kinds(topic, say, &[]), [Unknowing], "{topic}: {say}");
        }
    }

    #[test]
    fn the_same_words_about_the_work_are_no_ignorance() {
        for (topic, say) in [
            ("process.steps", "then it sits with legal"),
            ("goal.statement", "we want to stop flying blind on stock"),
            ("pain.problem", "invoices sit with finance and nobody chases them"),
            ("pain.problem", "we're in the dark about stock until the evening"),
            ("plan.actions", "we just load the trucks earlier from now on"),
        ] {
            assert!(!kinds(topic, say, &[]).contains(&Unknowing), "{topic}: {say}");
        }
        let facts = [("Priya", person("Priya"))];
        assert_eq!(kinds("criteria.owner", "that sits with procurement, Priya keeps it", &facts), [Specific]);
    }

    #[test]
    fn the_words_that_say_so_are_quoted() {
        let found = flags("goal.statement", "No idea, they never say", &[]);
        assert_eq!(found[0].why, "does not know what a stakeholder should: No idea, they never say");
    }

    #[test]
    fn a_delegated_detail_beside_a_figure_is_specific() {
        let facts = [("50k", money(50_000.0)), ("Kim", person("Kim"))];
        let found = kinds("authority.limit", "the limit is 50k; for the exact code you'd have to ask Kim", &facts);
        assert_eq!(found, [Specific]);
    }

    #[test]
    fn who_is_referred_to_is_no_answer() {
        let kim = [("Kim", person("Kim"))];
        assert_eq!(kinds("authority.signs", "no idea, you'd have to ask Kim", &kim), [Unknowing]);
        assert_eq!(kinds("authority.signs", "not my call, Kim signs", &kim), [Specific]);
    }

    #[test]
    fn wild_guesses_do_not_count_as_knowing() {
        let facts = [("2 grand", money(2_000.0)), ("200 grand", money(200_000.0))];
        let found = kinds("budget.amount", "could be 2 grand, could be 200 grand, couldn't tell you", &facts);
        assert_eq!(found, [Unknowing]);
    }

    #[test]
    fn the_problem_may_be_that_nobody_knows() {
        let found = kinds("pain.problem", "we have no idea which orders are late until the customer calls", &[]);
        assert_eq!(found, [Vague]);
        let facts = [("9%", percent(9.0)), ("3 sites", count(3.0, Some("sites")))];
        let found = kinds("pain.problem", "nobody tells us, 9% are late in 3 sites", &facts);
        assert!(!found.contains(&Unknowing));
    }

    #[test]
    fn you_know_is_a_filler() {
        assert!(!kinds("pain.problem", "you know, people just wait around all day", &[]).contains(&Unknowing));
    }
}

//! `vague`: an answer of substance without a particular of the kind asked.
//!
//! **Notices** a loose value ("soon", "a decent budget", "a few people"), or a sentence that says something but
//! nothing that could be checked.
//! **Matters** because a probe turns it into a figure or a date; counted as one, it would deceive.
//! **Example** "It'd be a decent amount" to the budget.
//! **Near miss** "no budget" is a plain denial; "We sign in May" to who signs answers another topic.

use crate::bank::FlagKind;
use crate::signals::Flag;
use crate::signals::stance;
use crate::signals::value::Span;

use super::particulars::Sort;
use super::{Examined, flag, unknowing};

pub(super) fn rule(examined: &Examined<'_>) -> Option<Flag> {
    if examined.only_chooses() {
        return None;
    }
    let bare = examined.question.closed && examined.answers_yes_or_no() && examined.loose().is_empty();
    if bare || stance::says_no(examined) || examined.denies().is_some() || examined.asked_for().next().is_some() {
        return None;
    }
    let mut spans = drowned(examined);
    if spans.is_empty() {
        spans = examined.loose();
    }
    // A cause or a name by itself takes nothing back from words as loose as "curious".
    let loose = examined.loose_anywhere();
    let waits = |sort| examined.question.closed && sort == Sort::Step;
    let counts = |sort| !waits(sort) && (loose.is_empty() || !matches!(sort, Sort::Cause | Sort::Name));
    let others = examined.solid().filter(|particular| counts(particular.sort)).count();
    if spans.is_empty() && others == 0 {
        spans =
            if examined.question.is_open() || !examined.is_brief() { examined.loose_anywhere() } else { Vec::new() };
        if spans.is_empty() && !examined.is_brief() && says_nothing_else(examined) {
            spans = vec![examined.whole()];
        }
    }
    if spans.is_empty() || (examined.question.is_open() && others > 0) {
        return None;
    }
    let why = format!("gives no {}: {}", missing(examined), examined.quotes(&spans));
    Some(flag(FlagKind::Vague, spans, why, advice(examined)))
}

/// Whether a sentence without a loose word is vague as a whole: who denies, does not know, or names a figure that cannot
/// be read has said something else.
fn says_nothing_else(examined: &Examined<'_>) -> bool {
    let figures = examined.text.tokens().iter().any(|token| token.norm.bytes().any(|byte| byte.is_ascii_digit()));
    !figures && !opens_with_a_no(examined) && !unknowing::is_said(examined)
}

/// "Phones are not an issue, …" denies before it says anything else; "we'll make room, no sweat" and "can't live without
/// it" do not.
fn opens_with_a_no(examined: &Examined<'_>) -> bool {
    const AT_MOST_BEHIND: usize = 1;
    let mut said = examined.cues_begun("denial.negator", examined.text.clause(0));
    // "We have no idea which orders are late" is the trouble itself.
    let open = examined.topic.id.family() == "need" || unknowing::tells_the_trouble(examined);
    !open && said.any(|cue| cue.tokens.start <= AT_MOST_BEHIND)
}

/// The figures of the kind asked that a hedge took the value from.
fn drowned(examined: &Examined<'_>) -> Vec<Span> {
    let asked = |sort| match sort {
        Sort::Value(kind) => examined.question.asks_for(kind) || examined.question.is_open(),
        _ => false,
    };
    examined.particulars.iter().filter(|p| p.drowned && asked(p.sort)).map(|p| p.span).collect()
}

fn missing(examined: &Examined<'_>) -> &'static str {
    examined.question.asked_word().trim_start_matches("a ").trim_start_matches("an ")
}

fn advice(examined: &Examined<'_>) -> &'static str {
    match examined.question.asked_word() {
        "an amount" => "Offer a range: is it nearer to this figure, or to that one?",
        "a date" => "Ask for the month: what would have to be in place by when?",
        "a person" => "Ask for the name and the role.",
        "a number of people" => "Ask how many people, and in which team.",
        "a length of time" => "Ask how long it took the last time.",
        "a tool by name" => "Ask what the tool is called.",
        "a figure" => "Ask for the figure today, or for the last one measured.",
        _ => "Ask for the last time it happened: when, how often, what it cost.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signals::rules::samples::{count, flags, kinds, money, person, thing};
    use FlagKind::{Specific, Vague};

    #[test]
    fn loose_values_are_vague_however_brief() {
        for (topic, say) in [
            ("timeline.start", "soonish"),
            ("timeline.start", "we needed it yesterday"),
            ("budget.amount", "a decent budget"),
            ("users.team", "a few people"),
            ("spend.current", "not that much"),
            ("process.length", "a while"),
            ("goal.target", "a bit more than before"),
            ("solution.current", "a bunch of spreadsheets"),
        ] {
            assert_eq!(kinds(topic, say, &[]), [Vague], "{topic}: {say}");
        }
    }

    #[test]
    fn not_knowing_is_not_vague() {
        assert_eq!(kinds("followup.date", "I don't know, that's up to my boss", &[]), [FlagKind::Unknowing]);
    }

    #[test]
    fn a_sentence_without_anything_to_check_is_vague() {
        assert_eq!(kinds("pain.problem", "people wait around and look at each other", &[]), [Vague]);
    }

    #[test]
    fn the_words_that_caused_it_are_quoted() {
        let found = flags("timeline.start", "As soon as possible, please", &[]);
        assert_eq!(found[0].why, "gives no date: As soon as possible");
    }

    #[test]
    fn a_particular_of_the_kind_asked_beats_the_hedge() {
        assert_eq!(kinds("budget.amount", "a decent budget, 40k", &[("40k", money(40_000.0))]), [Specific]);
    }

    #[test]
    fn another_topic_s_answer_has_no_flag_unless_it_is_loose_too() {
        let kim = [("Kim", person("Kim"))];
        assert!(kinds("budget.amount", "Kim signs the cheques", &kim).is_empty());
        assert_eq!(kinds("process.length", "a while, it depends on Kim", &kim), [Vague]);
    }

    #[test]
    fn a_plain_denial_is_not_vague() {
        for (topic, say) in [
            ("budget.amount", "nothing is set aside for anything of the sort this year"),
            ("need.degree", "we really don't need it, honestly, as far as anyone can see"),
            ("pain.problem", "no problem with returns, they go through without anyone looking"),
            ("solution.current", "no tool for it"),
            ("priority.rank", "it doesn't even figure on the list"),
            ("users.team", "not a soul, I fear, in this whole office"),
            ("budget.approved", "nobody's put a cent aside so far"),
            ("need.degree", "we get by without, to be honest with you"),
            ("solution.alternatives", "you're the only ones, nobody else so far"),
            ("followup.date", "I would rather you didn't"),
            ("pain.problem", "no wahala with customs o"),
            ("pain.problem", "no prob w the bookings lah"),
            ("budget.amount", "don't have budget one"),
            ("budget.approved", "nobody approve anything yet"),
            ("solution.current", "we ain't got nothing for that"),
            ("followup.date", "pls dont ring again"),
        ] {
            assert!(kinds(topic, say, &[]).is_empty(), "{topic}: {say}");
        }
    }

    #[test]
    fn who_will_not_tell_is_not_vague() {
        for say in
            ["That figure I keep to myself.", "that's strictly between us in the family", "we'll keep it to ourselves"]
        {
            assert!(kinds("budget.amount", say, &[]).is_empty(), "{say}");
        }
        assert_eq!(kinds("budget.amount", "we'd like to keep it reasonable", &[]), [Vague]);
        assert_eq!(kinds("need.degree", "we get by, but it's rather painful", &[]), [Vague]);
    }

    #[test]
    fn a_bare_yes_is_not_vague_but_a_warm_one_is() {
        assert!(kinds("budget.return_agreed", "yes, agreed", &[]).is_empty());
        assert_eq!(kinds("timeline.capacity", "yes, we'll make room for it, no question at all", &[]), [Vague]);
    }

    #[test]
    fn one_particular_on_an_open_question_is_not_vague() {
        let facts = [("10 stores", count(10.0, Some("stores")))];
        assert!(kinds("plan.actions", "more events in 10 stores", &facts).is_empty());
        assert!(kinds("pain.tried", "Acme", &[("Acme", thing("Acme"))]).is_empty());
    }
}

//! Grade: how well an answer settles its topic, by its flags (signals.md, "Grades").

use crate::bank::{FlagKind, Grade};

use super::{Flag, Stance};

/// The grade of an answer with these flags, rulings included.
pub(crate) fn of(flags: &[Flag], stance: Stance) -> Grade {
    let has = |kind| flags.iter().any(|flag| flag.kind == kind);
    if has(FlagKind::Contradiction) {
        return Grade::Disputed;
    }
    if has(FlagKind::Unknowing) || has(FlagKind::Short) {
        return Grade::Open;
    }
    match stance {
        Stance::Denies => Grade::Refuted,
        Stance::DoesNotKnow | Stance::Declines | Stance::Elsewhere | Stance::Silent if !has(FlagKind::Specific) => {
            Grade::Open
        }
        _ if has(FlagKind::Specific) && !has(FlagKind::Unrealistic) => Grade::Evidenced,
        _ => Grade::Claimed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::TimeUnit;
    use crate::signals::rules::judge;
    use crate::signals::rules::samples::{count, duration, examine, money, person, thing, topic};
    use crate::signals::stance;
    use crate::signals::value::Value;

    fn grade(kinds: &[FlagKind], stance: Stance) -> Grade {
        let flags: Vec<Flag> = kinds
            .iter()
            .map(|&kind| Flag { kind, spans: Vec::new(), why: String::new(), advice: String::new(), against: None })
            .collect();
        of(&flags, stance)
    }

    #[test]
    fn the_flags_decide() {
        use FlagKind::{Contradiction, Excuse, Short, Specific, Unknowing, Unrealistic, Vague};
        assert_eq!(grade(&[Specific], Stance::Affirms), Grade::Evidenced);
        assert_eq!(grade(&[Vague], Stance::Affirms), Grade::Claimed);
        assert_eq!(grade(&[Excuse], Stance::Affirms), Grade::Claimed);
        assert_eq!(grade(&[Unrealistic], Stance::Affirms), Grade::Claimed);
        assert_eq!(grade(&[Unrealistic, Specific], Stance::Affirms), Grade::Claimed);
        assert_eq!(grade(&[Short], Stance::Silent), Grade::Open);
        assert_eq!(grade(&[Unknowing], Stance::DoesNotKnow), Grade::Open);
        assert_eq!(grade(&[Specific, Contradiction], Stance::Affirms), Grade::Disputed);
    }

    #[test]
    fn without_a_flag_the_stance_decides() {
        assert_eq!(grade(&[], Stance::Affirms), Grade::Claimed);
        assert_eq!(grade(&[], Stance::Denies), Grade::Refuted);
        assert_eq!(grade(&[], Stance::Declines), Grade::Open);
        assert_eq!(grade(&[], Stance::Elsewhere), Grade::Open);
        assert_eq!(grade(&[], Stance::Silent), Grade::Open);
    }

    /// The grade of an answer by its words and facts, as the reader works it out.
    fn graded(topic_id: &str, raw: &str, facts: &[(&str, Value)]) -> Grade {
        examine(&topic(topic_id), raw, facts, |examined| {
            let flags = judge(examined);
            of(&flags, stance::of(examined, &flags))
        })
    }

    #[test]
    fn what_is_not_known_not_told_or_hardly_said_leaves_it_open() {
        for (topic, say) in [
            ("budget.amount", ""),
            ("budget.amount", "no idea, you'd have to ask finance"),
            ("authority.signs", "never learned whose signature that is"),
            ("budget.amount", "I'd rather not say"),
            ("pain.problem", "Fine."),
            ("consequence.company", "Nothing happens."),
            ("timeline.capacity", "We'll see."),
            ("note", "one moment, please"),
        ] {
            assert_eq!(graded(topic, say, &[]), Grade::Open, "{topic}: {say}");
        }
    }

    #[test]
    fn affirming_without_what_was_asked_for_is_a_claim() {
        for (topic, say) in [
            ("budget.amount", "sure, budget is no problem"),
            ("timeline.start", "as soon as possible"),
            ("authority.signs", "I choose the tools"),
            ("authority.signs", "I'm the CEO"),
            ("authority.signs", "I am the managing director"),
            ("need.degree", "we could do with something like it"),
            ("pain.tried", "we meant to, but life got in the way"),
        ] {
            assert_eq!(graded(topic, say, &[]), Grade::Claimed, "{topic}: {say}");
        }
        assert_eq!(graded("pain.tried", "Acme", &[("Acme", thing("Acme"))]), Grade::Claimed);
    }

    #[test]
    fn what_was_asked_for_is_evidence_unless_it_is_impossible() {
        assert_eq!(graded("budget.amount", "85k", &[("85k", money(85_000.0))]), Grade::Evidenced);
        assert_eq!(graded("authority.signs", "Kim Sato signs", &[("Kim Sato", person("Kim Sato"))]), Grade::Evidenced);
        assert_eq!(graded("goal.target", "every order in the country out by tomorrow, same crew", &[]), Grade::Claimed);
        let facts = [("Acme", thing("Acme")), ("5 months", duration(5.0, TimeUnit::Month))];
        assert_eq!(graded("pain.tried", "we wanted to, but Acme took the team for 5 months", &facts), Grade::Evidenced);
    }

    #[test]
    fn the_opposite_refutes_with_or_without_particulars() {
        for (topic, say) in [
            ("budget.amount", "nothing whatsoever is earmarked for it"),
            ("budget.approved", "No."),
            ("need.degree", "we don't need it"),
            ("priority.rank", "it's not a priority for us"),
            ("authority.signs", "I've no right to sign anything"),
            ("pain.problem", "no problem with returns"),
            ("goal.target", "we do not want to grow"),
        ] {
            assert_eq!(graded(topic, say, &[]), Grade::Refuted, "{topic}: {say}");
        }
        let facts = [("3 errors", count(3.0, Some("errors"))), ("9,000 invoices", count(9_000.0, Some("invoices")))];
        let say = "we have no use for it: 3 errors in 9,000 invoices";
        assert_eq!(graded("need.degree", say, &facts), Grade::Refuted);
    }

    #[test]
    fn an_answer_to_another_topic_leaves_this_one_open() {
        assert_eq!(graded("budget.amount", "Kim signs the cheques", &[("Kim", person("Kim"))]), Grade::Open);
        assert_eq!(graded("timeline.start", "38 assistants", &[("38 assistants", count(38.0, None))]), Grade::Open);
    }

    #[test]
    fn yes_and_no_settle_what_they_were_asked() {
        assert_eq!(graded("budget.return_agreed", "yep", &[]), Grade::Claimed);
        assert_eq!(graded("timeline.capacity", "No.", &[]), Grade::Refuted);
        assert_eq!(graded("followup.date", "please don't", &[]), Grade::Refuted);
        assert_eq!(graded("pain.problem", "Yes.", &[]), Grade::Open, "an open question got next to nothing");
    }

    #[test]
    fn an_excuse_denies_nothing() {
        let facts = [("Acme MES", thing("Acme MES"))];
        let say = "bought Acme MES, never got it set up, the lad who knew it left";
        assert_ne!(graded("pain.tried", say, &facts), Grade::Refuted);
    }

    #[test]
    fn a_denial_with_particulars_refutes() {
        assert_eq!(grade(&[FlagKind::Specific], Stance::Denies), Grade::Refuted);
    }

    #[test]
    fn a_flag_raised_by_hand_counts() {
        assert_eq!(grade(&[FlagKind::Specific], Stance::Elsewhere), Grade::Evidenced);
        assert_eq!(grade(&[FlagKind::Short], Stance::Affirms), Grade::Open);
    }
}

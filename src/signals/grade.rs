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

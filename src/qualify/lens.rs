//! One call through several frameworks, side by side: the same answers, and the lines on which they differ.

use crate::bank::{Bank, Grade, LevelStatus, VerdictKind};
use crate::call::RemarkId;

use super::{Assessment, Cap, Case, Matches, assess};

/// A call as one framework sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Lens {
    /// The framework's id.
    pub bank: String,
    /// Its title.
    pub title: String,
    /// The framework score, 0–100.
    pub score: u32,
    /// What holds it back the most, if anything does.
    pub cap: Option<Cap>,
    /// The verdict.
    pub verdict: VerdictKind,
    /// Where organization, opportunity and stakeholder stand.
    pub levels: [LevelStatus; 3],
}

/// A criterion that the frameworks do not see alike.
#[derive(Debug, Clone, PartialEq)]
pub struct DifferingLine {
    /// What it asks, in three or four words.
    pub title: &'static str,
    /// How each framework sees it, in the order of the lenses.
    pub seen: Vec<Seen>,
}

/// How one framework sees a criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// How it stands.
    pub grade: Grade,
    /// Whether that is enough here.
    pub met: bool,
    /// Why, in one sentence.
    pub why: String,
    /// The remarks behind it.
    pub answers: Vec<RemarkId>,
}

/// A call through several frameworks.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lenses {
    /// One for each framework, in the order given.
    pub lenses: Vec<Lens>,
    /// The criteria on which they differ, in the order of signals.md; what all see alike is left out.
    pub differing: Vec<DifferingLine>,
}

/// Sees a case through these banks. The bank of the case itself does not matter.
pub fn lenses<'a>(case: &Case<'_>, banks: impl IntoIterator<Item = &'a Bank>) -> Lenses {
    let anew = case.matches.is_none().then(|| Matches::of(case.answers, case.icp));
    let matches = case.matches.or(anew.as_ref());
    let (lenses, found): (Vec<Lens>, Vec<Assessment>) = banks
        .into_iter()
        .map(|bank| {
            let found = assess(&Case { bank, matches, ..*case });
            (lens(bank, &found), found)
        })
        .unzip();
    Lenses { lenses, differing: differing(&found) }
}

fn lens(bank: &Bank, found: &Assessment) -> Lens {
    Lens {
        bank: bank.id.clone(),
        title: bank.title.clone(),
        score: found.score,
        cap: found.caps.first().cloned(),
        verdict: found.verdict.kind,
        levels: [0, 1, 2].map(|at| found.levels[at].status),
    }
}

fn differing(found: &[Assessment]) -> Vec<DifferingLine> {
    let Some(first) = found.first() else { return Vec::new() };
    let places = first.levels.iter().enumerate().flat_map(|(level, tally)| {
        let criteria = tally.criteria.iter().enumerate();
        criteria.map(move |(at, criterion)| (level, at, criterion.title))
    });
    let seen = |level: usize, at: usize| -> Vec<Seen> {
        let criteria = found.iter().filter_map(|one| one.levels[level].criteria.get(at));
        criteria
            .map(|criterion| Seen {
                grade: criterion.grade,
                met: criterion.met,
                why: criterion.why.clone(),
                answers: criterion.answers.clone(),
            })
            .collect()
    };
    places
        .map(|(level, at, title)| DifferingLine { title, seen: seen(level, at) })
        .filter(|line| line.seen.windows(2).any(|two| (two[0].grade, two[0].met) != (two[1].grade, two[1].met)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::Grade::{Claimed, Evidenced};
    use crate::bank::Library;
    use crate::qualify::sample::Call;

    fn chief() -> Call {
        let mut call = Call::new(Claimed)
            .hears("budget.amount", "surely, money is no obstacle for us", Claimed)
            .hears("authority.signs", "things get decided quickly here", Claimed)
            .hears("need.degree", "we absolutely need this", Claimed)
            .hears("timeline.start", "as soon as possible", Claimed)
            .hears("pain.problem", "the segmentation is wrong, 40,000 people get the same letter", Evidenced)
            .hears("pain.problem", "sales wants drip campaigns out of the CRM after 14 days", Evidenced);
        call.icp.pains = vec!["ugly templates".into(), "templates that break on phones".into()];
        call
    }

    #[test]
    fn the_same_answers_score_high_and_low_and_the_lines_say_why() {
        let library = Library::embedded();
        let (bant, meddic) = (library.bank("bant", "en").unwrap(), library.bank("meddic", "en").unwrap());
        let call = chief();
        let seen = lenses(&call.case(), [&*bant, &*meddic]);
        assert!(seen.lenses[0].score >= 90 && seen.lenses[1].score <= 10, "{:?}", seen.lenses);
        assert_eq!((seen.lenses[0].verdict, seen.lenses[1].verdict), (VerdictKind::KeepGoing, VerdictKind::Disqualify));
        let titles: Vec<&str> = seen.differing.iter().map(|line| line.title).collect();
        assert_eq!(titles, ["a problem we solve", "now or soon", "the money is within reach", "who decides is known"]);
        let pain = &seen.differing[0].seen;
        assert!(pain[0].met && !pain[1].met);
        assert!(pain[1].why.contains("none of what the product solves"), "{}", pain[1].why);
    }

    #[test]
    fn what_all_see_alike_is_left_out() {
        let call = chief();
        let bank = Library::embedded().bank("bant", "en").unwrap();
        assert_eq!(lenses(&call.case(), [&*bank, &*bank]).differing, []);
        assert_eq!(lenses(&call.case(), []), Lenses::default());
    }
}

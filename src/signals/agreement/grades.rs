//! How well the grades agree with what the labelled flags determine (signals.md, "Grades").

use std::collections::{BTreeMap, BTreeSet};

use crate::bank::{FlagKind, Grade};

use super::{Report, measure, scripts};

/// The grade that flags determine; `None` where they leave it to what the answer does to the thing asked: an answer
/// without a flag affirms, denies, refuses or speaks of something else.
pub(super) fn determined(flags: &BTreeSet<FlagKind>) -> Option<Grade> {
    let has = |kind| flags.contains(&kind);
    let rows = [
        (FlagKind::Contradiction, Grade::Disputed),
        (FlagKind::Unknowing, Grade::Open),
        (FlagKind::Short, Grade::Open),
        (FlagKind::Unrealistic, Grade::Claimed),
        (FlagKind::Specific, Grade::Evidenced),
        (FlagKind::Vague, Grade::Claimed),
        (FlagKind::Excuse, Grade::Claimed),
    ];
    rows.into_iter().find(|&(kind, _)| has(kind)).map(|(_, grade)| grade)
}

/// How often each determined grade was reached.
#[derive(Debug, Default)]
pub(super) struct Grades {
    rows: BTreeMap<(Grade, Grade), u32>,
}

impl Grades {
    /// Notes one answer. A denial with particulars is refuted, whatever its flags: "we don't need it, 2 alerts a night".
    pub(super) fn note(&mut self, wanted: &BTreeSet<FlagKind>, got: Grade) {
        let Some(grade) = determined(wanted) else { return };
        let denied = got == Grade::Refuted && matches!(grade, Grade::Evidenced | Grade::Claimed);
        *self.rows.entry((grade, if denied { grade } else { got })).or_default() += 1;
    }

    fn agreement(&self) -> f64 {
        let right: u32 = self.rows.iter().filter(|((wanted, got), _)| wanted == got).map(|(_, n)| n).sum();
        let all: u32 = self.rows.values().sum();
        f64::from(right) / f64::from(all.max(1))
    }

    fn print(&self, title: &str) {
        println!("{title}: {:.1} % of the grades that the labelled flags determine", 100.0 * self.agreement());
        for ((wanted, got), n) in self.rows.iter().filter(|((wanted, got), _)| wanted != got) {
            println!("  {wanted:?} read as {got:?}: {n}");
        }
    }
}

#[test]
fn grades_follow_from_the_labelled_flags() {
    let scripts = scripts();
    if scripts.is_empty() {
        return;
    }
    for (labelled, title) in [(true, "from labelled facts"), (false, "end to end")] {
        let Report { grades, .. } = measure(&scripts, labelled);
        grades.print(title);
        assert!(grades.agreement() >= 0.95, "{title}: {:.3}", grades.agreement());
    }
}
